"""What progress entries add up to on a day, for one carrier of one milestone: the state and its dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ledger.record.model import Progress
from ledger.record.scalars import parse_day
from ledger.values.duty import State
from ledger.words.meanings import Milestone

STATE_OF_STATUS: dict[str, State] = {
    "未启动": "not_started",
    "推进中": "in_progress",
    "申请延期": "in_progress",
    "已完成": "reported",
    "已销号": "closed",
    "延期": "extended",
    "已取消": "cancelled",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one carrier stands on a day. `due` is the day in force, after extensions; `late_before`
    says the extension was asked for only after the day had passed, which does not undo lateness;
    `asking` that the last word is a request for one that the office has not answered."""

    state: State
    due: date | None
    done_on: date | None
    late_before: bool = False
    asking: bool = False


def named_day(entry: Progress) -> date | None:
    """The day its 对应节点 names; None when there is none or it names a matter."""
    try:
        return parse_day(entry.milestone or "")
    except ValueError:
        return None


def speaks_for(entry: Progress, milestone: Milestone | None, days: Iterable[date | None]) -> bool:
    """Whether an entry is about a milestone whose (original, adjusted …) days are `days`.

    对应节点 is a day or a matter (or the date words themselves). Left out, the entry speaks for every
    non-recurring milestone; a recurring one needs it.
    """
    if entry.milestone is None:
        return milestone is None or not milestone.recurring
    if milestone is None:
        return False
    day = named_day(entry)
    if day is not None:
        return day in days
    if milestone.recurring:
        return False  # a matter alone does not say which occurrence
    return entry.milestone in (milestone.what, milestone.words)


def stand(entries: Iterable[Progress], due: date | None) -> Standing:
    """Fold entries, already in the order that counts, into a standing.

    Latest wins for the state. A completion reported before the office confirmed it keeps its own day.
    """
    state: State = "not_started"
    done_on: date | None = None
    asked: date | None = None
    late_before = asking = False
    for entry in entries:
        state = STATE_OF_STATUS[entry.status]
        asking = entry.status == "申请延期"
        if entry.status == "申请延期":
            asked = asked or entry.day
        elif entry.status == "延期" and entry.extend_to is not None:
            if due is not None:
                late_before = late_before or (asked or entry.day) > due
                due = max(due, entry.extend_to)
            asked = None
        if state == "reported":
            done_on = entry.done_on or entry.day
        elif state == "closed":
            done_on = entry.done_on or done_on or entry.day
        else:
            done_on = None
    return Standing(state, due, done_on, late_before, asking)


def in_order(progress: Iterable[Progress], on: date) -> list[Progress]:
    """Entries up to `on`, by 日期, then by position: a question on a day does not see later ones."""
    return sorted((entry for entry in progress if entry.day <= on), key=lambda entry: entry.day)
