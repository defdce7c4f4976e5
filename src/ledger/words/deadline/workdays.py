"""Working days (工作日): the official holidays (放假) and make-up days (调休), as announced each year.

Three sources, the first that knows a day decides:

1. the office's own `overrides` (`office.yaml`: day → works or not), for a notice newer than this program;
2. the State Council's yearly notices, as tabled by the package `chinesecalendar`;
3. Monday to Friday. A day known only by this rule is an estimate (预估): beyond the last notice
   the answer is given and marked, never refused. A year for which the office tells any day counts as announced.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from types import ModuleType

from ledger.words.deadline.lunar import END_OF_MONTH, Lunar, clear_and_bright

_ONE_DAY = timedelta(days=1)
_NO_OVERRIDES: Mapping[date, bool] = {}


@cache
def _calendar() -> ModuleType:
    """The notices. Imported when first asked: it is slow, and most questions need no working day."""
    return import_module("chinese_calendar.constants")


@cache
def announced_years() -> range:
    """The years whose notices are known, first to last."""
    years = {day.year for day in _calendar().holidays}
    return range(min(years), max(years) + 1)


def is_workday(day: date, overrides: Mapping[date, bool] | None = None) -> bool:
    """Whether offices work on `day`."""
    told = (overrides or _NO_OVERRIDES).get(day)
    if told is not None:
        return told
    if day in _calendar().workdays:
        return True
    return day.weekday() < 5 and day not in _calendar().holidays


def is_estimated(day: date, overrides: Mapping[date, bool] | None = None) -> bool:
    """Whether `is_workday` can only go by the weekday: no notice for that year, none told by the office."""
    if day.year in announced_years():
        return False
    return all(told.year != day.year for told in overrides or _NO_OVERRIDES)


def add_workdays(day: date, n: int, overrides: Mapping[date, bool] | None = None) -> tuple[date, bool]:
    """The `n`-th working day after `day` (before it, if `n` is negative), and whether it is an estimate.

    `day` itself is never counted, so that 收到后3个工作日内 leaves three whole working days; `n` = 0 gives `day`.
    """
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    years = {day.year}
    left = abs(n)
    while left:
        day += step
        years.add(day.year)
        left -= is_workday(day, overrides)
    return day, any(is_estimated(date(year, 1, 1), overrides) for year in years)


# Festivals whose holiday begins on a fixed day; the others follow the moon or the sun.
FIXED = {
    "元旦": (1, 1), "三八": (3, 8), "五一": (5, 1), "五四": (5, 4), "六一": (6, 1),
    "七一": (7, 1), "八一": (8, 1), "教师节": (9, 10), "国庆": (10, 1),
}  # fmt: skip
_MOVING = {
    "春节": "Spring Festival", "清明": "Tomb-sweeping Day",
    "端午": "Dragon Boat Festival", "中秋": "Mid-autumn Festival",
}  # fmt: skip
_LUNAR = {
    "春节": (1, 1), "端午": (5, 5), "中秋": (8, 15),
    "除夕": (12, END_OF_MONTH), "元宵": (1, 15), "重阳": (9, 9),  # these have no holiday of their own
}  # fmt: skip
_OTHER_NAMES = {
    "十一": "国庆", "劳动": "五一", "妇女": "三八", "青年": "五四", "儿童": "六一", "建党": "七一", "建军": "八一",
}  # fmt: skip
FESTIVALS = tuple(dict.fromkeys((*FIXED, *_MOVING, *_LUNAR)))


def festival_name(words: str) -> str:
    """The festival that words begin with: 十一国庆节 → 国庆."""
    words = words.removeprefix("国际")
    return _OTHER_NAMES.get(words[:2]) or next(n for n in FESTIVALS if words.startswith(n))


def festival(name: str, year: int) -> date | None:
    """The first day of the festival in `year`: the day itself where it is fixed, else the first day off by the
    notice (春节 2022 → 01-31); before there is one, the day of the moon (清明: of the sun)."""
    if name in FIXED:
        return date(year, *FIXED[name])
    announced = _calendar().holidays.items()
    off: list[date] = [day for day, why in announced if day.year == year and why == _MOVING.get(name)]
    if off:
        return min(off)
    return Lunar(*_LUNAR[name]).on(year) if name in _LUNAR else clear_and_bright(year)


def is_before_its_notice(name: str, year: int) -> bool:
    """Whether the festival has a holiday whose first day is not announced yet."""
    return name in _MOVING and year not in announced_years()
