"""提醒: per unit, what is late (red) and due soon (amber) on a day, by the same lights as `due`; but nobody is told
to hand in what an extension gives time for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from ledger.duty.duty import light
from ledger.duty.reading import PlanReading
from ledger.questions.asked import Asked
from ledger.questions.due import UnlistedGroup, due
from ledger.questions.troubles import troubles
from ledger.record.model import ReportingDuty
from ledger.values.duty import Duty
from ledger.values.notices import Notice, NoticeLine
from ledger.values.plan_names import names_apart


@dataclass(frozen=True, slots=True)
class Ahead:
    """A plan, and how many days ahead its office speaks of what falls due."""

    reading: PlanReading
    within: int
    workdays: int | None = None


@dataclass(frozen=True, slots=True)
class RemindAnswer:
    """The notices; what nobody can be told of: red and amber duties of tasks that name nobody
    (`unassigned`), what presses on tasks carried by groups without members alone (`group_only`); and
    those groups."""

    on: date
    notices: tuple[Notice, ...]
    unassigned: tuple[Duty, ...]
    group_only: tuple[Duty, ...]
    unlisted: tuple[UnlistedGroup, ...]
    names: Mapping[str, str]  # of the plans, where there are several


def remind(plans: Sequence[Ahead], on: date, *, asked: Asked | None = None) -> RemindAnswer:
    """One notice for each unit that is late or nearly so, regions and units in the order of the plans."""
    told: dict[tuple[str | None, str], list[tuple[NoticeLine, Ahead]]] = {}
    unassigned: list[Duty] = []
    group_only: list[Duty] = []
    unlisted: list[UnlistedGroup] = []
    for ahead in plans:
        plan = ahead.reading.plan
        items = dict(plan.items())
        said = troubles(ahead.reading, on)
        answer = due([ahead.reading], on, within=ahead.within, asked=asked)
        group_only.extend(answer.group_only)
        unlisted.extend(answer.unlisted)
        for duty in map(partial(_asked_for, within=ahead.within), answer.listed):
            if duty.light not in ("red", "amber"):
                continue
            if duty.unit is None:
                unassigned.append(duty)
                continue
            item = items[duty.no]
            in_the_way = said.get((duty.no, duty.node, duty.unit))
            line = NoticeLine(
                duty,
                plan.title,
                item.to if isinstance(item, ReportingDuty) else None,
                problem=in_the_way.problem if in_the_way else "",
                needs=in_the_way.needs if in_the_way else "",
            )
            told.setdefault((duty.region, duty.unit), []).append((line, ahead))
    notices = tuple(_notice(region, unit, on, rows) for (region, unit), rows in told.items())
    names = names_apart(ahead.reading.plan for ahead in plans)
    return RemindAnswer(on, notices, tuple(unassigned), tuple(group_only), tuple(unlisted), names)


def _asked_for(duty: Duty, within: int) -> Duty:
    """A Duty in the light in which its unit is asked for it: one that was granted a later day only after the first had
    passed stays red in every list, but is not urged before that later day comes near."""
    if duty.light == "red" and duty.days_left is not None and duty.days_left >= 0:
        return replace(duty, light=light(replace(duty, late=False), within))
    return duty


def _notice(region: str | None, unit: str, on: date, rows: list[tuple[NoticeLine, Ahead]]) -> Notice:
    lines = sorted((line for line, _ in rows), key=lambda line: line.duty.due or date.max)
    plans = [ahead.reading.plan for _, ahead in rows]
    issuers = {plan.issuer for plan in plans}
    farthest = max((ahead for _, ahead in rows), key=lambda ahead: ahead.within)
    return Notice(
        region=region,
        unit=unit,
        on=on,
        within=farthest.within,
        workdays=farthest.workdays,
        late=tuple(line for line in lines if line.duty.light == "red"),
        soon=tuple(line for line in lines if line.duty.light == "amber"),
        plans=tuple(dict.fromkeys(plan.id for plan in plans)),
        issuer=issuers.pop() if len(issuers) == 1 else None,
    )
