"""Tasks: a filtered list of them, and one whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger.plan.duty import duties_of, milestone_done
from ledger.plan.model import ReportingDuty, Task
from ledger.plan.reading import Item, PlanReading
from ledger.plan.values import Duty
from ledger.problems import UsageError
from ledger.questions.asked import Asked


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task or 报送 as read, with its Duties on the day. `source` is the record in the plan file."""

    reading: PlanReading
    item: Item
    source: Task | ReportingDuty
    duties: tuple[Duty, ...]

    @property
    def done(self) -> bool:
        """Every milestone of it is done."""
        slots: dict[tuple[object, ...], list[Duty]] = {}
        for duty in self.duties:
            slots.setdefault((duty.kind, duty.due, duty.what), []).append(duty)
        return all(milestone_done(rows) for rows in slots.values())


def list_tasks(
    readings: Sequence[PlanReading],
    on: date,
    *,
    asked: Asked | None = None,
    words: str | None = None,
    undated: bool = False,
    nobody: bool = False,
) -> list[TaskRow]:
    """Every task and 报送 that passes all the filters given, in the order of the plans."""
    rows = [row for reading in readings for row in _rows(reading, on)]
    return [
        row
        for row in rows
        if (asked is None or any(asked.covers(d.plan, d.unit, d.via) for d in row.duties))
        and (words is None or words in _all_words(row))
        and (not undated or all(duty.due is None for duty in row.duties))
        and (not nobody or not row.item.responsibility.parties)
    ]


def find_item(reading: PlanReading, no: str, on: date) -> TaskRow:
    """The task numbered `no` (报1 … for a 报送). Raises UsageError when there is none."""
    wanted = no.strip()
    for row in _rows(reading, on):
        if str(row.item.no) == wanted:
            return row
    count = len(reading.plan.tasks)
    reports = f"，报送是 报1 到 报{len(reading.plan.reporting)}" if reading.plan.reporting else ""
    raise UsageError(f"{reading.plan.id} 没有第 {no} 项；任务共 {count} 项{reports}。")


def _rows(reading: PlanReading, on: date) -> list[TaskRow]:
    duties: dict[int | str, list[Duty]] = {}
    for duty in duties_of(reading, on):
        duties.setdefault(duty.no, []).append(duty)
    sources = [source for _, source in reading.plan.items()]
    pairs = zip(reading.items, sources, strict=True)
    return [TaskRow(reading, item, source, tuple(duties.get(item.no, ()))) for item, source in pairs]


def _all_words(row: TaskRow) -> str:
    content = row.source.content if isinstance(row.source, Task) else ""
    return "\n".join((row.item.name, content, row.item.words, row.item.deadline))
