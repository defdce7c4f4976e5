"""The sent-log (提醒记录): what was said to whom on which day, so that no run says it twice.

One JSON line a message. It is on disk as `?` before the message goes out; afterwards that one byte is
overwritten in place by `+` (sent) or `-` (surely not sent). Overwriting needs no room on the disk, so:

- the disk is full before: the line cannot be written, the message is not sent;
- a crash or a full disk after: the line stays `?`. Nobody knows whether the message arrived (no mail server
  can tell afterwards), so it is reported at every run and not sent again unasked, until the notice of a later
  day has gone to the same address;
- a line cut off by a crash while it was written: its message was never sent; the rest of it is removed.

It holds no address, only a digest of it, and no text, only digests of the matters told.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from ledger.files.state_folder import STATE_FOLDER, state_folder, sync_folder, write_all
from ledger.problems import LedgerError, os_reason

Mark = Literal["?", "+", "-"]
_HEAD = b'{"state": "'  # the mark follows at once, so its place in the line is known


@dataclass(frozen=True, slots=True)
class Entry:
    """One message: `to` is the digest of the address, `lines` the keys of the matters told."""

    day: date
    region: str | None
    unit: str
    to: str
    lines: tuple[str, ...]
    mark: Mark = "?"

    @property
    def receiver(self) -> tuple[str | None, str, str]:
        return (self.region, self.unit, self.to)


def digest_of(address: str) -> str:
    """What the log keeps of an address."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


class SentLog:
    """The log of one folder. Only one run may have it open for writing: hold `run_lock` meanwhile."""

    def __init__(self, folder: Path) -> None:
        """Read the log of `folder`; none is an empty one. LedgerError when a line makes no sense."""
        self.path = folder / STATE_FOLDER / "remind.jsonl"
        self.entries: list[Entry] = []
        self._places: list[int] = []
        self._end = 0
        content = self.path.read_bytes() if self.path.exists() else b""
        whole = content[: content.rfind(b"\n") + 1]
        for number, line in enumerate([part + b"\n" for part in whole.split(b"\n")[:-1]], 1):
            self.entries.append(self._parse(line, number))
            self._places.append(self._end + len(_HEAD))
            self._end += len(line)

    def _parse(self, line: bytes, number: int) -> Entry:
        try:
            row = json.loads(line)
            if not line.startswith(_HEAD) or row["state"] not in ("?", "+", "-"):
                raise ValueError
            day = date.fromisoformat(row["day"])
            texts = (row["region"] or "", row["unit"], row["to"], *row["lines"])
            if not all(isinstance(text, str) for text in texts):
                raise TypeError
            return Entry(day, row["region"], row["unit"], row["to"], tuple(row["lines"]), row["state"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise LedgerError(
                f"提醒记录“{self.path}”第 {number} 行不对，可能被改动过；没有发送任何提醒，以免重复。"
                "请恢复这个文件，或删去这一行。"
            ) from None

    def said(self, day: date, receiver: tuple[str | None, str, str], marks: str) -> set[str]:
        """The matters told to `receiver` on `day` in messages whose mark is one of `marks`."""
        return {
            key
            for entry in self.entries
            if entry.day == day and entry.receiver == receiver and entry.mark in marks
            for key in entry.lines
        }

    def doubtful(self) -> list[int]:
        """Numbers of the entries of which nobody knows whether they arrived, unless the notice of a later
        day, which tells all that still matters, went to the same address."""
        last_sent = {entry.receiver: entry.day for entry in self.entries if entry.mark == "+"}
        return [
            n
            for n, entry in enumerate(self.entries)
            if entry.mark == "?" and entry.day >= last_sent.get(entry.receiver, entry.day)
        ]

    def begin(self, entry: Entry) -> int:
        """Put `entry` on disk as `?`; its number, for `settle`. LedgerError when that fails: send nothing."""
        row = {"state": "?", "day": str(entry.day), "region": entry.region, "unit": entry.unit}
        row |= {"to": entry.to, "lines": list(entry.lines)}  # type: ignore[dict-item]
        line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
        try:
            self._append(line)
        except OSError as error:
            raise LedgerError(
                f"写不进提醒记录“{self.path}”（{os_reason(error)}）；从这里起没有再发送。"
            ) from error
        self.entries.append(replace(entry, mark="?"))
        self._places.append(self._end + len(_HEAD))
        self._end += len(line)
        return len(self.entries) - 1

    def _append(self, line: bytes) -> None:
        new = not self.path.exists()
        state_folder(self.path.parent.parent)
        with open(self.path, "r+b" if not new else "xb", buffering=0) as file:
            file.truncate(self._end)  # what a crash cut off
            file.seek(self._end)
            try:
                write_all(file.fileno(), line)
                os.fsync(file.fileno())
            except OSError:
                file.truncate(self._end)
                raise
        if new:
            sync_folder(self.path.parent)

    def settle(self, number: int, mark: Mark) -> None:
        """Overwrite the mark of entry `number`. LedgerError when that fails: the entry stays doubtful."""
        try:
            with open(self.path, "r+b", buffering=0) as file:
                file.seek(self._places[number])
                file.write(mark.encode())
                os.fsync(file.fileno())
        except OSError as error:
            raise LedgerError(
                f"提醒记录“{self.path}”写不进发送结果（{os_reason(error)}）；发给{self.entries[number].unit}的这一份"
                "记为“不明”，没有再往下发。"
            ) from error
        self.entries[number] = replace(self.entries[number], mark=mark)
