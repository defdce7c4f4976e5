"""One run of `collect` as a whole: what was read, what became of it, and whether somebody must look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ledger.questions.merged import Merge, RowResult
from ledger.questions.returns import Missing
from ledger.values.fill import FillReturned, ReturnedRow


@dataclass(frozen=True, slots=True)
class Collected:
    """One run: the files read, what became of their rows, rows of no plan here, and who is missing. `names` are those of
    the plans here, where there are several; `period` is the one that all the workbooks were sent for, where nobody named
    another."""

    returned: Sequence[FillReturned]
    merges: Sequence[Merge]
    strays: Sequence[ReturnedRow]
    missing: Missing
    names: Mapping[str, str] = field(default_factory=dict)
    period: str = ""

    @property
    def results(self) -> list[RowResult]:
        found = [result for merge in self.merges for result in merge.results]
        reason = "这里没有它所属的计划；请写明 --plan。"
        return found + [
            RowResult(
                "rejected",
                row.place(),
                row.identity.plan if row.identity else row.title,
                row.name,
                row.unit,
                reason,
                row.shown_unit,
            )
            for row in self.strays
        ]

    def about(self, result: RowResult) -> str:
        """Which task a row is about, with its plan where there are several."""
        return f"{self.names.get(result.plan, '')} {result.what}".lstrip()

    @property
    def refused(self) -> Mapping[str, str]:
        """The cell of each row that was not taken → why: where that cell could not be read, what is wrong in it."""
        errors = (p for book in self.returned for p in book.problems if p.severity == "error")
        unread = {p.file: f"{p.message}。{p.hint}" for p in errors}
        refused = (result for result in self.results if result.outcome in ("conflict", "rejected"))
        return {result.place: unread.get(result.place, result.reason) for result in refused}

    @property
    def troubled(self) -> bool:
        """Conflicts, rejected rows or cells, or missing units: exit code 1."""
        bad = any(result.outcome in ("conflict", "rejected") for result in self.results)
        wrong = any(p.severity == "error" for book in self.returned for p in book.problems)
        return bad or wrong or bool(self.missing.units)
