"""What recurs (每季度首月5日前): a cycle and a place in it; its days, its half, its calendar rule and its words.

To teach a new cycle, add its row here and its word to the table of words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from ledger.words.deadline.calendar_points import LAST, WEEKDAYS, WORKDAY, month_length, nth_day

Unit = Literal["month", "part", "week"]
_RULE_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Cycle(NamedTuple):
    """A row of `CYCLES`: every so many months or weeks, or (`part`) so many ends in each month; `days` is its length."""

    unit: Unit
    every: int
    words: str
    days: int


CYCLES: dict[str, Cycle] = {
    "yearly": Cycle("month", 12, "每年", 365),
    "half_yearly": Cycle("month", 6, "每半年", 182),
    "quarterly": Cycle("month", 3, "每季度", 91),
    "bimonthly": Cycle("month", 2, "每两个月", 61),
    "monthly": Cycle("month", 1, "每月", 30),
    "half_monthly": Cycle("part", 2, "每半月", 15),
    "ten_days": Cycle("part", 3, "每旬", 10),
    "biweekly": Cycle("week", 2, "每两周", 14),
    "weekly": Cycle("week", 1, "每周", 7),
}
_ENDS = {2: (15, LAST), 3: (10, 20, LAST)}  # of the parts of a month


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A cycle by its name (`kind` in JSON) and the place in it.

    `month` counts within the cycle (quarterly: 1–3), `day` 31 is the last of the month, `weekday` 1 is Monday;
    `nth` is which of the month's weekdays, or (`weekday` 0) of its working days, -1 the last. Without any of
    them the document names no day, and it is due at the end of each cycle.
    """

    name: str
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None

    @property
    def cycle(self) -> Cycle:
        return CYCLES[self.name]

    @property
    def half(self) -> int:
        """Days of half a cycle: how long before its day it may turn amber."""
        return self.cycle.days // 2

    @property
    def alarms(self) -> tuple[int, ...]:
        """Days before the day on which a calendar speaks up."""
        return (1,) if self.cycle.days < 30 else (3,) if self.cycle.days < 60 else (7, 1)

    @property
    def placed(self) -> bool:
        """Whether the document says a day of its own."""
        return self.day is not None or self.weekday is not None or self.nth is not None

    @property
    def looks_back(self) -> bool:
        """Whether its day stands so early in the cycle that it is about the one before: the first half."""
        if self.cycle.unit != "month" or not self.placed:
            return False
        if self.cycle.every == 1:
            half = 2 if self.weekday else 10  # of the month's Fridays; of its working days
            return (self.day or LAST) <= 15 or 1 <= (self.nth or 0) <= half
        return (self.month or self.cycle.every) <= self.cycle.every // 2

    def second_cycle(self, year: int) -> date:
        """The day on which the second of the cycles counted from the beginning of `year` begins. Only for months."""
        months = self.cycle.every
        return date(year + months // 12, months % 12 + 1, 1)

    def days(self, first: date, last: date, overrides: Mapping[date, bool] | None = None) -> Iterator[date]:
        """Its days from `first` to `last`, both included, soonest first. Two-week cycles are counted from `first`;
        `overrides` are the office's working days."""
        told = tuple(sorted((overrides or {}).items()))
        return (day for day in self._all(first, last, told) if first <= day <= last)

    def _all(self, first: date, last: date, told: tuple[tuple[date, bool], ...]) -> Iterator[date]:
        unit, every = self.cycle.unit, self.cycle.every
        if unit == "week":
            start = first + timedelta(days=((self.weekday or 7) - 1 - first.weekday()) % 7 + 7 * (every - 1))
            yield from (
                date.fromordinal(n) for n in range(start.toordinal(), last.toordinal() + 1, 7 * every)
            )
            return
        for year in range(first.year, last.year + 1):
            for month in range(
                (self.month or every) if unit == "month" else 1, 13, every if unit == "month" else 1
            ):
                for end in _ENDS[every] if unit == "part" else (self.day or LAST,):
                    if self.nth is None:
                        yield date(year, month, min(end, month_length(year, month)))
                    elif day := nth_day(year, month, self.nth, self.weekday or WORKDAY, told):
                        yield day

    def rule(self) -> dict[str, Any] | None:
        """The calendar rule (RRULE, without its end) for its days; None where none can say them (工作日).

        Day 31 is the last of the month; day 29 and 30 are the last where a month is shorter.
        """
        unit, every = self.cycle.unit, self.cycle.every
        if unit == "week":
            interval = {"interval": every} if every > 1 else {}
            return {"freq": "weekly", **interval, "byday": _RULE_WEEKDAYS[(self.weekday or 7) - 1]}
        if unit == "part":
            return {"freq": "monthly", "bymonthday": [-1 if end == LAST else end for end in _ENDS[every]]}
        rule: dict[str, Any] = {"freq": "yearly" if every == 12 else "monthly"}
        if every > 1:
            rule["bymonth"] = list(range(self.month or every, 13, every))
        if self.nth is not None:
            return rule | {"byday": f"{self.nth}{_RULE_WEEKDAYS[self.weekday - 1]}"} if self.weekday else None
        day = self.day or LAST
        if day == LAST:
            return rule | {"bymonthday": -1}
        if day > 28:
            return rule | {"bymonthday": list(range(28, day + 1)), "bysetpos": -1}
        return rule | {"bymonthday": day}

    def words(self) -> str:
        """In a few Chinese words: 每季度第1个月5日前."""
        return self.cycle.words + self._place()

    def _place(self) -> str:
        unit, every = self.cycle.unit, self.cycle.every
        if not self.placed:
            return "，未写明日期，按期末计"
        if unit == "part":
            return "末前"
        if unit == "week":
            return (
                f"{WEEKDAYS[(self.weekday or 7) - 1]}前"
                if every == 1
                else f"的周{WEEKDAYS[(self.weekday or 7) - 1]}前"
            )
        month = "" if every == 1 else f"{self.month}月" if every == 12 else f"第{self.month}个月"
        if self.nth is not None:
            which = (
                "最后1个" if self.nth == -1 else f"倒数第{-self.nth}个" if self.nth < 0 else f"第{self.nth}个"
            )
            return f"{month}{which}{f'周{WEEKDAYS[self.weekday - 1]}' if self.weekday else '工作日'}前"
        return f"{month}{'底' if self.day == LAST else f'{self.day}日'}前"
