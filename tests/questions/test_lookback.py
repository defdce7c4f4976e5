"""回头看 on the invented year, worked out by hand; and what is carried over, pasted and read again."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ledger.cli.main import app
from ledger.cli.office import load
from ledger.duty.directory import UnitDirectory
from ledger.duty.duty import duties_of
from ledger.duty.entry import case_of, entry_faults
from ledger.duty.reading import read_items
from ledger.files.yaml.plan_yaml import read_plan
from ledger.questions.likeness import match
from ledger.questions.lookback import by_unit, carried, lookback
from ledger.record.directory_model import DirectoryFile
from ledger.record.model import Plan, Roles
from ledger.views.lookback import lookback_text
from tests.example_year import FOLDER, YEAR, year

ON = date(2023, 1, 15)


def test_what_the_year_left() -> None:
    left = [
        (one.duty.unit, one.duty.no, one.fate, one.silent) for one in by_unit(lookback(year(ON), ON).left)
    ]
    assert left == [
        ("开发区", 7, "late", False),  # 推进中 since June
        ("开发区", 14, "done_late", False),
        ("县农业农村局", 16, "late", True),
        ("县政府值班联络中心", 23, "late", True),
        ("县人社局", 28, "late", True),
        ("县市场监管局", 6, "open", True),  # 每年3月底前: what was said is about the other milestone
        ("县市场监管局", 6, "done_late", False),
        ("县公安局", 5, "done_late", False),
        ("县行政审批局", 9, "done_late", False),
        ("县水利局", 16, "done_late", False),
        ("县财政局", 17, "done_late", False),
    ]


def test_text_names_unit_fate_and_last_word() -> None:
    lines = lookback_text(lookback(year(ON), ON), width=None, colour=False).splitlines()
    assert lines[0] == (
        "2023-01-15 回头看《沁源县2022年政务公开工作要点任务分解表》：逾期未办结 4 件，其他未办结 1 件"
        "（两者中从未报过进展 3 件），逾期办结 6 件，未报视为 0 件。"
    )
    assert lines[3].split() == [
        "开发区", "逾期未办结，逾期", "15", "天", "2022-12-31", "7", "落实《个人信息保护法》",
        "2022-06-30", "推进中，示例，处理规则正在起草",
    ]  # fmt: skip


def test_groups_are_those_that_due_names_each_in_one_spelling() -> None:
    assert lookback(year(ON), ON).groups == (
        "各乡镇", "县直各有关部门", "相关部门", "各相关职能部门", "各行业主管部门", "归口管理的公共企事业单位",
        "等部门", "有关部门", "县直各有关单位", "县直各部门",
    )  # fmt: skip


def plan(year: int, *tasks: dict[str, object], **more: object) -> Plan:
    return Plan.model_validate(
        {"编号": f"p-{year}", "标题": "示例", "年度": str(year), "任务": list(tasks), **more}
    )


def task(no: int, name: str, content: str = "", **more: object) -> dict[str, object]:
    return {"序号": str(no), "任务名称": name, "任务内容": content, **more}


@pytest.mark.parametrize(
    ("name", "new", "found"),
    [
        ("行政处罚信息公开", [(4, "行政处罚信息公开")], (4, "number")),
        ("行政处罚信息公开", [(4, "财政信息公开"), (9, "做好行政处罚信息公开")], (9, "likeness")),
        ("行政处罚信息公开", [(4, "“双减”信息公开")], None),  # 信息公开 alone makes no likeness
        ("政府公报", [(4, "优化政府公报工作")], (4, "number")),  # enough under the same number
        ("政府公报", [(5, "优化政府公报工作")], None),  # and not under another
        ("组织保障", [(4, "强化考核")], None),
    ],
)
def test_matching(name: str, new: list[tuple[int, str]], found: tuple[int, str] | None) -> None:
    old = plan(2022, task(4, name))
    answer = match(old, [4], plan(2023, *(task(no, words) for no, words in new))).get(4)
    assert (answer and (answer.no, answer.how)) == found


def test_nothing_is_taken_twice_and_a_mark_settles_it() -> None:
    old = plan(2022, task(1, "财政信息公开"), task(2, "财政信息公开工作"))
    new = plan(2023, task(7, "财政信息公开"), task(8, "别的", 结转自="p-2022 第2项"))
    assert {no: (one.no, one.how) for no, one in match(old, [1, 2], new).items()} == {
        1: (7, "likeness"),
        2: (8, "mark"),
    }


OLD = plan(
    2022,
    task(
        1, "甲", 责任单位="县财政局、县教育局", 时间节点="11月底前",
        进展=[{"日期": "2022-11-20", "单位": "县教育局", "状态": "已完成"}],
    ),
    task(2, "乙", 责任单位="县财政局牵头，县教育局配合", 时间节点="10月底前完成"),
    task(3, "丙", 责任单位="县教育局", 时间节点="长期坚持"),
    task(4, "丁", 责任单位="县教育局", 时间节点="按上级要求"),
    报送=[{"事项": "总结", "单位": "县教育局", "期限": "2022年12月5日前"}],
)  # fmt: skip


def test_only_who_is_not_done_is_carried_and_the_day_stays() -> None:
    reading = read_items(OLD, UnitDirectory.from_plan(OLD), ON)
    answer = lookback(reading, ON, plan(2023, task(5, "别的")))
    first, second, third = carried(answer, reading)
    assert (first.no, first.name, first.carried_from) == (6, "甲", "p-2022 第1项")
    assert first.responsibility == Roles(responsible=("县财政局",))
    assert first.deadline == "2022年11月30日前"
    assert first.remark == "原期限2022-11-30，截至2023-01-15逾期46天；未办结单位：县财政局；从未报过进展"
    assert (second.no, second.responsibility) == (7, "县财政局牵头，县教育局配合")
    assert (third.name, third.deadline) == ("丁", "按上级要求")  # not understood: kept as words
    # 丙 goes on without a day, and a 报送 whose day has gone is not carried


def test_what_else_a_task_says_goes_with_it_and_what_counts_from_last_year_does_not() -> None:
    given: dict[str, Any] = {
        "责任领导": "李县长",
        "来源": "例县常务会议纪要3号",
        "备注": "分两批",
        "其他": {"目标": "三处"},
    }
    last_year: dict[str, Any] = {"交办日期": "2022-03-01", "起始": "2022-04-01", "原编号": "1."}
    old = plan(2022, task(1, "甲", 责任单位="县财政局", 时间节点="11月底前", **given, **last_year))
    reading = read_items(old, UnitDirectory.from_plan(old), ON)
    (one,) = carried(lookback(reading, ON, plan(2023, task(5, "别的"))), reading)
    assert (one.leader, one.source, one.other) == ("李县长", "例县常务会议纪要3号", {"目标": "三处"})
    assert (one.given, one.starts, one.begins, one.original_no) == (None, None, None, None)
    assert one.remark == (
        "原期限2022-11-30，截至2023-01-15逾期46天；未办结单位：县财政局；从未报过进展；分两批"
    )


def test_of_a_group_only_the_members_that_are_not_done_are_carried() -> None:
    """云岭镇 was let off by the office: next year asks the other two, not 各乡镇."""
    old = plan(
        2022,
        task(
            1, "甲", 责任单位="县财政局牵头，各乡镇配合", 时间节点="11月底前",
            进展=[{"日期": "2022-11-20", "单位": "云岭镇", "状态": "已完成"}],
        ),
    )  # fmt: skip
    towns = ["云岭镇", "石桥镇", "青溪乡"]
    names = [{"名称": name} for name in ("县财政局", *towns)]
    groups = [{"名称": "各乡镇", "成员": towns}]
    directory = DirectoryFile.model_validate({"单位": names, "集合": groups})
    reading = read_items(old, UnitDirectory(directory, None), ON)
    (task_,) = carried(lookback(reading, ON, plan(2023, task(5, "别的"))), reading)
    assert task_.responsibility == Roles(lead=("县财政局",), support=("石桥镇", "青溪乡"))


def test_another_deadline_replaces_the_day() -> None:
    reading = read_items(OLD, UnitDirectory.from_plan(OLD), ON)
    answer = lookback(reading, ON, plan(2023, task(5, "别的")))
    assert [one.deadline for one in carried(answer, reading, "3月底前")] == ["3月底前"] * 3


NEW = {
    "flat": """编号: qinyuan-2023-example
标题: 沁源县2023年政务公开工作要点（示例）
地区: 沁源县
年度: 2023
任务:
- 序号: 1
  任务名称: 稳就业保就业信息公开
  责任单位: 县人社局牵头，各乡镇及有关部门落实
  时间节点: 全年
""",
    "indented": """编号: qinyuan-2023-example
标题: 沁源县2023年政务公开工作要点（示例）
地区: 沁源县
年度: 2023
任务:
    - 序号: 1
      任务名称: 稳就业保就业信息公开
      责任单位: 县人社局牵头，各乡镇及有关部门落实
      时间节点: 全年
""",
}


@pytest.mark.parametrize("shape", NEW)
@pytest.mark.parametrize("deadline", [None, "3月底前"])
def test_into_writes_what_is_left_and_undo_takes_it_back(
    tmp_path: Path, shape: str, deadline: str | None
) -> None:
    new = tmp_path / "new.yaml"
    new.write_text(NEW[shape], encoding="utf-8")
    (tmp_path / "units.yaml").write_text(
        (FOLDER / "units.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    command = ["lookback", str(YEAR), "--into", str(new), "--on", "2023-01-15"]
    command += ["--deadline", deadline] if deadline else []
    tried = CliRunner().invoke(app, [*command, "--dry-run"])
    assert tried.exit_code == 0, tried.output
    assert "将写入" in tried.stderr
    assert "结转自: qinyuan-2022-example 第16项" in tried.stdout
    assert new.read_text(encoding="utf-8") == NEW[shape]
    written = CliRunner().invoke(app, command)
    assert written.exit_code == 0, written.output
    assert written.stdout == tried.stdout
    assert "原第28项“稳就业保就业信息公开”与本年第1项“稳就业保就业信息公开”相近" in written.stderr
    assert f"顶格写上“归档: {ON}”，就只按本年的提醒" in written.stderr, (
        "else both plans remind of what is carried"
    )
    assert new.read_text(encoding="utf-8").startswith(NEW[shape])

    pasted = read_plan(new)
    assert pasted.problems == ()
    assert pasted.plan is not None
    old = year(ON).plan
    added = pasted.plan.tasks[1:]
    assert [one.no for one in added] == [2, 3, 4, 5]
    assert [one.carried_from for one in added] == [f"qinyuan-2022-example 第{n}项" for n in (6, 7, 16, 23)]
    for one, n in zip(added, (6, 7, 16, 23), strict=True):
        before = next(task for task in old.tasks if task.no == n)
        assert (one.name, one.content, one.progress) == (before.name, before.content, ())
    reading = load([new], ON)[0].reading
    assert reading is not None
    red = [(duty.no, duty.unit) for duty in duties_of(reading, ON) if duty.light == "red"]
    owed = [(3, "开发区"), (4, "县农业农村局"), (5, "县政府值班联络中心")]
    assert red == ([] if deadline else owed)  # nobody gains a year by being carried over
    checked = CliRunner().invoke(app, ["validate", str(new), "--on", "2023-01-15"])
    assert checked.exit_code == 0, checked.output
    assert "date-only-in-text" not in checked.stdout, "the dates of last year's text are no deadlines"
    owing = [] if deadline else [f"第{no}项是结转来的，期限还是上年的2022年12月31日" for no, _ in owed]
    assert re.findall("第.项是结转来的，[^ ]*", checked.stdout) == owing

    again = CliRunner().invoke(app, command)  # what is marked is not written twice
    assert again.stdout == ""
    assert "原第7项已结转为第3项，不再写。" in again.stderr
    undone = CliRunner().invoke(app, ["undo", str(new)])
    assert undone.exit_code == 0, undone.output
    assert new.read_text(encoding="utf-8") == NEW[shape]


def test_of_two_plans_for_next_year_the_matter_tells_else_it_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(name: str, matter: str, of: int) -> None:
        text = f"编号: {name}\n标题: 某县{of}年{matter}工作要点\n地区: 某县\n年度: {of}\n任务:\n"
        text += "- {序号: 1, 任务名称: 甲, 责任单位: 县财政局, 时间节点: 6月底前}\n"
        (tmp_path / "plans" / f"{name}.yaml").write_text(text, "utf-8")

    (tmp_path / "plans").mkdir()
    monkeypatch.chdir(tmp_path)
    write("old", "政务公开", 2022)
    write("open", "政务公开", 2023)
    write("trade", "营商环境", 2023)
    told = CliRunner().invoke(app, ["lookback", "old", "--on", "2023-01-15", "--json"])
    assert '"into": "open"' in told.stdout
    write("open", "防汛", 2023)
    asked = CliRunner().invoke(app, ["lookback", "old", "--on", "2023-01-15", "--json"])
    assert '"into": null' in asked.stdout
    assert asked.stderr == (
        "2023 年度的计划有 2 份：防汛（open）、营商环境（trade），不知与哪一份对照，没有对照；请加 --against 编号。\n"
    )
    named = CliRunner().invoke(app, ["lookback", "old", "--against", "trade", "--on", "2023-01-15", "--json"])
    assert '"into": "trade"' in named.stdout
    assert named.stderr == ""


def test_a_unit_that_reported_on_another_node_is_not_said_to_be_silent() -> None:
    """The first of two nodes was reported done: the second is open, but its unit did speak."""
    entry = {"日期": "2022-04-30", "单位": "县财政局", "状态": "已完成", "对应节点": "2022-06-30"}
    task = {
        "序号": 1,
        "任务名称": "甲",
        "责任单位": "县财政局、县教育局",
        "时间节点": "6月底前完成初稿，11月底前公布",
    }
    old = {"编号": "a", "标题": "例县2022年要点", "年度": 2022, "任务": [task | {"进展": [entry]}]}
    new = {"编号": "b", "标题": "例县2023年要点", "年度": 2023, "任务": [{"序号": 1, "任务名称": "别的"}]}
    plan, into = Plan.model_validate(old), Plan.model_validate(new)
    reading = read_items(plan, UnitDirectory.from_plan(plan), ON)
    answer = lookback(reading, ON, into)
    assert {(one.duty.unit, str(one.duty.due)): one.silent for one in answer.left} == {
        ("县财政局", "2022-11-30"): True,
        ("县教育局", "2022-06-30"): True,
        ("县教育局", "2022-11-30"): True,
    }
    shown = lookback_text(answer, width=None, colour=False)
    assert (shown.count("从未报过进展"), shown.count("这个节点没有报过")) == (3, 1)  # one in the title
    (carried_task,) = carried(answer, reading)
    assert "最近进展：县财政局已完成（2022-04-30）" in (carried_task.remark or "")
    assert "从未报过" not in (carried_task.remark or "")


def test_one_unit_with_an_extension_does_not_double_the_task() -> None:
    """县教育局 was given until the end of March, 县财政局 not: one task by 县财政局's day, the grant beside it."""
    granted = {
        "日期": "2022-11-20", "单位": "县教育局", "状态": "延期", "延期至": "2023-03-31", "原因": "换系统",
    }  # fmt: skip
    asked = {"日期": "2022-11-18", "单位": "县教育局", "状态": "申请延期"}
    alone = task(1, "甲", 责任单位="县财政局、县教育局", 时间节点="11月底前", 进展=[asked, granted])
    matters = task(
        2, "乙", 责任单位="县财政局、县教育局",
        补充节点=[{"事项": "方案", "期限": "6月底前"}, {"事项": "验收", "期限": "11月底前"}],
        进展=[granted | {"对应节点": "验收"}],
    )  # fmt: skip
    old = plan(2022, alone, matters)
    reading = read_items(old, UnitDirectory.from_plan(old), ON)
    new = plan(2023, task(5, "别的"))
    one, two = carried(lookback(reading, ON, new), reading)
    assert (one.deadline, one.extra, one.responsibility) == ("2022年11月30日前", (), "县财政局、县教育局")
    assert [(entry.status, str(entry.extend_to), entry.reason) for entry in one.progress] == [
        ("延期", "2023-03-31", "换系统")
    ]
    assert one.remark == (
        "原期限2022-11-30，截至2023-01-15逾期46天；县教育局原期限2023-03-31（原2022-11-30）；"
        "未办结单位：县财政局、县教育局；最近进展：县教育局延期，换系统（2022-11-20）"
    )
    assert [(extra.what, extra.deadline) for extra in two.extra] == [
        ("方案", "2022年6月30日前"),
        ("验收", "2022年11月30日前"),
    ]
    carried_plan = new.model_copy(update={"tasks": (*new.tasks, one, two)})
    again = read_items(carried_plan, UnitDirectory.from_plan(carried_plan), ON)
    assert not [
        fault
        for item in again.items
        for e in item.progress
        for fault in entry_faults(case_of(again, item, ON), e)
    ]
    days = {(d.no, d.what, d.unit): d.due for d in duties_of(again, ON)}
    assert days[6, None, "县财政局"] == date(2022, 11, 30)
    assert days[6, None, "县教育局"] == date(2023, 3, 31)
    assert days[7, "方案", "县教育局"] == date(2022, 6, 30)
    assert days[7, "验收", "县教育局"] == date(2023, 3, 31)
    assert days[7, "验收", "县财政局"] == date(2022, 11, 30)
    assert carried(lookback(reading, ON, new), reading, "3月底前")[0].progress == ()


@pytest.mark.parametrize("deadline", [None, "3月底前"])
def test_what_is_given_item_by_item_takes_what_is_carried_without_asking_when_it_was_given(
    tmp_path: Path, deadline: str | None
) -> None:
    """A register begun in 2021: the new words are those of 2023, and no day carried over is read in another year."""
    new = tmp_path / "new.yaml"
    command = ["lookback", str(YEAR), "--into", str(new), "--on", "2023-01-15"]
    missing = CliRunner().invoke(app, command)
    assert (missing.exit_code, new.exists()) == (3, False)
    assert f"ledger draft 文件 -o {new}" in missing.stderr
    assert f"ledger add {new} --title 标题" in missing.stderr
    new.write_text(
        "编号: x\n标题: 督查事项\n地区: 沁源县\n年度: 2021\n滚动: 是\n任务:\n- 序号: 1\n  任务名称: 甲\n"
        "  责任单位: 县财政局\n  时间节点: 6月底前\n  交办日期: 2022-03-01\n",
        "utf-8",
    )
    assert CliRunner().invoke(app, [*command, *(["--deadline", deadline] if deadline else [])]).exit_code == 0
    loaded = read_plan(new).plan
    assert loaded is not None
    reading = read_items(loaded, UnitDirectory.from_plan(loaded), ON)
    days = {m.day_due for item in reading.items[1:] for m in item.milestones} - {None}
    assert days == {date(2023, 3, 31) if deadline else date(2022, 12, 31)}
    checked = CliRunner().invoke(app, ["validate", str(new), "--on", "2023-01-15"]).stdout
    assert "given-missing" not in checked
    by_hand = new.read_text("utf-8").replace("2022年12月31日前", "6月底前")  # then nothing says which year
    new.write_text(re.sub("  交办日期: 2023-.*\n", "", by_hand), "utf-8")
    assert "given-missing" in CliRunner().invoke(app, ["validate", str(new), "--on", "2023-01-15"]).stdout
