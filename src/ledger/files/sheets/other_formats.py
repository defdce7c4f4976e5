""".xls, .et and .ods as a workbook of openpyxl's kind, values only: python-calamine reads them, whose cells come
without formulas, comments and pictures. What of these an .ods holds is told; of an .xls nobody can.

A unit that saved the book it was sent from an old program or from WPS is read as it is, by the same identity.
"""

from __future__ import annotations

import io
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from ledger.files.sheets.file_kind import ods_content

# of Excel and LibreOffice; of the last row a damaged file can hold nothing that is read
MOST_COLUMNS = 16_384
_UNREAD = (
    (re.compile(rb"<office:annotation[ >]"), "comment", "批注没有读入", "是进展的，请填在“完成情况”里。"),
    (
        re.compile(rb"<draw:(?:frame|custom-shape)[ >]"),
        "picture",
        "格子上放的图片或文本框没有读入",
        "图片、文本框里的字请写进格子；作佐证的图片另附，写上文件名。",
    ),
    (
        re.compile(rb" table:formula="),
        "formula",
        "有公式，按它现在的结果读入",
        "请核对；最好改写为结果本身。",
    ),
    (
        re.compile(rb' table:number-rows-spanned="(?!1")'),
        "merged",
        "有上下合并的格子，只读最上面的一格",
        "取消合并，每行分别填写。",
    ),
)


class Locked(Exception):
    """The file wants a password."""


def unread_in(raw: bytes) -> list[tuple[str, str, str]]:
    """What an .ods holds besides values: check, what is the matter, what to do."""
    content = ods_content(raw)
    return [(check, message, hint) for sign, check, message, hint in _UNREAD if sign.search(content)]


def read_other(raw: bytes) -> Workbook:
    """The values, sheet by sheet, each where it stands. Raises ImportError, Locked, or whatever the library does."""
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    except PasswordError:
        raise Locked from None
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for about in book.sheets_metadata:
        name = about.name
        read = book.get_sheet_by_name(name)
        sheet = workbook.create_sheet()
        if about.visible != SheetVisibleEnum.Visible:
            sheet.sheet_state = "hidden"
        sheet._WorkbookChild__title = name  # as it stands, however long
        if read.end is not None and read.end[1] >= MOST_COLUMNS:
            raise ValueError("a cell beyond the last column of any program")
        for number, row in enumerate(read.to_python(skip_empty_area=False), 1):
            for index, value in enumerate(row, 1):
                if value != "":
                    sheet._cells[number, index] = _cell(sheet, number, index, value)
        for (top, left), (bottom, right) in read.merged_cell_ranges or ():
            area = f"{get_column_letter(left + 1)}{top + 1}:{get_column_letter(right + 1)}{bottom + 1}"
            sheet.merged_cells.add(CellRange(area))
    return workbook


def _cell(sheet: Any, row: int, column: int, value: Any) -> Cell:
    cell = Cell(sheet, row=row, column=column)
    if isinstance(value, str):  # a text stays one, also `=1+1` and what XML could not hold
        cell._value, cell.data_type = value, "s"  # type: ignore[attr-defined]
    else:
        cell.value = value
    return cell
