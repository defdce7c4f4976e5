"""Each unit's own share of the plans, as rows to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger.plan.duty import duties_of
from ledger.plan.fill import FillBook, FillRow, FillSheet, digest_of
from ledger.plan.model import Progress, Task
from ledger.plan.nodes import entries_about, node_of, nodes_of
from ledger.plan.period import Period
from ledger.plan.reading import Item, PlanReading
from ledger.plan.values import Duty
from ledger.plan.words import role_words
from ledger.questions.asked import Asked


@dataclass(frozen=True, slots=True)
class SplitAnswer:
    """A book a unit, in the order of the plans; a group nobody listed has one for the group.

    `keys` are the (region or 编号, official name) of each book; `groups`
    are the books of those, `nobody` the items that name nobody and so go to no one.
    """

    books: tuple[FillBook, ...]
    keys: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    nobody: tuple[tuple[str, int | str], ...]


def split(
    readings: Sequence[PlanReading], on: date, *, period: Period | None = None, asked: Asked | None = None
) -> SplitAnswer:
    """Every Duty of every unit, or those of a period: whose day lies in it, the late and the undated ones.

    Units of different regions are different units, whatever their names.
    """
    sheets: dict[tuple[str, str, bool], list[FillSheet]] = {}
    nobody: dict[tuple[str, int | str], None] = {}
    for reading in readings:
        place = place_of(reading)
        rows: dict[tuple[str, str, bool], list[FillRow]] = {}
        maker = RowMaker(reading, on)
        for duty in duties_of(reading, on, through=period.last if period else None):
            carrier = duty.unit or (reading.group_name(duty.via) if duty.via else None)
            if carrier is None:
                nobody[reading.plan.id, duty.no] = None
            elif _wanted(duty, period) and (asked is None or asked.covers(duty.plan, duty.unit, duty.via)):
                key = (place, carrier, duty.unit is None)
                rows.setdefault(key, []).append(maker.row(duty, carrier))
        for key, mine in rows.items():
            sheets.setdefault(key, []).append(_sheet(reading, mine))
    several = len({place for place, _, _ in sheets}) > 1
    books = tuple(
        FillBook(unit=_full_name(place, name) if several else name, sheets=tuple(mine))
        for (place, name, _), mine in sheets.items()
    )
    keys = tuple((place, name) for place, name, _ in sheets)
    groups = tuple(book.unit for book, (_, _, is_group) in zip(books, sheets, strict=True) if is_group)
    return SplitAnswer(books, keys, groups, tuple(nobody))


def place_of(reading: PlanReading) -> str:
    """What tells units of the same name apart: the region, without one the plan."""
    return reading.plan.region or reading.plan.id


def _full_name(place: str, name: str) -> str:
    """沁源县 and 县财政局 → 沁源县财政局."""
    return place + name.removeprefix(place[-1]) if name[:1] in ("县", "市", "区") else place + name


def _wanted(duty: Duty, period: Period | None) -> bool:
    if period is None:
        return True
    if duty.due is None:
        return duty.open or duty.state == "standing"
    return period.holds(duty.due) or (duty.open and duty.days_left is not None and duty.days_left < 0)


def _sheet(reading: PlanReading, rows: list[FillRow]) -> FillSheet:
    plan = reading.plan
    return FillSheet(
        plan=plan.id, title=plan.title, issued=plan.first_day, rows=tuple(rows), region=plan.region or ""
    )


class RowMaker:
    """Makes the rows of one plan; what each item needs is worked out once."""

    def __init__(self, reading: PlanReading, on: date) -> None:
        self.reading = reading
        self.on = on
        self.items = {item.no: item for item in reading.items}
        self.sources = dict(reading.plan.items())
        self.nodes = {item.no: nodes_of(reading, item) for item in reading.items}

    def row(self, duty: Duty, carrier: str) -> FillRow:
        item, source = self.items[duty.no], self.sources[duty.no]
        node = node_of(self.nodes[duty.no], duty)
        content = source.content if isinstance(source, Task) else ""
        original_no = source.original_no or "" if isinstance(source, Task) else ""
        latest = latest_cells(entries_about(self.reading, item, node, carrier, self.on))
        return FillRow(
            no=duty.no,
            name=f"{original_no}{item.name}",
            content=content,
            responsibility=item.words,
            deadline=_deadline_words(item, duty),
            duty=role_words(duty),
            late=duty.late and duty.open,
            plan=self.reading.plan.id,
            task=str(duty.no),
            milestone=node.name,
            unit=carrier,
            digest=item_digest(self.reading, item),
            **latest,
        )


def item_digest(reading: PlanReading, item: Item) -> str:
    """What a row's task is known by: its whole name and content."""
    source = reading.plan.find(item.no)
    return digest_of(item.name, source.content if isinstance(source, Task) else "")


def latest_cells(entries: Sequence[Progress]) -> dict[str, str]:
    """The entry columns as they stand: what the last entry says. 填报日期 is always left to be filled in."""
    if not entries:
        return {"status": "", "note": "", "finished_on": "", "evidence": "", "reporter": ""}
    last = entries[-1]
    return {
        "status": last.status,
        "note": last.note or "",
        "finished_on": str(last.done_on or ""),
        "evidence": "\n".join(last.evidence),
        "reporter": last.reporter or "",
    }


def _deadline_words(item: Item, duty: Duty) -> str:
    """The deadline's words, and, where the item has several nodes, which of them the row is about."""
    words = duty.words or item.deadline
    parts = [words] if words else []
    if duty.what:
        parts.append(duty.what)
    if duty.due and str(duty.due) not in words:
        parts.append(f"（{duty.due}）")
    return "\n".join(parts)
