"""The one table of columns: of the issued 任务分解表, the 台账, the fill-in workbook, CSV and Markdown.

Writer and reader, and every view of the table, take headings and order from here. A column belongs to
a layout when it has a width there. Widths are millimetres on paper: the 任务分解表 fills the 225 mm of the
type area of GB/T 9704-2012 turned to landscape (A4), the 台账 370 mm of A3 landscape. The fill-in workbook is fitted
to the width of whichever is chosen: its 422 mm are 7 pt characters on A4 and 10 pt ones on A3.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Layout = Literal["plan", "progress", "fill"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` is the attribute of the row value, `heading` what people read.

    `centred` for numbers and dates. `entry` marks what a unit fills in; `identity` what nobody sees and the
    reader knows a row by. `later` columns are not in the books of before; one without them is whole.
    """

    key: str
    heading: str
    widths: dict[Layout, float] = field(default_factory=dict)
    centred: bool = False
    entry: bool = False
    identity: bool = False
    later: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("no", "序号", {"plan": 11, "progress": 12, "fill": 9}, centred=True),
    Column("name", "任务名称", {"plan": 26, "progress": 28, "fill": 20}),
    Column("content", "任务内容", {"plan": 132, "progress": 104, "fill": 70}),
    Column("responsibility", "责任单位", {"plan": 34, "progress": 38, "fill": 22}),
    Column("deadline", "时间节点", {"plan": 22, "progress": 28, "fill": 26}, centred=True),
    Column("light", "灯", {"progress": 10}, centred=True),
    Column("progress", "进展情况", {"progress": 80}),
    Column("done_on", "完成日期", {"progress": 24}, centred=True),
    Column("remark", "备注", {"progress": 46}),
    Column("duty", "本单位职责", {"fill": 21}),
    Column("status", "状态", {"fill": 16}, centred=True, entry=True),
    Column("note", "完成情况", {"fill": 44}, entry=True),
    Column("finished_on", "完成日期", {"fill": 24}, centred=True, entry=True),
    Column("evidence", "佐证材料", {"fill": 20}, entry=True),
    Column("reporter", "填报人", {"fill": 14}, centred=True, entry=True),
    Column("reported_on", "填报日期", {"fill": 24}, centred=True, entry=True),
    Column("same", "无变化", {"fill": 12}, centred=True, entry=True, later=True),
    Column("problem", "存在问题", {"fill": 26}, entry=True, later=True),
    Column("next_step", "下一步", {"fill": 26}, entry=True, later=True),
    Column("needs", "需协调事项", {"fill": 24}, entry=True, later=True),
    Column("asked_until", "申请延期至", {"fill": 24}, centred=True, entry=True, later=True),
    Column("plan", "ID计划", {"fill": 12}, identity=True),
    Column("task", "ID任务", {"fill": 12}, identity=True),
    Column("digest", "ID内容", {"fill": 12}, identity=True),
    Column("milestone", "ID节点", {"fill": 12}, identity=True),
    Column("unit", "ID单位", {"fill": 12}, identity=True),
    Column("sent", "ID发出", {"fill": 12}, identity=True),
)


def columns_of(layout: Layout) -> tuple[Column, ...]:
    """The columns of one layout, in the order they are printed."""
    return tuple(column for column in COLUMNS if layout in column.widths)
