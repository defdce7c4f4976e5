"""One progress entry, checked before it is written: what it names must exist, what it says must be whole."""

from __future__ import annotations

from datetime import date

from ledger.duty.carriers import Carrier, carriers
from ledger.duty.duty import duties_of
from ledger.duty.nodes import nodes_of
from ledger.duty.reading import Item, PlanReading
from ledger.duty.states import speaks_for
from ledger.problems import UsageError
from ledger.questions.split import carrier_name
from ledger.record.edits import AddProgress
from ledger.record.model import Progress
from ledger.values.duty import Duty


def check_entry(reading: PlanReading, item: Item, entry: Progress) -> tuple[str, ...]:
    """Raises UsageError for what would be a wrong or meaningless entry; returns what is only odd."""
    if entry.status == "延期":
        if entry.extend_to is None or not entry.reason:
            raise UsageError("延期要写延到哪天（--extend-to）和原因（--reason）。")
        days = [m.day_due for m in item.milestones if m.day_due and speaks_for(entry, m, (m.day_due,))]
        if days and entry.extend_to <= min(days):
            raise UsageError(f"延期至 {entry.extend_to} 不晚于原来的期限 {min(days)}。")
    elif entry.extend_to is not None:
        raise UsageError("只有“延期”才写 --extend-to。")
    if entry.status == "已取消" and not entry.reason:
        raise UsageError("取消要写原因（--reason）。")
    nodes = nodes_of(reading, item)
    moved = tuple(e.extend_to for e in item.progress if e.extend_to)
    if not any(speaks_for(entry, node.milestone, (*node.days, *moved)) for node in nodes):
        choices = "、".join(node.name for node in nodes if node.name) or "（没有节点，不用写）"
        if entry.milestone is None:
            raise UsageError(f"{_called(item)}按周期办理，请用 --milestone 写明是哪一次：{choices}。")
        raise UsageError(f"{_called(item)}没有“{entry.milestone}”这个节点；可写：{choices}。")
    remarks = []
    official = reading.directory.official(entry.unit or "")
    later = [e.day for e in item.progress if e.day > entry.day and _is_like(reading, e, entry)]
    if later:
        remarks.append(f"{max(later)} 还有一条，这一条记在它前面，不改变现在的状态。")
    known = {carrier_name(reading, *one) for who in carriers(reading, item) for one in _names(who)}
    open_to_all = any(who.unit is None for who in carriers(reading, item))
    if entry.unit and not known & {official, reading.group_name(entry.unit)} and not open_to_all:
        remarks.append(f"{_called(item)}没有点名{entry.unit}，照样记下了。")
    return tuple(remarks)


def _called(item: Item) -> str:
    return f"{item.no} " if item.is_reporting else f"第 {item.no} 项"


def _names(who: Carrier) -> tuple[tuple[str | None, str | None], ...]:
    """The unit, and the group it is reached through."""
    return (who.unit, None), (None, who.via)


def _is_like(reading: PlanReading, one: Progress, other: Progress) -> bool:
    """Whether both are by the same unit about the same milestone."""
    units = [reading.directory.official(entry.unit or "") for entry in (one, other)]
    return units[0] == units[1] and one.milestone == other.milestone


def standing_after(reading: PlanReading, edit: AddProgress, on: date) -> tuple[Duty, ...]:
    """The Duties of the item as they stand on `on`: those of the unit, or all when the office spoke."""
    rows = [duty for duty in duties_of(reading, on) if duty.no == edit.no]
    mine = [duty for duty in rows if duty.unit == edit.progress.unit or duty.via == edit.progress.unit]
    return tuple(mine if edit.progress.unit else rows)
