"""Edits as data: what `update` and `collect` add to a plan. `files/yaml/splice.py` writes them into its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from ledger.problems import UsageError
from ledger.record.model import Adjustment, Plan, Progress, ReportingDuty, Task


@dataclass(frozen=True, slots=True)
class AddProgress:
    """One entry of 进展 for the task with 序号 `no`, or for the 报送 addressed as 报1, 报2 …"""

    no: int | str
    progress: Progress

    field: ClassVar[str] = "progress"

    @property
    def entry(self) -> Progress:
        return self.progress


@dataclass(frozen=True, slots=True)
class AddAdjustment:
    """One entry of 调整 for the task with 序号 `no`: what a later notice changed."""

    no: int | str
    adjustment: Adjustment

    field: ClassVar[str] = "adjustments"

    @property
    def entry(self) -> Adjustment:
        return self.adjustment


Edit = AddProgress | AddAdjustment
Target = TypeVar("Target", Task, ReportingDuty)


def apply(plan: Plan, edits: Iterable[Edit]) -> Plan:
    """The plan with every entry at the end of its list, in the order of `edits`. `plan` stays as it is.

    Raises UsageError when a number is not in the plan or takes no such entry (a 报送 has no 调整).
    """
    added: dict[int | str, list[Edit]] = {}
    targets = dict(plan.items())
    for edit in edits:
        _check_target(plan, targets.get(edit.no), edit)
        added.setdefault(edit.no, []).append(edit)
    tasks = tuple(_with_entries(task, added.get(task.no, ())) for task in plan.tasks)
    reporting = tuple(
        _with_entries(duty, added.get(f"报{n}", ())) for n, duty in enumerate(plan.reporting, 1)
    )
    return plan.model_copy(update={"tasks": tasks, "reporting": reporting})


def _check_target(plan: Plan, target: Task | ReportingDuty | None, edit: Edit) -> None:
    if target is None:
        raise UsageError(f"“{plan.title}”里没有 {edit.no} 这一项。")
    if edit.field not in type(target).model_fields:
        raise UsageError(f"“{plan.title}”的 {edit.no} 是报送，不能写调整。")


def _with_entries(target: Target, edits: Sequence[Edit]) -> Target:
    lists: dict[str, list[Progress | Adjustment]] = {}
    for edit in edits:
        lists.setdefault(edit.field, list(getattr(target, edit.field))).append(edit.entry)
    return target.model_copy(update={field: tuple(entries) for field, entries in lists.items()})
