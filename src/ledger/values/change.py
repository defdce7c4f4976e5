"""What an edit says, in words: for `update`, `collect`, `log` and `undo` alike."""

from __future__ import annotations

from ledger.record.edits import AddProgress, Edit
from ledger.record.model import Plan, Progress, words_of

OFFICE = "办公室"


def progress_words(entry: Progress) -> str:
    """`2022-10-20 县司法局：推进中，已录入执法主体。`"""
    parts: list[str] = [entry.status]
    parts += [f"对应节点 {entry.milestone}"] if entry.milestone else []
    parts += [entry.note.rstrip("。；")] if entry.note else []
    parts += [f"完成日期 {entry.done_on}"] if entry.done_on else []
    parts += [f"延期至 {entry.extend_to}"] if entry.extend_to else []
    parts += [f"原因：{entry.reason}"] if entry.reason else []
    parts += [f"批准人 {entry.approver}"] if entry.approver else []
    parts += [f"佐证 {'、'.join(entry.evidence)}"] if entry.evidence else []
    parts += [f"填报人 {entry.reporter}"] if entry.reporter else []
    return f"{entry.day} {entry.unit or OFFICE}：{'，'.join(parts)}"


def edit_words(plan: Plan, edit: Edit) -> str:
    """`第 4 项 行政处罚信息公开：2022-10-20 县司法局：推进中`"""
    item = plan.find(edit.no)
    name = getattr(item, "name", None) or getattr(item, "what", "")
    where = f"{edit.no} {name}" if isinstance(edit.no, str) else f"第 {edit.no} 项 {name}"
    if isinstance(edit, AddProgress):
        return f"{where}：{progress_words(edit.progress)}"
    change = edit.adjustment
    parts = [f"时间节点改为 {change.deadline}"] if change.deadline else []
    parts += [f"责任单位改为 {words_of(change.responsibility)}"] if change.responsibility else []
    return f"{where}：{change.day} 按《{change.basis.strip('《》')}》调整，{'，'.join(parts)}"
