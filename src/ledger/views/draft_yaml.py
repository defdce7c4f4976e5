"""A draft → the text of a plan file, written for a person to read through: places and doubts as comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ledger.values.source import Draft, DraftReporting, DraftTask

_PLAIN = re.compile(r"[\u3400-\u9fff0-9A-Za-z“”《》（(【〔①-⑳⒈-⒛⑴-⒇～·].*")
_WORDS_WITH_MEANING = re.compile(r"(?:true|false|null|~|yes|no|on|off)", re.IGNORECASE)


def draft_yaml(draft: Draft) -> str:
    """The plan file, complete, with a newline at its end."""
    return "\n".join(_lines(draft)) + "\n"


def scalar(text: str) -> str:
    """`text` as a one-line YAML scalar: plain where that is safe, in quotes where it is not."""
    unsafe = (
        not _PLAIN.fullmatch(text)
        or ": " in text
        or " #" in text
        or text.endswith((":", " "))
        or _WORDS_WITH_MEANING.fullmatch(text)
    )
    if not unsafe:
        return text
    return (
        '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
    )


def _lines(draft: Draft) -> Iterator[str]:
    if draft.unlike:
        yield f"# 待核：不大像工作计划：{draft.unlike}，先确认是不是这一份"
    yield from (f"# 待核：{doubt}" for doubt in draft.doubts)
    yield from _pairs(
        "",
        ("编号", draft.id), ("标题", draft.title), ("地区", draft.region), ("年度", str(draft.year)),
        ("印发单位", draft.issuer), ("文号", draft.number),
        ("印发日期", draft.issued.isoformat() if draft.issued else ""),
    )  # fmt: skip
    if draft.basis:
        yield "依据:"
        yield from (f"- {scalar(words)}" for words in draft.basis)
    yield from _pairs(
        "",
        ("来源", draft.source), ("附件", draft.attachment), ("首位牵头", "是" if draft.first_leads else ""),
        ("共同责任单位", draft.shared),
    )  # fmt: skip
    for key, several in (("栏目", draft.columns), ("注", draft.notes)):
        if several:
            yield f"{key}:"
            yield from (f"- {scalar(words)}" for words in several)
    yield "任务:"
    for task in draft.tasks:
        yield from _task(task)
    if draft.reporting:
        yield "报送:"
        for duty in draft.reporting:
            yield from _reporting(duty)
    if draft.unused:
        yield f"# 全文 {draft.pieces} 处，下列 {len(draft.unused)} 处没有写入："
        for place, group in groupby(draft.unused, key=lambda one: one[0]):
            yield f"# {place}：{' '.join(' '.join(text.split()) for _, text in group)}"


def _task(task: DraftTask) -> Iterator[str]:
    yield from _comments(task.place, task.doubts)
    yield f"- 序号: {task.no}"
    if task.section:
        yield "  章节:"
        yield from (f"  - {scalar(heading)}" for heading in task.section)
    yield from _pairs("  ", ("原编号", task.original_no), ("任务名称", task.name))
    if task.content:
        yield from _block("  ", "任务内容", task.content)
    yield from _pairs("  ", ("责任单位", task.responsibility), ("时间节点", task.deadline))
    if task.extra:
        yield "  补充节点:"
        for milestone in task.extra:
            yield f"  - 事项: {scalar(milestone.what)}"
            yield f"    期限: {scalar(milestone.deadline)}"
    yield from _pairs("  ", ("备注", task.remark))
    if task.other:
        yield "  其他:"
        yield from _pairs("    ", *((scalar(heading), words) for heading, words in task.other))


def _reporting(duty: DraftReporting) -> Iterator[str]:
    yield from _comments(duty.place, duty.doubts)
    yield f"- 事项: {scalar(duty.what)}"
    yield from _pairs(
        "  ",
        ("单位", duty.units), ("报至", duty.to), ("期限", duty.deadline), ("方式", duty.method),
        ("附件", duty.attachment), ("逾期视为", duty.if_missed),
    )  # fmt: skip


def _comments(place: str, doubts: tuple[str, ...]) -> Iterator[str]:
    if place:
        yield f"# 来源：{place}"
    yield from (f"# 待核：{' '.join(doubt.split())}" for doubt in doubts)


def _pairs(indent: str, *pairs: tuple[str, str]) -> Iterator[str]:
    """`键: 值` for every value that is not empty; several paragraphs become a block."""
    for key, value in pairs:
        if "\n" in value:
            yield from _block(indent, key, value)
        elif value:
            yield f"{indent}{key}: {scalar(value)}"


def _block(indent: str, key: str, text: str) -> Iterator[str]:
    """Running text as a block, a line a paragraph."""
    lines = text.split("\n")
    yield f"{indent}{key}: {'|-' if len(lines) > 1 else '>-'}"
    yield from (f"{indent}  {line}" for line in lines)
