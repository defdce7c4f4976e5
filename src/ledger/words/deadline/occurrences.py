"""The days of a recurring milestone, computed when asked and never stored; and any milestone in a few words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ledger.words.deadline.calendar_points import LAST, month_length
from ledger.words.meanings import Kind, Milestone

_MONTHS_BETWEEN: dict[Kind, int] = {"yearly": 12, "half_yearly": 6, "quarterly": 3, "monthly": 1}
_PERIOD_WORDS: dict[Kind, str] = {
    "yearly": "每年", "half_yearly": "每半年", "quarterly": "每季度", "monthly": "每月", "weekly": "每周",
}  # fmt: skip
_WEEKDAYS = "一二三四五六日"


def occurrences(milestone: Milestone, first: date, last: date) -> tuple[date, ...]:
    """The days of a recurring `milestone` from `first` to `last`, both included, soonest first.

    Day 31 is the last day of the month. Days up to and including `milestone.after` do not count. Empty
    for a milestone that does not recur, or recurs without a day (每季度一次).
    """
    if milestone.after is not None:
        first = max(first, milestone.after + timedelta(days=1))
    return tuple(day for day in _days(milestone, first, last) if first <= day <= last)


def occurrences_of_plan(milestone: Milestone, year: int, issued: date | None) -> tuple[date, ...]:
    """From the day of issue (without one: 01-01 of 年度) to the first one after 12-31 of 年度."""
    year_end = date(year, 12, 31)
    # Two years hold at least one occurrence of every kind, also after a late `after`.
    horizon = date(max(year, milestone.after.year if milestone.after else year) + 2, 12, 31)
    days = occurrences(milestone, issued or date(year, 1, 1), horizon)
    within = sum(day <= year_end for day in days)
    return days[: within + 1]


def _days(milestone: Milestone, first: date, last: date) -> Iterator[date]:
    if milestone.kind == "weekly" and milestone.weekday is not None:
        start = first + timedelta(days=(milestone.weekday - 1 - first.weekday()) % 7)
        yield from (date.fromordinal(n) for n in range(start.toordinal(), last.toordinal() + 1, 7))
    step = _MONTHS_BETWEEN.get(milestone.kind)
    if step is None or milestone.day is None:
        return
    month = 1 if milestone.kind == "monthly" else milestone.month
    if month is None:
        return
    for year in range(first.year, last.year + 1):
        for each in range(month, 13, step):
            yield date(year, each, min(milestone.day, month_length(year, each)))


def describe(milestone: Milestone) -> str:
    """One short Chinese phrase for what a milestone means: 截止 2022-10-31, 每季度第1个月5日前."""
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
    return _PERIOD_WORDS[milestone.kind] + _place_in_period(milestone)


def _place_in_period(milestone: Milestone) -> str:
    if milestone.weekday is not None:
        return f"{_WEEKDAYS[milestone.weekday - 1]}前"
    if milestone.day is None:
        return "，未写明日期"
    day = "底" if milestone.day == LAST else f"{milestone.day}日"
    if milestone.kind == "monthly":
        return f"{day}前"
    return f"{milestone.month}月{day}前" if milestone.kind == "yearly" else f"第{milestone.month}个月{day}前"
