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
        ("2022年11月", date(2022, 11, 1), date(2022, 11, 30)),
        ("2022年第四季度", date(2022, 10, 1), date(2022, 12, 31)),
        ("2022年2季度", date(2022, 4, 1), date(2022, 6, 30)),
        ("2022H1", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022年下半年", date(2022, 7, 1), date(2022, 12, 31)),
        ("2026W12", date(2026, 3, 16), date(2026, 3, 22)),  # a Monday, a Sunday
        ("2026-W01", date(2025, 12, 29), date(2026, 1, 4)),  # 2026-01-01 is a Thursday
        ("2026年第53周", date(2026, 12, 28), date(2027, 1, 3)),
    ],
)
def test_first_and_last_day_belong_to_it(words: str, first: date, last: date) -> None:
    period = parse_period(words)
    assert (period.first, period.last) == (first, last)
    assert period.holds(first)
    assert period.holds(last)
    assert not period.holds(date.fromordinal(first.toordinal() - 1))
    assert not period.holds(date.fromordinal(last.toordinal() + 1))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "2022-13",
        "2022-0",
        "2022Q5",
        "22-11",
        "2022-11-08",
        "11月",
        "1066",
        "2026W00",
        "2025W53",
        "2022H3",
    ],
)
def test_anything_else_is_refused_in_words(words: str) -> None:
    with pytest.raises(
        UsageError, match=r"不是时段，月写成 年-月，季写成 年Q1 至 年Q4，.*周写成 年W1 至 年W53，年写四位数。"
    ):
        parse_period(words)
