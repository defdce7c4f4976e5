"""A plan of one task, the workbook of its one unit, filled in and collected: split and collect without the command line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import PlanReading, read_items
from ledger.files.safe_write import write_edits
from ledger.files.sheets.fill_reader import read_fill
from ledger.files.sheets.fill_workbook import write_fill_book
from ledger.files.yaml.plan_yaml import PlanFile, read_plan
from ledger.questions.collect import merge
from ledger.questions.merged import Merge
from ledger.questions.split import split
from ledger.record.edits import AddProgress

ON = date(2022, 11, 20)
PLAN = """\
编号: a-2022
标题: 甲县2022年要点
年度: 2022
任务:
- 序号: 1
  任务名称: 公开预算
  责任单位: 县财政局
  时间节点: 11月底前
"""
# The cells a unit fills in, of the first task.
CELLS = {
    "状态": "G4", "完成情况": "H4", "完成日期": "I4", "佐证材料": "J4", "填报人": "K4", "填报日期": "L4",
    "无变化": "M4", "存在问题": "N4", "下一步": "O4", "需协调事项": "P4", "申请延期至": "Q4",
}  # fmt: skip


def sent(folder: Path, plan: str = PLAN) -> tuple[Path, Path]:
    """`plan` as a file in `folder`, and the workbook of 县财政局 as the plan now stands."""
    path, book = folder / "计划.yaml", folder / "县财政局.xlsx"
    path.write_text(plan, encoding="utf-8")
    (made,) = split([_understood(read_plan(path), ON)], ON).books
    book.write_bytes(write_fill_book(made).content)
    return path, book


def filled(folder: Path, plan: str, cells: Mapping[str, Any]) -> tuple[Path, Path]:
    """The same with `cells` filled in: heading → what is typed."""
    path, book = sent(folder, plan)
    workbook = load_workbook(book)
    for heading, value in cells.items():
        workbook.worksheets[1][CELLS[heading]] = value
    workbook.save(book)
    return path, book


def collect(path: Path, book: Path, on: date = ON) -> Merge:
    """Merges the workbook into the plan and writes it."""
    done = Merge()

    def edits(file: PlanFile) -> list[AddProgress]:
        nonlocal done
        done = merge(_understood(file, on), read_fill(book).rows, on)
        return done.edits

    write_edits(path, edits)
    return done


def _understood(file: PlanFile, on: date) -> PlanReading:
    assert file.plan is not None, file.problems
    return read_items(file.plan, UnitDirectory.from_plan(file.plan), on)
