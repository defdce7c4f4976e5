"""The lines of a cell: which breaks and blanks its author made, and which numbers only number.

One rule for a plan file, a drafted cell and `explain`: a break divides where each side holds a time of its own;
where one side is a time and the other words, they stand beside each other; else the break is a wrap. What a time is
the table of words says.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ledger import lazy_re
from ledger.words.deadline.scanner import plain, scan
from ledger.words.lexicon import words
from ledger.words.numerals import number

_TIMES = frozenset(
    words(
        "half quarter month day full yearmonth monthday lunar every rate duration period now allyear lasting"
    )
)
_WITH_A_TIME = _TIMES | frozenset(
    words(
        "year stop comma and nth nthday part xun clock weekday dayless ended before within until to after since from"
    )
)
_GOES_ON = lazy_re.compile(r"[底末前后内起止—–\-~～、，,。；;）)]")
_JOINS = lazy_re.compile(r"以及|或者|[至到和及与或]")  # 4月⏎至6月; no 和谐社区, 到户走访
_GOES_ON_AFTER = lazy_re.compile(r"[\d〇零一二三四五六七八九十两每本当次上中下半]$")  # 4⏎月底前, 2026⏎年底前
_UNFINISHED = lazy_re.compile(
    r"(?:[至到—–\-~～、，,和及与或（(于]|[首第]|个月|(?<!全)(?<!半)年|[首末]月|每.{0,2}度?)$"
)
_N = r"(?P<n>\d{1,2})"
_C = r"[一二三四五六七八九十]{1,3}"
_DAY = r"\d{1,2}(?:[日前止起、,，;；/\s]|号(?![线楼院文])|至|[-—–~～](?!\d{1,2}月)|$)"  # 1.15前 is a day; 1.15个乡镇, 1.8.15前 are numbered
# 3月底前②培训, 3月底前2.土建, 报批2.6月底前: within a line a number goes on counting; no 6月2、3日
_WITHIN = (
    rf"(?:(?<=[底末前内日旬月年])|(?<=[底末前内日旬月年]、))(?=[①-⑳（(]|第{_C}[，,]|(?:{_C}|\d{{1,2}})[、.．)）][\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff])(?=\d{1,2}[.．、]\d{1,2}月)|(?<=[\u4e00-\u9fff])(?=[①-⑳]|[（(]\d[)）])"
)
_N_AFTER_BLANK = r"\d{1,2}[、.．](?!\d)"
_NUMBERING = lazy_re.compile(
    rf"(?:^|(?<=[\n；;。，,])|(?<=[ \u3000])(?={_N_AFTER_BLANK})|(?P<within>{_WITHIN}))\s*(?:[（(]?{_N}(?:[、)）]|[.．](?!{_DAY}))"
    rf"|[（(](?P<b>{_C})[)）]|(?P<c>{_C})(?:、|[是要则]，?)|第(?P<d>{_C})[，,]|(?P<o>[①-⑳]))\s*",
    re.MULTILINE,
)


_LIKE_A_NUMBER = lazy_re.compile(
    rf"[\d)）][、)）.．]|[（(]{_C}[)）]|[一二三四五六七八九十][、是要则]|第{_C}[，,]|[①-⑳]"
)  # what most texts have none of


def line_breaks(text: str) -> dict[int, str]:
    """The places of the breaks that divide: `;` between two times, `,` between a time and words. A blank
    before a time of day, or before a word that a date would swallow, divides and is kept."""
    if _ANY_BLANK.search(text) is None:
        return {}
    found = {
        blank.start(): " "
        for blank in _BLANK.finditer(text)
        if blank["next"] or blank["figure"] or _is_word(blank["word"])
    }
    for row in re.finditer(r"[^\n]+", text):
        if _GAP.search(row[0].strip()):
            found |= {row.start() + place: mark for place, mark in _entries(row[0]).items()}
    if "\n" not in text:
        return found
    start = 0
    lines: list[tuple[int, str]] = []
    for line in text.split("\n"):
        lines.append((start, line.strip()))
        start += len(line) + 1
    lines = [line for line in lines if line[1]]
    holds = [_time_in(line) for _, line in lines]
    for (one, other), (before, after) in zip(pairwise(lines), pairwise(holds), strict=True):
        if mark := _divides(one[1], other[1], before, after):
            found[text.rindex("\n", 0, other[0] + 1)] = mark
    return found


_BLANK = lazy_re.compile(  # 6月30日 17:00; 6月30日 前期工作, no 6月30日 前
    r"(?<=\d)[ \t]+(?=(?P<next>\d{1,2}[:：]\d{2}))|(?<=[-./月]\d\d)[ \t]+(?=(?P<figure>\d))"
    r"|[ \t\u3000]+(?=(?P<word>[底末前后内起止初中月日期]\S{1,7}))"
)


_ANY_BLANK = lazy_re.compile(r"\s")
_GAP = lazy_re.compile(r"[ \t\u3000]+")
_OPEN_END = lazy_re.compile(r"[^前内底末止起日号旬)）]$")
_BARE_DAY = lazy_re.compile(r"(?:\d{1,2}|[一二三]?十?[一二三四五六七八九十])[日号]")
_BROKEN_DAY = lazy_re.compile(r"月\d\n\d[日号]$")  # 11月3⏎0日前
_TURNS = {frozenset(("only",)), frozenset(("",))}
_MARK = lazy_re.compile(r"[，,、；;。]")


def _entries(row: str) -> dict[int, str]:
    """The blanks of a line that divide its entries: 申报：4月底前 公示：5月底前 where both sides hold a time, and
    论证 4月底前 报批 6月底前 where words and times take turns."""
    pieces = [(found.start(), found[0]) for found in re.finditer(r"[^ \t\u3000]+", row)]
    holds = [_time_in(piece) if len(piece) > 1 else "" for _, piece in pieces]
    if sum(map(bool, holds)) < 2:
        return {}
    turns = [frozenset(holds[first::2]) for first in (0, 1)]
    if len(holds) > 3 and set(turns) == _TURNS and not _MARK.search(row):
        return {start - 1: "," for start, _ in pieces[1:]}
    found = {}
    for (one, other), (before, after) in zip(pairwise(pieces), pairwise(holds), strict=True):
        if not before or not after or _MARK.search(one[1] + other[1]):
            continue
        whole = before == "some" or (before == "only" and not _OPEN_END.search(one[1]))
        bare = before == "only" and _BARE_DAY.match(other[1])
        if whole and after in ("some", "only") and not bare and _divides(one[1], other[1], before, after):
            found[other[0] - 1] = ";"
    return found


def _is_word(text: str) -> bool:
    """Whether a word begins here that is no part of a date: 前期工作, 后续移交."""
    first = next(scan(plain(text)), None)
    return first is not None and first.start == 0 and first.kind in ("plain", "lasting_mild")


def _time_in(line: str) -> str:
    """Whether a time stands in the line (`some`), and nothing else (`only`); "": none. A year that begins it and
    has no month (`year`) may as well be the year of a thing: 2022年度的市⏎场监管信息10月底前."""
    text = plain(re.sub(r"\s", "", line))
    found = list(scan(text))
    # 中期—7月: a part of nothing is a word
    covered = sum(w.end - w.start for w in found if w.kind in _WITH_A_TIME and (w.start or w.kind != "part"))
    ends = {word.end for word in found if word.kind == "year"}
    if ends and covered == len(text):
        return "only"
    if any(word.kind in _TIMES or (word.kind in ("part", "within") and word.start in ends) for word in found):
        return "only" if covered == len(text) else "some"
    return "year" if found and found[0].kind == "year" and found[0].start == 0 else ""


def _one_sentence(one: str, other: str) -> bool:
    """4月底前完成摸底⏎调查，10月底前完成整治: the first line ends in words, and the second goes on with words and a comma."""
    head = re.match(r"[^，,；;。：:（(\n]{1,8}(?=[，,])", other)
    if head is None or _time_in(head[0]) or re.search(r"[，,、；;。：:）)]$", one):
        return False
    words = list(scan(plain(one)))
    return not words or words[-1].end < len(one) or words[-1].kind == "plain"


def _goes_on(one: str, other: str) -> bool:
    """Whether the second line begins within a word or a date of the first: 4月底⏎前, 4⏎月; not 前期工作, 年底."""
    if (one[-1] == "月" and _BARE_DAY.match(other)) or _BROKEN_DAY.search(f"{one[-3:]}\n{other[:2]}"):
        return True
    if other[0] in "月日年旬季":
        return _GOES_ON_AFTER.search(one) is not None and (other[:2] == "日前" or not _is_word(other[:8]))
    if joint := _JOINS.match(other):
        first = next(scan(plain(other[joint.end() : joint.end() + 8])), None)
        return first is not None and first.start == 0 and first.kind in _TIMES | {"year", "part"}
    if not _GOES_ON.match(other):
        return False
    return not _is_word(other[:8])


_YEAR = lazy_re.compile(r"\d{4}年")
_HEADED = lazy_re.compile(r"[\u4e00-\u9fff]{2,10}[：:]")


def _divides(one: str, other: str, before: str, after: str) -> str:
    """What a break between two lines stands for; "" where it is a wrap."""
    if _goes_on(one, other) or _UNFINISHED.search(one):
        return ""
    if "year" in (before, after):
        return ";" if all(_YEAR.match(line) for line in (one, other)) else ""
    if (before or after) and _HEADED.match(other):
        return ";"
    if before and after:
        return "" if _one_sentence(one, other) else ";"
    return "," if "only" in (before, after) else ""


def numbering(text: str) -> dict[int, str]:
    """The places of numbers that only number (1、… 2、…; ①… ②…; 一是… 二是…): at least two, one after the other,
    each at the start of a part, but for those that number on in brackets or circles; and what each stands for: the
    end of the part before, or (6月底前①摸底②建账) what that is about."""
    if _LIKE_A_NUMBER.search(text) is None:
        return {}
    marks = list(_NUMBERING.finditer(text))
    numbers = [_number(mark) for mark in marks]
    places: dict[int, str] = {}
    for n, mark in enumerate(marks):
        follows = n > 0 and numbers[n - 1] + 1 == numbers[n]
        leads = n + 1 < len(marks) and numbers[n] + 1 == numbers[n + 1]
        leads = leads and (mark["within"] is None or (numbers[n] == 1 and mark[0].strip()[-1] in "）)①"))
        if leads or (follows and (mark["within"] is None or marks[n - 1].start() in places)):
            run = [place for place in range(mark.start(), mark.end()) if text[place] != "\n"]
            places |= dict.fromkeys(run, "")
            if run[0]:
                places[run[0]] = ":" if mark["within"] is not None and not follows else ";"
    return places


def _number(mark: re.Match[str]) -> int:
    if mark["o"]:
        return ord(mark["o"]) - ord("①") + 1
    return number(mark["n"] or mark["b"] or mark["c"] or mark["d"]) or 0
