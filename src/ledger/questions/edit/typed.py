"""Days and states as people type them, made what the file holds: by the rule that the fill-in books have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from ledger.duty.entry import earliest_day
from ledger.questions.edit.merging import Merging
from ledger.record.days import last_year
from ledger.record.statuses import OFFICE_STATUSES, UNIT_STATUSES
from ledger.values.as_typed import day_in_whole, is_a_day_in_part, one_day, states_meant
from ledger.values.edit_book import ENTRIES, BackRow

_GONE = ("日期", "完成日期", "交办日期")
_TO_COME = ("申请延期至", "延期至")
_STATUS = "状态"
_CUT = re.compile(r"\d{1,2}\.\d")  # 4.20 typed as a number is kept as 4.2


def as_meant(merge: Merging, rows: list[BackRow], on: date | None) -> list[BackRow]:
    """The rows with the days and states that can only be one; what else was typed stays, and is refused by its words.
    What was taken for something else than it says is told beside what became of it."""
    return [replace(row, cells={**row.cells, **dict(_meant(merge, row, on))}) for row in rows]


def _meant(merge: Merging, row: BackRow, on: date | None) -> Iterator[tuple[str, str]]:
    for key, text in row.changed.items():
        meant = _day(merge, key, text, on) if key in (*_GONE, *_TO_COME) else ""
        if key == _STATUS and row.sheet == ENTRIES:
            meant = _state(text)
        if meant and meant != text:
            merge.meant.setdefault((row.sheet, row.row), {})[key] = f"{key}“{text}”按“{meant}”记"
            yield key, meant


def _state(text: str) -> str:
    words = "".join(text.split())
    if not words or words in (*UNIT_STATUSES, *OFFICE_STATUSES):
        return words
    states = states_meant(words)
    return next(iter(states)) if len(states) == 1 else ""


def _day(merge: Merging, key: str, text: str, on: date | None) -> str:
    """The day as the file writes it; "" where it may be none, or several."""
    try:
        day_in_whole(text)
    except ValueError:
        if not is_a_day_in_part(text, to_come=key in _TO_COME):
            return ""
    else:
        return "" if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text) else str(day_in_whole(text))
    today = on or date(last_year(merge.plan.year), 12, 31)
    first, last = earliest_day(merge.plan), today
    if key in _TO_COME:
        first, last = today, today + timedelta(days=365)
    forms = (text, f"{text}0") if _CUT.fullmatch(text) else (text,)
    day, _, _ = one_day(forms, first, last)
    return str(day) if day else ""
