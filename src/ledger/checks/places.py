"""Where in a plan the words stand: model paths, and the stretch of a scalar's text to mark."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from ledger.duty.reading import Item, PlanReading, read_days
from ledger.problems import Path
from ledger.record.model import Assignment, Progress, ReportingDuty, Roles, Task
from ledger.values.words import called
from ledger.words.doubt import Doubt
from ledger.words.meanings import DeadlineReading, Responsibility
from ledger.words.understood import read_responsibility

T = TypeVar("T")
_ROLE_KEYS = (("牵头", "lead"), ("配合", "support"), ("责任", "responsible"))


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline of a plan: where it stands, what it belongs to, what its words mean.

    `of_document`: the words are those of the issued document, not a later decision of the office. `carried`: of a task
    of last year (结转自).
    """

    path: Path
    owner: str
    reading: DeadlineReading
    of_document: bool = True
    carried: bool = False

    def mark(self, words: str) -> tuple[Path, int, int | None]:
        """Path, offset and length of some of its words."""
        return self.path, *stretch(self.reading.words, words)


@dataclass(frozen=True, slots=True)
class Named:
    """One value that names units (责任单位, 分办, a 报送's 单位 …): words, or names by role."""

    path: Path
    owner: str
    value: str | Roles | Assignment
    reading: Responsibility

    def mark(self, name: str, *, last: bool = False) -> tuple[Path, int, int | None]:
        """Path, offset and length of a name: inside the words, or its own place in a list of names.

        `last` takes the last of several mentions.
        """
        if isinstance(self.value, str):
            return self.path, *stretch(self.value, name, last=last)
        places = [
            (*self.path, key, index)
            for key, field in _ROLE_KEYS
            for index, printed in enumerate(getattr(self.value, field, ()))
            if printed == name
        ]
        return (places[-1 if last else 0] if places else self.path), 0, None


def _once_a_plan(find: Callable[[PlanReading], Iterable[T]]) -> Callable[[PlanReading], tuple[T, ...]]:
    """`find`, for the one plan that is being checked: half a dozen checks ask for the same."""
    last: list[tuple[PlanReading, tuple[T, ...]]] = []

    @wraps(find)
    def found(reading: PlanReading) -> tuple[T, ...]:
        if not last or last[0][0] is not reading:
            last[:] = [(reading, tuple(find(reading)))]
        return last[0][1]

    return found


def marked(doubt: Doubt) -> tuple[int, int]:
    """Offset and length of what a doubt is about."""
    return doubt.start, doubt.end - doubt.start


def stretch(text: str, words: str, start: int = 0, *, last: bool = False) -> tuple[int, int | None]:
    """Offset and length of `words` in `text`; the whole text where they do not stand in it.

    A name that continues with another character of a name (县政府办 in 县政府办公室) is passed over.
    """
    part = list(_mentions(text, words, start))
    whole = [at for at in part if not "一" <= text[at + len(words) :][:1] <= "鿿"]
    found = whole or part
    return (found[-1 if last else 0], len(words)) if found else (0, None)


def _mentions(text: str, words: str, start: int) -> Iterator[int]:
    while words and (at := text.find(words, start)) >= 0:
        yield at
        start = at + len(words)


def tasks_of(reading: PlanReading) -> Iterator[tuple[Path, Task, Item]]:
    """Every task with its place and what was understood of it."""
    for index, (task, item) in enumerate(zip(reading.plan.tasks, reading.items, strict=False)):
        yield ("任务", index), task, item


def items_of(reading: PlanReading) -> Iterator[tuple[Path, Item]]:
    """Every task and 报送 with its place."""
    count = len(reading.plan.tasks)
    for index, item in enumerate(reading.items):
        yield (("报送", index - count) if index >= count else ("任务", index)), item


def progress_of(reading: PlanReading) -> Iterator[tuple[Path, Item, Progress]]:
    """Every progress entry with its place and the item it is about."""
    for path, item in items_of(reading):
        for index, entry in enumerate(item.progress):
            yield (*path, "进展", index), item, entry


@_once_a_plan
def deadlines_of(reading: PlanReading) -> Iterator[Deadline]:
    """Every deadline of the plan, the office's 默认时限 and 调整 among them."""
    plan = reading.plan

    def at(
        path: Path, owner: str, words: str | None, of: Task | ReportingDuty | None, by_office: bool = False
    ) -> Iterable[Deadline]:
        if words:
            given = of.given if isinstance(of, Task) else None
            carried = isinstance(of, Task) and of.carried_from is not None and not by_office
            found = read_days(words, plan, given=given, begins=of.begins if of else None)
            yield Deadline(path, owner, found, not (by_office or carried), carried)

    yield from at(("默认时限",), "默认时限", plan.default_deadline, None, by_office=True)
    for path, task, _ in tasks_of(reading):
        owner = called(task.no)
        yield from at((*path, "时间节点"), owner, task.deadline, task)
        for index, extra in enumerate(task.extra):
            yield from at((*path, "补充节点", index, "期限"), owner, extra.deadline, task)
        for index, change in enumerate(task.adjustments):
            yield from at((*path, "调整", index, "时间节点"), owner, change.deadline, task, by_office=True)
    for index, duty in enumerate(plan.reporting):
        yield from at(("报送", index, "期限"), f"报{index + 1}", duty.deadline, duty)


@_once_a_plan
def names_of(reading: PlanReading) -> Iterator[Named]:
    """Every value of the plan that names units, except 范围 and 进展, which hold single names."""
    plan = reading.plan
    known, groups = reading.directory.known_names, reading.directory.group_names

    def at(path: Path, owner: str, value: str | Roles | Assignment | None) -> Iterable[Named]:
        if value is None or value == "":
            return
        words = Roles(lead=value.lead, support=value.support) if isinstance(value, Assignment) else value
        understood = read_responsibility(words, known=known, groups=groups, first_leads=plan.first_leads)
        yield Named(path, owner, value, understood)

    yield from at(("共同责任单位",), "共同责任单位", plan.shared)
    for path, task, _ in tasks_of(reading):
        owner = called(task.no)
        yield from at((*path, "责任单位"), owner, task.responsibility)
        yield from at((*path, "分办"), owner, task.assigned)
        for index, change in enumerate(task.adjustments):
            yield from at((*path, "调整", index, "责任单位"), owner, change.responsibility)
    for index, duty in enumerate(plan.reporting):
        yield from at(("报送", index, "单位"), f"报{index + 1}", duty.units)
