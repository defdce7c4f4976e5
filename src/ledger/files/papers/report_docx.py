"""A paper (通报, 年度报告段落) as a Word file: title, text, tables, who signs and the day."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from typing import Any

from ledger.files.papers.style import (
    BODY,
    FANGSONG,
    HEI,
    SMALL,
    SONG,
    TITLE,
    add_grid,
    add_line,
    add_page_number,
    fill_heads,
    fill_row,
    open_paper,
    packed,
)
from ledger.values.paper import Grid, Heading, Paper, Paragraph

TYPE_AREA = 156.0  # mm between the side margins
LONG = 300  # characters: a cell this long may go on on the next page, a row of shorter ones stays whole
FIRST_ROWS = 2  # below the heading row: a table never leaves fewer at the foot of a page


def write_paper(paper: Paper, day: date) -> bytes:
    """The paper as a .docx, dated `day`; the same paper gives the same bytes. LedgerError without python-docx."""
    document = open_paper()
    add_page_number(document.sections[0].footer.paragraphs[0])
    for line in paper.title.split("\n"):
        add_line(document, line, SONG, TITLE, align="center", indent=0)
    add_line(document, "", FANGSONG, BODY)
    for block, after in zip_longest(paper.blocks, paper.blocks[1:]):
        if isinstance(block, Grid):
            _grid(document, block)
            add_line(document, "", FANGSONG, SMALL, exact=SMALL)
        elif isinstance(block, Heading):
            add_line(document, block.text, HEI, BODY, keep=True)
        else:
            assert isinstance(block, Paragraph)
            # who signs, and the table a sentence speaks of, never stand alone on a page
            keep = after is None or isinstance(after, Grid)
            add_line(document, block.text, FANGSONG, BODY, indent=2 if block.indented else 0, keep=keep)
    add_line(document, "", FANGSONG, BODY, keep=True)
    for words in filter(None, (paper.signed, paper.dated)):
        add_line(document, words, FANGSONG, BODY, align="right", right=4, keep=words is not paper.dated)
    return packed(document, paper.title, day)


def _grid(document: Any, grid: Grid) -> None:
    """A table as wide as the text."""
    widths = [width * TYPE_AREA / sum(grid.widths) for width in grid.widths]
    table = add_grid(document, len(grid.rows) + 1, widths, padding=1)
    fill_heads(table.rows[0], grid.heads)
    kept = min(FIRST_ROWS, len(grid.rows)) - 1
    for number, (row, texts) in enumerate(zip(table.rows[1:], grid.rows, strict=True)):
        fill_row(row, texts, grid.centred, breaks_from=LONG, keep=number < kept)
