"""Where a line of Chinese may break (禁则): the one rule for cells on paper and for the terminal.

Closing marks and blanks never begin a line, opening marks never end one; words, numbers and days stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from ledger import lazy_re

_CLOSING = "，。、；：？！）》〉」』】〕］｝”’…—·,.;:?!)]}%％℃"
_OPENING = "（《〈「『【〔［｛“‘([{"
# `等 3 个` and `2022年11月30日` are read as one; ASCII is one up to the next blank
_PIECE = lazy_re.compile(r"(?:\d+\s?[年月日天个项家次份件])+|[!-~]+|\s|.", re.DOTALL)


def break_lines(text: str, room: float, width: Callable[[str], float]) -> tuple[str, ...]:
    """The lines `text` takes where `room` fits on one, both in the unit of `width`. Joined they are the text again,
    line ends included. What is wider than a whole line is broken anywhere."""
    lines = [""]
    left = room
    for piece in _pieces(text, room, width):
        wide = width(piece.rstrip("\n"))
        if wide > left and lines[-1]:
            lines.append("")
            left = room
        lines[-1] += piece
        left -= wide
        if piece.endswith("\n"):
            lines.append("")
            left = room
    return tuple(lines)


def hang(text: str, room: int, indent: int, width: Callable[[str], int]) -> str:
    """`text` in lines of at most `room`, `indent` of it blanks before the second and later ones."""
    lines = []
    for whole in text.split("\n"):
        first, *more = break_lines(whole, room - indent, width)
        lines += [first.rstrip(), *(line.strip() for line in more)]
    return ("\n" + " " * indent).join(lines)


def longest_piece(text: str, width: Callable[[str], float]) -> float:
    """How wide the widest part of `text` is that no line break may fall into."""
    return max((width(piece.rstrip()) for piece in _pieces(text, float("inf"), width)), default=0)


def _pieces(text: str, room: float, width: Callable[[str], float]) -> list[str]:
    """The parts between which a line may break."""
    words = [part for word in _PIECE.findall(text) for part in _cut(word, room, width)]
    if not words:
        return []
    pieces = [words[0]]
    for before, word in pairwise(words):
        bound = (word[0] in _CLOSING or before[-1] in _OPENING or word == " ") and before[-1] != "\n"
        if bound and width(pieces[-1] + word) <= room:
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def _cut(word: str, room: float, width: Callable[[str], float]) -> list[str]:
    """A word longer than a line (a link, say) in parts that fit."""
    if len(word) == 1 or width(word) <= room:
        return [word]
    parts = [word[0]]
    for char in word[1:]:
        if width(parts[-1] + char) <= room:
            parts[-1] += char
        else:
            parts.append(char)
    return parts
