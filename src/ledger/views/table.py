"""A table of text: framed and wrapped in a terminal, plain full lines anywhere else."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ledger.record.characters import visible

_FLEXIBLE = 16  # a column wider than this may wrap,
_LEAST = 8  # but not to less than this
_GAP = 2
_COLOURS = {"红": "bold red", "黄": "bold yellow", "绿": "green"}


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None, colour: bool = False
) -> str:
    """Render `rows` under `heads`.

    `width` None (no terminal): every row is one line, columns padded to align, nothing cut. Else a
    framed table of at most `width` columns, long cells wrapped; where that is too narrow for a table, a
    row is its filled cells under one another. In a table a light is coloured.
    """
    rows = [[visible(cell) for cell in row] for row in rows]
    if width is None:
        return _plain(heads, rows)
    widths = [max(cell_len(line[n]) for line in (heads, *rows)) for n in range(len(heads))]
    if sum((each if each <= _FLEXIBLE else _LEAST) + _GAP for each in widths) > width + _GAP:
        return "\n".join(_stacked(heads, row) for row in rows)
    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for head, widest in zip(heads, widths, strict=True):
        grid.add_column(head, no_wrap=widest <= _FLEXIBLE, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell, style=_COLOURS.get(cell, "")) for cell in row))
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False)
    console.print(grid)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines() if line.strip())


def _stacked(heads: Sequence[str], row: Sequence[str]) -> str:
    return "".join(f"{head}：{cell}\n" for head, cell in zip(heads, row, strict=True) if cell)


def _plain(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [[" ".join(cell.split()) for cell in row] for row in (heads, *rows)]
    widths = [max(cell_len(line[n]) for line in lines) for n in range(len(heads))]
    return "".join("  ".join(map(_padded, line, widths)).rstrip() + "\n" for line in lines)


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cell_len(cell))
