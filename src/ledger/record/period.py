"""A period P: `2022-11`, `2022Q4` or `2022`."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from ledger.problems import UsageError

_SHAPE = re.compile(r"(\d{4})(?:-(\d{1,2})|[Qq]([1-4]))?")


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included."""

    words: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def parse_period(words: str) -> Period:
    """Raises UsageError when it is not written as a period."""
    match = _SHAPE.fullmatch(words.strip())
    year = int(match[1]) if match else 0
    month = int(match[2]) if match and match[2] else None
    if match is None or not 1990 <= year <= 2100 or (month is not None and not 1 <= month <= 12):
        raise UsageError(f"“{words}”不是时段，月写成 年-月，季写成 年Q1 至 年Q4，年写四位数。")
    if month is not None:
        first, last = month, month
    elif match[3]:
        first, last = int(match[3]) * 3 - 2, int(match[3]) * 3
    else:
        first, last = 1, 12
    return Period(words, date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))
