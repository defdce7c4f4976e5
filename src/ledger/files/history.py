"""The history of plans: whose writes they are, in the order they were written, and what can be taken back.

A write belongs to a plan by its 编号, whatever the file is called now and wherever it went. Within a journal
the order of the lines counts, whatever the clock said; between journals the time in UTC.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ledger.files.beside import is_folder
from ledger.files.journal import (
    FILE,
    Journal,
    Record,
    new_record,
    read_journal,
    recording,
    settle,
    text_before,
)
from ledger.files.locks import locked
from ledger.files.safe_write import replace_file, sha_of, sweep
from ledger.files.state_folder import STATE_FOLDER
from ledger.files.yaml.plan_yaml import plan_id
from ledger.files.yaml.text_file import read_bytes
from ledger.problems import LedgerError


@dataclass(frozen=True, slots=True)
class Write:
    """A write, and the plan it was made to. `unsettled`: a crash left the line open, and the plan told."""

    record: Record
    path: Path
    unsettled: bool = False


@dataclass(slots=True)
class History:
    """All writes to some plans, oldest first, and the journals they were found in."""

    writes: list[Write] = field(default_factory=list)
    journals: dict[Path, Journal] = field(default_factory=dict)

    @property
    def taken_back(self) -> set[str]:
        """The ids of the writes that stand undone now (an undo that was taken back counts for nothing)."""
        found: set[str] = set()
        for write in reversed(self.writes):
            record = write.record
            if record.undoes and record.state == "+" and record.id not in found:
                found.add(record.undoes)
        return found

    def last_run(self, *, of_undo: bool) -> list[Write]:
        """The writes of the last run that stands, newest first; with `of_undo` those of the last undo."""
        gone = self.taken_back
        kind = "undo" if of_undo else None
        standing = [
            write
            for write in reversed(self.writes)
            if write.record.state == "+"
            and write.record.id not in gone
            and (write.record.command == "undo" if kind else write.record.undoes is None)
        ]
        return [w for w in standing if _run(w.record) == _run(standing[0].record)]

    def interrupted_undo(self) -> Write | None:
        """The last write of all, when it took something back and a crash kept it from saying so."""
        done = [write for write in self.writes if write.record.state == "+"]
        last = done[-1] if done else None
        return last if last and last.unsettled and last.record.undoes else None

    def besides(self, writes: Sequence[Write]) -> list[str]:
        """The files that the run of `writes` wrote, besides those asked about."""
        run, known = _run(writes[0].record), {write.record.id for write in self.writes}
        found = {
            str(journal.folder / record.file): None
            for journal in self.journals.values()
            for record in journal.records
            if _run(record) == run and record.id not in known and record.undoes is None
        }
        return list(found)


def _run(record: Record) -> str:
    return record.run or record.id


def read_history(paths: Iterable[Path]) -> History:
    history = History()
    found: list[_Line] = []
    for path in paths:
        own, now = Path(os.path.realpath(path)), _digest(path)
        number = plan_id(path)
        lines: list[_Line] = []
        known: set[str] = set()
        for place in _journals_near(own):
            if place not in history.journals:
                history.journals[place] = read_journal(place)
            journal, nth = history.journals[place], list(history.journals).index(place)
            here = [
                _Line(moment, nth, line, Write(record, path))
                for line, (moment, record) in enumerate(_in_line_order(journal))
                if _is_about(record, journal.folder, own, number)
            ]
            if journal.folder not in (own.parent, *own.parents) and own.parent not in journal.folder.parents:
                here = _leading_to({now, *(line.write.record.before for line in lines)}, here)
            for line in here:  # a folder that was copied, a journal put together of two, holds them twice
                if line.write.record.id not in known:
                    known.add(line.write.record.id)
                    lines.append(line)
        lines.sort(key=lambda line: line.order)
        told = _settled([line.write for line in lines], now)
        found += [replace(line, write=write) for line, write in zip(lines, told, strict=True)]
    found.sort(key=lambda line: line.order)
    history.writes = [line.write for line in found]
    return history


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a journal: the latest time that stands in it up to there, which journal, which line."""

    latest: datetime
    journal: int
    number: int
    write: Write

    @property
    def order(self) -> tuple[datetime, int, int]:
        return (self.latest, self.journal, self.number)


def _in_line_order(journal: Journal) -> Iterator[tuple[datetime, Record]]:
    """The records with a time that never goes back, though a clock may have."""
    latest = None
    for record in journal.records:
        latest = max(latest or record.moment, record.moment)
        yield latest, record


def _leading_to(states: set[str], lines: list[_Line]) -> list[_Line]:
    """Of the lines found in a folder beside the plan's, those that lead to one of `states`: another office
    may have used the same 编号 there."""
    kept = []
    for line in reversed(lines):
        if line.write.record.after in states:
            states.add(line.write.record.before)
            kept.append(line)
    return kept[::-1]


def _digest(path: Path) -> str:
    try:
        return sha_of(read_bytes(path, str(path)))
    except LedgerError:
        return ""


def _settled(writes: list[Write], now: str) -> Iterator[Write]:
    """The writes with what became of those a crash left open: the next write, or the plan, tells."""
    told: list[Write] = []
    for write in reversed(writes):
        record = write.record
        if record.state == "?":
            state = "+" if record.after == now else "-" if record.before == now else "?"
            write = Write(replace(record, state=state), write.path, True)  # type: ignore[arg-type]
        if write.record.state == "+":
            now = record.before
        told.append(write)
    return reversed(told)


def _journals_near(plan: Path) -> list[Path]:
    """Where writes to a plan may be kept that was moved or put in another folder: beside it, above it, in
    the folders below and beside its own."""
    folder = plan.parent
    places = [folder, *folder.parents, *_folders_in(folder), *_folders_in(folder.parent)]
    found = dict.fromkeys(place / STATE_FOLDER / FILE for place in places)
    return [place for place in found if os.path.isfile(place)]


def _folders_in(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(entry.path) for entry in entries if is_folder(entry))
    except OSError:
        return []


def _is_about(record: Record, folder: Path, plan: Path, number: str | None) -> bool:
    """Whether a record in the journal of `folder` tells of the plan with the 编号 `number`."""
    then = folder / record.file
    if then == plan:
        return record.plan in ("", number) or number is None
    if not record.plan or record.plan != number:
        return False
    return not then.exists() or plan_id(then) != number  # a copy that stayed there keeps its own history


def take_back(
    writes: Sequence[Write], *, command: str, at: str, who: str, told: Callable[[Write], None]
) -> None:
    """Put the plans back to what they were before `writes`, which come newest first, and keep a record.

    All are looked at before the first is written; `told` is called after each. Raises LedgerError when one
    changed meanwhile, or cannot be written; what was done before stays done and is told.
    """
    with ExitStack() as locks:
        for path in sorted({write.path for write in writes}, key=os.path.realpath):
            locks.enter_context(locked(path, str(path)))
        planned: list[tuple[Write, bytes, bytes]] = []
        now: dict[Path, bytes] = {}
        for write in writes:
            raw = now.get(write.path)
            raw = read_bytes(write.path, str(write.path)) if raw is None else raw
            now[write.path] = _before(write, raw)
            planned.append((write, raw, now[write.path]))
        for write, raw, before in planned:
            path, record = write.path, write.record
            settle(path, sha_of(raw))
            undo = new_record(
                path,
                (record.after, raw),
                (record.before, before),
                record.changes,
                plan=plan_id(path) or record.plan,
                at=at,
                who=who,
                command=command,
                run=_run(record),
                undoes=record.id,
            )
            try:
                with recording(path, undo):
                    replace_file(path, before, str(path), expected=raw)
                    told(write)
            except LedgerError as error:
                raise LedgerError(f"“{path}”没有退回：{error.message.rstrip('。')}。") from None


def _before(write: Write, raw: bytes) -> bytes:
    """The bytes before `write`. Raises LedgerError when the plan is no longer what the write left."""
    if sha_of(raw) != write.record.after:
        did, does = ("退回", "重做") if write.record.command == "undo" else ("写入", "退回")
        raise LedgerError(f"“{write.path}”在那次{did}以后又改过，不能{does}；请手工改。")
    before = text_before(raw, write.record)
    if sha_of(before) != write.record.before:
        raise LedgerError(f"“{write.path}”的改动记录不完整，没有退回；文件没有变。")
    return before


def complete(write: Write) -> None:
    """Say in the journal what a crash kept an undo from saying, and clean up after it."""
    with locked(write.path, str(write.path)):
        settle(write.path, _digest(write.path))
        sweep(Path(os.path.realpath(write.path)).parent)
