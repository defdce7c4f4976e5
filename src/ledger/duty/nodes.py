"""节点: the milestones of an item by the name a progress entry calls them (对应节点)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from ledger.duty.duty import before_adjustment
from ledger.duty.reading import Item, PlanReading
from ledger.duty.states import in_order, speaks_for
from ledger.record.model import Progress
from ledger.values.duty import Duty
from ledger.words.deadline.occurrences import occurrences_of_plan
from ledger.words.meanings import Milestone


@dataclass(frozen=True, slots=True)
class Node:
    """A milestone, or one occurrence of a recurring one. `name` is what 对应节点 says to mean this one and
    no other; "" for an item without milestones. `days` are the days it is known by."""

    name: str
    milestone: Milestone | None
    days: tuple[date, ...]


def nodes_of(reading: PlanReading, item: Item) -> tuple[Node, ...]:
    """Every node of the item, each under a name of its own: its day; its matter where a day is shared."""
    plan = reading.plan
    found: list[tuple[Milestone, date | None]] = []
    for milestone in item.milestones:
        days = occurrences_of_plan(milestone, plan.year, plan.issued) if milestone.recurring else ()
        found += [(milestone, day) for day in days] or [(milestone, milestone.day_due)]
    if not found:
        return (Node("", None, ()),)
    shared = Counter(day for _, day in found)
    return tuple(
        Node(_name(milestone, day, shared[day] > 1), milestone, _known_days(item, milestone, day))
        for milestone, day in found
    )


def _known_days(item: Item, milestone: Milestone, day: date | None) -> tuple[date, ...]:
    """Its day, and the one the document gave before a later notice moved it."""
    return tuple(d for d in dict.fromkeys((day, before_adjustment(item, milestone))) if d)


def _name(milestone: Milestone, day: date | None, shared: bool) -> str:
    if day is None or (shared and not milestone.recurring):
        return milestone.what or milestone.words
    return str(day)


def node_of(nodes: tuple[Node, ...], duty: Duty) -> Node:
    """The node a Duty is about."""
    days = {duty.original_due, duty.due} - {None}
    same = [
        n for n in nodes if n.milestone and (n.milestone.kind, n.milestone.what) == (duty.kind, duty.what)
    ]
    fitting = [n for n in same if not n.days or days & set(n.days)] or same
    return next(
        (n for n in fitting if n.milestone and n.milestone.words == duty.words), (fitting or nodes)[0]
    )


def entries_about(reading: PlanReading, item: Item, node: Node, unit: str | None, on: date) -> list[Progress]:
    """The unit's entries (its own, or the group's by name, and the office's) about a node, in order."""

    def is_from(entry: Progress) -> bool:
        if entry.unit is None or unit is None:
            return entry.unit is None
        return unit in (reading.directory.official(entry.unit), reading.group_name(entry.unit))

    mine = [entry for entry in in_order(item.progress, on) if is_from(entry)]
    moved = [e.extend_to for e in mine if e.extend_to and speaks_for(e, node.milestone, node.days)]
    return [entry for entry in mine if speaks_for(entry, node.milestone, (*node.days, *moved))]
