"""Days and years as people write them in a plan file; what knows them needs no models."""

from __future__ import annotations

from datetime import date

from ledger import lazy_re

_DAY = lazy_re.compile(r"(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*[日号]?")
WIDE_DIGITS = str.maketrans("０１２３４５６７８９．－／", "0123456789.-/")


def parse_day(words: str) -> date:
    """`2022-10-20`, `2022.10.20`, `2022/10/20`, `2022年10月20日` → the day.

    Raises ValueError: `"shape"` when it is not written as a day, `"calendar"` when no such day exists.
    """
    match = _DAY.fullmatch(words.strip().translate(WIDE_DIGITS))
    if match is None:
        raise ValueError("shape")
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        raise ValueError("calendar") from None


def day_or_none(words: str) -> date | None:
    """The day, where it is one."""
    try:
        return parse_day(words)
    except ValueError:
        return None


class Years(int):
    """The first year of a plan, which is what 年度 means everywhere; `last` is the last one (年度: 2026-2028)."""

    last: int

    def __new__(cls, first: int, last: int) -> Years:
        self = super().__new__(cls, first)
        self.last = last
        return self


def last_year(year: int) -> int:
    return year.last if isinstance(year, Years) else year
