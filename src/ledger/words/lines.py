"""The lines of a cell: which breaks its author made, and which numbers only number.

One rule for a plan file, a drafted cell and `explain`: a break divides where each side holds a time of its own;
where one side is a time and the other words, they stand beside each other; else the break is a wrap.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ledger.words.numerals import number

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TIME = re.compile(
    rf"{_N}月|\d{{4}}年|[上下]半年|[一二三四1-4]季度|季度|年[底内终末]|全年|长期|\d{{4}}[-./]\d{{1,2}}|每[年半季月旬周双两]"
    r"|\d{1,2}[./]\d{1,2}|\d{1,2}日|双月|\d+个?工作日"
)
_ONLY_TIME = re.compile(
    r"[自从于在到至截\d〇零一二三四五六七八九十年月日季度周旬上中下半底末初前后内起止之以每首第个—–\-~～至./:：\s()（）]+"
    r"|全年|长期"
)
_GOES_ON = re.compile(r"[底末前后内起止月日年旬季至到—–\-~～、，,。；;和及与或）)]")
_UNFINISHED = re.compile(
    r"(?:[至到—–\-~～、，,和及与或（(于]|[首末第]|个月|(?<!全)(?<!半)年|[首末]月|每.{0,2}度?)$"
)
_NUMBERING = re.compile(
    r"(?:^|(?<=[\n；;。，,]))\s*(?:[（(]?(?P<n>\d{1,2})(?:[、)）]|[.．](?!\d{1,2}(?![\d月年]))(?!\d{1,2}$))"
    r"|(?P<c>[一二三四五六七八九十]{1,3})、|(?P<o>[①-⑳]))\s*",
    re.MULTILINE,
)


def line_breaks(text: str) -> dict[int, str]:
    """The places of the breaks that divide: `;` between two times, `,` between a time and words. A blank that
    stands before a time of day divides the two numbers and is kept."""
    found = {blank.start(): " " for blank in _BEFORE_CLOCK.finditer(text)}
    if "\n" not in text:
        return found
    start = 0
    lines: list[tuple[int, str]] = []
    for line in text.split("\n"):
        lines.append((start, line.strip()))
        start += len(line) + 1
    lines = [line for line in lines if line[1]]
    for (_, before), (place, after) in pairwise(lines):
        if mark := _divides(before, after):
            found[text.rindex("\n", 0, place + 1)] = mark
    return found


_BEFORE_CLOCK = re.compile(r"(?<=\d)[ \t]+(?=\d{1,2}[:：]\d{2})")


def _divides(before: str, after: str) -> str:
    """What a break between two lines stands for; "" where it is a wrap."""
    if _GOES_ON.match(after) or _UNFINISHED.search(before):
        return ""
    if _TIME.search(before) and _TIME.search(after):
        return ";"
    if bool(_TIME.search(before)) != bool(_TIME.search(after)) and (
        _ONLY_TIME.fullmatch(before) or _ONLY_TIME.fullmatch(after)
    ):
        return ","
    return ""


def numbering(text: str) -> frozenset[int]:
    """The places of numbers that only number (1、… 2、…; ①… ②…): at least two, one after the other, each at
    the start of a part."""
    marks = list(_NUMBERING.finditer(text))
    numbers = [_number(mark) for mark in marks]
    places: set[int] = set()
    for n, mark in enumerate(marks):
        follows = n > 0 and numbers[n - 1] + 1 == numbers[n]
        leads = n + 1 < len(marks) and numbers[n] + 1 == numbers[n + 1]
        if follows or leads:
            places.update(range(mark.start(), mark.end()))
    return frozenset(place for place in places if text[place] != "\n")


def _number(mark: re.Match[str]) -> int:
    if mark["o"]:
        return ord(mark["o"]) - ord("①") + 1
    return number(mark["n"] or mark["c"]) or 0
