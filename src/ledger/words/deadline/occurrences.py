"""The days of a recurring milestone, computed when asked and never stored; and any milestone in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ledger import lazy_re
from ledger.record.days import last_year
from ledger.words.meanings import Milestone

_OF_THE_YEAR_BEFORE = lazy_re.compile("上一?年|年报|年度(?:工作)?(?:报告|总结|情况)|述职")


def occurrences(
    milestone: Milestone, first: date, last: date, overrides: Mapping[date, bool] | None = None
) -> tuple[date, ...]:
    """The days of a recurring `milestone` from `first` to `last`, both included, soonest first.

    Days up to and including `milestone.after` do not count. Empty for a milestone that does not recur.
    """
    if not milestone.recurring:
        return ()
    if milestone.starts is not None:
        first = max(first, milestone.starts)
    return tuple(milestone.recurrence.days(first, last, overrides))


def occurrences_of_plan(
    milestone: Milestone,
    year: int,
    issued: date | None,
    *,
    starts: date | None = None,
    overrides: Mapping[date, bool] | None = None,
    about: str = "",
) -> tuple[date, ...]:
    """From the day of issue (without one: 01-01 of 年度), or from `starts` where that is later, to the plan's last year.

    One that looks back (每季度首月5日前) is owed for the periods of the plan: not for the one before its first, and
    once after its last. What comes once a year may as well be a day of this year (每年3月底前植树): it is taken to
    look back where its matter, or else `about`, the task's name, says so (年报).
    """
    last = last_year(year)
    year_end = date(last, 12, 31)
    # Two years hold at least one occurrence of every kind, also after a late `after`.
    horizon = date(max(last, milestone.after.year if milestone.after else last) + 2, 12, 31)
    first = max(issued or date(year, 1, 1), starts or date.min)
    back = milestone.recurring and milestone.recurrence.looks_back
    if back and (milestone.kind != "yearly" or _OF_THE_YEAR_BEFORE.search(milestone.what or about)):
        first = max(first, milestone.recurrence.second_cycle(int(year)))
    days = occurrences(milestone, first, horizon, overrides)
    within = sum(day <= year_end for day in days)
    return days[: within + (not within or back)]


def describe(milestone: Milestone) -> str:
    """One short Chinese phrase for what a milestone means: 截止 2022-10-31, 每季度第1个月5日前, 每月25日前（2022-07-01 起）."""
    match milestone.kind:
        case "by":
            return f"截止 {milestone.due}"
        case "window":
            return f"{milestone.start or '印发之日'} 至 {milestone.end}"
        case "ongoing" if milestone.end is not None:
            return f"全年，至 {milestone.end}"
        case "ongoing":
            return "长期"
        case "from":
            return f"自 {milestone.start or '印发之日'} 起"
        case "relative":
            return f"从有关事项起算：{milestone.words}"
        case "unknown":
            return "未能理解"
    words = milestone.recurrence.words()
    return f"{words}（{milestone.starts} 起）" if milestone.starts else words
