"""The calendar's days are those of `due`, for every unit of the five plans."""

from datetime import date
from pathlib import Path

import pytest

from ledger.cli.office import open_office
from ledger.questions.agenda import agenda
from ledger.questions.asked import Asked
from ledger.questions.due import due
from ledger.words.deadline.occurrences import occurrences_of_plan

PLANS = Path(__file__).parents[2] / "plans"


@pytest.mark.parametrize("day", ["2021-09-05", "2022-08-10", "2023-01-05"])
def test_same_days_as_due(day: str) -> None:
    on = date.fromisoformat(day)
    asked_for = 0
    for reading in open_office([str(PLANS)], on).readings:
        plan = reading.plan
        units = {d.unit for d in due([reading], on, everything=True).listed if d.unit}
        for unit in units:
            asked = Asked(unit, {plan.id: unit}, {}, ())
            rows = due([reading], on, asked=asked, everything=True).listed
            entries = agenda([reading], on, asked=asked)
            once = {(e.item.no, e.day) for e in entries if not e.occurrences}
            assert once == {(d.no, d.due) for d in rows if d.kind in ("by", "window", "ongoing")}
            for entry in (e for e in entries if e.occurrences):
                mine = {d.due for d in rows if (d.no, d.kind) == (entry.item.no, entry.milestone.kind)}
                days = occurrences_of_plan(entry.milestone, plan.year, plan.issued)
                assert mine <= set(days) == set(entry.occurrences)
            asked_for += 1
    assert asked_for > 50
