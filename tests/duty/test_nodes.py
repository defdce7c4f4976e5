"""节点 by the names that 对应节点 may call them: each finds its own milestone and no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ledger.duty.directory import UnitDirectory
from ledger.duty.duty import by_day, duties_of, in_use, tree
from ledger.duty.nodes import entries_about, nodes_of
from ledger.duty.reading import PlanReading, read_items
from ledger.files.yaml.plan_yaml import parse_plan
from ledger.record.model import Plan, Progress


def reading(deadline: str, more: str = "", on: date = date(2022, 11, 20)) -> PlanReading:
    text = (
        "编号: a\n标题: 甲县2022年要点\n年度: 2022\n印发日期: 2022-02-01\n任务:\n- 序号: 1\n  任务名称: 甲\n"
        f"  责任单位: 县财政局\n  时间节点: {deadline}\n{more}"
    )
    plan = parse_plan(Path("a.yaml"), "a.yaml", text.encode()).plan
    assert plan is not None
    return read_items(plan, UnitDirectory.from_plan(plan), on)


@pytest.mark.parametrize(
    ("deadline", "names"),
    [
        ("11月底前", ["2022-11-30"]),
        ("6月底前完成初稿，11月底前公布", ["2022-06-30", "2022-11-30"]),
        ("每季度首月5日前", ["2022-04-05", "2022-07-05", "2022-10-05", "2023-01-05"]),
        ("每年1月底前", ["2023-01-31"]),
        ("长期坚持", ["长期坚持"]),
        ("2022年5月底前，长期坚持", ["2022-05-31"]),  # beside a day 长期 is nobody's duty
        ("每季度1场", ["2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31"]),  # the end of each cycle
        ("6月底前完成初稿，6月底前报送初稿", ["完成初稿", "报送初稿"]),
        (
            "每季度末月25日前报送简报，每年9月25日前报送总结",
            [
                "2022-03-25",
                "2022-06-25",
                "2022-09-25 报送简报",
                "2022-12-25",
                "2022-09-25 报送总结",
            ],
        ),
        ("按上级要求", ["按上级要求"]),
    ],
)
def test_names(deadline: str, names: list[str]) -> None:
    read = reading(deadline)
    assert [node.name for node in nodes_of(read, read.items[0])] == names


def test_no_deadline_is_one_node_without_a_name() -> None:
    read = reading("", "")
    assert [node.name for node in nodes_of(read, read.items[0])] == [""]


@pytest.mark.parametrize(
    "deadline",
    ["11月底前", "6月底前完成初稿，11月底前公布", "每月25日前", "每年1月底前", "10月底前补录完成，每年3月底前公布", "3月至10月", "每季度1场", "每季度1场，11月底前总结", "6月底前完成初稿，6月底前报送初稿", "每季度末月25日前报送简报，每年9月25日前报送总结"],
)  # fmt: skip
def test_an_entry_under_the_name_is_heard_by_that_duty_alone(deadline: str) -> None:
    read = reading(deadline)
    nodes = nodes_of(read, read.items[0])
    for node in nodes:
        entry = Progress(日期=date(2022, 11, 1), 单位="县财政局", 状态="推进中", 对应节点=node.name)  # type: ignore[call-arg]
        heard = [n.name for n in nodes if n.hears(entry)]
        assert heard == [node.name]


def test_every_duty_has_its_node() -> None:
    read = reading("10月底前补录完成，每年3月底前公布")
    nodes = tree(read, date(2022, 11, 20))
    assert [node.name for node in nodes] == ["2022-10-31", "2023-03-31"]
    assert [duty.node for node in nodes for duty in node.duties] == ["2022-10-31", "2023-03-31"]


def test_an_entry_naming_the_day_before_a_later_notice_moved_it_is_still_about_it() -> None:
    more = (
        "  调整: [{日期: 2022-11-01, 依据: 某文, 时间节点: 12月15日前}]\n"
        "  进展: [{日期: 2022-10-20, 单位: 县财政局, 状态: 推进中, 对应节点: 2022-11-30}]\n"
    )
    read = reading("11月底前", more)
    (node,) = nodes_of(read, read.items[0])
    assert node.name == "2022-12-15"
    assert len(entries_about(read, node, "县财政局", date(2022, 11, 20))) == 1


def test_an_extension_of_one_milestone_says_nothing_about_another() -> None:
    """The first was put off to the day of a third: an entry about that day is not about the second."""
    more = (
        "  进展:\n"
        "  - {日期: 2022-06-01, 状态: 延期, 对应节点: 2022-06-30, 延期至: 2022-09-15, 原因: 等}\n"
        "  - {日期: 2022-09-10, 单位: 县财政局, 状态: 已完成, 对应节点: 2022-09-15}\n"
    )
    read = reading("6月底前完成初稿，11月底前公布", more)
    june, november = nodes_of(read, read.items[0])
    on = date(2022, 11, 20)
    assert [e.status for e in entries_about(read, june, "县财政局", on)] == ["延期", "已完成"]
    assert entries_about(read, november, "县财政局", on) == []


def test_the_tree_holds_items_nodes_entries_and_duties() -> None:
    more = (
        "  进展:\n"
        "  - {日期: 2022-06-20, 单位: 县财政局, 状态: 已完成, 对应节点: 2022-06-30}\n"
        "  - {日期: 2022-07-01, 状态: 已取消, 对应节点: 2022-11-30, 原因: 合并}\n"
        "  - {日期: 2022-12-01, 单位: 县财政局, 状态: 推进中, 对应节点: 2022-11-30}\n"
    )
    read = reading("6月底前完成初稿，11月底前公布", more)
    on = date(2022, 11, 20)
    june, november = tree(read, on)
    assert (june.item, november.item) == (read.items[0], read.items[0])
    assert [[e.day.month for e in node.entries] for node in (june, november)] == [[6], [7]]
    assert [(node.done, node.cancelled) for node in (june, november)] == [(True, False), (False, True)]
    assert duties_of(read, on) == june.duties + november.duties


def test_one_extension_stands_on_a_line_of_its_own() -> None:
    text = (
        "编号: a\n标题: 甲县2022年要点\n年度: 2022\n任务:\n- 序号: 1\n  任务名称: 甲\n  责任单位: 县财政局、县教育局\n"
        "  时间节点: 6月底前\n  进展: [{日期: 2022-06-01, 单位: 县教育局, 状态: 延期, 延期至: 2022-08-31, 原因: 等}]\n"
    )
    plan = parse_plan(Path("a.yaml"), "a.yaml", text.encode()).plan
    assert plan is not None
    on = date(2022, 6, 20)
    (node,) = tree(read_items(plan, UnitDirectory.from_plan(plan), on), on)
    assert [[duty.unit for duty in rows] for rows in by_day(node.duties)] == [["县财政局"], ["县教育局"]]


@pytest.mark.parametrize(
    ("archived", "used"),
    [("", True), ("归档: 2022-11-21\n", True), ("归档: 2022-11-20\n", False), ("归档: 2022-11-19\n", False)],
)
def test_a_plan_is_in_use_until_the_day_it_is_archived(archived: str, used: bool) -> None:
    assert in_use(reading("11月底前", archived), date(2022, 11, 20)) is used


def test_without_a_milestone_a_name_means_nothing_and_an_extension_changes_no_day() -> None:
    more = (
        "  进展:\n  - {日期: 2022-06-01, 状态: 延期, 延期至: 2022-09-15, 原因: 等}\n"
        "  - {日期: 2022-06-02, 单位: 县财政局, 状态: 推进中, 对应节点: 2022-09-15}\n"
    )
    (node,) = tree(reading("", more), date(2022, 11, 20))
    assert [e.day.day for e in node.entries] == [1]
    assert [(duty.state, duty.due) for duty in node.duties] == [("extended", None)]


def test_a_day_and_a_matter_together_are_understood_however_the_day_is_written() -> None:
    read = reading("6月底前完成初稿，11月底前公布")
    june, november = nodes_of(read, read.items[0])
    for name, meant in (
        ("2022-06-30 完成初稿", [june]), ("2022年6月30日 完成初稿", [june]), ("2022-06-30 公布", []),
        ("2022-07-01 完成初稿", []), ("公布", [november]), ("甲 乙", []),
    ):  # fmt: skip
        entry = Progress(日期=date(2022, 6, 1), 状态="推进中", 对应节点=name)  # type: ignore[call-arg]
        assert [node for node in (june, november) if node.hears(entry)] == meant, name


def test_the_office_s_own_working_days_move_the_first_working_day_of_a_month() -> None:
    """2026-06-01 is a Monday; the office is told that it rests that day."""
    task = {"序号": "1", "任务名称": "报送", "责任单位": "县财政局", "时间节点": "每月第1个工作日"}
    plan = Plan.model_validate({"编号": "p", "标题": "要点", "年度": "2026", "任务": [task]})
    directory = UnitDirectory.from_plan(plan)
    on = date(2026, 1, 1)
    for overrides, day in (({}, date(2026, 6, 1)), ({date(2026, 6, 1): False}, date(2026, 6, 2))):
        reading = read_items(plan, directory, on, overrides)
        dues = [node.due for node in nodes_of(reading, reading.items[0])]
        assert day in dues
        assert sum(due is not None and due.month == 6 for due in dues) == 1
