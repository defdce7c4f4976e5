"""Days that say a period or a cycle more narrowly: 上半年（6月20日前）, 每半年一次，6月、12月, 每月25日（12月为20日）."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise

from ledger import lazy_re
from ledger.words.deadline.items import Clause, Phrase
from ledger.words.deadline.levelled import Levelled

_HALF = lazy_re.compile(r"(?:\d{4}年)?(?:[上下]半年|第?[一二三四1-4]季度?)为?")
_CASE = lazy_re.compile(r"[^,;]{2,8}为\d")  # 12月为20日, 2026年为12月5日
_EDGED, _A_DAY = lazy_re.compile("(?<![节旦一国庆秋午明])[日号前内止]$"), lazy_re.compile(r"[\d日号]前?$")
_ONLY_OFTEN = lazy_re.compile(r"(?:至少|不少于|不低于)?[\d一二两三四]*次?(?:以上)?")
_LENGTH = lazy_re.compile(r"(?:利?用)?[\d半一二三四五六七八九十两]+[^后起]{1,3}(?:时间)?")  # 用3个月时间
_PARTED = lazy_re.compile("[、/并且和]")
_BETWEEN_DAYS = ("", "、", "分别", "分别于", "分别在", "分别为", "即", "于")


def in_period(text: Levelled, period: Phrase, phrase: Phrase) -> bool:
    """Whether the days of a phrase lie in the half or the quarter that `period` names."""
    days = [day for m in phrase.milestones for day in (m.start, m.day_due) if day]
    if not days or not period.milestones or not _HALF.fullmatch(text.text, period.start, period.end):
        return False
    last = period.milestones[0].due
    months = 6 if "半年" in text.text[period.start : period.end] else 3
    return last is not None and all(
        day.year == last.year and last.month - months < day.month <= last.month for day in days
    )


def narrow(text: Levelled, clauses: list[Clause]) -> None:
    """As many days in a bracket as times before it: the narrower ones count (上半年（6月20日前）, 半年、年终各报一次（7月5日前、
    次年1月5日前）, 4月—6月（上半年）); so do the days that a cycle is told by (每半年一次，6月、12月). 每月25日（12月为20日）: one
    that recurs on a day goes on beside its exception."""
    for clause in clauses:
        for n, (one, other) in enumerate(pairwise(clause.phrases)):
            kinds = {m.kind for p in (one, other) for m in p.milestones[:1] if m.recurring}
            placed = [m.recurrence.placed for p in (one, other) for m in p.milestones[:1] if m.recurring]
            if (
                len(kinds) == 1
                and placed == [False, True]
                and not _PARTED.search(text.text, one.end, other.start)
            ):
                del clause.phrases[n]  # 每月工资15日前发放
                free, start = clause.gaps[n]
                clause.gaps[n : n + 2] = [(free if free < start else one.end, other.start)]
                break
    for dated, beside in pairwise(clauses):
        days, before = beside.phrases, dated.phrases
        case = days and _CASE.match(text.text, days[0].start, days[0].end)
        if (
            (dated.hard_end and not case)
            or not (before and days)
            or not all(p.milestones for p in (*before, *days))
        ):
            continue
        gaps = [text.text[slice(*gap)] for gap in beside.gaps]
        cycle = before[-1].milestones[0]
        if (
            cycle.recurring
            and not cycle.recurrence.placed
            and _ONLY_OFTEN.fullmatch(text.text, *dated.gaps[-1])
        ):
            gaps.pop()
        if any(gap not in _BETWEEN_DAYS for gap in gaps) or (
            len(days) != len(before) and not cycle.recurring
        ):
            continue
        if cycle.recurring and not cycle.recurrence.placed:
            if (
                len(before) == 1
                and len(days) == round(365 / cycle.recurrence.cycle.days)
                and all(p.milestones[0].due for p in days)
            ):
                dated.phrases = [before[0].set_aside()]
        elif cycle.recurring:
            if (beside.inner or case) and all(p.milestones[0].due for p in days):
                note = text.doubt("exception", days[0].start, days[-1].end)
                days[0] = replace(days[0], doubts=(*days[0].doubts, note))
        elif (
            beside.inner
            and cycle.kind == "relative"
            and _LENGTH.fullmatch(text.text, dated.start, dated.gaps[-1][1])
        ):
            if days[0].milestones[0].kind == "window":  # 3个月（4—6月）
                dated.phrases = [before[0].set_aside()]
        elif beside.inner and all(map(partial(in_period, text), days, before)):
            beside.phrases, beside.gaps = [], [(days[-1].end, days[-1].end)]
        elif beside.inner and not any(_EDGED.search(text.text, p.start, p.end) for p in before):
            in_it = all(map(partial(in_period, text), before, days))
            if in_it or all(_A_DAY.search(text.text, p.start, p.end) for p in days):
                dated.phrases = [p.set_aside() for p in before]
