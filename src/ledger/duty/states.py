"""What progress entries add up to on a day, for one carrier of one milestone: the state and its dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ledger.record.days import day_or_none
from ledger.values.as_typed import settled
from ledger.values.duty import DONE_STATES, OPEN_STATES, State
from ledger.words.meanings import Milestone

if TYPE_CHECKING:
    from ledger.record.model import Progress

STATE_OF_STATUS: dict[str, State] = {
    "未启动": "not_started",
    "推进中": "in_progress",
    "申请延期": "in_progress",
    "已完成": "reported",
    "退回": "returned",
    "已销号": "closed",
    "延期": "extended",
    "已取消": "cancelled",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one carrier stands on a day. `due` is the day in force, after extensions; `late_before`
    says the extension was asked for only after the day had passed, which does not undo lateness;
    `asking` that the last word is a request for one that the office has not answered; `returned_for` why
    the office sent a completion back, while that is the last word; `said` that there is more than an extension the
    office gave; `late` is for the rule in `duty/duty.py` to say."""

    state: State
    due: date | None
    done_on: date | None
    late_before: bool = False
    asking: bool = False
    returned_for: str = ""
    said: bool = False
    late: bool = False

    @property
    def done(self) -> bool:
        return self.state in DONE_STATES

    @property
    def open(self) -> bool:
        return self.state in OPEN_STATES


def named_day(entry: Progress) -> date | None:
    """The day its 对应节点 names; None when there is none or it names a matter."""
    return day_or_none(entry.milestone or "")


def speaks_for(entry: Progress, milestone: Milestone | None, days: Sequence[date]) -> bool:
    """Whether an entry is about a milestone, or one occurrence, whose (original, adjusted …) days are `days`.

    对应节点 is a day, a matter (or the date words themselves), or both with a blank between. Left out, the entry
    speaks for every milestone that does not recur by days of its own; an occurrence needs its day.
    """
    by_days = milestone is not None and milestone.recurring and bool(days)
    if entry.milestone is None:
        return not by_days
    if milestone is None:
        return False
    matters = (milestone.what, milestone.words)
    if entry.milestone in matters:
        return not by_days  # a matter alone does not say which occurrence
    day, _, matter = entry.milestone.partition(" ")
    named = named_day(entry) or day_or_none(day)
    if named is None or named not in days:
        return False
    return named_day(entry) is not None or matter.strip() in matters


def stand(entries: Sequence[Progress], original: date | None, on: date) -> Standing:
    """Fold entries, already in the order that counts, into a standing on a day.

    Latest wins, for the state and for the day of an extension; an extension never brings the day before
    `original`. A completion reported before the office confirmed it keeps its own day. One whose 完成日期 is
    still to come is work going on: a question on a day does not see later ones.
    """
    state: State = "not_started"
    due = original
    done_on: date | None = None
    asked: date | None = None
    late_before = asking = False
    returned_for = ""
    for entry in entries:
        if entry.status == "延期" and entry.milestone is None and moves_nothing(entry, state, original, due):
            continue
        state = STATE_OF_STATUS[entry.status]
        asking = entry.status == "申请延期"
        returned_for = (entry.reason or "") if state == "returned" else ""
        if asking:
            asked = asked or entry.day
        elif entry.status == "延期" and entry.extend_to is not None:
            if due is not None and original is not None:
                late_before = late_before or (asked or entry.day) > due
                due = max(original, entry.extend_to)
            asked = None
        if state in ("reported", "closed") and entry.done_on and entry.done_on > on:
            state, done_on = "in_progress", None
        elif state == "reported":
            done_on = entry.done_on or entry.day
        elif state == "closed":
            done_on = entry.done_on or done_on or entry.day
        else:
            done_on = None
    said = any(entry.status != "延期" for entry in entries)
    return Standing(state, due, done_on, late_before, asking, returned_for, said)


def moves_nothing(entry: Progress, state: State, original: date | None, due: date | None) -> bool:
    """Whether an extension that names no node is not about this one: done by then, or due as late anyway. What was put
    off before may be brought back by it."""
    later = original is None or entry.extend_to is None or entry.extend_to > original
    return state in ("reported", "closed", "cancelled") or (not later and due == original)


def need_of(entries: Sequence[Progress]) -> str:
    """需协调事项 that is still to be settled, "" for none: the last one said, whatever has been answered or reported
    since, until somebody says that it is settled (无, 已解决)."""
    last = next((entry.needs for entry in reversed(entries) if entry.needs), "")
    return "" if settled(last) else last


def in_order(progress: Iterable[Progress], on: date) -> list[Progress]:
    """Entries up to `on`, by 日期, then by position: a question on a day does not see later ones."""
    return sorted((entry for entry in progress if entry.day <= on), key=lambda entry: entry.day)
