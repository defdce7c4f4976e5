"""Who carries an item: the units named, members reached through groups, unlisted groups, or nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ledger.duty.reading import Item, PlanReading
from ledger.words.meanings import Role

if TYPE_CHECKING:
    from ledger.record.model import Progress

_STRENGTH: tuple[Role | None, ...] = ("lead", "responsible", "reporting", "support", None)


@dataclass(frozen=True, slots=True)
class Carrier:
    """One who carries an item. `unlisted`: the group `via` (its declared name), whose members nobody listed, or a
    unit that reported for it; it neither blocks completion nor turns red. `names`: what the document calls it, where
    that is several units merged since (曾用名); empty for everybody else. `since`: the day from which it is one of the
    group `via`, where it has not always been."""

    unit: str | None
    role: Role | None
    word: str = ""
    via: str | None = None
    unlisted: bool = False
    names: tuple[str, ...] = ()
    since: date | None = None


def carriers(
    reading: PlanReading, item: Item, entries: Iterable[Progress] | None = None
) -> tuple[Carrier, ...]:
    """Who carries an item: each unit once, in its strongest role, named before via a group.

    `entries`: what has been reported so far; without it, all there is, later than the day or not.
    """
    directory = reading.directory
    found: list[Carrier] = []
    names: dict[str, dict[str, None]] = {}
    for party in item.responsibility.parties:
        role: Role = "reporting" if item.is_reporting else party.role
        word = party.word or ("报送" if item.is_reporting else "")
        if not party.group:
            unit = directory.official(party.name)
            names.setdefault(unit, {})[reading.as_written(party.name)] = None
            found.append(Carrier(unit, role, word))
            continue
        members = directory.members(party.name, item.scope, reading.by_word)
        group = reading.group_name(party.name)
        if members is None:
            found.append(Carrier(None, role, word, group, unlisted=True))
        else:
            declared = directory.group(party.name)
            if declared is not None and isinstance(declared.members, str):  # nobody reports to itself
                members = tuple(member for member in members if member != item.receiver) or members
            later = _later(reading, item, party.name, members)
            found.extend(Carrier(member, role, word, group, since=later.get(member)) for member in members)
    if not found:
        found.append(Carrier(None, None))
    known = {carrier.unit for carrier in found if carrier.unit}
    found.extend(_reporters(reading, item.progress if entries is None else entries, found, known))
    best: dict[object, Carrier] = {}
    for carrier in sorted(found, key=lambda c: (_STRENGTH.index(c.role), c.via is not None)):
        best.setdefault(carrier.unit or ("group", carrier.via), carrier)
    kept = set(map(id, best.values()))
    merged = {unit: tuple(written) for unit, written in names.items() if len(written) > 1}
    return tuple(
        replace(carrier, names=merged[carrier.unit]) if carrier.unit in merged else carrier
        for carrier in found
        if id(carrier) in kept
    )


def _later(reading: PlanReading, item: Item, group: str, members: tuple[str, ...]) -> dict[str, date]:
    """Of the members of a group those who are in it only for leading, or carrying, what was given to them on a day, by
    that day."""
    found: dict[str, date] = {}
    for word, named in reading.by_word.items():
        later = {unit: day for unit, day in named.items() if day}
        if not later.keys().isdisjoint(members):
            always = {**reading.by_word, word: [unit for unit in named if unit not in later]}
            without = reading.directory.members(group, item.scope, always) or ()
            found |= {unit: later[unit] for unit in members if unit in later and unit not in without}
    return found


def _reporters(
    reading: PlanReading, entries: Iterable[Progress], found: list[Carrier], known: set[str]
) -> Iterable[Carrier]:
    """Units nobody named that reported: for an unlisted group, or for a task that names nobody."""
    stand_in = next((carrier for carrier in found if carrier.unit is None), None)
    if stand_in is None:
        return
    groups = {carrier.via for carrier in found if carrier.via}
    for entry in entries:
        if entry.unit is None or reading.group_name(entry.unit) in groups:
            continue
        unit = reading.directory.official(entry.unit)
        if unit not in known:
            known.add(unit)
            yield replace(stand_in, unit=unit, unlisted=True)
