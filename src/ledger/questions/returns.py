"""Whose answers came back, and whose did not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.duty.reading import PlanReading
from ledger.questions.split import SplitAnswer, place_of, unit_of
from ledger.record.period import Period, parse_period
from ledger.values.fill import FillReturned, ReturnedRow

_ANSWERED = ("已完成", "已销号", "已取消")  # nothing more is asked about such a row


@dataclass(frozen=True, slots=True)
class Partly:
    """A unit that answered some of its rows: how many, and how many it still owes."""

    unit: str
    filled: int
    left: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Whose books would be sent now and brought no answer: units that sent nothing back (`silent`) or a
    workbook in which nobody has written (`blank`), and `groups` nobody listed, which oblige no unit. `partly` are
    those who answered some rows and left others."""

    silent: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    partly: tuple[Partly, ...] = ()

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
    answered: dict[tuple[str, str], set[tuple[str, str, str]]] = {}
    for row in (row for book in returned for row in book.rows):
        for reading in (reading for reading in readings if belongs(reading, row)):
            key = place_of(reading), unit_of(reading, row.unit)
            came.add(key)
            if row.touched:
                wrote.add(key)
                if row.identity:
                    about = row.identity.plan, row.identity.task, row.identity.milestone
                    answered.setdefault(key, set()).add(about)
    pairs = zip(expected.keys, (book.unit for book in expected.books), strict=True)
    left = [(key, unit) for key, unit in pairs if key not in wrote]
    units = [(key, unit) for key, unit in left if unit not in expected.groups]
    return Missing(
        silent=tuple(unit for key, unit in units if key not in came),
        blank=tuple(unit for key, unit in units if key in came),
        groups=tuple(unit for _, unit in left if unit in expected.groups),
        partly=tuple(_partly(expected, answered)),
    )


def _partly(
    expected: SplitAnswer, answered: Mapping[tuple[str, str], set[tuple[str, str, str]]]
) -> Iterator[Partly]:
    """Who answered some of the rows still open, and not the others; a row without its identity says nothing here."""
    for key, book in zip(expected.keys, expected.books, strict=True):
        done = answered.get(key, set())
        owed = {
            (row.plan, row.task, row.milestone)
            for sheet in book.sheets
            for row in sheet.rows
            if row.status not in _ANSWERED
        }
        if done and (left := owed - done):
            yield Partly(book.unit, len(done), len(left))


def answering(readings: Sequence[PlanReading], returned: Sequence[FillReturned]) -> list[PlanReading]:
    """The plans that the books which came back are about; all, when none can be told."""
    rows = [row for book in returned for row in book.rows]
    return [reading for reading in readings if any(belongs(reading, row) for row in rows)] or list(readings)


def period_of(returned: Sequence[FillReturned]) -> Period | None:
    """The period the books were sent for; None when one of them was for the whole year, or does not say."""
    said = {row.period for book in returned for row in book.rows}
    if not said or "" in said:
        return None
    periods = [parse_period(words) for words in said]
    first, last = min(one.first for one in periods), max(one.last for one in periods)
    return Period("、".join(sorted(said)), first, last)
