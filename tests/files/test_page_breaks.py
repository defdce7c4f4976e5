"""Which rows begin a printed page: a heading goes over with its task; everything else is left to the printer."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ledger.files.sheets.page_breaks import Row, breaks_before

H, T = True, False


def rows(*heights: tuple[float, bool]) -> list[Row]:
    return [Row(number, points, heading) for number, (points, heading) in enumerate(heights, 1)]


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        pytest.param([(20, T), (60, T), (60, T)], [], id="no headings, no breaks"),
        pytest.param([(20, T), (20, H), (50, T)], [], id="all on one page"),
        pytest.param([(20, T), (60, T), (10, H), (50, T)], [3], id="the heading fits, its task does not"),
        pytest.param([(20, T), (60, T), (5, H), (5, H), (50, T)], [3], id="two headings go over together"),
        pytest.param([(20, T), (40, T), (10, H), (34, T)], [3], id="on a print a tenth larger the task would not fit"),
        pytest.param([(20, T), (10, H), (300, T)], [2], id="a task higher than a page"),
        pytest.param([(20, T), (88, T), (30, H), (20, T)], [], id="the heading itself does not fit: the printer breaks there"),
        pytest.param([(20, T), (60, T), (10, H), (60, T), (10, H), (60, T)], [3, 5], id="each page anew, below the repeated row"),
    ],
)  # fmt: skip
def test_table(sheet: list[tuple[float, bool]], expected: list[int]) -> None:
    assert breaks_before(rows(*sheet), page=100, top=20) == expected


@given(
    st.lists(st.tuples(st.floats(5, 50), st.booleans()), max_size=60),
    st.sampled_from([0.9, 0.95, 1.0, 1.05, 1.1]),
)
def test_no_heading_stands_alone_at_the_foot(sheet: list[tuple[float, bool]], scale: float) -> None:
    """Printed by a printer that fills each page, at any of the scales."""
    laid = rows(*sheet, (10, T))
    assume(all(len(list(run)) < 3 for heading, run in groupby(laid, lambda row: row.heading) if heading))
    breaks = breaks_before(laid, page=200, top=10)
    used = 0.0
    for row, above in zip(laid, [None, *laid], strict=False):
        if row.number in breaks or used + row.points > 200 * scale:
            assert above is None or not above.heading
            used = 10.0
        used += row.points
    assert all(number == 1 or not laid[number - 2].heading for number in breaks)
