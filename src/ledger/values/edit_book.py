"""The workbook of a whole plan (`export --edit`) as values: what the office is given, and what came back.

Every row is known by a hidden identity; what was sent stands beside it, a short digest a cell. The same list stands on
a hidden sheet, so that a row that was deleted is known too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ledger.problems import Problem
from ledger.values.fill import digest_of

TASKS, ENTRIES, DECISIONS = "任务分解表", "进展", "办公室定"
SENT = "发出记录"  # the hidden sheet
NUMBER = "序号"
OWN = "其他."  # before the heading, the key of a column of the issued table's own
Outcome = Literal["taken", "conflict", "rejected"]
OUTCOME_WORDS: dict[Outcome, str] = {"taken": "采用", "conflict": "冲突", "rejected": "不采用"}


@dataclass(frozen=True, slots=True)
class EditColumn:
    """One column: `key` is the file's own key. `mm` is its width. A `reference` only says what the row is about."""

    key: str
    mm: float
    centred: bool = False
    reference: bool = False

    @property
    def heading(self) -> str:
        return self.key.removeprefix(OWN)


@dataclass(frozen=True, slots=True)
class EditRow:
    """One row: `id` is unique in its sheet; `cells` are texts by column key."""

    id: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EditSheet:
    name: str
    columns: tuple[EditColumn, ...]
    rows: tuple[EditRow, ...]


@dataclass(frozen=True, slots=True)
class EditBook:
    """One plan; `issued` dates the file, never the clock."""

    plan: str
    title: str
    issued: date
    sheets: tuple[EditSheet, ...]


Sent = Mapping[str, str]  # key → digest of the cell as it was sent


@dataclass(frozen=True, slots=True, kw_only=True)
class BackRow:
    """A row that came back. `id` is None for a new one; `unread` are the keys whose cells could not be read;
    `letters` the column each key stands in."""

    file: str
    sheet: str
    row: int
    id: str | None
    cells: Mapping[str, str]
    sent: Sent
    unread: frozenset[str] = frozenset()
    letters: Mapping[str, str]

    def place(self, key: str = "") -> str:
        at = f"{self.letters[key]}{self.row}" if key in self.letters else f"第{self.row}行"
        return f"{self.file}「{self.sheet}」{at}"

    @property
    def changed(self) -> dict[str, str]:
        """The cells that are not as they were sent."""
        return {key: text for key, text in self.cells.items() if cell_digest(text) != self.sent.get(key, "")}

    @property
    def blank(self) -> bool:
        return not any(self.cells.values()) and not self.unread


@dataclass(frozen=True, slots=True, kw_only=True)
class EditReturned:
    """One book that came back: its rows in order, what was sent by sheet and id (None: that list is lost), the sheets
    that are there, and what could not be read."""

    file: str
    plan: str
    rows: tuple[BackRow, ...]
    sent: Mapping[str, Mapping[str, Sent]] | None
    sheets: frozenset[str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing found in the book: where, what about, 原来, 现在, and 怎样理解 (or why it is not taken)."""

    outcome: Outcome
    place: str
    what: str
    before: str
    after: str
    meaning: str = ""


def cell_digest(text: str) -> str:
    """The digest of one cell; here a blank or a line end more is a change."""
    return digest_of(text.replace(" ", "␠").replace("\n", "␤").replace("\t", "␉"))


def sent_words(plan: str, sheet: str, id: str, cells: Mapping[str, str]) -> str:
    """What a row says of itself in its hidden cell: a digest a column, and a seal over whose row it is."""
    digests = [f"{key}:{cell_digest(text)}" for key, text in cells.items()]
    return "\x20".join([*(words.replace(" ", "␠") for words in digests), f"id:{seal(plan, sheet, id)}"])


def read_sent(words: str) -> dict[str, str]:
    """The digests of `sent_words` by key, `id` among them."""
    parts = (part.rpartition(":") for part in words.split(" "))
    return {key.replace("␠", " "): digest for key, _, digest in parts if key}


def seal(plan: str, sheet: str, id: str) -> str:
    return digest_of(plan, sheet, id)
