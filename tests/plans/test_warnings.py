"""What `validate` says of the five plans: two warnings, both the documents' own doing, and what is left open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ledger.checks import check_plan
from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import read_items
from ledger.files.yaml.plan_yaml import read_plan
from ledger.files.yaml.units_yaml import read_directory

ROOT = Path(__file__).parents[2] / "plans"
ON = date(2022, 12, 10)

WARNINGS = {  # 序号, check, the words marked
    "襄垣县": [],
    "林口县": [(21, "deadline-wording", "2021年9月10")],
    "沁源县": [],
    "上高县": [],
    "抚顺县": [(3, "deadline-before-issue", "2022年5月底前")],
}
NOBODY = {"上高县": "17 项（序号 1–17）", "抚顺县": "3 项（序号 24–26）"}


@pytest.mark.parametrize("county", WARNINGS)
def test_what_the_plan_is_warned_of(county: str) -> None:
    (path,) = (path for path in (ROOT / county).glob("*.yaml") if path.name != "units.yaml")
    plan = read_plan(path).plan
    assert plan is not None
    directory = UnitDirectory(read_directory(ROOT / county / "units.yaml").file, plan.region)
    problems = check_plan(read_items(plan, directory, ON), ON)
    found = []
    for problem in problems:
        if problem.severity != "note":
            task = plan.tasks[int(problem.path[1])]
            words = (task.deadline or "")[problem.offset : problem.offset + (problem.length or 0)]
            found.append((task.no, problem.check, words))
    assert found == WARNINGS[county]
    (note,) = (problem for problem in problems if problem.severity == "note")
    assert ("没有写明责任单位" in note.message) == (county in NOBODY)
    assert NOBODY.get(county, "") in note.message
