"""Each unit's own share of the plans, as rows to be filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ledger.duty.duty import in_use, tree
from ledger.duty.nodes import Node, about
from ledger.duty.reading import Item, PlanReading
from ledger.duty.states import need_of
from ledger.questions.asked import Asked
from ledger.questions.issued_columns import own_keys
from ledger.record.model import Plan, Progress, Task
from ledger.record.period import Period
from ledger.values.duty import Duty
from ledger.values.fill import NO_CHANGE, FillBook, FillRow, FillSheet, digest_of
from ledger.values.words import cell_day, matter_words, role_words


@dataclass(frozen=True, slots=True)
class SplitAnswer:
    """A book a unit, in the order of the plans; a group nobody listed has one for the group.

    `keys` are the (region or 编号, official name) of each book, `contacts` whom to call there; `groups`
    are the books of groups, `nobody` the items that name nobody and so go to no one, `archived` the plans
    left out, `idle` whoever the plans name and nothing is asked of.
    """

    books: tuple[FillBook, ...]
    keys: tuple[tuple[str, str], ...]
    contacts: tuple[str, ...]
    groups: tuple[str, ...]
    nobody: tuple[tuple[str, int | str], ...]
    archived: tuple[Plan, ...] = ()
    idle: tuple[str, ...] = ()


def split(
    readings: Sequence[PlanReading],
    on: date,
    *,
    period: Period | None = None,
    asked: Asked | None = None,
    back: Mapping[str, str] = MappingProxyType({}),
) -> SplitAnswer:
    """Every Duty of every unit, or those of a period, past or to come: whose day lies in it, what was late before it,
    and the undated ones.

    Units of different regions are different units, whatever their names. `back` says by plan (编号) where the books
    are returned.
    """
    sheets: dict[tuple[str, str, bool], list[FillSheet]] = {}
    nobody: dict[tuple[str, int | str], None] = {}
    named: dict[tuple[str, str], None] = {}
    contacts: dict[tuple[str, str], str] = {}
    live = [reading for reading in readings if in_use(reading, on)]
    for reading in live:
        place = place_of(reading)
        rows: dict[tuple[str, str, bool], list[FillRow]] = {}
        first, last = (period.first, period.last) if period else (None, None)
        for node in tree(reading, on, since=first, through=last):
            for duty in node.duties:
                carrier = duty.unit or duty.via
                if carrier is None:
                    nobody[reading.plan.id, duty.no] = None
                elif asked is None or asked.covers(duty.plan, duty.unit, duty.via):
                    named[place, carrier] = None
                    if _wanted(duty, period):
                        row = fill_row(reading, node, duty, carrier)
                        rows.setdefault((place, carrier, duty.unit is None), []).append(row)
        for key, made in rows.items():
            sheets.setdefault(key, []).append(_sheet(reading, made, period))
            contacts.setdefault(key[:2], contact_of(reading, key[1]))
    several = len({place_of(reading) for reading in live}) > 1

    def label(place: str, name: str) -> str:
        return full_name(place, name) if several else name

    books = tuple(
        FillBook(
            unit=label(place, name),
            sheets=tuple(mine),
            back=next(filter(None, (back.get(sheet.plan) for sheet in mine)), ""),
        )
        for (place, name, _), mine in sheets.items()
    )
    keys = tuple((place, name) for place, name, _ in sheets)
    groups = tuple(book.unit for book, (_, _, is_group) in zip(books, sheets, strict=True) if is_group)
    archived = tuple(reading.plan for reading in readings if not in_use(reading, on))
    people = tuple(contacts.get(key, "") for key in keys)
    idle = tuple(label(*key) for key in named if key not in keys)
    return SplitAnswer(books, keys, people, groups, tuple(nobody), archived, idle)


def place_of(reading: PlanReading) -> str:
    """What tells units of the same name apart: the region, without one the plan."""
    return reading.plan.region or reading.plan.id


def full_name(place: str, name: str) -> str:
    """沁源县 and 县财政局 → 沁源县财政局."""
    return place + name.removeprefix(place[-1]) if name[:1] in ("县", "市", "区") else place + name


def unit_of(reading: PlanReading, label: str) -> str:
    """The unit (or group) of this plan that a workbook calls `label`, with or without the region."""
    if reading.directory.unit(label) is None:
        names = {party.name for item in reading.items for party in item.responsibility.parties}
        known = [] if label in names else [unit.name for unit in reading.directory.units] + sorted(names)
        label = next((name for name in known if full_name(place_of(reading), name) == label), label)
    return reading.group_name(reading.directory.official(label))


def contact_of(reading: PlanReading, name: str) -> str:
    """Whom to call in a unit: the first of its 工作人员, else the 分管领导. Never a telephone number."""
    unit = reading.directory.unit(name)
    people = (*unit.staff, unit.leader) if unit else ()
    return next((person.name for person in people if person and person.name), "")


def _wanted(duty: Duty, period: Period | None) -> bool:
    if period is None:
        return True
    if duty.due is None:
        return duty.open or duty.state == "standing"
    late = duty.open and duty.days_left is not None and duty.days_left < 0
    return period.holds(duty.due) or (late and duty.due < period.first)


def _sheet(reading: PlanReading, rows: list[FillRow], period: Period | None) -> FillSheet:
    plan = reading.plan
    return FillSheet(
        plan=plan.id,
        title=plan.title,
        issued=plan.first_day,
        rows=tuple(rows),
        region=plan.region or "",
        period=period.words if period else "",
        year=plan.year,
    )


def fill_row(reading: PlanReading, node: Node, duty: Duty, carrier: str) -> FillRow:
    """The row that asks about one Duty, with what has been said about it so far."""
    item, source = node.item, reading.plan.find(duty.no)
    content = with_own(reading.plan, source) if isinstance(source, Task) else ""
    entries = about(reading, node, carrier, node.entries)
    return FillRow(
        no=duty.no,
        name=source.numbered_name if isinstance(source, Task) else item.name,
        content=content,
        responsibility=item.words,
        deadline=deadline_words(item, duty),
        duty=role_words(duty),
        late=duty.late and duty.open,
        plan=reading.plan.id,
        task=str(duty.no),
        milestone=node.name,
        unit=carrier,
        digest=item_digest(reading, item),
        last=mark_of(entries),
        **latest_cells(entries),
    )


def with_own(plan: Plan, task: Task) -> str:
    """任务内容, and under it the cells of the issued table's own columns."""
    own = [
        f"{heading}：{words}" for heading, words in task.other.items() if heading in plan.columns and words
    ]
    own += [f"{key}：{words}" for key, words in own_keys(task)]
    return "\n".join(filter(None, (task.content, "；".join(own))))


def item_digest(reading: PlanReading, item: Item) -> str:
    """What a row's task is known by: its whole name and content."""
    source = reading.plan.find(item.no)
    return digest_of(item.name, source.content if isinstance(source, Task) else "")


_PREFILLED = (
    "status", "note", "finished_on", "evidence", "reporter", "problem", "next_step", "needs", "asked_until",
)  # fmt: skip


def latest_cells(entries: Sequence[Progress]) -> dict[str, str]:
    """The entry columns as they stand: what the last entry says, why it was sent back. 填报日期 and 无变化 are always
    left to be filled in."""
    if not entries:
        return dict.fromkeys(_PREFILLED, "")
    last = entries[-1]
    note = (last.note or "").removeprefix(NO_CHANGE)
    return {
        "status": last.status,
        "note": f"退回：{last.reason or last.note or ''}" if last.status == "退回" else note,
        "finished_on": str(last.done_on or ""),
        "evidence": "\n".join(last.evidence),
        "reporter": last.reporter or "",
        "problem": last.problem or "",
        "next_step": last.next_step or "",
        "needs": need_of(entries),
        "asked_until": str(last.asked_until or ""),
    }


def mark_of(entries: Sequence[Progress]) -> str:
    """What the last entry is known by, "" for none: 无变化 speaks of that one and no other."""
    if not entries:
        return ""
    last = entries[-1]
    return digest_of(str(last.day), last.unit or "", last.status, last.note or "")


def deadline_words(item: Item, duty: Duty) -> str:
    """The deadline's words, and, where the item has several nodes, which of them the row is about."""
    words = duty.words or item.deadline
    parts = [matter_words(duty.what, words) if duty.what and words else duty.what or words]
    if duty.due and str(duty.due) not in words:
        parts.append(f"至{cell_day(duty.due)}")
    return "\n".join(filter(None, parts))
