"""What `collect` made of one plan's rows: the edits, and a word on each row."""

from __future__ import annotations

from dataclasses import dataclass, field

from ledger.questions.located import Outcome
from ledger.record.edits import AddProgress

About = tuple[str, str, str]  # plan, task, node


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row: `place` is file, sheet and cell; `reason` a sentence; for an accepted
    one what it leaves open, or nothing. `sent_as` is the 填报单位 above the table, who is answered; `blank`: nobody
    has written into it; `about`: plan, task and node, where known; `mend`: what was refused is for the unit to put
    right, not for the office; `note`: a word to the office, no doubt."""

    outcome: Outcome
    place: str
    plan: str
    what: str
    unit: str
    reason: str = ""
    sent_as: str = ""
    blank: bool = False
    about: About | None = None
    mend: bool = False
    note: str = ""

    @property
    def remark(self) -> str:
        """What is said behind a row that was taken."""
        return (f"（请核对：{self.reason}）" if self.reason else "") + (
            f"（{self.note}）" if self.note else ""
        )


@dataclass(slots=True)
class Merge:
    """The edits of one plan, and what became of each row."""

    edits: list[AddProgress] = field(default_factory=list)
    results: list[RowResult] = field(default_factory=list)
