"""Cutting a text into the words of deadlines, by the table in `table.py`.

A text is first levelled (`level`): blanks, line breaks and quotation marks drop out, full-width and
traditional forms become plain ones, dashes become `-`; every character remembers where it stood.
Then `scan` cuts it by `TABLE`. Whatever smells of time and fits no other row is a `smell`; a reader must
account for it or report it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ledger import lazy_re
from ledger.words.deadline.table import PIECES, TABLE
from ledger.words.numerals import number
from ledger.words.traditional import TRADITIONAL

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN = str.maketrans({
    **{chr(k): chr(v) for k, v in _WIDE.items()},
    **TRADITIONAL,
    **dict.fromkeys("—–―－─━～〜﹣−~", "-"), **dict.fromkeys("〔【［[〖{", "("), **dict.fromkeys("〕】］]〗}", ")"),
    **dict.fromkeys("○О", "〇"), "。": ";", "↵": ";", "﹑": "、", "､": "、", "︰": ":", "=": ":", "＝": ":", "∕": "/", "⁄": "/",
})  # fmt: skip


def _filled(pattern: str) -> str:
    """The pattern with its `<PIECES>` put in, and theirs."""
    while (full := _PIECE.sub(lambda found: PIECES[found[1]], pattern)) != pattern:
        pattern = full
    return pattern


_PIECE = lazy_re.compile("<(" + "|".join(PIECES) + ")>")
# Each pattern ends with an empty group, whose number tells the row (a group at its beginning would cost a try of
# every pattern at every character).
_PATTERNS = [(row.kind, _filled(pattern)) for row in TABLE for pattern in row.patterns]
_KINDS = ("", *(kind for kind, _ in _PATTERNS))
_ROWS = "|".join(f"(?:{pattern})()" for _, pattern in _PATTERNS)
# Every word begins with a character that some pattern names, or a Latin one; the rest is stepped over.
_BEGINS = "".join(sorted({char for char in _ROWS if char > "\x7f"}))


@cache
def _scanner() -> re.Pattern[str]:
    """The table as one pattern: a twentieth of a second to make, so only for who has a text to scan."""
    return re.compile(rf"(?=[\x00-\x7f{_BEGINS}])(?:{_ROWS})")


class Word(NamedTuple):
    """One word of a text: its kind, and where it stands in the levelled text."""

    kind: str
    text: str
    start: int
    end: int


def plain(text: str) -> str:
    """Half-width, simplified, one sign for each dash, full stop and bracket; no character is added or lost."""
    return text.translate(_PLAIN)


def scan(text: str) -> Iterator[Word]:
    """The words of a levelled text, in order; what lies between them is ordinary text."""
    for found in _scanner().finditer(text):
        yield Word(_KINDS[found.lastindex or 0], found[0], *found.span())


_NUMERAL = lazy_re.compile(r"\d+|[〇零一二三四五六七八九十两]+")


def numbers(text: str) -> tuple[int, ...]:
    """The numbers written in `text`: 10, 十, 二十一, 二〇二一."""
    return tuple(number(found) or 0 for found in _NUMERAL.findall(text))
