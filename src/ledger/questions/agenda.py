"""日程: the days a plan asks for, as entries of a calendar. The states are those of the Duties on the day asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from ledger.duty.completion import milestone_done
from ledger.duty.duty import in_use, tree
from ledger.duty.nodes import Node, nodes_of
from ledger.duty.reading import Item, PlanReading
from ledger.questions.asked import Asked
from ledger.record.model import Plan
from ledger.values.duty import Duty
from ledger.words.meanings import Milestone


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One day owed, or all occurrences of a recurring milestone.

    `whose` is the unit or group asked for, "" for everybody. `duties` are the rows of this day, leads first.
    `day` is the day in force, `original` the one before it was moved. `occurrences` are the days of a recurring
    milestone (then `day` is the first of them); `instead` holds, for one of them, what differs: done, late, moved.
    `changes` counts what was said about the item by now, so that a later export of it has a higher number.
    """

    plan: Plan
    item: Item
    milestone: Milestone
    whose: str
    duties: tuple[Duty, ...]
    day: date
    original: date
    changes: int
    occurrences: tuple[date, ...] = ()
    instead: tuple[AgendaEntry, ...] = ()

    @property
    def finished(self) -> bool:
        """Nothing is owed any more: done, let go, cancelled."""
        return milestone_done(self.duties) or not any(duty.open for duty in self.duties)

    @property
    def cancelled(self) -> bool:
        return bool(self.duties) and all(duty.state == "cancelled" for duty in self.duties)

    @property
    def late(self) -> bool:
        return not self.finished and any(duty.light == "red" for duty in self.duties)


def agenda(
    readings: Sequence[PlanReading], on: date, *, asked: Asked | None = None
) -> tuple[AgendaEntry, ...]:
    """Every day owed in plans not yet archived, plan by plan, items and milestones in order."""
    live = [reading for reading in readings if in_use(reading, on)]
    return tuple(entry for reading in live for entry in _of_plan(reading, on, asked))


def _of_plan(reading: PlanReading, on: date, asked: Asked | None) -> Iterable[AgendaEntry]:
    whose = asked.name_in(reading.plan.id) if asked else ""
    tasks = {task.no: task for task in reading.plan.tasks}
    for _, same in groupby(tree(reading, on), key=lambda node: (id(node.item), id(node.milestone))):
        nodes = list(same)
        item = nodes[0].item
        adjusted = tasks[item.no].adjustments if isinstance(item.no, int) and item.no in tasks else ()
        changes = sum(day <= on for day in (*(e.day for e in item.progress), *(a.day for a in adjusted)))
        entries = [entry for node in nodes for entry in _entries(reading.plan, node, asked, whose, changes)]
        if nodes[0].occurrence:
            yield from _recurring(reading, entries)
        else:
            yield from entries


def _entries(plan: Plan, node: Node, asked: Asked | None, whose: str, changes: int) -> Iterable[AgendaEntry]:
    """The entry of one node: none without a day, or where whom we are asked about does not carry it."""
    rows = [duty for duty in node.duties if asked is None or asked.covers(duty.plan, duty.unit, duty.via)]
    rows = sorted((duty for duty in rows if duty.due), key=lambda duty: duty.role != "lead")
    if not rows or node.milestone is None:
        return
    first = next((duty for duty in rows if duty.open), rows[0])
    assert first.due is not None
    yield AgendaEntry(
        plan=plan,
        item=node.item,
        milestone=node.milestone,
        whose=whose,
        duties=tuple(rows),
        day=first.due,
        original=first.original_due or first.due,
        changes=changes,
    )


def _recurring(reading: PlanReading, known: list[AgendaEntry]) -> Iterable[AgendaEntry]:
    """One entry for all occurrences. Only the one just past and the next have Duties on a day."""
    if not known:
        return
    last = known[-1]
    nodes = nodes_of(reading, last.item)
    days = tuple(node.due for node in nodes if node.milestone is last.milestone and node.due)
    differs = tuple(one for one in known if one.finished or one.late or one.day != one.original)
    yield replace(last, day=days[0], original=days[0], occurrences=days, instead=differs)
