"""The JSON contracts: English keys, ISO days, every field always present."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.duty.reading import Item, PlanReading
from ledger.problems import Problem
from ledger.record.days import last_year
from ledger.record.model import Adjustment, Plan, Progress, Task, words_of
from ledger.values.plan_names import plan_name
from ledger.views.json_text import dump, picked
from ledger.words.meanings import Milestone, Responsibility


def milestone_row(milestone: Milestone) -> dict[str, object]:
    """M of the contract."""
    row = picked(milestone, "kind due start end month day weekday nth what words source")
    return row | {"start": milestone.starts} if milestone.after else row


def milestone_rows(milestones: Sequence[Milestone]) -> list[dict[str, object]]:
    return [milestone_row(milestone) for milestone in milestones]


def progress_row(entry: Progress) -> dict[str, object]:
    """One progress entry; `unit` null is the office speaking for the whole task."""
    keys = "unit status note done_on milestone extend_to reason evidence reporter problem next_step needs asked_until"
    return {"date": entry.day, **picked(entry, keys)}


def problem_row(problem: Problem) -> dict[str, object]:
    """What is wrong with a workbook that came back; `place` is the file, with sheet and cell."""
    return {"place": problem.file, **picked(problem, "severity check message hint")}


def adjustment_row(change: Adjustment) -> dict[str, object]:
    """One later notice; null for what it left as it was."""
    units = words_of(change.responsibility) or None
    return {"date": change.day, **picked(change, "basis deadline"), "responsibility": units}


def roles_row(responsibility: Responsibility) -> dict[str, object]:
    """Unit lists hold names as printed; `groups` is the subset that are groups."""
    return picked(responsibility, "lead support responsible groups")


def origin_row(item: Item) -> dict[str, object]:
    """Whose a task is, where it comes from, when it was given."""
    return {"leader": item.leader or None, "source": item.origin or None, "given": item.given}


def plans_json(readings: Sequence[PlanReading], wanted: Sequence[frozenset[int | str] | None]) -> str:
    """`export --json`; `wanted` are the items to keep of each plan, None for all."""
    return dump({"plans": [_plan(reading, keep) for reading, keep in zip(readings, wanted, strict=True)]})


def _plan(reading: PlanReading, keep: frozenset[int | str] | None) -> dict[str, object]:
    plan = reading.plan
    items = [item for item in reading.items if keep is None or item.no in keep]
    tasks: dict[int | str, Task] = {task.no: task for task in plan.tasks}
    return {
        **picked(plan, "id title"),
        "name": plan_name(plan),
        **picked(plan, "region year"),
        "last_year": last_year(plan.year),
        **picked(plan, "rolling number issuer issued source columns notes"),
        "tasks": [_task(tasks[item.no], item) for item in items if item.no in tasks],
        "reporting": [_reporting(plan, item) for item in items if item.is_reporting],
    }


def _task(task: Task, item: Item) -> dict[str, object]:
    return {
        **picked(task, "no name section original_no content"),
        "responsibility": item.words or None,
        **roles_row(item.responsibility),
        "deadline": task.deadline,
        "milestones": milestone_rows(item.milestones),
        "progress": [progress_row(entry) for entry in task.progress],
        "adjustments": [adjustment_row(change) for change in task.adjustments],
        "other": dict(task.other),
        **origin_row(item),
    }


def _reporting(plan: Plan, item: Item) -> dict[str, object]:
    duty = plan.reporting[int(str(item.no).removeprefix("报")) - 1]
    return {
        "no": item.no,
        "what": duty.what,
        "units": item.words,
        **picked(duty, "to deadline"),
        "milestones": milestone_rows(item.milestones),
        **picked(duty, "method attachment if_missed"),
        "progress": [progress_row(entry) for entry in duty.progress],
    }
