"""序时进度 by hand: what the stages ask for against what was reported."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import read_items
from ledger.questions.pace import paces, percent_said
from ledger.questions.report import report
from ledger.record.model import Plan
from ledger.values.pace import Pace
from ledger.views.circular import circular, paper_text
from ledger.views.report_html import report_html
from ledger.views.report_text import report_text

PERCENT = "6月底前完成30%，9月底前完成70%，12月底前全面完成"
WORDS = "3月底前完成招标，9月底前完成主体，12月底前竣工"


def said(day: str, note: str, status: str = "推进中", **more: str) -> dict[str, str]:
    return {"日期": day, "单位": "县交通局", "状态": status, "情况": note, **more}


def plan(words: str, *entries: dict[str, str]) -> Plan:
    task = {"序号": 1, "任务名称": "修路", "责任单位": "县交通局牵头，县财政局配合", "时间节点": words}
    return Plan.model_validate(
        {"编号": "p", "标题": "例县2026年要点", "年度": 2026, "任务": [{**task, "进展": list(entries)}]}
    )


def one(words: str, on: date, *entries: dict[str, str]) -> Pace:
    of = plan(words, *entries)
    (found,) = paces([read_items(of, UnitDirectory.from_plan(of), on)], on)
    assert found.unit == "县交通局"  # who leads answers for the pace
    return found


def test_nothing_said_and_a_stage_is_past() -> None:
    found = one(PERCENT, date(2026, 7, 1))
    assert (found.standing, found.target, found.reported) == ("behind", 30, None)
    assert (found.should, found.has, found.gap) == ("30%", "没有报过", "滞后 30 个百分点")


def test_on_the_day_itself_nothing_is_behind() -> None:
    assert one(PERCENT, date(2026, 6, 30)).standing == "on"


def test_between_two_stages_the_days_count() -> None:
    """30 June to 30 September are 92 days; 46 days on, half of 40 points are due: 50 %."""
    middle = date(2026, 8, 15)
    slow = one(PERCENT, middle, said("2026-08-01", "已完成投资的35%"))
    assert (slow.standing, slow.target, slow.expected, slow.reported) == ("slow", 30, 50, 35)
    assert (slow.should, slow.has, slow.gap) == ("50%（按时间折算）", "35%", "慢于序时 15 个百分点")
    assert one(PERCENT, middle, said("2026-08-01", "完成50%")).standing == "on"
    assert one(PERCENT, middle, said("2026-08-01", "完成70%")).standing == "ahead"
    assert one(PERCENT, middle, said("2026-08-01", "完成20%")).gap == "滞后 10 个百分点"


def test_the_last_word_counts_and_a_stage_done_is_reached() -> None:
    entries = said("2026-07-01", "完成60%"), said("2026-08-01", "复核后完成40%")
    assert one(PERCENT, date(2026, 8, 15), *entries).reported == 40
    done = said("2026-06-20", "", "已完成", 对应节点="2026-06-30")
    found = one(PERCENT, date(2026, 7, 1), done)
    assert (found.standing, found.reported, found.said_on) == ("on", 30, date(2026, 6, 20))


def test_stages_in_words() -> None:
    late = one(WORDS, date(2026, 4, 1))
    assert (late.standing, late.should, late.has, late.gap) == (
        "behind", "完成招标（3月底前）", "没有报过完成的节点", "滞后",
    )  # fmt: skip
    done = said("2026-03-20", "已开标", "已完成", 对应节点="2026-03-31")
    assert one(WORDS, date(2026, 4, 1), done).standing == "on"
    ahead = said("2026-03-30", "", "已完成", 对应节点="2026-09-30")
    assert one(WORDS, date(2026, 4, 1), done, ahead).standing == "ahead"


def test_no_stages_and_nothing_left_have_no_pace() -> None:
    def count(words: str, *entries: dict[str, str]) -> int:
        of = plan(words, *entries)
        return len(paces([read_items(of, UnitDirectory.from_plan(of), date(2026, 8, 1))], date(2026, 8, 1)))

    assert count("12月底前") == 0
    assert count("每月底前") == 0
    assert count(PERCENT, said("2026-07-01", "", "已完成")) == 0


@pytest.mark.parametrize(
    ("note", "percent"),
    [
        ("形象进度达到60%", 60),
        ("累计完成投资的 45.5％", 45.5),
        ("45%", 45),
        ("工程进度已过半", 50),
        ("第一阶段完成100%，总体完成40%", 40),
        ("投资同比增长8%", None),
        ("完成率提高5%", None),
        ("已印发方案", None),
    ],
)
def test_what_a_note_says(note: str, percent: float | None) -> None:
    assert percent_said(note) == percent


def test_the_report_tells_it_in_every_form() -> None:
    of, on = plan(PERCENT, said("2026-06-01", "完成10%")), date(2026, 7, 1)
    answer = report([read_items(of, UnitDirectory.from_plan(of), on)], on)
    for text in (
        report_text(answer, width=None, colour=False),
        report_html(answer),
        paper_text(circular(answer)),
    ):
        assert "滞后 20 个百分点" in text
        assert "10%（6月1日）" in text
