"""The 任务分解表 and the 台账 as an Excel file that looks like the issued one."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from ledger.files.sheets.page_breaks import Row, breaks_before
from ledger.files.sheets.row_height import ems_of, height_of, lines_of, lines_that_fit, wrap
from ledger.files.sheets.sheet_style import (
    ATTACHMENT_SIZE,
    BODY_SIZE,
    PAGES,
    TITLE_SIZE,
    merge,
    new_workbook,
    page_points,
    put,
    put_row,
    set_page,
)
from ledger.files.sheets.xlsx import Text, save
from ledger.record.safe_names import safe_sheet_name
from ledger.values.columns import COLUMNS, Column
from ledger.values.table import LedgerRow, LedgerTable, Written, new_headings
from ledger.values.words import LIGHT_INKS, long_day

__all__ = ["COLUMNS", "write_ledger"]

CONTINUED = "（续）"


def write_ledger(table: LedgerTable) -> Written:
    """One sheet: 附件 line, title, heading row, one row a task. LedgerError when a cell cannot hold it."""
    workbook = new_workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "任务分解表" if table.as_of is None else "台账"
    writer = _Writer(sheet, table)
    writer.write()
    warnings = tuple(writer.text.warnings)
    return Written(save(workbook, title=table.title, day=table.issued), warnings)


def write_ledgers(whole: LedgerTable, tables: Sequence[LedgerTable]) -> Written:
    """总台账: a sheet of all plans, to be filtered, then a sheet a plan."""
    workbook = new_workbook()
    names: list[str] = []
    warnings: list[str] = []
    for table in (whole, *tables):
        names.append(safe_sheet_name(table.title, names))
        sheet = workbook.worksheets[0] if table is whole else workbook.create_sheet()
        sheet.title = names[-1]
        writer = _Writer(sheet, table)
        writer.write()
        if table is whole:
            last = get_column_letter(len(table.columns))
            sheet.auto_filter.ref = f"A{writer.heading_row}:{last}{max(writer.row, writer.heading_row)}"
        warnings += (one for one in writer.text.warnings if one not in warnings)
    return Written(save(workbook, title=whole.title, day=whole.issued), tuple(warnings))


class _Writer:
    """Writes the rows of one sheet from the top down."""

    def __init__(self, sheet: Worksheet, table: LedgerTable) -> None:
        self.sheet = sheet
        self.table = table
        self.columns = table.columns
        page = PAGES[table.layout]
        self.air = page.air
        self.widths = {column.key: column.widths[table.layout] * page.stretch for column in self.columns}
        self.ems = [ems_of(width, BODY_SIZE) for width in self.widths.values()]
        self.text = Text()
        self.row = self.heading_row = 0
        self.sections: set[int] = set()

    def write(self) -> None:
        table = self.table
        if table.attachment:
            self.line(table.attachment, "附件行", ATTACHMENT_SIZE)
        self.line(table.title, "表题", TITLE_SIZE)
        if table.as_of:
            self.line(f"截至{long_day(table.as_of)}", "截至", BODY_SIZE)
        self.row += 1
        for index, column in enumerate(self.columns, 1):
            put(self.sheet.cell(self.row, index), column.heading, "表头")
        lines = max(
            len(wrap(column.heading, ems)) for column, ems in zip(self.columns, self.ems, strict=True)
        )
        self.sheet.row_dimensions[self.row].height = height_of(lines, BODY_SIZE) + 4
        self.heading_row = self.row
        set_page(self.sheet, table.layout, self.columns, self.heading_row)
        above: tuple[str, ...] = ()
        for row in table.rows:
            for heading in new_headings(above, row.section):
                self.line(heading, "章节", BODY_SIZE)
                self.sections.add(self.row)
            above = row.section
            self.task(row)
        for note in table.notes:
            self.line(note, "说明", BODY_SIZE)
        self.keep_headings_with_tasks()

    def keep_headings_with_tasks(self) -> None:
        """Page breaks where a heading would stand alone at the foot."""
        if not self.sections:
            return
        height = {number: row.height or 0.0 for number, row in self.sheet.row_dimensions.items()}
        rows = [Row(n, height[n], n in self.sections) for n in range(1, self.row + 1)]
        top = height[self.heading_row]
        for number in breaks_before(rows, page_points(self.table.layout), top):
            self.sheet.row_breaks.append(Break(id=number - 1))

    def line(self, text: str, style: str, size: float) -> None:
        self.row += 1
        text = self.text.clean(text, f"《{self.table.title}》的“{text[:10]}”一行")
        for index in range(1, len(self.columns) + 1):
            self.sheet.cell(self.row, index).style = style
        put(self.sheet.cell(self.row, 1), text, style)
        merge(self.sheet, self.row, 1, len(self.columns))
        lines = lines_of(text, sum(self.widths.values()), size)
        self.sheet.row_dimensions[self.row].height = height_of(lines, size)

    def task(self, row: LedgerRow) -> None:
        """One task; in a second row, and a third, when it is higher than a row may be."""
        where = f"《{self.table.title}》第{row.no}项“{row.name[:30]}”的"
        lines = [
            wrap(self.text.clean(row.text(column.key), where + column.heading), ems)
            for column, ems in zip(self.columns, self.ems, strict=True)
        ]
        needed = max(map(len, lines))
        most = lines_that_fit(BODY_SIZE, self.air)
        for start in range(0, needed, most):
            self.row += 1
            cells: list[tuple[str | int, str]] = []
            for column, whole in zip(self.columns, lines, strict=True):
                value: str | int = "".join(whole[start : start + most])
                if start and not value and column.key == "name":
                    value = CONTINUED
                elif column.key == "no" and isinstance(row.no, int) and not start:
                    value = row.no
                elif needed > most and isinstance(value, str):
                    value = value.removesuffix("\n")
                cells.append((value, _style(column, value)))
            put_row(
                self.sheet,
                self.row,
                cells,
                height_of(min(most, needed - start), BODY_SIZE, self.air),
            )


def _style(column: Column, value: str | int) -> str:
    if column.key == "light" and value in LIGHT_INKS:
        return f"灯{value}"
    return "正文居中" if column.centred else "正文"
