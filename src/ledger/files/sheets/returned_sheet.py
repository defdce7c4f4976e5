"""One sheet of a workbook that came back: where its heading row and its columns are now, and whose it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ledger.files.sheets.fill_workbook import BACK_LABEL, GUIDE, UNIT_LABEL, is_guide_line
from ledger.files.sheets.returned_cell import Cells, cells_words, lines_in, merged_into, text_of
from ledger.problems import Problem, Severity
from ledger.record.safe_names import safe_sheet_name
from ledger.values.columns import columns_of
from ledger.values.fill import ReturnedRow

COLUMNS = columns_of("fill")
ENTRIES = tuple(column for column in COLUMNS if column.entry)
IDENTITY = tuple(column.key for column in COLUMNS if column.identity)
LOCKED = tuple(column for column in COLUMNS if not column.entry and not column.identity)
_BY_HEADING = {column.heading: column for column in COLUMNS}
# a row with all or all but one of these is the heading row
_TELLING = {"任务名称", "任务内容", "状态", "完成情况"}
_MOST_ABOVE = 2  # rows over which headings may be merged
_OF_THE_FORM = (UNIT_LABEL, BACK_LABEL)  # what begins so is the form's own


class ReturnedSheet:
    """A sheet as it came back. `heading_row` is None when it is no fill-in sheet; `heads` are the heading cells by
    column, also where a row put in above them has drawn some up into it.

    `lines` are the cells that hold something, by row and column; `columns` tells where each column of ours
    stands; `unit` and `title` are what the rows above the heading say. What is wrong is collected.
    """

    def __init__(self, file: str, sheet: Worksheet, pictures: Sequence[str] = ()) -> None:
        self.file = file
        self.name = sheet.title
        self.problems: list[Problem] = []
        self.hidden = sheet.sheet_state != "visible"
        self.lines = lines_in(sheet)
        self._sheet = sheet
        self.unit = self._find_unit()
        self.heading_row, self.heads = _heading_of(self.lines)
        self.columns: dict[str, int] = {}
        self.outside: list[str] = []
        self._double: list[int] = []
        self._missing: set[str] = set()
        self.title = ""
        self._comments = [cell.coordinate for _, cell in sorted(sheet._cells.items()) if cell.comment]
        self._pictures = list(pictures)
        if self.heading_row is not None:
            self.title = self._find_title(self.heading_row)
            self._find_columns(self.heads)
        self.letters = {key: get_column_letter(index) for key, index in self.columns.items()}

    def address(self, row: int, key: str) -> str:
        return f"{self.letters[key]}{row}" if key in self.letters else f"第{row}行"

    def tell(self, place: str, check: str, message: str, hint: str, severity: Severity = "error") -> None:
        file = f"{self.file}「{self.name}」{place}"
        self.problems.append(Problem(check=check, message=message, hint=hint, file=file, severity=severity))

    def merged_into(self, row: int, key: str) -> str:
        return merged_into(self._sheet, row, self.columns[key])

    def repeats_heading(self, row: int, cells: Cells) -> bool:
        """Whether this row is the heading once more: another table was pasted below. Raises nothing; a table
        whose columns stand otherwise is told."""
        if row == self.heading_row or not _is_heading(cells):
            return False
        wanted = {index: _heading(self.heads[index]) for index in self.columns.values()}
        if any(_heading(cells[index]) != words for index, words in wanted.items() if index in cells):
            message = "又有一个表头，各列与上面的不同，以下各行可能读错列"
            self.tell(f"第{row}行", "second-heading", message, "把两张表分放在两个工作表里。")
        return True

    def tell_missing(self, sent: Collection[str]) -> None:
        """Say which of the columns that were sent (by key) are gone."""
        for column in ENTRIES:
            if column.key in sent and column.key not in self.columns and column.key not in self._missing:
                self._missing.add(column.key)
                hint = "恢复这一列的表头，或用原来的填报表重新填写。"
                self.tell("", "missing-column", f"缺少“{column.heading}”一列", hint)

    def tell_unread(self) -> None:
        """What people wrote where nobody reads it: in 批注, in 填报说明, on sheets of their own."""
        if self._comments:
            self._tell_cells("comment", "批注没有读入", self._comments)
        if self._pictures:
            hint = "图片、文本框里的字请写进格子；作佐证的图片另附，写上文件名。"
            self._tell_cells("picture", "格子上放的图片或文本框没有读入", self._pictures, hint)
        if self.heading_row is None:
            texts = {cell: text_of(cell) for cells in self.lines.values() for cell in cells.values()}
            unknown = [cell.coordinate for cell, text in texts.items() if not _is_guide(text)]
            if unknown:
                self._tell_cells("not-read", "这里不是填报的地方，所写的没有读入", unknown)

    def tell_hidden(self, rows: Sequence[ReturnedRow]) -> None:
        """What was read and nobody sees who looks over the workbook."""
        touched = [row for row in rows if row.touched]
        if self.hidden and touched:
            message = f"这张工作表是隐藏的，里面填的 {len(touched)} 行也读入了"
            self.tell("", "hidden-sheet", message, "不是这一次填的，请删去这张表再交。", "warning")

    def tell_outside(self) -> None:
        """Texts below and beside the table, as far as they are not part of a row."""
        inside = {*self.columns.values(), *self._double}
        beside = [
            cell.coordinate
            for row, cells in self.lines.items()
            if row > (self.heading_row or 0)
            for index, cell in cells.items()
            if index not in inside
        ]
        found = [*self.above(), *self.outside, *beside]
        if found:
            self._tell_cells("outside", "写在表外的没有读入", found)

    def above(self) -> list[str]:
        """The cells above and among the headings that are neither these nor the form's own."""
        ours = {cell.coordinate for cell in self.heads.values()}
        found = []
        for row, cells in self.lines.items():
            for cell in cells.values() if row <= (self.heading_row or 0) else ():
                text = text_of(cell)
                known = isinstance(text, str) and (text == self.title or text.startswith(_OF_THE_FORM))
                if not known and cell.coordinate not in ours:
                    found.append(cell.coordinate)
        return found

    def _tell_cells(
        self, check: str, message: str, cells: list[str], hint: str = "是进展的，请填在“完成情况”里。"
    ) -> None:
        self.tell(cells_words(cells), check, message, hint, "warning")

    def _find_unit(self) -> str:
        """The unit that the sheet names as 填报单位."""
        texts = (text_of(cell) for cells in self.lines.values() for cell in cells.values())
        named = (text for text in texts if isinstance(text, str) and text.startswith(UNIT_LABEL))
        return next((text.removeprefix(UNIT_LABEL).strip() for text in named), "")

    def _find_title(self, heading_row: int) -> str:
        """The text above the heading that is the plan's title: what the sheet was named after; where somebody named the
        sheet anew, what stands across the table, else the first."""
        across = {
            (area.min_row, area.min_col)
            for area in self._sheet.merged_cells.ranges
            if area.max_col - area.min_col > 1
        }
        found: list[tuple[bool, bool, str]] = []
        for row, cells in self.lines.items():
            for column, cell in cells.items() if row < heading_row else ():
                text = text_of(cell)
                if isinstance(text, str) and text and not text.startswith(_OF_THE_FORM):
                    named = safe_sheet_name(text, ()) == self.name
                    found.append((named, (row, column) in across, text))
        return max(found, key=lambda one: one[:2], default=(False, False, ""))[2]

    def _find_columns(self, cells: Cells) -> None:
        for index, cell in cells.items():
            column = _BY_HEADING.get(_heading(cell))
            if column is None:
                continue
            if column.key in self.columns:
                self._double.append(index)
                message = f"有两列“{column.heading}”，只读第一列"
                self.tell(cell.coordinate, "double-column", message, "删去多出的一列。")
            else:
                self.columns[column.key] = index
        self.tell_missing({column.key for column in ENTRIES if not column.later})
        if any(key not in self.columns for key in IDENTITY):
            message = "隐藏的识别列已被删除，只能按任务内容和单位辨认"
            self.tell("", "identity-lost", message, "最好用原来的填报表重新填写。", "warning")


def _is_guide(text: object) -> bool:
    """Whether 填报说明 says so itself."""
    return isinstance(text, str) and (
        text == GUIDE or is_guide_line(text) or text.startswith(_OF_THE_FORM) or not text
    )


def _heading_of(lines: Mapping[int, Cells]) -> tuple[int | None, Cells]:
    """The row of the headings, and they by column. Where no row has them all, a row and those just above it may: a
    row was put in (审签栏), and the other headings were merged over both."""
    for row, cells in lines.items():
        if _is_heading(cells):
            return row, cells
    for row, cells in lines.items():
        both: dict[int, Cell | MergedCell] = {}
        for number in range(row - _MOST_ABOVE, row + 1):
            both |= {i: c for i, c in lines.get(number, {}).items() if _heading(c) in _BY_HEADING}
        if sum(_heading(cell) in _BY_HEADING for cell in cells.values()) > 1 and _is_heading(both):
            return row, both
    return None, {}


def _is_heading(cells: Cells) -> bool:
    return len(_TELLING & {_heading(cell) for cell in cells.values()}) >= len(_TELLING) - 1


def _heading(cell: Cell | MergedCell) -> str:
    return "".join(str(cell.value).split())
