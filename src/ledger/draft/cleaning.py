"""Broken paragraphs joined, noise out, words kept.

Nothing else is changed: half-width punctuation and the typos of the source stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ledger.draft.noise import (
    SENTENCE_END,
    STRAY_AND,
    display_width,
    is_latin,
    is_noise,
    kept_offsets,
    open_pairs,
    plain,
    tidy,
)
from ledger.values.source import NOTE_WORDS, Paragraph
from ledger.words.lexicon import DATE_LABEL, ROLE_LABEL, ROLE_NOUN_LABEL
from ledger.words.numbering import Mark, read_mark

_LABEL_ALONE = re.compile(rf"(?:{ROLE_NOUN_LABEL}|{DATE_LABEL})[:：]")
_LABELLED = re.compile(rf"(?:{ROLE_LABEL}|{DATE_LABEL})[:：]")
_CONTINUES = re.compile(r"^[，、。；：）》”’〕】」,;:)\]]")
# No line ends a paragraph with these, but for words that end like them: 参与, 涉及, 总和.
_UNFINISHED = re.compile(
    r"[，、,各]$|(?<![参给赋授寄])与$|(?<![缓总饱温平])和$|(?<![普涉波危触企顾遍])及$|或$"
)
NOTE = re.compile(
    rf"^(?:[（(]?(?:{NOTE_WORDS}|说明)\s*\d*\s*[:：]|【(?:{NOTE_WORDS}|说明)】)\s*"
)  # to all that stands around it
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
    mark: Mark | None = None  # the number of a part that a sentence counts off: 一是, 二是
    heading: int = 0  # how deep a heading the document says it is, 0 for text


def clean(paragraphs: Iterable[Paragraph]) -> list[Piece]:
    """Paragraphs as their authors wrote them: broken ones joined, noise gone, empty ones left out."""
    lines = [(p, text) for p in paragraphs if (text := tidy(p.text)) and not is_noise(text)]
    width = _line_width([line for line, _ in lines])
    grown: list[_Growing] = []
    for line, text in lines:
        if grown and _belongs(grown[-1], line, text, width):
            grown[-1].add(line, text)
        else:
            grown.append(_Growing(line, text))
    return [_piece(one.whole()) for one in grown]


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
        self.opened = open_pairs(text, self.opened)

    @property
    def only_mark(self) -> bool:
        return self.mark is not None and len(self.mark.text) == self.length

    def whole(self) -> Paragraph:
        text, bold = "", []
        for line in self.lines:
            if is_latin(text[-1:]) and is_latin(line.text[:1]):
                text += " "
            bold += [(start + len(text), end + len(text)) for start, end in line.bold]
            text += line.text
        return replace(self.lines[0], text=text, bold=tuple(bold))


def _piece(paragraph: Paragraph) -> Piece:
    text = paragraph.text
    kept = kept_offsets(text)
    inside = [any(a <= abs(n) < b for a, b in paragraph.bold) for n in kept]
    notes = tuple(
        f"来源文本作“{text[max(0, m.start() - 4) : m.end() + 4].strip()}”，and 已改为“和”"
        for m in STRAY_AND.finditer(text)
    )
    cleaned = "".join(plain(text[n]) if n >= 0 else "和" for n in kept)
    blank = _first_blank(text, kept)
    return Piece(cleaned, paragraph.place, tuple(inside), notes, blank, heading=paragraph.heading)


def _first_blank(text: str, kept: list[int]) -> int | None:
    """Where in the cleaned text the first blank between Chinese words stood."""
    for match in re.finditer(r"(?<=[\u4e00-\u9fff”》])[ \u3000\xa0]+(?=[\u4e00-\u9fff“《])", text):
        position = sum(1 for n in kept if abs(n) < match.start())
        if position >= 6:
            return position
    return None


def _width(line: Paragraph) -> int:
    """Columns a line takes, with the blanks of a first line."""
    return display_width(line.text) + (4 if line.indent else 0)


def _line_width(lines: list[Paragraph]) -> int:
    """The width at which a text was broken into lines, in columns; 0 when it was not.

    Broken lines show by being equally wide, ending in the middle of a sentence, and having none wider.
    """
    widths = [_width(line) for line in lines if not line.whole]
    broken = Counter(
        _width(line)
        for line in lines
        if not line.whole and not SENTENCE_END.search(tidy(line.text)) and line.text
    )
    near = {width: sum(broken[width + n] for n in range(-4, 3)) for width in broken if 40 <= width <= 140}
    commonest = max(near, key=lambda width: (near[width], width), default=0)
    wider = sum(width > commonest + 4 for width in widths)
    enough = commonest and near[commonest] >= max(3, len(widths) * 0.15) and wider <= len(widths) * 0.05
    return commonest if enough and len(widths) <= _MOST_LINES else 0


def _belongs(before: _Growing, line: Paragraph, text: str, width: int) -> bool:
    """Whether `line` (cleaned: `text`) goes on with the paragraph `before`."""
    mark = read_mark(text)
    if before.length > _LONGEST or line.heading or before.lines[0].heading:
        return False
    if _CONTINUES.match(text) and not mark:
        return True
    if (NOTE.match(text) or _LABELLED.match(text)) and not before.opened:
        return False
    if mark and not (before.opened and before.opened[-1] in "“《"):
        return False
    if _LABEL_ALONE.match(text) and not before.opened and not _UNFINISHED.search(before.last):
        return False
    if before.only_mark or _LABEL_ALONE.fullmatch(before.last):
        return True
    ended = SENTENCE_END.search(before.last)
    if before.lines[0].whole and line.whole and ended:
        return False
    if before.opened and before.last[-1] != "。":
        return True
    full = bool(width) and before.last_width >= width - 5 and not line.gap
    if ended:
        return full and not line.indent and before.last[-1] not in "：:"
    if _UNFINISHED.search(before.last):
        return True
    if line.indent and not line.gap and width:
        return False
    if not before.stopped and (before.length < _SHORT or before.mark):
        return full
    return before.stopped or before.paused
