"""The workbook of a whole plan, taken back: three-way, cell by cell, row by row. Edits out, nothing written here.

What was sent, what came back, what the plan says now: only what the office changed in the book counts, and what the
plan changed meanwhile too is a conflict, listed and left alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ledger.duty.reading import PlanReading, read_parties
from ledger.problems import UsageError
from ledger.questions.edit_book import (
    ADJUSTED,
    ASSIGNED,
    DECISION_COLUMNS,
    DEFAULT,
    EXTRA,
    GROUP,
    KIND,
    MEMBERS,
    NAME,
    SCOPE,
    adjustment_places,
    edit_book,
    entry_places,
    keys_of,
    name_of,
)
from ledger.record.edits import (
    AddAdjustment,
    AddProgress,
    DeleteTask,
    Edit,
    InsertTask,
    MoveTask,
    RemoveEntry,
    SetField,
    apply,
)
from ledger.record.model import Adjustment, Progress, Task
from ledger.values.change import value_words
from ledger.values.edit_book import (
    DECISIONS,
    ENTRIES,
    NUMBER,
    OWN,
    TASKS,
    BackRow,
    Change,
    EditReturned,
    EditRow,
    Outcome,
    Sent,
    cell_digest,
)
from ledger.values.words import called
from ledger.words.deadline.occurrences import describe
from ledger.words.understood import read_deadline

R = TypeVar("R", bound=BaseModel)
_LISTS = ("章节", "佐证", "牵头", "配合", "责任", MEMBERS)
_AGAIN = "请先重新导出，在新的工作簿里改。"


@dataclass(slots=True)
class EditMerge:
    """What goes into the plan, and everything found, taken or not."""

    edits: list[Edit] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def troubled(self) -> bool:
        return any(change.outcome != "taken" for change in self.changes)


class _Refused(Exception):
    def __init__(self, reason: str, outcome: Outcome = "rejected") -> None:
        super().__init__(reason)
        self.reason, self.outcome = reason, outcome


def merge_edits(reading: PlanReading, back: EditReturned) -> EditMerge:
    """What the book changes in the plan as it stands now. A book taken back twice changes nothing the second time."""
    return _Merger(reading, back).merge()


class _Merger:
    def __init__(self, reading: PlanReading, back: EditReturned) -> None:
        self.reading = reading
        plan = self.plan = reading.plan
        self.back = back
        self.done = EditMerge()
        self.now = {one.name: {row.id: row for row in one.rows} for one in edit_book(plan).sheets}
        self.known = {one.name: [column.key for column in one.columns] for one in edit_book(plan).sheets}
        self.items = dict(plan.items())
        self.entries = entry_places(plan)
        self.adjustments = adjustment_places(plan)
        self.numbers: dict[str, int | str] = {
            str(no): no for no in self.items
        }  # as the book has them → as the plan
        self.new_tasks: dict[str, int] = {}  # number in the book → place in `inserted`
        self.inserted: list[tuple[BackRow, dict[str, Any], int | None]] = []

    def merge(self) -> EditMerge:
        rows = self.without_doubles()
        self.tell_columns(rows)
        tasks = [row for row in rows if row.sheet == TASKS and not (row.id and row.blank)]
        self.renumbered(tasks)
        for row in rows:
            if row.id and not row.blank:
                self.cells(row)
        self.deleted(rows)
        self.moved([row for row in tasks if row.id])
        self.added_tasks(tasks)
        for row in rows:
            if row.id is None and row.sheet != TASKS:
                self.added(row)
        for back, data, after in self.inserted:
            self.insert(back, data, after)
        return self.done

    # ---- what is told ----

    def tell(
        self, outcome: Outcome, place: str, what: str, before: str = "", after: str = "", meaning: str = ""
    ) -> None:
        self.done.changes.append(Change(outcome, place, what, before, after, meaning))

    def try_edit(self, edit: Edit, place: str, what: str, before: str, after: str, meaning: str = "") -> None:
        """Take an edit, unless the plan would not be one with it."""
        try:
            if not (isinstance(edit, SetField) and edit.path == (NUMBER,)):
                apply(self.plan, [edit])
        except UsageError as error:
            self.tell("rejected", place, what, before, after, error.message)
            return
        self.done.edits.append(edit)
        self.tell("taken", place, what, before, after, meaning)

    def called(self, no: int | str | None) -> str:
        if no is None:
            return "整个计划"
        item = self.items.get(no)
        return f"{called(no)} {name_of(item) if item else ''}".strip()

    def meaning(self, key: str, text: str) -> str:
        """怎样理解: the days and the units of changed words, and what in them is not understood."""
        if key == "时间节点" and text:
            days = read_deadline(text, self.plan.year, issued=self.plan.issued)
            said = "；".join(map(describe, days.milestones)) or "没有日期"
            return said + (f"；没看懂：{'、'.join(days.unknown)}" if days.unknown else "")
        if key == "责任单位" and text:
            units = read_parties(text, self.plan, self.reading.directory)
            roles = (("牵头", units.lead), ("配合", units.support), ("责任", units.responsible))
            said = "；".join(f"{label}：{'、'.join(names)}" for label, names in roles if names)
            doubt = f"；没看懂：{'、'.join(units.unknown)}" if units.unknown else ""
            return (said or "没有指明单位") + doubt
        return ""

    # ---- rows ----

    def without_doubles(self) -> list[BackRow]:
        """A row copied to make a new one has the identity of the first: that one stays as it is, the others are new."""
        rows: list[BackRow] = []
        by_id: dict[tuple[str, str], list[BackRow]] = {}
        for row in self.back.rows:
            if row.id:
                by_id.setdefault((row.sheet, row.id), []).append(row)
        for row in self.back.rows:
            copies = by_id[row.sheet, row.id] if row.id else [row]
            same = [one for one in copies if not one.changed]
            if len(copies) == 1 or (same and row is same[0]):
                rows.append(row)
            elif not same:
                others = "、".join(f"第{one.row}行" for one in copies if one is not row)
                reason = f"与{others}是同一行复制出来的，都改过，分不清哪一行是原来的，没有采用；请从原来的工作簿重新改。"
                self.tell("rejected", row.place(), self.what_of(row), "", "", reason)
                rows.append(_as_sent(row)) if row is copies[0] else None
            elif row in same:
                self.tell("rejected", row.place(), self.what_of(row), "", "", "整行重复，只算一次。")
            else:
                rows.append(
                    BackRow(
                        file=row.file,
                        sheet=row.sheet,
                        row=row.row,
                        id=None,
                        cells=row.cells,
                        sent={},
                        unread=row.unread,
                        letters=row.letters,
                    )
                )
        return rows

    def what_of(self, row: BackRow) -> str:
        number, name = row.cells.get(NUMBER, ""), row.cells.get(NAME, "")
        return f"{called(number) if number else ''} {name}".strip() or row.sheet

    def tell_columns(self, rows: Sequence[BackRow]) -> None:
        """A column that was taken out changes nothing; one that was put in is not ours."""
        for sheet, known in self.known.items():
            ours = [row for row in rows if row.sheet == sheet]
            for key in dict.fromkeys(key for row in ours for key in row.sent):
                if ours and not any(key in row.cells or key in row.unread for row in ours):
                    heading = key.removeprefix(OWN)
                    where = f"{self.back.file}「{sheet}」"
                    self.tell("rejected", where, heading, "", "", f"“{heading}”一栏不见了，这一栏没有改动。")
            headings = {key.removeprefix(OWN) for key in known}
            for key in dict.fromkeys(k for row in ours for k, text in row.cells.items() if text):
                if key.removeprefix(OWN) not in headings:
                    where = next(row.place(key) for row in ours if row.cells.get(key))
                    self.tell("rejected", where, key, "", "", f"计划里没有“{key}”这一栏，整栏没有读入。")
        if self.back.sent is None:
            message = "隐藏的“发出记录”不见了，看不出删去了哪些行，删去的没有算。"
            self.tell("rejected", self.back.file, "删去的行", "", "", message)
        for sheet in (TASKS, ENTRIES, DECISIONS):
            if sheet not in self.back.sheets:
                message = f"“{sheet}”这张表不见了或识别列被删，这张表里的没有改动。"
                self.tell("rejected", self.back.file, sheet, "", "", message)

    def now_row(self, row: BackRow) -> EditRow | None:
        """The row of the plan as it stands; None when it is no longer there as it was sent."""
        found = self.now[row.sheet].get(row.id or "")
        if found and row.sheet == TASKS:
            other = all(cell_digest(found.cells[k]) != row.sent.get(k) for k in (NAME, "任务内容"))
            both = found.cells["任务内容"] or row.sent.get("任务内容") != cell_digest("")
            if other and both and any(found.cells[k] != row.cells.get(k) for k in (NAME, "任务内容")):
                return None  # another task has this number now
        return found

    def cells(self, row: BackRow) -> None:
        """What was changed in a row that was sent."""
        changed = row.changed
        if not changed:
            return
        now = self.now_row(row)
        if now is None:
            if not self.stands_already(row):
                reason = f"发出以后计划里这一行已经改过或删去，没有写入；{_AGAIN}"
                for key, text in changed.items():
                    what = f"{self.what_of(row)} {key.removeprefix(OWN)}"
                    self.tell("conflict", row.place(key), what, "", text, reason)
            return
        for key, text in changed.items():
            before = now.cells.get(key)
            if before is None or before == text:
                continue  # a column that is not ours (told), or the plan says so already
            what = f"{self.subject(row)} {key.removeprefix(OWN)}"
            if cell_digest(before) != row.sent.get(key):
                reason = f"发出以后计划里已改为现在这样，两边都改过，没有写入；{_AGAIN}"
                self.tell("conflict", row.place(key), what, before, text, reason)
                continue
            try:
                edit = self.field_edit(row, key, text)
            except _Refused as refused:
                self.tell(refused.outcome, row.place(key), what, before, text, refused.reason)
                continue
            if edit is not None:
                self.try_edit(edit, row.place(key), what, before, text, self.meaning(key, text))

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
            all(_cell(one, key) == text for key, text in said.items() if text or _cell(one, key) is not None)
            for one in self.now[row.sheet].values()
        )

    def field_edit(self, row: BackRow, key: str, text: str) -> Edit | None:
        """One changed cell of a row that was sent, as an edit."""
        now = self.now[row.sheet][row.id or ""].cells
        no = self.by_number(now[NUMBER]) if now.get(NUMBER) else None
        name = self.called(no).partition(" ")[2] if no is not None else ""
        if key == NUMBER and row.sheet != TASKS:
            if self.numbers.get(text) == no and no is not None:
                return None  # the number its task has in this book
            raise _Refused("换到别的任务名下没有采用；请删去这一行，在末尾另写一行。")
        if key == NAME and row.sheet != TASKS:
            if any(r.sheet == TASKS and r.cells.get(NAME) == text for r in self.back.rows):
                return None
            raise _Refused("这里的任务名称只作对照；要改名称，请在任务分解表里改。")
        if row.sheet == TASKS:
            if key == NUMBER and not text.isdigit():
                raise _Refused("序号要写数字。")
            path = ("其他", key.removeprefix(OWN)) if key.startswith(OWN) else (key,)
            return SetField(no, path, _value(key, text), name)
        if row.sheet == ENTRIES:
            no, index = self.entries[row.id or ""]
            return SetField(no, ("进展", index, key), _value(key, text), name)
        kind = now[KIND]
        if kind == ADJUSTED and key in keys_of(Adjustment):
            return SetField(no, (ADJUSTED, self.adjustments[row.id or ""], key), _value(key, text), name)
        if kind == ASSIGNED and key in ("牵头", "配合"):
            return SetField(no, (ASSIGNED, key), _value(key, text), name)
        if kind == SCOPE and key == MEMBERS:
            return SetField(no, (SCOPE, now[GROUP]), _value(key, text), name)
        if kind == DEFAULT and key == "时间节点":
            return SetField(None, (DEFAULT,), text or None)
        raise _Refused(f"“{kind}”的“{key}”不在这里改；请删去这一行，在末尾另写一行。")

    # ---- numbers ----

    def renumbered(self, tasks: Sequence[BackRow]) -> None:
        """What the numbers mean in this book: the other sheets speak of tasks as the 任务分解表 has them now."""
        for row in tasks:
            number = row.cells.get(NUMBER, "")
            if row.id and NUMBER in row.changed and (no := self.by_number(row.id)) is not None:
                self.numbers[number] = no

    # ---- deleted ----

    def deleted(self, rows: Sequence[BackRow]) -> None:
        for sheet, sent in (self.back.sent or {}).items():
            if sheet not in self.back.sheets:
                continue
            here = {row.id for row in self.back.rows if row.sheet == sheet and not row.blank}
            for id, digests in sent.items():
                if id not in here and id in self.now[sheet]:
                    self.delete(sheet, id, digests)

    def delete(self, sheet: str, id: str, digests: Sent) -> None:
        cells = self.now[sheet][id].cells
        number = cells.get(NUMBER, "")
        no = self.by_number(number) if number else None
        place = f"{self.back.file}「{sheet}」"
        what = self.called(no)
        since = [key for key, digest in digests.items() if key in cells and cell_digest(cells[key]) != digest]
        since = [key for key in since if sheet == TASKS or key not in (NUMBER, NAME)]
        said = "；".join(text for key, text in cells.items() if text and key not in (NUMBER, NAME))
        before = value_words(cells[NAME] if sheet == TASKS else said)
        if since:
            keys = "、".join(key.removeprefix(OWN) for key in since)
            reason = f"表里删去了，发出以后计划里“{keys}”却改过，没有删；{_AGAIN}"
            self.tell("conflict", place, what, before, "", reason)
            return
        name = what.partition(" ")[2]
        edit: Edit
        meaning = "删去"
        if sheet == TASKS:
            assert isinstance(no, int)
            task = self.items[no]
            sent = (self.back.sent or {}).get(ENTRIES, {})
            mine = [key for key, (owner, _) in self.entries.items() if owner == no]
            if any(key not in sent for key in mine):
                reason = f"表里删去了，发出以后计划里却添了进展，没有删；{_AGAIN}"
                self.tell("conflict", place, what, before, "", reason)
                return
            edit = DeleteTask(no, name)
            meaning = f"删去这项任务，连同 {len(task.progress)} 条进展" if task.progress else "删去这项任务"
        elif sheet == ENTRIES:
            no, index = self.entries[id]
            if self.goes(no):
                return
            edit, meaning = RemoveEntry(no, "进展", index, name), "删去这条进展"
        else:
            kind = cells[KIND]
            if no is not None and self.goes(no):
                return
            if kind == ADJUSTED:
                assert no is not None
                edit = RemoveEntry(no, ADJUSTED, self.adjustments[id], name)
            elif kind == SCOPE:
                edit = SetField(no, (SCOPE, cells[GROUP]), None, name)
            else:
                edit = SetField(no, (kind,), None, name)
            meaning = f"删去这个{kind}"
        if isinstance(edit, DeleteTask) and len(self.gone()) + 1 == len(self.plan.tasks):
            self.tell("rejected", place, what, before, "", "计划至少要有一项任务，没有删。")
            return
        self.done.edits.append(edit)
        self.tell("taken", place, what, before, "", meaning)

    def goes(self, no: int | str) -> bool:
        return no in self.gone()

    def gone(self) -> set[int]:
        return {edit.no for edit in self.done.edits if isinstance(edit, DeleteTask)}

    # ---- moved ----

    def moved(self, tasks: Sequence[BackRow]) -> None:
        """Tasks that stand elsewhere: as few as explain the order, against the order that was sent."""
        gone = self.gone()
        here = [row for row in tasks if (no := self.by_number(row.id or "")) is not None and no not in gone]
        ids = [row.id or "" for row in here]
        sent = [id for id in (self.back.sent or {}).get(TASKS, {}) if id in ids]
        now = [id for id in (str(task.no) for task in self.plan.tasks) if id in ids]
        if not sent or len(sent) != len(ids) or ids in (sent, now):
            return
        place = f"{self.back.file}「{TASKS}」"
        if now != sent:
            reason = f"发出以后计划里任务的次序也变了，次序没有动；{_AGAIN}"
            self.tell("conflict", place, "任务的次序", "", "", reason)
            return
        stay = _longest_rising([now.index(id) for id in ids])
        moving = [n for n in range(len(ids)) if n not in stay]
        if 2 * len(moving) > len(ids):
            reason = f"{len(moving)} 项任务换了位置，多半是按某一栏排了序，次序没有动；确要重排的，分几次移。"
            self.tell("rejected", place, "任务的次序", "", "", reason)
            return
        for n in moving:
            no = int(ids[n])
            after = int(ids[n - 1]) if n else None
            name = self.called(no).partition(" ")[2]
            self.done.edits.append(MoveTask(no, after, name))
            to = "移到最前" if after is None else f"移到{self.called(after)}之后"
            self.tell("taken", here[n].place(), self.called(no), "", "", to)

    # ---- added ----

    def added_tasks(self, tasks: Sequence[BackRow]) -> None:
        gone = self.gone()
        after: int | None = None
        taken = {str(no) for no in self.items if no not in gone}
        for row in tasks:
            if row.id and (no := self.by_number(row.id)) is not None and NUMBER in row.changed:
                taken.discard(str(no))
        taken |= {row.cells[NUMBER] for row in tasks if row.id and row.cells.get(NUMBER)}
        for row in tasks:
            no = self.by_number(row.id or "")
            if row.id:
                after = no if isinstance(no, int) and no not in gone else after
                continue
            if self.stands_already(row):
                continue
            number = row.cells.get(NUMBER, "")
            what = f"新任务 {row.cells.get(NAME, '')}".rstrip()
            if row.unread:
                self.tell("rejected", row.place(), what, "", "", "有一格读不懂，整行没有采用。")
                continue
            if number and (not number.isdigit() or number in taken):
                reason = (
                    "序号要写数字。"
                    if not number.isdigit()
                    else f"序号 {number} 已经有了；请改一个，或空着。"
                )
                self.tell("rejected", row.place(NUMBER), what, "", "", reason)
                continue
            if not number:
                number = str(max((int(one) for one in taken if one.isdigit()), default=0) + 1)
            taken.add(number)
            data: dict[str, Any] = {NUMBER: number}
            for key, text in row.cells.items():
                if not text or key == NUMBER:
                    continue
                if key in keys_of(Task):
                    data[key] = _value(key, text)
                elif f"{OWN}{key}" in self.known[TASKS]:
                    data.setdefault("其他", {})[key] = text
            try:
                _record(Task, data)
            except _Refused as refused:
                self.tell("rejected", row.place(), what, "", row.cells.get(NAME, ""), refused.reason)
                continue
            self.new_tasks[number] = len(self.inserted)
            self.inserted.append((row, data, after))

    def insert(self, row: BackRow, data: dict[str, Any], after: int | None) -> None:
        task = _record(Task, data)
        self.done.edits.append(InsertTask(task, after))
        where = "排在最前" if after is None else f"排在{self.called(after)}之后"
        given = "" if row.cells.get(NUMBER) else f"，序号取 {task.no}"
        entries = f"，带 {len(task.progress)} 条进展" if task.progress else ""
        self.tell(
            "taken", row.place(), "新任务", "", task.name, f"增加第 {task.no} 项，{where}{given}{entries}"
        )

    def added(self, row: BackRow) -> None:
        """A new row of 进展 or 办公室定."""
        what = f"新的{'进展' if row.sheet == ENTRIES else '决定'} {self.what_of(row)}".rstrip()
        said = value_words("；".join(t for k, t in row.cells.items() if t and k not in (NUMBER, NAME)))
        try:
            if row.unread:
                raise _Refused("有一格读不懂，整行没有采用。")
            number, name = row.cells.get(NUMBER, ""), row.cells.get(NAME, "")
            if row.sheet == DECISIONS and row.cells.get(KIND) == DEFAULT:
                self.decide(row, None, what, said)
                return
            place = self.new_tasks.get(number)
            no = self.numbers.get(number)
            if place is not None and row.sheet == ENTRIES:
                self.check_name(name, self.inserted[place][1].get(NAME, ""), number)
                entry = _record(Progress, _given(row, Progress))
                self.inserted[place][1].setdefault("进展", []).append(
                    entry.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
                )
                self.tell("taken", row.place(), what, "", said, f"记到新任务第 {number} 项")
                return
            if place is not None:
                raise _Refused("新任务先写进计划，再导出一次，写它的决定。")
            if no is None:
                raise _Refused(f"没有序号 {number} 这一项。" if number else "没有写序号，不知道是哪一项。")
            if self.goes(no):
                raise _Refused("这项任务在表里删去了。")
            names = [r.cells.get(NAME, "") for r in self.back.rows if r.sheet == TASKS and r.id == str(no)]
            self.check_name(name, *names, name_of(self.items[no]), number=number)
            if self.stands_already(row) and number == str(no):
                return
            if row.sheet == ENTRIES:
                entry = _record(Progress, _given(row, Progress))
                if entry in self.items[no].progress:
                    return  # taken already
                self.try_edit(AddProgress(no, entry), row.place(), what, "", said, f"记到{self.called(no)}")
            else:
                self.decide(row, no, what, said)
        except _Refused as refused:
            self.tell(refused.outcome, row.place(), what, "", said, refused.reason)

    def check_name(self, written: str, *names: str, number: str = "") -> None:
        """A name written beside a number must be that of its task: else the one or the other is wrong."""
        if written and written not in names:
            raise _Refused(f"序号 {number} 的任务是“{names[-1]}”，这里写的是“{written}”，分不清是哪一项。")

    def decide(self, row: BackRow, no: int | str | None, what: str, said: str) -> None:
        """A new row of 办公室定. Raises _Refused."""
        kind = row.cells.get(KIND, "")
        cells = {key: text for key, text in row.cells.items() if text and key not in (KIND, NUMBER, NAME)}
        takes = {
            DEFAULT: ("时间节点",),
            ASSIGNED: ("牵头", "配合"),
            SCOPE: (GROUP, MEMBERS),
            ADJUSTED: tuple(keys_of(Adjustment)),
        }
        if kind not in takes:
            raise _Refused(f"事项要写 {'、'.join(takes)} 之一。")
        known = {column.key for column in DECISION_COLUMNS}
        if strange := [key for key in cells if key in known and key not in takes[kind]]:
            raise _Refused(f"“{kind}”不写“{'、'.join(strange)}”；请写在 {'、'.join(takes[kind])} 里。")
        cells = {key: text for key, text in cells.items() if key in known}
        item = self.items.get(no) if no is not None else None
        if kind != DEFAULT and not isinstance(item, Task):
            raise _Refused("报送没有这样的决定。")
        edit: Edit
        if kind == ADJUSTED:
            assert no is not None
            change = _record(Adjustment, {key: _value(key, text) for key, text in cells.items()})
            if isinstance(item, Task) and change in item.adjustments:
                return  # taken already
            edit = AddAdjustment(no, change)
        elif kind == SCOPE:
            if len(cells) < 2:
                raise _Refused("范围要写集合和成员。")
            if isinstance(item, Task) and cells[GROUP] in item.scope:
                raise _Refused(f"“{cells[GROUP]}”的范围已经有了，请在原来那一行改。")
            edit = SetField(no, (SCOPE, cells[GROUP]), _value(MEMBERS, cells[MEMBERS]))
        elif not cells:
            raise _Refused(f"“{kind}”没有写内容。")
        elif kind == ASSIGNED:
            if isinstance(item, Task) and item.assigned:
                raise _Refused("分办已经有了，请在原来那一行改。")
            edit = SetField(no, (ASSIGNED,), {key: _value(key, text) for key, text in cells.items()})
        else:
            if self.plan.default_deadline == cells["时间节点"]:
                return
            if self.plan.default_deadline:
                raise _Refused("默认时限已经有了，请在原来那一行改。")
            edit = SetField(None, (DEFAULT,), cells["时间节点"])
        about = self.called(no) if no is not None else "整个计划"
        self.try_edit(edit, row.place(), what, "", said, f"{about}的{kind}")


def _cell(row: EditRow, key: str) -> str | None:
    return row.cells.get(key, row.cells.get(f"{OWN}{key}"))


def _as_sent(row: BackRow) -> BackRow:
    """The row, with nothing in it changed: it is there, that is all."""
    return BackRow(
        file=row.file,
        sheet=row.sheet,
        row=row.row,
        id=row.id,
        cells={},
        sent={},
        unread=frozenset({NAME}),
        letters=row.letters,
    )


def _given(row: BackRow, model: type[BaseModel]) -> dict[str, Any]:
    return {key: _value(key, text) for key, text in row.cells.items() if text and key in keys_of(model)}


def _value(key: str, text: str) -> Any:
    """The text of a cell as the file holds it: lists a line each, 补充节点 事项：期限; None for an empty cell."""
    if not text:
        return None
    if key == EXTRA:
        parts = (line.rpartition("：") for line in text.split("\n") if line.strip())
        return [{"事项": what.strip(), "期限": deadline.strip()} for what, _, deadline in parts]
    if key in _LISTS:
        return (
            [line.strip() for line in text.replace("、", "\n").split("\n") if line.strip()]
            if key
            not in (
                "章节",
                "佐证",
            )
            else [line.strip() for line in text.split("\n") if line.strip()]
        )
    return text


def _record(model: type[R], data: Mapping[str, Any]) -> R:
    """The record of these cells. Raises _Refused with what is wrong, by the heading."""
    try:
        return model.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = next((str(step) for step in first["loc"] if isinstance(step, str) and not step.isascii()), "")
        if first["type"] == "missing":
            raise _Refused(f"没有写“{key}”。") from None
        if first["type"] in ("ledger_day", "ledger_no_such_day"):
            raise _Refused(f"“{key}”的“{first['input']}”不是日期；写明年月日，如 2022-11-20。") from None
        if first["type"] == "literal_error":
            raise _Refused(f"“{key}”不能写“{first['input']}”。") from None
        raise _Refused(f"“{key}”这样写不行。") from None


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest rising run among `numbers`: what stands in order already."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        tails[at : at + 1] = [number]
        places[at : at + 1] = [place]
        before.append(places[at - 1] if at else None)
    found: set[int] = set()
    place_now: int | None = places[-1] if places else None
    while place_now is not None:
        found.add(place_now)
        place_now = before[place_now]
    return found
