"""Plans opened through the index: all of them known by their heads, items only of those that can answer."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ledger.cli.answering import Tell, finish, who_answers, whom
from ledger.cli.clock import today
from ledger.cli.index import store
from ledger.cli.index.kept import unpack
from ledger.cli.index.sources import sources_of
from ledger.cli.index.store import Found
from ledger.cli.plan_places import Folders, Place, plan_files
from ledger.cli.screen import say
from ledger.duty.directory import UnitDirectory, spelling
from ledger.duty.reading import PlanReading
from ledger.problems import UsageError
from ledger.questions.asked import Asked

if TYPE_CHECKING:
    from ledger.questions.due import UnlistedGroup


@dataclass(frozen=True, slots=True)
class Opened:
    """What a question about duties needs. `unlisted`: the groups without members by plan; None without
    the index, where the readings tell."""

    on: date
    readings: Sequence[PlanReading]
    asked: Asked | None
    unlisted: Mapping[str, Sequence[UnlistedGroup]] | None
    broken: Sequence[str]

    def finish(self, code: int = 0) -> None:
        finish(self.broken, code)


class _Plan(NamedTuple):
    shown: str
    trouble: str | None
    id: str
    region: str | None
    found: Found | None


def open_for(
    plans: list[str] | None, on: date | None, *, region: str | None, unit: str | None, index: bool = True
) -> Opened:
    """Open plans for a question about the duties of `unit` (None: of everybody), as `open_office` does.

    Raises what `open_office` and `whom` raise, with the same words.
    """
    where = store.place() if index else None
    if where is not None:
        folders = Folders()
        places = plan_files(plans, folders)
        day = today(on, (Path(place.shown) for place in places))
        remarks: list[str] = []

        def ask(connection: sqlite3.Connection) -> Opened | None:
            found = _plans(connection, places, folders, day)
            return None if found is None else _answer(connection, found, day, region, unit, remarks.append)

        try:
            opened = store.tried(where, ask)
            if opened is not None:
                return opened
            remarks.clear()  # the long way says them
        finally:
            for remark in remarks:
                say(remark)
    return _without(plans, on, region, unit)


def _without(plans: list[str] | None, on: date | None, region: str | None, unit: str | None) -> Opened:
    from ledger.cli.office import open_office

    office = open_office(plans, on, region=region)
    return Opened(office.on, office.readings, office.asked(unit), None, office.broken)


def _plans(
    connection: sqlite3.Connection, places: Sequence[Place], folders: Folders, on: date
) -> list[_Plan] | None:
    """Every plan with what the index knows of it, read and written down where it does not; None where a
    plan changed while it was read, or is no file and can be read only once."""
    asked = list(sources_of(places, folders))
    if any(sources is None and os.path.exists(path) for path, sources in asked):
        return None
    connection.execute("BEGIN")
    known = store.look(connection, asked, on)
    missing = [n for n, found in enumerate(known) if found is None]
    trouble: dict[int, str] = {}
    if missing:
        from ledger.cli.index.reading import Unkept, read_rows

        connection.execute("COMMIT")
        rows = read_rows([(Path(places[n].shown), *asked[n]) for n in missing], on, alone=len(places) == 1)
        if None in rows:
            return None
        trouble = {n: row.trouble for n, row in zip(missing, rows, strict=True) if isinstance(row, Unkept)}
        store.put(connection, [row for row in rows if row is not None and not isinstance(row, Unkept)])
        connection.execute("BEGIN")
        known = store.look(connection, asked, on)
        if any(found is None and n not in trouble for n, found in enumerate(known)):
            return None
    return [
        _Plan(place.shown, None, found.id, found.region, found)
        if found
        else _Plan(place.shown, trouble[n], "", None, None)
        for n, (place, found) in enumerate(zip(places, known, strict=True))
    ]


def _answer(
    connection: sqlite3.Connection,
    plans: Sequence[_Plan],
    on: date,
    region: str | None,
    unit: str | None,
    tell: Tell,
) -> Opened:
    kept, broken = who_answers(plans, region, tell)
    found = [plan.found for plan in kept if plan.found is not None]
    if unit is None:
        return Opened(on, _whole(connection, found), None, _unlisted(connection, found), broken)
    name = unit.strip()
    able = list(_able(connection, found, name))
    try:
        readings, asked = _asked(connection, able, unit, tell)
    except UsageError:  # nobody knows it: the answer says who may be meant, of all there are
        able = found
        readings, asked = _asked(connection, able, unit, tell)
    wanted = {one.no: name for one in able if (name := asked.name_in(one.id))}
    for no, items in _items_of(connection, wanted).items():
        readings[no] = replace(readings[no], items=items)
    told = [one for one in found if one.no in readings or asked.may_concern(one.id, one.region)]
    rest = [one for one in told if one.no not in readings]
    readings |= zip((one.no for one in rest), _heads(connection, rest), strict=True)
    unlisted = _unlisted(connection, told)
    connection.execute("COMMIT")
    return Opened(on, [readings[one.no] for one in told], asked, unlisted, broken)


def _asked(
    connection: sqlite3.Connection, plans: Sequence[Found], unit: str, tell: Tell
) -> tuple[dict[int, PlanReading], Asked]:
    """Readings without items of `plans`, by number, and whom `unit` means in them."""
    readings = {one.no: reading for one, reading in zip(plans, _heads(connection, plans), strict=True)}
    unknown = [one for one in plans if _is_unknown(readings[one.no], unit.strip())]
    readings |= zip((one.no for one in unknown), _with_items(connection, unknown, readings), strict=True)
    asked = whom([readings[one.no] for one in plans], unit, tell)
    assert asked is not None
    return readings, asked


def _unlisted(connection: sqlite3.Connection, plans: Sequence[Found]) -> dict[str, Sequence[UnlistedGroup]]:
    packed = _by_number(connection, "SELECT plan, unlisted FROM head", "plan", [one.no for one in plans])
    return {one.id: unpack(packed[one.no]) for one in plans}


def _able(connection: sqlite3.Connection, found: Iterable[Found], name: str) -> Iterator[Found]:
    """The plans that may know `name`: a name of their directory ends so, begins with their region, or their
    words name it. Whether they do is for the directory to say."""
    key = spelling(name)
    if not key:
        return
    backward = key[::-1]
    directories = {
        no
        for (no,) in connection.execute(
            "SELECT directory FROM name WHERE backward>=? AND backward<?",
            (backward, backward + chr(0x10FFFF)),
        )
    }
    begins = "SELECT no FROM directory WHERE length(region)>1 AND substr(?, 1, length(region))=region"
    directories |= {no for (no,) in connection.execute(begins, (key,))}
    naming = {no for (no,) in connection.execute("SELECT DISTINCT plan FROM carrier WHERE name=?", (name,))}
    yield from (one for one in found if one.directory in directories or one.no in naming)


def _heads(connection: sqlite3.Connection, plans: Sequence[Found]) -> Iterator[PlanReading]:
    """The plans with their directories, without items."""
    directories: dict[int, UnitDirectory] = {}
    heads = _by_number(connection, "SELECT plan, body FROM head", "plan", [one.no for one in plans])
    wanted = list({one.directory for one in plans})
    for no, body in _by_number(connection, "SELECT no, body FROM directory", "no", wanted).items():
        file, region, of_plan = unpack(body)
        directories[no] = UnitDirectory(file, region, of_plan=of_plan)
    for one in plans:
        plan, by_word, overrides = unpack(heads[one.no])
        yield PlanReading(plan, directories[one.directory], (), by_word, overrides)


def _by_number(
    connection: sqlite3.Connection, select: str, column: str, numbers: Sequence[int]
) -> dict[int, Any]:
    if len(numbers) > 400:
        wanted = set(numbers)
        return {no: value for no, value in connection.execute(select) if no in wanted}
    marks = ",".join("?" * len(numbers))
    return dict(connection.execute(f"{select} WHERE {column} IN ({marks})", numbers).fetchall())


def _whole(connection: sqlite3.Connection, plans: Sequence[Found]) -> list[PlanReading]:
    heads = list(_heads(connection, plans))
    return _with_items(connection, plans, {one.no: head for one, head in zip(plans, heads, strict=True)})


def _with_items(
    connection: sqlite3.Connection, plans: Iterable[Found], heads: Mapping[int, PlanReading]
) -> list[PlanReading]:
    select = "SELECT body FROM item WHERE plan=? ORDER BY place"
    return [
        replace(heads[one.no], items=tuple(unpack(body) for (body,) in connection.execute(select, (one.no,))))
        for one in plans
    ]


def _is_unknown(reading: PlanReading, name: str) -> bool:
    """Whether the directory does not know the name, so that the words must be looked at."""
    found = reading.directory.find(name)
    return not (found.unit or found.group or found.choices)


def _items_of(connection: sqlite3.Connection, wanted: Mapping[int, str]) -> dict[int, tuple[Any, ...]]:
    """The items of each plan that concern whom it calls so, in order."""
    select = (
        "SELECT body FROM carrier JOIN item USING(plan, place) WHERE carrier.name=? AND plan=? ORDER BY place"
    )
    items: dict[int, tuple[Any, ...]] = {}
    for plan, name in wanted.items():
        items[plan] = tuple(unpack(body) for (body,) in connection.execute(select, (name, plan)))
    return items
