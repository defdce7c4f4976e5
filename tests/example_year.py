"""The example year (沁源县 2022, with invented progress) as it stands on a day."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from ledger.cli.office import LoadedPlan, load
from ledger.duty.reading import PlanReading
from ledger.questions.report import report
from ledger.questions.scores import Rules
from ledger.values.report import Report

FOLDER = Path(__file__).parents[1] / "examples/一年"
YEAR = FOLDER / "2022年政务公开工作要点（示例进展）.yaml"


@cache
def loaded_year(on: date) -> LoadedPlan:
    return load([YEAR], on)[0]


def year(on: date) -> PlanReading:
    reading = loaded_year(on).reading
    assert reading is not None
    return reading


def scored_year(on: date, since: date | None = None) -> Report:
    """`report` of the year, with the points its office.yaml gives."""
    reading = year(on)
    return report([reading], on, since=since, rules={reading.plan.id: Rules(loaded_year(on).settings.points)})
