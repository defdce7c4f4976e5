"""Whom a question is about: a name as typed, found in each plan's directory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ledger.duty.carriers import carriers
from ledger.duty.directory import Found, spelling
from ledger.duty.reading import PlanReading
from ledger.problems import UsageError


@dataclass(frozen=True)
class Asked:
    """`--unit` answered: the official name of the unit, or the declared one of the group, in each plan that knows it
    (by plan 编号)."""

    typed: str
    units: dict[str, str]
    groups: dict[str, str]
    regions: tuple[str, ...]

    def knows(self, plan: str) -> bool:
        return plan in self.units or plan in self.groups

    def covers(self, plan: str, unit: str | None, group: str | None) -> bool:
        """Whether a row of `plan` carried by `unit`, or reached through `group`, is what was asked for."""
        if plan in self.units:
            return unit == self.units[plan]
        return plan in self.groups and group == self.groups[plan]

    def name_in(self, plan: str) -> str:
        """What a plan calls it; "" where it does not know it."""
        return self.units.get(plan) or self.groups.get(plan, "")

    def may_concern(self, plan: str, region: str | None) -> bool:
        """Whether a plan can be told about: it knows the name, or a group without members of it may hold the unit,
        which no group of another county does, where the counties are written."""
        return self.knows(plan) or region is None or region in self._places or self._unwritten

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(self.regions)

    @cached_property
    def _unwritten(self) -> bool:
        """Whether a plan that knows the name does not say which county it is of: its 编号 stands for that."""
        return not self._places.isdisjoint((*self.units, *self.groups))


def find_asked(readings: Sequence[PlanReading], name: str) -> Asked:
    """Find `name` (official, alias, former name, unique ending, group, or a member of one) in every plan.

    Raises UsageError when nobody knows it, with the nearest names, or when its ending fits several.
    """
    units: dict[str, str] = {}
    groups: dict[str, str] = {}
    regions: dict[str, None] = {}
    choices: dict[str, None] = {}
    for reading in readings:
        directory = reading.directory
        found = directory.find(name)
        if not (found.unit or found.group or found.choices):
            found = _mentioned(reading, name)
        if found.unit:
            units[reading.plan.id] = found.unit
        elif found.group:
            groups[reading.plan.id] = found.group
        else:
            choices.update(dict.fromkeys(found.choices))
            continue
        regions[reading.plan.region or reading.plan.id] = None
    if not units and not groups:
        raise UsageError(_unknown(readings, name, tuple(choices)))
    return Asked(name, units, groups, tuple(regions))


def _mentioned(reading: PlanReading, name: str) -> Found:
    """A name the directory has not among its 单位, but the plan mentions, a 范围 or a group holds, or an entry is from:
    asking for it is still an answer."""
    for item in reading.items:
        for party in item.responsibility.parties:
            if party.name == name:
                return Found("group", group=name) if party.group else Found("official", unit=name)
    if any(who.unit == name for item in reading.items for who in carriers(reading, item)):
        return Found("official", unit=name)
    key, directory = spelling(name), reading.directory
    listed = (member for group in directory.groups for member in directory.members(group.name) or ())
    unit = next((member for member in listed if spelling(member) == key), None)
    return Found("official", unit=unit) if unit else Found("unknown")


def _unknown(readings: Sequence[PlanReading], name: str, choices: tuple[str, ...]) -> str:
    if choices:
        return f"“{name}”可以是{'、'.join(choices)}，请写全。"
    near: dict[str, None] = {}
    for reading in readings:
        near.update(dict.fromkeys(reading.directory.similar(name)))
    hint = f"是不是{'、'.join(list(near)[:5])}？" if near else "ledger units 列出全部单位。"
    return f"这些计划里没有叫“{name}”的单位。{hint}"
