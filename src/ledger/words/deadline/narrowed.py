"""Days that say a period or a cycle more narrowly: 上半年（6月20日前）, 每半年一次，6月、12月, 每月25日（12月为20日）."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise

from ledger import lazy_re
from ledger.words.deadline.items import Clause, Phrase
from ledger.words.deadline.levelled import Levelled
from ledger.words.lexicon import SO_OFTEN

_HALF = lazy_re.compile(r"(?:\d{4}年)?(?:[上下]半年|第?[一二三四1-4]季度?)为?")
_CASE = lazy_re.compile(r"[^,;]{2,8}为\d")  # 12月为20日, 2026年为12月5日
_EDGED, _A_DAY = lazy_re.compile("(?<![节旦一国庆秋午明])[日号前内止]$"), lazy_re.compile(r"[\d日号]前?$")
_ONLY_OFTEN = lazy_re.compile(rf"(?:{SO_OFTEN}|次)?")
_LENGTH = lazy_re.compile(r"(?:利?用)?[\d半一二三四五六七八九十两]+[^后起]{1,3}(?:时间)?")  # 用3个月时间
_PARTED = lazy_re.compile("[、/并且和]")
_BETWEEN_DAYS = ("", "、", "分别", "分别于", "分别在", "分别为", "即", "于")
_WHOLE_YEAR = lazy_re.compile("(?<!半)年度?[底末终]?$")
_NEAR = 31  # days: within a month, and a report on half a year is due in the one after it


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
    """Lets the narrower times count: within a clause, and where one clause says times and the next one their days."""
    for clause in clauses:
        _days_of_the_cycle(text, clause)
    for dated, beside in pairwise(clauses):
        if all(c.phrases and all(p.milestones for p in c.phrases) for c in (dated, beside)):
            _days_beside(text, dated, beside)


def _days_of_the_cycle(text: Levelled, clause: Clause) -> None:
    """每月工资15日前发放: the cycle and its day."""
    for n, (one, other) in enumerate(pairwise(clause.phrases)):
        cycles = [m for p in (one, other) for m in p.milestones[:1] if m.recurring]
        if (
            len({m.kind for m in cycles}) == 1
            and [m.recurrence.placed for m in cycles] == [False, True]
            and not _PARTED.search(text.text, one.end, other.start)
        ):
            del clause.phrases[n]
            free, start = clause.gaps[n]
            clause.gaps[n : n + 2] = [(free if free < start else one.end, other.start)]
            return


def _days_beside(text: Levelled, dated: Clause, beside: Clause) -> None:
    """The days that a cycle is told by (每半年一次，6月、12月) count for it. 每月25日（12月为20日）: one that recurs on a day
    goes on beside its exception."""
    before, days = dated.phrases, beside.phrases
    case = _CASE.match(text.text, days[0].start, days[0].end) is not None
    if dated.hard_end and not case:
        return
    last = before[-1].milestones[0]
    bare = last.recurring and not last.recurrence.placed
    gaps = [text.text[slice(*gap)] for gap in beside.gaps]
    if bare and _ONLY_OFTEN.fullmatch(text.text, *dated.gaps[-1]):
        gaps.pop()
    if any(gap not in _BETWEEN_DAYS for gap in gaps):
        return
    each_a_day = all(p.milestones[0].due for p in days)
    if bare:
        if each_a_day and len(before) == 1 and len(days) == round(365 / last.recurrence.cycle.days):
            dated.phrases = [before[0].set_aside()]
    elif last.recurring:
        if each_a_day and (beside.inner or case):
            note = text.doubt("exception", days[0].start, days[-1].end)
            days[0] = replace(days[0], doubts=(*days[0].doubts, note))
    elif beside.inner and len(days) == len(before):
        _days_in_bracket(text, dated, beside)


def _days_in_bracket(text: Levelled, dated: Clause, beside: Clause) -> None:
    """As many days in a bracket as times before it: the narrower ones count (上半年（6月20日前）, 半年、年终各报一次（7月5日前、
    次年1月5日前）, 4月—6月（上半年）). Where a day lies far from its time (6月底（9月20日前）), both do, and it is said."""
    before, days = dated.phrases, beside.phrases
    length = _LENGTH.fullmatch(text.text, dated.start, dated.gaps[-1][1])
    if length and before[-1].milestones[0].kind == "relative":
        if days[0].milestones[0].kind == "window":  # 3个月（4—6月）
            dated.phrases = [before[0].set_aside()]
    elif all(map(partial(in_period, text), days, before)):
        beside.phrases, beside.gaps = [], [(days[-1].end, days[-1].end)]
    elif any(_EDGED.search(text.text, p.start, p.end) for p in before):
        return
    elif all(map(partial(in_period, text), before, days)):
        dated.phrases = [p.set_aside() for p in before]
    elif all(_A_DAY.search(text.text, p.start, p.end) for p in days):
        far = [n for n, pair in enumerate(zip(before, days, strict=True)) if _far(text, *pair)]
        if not far:
            dated.phrases = [p.set_aside() for p in before]
        for n in far:
            note = text.doubt(
                "not-in-it", days[n].start, days[n].end, time=text.printed(before[n].start, before[n].end)
            )
            days[n] = replace(days[n], doubts=(*days[n].doubts, note))


def _far(text: Levelled, time: Phrase, phrase: Phrase) -> bool:
    """Whether a day is neither in the time nor near its end."""
    due, day = time.milestones[0].day_due, phrase.milestones[0].day_due
    if due is None or day is None or in_period(text, time, phrase):
        return False
    words, late = text.text[time.start : time.end], (day - due).days
    if words.endswith("前"):  # 国庆节前（9月25日前）
        return late > 0
    return late > _NEAR or late < (-365 if _WHOLE_YEAR.search(words) else -_NEAR)
