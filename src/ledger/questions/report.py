"""The state of the work on a day: counted from Duties, so that it agrees with `due` and `remind`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from ledger.duty import nodes as of_plan
from ledger.duty.completion import milestone_done
from ledger.duty.duty import WITHIN, by_day, tree
from ledger.duty.reading import PlanReading
from ledger.questions.due import unlisted_groups
from ledger.questions.pace import paces
from ledger.questions.scores import Rules, scores
from ledger.questions.troubles import troubles
from ledger.record.model import Plan
from ledger.values.duty import Duty
from ledger.values.grouped import grouped
from ledger.values.plan_names import names_apart, plan_name
from ledger.values.report import (
    By,
    Latest,
    Month,
    Node,
    Period,
    Report,
    ReportRow,
    Stage,
    Tally,
    Trouble,
    tally,
)
from ledger.values.table import NO_SECTION
from ledger.values.words import NOBODY

LATEST = 10
REPORTING_SECTION = "报送事项"
# A task stands as the worst of its milestones does; done only when nothing else is left.
_WORST_FIRST: tuple[Stage, ...] = (
    "red", "amber", "green", "deemed", "undated", "unlisted", "done", "released", "cancelled",
)  # fmt: skip


def report(
    readings: Sequence[PlanReading],
    on: date,
    *,
    since: date | None = None,
    by: By = "unit",
    within: int = WITHIN,
    rules: Mapping[str, Rules] | None = None,
    whose: str = "",
) -> Report:
    """What was done, what is late. `since`: also what happened from that day to `on`. `rules`: 考核 by plan 编号.
    `whose`: what the tasks are, where `readings` are not whole plans (张县长负责).

    An archived plan is counted when it is asked for: the caller leaves it out of `readings` where not.
    """
    trees = [tree(reading, on, within) for reading in readings]
    nodes = tuple(
        node for reading, grown in zip(readings, trees, strict=True) for node in _nodes(reading, grown)
    )
    duties = [duty for node in nodes for duty in node.duties]
    units = tuple(_unit_rows(duties))
    plans = [reading.plan for reading in readings]
    names = names_apart(plans)
    return Report(
        on=on,
        whose=whose,
        pace=paces(readings, on, trees),
        within=within,
        by=by,
        titles={plan.id: plan.title for plan in plans},
        names=names,
        whole_names={plan.id: plan_name(plan) for plan in plans},
        regions=tuple(dict.fromkeys(plan.region for plan in plans if plan.region)),
        years=tuple(sorted({plan.year for plan in plans})),
        issuers=tuple(dict.fromkeys(plan.issuer for plan in plans if plan.issuer)),
        tasks=_tasks(nodes),
        milestones=tally((node.stage, node.done_late) for node in nodes),
        duties=tally((stage_of(duty), duty.late) for duty in duties),
        rows=units if by == "unit" else tuple(_task_rows(nodes, plans, by)),
        units=units,
        nodes=nodes,
        months=tuple(_months(nodes, plans)),
        latest=_latest(readings, on, since),
        scores=scores(duties, rules, names),
        unlisted=tuple(
            (group.plan, group.group, group.tasks)
            for reading in readings
            for group in unlisted_groups(reading)
        ),
        period=_period(nodes, since, on) if since else None,
        troubles=tuple(_troubles(readings, on)),
    )


def _troubles(readings: Iterable[PlanReading], on: date) -> Iterable[Trouble]:
    for reading in readings:
        names = {item.no: item.name for item in reading.items}
        for (no, _, unit), said in troubles(reading, on).items():
            yield Trouble(reading.plan.id, no, names[no], unit, said.problem, said.next_step, said.needs)


def stage_of(duty: Duty) -> Stage:
    """Where one Duty stands: its state and its light, nothing else."""
    if duty.state in ("cancelled", "released", "deemed"):
        return duty.state
    if duty.done:
        return "done"
    if duty.light is not None:
        return duty.light
    return "unlisted" if duty.unlisted and duty.due else "undated"


def _nodes(reading: PlanReading, grown: Iterable[of_plan.Node]) -> Iterable[Node]:
    """The lines of `due`: each node of the plan, by day in force."""
    tasks = reading.plan.tasks  # by the outermost heading above each
    sections: dict[int | str, str] = {t.no: t.section[0] if t.section else NO_SECTION for t in tasks}
    lines = [rows for node in grown for rows in by_day(node.duties)]
    for rows in lines:
        first = rows[0]
        shown = tuple(duty for duty in rows if not (duty.unlisted and duty.unit is None))
        stage = _stage_of_node(rows, shown)
        leads = [duty for duty in rows if duty.role == "lead"]
        yield Node(
            plan=first.plan,
            region=first.region,
            no=first.no,
            name=first.name,
            what=first.what,
            due=first.due,
            section=sections.get(first.no, REPORTING_SECTION),
            stage=stage,
            done_late=stage == "done" and any(duty.done and duty.late for duty in leads or rows),
            duties=shown,
            hint=first.hint,
            groups=tuple(duty.via for duty in rows if duty.unlisted and duty.unit is None and duty.via),
        )


def _stage_of_node(rows: Sequence[Duty], shown: Sequence[Duty]) -> Stage:
    """Red and amber as `due` shows the line; else done when the milestone is; else the worst left."""
    stages = {stage_of(duty) for duty in shown}
    for stage in ("red", "amber"):
        if stage in stages:
            return stage
    if all(duty.state == "cancelled" for duty in rows):
        return "cancelled"
    if milestone_done(rows):
        return "done"
    if not shown:
        return "unlisted" if rows[0].due else "undated"
    return next(stage for stage in _WORST_FIRST if stage in stages)


def _tasks(nodes: Iterable[Node]) -> Tally:
    return tally(map(_stage_of_task, grouped(nodes, lambda node: (node.plan, node.no)).values()))


def _stage_of_task(nodes: Sequence[Node]) -> tuple[Stage, bool]:
    stages = {node.stage for node in nodes}
    worst = next(stage for stage in _WORST_FIRST if stage in stages)
    return worst, worst == "done" and any(node.done_late for node in nodes)


def _unit_rows(duties: Iterable[Duty]) -> Iterable[ReportRow]:
    for (region, name), rows in grouped(duties, lambda duty: (duty.region, duty.unit or NOBODY)).items():
        yield ReportRow(region, name, tally((stage_of(duty), duty.late) for duty in rows))


def _task_rows(nodes: Iterable[Node], plans: Sequence[Plan], by: By) -> Iterable[ReportRow]:
    """One row a section or a plan, in the order of the documents."""
    titles = {plan.id: plan.title for plan in plans}
    rows = grouped(
        nodes, lambda node: (node.plan, node.region, titles[node.plan] if by == "plan" else node.section)
    )
    for (plan, region, name), of_row in rows.items():
        yield ReportRow(region, name, _tasks(of_row), plan)


def _months(nodes: Iterable[Node], plans: Sequence[Plan]) -> Iterable[Month]:
    """Every month of the plans' years, and those outside them that have a milestone."""
    found = grouped(nodes, lambda node: node.day and node.day.replace(day=1))
    months = {date(plan.year, month, 1) for plan in plans for month in range(1, 13)}
    for month in sorted(months.union(filter(None, found))):
        yield Month(month, tally((node.stage, node.done_late) for node in found.get(month, ())))


def _latest(readings: Iterable[PlanReading], on: date, since: date | None) -> tuple[Latest, ...]:
    """The ten newest entries up to `on` (from `since`), newest first."""
    entries = [
        Latest(
            entry.day,
            reading.plan.region,
            reading.plan.id,
            item.no,
            item.name,
            entry.unit,
            entry.status,
            entry.note or entry.reason or "",
            item.hint,
        )
        for reading in readings
        for item in reading.items
        for entry in item.progress
        if (since or date.min) <= entry.day <= on
    ]
    return tuple(sorted(entries, key=lambda entry: entry.day, reverse=True)[:LATEST])


def _period(nodes: Sequence[Node], since: date, on: date) -> Period:
    duties = [duty for node in nodes for duty in node.duties]
    done = [duty for duty in duties if duty.done and duty.done_on and since <= duty.done_on <= on]
    return Period(
        start=since,
        end=on,
        due=sum(
            node.due is not None and since <= node.due <= on and node.stage != "cancelled" for node in nodes
        ),
        done=len(done),
        done_late=sum(duty.late for duty in done),
        became_late=sum(
            duty.light == "red" and since <= duty.missed_day + timedelta(days=1) <= on
            for duty in duties
            if duty.missed_day
        ),
    )
