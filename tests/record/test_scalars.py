"""Words for numbers and days, as people write them in a plan file."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import BaseModel, ValidationError

from ledger.record.scalars import Day, Number, Year


class Row(BaseModel):
    number: Number = 0
    year: Year = 2022
    day: Day = date(2022, 1, 1)


@pytest.mark.parametrize("words", ["7", " 7 ", "７", "07"])
def test_a_number(words: str) -> None:
    assert Row(number=words).number == 7


@pytest.mark.parametrize("words", ["2022", "2022年", "２０２２ 年"])
def test_a_year(words: str) -> None:
    assert Row(year=words).year == 2022


@pytest.mark.parametrize("words", ["", "7.", "7年", "7.0", "-7", "七", "7项", "7 8", "1234567890"])
def test_no_number(words: str) -> None:
    with pytest.raises(ValidationError):
        Row(number=words)


@pytest.mark.parametrize(
    "words",
    ["2022-10-05", "2022.10.5", "2022/10/05", "2022年10月5日", "２０２２年１０月５日", "2022年10月5号"],
)
def test_a_day(words: str) -> None:
    assert Row(day=words).day == date(2022, 10, 5)


@pytest.mark.parametrize("words", ["2022-02-30", "2022-10", "10月5日", "20221005", ""])
def test_no_day(words: str) -> None:
    with pytest.raises(ValidationError):
        Row(day=words)
