"""A period as people write it."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.problems import UsageError
from ledger.record.period import parse_period


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2022-11", date(2022, 11, 1), date(2022, 11, 30)),
        ("2022-2", date(2022, 2, 1), date(2022, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022Q1", date(2022, 1, 1), date(2022, 3, 31)),
        ("2022q4", date(2022, 10, 1), date(2022, 12, 31)),
        (" 2022 ", date(2022, 1, 1), date(2022, 12, 31)),
    ],
)
def test_first_and_last_day_belong_to_it(words: str, first: date, last: date) -> None:
    period = parse_period(words)
    assert (period.first, period.last) == (first, last)
    assert period.holds(first)
    assert period.holds(last)
    assert not period.holds(date.fromordinal(first.toordinal() - 1))
    assert not period.holds(date.fromordinal(last.toordinal() + 1))


@pytest.mark.parametrize("words", ["", "2022-13", "2022-0", "2022Q5", "22-11", "2022-11-08", "11月", "1066"])
def test_anything_else_is_refused_in_words(words: str) -> None:
    with pytest.raises(UsageError, match="不是时段，月写成 年-月，季写成 年Q1 至 年Q4，年写四位数。"):
        parse_period(words)
