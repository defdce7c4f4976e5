"""考核: points for what each unit did with its Duties, each with its reason."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ledger.duty.reading import PlanReading
from ledger.record.office_model import OfficeFile
from ledger.values.duty import Duty
from ledger.values.report import GIVEN, Reason, UnitScore
from ledger.values.words import ROLE_WORDS, titled

# 考核 of office.yaml overrides these, kind by kind. Each earlier occurrence of what recurs counts as well.
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

_ALSO = {"迟报": "逾期报送"}  # what offices call it


def kinds_of(duty: Duty) -> Iterable[tuple[str, int]]:
    """What a Duty counts as in 考核, and how often: nothing when it was cancelled or has no day to keep. Of one that
    recurs every earlier occurrence counts too, as it counted while it was the one asked about.

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
    past = "报送" if reporting else "办结"
    earlier = (
        (f"按期{past}", duty.kept),
        (f"逾期{past}", duty.kept_late),
        (f"未{past}", duty.unfinished),
        ("随牵头办结", duty.let_go),
        ("漏报", duty.missed),
    )
    for kind, times in earlier:
        if times:
            yield kind, times


@dataclass(frozen=True, slots=True)
class Rules:
    """What the office of one plan says about 考核: `points` by kind, laid over DEFAULT_POINTS, `weights` by task number,
    and what it gives by hand, by unit as named in the plan's directory: (unit, points, reason)."""

    points: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    given: Sequence[tuple[str, float, str]] = ()

    def each(self, kind: str, duty: Duty) -> float:
        """The points of one Duty: those of its kind for its role, else of its kind, times the weight of its task."""
        table = {**DEFAULT_POINTS, **{_usual(said): points for said, points in self.points.items()}}
        of_role = f"{kind}（{ROLE_WORDS[duty.role]}）"
        return table.get(of_role, table[kind]) * self.weights.get(str(duty.no), 1.0)


def rules_of(settings: OfficeFile, reading: PlanReading, on: date) -> Rules:
    """What the settings say about 考核 of one plan; what they give by hand later than `on` does not count yet."""
    plan = reading.plan
    given = [
        (reading.directory.official(g.unit), g.points, f"{g.reason}，{g.day}" if g.day else g.reason)
        for g in settings.given
        if g.plan in (None, plan.id) and (g.day is None or g.day <= on)
    ]
    return Rules(settings.points, settings.weights.get(plan.id, {}), given)


def _usual(kind: str) -> str:
    """A kind by our name for it, with its role: 迟报（配合） is 逾期报送（配合）."""
    plain, bracket, role = kind.partition("（")
    return f"{_ALSO.get(plain, plain)}{bracket}{role}"


def known_kind(kind: str) -> bool:
    """Whether 考核 may name it: a kind, alone or with the role it is for."""
    plain, _, role = _usual(kind).removesuffix("）").partition("（")
    return plain in DEFAULT_POINTS and (plain == _usual(kind) or role in ROLE_WORDS.values())


def scores(
    duties: Iterable[Duty], rules: Mapping[str, Rules] | None = None, names: Mapping[str, str] | None = None
) -> tuple[UnitScore, ...]:
    """Every unit that has a Duty, best first within its region. `rules` by plan 编号; without, DEFAULT_POINTS. `names`
    are those of several plans: each task is named with its own."""
    found: dict[tuple[str | None, str], dict[tuple[str, float], list[tuple[str, int]]]] = {}
    by_hand: dict[tuple[str | None, str], dict[Reason, None]] = {}
    for duty in duties:
        if duty.unit is None:
            continue
        office = (rules or {}).get(duty.plan, Rules())
        mine = found.setdefault((duty.region, duty.unit), {})
        for kind, times in kinds_of(duty):
            item = (
                f"{(names or {}).get(duty.plan, '')} {duty.no} {titled(duty.name, duty.hint, None)}".lstrip()
            )
            mine.setdefault((kind, office.each(kind, duty)), []).append((item, times))
        given = by_hand.setdefault((duty.region, duty.unit), {})
        given.update(
            (Reason(GIVEN, 1, points, (why,)), None)
            for unit, points, why in office.given
            if unit == duty.unit
        )
    order = list(DEFAULT_POINTS)
    scored = [
        (region, unit, (*_reasons(mine, order), *by_hand[region, unit]))
        for (region, unit), mine in found.items()
    ]
    totals = [round(sum(r.total for r in reasons), 3) for _, _, reasons in scored]
    ranks: dict[str | None, list[float]] = {}
    for (region, _, _), total in zip(scored, totals, strict=True):
        ranks.setdefault(region, []).append(total)
    for of_region in ranks.values():
        of_region.sort()
    rows = [
        UnitScore(
            region,
            unit,
            total,
            1 + len(ranks[region]) - bisect_right(ranks[region], total),  # those with more, and itself
            reasons,
        )
        for (region, unit, reasons), total in zip(scored, totals, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: (row.region or "", row.rank)))


def _reasons(mine: Mapping[tuple[str, float], list[tuple[str, int]]], order: list[str]) -> Iterable[Reason]:
    for (kind, each), items in sorted(mine.items(), key=lambda pair: order.index(pair[0][0])):
        names = tuple(dict.fromkeys(name for name, _ in items))
        yield Reason(kind, sum(times for _, times in items), each, names)
