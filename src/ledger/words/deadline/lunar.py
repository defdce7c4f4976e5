"""Days of the lunar calendar (农历), turned into solar ones by lunar-python (MIT)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

END_OF_MONTH = 0  # stands for the last day of any lunar month


class Lunar(NamedTuple):
    """A day of the lunar calendar; a negative month is the leap one (闰), day 0 the last of its month. `year` where
    one is written."""

    month: int
    day: int
    year: int | None = None

    def on(self, year: int, month: int = 0) -> date | None:
        """Its solar day that falls in `year` (the first of two); None where there is none."""
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
