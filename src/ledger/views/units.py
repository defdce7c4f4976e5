"""`units`: who leads, supports, is responsible, in rows."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.questions.units import UnitRow
from ledger.values.words import ROLE_WORDS
from ledger.views.json_text import dump
from ledger.views.table import table
from ledger.words.meanings import Role

_ROLES: tuple[Role, ...] = ("lead", "responsible", "support", "reporting")


def units_json(rows: Sequence[UnitRow]) -> str:
    """A row a unit or group: numbers of the items by role, as `{"plan", "no"}`."""
    return dump(
        {
            "units": [
                {
                    "region": row.region,
                    "name": row.name,
                    "group": row.is_group,
                    "aliases": list(row.aliases),
                    **{
                        role: [{"plan": plan, "no": no} for plan, no in row.items.get(role, ())]
                        for role in _ROLES
                    },
                }
                for row in rows
            ]
        }
    )


def units_text(rows: Sequence[UnitRow], *, width: int | None, colour: bool) -> str:
    """Units, then groups without members, each with counts by role."""
    heads = ("地区", "单位", "又称", *(ROLE_WORDS[role] for role in _ROLES))
    parts = []
    for title, chosen in (
        ("", [row for row in rows if not row.is_group]),
        (
            "没有列明成员的集合（在 units.yaml 里写明成员，任务才能分到各单位）：\n",
            [r for r in rows if r.is_group],
        ),
    ):
        cells = [
            (
                row.region or "",
                row.name,
                "、".join(row.aliases),
                *(str(row.count(role) or "") for role in _ROLES),
            )
            for row in chosen
        ]
        if cells:
            parts.append(title + table(heads, cells, width=width, colour=colour))
    return "\n".join(parts) or "没有单位。\n"
