"""A period P: `2022-11`, `2022Q4`, `2022W45`, `2022H1` or `2022`; also as people say it: 2022年第45周, 2022年四季度."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from ledger import lazy_re
from ledger.problems import UsageError

_WIDE = str.maketrans("０１２３４５６７８９－．", "0123456789-.")
_NUMERALS = {word: n for n, word in enumerate("一二三四", 1)}
_SHAPE = lazy_re.compile(
    r"(?P<year>\d{4})年?(?:"
    r"[-./]?(?P<month>\d{1,2})月?(?:份)?"
    r"|-?(?:[Qq](?P<quarter>[1-4])|第?(?P<said>[一二三四1-4])季度?)"
    r"|-?(?:[Hh](?P<half>[12])|(?P<half_said>[上下])半年)"
    r"|-?(?:[Ww](?P<week>\d{1,2})|第(?P<week_said>\d{1,2})周)"
    r"|(?:全年|年度|度)?)"
)


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included."""

    words: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def meets(self, other: Period) -> bool:
        """Whether they have a day in common."""
        return self.first <= other.last and other.first <= self.last

    @property
    def said(self) -> str:
        """2026年4月, 2026年一季度, 2026年上半年, 2026年; any other from day to day."""
        year, month = self.first.year, self.first.month
        ends = self.last.year == year and self.last == _month_end(self.last)
        months = self.last.month - month + 1 if ends and self.first.day == 1 else 0
        if months == 1:
            return f"{year}年{month}月"
        if months == 3 and month % 3 == 1:
            return f"{year}年{'一二三四'[month // 3]}季度"
        if months == 6 and month in (1, 7):
            return f"{year}年{'上' if month == 1 else '下'}半年"
        return f"{year}年" if months == 12 else f"{self.first}至{self.last}"


def parse_period(words: str) -> Period:
    """Raises UsageError when it is not written as a period. A week is one of ISO 8601: Monday to Sunday, the first is
    that with the year's first Thursday."""
    match = _SHAPE.fullmatch("".join(words.split()).translate(_WIDE))
    year = int(match["year"]) if match else 0
    if match is None or not 1990 <= year <= 2100:
        raise _refused(words)
    if week := match["week"] or match["week_said"]:
        try:
            monday = date.fromisocalendar(year, int(week), 1)
        except ValueError:
            raise _refused(words) from None
        return Period(words, monday, monday + timedelta(days=6))
    first, last = 1, 12
    if match["month"]:
        if not 1 <= int(match["month"]) <= 12:
            raise _refused(words)
        first = last = int(match["month"])
    elif quarter := match["quarter"] or match["said"]:
        n = _NUMERALS.get(quarter) or int(quarter)
        first, last = n * 3 - 2, n * 3
    elif half := match["half"] or match["half_said"]:
        first, last = (1, 6) if half in "1上" else (7, 12)
    return Period(words, date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _refused(words: str) -> UsageError:
    return UsageError(
        f"“{words}”不是时段，月写成 年-月，季写成 年Q1 至 年Q4，半年写成 年H1、年H2，周写成 年W1 至 年W53，年写四位数。"
    )
