"""回头看: what a plan left open, late or never reported; whether this year's plan has it; what to carry over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ledger.duty.duty import tree
from ledger.duty.nodes import about, from_one
from ledger.duty.reading import ASSIGNED, Item, PlanReading
from ledger.duty.states import in_order
from ledger.questions.due import unlisted_groups
from ledger.questions.likeness import Match, mark, match
from ledger.record.model import ExtraMilestone, Plan, Progress, Roles, Task
from ledger.values.duty import Duty
from ledger.values.grouped import grouped
from ledger.values.words import long_day
from ledger.words.deadline.recurrence import CYCLES
from ledger.words.meanings import Party

Fate = Literal["late", "open", "done_late", "deemed"]
FATES: tuple[Fate, ...] = ("late", "open", "done_late", "deemed")
CARRIED_SECTION = "上年度结转事项"


@dataclass(frozen=True, slots=True)
class LeftOver:
    """One Duty worth looking back at. `silent`: neither the unit nor the office ever wrote a word on it;
    `said` is the newest entry, `elsewhere` without one the newest about another node of the task."""

    duty: Duty
    fate: Fate
    silent: bool
    said: Progress | None
    elsewhere: Progress | None = None

    @property
    def never(self) -> bool:
        """从未报过: not a word on this task, not about another node of it either."""
        return self.silent and self.elsewhere is None


@dataclass(frozen=True, slots=True)
class Lookback:
    """What is left of `plan` on a day. `matches` are old numbers found in this year's plan `into`;
    `standing` counts Duties that go on without a day, `groups` are those whose members nobody listed."""

    on: date
    plan: Plan
    left: tuple[LeftOver, ...]
    matches: dict[int | str, Match]
    into: Plan | None
    standing: int
    groups: tuple[str, ...]

    def count(self, fate: Fate) -> int:
        return sum(one.fate == fate for one in self.left)


def lookback(reading: PlanReading, on: date, into: Plan | None = None) -> Lookback:
    """What a plan left behind. Archived or not makes no difference here."""
    left, standing = [], 0
    for node in tree(reading, on):
        for duty in node.duties:
            if duty.unlisted and duty.unit is None:
                continue
            standing += duty.state == "standing"
            fate = fate_of(duty)
            if fate:
                said = about(reading, node, duty.unit, node.entries)
                all_said = from_one(reading, duty.unit, in_order(node.item.progress, on))
                last, elsewhere = (rows[-1] if rows else None for rows in (said, all_said))
                left.append(LeftOver(duty, fate, not said, last, None if said else elsewhere))
    open_nos = dict.fromkeys(one.duty.no for one in left if one.duty.open)
    groups = tuple(group.group for group in unlisted_groups(reading))
    matches = match(reading.plan, open_nos, into) if into else {}
    return Lookback(on, reading.plan, tuple(left), matches, into, standing, groups)


def fate_of(duty: Duty) -> Fate | None:
    """Why a Duty is worth looking back at; None where it went as it should or was let go."""
    if duty.state == "deemed":
        return "deemed"
    if duty.open:
        return "late" if duty.late else "open"
    return "done_late" if duty.done and duty.late else None


def carried(answer: Lookback, reading: PlanReading, deadline: str | None = None) -> tuple[Task, ...]:
    """The tasks to write into `answer.into`: what is open and not yet there, numbered on from its last.

    A day stays the day it was, written in full (2022年12月31日前), so that nobody gains a year by being
    carried over; `deadline` (办公室另定的期限) replaces it, the old day then stands in 备注. Where one unit of
    several was granted a later day the task keeps the day of the others, and the grant goes with it. Only the
    units that are not done are named. What else a task says (责任领导, 来源, 备注, 其他 …) goes with it; what counts
    from last year (调整, 交办日期, 起始, 起算) does not; what is given item by item is given anew with its new day. A 报送 of last year is not carried: its day has gone.
    """
    assert answer.into is not None
    new = answer.into
    number = max(task.no for task in new.tasks)
    tasks = {task.no: task for task in answer.plan.tasks}
    items = {item.no: item for item in reading.items}
    found = []
    for no in dict.fromkeys(one.duty.no for one in answer.left if one.duty.open):
        if no in answer.matches or no not in tasks:
            continue
        number += 1
        left = [one for one in answer.left if one.duty.no == no and one.duty.open]
        first = _first_days(left)
        words, extra = _deadline([one.duty for one in left], first, deadline)
        old = tasks[int(no)]
        anew = {
            "no": number,
            "section": (CARRIED_SECTION,) if any(task.section for task in new.tasks) else (),
            "original_no": None,
            "responsibility": _responsibility(items[no], reading, new, left),
            "deadline": words,
            "extra": extra,
            "adjustments": (),
            "starts": None,
            "begins": None,
            "given": answer.on if deadline and new.rolling else None,  # whose year the new words are read in
            "carried_from": mark(answer.plan, no),
            "remark": "；".join(filter(None, (_remark(left, answer.on), old.remark))),
            "progress": () if deadline else tuple(_granted(items[no], reading, left, first)),
        }
        found.append(old.model_copy(update=anew))
    return tuple(found)


def _first_days(left: Sequence[LeftOver]) -> dict[str, date]:
    """By the name of a node the first of the days it is still owed by: where units stand on different days, the
    later ones were granted to them alone."""
    first: dict[str, date] = {}
    for duty in (one.duty for one in left):
        if duty.due is not None and duty.kind not in CYCLES:
            first[duty.node] = min(duty.due, first.get(duty.node, duty.due))
    return first


def _deadline(
    duties: Sequence[Duty], first: Mapping[str, date], decided: str | None
) -> tuple[str | None, tuple[ExtraMilestone, ...]]:
    """时间节点 and 补充节点 for what is still owed."""
    words: str | None = decided
    extra: dict[tuple[str, str], None] = {}
    for duty in duties:
        if decided and duty.due and duty.kind not in CYCLES:
            continue
        phrase = f"{long_day(first[duty.node])}前" if duty.node in first else duty.words
        if phrase is None or (phrase == words and duty.what is None):
            continue
        if duty.what is None and words is None:
            words = phrase
        else:
            extra.setdefault((duty.what or duty.name, phrase))
    return words, tuple(ExtraMilestone(what=what, deadline=phrase) for what, phrase in extra)


def _granted(
    item: Item, reading: PlanReading, left: Sequence[LeftOver], first: Mapping[str, date]
) -> Iterable[Progress]:
    """The office's 延期 of those who have longer than the others, as they stand in the old plan; of several matters
    by the day and the name the new task has for them."""
    for duty in (one.duty for one in left):
        base = first.get(duty.node)
        if base is None or duty.due is None or duty.due <= base:
            continue
        said = [
            entry
            for entry in from_one(reading, duty.unit, in_order(item.progress, date.max))
            if entry.status == "延期" and entry.extend_to == duty.due
        ]
        name = f"{base} {duty.what or f'{long_day(base)}前'}" if len(first) > 1 else None
        yield from (entry.model_copy(update={"unit": duty.unit, "milestone": name}) for entry in said[-1:])


def _responsibility(
    item: Item, reading: PlanReading, new: Plan, left: Sequence[LeftOver]
) -> str | Roles | None:
    """The document's words where all whom they name are still at it and they mean the same in the new
    plan; else the roles of those who are, of a group its members one by one. Whom the office assigned stands in 分办
    besides."""
    owing = {one.duty.unit for one in left}
    named = [party for party in item.responsibility.parties if party.word != ASSIGNED]

    def still(party: Party) -> tuple[str, ...]:
        if not party.group:
            return (party.name,) if reading.directory.official(party.name) in owing else ()
        members = reading.directory.members(party.name, item.scope, reading.by_word)
        if members is None or owing.issuperset(members):
            return (party.name,)
        return tuple(member for member in members if member in owing)

    kept = [(party, names) for party in named if (names := still(party))]
    rules = (reading.plan.first_leads, reading.plan.shared) != (new.first_leads, new.shared)
    adjusted = item.adjustment and item.adjustment.responsibility
    whole = len(kept) == len(named) and all(names == (party.name,) for party, names in kept)
    if whole and not rules and not adjusted:
        return item.words or None
    if not kept:
        return None

    def of_role(role: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for party, said in kept if party.role == role for name in said))

    return Roles(lead=of_role("lead"), support=of_role("support"), responsible=of_role("responsible"))


def _remark(left: Sequence[LeftOver], on: date) -> str:
    """What the new year must know: the old day, how late, who, and the last word."""
    parts = []
    days = dict.fromkeys(one.duty.due for one in left)
    for due in days:
        if due is None:
            continue
        first = next(one.duty for one in left if one.duty.due == due)
        moved = first.original_due and first.original_due != due
        original = f"（原{first.original_due}）" if moved else ""
        late = f"，截至{on}逾期{(on - due).days}天" if due < on else ""
        whose = dict.fromkeys(one.duty.unit for one in left if one.duty.unit and one.duty.due == due)
        theirs = f"{'、'.join(whose)}" if moved and len(days) > 1 else ""
        parts.append(f"{theirs}原期限{due}{original}{late}")
    names = dict.fromkeys(one.duty.unit for one in left if one.duty.unit)
    if names:
        parts.append(f"未办结单位：{'、'.join(names)}")
    said = [entry for one in left if (entry := one.said or one.elsewhere)]
    if said:
        entry = max(said, key=lambda one: one.day)
        note = entry.note or entry.reason or ""
        words = f"{entry.status}，{note}" if note else entry.status
        parts.append(f"最近进展：{entry.unit or '办公室'}{words}（{entry.day}）")
    else:
        parts.append("从未报过进展")
    return "；".join(parts)


def by_unit(left: Iterable[LeftOver]) -> list[LeftOver]:
    """Unit by unit: those with something late first, then as named; within a unit the worst first."""
    units = grouped(left, lambda one: one.duty.unit)

    def badness(one: LeftOver) -> tuple[int, date]:
        return FATES.index(one.fate), one.duty.due or date.max

    together = sorted(units.values(), key=lambda rows: min(FATES.index(one.fate) for one in rows))
    return [one for rows in together for one in sorted(rows, key=badness)]
