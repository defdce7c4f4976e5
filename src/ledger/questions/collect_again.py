"""A workbook that comes a second time: what the unit itself has said since it was sent, by that very sheet.

A unit may put right what it said. What stands in the plan is then its own, and no conflict; as long as nobody else
wrote in between.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ledger.questions.split import latest_cells, mark_of
from ledger.record.edits import AddProgress
from ledger.record.model import Progress
from ledger.record.statuses import UNIT_STATUSES
from ledger.values.as_typed import settled
from ledger.values.fill import LAST, ReturnedRow, digest_of, evidence_of

Taken = Callable[[AddProgress], bool]
"""Whether an entry came into the plan by a workbook; where nobody can tell, it did not."""


def said_since(
    row: ReturnedRow, no: int | str, entries: Sequence[Progress], taken: Taken
) -> tuple[Progress, ...]:
    """The entries since the row was sent, when all of them are the unit's own, out of workbooks; else none."""
    mark = row.sent.get(LAST, "")
    known = next((n for n in range(len(entries) + 1) if mark_of(entries[:n]) == mark), None)
    if not row.identity or known is None:
        return ()
    since = tuple(entries[known:])
    own = all(entry.unit and entry.status in UNIT_STATUSES for entry in since)
    return since if own and all(taken(AddProgress(no, entry)) for entry in since) else ()


def said_before(row: ReturnedRow, since: Sequence[Progress], keys: Sequence[str]) -> bool:
    """Whether one of those entries says all that the row says: it is an older copy, already taken."""
    cells = {key: row.values[key] for key in keys if key in row.values}
    return any(all(same(key, text, latest_cells([e])[key]) for key, text in cells.items()) for e in since)


def says(row: ReturnedRow, entry: Progress) -> bool:
    """Whether an entry is what the row became: all that was written into it stands there."""
    cells = latest_cells([entry])
    written = [key for key in row.changed if key in cells and key != "reporter"]
    return all(same(key, row.values[key], cells[key]) for key in written)


def put_back(row: ReturnedRow, now: Mapping[str, str]) -> dict[str, str]:
    """A state set back to what was sent is a correction too, with the days that hang on it."""
    status = row.values.get("status", "")
    if not status or status not in UNIT_STATUSES or status == now["status"]:
        return {}
    keys = ("status", "finished_on", "asked_until")
    return {key: row.values[key] for key in keys if key in row.values and row.values[key] != now[key]}


def own_words(entries: Sequence[Progress]) -> dict[str, str]:
    """What the unit last said itself before the office put the day off: it is at work on it, asking for nothing more."""
    own = [entry for entry in entries if entry.unit and entry.status in UNIT_STATUSES]
    said = latest_cells(own) | {"asked_until": "", "finished_on": ""}
    return said if said["status"] in ("未启动", "推进中") else said | {"status": "推进中"}


def same(key: str, one: str, other: str) -> bool:
    return digest_of(plain(key, one)) == digest_of(plain(key, other))


def plain(key: str, text: str) -> str:
    """The text as the plan would keep it: 佐证材料 a line each, however they were listed; nothing to settle is nothing."""
    if key == "needs":
        return "" if settled(text) else text
    return "\n".join(evidence_of(text)) if key == "evidence" else text
