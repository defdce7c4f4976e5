"""Lines of Chinese: joined they are the text again, none begins with a closing mark, days stay whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ledger.values.line_breaks import break_lines, hang


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("各乡镇、县直各有关部门、相关部门", 8, ["各乡镇、", "县直各有", "关部门、", "相关部门"]),
        ("各行业主管部门、归口管理", 14, ["各行业主管部", "门、归口管理"]),  # 、 would begin the line
        ("请看（附件）再填", 6, ["请看", "（附", "件）再", "填"]),  # （ would end the line
        ("至2022年11月30日止", 14, ["至", "2022年11月30日", "止"]),
        ("截止 2022-11-30 的", 12, ["截止 ", "2022-11-30 ", "的"]),
        ("县甲局、县乙局 等 3 个", 20, ["县甲局、县乙局 等 ", "3 个"]),
        ("https://a.example/long", 10, ["https://a.", "example/lo", "ng"]),
        ("一\n二", 10, ["一\n", "二"]),
    ],
)
def test_lines(text: str, room: int, lines: list[str]) -> None:
    assert list(break_lines(text, room, cell_len)) == lines


@given(st.text(alphabet="县局、，（）“”2022年11月30日- \nabc", max_size=60), st.integers(4, 30))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, room: int) -> None:
    lines = break_lines(text, room, cell_len)
    assert "".join(lines) == text
    assert all(cell_len(line.strip()) <= room for line in lines)


@given(
    st.text(alphabet="县直各有关部门、，。（", max_size=60).map(lambda s: re.sub("([、，。（])+", r"\1", s))
)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str) -> None:
    lines = break_lines(text, 16, cell_len)
    assert not any(line[:1] in ("、", "，", "。") for line in lines[1:])
    assert not any(line.endswith("（") for line in lines[:-1])


def test_hanging() -> None:
    assert hang("任务内容很长", 8, 2, cell_len) == "任务内\n  容很长"
