"""日程: the days a plan asks for, as entries of a calendar. The states are those of the Duties on the day asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.duty.completion import milestone_done
from ledger.duty.duty import duties_of
from ledger.duty.reading import Item, PlanReading
from ledger.questions.asked import Asked
from ledger.record.model import Plan, Task
from ledger.values.duty import Duty
from ledger.words.deadline.occurrences import occurrences_of_plan
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
    live = [r for r in readings if r.plan.archived is None or r.plan.archived > on]
    return tuple(entry for reading in live for entry in _of_plan(reading, on, asked))


def _of_plan(reading: PlanReading, on: date, asked: Asked | None) -> Iterable[AgendaEntry]:
    plan = reading.plan
    by_item: dict[int | str, list[Duty]] = {}
    for duty in duties_of(reading, on):
        if asked is None or asked.covers(duty.plan, duty.unit, duty.via):
            by_item.setdefault(duty.no, []).append(duty)
    whose = _whose(reading, asked) if asked else ""
    tasks = {task.no: task for task in plan.tasks}
    for item in reading.items:
        changes = _changes(item, tasks.get(item.no) if isinstance(item.no, int) else None, on)
        duties = sorted(by_item.get(item.no, ()), key=lambda duty: duty.role != "lead")
        for milestone in item.milestones:
            rows = [duty for duty in duties if _is_of(duty, milestone)]
            entries = [
                _entry(plan, item, milestone, whose, tuple(same), changes) for same in _by_original(rows)
            ]
            if milestone.recurring:
                yield from _recurring(reading, item, milestone, whose, entries, changes)
            else:
                yield from entries


def _whose(reading: PlanReading, asked: Asked) -> str:
    """The official name of the unit or group asked for, as this plan's directory has it."""
    names = sorted(asked.groups.get(reading.plan.id, ()))
    declared = next(filter(None, map(reading.directory.group, names)), None)
    group = declared.name if declared else "".join(names[:1])
    return asked.units.get(reading.plan.id, group)


def _is_of(duty: Duty, milestone: Milestone) -> bool:
    return duty.due is not None and (duty.kind, duty.what, duty.words) == (
        milestone.kind, milestone.what, milestone.words,
    )  # fmt: skip


def _by_original(rows: Iterable[Duty]) -> Iterable[list[Duty]]:
    found: dict[date | None, list[Duty]] = {}
    for duty in rows:
        found.setdefault(duty.original_due, []).append(duty)
    return found.values()


def _entry(
    plan: Plan, item: Item, milestone: Milestone, whose: str, rows: tuple[Duty, ...], changes: int
) -> AgendaEntry:
    first = next((duty for duty in rows if duty.open), rows[0])
    assert first.due is not None
    return AgendaEntry(
        plan=plan,
        item=item,
        milestone=milestone,
        whose=whose,
        duties=rows,
        day=first.due,
        original=first.original_due or first.due,
        changes=changes,
    )


def _recurring(
    reading: PlanReading, item: Item, milestone: Milestone, whose: str, known: list[AgendaEntry], changes: int
) -> Iterable[AgendaEntry]:
    """One entry for all occurrences. Only the one just past and the next have Duties on a day."""
    plan = reading.plan
    days = occurrences_of_plan(milestone, plan.year, plan.issued)
    if not days or not known:
        return
    differs = tuple(one for one in known if one.finished or one.late or one.day != one.original)
    plain = known[-1].duties
    yield AgendaEntry(
        plan=plan,
        item=item,
        milestone=milestone,
        whose=whose,
        duties=plain,
        day=days[0],
        original=days[0],
        changes=changes,
        occurrences=days,
        instead=differs,
    )


def _changes(item: Item, task: Task | None, on: date) -> int:
    adjusted = task.adjustments if task else ()
    return sum(entry.day <= on for entry in item.progress) + sum(one.day <= on for one in adjusted)
