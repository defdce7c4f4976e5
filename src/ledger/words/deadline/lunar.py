"""Days of the lunar calendar (农历), turned into solar ones by lunar-python (MIT)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ledger import lazy_re
from ledger.words.deadline.scanner import numbers

END_OF_MONTH = 0  # stands for the last day of any lunar month


class Lunar(NamedTuple):
    """A day of the lunar calendar; a negative month is the leap one (闰), day 0 the last of its month. `year` where
    one is written."""

    month: int
    day: int
    year: int | None = None

    def on(self, year: int, _month: int = 0) -> date | None:
        """Its solar day that falls in `year` (the first of two), whatever month the rules of its kind are asked for."""
        found = (
            lunar_day(of, self.month, self.day) for of in ([self.year] if self.year else [year - 1, year])
        )
        return next((day for day in found if day and (self.year or day.year == year)), None)


@lru_cache(maxsize=1024)
def lunar_day(year: int, month: int, day: int) -> date | None:
    """The solar day of a lunar one, 1901–2099. None: that year has no such day."""
    from lunar_python import Lunar as Converter  # slow to import, and seldom needed
    from lunar_python import LunarMonth

    if not 1901 <= year <= 2099 or not 1 <= abs(month) <= 12 or not (found := LunarMonth.fromYm(year, month)):
        return None
    day = found.getDayCount() if day == END_OF_MONTH else day
    if not 1 <= day <= found.getDayCount():
        return None
    solar = Converter.fromYmd(year, month, day).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def clear_and_bright(year: int) -> date | None:
    """The day of 清明, 1901–2099."""
    from lunar_python import Lunar as Converter

    if not 1901 <= year <= 2099:
        return None
    solar = Converter.fromYmd(year, 6, 1).getJieQiTable()["清明"]
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_LUNAR = lazy_re.compile(r"(?:农历|阴历|旧历)?(?:(.{4})年)?(闰?)(.{1,3})月(.*)")


def lunar_parts(text: str) -> tuple[int | None, int, int]:
    """Year (where written), month (negative: 闰) and day of 农历八月十五, 腊月廿三, 农历八月底, 大年初一."""
    if text.endswith(("年底", "年末")):
        text = "腊月底"
    if text.startswith("大年"):
        text = "腊月底" if text.endswith("三十") else f"正月{text[2:]}"
    found = _LUNAR.fullmatch(text)
    assert found is not None
    year, leap, month, day = found.groups()
    month_number = (_LUNAR_MONTHS.get(month) or numbers(month)[0]) * (-1 if leap else 1)
    if day in ("", "底", "末"):
        number = END_OF_MONTH
    else:
        figures = numbers(day.replace("廿", "二十").removeprefix("初"))
        number = figures[0]
    return (numbers(year)[0] if year else None), month_number, number
