"""How many lines a text takes in a cell, and how high its row must be so that nothing is cut.

Neither Excel nor LibreOffice measures a row for us when the file is written, and the fonts of the issued
document are missing on many machines. So the lines are counted the careful way: a Chinese character
is one em, anything narrow 0.65 em (the widest substitute met), and a line breaks by the usual rules (禁则).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ledger.values.line_breaks import break_lines

POINTS_PER_MM = 72 / 25.4
MAX_POINTS = 409.0  # Excel refuses a file with a higher row
LINE = 1.52  # height of a line in em: that of Noto CJK (1.45), the tallest substitute met, and a little
MARGIN = 5.0  # points that Excel and LibreOffice keep free, left and right together
AIR = 10.0  # points above and below the text, together, where the page asks for no more
NARROW = 0.65


@lru_cache(maxsize=8192)  # the parts of a line are single characters, most of them
def width_of(text: str) -> float:
    """Width in em; characters that are drawn wide or may be (“ ” … —) count as one."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else NARROW for char in text)


@lru_cache(maxsize=4096)  # thirty units are sent the same task
def wrap(text: str, ems: float) -> tuple[str, ...]:
    """The lines `text` takes in a cell `ems` wide. Joined they are the text again, line ends included."""
    return break_lines(text, ems, width_of)


def ems_of(mm: float, size: float) -> float:
    """Ems that fit a column `mm` wide in a font of `size` points."""
    return max(1.0, (mm * POINTS_PER_MM - MARGIN) / size)


def lines_of(text: str, mm: float, size: float) -> int:
    return len(wrap(text, ems_of(mm, size)))


def height_of(lines: int, size: float, air: float = AIR) -> float:
    """Points for a row of `lines`; one line in twelve is spare, for fonts that break otherwise."""
    return round((lines + lines // 12) * size * LINE + air, 1)


@lru_cache
def lines_that_fit(size: float, air: float = AIR) -> int:
    """The most lines a row may hold."""
    return max(n for n in range(1, 200) if height_of(n, size, air) <= MAX_POINTS)
