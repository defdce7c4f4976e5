"""Who changed what when: one line of JSON a write, in `.ledger/journal.jsonl` beside the plan.

A record holds what the write replaced, so that it can be taken back; the digests before and after tell
whether the file is still what the write left. Plan files stay the record; a lost journal loses no data.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ledger.files.safe_write import WriteResult, locked, replace_file, sha_of
from ledger.files.yaml.line_changes import differences
from ledger.files.yaml.text_file import read_bytes
from ledger.problems import LedgerError

FOLDER = ".ledger"
FILE = "journal.jsonl"
Hunk = tuple[int, int, str]  # first line in the new file, how many lines there, the old bytes in latin-1


@dataclass(frozen=True, slots=True)
class Record:
    """One write. `at` is local time to the second, `undoes` the id of the write this one took back."""

    id: str
    at: str
    who: str
    command: str
    file: str
    before: str
    after: str
    changes: tuple[str, ...]
    hunks: tuple[Hunk, ...] = ()
    undoes: str | None = None


def record_write(result: WriteResult, changes: Iterable[str], *, at: str, who: str, command: str) -> Record:
    """Append what `result` did. Raises LedgerError when the journal cannot be written."""
    record = Record(
        id=_new_id(at),
        at=at,
        who=who,
        command=command,
        file=result.path.name,
        before=result.before_sha,
        after=result.after_sha,
        changes=tuple(changes),
        hunks=_hunks(result.before, result.after),
    )
    _append(result.path, record)
    return record


def read_journal(path: Path) -> tuple[Record, ...]:
    """The writes to the plan at `path`, oldest first; a damaged line is passed over."""
    journal = _journal(path)
    if not journal.is_file():
        return ()
    found = []
    for line in journal.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            data = json.loads(line)
            data["changes"], data["hunks"] = tuple(data["changes"]), tuple(map(tuple, data["hunks"]))
            record = Record(**data)
        except (ValueError, TypeError, KeyError):
            continue
        if record.file == path.name:
            found.append(record)
    return tuple(sorted(found, key=lambda record: record.at))


def last_write(path: Path, raw: bytes) -> Record | None:
    """The write that left the file as it is now and was not taken back; None when it changed since."""
    records = read_journal(path)
    undone = {record.undoes for record in records}
    now = sha_of(raw)
    open_writes = [r for r in records if r.undoes is None and r.id not in undone]
    return next((record for record in reversed(open_writes) if record.after == now), None)


def take_back(path: Path, record: Record, *, at: str, who: str, shown: str) -> None:
    """Put the file back to what it was before `record`. Raises LedgerError when it changed meanwhile."""
    with locked(path, shown):
        raw = read_bytes(path, shown)
        if sha_of(raw) != record.after:
            raise LedgerError(f"“{shown}”在那以后又改过，不能退回；请手工改，或先退回后来的改动。")
        before = _reverse(raw, record.hunks)
        if sha_of(before) != record.before:
            raise LedgerError(f"“{shown}”的改动记录不完整，没有退回；文件没有变。")
        replace_file(path, before, shown, expected=raw)
    undo = Record(
        id=_new_id(at),
        at=at,
        who=who,
        command="undo",
        file=path.name,
        before=record.after,
        after=record.before,
        changes=record.changes,
        undoes=record.id,
    )
    _append(path, undo)


def _new_id(at: str) -> str:
    """No two writes share one, not even the same edit written, taken back and written again in a second."""
    return f"{at}-{secrets.token_hex(6)}"


def _journal(path: Path) -> Path:
    return Path(os.path.realpath(path)).parent / FOLDER / FILE


def _append(path: Path, record: Record) -> None:
    """One line, in one write, to the end: two writers at once do not mix. A line that a crash cut off is ended."""
    journal = _journal(path)
    line = json.dumps(_plain(record), ensure_ascii=False) + "\n"
    try:
        journal.parent.mkdir(exist_ok=True)
        cut_off = journal.is_file() and journal.read_bytes()[-1:] not in (b"", b"\n")
        handle = os.open(journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, ("\n" * cut_off + line).encode("utf-8"))
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise LedgerError(f"计划已写好，但改动记录写不进“{journal}”（{error.strerror}）。") from None


def _plain(record: Record) -> dict[str, Any]:
    return asdict(record)


def _hunks(before: bytes, after: bytes) -> tuple[Hunk, ...]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return tuple(
        (first_new, last_new - first_new, b"".join(old[first_old:last_old]).decode("latin-1"))
        for first_old, last_old, first_new, last_new in differences(old, new)
    )


def _reverse(after: bytes, hunks: Iterable[Hunk]) -> bytes:
    lines = after.splitlines(keepends=True)
    for first, count, old in sorted(hunks, reverse=True):
        lines[first : first + count] = [old.encode("latin-1")]
    return b"".join(lines)
