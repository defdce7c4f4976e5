"""分工 (`Duty`), the hinge: the row that every question is answered from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ledger.words.meanings import Kind, Role, Source

State = Literal[
    "not_started", "in_progress", "reported", "closed", "returned", "extended", "cancelled",
    "standing", "released", "deemed",
]  # fmt: skip
DONE_STATES: tuple[State, ...] = ("reported", "closed")
OPEN_STATES: tuple[State, ...] = ("not_started", "in_progress", "returned", "extended")  # still owed
Light = Literal["red", "amber", "green"]
WORST_LIGHT_FIRST: tuple[Light | None, ...] = ("red", "amber", None, "green")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """分工, the hinge: one unit × one milestone (for a recurring one: one occurrence) of one task × role,
    with its state on a day. A task that names nobody has `unit` None; a member reached through a
    group has the group's printed name in `via`; the group itself (asked for by name, its members
    unlisted) has `unit` None and `via` set. `no` is the 序号, or 报1, 报2 … for a 报送.
    `plan_name` is what the plan is called whatever stands beside it; `hint` the first words of a task whose name
    another task of the plan has too.
    """

    plan: str
    region: str | None
    no: int | str
    name: str
    unit: str | None
    role: Role | None
    word: str
    via: str | None
    kind: Kind | None
    what: str | None
    words: str | None
    due: date | None
    original_due: date | None
    days_left: int | None
    state: State
    late: bool
    light: Light | None
    done_on: date | None
    node: str = ""
    missed: int = 0  # 漏报: earlier occurrences of a recurring milestone about which the unit said nothing,
    unfinished: int = 0  # those about which it said something, but not that it was done,
    let_go: int = 0  # those it supported that were done with their leads,
    kept: int = 0  # those that were done by their day,
    kept_late: int = 0  # and after it
    source: Source | None = None
    asking: bool = False  # the last word is 申请延期, not answered yet
    returned_for: str = ""  # why the office sent a completion back
    plan_name: str = ""
    hint: str = ""
    leader: str = ""  # 责任领导
    origin: str = ""  # 来源: the meeting or letter that the task comes from
    given: date | None = None  # 交办日期
    unlisted: bool = False  # an unlisted group, or a unit nobody named that reported: it blocks nothing

    @property
    def done(self) -> bool:
        return self.state in DONE_STATES

    @property
    def missed_day(self) -> date | None:
        """The day that one who is late did not keep: an extension given after the day does not move it."""
        return self.due if self.days_left is not None and self.days_left < 0 else self.original_due

    @property
    def past_unseen(self) -> bool:
        """Past its day, of a group whose members nobody listed: no light, and not to be overlooked for that."""
        past = self.days_left is not None and self.days_left < 0
        return self.open and self.unlisted and self.unit is None and past

    @property
    def open(self) -> bool:
        """Still owed: neither done nor let go."""
        return self.state in OPEN_STATES
