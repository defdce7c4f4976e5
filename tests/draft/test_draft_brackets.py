"""A bracket with who and when behind one of several pieces of work in a task's text."""

from __future__ import annotations

import pytest

from ledger.draft.dates import read_extra


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.划行归市（县市场监管局，4月底前）；\n2.改造公厕2座（县城管局，6月底前）。",
         [("划行归市（县市场监管局）", "4月底前"), ("改造公厕2座（县城管局）", "6月底前")]),
        ("划行归市（县市场监管局4月底前）", [("划行归市（县市场监管局）", "4月底前")]),
        ("修补（一期）路面（县住建局牵头，县城管局配合，4月底前完成）", [("修补（一期）路面（县住建局牵头，县城管局配合）", "4月底前")]),
        ("排查隐患（4月底前，各乡镇），建账", [("排查隐患（各乡镇）", "4月底前")]),
        ("修补路面（4月底前），改造公厕", [("修补路面", "4月底前")]),
    ],
)  # fmt: skip
def test_the_matter_is_what_stands_before_the_bracket(text: str, found: list[tuple[str, str]]) -> None:
    assert [(m.what, m.deadline) for m in read_extra([text], "", 2026, None)] == found


def test_two_days_in_a_bracket_are_not_taken_for_names() -> None:
    found = read_extra(["整治（县城管局，4月底前完成摸底，6月底前办结）"], "", 2026, None)
    assert [m.what for m in found if "（" in m.what] == []
