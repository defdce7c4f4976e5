"""考核: points for what each unit did with its Duties, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ledger.values.duty import Duty
from ledger.values.report import Reason, UnitScore

# 考核 of office.yaml overrides these, kind by kind. 漏报 counts every earlier occurrence besides.
DEFAULT_POINTS: dict[str, float] = {
    "按期办结": 1.0,
    "逾期办结": 0.5,
    "未办结": -1.0,
    "按期报送": 1.0,
    "逾期报送": 0.5,
    "未报送": -1.0,
    "漏报": -1.0,
    "随牵头办结": 0.0,
    "未到期": 0.0,
}


def kinds_of(duty: Duty) -> Iterable[tuple[str, int]]:
    """What a Duty counts as in 考核, and how often: nothing when it was cancelled or has no day to keep.

    Read off the Duty: `未办结` is what is red, `未报送` a 报送 that is red or deemed.
    """
    reporting = duty.role == "reporting"
    if duty.done:
        yield ("逾期" if duty.late else "按期") + ("报送" if reporting else "办结"), 1
    elif duty.light == "red" or duty.state == "deemed":
        yield "未报送" if reporting else "未办结", 1
    elif duty.state == "released":
        yield "随牵头办结", 1
    elif duty.light is not None and duty.open:
        yield "未到期", 1
    if duty.missed:
        yield "漏报", duty.missed


def scores(
    duties: Iterable[Duty], points: Mapping[str, Mapping[str, float]] | None = None
) -> tuple[UnitScore, ...]:
    """Every unit that has a Duty, best first within its region.

    `points` are the tables of office.yaml by plan 编号, each laid over DEFAULT_POINTS.
    """
    found: dict[tuple[str | None, str], dict[tuple[str, float], list[tuple[str, int]]]] = {}
    for duty in duties:
        if duty.unit is None:
            continue
        table = {**DEFAULT_POINTS, **(points or {}).get(duty.plan, {})}
        mine = found.setdefault((duty.region, duty.unit), {})
        for kind, times in kinds_of(duty):
            mine.setdefault((kind, table[kind]), []).append((f"{duty.no} {duty.name}", times))
    order = list(DEFAULT_POINTS)
    scored = [(region, unit, tuple(_reasons(mine, order))) for (region, unit), mine in found.items()]
    totals = [(region, round(sum(r.total for r in reasons), 3)) for region, _, reasons in scored]
    rows = [
        UnitScore(
            region,
            unit,
            total,
            1 + sum(other > total for place, other in totals if place == region),
            reasons,
        )
        for (region, unit, reasons), (_, total) in zip(scored, totals, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: (row.region or "", row.rank)))


def _reasons(mine: Mapping[tuple[str, float], list[tuple[str, int]]], order: list[str]) -> Iterable[Reason]:
    for (kind, each), items in sorted(mine.items(), key=lambda pair: order.index(pair[0][0])):
        names = tuple(dict.fromkeys(name for name, _ in items))
        yield Reason(kind, sum(times for _, times in items), each, names)
