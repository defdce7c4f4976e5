"""One progress entry, checked before it is written: what it names must exist, what it says must be whole."""

from __future__ import annotations

from datetime import date

from ledger.duty.carriers import carriers
from ledger.duty.duty import nodes_of_item
from ledger.duty.entry import case_of, entry_faults
from ledger.duty.reading import Item, PlanReading
from ledger.problems import UsageError
from ledger.questions.collect_asks import telephones_in
from ledger.record.edits import AddAdjustment, AddEntry, AddProgress
from ledger.record.model import Progress
from ledger.values.duty import Duty
from ledger.values.words import called

OPTIONS = {"对应节点": "--milestone", "延期至": "--extend-to", "原因": "--reason", "完成日期": "--done-on"}


def check_entry(reading: PlanReading, item: Item, entry: Progress, on: date) -> tuple[str, ...]:
    """Raises UsageError for what would be a wrong or meaningless entry; returns what is only odd."""
    faults = entry_faults(case_of(reading, item, on), entry)
    if grave := [fault for fault in faults if fault.grave]:
        raise UsageError(_with_options("".join(f"{fault.message}。{fault.hint}" for fault in grave)))
    remarks = [_with_options(f"{fault.message}；{fault.hint}") for fault in faults]
    if any(fault.code in ("closes-several", "extension-of-several") for fault in faults):
        # another entry beside it would take nothing back
        remarks.append("要改的，先 ledger undo 退回这一条，再写明 --milestone 记一次。")
    remarks += [f"{words}。"] if (words := telephones_in(entry)) else []
    official = reading.directory.official(entry.unit or "")
    later = [e.day for e in item.progress if e.day > entry.day and _is_like(reading, e, entry)]
    if later:
        remarks.append(f"{max(later)} 还有一条，这一条记在它前面，不改变现在的状态。")
    known = {name for who in carriers(reading, item) for name in (who.unit, who.via)}
    open_to_all = any(who.unit is None for who in carriers(reading, item))
    if entry.unit and not known & {official, reading.group_name(entry.unit)} and not open_to_all:
        remarks.append(f"{called(item.no)}没有点名{entry.unit}，照样记下了。")
    return tuple(remarks)


def _with_options(words: str) -> str:
    """The keys a sentence speaks of, each with the option that writes it."""
    for key, option in OPTIONS.items():
        words = words.replace(f"“{key}”", f"“{key}”（{option}）")
    return words


def stands_already(reading: PlanReading, edit: AddEntry) -> bool:
    """Whether the very same is what was said last: a command run twice adds nothing the second time.

    Last of its kind: an entry among those of its unit for its milestone and day, an adjustment of its day.
    """
    item = next((item for item in reading.items if item.no == edit.no), None)
    if isinstance(edit, AddAdjustment):
        task = reading.plan.find(edit.no)
        same = [a for a in getattr(task, "adjustments", ()) if a.day == edit.adjustment.day]
        return bool(same) and same[-1] == edit.adjustment
    said = [
        entry
        for entry in (item.progress if item else ())
        if entry.day == edit.progress.day and _is_like(reading, entry, edit.progress)
    ]
    return bool(said) and said[-1] == edit.progress.model_copy(update={"unit": said[-1].unit})


def _is_like(reading: PlanReading, one: Progress, other: Progress) -> bool:
    """Whether both are by the same unit about the same milestone."""
    units = [reading.directory.official(entry.unit or "") for entry in (one, other)]
    return units[0] == units[1] and one.milestone == other.milestone


def standing_after(reading: PlanReading, edit: AddProgress, on: date) -> tuple[Duty, ...]:
    """The Duties of the item as they stand on `on`: those of the unit, or all when the office spoke."""
    nodes = (
        node for item in reading.items if item.no == edit.no for node in nodes_of_item(reading, item, on)
    )
    rows = [duty for node in nodes for duty in node.duties]
    mine = [duty for duty in rows if duty.unit == edit.progress.unit or duty.via == edit.progress.unit]
    return tuple(mine if edit.progress.unit else rows)
