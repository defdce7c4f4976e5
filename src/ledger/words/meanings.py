"""What words mean: the frozen values both grammars hand on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ledger.words.deadline.recurrence import CYCLES, Recurrence
from ledger.words.doubt import Doubt

Kind = Literal[
    "by", "window", "ongoing", "from",
    "yearly", "half_yearly", "quarterly", "bimonthly", "monthly", "half_monthly", "ten_days", "biweekly", "weekly",
    "relative", "unknown",
]  # fmt: skip
Source = Literal["column", "extra", "office", "body"]
Role = Literal["lead", "support", "responsible", "reporting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One date a task must meet, understood from words. Days are inclusive.

    `words` is the date phrase as written (`10月底前`), `what` the matter it is about in the
    document's own words (`补录完成`), None where the phrase stands alone. `due` is set for `by`;
    `start`/`end` for `window`, `from`, `ongoing`; `month`/`day`/`weekday`/`nth` for recurring kinds, as in
    `Recurrence`.
    """

    kind: Kind
    words: str
    what: str | None = None
    due: date | None = None
    start: date | None = None
    end: date | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    source: Source = "column"
    after: date | None = None  # a recurring one that follows a dated one in the same words starts after it

    @property
    def recurring(self) -> bool:
        return self.kind in CYCLES

    @property
    def starts(self) -> date | None:
        """The first day a recurring one could be due, where the words say from when."""
        return self.after + timedelta(days=1) if self.after else None

    @property
    def recurrence(self) -> Recurrence:
        """Its cycle and the place in it. Only for a recurring one."""
        return Recurrence(self.kind, self.month, self.day, self.weekday, self.nth)

    @property
    def day_due(self) -> date | None:
        """The day it is judged by: `due` of a `by`, the end of a `window` or of 全年; else None."""
        return self.due or (self.end if self.kind in ("window", "ongoing") else None)

    @property
    def identity(self) -> tuple[object, ...]:
        """Same kind, day and `what` is the same milestone, whatever its words and source."""
        return (
            self.kind,
            self.due,
            self.start,
            self.end,
            self.month,
            self.day,
            self.weekday,
            self.nth,
            self.what,
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the words and what it was understood as: what `explain` shows under the words."""

    start: int
    end: int
    meaning: str
    understood: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineReading:
    """What a deadline's words mean. `unread` are the stretches without a reading and why; `doubts` what else
    a person should know, the reasons of `unread` among them where the words look like a date."""

    words: str
    milestones: tuple[Milestone, ...] = ()
    unread: tuple[Doubt, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    pieces: tuple[Piece, ...] = ()

    @property
    def unknown(self) -> tuple[str, ...]:
        """The words not understood."""
        return tuple(doubt.words for doubt in self.unread)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know, in whole sentences, each once."""
        return tuple(dict.fromkeys(doubt.sentence for doubt in self.doubts))


@dataclass(frozen=True, slots=True)
class BodyDate:
    """A date that stands in running text: where (offset, length in characters) and what it means.

    `clause` is the part of the sentence it belongs to, fit for 事项 of a 补充节点.
    """

    offset: int
    length: int
    milestone: Milestone
    clause: str


@dataclass(frozen=True, slots=True)
class Party:
    """A unit or group as named in responsibility words. `word` is the document's own role word
    (牵头, 配合, 落实, 责任单位 …; "" where it gives none), `group` whether it is a collective expression."""

    name: str
    role: Role
    word: str = ""
    group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who leads, supports, is responsible: names as printed, in order."""

    words: str = ""
    parties: tuple[Party, ...] = ()
    people: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    pieces: tuple[Piece, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should check, in whole sentences, each once."""
        return tuple(dict.fromkeys(doubt.sentence for doubt in self.doubts))

    def named(self, role: Role) -> tuple[str, ...]:
        return tuple(p.name for p in self.parties if p.role == role)

    @property
    def lead(self) -> tuple[str, ...]:
        return self.named("lead")

    @property
    def support(self) -> tuple[str, ...]:
        return self.named("support")

    @property
    def responsible(self) -> tuple[str, ...]:
        return self.named("responsible")

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.name for p in self.parties if p.group))
