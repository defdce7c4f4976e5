"""Noise of extraction out of a stretch of text: blanks inside Chinese, stray marks, odd forms of characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ledger.words.lexicon import DATE_LABEL, NAME_REST, ROLE_LABEL, ROLE_NOUN_LABEL, any_of, role_words
from ledger.words.lines import line_breaks
from ledger.words.responsibility.names import ends_a_name, split_person
from ledger.words.responsibility.spaces import blank_between
from ledger.words.responsibility.table import DOUBTFUL_BLANK, SURE_BLANK

_BLANK = re.compile(r"[\s\xa0\u3000\u2002\u2003\u2009]+")
_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff\ue000-\uf8ff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
_STRAY = re.compile(r"[、。，,；;.·]+")
_PAGE_NUMBER = re.compile(r"[-—–－]{1,2}\d{1,4}[-—–－]{1,2}|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,3}")
_RADICALS = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")
STRAY_AND = re.compile(r"(?<=[^\x00-\x7f])\s+and\s+(?=[^\x00-\x7f])", re.IGNORECASE)
SENTENCE_END = re.compile(r"[。！？!?；;：:…”’》」）)〕\]】.]$")
_LATIN_STOP = re.compile(r"[A-Za-z][,.;:&]$")
_PAIRS = {"（": "）", "(": ")", "〔": "〕", "【": "】", "“": "”", "《": "》", "[": "]"}
# 半角与全角括号常混用：（ 由 ) 收尾也算成对。
_CLOSES = {"）": "（(", ")": "（(", "〕": "〔[", "]": "[〔", "】": "【", "”": "“", "》": "《"}
# Both lines whole names: the first ends like one, the next does too and is no rest of it (县委 | 宣传部, 社 | 会保障局).
_NAME_END = re.compile(r"(?:[\u4e00-\u9fff]{2}[局办委部院会社站队镇乡科室处]|中心|公司|街道|开发区)$")
_REST = re.compile(any_of(NAME_REST))
_ROLE_END = re.compile(rf"(?:{any_of(role_words(sure=True, label='alone'))})$")
_LABEL = re.compile(rf"{ROLE_NOUN_LABEL}[:：]")
_ANY_LABEL = re.compile(rf"(?:{ROLE_LABEL}|{DATE_LABEL})[:：]")  # 牵头：县商务局　配合：各镇
_NEXT_LABEL = re.compile(
    r"[\u4e00-\u9fff]{3,8}[:：]"
)  # behind the words of another: 责任单位：县财政局　项目责任人：…
_NEAR = 24  # characters on either side of a break that tell what it is
_STARTS_LOW = re.compile(r"[（(【〔\[]|\d")  # a bracket belongs to what it follows
_UNIT_START = re.compile("^[县区市各省]")  # 镇, 乡 as often end the word of the line before
_TOWN = re.compile(r"[\u4e00-\u9fff](?:[镇乡村园]|街道|社区|[^分]公司)$")


def tidy(text: str) -> str:
    """Text without the blanks that extraction left: only between Latin words and numbers they stay.

    >>> tidy("行政机关 11 月底前 完成 IPv6 改造, 微信和 QQ 群 Open Data 2.0")
    '行政机关11月底前完成IPv6改造,微信和QQ群Open Data 2.0'
    """
    return "".join(plain(text[n]) if n >= 0 else "和" for n in kept_offsets(text))


def tidy_lines(text: str, *, units: bool = False) -> tuple[str, bool]:
    """The lines of one cell as one text, stray marks dropped.

    With `units`, lines that each are whole names get the mark between them that is missing; the second value
    says whether a person should look at that.
    """
    lines = [tidy(line) for line in text.split("\n")]
    joined, added = "", False
    for line in lines:
        if not line or _STRAY.fullmatch(line):
            continue
        glue = _between(joined, line) if units else ""
        if glue:
            joined, added = joined + glue, added or (glue != "；" and not _begins(joined, line))
        elif joined[-1:].isascii() and joined[-1:].isalpha() and line[0].isascii() and line[0].isalpha():
            joined += " "
        joined += line
    return joined, added


def tidy_times(text: str) -> str:
    """The lines of a deadline's cell as one text; where a break divides, as the reader of words has it, a mark says so."""
    marks = {place: _DIVIDES[mark] for place, mark in line_breaks(text).items() if mark in _DIVIDES}
    return tidy_lines("".join(marks.get(place, char) for place, char in enumerate(text)))[0]


_DIVIDES = {";": "；", ",": "，"}


def _between(before: str, line: str) -> str:
    """The mark missing between two lines of units: 县财政局牵头 | 各乡镇配合 → ，"""
    if before and _LABEL.match(line) and before[-1] not in "；;":
        return "；"
    if not _UNIT_START.match(line):
        first = re.split("[、，,；;]", line)[0]
        names = _NAME_END.search(before) and _NAME_END.search(first)
        divides = names or blank_between(before[-_NEAR:], line[:_NEAR]) == DOUBTFUL_BLANK
        return "、" if (divides and not _REST.match(line)) or _of_one_kind(before, line) else ""
    if split_person(re.split("[、，,；;]", before)[-1]):
        return "、"  # 县科协赵刚 | 县文联孙梅
    return "，" if _ROLE_END.search(before) else "、" if ends_a_name(before) else ""


def _begins(before: str, line: str) -> bool:
    """Whether a line is sure to begin a name: 县民政局, 城关镇 below another whole name."""
    first = re.split("[、，,；;]", line)[0]
    return bool(_UNIT_START.match(line) or _TOWN.search(first)) or _of_one_kind(before, line)


def _of_one_kind(before: str, line: str) -> bool:
    """北关镇 | 南湖镇, 张某某 | 李某某: the words' own rule is sure that two stand there."""
    return blank_between(before[-_NEAR:], line[:_NEAR]) == SURE_BLANK and not _STARTS_LOW.match(line)


def tidy_paragraphs(text: str) -> str:
    """The lines of a content cell as paragraphs: a paragraph ends with a sentence, and, where lines are
    broken at the edge of the cell, with a line that does not reach that edge."""
    lines = [
        line for line in (tidy(line) for line in text.split("\n")) if line and not _STRAY.fullmatch(line)
    ]
    broken = any(not SENTENCE_END.search(line) for line in lines[:-1])
    edge = max((display_width(line) for line in lines), default=0) - 4 if broken else 10**9
    paragraphs: list[str] = []
    ended = True
    for line in lines:
        if paragraphs and not (ended and not open_pairs(paragraphs[-1])):
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
        ended = bool(SENTENCE_END.search(line)) and display_width(line) < edge
    return "\n".join(paragraphs)


def is_noise(text: str) -> bool:
    return bool(_STRAY.fullmatch(text) or _PAGE_NUMBER.fullmatch(text))


def display_width(text: str) -> int:
    """Columns on the page: a Chinese character counts two."""
    return sum(1 if character.isascii() else 2 for character in text)


def plain(character: str) -> str:
    """A character that some PDF fonts give as its radical or compatibility form (⼯ for 工) as the usual one,
    a blank of any kind as a blank."""
    if character.isspace():
        return " "
    if _RADICALS.match(character):
        usual = unicodedata.normalize("NFKC", character)
        return usual if len(usual) == 1 else character
    return character


def kept_offsets(text: str) -> list[int]:
    """Offsets of the characters that stay; a negative offset is where ` and ` becomes 和."""
    dropped: set[int] = set()
    ands: set[int] = set()
    for match in STRAY_AND.finditer(text):
        dropped.update(range(match.start(), match.end()))
        ands.add(match.start())
    for match in _INVISIBLE.finditer(text):
        dropped.update(range(match.start(), match.end()))
    for match in _BLANK.finditer(text):
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        label = (
            bool(before)
            and before not in "；;，,。、:："
            and (
                _ANY_LABEL.match(text, match.end())
                or (re.search("[:：]", text[: match.start()]) and _NEXT_LABEL.match(text, match.end()))
            )
        )
        keeps = label or (
            is_latin(after) and (is_latin(before) or bool(_LATIN_STOP.search(text[: match.start()])))
        )
        dropped.update(range(match.start() + 1 if keeps else match.start(), match.end()))
    return [-n if n in ands else n for n in range(len(text)) if n not in dropped or n in ands]


def is_latin(character: str) -> bool:
    return bool(character) and character.isascii() and character.isalnum()


def open_pairs(text: str, before: Iterable[str] = ()) -> list[str]:
    """Brackets and quotes that are open after `text`, where those of `before` were open already."""
    stack = list(before)
    for character in text:
        if character in _PAIRS:
            stack.append(character)
        elif character in _CLOSES and stack and stack[-1] in _CLOSES[character]:
            stack.pop()
    return stack[-50:]
