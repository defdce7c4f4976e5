"""The numbers in front of headings and tasks: 第一章, 一、, （一）, 1., 1.1, (1), ①, ●, in every width."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledger.words.numerals import HAN, number

# Upper numbers hold lower ones. 条 ranks with 一、: both stand below 章 and above （一）.
# DASHED (——加快建设) is no number: who reads a whole document says where a dash makes a heading.
(
    CHAPTER,
    SECTION,
    TOP,
    BRACKETED,
    DASHED,
    ARABIC,
    DECIMAL,
    LOW_DECIMAL,
    BRACKETED_ARABIC,
    CIRCLED,
    BULLET,
) = range(11)

_STOP = "、.．,，:：。"
_DIGIT = "[0-9０-９]"
# 1.1 heads a paragraph when words follow that no quantity has: 1.1提升便利度, not 1.1万亩.
_WORDS = r"(?=[\u4e00-\u9fff“《])(?![万亿千百倍年月日号个家项人名元公平米吨亩厘毫户处座])"
_SHAPES: tuple[tuple[int, str], ...] = (
    (CHAPTER, rf"第([{HAN}]+|\d+)[章编篇][{_STOP}]?"),
    (SECTION, rf"第([{HAN}]+|\d+)节[{_STOP}]?"),
    (TOP, rf"第([{HAN}]+|\d+)条[{_STOP}]?"),
    (TOP, r"([一二三四五六七八九十]{1,3})[、.．,，]"),
    (SECTION, r"([壹贰叁肆伍陆柒捌玖拾]{1,3})[、.．]"),
    (BRACKETED, r"[（(﹙〔]([壹贰叁肆伍陆柒捌玖拾]{1,3})[)）﹚〕]"),
    (DASHED, r"[（(]?([甲乙丙丁戊己庚辛壬癸])[)）、.．](?![甲乙丙丁])"),  # below （一）, above 1.
    (BRACKETED, r"[（(﹙〔]([一二三四五六七八九十]{1,3})[)）﹚〕][、.．]?"),
    (LOW_DECIMAL, rf"(?:{_DIGIT}{{1,2}}[.．]){{2,3}}({_DIGIT}{{1,2}})[.．、]?{_WORDS}"),
    (DECIMAL, rf"{_DIGIT}{{1,2}}[.．]({_DIGIT}{{1,2}})[.．、]?{_WORDS}"),
    (ARABIC, rf"({_DIGIT}{{1,2}})(?:[、．]|[.。](?!{_DIGIT})|,(?=[^0-9０-９]))"),
    (ARABIC, rf"({_DIGIT}{{1,2}})[.](?=(?:19|20)\d\d年|\d{{3}}[\u4e00-\u9fff])"),  # 1.2023年底前
    (ARABIC, rf"({_DIGIT}{{3}})[、.．](?=[\u4e00-\u9fff“《])"),
    (ARABIC, r"([⒈-⒛])"),
    (ARABIC, r"([0-9０-９]{1,2})[)）](?![0-9０-９])[、.．]?"),
    (BRACKETED_ARABIC, r"[（(﹙]([0-9０-９]{1,2})[)）﹚][、.．]?"),
    (BRACKETED_ARABIC, r"([⑴-⒇])"),
    (CIRCLED, r"([①-⑳])"),
    (BULLET, r"([●■◆▲◇□★▪•◦※➢])"),
)
_COMPILED = tuple((rank, re.compile(shape)) for rank, shape in _SHAPES)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_SERIES = (("⒈", 1), ("⑴", 1), ("①", 1))


@dataclass(frozen=True, slots=True)
class Mark:
    """A number as printed, how high it ranks (0 is the top) and its value: the last number of 1.2, 0 of a bullet."""

    rank: int
    text: str
    value: int


def read_mark(text: str) -> Mark | None:
    """The number that `text` (without blanks) begins with."""
    for rank, shape in _COMPILED:
        match = shape.match(text)
        if match:
            return Mark(rank, match[0], _value(match[1], rank))
    return None


def find_marks(text: str, ranks: tuple[int, ...]) -> list[tuple[int, Mark]]:
    """Every place inside `text` where a number of these ranks could stand, in order."""
    found = [
        (match.start(), Mark(rank, match[0], _value(match[1], rank)))
        for rank, shape in _COMPILED
        if rank in ranks
        for match in shape.finditer(text)
    ]
    return sorted(found, key=lambda item: item[0])


def _value(words: str, rank: int) -> int:
    """`十二` → 12, `２３` → 23, `③` → 3."""
    if rank == BULLET:
        return 0
    for first, value in _SERIES:
        if len(words) == 1 and 0 <= ord(words) - ord(first) < 20:
            return ord(words) - ord(first) + value
    if words in _STEMS:
        return _STEMS.index(words) + 1
    return number(words.translate(_PLAIN)) or 0
