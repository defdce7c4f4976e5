"""Working days, by the State Council's notices for 2022 (国办发明电〔2021〕11号) and beyond them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.words.deadline.workdays import add_workdays, festival, is_estimated, is_workday

ONE_DAY = timedelta(days=1)
BEYOND = date(2099, 1, 1)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2022, 9, 30), True),  # Friday before the holiday
        (date(2022, 10, 3), False),  # Monday, 国庆放假
        (date(2022, 10, 8), True),  # Saturday, 调休上班
        (date(2022, 10, 9), True),  # Sunday, 调休上班
        (date(2022, 10, 15), False),  # a common Saturday
        (date(2022, 1, 31), False),  # 除夕
        (date(2022, 1, 30), True),  # Sunday, 调休上班
    ],
)
def test_notices_decide(day: date, works: bool) -> None:
    assert is_workday(day) is works


def test_the_office_decides_before_the_notice() -> None:
    assert is_workday(date(2022, 10, 10), {date(2022, 10, 10): False}) is False
    assert add_workdays(date(2022, 9, 30), 1, {date(2022, 10, 5): True}) == (date(2022, 10, 5), False)


@pytest.mark.parametrize(
    ("day", "n", "result"),
    [
        (date(2022, 9, 30), 1, date(2022, 10, 8)),  # over the holiday, onto the make-up Saturday
        (date(2022, 9, 30), 3, date(2022, 10, 10)),
        (date(2022, 10, 8), -1, date(2022, 9, 30)),
        (date(2022, 10, 10), -3, date(2022, 9, 30)),
        (date(2022, 11, 1), 10, date(2022, 11, 15)),
        (date(2022, 10, 1), 0, date(2022, 10, 1)),
    ],
)
def test_adding(day: date, n: int, result: date) -> None:
    assert add_workdays(day, n) == (result, False)


def test_past_the_last_notice_the_weekday_decides_and_the_answer_is_an_estimate() -> None:
    assert is_estimated(BEYOND)
    assert add_workdays(date(2099, 1, 2), 1) == (date(2099, 1, 5), True)  # Friday to Monday


def test_a_year_the_office_has_told_is_no_estimate() -> None:
    assert add_workdays(date(2099, 1, 2), 1, {date(2099, 1, 5): False}) == (date(2099, 1, 6), False)


@pytest.mark.parametrize(
    ("name", "year", "first"),
    [
        ("春节", 2022, date(2022, 1, 31)),
        ("国庆", 2023, date(2023, 10, 1)),
        ("元旦", 2099, date(2099, 1, 1)),
        ("春节", 2099, date(2099, 1, 21)),  # no notice: the day of the moon
        ("清明", 2030, date(2030, 4, 5)),
    ],
)
def test_festivals(name: str, year: int, first: date | None) -> None:
    assert festival(name, year) == first


@settings(max_examples=60, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(-40, 40))
def test_any_day_from_1990_to_2100_is_answered(day: date, n: int) -> None:
    end, _ = add_workdays(day, n)
    later, there = (day, end) if n > 0 else (end - ONE_DAY, day - ONE_DAY)  # the day it ends on counts
    passed = (date.fromordinal(number) for number in range(later.toordinal() + 1, there.toordinal() + 1))
    assert sum(is_workday(one) for one in passed) == abs(n)
    assert n == 0 or is_workday(end)
    assert (end > day) is (n > 0)
