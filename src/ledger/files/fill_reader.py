"""Reading a fill-in workbook that came back: sheets are known by their heading row, columns by their
headings, rows by their hidden identity, nothing by position.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ledger.files.fill_workbook import UNIT_LABEL
from ledger.files.returned_cell import Trouble, day_of, status_of, text_of
from ledger.files.returned_file import open_returned
from ledger.plan.columns import Column, columns_of
from ledger.plan.fill import FillReturned, Identity, ReturnedRow, digest_of
from ledger.problems import Problem, Severity

_COLUMNS = columns_of("fill")
_KEYS = {column.heading: column for column in _COLUMNS}
_IDENTITY = [column.key for column in _COLUMNS if column.identity]
_ENTRIES = [column for column in _COLUMNS if column.entry]
_LOCKED = [column for column in _COLUMNS if not column.entry and not column.identity]
_DAYS = ("finished_on", "reported_on")
_NEEDED = {"任务名称", "任务内容", "状态", "完成情况"}  # a row with most of these is the heading row

Cells = Mapping[int, Cell | MergedCell]


def read_fill(path: Path) -> FillReturned:
    """Every row of every fill-in sheet in the file, and all that is wrong with it. Raises nothing."""
    workbook = open_returned(path)
    if isinstance(workbook, Problem):
        return FillReturned(file=path.name, problems=(workbook,))
    unit, rows, problems = "", [], []
    found = filled = False
    for sheet in workbook.worksheets:
        lines = _lines(sheet)
        filled = filled or bool(lines)
        unit = unit or _labelled(lines)
        reader = _SheetReader(path.name, sheet, lines, workbook.epoch, _labelled(lines))
        if reader.heading_row is None:
            continue
        found = True
        rows += reader.rows()
        problems += reader.problems
    if not found:
        message = "没有填报用的工作表" if filled else "工作簿是空的"
        hint = "请填报单位用原来的填报表填写、发送。"
        problems.append(Problem(check="no-fill-sheet", message=message, hint=hint, file=path.name))
    rows = [row if row.unit else replace(row, unit=unit) for row in rows]
    return FillReturned(file=path.name, unit=unit, rows=tuple(rows), problems=tuple(problems))


def _lines(sheet: Worksheet) -> dict[int, Cells]:
    """The cells that hold something, by row and column. A styled but empty sheet may have a million rows:
    only cells that are there are looked at, whatever the dimension says (WPS writes a wrong one)."""
    lines: dict[int, dict[int, Cell | MergedCell]] = {}
    for (row, column), cell in sorted(sheet._cells.items()):
        if cell.value is not None:
            lines.setdefault(row, {})[column] = cell
    return dict(lines)


def _labelled(lines: Mapping[int, Cells]) -> str:
    """The unit that the sheet names as 填报单位."""
    texts = (text_of(cell) for cells in lines.values() for cell in cells.values())
    named = (text for text in texts if isinstance(text, str) and text.startswith(UNIT_LABEL))
    return next((text.removeprefix(UNIT_LABEL).strip() for text in named), "")


class _SheetReader:
    """Reads one sheet, and collects what is wrong with it."""

    def __init__(
        self, file: str, sheet: Worksheet, lines: Mapping[int, Cells], epoch: datetime, unit: str
    ) -> None:
        self.file = file
        self.sheet = sheet
        self.lines = lines
        self.epoch = epoch
        self.unit = unit
        self.problems: list[Problem] = []
        self.heading_row = next((row for row, cells in lines.items() if self.is_heading(cells)), None)
        self.columns = self.find_columns() if self.heading_row else {}
        self.title = self.find_title() if self.heading_row else ""

    @staticmethod
    def is_heading(cells: Cells) -> bool:
        return len(_NEEDED & {_heading(cell) for cell in cells.values()}) >= len(_NEEDED) - 1

    def find_columns(self) -> dict[str, int]:
        """Where each column stands now, by its heading."""
        columns: dict[str, int] = {}
        for index, cell in self.lines[self.heading_row or 0].items():
            column = _KEYS.get(_heading(cell))
            if column and column.key in columns:
                self.tell(
                    cell.coordinate,
                    "double-column",
                    f"有两列“{column.heading}”，只读第一列",
                    "删去多出的一列。",
                )
            elif column:
                columns[column.key] = index
        for column in _ENTRIES:
            if column.key not in columns:
                self.tell(
                    "",
                    "missing-column",
                    f"缺少“{column.heading}”一列",
                    "恢复这一列的表头，或用原来的填报表重新填写。",
                )
        if any(key not in columns for key in _IDENTITY):
            message = "隐藏的识别列已被删除，只能按任务内容和单位辨认"
            self.tell("", "identity-lost", message, "最好用原来的填报表重新填写。", "warning")
        return columns

    def find_title(self) -> str:
        """The text in the rows above the heading that is not the unit: the plan's title."""
        above = [cells for row, cells in self.lines.items() if row < (self.heading_row or 0)]
        texts = [text_of(cell) for cells in above for cell in cells.values()]
        return next((t for t in texts if isinstance(t, str) and t and not t.startswith(UNIT_LABEL)), "")

    def rows(self) -> list[ReturnedRow]:
        read = [
            row
            for number, cells in self.lines.items()
            if number > (self.heading_row or 0)
            for row in self.row(number, cells)
        ]
        return list(self.without_doubles(read))

    def row(self, number: int, cells: Cells) -> Iterator[ReturnedRow]:
        at = {key: cells.get(index) for key, index in self.columns.items()}
        hidden = {key: _plain(at.get(key)) for key in _IDENTITY}
        shown = {column.key: _plain(at.get(column.key)) for column in _LOCKED}
        if not any(hidden.values()) and not any(at.get(column.key) for column in _ENTRIES):
            return  # a line somebody wrote below the table, with nothing filled in
        sent = dict(part.split(":", 1) for part in hidden["sent"].split() if ":" in part)
        edited = [c for c in _LOCKED if c.key in sent and digest_of(shown[c.key]) != sent[c.key]]
        identity = self.identity(number, hidden, sent, {column.key for column in edited})
        if identity is None:
            sent = {}
        for column in edited if identity else ():
            place = self.address(number, column.key)
            message = f"“{column.heading}”是锁定的列，所作改动没有采用"
            self.tell(place, "locked-edited", message, "任务本身有出入的，请与办公室联系。", "warning")
        values = self.values(number, at, sent)
        changed = frozenset(key for key, text in values.items() if digest_of(text) != sent.get(key, _EMPTY))
        yield ReturnedRow(
            file=self.file,
            sheet=self.sheet.title,
            row=number,
            title=self.title,
            unit=(identity.unit if identity else "") or self.unit,
            name=shown["name"],
            content=shown["content"],
            identity=identity,
            values=values,
            changed=changed,
            sent=sent,
            cells={key: self.address(number, key) for key in self.columns},
        )

    def identity(
        self, number: int, hidden: Mapping[str, str], sent: Mapping[str, str], edited: set[str]
    ) -> Identity | None:
        """The hidden identity, if it is whole and belongs to the row: when name and content are both others,
        somebody sorted the visible columns alone, or typed another task over this one."""
        if not all(hidden[key] for key in ("plan", "task", "digest", "unit")) or not sent:
            return None
        if {"name", "content"} <= edited:
            message = "隐藏的识别列与本行任务对不上，只能按任务内容和单位辨认"
            self.tell(
                self.address(number, "name"),
                "identity-moved",
                message,
                "核对本行填的是哪一项任务。",
                "warning",
            )
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
        for column in _ENTRIES:
            if column.key not in self.columns:
                continue
            place = self.address(number, column.key)
            cell = at.get(column.key)
            if area := self.merged_into(number, self.columns[column.key]):
                message = f"与其他单元格合并（{area}），这一格没有读入"
                self.tell(place, "merged", message, "取消合并，每行分别填写。")
                continue
            value = text_of(cell)
            if isinstance(value, Trouble) or digest_of(value) != sent.get(column.key, _EMPTY):
                value = _read(column, cell, self.epoch)
            if isinstance(value, Trouble):
                self.tell(place, value.check, f"{column.heading}：{value.message}", value.hint)
            else:
                values[column.key] = value
        return values

    def merged_into(self, row: int, column: int) -> str:
        """The merged area that swallowed this cell, "" when the cell is its own."""
        for area in self.sheet.merged_cells.ranges:
            first = (row, column) == (area.min_row, area.min_col)
            inside = area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col
            if inside and not first:
                return str(area)
        return ""

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
            self.tell(self.address(row.row, "name"), "double-row", message, "只保留一行。")

    def address(self, row: int, key: str) -> str:
        return f"{get_column_letter(self.columns[key])}{row}" if key in self.columns else f"第{row}行"

    def tell(self, place: str, check: str, message: str, hint: str, severity: Severity = "error") -> None:
        file = f"{self.file}「{self.sheet.title}」{place}"
        self.problems.append(Problem(check=check, message=message, hint=hint, file=file, severity=severity))


_EMPTY = digest_of("")


def _heading(cell: Cell | MergedCell) -> str:
    return "".join(str(cell.value).split())


def _plain(cell: Cell | MergedCell | None) -> str:
    """The text of a cell, "" for what is not text."""
    text = text_of(cell)
    return text if isinstance(text, str) else ""


def _read(column: Column, cell: Cell | MergedCell | None, epoch: datetime) -> str | Trouble:
    if column.key in _DAYS:
        return day_of(cell, epoch)
    return status_of(cell) if column.key == "status" else text_of(cell)
