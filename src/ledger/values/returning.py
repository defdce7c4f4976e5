"""By when, where and to whom what a unit fills in is returned: one wording for the workbook and the 督办单."""

from __future__ import annotations

from datetime import date, timedelta

from ledger.record.office_model import Desk
from ledger.values.words import long_day


def day_back(desk: Desk, sent: date, by: date | None = None) -> date | None:
    """The day asked for: the one named, else so many days after it was sent; None when the office sets none."""
    return by or (sent + timedelta(days=desk.days) if desk.days is not None else None)


def back_words(desk: Desk, by: date | None) -> str:
    """`2026年4月30日前交至县政府督查室，联系人：张某某，电话：…`; "" where nothing is said."""
    day = f"{long_day(by)}前" if by else ""
    parts = [f"{day}{f'交至{desk.place}' if desk.place else ''}"]
    parts += [f"联系人：{desk.person}"] if desk.person else []
    parts += [f"电话：{desk.phone}"] if desk.phone else []
    return "，".join(filter(None, parts))
