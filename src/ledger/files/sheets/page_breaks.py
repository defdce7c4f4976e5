"""Where a printed sheet must begin a new page, so that no heading stands alone at the foot of one.

A spreadsheet keeps no row with the next. The rows and the page are known in points, the scale of the print only within
ten percent (it is fitted to the width, and that hangs on the fonts of the machine), so both ends of that are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SCALES = (0.9, 0.95, 1.0, 1.05, 1.1)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the sheet: its number, its height in points, and whether it must stay with the one below."""

    number: int
    points: float
    heading: bool = False


def breaks_before(rows: Sequence[Row], page: float, top: float) -> list[int]:
    """Numbers of the rows that begin a new page.

    `page`: points a page holds, in the sheet's own measure; `top`: points of the rows that every page repeats.
    Rows that fit nowhere are left to the printer.
    """
    pages = [page * scale for scale in _SCALES]
    used = [0.0] * len(pages)
    found = []
    for block in _blocks(rows):
        if any(_parted(block, at, room) for at, room in zip(used, pages, strict=True)):
            found.append(block[0].number)
            used = [top] * len(pages)
        used = [_after(block, at, room, top) for at, room in zip(used, pages, strict=True)]
    return found


def _blocks(rows: Sequence[Row]) -> Iterable[list[Row]]:
    """Headings with the row they stand over; every other row alone."""
    block: list[Row] = []
    for row in rows:
        block.append(row)
        if not row.heading:
            yield block
            block = []
    if block:
        yield block


def _parted(block: list[Row], used: float, room: float) -> bool:
    """Whether the page would end behind a heading of the block."""
    return block[0].heading and used + block[0].points <= room < used + sum(row.points for row in block)


def _after(block: list[Row], used: float, room: float, top: float) -> float:
    """How far down the page is filled after the block."""
    for row in block:
        used = used + row.points if used + row.points <= room else top + row.points
    return used
