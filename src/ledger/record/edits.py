"""Edits as data: what commands change in a plan. `files/yaml/splice.py` writes them into its text.

All edits of one run speak of the plan as it was before the first of them: numbers, positions in lists, neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from pydantic import ValidationError

from ledger.problems import Path, UsageError
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


@dataclass(frozen=True, slots=True)
class SetField:
    """What stands at `path` in an item, by the file's own keys: ("时间节点",), ("其他", "责任领导"), ("进展", 0, "情况").

    `value` is what the file would hold there, text, list or mapping; None takes the key away. Without `no` it is a
    key of the plan itself. `name` is what the item was called, for those who read the journal.
    """

    no: int | str | None
    path: Path
    value: Any
    name: str = ""


@dataclass(frozen=True, slots=True)
class RemoveEntry:
    """The entry at `index` (from 0) of the list `key` (进展, 调整) of an item is taken away."""

    no: int | str
    key: str
    index: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class InsertTask:
    """A new task behind the one numbered `after` and what is inserted there before it; at the head without `after`."""

    task: Task
    after: int | None


@dataclass(frozen=True, slots=True)
class DeleteTask:
    """The task with 序号 `no` is taken away, with everything that stands in it."""

    no: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class MoveTask:
    """The task with 序号 `no` comes to stand behind the one numbered `after`; at the head without `after`."""

    no: int
    after: int | None
    name: str = ""


AddEntry = AddProgress | AddAdjustment
Within = AddEntry | SetField | RemoveEntry
Arranging = InsertTask | DeleteTask | MoveTask
Edit = Within | Arranging
Target = TypeVar("Target", Task, ReportingDuty)


def apply(plan: Plan, edits: Iterable[Edit]) -> Plan:
    """The plan after all of `edits`; added entries stand at the end of their list, in order. `plan` stays as it is.

    Raises UsageError when an edit names what is not in the plan, or when the plan would not be one afterwards.
    """
    edits = list(edits)
    within: dict[int | str | None, list[Within]] = {}
    targets = dict(plan.items())
    for edit in edits:
        if not isinstance(edit, Arranging):
            _check_target(plan, targets.get(edit.no) if edit.no is not None else None, edit)
            within.setdefault(edit.no, []).append(edit)
    tasks = {task.no: _edited(task, within.get(task.no, ())) for task in plan.tasks}
    order = arranged(plan, [edit for edit in edits if isinstance(edit, Arranging)])
    if not order:
        raise UsageError(f"“{plan.title}”至少要有一项任务。")
    reporting = tuple(_edited(duty, within.get(f"报{n}", ())) for n, duty in enumerate(plan.reporting, 1))
    update: dict[str, Any] = {
        "tasks": tuple(one if isinstance(one, Task) else tasks[one] for one in order),
        "reporting": reporting,
    }
    if own := [edit for edit in within.get(None, ()) if isinstance(edit, SetField)]:
        data = plan.model_dump(by_alias=True, exclude_none=True, exclude={"tasks", "reporting"})
        for edit in own:
            data = _with(data, edit.path, edit.value)
        whole = _validated(Plan, {**data, "任务": [{"序号": 1, "任务名称": "任务"}]})
        plan = whole.model_copy(update={"tasks": plan.tasks})
    return plan.model_copy(update=update)


def arranged(plan: Plan, edits: Iterable[Arranging]) -> list[int | Task]:
    """The numbers of the tasks that stay, and the tasks that come, in their order after the edits."""
    edits = list(edits)
    order: list[int | Task] = [task.no for task in plan.tasks]
    for edit in edits:
        if isinstance(edit, MoveTask):
            _check_number(plan, order, edit.no)
            order.remove(edit.no)
            order.insert(_behind(plan, order, edit.after), edit.no)
    for edit in edits:
        if isinstance(edit, InsertTask):
            place = _behind(plan, order, edit.after)
            while place < len(order) and isinstance(order[place], Task):
                place += 1
            order.insert(place, edit.task)
    for edit in edits:
        if isinstance(edit, DeleteTask):
            _check_number(plan, order, edit.no)
            order.remove(edit.no)
    return order


def _behind(plan: Plan, order: Sequence[int | Task], after: int | None) -> int:
    if after is None:
        return 0
    _check_number(plan, order, after)
    return order.index(after) + 1


def _check_number(plan: Plan, order: Sequence[int | Task], no: int) -> None:
    if no not in order:
        raise UsageError(f"“{plan.title}”里没有 {no} 这一项。")


def _check_target(plan: Plan, target: Task | ReportingDuty | None, edit: Within) -> None:
    if target is None and edit.no is not None:
        raise UsageError(f"“{plan.title}”里没有 {edit.no} 这一项。")
    if target is not None and isinstance(edit, AddEntry) and edit.field not in type(target).model_fields:
        raise UsageError(f"“{plan.title}”的 {edit.no} 是报送，不能写调整。")


def _edited(target: Target, edits: Sequence[Within]) -> Target:
    if not edits:
        return target
    changes = [edit for edit in edits if not isinstance(edit, AddEntry)]
    if changes:
        data = target.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
        for change in changes:
            if isinstance(change, SetField):
                data = _with(data, change.path, change.value)
        gone = {(edit.key, edit.index) for edit in changes if isinstance(edit, RemoveEntry)}
        for key, index in gone:
            if index >= len(data.get(key, ())):
                raise UsageError(f"{target_name(target)}的“{key}”没有第 {index + 1} 条。")
        for key in {key for key, _ in gone}:
            data[key] = [entry for n, entry in enumerate(data[key]) if (key, n) not in gone]
        target = _validated(type(target), data)
    lists: dict[str, list[Any]] = {}
    for edit in edits:
        if isinstance(edit, AddEntry):
            lists.setdefault(edit.field, list(getattr(target, edit.field))).append(edit.entry)
    return target.model_copy(update={field: tuple(entries) for field, entries in lists.items()})


def target_name(target: Task | ReportingDuty) -> str:
    """第4项“行政处罚信息公开”: what an item is called in a sentence."""
    return f"第{target.no}项“{target.name}”" if isinstance(target, Task) else f"报送“{target.what}”"


def _with(data: Any, path: Path, value: Any) -> Any:
    """`data` (mappings and lists) with `value` at `path`; a mapping that is missing on the way is made."""
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        if not isinstance(data, list | tuple) or step >= len(data):
            raise UsageError(f"没有第 {step + 1} 条，没有写入。")
        return [_with(item, rest, value) if n == step else item for n, item in enumerate(data)]
    if not isinstance(data, dict):
        raise UsageError(f"“{step}”上面写的不是分项的内容，没有写入。")
    inner = _with(data.get(step, {}), rest, value) if rest else value
    return {key: one for key, one in {**data, step: inner}.items() if one is not None}


def _validated(model: type[Any], data: dict[str, Any]) -> Any:
    try:
        return model.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = "".join(f"“{step}”" for step in first["loc"] if isinstance(step, str) and not step.isascii())
        raise UsageError(f"{where or '这一项'}这样写不行，没有写入；请改正。") from None
