"""`due`, as people and programs read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ledger.questions.asked import Asked
from ledger.questions.due import DueAnswer, Line, UnlistedGroup
from ledger.values.duty import Duty
from ledger.values.grouped import grouped
from ledger.values.words import (
    LIGHT_WORDS,
    bracketed,
    carrier_words,
    compact,
    day_words,
    days_words,
    earlier_words,
    role_words,
    standing_words,
    state_word,
    task_words,
)
from ledger.views.json_text import dump, picked
from ledger.views.table import table


def due_json(answer: DueAnswer) -> str:
    rows = (*answer.listed, *answer.undated) if answer.show_undated else answer.listed
    return dump(
        {
            "on": answer.on,
            "duties": list(map(duty_row, rows)),
            "group_only": list(map(duty_row, answer.group_only)),
            "undated": len(answer.undated),
            "unlisted_groups": list(map(group_row, answer.unlisted)),
        }
    )


def duty_row(duty: Duty) -> dict[str, object]:
    keys = "plan plan_name region no name unit role via kind what words due original_due done_on days_left state late light"
    row = picked(duty, f"{keys} missed unfinished")
    return row | {"leader": duty.leader or None, "source": duty.origin or None, "given": duty.given}


def group_row(group: UnlistedGroup) -> dict[str, object]:
    return picked(group, "region plan group tasks")


def due_text(answer: DueAnswer, *, width: int | None, colour: bool) -> str:
    """A title, the tables (one a region where a name is found in several), what has no day when asked
    for, and a foot that counts what is not listed."""
    lines, undated = list(answer.lines), list(answer.undated_lines)
    parts = [_title(answer)]

    def shown(rows: list[Line]) -> str:
        return _table(rows, answer, width=width, colour=colour)

    several = answer.asked is not None and len(answer.asked.regions) > 1
    for rows in grouped(lines, lambda line: line.duty.region).values() if several else [lines]:
        parts += [shown(rows)] if rows else []
    if answer.show_undated:
        parts += [f"{title} {len(rows)} 项\n{shown(rows)}" for title, rows in _by_standing(undated)]
    parts.append(_foot(answer, [] if answer.show_undated else undated))
    return "\n".join(part for part in parts if part)


def _whose(line: Line, asked: Asked | None) -> str:
    """Two of its units and how many there are. Asked about one: its role; with the unit where a group was
    asked for and its members answer."""
    duty = line.duty
    if asked:
        of_group = duty.unit and duty.plan in asked.groups
        return f"{duty.unit} {role_words(duty)}" if of_group else role_words(duty)
    names = list(dict.fromkeys(map(carrier_words, line.duties)))
    return "、".join(names[:2]) + (f" 等 {len(names)} 个" if len(names) > 2 else "")


def _standing(line: Line) -> str:
    """The state; where its units differ, how many stand how: one state would be taken for all of them."""
    states = Counter(state_word(duty) for duty in line.duties)
    if len(states) < 2:
        words = standing_words(line.duty)
    else:
        words = "、".join(f"{word} {count} 个" for word, count in states.items())
    return words + bracketed(earlier_words(line.duties, " "))


def _table(rows: list[Line], answer: DueAnswer, *, width: int | None, colour: bool) -> str:
    """One table; the plan is a column only where several answer."""
    heads = ["灯", "期限", "天数", "角色" if answer.asked else "单位", "状态", "计划", "序号", "任务"]
    cells = [
        [
            LIGHT_WORDS[duty.light],
            day_words(duty),
            days_words(duty),
            _whose(line, answer.asked),
            _standing(line),
            answer.names.get(duty.plan, ""),
            str(duty.no),
            task_words(duty),
        ]
        for line in rows
        for duty in (line.duty,)
    ]
    if not answer.several:
        for row in (heads, *cells):
            del row[5]
    return table(heads, cells, width=width, colour=colour)


def _title(answer: DueAnswer) -> str:
    lines = answer.lines
    regions = {line.duty.region for line in lines}
    place = f"{next(iter(regions))} " if len(regions) == 1 and None not in regions else ""
    who = f"{answer.asked.typed} " if answer.asked else ""
    who = place + who
    if answer.overdue_only:
        return f"{who}{answer.on}：{f'逾期 {len(lines)} 项' if lines else '没有逾期的'}。\n"
    if not lines:
        return f"{who}{answer.on}：没有逾期的，{answer.within} 天内也没有到期的。\n"
    return f"{who}{answer.on}：逾期 {answer.late} 项，{answer.within} 天内到期 {answer.soon} 项。\n"


def _by_standing(lines: list[Line]) -> Iterable[tuple[str, list[Line]]]:
    standing = [line for line in lines if line.duty.kind in ("ongoing", "from")]
    other = [line for line in lines if line not in standing]
    return [pair for pair in (("持续推进", standing), ("无明确时限", other)) if pair[1]]


def groups_by_plan(groups: Iterable[UnlistedGroup], names: Mapping[str, str]) -> Iterable[str]:
    """A line a plan, with its name where there are several."""
    for plan, found in grouped(groups, lambda group: group.plan).items():
        whose = f"{names[plan]} {len(found)} 个：" if plan in names else ""
        yield f"  {whose}{'、'.join(group.group for group in found)}"


def _foot(answer: DueAnswer, undated: list[Line]) -> str:
    notes = [f"{title} {len(rows)} 项" for title, rows in _by_standing(undated)]
    lines = [f"另有{'、'.join(notes)}，加 --all 列出。"] if notes else []
    if answer.unlisted:
        lines.append(
            f"另有 {len(answer.unlisted)} 个集合没有列明成员，其中各单位欠什么这里看不到（ledger list --unit 集合名称 看带着哪些任务）："
        )
        lines += groups_by_plan(answer.unlisted, answer.names)
    if answer.group_only:
        lines.append("已过期或快到期、而只由这些集合承担的任务，没有单位可提醒：")
        for plan, duties in grouped(answer.group_only, lambda duty: duty.plan).items():
            whose = f"{answer.names[plan]}：" if plan in answer.names else ""
            lines.append(f"  {whose}任务 {compact(dict.fromkeys(duty.no for duty in duties))}")
    return "\n".join(lines) + "\n" if lines else ""
