"""A table of text: framed and wrapped in a terminal, plain full lines anywhere else."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.cells import cell_len

from ledger.record.characters import visible
from ledger.values.line_breaks import hang, longest_piece

_FLEXIBLE = 16  # a column wider than this may wrap,
_LEAST = 8  # but not to less than this,
_WHOLE = 16  # and not into a piece up to this wide that must stay whole, such as a day with its bracket
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
    widths = [
        max(cell_len(part) for line in (heads, *rows) for part in line[n].split("\n"))
        for n in range(len(heads))
    ]
    least = [
        each if each <= _FLEXIBLE else max(_LEAST, *(_piece(row[n]) for row in (heads, *rows)))
        for n, each in enumerate(widths)
    ]
    if sum(least) + _GAP * len(least) > width + _GAP:
        return "\n".join(_stacked(heads, row, width) for row in rows)
    return _framed(heads, rows, _rooms(widths, least, width), widths, width, colour)


def _framed(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    rooms: Sequence[int],
    widths: Sequence[int],
    width: int,
    colour: bool,
) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for head in heads:
        grid.add_column(head, no_wrap=True)
    several = any(wide > room for wide, room in zip(widths, rooms, strict=True))
    for number, row in enumerate(rows):
        if several and number:
            grid.add_row()  # rows of several lines are told apart by an empty one
        grid.add_row(
            *(
                Text(hang(cell, room, 0, cell_len), style=_COLOURS.get(cell, ""))
                for cell, room in zip(row, rooms, strict=True)
            )
        )
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False)
    console.print(grid)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def _piece(cell: str) -> int:
    """The widest part of a cell that must stay whole; what is longer (a link) is broken anyway."""
    longest = int(longest_piece(cell, cell_len))
    return longest if longest <= _WHOLE else 0


def _rooms(widths: list[int], least: list[int], width: int) -> list[int]:
    """How wide each column may be: the narrow ones whole, the rest of the line shared by the wide ones."""
    rooms = list(widths)
    spare = width - sum(each + _GAP for each in widths) + _GAP
    while spare < 0:
        widest = max(range(len(rooms)), key=lambda n: (rooms[n] > least[n], rooms[n]))
        rooms[widest] -= 1
        spare += 1
    return rooms


def _stacked(heads: Sequence[str], row: Sequence[str], width: int) -> str:
    pairs = ((f"{head}：" if head else "", cell) for head, cell in zip(heads, row, strict=True) if cell)
    return "".join(head + hang(cell, width, cell_len(head), cell_len) + "\n" for head, cell in pairs)


def _plain(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [[" ".join(cell.split()) for cell in row] for row in (heads, *rows)]
    widths = [max(cell_len(line[n]) for line in lines) for n in range(len(heads))]
    padded = (
        [cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)]
        for line in lines
    )
    return "".join("  ".join(line).rstrip() + "\n" for line in padded)
