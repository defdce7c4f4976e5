"""The numbers in front of headings and tasks: 第一章, 一、, （一）, 1., 1.1, (1), ①, A., 子、, ●, in every width."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ledger.words.numerals import HAN, number

# Upper numbers hold lower ones. 条 ranks with 一、: both stand below 章 and above （一）.
# DASHED (——加快建设) is no number: who reads a whole document says where a dash makes a heading. BY_PLACE (A. i. 子、)
# has no rank of its own either: it ranks where it first stands, between two of these, which is why they are ten apart.
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
    BY_PLACE,
) = range(0, 120, 10)

_STOP = "、.．,，:：。"
_DIGIT = "[0-9０-９]"
_HAN = "[一二三四五六七八九十][一二三四五六七八九十百零〇]{0,4}"
_FORMAL = "[壹贰叁肆伍陆柒捌玖拾][壹贰叁肆伍陆柒捌玖拾佰零]{0,4}"
_LETTERS = "[A-Za-zＡ-Ｚａ-ｚ]|[IVXLC]{2,7}|[ivxlc]{2,7}|[Ⅰ-Ⅻⅰ-ⅻ]"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
# 1.1 heads a paragraph when words follow that no quantity has: 1.1提升便利度, not 1.1万亩.
_WORDS = r"(?=[\u4e00-\u9fff“《])(?![万亿千百倍年月日号个家项人名元公平米吨亩厘毫户处座])"
_SHAPES: tuple[tuple[int, str], ...] = (
    (CHAPTER, rf"第([{HAN}]+|\d+)[章编篇][{_STOP}]?"),
    (SECTION, rf"第([{HAN}]+|\d+)节[{_STOP}]?"),
    (TOP, rf"第([{HAN}]+|\d+)条[{_STOP}]?"),
    (TOP, rf"({_HAN})[、.．,，]"),
    (SECTION, rf"({_FORMAL})[、.．]"),
    (BRACKETED, rf"[（(﹙〔]({_FORMAL})[)）﹚〕]"),
    (DASHED, rf"[（(]?([{_STEMS}])[)）、.．](?![甲乙丙丁])"),  # below （一）, above 1.
    (BRACKETED, rf"[（(﹙〔]({_HAN})[)）﹚〕][、.．]?"),
    (BRACKETED, rf"(?<![（(﹙〔一二三四五六七八九十])({_HAN}|{_FORMAL})[)）]"),
    (BRACKETED, r"([㈠-㈩])[、.．]?"),
    (LOW_DECIMAL, rf"(?:{_DIGIT}{{1,2}}[.．]){{2,3}}({_DIGIT}{{1,2}})[.．、]?{_WORDS}"),
    (DECIMAL, rf"{_DIGIT}{{1,2}}[.．]({_DIGIT}{{1,2}})[.．、]?{_WORDS}"),
    (ARABIC, rf"({_DIGIT}{{1,2}})(?:[、．]|[.。](?!{_DIGIT})|,(?=[^0-9０-９]))"),
    (ARABIC, rf"({_DIGIT}{{1,2}})[.](?=(?:19|20)\d\d年|\d{{3}}[\u4e00-\u9fff])"),  # 1.2023年底前
    (ARABIC, rf"({_DIGIT}{{3}})[、.．](?=[\u4e00-\u9fff“《])"),
    (ARABIC, r"([⒈-⒛])"),
    (
        ARABIC,
        rf"[【\[](?:重点|专项|主要)?(?:任务|工作|行动|项目|事项|举措|工程|实事)([{HAN}]+|\d{{1,2}})[】\]][：:]?",
    ),
    (ARABIC, rf"(?:重点|专项|主要)?(?:任务|工作|行动|项目|事项|举措|工程|实事)([{HAN}]+|\d{{1,2}})[：:、]"),
    (ARABIC, rf"第([{HAN}]+|\d{{1,2}})[件项](?:民生)?(?:实事|任务|工作|事项|工程|行动)?[：:]"),
    (ARABIC, r"([0-9０-９]{1,2})[)）](?![0-9０-９])[、.．]?"),
    (BRACKETED_ARABIC, r"[（(﹙]([0-9０-９]{1,2})[)）﹚][、.．]?"),
    (BRACKETED_ARABIC, r"([⑴-⒇])"),
    (CIRCLED, r"([①-⑳])"),
    (BULLET, r"([●■◆▲◇□★▪•◦※➢])"),
    (BY_PLACE, rf"({_LETTERS})[、．.)）](?![A-Za-z0-9]*[.．)）])"),
    (BY_PLACE, rf"[（(﹙]({_LETTERS})[)）﹚]"),
    (BY_PLACE, rf"[（(]?([{_STEMS}]?[{_BRANCHES}])[、．.)）]"),
    (BY_PLACE, r"([㊀-㊉])[、.．]?"),
    (BY_PLACE, r"[-－—] ?(\d{1,2}) ?[-－—](?=[\u4e00-\u9fff“《])"),
)
_COMPILED = tuple((rank, re.compile(shape)) for rank, shape in _SHAPES)
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰", "一二三四五六七八九十百")
_SERIES = (("⒈", 20), ("⑴", 20), ("①", 20), ("㈠", 10), ("㊀", 10))
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


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


def series_of(mark: Mark) -> list[tuple[str, int]]:
    """The series a BY_PLACE mark may count in, with its value there: C. is the third letter, or a hundred."""
    shapes = (
        match for rank, shape in _COMPILED if rank == BY_PLACE and (match := shape.match(mark.text + "一"))
    )
    words = next((match[1] for match in shapes), "")
    usual = unicodedata.normalize("NFKC", words)
    around = mark.text.replace(words, "", 1)
    if not usual.isascii() or usual.isdecimal():
        kind = "㊀" if words >= "㊀" and words <= "㊉" else "-" if usual.isdecimal() else str(len(words))
        return [(around + kind, mark.value)]
    case = "a" if usual.islower() else "A"
    found = [(around + case, ord(usual) - ord(case) + 1)] if len(usual) == 1 and usual == words else []
    roman = _roman(usual.lower())
    return [*found, (around + case + "i", roman)] if roman else found


def _value(words: str, rank: int) -> int:
    """`十二` → 12, `２３` → 23, `③` → 3, `c` → 3, `iv` → 4, `丑` and `乙丑` → 2."""
    if rank == BULLET:
        return 0
    for first, length in _SERIES:
        if len(words) == 1 and 0 <= ord(words) - ord(first) < length:
            return ord(words) - ord(first) + 1
    if words in _STEMS:
        return _STEMS.index(words) + 1
    if words[-1] in _BRANCHES:
        turns = range(60 if len(words) == 2 else 12)
        return next((n + 1 for n in turns if words in _STEMS[n % 10] + _BRANCHES[n % 12]), 0)
    usual = unicodedata.normalize("NFKC", words).lower()
    if usual.isalpha() and usual.isascii():
        return ord(usual) - ord("a") + 1 if len(usual) == 1 and usual not in "ivx" else _roman(usual)
    return number(words.translate(_PLAIN)) or 0


def _roman(words: str) -> int:
    """`iv` → 4; 0 for letters that write no number."""
    sizes = [_ROMAN.get(letter, 0) for letter in words]
    if not all(sizes):
        return 0
    return sum(-size if size < after else size for size, after in zip(sizes, [*sizes[1:], 0], strict=True))
