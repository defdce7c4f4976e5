"""Every check on small plans: what it finds, where, and the words it marks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.checks import CHECKS, check_plan, check_set, plan_errors
from ledger.checks.directory import directory_problems
from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import PlanReading, read_items
from ledger.problems import Path, Problem
from ledger.record.characters import plain
from ledger.record.directory_model import DirectoryFile
from ledger.record.model import Plan

ON = date(2022, 12, 10)
UNITS = DirectoryFile.model_validate(
    {
        "单位": [
            {"名称": "县政府办公室", "别名": ["县政府办"]},
            {"名称": "县财政局"},
            {"名称": "县司法局"},
            {"名称": "县公安局"},
            {"名称": "城关镇"},
            {"名称": "柳河乡"},
        ],
        "集合": [
            {"名称": "各乡镇"},
            {"名称": "相关部门"},
            {"名称": "两个试点乡镇", "成员": ["城关镇", "柳河乡"]},
        ],
    }
)


def a_plan(*tasks: dict[str, Any], **more: Any) -> Plan:
    """A plan of 2022; each task is what matters of it, the rest is filled in."""
    filled = [
        {"序号": str(n), "任务名称": f"任务{n}", "责任单位": "县财政局", "时间节点": "11月底前", **task}
        for n, task in enumerate(tasks, 1)
    ]
    return Plan.model_validate({"编号": "p", "标题": "要点", "年度": "2022", "任务": filled, **more})


def read(plan: Plan, units: DirectoryFile | None = UNITS, on: date = ON) -> PlanReading:
    directory = UnitDirectory(units, plan.region) if units else UnitDirectory.from_plan(plan)
    return read_items(plan, directory, on)


def value_at(plan: Plan, path: Path) -> Any:
    """The value at a model path, in the plan dumped by its Chinese keys."""
    value: Any = plan.model_dump(by_alias=True, mode="json")
    for step in path:
        value = value[step]
    return value


def found(plan: Plan, check: str, **more: Any) -> list[Problem]:
    return [p for p in check_plan(read(plan, **more), ON) if p.check == check]


def places(plan: Plan, check: str, **more: Any) -> list[tuple[Path, str]]:
    """Where a check finds something: model path and the words marked."""
    result = []
    for problem in found(plan, check, **more):
        value = value_at(plan, problem.path)
        end = None if problem.length is None else problem.offset + problem.length
        result.append(
            (problem.path, str(value)[problem.offset : end] if isinstance(value, str | int) else "")
        )
    return result


def entry(**more: str) -> dict[str, str]:
    names = {"day": "日期", "unit": "单位", "status": "状态", "done": "完成日期"}
    names |= {"about": "对应节点", "to": "延期至", "why": "原因"}
    return {"日期": "2022-10-20", "状态": "推进中"} | {names[key]: value for key, value in more.items()}


def test_a_sound_plan_has_no_problem() -> None:
    plan = a_plan(
        {"任务内容": "11月底前完成清理。", "进展": [entry(unit="县财政局")]},
        {"责任单位": "县政府办牵头，县司法局配合", "时间节点": "10月底前完成，每年3月底前公布"},
        印发日期="2022-03-01",
    )
    assert check_plan(read(plan), ON) == ()


DEADLINES = [  # 印发日期, words, check, the words marked
    (None, "按上级要求的时间", "deadline-unknown", ["按上级要求的时间"]),
    ("2022-06-20", "2022年5月底前，长期坚持", "deadline-before-issue", ["2022年5月底前"]),
    ("2022-06-20", "2022年6月20日前", "deadline-before-issue", []),
    ("2022-06-20", "2022年6月19日前", "deadline-before-issue", ["2022年6月19日前"]),
    ("2022-06-20", "全年", "deadline-before-issue", []),
    (None, "2022年5月底前", "deadline-before-issue", []),
    (None, "2021年12月底前", "deadline-outside-years", ["2021年12月底前"]),
    ("2021-11-20", "2021年12月底前", "deadline-outside-years", []),
    ("2022-06-20", "2012年9月底前", "deadline-outside-years", ["2012年9月底前"]),
    ("2022-06-20", "2012年9月底前", "deadline-before-issue", []),  # said once, by the check that fits
    (None, "2027年底前", "deadline-outside-years", []),
    (None, "2028年底前", "deadline-outside-years", ["2028年底前"]),
]


@pytest.mark.parametrize(("issued", "words", "check", "marked"), DEADLINES)
def test_deadlines(issued: str | None, words: str, check: str, marked: list[str]) -> None:
    plan = a_plan({"时间节点": words}, 印发日期=issued)
    assert places(plan, check) == [(("任务", 0, "时间节点"), words) for words in marked]


def test_every_place_with_a_deadline_is_looked_at() -> None:
    plan = a_plan(
        {
            "补充节点": [{"事项": "公布", "期限": "2099年底前"}],
            "调整": [{"日期": "2022-08-01", "依据": "通知", "时间节点": "2098年底前"}],
        },
        默认时限="2097年底前",
        报送=[{"事项": "总结", "单位": "县财政局", "期限": "2096年底前"}],
    )
    assert sorted(places(plan, "deadline-outside-years"), key=lambda place: place[1]) == [
        (("报送", 0, "期限"), "2096年底前"),
        (("默认时限",), "2097年底前"),
        (("任务", 0, "调整", 0, "时间节点"), "2098年底前"),
        (("任务", 0, "补充节点", 0, "期限"), "2099年底前"),
    ]


def test_only_the_documents_own_dates_are_held_against_the_day_of_issue() -> None:
    plan = a_plan({}, 印发日期="2022-12-05", 默认时限="11月底前")
    assert places(plan, "deadline-before-issue") == [(("任务", 0, "时间节点"), "11月底前")]


IN_TEXT = [  # 任务内容, what the task has besides, the dates not covered
    ("年底前完成公开。", {"时间节点": "11月底前"}, ["年底前"]),
    ("年底前完成公开。", {"时间节点": "全年"}, ["年底前"]),
    ("年底前完成公开。", {"时间节点": "12月31日前"}, []),
    ("11月底前完成录入，年底前公布。", {"时间节点": "11月底前"}, ["年底前"]),
    ("年底前公布。", {"补充节点": [{"事项": "公布", "期限": "12月底前"}]}, []),
    ("每年3月底前公布。", {"时间节点": "11月底前"}, ["每年3月底前"]),
    ("每年3月底前公布。", {"时间节点": "每年3月底前"}, []),
    ("3月底前公布。", {"时间节点": "每年3月底前"}, []),
    ("应从10月起统一施行。", {"时间节点": "10月底前"}, ["从10月起"]),
    ("应从10月起统一施行。", {"补充节点": [{"事项": "施行", "期限": "自10月起"}]}, []),
    ("发布三年行动方案，对上一年度工作“回头看”。", {}, []),
    (
        "11月底前完成。",
        {"时间节点": "", "调整": [{"日期": "2022-08-01", "依据": "通知", "时间节点": "11月底前"}]},
        [],
    ),
    (
        "11月底前完成。",
        {"时间节点": "11月底前", "调整": [{"日期": "2022-08-01", "依据": "通知", "时间节点": "12月底前"}]},
        [],
    ),
]


@pytest.mark.parametrize(("content", "task", "marked"), IN_TEXT)
def test_dates_that_stand_only_in_the_text(content: str, task: dict[str, Any], marked: list[str]) -> None:
    plan = a_plan({"任务内容": content, **task})
    assert places(plan, "date-only-in-text") == [(("任务", 0, "任务内容"), words) for words in marked]


def test_a_date_among_the_units_is_no_deadline_and_is_told() -> None:
    for units, deadline, marked in (
        ("县数据局（6月底前）", "", ["6月底前"]),
        ("县数据局负责，6月底前完成", "9月底前", ["6月底前"]),
        ("县数据局（6月底前）", "6月底前", []),
        ({"牵头": ["县数据局"]}, "", []),
    ):
        plan = a_plan({"责任单位": units, "时间节点": deadline})
        assert places(plan, "date-only-in-text") == [(("任务", 0, "责任单位"), words) for words in marked]


def test_a_date_of_the_text_is_covered_by_a_reporting_duty_of_the_plan() -> None:
    plan = a_plan(
        {"任务内容": "每季度首月5日前报送情况表。"},
        报送=[{"事项": "情况表", "单位": "县财政局", "期限": "每季度首月5日前"}],
    )
    assert places(plan, "date-only-in-text") == []


def test_the_lines_to_add_are_the_cure() -> None:
    plan = a_plan({"任务内容": "年底前完成公开，9月底前完成清理。"})
    first, second = found(plan, "date-only-in-text")
    assert first.hint.splitlines()[1:] == ["  补充节点:", "  - 事项: 完成公开", "    期限: 年底前"]
    assert second.hint.splitlines()[1:] == ["  - 事项: 完成清理", "    期限: 9月底前"]
    extra = [{"事项": "完成公开", "期限": "年底前"}, {"事项": "完成清理", "期限": "9月底前"}]
    mended = a_plan({"任务内容": "年底前完成公开，9月底前完成清理。", "补充节点": extra})
    assert found(mended, "date-only-in-text") == []


UNIT_WORDS = [  # 责任单位, check, path after 责任单位, the words marked
    ("县财政居牵头，县司法局配合", "unit-unknown", (), ["县财政居"]),
    ("县政府办牵头，各乡镇、相关部门配合", "unit-unknown", (), []),
    ({"牵头": ["县财政局"], "配合": ["县司法厅"]}, "unit-unknown", ("配合", 0), ["县司法厅"]),
    ("县政府办公室牵头，县司法局、县政府办配合", "unit-in-two-roles", (), ["县政府办"]),
    ("县财政局牵头，县财政局、各乡镇配合", "unit-in-two-roles", (), ["县财政局"]),
    (
        {"牵头": ["县财政局"], "配合": ["县司法局", "县财政局"]},
        "unit-in-two-roles",
        ("配合", 1),
        ["县财政局"],
    ),
    ("县财政局牵头，县司法局配合", "unit-in-two-roles", (), []),
]


@pytest.mark.parametrize(("value", "check", "step", "marked"), UNIT_WORDS)
def test_units(value: Any, check: str, step: Path, marked: list[str]) -> None:
    plan = a_plan({"责任单位": value})
    assert places(plan, check) == [(("任务", 0, "责任单位", *step), words) for words in marked]


def test_the_nearest_name_is_suggested() -> None:
    (problem,) = found(a_plan({"责任单位": "县财政居牵头"}), "unit-unknown")
    assert "县财政局" in problem.hint


def test_without_a_directory_no_unit_is_unknown() -> None:
    assert found(a_plan({"责任单位": "县财政居牵头，县水务局配合"}), "unit-unknown", units=None) == []


def test_units_the_office_names_are_looked_up_too() -> None:
    plan = a_plan(
        {"责任单位": "", "分办": {"牵头": ["县水务局"]}},
        {"责任单位": "县财政局牵头，相关部门配合", "范围": {"相关部门": ["县司法局", "县林业局"]}},
        报送=[{"事项": "总结", "单位": "县交通局", "期限": "12月底前"}],
        共同责任单位="县审计局",
    )
    assert sorted(places(plan, "unit-unknown"), key=str) == sorted(
        [
            (("共同责任单位",), "县审计局"),
            (("任务", 0, "分办", "牵头", 0), "县水务局"),
            (("任务", 1, "范围", "相关部门", 1), "县林业局"),
            (("报送", 0, "单位"), "县交通局"),
        ],
        key=str,
    )


OFFICE = [  # the task, the plan besides, check, paths
    ({"范围": {"各乡镇": ["城关镇"]}}, {}, "scope-without-group", [("任务", 0, "范围", "各乡镇")]),
    ({"责任单位": "各乡镇落实", "范围": {"各乡镇": ["城关镇"]}}, {}, "scope-without-group", []),
    ({"分办": {"牵头": ["县司法局"]}}, {}, "assignment-not-needed", [("任务", 0, "分办")]),
    ({"责任单位": "", "分办": {"牵头": ["县司法局"]}}, {}, "assignment-not-needed", []),
    ({"调整": [{"日期": "2022-08-01", "依据": "通知"}]}, {}, "adjustment-empty", [("任务", 0, "调整", 0)]),
    (
        {"调整": [{"日期": "2022-01-08", "依据": "通知", "责任单位": "县司法局"}]},
        {"印发日期": "2022-06-20"},
        "adjustment-before-issue",
        [("任务", 0, "调整", 0, "日期")],
    ),
    ({}, {"印发日期": "2022-06-20", "归档": "2022-01-15"}, "archive-before-issue", [("归档",)]),
    ({}, {"印发日期": "2022-06-20", "归档": "2023-01-15"}, "archive-before-issue", []),
    ({}, {"归档": "2021-12-31"}, "archive-before-issue", [("归档",)]),
    ({}, {"印发日期": "2012-06-20"}, "issue-outside-years", [("印发日期",)]),
    ({}, {"印发日期": "2021-12-20"}, "issue-outside-years", []),
]


@pytest.mark.parametrize(("task", "more", "check", "paths"), OFFICE)
def test_what_the_office_adds(
    task: dict[str, Any], more: dict[str, str], check: str, paths: list[Path]
) -> None:
    assert [problem.path for problem in found(a_plan(task, **more), check)] == paths


ENTRIES = [  # 责任单位, 时间节点, the entry, the checks that find something (all but the summary)
    ("县财政局", "11月底前", entry(unit="县财政局"), []),
    ("县财政局", "11月底前", entry(), []),  # the office, for the whole task
    ("县财政局", "11月底前", entry(unit="县财政局", status="已销号"), []),  # the office, for the unit
    ("县财政局", "11月底前", entry(unit="县公安局"), ["progress-by-outsider"]),
    ("县政府办公室", "11月底前", entry(unit="县政府办"), []),
    ("县财政局", "11月底前", entry(unit="财正局"), ["unit-unknown"]),
    ("县财政局牵头，各乡镇配合", "11月底前", entry(unit="城关镇"), []),
    ("县财政局牵头，各乡镇配合", "11月底前", entry(unit="各乡镇"), []),
    ("县财政局牵头，各乡镇配合", "11月底前", entry(unit="城官镇"), ["unit-unknown"]),
    ("县财政局牵头，两个试点乡镇配合", "11月底前", entry(unit="城关镇"), []),
    ("县财政局牵头，两个试点乡镇配合", "11月底前", entry(unit="县公安局"), ["progress-by-outsider"]),
    ("县财政局牵头，两个试点乡镇配合", "11月底前", entry(unit="两个试点乡镇"), ["progress-by-outsider"]),
    ("", "11月底前", entry(unit="县公安局"), []),  # nobody is named: any unit may report
    ("县财政局", "11月底前", entry(day="2022-12-10"), []),
    ("县财政局", "11月底前", entry(day="2022-12-11"), ["progress-in-future"]),
    ("县财政局", "11月底前", entry(status="已完成", done="2022-10-19"), []),
    ("县财政局", "11月底前", entry(status="已完成", done="2022-10-21"), ["done-after-entry"]),
    ("县财政局", "11月底前", entry(about="2022-11-30"), []),
    ("县财政局", "11月底前", entry(about="11月底前"), []),
    ("县财政局", "11月底前", entry(about="2022-11-29"), ["milestone-unmatched"]),
    ("县财政局", "长期坚持", entry(about="2022-11-29"), ["milestone-unmatched"]),
    ("县财政局", "10月底前补录完成，每年3月底前公布", entry(), []),
    ("县财政局", "每季度首月5日前", entry(), ["milestone-missing"]),
    ("县财政局", "每季度首月5日前", entry(about="2022-04-05"), []),
    ("县财政局", "每季度首月5日前", entry(about="2022-04-06"), ["milestone-unmatched"]),
    ("县财政局", "每季度首月5日前", entry(about="每季度首月5日前"), ["milestone-unmatched"]),
    ("县财政局", "11月底前", entry(status="延期", to="2022-12-20", why="系统升级"), []),
    ("县财政局", "11月底前", entry(status="延期", to="2022-12-20"), ["extension-incomplete"]),
    ("县财政局", "11月底前", entry(status="延期", why="系统升级"), ["extension-incomplete"]),
    ("县财政局", "11月底前", entry(status="申请延期"), []),
    ("县财政局", "11月底前", entry(status="延期", to="2022-11-30", why="系统升级"), ["extension-not-later"]),
    ("县财政局", "9月底前清理，11月底前公布", entry(status="延期", to="2022-10-31", why="系统升级"), []),
    ("县财政局", "11月底前", entry(status="已取消"), ["cancellation-without-reason"]),
    ("县财政局", "11月底前", entry(status="已取消", why="职能划转"), []),
]


@pytest.mark.parametrize(("units", "deadline", "progress", "checks"), ENTRIES)
def test_progress(units: str, deadline: str, progress: dict[str, str], checks: list[str]) -> None:
    plan = a_plan({"责任单位": units, "时间节点": deadline, "进展": [progress]})
    problems = check_plan(read(plan), ON)
    assert [p.check for p in problems if p.check != "summary"] == checks


def test_what_a_unit_reported_before_an_adjustment_stands() -> None:
    change = {"日期": "2022-11-01", "依据": "通知", "责任单位": "县司法局"}
    plan = a_plan({"责任单位": "县财政局", "调整": [change], "进展": [entry(unit="县财政局")]})
    assert check_plan(read(plan), ON) == ()


def test_an_entry_may_name_the_day_an_extension_moved_it_to() -> None:
    extended = entry(day="2022-11-20", status="延期", to="2022-12-20", why="系统升级")
    done = entry(day="2022-12-09", status="已完成", about="2022-12-20")
    assert check_plan(read(a_plan({"进展": [extended, done]})), ON) == ()


def test_a_node_that_shares_its_day_is_listed_by_its_matter() -> None:
    extra = [{"事项": "公开预算", "期限": "年底前"}, {"事项": "公开债务", "期限": "年底前"}]
    plan = a_plan({"补充节点": extra, "进展": [entry(about="2022-12-30")]})
    (problem,) = found(plan, "milestone-unmatched")
    assert problem.hint == "可以写：2022-11-30、公开预算、公开债务。"


def test_a_group_may_be_called_by_another_of_its_names() -> None:
    units = DirectoryFile.model_validate(
        {"单位": [{"名称": "县司法局"}], "集合": [{"名称": "等相关部门", "别名": ["相关部门"]}]}
    )
    task: dict[str, Any] = {"责任单位": "县司法局牵头，相关部门配合", "范围": {"等相关部门": ["县司法局"]}}
    assert found(a_plan(task), "scope-without-group", units=units) == []
    task = {"责任单位": "县司法局牵头，相关部门配合", "进展": [entry(unit="等相关部门")]}
    assert [p.check for p in check_plan(read(a_plan(task), units), ON)] == ["summary"]


def test_progress_on_a_reporting_duty_is_looked_at_too() -> None:
    reporting = {"事项": "总结", "单位": "县财政局", "期限": "12月底前", "进展": [entry(unit="县公安局")]}
    (problem,) = check_plan(read(a_plan({}, 报送=[reporting])), ON)
    assert (problem.check, problem.path) == ("progress-by-outsider", ("报送", 0, "进展", 0, "单位"))


def test_without_a_directory_any_unit_may_report_for_an_unlisted_group() -> None:
    plan = a_plan({"责任单位": "各乡镇落实", "进展": [entry(unit="城关镇")]})
    assert [p.check for p in check_plan(read(plan, units=None), ON)] == ["summary"]


def test_numbers_repeated_and_out_of_order() -> None:
    plan = a_plan({}, {"序号": "5"}, {}, {"序号": "5"})
    repeated, disorder = found(plan, "task-number-repeated"), found(plan, "task-number-order")
    assert [(p.severity, p.path) for p in repeated] == [("error", ("任务", 3, "序号"))]
    assert "任务2" in repeated[0].message
    assert "任务4" in repeated[0].message
    assert [(p.severity, p.path) for p in disorder] == [("warning", ("任务", 2, "序号"))]


def test_ids_repeated_among_files() -> None:
    (problem,) = check_set([("a.yaml", "p"), ("b.yaml", "q"), ("c.yaml", "p")])
    assert (problem.severity, problem.file, problem.path) == ("error", "c.yaml", ("编号",))
    assert "a.yaml" in problem.message


def test_the_summary_is_one_note() -> None:
    plan = a_plan(
        {"时间节点": "长期坚持"}, {"责任单位": ""}, {"时间节点": ""}, {"责任单位": "各乡镇、相关部门落实"}
    )
    (note,) = check_plan(read(plan), ON)
    assert (note.check, note.severity, note.path) == ("summary", "note", ())
    assert note.message == (
        "没有日期的任务 2 项（序号 1、3）；没有写明责任单位的任务 1 项（序号 2）；"
        "范围未列明的集合 2 个（各乡镇、相关部门）"
    )


def test_only_repeated_numbers_are_errors() -> None:
    """Everything about words, units, order and progress is a warning."""
    plan = a_plan(
        {"序号": "3"},
        {
            "责任单位": "县财政居牵头",
            "时间节点": "按上级要求",
            "进展": [entry(unit="县公安局", day="2099-01-01")],
        },
        {"序号": "1", "任务内容": "年底前完成。", "分办": {"牵头": ["县司法局"]}},
        印发日期="2022-12-05",
    )
    severities = {p.severity for p in check_plan(read(plan), ON)}
    assert severities == {"warning", "note"}
    assert plan_errors(read(plan), ON) == ()
    (error,) = plan_errors(read(a_plan({}, {"序号": "1"})), ON)
    assert (error.severity, error.path) == ("error", ("任务", 1, "序号"))


def test_a_day_that_does_not_exist_is_said_once() -> None:
    (problem,) = [p for p in check_plan(read(a_plan({"时间节点": "2022年2月30日前"})), ON) if p.path]
    assert problem.check == "deadline-unknown"
    assert "没有这一天" in problem.message


def test_without_a_directory_the_plans_own_names_are_suggested() -> None:
    plan = a_plan({"责任单位": "县财政局牵头"}, {"责任单位": "县财政居牵头"})
    (problem,) = found(plan, "responsibility-unknown", units=None)
    assert problem.path == ("任务", 1, "责任单位")
    assert "县财政局" in problem.hint


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([1, 2, 17, 3, 4, 5], ["序号17排在序号3之前"]),
        ([1, 3, 2], ["序号2排在序号3之后"]),
        ([3, 1, 2], ["序号3排在序号1之前"]),
        ([1, 5, 9, 20], []),
        ([3, 2, 1], ["序号2排在序号3之后", "序号1排在序号3之后"]),
    ],
)
def test_only_the_task_out_of_order_is_told(numbers: list[int], told: list[str]) -> None:
    plan = a_plan(*({"序号": str(number)} for number in numbers))
    assert [p.message.partition("，")[0] for p in found(plan, "task-number-order")] == told


@pytest.mark.parametrize(
    ("region", "title", "listed", "told"),
    [
        ("云丁县", "2026年政务公开工作要点", "云汀县", True),
        ("云丁县", "云汀县2026年政务公开工作要点", None, True),
        ("云汀县", "云汀县2026年政务公开工作要点", "云汀县", False),
        ("云汀县", "某某市云汀县2026年政务公开工作要点", None, False),
        ("云汀县", "2026年优化营商环境示范区2026年要点", None, False),
        (None, "云汀县2026年要点", "云汀县", False),
    ],
)
def test_a_region_that_is_written_otherwise_elsewhere(
    region: str | None, title: str, listed: str | None, told: bool
) -> None:
    units = DirectoryFile.model_validate(
        {"单位": [{"名称": "县财政局"}], **({"地区": listed} if listed else {})}
    )
    plan = a_plan({}, 地区=region, 标题=title, 年度="2026")
    assert bool(found(plan, "region-other", units=units)) is told


def test_problems_come_in_the_order_of_the_tasks() -> None:
    plan = a_plan(*({"时间节点": "按上级要求"} for _ in range(12)))
    paths = [p.path for p in check_plan(read(plan), ON) if p.path]
    assert paths == [("任务", n, "时间节点") for n in range(12)]


@given(units=st.text(), deadline=st.text(), content=st.text(), about=st.text(min_size=1))
@settings(max_examples=40)
def test_no_words_break_a_check(units: str, deadline: str, content: str, about: str) -> None:
    """Whatever stands in a plan, every mark lies inside the text it is about."""
    progress = entry(about=about) if plain(about).strip() else entry()
    task = {"责任单位": units, "时间节点": deadline, "任务内容": content, "进展": [progress]}
    for problem in check_plan(read(a_plan(task)), ON):
        if problem.path and problem.length is not None:
            text = value_at(a_plan(task), problem.path)
            assert 0 <= problem.offset < problem.offset + problem.length <= len(text)


def test_every_check_has_a_manual_page() -> None:
    assert len(CHECKS) > 20
    for check in CHECKS:
        page = (check.__doc__ or "").strip().splitlines()
        assert len(page) >= 3, check.__name__
        assert page[1] == "", check.__name__


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (
            "2026年底前完成，每月5日前报送",
            "有的期限写到2026年（“2026年底前”），循环的期限（“每月5日前”）到2022年为止",
        ),
        ("2023年1月底前完成，每月5日前报送", ""),  # looks back on the year
        ("2026年底前完成", ""),  # nothing stops
        ("每月5日前报送", ""),
    ],
)
def test_a_node_past_the_years_of_a_plan_is_asked_about(words: str, asked: str) -> None:
    found = [
        p.message for p in check_plan(read(a_plan({"时间节点": words})), ON) if p.check == "years-beyond-plan"
    ]
    assert found == ([asked] if asked else [])


def test_several_names_in_one_place_of_a_list_are_told_how_to_be_written() -> None:
    said = "几个单位在方括号里用半角逗号隔开：[城关镇, 柳河乡]。"
    (problem,) = found(a_plan({"责任单位": "各乡镇", "范围": {"各乡镇": ["城关镇、柳河乡"]}}), "unit-unknown")
    assert problem.hint == said
    group = {"集合": [{"名称": "各乡镇", "成员": ["城关镇，柳河乡"]}]}
    (told,) = directory_problems(DirectoryFile.model_validate(group))
    assert (told.path, told.hint) == (("集合", 0, "成员", 0), said)
