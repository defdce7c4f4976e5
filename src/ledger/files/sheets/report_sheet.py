"""One sheet of the report's workbook: title, day, heading row, and rows in which nothing is cut."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ledger.files.sheets.row_height import ems_of, height_of, lines_that_fit, wrap
from ledger.files.sheets.sheet_style import BODY_SIZE, PAGES, TITLE_SIZE, put, put_lines, set_page
from ledger.files.sheets.xlsx import Text
from ledger.values.columns import Column
from ledger.values.words import LIGHT_INKS

TYPE_AREA = 225.0  # mm, as in the 任务分解表
FIRST_ROW = 4  # below title, day and heading
# A zero is left blank: so the labels of the charts, which show what their cells show, are too.
NOTHING_FOR_ZERO = "0;-0;;@"
_PLAIN = ("no", "rank", "total")
_STRETCH = PAGES["plan"].stretch

Cells = Sequence[str | int | float]
Head = tuple[str, str, float, bool]  # key, heading, share of the width, centred


def write_table(
    sheet: Worksheet, text: Text, title: str, as_of: str, heads: Sequence[Head], rows: Sequence[Cells]
) -> None:
    """Fill an empty sheet. `text` cleans every text and remembers what it dropped."""
    share = TYPE_AREA / sum(width for _, _, width, _ in heads)
    columns = tuple(Column(key, head, {"plan": width * share}, mid) for key, head, width, mid in heads)
    lines = ((text.clean(title, "标题"), "表题", TITLE_SIZE), (as_of, "截至", BODY_SIZE))
    put_lines(sheet, lines, len(columns), TYPE_AREA * _STRETCH)
    set_page(sheet, "plan", columns, FIRST_ROW - 1)
    for at, column in enumerate(columns, 1):
        put(sheet.cell(FIRST_ROW - 1, at), column.heading, "表头")
    sheet.row_dimensions[FIRST_ROW - 1].height = height_of(2, BODY_SIZE)
    at_row = FIRST_ROW
    for number, row in enumerate(rows, 1):
        at_row = _write_row(sheet, text, at_row, columns, row, f"“{title}”第{number}行")
    sheet.auto_filter.ref = f"A{FIRST_ROW - 1}:{get_column_letter(len(columns))}{max(FIRST_ROW, at_row) - 1}"


def _write_row(
    sheet: Worksheet, text: Text, at_row: int, columns: Sequence[Column], row: Cells, where: str
) -> int:
    """One row as high as its longest cell; in a second row, and a third, where it is higher than a row
    may be. Gives the row to go on in."""
    lines = [
        wrap(text.clean(value, f"{where}的{column.heading}"), _ems(column)) if isinstance(value, str) else []
        for column, value in zip(columns, row, strict=True)
    ]
    needed, most = max(1, *map(len, lines)), lines_that_fit(BODY_SIZE)
    for start in range(0, needed, most):
        for at, (column, value) in enumerate(zip(columns, row, strict=True), 1):
            shown: str | float = value
            if isinstance(value, str):
                shown = "".join(lines[at - 1][start : start + most])
            elif start:
                shown = ""
            cell = sheet.cell(at_row, at)
            put(cell, shown, _style(column, shown))  # type: ignore[arg-type]
            if not isinstance(shown, str):
                cell.number_format = "General" if column.key in _PLAIN else NOTHING_FOR_ZERO
        sheet.row_dimensions[at_row].height = height_of(min(most, needed - start), BODY_SIZE)
        at_row += 1
    return at_row


def _ems(column: Column) -> float:
    return ems_of(column.widths["plan"] * _STRETCH, BODY_SIZE)


def _style(column: Column, value: str | float) -> str:
    if column.key == "light" and value in LIGHT_INKS:
        return f"灯{value}"
    return "正文居中" if column.centred else "正文"
