"""Rows of a table that are no task: bands across it, and the rest of a row broken over a page."""

from __future__ import annotations

from dataclasses import replace

from ledger.draft.cell_kinds import is_number
from ledger.draft.noise import tidy, tidy_lines
from ledger.draft.table_grid import filled
from ledger.values.source import Row
from ledger.words.numbering import read_mark

LONGEST_BAND = 60  # characters: a longer row across the table is a note


def distinct(row: Row) -> list[str]:
    return [tidy(cell.text.replace("\n", "")) for cell in filled(row)]


def band_of(row: Row) -> str | None:
    """The text of a row that is one merged cell, or has only one cell filled while the number is missing."""
    own = [cell for cell in filled(row) if not cell.up]
    others = [cell for cell in row.cells if cell.text.strip() and cell.up]
    if len(own) != 1 or others:
        return None
    spans = sum(cell.left for cell in row.cells) >= len(row.cells) // 2
    text = tidy(own[0].text.replace("\n", ""))
    mark = read_mark(text)
    marked = mark and mark.text != text and len(text) < LONGEST_BAND
    return text if spans or marked or (own[0] is row.cells[0] and not is_number(text)) else None


def bands_above(bands: list[str], name: str) -> list[str]:
    """The bands a task stands under: （三）… does not stand under （二）…, which ends before it."""
    mark = read_mark(name)
    if mark is None or mark.text == name:
        return bands
    ranks = [(band, read_mark(band)) for band in bands]
    return [band for band, above in ranks if above is None or above.rank < mark.rank]


def headings_in(text: str) -> list[str]:
    """The headings in a cell: one, or one a line where each begins with a number."""
    lines = [tidy(line) for line in text.split("\n") if line.strip()]
    if lines and all(read_mark(line) for line in lines):
        return lines
    return [one] if (one := tidy_lines(text)[0]) else []


def joined(above: Row, rest: Row) -> Row:
    """A row with the rest of it: a cell that has not come to its stop goes on."""
    cells = []
    for cell, more in zip(above.cells, rest.cells, strict=True):
        glue = "\n" if cell.text.endswith(("。", "；", "）", "”")) else ""
        cells.append(replace(cell, text=f"{cell.text}{glue}{more.text}") if more.text.strip() else cell)
    return Row(tuple(cells), above.place)
