"""Workbooks (.xlsx): every sheet as a table, merged cells filled; a sheet of single cells as paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from ledger.files.documents.shown import shown
from ledger.problems import LedgerError
from ledger.values.source import Block, Cell, Paragraph, Row, Source, Table

MOST_CELLS = 300_000
_MOST_MERGED = 100_000  # cells that one merged range may cover


def read_xlsx(path: Path) -> Source:
    """Every visible sheet, in order. LedgerError when it cannot be opened."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, data_only=True, rich_text=True)
    except Exception as error:  # openpyxl lets through whatever its parts raise
        raise LedgerError(
            f"{path.name} 不是能打开的 Excel 文件。请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
        ) from error
    blocks: list[Block] = []
    left_out = [
        (f"工作表“{s.title}”", "隐藏的工作表，没有读") for s in book.worksheets if s.sheet_state != "visible"
    ]
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        place = "" if len(sheets) == 1 else f"工作表“{sheet.title}”"
        blocks.extend(_sheet(path.name, sheet, place))
        left_out.extend(_beside(sheet, place))
    return Source(path.name, tuple(blocks), left_out=tuple(left_out))


def _beside(sheet: Any, where: str) -> Iterable[tuple[str, str]]:
    """What a sheet shows that is no text of it: struck words, comments, pictures."""
    for (row, column), cell in sorted(sheet._cells.items()):
        place = f"{where}第{row}行第{column}列"
        if words := _struck(cell).strip():
            yield place, f"划去的文字：{words}"
        if cell.comment is not None and (words := " ".join(cell.comment.text.split())):
            yield place, f"批注：{words}"
    if sheet._images:
        yield where or "全表", f"图片 {len(sheet._images)} 张，其中的文字没有读"


def _sheet(name: str, sheet: Any, where: str) -> list[Block]:
    """Rows of one cell above the first with more are paragraphs, the rows from there on a table."""
    grid = _grid(name, sheet)
    rows = [
        Row(tuple(cells), f"{where}第{number}行")
        for number, cells in grid
        if any(cell.text.strip() for cell in cells)
    ]
    head = next((n for n, row in enumerate(rows) if len(_own(row)) > 1), None)
    if head is None:
        return list(_as_paragraphs(rows))
    return [*_as_paragraphs(rows[:head]), Table(tuple(rows[head:]))]


def _own(row: Row) -> list[str]:
    return [cell.text for cell in row.cells if cell.text.strip() and not cell.left and not cell.up]


def _as_paragraphs(rows: Iterable[Row]) -> Iterable[Paragraph]:
    for row in rows:
        for line in " ".join(text.strip() for text in _own(row)).split("\n"):
            if line.strip():
                yield Paragraph(text=line.strip(), place=row.place, whole=True)


def _grid(name: str, sheet: Any) -> list[tuple[int, list[Cell]]]:
    """(row number, cells) of every row that has a cell; merged ranges filled."""
    values: dict[tuple[int, int], Cell] = {}
    for (row, column), cell in sheet._cells.items():  # only the cells that exist: max_row lies in big sheets
        text = _text(cell)
        if text:
            values[row, column] = Cell(text)
    if len(values) > MOST_CELLS:
        raise LedgerError(f"{name} 太大（{len(values)} 个单元格）。请只留下任务表再试。")
    for merged in sheet.merged_cells.ranges:
        first = values.get((merged.min_row, merged.min_col))
        if first is None or merged.size["rows"] * merged.size["columns"] > _MOST_MERGED:
            continue
        for row in range(merged.min_row, merged.max_row + 1):
            for column in range(merged.min_col, merged.max_col + 1):
                values[row, column] = Cell(first.text, up=row > merged.min_row, left=column > merged.min_col)
    width = max((column for _, column in values), default=0)
    first_column = min((column for _, column in values), default=1)
    by_row = groupby(sorted(values), key=lambda place: place[0])
    return [
        (number, [values.get((number, column), Cell("")) for column in range(first_column, width + 1)])
        for number, _ in by_row
    ]


def _struck(cell: Any) -> str:
    """The words of a cell that are struck."""
    if cell.value is None:
        return ""
    if cell.font is not None and cell.font.strike:
        return str(cell.value)
    if not isinstance(cell.value, list):
        return ""
    return "".join(str(part) for part in cell.value if _is_struck(part))


def _is_struck(part: Any) -> bool:
    font = getattr(part, "font", None)  # a part without one is plain text
    return bool(font is not None and font.strike)


def _text(cell: Any) -> str:
    """What the cell shows; struck words are not read."""
    if cell.font is not None and cell.font.strike:
        return ""
    if isinstance(cell.value, list):  # text of several fonts
        return "".join(str(part) for part in cell.value if not _is_struck(part))
    return shown(cell.value, cell.number_format)
