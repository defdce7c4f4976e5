"""The workbook of a whole plan, taken back: three-way, cell by cell, row by row. Edits out, nothing written here.

What was sent, what came back, what the plan says now: only what the office changed in the book counts, and what the
plan changed meanwhile too is a conflict, listed and left alone.
"""

from __future__ import annotations

from datetime import date

from ledger.duty.reading import PlanReading
from ledger.questions.edit.added import add_row, add_tasks, insert_tasks
from ledger.questions.edit.changed import read_numbers, take_changed
from ledger.questions.edit.deleted import take_deleted
from ledger.questions.edit.merging import EditMerge, Merging
from ledger.questions.edit.moved import take_moved
from ledger.questions.edit.renumbered import as_numbered_now
from ledger.questions.edit.rows import tell_columns, without_doubles
from ledger.questions.edit.typed import as_meant
from ledger.values.edit_book import ENTRIES, TASKS, EditReturned


def merge_edits(reading: PlanReading, back: EditReturned, on: date | None = None) -> EditMerge:
    """What the book changes in the plan as it stands now. A book taken back twice changes nothing the second time. `on`
    is today: what was typed without its year has been by then, or is asked for after it."""
    merge = Merging(reading, as_numbered_now(reading.plan, back), on)
    rows = as_meant(merge, without_doubles(merge), on)
    tell_columns(merge, rows)
    tasks = [row for row in rows if row.sheet == TASKS and not (row.id and row.blank)]
    read_numbers(merge, tasks)
    for row in sorted(rows, key=lambda row: row.sheet == ENTRIES):  # entries are judged by their tasks
        if row.id and not row.blank:
            take_changed(merge, row)
    take_deleted(merge)
    take_moved(merge, [row for row in tasks if row.id])
    add_tasks(merge, tasks)
    new = [row for row in rows if row.id is None and row.sheet != TASKS]
    for row in sorted(new, key=lambda row: row.sheet == ENTRIES):
        add_row(merge, row)
    insert_tasks(merge)
    return merge.done
