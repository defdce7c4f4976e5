"""`lookback`, as people and programs read it; and what is said of tasks that are not carried over."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.questions.likeness import mark
from ledger.questions.lookback import Fate, LeftOver, Lookback, by_unit
from ledger.record.model import Plan
from ledger.values.words import called, carrier_words, day_words, days_words, quoted, task_words
from ledger.views.as_json import progress_row
from ledger.views.due import duty_row
from ledger.views.json_text import dump, picked
from ledger.views.table import table

FATE_WORDS: dict[Fate, str] = {
    "late": "逾期未办结",
    "open": "未办结",
    "done_late": "逾期办结",
    "deemed": "未报视为",
}


def lookback_json(answer: Lookback) -> str:
    """One row per Duty under the keys of `due --json`, and what became of it."""
    return dump(
        {
            "on": answer.on,
            "plan": answer.plan.id,
            "into": answer.into.id if answer.into else None,
            "left": [
                {
                    **duty_row(one.duty),
                    "fate": one.fate,
                    "never_reported": one.never,
                    "last_progress": progress_row(one.said) if one.said else None,
                    "match": found and picked(found, "no name how likeness"),
                }
                for one in by_unit(answer.left)
                for found in (answer.matches.get(one.duty.no),)
            ],
            "standing": answer.standing,
            "unlisted_groups": list(answer.groups),
        }
    )


def lookback_text(answer: Lookback, *, width: int | None, colour: bool) -> str:
    """A title that counts, a table unit by unit, a foot."""
    parts = [_title(answer)]
    rows = [_cells(one, answer) for one in by_unit(answer.left)]
    if rows:
        heads = ("单位", "情况", "期限", "序号", "任务", "最近进展")
        heads_too = (*heads, "本年") if answer.into else heads
        parts.append(table(heads_too, rows, width=width, colour=colour))
    parts.extend(_foot(answer))
    return "\n".join(parts)


def _title(answer: Lookback) -> str:
    silent = sum(one.never and one.duty.open for one in answer.left)
    return (
        f"{answer.on} 回头看《{answer.plan.title}》：逾期未办结 {answer.count('late')} 件，"
        f"其他未办结 {answer.count('open')} 件（两者中从未报过进展 {silent} 件），"
        f"逾期办结 {answer.count('done_late')} 件，未报视为 {answer.count('deemed')} 件。\n"
    )


def _cells(one: LeftOver, answer: Lookback) -> tuple[str, ...]:
    duty = one.duty
    name = task_words(duty)
    cells = (
        carrier_words(duty),
        f"{FATE_WORDS[one.fate]}，{days_words(duty)}" if duty.open else FATE_WORDS[one.fate],
        day_words(duty),
        str(duty.no),
        name,
        _said(one),
    )
    return (*cells, _this_year(answer, duty.no) if duty.open else "") if answer.into else cells


def _said(one: LeftOver) -> str:
    entry = one.said
    if entry is None:
        return "这个节点没有报过" if one.elsewhere else "从未报过进展"
    note = entry.note or entry.reason or ""
    return f"{entry.day} {entry.status}" + (f"，{note}" if note else "")


def _this_year(answer: Lookback, no: int | str) -> str:
    found = answer.matches.get(no)
    if found is None:
        return "没有"
    return f"{found.no} {found.name}（{'已标结转' if found.how == 'mark' else f'相近 {found.likeness:.0%}'}）"


def _foot(answer: Lookback) -> Iterator[str]:
    if answer.groups:
        names = "、".join(answer.groups)
        yield f"另有 {len(answer.groups)} 个集合没有列明成员，其中各单位的情况没有算在内：{names}。\n"
    if answer.standing:
        yield f"另有持续推进、没有期限的分工 {answer.standing} 件，不算遗留。\n"


def left_out(answer: Lookback) -> Iterator[str]:
    """Which open tasks of last year are not carried over, and why."""
    for no, found in answer.matches.items():
        if found.how == "mark":
            yield f"原{called(no)}已结转为{called(found.no)}，不再写。"
            continue
        name = _name(answer.plan, no)
        yield (
            f"原{called(no)}{quoted(name)}与本年{called(found.no)}{quoted(found.name)}相近"
            f"（{found.likeness:.0%}），没有写；本年那一项可以写上 结转自: {mark(answer.plan, no)}"
        )
    for no in dict.fromkeys(one.duty.no for one in answer.left if one.duty.open):
        if isinstance(no, str) and no not in answer.matches:
            yield f"原{called(no)}“{_name(answer.plan, no)}”是报送，期限已过，没有写。"


def _name(plan: Plan, no: int | str) -> str:
    item = plan.find(no)
    return str(getattr(item, "name", None) or getattr(item, "what", ""))
