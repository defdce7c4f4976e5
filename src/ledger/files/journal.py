"""The journal (改动记录): one line of JSON a write, in `.ledger/journal.jsonl` beside the plan.

A line is on disk as `?` before the plan is replaced; afterwards that one byte is overwritten in place by `+`
(written) or `-` (not written). A crash between leaves `?`, and the plan itself tells which it is: it holds
what the write left, or what it found. So no write is missing, and none is there that never was.

A line holds what the write replaced, so that it can be taken back. Only a line feed ends one, whatever the
text in it holds. Plan files stay the record: a lost journal loses no data.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Literal

from ledger.files.locks import hold
from ledger.files.state_folder import STATE_FOLDER, be_like, state_folder, sync_folder, write_all
from ledger.files.yaml.line_changes import differences
from ledger.problems import LedgerError, os_reason

FILE = "journal.jsonl"
State = Literal["?", "+", "-"]
Hunk = tuple[int, int, str]  # first line in the new file, how many lines there, the old bytes in latin-1
_HEAD = b'{"state": "'  # the mark follows at once, so its place in the line is known


@dataclass(frozen=True, slots=True)
class Record:
    """One write to the plan with 编号 `plan`, called `file` then. `at` is ISO time with its offset, `run` one
    for all writes of a command, `undoes` the id of the write that this one took back (by `undo`, or `redo`)."""

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
    plan: str = ""  # lines of the first version have none, and no run
    run: str = ""
    state: State = "+"

    @property
    def moment(self) -> datetime:
        """`at` in UTC."""
        return datetime.fromisoformat(self.at).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal as read: the lines in their order, and the numbers of those that cannot be read."""

    path: Path
    records: tuple[Record, ...] = ()
    damaged: tuple[int, ...] = ()
    unreadable: str = ""

    @property
    def folder(self) -> Path:
        """Where the plans lie that it tells of."""
        return self.path.parent.parent


def new_record(
    file: Path,
    before: tuple[str, bytes],
    after: tuple[str, bytes],
    changes: Iterable[str],
    *,
    plan: str,
    at: str,
    who: str,
    command: str,
    run: str,
    undoes: str | None = None,
) -> Record:
    """The record of a write that replaces `before` by `after`, each with its digest."""
    return Record(
        id=f"{at}-{secrets.token_hex(6)}",  # no two writes share one, not even the same edit within a second
        at=at,
        who=who,
        command=command,
        file=Path(os.path.realpath(file)).name,
        before=before[0],
        after=after[0],
        changes=tuple(changes),
        hunks=_hunks(before[1], after[1]),
        undoes=undoes,
        plan=plan,
        run=run,
        state="?",
    )


def journal_of(plan: Path) -> Path:
    """Where the writes to `plan` are kept: beside the file itself, not beside a link to it."""
    return Path(os.path.realpath(plan)).parent / STATE_FOLDER / FILE


def read_journal(path: Path) -> Journal:
    """Read the journal at `path`; none is an empty one, and so is one that may not be read (it says why)."""
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Journal(path)
    except OSError as error:
        return Journal(path, unreadable=os_reason(error))
    records, damaged = [], []
    for number, line in enumerate(content.split(b"\n"), 1):
        if record := _parsed(line):
            records.append(record)
        elif line.strip():
            damaged.append(number)
    return Journal(path, tuple(records), tuple(damaged))


def _parsed(line: bytes) -> Record | None:
    try:
        data = json.loads(line)
        data["changes"], data["hunks"] = tuple(data["changes"]), tuple(map(tuple, data["hunks"]))
        record = Record(**data)
        record.moment  # noqa: B018 - a line without a time has no place in the order
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None
    return record if _is_whole(record) else None


def _is_whole(record: Record) -> bool:
    """Whether each part is what a write puts there: a line that was changed by hand is a damaged one."""
    texts = (
        record.id,
        record.who,
        record.command,
        record.file,
        record.before,
        record.after,
        record.plan,
        record.run,
    )
    return (
        all(isinstance(text, str) for text in (*texts, *record.changes))
        and (record.undoes is None or isinstance(record.undoes, str))
        and record.state in ("?", "+", "-")
        and all(map(_is_hunk, record.hunks))
    )


def _is_hunk(hunk: object) -> bool:
    match hunk:
        case (int(first), int(count), str(old)):
            return first >= 0 and count >= 0 and all(char <= "\xff" for char in old)
    return False


@contextlib.contextmanager
def recording(plan: Path, record: Record) -> Iterator[None]:
    """Keep `record` of the write done inside: before it as `?`, after it as what became of it.

    Raises LedgerError, before anything is written, when the journal cannot be. A write that fails by a
    LedgerError left the plan as it was; what else breaks it off is for the next reader to find out.
    """
    journal = journal_of(plan)
    try:
        place = _append(journal, record, plan.stat())
    except OSError as error:
        raise LedgerError(f"改动记录写不进“{journal}”（{os_reason(error)}）") from None
    try:
        yield
    except LedgerError:
        _settle(journal, {place: "-"})
        raise
    _settle(journal, {place: "+"})


def settle(plan: Path, now: str) -> None:
    """Say of the lines that a crash left open what became of them, where a plan with the digest `now` tells.
    Whoever calls holds the lock of the plan, so no write is under way."""
    journal = journal_of(plan)
    with contextlib.suppress(OSError):
        content = journal.read_bytes()
        open_lines: dict[int, State] = {}
        place = 0
        for line in content.split(b"\n"):
            record = _parsed(line) if line.startswith(_HEAD + b"?") else None
            if (
                record
                and record.file == Path(os.path.realpath(plan)).name
                and now in (record.after, record.before)
            ):
                open_lines[place + len(_HEAD)] = "+" if now == record.after else "-"
            place += len(line) + 1
        if open_lines:
            _settle(journal, open_lines)


def _append(journal: Path, record: Record, plan: os.stat_result) -> int:
    """Put the line on disk, whole or not at all; where its mark stands. A line that a crash cut off is ended."""
    folder = state_folder(journal.parent.parent, journal.parent.parent / record.file)
    new = not journal.exists()
    with open(journal, "ab", buffering=0) as file:
        hold(file)
        end = file.seek(0, os.SEEK_END)
        cut_off = bool(end) and journal.read_bytes()[-1:] != b"\n"
        _fit(file, journal, plan, new=new)
        data = {"state": record.state, **{k: v for k, v in asdict(record).items() if k != "state"}}
        line = json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace")
        try:
            write_all(file.fileno(), b"\n" * cut_off + line + b"\n")
            os.fsync(file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                file.truncate(end)
            raise
    for place in (folder, folder.parent) if new else ():
        with contextlib.suppress(OSError):
            sync_folder(place)
    return end + cut_off + len(_HEAD)


def _settle(journal: Path, marks: dict[int, State]) -> None:
    """Overwrite one byte each: that needs no room on the disk. What cannot be stays `?`, and the plan tells."""
    with contextlib.suppress(OSError), open(journal, "r+b", buffering=0) as file:
        for place, mark in marks.items():
            file.seek(place)
            file.write(mark.encode())
        os.fsync(file.fileno())


def _fit(file: IO[bytes], journal: Path, plan: os.stat_result, *, new: bool) -> None:
    """A new journal is as open as the plan; later as open as the least open plan that it tells of."""
    if new:
        be_like(file.fileno(), plan)
        return
    mode, wanted = (stat.S_IMODE(s.st_mode) & 0o666 for s in (os.fstat(file.fileno()), plan))
    if os.name == "posix" and mode != wanted:
        for name in {record.file for record in read_journal(journal).records}:
            with contextlib.suppress(OSError):
                wanted &= (journal.parent.parent / name).stat().st_mode
        with contextlib.suppress(OSError):  # another person's file
            os.fchmod(file.fileno(), wanted & 0o666 | 0o600)


def _hunks(before: bytes, after: bytes) -> tuple[Hunk, ...]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return tuple(
        (first_new, last_new - first_new, b"".join(old[first_old:last_old]).decode("latin-1"))
        for first_old, last_old, first_new, last_new in differences(old, new)
    )


def text_before(after: bytes, record: Record) -> bytes:
    """What stood there before the write that left `after`."""
    lines = after.splitlines(keepends=True)
    for first, count, old in sorted(record.hunks, reverse=True):
        lines[first : first + count] = [old.encode("latin-1")]
    return b"".join(lines)
