"""A plan as a table: the 任务分解表 in the document's words, the 台账 with what happened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ledger.duty.completion import by_node, done_day
from ledger.duty.reading import read_days
from ledger.questions.issued_columns import (
    columns_apart,
    headings_of,
    is_of_units,
    own_columns,
    own_keys,
    stages_under,
)
from ledger.record.model import ExtraMilestone, Plan, Progress, ReportingDuty, Task, words_of
from ledger.values.duty import Duty, Light
from ledger.values.grouped import grouped
from ledger.values.table import NO_SECTION, LedgerRow, LedgerTable
from ledger.values.words import LIGHT_WORDS, PAST_UNSEEN, cell_day, matter_words, past_words
from ledger.words.responsibility.table import FIRST_LEADS

BY_OFFICE = "（办公室定）"
PLAN = "计划"
_WORST_FIRST: tuple[Light, ...] = ("red", "amber", "green")
# What the status alone says, beside or without a note, and must not be overlooked.
_TELLING = ("申请延期", "延期", "退回", "已取消", "已销号")


def ledger_table(plan: Plan, nos: Collection[int | str] | None = None) -> LedgerTable:
    """The 任务分解表 as issued: the document's words only; where its 时间节点 is empty, the days in the task's text.
    `nos` keeps the tasks so numbered."""
    more = columns_apart(plan)
    rows = []
    for n, task in enumerate(plan.tasks):
        if nos is None or task.no in nos:
            row = _words(plan, task)
            cells = ((label, said[n]) for label, said in more.items())
            rows.append(replace(row, other=(*row.other, *cells)) if more else row)
    apart = any(map(is_of_units, more))
    return LedgerTable(
        plan=plan.id,
        title=_titled(plan.title, "任务分解表"),
        issued=plan.first_day,
        region=plan.region or "",
        # 附件, 附件1 …: that the table is issued under; the title of a form that the plan encloses is not
        attachment=attachment if (attachment := plan.attachment or "").startswith("附件") else "",
        rows=tuple(rows),
        notes=_rules(plan),
        own=own_columns(plan, more),
        headings=tuple(pair for pair in headings_of(plan) if not (apart and pair[0] == "responsibility")),
        apart=apart,
    )


def progress_table(
    plan: Plan, duties: Sequence[Duty], on: date, nos: Collection[int | str] | None = None
) -> LedgerTable:
    """The 台账 on a day: a row a task, then the 报送. Later entries are not seen.

    `duties` may hold those of other plans. What the office decided is marked 办公室定.
    """
    mine = grouped((duty for duty in duties if duty.plan == plan.id), lambda duty: duty.no)
    rows = tuple(
        _standing(plan, no, item, mine.get(no, []), on)
        for no, item in plan.items()
        if nos is None or no in nos
    )
    return LedgerTable(
        plan=plan.id,
        title=_titled(plan.title, "工作台账"),
        issued=plan.first_day,
        region=plan.region or "",
        as_of=on,
        rows=rows,
        notes=_rules(plan),
        own=own_columns(plan),
        headings=headings_of(plan),
    )


def whole_table(tables: Sequence[LedgerTable], names: Mapping[str, str], on: date) -> LedgerTable:
    """总台账: the rows of all plans in one table, each with the name of its plan (`names` by 编号) in front. Sections
    and the issued tables' own columns stand in the tables of the plans."""
    regions = {table.region for table in tables}
    region = regions.pop() if len(regions) == 1 else ""
    rows = tuple(
        replace(row, section=(), other=((PLAN, names.get(table.plan, table.plan)),))
        for table in tables
        for row in table.rows
    )
    return LedgerTable(
        plan="",
        title=f"{region}总台账",
        issued=max((table.issued for table in tables), default=on),
        as_of=on,
        rows=rows,
        own=((PLAN, ""),),
    )


def _titled(title: str, what: str) -> str:
    """The plan's title, ending in what the table is: 工作要点 becomes 工作要点任务分解表."""
    return title.removesuffix("任务分解表") + what


def _rules(plan: Plan) -> tuple[str, ...]:
    """What the document says of all its tasks at once, and no row shows: its own notes, and what these do not say."""
    rules = [*plan.notes]
    said = "".join(rules)
    if plan.first_leads and not FIRST_LEADS.search(said):
        rules.append("注：责任单位中列第一位者为牵头单位。")
    if plan.shared and words_of(plan.shared) not in said:
        rules.append(f"注：以上各项任务，{words_of(plan.shared)}均为责任单位。")
    return tuple(rules)


def _words(plan: Plan, task: Task) -> LedgerRow:
    other = dict(task.other) | {
        label: "；".join(whats)
        for label in plan.columns
        if (whats := stages_under(task, label)) and label not in task.other
    }
    own = set(other.values())
    other |= dict(own_keys(task))
    in_the_text = [
        matter_words(extra.what, extra.deadline)
        for extra in _by_day(plan, task)
        if not any(extra.what in cell for cell in own)
    ]
    return LedgerRow(
        no=task.no,
        other=tuple(other.items()),
        name=task.numbered_name,
        content=task.content,
        responsibility=words_of(task.responsibility),
        deadline=task.deadline or "；".join(in_the_text),
        section=task.section or _section_of_none(plan, task),
    )


def _section_of_none(plan: Plan, task: Task) -> tuple[str, ...]:
    """What heads a task that was added without 章节, so that it does not look as if it belonged to the last. One with a
    number of its own (五、) is a chapter itself."""
    return (NO_SECTION,) if plan.tasks[0].section and not task.original_no else ()


def _by_day(plan: Plan, task: Task) -> Sequence[ExtraMilestone]:
    """补充节点 in the order of their days, where each has one; else as they were written."""
    read = [read_days(e.deadline, plan, given=task.given, begins=task.begins).milestones for e in task.extra]
    days = [min(one) for ms in read if (one := [m.day_due for m in ms if m.day_due])]
    if len(days) < len(task.extra):
        return task.extra
    return [extra for _, extra in sorted(zip(days, task.extra, strict=True), key=lambda pair: pair[0])]


def _standing(
    plan: Plan, no: int | str, item: Task | ReportingDuty, duties: Sequence[Duty], on: date
) -> LedgerRow:
    row = _office(plan, item, duties, on) if isinstance(item, Task) else _reporting(no, item)
    days = [done_day(rows) for rows in by_node(duties)]  # none while one of its milestones is not done
    finished = max((day for day in days if day), default=None) if all(days) else None
    return replace(
        row,
        light=_worst(duties),
        progress="\n".join(_said(item.progress, on)),
        done_on=finished.isoformat() if finished else "",
        remark="\n".join(_remarks(item, duties)),
    )


def _reporting(no: int | str, item: ReportingDuty) -> LedgerRow:
    said = (item.to, item.method, item.attachment, item.if_missed)
    details = zip(("报至", "方式", "附件", "逾期视为"), said, strict=True)
    return LedgerRow(
        no=no,
        name=item.what,
        content="；".join(f"{label}：{words}" for label, words in details if words),
        responsibility=words_of(item.units),
        deadline=item.deadline,
        section=("报送事项",),
    )


def _office(plan: Plan, task: Task, duties: Sequence[Duty], on: date) -> LedgerRow:
    """The document's words, and under them what the office decided by that day."""
    row = _words(plan, task)
    units, days = [row.responsibility], [task.deadline or ""]
    days += [matter_words(extra.what, extra.deadline) for extra in _by_day(plan, task)]
    if task.assigned:
        for label, names in (("牵头", task.assigned.lead), ("配合", task.assigned.support)):
            units += [f"{label}：{'、'.join(names)}{BY_OFFICE}"] if names else []
    units += [f"{group}：{'、'.join(names)}{BY_OFFICE}" for group, names in task.scope.items()]
    for change in sorted((a for a in task.adjustments if a.day <= on), key=lambda a: a.day):
        basis = f"（{change.basis}，办公室定）"
        units += [f"调整为：{words_of(change.responsibility)}{basis}"] if change.responsibility else []
        days += [f"调整为：{change.deadline}{basis}"] if change.deadline else []
    default = plan.default_deadline
    if default and any(duty.source == "office" and duty.words == default for duty in duties):
        days.append(f"{default}{BY_OFFICE}")
    return replace(row, responsibility="\n".join(filter(None, units)), deadline="\n".join(filter(None, days)))


def _worst(duties: Sequence[Duty]) -> str:
    """The light of the task: the worst of its duties'."""
    lights = {duty.light for duty in duties}
    return next((LIGHT_WORDS[light] for light in _WORST_FIRST if light in lights), "")


def _said(entries: Sequence[Progress], on: date) -> Iterator[str]:
    """单位：情况（日期）, the latest of each unit, units in the order they first spoke."""
    latest: dict[str | None, Progress] = {}
    for entry in entries:
        known = latest.get(entry.unit)
        if entry.day <= on and (known is None or known.day <= entry.day):
            latest[entry.unit] = entry
    for unit, entry in latest.items():
        note = entry.note or entry.reason or ""
        telling = entry.status in _TELLING or not note
        words = "，".join(filter(None, (entry.status if telling else "", note)))
        if entry.extend_to:
            words += f"，延期至{cell_day(entry.extend_to)}"
        if entry.asked_until:
            words += f"，申请延期至{cell_day(entry.asked_until)}"
        besides = (("存在问题", entry.problem), ("下一步", entry.next_step), ("需协调事项", entry.needs))
        for label, said in besides:
            words = f"{words.rstrip('。；')}；{label}：{said}" if said else words
        yield f"{unit or '办公室'}：{words}（{cell_day(entry.day)}）"


def _moved(duties: Sequence[Duty]) -> Iterator[str]:
    """原期限…，现期限…, and for whom, where others keep the day they had."""
    for before, now in dict.fromkeys((d.original_due, d.due) for d in duties if d.original_due != d.due):
        if before and now:
            whose = dict.fromkeys(
                d.unit for d in duties if (d.original_due, d.due) == (before, now) and d.unit
            )
            others = any(d.original_due == before and d.due != now for d in duties)
            who = f"{'、'.join(whose)}：" if others and whose else ""
            yield f"{who}原期限{cell_day(before)}，现期限{cell_day(now)}"


def _remarks(item: Task | ReportingDuty, duties: Sequence[Duty]) -> Iterator[str]:
    if isinstance(item, Task):
        if item.remark:
            yield item.remark
        if item.carried_from:
            yield f"结转自{item.carried_from}"
    for duty in duties:
        if past := past_words(duty):
            yield f"{duty.unit or duty.via or ''}{past}"
    yield from _moved(duties)
    if unseen := dict.fromkeys(duty.via or "" for duty in duties if duty.past_unseen):
        who = "、".join(filter(None, unseen)) if _worst(duties) else ""  # beside a light it is said of whom
        yield f"{who}已过期限（{PAST_UNSEEN}）"
    late = [duty for duty in duties if duty.done and duty.late]
    if late:
        names = dict.fromkeys(duty.unit or duty.via or "" for duty in late)
        yield f"逾期完成：{'、'.join(filter(None, names))}" if any(names) else "逾期完成"
