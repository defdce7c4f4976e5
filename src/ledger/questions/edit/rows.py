"""The rows of the book before anything is compared: copies of one row, columns and sheets that are missing or new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ledger.questions.edit.book import NAME
from ledger.questions.edit.merging import Merging
from ledger.values.edit_book import DECISIONS, ENTRIES, OWN, TASKS, BackRow
from ledger.values.grouped import grouped


def without_doubles(merge: Merging) -> list[BackRow]:
    """A row copied to make a new one has the identity of the first: that one stays as it is, the others are new."""
    rows: list[BackRow] = []
    by_id = grouped(merge.back.rows, lambda row: (row.sheet, row.id))
    for row in merge.back.rows:
        copies = by_id[row.sheet, row.id] if row.id else [row]
        same = [one for one in copies if not one.changed]
        if len(copies) == 1 or (same and row is same[0]):
            rows.append(row)
        elif not same:
            others = "、".join(f"第{one.row}行" for one in copies if one is not row)
            reason = f"与{others}是同一行复制出来的，都改过，分不清哪一行是原来的，没有采用；请从原来的工作簿重新改。"
            merge.tell("rejected", row.place(), merge.what_of(row), reason)
            rows.append(_as_sent(row)) if row is copies[0] else None
        elif row in same:
            merge.tell("rejected", row.place(), merge.what_of(row), "整行重复，只算一次。")
        else:
            rows.append(replace(row, id=None, sent={}))
    return rows


def tell_columns(merge: Merging, rows: Sequence[BackRow]) -> None:
    """A column that was taken out changes nothing; one that was put in is not ours."""
    for sheet, known in merge.known.items():
        ours = [row for row in rows if row.sheet == sheet]
        for key in dict.fromkeys(key for row in ours for key in row.sent):
            if ours and not any(key in row.cells or key in row.unread for row in ours):
                heading = key.removeprefix(OWN)
                where = f"{merge.back.file}「{sheet}」"
                merge.tell("rejected", where, heading, f"“{heading}”一栏不见了，这一栏没有改动。")
        headings = {key.removeprefix(OWN) for key in known}
        for key in dict.fromkeys(k for row in ours for k, text in row.cells.items() if text):
            if key.removeprefix(OWN) not in headings:
                where = next(row.place(key) for row in ours if row.cells.get(key))
                merge.tell("rejected", where, key, f"计划里没有“{key}”这一栏，整栏没有读入。")
    if merge.back.sent is None:
        message = "隐藏的“发出记录”不见了，看不出删去了哪些行，删去的没有算。"
        merge.tell("rejected", merge.back.file, "删去的行", message)
    for sheet in (TASKS, ENTRIES, DECISIONS):
        if sheet not in merge.back.sheets:
            message = f"“{sheet}”这张表不见了或识别列被删，这张表里的没有改动。"
            merge.tell("rejected", merge.back.file, sheet, message)


def _as_sent(row: BackRow) -> BackRow:
    """The row, with nothing in it changed: it is there, that is all."""
    return replace(row, cells={}, sent={}, unread=frozenset({NAME}))
