"""What is laid over the words of a plan when they are understood."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import PlanReading, read_items, same_until, with_entries
from ledger.record.directory_model import DirectoryFile
from ledger.record.model import Plan, Progress


def plan(task: dict[str, Any], **more: Any) -> Plan:
    base = {"序号": 1, "任务名称": "甲", "责任单位": "县财政局"}
    return Plan.model_validate(
        {"编号": "p", "标题": "示例", "年度": "2026", "印发日期": "2026-02-01", "任务": [base | task]} | more
    )


def read(task: dict[str, Any], **more: Any) -> PlanReading:
    return read_items(plan(task, **more), UnitDirectory(), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("given", "deadline", "due"),
    [
        (None, "3月底前", "2026-03-31"),
        ("2026-03-31", "3月底前", "2026-03-31"),  # on the very day it is not over
        ("2026-04-01", "3月底前", "2027-03-31"),
        ("2025-11-10", "12月底前", "2025-12-31"),  # its own year, not the plan's
        ("2026-11-10", "2026年3月底前", "2026-03-31"),  # written is written
        ("2026-11-10", "15日内", "2026-11-25"),
    ],
)
def test_a_task_given_on_a_day_of_its_own_counts_from_it(given: str | None, deadline: str, due: str) -> None:
    task = {"时间节点": deadline, **({"交办日期": given} if given else {})}
    assert [str(milestone.day_due) for milestone in read(task).items[0].milestones] == [due]


def test_a_reading_before_is_taken_up_unless_the_rules_of_the_plan_changed() -> None:
    before = read({"时间节点": "3月底前"})
    same = before.plan.model_copy(update={"tasks": before.plan.tasks})
    again = read_items(same, before.directory, date(2026, 12, 1), before=before)
    assert again.items[0] is before.items[0]
    ruled = before.plan.model_copy(update={"first_leads": True})
    anew = read_items(ruled, before.directory, date(2026, 12, 1), before=before)
    assert anew.items[0] is not before.items[0]
    assert [party.role for party in anew.items[0].responsibility.parties] == ["lead"]


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 4, 30), date.min, date(2026, 4, 30)),
        (date(2026, 5, 1), date(2026, 5, 1), date(2026, 6, 9)),
        (date(2026, 6, 10), date(2026, 6, 10), date.max),
    ],
)
def test_a_reading_holds_until_the_next_adjustment(on: date, first: date, last: date) -> None:
    changes = [{"日期": day, "依据": "某文", "时间节点": "年底前"} for day in ("2026-06-10", "2026-05-01")]
    assert same_until(plan({"时间节点": "3月底前", "调整": changes}), on) == (first, last)


def test_entries_are_put_behind_those_there_are_and_nothing_is_read_anew() -> None:
    first = {"日期": "2026-03-01", "单位": "县财政局", "状态": "推进中"}
    before = read({"时间节点": "3月底前", "进展": [first]})
    late, later = (Progress(day=date(2026, 3, day), status="已完成") for day in (30, 31))
    after = with_entries(before, [(1, late), (1, later), (9, late)])  # there is no item 9
    assert [entry.day.day for entry in after.items[0].progress] == [1, 30, 31]
    assert after.items[0].milestones is before.items[0].milestones


def test_a_former_name_stays_as_it_is_written_and_another_name_does_not() -> None:
    units = {"单位": [{"名称": "县卫健局", "别名": ["卫健局"], "曾用名": ["县医保局"]}]}
    directory = UnitDirectory(DirectoryFile.model_validate(units), None)
    reading = read_items(plan({}), directory, date(2026, 12, 1))
    assert [reading.as_written(name) for name in ("县医保局", "卫健局", "县卫健局", "县水利局")] == [
        "县医保局", "县卫健局", "县卫健局", "县水利局",
    ]  # fmt: skip
