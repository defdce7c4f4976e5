"""What a spreadsheet's cell shows, as words: its value by its number format. What is not shown is not said."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DECIMALS = re.compile(r"[#0,]*0\.(0+)")


def shown(value: Any, number_format: str) -> str:
    """A date without its day where the format shows none (Excel makes such of a typed 2024年8月), a time of day
    only where it is shown; 6.3 under 0.00 is 6.30, as it was typed; 3.0 is 3."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return _day(value, number_format)
    if isinstance(value, float):
        places = _DECIMALS.fullmatch(_LITERALS.sub("", number_format.split(";")[0]))
        if places:
            return f"{value:.{len(places[1])}f}"
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)


def _day(value: date, number_format: str) -> str:
    letters = _LITERALS.sub("", number_format.split(";")[0]).lower()
    year_and_month = f"{value.year}年{value.month}月"
    if "d" not in letters and "m" in letters and "h" not in letters and "s" not in letters:
        return year_and_month
    if "d" not in letters and "m" not in letters and "y" in letters:
        return f"{value.year}年"
    day = f"{year_and_month}{value.day}日"
    if isinstance(value, datetime) and "h" in letters and value.time() != time():
        return f"{day}{value.hour}时{value.minute}分" if value.minute else f"{day}{value.hour}时"
    return day
