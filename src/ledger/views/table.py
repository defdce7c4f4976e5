"""A table of text: framed and wrapped in a terminal, plain full lines anywhere else."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

_COLOURS = {"红": "bold red", "黄": "bold yellow", "绿": "green"}


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None, colour: bool = False
) -> str:
    """Render `rows` under `heads`.

    `width` None (no terminal): every row is one line, columns padded to align, nothing cut. Else a
    framed table of at most `width` columns, long cells wrapped. A cell that is a light is coloured.
    """
    if width is None:
        return _plain(heads, rows)
    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for n, head in enumerate(heads):
        flexible = max((cell_len(row[n]) for row in rows), default=0) > 16
        grid.add_column(head, no_wrap=not flexible, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell, style=_COLOURS.get(cell, "")) for cell in row))
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False)
    console.print(grid)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines() if line.strip())


def _plain(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [[" ".join(cell.split()) for cell in row] for row in (heads, *rows)]
    widths = [max(cell_len(line[n]) for line in lines) for n in range(len(heads))]
    return "".join("  ".join(map(_padded, line, widths)).rstrip() + "\n" for line in lines)


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cell_len(cell))
