"""CSV: one heading for all plans, harmless in a spreadsheet program, whole when read again."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from ledger.values.table import LedgerRow, LedgerTable
from ledger.views.csv import ledger_csv


def table(*rows: LedgerRow, **more: Any) -> LedgerTable:
    said: dict[str, Any] = {"plan": "a", "title": "某县", "region": "甲县", "issued": date(2022, 1, 1)} | more
    return LedgerTable(**said, rows=rows)


def read(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_one_heading_and_every_plan_below_it() -> None:
    first = table(
        LedgerRow(no=1, name="甲", content='一，二\n三"四"', section=("一、上", "（一）中"), deadline="全年")
    )
    second = table(LedgerRow(no=1, name="乙"), plan="b", region="")
    assert read(ledger_csv([first, second])) == [
        ["地区", "编号", "章节", "序号", "任务名称", "任务内容", "责任单位", "时间节点"],
        ["甲县", "a", "一、上 （一）中", "1", "甲", '一，二\n三"四"', "", "全年"],
        ["", "b", "", "1", "乙", "", "", ""],
    ]


def test_lines_end_as_excel_expects() -> None:
    assert ledger_csv([table()]) == "\ufeff地区,编号,章节,序号,任务名称,任务内容,责任单位,时间节点\r\n"


def test_the_ledger_adds_its_columns() -> None:
    row = LedgerRow(
        no=1, name="甲", light="红", progress="县甲局：已办（2022-11-05）", done_on="", remark="重点"
    )
    heading, line = read(ledger_csv([table(row, as_of=date(2022, 12, 10))]))
    assert heading[-4:] == ["灯", "进展情况", "完成日期", "备注"]
    assert line[-4:] == ["红", "县甲局：已办（2022-11-05）", "", "重点"]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"])
def test_nothing_is_taken_for_a_formula(text: str) -> None:
    assert read(ledger_csv([table(LedgerRow(no=1, name="甲", content=text))]))[1][5] == f"'{text}"
