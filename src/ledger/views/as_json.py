"""The JSON contracts: English keys, ISO days, every field always present."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.duty.reading import Item, PlanReading
from ledger.problems import Problem
from ledger.record.days import last_year
from ledger.record.model import Adjustment, Plan, Progress, Task, words_of
from ledger.values.plan_names import plan_name
from ledger.views.json_text import dump
from ledger.words.meanings import Milestone, Responsibility


def milestone_row(milestone: Milestone) -> dict[str, object]:
    """M of the contract."""
    keys = ("kind", "due", "start", "end", "month", "day", "weekday", "nth", "what", "words", "source")
    row = {key: getattr(milestone, key) for key in keys}
    return row | {"start": milestone.starts} if milestone.after else row


def milestone_rows(milestones: Sequence[Milestone]) -> list[dict[str, object]]:
    return [milestone_row(milestone) for milestone in milestones]


def progress_row(entry: Progress) -> dict[str, object]:
    """One progress entry; `unit` null is the office speaking for the whole task."""
    return {
        "date": entry.day,
        "unit": entry.unit,
        "status": entry.status,
        "note": entry.note,
        "done_on": entry.done_on,
        "milestone": entry.milestone,
        "extend_to": entry.extend_to,
        "reason": entry.reason,
        "evidence": list(entry.evidence),
        "reporter": entry.reporter,
        "problem": entry.problem,
        "next_step": entry.next_step,
        "needs": entry.needs,
        "asked_until": entry.asked_until,
    }


def problem_row(problem: Problem) -> dict[str, object]:
    """What is wrong with a workbook that came back; `place` is the file, with sheet and cell."""
    return {
        "place": problem.file,
        "severity": problem.severity,
        "check": problem.check,
        "message": problem.message,
        "hint": problem.hint,
    }


def adjustment_row(change: Adjustment) -> dict[str, object]:
    """One later notice; null for what it left as it was."""
    return {
        "date": change.day,
        "basis": change.basis,
        "deadline": change.deadline,
        "responsibility": words_of(change.responsibility) or None,
    }


def roles_row(responsibility: Responsibility) -> dict[str, object]:
    """Unit lists hold names as printed; `groups` is the subset that are groups."""
    return {
        "lead": list(responsibility.lead),
        "support": list(responsibility.support),
        "responsible": list(responsibility.responsible),
        "groups": list(responsibility.groups),
    }


def plans_json(readings: Sequence[PlanReading], wanted: Sequence[frozenset[int | str] | None]) -> str:
    """`export --json`; `wanted` are the items to keep of each plan, None for all."""
    return dump({"plans": [_plan(reading, keep) for reading, keep in zip(readings, wanted, strict=True)]})


def _plan(reading: PlanReading, keep: frozenset[int | str] | None) -> dict[str, object]:
    plan = reading.plan
    items = [item for item in reading.items if keep is None or item.no in keep]
    tasks: dict[int | str, Task] = {task.no: task for task in plan.tasks}
    return {
        "id": plan.id,
        "title": plan.title,
        "name": plan_name(plan),
        "region": plan.region,
        "year": plan.year,
        "last_year": last_year(plan.year),
        "rolling": plan.rolling,
        "number": plan.number,
        "issuer": plan.issuer,
        "issued": plan.issued,
        "source": plan.source,
        "columns": list(plan.columns),
        "notes": list(plan.notes),
        "tasks": [_task(tasks[item.no], item) for item in items if item.no in tasks],
        "reporting": [_reporting(plan, item) for item in items if item.is_reporting],
    }


def _task(task: Task, item: Item) -> dict[str, object]:
    return {
        "no": task.no,
        "name": task.name,
        "section": list(task.section),
        "original_no": task.original_no,
        "content": task.content,
        "responsibility": item.words or None,
        **roles_row(item.responsibility),
        "deadline": task.deadline,
        "milestones": milestone_rows(item.milestones),
        "progress": [progress_row(entry) for entry in task.progress],
        "adjustments": [adjustment_row(change) for change in task.adjustments],
        "other": dict(task.other),
        "leader": item.leader or None,
        "source": item.origin or None,
        "given": task.given,
    }


def _reporting(plan: Plan, item: Item) -> dict[str, object]:
    duty = plan.reporting[int(str(item.no).removeprefix("报")) - 1]
    return {
        "no": item.no,
        "what": duty.what,
        "units": item.words,
        "to": duty.to,
        "deadline": duty.deadline,
        "milestones": milestone_rows(item.milestones),
        "method": duty.method,
        "attachment": duty.attachment,
        "if_missed": duty.if_missed,
        "progress": [progress_row(entry) for entry in duty.progress],
    }
