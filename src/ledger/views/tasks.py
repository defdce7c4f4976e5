"""`list`: tasks in rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger.questions.tasks import TaskRow
from ledger.values.grouped import grouped
from ledger.values.plan_names import plan_name
from ledger.values.words import LIGHT_WORDS, NOBODY, PAST_UNSEEN, ROLE_WORDS, called, matter_words, titled
from ledger.views.as_json import origin_row, roles_row
from ledger.views.json_text import dump
from ledger.views.table import table

_HEADS = ("灯", "计划", "序号", "任务", "责任单位", "时间节点")


def tasks_json(rows: Sequence[TaskRow]) -> str:
    """A row a task or 报送: its words, roles, worst light, and whether it is done."""
    return dump(
        {
            "tasks": [
                {
                    "plan": row.reading.plan.id,
                    "plan_name": plan_name(row.reading.plan),
                    "region": row.reading.plan.region,
                    "no": row.item.no,
                    "name": row.item.name,
                    "responsibility": row.item.words or None,
                    **roles_row(row.item.responsibility),
                    "deadline": row.item.deadline or None,
                    "light": row.light,
                    "done": row.done,
                    **origin_row(row.item),
                }
                for row in rows
            ]
        }
    )


def tasks_text(rows: Sequence[TaskRow], names: Mapping[str, str], *, width: int | None, colour: bool) -> str:
    """The table, and a count below. `names` are those of the plans asked about, where there are several."""
    cells = [
        (
            LIGHT_WORDS[row.light],
            *((names[row.reading.plan.id],) if names else ()),
            str(row.item.no),
            titled(row.item.name, row.item.hint, None),
            responsibility_words(row),
            deadline_words(row),
        )
        for row in rows
    ]
    plans = len({row.reading.plan.id for row in rows})
    heads = _HEADS if names else (_HEADS[0], *_HEADS[2:])
    body = table(heads, cells, width=width, colour=colour) if cells else ""
    past = [
        called(row.item.no) for row in rows if row.light is None and any(d.past_unseen for d in row.duties)
    ]
    which = "" if names else f"：{'、'.join(past)}"
    unseen = f"其中 {len(past)} 项已过期限（{PAST_UNSEEN}）{which}。\n" if past else ""
    return f"{body}共 {len(rows)} 项，{plans} 份计划。\n{unseen}"


def responsibility_words(row: TaskRow) -> str:
    """The document's words; where it names nobody, whom the office gave it to."""
    if row.item.words:
        return row.item.words
    roles = grouped(row.item.responsibility.parties, lambda party: ROLE_WORDS[party.role])
    given = "；".join(f"{word}：{'、'.join(p.name for p in parties)}" for word, parties in roles.items())
    return f"{given}（办公室分办）" if given else NOBODY


def deadline_words(row: TaskRow) -> str:
    """The deadline's own words; 补充节点 and the office's dates beside them, marked."""
    parts = [row.item.deadline] if row.item.deadline else []
    for milestone in row.item.milestones:
        if milestone.source == "extra":
            parts.append(matter_words(milestone.what, milestone.words) if milestone.what else milestone.words)
        elif milestone.source == "office":
            parts.append(f"{milestone.words}（办公室定）")
    return "；".join(parts) or "无"
