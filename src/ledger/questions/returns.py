"""Whose answers came back, and whose did not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ledger.duty.reading import PlanReading
from ledger.problems import Problem
from ledger.questions.collect_again import says
from ledger.questions.split import SplitAnswer, place_of, unit_of
from ledger.record.period import Period, parse_period
from ledger.values.fill import FillReturned, ReturnedRow

_About = tuple[str, str, str]  # plan, task, milestone
OTHER_PERIOD = "other-period"
_ANSWERED = ("已完成", "已销号", "已取消")  # nothing more is asked about such a row


@dataclass(frozen=True, slots=True)
class Partly:
    """A unit that answered some of its rows: how many, how many it still owes, how many answers were refused."""

    unit: str
    filled: int
    left: int
    refused: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Whose books would be sent now and brought no answer: units that sent nothing back (`silent`) or a
    workbook in which nobody has written (`blank`) or of which nothing could be taken (`refused`), and `groups` nobody listed, which oblige no unit. `partly` are
    those who answered some rows and left others."""

    silent: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    partly: tuple[Partly, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        return self.silent + self.blank + self.refused


def belongs(reading: PlanReading, row: ReturnedRow) -> bool:
    """Whether a row is about this plan: by its identity, else by the title above its table."""
    if row.identity:
        return row.identity.plan == reading.plan.id
    return row.title == reading.plan.title


def reported_since(
    readings: Sequence[PlanReading], first: date, last: date, besides: Sequence[ReturnedRow] = ()
) -> set[tuple[str, str]]:
    """(region or 编号, unit) of everybody who has an entry of those days: by an earlier batch, or by telephone.

    What `besides` says is none of them: workbooks of another time, taken on one of those days.
    """
    old: dict[tuple[str, str, str], list[ReturnedRow]] = {}
    for reading in readings:
        for row in besides:
            if row.identity and row.touched and belongs(reading, row):
                key = place_of(reading), unit_of(reading, row.unit), row.identity.task
                old.setdefault(key, []).append(row)
    found = set()
    for reading in readings:
        place = place_of(reading)
        for item in reading.items:
            for entry in item.progress:
                if entry.unit and first <= entry.day <= last:
                    unit = unit_of(reading, entry.unit)
                    if not any(says(row, entry) for row in old.get((place, unit, str(item.no)), ())):
                        found.add((place, unit))
    return found


def of_another_time(
    returned: Sequence[FillReturned], asked: Period
) -> tuple[list[FillReturned], list[ReturnedRow]]:
    """The books with a word on each that was sent for another period than the one asked about, and the rows of these.

    What is new in them is news all the same; it is no report of the period.
    """
    books, old = [], []
    for book in returned:
        periods = {row.period: parse_period(row.period) for row in book.rows if row.period}
        other = {words: period for words, period in periods.items() if not period.meets(asked)}
        rows = [row for row in book.rows if row.period in other]
        if rows:
            said = "、".join(dict.fromkeys(period.said for period in other.values()))
            problem = Problem(
                check=OTHER_PERIOD,
                message=f"这是{said}的填报表，不算{asked.said}报过",
                hint=f"里面新填的照样记下；{asked.said}的请另填那一份。",
                file=book.file,
                severity="warning",
            )
            book = replace(book, problems=(*book.problems, problem))
        books.append(book)
        old += rows
    return books, old


def not_reported(
    expected: SplitAnswer,
    returned: Sequence[FillReturned],
    readings: Sequence[PlanReading],
    reported: Iterable[tuple[str, str]] = (),
    *,
    refused: Sequence[ReturnedRow] = (),
    old: Sequence[ReturnedRow] = (),
) -> Missing:
    """Units that would be sent a workbook now, wrote into none and are not among `reported`.

    A workbook that comes back as it went out is no answer: the folder may hold what was sent. Nor is a row that was
    `refused`, or an `old` one, sent for another period.
    """
    came: set[tuple[str, str]] = set()
    wrote = set(reported)
    in_vain: set[tuple[str, str]] = set()
    not_taken, not_now = set(map(id, refused)), set(map(id, old))
    answered: dict[tuple[str, str], set[_About]] = {}
    vain: dict[tuple[str, str], set[_About]] = {}
    for row in (row for book in returned for row in book.rows if id(row) not in not_now):
        for reading in (reading for reading in readings if belongs(reading, row)):
            key = place_of(reading), unit_of(reading, row.unit)
            came.add(key)
            if row.touched:
                bad = id(row) in not_taken
                (in_vain if bad else wrote).add(key)
                if row.identity:
                    about = row.identity.plan, row.identity.task, row.identity.milestone
                    (vain if bad else answered).setdefault(key, set()).add(about)
    pairs = zip(expected.keys, (book.unit for book in expected.books), strict=True)
    left = [(key, unit) for key, unit in pairs if key not in wrote]
    units = [(key, unit) for key, unit in left if unit not in expected.groups]
    return Missing(
        silent=tuple(unit for key, unit in units if key not in came),
        blank=tuple(unit for key, unit in units if key in came and key not in in_vain),
        refused=tuple(unit for key, unit in units if key in in_vain),
        groups=tuple(unit for _, unit in left if unit in expected.groups),
        partly=tuple(_partly(expected, answered, vain)),
    )


def _partly(
    expected: SplitAnswer,
    answered: Mapping[tuple[str, str], set[_About]],
    vain: Mapping[tuple[str, str], set[_About]],
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
        bad = vain.get(key, set()) - done
        left = owed - done - bad
        if done and (left or bad):
            yield Partly(book.unit, len(done), len(left), len(bad))


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
