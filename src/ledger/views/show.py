"""`show`: one task whole, with how its words were understood."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from ledger.questions.issued_columns import own_keys
from ledger.questions.tasks import TaskRow
from ledger.record.model import Adjustment, Task, words_of
from ledger.values.change import progress_words
from ledger.values.line_breaks import hang
from ledger.views.as_json import adjustment_row, milestone_rows, origin_row, progress_row, roles_row
from ledger.views.due import duty_row
from ledger.views.duties import duties_table
from ledger.views.json_text import dump, picked
from ledger.words.deadline.occurrences import describe
from ledger.words.meanings import Milestone

_SOURCES = {"column": "时间节点", "extra": "补充节点", "office": "办公室定", "body": "正文"}
_NO_TASK: dict[str, object] = {"section": [], "original_no": None, "content": None}


def show_json(row: TaskRow) -> str:
    """The task, its understanding, and its Duties."""
    source = row.source
    return dump(
        {
            "plan": row.reading.plan.id,
            "region": row.reading.plan.region,
            "no": row.item.no,
            "name": row.item.name,
            **(picked(source, "section original_no content") if isinstance(source, Task) else _NO_TASK),
            "responsibility": row.item.words or None,
            **roles_row(row.item.responsibility),
            "deadline": row.item.deadline or None,
            "milestones": milestone_rows(row.item.milestones),
            "warnings": _warnings(row),
            "progress": [progress_row(entry) for entry in row.progress],
            "adjustments": [adjustment_row(change) for change in row.adjustments],
            "other": dict(source.other) if isinstance(source, Task) else {},
            **origin_row(row.item),
            "duties": [duty_row(duty) for duty in row.duties],
        }
    )


def show_text(row: TaskRow, *, width: int | None) -> str:
    """Title, the document's words, then understanding, Duties and progress."""
    plan, item, source = row.reading.plan, row.item, row.source
    head = f"{plan.title}（{plan.id}）\n{item.no}  {item.name}"
    facts: list[tuple[str, str]] = []
    if isinstance(source, Task):
        number = f"　原编号 {source.original_no}" if source.original_no else ""
        facts += [("章节", " › ".join(source.section) + number)] if source.section or number else []
        facts += [("任务内容", source.content)] if source.content else []
    else:
        facts += [(key, words) for key, words in (("报至", source.to), ("方式", source.method)) if words]
        facts += [("逾期视为", source.if_missed)] if source.if_missed else []
    facts += [("责任单位", item.words or "没有写"), ("时间节点", item.deadline or "没有写")]
    facts += list(source.other.items()) if isinstance(source, Task) else []
    facts += own_keys(source) if isinstance(source, Task) else []
    facts += [("调整", _change(change)) for change in row.adjustments]
    facts += [(label, "、".join(names)) for label, names in _roles(row) if names]
    facts += [("理解为", _milestone(milestone)) for milestone in item.milestones]
    facts += [("提醒", warning) for warning in _warnings(row)]
    parts = [head, "\n".join(_fact(label, words, width) for label, words in facts)]
    parts.append(duties_table(row.duties, width=width).rstrip("\n"))
    if row.progress:
        parts.append("进展：\n" + "\n".join(f"  {progress_words(entry)}" for entry in row.progress))
    return "\n\n".join(parts) + "\n"


def _roles(row: TaskRow) -> Iterable[tuple[str, tuple[str, ...]]]:
    reading = row.item.responsibility
    yield "牵头", reading.lead
    yield "配合", reading.support
    yield "责任", reading.responsible
    yield "其中集合", reading.groups
    yield "人员", reading.people


def _change(change: Adjustment) -> str:
    parts = [f"时间节点改为“{change.deadline}”"] if change.deadline else []
    parts += [f"责任单位改为“{words_of(change.responsibility)}”"] if change.responsibility else []
    return f"{change.day} {change.basis}：{'，'.join(parts) or '没有写改了什么'}"


def _milestone(milestone: Milestone) -> str:
    matter = f"：{milestone.what}" if milestone.what else ""
    return f"{describe(milestone)}{matter}（{_SOURCES[milestone.source]}“{milestone.words}”）"


def _warnings(row: TaskRow) -> list[str]:
    readings = row.item.readings
    found = [warning for reading in readings for warning in reading.warnings]
    found += [f"没看懂“{words}”" for reading in readings for words in reading.unknown]
    people = row.item.responsibility
    return [*found, *people.warnings, *(f"没看懂“{words}”" for words in people.unknown)]


def _fact(label: str, words: str, width: int | None) -> str:
    """A label and its words; in a terminal the words wrap beside the label."""
    indent = 10
    start = label + " " * (max(indent, cell_len(label) + 2) - cell_len(label))
    if width is None:
        return start + words
    return start + hang(words, max(20 + indent, width), indent, cell_len)
