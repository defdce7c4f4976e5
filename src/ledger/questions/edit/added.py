"""Rows that were not sent: new tasks, new entries of 进展, new decisions of the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ledger.questions.edit.book import (
    ADJUSTED,
    ASSIGNED,
    DECISION_COLUMNS,
    DEFAULT,
    GROUP,
    KIND,
    MEMBERS,
    NAME,
    SCOPE,
    keys_of,
    name_of,
)
from ledger.questions.edit.cell import Refused, given, record_of, value_of
from ledger.questions.edit.merging import Merging
from ledger.questions.edit.whole import judged, judged_for_new
from ledger.record.characters import number_in
from ledger.record.edits import AddAdjustment, AddProgress, Edit, InsertTask, SetField
from ledger.record.model import Adjustment, Progress, Task
from ledger.values.change import value_words
from ledger.values.edit_book import DECISIONS, ENTRIES, NUMBER, OWN, TASKS, BackRow

SECTION = "章节"


def add_tasks(merge: Merging, tasks: Sequence[BackRow]) -> None:
    gone = merge.gone()
    after: int | None = None
    section = ""  # of the row above
    taken = {str(no) for no in merge.items if no not in gone}
    for row in tasks:
        if row.id and (no := merge.by_number(row.id)) is not None and NUMBER in row.changed:
            taken.discard(str(no))
    taken |= {row.cells[NUMBER] for row in tasks if row.id and row.cells.get(NUMBER)}
    for row in tasks:
        no = merge.by_number(row.id or "")
        if row.id:
            after = no if isinstance(no, int) and no not in gone else after
            section = row.cells.get(SECTION, "")
            continue
        if merge.stands_already(row):
            continue
        number = row.cells.get(NUMBER, "")
        if section and not row.cells.get(SECTION) and SECTION not in row.unread:
            # a row without its section between two of one would cut that in two
            row = replace(row, cells={**row.cells, SECTION: section})
            words = section.replace("\n", "／")
            merge.meant.setdefault((row.sheet, row.row), {})[SECTION] = f"章节空着，照上一行归入“{words}”"
        section = row.cells.get(SECTION, "")
        what = f"新任务 {row.cells.get(NAME, '')}".rstrip()
        if row.unread:
            merge.tell("rejected", row.place(), what, "有一格读不懂，整行没有采用。")
            continue
        if number and (number_in(number) is None or number in taken):
            reason = (
                "序号要写数字。"
                if number_in(number) is None
                else f"序号 {number} 已经有了；请改一个，或空着。"
            )
            merge.tell("rejected", row.place(NUMBER), what, reason)
            continue
        if not number:
            number = str(max((number_in(one) or 0 for one in taken), default=0) + 1)
        taken.add(number)
        data: dict[str, Any] = {NUMBER: number}
        for key, text in row.cells.items():
            if not text or key == NUMBER:
                continue
            if f"{OWN}{key}" in merge.known[TASKS] and key not in merge.known[TASKS]:
                data.setdefault("其他", {})[key] = text
            elif key in keys_of(Task):
                data[key] = value_of(key, text)
        try:
            record_of(Task, data)
        except Refused as refused:
            merge.tell("rejected", row.place(), what, refused.reason, after=row.cells.get(NAME, ""))
            continue
        merge.new_tasks[number] = len(merge.inserted)
        merge.inserted.append((row, data, after))


def _insert(merge: Merging, row: BackRow, data: dict[str, Any], after: int | None) -> None:
    task = record_of(Task, data)
    merge.done.edits.append(InsertTask(task, after))
    where = "排在最前" if after is None else f"排在{merge.called(after)}之后"
    given = "" if row.cells.get(NUMBER) else f"，序号取 {task.no}"
    entries = f"，带 {len(task.progress)} 条进展" if task.progress else ""
    merge.tell(
        "taken",
        row.place(),
        "新任务",
        merge.noted(row, f"增加第 {task.no} 项，{where}{given}{entries}"),
        after=task.name,
    )


def add_row(merge: Merging, row: BackRow) -> None:
    what = f"新的{'进展' if row.sheet == ENTRIES else '决定'} {merge.what_of(row)}".rstrip()
    said = value_words("；".join(t for k, t in row.cells.items() if t and k not in (NUMBER, NAME)))
    try:
        if row.unread:
            raise Refused("有一格读不懂，整行没有采用。")
        number, name = row.cells.get(NUMBER, ""), row.cells.get(NAME, "")
        if row.sheet == DECISIONS and row.cells.get(KIND) == DEFAULT:
            _decide(merge, row, None, what, said)
            return
        place = merge.new_tasks.get(number)
        no = merge.numbers.get(number)
        if place is not None and row.sheet == ENTRIES:
            _check_name(name, merge.inserted[place][1].get(NAME, ""), number)
            entry = record_of(Progress, given(row, Progress))
            task = record_of(Task, {k: v for k, v in merge.inserted[place][1].items() if k != "进展"})
            asks = judged_for_new(merge, task, entry)
            merge.inserted[place][1].setdefault("进展", []).append(
                entry.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
            )
            merge.tell(
                "taken",
                row.place(),
                what,
                _asking(merge.noted(row, f"记到新任务第 {number} 项"), asks),
                after=said,
            )
            return
        if place is not None:
            raise Refused("新任务先写进计划，再导出一次，写它的决定。")
        if no is None:
            raise Refused(f"没有序号 {number} 这一项。" if number else "没有写序号，不知道是哪一项。")
        if merge.goes(no):
            raise Refused("这项任务在表里删去了。")
        names = [r.cells.get(NAME, "") for r in merge.back.rows if r.sheet == TASKS and r.id == str(no)]
        _check_name(name, *names, name_of(merge.items[no]), number=number)
        if merge.stands_already(row) and number == str(no):
            return
        if row.sheet == ENTRIES:
            entry = record_of(Progress, given(row, Progress))
            if entry in merge.items[no].progress:
                return  # taken already
            asks = judged(merge, no, entry)
            merge.try_edit(
                AddProgress(no, entry),
                row.place(),
                what,
                _asking(merge.noted(row, f"记到{merge.called(no)}"), asks),
                after=said,
            )
        else:
            _decide(merge, row, no, what, said)
    except Refused as refused:
        merge.tell(refused.outcome, row.place(), what, refused.reason, after=said)


def _asking(said: str, asks: str) -> str:
    return f"{said}；请核对：{asks}" if asks else said


def _check_name(written: str, *names: str, number: str = "") -> None:
    """A name written beside a number must be that of its task: else the one or the other is wrong."""
    if written and written not in names:
        raise Refused(f"序号 {number} 的任务是“{names[-1]}”，这里写的是“{written}”，分不清是哪一项。")


def _decide(merge: Merging, row: BackRow, no: int | str | None, what: str, said: str) -> None:
    """A new row of 办公室定. Raises Refused."""
    kind = row.cells.get(KIND, "")
    cells = {key: text for key, text in row.cells.items() if text and key not in (KIND, NUMBER, NAME)}
    takes = {
        DEFAULT: ("时间节点",),
        ASSIGNED: ("牵头", "配合"),
        SCOPE: (GROUP, MEMBERS),
        ADJUSTED: tuple(keys_of(Adjustment)),
    }
    if kind not in takes:
        raise Refused(f"事项要写 {'、'.join(takes)} 之一。")
    known = {column.key for column in DECISION_COLUMNS}
    if strange := [key for key in cells if key in known and key not in takes[kind]]:
        raise Refused(f"“{kind}”不写“{'、'.join(strange)}”；请写在 {'、'.join(takes[kind])} 里。")
    cells = {key: text for key, text in cells.items() if key in known}
    item = merge.items.get(no) if no is not None else None
    if kind != DEFAULT and not isinstance(item, Task):
        raise Refused("报送没有这样的决定。")
    edit: Edit
    if kind == ADJUSTED:
        assert no is not None
        change = record_of(Adjustment, {key: value_of(key, text) for key, text in cells.items()})
        if isinstance(item, Task) and change in item.adjustments:
            return  # taken already
        edit = AddAdjustment(no, change)
    elif kind == SCOPE:
        if len(cells) < 2:
            raise Refused("范围要写集合和成员。")
        if isinstance(item, Task) and cells[GROUP] in item.scope:
            raise Refused(f"“{cells[GROUP]}”的范围已经有了，请在原来那一行改。")
        edit = SetField(no, (SCOPE, cells[GROUP]), value_of(MEMBERS, cells[MEMBERS]))
    elif not cells:
        raise Refused(f"“{kind}”没有写内容。")
    elif kind == ASSIGNED:
        if isinstance(item, Task) and item.assigned:
            raise Refused("分办已经有了，请在原来那一行改。")
        edit = SetField(no, (ASSIGNED,), {key: value_of(key, text) for key, text in cells.items()})
    else:
        if merge.plan.default_deadline == cells["时间节点"]:
            return
        if merge.plan.default_deadline:
            raise Refused("默认时限已经有了，请在原来那一行改。")
        edit = SetField(None, (DEFAULT,), cells["时间节点"])
    about = merge.called(no) if no is not None else "整个计划"
    merge.try_edit(edit, row.place(), what, merge.noted(row, f"{about}的{kind}"), after=said)


def insert_tasks(merge: Merging) -> None:
    """The new tasks with the entries of 进展 that the book has for them, after all else is known."""
    for row, data, after in merge.inserted:
        _insert(merge, row, data, after)
