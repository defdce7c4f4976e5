"""分工, the hinge: who owes what by when, and how it stands on a day. The one rule about lateness.

An item gives carriers (units, members reached through groups, unlisted groups, or nobody) and
milestones; each pair is a Duty. A recurring milestone gives the occurrence just missed and the one
to come. Then: late or not, released with its leads, deemed by 逾期视为, and the light.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ledger.duty.carriers import Carrier, carriers
from ledger.duty.completion import done_day
from ledger.duty.reading import Item, PlanReading
from ledger.duty.states import in_order, speaks_for, stand
from ledger.record.model import Progress
from ledger.values.duty import Duty, Light
from ledger.words.deadline.occurrences import occurrences_of_plan
from ledger.words.meanings import Milestone

WITHIN = 30
_HALF_PERIOD = {"yearly": 182, "half_yearly": 91, "quarterly": 45, "monthly": 15, "weekly": 3}


@dataclass(frozen=True, slots=True)
class Slot:
    """One day owed: a milestone, or one occurrence of a recurring one.

    `days` are the days progress may name; `original` the day before a later notice moved it; `missed`
    the earlier occurrences by now past their successor.
    """

    milestone: Milestone | None
    due: date | None
    original: date | None
    days: tuple[date | None, ...]
    missed: tuple[date, ...] = ()


def duties_of(
    reading: PlanReading, on: date, within: int = WITHIN, *, through: date | None = None
) -> tuple[Duty, ...]:
    """Every Duty of the plan as it stands on `on`, items in order, carriers as named.

    Of a recurring milestone the occurrence just past and the next; all of them up to `through`.
    Unlisted groups are rows too (`unit` None, `via` the group): questions about units leave them out.
    """
    return tuple(
        duty
        for item in reading.items
        for slot in slots(reading, item, on, through)
        for duty in _duties_of_slot(reading, item, slot, on, within)
    )


def slots(reading: PlanReading, item: Item, on: date, through: date | None = None) -> tuple[Slot, ...]:
    """The days an item is owed by, as of `on`.

    Beside a dated milestone an ongoing or `from` one makes no Duty of its own; 全年 counts as dated
    only beside those without any day.
    """
    milestones = item.milestones
    dated = [m for m in milestones if m.kind in ("by", "window") or m.recurring]
    has_day = dated or [m for m in milestones if m.day_due]
    if has_day:
        milestones = tuple(m for m in milestones if m in has_day or m.kind not in ("ongoing", "from"))
    if not milestones:
        return (Slot(None, None, None, ()),)
    plan = reading.plan
    found: list[Slot] = []
    for milestone in milestones:
        if milestone.recurring:
            days = occurrences_of_plan(milestone, plan.year, plan.issued)
            found.extend(_occurrence_slots(milestone, days, on, through or on))
            continue
        due = milestone.day_due
        first = before_adjustment(item, milestone)
        found.append(Slot(milestone, due, first or due, tuple({due, first} - {None})))
    return tuple(found)


def before_adjustment(item: Item, milestone: Milestone) -> date | None:
    """The document's own day, where a later notice put one milestone in the place of one."""
    old = [m.day_due for m in item.original if m.day_due]
    new = [m for m in item.milestones if m.source == "office" and m.day_due]
    return old[0] if len(old) == 1 and new == [milestone] else None


def _occurrence_slots(milestone: Milestone, days: tuple[date, ...], on: date, through: date) -> list[Slot]:
    """The occurrence just past, late until the next is due; the next one (and more, up to `through`);
    earlier ones are 漏报."""
    if not days:
        return [Slot(milestone, None, None, ())]
    past = tuple(day for day in days if day < on)
    coming = [day for day in days if day >= on]
    found: list[Slot] = []
    if past and on not in coming:
        found.append(Slot(milestone, past[-1], past[-1], (past[-1],), past[:-1]))
    for day in [day for n, day in enumerate(coming) if n == 0 or day <= through]:
        found.append(Slot(milestone, day, day, (day,), () if found else past))
    return found


def _duties_of_slot(reading: PlanReading, item: Item, slot: Slot, on: date, within: int) -> Iterable[Duty]:
    entries = in_order(item.progress, on)
    everyone = carriers(reading, item, entries)
    rows = [(who, _duty(reading, item, slot, who, entries, on)) for who in everyone]
    leads = [duty for who, duty in rows if who.role == "lead"]
    led_on = done_day(leads)
    for who, duty in rows:
        if led_on and who.role == "support":
            duty = _let_go(duty, led_on)
        if item.if_missed and duty.open and duty.days_left is not None and duty.days_left < 0:
            duty = replace(duty, state="deemed", late=False, missed=0)
        if who.unlisted:
            duty = replace(duty, late=duty.late and duty.done)
        yield replace(duty, light=light(duty, within))


def _duty(
    reading: PlanReading, item: Item, slot: Slot, who: Carrier, entries: list[Progress], on: date
) -> Duty:
    milestone = slot.milestone
    mine = [entry for entry in entries if _is_from(reading, entry, who)]
    about = [entry for entry in mine if speaks_for(entry, milestone, _days(mine, slot))]
    standing = stand(about, slot.due)
    state = standing.state
    if state == "not_started" and milestone and slot.due is None and milestone.kind in ("ongoing", "from"):
        state = "standing"
    missed = sum(
        not stand([e for e in mine if speaks_for(e, milestone, (day,))], day).done_on for day in slot.missed
    )
    due, done_on = standing.due, standing.done_on
    over = state not in ("cancelled", "standing")
    late = over and due is not None and ((done_on or on) > due or standing.late_before)
    return Duty(
        plan=reading.plan.id,
        region=reading.plan.region,
        no=item.no,
        name=item.name,
        unit=who.unit,
        role=who.role,
        word=who.word,
        via=who.via,
        kind=milestone.kind if milestone else None,
        what=milestone.what if milestone else None,
        words=milestone.words if milestone else None,
        due=due,
        original_due=slot.original,
        days_left=(due - on).days if due else None,
        state=state,
        late=late,
        light=None,
        done_on=done_on,
        missed=missed,
        source=milestone.source if milestone else None,
        unlisted=who.unlisted,
        asking=standing.asking,
    )


def _is_from(reading: PlanReading, entry: Progress, who: Carrier) -> bool:
    """An entry is a carrier's own, or the office's for the whole task."""
    if entry.unit is None:
        return True
    if who.unit is None:
        return who.via is not None and reading.group_name(entry.unit) == reading.group_name(who.via)
    return reading.directory.official(entry.unit) == who.unit


def _days(mine: list[Progress], slot: Slot) -> tuple[date | None, ...]:
    """The days an entry may name for this slot: its own, and those an extension moved it to."""
    moved = [e.extend_to for e in mine if e.extend_to and speaks_for(e, slot.milestone, slot.days)]
    return (*slot.days, *moved)


def _let_go(duty: Duty, led_on: date) -> Duty:
    """Support of a milestone whose leads were all done on `led_on`: what is open is released, and what
    was let go in time is not late for being reported or closed after the day."""
    if duty.open:
        return replace(duty, state="released", late=False)
    return replace(duty, late=False) if duty.due and led_on <= duty.due else duty


def light(duty: Duty, within: int = WITHIN) -> Light | None:
    """Red late; amber due within `within` days (recurring: at most half its period); else green; none
    without a day. What is done, even late, or let go is green; an unlisted group never turns red."""
    if duty.days_left is None:
        return None
    if not duty.open:
        return "green"
    if duty.unlisted and duty.days_left < 0:
        return None
    if duty.late:
        return "red"
    return "amber" if duty.days_left <= min(within, _HALF_PERIOD.get(duty.kind or "", within)) else "green"
