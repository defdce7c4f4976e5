"""Markdown: shows what was written, headings where the plan has them."""

from __future__ import annotations

from datetime import date

from ledger.values.table import LedgerRow, LedgerTable
from ledger.views.markdown import ledger_markdown

HEADING = "| 序号 | 任务名称 | 任务内容 | 责任单位 | 时间节点 |\n| :---: | --- | --- | --- | :---: |"


def table(*rows: LedgerRow, notes: tuple[str, ...] = (), as_of: date | None = None) -> LedgerTable:
    return LedgerTable(
        plan="a", title="某县2022年*要点*", issued=date(2022, 1, 1), rows=rows, notes=notes, as_of=as_of
    )


def test_a_plain_table() -> None:
    row = LedgerRow(no=1, name="甲|乙", content="一\n二", responsibility="<b>县甲局</b>", deadline="_全年_")
    assert ledger_markdown([table(row, notes=("注：一。",))]) == (
        f"# 某县2022年\\*要点\\*\n\n{HEADING}\n"
        "| 1 | 甲\\|乙 | 一<br>二 | \\<b\\>县甲局\\</b\\> | \\_全年\\_ |\n\n注：一。\n"
    )


def test_sections_are_headings_said_once() -> None:
    rows = (
        LedgerRow(no=1, name="甲", section=("一、上", "（一）中")),
        LedgerRow(no=2, name="乙", section=("一、上", "（二）下")),
    )
    assert ledger_markdown([table(*rows)]) == (
        "# 某县2022年\\*要点\\*\n\n"
        f"## 一、上\n\n### （一）中\n\n{HEADING}\n| 1 | 甲 |  |  |  |\n\n"
        f"### （二）下\n\n{HEADING}\n| 2 | 乙 |  |  |  |\n"
    )


def test_the_ledger_says_its_day() -> None:
    text = ledger_markdown([table(LedgerRow(no=1, name="甲", light="黄"), as_of=date(2022, 12, 10))])
    assert "\n截至2022年12月10日\n" in text
    assert "| 灯 | 进展情况 | 完成日期 | 备注 |" in text
    assert "| 黄 |" in text
