"""Plans over several years, and what begins on a day of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ledger.checks import check_plan
from ledger.duty.directory import UnitDirectory
from ledger.duty.nodes import nodes_of
from ledger.duty.reading import PlanReading, read_items
from ledger.files.yaml.plan_yaml import parse_plan


def reading(years: str, deadline: str, more: str = "", title: str = "甲县行动计划") -> PlanReading:
    text = (
        f"编号: a\n标题: {title}\n年度: {years}\n印发日期: 2026-03-01\n任务:\n- 序号: 1\n  任务名称: 甲\n"
        f"  责任单位: 县财政局\n  时间节点: {deadline}\n{more}"
    )
    plan = parse_plan(Path("a.yaml"), "a.yaml", text.encode()).plan
    assert plan is not None
    return read_items(plan, UnitDirectory.from_plan(plan), date(2026, 12, 10))


def days(read: PlanReading) -> list[str]:
    return [str(node.due) for node in nodes_of(read, read.items[0])]


@pytest.mark.parametrize(
    ("years", "deadline", "more", "expected"),
    [
        ("2026-2028", "每年11月底前", "", ["2026-11-30", "2027-11-30", "2028-11-30"]),
        ("2026—2027年", "每半年末", "", ["2026-06-30", "2026-12-31", "2027-06-30", "2027-12-31"]),
        # The report on the last quarter of the plan is asked, nothing about the year after it.
        ("2026", "每季度首月5日前", "", ["2026-04-05", "2026-07-05", "2026-10-05", "2027-01-05"]),
        ("2026", "每季度末月25日前", "", ["2026-03-25", "2026-06-25", "2026-09-25", "2026-12-25"]),
        ("2026", "每季度末", "  起始: 2026-07-01\n", ["2026-09-30", "2026-12-31"]),
        ("2026", "会后5个工作日内", "  起算: 2026-03-05\n", ["2026-03-12"]),
        ("2026", "接到交办单之日起15日内", "  起算: 2026-03-05\n", ["2026-03-20"]),
        ("2026", "接到交办单之日起15日内", "", ["None"]),
        # A monthly duty that a later notice brought owes nothing before it.
        (
            "2026", "6月底前",
            "  调整:\n  - 日期: 2026-10-01\n    依据: 会议\n    时间节点: 每月25日前\n",
            ["2026-10-25", "2026-11-25", "2026-12-25"],
        ),
    ],
)  # fmt: skip
def test_the_days_of_a_plan(years: str, deadline: str, more: str, expected: list[str]) -> None:
    assert days(reading(years, deadline, more)) == expected


def test_a_title_of_more_years_than_the_plan_is_asked_about() -> None:
    def codes(years: str) -> list[str]:
        read = reading(years, "每月底前", title="甲县三年行动计划（2026—2028年）")
        return [problem.check for problem in check_plan(read, date(2026, 4, 1))]

    assert "years-beyond-plan" in codes("2026")
    assert "years-beyond-plan" not in codes("2026-2028")


def test_no_reminder_is_denied_of_a_day_that_is_reminded_of() -> None:
    read = reading("2026", "6月底前，汛期前再查")
    said = [p.message for p in check_plan(read, date(2026, 4, 1)) if p.check == "deadline-unknown"]
    assert said == ["第1项的期限：看不懂“汛期前再查”，只能照录；仍按读懂的部分提醒：截止 2026-06-30"]
