"""Whose answers came back, and whose did not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.duty.reading import PlanReading
from ledger.questions.split import SplitAnswer, place_of, unit_of
from ledger.values.fill import FillReturned, ReturnedRow


@dataclass(frozen=True, slots=True)
class Missing:
    """Whose books would be sent now and brought no answer: units that sent nothing back (`silent`) or a
    workbook in which nobody has written (`blank`), and `groups` nobody listed, which oblige no unit."""

    silent: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        return self.silent + self.blank


def belongs(reading: PlanReading, row: ReturnedRow) -> bool:
    """Whether a row is about this plan: by its identity, else by the title above its table."""
    if row.identity:
        return row.identity.plan == reading.plan.id
    return row.title == reading.plan.title


def reported_since(readings: Sequence[PlanReading], first: date, last: date) -> set[tuple[str, str]]:
    """(region or 编号, unit) of everybody who has an entry of those days: by an earlier batch, or by telephone."""
    return {
        (place_of(reading), unit_of(reading, entry.unit))
        for reading in readings
        for item in reading.items
        for entry in item.progress
        if entry.unit and first <= entry.day <= last
    }


def not_reported(
    expected: SplitAnswer,
    returned: Sequence[FillReturned],
    readings: Sequence[PlanReading],
    reported: Iterable[tuple[str, str]] = (),
) -> Missing:
    """Units that would be sent a workbook now, wrote into none and are not among `reported`.

    A workbook that comes back as it went out is no answer: the folder may hold what was sent.
    """
    came: set[tuple[str, str]] = set()
    wrote = set(reported)
    for row in (row for book in returned for row in book.rows):
        for reading in (reading for reading in readings if belongs(reading, row)):
            key = place_of(reading), unit_of(reading, row.unit)
            came.add(key)
            if row.touched:
                wrote.add(key)
    pairs = zip(expected.keys, (book.unit for book in expected.books), strict=True)
    left = [(key, unit) for key, unit in pairs if key not in wrote]
    units = [(key, unit) for key, unit in left if unit not in expected.groups]
    return Missing(
        silent=tuple(unit for key, unit in units if key not in came),
        blank=tuple(unit for key, unit in units if key in came),
        groups=tuple(unit for _, unit in left if unit in expected.groups),
    )
