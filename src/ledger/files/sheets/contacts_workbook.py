"""The contact form (林口县2021年实施方案 附件 1, 2) as an Excel file: a sheet a 类别, a row a unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ledger.files.sheets.row_height import height_of, lines_of
from ledger.files.sheets.sheet_style import (
    A3,
    BODY_SIZE,
    TITLE_SIZE,
    column_width,
    fit_page,
    new_workbook,
    put,
)
from ledger.files.sheets.xlsx import Text, save
from ledger.record.safe_names import safe_sheet_name
from ledger.values.contacts import CONTACT_FIELDS, ContactRow

TITLE = "政府信息公开工作机构"
_NUMBER, _UNIT = 10.0, 40.0  # millimetres
_HEADING_ROWS = (2, 3)


def write_contacts(rows: Sequence[ContactRow], *, region: str | None, on: date) -> bytes:
    """The form, dated `on`; an empty box is shaded as the light 黄 is, for somebody to fill in."""
    workbook = new_workbook()
    workbook.remove(workbook.worksheets[0])
    text = Text()
    names: list[str] = []
    for category in dict.fromkeys(row.category for row in rows) or [""]:
        names.append(safe_sheet_name(category or "单位", names))
        sheet = workbook.create_sheet(names[-1])
        title = f"{region or ''}{TITLE}" + (f"（{category}）" if category else "")
        _write(sheet, title, [row for row in rows if row.category == category], text)
    return save(workbook, title=f"{region or ''}{TITLE}", day=on)


def _write(sheet: Worksheet, title: str, rows: Sequence[ContactRow], text: Text) -> None:
    widths = [_NUMBER, _UNIT, *(field.width for field in CONTACT_FIELDS)]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = column_width(width)
    _headings(sheet, title, len(widths))
    for number, row in enumerate(rows, 1):
        at = _HEADING_ROWS[1] + number
        where = f"“{row.unit}”的联系人"
        cells = [text.clean(cell, where) for cell in (row.unit, *row.cells)]
        put(sheet.cell(at, 1), number, "正文居中")
        for column, cell in enumerate(cells, 2):
            put(sheet.cell(at, column), cell, "正文" if cell else "灯黄")
        lines = max(lines_of(cell, width, BODY_SIZE) for cell, width in zip(cells, widths[1:], strict=True))
        sheet.row_dimensions[at].height = height_of(lines, BODY_SIZE)


def _headings(sheet: Worksheet, title: str, columns: int) -> None:
    upper, lower = _HEADING_ROWS
    put(sheet.cell(1, 1), title, "表题")
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=columns)
    sheet.row_dimensions[1].height = height_of(1, TITLE_SIZE)
    for row in _HEADING_ROWS:
        for column in range(1, columns + 1):
            sheet.cell(row, column).style = "表头"
        sheet.row_dimensions[row].height = height_of(1, BODY_SIZE)
    for column, heading in ((1, "序号"), (2, "单位")):
        put(sheet.cell(upper, column), heading, "表头")
        sheet.merge_cells(start_row=upper, end_row=lower, start_column=column, end_column=column)
    column = 3
    for part, fields in groupby(CONTACT_FIELDS, key=lambda field: field.part):
        put(sheet.cell(upper, column), part, "表头")
        first = column
        for field in fields:
            put(sheet.cell(lower, column), field.heading, "表头")
            column += 1
        sheet.merge_cells(start_row=upper, end_row=upper, start_column=first, end_column=column - 1)
    fit_page(sheet, A3, _HEADING_ROWS[1])
    sheet.page_setup.fitToWidth = 1
    sheet.print_title_rows = f"{_HEADING_ROWS[0]}:{_HEADING_ROWS[1]}"
    sheet.freeze_panes = f"C{_HEADING_ROWS[1] + 1}"
