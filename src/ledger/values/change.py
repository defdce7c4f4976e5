"""What an edit says, in words: for `update`, `collect`, `log` and `undo` alike."""

from __future__ import annotations

from ledger.record.edits import (
    AddAdjustment,
    AddProgress,
    DeleteTask,
    Edit,
    InsertTask,
    MoveTask,
    RemoveEntry,
    SetField,
)
from ledger.record.model import Plan, Progress, words_of

OFFICE = "办公室"
_LONGEST = 60


def progress_words(entry: Progress) -> str:
    """`2022-10-20 县司法局：推进中，已录入执法主体。` in one line, however many the cells have."""
    return f"{entry.day} {entry.unit or OFFICE}：{'，'.join(entry_parts(entry))}"


def entry_parts(entry: Progress) -> tuple[str, ...]:
    """What an entry says, each part in one line: a line of its own would look like another entry."""
    parts = (
        ("", entry.status),
        ("对应节点 ", entry.milestone),
        ("", entry.note),
        ("存在问题：", entry.problem),
        ("下一步：", entry.next_step),
        ("需协调事项：", entry.needs),
        ("完成日期 ", entry.done_on),
        ("申请延期至 ", entry.asked_until),
        ("延期至 ", entry.extend_to),
        ("原因：", entry.reason),
        ("批准人 ", entry.approver),
        ("佐证 ", "、".join(entry.evidence)),
        ("填报人 ", entry.reporter),
    )
    return tuple(label + " ".join(str(said).rstrip("。；").split()) for label, said in parts if said)


def edit_words(plan: Plan, edit: Edit) -> str:
    """`第 4 项 行政处罚信息公开：2022-10-20 县司法局：推进中`; `plan` is the one after the edit."""
    if isinstance(edit, InsertTask):
        return f"增加第 {edit.task.no} 项 {edit.task.name}"
    if isinstance(edit, DeleteTask):
        return f"删去第 {edit.no} 项 {edit.name}".rstrip()
    if isinstance(edit, MoveTask):
        to = "最前" if edit.after is None else f"原第 {edit.after} 项之后"
        return f"第 {edit.no} 项 {edit.name}".rstrip() + f"：移到{to}"
    where = _called(plan, edit)
    if isinstance(edit, RemoveEntry):
        return f"{where}：删去{edit.key}第 {edit.index + 1} 条"
    if isinstance(edit, SetField):
        steps = (f"第 {step + 1} 条" if isinstance(step, int) else step for step in edit.path)
        said = "删去" if edit.value is None else f"改为 {value_words(edit.value)}"
        return f"{where}：{'的'.join(steps)}{said}"
    if isinstance(edit, AddProgress):
        return f"{where}：{progress_words(edit.progress)}"
    change = edit.adjustment
    parts = [f"时间节点改为 {change.deadline}"] if change.deadline else []
    parts += [f"责任单位改为 {words_of(change.responsibility)}"] if change.responsibility else []
    return f"{where}：{change.day} 按《{change.basis.strip('《》')}》调整，{'，'.join(parts)}"


def _called(plan: Plan, edit: AddProgress | AddAdjustment | SetField | RemoveEntry) -> str:
    """第 4 项 行政处罚信息公开, 报1 总结, 整个计划."""
    if edit.no is None:
        return "整个计划"
    name = "" if isinstance(edit, AddProgress | AddAdjustment) else edit.name
    item = None if name else plan.find(edit.no)
    name = str(name or getattr(item, "name", None) or getattr(item, "what", ""))
    return f"{edit.no} {name}" if isinstance(edit.no, str) else f"第 {edit.no} 项 {name}"


def value_words(value: object) -> str:
    """A value of the file in a sentence: a list with 、, a mapping with its keys; a long text by its beginning."""
    if isinstance(value, dict):
        return "；".join(f"{key}：{value_words(one)}" for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return "、".join(map(value_words, value))
    words = " ".join(str(value).split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}……（共 {len(words)} 字）"
