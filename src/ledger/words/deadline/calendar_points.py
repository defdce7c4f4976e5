"""A place in the calendar as people write it (10月, 三季度末, 8月中旬, 9月5日), and the days it covers.

A `Point` is a stretch from one month and day to another in a year that may still be open. Nothing here
reads text: `phrases.py` builds the points, this file turns them into days.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from ledger.words.deadline.lunar import Lunar
from ledger.words.deadline.workdays import is_workday

Level = Literal["year", "half", "quarter", "month", "xun", "part", "day"]
Part = Literal["start", "middle", "end"]

_YEARS = range(1000, 9990)  # within what dates can be counted on from; a check asks whether a year is likely
WEEKDAYS = "一二三四五六日"
LAST = 31  # day 31 stands for the last day of any month
WORKDAY, WEEK = 0, 8  # beside 1–7, the weekdays, what an `Nth` may count


def weekday_of(sign: str) -> int:
    """1 (Monday) to 7, of the last character of 周五, 星期天. ValueError: none."""
    return WEEKDAYS.index(sign[-1].replace("天", "日")) + 1


class Nth(NamedTuple):
    """The n-th (-1: the last) weekday, working day (`WORKDAY`) or week (`WEEK`; `WEEK` + 5: its Friday) of a month."""

    n: int
    of: int

    def on(self, year: int, month: int) -> date | None:
        """None: the month has no such day, or there is no such month."""
        return nth_day(year, month, self.n, self.of) if 1 <= month <= 12 and year in _YEARS else None


@dataclass(frozen=True, slots=True)
class Point:
    """From `month`-`day` to `last_month`-`last_day`. Months are None where only a day is written (5日)."""

    level: Level
    year: int | None
    month: int | None
    day: int
    last_month: int | None
    last_day: int
    rule: Nth | Lunar | None = None  # 第二个星期五, 农历八月十五: only the year tells which day

    def first(self, year: int) -> date:
        """Its first day. ValueError: there is no such day."""
        return self._on(self.year or year, self.month, self.day)

    def last(self, year: int) -> date:
        """Its last day. ValueError: there is no such day."""
        return self._on(self.year or year, self.last_month, self.last_day)

    def _on(self, year: int, month: int | None, day: int) -> date:
        if month is None or year not in _YEARS:
            raise ValueError("no such day")
        if self.rule is not None:
            if (found := self.rule.on(year, month)) is None:
                raise ValueError("no such day")
            return found
        if self.level != "day" and day > 27:
            day = min(day, month_length(year, month))
        return date(year, month, day)


def month_length(year: int, month: int) -> int:
    """Days in the month. ValueError: there is no such month."""
    if not 1 <= year <= 9999:
        raise ValueError("no such year")
    return calendar.monthrange(year, month)[1]


@lru_cache(maxsize=4096)
def nth_day(
    year: int, month: int, n: int, of: int, overrides: tuple[tuple[date, bool], ...] = ()
) -> date | None:
    """The n-th weekday (1–7) or working day of a month; of a week its Sunday, or the month's last day before it
    (a week belongs to the month of its Thursday, GB/T 7408.1); `overrides` are the office's working days. None: the
    month has no such day."""
    days = [date(year, month, day) for day in range(1, month_length(year, month) + 1)]
    if of == WORKDAY:
        days = [day for day in days if is_workday(day, dict(overrides))]
    else:
        days = [day for day in days if day.isoweekday() == (4 if of >= WEEK else of)]
    if not (-len(days) <= n <= len(days)) or n == 0:
        return None
    if of == WEEK and n == -1:
        return date(year, month, month_length(year, month))
    day = days[n - 1] if n > 0 else days[n]
    if of > WEEK:
        return day + timedelta(days=of - WEEK - 4)
    return day if of != WEEK else date(year, month, min(day.day + 3, month_length(year, month)))


def months(level: Level, year: int | None, first: int, last: int) -> Point:
    """Whole months: a 年, 半年, 季度 or 月."""
    return Point(level, year, first, 1, last, LAST)


def part_of(point: Point, part: Part) -> Point:
    """初, 中 or 底 of a stretch. 底 is its last day. 初 and 中 have no settled day in official use;
    taken are, of a month, 10日 and 15日; of a longer stretch, the last day of its first month (年初, 季初)
    and of its middle (年中 → 06-30, 季中 → the second month)."""
    if part == "end":
        return Point("part", point.year, point.last_month, LAST, point.last_month, LAST)
    if point.month is None or point.last_month is None or point.month == point.last_month:
        day = 10 if part == "start" else 15
        return Point("part", point.year, point.month, 1, point.month, day)
    middle = (point.month + point.last_month) // 2
    until = point.month if part == "start" else middle
    return Point("part", point.year, point.month, 1, until, LAST)


XUN_DAYS = {1: (1, 10), 2: (11, 20), 3: (21, LAST), 4: (1, 15), 5: (16, LAST)}


def xun_of(point: Point, first: int, last: int) -> Point:
    """上旬 (1), 中旬 (2), 下旬 (3) of a month, or a stretch of them (中下旬); 上半月 (4), 下半月 (5)."""
    return Point("xun", point.year, point.month, XUN_DAYS[first][0], point.last_month, XUN_DAYS[last][1])


def day_of(point: Point | None, day: int) -> Point:
    """One day of a month, or of a month still to be found."""
    year = point.year if point else None
    month = point.month if point else None
    return Point("day", year, month, day, month, day)
