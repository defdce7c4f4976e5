"""One sheet of a workbook that came back: where its heading row and its columns are now, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ledger.files.fill_workbook import UNIT_LABEL
from ledger.files.returned_cell import text_of
from ledger.plan.columns import columns_of
from ledger.problems import Problem, Severity

COLUMNS = columns_of("fill")
ENTRIES = tuple(column for column in COLUMNS if column.entry)
IDENTITY = tuple(column.key for column in COLUMNS if column.identity)
LOCKED = tuple(column for column in COLUMNS if not column.entry and not column.identity)
_BY_HEADING = {column.heading: column for column in COLUMNS}
_TELLING = {
    "任务名称",
    "任务内容",
    "状态",
    "完成情况",
}  # a row with all or all but one of these is the heading row

Cells = Mapping[int, Cell | MergedCell]


class ReturnedSheet:
    """A sheet as it came back. `heading_row` is None when it is no fill-in sheet.

    `lines` are the cells that hold something, by row and column; `columns` tells where each column of ours
    stands; `unit` and `title` are what the rows above the heading say. What is wrong is collected.
    """

    def __init__(self, file: str, sheet: Worksheet) -> None:
        self.file = file
        self.name = sheet.title
        self.problems: list[Problem] = []
        self.lines = _lines(sheet)
        self._merged = list(sheet.merged_cells.ranges)
        self.unit = self._find_unit()
        headings = (row for row, cells in self.lines.items() if _is_heading(cells))
        self.heading_row = next(headings, None)
        self.columns: dict[str, int] = {}
        self.title = ""
        if self.heading_row is not None:
            self.title = self._find_title(self.heading_row)
            self._find_columns(self.lines[self.heading_row])

    def address(self, row: int, key: str) -> str:
        return f"{get_column_letter(self.columns[key])}{row}" if key in self.columns else f"第{row}行"

    def tell(self, place: str, check: str, message: str, hint: str, severity: Severity = "error") -> None:
        file = f"{self.file}「{self.name}」{place}"
        self.problems.append(Problem(check=check, message=message, hint=hint, file=file, severity=severity))

    def merged_into(self, row: int, key: str) -> str:
        """The merged area that swallowed this cell, "" when the cell is its own."""
        column = self.columns[key]
        for area in self._merged:
            first = (row, column) == (area.min_row, area.min_col)
            inside = area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col
            if inside and not first:
                return str(area)
        return ""

    def _find_unit(self) -> str:
        """The unit that the sheet names as 填报单位."""
        texts = (text_of(cell) for cells in self.lines.values() for cell in cells.values())
        named = (text for text in texts if isinstance(text, str) and text.startswith(UNIT_LABEL))
        return next((text.removeprefix(UNIT_LABEL).strip() for text in named), "")

    def _find_title(self, heading_row: int) -> str:
        """The first text above the heading that is not the unit: the plan's title."""
        above = [cells for row, cells in self.lines.items() if row < heading_row]
        texts = [text_of(cell) for cells in above for cell in cells.values()]
        return next((t for t in texts if isinstance(t, str) and t and not t.startswith(UNIT_LABEL)), "")

    def _find_columns(self, cells: Cells) -> None:
        for index, cell in cells.items():
            column = _BY_HEADING.get(_heading(cell))
            if column is None:
                continue
            if column.key in self.columns:
                message = f"有两列“{column.heading}”，只读第一列"
                self.tell(cell.coordinate, "double-column", message, "删去多出的一列。")
            else:
                self.columns[column.key] = index
        for column in ENTRIES:
            if column.key not in self.columns:
                hint = "恢复这一列的表头，或用原来的填报表重新填写。"
                self.tell("", "missing-column", f"缺少“{column.heading}”一列", hint)
        if any(key not in self.columns for key in IDENTITY):
            message = "隐藏的识别列已被删除，只能按任务内容和单位辨认"
            self.tell("", "identity-lost", message, "最好用原来的填报表重新填写。", "warning")


def _lines(sheet: Worksheet) -> dict[int, Cells]:
    """The cells that hold something. A styled but empty sheet may have a million rows, and WPS writes a wrong
    dimension: only cells that are there are looked at."""
    lines: dict[int, dict[int, Cell | MergedCell]] = {}
    for (row, column), cell in sorted(sheet._cells.items()):
        if cell.value is not None:
            lines.setdefault(row, {})[column] = cell
    return dict(lines)


def _is_heading(cells: Cells) -> bool:
    return len(_TELLING & {_heading(cell) for cell in cells.values()}) >= len(_TELLING) - 1


def _heading(cell: Cell | MergedCell) -> str:
    return "".join(str(cell.value).split())
