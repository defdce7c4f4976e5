"""How many lines a text takes in a cell, and how high its row must be so that nothing is cut.

Neither Excel nor LibreOffice measures a row for us when the file is written, and the fonts of the issued
document are missing on many machines. So the lines are counted the careful way: a Chinese character
is one em, anything narrow 0.65 em (the widest substitute met), and a line breaks by the usual rules (禁则):
closing marks never begin a line, opening marks never end one, words and numbers stay whole.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

POINTS_PER_MM = 72 / 25.4
MAX_POINTS = 409.0  # Excel refuses a file with a higher row
LINE = 1.52  # height of a line in em: that of Noto CJK (1.45), the tallest substitute met, and a little
MARGIN = 5.0  # points that Excel and LibreOffice keep free, left and right together
AIR = 10.0  # points above and below the text, together, where the page asks for no more
NARROW = 0.65

_CLOSING = "，。、；：？！）》〉」』】〕］｝”’…—·,.;:?!)]}%％℃"
_OPENING = "（《〈「『【〔［｛“‘([{"
_WORD = re.compile(r"[!-~]+|\s|.", re.DOTALL)


def width_of(text: str) -> float:
    """Width in em; characters that are drawn wide or may be (“ ” … —) count as one."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else NARROW for char in text)


@lru_cache(maxsize=4096)  # thirty units are sent the same task
def wrap(text: str, ems: float) -> tuple[str, ...]:
    """The lines `text` takes in a cell `ems` wide. Joined they are the text again, line ends included."""
    lines = [""]
    room = ems
    for piece in _pieces(text, ems):
        width = width_of(piece.rstrip("\n"))
        if width > room and lines[-1]:
            lines.append("")
            room = ems
        lines[-1] += piece
        room -= width
        if piece.endswith("\n"):
            lines.append("")
            room = ems
    return tuple(lines)


def _pieces(text: str, ems: float) -> list[str]:
    """The parts between which a line may break."""
    most = max(1, int(ems / NARROW))
    words = [part for word in _WORD.findall(text) for part in (_cut(word, most) if word[most:] else (word,))]
    if not words:
        return []
    pieces = [words[0]]
    for before, word in pairwise(words):
        bound = (word[0] in _CLOSING or before[-1] in _OPENING) and before[-1] != "\n"
        if bound and width_of(pieces[-1] + word) <= ems:
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def _cut(word: str, most: int) -> list[str]:
    """A word longer than a line (a link, say) is broken anywhere."""
    return [word[i : i + most] for i in range(0, len(word), most)]


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
