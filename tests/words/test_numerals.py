"""One reader of numbers, whoever wrote them."""

from __future__ import annotations

import pytest

from ledger.words.numerals import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("7", 7), ("１２", 12), ("2021", 2021),
        ("零", 0), ("两", 2), ("九", 9), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31), ("九十九", 99),
        ("一百", 100), ("百", 100), ("一百零五", 105), ("一百二十", 120), ("三百六十五", 365), ("一千零一", 1001),
        ("二〇二一", 2021), ("二○二二", 2022), ("二零二三", 2023), ("二O二六", 2026), ("二ОО九", 2009),
        (" 十 五 ".replace(" ", ""), 15),
        ("", None), ("县", None), ("十月", None), ("第一", None), ("1年", None),
    ],
)  # fmt: skip
def test_a_number(text: str, value: int | None) -> None:
    assert number(text) == value
