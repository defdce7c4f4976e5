"""下级汇总: what a lower office reported of its own work, counted apart from ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ledger.values.report import STAGES, Tally

NONE = Tally()
OLD = 31  # days, after which what was sent is old news


@dataclass(frozen=True, slots=True)
class LowerLate:
    """One thing a lower office is late with, as it was sent."""

    name: str
    unit: str
    due: str


@dataclass(frozen=True, slots=True)
class Lower:
    """One lower office by its `name` here: its counts as of `on`, or `trouble`, why there are none."""

    name: str
    file: str
    on: date | None = None
    tasks: Tally = NONE
    milestones: Tally = NONE
    duties: Tally = NONE
    late: tuple[LowerLate, ...] = ()
    trouble: str = ""

    def remark(self, on: date) -> str:
        """What is to be known about the day it speaks for."""
        if self.trouble:
            return self.trouble
        assert self.on is not None
        days = (on - self.on).days
        return f"{days} 天前的" if days > OLD else "比本表晚" if days < 0 else ""


def summed(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    found = list(tallies)
    fields = (*STAGES, "done_late")
    return Tally(**{field: sum(getattr(one, field) for one in found) for field in fields})
