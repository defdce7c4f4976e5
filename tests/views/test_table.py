"""Tables in a terminal and off it: nothing is ever cut."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from ledger.views.table import table

HEADS = ("灯", "期限", "单位", "任务")
ROW = ("红", "2022-11-30", "县市场监督管理局", "双随机、一公开监管信息公开工作情况")


def test_off_a_terminal_a_row_is_one_whole_line() -> None:
    assert table(HEADS, [ROW], width=None).splitlines()[1] == "  ".join(ROW)


@pytest.mark.parametrize("width", [20, 40, 44, 52, 60, 80, 200])
def test_in_a_terminal_every_character_is_there(width: int) -> None:
    text = table(HEADS, [ROW, ROW], width=width)
    for cell in ROW:
        assert all(text.count(char) >= 2 * cell.count(char) for char in cell)
    if width >= 44:
        assert all(cell_len(line) <= width for line in text.splitlines())
        assert "2022-11-30" in text


def test_too_narrow_for_a_table_the_filled_cells_stand_under_one_another() -> None:
    text = table(HEADS, [ROW, ("绿", "", "县教育局", "公开")], width=40)
    assert text == (
        "灯：红\n期限：2022-11-30\n单位：县市场监督管理局\n任务：双随机、一公开监管信息公开工作情况\n"
        "\n灯：绿\n单位：县教育局\n任务：公开\n"
    )


def test_a_column_without_a_heading_stands_without_a_colon_where_rows_are_stacked() -> None:
    heads = ("", "任务（项）", "节点（个）很长的列名", "分工（件）很长的列名")
    assert table(heads, [("合计", "3", "4", "5")], width=24).splitlines()[:2] == ["合计", "任务（项）：3"]
