"""节点 (`Node`): what one item owes by one day. The middle of the tree item → node → Duty.

A milestone is one node; a recurring one is a node an occurrence. Progress entries find theirs here and nowhere
else: by the name `对应节点` calls it, and by whom they are from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from ledger.duty.completion import milestone_done
from ledger.duty.reading import Item, PlanReading
from ledger.duty.states import in_order, speaks_for
from ledger.record.days import Years, last_year
from ledger.values.changed import changed
from ledger.values.duty import Duty
from ledger.words.deadline.occurrences import occurrences_of_plan
from ledger.words.meanings import Milestone

if TYPE_CHECKING:
    from ledger.record.model import Progress

_ROLLING = 10  # years


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A milestone, or one occurrence of a recurring one, as it stands on a day.

    `milestone` is None for an item without any. `due` is the day in force, before an extension of one unit;
    `original` the day before a later notice moved it. `name` is what 对应节点 says to mean this node and no
    other; "" without a milestone. `days` are the days it is known by, `siblings` the names of all nodes
    of the item. `earlier` are occurrences by now past
    their successor. `entries` are those about it by that day, whoever they are from, in the order that
    counts; `duties` those who owe it, as named. Both are empty where no day was asked about.
    """

    item: Item
    milestone: Milestone | None
    due: date | None
    original: date | None
    name: str = ""
    days: tuple[date, ...] = ()
    siblings: frozenset[str] = frozenset()
    earlier: tuple[Node, ...] = ()
    entries: tuple[Progress, ...] = ()
    duties: tuple[Duty, ...] = ()

    @property
    def occurrence(self) -> bool:
        """One day of a recurring milestone; a recurring one without a day (每季度1场) is not divided."""
        return self.milestone is not None and self.milestone.recurring and self.due is not None

    @property
    def done(self) -> bool:
        return milestone_done(self.duties)

    @property
    def cancelled(self) -> bool:
        return bool(self.duties) and all(duty.state == "cancelled" for duty in self.duties)

    def hears(self, entry: Progress, moved: Iterable[date] = ()) -> bool:
        """Whether an entry is about this node; `moved` are days that extensions brought it to. The name of a node
        means that one and no other, whatever else it could be read as."""
        if entry.milestone in self.siblings:
            return entry.milestone == self.name
        return speaks_for(entry, self.milestone, (*self.days, *moved))


def nodes_of(reading: PlanReading, item: Item) -> tuple[Node, ...]:
    """Every node somebody owes, each under a name of its own; recurring ones to the end of the plan.

    Beside a dated milestone an ongoing or `from` one is no node of its own; 全年 counts as dated only
    beside those without any day.
    """
    plan = reading.plan
    found: list[Node] = []
    for milestone in _owed(item.milestones):
        days: tuple[date, ...] = ()
        if milestone.recurring:
            days = occurrences_of_plan(
                milestone,
                _years(reading, item),
                plan.issued,
                starts=_starts(item, milestone),
                overrides=reading.overrides,
                about=item.name,
            )
        if days:
            found += [
                Node(item=item, milestone=milestone, due=day, original=day, days=(day,)) for day in days
            ]
            continue
        due, first = milestone.day_due, _before_adjustment(item, milestone)
        known = tuple(day for day in dict.fromkeys((due, first)) if day)
        found.append(Node(item=item, milestone=milestone, due=due, original=first or due, days=known))
    return tuple(_named(found)) or (Node(item=item, milestone=None, due=None, original=None),)


def _years(reading: PlanReading, item: Item) -> int:
    """The years a recurrence runs through: those of the plan, and to the end of that in which the task was given. What
    is given item by item (滚动) goes on until it is done: ten years are taken for that."""
    plan = reading.plan
    last = max(last_year(plan.year), item.given.year if item.given else 0)
    last = last + _ROLLING if plan.rolling else last
    return Years(plan.year, last) if last > plan.year else plan.year


def _starts(item: Item, milestone: Milestone) -> date | None:
    """The day before which a recurrence owes nothing: 起始, 交办日期, or that of the later notice (调整) which brought it."""
    added = item.adjustment if milestone.source == "office" and item.original else None
    return max((day for day in (item.starts, item.given, added and added.day) if day), default=None)


def nodes_on(
    reading: PlanReading, item: Item, on: date, through: date | None = None, since: date | None = None
) -> tuple[Node, ...]:
    """The nodes an item is asked about on a day.

    Of a recurring milestone the occurrence just past, late until the next is due, and the next one (and more, up
    to `through`); earlier ones are 漏报, asked about once more from `since` on.
    """
    found: list[Node] = []
    for _, same in groupby(nodes_of(reading, item), key=lambda node: id(node.milestone)):
        nodes = list(same)
        found += _just_past_and_next(nodes, on, through or on, since or on) if nodes[0].occurrence else nodes
    return tuple(found)


def about(reading: PlanReading, node: Node, who: str | None, entries: Iterable[Progress]) -> list[Progress]:
    """Of `entries` those of a unit or group (`who`, by its official name) and the office's about a node.

    A unit may also name the day an extension of its own moved the node to.
    """
    theirs = from_one(reading, who, entries)
    moved = [e.extend_to for e in theirs if e.extend_to and node.hears(e)]
    return [e for e in theirs if node.hears(e, moved)]


def from_one(reading: PlanReading, who: str | None, entries: Iterable[Progress]) -> list[Progress]:
    """Of `entries` those of a unit or group, by its official name, and the office's for the whole task."""
    speaker = reading.directory.speaker
    return [e for e in entries if e.unit is None or (who is not None and speaker(e.unit) == who)]


def entries_about(reading: PlanReading, node: Node, who: str | None, on: date) -> list[Progress]:
    """`about`, of everything written on the item by a day."""
    return about(reading, node, who, in_order(node.item.progress, on))


def _owed(milestones: tuple[Milestone, ...]) -> tuple[Milestone, ...]:
    dated = [m for m in milestones if m.kind in ("by", "window") or m.recurring]
    has_day = dated or [m for m in milestones if m.day_due]
    if not has_day:
        return milestones
    return tuple(m for m in milestones if m in has_day or m.kind not in ("ongoing", "from"))


def _before_adjustment(item: Item, milestone: Milestone) -> date | None:
    """The document's own day, where a later notice put one milestone in the place of one."""
    old = [m.day_due for m in item.original if m.day_due]
    new = [m for m in item.milestones if m.source == "office" and m.day_due]
    return old[0] if len(old) == 1 and new == [milestone] else None


def _named(nodes: list[Node]) -> Iterable[Node]:
    """Each with a name of its own: its day; its matter where a day is shared; where both are, day and matter."""
    names: list[str] = []
    columns = [_names_for(node) for node in nodes]
    counts = [Counter(column) for column in zip(*columns, strict=True)]
    for choices in columns:
        own = [name for name, count in zip(choices, counts, strict=True) if name and count[name] == 1]
        names.append(own[0] if own else choices[-1])
    siblings = frozenset(names)
    return (changed(node, name=name, siblings=siblings) for node, name in zip(nodes, names, strict=True))


def _names_for(node: Node) -> tuple[str, ...]:
    """What a node could be called, the plainest first; "" where it cannot be called so."""
    assert node.milestone is not None
    words = node.milestone.words
    matter = node.milestone.what or words
    if node.due is None:
        return "", matter, f"{matter} {words}", words
    day = str(node.due)
    return day, "" if node.occurrence else matter, f"{day} {matter}", f"{day} {words}"


def _just_past_and_next(nodes: list[Node], on: date, through: date, since: date) -> Iterable[Node]:
    past = [node for node in nodes if node.days[0] < on]
    coming = [node for node in nodes if node.days[0] >= on]
    gone = tuple(past)
    still_owed = bool(past) and not (coming and coming[0].due == on)
    yield from (node for node in (past[:-1] if still_owed else past) if node.days[0] >= since)
    if still_owed:
        yield changed(past[-1], earlier=gone[:-1])
    for nth, node in enumerate(coming):
        if nth == 0 or node.days[0] <= through:
            yield changed(node, earlier=gone if nth == 0 and not still_owed else ())
