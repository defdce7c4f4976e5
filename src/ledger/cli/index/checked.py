"""`validate` through the index: what was found wrong with a plan on a day, and with the files beside it.

A problem is kept with the line it is about, as it is shown. Which file it is in is told by place (the plan, the
first or second file beside it), for that is called as whoever asks calls it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from ledger.cli.clock import today
from ledger.cli.index import store
from ledger.cli.index.kept import pack, unpack
from ledger.cli.index.sources import Sources, sources_of
from ledger.cli.plan_places import Folders, Place, find_plans, plan_files, shown_here
from ledger.cli.together import Checked, together
from ledger.problems import LedgerError, Problem

_FIELDS = tuple(field.name for field in fields(Problem) if field.name != "file")


def check_for(plans: list[str] | None, on: date | None, *, index: bool = True) -> tuple[list[Problem], int]:
    """Everything wrong with the plans named, as `check_files` finds it, and how many they are."""
    where = store.place() if index else None
    if where is not None:
        folders = Folders()
        places = plan_files(plans, folders)
        day = today(on, (Path(place.shown) for place in places))
        found = store.tried(where, lambda connection: _checked(connection, places, folders, day))
        if found is not None:
            return together(found), len(places)
    from ledger.cli.checking import check_files

    paths = find_plans(plans)
    return check_files(paths, today(on, paths)), len(paths)


def _checked(
    connection: Connection, places: Sequence[Place], folders: Folders, on: date
) -> list[Checked] | None:
    """Every plan as it was found, looked at now where the index does not know; None where one cannot be read or
    changed while it was."""
    asked = [(path, sources) for path, sources in sources_of(places, folders) if sources is not None]
    if len(asked) < len(places):
        return None
    connection.execute("BEGIN")
    known = store.look_checked(connection, asked, on)
    connection.execute("COMMIT")
    missing = [n for n, body in enumerate(known) if body is None]
    new: dict[int, Checked] = {}
    if missing:
        from ledger.cli.index.reading import on_all_cores

        wanted = [(Path(places[n].shown), *asked[n]) for n in missing]
        try:
            looked = on_all_cores(_look_part, wanted, on, len(places) == 1)
        except LedgerError:
            return None
        rows = []
        for n, one in zip(missing, looked, strict=True):
            if one is None:
                return None
            digest, new[n] = one
            sources = asked[n][1]
            if (body := _packed(new[n], sources)) is not None:
                rows.append((sources, digest, body))
        store.put_checked(connection, rows, on)
    return [
        new[n] if body is None else _unpacked(body, place.shown, sources)
        for n, (place, body, (_, sources)) in enumerate(zip(places, known, asked, strict=True))
    ]


def _look_part(
    paths: Sequence[tuple[Path, str, Sources | None]], on: date, alone: bool
) -> list[tuple[str, Checked] | None]:
    """Digest and findings of each plan; None for one that changed meanwhile."""
    from ledger.cli.checking import check_each

    before = [sources.digest() if sources else "" for _, _, sources in paths]
    found = check_each([path for path, _, _ in paths], on, alone=alone)
    return [
        (digest, one) if sources is not None and sources.digest() == digest else None
        for one, digest, (_, _, sources) in zip(found, before, paths, strict=True)
    ]


def _packed(one: Checked, sources: Sources) -> bytes | None:
    """None where it can only be told under the name the file has now."""
    names = [one.shown, *(shown_here(Path(path)) for path in sources.files[1:])]
    told = [one.own, *(problems for _, problems in one.beside)]
    if len(told) != len(names):
        return None
    for name, problems in zip(names, told, strict=True):
        if any(p.file != name or name in p.message or name in p.hint for p in problems):
            return None
    at = one.at_id and _values(one.at_id)
    return pack((one.id, at, *(tuple(map(_values, problems)) for problems in told)))


def _unpacked(body: bytes, shown: str, sources: Sources) -> Checked:
    number, at, own, *beside = unpack(body)
    return Checked(
        shown,
        tuple(
            (path, _problems(rows, shown_here(Path(path))) if rows else ())
            for path, rows in zip(sources.files[1:], beside, strict=True)
        ),
        _problems(own, shown),
        number,
        at and _problem(at, shown),
    )


def _values(problem: Problem) -> tuple[Any, ...]:
    return tuple(getattr(problem, name) for name in _FIELDS)


def _problems(rows: Sequence[tuple[Any, ...]], file: str) -> tuple[Problem, ...]:
    return tuple(_problem(row, file) for row in rows)


def _problem(values: tuple[Any, ...], file: str) -> Problem:
    return Problem(**dict(zip(_FIELDS, values, strict=True)), file=file)
