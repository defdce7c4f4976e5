"""A recurrence says its days twice: counted here, and as a rule for calendars. Both must name the same ones."""

from __future__ import annotations

from datetime import date, datetime
from itertools import product

import pytest
from dateutil.rrule import rrulestr
from icalendar.prop import vRecur

from ledger.words.deadline.recurrence import CYCLES, Recurrence

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)  # with a leap year
LEAST = {"weekly": 200, "biweekly": 100, "half_monthly": 96, "ten_days": 144}  # of four years

WEEKS = [
    Recurrence(name, weekday=day)
    for name, day in product(("weekly", "biweekly"), (None, 1, 2, 3, 4, 5, 6, 7))
]
PARTS = [Recurrence("half_monthly"), Recurrence("ten_days")]
MONTHS = [
    Recurrence(name, month=month if cycle.every > 1 else None, day=day)
    for name, cycle in CYCLES.items()
    if cycle.unit == "month"
    for month in sorted({1, min(2, cycle.every), cycle.every})
    for day in (None, 1, 27, 28, 29, 30, 31)
]
NTH = [
    Recurrence(name, month=month, weekday=day, nth=nth)
    for name, month in (("monthly", None), ("quarterly", 1), ("yearly", 9))
    for day, nth in product(range(1, 8), (1, 2, 4, -1))
]
ALL = [*WEEKS, *PARTS, *MONTHS, *NTH]


@pytest.mark.parametrize("name", CYCLES)
def test_the_calendar_rule_names_the_same_days(name: str) -> None:
    cases = [one for one in ALL if one.name == name]
    assert cases
    for one in cases:
        days = list(one.days(FIRST, LAST))
        rule = one.rule()
        assert rule is not None
        words = vRecur(rule).to_ical().decode()  # type: ignore[no-untyped-call]
        found = rrulestr(words, dtstart=datetime(days[0].year, days[0].month, days[0].day))
        assert [
            moment.date() for moment in found.between(datetime(2022, 12, 31), datetime(2027, 1, 1))
        ] == days, one
        assert len(days) >= LEAST.get(name, 48 // CYCLES[name].every), one


def test_working_days_have_no_calendar_rule() -> None:
    assert Recurrence("monthly", nth=1).rule() is None
    assert Recurrence("monthly", nth=-1).rule() is None
