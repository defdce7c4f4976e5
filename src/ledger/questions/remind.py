"""提醒: per unit, what is late (red) and due soon (amber) on a day, by the same lights as `due`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

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
        for duty in answer.listed:
            if duty.light not in ("red", "amber"):
                continue
            if duty.unit is None:
                unassigned.append(duty)
                continue
            item = items[duty.no]
            entry = said.get((duty.no, duty.node, duty.unit))
            line = NoticeLine(
                duty,
                plan.title,
                item.to if isinstance(item, ReportingDuty) else None,
                problem=(entry and entry.problem) or "",
                needs=(entry and entry.needs) or "",
            )
            told.setdefault((duty.region, duty.unit), []).append((line, ahead))
    notices = tuple(_notice(region, unit, on, rows) for (region, unit), rows in told.items())
    names = names_apart(ahead.reading.plan for ahead in plans)
    return RemindAnswer(on, notices, tuple(unassigned), tuple(group_only), tuple(unlisted), names)


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
