"""One invented year of 沁源 2022 on twelve days: `report`, `due` and a count by hand say the same.

The counts were made by hand from the progress in `examples/一年/`. How: 49 Duties (one due 9-30, two
10-31, four 11-30, one 2023-03-31, the other 41 on 12-31); 36 milestones (task 6 and task 17 have two);
34 tasks, of which 12 and 29 are carried only by groups whose members nobody listed.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import PlanReading, read_items
from ledger.questions.due import due
from ledger.questions.remind import Ahead, remind
from ledger.questions.report import report
from ledger.record.directory_model import DirectoryFile
from ledger.record.model import Plan
from ledger.values.report import Tally
from ledger.views.due import due_text
from tests.example_year import loaded_year, year

# day, then (办结, 其中逾期办结, 逾期, 临近, 未到期, 范围未列明, 已取消) of tasks, milestones, Duties.
BY_HAND = (
    ("2022-01-31", (0, 0, 0, 0, 32, 2, 0), (0, 0, 0, 0, 34, 2, 0), (0, 0, 0, 0, 49, 0, 0)),  # nothing yet
    ("2022-03-31", (1, 0, 0, 0, 31, 2, 0), (1, 0, 0, 0, 33, 2, 0), (1, 0, 0, 0, 48, 0, 0)),  # 30 done
    ("2022-06-30", (1, 0, 0, 0, 31, 2, 0), (1, 0, 0, 0, 33, 2, 0), (1, 0, 0, 0, 48, 0, 0)),  # under way only
    ("2022-07-31", (1, 0, 0, 0, 30, 2, 1), (1, 0, 0, 0, 32, 2, 1), (1, 0, 0, 0, 47, 0, 1)),  # 15 cancelled
    ("2022-09-01", (2, 0, 0, 1, 28, 2, 1), (2, 0, 0, 1, 30, 2, 1), (2, 0, 0, 1, 45, 0, 1)),  # 13 near
    ("2022-09-30", (3, 0, 0, 0, 28, 2, 1), (3, 0, 0, 0, 30, 2, 1), (3, 0, 0, 0, 45, 0, 1)),  # 13 done
    # 12 confirmed for its groups, late; 6 due today, 10 extended to 11-15, 4 5 9 22 in thirty days
    ("2022-10-31", (4, 1, 0, 6, 22, 1, 1), (4, 1, 0, 6, 24, 1, 1), (3, 0, 0, 6, 39, 0, 1)),
    ("2022-11-01", (4, 1, 1, 5, 22, 1, 1), (4, 1, 1, 5, 24, 1, 1), (3, 0, 1, 5, 39, 0, 1)),  # 6 late
    # 6 (late), 10, 32, 4, 22 done; 5 and 9 late; everything of 12-31 is near
    ("2022-12-01", (8, 1, 2, 21, 1, 1, 1), (9, 2, 2, 22, 1, 1, 1), (8, 1, 2, 37, 1, 0, 1)),
    # 9 was extended only after its day: still late; 11, 8 and one half of 26 done
    ("2022-12-15", (10, 1, 2, 19, 1, 1, 1), (11, 2, 2, 20, 1, 1, 1), (11, 1, 2, 34, 1, 0, 1)),
    # the last day: not late yet 7, 14, 16, 17 (one of two), 23, 28
    ("2022-12-31", (25, 3, 0, 6, 1, 1, 1), (27, 4, 0, 6, 1, 1, 1), (40, 3, 0, 7, 1, 0, 1)),
    # 14, 17 and one of 16 done late; 29 confirmed; left: 7, 16 (县农业农村局), 23 (联络中心), 28
    ("2023-01-15", (28, 5, 4, 0, 1, 0, 1), (30, 6, 4, 0, 1, 0, 1), (43, 6, 4, 0, 1, 0, 1)),
)


def figures(counts: Tally) -> tuple[int, ...]:
    kinds = ("done", "done_late", "red", "amber", "green", "unlisted", "cancelled")
    return tuple(getattr(counts, kind) for kind in kinds)


@pytest.mark.parametrize(("day", "tasks", "milestones", "duties"), BY_HAND, ids=[row[0] for row in BY_HAND])
def test_report_counts_what_a_hand_counts(
    day: str, tasks: tuple[int, ...], milestones: tuple[int, ...], duties: tuple[int, ...]
) -> None:
    on = date.fromisoformat(day)
    answer = report([year(on)], on)
    assert figures(answer.tasks) == tasks
    assert figures(answer.milestones) == milestones
    assert figures(answer.duties) == duties
    assert (answer.tasks.total, answer.milestones.total, answer.duties.total) == (34, 36, 49)


@pytest.mark.parametrize("day", [row[0] for row in BY_HAND])
def test_report_agrees_with_due(day: str) -> None:
    on = date.fromisoformat(day)
    reading = year(on)
    answer, asked = report([reading], on), due([reading], on)
    lights = [duty.light for duty in asked.listed]
    assert (lights.count("red"), lights.count("amber")) == (answer.duties.red, answer.duties.amber)
    for row in answer.units:
        mine = [duty.light for duty in asked.listed if duty.unit == row.name]
        assert (mine.count("red"), mine.count("amber")) == (row.counts.red, row.counts.amber), row.name
    title = due_text(asked, width=None, colour=False).splitlines()[0]
    red, amber = answer.milestones.red, answer.milestones.amber
    if red or amber:
        assert title.endswith(f"{day}：逾期 {red} 项，30 天内到期 {amber} 项。")
    else:
        assert title.endswith(f"{day}：没有逾期的，30 天内也没有到期的。")


@pytest.mark.parametrize("day", [row[0] for row in BY_HAND])
def test_report_agrees_with_remind(day: str) -> None:
    on = date.fromisoformat(day)
    reading = year(on)
    answer, notices = report([reading], on), remind([Ahead(reading, 30)], on).notices
    told = {notice.unit: (len(notice.late), len(notice.soon)) for notice in notices}
    counted = {row.name: (row.counts.red, row.counts.amber) for row in answer.units}
    if (
        day == "2022-12-15"
    ):  # its extension, granted too late, runs to 12-25: red in the report, not urged as late
        red, amber = counted["县行政审批局"]
        counted["县行政审批局"] = red - 1, amber + 1
    assert told == {unit: both for unit, both in counted.items() if any(both)}


def test_break_downs_add_up() -> None:
    on = date(2023, 1, 15)
    for by in ("unit", "section", "plan"):
        answer = report([year(on)], on, by=by)
        whole = answer.duties if by == "unit" else answer.tasks
        assert answer.rows
        columns = zip(*(figures(row.counts) for row in answer.rows), strict=True)
        assert tuple(map(sum, columns)) == figures(whole)
    assert sum(month.counts.total for month in answer.months) == answer.milestones.total


def test_longest_overdue_first_and_newest_progress() -> None:
    on = date(2022, 12, 15)
    answer = report([year(on)], on)
    assert [(node.no, node.due) for node in answer.late] == [
        (5, date(2022, 11, 30)),
        (9, date(2022, 12, 25)),  # the extension came too late
    ]
    assert [(entry.day.isoformat(), entry.no) for entry in answer.latest[:3]] == [
        ("2022-12-15", 8),
        ("2022-12-14", 26),
        ("2022-12-12", 11),
    ]
    assert len(answer.latest) == 10


def test_fourth_quarter() -> None:
    """From 10-01 to 12-31: due were 6, 10 (11-15), 4 5 9 22 (9 on 12-25) and 26 of 12-31 (15 is cancelled);
    done 40 less the three of before (30, 31, 13); late among them 6, 5, 9."""
    on = date(2022, 12, 31)
    period = report([year(on)], on, since=date(2022, 10, 1)).period
    assert period is not None
    assert (period.due, period.done, period.done_late, period.became_late) == (32, 37, 3, 0)
    on = date(2022, 12, 15)
    period = report([year(on)], on, since=date(2022, 12, 1)).period
    assert period is not None
    assert (period.due, period.done, period.became_late) == (0, 3, 2)  # 8, 11, 26 done; 5 and 9 late


PLAN = Plan.model_validate(
    {
        "编号": "t",
        "标题": "示例",
        "年度": "2022",
        "印发日期": "2022-01-01",
        "任务": [
            {"序号": "1", "任务名称": "甲", "责任单位": "县财政局牵头，县教育局配合", "时间节点": "3月底前"},
            {"序号": "2", "任务名称": "乙", "时间节点": "5月底前"},
            {"序号": "3", "任务名称": "丙", "责任单位": "县教育局", "时间节点": "长期坚持"},
        ],
        "报送": [
            {
                "事项": "季度表",
                "单位": "县财政局、县教育局",
                "期限": "每季度首月5日前",
                "逾期视为": "无",
                "进展": [
                    {"日期": "2022-04-03", "单位": "县财政局", "状态": "已完成", "对应节点": "2022-04-05"}
                ],
            },
            {"事项": "总结", "单位": "县教育局", "期限": "2022年6月1日前"},
        ],
    }
)


def small(on: date) -> PlanReading:
    return read_items(PLAN, UnitDirectory.from_plan(PLAN), on)


def test_reporting_duties_count_like_tasks_and_deemed_is_not_late() -> None:
    on = date(2022, 6, 10)
    answer = report([small(on)], on)
    stages = {(node.no, str(node.due)): node.stage for node in answer.nodes}
    assert stages == {
        (1, "2022-03-31"): "red",
        (2, "2022-05-31"): "red",  # names nobody: counted, as 未明确责任单位
        (3, "None"): "undated",
        ("报1", "2022-04-05"): "deemed",  # one handed in, the other is taken as 无
        ("报1", "2022-07-05"): "amber",
        ("报2", "2022-06-01"): "red",
    }
    assert (answer.tasks.total, answer.tasks.red, answer.tasks.amber, answer.tasks.undated) == (5, 3, 1, 1)
    assert [row.name for row in answer.rows] == ["县财政局", "县教育局", "未明确责任单位"]


def test_a_group_without_members_is_counted_apart_and_never_late() -> None:
    plan = Plan.model_validate(
        {
            "编号": "g",
            "标题": "示例",
            "年度": "2022",
            "任务": [{"序号": "1", "任务名称": "甲", "责任单位": "各乡镇", "时间节点": "3月底前"}],
        }
    )
    directory = UnitDirectory(DirectoryFile.model_validate({"集合": [{"名称": "各乡镇"}]}), None)
    on = date(2022, 12, 1)
    answer = report([read_items(plan, directory, on)], on)
    assert answer.tasks == Tally(unlisted=1)
    assert answer.duties.total == 0
    assert answer.nodes[0].groups == ("各乡镇",)


def test_the_year_validates() -> None:
    loaded = loaded_year(date(2023, 1, 15))
    assert loaded.file.problems == ()
    assert loaded.directory is not None
    assert loaded.directory.problems == ()
    assert loaded.office is not None
    assert loaded.office.problems == ()


ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "日期": st.dates(date(2022, 1, 1), date(2022, 12, 31)).map(str),
            "状态": st.sampled_from(["未启动", "推进中", "已完成", "申请延期", "已销号", "已取消"]),
        },
        optional={"单位": st.sampled_from(["县财政局", "县教育局", "某某镇"])},
    ),
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(entries=ENTRIES, on=st.dates(date(2022, 1, 1), date(2023, 3, 1)))
def test_whatever_was_reported_the_figures_agree(entries: list[dict[str, str]], on: date) -> None:
    """Every stage adds up, and red and amber are what `due` lists, on any day, for any progress."""
    words = "县财政局牵头，县教育局、各乡镇配合"
    several = Plan.model_validate(
        {
            "编号": "h",
            "标题": "示例",
            "年度": "2022",
            "任务": [
                {"序号": "1", "任务名称": "甲", "责任单位": words, "时间节点": "6月底前", "进展": entries},
                {"序号": "2", "任务名称": "乙", "责任单位": "各乡镇", "时间节点": "6月底前", "进展": entries},
                {"序号": "3", "任务名称": "丙", "时间节点": "长期坚持", "进展": entries},
            ],
        }
    )
    directory = UnitDirectory(
        DirectoryFile.model_validate(
            {"单位": [{"名称": "县财政局"}, {"名称": "县教育局"}], "集合": [{"名称": "各乡镇"}]}
        ),
        None,
    )
    reading = read_items(several, directory, on)
    answer, asked = report([reading], on), due([reading], on)
    assert (answer.tasks.total, answer.milestones.total) == (3, 3)
    lights = [duty.light for duty in asked.listed]
    assert (lights.count("red"), lights.count("amber")) == (answer.duties.red, answer.duties.amber)
    lines = {(duty.no, duty.kind, duty.due, duty.what) for duty in asked.listed if duty.light == "red"}
    assert len(lines) == answer.milestones.red
    assert sum(row.counts.total for row in answer.units) == answer.duties.total
