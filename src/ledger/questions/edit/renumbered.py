"""Tasks that have another 序号 in the plan than they had when the book was sent: known by their name and content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ledger.questions.edit.book import NAME, edit_book
from ledger.record.model import Plan
from ledger.values.edit_book import TASKS, EditReturned, cell_digest

_WORDS = (NAME, "任务内容")
_NUMBER = re.compile(r"\d+")


def as_numbered_now(plan: Plan, back: EditReturned) -> EditReturned:
    """The book with the identity of each row as the plan numbers its tasks now.

    A row put in and everything below it counted on is how 序号 changes, in this book (which then comes a second time) or
    in another. A task is followed where one alone in the plan says what was sent, or what the row says now.
    """
    to = _moved(plan, back)
    if not to:
        return back
    rows = tuple(replace(row, id=_with(row.id, to)) if row.id else row for row in back.rows)
    sent = back.sent and {
        sheet: {_with(id, to): digests for id, digests in ids.items()} for sheet, ids in back.sent.items()
    }
    return replace(back, rows=rows, sent=sent)


def _with(id: str, to: Mapping[str, str]) -> str:
    """An identity begins with the 序号 of its task."""
    number = _NUMBER.match(id)
    return to.get(number[0], number[0]) + id[number.end() :] if number else id


def _moved(plan: Plan, back: EditReturned) -> dict[str, str]:
    """By the number that was sent, the one of now, where it is another."""
    (tasks,) = (sheet for sheet in edit_book(plan).sheets if sheet.name == TASKS)
    now = {row.id: tuple(cell_digest(row.cells[key]) for key in _WORDS) for row in tasks.rows}
    said: dict[str, set[tuple[str, ...]]] = {}
    for id, digests in (back.sent or {}).get(TASKS, {}).items():
        said[id] = {tuple(digests.get(key, "") for key in _WORDS)}
    for row in back.rows:
        if row.sheet == TASKS and row.id:
            said.setdefault(row.id, set()).update(
                [
                    tuple(row.sent.get(key, "") for key in _WORDS),
                    tuple(cell_digest(row.cells.get(key, "")) for key in _WORDS),
                ]
            )
    stays = {id for id, words in said.items() if now.get(id) in words}
    to: dict[str, str] = {}
    for id, words in said.items():
        found = [no for no, one in now.items() if one in words and no not in stays]
        if id not in stays and len(found) == 1:
            to[id] = found[0]
    if len(set(to.values())) < len(to):  # two rows that say they are one task
        return {}
    return to
