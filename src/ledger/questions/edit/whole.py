"""Whether an entry of 进展 in the book is whole: by the rule that `update` and the fill-in books have."""

from __future__ import annotations

from ledger.duty.entry import Fault, case_of, entry_faults
from ledger.duty.reading import Item, PlanReading, read_items
from ledger.problems import UsageError
from ledger.questions.collect_asks import telephones_in
from ledger.questions.edit.book import keys_of
from ledger.questions.edit.cell import Refused, record_of, value_of
from ledger.questions.edit.merging import Merging
from ledger.record.edits import AddProgress, DeleteTask, InsertTask, MoveTask, SetField, apply
from ledger.record.model import Plan, Progress, Task
from ledger.values.edit_book import NUMBER, BackRow, EditRow, cell_digest


def judged(merge: Merging, no: int | str, entry: Progress) -> str:
    """What a new entry about an item leaves open, "" for nothing. Raises Refused."""
    return _judged(merge, _item(settled(merge), no), entry)


def judged_for_new(merge: Merging, task: Task, entry: Progress) -> str:
    """The same about a task that the book adds. Raises Refused."""
    if task.no in merge.items:  # a number that another task gives up in this book
        task = task.model_copy(update={"no": max(no for no in merge.items if isinstance(no, int)) + 1})
    plan = apply(merge.plan, [InsertTask(task, None)])
    return _judged(merge, _item(_read(merge, plan), task.no), entry)


def check_changed(merge: Merging, row: BackRow, now: EditRow) -> None:
    """Whether an entry is still whole with all its changed cells. Raises Refused with what was not wrong before."""
    no, index = merge.entries[row.id or ""]
    old = merge.items[no].progress[index]
    data = old.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    for key, text in row.changed.items():
        if key in keys_of(Progress) and cell_digest(now.cells.get(key, "")) == row.sent.get(key):
            data[key] = value_of(key, text)
    try:
        entry = record_of(Progress, {key: value for key, value in data.items() if value is not None})
    except Refused:
        return  # the cell itself says why
    item = _item(settled(merge), no)
    before = {fault.code for fault in entry_faults(case_of(settled(merge), item, merge.on), old)}
    _refuse([f for f in entry_faults(case_of(settled(merge), item, merge.on), entry) if f.code not in before])


def settled(merge: Merging) -> PlanReading:
    """The plan with what the book has changed in its tasks so far."""
    if merge.settled is None:
        edits = [
            edit
            for edit in merge.done.edits
            if not isinstance(edit, (AddProgress, InsertTask, DeleteTask, MoveTask))
            and not (isinstance(edit, SetField) and edit.path == (NUMBER,))
        ]
        try:
            merge.settled = _read(merge, apply(merge.plan, edits)) if edits else merge.reading
        except UsageError:  # they do not go together, which is told where the plan is written
            merge.settled = merge.reading
    return merge.settled


def _read(merge: Merging, plan: Plan) -> PlanReading:
    reading = merge.reading
    return read_items(plan, reading.directory, merge.on, reading.overrides)


def _item(reading: PlanReading, no: int | str) -> Item:
    return next(item for item in reading.items if item.no == no)


def _judged(merge: Merging, item: Item, entry: Progress) -> str:
    faults = entry_faults(case_of(settled(merge), item, merge.on), entry)
    _refuse(faults)
    return "；".join(filter(None, (*(fault.message for fault in faults), telephones_in(entry))))


def _refuse(faults: tuple[Fault, ...] | list[Fault]) -> None:
    if grave := [fault for fault in faults if fault.grave]:
        raise Refused("".join(f"{fault.message}，没有采用。{fault.hint}" for fault in grave))
