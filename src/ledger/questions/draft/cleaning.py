"""Extraction noise out, words kept: blanks in Chinese text, stray marks alone on a line, broken paragraphs.

Nothing else is changed: half-width punctuation and the typos of the source stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ledger.plan.numbering import read_mark
from ledger.plan.source import Paragraph

_BLANK = re.compile(r"[\s\xa0\u3000\u2002\u2003\u2009]+")
_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff\ue000-\uf8ff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
_STRAY = re.compile(r"[、。，,；;.·]+")
_PAGE_NUMBER = re.compile(r"[-—–－]{1,2}\d{1,4}[-—–－]{1,2}|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,3}")
_LABEL_ALONE = re.compile(
    r"(?:牵头|责任|配合|协办|参与|主办|承办|落实|完成|时间|办结)(?:单位|部门|时限|时间|节点|期限)[:：]"
)
_RADICALS = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")
_AND = re.compile(r"(?<=[^\x00-\x7f])\s+and\s+(?=[^\x00-\x7f])", re.IGNORECASE)
_ENDED = re.compile(r"[。！？!?；;：:…”’》」）)〕\]】.]$")
_CONTINUES = re.compile(r"^[，、。；：）》”’〕】」,;:)\]]")
_LATIN_STOP = re.compile(r"[A-Za-z][,.;:&]$")
_PAIRS = {"（": "）", "(": ")", "〔": "〕", "【": "】", "“": "”", "《": "》", "[": "]"}
# 半角与全角括号常混用：（ 由 ) 收尾也算成对。
_CLOSES = {"）": "（(", ")": "（(", "〕": "〔[", "]": "[〔", "】": "【", "”": "“", "》": "《"}
_UNIT_END = re.compile(r"(?:[局办委部院会社站队所镇乡区]|中心|公司|政府|单位|部门|街道|开发区)$")
_UNIT_START = re.compile(r"^(?:县|区|市|各|省)")
_SHORT = 40  # characters: a line shorter than this, without any stop, is a title, a heading or a signature
_MOST_LINES = 20_000
_LONGEST = 4000  # characters: an unclosed bracket joins no further than this


@dataclass(frozen=True, slots=True)
class Piece:
    """A cleaned paragraph. `bold` says of each character whether it is bold; `notes` what was changed."""

    text: str
    place: str
    bold: tuple[bool, ...]
    notes: tuple[str, ...] = ()
    spaced: int | None = None  # where a blank stood after a heading-like start, else None


def tidy(text: str) -> str:
    """Text without the blanks that extraction left: only between Latin words and numbers they stay.

    >>> tidy("行政机关 11 月底前 完成 IPv6 改造, 微信和 QQ 群 Open Data 2.0")
    '行政机关11月底前完成IPv6改造,微信和QQ群Open Data 2.0'
    """
    return "".join(_plain(text[n]) if n >= 0 else "和" for n in _kept(text))


def tidy_lines(text: str, *, units: bool = False) -> tuple[str, bool]:
    """The lines of one cell as one text, stray marks dropped.

    With `units`, two lines that each are a whole name get a 、 between them; the second value says whether
    that happened.
    """
    lines = [tidy(line) for line in text.split("\n")]
    joined, added = "", False
    for line in lines:
        if not line or _STRAY.fullmatch(line):
            continue
        if units and _UNIT_END.search(joined) and _UNIT_START.match(line):
            joined, added = joined + "、", True
        elif joined[-1:].isascii() and joined[-1:].isalpha() and line[0].isascii() and line[0].isalpha():
            joined += " "
        joined += line
    return joined, added


def tidy_paragraphs(text: str) -> str:
    """The lines of a content cell as paragraphs: a paragraph ends with a sentence, and, where lines are
    broken at the edge of the cell, with a line that does not reach that edge."""
    lines = [
        line for line in (tidy(line) for line in text.split("\n")) if line and not _STRAY.fullmatch(line)
    ]
    broken = any(not _ENDED.search(line) for line in lines[:-1])
    edge = max((display_width(line) for line in lines), default=0) - 4 if broken else 10**9
    paragraphs: list[str] = []
    ended = True
    for line in lines:
        if paragraphs and not (ended and not _open_pairs(paragraphs[-1])):
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
        ended = bool(_ENDED.search(line)) and display_width(line) < edge
    return "\n".join(paragraphs)


def clean(paragraphs: Iterable[Paragraph]) -> list[Piece]:
    """Paragraphs as their authors wrote them: broken ones joined, noise gone, empty ones left out."""
    lines = [(p, text) for p in paragraphs if (text := tidy(p.text)) and not _is_noise(text)]
    width = _line_width([line for line, _ in lines])
    grown: list[_Growing] = []
    for line, text in lines:
        if grown and _belongs(grown[-1], line, text, width):
            grown[-1].add(line, text)
        else:
            grown.append(_Growing(line, text))
    return [_piece(one.whole()) for one in grown]


def _is_noise(text: str) -> bool:
    return bool(_STRAY.fullmatch(text) or _PAGE_NUMBER.fullmatch(text))


class _Growing:
    """A paragraph that may go on: what is known of it without reading it again from its start."""

    def __init__(self, line: Paragraph, text: str) -> None:
        self.lines = [line]
        self.mark = read_mark(text)
        self.length = 0
        self.stopped = self.paused = False  # it holds 。 or ；; it holds ，
        self.opened: list[str] = []
        self._take(line, text)

    def add(self, line: Paragraph, text: str) -> None:
        self.lines.append(line)
        self._take(line, text)

    def _take(self, line: Paragraph, text: str) -> None:
        self.last = text
        self.last_width = _width(line)
        self.length += len(text)
        self.stopped = self.stopped or bool(re.search(r"[。；]", text))
        self.paused = self.paused or bool(re.search(r"[，,]", text))
        self.opened = _open_pairs(text, self.opened)

    @property
    def only_mark(self) -> bool:
        return self.mark is not None and len(self.mark.text) == self.length

    def whole(self) -> Paragraph:
        text, bold = "", []
        for line in self.lines:
            if _latin(text[-1:]) and _latin(line.text[:1]):
                text += " "
            bold += [(start + len(text), end + len(text)) for start, end in line.bold]
            text += line.text
        return replace(self.lines[0], text=text, bold=tuple(bold))


def display_width(text: str) -> int:
    """Columns on the page: a Chinese character counts two."""
    return sum(1 if character.isascii() else 2 for character in text)


def _piece(paragraph: Paragraph) -> Piece:
    text = paragraph.text
    kept = _kept(text)
    inside = [any(a <= abs(n) < b for a, b in paragraph.bold) for n in kept]
    notes = tuple(
        f"来源文本作“{text[max(0, m.start() - 4) : m.end() + 4].strip()}”，and 已改为“和”"
        for m in _AND.finditer(text)
    )
    cleaned = "".join(_plain(text[n]) if n >= 0 else "和" for n in kept)
    return Piece(cleaned, paragraph.place, tuple(inside), notes, _first_blank(text, kept))


def _plain(character: str) -> str:
    """A character that some PDF fonts give as its radical or compatibility form (⼯ for 工) as the usual one,
    a blank of any kind as a blank."""
    if character.isspace():
        return " "
    if _RADICALS.match(character):
        usual = unicodedata.normalize("NFKC", character)
        return usual if len(usual) == 1 else character
    return character


def _first_blank(text: str, kept: list[int]) -> int | None:
    """Where in the cleaned text the first blank between Chinese words stood."""
    for match in re.finditer(r"(?<=[\u4e00-\u9fff”》])[ \u3000\xa0]+(?=[\u4e00-\u9fff“《])", text):
        position = sum(1 for n in kept if abs(n) < match.start())
        if position >= 6:
            return position
    return None


def _kept(text: str) -> list[int]:
    """Offsets of the characters that stay; a negative offset is where ` and ` becomes 和."""
    dropped: set[int] = set()
    ands: set[int] = set()
    for match in _AND.finditer(text):
        dropped.update(range(match.start(), match.end()))
        ands.add(match.start())
    for match in _INVISIBLE.finditer(text):
        dropped.update(range(match.start(), match.end()))
    for match in _BLANK.finditer(text):
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        keeps = _latin(after) and (_latin(before) or bool(_LATIN_STOP.search(text[: match.start()])))
        dropped.update(range(match.start() + 1 if keeps else match.start(), match.end()))
    return [-n if n in ands else n for n in range(len(text)) if n not in dropped or n in ands]


def _latin(character: str) -> bool:
    return bool(character) and character.isascii() and character.isalnum()


def _open_pairs(text: str, before: Iterable[str] = ()) -> list[str]:
    """Brackets and quotes that are open after `text`, where those of `before` were open already."""
    stack = list(before)
    for character in text:
        if character in _PAIRS:
            stack.append(character)
        elif character in _CLOSES and stack and stack[-1] in _CLOSES[character]:
            stack.pop()
    return stack[-50:]


def _width(line: Paragraph) -> int:
    """Columns a line takes, with the blanks of a first line."""
    return display_width(line.text) + (4 if line.indent else 0)


def _line_width(lines: list[Paragraph]) -> int:
    """The width at which a text was broken into lines, in columns; 0 when it was not.

    Broken lines show by being equally wide, ending in the middle of a sentence, and having none wider.
    """
    widths = [_width(line) for line in lines if not line.whole]
    broken = Counter(
        _width(line) for line in lines if not line.whole and not _ENDED.search(tidy(line.text)) and line.text
    )
    near = {width: sum(broken[width + n] for n in range(-4, 3)) for width in broken if 40 <= width <= 140}
    commonest = max(near, key=lambda width: (near[width], width), default=0)
    wider = sum(width > commonest + 4 for width in widths)
    enough = commonest and near[commonest] >= max(3, len(widths) * 0.15) and wider <= len(widths) * 0.05
    return commonest if enough and len(widths) <= _MOST_LINES else 0


def _belongs(before: _Growing, line: Paragraph, text: str, width: int) -> bool:
    """Whether `line` (cleaned: `text`) goes on with the paragraph `before`."""
    mark = read_mark(text)
    if before.length > _LONGEST:
        return False
    if _CONTINUES.match(text) and not mark:
        return True
    if mark and not (before.opened and before.opened[-1] in "“《"):
        return False
    if before.only_mark or _LABEL_ALONE.fullmatch(before.last):
        return True
    ended = _ENDED.search(before.last)
    if before.lines[0].whole and line.whole and ended:
        return False
    if before.opened and before.last[-1] != "。":
        return True
    full = bool(width) and before.last_width >= width - 5 and not line.gap
    if ended:
        return full and not line.indent and before.last[-1] not in "：:"
    if before.last[-1] in "，、,":
        return True
    if line.indent and not line.gap and width:
        return False
    if not before.stopped and (before.length < _SHORT or before.mark):
        return full
    return before.stopped or before.paused
