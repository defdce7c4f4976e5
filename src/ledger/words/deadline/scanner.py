"""Cutting a text into the words of deadlines, by the table in `date_table`.

A text is first levelled (`level`): blanks, line breaks and quotation marks drop out, full-width and
traditional forms become plain ones, dashes become `-`; every character remembers where it stood.
Then `scan` cuts it by `TABLE`. Whatever smells of time and fits no other row is a `smell`; a reader must
account for it or report it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ledger.words.deadline.table import PIECES, TABLE
from ledger.words.doubt import Doubt, doubt
from ledger.words.lines import line_breaks, numbering
from ledger.words.numerals import number
from ledger.words.traditional import TRADITIONAL

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN = str.maketrans({
    **{chr(k): chr(v) for k, v in _WIDE.items()},
    **TRADITIONAL,
    **dict.fromkeys("—–―－─━～〜﹣−~", "-"), **dict.fromkeys("〔【［[〖{", "("), **dict.fromkeys("〕】］]〗}", ")"),
    **dict.fromkeys("○О", "〇"), "．": ".", "。": ";", "；": ";", "，": ",", "﹑": "、", "､": "、", "：": ":", "︰": ":",
})  # fmt: skip
_DROPPED = set("“”‘’\"'「」『』＂＇`*")


def _filled(pattern: str) -> str:
    """The pattern with its `<PIECES>` put in, and theirs."""
    while (full := _PIECE.sub(lambda found: PIECES[found[1]], pattern)) != pattern:
        pattern = full
    return pattern


_PIECE = re.compile("<(" + "|".join(PIECES) + ")>")
# Each pattern ends with an empty group, whose number tells the row (a group at its beginning would cost a try of
# every pattern at every character).
_PATTERNS = [(row.kind, _filled(pattern)) for row in TABLE for pattern in row.patterns]
_KINDS = ("", *(kind for kind, _ in _PATTERNS))
_ROWS = "|".join(f"(?:{pattern})()" for _, pattern in _PATTERNS)
# Every word begins with a character that some pattern names, or a Latin one; the rest is stepped over.
_BEGINS = "".join(sorted({char for char in _ROWS if char > "\x7f"}))
_SCANNER = re.compile(rf"(?=[\x00-\x7f{_BEGINS}])(?:{_ROWS})")


class Word(NamedTuple):
    """One word of a text: its kind, and where it stands in the levelled text."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Levelled:
    """A text without what makes no difference. `origin[i]` is where its character `i` stood."""

    original: str
    text: str
    origin: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that the levelled characters `start` to `end` came from."""
        return (self.origin[start], self.origin[end - 1] + 1) if start < end else (0, 0)

    def levelled(self, start: int, end: int) -> tuple[int, int]:
        """The levelled characters of a stretch of the original: what `place` was given."""
        return bisect_left(self.origin, start), bisect_left(self.origin, end)

    def doubt(self, code: str, start: int, end: int, **values: object) -> Doubt:
        """A doubt about the levelled characters `start` to `end`."""
        first, last = self.place(start, end)
        return doubt(code, first, last, words=self.printed(start, end), **values)

    def printed(self, start: int, end: int) -> str:
        """The original's own words, without the blanks and line breaks that stand between Chinese."""
        first, last = self.place(start, end)
        stretch = self.original[first:last]
        before = self.original[first - 1 : first]
        if before in _OPENED_BY and stretch.count(_OPENED_BY[before]) > stretch.count("“"):
            first -= 1  # “五一”前: the mark belongs to the word
        if last - first == end - start:
            return self.original[first:last]  # nothing was dropped
        return _LOOSE_BLANK.sub("", self.original[first:last]).strip()


_OPENED_BY = {"“": "”", '"': '"'}
_LOOSE_BLANK = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])|(?<=[0-9])\s+(?=[0-9])")


_LATIN_ZERO = re.compile(r"(?<=[\d〇零一二三四五六七八九])[Oo](?=[\d〇零一二三四五六七八九OoО年月日])")
_ZERO = re.compile("(?<=[〇零一二三四五六七八九])0(?=[〇零一二三四五六七八九])")  # 二0二二年, typed so


@cache
def _drops(char: str) -> bool:
    return char.isspace() or char in _DROPPED or unicodedata.category(char) == "Cf"


def level(words: str) -> Levelled:
    """The text as the table reads it."""
    breaks, numbered = line_breaks(words), numbering(words)
    kept = [
        (breaks.get(place, " " if place in breaks else char), place)
        for place, char in enumerate(words)
        if (breaks.get(place) or not _drops(char)) and place not in numbered
    ]
    text = "".join(char for char, _ in kept).translate(_PLAIN)
    text = _LATIN_ZERO.sub(lambda found: "0" if text[found.start() - 1].isdigit() else "〇", text)
    text = _ZERO.sub("〇", text)
    return Levelled(words, text, tuple(place for _, place in kept))


def scan(text: str) -> Iterator[Word]:
    """The words of a levelled text, in order; what lies between them is ordinary text."""
    for found in _SCANNER.finditer(text):
        yield Word(_KINDS[found.lastindex or 0], found[0], *found.span())


_NUMERAL = re.compile(r"\d+|[〇零一二三四五六七八九十两]+")


def numbers(text: str) -> tuple[int, ...]:
    """The numbers written in `text`: 10, 十, 二十一, 二〇二一."""
    return tuple(number(found) or 0 for found in _NUMERAL.findall(text))
