"""Reading a fill-in workbook that came back: sheets are known by their heading row, columns by their
headings, rows by their hidden identity, nothing by position.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from openpyxl.cell.cell import Cell, MergedCell

from ledger.files.returned_cell import Trouble, day_of, status_of, text_of
from ledger.files.returned_file import open_returned
from ledger.files.returned_sheet import ENTRIES, IDENTITY, LOCKED, Cells, ReturnedSheet
from ledger.plan.columns import Column
from ledger.plan.fill import FillReturned, Identity, ReturnedRow, digest_of
from ledger.problems import Problem

_DAYS = ("finished_on", "reported_on")
_EMPTY = digest_of("")


def read_fill(path: Path) -> FillReturned:
    """Every row of every fill-in sheet in the file, and all that is wrong with it. Raises nothing."""
    workbook = open_returned(path)
    if isinstance(workbook, Problem):
        return FillReturned(file=path.name, problems=(workbook,))
    sheets = [ReturnedSheet(path.name, sheet) for sheet in workbook.worksheets]
    unit = next((sheet.unit for sheet in sheets if sheet.unit), "")
    ours = [sheet for sheet in sheets if sheet.heading_row is not None]
    if not ours:
        message = "没有填报用的工作表" if any(sheet.lines for sheet in sheets) else "工作簿是空的"
        hint = "请填报单位用原来的填报表填写、发送。"
        problem = Problem(check="no-fill-sheet", message=message, hint=hint, file=path.name)
        return FillReturned(file=path.name, unit=unit, problems=(problem,))
    rows = [row for sheet in ours for row in _RowReader(sheet, workbook.epoch).rows()]
    return FillReturned(
        file=path.name,
        unit=unit,
        rows=tuple(row if row.unit else replace(row, unit=unit) for row in rows),
        problems=tuple(problem for sheet in ours for problem in sheet.problems),
    )


class _RowReader:
    """Reads the rows of one sheet, and tells the sheet what is wrong with them."""

    def __init__(self, sheet: ReturnedSheet, epoch: datetime) -> None:
        self.sheet = sheet
        self.epoch = epoch

    def rows(self) -> list[ReturnedRow]:
        first = self.sheet.heading_row or 0
        below = [(number, cells) for number, cells in self.sheet.lines.items() if number > first]
        return list(self.without_doubles([row for number, cells in below for row in self.row(number, cells)]))

    def row(self, number: int, cells: Cells) -> Iterator[ReturnedRow]:
        at = {key: cells.get(index) for key, index in self.sheet.columns.items()}
        hidden = {key: _plain(at.get(key)) for key in IDENTITY}
        shown = {column.key: _plain(at.get(column.key)) for column in LOCKED}
        if not any(hidden.values()) and not any(at.get(column.key) for column in ENTRIES):
            return  # a line somebody wrote below the table, with nothing filled in
        sent = dict(part.split(":", 1) for part in hidden["sent"].split() if ":" in part)
        edited = [c for c in LOCKED if c.key in sent and digest_of(shown[c.key]) != sent[c.key]]
        identity = self.identity(number, hidden, sent, {column.key for column in edited})
        if identity is None:
            sent = {}
        for column in edited if identity else ():
            message = f"“{column.heading}”是锁定的列，所作改动没有采用"
            hint = "任务本身有出入的，请与办公室联系。"
            self.sheet.tell(self.sheet.address(number, column.key), "locked-edited", message, hint, "warning")
        values = self.values(number, at, sent)
        yield ReturnedRow(
            file=self.sheet.file,
            sheet=self.sheet.name,
            row=number,
            title=self.sheet.title,
            unit=identity.unit if identity else self.sheet.unit,
            name=shown["name"],
            content=shown["content"],
            identity=identity,
            values=values,
            changed=frozenset(k for k, text in values.items() if digest_of(text) != sent.get(k, _EMPTY)),
            sent=sent,
            cells={key: self.sheet.address(number, key) for key in self.sheet.columns},
        )

    def identity(
        self, number: int, hidden: Mapping[str, str], sent: Mapping[str, str], edited: set[str]
    ) -> Identity | None:
        """The hidden identity, if it is whole and belongs to the row: when name and content are both others,
        somebody sorted the visible columns alone, or typed another task over this one."""
        if not sent or not all(hidden[key] for key in ("plan", "task", "digest", "unit")):
            return None
        if {"name", "content"} <= edited:
            message = "隐藏的识别列与本行任务对不上，只能按任务内容和单位辨认"
            place = self.sheet.address(number, "name")
            self.sheet.tell(place, "identity-moved", message, "核对本行填的是哪一项任务。", "warning")
            return None
        return Identity(
            plan=hidden["plan"],
            task=hidden["task"],
            digest=hidden["digest"],
            milestone=hidden["milestone"],
            unit=hidden["unit"],
        )

    def values(
        self, number: int, at: Mapping[str, Cell | MergedCell | None], sent: Mapping[str, str]
    ) -> dict[str, str]:
        """What stands in the entry columns, as far as it can be read. A cell left as sent is never wrong."""
        values = {}
        for column in (column for column in ENTRIES if column.key in self.sheet.columns):
            place = self.sheet.address(number, column.key)
            if area := self.sheet.merged_into(number, column.key):
                message = f"与其他单元格合并（{area}），这一格没有读入"
                self.sheet.tell(place, "merged", message, "取消合并，每行分别填写。")
                continue
            cell = at.get(column.key)
            value = text_of(cell)
            if isinstance(value, Trouble) or digest_of(value) != sent.get(column.key, _EMPTY):
                value = _read(column, cell, self.epoch)
            if isinstance(value, Trouble):
                message = f"{column.heading}：{value.message}"
                self.sheet.tell(place, value.check, message, value.hint)
            else:
                values[column.key] = value
        return values

    def without_doubles(self, rows: list[ReturnedRow]) -> Iterator[ReturnedRow]:
        """A row copied whole counts once; copied and filled in differently, neither copy counts."""
        variants: dict[Identity, list[ReturnedRow]] = {}
        for row in rows:
            if row.identity:
                variants.setdefault(row.identity, []).append(row)
        for row in rows:
            copies = variants[row.identity] if row.identity else [row]
            if all(copy.values == row.values for copy in copies):
                if copies[0] is row:
                    yield row
                continue
            others = "、".join(f"第{copy.row}行" for copy in copies if copy is not row)
            message = f"与{others}是同一项任务、同一节点，填写却不一样，都没有采用"
            place = self.sheet.address(row.row, "name")
            self.sheet.tell(place, "double-row", message, "只保留一行。")


def _plain(cell: Cell | MergedCell | None) -> str:
    """The text of a cell, "" for what is not text."""
    text = text_of(cell)
    return text if isinstance(text, str) else ""


def _read(column: Column, cell: Cell | MergedCell | None, epoch: datetime) -> str | Trouble:
    if column.key in _DAYS:
        return day_of(cell, epoch)
    return status_of(cell) if column.key == "status" else text_of(cell)
