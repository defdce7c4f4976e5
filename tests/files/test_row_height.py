"""Lines in a cell: counted by the rules of Chinese typesetting, never fewer than a program will need."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.files.sheets.row_height import MAX_POINTS, height_of, lines_that_fit, width_of, wrap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("一二三四五六", ["一二三四", "五六"]),
        ("一二三四，五", ["一二三", "四，五"]),  # a comma never begins a line
        ("一二三（四五", ["一二三", "（四五"]),  # a bracket never ends one
        ("一\n二", ["一\n", "二"]),
        ("一二三四\n五", ["一二三四\n", "五"]),
        ("一二abcd三", ["一二", "abcd三"]),  # a word stays whole
        ("abcdefghij", ["abcdef", "ghij"]),  # unless no line could hold it
    ],
)
def test_lines_of_four_characters(text: str, lines: list[str]) -> None:
    assert list(wrap(text, 4)) == lines


@given(st.text(alphabet="一二，。（）“”a1 -\n", max_size=80), st.floats(min_value=2, max_value=20))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, ems: float) -> None:
    lines = wrap(text, ems)
    assert "".join(lines) == text
    assert all(width_of(line.rstrip("\n")) <= ems + 1e-9 for line in lines)


def test_narrow_characters_count_less_than_chinese_ones() -> None:
    assert width_of("中，“”…") == 5
    assert width_of("12ab") == pytest.approx(2.6)


@pytest.mark.parametrize("size", [9.0, 10.5, 22.0])
def test_a_full_row_stays_under_what_excel_accepts(size: float) -> None:
    most = lines_that_fit(size)
    assert height_of(most, size) <= MAX_POINTS < height_of(most + 1, size)
