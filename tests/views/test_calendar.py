"""The calendar, written by icalendar and read back by another library (vobject with dateutil)."""

import sys
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import vobject
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import PlanReading, read_items
from ledger.problems import LedgerError
from ledger.questions.asked import find_asked
from ledger.record.model import Plan
from ledger.views.calendar import calendar_ics
from ledger.words.deadline.occurrences import occurrences_of_plan
from ledger.words.deadline.recurrence import CYCLES
from ledger.words.meanings import Milestone

ON = date(2022, 8, 10)


def reading_of(on: date = ON, **task: Any) -> PlanReading:
    one = {
        "序号": 1,
        "任务名称": "公开预算",
        "责任单位": "县财政局牵头，县教育局配合",
        "时间节点": "11月底前",
    }
    plan = Plan.model_validate(
        {"编号": "lizi-2022", "标题": "例县2022年工作要点", "年度": 2022, "任务": [one | task]}
    )
    return read_items(plan, UnitDirectory.from_plan(plan), on)


def events(reading: PlanReading, unit: str | None = None, on: date = ON) -> list[Any]:
    asked = find_asked([reading], unit) if unit else None
    content = calendar_ics([reading], on, asked=asked)
    return list(vobject.readOne(content.decode("utf-8")).contents.get("vevent", []))


def entry(status: str, day: str = "2022-08-01", **more: str) -> dict[str, str]:
    return {"日期": day, "状态": status, **more}


@pytest.mark.parametrize(
    ("deadline", "progress", "summary", "day", "status", "alarms"),
    [
        ("11月底前", [], "公开预算", date(2022, 11, 30), "CONFIRMED", 2),
        ("7月底前", [], "［逾期］公开预算", date(2022, 7, 31), "CONFIRMED", 0),
        ("3月至10月", [], "公开预算", date(2022, 10, 31), "CONFIRMED", 2),
        ("全年", [], "公开预算", date(2022, 12, 31), "CONFIRMED", 2),
        ("11月底前", [entry("已销号")], "［已销号］公开预算", date(2022, 11, 30), "CONFIRMED", 0),
        ("7月底前", [entry("已销号")], "［已销号（逾期完成）］公开预算", date(2022, 7, 31), "CONFIRMED", 0),
        ("11月底前", [entry("已取消", 原因="略")], "［已取消］公开预算", date(2022, 11, 30), "CANCELLED", 0),
        (
            "9月底前",
            [entry("延期", 延期至="2022-10-20", 原因="略")],
            "公开预算",
            date(2022, 10, 20),
            "CONFIRMED",
            2,
        ),
    ],
)
def test_one_day_owed(
    deadline: str, progress: list[Any], summary: str, day: date, status: str, alarms: int
) -> None:
    [event] = events(reading_of(时间节点=deadline, 进展=progress))
    assert event.summary.value == summary
    assert (event.dtstart.value, event.dtend.value) == (day, day + timedelta(days=1))
    assert event.status.value == status
    assert event.transp.value == "TRANSPARENT"
    assert len(event.contents.get("valarm", [])) == alarms
    assert int(event.sequence.value) == len(progress)


@pytest.mark.parametrize("deadline", ["长期坚持", "按上级要求", "收到文件后10个工作日内", "从2022年起"])
def test_no_day_no_event(deadline: str) -> None:
    assert events(reading_of(时间节点=deadline)) == []


def test_alarms_a_week_and_a_day_before_at_nine() -> None:
    [event] = events(reading_of())
    triggers = [alarm.trigger.value for alarm in event.contents["valarm"]]
    start = datetime(2022, 11, 30)
    assert [start + trigger for trigger in triggers] == [
        datetime(2022, 11, 23, 9),
        datetime(2022, 11, 29, 9),
    ]


def test_description_names_plan_words_and_units() -> None:
    [event] = events(reading_of(进展=[entry("推进中", 单位="县财政局")]))
    assert event.description.value == (
        "《例县2022年工作要点》第1项\n时间节点：11月底前\n县财政局（牵头），推进中\n县教育局（配合），未启动"
    )


@pytest.mark.parametrize("unit", [None, "县财政局", "县教育局"])
def test_uid_stays_whatever_happens(unit: str | None) -> None:
    """A day moved by the office, an extension, a completion: always the same event."""
    told: list[dict[str, Any]] = [
        {},
        {"进展": [entry("延期", 延期至="2022-12-20", 原因="略")]},
        {"进展": [entry("已销号")]},
        {"调整": [{"日期": "2022-08-01", "依据": "通知", "时间节点": "12月底前"}]},
        {"备注": "别的"},
    ]
    found = [events(reading_of(**more), unit) for more in told]
    assert [len(one) for one in found] == [1] * 5
    assert len({one[0].uid.value for one in found}) == 1
    assert found[3][0].dtstart.value == date(2022, 12, 31)
    assert int(found[3][0].sequence.value) == 1


def test_uids_differ_by_unit_task_and_milestone() -> None:
    reading = reading_of(时间节点="10月底前，11月底前")
    uids = [event.uid.value for unit in (None, "县财政局", "县教育局") for event in events(reading, unit)]
    assert len(uids) == len(set(uids)) == 6


def test_same_input_same_bytes() -> None:
    assert calendar_ics([reading_of()], ON, asked=None) == calendar_ics([reading_of()], ON, asked=None)


def test_archived_plan_is_left_out() -> None:
    reading = reading_of()
    plan = reading.plan.model_copy(update={"archived": ON})
    assert events(PlanReading(plan, reading.directory, reading.items, reading.by_word)) == []


def test_recurring_event_and_the_occurrence_that_was_done() -> None:
    """每季度首月5日前: 04-05, 07-05, 10-05 and the first of next year; July's was done late."""
    done = entry("已完成", "2022-07-20", 单位="县财政局", 对应节点="2022-07-05")
    every, july = events(reading_of(时间节点="每季度首月5日前", 进展=[done]), "县财政局")
    assert every.dtstart.value == date(2022, 4, 5)
    rule = rrulestr(every.rrule.value, dtstart=datetime(2022, 4, 5))
    assert [day.date() for day in rule] == [
        date(2022, 4, 5),
        date(2022, 7, 5),
        date(2022, 10, 5),
        date(2023, 1, 5),
    ]
    assert july.uid.value == every.uid.value
    assert july.recurrence_id.value == july.dtstart.value == date(2022, 7, 5)
    assert july.summary.value == "［已完成（逾期完成）（另漏报 1 次）］公开预算"
    assert "valarm" not in july.contents


@st.composite
def recurring(draw: st.DrawFn) -> Milestone:
    """Any recurrence a calendar rule can say: every cycle, with and without a place in it."""
    kind = draw(st.sampled_from(sorted(CYCLES)))
    cycle = CYCLES[kind]
    if cycle.unit == "week":
        return Milestone(kind=kind, words="", weekday=draw(st.none() | st.integers(1, 7)))  # type: ignore[arg-type]
    if cycle.unit == "part":
        return Milestone(kind=kind, words="", day=draw(st.sampled_from((None, 31))))  # type: ignore[arg-type]
    month = None if cycle.every == 1 else draw(st.integers(1, cycle.every))
    if draw(st.booleans()):
        nth, weekday = draw(st.sampled_from((1, 2, 3, 4, 5, -1))), draw(st.integers(1, 7))
        return Milestone(kind=kind, words="", month=month, nth=nth, weekday=weekday)  # type: ignore[arg-type]
    day = draw(st.integers(1, 31))
    return Milestone(kind=kind, words="", month=month, day=day)  # type: ignore[arg-type]


@settings(max_examples=150)
@given(recurring(), st.integers(2019, 2028), st.none() | st.integers(0, 364))
def test_rule_gives_the_occurrences(milestone: Milestone, year: int, issued: int | None) -> None:
    first = None if issued is None else date(year, 1, 1) + timedelta(days=issued)
    days = occurrences_of_plan(milestone, year, first)
    from icalendar import vRecur

    if not days:  # a fifth Friday that no year of the plan has
        assert milestone.nth == 5
        return
    rule_said = milestone.recurrence.rule()
    assert rule_said is not None
    ends: Any = vRecur(rule_said | {"until": days[-1]})
    rule = rrulestr(ends.to_ical().decode(), dtstart=datetime(days[0].year, days[0].month, days[0].day))
    assert [day.date() for day in rule] == list(days)


def test_without_the_extra_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(LedgerError, match="导出日历要用 icalendar，还没有安装"):
        calendar_ics([reading_of()], ON, asked=None)
