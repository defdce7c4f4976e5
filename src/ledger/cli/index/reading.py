"""Plans read the long way, as rows of the index: on both cores where there are many."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from ledger.cli.index.kept import pack
from ledger.cli.index.sources import Sources
from ledger.cli.index.store import Row
from ledger.cli.office import LoadedPlan, load
from ledger.duty.directory import spelling
from ledger.duty.reading import PlanReading, same_until
from ledger.questions.due import unlisted_groups
from ledger.words import understood
from ledger.words.responsibility.names import strip_tail_bracket

_MANY = 24  # plans, below which a second process costs more than it saves


@dataclass(frozen=True, slots=True)
class Unkept:
    """A plan that cannot be answered from, or changed while it was read: `trouble` is the sentence."""

    shown: str
    trouble: str


Asked = Sequence[tuple[Path, str, Sources | None]]
"""Plans to read: path as named, absolute path, files."""
T = TypeVar("T")


def read_rows(paths: Asked, on: date, *, alone: bool) -> list[Row | Unkept | None]:
    """A row for each plan, in order; None for one that changed meanwhile.

    Raises LedgerError when the only plan asked about cannot be read.
    """
    return on_all_cores(_read_part, paths, on, alone)


def on_all_cores(
    work: Callable[[Asked, date, bool], list[T]], paths: Asked, on: date, alone: bool
) -> list[T]:
    """`work` done with all paths, in order, by several processes where they are many."""
    cores = min(os.cpu_count() or 1, len(paths) // _MANY)
    if cores < 2:
        return work(paths, on, alone)
    from concurrent.futures import ProcessPoolExecutor

    understood.make_ready()  # before the processes part ways, so that none makes the grammars again
    size = min(len(paths) // (cores * 2) + 1, 200)
    parts = [paths[n : n + size] for n in range(0, len(paths), size)]
    with ProcessPoolExecutor(cores) as pool:
        begun = [pool.submit(work, part, on, alone) for part in parts]
        return [row for part in begun for row in part.result()]


def _read_part(paths: Asked, on: date, alone: bool) -> list[Row | Unkept | None]:
    before = [sources.digest() if sources else None for _, _, sources in paths]
    loaded = load([path for path, _, _ in paths], on, alone=alone)
    return [
        _row(plan, absolute, sources, digest, on)
        for plan, (_, absolute, sources), digest in zip(loaded, paths, before, strict=True)
    ]


def _row(
    loaded: LoadedPlan, absolute: str, sources: Sources | None, digest: str | None, on: date
) -> Row | Unkept | None:
    if loaded.trouble:
        return Unkept(loaded.shown, loaded.trouble)
    reading = loaded.reading
    if sources is None or digest is None or sources.digest() != digest:
        return None
    plan, directory = reading.plan, reading.directory
    names = [name for unit in directory.units for name in (unit.name, *unit.aliases, *unit.former)]
    names += [strip_tail_bracket(name) for name in names]
    for group in directory.groups:
        names += [group.name, *group.aliases, *(directory.members(group.name) or ())]
    return Row(
        path=absolute,
        sources=sources,
        digest=digest,
        days=same_until(plan, on),
        id=plan.id,
        region=plan.region,
        directory_region=spelling(directory.region or ""),
        directory=pack((directory.file, directory.region, directory.of_plan)),
        names=tuple(dict.fromkeys(map(spelling, names))),
        head=pack((plan, reading.by_word, dict(reading.overrides))),
        unlisted=pack(tuple(unlisted_groups(reading))),
        items=tuple(map(pack, reading.items)),
        carriers=tuple(_carriers(reading)),
    )


def _carriers(reading: PlanReading) -> list[tuple[str, int]]:
    """Whom each item may concern: names as they stand in the words, the units and groups they mean, members of groups, and
    whoever wrote an entry. More than carry it on a day is no harm: that is for `duty/carriers.py` to say."""
    found: dict[tuple[str, int], None] = {}
    directory = reading.directory
    for place, item in enumerate(reading.items):
        names = [entry.unit for entry in item.progress if entry.unit]
        for party in item.responsibility.parties:
            names.append(party.name)
            if party.group:
                names += directory.members(party.name, item.scope, reading.by_word) or ()
        for name in names:
            found[name, place] = None
            found[reading.group_name(directory.official(name)), place] = None
    return list(found)
