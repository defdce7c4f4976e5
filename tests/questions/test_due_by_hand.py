"""`due` against the table worked out by hand from the documents (`due_by_hand.md`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from ledger.cli.office import open_office
from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import read_items
from ledger.problems import UsageError
from ledger.questions.asked import find_asked
from ledger.questions.due import due
from ledger.record.directory_model import DirectoryFile, Unit, UnitGroup
from ledger.record.model import Plan, Task
from ledger.values.duty import Duty
from ledger.values.words import LIGHT_WORDS, ROLE_WORDS, STATE_WORDS

HERE = Path(__file__).parent
PLANS = HERE.parents[1] / "plans"


@dataclass(frozen=True)
class Case:
    plan: str
    no: str
    line: str
    who: str
    on: date
    answer: str


def cases() -> list[Case]:
    rows = (HERE / "due_by_hand.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if row.startswith("|")]
    return [
        Case(plan, no, line, who, date.fromisoformat(on), answer)
        for plan, no, line, who, on, answer, *_ in cells[2:]
    ]


CASES = cases()


def words(duty: Duty) -> str:
    return " ".join(
        (
            LIGHT_WORDS[duty.light],
            str(duty.days_left),
            str(duty.due),
            ROLE_WORDS[duty.role] or "－",
            STATE_WORDS[duty.state],
        )
    )


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 25


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.plan}-{c.no}-{c.who}-{c.on}")
def test_answer(case: Case) -> None:
    readings = [r for r in open_office([str(PLANS)], case.on).readings if r.plan.id == case.plan]
    asked = None if case.who == "全部" else find_asked(readings, case.who)
    answer = due(readings, case.on, asked=asked)
    listed = [words(duty) for duty in answer.listed if str(duty.no) == case.no]
    assert "；".join(listed) == ("" if case.answer == "不列" else case.answer)


def test_no_group_disappears_in_silence() -> None:
    """沁源 12 is carried by groups alone: every answer counts them."""
    readings = [
        r for r in open_office([str(PLANS)], date(2022, 10, 1)).readings if r.plan.id == "qinyuan-2022"
    ]
    for asked in (None, find_asked(readings, "县教育局")):
        groups = {g.group: g.tasks for g in due(readings, date(2022, 10, 1), asked=asked).unlisted}
        assert groups["各行业主管部门"] == (12,)
        assert groups["归口管理的公共企事业单位"] == (12,)
        assert groups["等部门"] == (16,)


@pytest.mark.parametrize(
    ("regions", "told"),
    [(("甲县", "甲县"), 2), (("甲县", "乙县"), 1), (("甲县", None), 2), ((None, "乙县"), 2)],
)
def test_groups_of_another_county_cannot_hold_a_unit_of_this_one(
    regions: tuple[str | None, str | None], told: int
) -> None:
    """The first plan names the unit; each has a group without members. Counties not written may be one."""
    plans = [
        Plan(
            id=f"p{no}",
            title="要点",
            year=2022,
            region=region,
            tasks=[Task(no=1, name="公开", responsibility=f"{who}牵头，各乡镇配合")],
        )
        for no, (region, who) in enumerate(zip(regions, ("县财政局", "县教育局"), strict=True))
    ]
    on = date(2022, 10, 1)
    readings = [read_items(plan, UnitDirectory.from_plan(plan), on) for plan in plans]
    assert len(due(readings, on, asked=find_asked(readings, "县财政局")).unlisted) == told
    assert len(due(readings, on).unlisted) == 2


@pytest.mark.parametrize("name", ["青石镇", "青 石镇", "龙泉乡", "县妇联"])
def test_who_stands_only_in_a_group_or_a_scope_is_found(name: str) -> None:
    """Nobody of these is under 单位; 青石镇 and 龙泉乡 are members of 各乡镇, 县妇联 stands in the 范围 of the task."""
    towns = UnitGroup(name="各乡镇", members=("青石镇", "龙泉乡"))
    directory = UnitDirectory(DirectoryFile(units=(Unit(name="县财政局"),), groups=(towns,)))
    task = Task(
        no=1,
        name="公开",
        responsibility="县财政局牵头，各乡镇、有关单位配合",
        deadline="10月底前",
        scope={"有关单位": ("县妇联",)},
    )
    on = date(2022, 10, 1)
    reading = read_items(Plan(id="p", title="要点", year=2022, tasks=[task]), directory, on)
    asked = find_asked([reading], name)
    assert [words(duty) for duty in due([reading], on, asked=asked).listed] == [
        "黄 30 2022-10-31 配合 未启动"
    ]


def test_a_member_of_a_group_that_no_task_names_is_known_and_owes_nothing() -> None:
    towns = UnitGroup(name="各乡镇", members=("青石镇",))
    directory = UnitDirectory(DirectoryFile(groups=(towns,)))
    plan = Plan(id="p", title="要点", year=2022, tasks=[Task(no=1, name="公开", responsibility="县财政局")])
    reading = read_items(plan, directory, date(2022, 10, 1))
    asked = find_asked([reading], "青石镇")
    assert (asked.units, due([reading], date(2022, 10, 1), asked=asked).listed) == ({"p": "青石镇"}, ())
    with pytest.raises(UsageError, match="没有叫“白水镇”的单位"):
        find_asked([reading], "白水镇")
