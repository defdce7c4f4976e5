"""Cells that were changed in a row that was sent."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.questions.edit.book import ADJUSTED, ASSIGNED, DEFAULT, GROUP, KIND, MEMBERS, NAME, SCOPE, keys_of
from ledger.questions.edit.cell import Refused, value_of
from ledger.questions.edit.merging import AGAIN, Merging
from ledger.questions.edit.whole import check_changed
from ledger.record.characters import number_in
from ledger.record.edits import Edit, SetField
from ledger.record.model import Adjustment
from ledger.values.edit_book import ENTRIES, NUMBER, OWN, TASKS, BackRow, cell_digest


def read_numbers(merge: Merging, tasks: Sequence[BackRow]) -> None:
    """What the numbers mean in this book: the other sheets speak of tasks as the 任务分解表 has them now."""
    for row in tasks:
        number = row.cells.get(NUMBER, "")
        if row.id and number and (no := merge.by_number(row.id)) is not None:
            merge.numbers[number] = no


def take_changed(merge: Merging, row: BackRow) -> None:
    """What was changed in a row that was sent."""
    changed = row.changed
    if not changed:
        return
    now = merge.now_row(row)
    if now is None:
        if not merge.stands_already(row):
            reason = f"发出以后计划里这一行已经改过或删去，没有写入；{AGAIN}"
            for key, text in changed.items():
                what = f"{merge.what_of(row)} {key.removeprefix(OWN)}"
                merge.tell("conflict", row.place(key), what, reason, after=text)
        return
    try:
        if row.sheet == ENTRIES:
            check_changed(merge, row, now)
    except Refused as refused:
        for key, text in changed.items():
            what = f"{merge.subject(row)} {key.removeprefix(OWN)}"
            merge.tell("rejected", row.place(key), what, refused.reason, now.cells.get(key, ""), text)
        return
    for key, text in changed.items():
        before = now.cells.get(key)
        if before is None or before == text:
            continue  # a column that is not ours (told), or the plan says so already
        what = f"{merge.subject(row)} {key.removeprefix(OWN)}"
        if cell_digest(before) != row.sent.get(key):
            reason = f"发出以后计划里已改为现在这样，两边都改过，没有写入；{AGAIN}"
            merge.tell("conflict", row.place(key), what, reason, before, text)
            continue
        try:
            edit = _field_edit(merge, row, key, text)
        except Refused as refused:
            merge.tell(refused.outcome, row.place(key), what, refused.reason, before, text)
            continue
        if edit is not None:
            merge.try_edit(
                edit, row.place(key), what, merge.noted(row, merge.meaning(key, text, row), key), before, text
            )


def _field_edit(merge: Merging, row: BackRow, key: str, text: str) -> Edit | None:
    """One changed cell of a row that was sent, as an edit."""
    now = merge.now[row.sheet][row.id or ""].cells
    no = merge.by_number(now[NUMBER]) if now.get(NUMBER) else None
    name = merge.called(no).partition(" ")[2] if no is not None else ""
    if key == NUMBER and row.sheet != TASKS:
        if merge.numbers.get(text) == no and no is not None:
            return None  # the number its task has in this book
        raise Refused("换到别的任务名下没有采用；请删去这一行，在末尾另写一行。")
    if key == NAME and row.sheet != TASKS:
        if any(r.sheet == TASKS and r.cells.get(NAME) == text for r in merge.back.rows):
            return None
        raise Refused("这里的任务名称只作对照；要改名称，请在任务分解表里改。")
    if row.sheet == TASKS:
        if key == NUMBER and number_in(text) is None:
            raise Refused("序号要写数字。")
        path = ("其他", key.removeprefix(OWN)) if key.startswith(OWN) else (key,)
        return SetField(no, path, value_of(key, text), name)
    if row.sheet == ENTRIES:
        no, index = merge.entries[row.id or ""]
        return SetField(no, ("进展", index, key), value_of(key, text), name)
    kind = now[KIND]
    if kind == ADJUSTED and key in keys_of(Adjustment):
        return SetField(no, (ADJUSTED, merge.adjustments[row.id or ""], key), value_of(key, text), name)
    if kind == ASSIGNED and key in ("牵头", "配合"):
        return SetField(no, (ASSIGNED, key), value_of(key, text), name)
    if kind == SCOPE and key == MEMBERS:
        return SetField(no, (SCOPE, now[GROUP]), value_of(key, text), name)
    if kind == DEFAULT and key == "时间节点":
        return SetField(None, (DEFAULT,), text or None)
    raise Refused(f"“{kind}”的“{key}”不在这里改；请删去这一行，在末尾另写一行。")
