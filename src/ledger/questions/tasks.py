"""Tasks: a filtered list of them, and one whole."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.duty.duty import nodes_of_item
from ledger.duty.nodes import Node
from ledger.duty.reading import Item, PlanReading
from ledger.problems import UsageError
from ledger.questions.asked import Asked
from ledger.questions.issued_columns import own_keys
from ledger.record.characters import number_in
from ledger.record.model import Adjustment, Progress, ReportingDuty, Task
from ledger.values.duty import Duty, Light

_PRESSING: tuple[Light | None, ...] = ("red", "amber", "green", None)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task or 报送 as read, with its nodes on the day. `source` is the record in the plan file;
    `progress` and `adjustments` are those by the day."""

    reading: PlanReading
    item: Item
    source: Task | ReportingDuty
    nodes: tuple[Node, ...]
    progress: tuple[Progress, ...]
    adjustments: tuple[Adjustment, ...]

    def own(self, heading: str) -> str:
        """What stands under one of the issued table's own columns, or under 责任领导, 来源, 交办日期; "" for nothing."""
        if not isinstance(self.source, Task):
            return ""
        return (self.source.other | dict(own_keys(self.source))).get(heading, "")

    @property
    def duties(self) -> tuple[Duty, ...]:
        return tuple(duty for node in self.nodes for duty in node.duties)

    @property
    def light(self) -> Light | None:
        """The most pressing light among its duties; none without a day."""
        return min((duty.light for duty in self.duties), key=_PRESSING.index, default=None)

    @property
    def done(self) -> bool:
        """Every node of it that was not cancelled is done."""
        nodes = [node for node in self.nodes if not node.cancelled]
        return bool(nodes) and all(node.done for node in nodes)


def list_tasks(
    readings: Sequence[PlanReading],
    on: date,
    *,
    asked: Asked | None = None,
    words: str | None = None,
    undated: bool = False,
    nobody: bool = False,
    where: Sequence[tuple[str, str]] = (),
) -> list[TaskRow]:
    """Every task and 报送 that passes all the filters given, in the order of the plans. `where` asks for words under
    columns of the issued table (责任领导, 张某某). UsageError when no plan has such a column."""
    known = dict.fromkeys(
        h for r in readings for task in r.plan.tasks for h in (*task.other, *dict(own_keys(task)))
    )
    for heading, _ in where:
        if heading not in known:
            others = f"有的是：{'、'.join(known)}" if known else "这些计划没有另外的栏目"
            raise UsageError(f"没有“{heading}”这一栏。{others}。")
    rows = [row for reading in readings for row in _rows(reading, on)]
    return [
        row
        for row in rows
        if (asked is None or any(asked.covers(d.plan, d.unit, d.via) for d in row.duties))
        and (words is None or words in _all_words(row))
        and (not undated or all(duty.due is None for duty in row.duties))
        and (not nobody or not row.item.responsibility.parties)
        and all(words in row.own(heading) for heading, words in where)
    ]


def number_meant(no: str) -> str:
    """The number of an item as it stands in plans, from what people type."""
    wanted = unicodedata.normalize("NFKC", no).strip()  # ４ and 报１ too
    return wanted if (number := number_in(wanted)) is None else str(number)


def find_item(reading: PlanReading, no: str, on: date) -> TaskRow:
    """The task numbered `no` (报1 … for a 报送). Raises UsageError when there is none."""
    wanted = number_meant(no)
    found = [item for item in reading.items if str(item.no) == wanted]
    if found:
        return next(_rows(reading, on, found[:1]))
    count = len(reading.plan.tasks)
    reports = f"，报送是 报1 到 报{len(reading.plan.reporting)}" if reading.plan.reporting else ""
    raise UsageError(f"{reading.plan.id} 没有第 {no} 项；任务共 {count} 项{reports}。")


def _rows(reading: PlanReading, on: date, items: Sequence[Item] | None = None) -> Iterator[TaskRow]:
    """A row for each of `items` (None: all), which are the reading's own."""
    sources = dict(reading.plan.items())
    for item in reading.items if items is None else items:
        source = sources[item.no]
        yield TaskRow(
            reading,
            item,
            source,
            nodes=tuple(nodes_of_item(reading, item, on)),
            progress=tuple(entry for entry in source.progress if entry.day <= on),
            adjustments=tuple(a for a in getattr(source, "adjustments", ()) if a.day <= on),
        )


def _all_words(row: TaskRow) -> str:
    content = row.source.content if isinstance(row.source, Task) else ""
    return "\n".join((row.item.name, content, row.item.words, row.item.deadline))
