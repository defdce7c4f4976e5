"""The units of the plans: what each leads, supports and is responsible for; groups without members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ledger.duty.carriers import carriers
from ledger.duty.reading import PlanReading
from ledger.words.meanings import Role


@dataclass(slots=True)
class UnitRow:
    """One unit (or one group nobody listed) of a region, with the items it carries by role."""

    region: str | None
    name: str
    is_group: bool
    aliases: tuple[str, ...] = ()
    items: dict[Role | None, list[tuple[str, int | str]]] = field(default_factory=dict)

    def count(self, role: Role) -> int:
        return len(self.items.get(role, ()))


def list_units(readings: Sequence[PlanReading]) -> list[UnitRow]:
    """Units by region in the order of the directory, then those only the plans name, then groups."""
    rows: dict[tuple[str | None, str, bool], UnitRow] = {}

    def row(region: str | None, name: str, is_group: bool) -> UnitRow:
        return rows.setdefault((region, name, is_group), UnitRow(region, name, is_group))

    for reading in readings:
        region = reading.plan.region
        for unit in reading.directory.units:
            row(region, unit.name, False).aliases = (*unit.aliases, *unit.former)
        for item in reading.items:
            for who in carriers(reading, item):
                name = who.unit or (who.via if who.unlisted else None)
                if name:
                    mine = row(region, name, who.unit is None)
                    mine.items.setdefault(who.role, []).append((reading.plan.id, item.no))
                    if mine.is_group and (group := reading.directory.group(name)):
                        mine.aliases = group.aliases
    order = list(dict.fromkeys(reading.plan.region for reading in readings))
    return sorted(rows.values(), key=lambda r: (order.index(r.region), r.is_group))
