"""`due --pending`: what waits for the office, as people and programs read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger.questions.pending import Pending, Waiting
from ledger.values.words import carrier_words, day_words, state_words, task_words
from ledger.views.due import duty_row
from ledger.views.json_text import dump
from ledger.views.table import table

HOW = (
    "认可的：ledger update 计划 序号 --unit 单位 --close；不认可的：--return --reason 原因，退给单位再办。\n"
    "同意延期的：--extend-to 日期 --reason 原因；不同意的记一条“推进中”。批准人用 --approver 写上。\n"
    "有几个节点的、按周期办的，再加 --milestone 和那个节点（那一期）的期限。\n"
)


def pending_json(answer: Pending) -> str:
    """Rows as in `due --json`, each with what was said, on which day, and for how many days it waits."""
    return dump(
        {
            "on": answer.on,
            "to_confirm": list(map(_row, answer.to_confirm)),
            "extensions": list(map(_row, answer.extensions)),
        }
    )


def _row(one: Waiting) -> dict[str, object]:
    return {
        **duty_row(one.duty),
        "said_on": str(one.entry.day),
        "note": one.entry.note or "",
        "waiting_days": one.days,
        "asked_until": one.entry.asked_until,
    }


def pending_text(answer: Pending, *, width: int | None, colour: bool) -> str:
    """A count, the two lists, and what to do with them."""
    done, asked = len(answer.to_confirm), len(answer.extensions)
    if not done and not asked:
        return f"{answer.on}：没有待审核的，也没有待答复的延期申请。\n"
    parts = [f"{answer.on}：待审核 {done} 件，待答复的延期申请 {asked} 件。\n"]
    for title, rows in (("待审核", answer.to_confirm), ("申请延期，还没有答复", answer.extensions)):
        if rows:
            parts.append(f"{title} {len(rows)} 件\n{_table(rows, answer.names, width, colour)}")
    return "\n".join((*parts, HOW))


def _table(rows: Sequence[Waiting], names: Mapping[str, str], width: int | None, colour: bool) -> str:
    heads = ("单位", "已等", "期限", "状态", *(("计划",) * bool(names)), "序号", "任务", "情况")
    cells = [
        (
            carrier_words(one.duty),
            f"{one.days} 天",
            day_words(one.duty),
            state_words(one.duty),
            *((names[one.duty.plan],) if names else ()),
            str(one.duty.no),
            task_words(one.duty),
            "；".join(
                filter(
                    None,
                    (f"要求延至 {one.entry.asked_until}" if one.entry.asked_until else "", one.entry.note),
                )
            ),
        )
        for one in rows
    ]
    return table(heads, cells, width=width, colour=colour)
