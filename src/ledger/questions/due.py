"""What is late or due soon on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ledger.duty.duty import WITHIN, in_use, tree
from ledger.duty.nodes import Node
from ledger.duty.reading import PlanReading
from ledger.questions.asked import Asked
from ledger.values.duty import WORST_LIGHT_FIRST, Duty
from ledger.values.grouped import grouped
from ledger.values.plan_names import names_apart
from ledger.words.meanings import Role


@dataclass(frozen=True, slots=True)
class UnlistedGroup:
    """A group whose members nobody listed, and the items it carries: counted, so nothing disappears."""

    region: str | None
    plan: str
    group: str
    tasks: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one line: the Duties of a node with one day in force, leads first. `duty` speaks for them,
    the one with the worst light."""

    duty: Duty
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class DueAnswer:
    """Dated duties to list, soonest first; duties without a day (`undated`); groups without members that may hold
    who was asked about.

    `group_only` are what presses on tasks that unlisted groups alone carry: no unit can be reminded, so
    the office is told, without a light.
    """

    on: date
    within: int
    asked: Asked | None
    listed: tuple[Duty, ...]
    undated: tuple[Duty, ...]
    unlisted: tuple[UnlistedGroup, ...]
    group_only: tuple[Duty, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # of the plans in use, where there are several
    several: bool = False  # of them know whom was asked for
    show_undated: bool = False
    overdue_only: bool = False

    @property
    def any_late(self) -> bool:
        return any(duty.late and duty.open for duty in self.listed)

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines(self.listed)

    @property
    def undated_lines(self) -> tuple[Line, ...]:
        return self._lines(self.undated)

    @property
    def late(self) -> int:
        return sum(line.duty.light == "red" for line in self.lines)

    @property
    def soon(self) -> int:
        return sum(line.duty.light == "amber" for line in self.lines)

    def _lines(self, duties: Sequence[Duty]) -> tuple[Line, ...]:
        """Asked about a unit: a line a Duty. Else a line a node and day."""
        if self.asked:
            return tuple(Line(duty, (duty,)) for duty in duties)
        groups = grouped(duties, lambda duty: (duty.plan, duty.no, duty.node, duty.due))
        ordered = [sorted(rows, key=lambda duty: duty.role != "lead") for rows in groups.values()]
        return tuple(
            Line(min(rows, key=lambda duty: WORST_LIGHT_FIRST.index(duty.light)), tuple(rows))
            for rows in ordered
        )


def due(
    readings: Sequence[PlanReading],
    on: date,
    *,
    within: int = WITHIN,
    asked: Asked | None = None,
    roles: Collection[Role] = (),
    overdue: bool = False,
    everything: bool = False,
    unlisted: Mapping[str, Sequence[UnlistedGroup]] | None = None,
) -> DueAnswer:
    """What presses on a day. `overdue`: only what is late. `everything`: also what is done, far off, or without a day.

    `unlisted`: the groups without members by plan, where they are known already.
    """
    live = [
        reading
        for reading in readings
        if in_use(reading, on) and (asked is None or asked.may_concern(reading.plan.id, reading.plan.region))
    ]
    nodes = [node for reading in live for node in tree(reading, on, within)]
    every = [duty for node in nodes for duty in node.duties]
    duties = [duty for duty in every if _is_asked(duty, asked) and (not roles or duty.role in roles)]
    apart = asked is not None and len(asked.regions) > 1
    dated = [d for d in duties if d.due is not None and (everything or _presses(d, overdue))]
    return DueAnswer(
        on=on,
        within=within,
        asked=asked,
        listed=tuple(sorted(dated, key=lambda d: (apart and (d.region or ""), *_soonest(d)))),
        undated=tuple(d for d in duties if d.due is None and (everything or d.open or d.state == "standing")),
        unlisted=tuple(
            group
            for reading in live
            for group in (unlisted_groups(reading) if unlisted is None else unlisted[reading.plan.id])
        ),
        group_only=() if asked or roles else tuple(_group_only(nodes, overdue)),
        names=names_apart(reading.plan for reading in live),
        several=sum(asked is None or asked.knows(reading.plan.id) for reading in live) > 1,
        show_undated=everything,
        overdue_only=overdue,
    )


def unlisted_groups(reading: PlanReading) -> Iterable[UnlistedGroup]:
    """The groups of a plan whose members nobody listed, each with its items, in order."""
    found: dict[str, list[int | str]] = {}
    for item in reading.items:
        for party in item.responsibility.parties:
            if party.group and reading.directory.members(party.name, item.scope, reading.by_word) is None:
                nos = found.setdefault(reading.group_name(party.name), [])
                if item.no not in nos:
                    nos.append(item.no)
    plan = reading.plan
    return (UnlistedGroup(plan.region, plan.id, group, tuple(nos)) for group, nos in found.items())


def _group_only(nodes: Sequence[Node], overdue: bool) -> Iterable[Duty]:
    """One row a node that unlisted groups alone carry and that presses."""
    for node in nodes:
        first = node.duties[0]
        of_groups = all(duty.unit is None and duty.via is not None for duty in node.duties)
        if of_groups and first.due is not None and first.open and _presses(first, overdue):
            yield first


def _is_asked(duty: Duty, asked: Asked | None) -> bool:
    if asked is None:
        return not (duty.unlisted and duty.unit is None)
    return asked.covers(duty.plan, duty.unit, duty.via)


def _presses(duty: Duty, overdue: bool) -> bool:
    """Late or amber, and what was deemed; an unlisted group's past day counts though it has no light."""
    assert duty.days_left is not None
    if duty.open and (duty.late or duty.days_left < 0):
        return True
    return not overdue and (duty.light == "amber" or duty.state == "deemed")


def _soonest(duty: Duty) -> tuple[object, ...]:
    is_task = isinstance(duty.no, int)
    return (duty.due, duty.region or "", duty.plan, not is_task, duty.no if is_task else 0, str(duty.no))
