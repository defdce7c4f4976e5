"""分工: the rules of states, lateness and lights, each a row worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.duty.completion import by_node, done_day, milestone_done
from ledger.duty.directory import UnitDirectory
from ledger.duty.duty import duties_of
from ledger.duty.reading import read_items
from ledger.record.directory_model import DirectoryFile
from ledger.record.model import Plan
from ledger.values.duty import Duty
from ledger.values.words import state_words

LEAD = "县司法局"
GROUPS = {
    "集合": [
        {"名称": "各乡镇", "成员": ["甲镇", "乙镇"]},
        {"名称": "有关部门", "别名": ["相关部门"]},
        {"名称": "县直各牵头单位", "成员": "牵头单位"},
    ],
    "单位": [{"名称": LEAD, "别名": ["司法局"]}, {"名称": "县财政局"}, {"名称": "甲镇"}, {"名称": "乙镇"}],
}


def plan(task: dict[str, Any] | None = None, **more: Any) -> Plan:
    base = {"序号": "1", "任务名称": "公开", "责任单位": f"{LEAD}牵头，各乡镇配合", "时间节点": "10月底前"}
    whole = {"编号": "p", "标题": "示例", "地区": "示例县", "年度": "2022", "任务": [base | (task or {})]}
    return Plan.model_validate(whole | more)


def duties(plan: Plan, on: str, within: int = 30) -> list[Duty]:
    directory = UnitDirectory(DirectoryFile.model_validate(GROUPS), "示例县")
    day = date.fromisoformat(on)
    return list(duties_of(read_items(plan, directory, day), day, within))


def of(unit: str | None, rows: list[Duty]) -> Duty:
    found = [duty for duty in rows if duty.unit == unit]
    assert len(found) == 1, found
    return found[0]


def told(day: str, status: str, unit: str | None = LEAD, **more: str) -> dict[str, str]:
    return {"日期": day, "状态": status, **({"单位": unit} if unit else {}), **more}


# 进展（期限 2022-10-31） | 哪天看 | 状态 | 逾期 | 灯 | 期限 | 办结日
STATES: list[tuple[str, list[dict[str, str]], str, str, bool, str, str, str | None]] = [
    ("没有进展，还早", [], "2022-09-30", "not_started", False, "green", "2022-10-31", None),
    ("没有进展，30 天内", [], "2022-10-01", "not_started", False, "amber", "2022-10-31", None),
    ("当天不算逾期", [], "2022-10-31", "not_started", False, "amber", "2022-10-31", None),
    ("次日逾期", [], "2022-11-01", "not_started", True, "red", "2022-10-31", None),
    ("推进中也会逾期", [told("2022-10-01", "推进中")], "2022-11-01", "in_progress", True, "red", "2022-10-31", None),
    ("别名也是它", [told("2022-10-01", "推进中", "司法局")], "2022-10-02", "in_progress", False, "amber", "2022-10-31", None),
    ("按期办结", [told("2022-10-31", "已完成")], "2022-11-05", "reported", False, "green", "2022-10-31", "2022-10-31"),
    ("完成日期说了算", [told("2022-11-05", "已完成", 完成日期="2022-10-30")], "2022-11-06", "reported", False, "green", "2022-10-31", "2022-10-30"),
    ("逾期完成，看得见", [told("2022-11-02", "已完成")], "2022-11-06", "reported", True, "green", "2022-10-31", "2022-11-02"),
    ("看不见以后的进展", [told("2022-10-31", "已完成")], "2022-10-30", "not_started", False, "amber", "2022-10-31", None),
    ("同一天，后写的算", [told("2022-10-20", "已完成"), told("2022-10-20", "推进中")], "2022-10-21", "in_progress", False, "amber", "2022-10-31", None),
    ("日期靠后的算，不论先后", [told("2022-10-22", "推进中"), told("2022-10-20", "已完成")], "2022-10-23", "in_progress", False, "amber", "2022-10-31", None),
    ("销号不改完成的日子", [told("2022-10-30", "已完成"), told("2022-11-20", "已销号", None)], "2022-11-21", "closed", False, "green", "2022-10-31", "2022-10-30"),
    ("没报过就销号", [told("2022-11-20", "已销号", None)], "2022-11-21", "closed", True, "green", "2022-10-31", "2022-11-20"),
    ("申请延期不算延期", [told("2022-10-20", "申请延期")], "2022-11-01", "in_progress", True, "red", "2022-10-31", None),
    ("按时申请、批准延期", [told("2022-10-20", "申请延期"), told("2022-11-03", "延期", LEAD, 延期至="2022-11-30", 原因="示例")], "2022-11-04", "extended", False, "amber", "2022-11-30", None),
    ("到期当天批的延期，不算过期才延", [told("2022-10-31", "延期", LEAD, 延期至="2022-11-30", 原因="示例")], "2022-11-04", "extended", False, "amber", "2022-11-30", None),
    ("到期当天申请、过后批准", [told("2022-10-31", "申请延期"), told("2022-11-03", "延期", LEAD, 延期至="2022-11-30", 原因="示例")], "2022-11-04", "extended", False, "amber", "2022-11-30", None),
    ("过了一天才申请", [told("2022-11-01", "申请延期"), told("2022-11-03", "延期", LEAD, 延期至="2022-11-30", 原因="示例")], "2022-11-04", "extended", True, "red", "2022-11-30", None),
    ("按时申请，过后又催一次，头一次算", [told("2022-10-20", "申请延期"), told("2022-11-02", "申请延期"), told("2022-11-03", "延期", LEAD, 延期至="2022-11-30", 原因="示例")], "2022-11-04", "extended", False, "amber", "2022-11-30", None),
    ("上一回的申请不算这一回的", [told("2022-10-20", "申请延期"), told("2022-10-21", "延期", LEAD, 延期至="2022-11-10", 原因="示例"), told("2022-11-12", "延期", LEAD, 延期至="2022-11-30", 原因="示例")], "2022-11-13", "extended", True, "red", "2022-11-30", None),
    ("延期的期限也会过", [told("2022-10-20", "延期", LEAD, 延期至="2022-11-30", 原因="示例")], "2022-12-01", "extended", True, "red", "2022-11-30", None),
    ("过期才延，逾期还在", [told("2022-11-03", "延期", LEAD, 延期至="2022-11-30", 原因="示例")], "2022-11-04", "extended", True, "red", "2022-11-30", None),
    ("过期才延，办结也是逾期完成", [told("2022-11-03", "延期", LEAD, 延期至="2022-11-30", 原因="示例"), told("2022-11-20", "已完成")], "2022-11-21", "reported", True, "green", "2022-11-30", "2022-11-20"),
    ("延期后推进中，期限仍是延后的", [told("2022-10-20", "延期", LEAD, 延期至="2022-11-30", 原因="示例"), told("2022-11-01", "推进中")], "2022-11-20", "in_progress", False, "amber", "2022-11-30", None),
    ("取消了不再欠", [told("2022-10-20", "已取消", None, 原因="示例")], "2022-12-01", "cancelled", False, "green", "2022-10-31", None),
]  # fmt: skip


@pytest.mark.parametrize("row", STATES, ids=lambda row: row[0])
def test_state(row: Any) -> None:
    _, progress, on, state, late, light, due, done_on = row
    duty = of(LEAD, duties(plan({"进展": progress}), on))
    assert (duty.state, duty.late, duty.light, str(duty.due)) == (state, late, light, due)
    assert duty.done_on == (date.fromisoformat(done_on) if done_on else None)
    assert duty.original_due == date(2022, 10, 31)


def test_a_request_for_an_extension_is_read_as_one_until_it_is_answered() -> None:
    asked = told("2022-10-20", "申请延期")
    assert state_words(of(LEAD, duties(plan({"进展": [asked]}), "2022-10-21"))) == "申请延期"
    granted = told("2022-10-22", "延期", LEAD, 延期至="2022-11-30", 原因="示例")
    assert state_words(of(LEAD, duties(plan({"进展": [asked, granted]}), "2022-10-23"))) == "延期"


def test_members_have_their_own_duties_via_the_group() -> None:
    rows = duties(plan({"进展": [told("2022-10-20", "已完成", "甲镇")]}), "2022-10-21")
    assert [(d.unit, d.role, d.via, d.word, d.state) for d in rows] == [
        (LEAD, "lead", None, "牵头", "not_started"),
        ("甲镇", "support", "各乡镇", "配合", "reported"),
        ("乙镇", "support", "各乡镇", "配合", "not_started"),
    ]


def test_support_is_let_go_when_all_leads_are_done() -> None:
    task = {"责任单位": f"{LEAD}、县财政局牵头，甲镇配合", "进展": [told("2022-10-20", "已完成")]}
    assert of("甲镇", duties(plan(task), "2022-11-05")).state == "not_started"
    assert of("甲镇", duties(plan(task), "2022-11-05")).light == "red"
    task["进展"] = [told("2022-10-20", "已完成"), told("2022-10-21", "已完成", "县财政局")]
    released = of("甲镇", duties(plan(task), "2022-11-05"))
    assert (released.state, released.late, released.light) == ("released", False, "green")


def test_a_milestone_is_done_when_its_leads_are() -> None:
    task = {"进展": [told("2022-10-20", "已完成")]}
    assert milestone_done(duties(plan(task), "2022-10-21"))
    assert not milestone_done(duties(plan(), "2022-10-21"))


def test_support_let_go_in_time_is_not_late_for_being_closed_after_the_day() -> None:
    progress = [told("2022-10-30", "已完成"), told("2022-11-20", "已销号", None)]
    rows = duties(plan({"责任单位": f"{LEAD}牵头，甲镇配合", "进展": progress}), "2022-11-21")
    assert [(d.unit, d.state, d.late) for d in rows] == [(LEAD, "closed", False), ("甲镇", "closed", False)]
    assert done_day(rows) == date(2022, 10, 30)
    late = duties(plan({"责任单位": f"{LEAD}牵头，甲镇配合", "进展": progress[1:]}), "2022-11-21")
    assert [d.late for d in late] == [True, True]


def test_an_extension_of_one_unit_stays_in_its_milestone() -> None:
    progress = [
        told("2022-10-20", "延期", LEAD, 延期至="2022-11-30", 原因="示例"),
        told("2022-11-20", "已完成"),
    ]
    rows = duties(plan({"责任单位": f"{LEAD}牵头，甲镇配合", "进展": progress}), "2022-11-21")
    assert [(d.unit, str(d.due), d.state) for d in rows] == [
        (LEAD, "2022-11-30", "reported"),
        ("甲镇", "2022-10-31", "released"),
    ]
    (slot,) = by_node(rows)
    assert milestone_done(slot)


def test_a_cancelled_milestone_no_longer_counts() -> None:
    task = {
        "时间节点": "3月底前编制目录，10月底前公布",
        "责任单位": LEAD,
        "进展": [
            told("2022-03-01", "已取消", None, 对应节点="2022-03-31", 原因="示例"),
            told("2022-10-01", "已完成", 对应节点="2022-10-31"),
        ],
    }
    assert [milestone_done(slot) for slot in by_node(duties(plan(task), "2022-11-01"))] == [True]


def test_without_a_lead_every_responsible_unit_counts() -> None:
    task = {"责任单位": f"{LEAD}、县财政局", "进展": [told("2022-10-20", "已完成")]}
    assert not milestone_done(duties(plan(task), "2022-10-21"))
    task["进展"] = [told("2022-10-20", "已完成"), told("2022-10-20", "已完成", "县财政局")]
    assert milestone_done(duties(plan(task), "2022-10-21"))


def test_without_a_lead_support_does_not_count_beside_responsible_units() -> None:
    task = {"责任单位": "县财政局负责，甲镇配合", "进展": [told("2022-10-20", "已完成", "甲镇")]}
    assert not milestone_done(duties(plan(task), "2022-10-21"))
    task["进展"] = [told("2022-10-20", "已完成", "县财政局")]
    assert milestone_done(duties(plan(task), "2022-10-21"))


def test_an_unlisted_group_blocks_nothing_and_never_turns_red() -> None:
    task: dict[str, Any] = {"责任单位": f"{LEAD}、有关部门牵头"}
    group = next(d for d in duties(plan(task), "2022-12-01") if d.unit is None)
    assert (group.via, group.unlisted, group.late, group.light) == ("有关部门", True, False, None)
    task["进展"] = [told("2022-10-20", "已完成")]
    assert milestone_done(duties(plan(task), "2022-10-21"))


def test_a_unit_may_report_for_an_unlisted_group() -> None:
    task = {"责任单位": f"{LEAD}牵头，有关部门配合", "进展": [told("2022-10-20", "推进中", "县财政局")]}
    duty = of("县财政局", duties(plan(task), "2022-12-01"))
    assert (duty.via, duty.role, duty.state, duty.late, duty.light) == (
        "有关部门",
        "support",
        "in_progress",
        False,
        None,
    )


def test_a_unit_that_will_report_for_a_group_has_no_duty_yet() -> None:
    task = {"责任单位": "有关部门", "进展": [told("2022-10-20", "推进中", "县财政局")]}
    assert [d.unit for d in duties(plan(task), "2022-10-19")] == [None]
    assert [d.unit for d in duties(plan(task), "2022-10-20")] == [None, "县财政局"]


def test_a_group_reports_under_any_of_its_names() -> None:
    task = {"责任单位": "有关部门", "进展": [told("2022-10-20", "已完成", "相关部门")]}
    (group,) = duties(plan(task), "2022-10-21")
    assert group.state == "reported"


def test_groups_alone_are_done_when_the_office_says_so() -> None:
    task: dict[str, Any] = {"责任单位": "有关部门牵头"}
    assert not milestone_done(duties(plan(task), "2022-10-21"))
    task["进展"] = [told("2022-10-20", "已销号", None)]
    assert milestone_done(duties(plan(task), "2022-10-21"))


def test_nobody_named_is_one_duty_without_unit() -> None:
    (duty,) = duties(plan({"责任单位": None}), "2022-11-01")
    assert (duty.unit, duty.role, duty.via, duty.late, duty.light) == (None, None, None, True, "red")


def test_assigned_by_the_office() -> None:
    (duty,) = duties(plan({"责任单位": None, "分办": {"牵头": ["县财政局"]}}), "2022-10-01")
    assert (duty.unit, duty.role, duty.word) == ("县财政局", "lead", "办公室分办")


def test_scope_says_who_a_vague_group_is_here() -> None:
    task = {"责任单位": f"{LEAD}牵头，有关部门配合", "范围": {"有关部门": ["县财政局"]}}
    assert [(d.unit, d.via) for d in duties(plan(task), "2022-10-01")] == [
        (LEAD, None),
        ("县财政局", "有关部门"),
    ]


def test_default_deadline_is_for_tasks_without_a_day() -> None:
    undated = {"时间节点": None}
    assert duties(plan(undated), "2022-12-01")[0].due is None
    (duty,) = [d for d in duties(plan(undated, 默认时限="12月底前"), "2022-12-01") if d.unit == LEAD]
    assert (duty.due, duty.source) == (date(2022, 12, 31), "office")
    assert duties(plan({}, 默认时限="12月底前"), "2022-10-01")[0].due == date(2022, 10, 31)


def test_the_adjustment_in_force_counts_and_the_old_day_stays() -> None:
    change = {"日期": "2022-10-15", "依据": "示例通知", "时间节点": "12月15日前"}
    before = of(LEAD, duties(plan({"调整": [change]}), "2022-10-14"))
    after = of(LEAD, duties(plan({"调整": [change]}), "2022-10-15"))
    assert (before.due, before.source) == (date(2022, 10, 31), "column")
    assert (after.due, after.original_due, after.source) == (date(2022, 12, 15), date(2022, 10, 31), "office")


def test_first_leads_is_a_rule_for_tasks_alone() -> None:
    """列第一位者牵头：不管后加的共同责任单位，也不管报送。"""
    more = {
        "首位牵头": "是",
        "共同责任单位": "甲镇",
        "报送": [{"事项": "总结", "单位": f"{LEAD}、乙镇", "期限": "11月底前"}],
    }
    rows = duties(plan({"责任单位": f"{LEAD}、县财政局"}, **more), "2022-10-01")
    assert [(d.no, d.unit, d.role) for d in rows] == [
        (1, LEAD, "lead"),
        (1, "县财政局", "support"),
        (1, "甲镇", "support"),
        ("报1", LEAD, "reporting"),
        ("报1", "乙镇", "reporting"),
    ]
    assert [d.word for d in rows][2:] == ["", "报送", "报送"]


def test_all_the_leads_of_the_plan_report() -> None:
    reporting = [{"事项": "进度", "单位": "县直各牵头单位", "期限": "9月5日前"}]
    rows = [d for d in duties(plan({}, 报送=reporting), "2022-09-06") if d.no == "报1"]
    assert [(d.unit, d.via, d.role, d.light) for d in rows] == [(LEAD, "县直各牵头单位", "reporting", "red")]


QUARTERLY = {"事项": "表", "单位": LEAD, "期限": "每季度首月5日前"}


def form(on: str, progress: list[dict[str, str]], **more: str) -> list[tuple[str, str, str | None, int]]:
    whole = plan({}, 报送=[{**QUARTERLY, **more, "进展": progress}])
    rows = [d for d in duties(whole, on) if d.no == "报1"]
    return [(str(d.due), d.state, d.light, d.missed) for d in rows]


def test_recurring_missed_is_late_until_the_next_is_due_then_missed() -> None:
    assert form("2022-01-05", []) == [("2022-04-05", "not_started", "green", 0)], (
        "January is about the year before"
    )
    assert form("2022-04-05", []) == [("2022-04-05", "not_started", "amber", 0)]
    assert form("2022-04-06", []) == [
        ("2022-04-05", "not_started", "red", 0),
        ("2022-07-05", "not_started", "green", 0),
    ]
    assert form("2022-07-05", []) == [("2022-07-05", "not_started", "amber", 1)]
    assert form("2022-10-06", [told("2022-07-04", "已完成", LEAD, 对应节点="2022-07-05")]) == [
        ("2022-10-05", "not_started", "red", 1),
        ("2023-01-05", "not_started", "green", 0),
    ]


def test_recurring_is_amber_for_at_most_half_its_period() -> None:
    whole = plan({"时间节点": "每月25日前", "责任单位": LEAD})
    by_day = {
        on: [d.light for d in duties(whole, on) if str(d.due) == "2022-02-25"]
        for on in ("2022-02-09", "2022-02-10")
    }
    assert by_day == {"2022-02-09": ["green"], "2022-02-10": ["amber"]}


def test_a_recurring_report_answers_for_the_day_it_names_alone() -> None:
    done = [told("2022-07-01", "已完成", LEAD, 对应节点="2022-07-05")]
    assert form("2022-07-06", done) == [
        ("2022-07-05", "reported", "green", 1),
        ("2022-10-05", "not_started", "green", 0),
    ]
    unnamed = [told("2022-07-01", "已完成", LEAD)]
    assert form("2022-07-05", unnamed) == [("2022-07-05", "not_started", "amber", 1)]


def test_deemed_is_shown_as_such_and_never_red() -> None:
    deemed = form("2022-04-06", [], 逾期视为="没有")
    assert deemed[0] == ("2022-04-05", "deemed", "green", 0)
    assert form("2022-04-05", [], 逾期视为="没有") == [("2022-04-05", "not_started", "amber", 0)], "还在当天"


def test_beside_a_dated_milestone_what_goes_on_makes_no_duty() -> None:
    rows = [d for d in duties(plan({"时间节点": "2022年5月底前，长期坚持"}), "2022-05-01") if d.unit == LEAD]
    assert [(d.kind, str(d.due)) for d in rows] == [("by", "2022-05-31")]


def test_what_goes_on_without_a_day_is_standing() -> None:
    duty = of(LEAD, duties(plan({"时间节点": "长期坚持"}), "2025-01-01"))
    assert (duty.state, duty.due, duty.light, duty.late) == ("standing", None, None, False)


def test_a_progress_entry_for_one_of_two_milestones() -> None:
    task = {"时间节点": "9月底", "补充节点": [{"事项": "公布", "期限": "10月底"}], "责任单位": LEAD}
    for named in ("公布", "2022-10-31", "10月底"):
        rows = duties(
            plan({**task, "进展": [told("2022-09-20", "已完成", LEAD, 对应节点=named)]}), "2022-09-21"
        )
        assert [(str(d.due), d.state) for d in rows] == [
            ("2022-09-30", "not_started"),
            ("2022-10-31", "reported"),
        ]
    rows = duties(plan({**task, "进展": [told("2022-09-20", "已完成")]}), "2022-09-21")
    assert {d.state for d in rows} == {"reported"}


days = st.dates(date(2022, 1, 1), date(2023, 6, 30))
entries = st.lists(
    st.tuples(days, st.sampled_from(["未启动", "推进中", "已完成", "申请延期", "已销号"])), max_size=5
)


@given(on=days, progress=entries)
def test_the_day_itself_is_not_late_and_later_entries_are_not_seen(
    on: date, progress: list[tuple[date, str]]
) -> None:
    written = [told(str(day), status) for day, status in progress]
    whole, seen = plan({"进展": written}), plan({"进展": [e for e in written if e["日期"] <= str(on)]})
    assert duties(whole, str(on)) == duties(seen, str(on))
    duty = of(LEAD, duties(whole, str(on)))
    assert duty.due is not None
    if on <= duty.due and not duty.done:
        assert duty.light in ("amber", "green")
        assert not duty.late
    if duty.open and on == duty.due + timedelta(days=1):
        assert (duty.late, duty.light) == (True, "red")


# Both sides of each edge, where a constant or a comparison decides.


def test_leads_done_on_the_very_day_let_their_support_go() -> None:
    done = told("2022-11-05", "已完成", 完成日期="2022-10-31")
    rows = duties(plan({"进展": [done]}), "2022-11-06")
    assert {of(unit, rows).state for unit in ("甲镇", "乙镇")} == {"released"}
    own = told("2022-11-10", "已完成", "甲镇")
    assert not of("甲镇", duties(plan({"进展": [done, own]}), "2022-11-11")).late, "let go in time"
    next_day = told("2022-11-05", "已完成", 完成日期="2022-11-01")
    assert of("甲镇", duties(plan({"进展": [next_day, own]}), "2022-11-11")).late


@pytest.mark.parametrize(
    ("deadline", "on", "light"),
    [
        ("每年6月底前", "2022-05-31", "amber"), ("每年6月底前", "2022-05-30", "green"),
        ("每半年末", "2022-03-31", "amber"), ("每半年末", "2022-03-30", "green"),
        ("每季度末", "2022-05-16", "amber"), ("每季度末", "2022-05-15", "green"),
        ("每月底前", "2022-05-16", "amber"), ("每月底前", "2022-05-15", "green"),
        ("每周五前", "2022-05-17", "amber"), ("每周五前", "2022-05-16", "green"),
    ],
)  # fmt: skip
def test_amber_is_at_most_half_the_period(deadline: str, on: str, light: str) -> None:
    """Half of a year is 182 days, of half a year 91, of a quarter 45, of a month 15, of a week 3."""
    within = {"每年6月底前": 30}.get(deadline, 200)
    rows = duties(plan({"责任单位": LEAD, "时间节点": deadline}, 印发日期="2022-01-01"), on, within)
    assert next(duty.light for duty in rows if duty.days_left is not None and duty.days_left >= 0) == light


def test_half_a_year_of_a_yearly_duty() -> None:
    task = {"责任单位": LEAD, "时间节点": "每年12月31日前"}
    early, late = (duties(plan(task), on, 400)[-1] for on in ("2022-07-01", "2022-07-02"))
    assert ((early.days_left, early.light), (late.days_left, late.light)) == ((183, "green"), (182, "amber"))


def test_the_last_day_of_the_stretch_asked_about_is_in_it() -> None:
    task = {"责任单位": LEAD, "时间节点": "每月25日前"}
    directory = UnitDirectory(DirectoryFile.model_validate(GROUPS), "示例县")
    on = date(2022, 3, 1)
    reading = read_items(plan(task), directory, on)

    def days(through: date) -> list[str]:
        return [str(duty.due) for duty in duties_of(reading, on, through=through)]

    assert days(date(2022, 5, 24)) == ["2022-02-25", "2022-03-25", "2022-04-25"]
    assert days(date(2022, 5, 25)) == ["2022-02-25", "2022-03-25", "2022-04-25", "2022-05-25"]


def test_what_is_deemed_when_missed_counts_no_missed_times() -> None:
    report = {"事项": "简报", "单位": LEAD, "期限": "每月25日前", "逾期视为": "视为无此事项"}
    rows = [duty for duty in duties(plan(报送=[report]), "2022-05-01") if duty.no == "报1"]
    assert [(duty.state, duty.missed, duty.light) for duty in rows] == [
        ("deemed", 0, "green"),
        ("not_started", 0, "green"),
    ]
    plain = {key: value for key, value in report.items() if key != "逾期视为"}
    missed = [duty.missed for duty in duties(plan(报送=[plain]), "2022-05-01") if duty.no == "报1"]
    assert missed == [3, 0]  # January, February, March; April is the one just past


def test_earlier_periods_are_counted_kept_late_or_missed() -> None:
    """On 1 May: January in time, February three days late, March never; April is the one just past."""
    said = [
        {"日期": "2022-01-24", "单位": LEAD, "状态": "已完成", "对应节点": "2022-01-25"},
        {"日期": "2022-02-28", "单位": LEAD, "状态": "已完成", "对应节点": "2022-02-25"},
    ]
    rows = duties(plan({"责任单位": LEAD, "时间节点": "每月25日前", "进展": said}), "2022-05-01")
    assert [(str(d.due), d.kept, d.kept_late, d.missed) for d in rows] == [
        ("2022-04-25", 1, 1, 1),
        ("2022-05-25", 0, 0, 0),
    ]


SUPPORTED = {"责任单位": f"{LEAD}牵头，县财政局配合", "时间节点": "每季度末月20日前"}
MARCH = {"对应节点": "2022-03-20"}


# 3 月 20 日那一期的进展 | 6 月 20 日看，哪个单位 | 漏报、未办结、随牵头办结、按期、逾期各几次
EARLIER: list[tuple[str, list[dict[str, str]], str, tuple[int, int, int, int, int]]] = [
    ("什么也没有说", [], LEAD, (1, 0, 0, 0, 0)),
    ("配合单位也是", [], "县财政局", (1, 0, 0, 0, 0)),
    ("牵头办了，配合随之了结", [told("2022-03-18", "已完成", **MARCH)], "县财政局", (0, 0, 1, 0, 0)),
    ("牵头过了期才办，也随之了结", [told("2022-04-18", "已完成", **MARCH)], "县财政局", (0, 0, 1, 0, 0)),
    (
        "随牵头按期了结的，报得晚不算逾期",
        [told("2022-03-18", "已完成", **MARCH), told("2022-04-02", "已完成", "县财政局", **MARCH)],
        "县财政局",
        (0, 0, 0, 1, 0),
    ),
    ("报过推进中，没有办完", [told("2022-03-18", "推进中", **MARCH)], LEAD, (0, 1, 0, 0, 0)),
    (
        "退回的",
        [told("2022-03-18", "已完成", **MARCH), told("2022-03-25", "退回", 原因="缺附件", **MARCH)],
        LEAD,
        (0, 1, 0, 0, 0),
    ),
    ("取消的不算", [told("2022-03-18", "已取消", 原因="某文", **MARCH)], LEAD, (0, 0, 0, 0, 0)),
    (
        "延期没有到的不算",
        [told("2022-03-18", "延期", 延期至="2022-07-10", 原因="雨", **MARCH)],
        LEAD,
        (0, 0, 0, 0, 0),
    ),
    (
        "延期到了，还是什么也没有说",
        [told("2022-03-18", "延期", 延期至="2022-05-10", 原因="雨", **MARCH)],
        LEAD,
        (1, 0, 0, 0, 0),
    ),
]


@pytest.mark.parametrize(
    ("entries", "unit", "counts"), [row[1:] for row in EARLIER], ids=[row[0] for row in EARLIER]
)
def test_an_earlier_period_counts_as_it_stood(
    entries: list[dict[str, str]], unit: str, counts: tuple[int, ...]
) -> None:
    rows = duties(plan(SUPPORTED | {"进展": entries}), "2022-06-20")
    june = of(unit, [duty for duty in rows if str(duty.original_due) == "2022-06-20"])
    assert (june.missed, june.unfinished, june.let_go, june.kept, june.kept_late) == counts


def test_an_earlier_period_with_an_extension_is_still_asked_about() -> None:
    longer = told("2022-03-18", "延期", 延期至="2022-07-10", 原因="雨", **MARCH)
    rows = duties(plan(SUPPORTED | {"进展": [longer]}), "2022-06-20")
    assert [(duty.unit, str(duty.due), duty.light) for duty in rows] == [
        (LEAD, "2022-07-10", "amber"),
        (LEAD, "2022-06-20", "amber"),
        ("县财政局", "2022-06-20", "amber"),
    ]


def test_all_that_carry_a_task_report() -> None:
    """Without a units.yaml: whatever their role, members of listed groups too, from the day they are given a task;
    but not to themselves."""
    tasks = [
        {"序号": "1", "任务名称": "公开", "责任单位": "县教育局牵头，县财政局、有关乡镇配合", "时间节点": "10月底前",
         "范围": {"有关乡镇": ["甲镇"]}},
        {"序号": "2", "任务名称": "新事", "责任单位": "县水利局、各街道", "时间节点": "12月底前", "交办日期": "2022-04-01"},
    ]  # fmt: skip
    report = {"事项": "简报", "单位": "各责任单位", "报至": "县教育局", "期限": "3月25日前、6月25日前"}
    whole = Plan.model_validate(
        {"编号": "p", "标题": "t", "地区": "甲县", "年度": "2022", "任务": tasks, "报送": [report]}
    )
    on = date(2022, 5, 1)
    found = duties_of(read_items(whole, UnitDirectory.from_plan(whole), on), on, 90)
    assert [(d.unit, str(d.due)[5:]) for d in found if d.no == "报1"] == [
        ("县财政局", "03-25"), ("甲镇", "03-25"),
        ("县财政局", "06-25"), ("甲镇", "06-25"), ("县水利局", "06-25"),
    ]  # fmt: skip


def test_where_no_task_names_anybody_all_that_carry_one_are_not_known() -> None:
    """The group stays and is told as one without members; it is not gone, nor nobody's."""
    report = {"事项": "简报", "单位": "各责任单位", "期限": "3月25日前"}
    whole = Plan.model_validate(
        {
            "编号": "p",
            "标题": "t",
            "年度": "2022",
            "任务": [{"序号": "1", "任务名称": "公开"}],
            "报送": [report],
        }
    )
    on = date(2022, 5, 1)
    found = duties_of(read_items(whole, UnitDirectory.from_plan(whole), on), on)
    assert [(d.unit, d.via, d.light) for d in found if d.no == "报1"] == [(None, "各责任单位", None)]


def test_whoever_leads_later_owes_from_that_day() -> None:
    """县财政局 leads nothing before a task given on 8 October, 甲镇 nothing before the notice of 1 September."""
    report = {"事项": "简报", "单位": "县直各牵头单位", "期限": "每月25日前"}
    notice = {"日期": "2022-09-01", "依据": "某文", "责任单位": "甲镇牵头"}
    later = {"序号": "2", "任务名称": "新事", "责任单位": "县财政局牵头", "时间节点": "12月底前"}
    tasks = [
        {"序号": "1", "任务名称": "公开", "责任单位": f"{LEAD}牵头", "时间节点": "10月底前"},
        later | {"交办日期": "2022-10-08"},
        {"序号": "3", "任务名称": "旧事", "责任单位": "乙镇牵头", "时间节点": "10月底前", "调整": [notice]},
    ]

    def owed(on: str) -> list[tuple[str | None, str, int]]:
        rows = duties(plan(报送=[report], 任务=tasks), on)
        return [(duty.unit, str(duty.due)[5:], duty.missed) for duty in rows if duty.no == "报1"]

    # January to August are 8, September is the one just past.
    assert owed("2022-10-07") == [
        (LEAD, "09-25", 8), ("甲镇", "09-25", 0), (LEAD, "10-25", 0), ("甲镇", "10-25", 0),
    ]  # fmt: skip
    assert owed("2022-10-08") == [
        (LEAD, "09-25", 8), ("甲镇", "09-25", 0),
        (LEAD, "10-25", 0), ("县财政局", "10-25", 0), ("甲镇", "10-25", 0),
    ]  # fmt: skip
    assert ("县财政局", "11-25", 1) in owed("2022-11-25")
    assert ("甲镇", "11-25", 2) in owed("2022-11-25")


@pytest.mark.parametrize(
    ("old", "new", "originals"),
    [
        ("10月底前", "12月15日前", ["2022-10-31"]),
        ("9月底前完成初稿，10月底前公布", "12月15日前", ["2022-12-15"]),
        ("10月底前", "11月底前完成初稿，12月15日前公布", ["2022-11-30", "2022-12-15"]),
    ],
)
def test_the_day_before_a_later_notice_is_known_where_one_took_the_place_of_one(
    old: str, new: str, originals: list[str]
) -> None:
    change = {"日期": "2022-09-01", "依据": "某文", "时间节点": new}
    rows = duties(plan({"责任单位": LEAD, "时间节点": old, "调整": [change]}), "2022-09-10")
    assert [str(duty.original_due) for duty in rows] == originals


def test_an_occurrence_due_today_is_the_only_one_asked_about() -> None:
    rows = duties(plan({"责任单位": LEAD, "时间节点": "每月25日前"}), "2022-04-25")
    assert [(str(duty.due), duty.missed) for duty in rows] == [("2022-04-25", 3)]
