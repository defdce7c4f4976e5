"""The plan as it stands, the book that came back, and what has been decided so far: what all steps share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ledger.duty.reading import PlanReading, read_days, read_parties
from ledger.problems import UsageError
from ledger.questions.edit.book import KIND, NAME, adjustment_places, edit_book, entry_places, name_of
from ledger.questions.edit.cell import cell_of
from ledger.record.days import last_year
from ledger.record.edits import DeleteTask, Edit, SetField, apply
from ledger.values.edit_book import (
    DECISIONS,
    ENTRIES,
    NUMBER,
    TASKS,
    BackRow,
    Change,
    EditReturned,
    EditRow,
    Outcome,
    cell_digest,
)
from ledger.values.words import called
from ledger.words.deadline.occurrences import describe

AGAIN = "请先重新导出，在新的工作簿里改。"


@dataclass(slots=True)
class EditMerge:
    """What goes into the plan, and everything found, taken or not."""

    edits: list[Edit] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def troubled(self) -> bool:
        return any(change.outcome != "taken" for change in self.changes)


class Merging:
    """One book being taken back into one plan. The steps put edits and changes into `done`."""

    def __init__(self, reading: PlanReading, back: EditReturned, on: date | None = None) -> None:
        self.reading = reading
        self.on = on or date(last_year(reading.plan.year), 12, 31)
        # the plan as the tasks of the book make it, once it was asked for
        self.settled: PlanReading | None = None
        plan = self.plan = reading.plan
        self.back = back
        self.done = EditMerge()
        self.now = {one.name: {row.id: row for row in one.rows} for one in edit_book(plan).sheets}
        self.known = {one.name: [column.key for column in one.columns] for one in edit_book(plan).sheets}
        self.items = dict(plan.items())
        self.entries = entry_places(plan)
        self.adjustments = adjustment_places(plan)
        # as the book has them → as the plan
        self.numbers: dict[str, int | str] = {str(no): no for no in self.items}
        self.new_tasks: dict[str, int] = {}  # number in the book → place in `inserted`
        # by sheet and row, a word a cell that says otherwise
        self.meant: dict[tuple[str, int], dict[str, str]] = {}
        self.inserted: list[tuple[BackRow, dict[str, Any], int | None]] = []

    def tell(
        self, outcome: Outcome, place: str, what: str, meaning: str, before: str = "", after: str = ""
    ) -> None:
        self.done.changes.append(Change(outcome, place, what, before, after, meaning))

    def try_edit(
        self, edit: Edit, place: str, what: str, meaning: str, before: str = "", after: str = ""
    ) -> None:
        """Take an edit, unless the plan would not be one with it."""
        try:
            if not (isinstance(edit, SetField) and edit.path == (NUMBER,)):
                apply(self.plan, [edit])
        except UsageError as error:
            self.tell("rejected", place, what, error.message, before, after)
            return
        self.done.edits.append(edit)
        self.tell("taken", place, what, meaning, before, after)

    def called(self, no: int | str | None) -> str:
        if no is None:
            return "整个计划"
        item = self.items.get(no)
        return f"{called(no)} {name_of(item) if item else ''}".strip()

    def meaning(self, key: str, text: str, row: BackRow) -> str:
        """怎样理解: the days and the units of changed words, and what in them is not understood."""
        if key == "时间节点" and text:
            item = self.items.get(self.by_number(row.cells.get(NUMBER, "")) or 0)
            days = read_days(text, self.plan, given=getattr(item, "given", None))
            said = "；".join(map(describe, days.milestones)) or "没有日期"
            return said + (f"；没看懂：{'、'.join(days.unknown)}" if days.unknown else "")
        if key == "责任单位" and text:
            units = read_parties(text, self.plan, self.reading.directory)
            roles = (("牵头", units.lead), ("配合", units.support), ("责任", units.responsible))
            said = "；".join(f"{label}：{'、'.join(names)}" for label, names in roles if names)
            doubt = f"；没看懂：{'、'.join(units.unknown)}" if units.unknown else ""
            return (said or "没有指明单位") + doubt
        return ""

    def noted(self, row: BackRow, said: str = "", key: str = "") -> str:
        """What became of a row or one cell of it, and behind it what was taken for something else than it says."""
        notes = self.meant.get((row.sheet, row.row), {})
        return "；".join(filter(None, (said, *([notes.get(key, "")] if key else notes.values()))))

    def what_of(self, row: BackRow) -> str:
        number, name = row.cells.get(NUMBER, ""), row.cells.get(NAME, "")
        return f"{called(number) if number else ''} {name}".strip() or row.sheet

    def now_row(self, row: BackRow) -> EditRow | None:
        """The row of the plan as it stands; None when it is no longer there as it was sent."""
        found = self.now[row.sheet].get(row.id or "")
        if found and row.sheet == TASKS:
            other = all(cell_digest(found.cells[k]) != row.sent.get(k) for k in (NAME, "任务内容"))
            both = found.cells["任务内容"] or row.sent.get("任务内容") != cell_digest("")
            if other and both and any(found.cells[k] != row.cells.get(k) for k in (NAME, "任务内容")):
                return None  # another task has this number now
        return found

    def subject(self, row: BackRow) -> str:
        """What a row that was sent is about, by the names of the plan."""
        cells = self.now[row.sheet][row.id or ""].cells
        number = cells.get(NUMBER, "")
        name = self.called(self.by_number(number)) if number else "整个计划"
        if row.sheet == ENTRIES:
            return f"{name} 进展（{cells['日期']} {cells['单位'] or '办公室'}）"
        return f"{name} {cells[KIND]}" if row.sheet == DECISIONS else name

    def by_number(self, words: str) -> int | str | None:
        return next((no for no in self.items if str(no) == words), None)

    def stands_already(self, row: BackRow) -> bool:
        """Whether the plan holds a row that says all this one says."""
        references = (NAME,) if row.sheet != TASKS else ()
        said = {key: text for key, text in row.cells.items() if key not in references}
        if row.sheet == TASKS and not said.get(NUMBER):
            said.pop(NUMBER, None)
        return any(
            all(
                cell_of(one, key) == text
                for key, text in said.items()
                if text or cell_of(one, key) is not None
            )
            for one in self.now[row.sheet].values()
        )

    def goes(self, no: int | str) -> bool:
        return no in self.gone()

    def gone(self) -> set[int]:
        return {edit.no for edit in self.done.edits if isinstance(edit, DeleteTask)}
