"""A period P: `2022-11`, `2022Q4`, `2022W45`, `2022H1` or `2022`; also as people say it: 2022年第45周, 2022年四季度."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.problems import UsageError

_WIDE = str.maketrans("０１２３４５６７８９－．", "0123456789-.")
_NUMERALS = {word: n for n, word in enumerate("一二三四", 1)}
_SHAPE = re.compile(
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


def _refused(words: str) -> UsageError:
    return UsageError(
        f"“{words}”不是时段，月写成 年-月，季写成 年Q1 至 年Q4，半年写成 年H1、年H2，周写成 年W1 至 年W53，年写四位数。"
    )
