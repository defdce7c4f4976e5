"""Columns of the table that a plan was issued with: which are one of ours, and which are kept under their own heading."""

from __future__ import annotations

from collections.abc import Collection

from ledger import lazy_re
from ledger.record.model import Plan, Task, words_of
from ledger.words.column_headings import column_of

_OURS = dict.fromkeys(("units", "lead", "support"), "responsibility") | {
    "no": "no",
    "task": "name",
    "deadline": "deadline",
}
# How the words of one of several columns begin where its heading is no label itself.
_ROLE_LABEL = {"lead": "牵头单位", "support": "配合单位", "units": "责任单位"}
_NO_NOTE = lazy_re.compile("电话|联系|情况|进展")


def columns_apart(plan: Plan) -> dict[str, list[str]]:
    """The cells of columns of the issued table that have none of ours in the 任务分解表, by label, a cell a task: its
    备注; its several columns of units (牵头单位, 配合单位), where the words of every task are theirs, one behind the other."""
    kinds = {label: column_of(last_heading(label)) for label in plan.columns}
    apart: dict[str, list[str]] = {}
    notes = [label for label, kind in kinds.items() if kind == "remark" and not _NO_NOTE.search(label)]
    if any(task.remark for task in plan.tasks) and (notes := [n for n in notes if not _is_own(plan, n)]):
        apart[notes[0]] = [task.remark or "" for task in plan.tasks]
    who = [label for label in plan.columns if is_of_units(label)]
    if len(who) < 2 or any(_is_own(plan, label) for label in who):
        return apart
    known = {_ROLE_LABEL[kinds[label] or ""]: label for label in who} | {
        last_heading(label): label for label in who
    }
    cells: dict[str, list[str]] = {label: [] for label in who}
    for task in plan.tasks:
        words = words_of(task.responsibility)
        parts = [part.partition("：") for part in words.split("；")] if words else []
        said = {known.get(label, ""): names for label, _, names in parts}
        if "" in said or len(said) < len(parts) or any("：" in names for names in said.values()):
            return apart
        for label in who:
            cells[label].append(said.get(label, ""))
    return apart | cells


def is_of_units(label: str) -> bool:
    """Whether the column says who: 牵头单位, 配合单位, 责任单位."""
    return _OURS.get(column_of(last_heading(label)) or "") == "responsibility"


def last_heading(label: str) -> str:
    """The heading over the cells, of one under another: 责任单位›牵头单位."""
    return label.split("›")[-1]


def own_columns(plan: Plan, more: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """The issued table's own columns and `more` of its columns, each with the key of our column it follows. Headings
    under which tasks have cells and which 栏目 does not name come last."""
    cells = dict.fromkeys(h for task in plan.tasks for h in (*task.other, *dict(own_keys(task))))
    ours = _ours(plan)
    own: dict[str, str] = {}
    after = ""
    for label in plan.columns:
        if label in more or _is_own(plan, label):
            own[label] = after
        else:
            after = ours.get(label, after)
    return (*own.items(), *((heading, "deadline") for heading in cells if heading not in own))


def _is_own(plan: Plan, label: str) -> bool:
    """Whether the issued table's column is kept as it is: under its heading, or as stages of the tasks."""
    return any(
        label in task.other or label in dict(own_keys(task)) or stages_under(task, label)
        for task in plan.tasks
    )


def _ours(plan: Plan) -> dict[str, str]:
    """Columns of the issued table that are one of ours, by their heading, with the key of ours. Of two that say what
    to do the first is the name; one alone is what the tasks have of the two."""
    keys = {
        label: key
        for label in plan.columns
        if not _is_own(plan, label) and (key := _OURS.get(column_of(last_heading(label)) or ""))
    }
    what = [label for label, key in keys.items() if key == "name"]
    if len(what) > 1 or (what and any(task.content for task in plan.tasks)):
        keys[what[-1]] = "content"
    return keys


def headings_of(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Our columns in the order and with the headings of the issued table (工作举措, 完成时限). Where it had two for one of
    ours (牵头单位, 配合单位) our heading stays."""
    words: dict[str, str] = {}
    for label, key in _ours(plan).items():
        words[key] = "" if key in words else last_heading(label)
    return tuple(words.items())


def own_keys(task: Task) -> list[tuple[str, str]]:
    """来源, 交办日期, 责任领导 of a task, where the office wrote them."""
    given = task.given.isoformat() if task.given else ""
    told = (("来源", task.source), ("交办日期", given), ("责任领导", task.leader))
    return [(key, words) for key, words in told if words]


def stages_under(task: Task, label: str) -> list[str]:
    """The matters that stand under a column of days: 一季度目标 over 完成立项."""
    last = last_heading(label)
    return [extra.what for extra in task.extra if last.startswith(extra.deadline)]
