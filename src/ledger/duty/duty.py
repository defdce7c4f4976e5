"""分工, the hinge: who owes what by when, and how it stands on a day. The one rule about lateness.

An item gives carriers (units, members reached through groups, unlisted groups, or nobody) and
nodes; each pair is a Duty. Then: late or not, released with its leads, deemed by 逾期视为, and the light.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ledger.duty.carriers import Carrier, carriers
from ledger.duty.completion import done_day
from ledger.duty.nodes import Node, about, nodes_on
from ledger.duty.reading import Item, PlanReading
from ledger.duty.states import Standing, in_order, stand
from ledger.values.changed import changed
from ledger.values.duty import Duty, Light, State
from ledger.values.grouped import grouped
from ledger.values.plan_names import plan_name
from ledger.words.deadline.recurrence import CYCLES, Recurrence
from ledger.words.meanings import Role

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
    return list(grouped(duties, lambda duty: duty.due).values())


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
        for each in _extended(node.earlier, entries, on, since or on):
            running = tuple(d for d in _duties(reading, each, everyone, entries, on, within) if _runs(d, on))
            if running:
                yield _told(each, entries, running)
        duties = tuple(_duties(reading, node, everyone, entries, on, within))
        if duties:  # of a node before whoever carries it did, nobody owes anything
            yield _told(node, entries, duties)


def _told(node: Node, entries: list[Progress], duties: tuple[Duty, ...]) -> Node:
    moved = [e.extend_to for e in entries if e.extend_to and node.hears(e)]
    return changed(node, entries=tuple(e for e in entries if node.hears(e, moved)), duties=duties)


def _extended(earlier: Iterable[Node], entries: list[Progress], on: date, since: date) -> Iterable[Node]:
    """Of earlier periods, which nobody else is asked about any more, those with an extension that is not over; what
    was due from `since` on is asked about anyway."""
    until = [e for e in entries if e.extend_to and e.extend_to >= on]
    return (each for each in earlier if each.days[0] < since and any(map(each.hears, until)))


def _runs(one: Duty | Standing, on: date) -> bool:
    """Open, and its day not past: in an earlier period, that of an extension."""
    return one.open and one.due is not None and one.due >= on


def _duties(
    reading: PlanReading,
    node: Node,
    everyone: Sequence[Carrier],
    entries: list[Progress],
    on: date,
    within: int,
) -> Iterable[Duty]:
    now = _settled(reading, node, everyone, entries, on)
    before = [_settled(reading, each, everyone, entries, on) for each in node.earlier]
    for nth, who in enumerate(everyone):
        if (standing := now[nth]) is None:
            continue
        duty = _duty(reading, node, who, standing, [one for each in before if (one := each[nth])], on)
        # nobody has it yet, and a copy takes as long as making it did
        object.__setattr__(duty, "light", light(duty, within))
        yield duty


@dataclass(frozen=True, slots=True)
class _Row:
    """One carrier and how it stands, as `done_day` asks."""

    unit: str | None
    role: Role | None
    unlisted: bool
    state: State
    done: bool
    done_on: date | None


def _settled(
    reading: PlanReading, node: Node, everyone: Sequence[Carrier], entries: list[Progress], on: date
) -> list[Standing | None]:
    """How each carrier stands to a node, late or not, released or deemed: the same whether the node is the one asked
    about or an earlier period. None: it owes nothing there."""
    # Of a node nobody said anything about the standing is the same for all.
    nothing = None if any(map(node.hears, entries)) else stand((), node.due, on)
    found = [_of_carrier(reading, node, who, entries, on, nothing) for who in everyone]
    led_on = done_day(
        _Row(who.unit, who.role, who.unlisted, one.state, one.done, one.done_on)
        for who, one in zip(everyone, found, strict=True)
        if one and who.role == "lead"
    )
    return [one and _let_go(node, who, one, led_on, on) for who, one in zip(everyone, found, strict=True)]


def _of_carrier(
    reading: PlanReading,
    node: Node,
    who: Carrier,
    entries: list[Progress],
    on: date,
    nothing: Standing | None,
) -> Standing | None:
    """Late or not; None where it became one of those who carry it only after the day of the node, and said nothing."""
    standing = nothing or _standing(reading, node, who.unit or who.via, who.names, entries, on)
    if who.since and not standing.said and (who.since > on or (node.due and node.due < who.since)):
        return None
    state, milestone = standing.state, node.milestone
    if state == "not_started" and milestone and node.due is None and milestone.kind in ("ongoing", "from"):
        return changed(standing, state="standing")
    if state == "cancelled" or standing.due is None:
        return standing
    late = (standing.done_on or on) > standing.due or standing.late_before
    return changed(standing, late=True) if late else standing


def _let_go(node: Node, who: Carrier, one: Standing, led_on: date | None, on: date) -> Standing:
    """Support of a milestone whose leads were all done on `led_on`: what is open is released, and what was let go in
    time is not late for being reported or closed after the day. What 逾期视为 settles is past its day and not late;
    neither is an unlisted group."""
    if led_on and who.role == "support":
        if one.open:
            return changed(one, state="released", late=False)
        if one.due and led_on <= one.due:
            one = changed(one, late=False)
    if node.item.if_missed and one.open and one.due and one.due < on:
        return changed(one, state="deemed", late=False)
    return changed(one, late=False) if who.unlisted and one.late and not one.done else one


def _duty(
    reading: PlanReading, node: Node, who: Carrier, standing: Standing, earlier: list[Standing], on: date
) -> Duty:
    """`earlier`: how it stood in the periods before. One of those still open is 漏报 where nothing was said of it, else
    未办结 (未报送): whoever reported 推进中 did report."""
    item, milestone, state, due = node.item, node.milestone, standing.state, standing.due
    done = [each for each in earlier if each.done]
    kept_late = sum(each.late for each in done)
    owed = [each for each in earlier if each.open and not _runs(each, on)]
    unfinished = sum(each.said for each in owed)
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
        late=standing.late,
        light=None,
        done_on=standing.done_on,
        node=node.name,
        missed=len(owed) - unfinished,
        unfinished=unfinished,
        let_go=sum(each.state == "released" for each in earlier),
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
