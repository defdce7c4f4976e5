"""`plans`: what plans there are, a line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger.record.days import last_year
from ledger.record.model import Plan
from ledger.values.plan_names import names_apart, plan_name
from ledger.views.json_text import dump, picked
from ledger.views.table import table

_HEADS = ("编号", "简称", "标题", "地区", "年度", "任务", "情况", "文件")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan file: where it is, the plan as far as it could be read, and why it cannot be answered from."""

    file: str
    plan: Plan | None
    trouble: str | None


def plans_text(lines: Sequence[PlanLine], on: date, *, width: int | None, colour: bool) -> str:
    """A table; what cannot be used says so in 情况."""
    names = names_apart(line.plan for line in lines if line.plan is not None)
    rows = []
    for line in lines:
        plan = line.plan
        if plan is None:
            rows.append(("", "", "", "", "", "", "有错误", line.file))
            continue
        archived = plan.archived and plan.archived <= on
        state = "有错误" if line.trouble else f"{plan.archived} 归档" if archived else "在用"
        rows.append(
            (
                plan.id,
                names.get(plan.id, plan_name(plan)),
                plan.title,
                plan.region or "",
                str(plan.year),
                str(len(plan.tasks)),
                state,
                line.file,
            )
        )
    return table(_HEADS, rows, width=width, colour=colour)


def plans_json(lines: Sequence[PlanLine]) -> str:
    """One object a plan file; the fields of a plan that cannot be read are null."""
    return dump({"plans": [_row(line) for line in lines]})


def _row(line: PlanLine) -> dict[str, object]:
    plan = line.plan
    return {
        **dict.fromkeys(("id", "title", "name", "region", "year", "last_year", "tasks", "archived")),
        **(_facts(plan) if plan else {}),
        "file": line.file,
        "trouble": line.trouble,
    }


def _facts(plan: Plan) -> dict[str, object]:
    row = picked(plan, "id title region year archived")
    return {**row, "name": plan_name(plan), "last_year": last_year(plan.year), "tasks": len(plan.tasks)}
