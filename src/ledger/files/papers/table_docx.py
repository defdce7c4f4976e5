"""The 任务分解表 (A4 turned) or 台账 (A3 turned) as a Word file, column widths in millimetres whatever fonts there are."""

from __future__ import annotations

from typing import Any

from ledger.files.papers.style import (
    A3_TURNED,
    BODY,
    FANGSONG,
    HEI,
    SMALL,
    SONG,
    TITLE,
    TURNED,
    add_grid,
    add_line,
    add_page_number,
    fill_cell,
    fill_heads,
    fill_row,
    light_cell,
    open_paper,
    packed,
)
from ledger.values.table import LedgerRow, LedgerTable, new_headings
from ledger.values.words import LIGHT_INKS, long_day

_SHEETS = {"plan": TURNED, "progress": A3_TURNED}  # as the workbook's
LONG = 500  # characters: a row with a cell this long may go on on the next page


def write_table(table: LedgerTable) -> bytes:
    """The table as a .docx, dated by its day of issue. LedgerError without python-docx."""
    document = open_paper(_SHEETS[table.layout])
    add_page_number(document.sections[0].footer.paragraphs[0])
    if table.attachment:
        add_line(document, table.attachment, HEI, BODY, align="left", indent=0)
    add_line(document, table.title, SONG, TITLE, align="center", indent=0, after=SMALL)
    if table.as_of:
        add_line(document, f"截至{long_day(table.as_of)}", FANGSONG, SMALL, align="right", indent=0)
    _rows(document, table)
    for note in table.notes:
        add_line(document, note, FANGSONG, SMALL, align="left", indent=0)
    return packed(document, table.title, table.issued)


def _rows(document: Any, table: LedgerTable) -> None:
    columns = table.columns
    widths = [column.widths[table.layout] for column in columns]
    sheet = _SHEETS[table.layout]
    scale = (sheet[0] - sheet[2] - sheet[3]) / sum(widths)
    lines = list(_lines(table))
    grid = add_grid(document, len(lines) + 1, [width * scale for width in widths], padding=1)
    fill_heads(grid.rows[0], [column.heading for column in columns])
    centred = [column.centred for column in columns]
    for row, line in zip(grid.rows[1:], lines, strict=True):
        if isinstance(line, str):  # a heading stays with the row below it
            fill_cell(row.cells[0].merge(row.cells[-1]), line, HEI, "left", keep=True)
        else:
            fill_row(row, [line.text(column.key) for column in columns], centred, breaks_from=LONG)
            for cell, column in zip(row.cells, columns, strict=True):
                if column.key == "light" and line.light in LIGHT_INKS:
                    light_cell(cell, line.light)


def _lines(table: LedgerTable) -> list[str | LedgerRow]:
    """The rows, and before each the headings that are new since the row above."""
    lines: list[str | LedgerRow] = []
    above: tuple[str, ...] = ()
    for row in table.rows:
        lines += [*new_headings(above, row.section), row]
        above = row.section
    return lines
