"""Whose answers came back, and whose did not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from ledger.duty.reading import PlanReading
from ledger.problems import Problem
from ledger.questions.collect_again import says
from ledger.questions.merged import About, RowResult
from ledger.questions.split import SplitAnswer, place_of, unit_of
from ledger.record.period import Period, parse_period
from ledger.values.fill import FillReturned, ReturnedRow

OTHER_PERIOD = "other-period"
_ANSWERED = ("已完成", "已销号", "已取消")  # nothing more is asked about such a row


@dataclass(frozen=True, slots=True)
class Partly:
    """A unit that answered some of its rows: how many, how many of its book it left blank, how many answers were not
    taken, and how many rows it owes that are not in the book: new in the plan, or cut out."""

    unit: str
    filled: int
    left: int
    refused: int
    not_in_book: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """Whose books would be sent now and brought no answer: units that sent nothing back (`silent`) or a
    workbook in which nobody has written (`blank`) or of which nothing could be taken (`refused`), and `groups` nobody
    listed, which oblige no unit. Of `conflicting` ones nothing was taken either, and the office decides whether they have
    reported. `partly` are those who answered some rows and left others; `unfilled` counts the rows that came back, are
    owed, and nobody has written into."""

    silent: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    partly: tuple[Partly, ...] = ()
    refused: tuple[str, ...] = ()
    conflicting: tuple[str, ...] = ()
    unfilled: int = 0

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


@dataclass(slots=True)
class _Came:
    """What one unit sent back: the things its rows are `about`, of these the ones that stand in the plan now (`done`)
    and the ones of which that could not be taken (`vain`); how many rows were `rejected` or in `conflict`, and how many
    blank ones nobody can tell what they are about (`unknown`); whether rows were `dropped` in reading; what its books were
    sent for (`periods`, "" for everything)."""

    about: set[About] = field(default_factory=set)
    done: set[About] = field(default_factory=set)
    vain: set[About] = field(default_factory=set)
    wrote: bool = False
    rejected: int = 0
    conflict: int = 0
    unknown: int = 0
    dropped: bool = False
    periods: set[str] = field(default_factory=set)

    def drop(self, row: ReturnedRow) -> None:
        """A row written into that the reader could not take."""
        self.dropped = True
        if row.identity:
            self.vain.add((row.identity.plan, row.identity.task, row.identity.milestone))

    def take(self, row: ReturnedRow, became: RowResult | None) -> None:
        about = became.about if became else None
        outcome = became.outcome if became else "accepted"  # the plan could not be written, which is told
        self.periods |= _says(row)
        if about:
            self.about.add(about)
        elif not row.touched:
            self.unknown += 1
        if not row.touched:
            return
        if outcome in ("accepted", "unchanged"):
            self.wrote = True
        elif outcome == "rejected":
            self.rejected += 1
        else:
            self.conflict += 1
        if about:
            (self.vain if outcome in ("rejected", "conflict") else self.done).add(about)


_NOTHING = _Came()


def not_reported(
    expected: SplitAnswer,
    returned: Sequence[FillReturned],
    readings: Sequence[PlanReading],
    reported: Iterable[tuple[str, str]] = (),
    *,
    became: Mapping[int, RowResult],
    old: Sequence[ReturnedRow] = (),
    apart: Mapping[str, SplitAnswer] = MappingProxyType({}),
) -> Missing:
    """Units that would be sent a workbook now, wrote into none and are not among `reported`. `became` has by id() what
    became of each row; `apart` what the books of another period than the one asked about were sent with.

    A workbook that comes back as it went out is no answer: the folder may hold what was sent. Nor is a row that was
    refused, or an `old` one, sent for another period.
    """
    came: defaultdict[tuple[str, str], _Came] = defaultdict(_Came)
    not_now = set(map(id, old))
    for row in (row for book in returned for row in book.rows if id(row) not in not_now):
        for reading in (reading for reading in readings if belongs(reading, row)):
            came[place_of(reading), unit_of(reading, row.unit)].take(row, became.get(id(row)))
    for row in (row for book in returned for row in book.dropped):
        for reading in (reading for reading in readings if belongs(reading, row)):
            came[place_of(reading), unit_of(reading, row.unit)].drop(row)
    wrote = {*reported, *(key for key, one in came.items() if one.wrote)}
    pairs = zip(expected.keys, (book.unit for book in expected.books), strict=True)
    left = [(came.get(key), unit) for key, unit in pairs if key not in wrote]
    torn = tuple(unit for one, unit in left if one and one.conflict)
    units = [(one, unit) for one, unit in left if unit not in (*expected.groups, *torn)]
    partly, unfilled = _partly(expected, came, apart)
    return Missing(
        silent=tuple(unit for one, unit in units if one is None),
        blank=tuple(unit for one, unit in units if one and not (one.rejected or one.dropped)),
        refused=tuple(unit for one, unit in units if one and (one.rejected or one.dropped)),
        conflicting=torn,
        groups=tuple(unit for _, unit in left if unit in expected.groups and unit not in torn),
        partly=tuple(partly),
        unfilled=unfilled,
    )


def _partly(
    expected: SplitAnswer, came: Mapping[tuple[str, str], _Came], apart: Mapping[str, SplitAnswer]
) -> tuple[list[Partly], int]:
    """Who answered some of the rows still open, and not the others; and how many rows of all the books are owed and
    left blank."""
    partly, unfilled = [], 0
    sent = {words: {key: rows for key, _, rows in _owed(answer)} for words, answer in apart.items()}
    for key, unit, owed in _owed(expected):
        one = came.get(key, _NOTHING)
        open_yet = owed - one.done - one.vain
        left = len(open_yet & one.about)
        missed = open_yet - one.about
        if one.periods and one.periods <= sent.keys():
            # what its own book never asked about is not cut out of it
            missed &= set().union(*(sent[words].get(key, ()) for words in one.periods))
        absent = len(missed)
        told = min(one.unknown, absent)  # blank rows without identity are among them
        left, absent = left + told, absent - told
        if key in came:
            unfilled += left
        refused = one.rejected + one.conflict
        if one.done and (left or refused or absent):
            partly.append(Partly(unit, len(one.done), left, refused, absent))
    return partly, unfilled


def _owed(answer: SplitAnswer) -> Iterator[tuple[tuple[str, str], str, set[About]]]:
    """Of each book whose it is, and what it asks about that is still open."""
    for key, book in zip(answer.keys, answer.books, strict=True):
        rows = (row for sheet in book.sheets for row in sheet.rows if row.status not in _ANSWERED)
        yield key, book.unit, {(row.plan, row.task, row.milestone) for row in rows}


def answering(readings: Sequence[PlanReading], returned: Sequence[FillReturned]) -> list[PlanReading]:
    """The plans that the books which came back are about; all, when none can be told."""
    rows = [row for book in returned for row in book.rows]
    return [reading for reading in readings if any(belongs(reading, row) for row in rows)] or list(readings)


def _says(row: ReturnedRow) -> set[str]:
    """What the row's workbook was sent for: "" for everything; nothing, when its hidden cells are gone."""
    return {row.period} if row.period or row.identity else set()


def periods_of(rows: Iterable[ReturnedRow]) -> list[str]:
    """What the workbooks were sent for, each once however it was written; "" is for everything."""
    said = sorted({words for row in rows for words in _says(row)})
    return list({parse_period(words).said if words else "": words for words in said}.values())


def period_of(said: Sequence[str]) -> Period | None:
    """From the first of these periods to the last; None when a workbook was for everything, or none of them says."""
    if not said or "" in said:
        return None
    periods = [parse_period(words) for words in said]
    first, last = min(one.first for one in periods), max(one.last for one in periods)
    return Period("、".join(sorted(said)), first, last)
