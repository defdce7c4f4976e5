"""The fill-in workbooks as values: what a unit is sent, and what came back from it.

A row is known by its hidden identity. What was sent stands there too, as one short digest a cell: enough to
tell a cell the unit changed from one it left alone, and whether the plan has changed since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from ledger.problems import Problem

PERIOD = "period"  # beside the digests: the time the workbook asks about
SEAL = "id"  # beside the digests of what was sent: that of the identity cells
LAST = "last"  # beside them: that of the last entry then, which 无变化 speaks of
TICK = "√"
NO_CHANGE = "无变化。"  # begins the 情况 of an entry that says nothing else than the one before


@lru_cache(maxsize=4096)  # forty units are sent the same task
def digest_of(*texts: str) -> str:
    """Twelve hexadecimal digits that stand for the texts; blanks and line ends make no difference."""
    return _digest(texts)


def _digest(texts: tuple[str, ...]) -> str:
    words = "\x1f".join(" ".join(text.split()) for text in texts)
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:12]


def seal_of(identity: Identity) -> str:
    """The digest of the identity cells themselves: one of them edited, and the row is nobody's."""
    return _digest((identity.plan, identity.task, identity.digest, identity.milestone, identity.unit))


def evidence_of(text: str) -> tuple[str, ...]:
    """佐证材料 as people list it in a cell (one a line, or with semicolons) → one text a file or link."""
    parts = text.replace("；", "\n").replace(";", "\n").splitlines()
    return tuple(part.strip() for part in parts if part.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class FillRow:
    """One Duty to be answered, as text; attribute names are `COLUMNS` keys.

    `duty` is 本单位职责, in the document's word. `task` is the 序号 (or 报1, 报2 …), `milestone` names the
    milestone in whatever words the sender will know it by, `digest` is `digest_of` the task's whole name
    and content. `last` stands for the entry that the prefilled cells come from.
    """

    no: int | str
    name: str
    content: str = ""
    responsibility: str = ""
    deadline: str = ""
    duty: str = ""
    status: str = ""
    note: str = ""
    finished_on: str = ""
    evidence: str = ""
    reporter: str = ""
    reported_on: str = ""
    same: str = ""
    problem: str = ""
    next_step: str = ""
    needs: str = ""
    asked_until: str = ""
    last: str = ""
    late: bool = False
    plan: str
    task: str
    milestone: str = ""
    unit: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FillSheet:
    """All rows of one plan. `issued` dates the file, never the clock; `year` is the plan's (0: that of `issued`)."""

    plan: str
    title: str
    issued: date
    rows: tuple[FillRow, ...]
    region: str = ""
    period: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FillBook:
    """What one unit (or one group nobody listed) is sent: a sheet a plan. `back` says by when, where and to whom it
    is returned, "" when the office has not said so."""

    unit: str
    sheets: tuple[FillSheet, ...]
    back: str = ""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One line of the index: whose workbook, which file, how many tasks in how many rows, whom to call."""

    unit: str
    file: str
    tasks: int
    rows: int
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The hidden identity of a row: which Duty it is. `digest` is that of the task as it was when sent."""

    plan: str
    task: str
    digest: str
    milestone: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedRow:
    """One row that came back.

    `identity` is None when its hidden cells are gone or do not belong to what the row shows; then `title`,
    `unit`, `name`, `content` and `deadline` are what it may be known by. `values` has what could be read of the
    entry columns (`status`, `note`, …; days as 2022-11-20); a cell that could not be read is missing there,
    told among the problems, and among `unread`, its words in `typed`; a day that wants its year is among `unsettled`, in the words it may have
    been typed as. `asks` says what was taken for something else than it says; `note` is for the office alone. `changed` are the keys of `values` that differ from what was
    sent. `shown_unit` is the 填报单位 that stands above the table; `period` what the workbook was sent for
    (2022Q4), "" for everything. `sent` has a digest per key, for `was_sent`; `letters` the column each key stands in. `place` tells
    where a cell is: 文件「工作表」H7.
    """

    file: str
    sheet: str
    row: int
    title: str
    unit: str
    name: str
    content: str
    identity: Identity | None
    values: Mapping[str, str]
    changed: frozenset[str]
    sent: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    unsettled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    deadline: str = ""
    shown_unit: str = ""
    period: str = ""
    note: str = ""

    @property
    def touched(self) -> bool:
        """Whether anybody has written into the row, readable or not."""
        return bool(self.changed or self.unread or self.unsettled)

    def place(self, key: str = "name") -> str:
        at = f"{self.letters[key]}{self.row}" if key in self.letters else f"第{self.row}行"
        return f"{self.file}「{self.sheet}」{at}"

    def was_sent(self, key: str, text: str) -> bool:
        """Whether `text` is what stood in that cell when the workbook was sent."""
        return self.sent.get(key) == digest_of(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class FillReturned:
    """One file that came back: its rows, its troubles, and whose it is ("" when the file does not say). `dropped` are rows
    that somebody has written into and that are told among the troubles, not among the rows."""

    file: str
    unit: str = ""
    rows: tuple[ReturnedRow, ...] = ()
    dropped: tuple[ReturnedRow, ...] = ()
    problems: tuple[Problem, ...] = ()
