"""A plan as the workbook the office edits: three sheets of rows, each row a part of the plan with its own keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ledger.record.model import Adjustment, Plan, Progress, ReportingDuty, Roles, Task
from ledger.values.edit_book import (
    DECISIONS,
    ENTRIES,
    NUMBER,
    OWN,
    TASKS,
    EditBook,
    EditColumn,
    EditRow,
    EditSheet,
    cell_digest,
)

KIND, GROUP, MEMBERS = "事项", "集合", "成员"
DEFAULT, ASSIGNED, SCOPE, ADJUSTED = "默认时限", "分办", "范围", "调整"
NAME, EXTRA = "任务名称", "补充节点"
_ALWAYS = (NUMBER, NAME, "任务内容", "责任单位", "时间节点", "备注")
_REGISTER = ("责任领导", "来源", "交办日期")  # where items come one by one, so that a new row can say them
_ELSEWHERE = ("分办", "范围", "调整", "其他", "进展")  # on the other sheets, or columns of their own
_MM = {
    NUMBER: 12.0,
    "章节": 40.0,
    NAME: 44.0,
    "任务内容": 120.0,
    "责任单位": 46.0,
    "时间节点": 32.0,
    "情况": 80.0,
    "单位": 34.0,
    EXTRA: 40.0,
}
_FIELDS = {field.alias or name: name for name, field in Task.model_fields.items()}
_CENTRED = (NUMBER, "原编号", "日期", "状态", "完成日期", "延期至")


def edit_book(plan: Plan) -> EditBook:
    """The whole plan, row by row. Rows of 进展 and of 办公室定 are known by what they say, for the file numbers none."""
    return EditBook(plan.id, plan.title, plan.first_day, (_tasks(plan), _entries(plan), _decisions(plan)))


def keys_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The Chinese keys of a record in their order."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def text_of(value: object) -> str:
    """A value of the record as it stands in a cell: a list a line each, a day 2022-11-20."""
    if value is None:
        return ""
    if isinstance(value, Roles):
        return value.words
    if isinstance(value, tuple):
        return "\n".join(map(text_of, value))
    if isinstance(value, BaseModel):
        return "：".join(text_of(getattr(value, name)) for name in type(value).model_fields)
    return str(value)


def task_cells(task: Task, columns: Iterable[EditColumn]) -> dict[str, str]:
    return {
        column.key: task.other.get(column.heading, "")
        if column.key.startswith(OWN)
        else text_of(getattr(task, _FIELDS[column.key]))
        for column in columns
    }


def entry_cells(no: int | str, name: str, entry: Progress) -> dict[str, str]:
    return {NUMBER: str(no), NAME: name} | _cells(entry)


def decision_cells(kind: str, no: int | str = "", name: str = "", **cells: str) -> dict[str, str]:
    """The cells of one decision; those it has not are empty."""
    return (
        dict.fromkeys((c.key for c in DECISION_COLUMNS), "")
        | {KIND: kind, NUMBER: str(no), NAME: name}
        | cells
    )


def entry_places(plan: Plan) -> dict[str, tuple[int | str, int]]:
    """By the id of its row: the item an entry belongs to, and its place in the list."""
    places = [(no, n) for no, item in plan.items() for n in range(len(item.progress))]
    return dict(zip((row.id for row in _entries(plan).rows), places, strict=True))


def adjustment_places(plan: Plan) -> dict[str, int]:
    """By the id of its row: the place of an adjustment in the list of its task."""
    places = [n for task in plan.tasks for n in range(len(task.adjustments))]
    ids = [row.id for row in _decisions(plan).rows if row.cells[KIND] == ADJUSTED]
    return dict(zip(ids, places, strict=True))


def _cells(entry: BaseModel) -> dict[str, str]:
    return {
        field.alias or name: text_of(getattr(entry, name)) for name, field in type(entry).model_fields.items()
    }


def column(key: str, *, reference: bool = False) -> EditColumn:
    return EditColumn(key, _MM.get(key, 26.0), key in _CENTRED, reference)


ENTRY_COLUMNS = (column(NUMBER), column(NAME, reference=True), *map(column, keys_of(Progress)))
DECISION_COLUMNS = (
    column(KIND),
    column(NUMBER),
    column(NAME, reference=True),
    *map(column, ("牵头", "配合", GROUP, MEMBERS)),
    *map(column, keys_of(Adjustment)),
)


def _tasks(plan: Plan) -> EditSheet:
    keys = [
        key
        for key, field in keys_of(Task).items()
        if key in _ALWAYS
        or (plan.rolling and key in _REGISTER)
        or (
            key not in _ELSEWHERE and any(getattr(t, _FIELDS[key]) != field.get_default() for t in plan.tasks)
        )
    ]
    used = dict.fromkeys(
        heading
        for task in plan.tasks
        for heading in task.other
        if heading not in keys_of(Task) or (heading in _REGISTER and heading not in keys)
    )
    own = [heading for heading in plan.columns if heading in used]
    own += [heading for heading in used if heading not in own]
    columns = [*map(column, keys), *(column(f"{OWN}{heading}") for heading in own)]
    columns.sort(key=lambda one: one.key == "备注")
    rows = (EditRow(str(task.no), task_cells(task, columns)) for task in plan.tasks)
    return EditSheet(TASKS, tuple(columns), tuple(rows))


def _entries(plan: Plan) -> EditSheet:
    found = (
        (str(no), entry_cells(no, name_of(item), entry))
        for no, item in plan.items()
        for entry in item.progress
    )
    return EditSheet(ENTRIES, ENTRY_COLUMNS, tuple(_known_by_words(found)))


def _decisions(plan: Plan) -> EditSheet:
    return EditSheet(DECISIONS, DECISION_COLUMNS, tuple(_known_by_words(_decided(plan))))


def _decided(plan: Plan) -> Iterator[tuple[str, dict[str, str]]]:
    if plan.default_deadline:
        yield DEFAULT, decision_cells(DEFAULT, 时间节点=plan.default_deadline)
    for task in plan.tasks:
        about = task.no, task.name
        if task.assigned:
            lead, support = map(text_of, (task.assigned.lead, task.assigned.support))
            yield f"{task.no}{ASSIGNED}", decision_cells(ASSIGNED, *about, 牵头=lead, 配合=support)
        for group, members in task.scope.items():
            yield f"{task.no}{SCOPE}{group}", decision_cells(SCOPE, *about, 集合=group, 成员=text_of(members))
        for change in task.adjustments:
            yield f"{task.no}{ADJUSTED}", decision_cells(ADJUSTED, *about) | _cells(change)


# not in the books of before: empty they change no id
_LATER = ("存在问题", "下一步", "需协调事项", "申请延期至")


def _known_by_words(rows: Iterable[tuple[str, dict[str, str]]]) -> Iterator[EditRow]:
    """Rows with an id of what they are about and say; of several the same each has a number."""
    seen: Counter[str] = Counter()
    for about, cells in rows:
        own = {
            key: text
            for key, text in cells.items()
            if key not in (NUMBER, NAME) and (text or key not in _LATER)
        }
        id = f"{about}|{cell_digest(chr(10).join(own.values()))}"
        seen[id] += 1
        yield EditRow(f"{id}|{seen[id]}", cells)


def name_of(item: Task | ReportingDuty) -> str:
    return item.name if isinstance(item, Task) else item.what
