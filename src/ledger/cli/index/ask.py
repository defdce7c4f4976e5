"""Plans opened through the index: all of them known by their heads, items only of those that can answer."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ledger.cli.answering import Tell, finish, who_answers, whom
from ledger.cli.clock import today
from ledger.cli.index import store
from ledger.cli.index.kept import Damaged, Kept, unpack
from ledger.cli.index.store import Found, Sources
from ledger.cli.plan_places import find_plans
from ledger.cli.screen import say
from ledger.duty.directory import UnitDirectory, spelling
from ledger.duty.reading import PlanReading
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


@dataclass(frozen=True, slots=True)
class _Plan:
    shown: str
    trouble: str | None
    found: Found | None

    @property
    def id(self) -> str:
        assert self.found is not None
        return self.found.id

    @property
    def region(self) -> str | None:
        assert self.found is not None
        return self.found.region


def open_for(
    plans: list[str] | None, on: date | None, *, region: str | None, unit: str | None, index: bool = True
) -> Opened:
    """Open plans for a question about the duties of `unit` (None: of everybody), as `open_office` does.

    Raises what `open_office` and `whom` raise, with the same words.
    """
    where = store.place() if index else None
    if where is not None:
        paths = find_plans(plans)
        day = today(on, paths)
        remarks: list[str] = []
        try:
            with store.opened(where) as connection:
                found = _plans(connection, paths, day)
                if found is not None:
                    return _answer(connection, found, day, region, unit, remarks.append)
        except (Damaged, sqlite3.Error, OSError) as error:
            remarks.clear()  # the long way says them
            if not isinstance(error, sqlite3.OperationalError | OSError):
                store.forget(where)
        finally:
            for remark in remarks:
                say(remark)
    return _without(plans, on, region, unit)


def _without(plans: list[str] | None, on: date | None, region: str | None, unit: str | None) -> Opened:
    from ledger.cli.office import open_office

    office = open_office(plans, on, region=region)
    return Opened(office.on, office.readings, office.asked(unit), None, office.broken)


def _plans(connection: sqlite3.Connection, paths: Sequence[Path], on: date) -> list[_Plan] | None:
    """Every plan with what the index knows of it, read and written down where it does not; None where a
    plan changed while it was read."""
    asked = list(_sources(paths))
    connection.execute("BEGIN")
    known = store.look(connection, asked, on)
    missing = [n for n, found in enumerate(known) if found is None]
    trouble: dict[int, str] = {}
    if missing:
        from ledger.cli.index.reading import Unkept, read_rows

        connection.execute("COMMIT")
        rows = read_rows([(paths[n], *asked[n]) for n in missing], on, alone=len(paths) == 1)
        if None in rows:
            return None
        trouble = {n: row.trouble for n, row in zip(missing, rows, strict=True) if isinstance(row, Unkept)}
        store.put(connection, [row for row in rows if row is not None and not isinstance(row, Unkept)])
        connection.execute("BEGIN")
        known = store.look(connection, asked, on)
        if any(found is None and n not in trouble for n, found in enumerate(known)):
            return None
    return [_Plan(str(path), trouble.get(n), known[n]) for n, path in enumerate(paths)]


def _sources(paths: Iterable[Path]) -> Iterator[tuple[str, Sources | None]]:
    """Absolute path and files of each plan; no files where one cannot be had."""
    here = os.getcwd()
    beside: dict[tuple[str, str], str | None] = {}
    for path in paths:
        absolute = os.path.normpath(os.path.join(here, path))
        folder = os.path.dirname(absolute)
        files = [found for name in ("units", "office") if (found := _nearest(folder, name, beside))]
        try:
            yield absolute, store.sources_of(absolute, files)
        except OSError:
            yield absolute, None


def _nearest(folder: str, name: str, seen: dict[tuple[str, str], str | None]) -> str | None:
    """`find_beside`, each folder looked at once."""
    if (folder, name) not in seen:
        names = [os.path.join(folder, f"{name}{suffix}") for suffix in (".yaml", ".yml")]
        here = next((one for one in names if os.path.isfile(one)), None)
        above = os.path.dirname(folder)
        seen[folder, name] = here or (_nearest(above, name, seen) if above != folder else None)
    return seen[folder, name]


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
    unlisted = {one.id: unpack(one.unlisted) for one in found}
    if unit is None:
        return Opened(on, _whole(connection, found), None, unlisted, broken)
    name = unit.strip()
    able = (
        list(_able(connection, found, name)) or found
    )  # nobody: the answer says who is meant, of all there are
    readings = {one.no: reading for one, reading in zip(able, _heads(connection, able), strict=True)}
    unknown = [one for one in able if _is_unknown(readings[one.no], name)]
    readings |= zip((one.no for one in unknown), _with_items(connection, unknown, readings), strict=True)
    asked = whom([readings[one.no] for one in able], unit, tell)
    assert asked is not None
    wanted = {one.no: names for one in able if (names := _names(asked, one.id))}
    for no, items in _items_of(connection, wanted).items():
        readings[no] = replace(readings[no], items=items)
    connection.execute("COMMIT")
    return Opened(on, [readings.get(one.no) or _bare(one) for one in found], asked, unlisted, broken)


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
    regions = connection.execute("SELECT no, region FROM directory")
    directories |= {no for no, region in regions if len(region) > 1 and key.startswith(region)}
    naming = {no for (no,) in connection.execute("SELECT plan FROM carrier WHERE name=?", (name,))}
    yield from (one for one in found if one.directory in directories or one.no in naming)


def _heads(connection: sqlite3.Connection, plans: Sequence[Found]) -> Iterator[PlanReading]:
    """The plans with their directories, without items."""
    directories: dict[int, UnitDirectory] = {}
    heads = _by_number(connection, "SELECT no, head FROM plan", "no", [one.no for one in plans])
    wanted = list({one.directory for one in plans})
    for no, body in _by_number(connection, "SELECT no, body FROM directory", "no", wanted).items():
        file, region, of_plan = unpack(body)
        directories[no] = UnitDirectory(file, region, of_plan=of_plan)
    for one in plans:
        plan, leads = unpack(heads[one.no])
        yield PlanReading(plan, directories[one.directory], (), leads)


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


def _names(asked: Asked, plan: str) -> frozenset[str]:
    return frozenset({asked.units[plan]}) if plan in asked.units else asked.groups.get(plan, frozenset())


def _items_of(
    connection: sqlite3.Connection, wanted: Mapping[int, frozenset[str]]
) -> dict[int, tuple[Any, ...]]:
    """The items of each plan that concern its names, in order."""
    bodies: dict[int, dict[int, bytes]] = {no: {} for no in wanted}
    select = "SELECT plan, place, body FROM carrier JOIN item USING(plan, place) WHERE carrier.name=? ORDER BY place"
    for name in frozenset().union(*wanted.values()):
        for plan, at, body in connection.execute(select, (name,)):
            if name in wanted.get(plan, ()):
                bodies[plan][at] = body
    return {no: tuple(unpack(body) for _, body in sorted(found.items())) for no, found in bodies.items()}


def _bare(found: Found) -> PlanReading:
    """A plan that cannot answer, for what is said of every plan."""
    names = {"title": found.title, "short": found.short, "year": found.year}
    plan: Any = Kept(id=found.id, region=found.region, archived=found.archived, **names)
    nobody: Any = None
    return PlanReading(plan, nobody, (), ())
