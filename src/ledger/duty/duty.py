"""分工, the hinge: who owes what by when, and how it stands on a day. The one rule about lateness.

An item gives carriers (units, members reached through groups, unlisted groups, or nobody) and
nodes; each pair is a Duty. Then: late or not, released with its leads, deemed by 逾期视为, and the light.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ledger.duty.carriers import Carrier, carriers
from ledger.duty.completion import done_day
from ledger.duty.nodes import Node, about, nodes_on
from ledger.duty.reading import Item, PlanReading
from ledger.duty.states import Standing, in_order, stand
from ledger.values.changed import changed
from ledger.values.duty import Duty, Light
from ledger.values.plan_names import plan_name
from ledger.words.deadline.recurrence import CYCLES, Recurrence

if TYPE_CHECKING:
    from ledger.record.model import Progress

WITHIN = 30


def tree(
    reading: PlanReading,
    on: date,
    within: int = WITHIN,
    *,
    since: date | None = None,
    through: date | None = None,
) -> tuple[Node, ...]:
    """Every node of the plan as it stands on `on`, with its entries and Duties; items in order, carriers as named.

    Of a recurring milestone the occurrence just past and the next; besides them all from `since` on and up to
    `through`. What was given (交办日期) only later is not seen.
    """
    return tuple(
        node
        for item in reading.items
        if item.given is None or item.given <= on
        for node in nodes_of_item(reading, item, on, within, through, since)
    )


def duties_of(
    reading: PlanReading, on: date, within: int = WITHIN, *, through: date | None = None
) -> tuple[Duty, ...]:
    """Every Duty of the plan: the leaves of its `tree`.

    Unlisted groups are rows too (`unit` None, `via` the group): questions about units leave them out.
    """
    return tuple(duty for node in tree(reading, on, within, through=through) for duty in node.duties)


def in_use(reading: PlanReading, on: date) -> bool:
    """Whether a plan is worked on: from the day of its 归档 on it is not."""
    return reading.plan.archived is None or reading.plan.archived > on


def by_day(duties: Iterable[Duty]) -> list[list[Duty]]:
    """The Duties of one node by the day in force: a unit with an extension of its own stands on another line."""
    found: dict[date | None, list[Duty]] = {}
    for duty in duties:
        found.setdefault(duty.due, []).append(duty)
    return list(found.values())


def nodes_of_item(
    reading: PlanReading,
    item: Item,
    on: date,
    within: int = WITHIN,
    through: date | None = None,
    since: date | None = None,
) -> Iterable[Node]:
    """The nodes of one item, as `tree` gives them."""
    entries = in_order(item.progress, on)
    everyone = carriers(reading, item, entries)
    for node in nodes_on(reading, item, on, through, since):
        moved = [e.extend_to for e in entries if e.extend_to and node.hears(e)]
        heard = tuple(e for e in entries if node.hears(e, moved))
        duties = tuple(_duties(reading, node, everyone, entries, on, within))
        yield changed(node, entries=heard, duties=duties)


def _duties(
    reading: PlanReading,
    node: Node,
    everyone: Sequence[Carrier],
    entries: list[Progress],
    on: date,
    within: int,
) -> Iterable[Duty]:
    rows = [(who, _duty(reading, node, who, entries, on)) for who in everyone]
    led_on = done_day(duty for who, duty in rows if who.role == "lead")
    for who, duty in rows:
        if led_on and who.role == "support":
            duty = _let_go(duty, led_on)
        if node.item.if_missed and duty.open and duty.days_left is not None and duty.days_left < 0:
            duty = replace(duty, state="deemed", late=False, missed=0)
        if who.unlisted:
            duty = replace(duty, late=duty.late and duty.done)
        lit = light(duty, within)
        yield changed(duty, light=lit) if lit else duty


def _duty(reading: PlanReading, node: Node, who: Carrier, entries: list[Progress], on: date) -> Duty:
    item, milestone = node.item, node.milestone
    name = who.unit or (reading.group_name(who.via) if who.via else None)
    standing = _standing(reading, node, name, who.names, entries, on)
    state = standing.state
    if state == "not_started" and milestone and node.due is None and milestone.kind in ("ongoing", "from"):
        state = "standing"
    earlier = [_standing(reading, each, name, who.names, entries, on) for each in node.earlier]
    done = [each for each in earlier if each.done_on]
    kept_late = sum(
        bool(each.late_before or (each.due and each.done_on and each.done_on > each.due)) for each in done
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
        original_due=node.original,
        days_left=(due - on).days if due else None,
        state=state,
        late=late,
        light=None,
        done_on=done_on,
        node=node.name,
        missed=len(earlier) - len(done),
        kept=len(done) - kept_late,
        kept_late=kept_late,
        source=milestone.source if milestone else None,
        plan_name=plan_name(reading.plan),
        hint=item.hint,
        leader=item.leader,
        origin=item.origin,
        given=item.given,
        unlisted=who.unlisted,
        asking=standing.asking,
        returned_for=standing.returned_for if state == "returned" else "",
    )


def _standing(
    reading: PlanReading,
    node: Node,
    who: str | None,
    names: tuple[str, ...],
    entries: Sequence[Progress],
    on: date,
) -> Standing:
    """How one carrier stands. Of units merged since (`names`, as the document has them) each must have reported:
    an entry under a former name is that half's alone, one under the name of today is for all."""
    theirs = about(reading, node, who, entries)
    if not names:
        return stand(theirs, node.due, on)
    halves = []
    for name in names:
        speaking = (None, who, name)
        own = [e for e in theirs if (e.unit and reading.as_written(e.unit)) in speaking]
        halves.append(stand(own, node.due, on))
    living = [one for one in halves if one.state != "cancelled"] or halves
    open_ones = [one for one in living if one.done_on is None]
    return open_ones[0] if open_ones else max(living, key=lambda one: one.done_on or on)


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
    half = Recurrence(duty.kind).half if duty.kind in CYCLES else within
    return "amber" if duty.days_left <= min(within, half) else "green"
