"""Rows that were sent and are no longer in the book."""

from __future__ import annotations

from ledger.questions.edit.book import ADJUSTED, GROUP, KIND, NAME, SCOPE
from ledger.questions.edit.merging import AGAIN, Merging
from ledger.record.edits import DeleteTask, Edit, RemoveEntry, SetField
from ledger.values.change import value_words
from ledger.values.edit_book import ENTRIES, NUMBER, OWN, TASKS, Sent, cell_digest


def take_deleted(merge: Merging) -> None:
    for sheet, sent in (merge.back.sent or {}).items():
        if sheet not in merge.back.sheets:
            continue
        here = {row.id for row in merge.back.rows if row.sheet == sheet and not row.blank}
        for id, digests in sent.items():
            if id not in here and id in merge.now[sheet]:
                _delete(merge, sheet, id, digests)


def _delete(merge: Merging, sheet: str, id: str, digests: Sent) -> None:
    cells = merge.now[sheet][id].cells
    number = cells.get(NUMBER, "")
    no = merge.by_number(number) if number else None
    place = f"{merge.back.file}「{sheet}」"
    what = merge.called(no)
    since = [key for key, digest in digests.items() if key in cells and cell_digest(cells[key]) != digest]
    since = [key for key in since if key != NUMBER and (sheet == TASKS or key != NAME)]
    said = "；".join(text for key, text in cells.items() if text and key not in (NUMBER, NAME))
    before = value_words(cells[NAME] if sheet == TASKS else said)
    if since:
        keys = "、".join(key.removeprefix(OWN) for key in since)
        reason = f"表里删去了，发出以后计划里“{keys}”却改过，没有删；{AGAIN}"
        merge.tell("conflict", place, what, reason, before)
        return
    name = what.partition(" ")[2]
    edit: Edit
    meaning = "删去"
    if sheet == TASKS:
        assert isinstance(no, int)
        task = merge.items[no]
        sent = (merge.back.sent or {}).get(ENTRIES, {})
        mine = [key for key, (owner, _) in merge.entries.items() if owner == no]
        if any(key not in sent for key in mine):
            reason = f"表里删去了，发出以后计划里却添了进展，没有删；{AGAIN}"
            merge.tell("conflict", place, what, reason, before)
            return
        edit = DeleteTask(no, name)
        meaning = f"删去这项任务，连同 {len(task.progress)} 条进展" if task.progress else "删去这项任务"
    elif sheet == ENTRIES:
        no, index = merge.entries[id]
        if merge.goes(no):
            return
        edit, meaning = RemoveEntry(no, "进展", index, name), "删去这条进展"
    else:
        kind = cells[KIND]
        if no is not None and merge.goes(no):
            return
        if kind == ADJUSTED:
            assert no is not None
            edit = RemoveEntry(no, ADJUSTED, merge.adjustments[id], name)
        elif kind == SCOPE:
            edit = SetField(no, (SCOPE, cells[GROUP]), None, name)
        else:
            edit = SetField(no, (kind,), None, name)
        meaning = f"删去这个{kind}"
    if isinstance(edit, DeleteTask) and len(merge.gone()) + 1 == len(merge.plan.tasks):
        merge.tell("rejected", place, what, "计划至少要有一项任务，没有删。", before)
        return
    merge.done.edits.append(edit)
    merge.tell("taken", place, what, meaning, before)
