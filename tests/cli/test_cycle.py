"""What clerks and units really do between `split` and `collect`, and what the program makes of it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from typer.testing import CliRunner, Result

from ledger.cli.main import app
from ledger.files.yaml.plan_yaml import read_plan

PLAN = """\
编号: lizi-2022
标题: 例县2022年工作要点
地区: 例县
年度: 2022
印发日期: 2022-02-01
任务:
- 序号: 1
  任务名称: 公开预算
  任务内容: 公开本级预算。
  责任单位: 县财政局牵头，县教育局配合
  时间节点: 11月底前
- 序号: 2
  任务名称: 公布名单
  任务内容: 公布名单。
  责任单位: 县教育局
  时间节点: 6月底前完成初稿，11月底前公布
- 序号: 3
  任务名称: 报送报表
  任务内容: 报送报表。
  责任单位: 县财政局
  时间节点: 每月25日前
- 序号: 4
  任务名称: 组织培训
  任务内容: 组织培训。
  责任单位: 各乡镇
  时间节点: 10月底前
- 序号: 5
  任务名称: 开展自查
  任务内容: 开展自查。
  责任单位: 县直有关部门
  时间节点: 12月底前
- 序号: 6
  任务名称: 每年公布
  任务内容: 每年公布一次。
  责任单位: 县教育局
  时间节点: 每年1月底前
报送:
- 事项: 年度报告
  单位: 县教育局
  报至: 县政府办
  期限: 2023年1月10日前
"""
UNITS = """\
地区: 例县
单位:
- 名称: 县财政局
  别名: [财政局]
  分管领导: {姓名: 甲某, 手机号码: "00000000000"}
- 名称: 县教育局
  工作人员: [{姓名: 乙某, 办公电话: "0000-0000000"}]
- 名称: 东乡
- 名称: 西镇
集合:
- 名称: 各乡镇
  成员: [东乡, 西镇]
- 名称: 各有关部门
  别名: [县直有关部门]
"""
ON = "2022-11-20"
BOOKS = {"县财政局.xlsx", "县教育局.xlsx", "东乡.xlsx", "西镇.xlsx", "各有关部门.xlsx"}
FILLED = {"状态": "已完成", "完成情况": "已公开。", "完成日期": "2022-11-08"}


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan; everything is sent to `sent`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEDGER_USER", "测试")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "units.yaml").write_text(UNITS, encoding="utf-8")
    path = tmp_path / "plans" / "要点.yaml"
    path.write_text(PLAN, encoding="utf-8")
    assert run("split", "-o", "sent").exit_code == 0
    assert {p.name for p in Path("sent").iterdir()} == BOOKS | {"分发目录.xlsx"}
    Path("back").mkdir()
    return path


def run(*words: str | Path, on: str = ON) -> Result:
    return CliRunner().invoke(app, [*map(str, words), "--on", on])


def columns(sheet: Any) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[3] if cell.value}


# On that day 县财政局 has three rows (1, and 3 for October, late, and November), 县教育局 five (1, 2 twice, 6, 报1).


def fill(
    unit: str,
    cells: Mapping[tuple[str, str], Mapping[str, Any]],
    *,
    to: str = "",
    change: Callable[[Any], None] = lambda workbook: None,
) -> Path:
    """The unit's workbook with `cells` of (task, milestone) filled in, in `back`; `change` comes after."""
    workbook = load_workbook(f"sent/{unit}.xlsx")
    sheet = workbook.worksheets[1]
    at = columns(sheet)
    found = set()
    for number in range(4, sheet.max_row + 1):
        key = str(sheet.cell(number, at["ID任务"]).value), str(sheet.cell(number, at["ID节点"]).value or "")
        for head, value in cells.get(key, {}).items():
            found.add(key)
            sheet.cell(number, at[head]).value = value
    assert found == set(cells)
    change(workbook)
    path = Path("back") / (to or f"{unit}.xlsx")
    workbook.save(path)
    return path


def collect(*words: str | Path, on: str = ON) -> dict[str, Any]:
    done = run("collect", *(words or ("back",)), "--json", on=on)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer | {"exit": done.exit_code, "stderr": done.stderr}


def reasons(answer: dict[str, Any], outcome: str) -> list[str]:
    return [f"{row['place']}：{row['reason']}" for row in answer["rows"] if row["outcome"] == outcome]


def told(answer: dict[str, Any]) -> list[str]:
    return [f"{problem['place']}：{problem['message']}" for problem in answer["problems"]]


def entries(path: Path) -> list[tuple[Any, ...]]:
    """(item, unit, day, status, note, milestone) of every entry in the plan."""
    found = read_plan(path).plan
    assert found is not None
    return [
        (no, entry.unit, str(entry.day), entry.status, entry.note, entry.milestone)
        for no, item in found.items()
        for entry in item.progress
    ]


BUDGET = ("1", "2022-11-30")
PLACE = "县财政局.xlsx「例县2022年工作要点」"


def test_a_filled_row_becomes_one_entry_and_the_same_workbook_twice_adds_nothing(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED | {"填报人": "丙某", "填报日期": "2022-11-10"}})
    answer = collect()
    assert answer["counts"] == {"accepted": 1, "unchanged": 2, "conflict": 0, "rejected": 0}
    assert entries(plan) == [(1, "县财政局", "2022-11-10", "已完成", "已公开。", None)]
    once = plan.read_bytes()
    assert once.startswith(PLAN.split("- 序号: 2")[0].encode())
    assert collect()["counts"] == {"accepted": 0, "unchanged": 3, "conflict": 0, "rejected": 0}
    assert plan.read_bytes() == once


def test_who_has_not_reported(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED})
    shutil.copy("sent/县教育局.xlsx", "back/县教育局.xlsx")
    answer = collect()
    assert answer["exit"] == 1
    assert answer["not_reported"] == ["东乡", "西镇", "县教育局"]
    assert answer["returned_blank"] == ["县教育局"]
    assert answer["groups_not_reported"] == ["各有关部门"]
    words = run("collect", "back").stdout
    assert "还没有报的 2 个：东乡、西镇。\n交回了工作簿却没有填的 1 个，也是还没有报：县教育局。\n" in words


def test_when_all_units_have_reported_the_exit_code_is_0(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED})
    fill("县教育局", {("2", "2022-06-30"): FILLED})
    fill("东乡", {("4", "2022-10-31"): FILLED})
    fill("西镇", {("4", "2022-10-31"): FILLED})
    assert collect()["exit"] == 0
    assert entries(plan) == [
        (1, "县财政局", ON, "已完成", "已公开。", None),
        (2, "县教育局", ON, "已完成", "已公开。", "2022-06-30"),
        (4, "东乡", ON, "已完成", "已公开。", None),
        (4, "西镇", ON, "已完成", "已公开。", None),
    ]


def test_a_group_nobody_listed_reports_under_its_declared_name(plan: Path) -> None:
    """The plan says 县直有关部门, an alias of 各有关部门."""
    fill("各有关部门", {("5", "2022-12-31"): {"状态": "推进中"}})
    assert collect()["counts"]["accepted"] == 1
    assert entries(plan) == [(5, "各有关部门", ON, "推进中", None, None)]
    assert run("split", "-o", "next").exit_code == 0
    assert load_workbook("next/各有关部门.xlsx").worksheets[1]["G4"].value == "推进中"


def test_a_cell_changed_in_both_places_is_listed_and_not_written(plan: Path) -> None:
    fill("县财政局", {BUDGET: {"状态": "推进中", "完成情况": "甲"}})
    assert (
        run(
            "update", "plans/要点.yaml", "1", "--unit", "县财政局", "--status", "推进中", "--note", "乙"
        ).exit_code
        == 0
    )
    before = plan.read_bytes()
    answer = collect()
    assert answer["exit"] == 1
    assert reasons(answer, "conflict") == [
        f"{PLACE}H4：“完成情况”分发以后计划里已记为“乙”，这里填的是“甲”，没有写入；要以这里的为准，请用 ledger update 记一条。"
    ]
    assert plan.read_bytes() == before


def test_what_the_plan_and_the_unit_changed_apart_goes_together(plan: Path) -> None:
    """The unit wrote 佐证材料 only; the plan got a note by telephone meanwhile, the state as it was sent."""
    run("update", "plans/要点.yaml", "1", "--unit", "县财政局", "--status", "推进中", "--note", "甲")
    shutil.rmtree("sent")
    run("split", "-o", "sent")
    fill("县财政局", {BUDGET: {"佐证材料": "预算.pdf；附表.xlsx"}})
    assert (
        run(
            "update", "plans/要点.yaml", "1", "--unit", "县财政局", "--status", "推进中", "--note", "乙"
        ).exit_code
        == 0
    )
    assert collect()["counts"]["accepted"] == 1
    assert entries(plan)[-1] == (1, "县财政局", ON, "推进中", "乙", None)
    assert collect()["counts"]["accepted"] == 0, "；and line ends list the same files"


def test_a_resend_with_what_was_wrong_put_right(plan: Path) -> None:
    """The first time one row could not be taken; the second time only that row brings something new."""
    bad = {BUDGET: FILLED | {"完成日期": "11月"}, ("3", "2022-11-25"): {"状态": "推进中"}}
    fill("县财政局", bad)
    answer = collect()
    assert told(answer) == [f"{PLACE}I4：完成日期：“11月”不是日期"]
    assert reasons(answer, "rejected") == [f"{PLACE}I4：“完成日期”没有读懂，整行没有写入；改好后再汇总。"]
    assert entries(plan) == [(3, "县财政局", ON, "推进中", None, "2022-11-25")]
    fill("县财政局", {**bad, BUDGET: FILLED})
    assert collect()["counts"]["accepted"] == 1
    assert entries(plan)[0] == (1, "县财政局", ON, "已完成", "已公开。", None)


def test_a_unit_corrects_what_its_own_workbook_said(plan: Path) -> None:
    """The same sheet once more, one figure put right: one entry more, to be looked at; the first file, still in the
    folder, is old news."""
    fill("县财政局", {BUDGET: {"状态": "推进中", "完成情况": "配齐2人"}}, to="县财政局.xlsx")
    collect()
    fill("县财政局", {BUDGET: {"状态": "推进中", "完成情况": "配齐3人"}}, to="县财政局（改）.xlsx")
    answer = collect()
    assert answer["counts"] == {"accepted": 1, "unchanged": 5, "conflict": 0, "rejected": 0}
    assert reasons(answer, "accepted") == [
        "县财政局（改）.xlsx「例县2022年工作要点」B4：改正自己交来的上一份：完成情况原记“配齐2人”"
    ]
    assert [entry[4] for entry in entries(plan)] == ["配齐2人", "配齐3人"]
    assert collect()["counts"]["accepted"] == 0


def test_a_state_set_back_is_a_correction_too(plan: Path) -> None:
    run("update", "lizi-2022", "1", "--unit", "县财政局", "--status", "推进中", on="2022-11-01")
    assert run("split", "-o", "sent").exit_code == 0
    fill("县财政局", {BUDGET: FILLED})
    collect()
    fill("县财政局", {BUDGET: {"完成情况": "已公开。"}})
    collect()
    assert [entry[3] for entry in entries(plan)] == ["推进中", "已完成", "推进中"]
    assert read_plan(plan).plan.tasks[0].progress[-1].done_on is None  # type: ignore[union-attr]


@pytest.mark.parametrize("who", [("--unit", "县财政局"), ()])
def test_where_somebody_wrote_in_between_a_correction_is_a_conflict(plan: Path, who: tuple[str, ...]) -> None:
    fill("县财政局", {BUDGET: {"状态": "推进中", "完成情况": "配齐2人"}})
    collect()
    words = ("--status", "推进中", "--note", "电话里说配齐4人") if who else ("--return", "--reason", "缺附件")
    assert run("update", "lizi-2022", "1", *who, *words).exit_code == 0
    fill("县财政局", {BUDGET: {"状态": "推进中", "完成情况": "配齐3人"}})
    answer = collect()
    assert answer["counts"]["conflict"] == 1
    assert len(entries(plan)) == 2


def test_the_workbook_of_another_month_is_news_and_no_report_of_this_one(plan: Path) -> None:
    assert run("split", "-o", "sent", "--period", "2022-10").exit_code == 0
    fill("县财政局", {("3", "2022-10-25"): {"状态": "推进中", "完成情况": "十月的"}})
    for accepted in (1, 0):  # and the entry that came of it does not stand for November later
        answer = collect("back", "--period", "2022年11月")
        assert answer["counts"]["accepted"] == accepted
        assert told(answer) == ["县财政局.xlsx：这是2022年10月的填报表，不算2022年11月报过"]
        assert "县财政局" in answer["not_reported"]
        assert "县财政局" not in answer["returned_blank"]
    assert told(collect("back", "--period", "2022Q4")) == []
    assert "县财政局" not in collect("back")["not_reported"]


def test_workbooks_of_several_months_are_told(plan: Path) -> None:
    for month, to in (("2022-10", "县财政局.xlsx"), ("2022-11", "县财政局2.xlsx")):
        run("split", "-o", "sent", "--period", month)
        shutil.copy("sent/县财政局.xlsx", f"back/{to}")
    assert "几个时段的（2022-10、2022-11），合在一起算谁没有报" in collect()["stderr"]


def test_a_unit_of_which_nothing_could_be_taken_has_not_reported(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED | {"完成日期": "11月"}})
    answer = collect()
    assert answer["returned_refused"] == ["县财政局"]
    assert "县财政局" in answer["not_reported"]
    assert answer["partly_reported"] == []
    assert "填了却一行也没有采用的 1 个，也是还没有报：县财政局。\n" in run("collect", "back").stdout


def test_empty_rows_are_called_so(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED})
    assert (
        "读了 1 个工作簿：写入 1 行，冲突 0 行，不采用 0 行，没有填 2 行。\n" in run("collect", "back").stdout
    )
    assert (
        "：写入 0 行，与已经记下的一样 1 行，冲突 0 行，不采用 0 行，没有填 2 行。\n"
        in run("collect", "back").stdout
    )


def test_no_change_after_the_office_put_the_day_off(plan: Path) -> None:
    """延期 stands in the cell, no unit may choose it; 无变化 alone is taken, as what the unit said before."""
    unit = ("update", "lizi-2022", "1", "--unit", "县财政局")
    run(*unit, "--status", "推进中", "--note", "还差两家", on="2022-11-01")
    run(*unit, "--status", "申请延期", "--asked-until", "2022-12-20", "--note", "等数据", on="2022-11-05")
    run("update", "lizi-2022", "1", "--extend-to", "2022-12-20", "--reason", "等上级数据", on="2022-11-15")
    run("split", "-o", "sent")
    fill("县财政局", {BUDGET: {"无变化": "√"}})
    answer = collect()
    assert reasons(answer, "accepted") == [f"{PLACE}B4：办公室同意了延期，“无变化”按“推进中”记"]
    assert entries(plan)[-1] == (1, "县财政局", ON, "推进中", "无变化。等数据", None)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (
            {"状态": "申请延期", "完成情况": "等数据", "申请延期至": "月底"},
            "申请延期至写的是“月底”，看不出是哪一天",
        ),
        (
            {"状态": "推进中", "完成情况": "联系人13800000000"},
            "写了像电话号码的数字（13800000000），会照样进计划、台账和回复",
        ),
        ({"状态": "正常推进", "完成情况": "投资13800000.00元"}, "状态“正常推进”按“推进中”记"),
    ],
)
def test_what_is_to_be_looked_at(plan: Path, cells: dict[str, str], reason: str) -> None:
    fill("县财政局", {BUDGET: cells})
    assert reasons(collect(), "accepted") == [f"{PLACE}B4：{reason}"]


def test_two_files_of_one_unit_that_disagree_are_both_left_alone(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED})
    fill("县财政局", {BUDGET: FILLED | {"完成情况": "另一种说法"}}, to="县财政局(1).xlsx")
    answer = collect()
    other = "县财政局(1).xlsx「例县2022年工作要点」"
    assert sorted(reasons(answer, "conflict")) == [
        f"{other}B4：与 {PLACE}B4 填得不一样，都没有写入；请只留下作数的那一份再汇总。",
        f"{PLACE}B4：与 {other}B4 填得不一样，都没有写入；请只留下作数的那一份再汇总。",
    ]
    assert entries(plan) == []


@pytest.mark.parametrize("first", ["县财政局.xlsx", "县财政局(1).xlsx"])
def test_of_two_files_the_one_that_says_more_counts(plan: Path, first: str) -> None:
    second = ({"县财政局.xlsx", "县财政局(1).xlsx"} - {first}).pop()
    fill("县财政局", {BUDGET: {"状态": "已完成"}}, to=first)
    fill("县财政局", {BUDGET: FILLED}, to=second)
    assert collect()["counts"] == {"accepted": 1, "unchanged": 5, "conflict": 0, "rejected": 0}
    assert entries(plan) == [(1, "县财政局", ON, "已完成", "已公开。", None)]


def test_a_copied_file_counts_once(plan: Path) -> None:
    for name in ("县财政局.xlsx", "县财政局(1).xlsx", "县财政局 - 副本.xlsx"):
        fill("县财政局", {BUDGET: FILLED}, to=name)
    assert collect()["counts"]["accepted"] == 1
    assert collect("back", "back/县财政局.xlsx")["counts"]["unchanged"] == 9


def test_a_task_inserted_since_takes_nothing_from_books_already_sent(plan: Path) -> None:
    """What was 第2项 when it was sent is 第3项 now: known by its name and content, and told."""
    fill("县教育局", {BUDGET: FILLED, ("2", "2022-11-30"): FILLED})
    new = "- 序号: 2\n  任务名称: 新加的\n  责任单位: 县教育局\n"
    tail = PLAN.split("- 序号: 2")[1]
    for old in range(6, 2, -1):
        tail = tail.replace(f"序号: {old}", f"序号: {old + 1}")
    plan.write_text(PLAN.split("- 序号: 2")[0] + new + "- 序号: 3" + tail, encoding="utf-8")
    answer = collect("back", "--reply", "回复")
    assert answer["counts"] == {"accepted": 2, "unchanged": 3, "conflict": 0, "rejected": 0}
    assert [(edit["no"], edit["note"]) for edit in answer["edits"]] == [(1, "已公开。"), (3, "已公开。")]
    (reason,) = [one for one in reasons(answer, "accepted") if "序号" in one]
    assert reason.endswith("「例县2022年工作要点」B6：发出时的序号是 2，现在是 3")
    (partly,) = answer["partly_reported"]
    assert (partly["left"], partly["not_in_book"]) == (3, 1)  # the book has no row for the new task
    words = Path("回复/县教育局_回复_2022-11-20.txt").read_text(encoding="utf-8")
    assert "（发出时的序号是 2，现在是 3）\n" in words
    assert "请核对" not in words
    assert collect()["counts"] == {"accepted": 0, "unchanged": 5, "conflict": 0, "rejected": 0}


def test_a_task_reworded_or_rescheduled_since_is_a_conflict(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED})
    plan.write_text(PLAN.replace("公开本级预算。", "公开本级预算和决算。"), encoding="utf-8")
    assert reasons(collect(), "conflict") == [
        f"{PLACE}B4：计划里这一项的名称或内容已经改过，请核对后重新分发。"
    ]
    plan.write_text(PLAN.replace("时间节点: 11月底前\n", "时间节点: 12月底前\n", 1), encoding="utf-8")
    assert reasons(collect(), "conflict") == [
        f"{PLACE}B4：计划里这一项的时间节点已经变了，请重新分发后再填。"
    ]
    assert entries(plan) == []


def test_last_months_workbook_of_a_recurring_task_lands_in_last_month(plan: Path) -> None:
    run("split", "-o", "sent", on="2022-10-20")
    fill("县财政局", {("3", "2022-10-25"): {"状态": "已完成", "完成日期": datetime(2022, 10, 24)}})
    collect(on="2022-11-28")
    assert entries(plan) == [(3, "县财政局", "2022-11-28", "已完成", None, "2022-10-25")]
    rows = json.loads(run("due", "--unit", "县财政局", "--all", "--json", on="2022-11-28").stdout)["duties"]
    assert [(r["due"], r["late"]) for r in rows if r["no"] == 3] == [
        ("2022-11-25", True),
        ("2022-12-25", False),
    ]


def test_a_recurring_task_with_one_occurrence_left_names_it(plan: Path) -> None:
    """Issued on 2022-02-01, 每年1月底前 falls on 2023-01-31 for the first time; without 对应节点 nobody hears it."""
    fill("县教育局", {("6", "2023-01-31"): FILLED})
    collect()
    assert entries(plan) == [(6, "县教育局", ON, "已完成", "已公开。", "2023-01-31")]
    rows = json.loads(run("due", "--unit", "县教育局", "--all", "--json").stdout)["duties"]
    assert [r["state"] for r in rows if r["no"] == 6] == ["reported"]


def test_after_the_office_extended_a_deadline_a_unit_may_report(plan: Path) -> None:
    words = ("--extend-to", "2022-12-20", "--reason", "等上级数据", "--date", "2022-11-15")
    assert run("update", "plans/要点.yaml", "1", *words).exit_code == 0
    run("split", "-o", "sent")
    fill("县财政局", {BUDGET: {"完成情况": "还在做"}})
    assert reasons(collect(), "rejected") == [f"{PLACE}G4：状态还是办公室记的“延期”，请选现在的状态。"]
    fill("县财政局", {BUDGET: FILLED})
    assert collect()["counts"]["accepted"] == 1
    assert entries(plan)[-1] == (1, "县财政局", ON, "已完成", "已公开。", None)


@pytest.mark.parametrize("words", [("--close",), ("--cancel", "--reason", "上级取消")])
def test_what_the_office_has_closed_stays_closed(plan: Path, words: tuple[str, ...]) -> None:
    assert run("update", "plans/要点.yaml", "1", *words).exit_code == 0
    run("split", "-o", "sent")
    fill("县财政局", {BUDGET: FILLED})
    (reason,) = reasons(collect(), "conflict")
    assert reason.endswith("，单位的填报没有写入。")
    assert len(entries(plan)) == 1


def test_an_answer_dated_before_what_is_known_would_go_unheard(plan: Path) -> None:
    run("update", "plans/要点.yaml", "1", "--unit", "县财政局", "--status", "推进中", "--date", "2022-11-15")
    run("split", "-o", "sent")
    fill("县财政局", {BUDGET: FILLED | {"填报日期": "2022-11-10"}})
    assert reasons(collect(), "rejected") == [
        f"{PLACE}L4：填报日期 2022-11-10 早于计划里已记的那一条（2022-11-15），请核对后改过再汇总。"
    ]


@pytest.mark.parametrize(
    ("cells", "cell", "reason"),
    [
        ({"完成情况": "做了"}, "G4", "填了情况却没有选状态，没有写入。请从下拉列表中选一个。"),
        ({"状态": "推进中", "完成日期": "2022-11-08"}, "G4", "第1项写了完成日期，状态却是“推进中”，没有写入。已经完成的，状态写“已完成”；没有完成的，删去“完成日期”。"),
        ({"状态": "已完成", "完成日期": "2022-12-08"}, "I4", "第1项的完成日期2022年12月8日晚于今天（2022年11月20日），没有写入。改正完成日期；还没有完成的，状态写“推进中”。"),
        ({"状态": "已完成", "完成日期": "1905-07-14"}, "I4", "第1项的完成日期1905年7月14日早于计划开始的2022年1月1日，没有写入。改正完成日期，多半是年份写错了。"),
        ({"状态": "推进中", "填报日期": "2023-01-08"}, "L4", "第1项的进展日期2023年1月8日晚于今天（2022年11月20日），没有写入。改正日期；还没有发生的，到时再填。"),
        ({"状态": "基本完成"}, "G4", "“状态”没有读懂，整行没有写入；改好后再汇总。"),
        ({"状态": "已销号"}, "G4", "“状态”没有读懂，整行没有写入；改好后再汇总。"),
        ({"状态": "已完成", "完成情况": "=A1"}, "H4", "“完成情况”没有读懂，整行没有写入；改好后再汇总。"),
        ({"佐证材料": '=DISPIMG("ID_1",1)'}, "J4", "“佐证材料”没有读懂，没有写入。"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_with_its_cell(
    plan: Path, cells: dict[str, Any], cell: str, reason: str
) -> None:
    fill("县财政局", {BUDGET: cells})
    answer = collect()
    assert reasons(answer, "rejected") == [f"{PLACE}{cell}：{reason}"]
    assert answer["exit"] == 1
    assert entries(plan) == []


def test_a_picture_in_the_evidence_does_not_hold_up_the_answer(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED | {"佐证材料": '=_xlfn.DISPIMG("ID_1",1)'}})
    answer = collect()
    assert answer["counts"]["accepted"] == 1
    assert told(answer) == [f"{PLACE}J4：佐证材料：是嵌入单元格的图片，不能读入"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2022.11.8", "2022-11-08"),
        ("2022/11/08", "2022-11-08"),
        (20221108, "2022-11-08"),
        ("２０２２年１１月８日", "2022-11-08"),
        (datetime(2022, 11, 8, 9, 30), "2022-11-08"),
        (44873, "2022-11-08"),
        ("44873", "2022-11-08"),
    ],
)
def test_days_as_people_type_them(plan: Path, typed: Any, day: str) -> None:
    fill("县财政局", {BUDGET: FILLED | {"状态": " 已 完成", "完成日期": typed}})
    collect()
    text = plan.read_text(encoding="utf-8")
    assert f"完成日期: {day}\n" in text


@pytest.mark.parametrize("typed", [2022.9, "2022.11", "下月", "2022-11-31"])
def test_days_that_are_none_are_never_completed(plan: Path, typed: Any) -> None:
    fill("县财政局", {BUDGET: FILLED | {"完成日期": typed}})
    assert len(told(collect())) == 1
    assert entries(plan) == []


def test_pasted_blanks_lines_and_unseen_characters(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED | {"完成情况": "\n 一、已公开\r\n\u200b\u2028_x000B_二、在网站 \n\n"}})
    assert collect()["counts"]["accepted"] == 1
    assert entries(plan)[0][4] == "一、已公开\n\n\n二、在网站"
    assert collect()["counts"]["accepted"] == 0


def test_columns_hidden_shown_filtered_and_sheets_renamed(plan: Path) -> None:
    def change(workbook: Any) -> None:
        sheet = workbook.worksheets[1]
        sheet.title = "财政局11月"
        sheet.column_dimensions["C"].hidden = True
        for letter in "MNOPQR":
            sheet.column_dimensions[letter].hidden = False
        sheet.auto_filter.add_filter_column(6, ["已完成"])
        sheet.row_dimensions[5].hidden = True
        del workbook["填报说明"]

    fill("县财政局", {BUDGET: FILLED, ("3", "2022-11-25"): {"状态": "推进中"}}, change=change)
    assert collect()["counts"]["accepted"] == 2


def test_one_workbook_merged_from_two(plan: Path) -> None:
    """Somebody pasted the rows of 县教育局, hidden columns and all, below those of 县财政局: whose they are is shown
    nowhere, so they are listed and not taken."""
    other = load_workbook("sent/县教育局.xlsx").worksheets[1]
    rows = [[cell.value for cell in row] for row in other.iter_rows(min_row=4)]

    def change(workbook: Any) -> None:
        for row in rows:
            workbook.worksheets[1].append(row)
        workbook.worksheets[1]["G7"] = "推进中"

    fill("县财政局", {BUDGET: FILLED}, change=change)
    answer = collect()
    assert [row[:2] for row in entries(plan)] == [(1, "县财政局")]
    assert [reason.split("，")[0] for reason in reasons(answer, "conflict")] == [
        f"{PLACE}B7：表头的填报单位是“县财政局”"
    ]
    assert answer["not_reported"] == ["东乡", "西镇"]


def test_visible_cells_of_another_unit_pasted_below_are_not_taken_for_ones_own(plan: Path) -> None:
    """Pasting visible cells leaves the hidden ones behind: nothing says whose row it is."""
    other = load_workbook("sent/县教育局.xlsx").worksheets[1]
    row = [cell.value for cell in other[4]][:12]
    row[6], row[7] = "已完成", "教育局做的"

    fill("县财政局", {}, change=lambda workbook: workbook.worksheets[1].append(row))
    assert reasons(collect(), "rejected") == [
        f"{PLACE}B7：没有识别列，而同一项任务已有一行（{PLACE}B4），分不清是谁填的，没有采用。"
    ]
    assert entries(plan) == []


def test_hidden_columns_deleted_leave_task_milestone_and_unit(plan: Path) -> None:
    def change(workbook: Any) -> None:
        workbook.worksheets[1].delete_cols(13, 6)

    fill("县教育局", {("2", "2022-11-30"): FILLED}, change=change)
    answer = collect()
    assert [row["what"] for row in answer["rows"]] == ["2 公布名单"]  # the number too
    assert entries(plan) == [(2, "县教育局", ON, "已完成", "已公开。", "2022-11-30")]
    run(
        "update",
        "plans/要点.yaml",
        "2",
        "--unit",
        "县教育局",
        "--status",
        "已完成",
        "--note",
        "另记",
        "--milestone",
        "2022-11-30",
    )
    (reason,) = reasons(collect(), "conflict")
    assert "“完成情况”计划里已记为“另记”，这里填的是“已公开。”" in reason


def test_locked_columns_and_unknown_rows(plan: Path) -> None:
    def change(workbook: Any) -> None:
        sheet = workbook.worksheets[1]
        sheet["D4"] = "县教育局"
        sheet["B9"], sheet["G9"] = "自己加的", "已完成"

    fill("县财政局", {BUDGET: FILLED}, change=change)
    answer = collect()
    assert told(answer) == [f"{PLACE}D4：“责任单位”是锁定的列，所作改动没有采用"]
    assert reasons(answer, "rejected") == [f"{PLACE}B9：认不出这一行是哪一项任务；请用原来的填报表填写。"]
    assert answer["counts"]["accepted"] == 1


def test_what_was_written_into_the_instructions_is_told(plan: Path) -> None:
    fill("县财政局", {}, change=lambda workbook: workbook.worksheets[0].__setitem__("A10", "我局已全部完成"))
    answer = collect()
    assert told(answer) == ["县财政局.xlsx「填报说明」A10：这里不是填报的地方，所写的没有读入"]
    assert "县财政局" in answer["not_reported"]


def test_what_else_lies_in_the_folder(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED})
    shutil.copy("sent/分发目录.xlsx", "back")
    for name in ("~$县财政局.xlsx", ".~县财政局.xlsx", "Thumbs.db"):
        Path("back", name).write_bytes(b"lock")
    for name in ("现场照片.jpg", "说明.docx", "县教育局.zip"):
        Path("back", name).write_bytes(b"PK\x03\x04")
    Path("back/县教育局.csv").write_text("序号,任务名称\n", encoding="utf-8")
    Path("back/东乡.et").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    Path("back/西镇.xlsx").write_bytes(b"")
    Workbook().save("back/空.xlsx")
    answer = collect()
    assert told(answer) == [
        "东乡.et：不是表格文件，或者已经损坏，不能读取",
        "县教育局.csv：不是表格文件（.xlsx、.xls、.et、.ods）",
        "空.xlsx：工作簿是空的",
        "西镇.xlsx：文件是空的（0 字节）",
    ]
    assert answer["stderr"] == (
        "提醒：3 个文件不是工作簿，没有读：back/县教育局.zip、back/现场照片.jpg、back/说明.docx。\n"
    )
    assert answer["counts"]["accepted"] == 1
    assert collect(*sorted(Path("back").glob("*.xlsx")))["counts"]["accepted"] == 0, "a shell's *.xlsx too"


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
def test_what_is_no_file_and_names_that_are_no_text(plan: Path) -> None:
    """A link to a drive that is gone is an answer nobody reads; a name in another encoding once ended the run, with half
    of the replies written."""
    os.mkfifo("back/管道.xlsx")
    os.symlink("/没有/县财政局.xlsx", "back/断.xlsx")
    os.symlink(Path("sent/县教育局.xlsx").resolve(), "back/另名.xlsx")
    for raw in (b"\xff\xfe.xlsx", b"\x1b[31m.xlsx"):
        Path("back", os.fsdecode(raw)).write_bytes(b"")
    done = run("collect", "back", "--reply", "reply")
    assert done.exit_code == 1
    for unread in ("管道", "断"):
        assert f"提醒：“back/{unread}.xlsx”不是普通文件，或者是断了的链接，没有读取。" in done.stderr
    replies = {
        path.name.partition("_")[0]: path.read_text(encoding="utf-8") for path in Path("reply").iterdir()
    }
    assert len(replies) == 3
    assert "另名.xlsx" in replies["县教育局"]
    assert "<U+001B>[31m.xlsx" in "".join(replies.values())


def test_dry_run_says_the_same_and_writes_nothing(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED})
    before = plan.read_bytes()
    dry = run("collect", "back", "--dry-run")
    assert dry.stdout.startswith(
        "将写入：\n  1 公开预算：2022-11-20 县财政局：已完成，已公开，完成日期 2022-11-08\n"
    )
    assert plan.read_bytes() == before
    assert not Path("plans/.ledger").exists()


def test_a_period_asks_only_those_who_had_something_in_it(plan: Path) -> None:
    fill("县财政局", {BUDGET: {"状态": "推进中"}})
    assert collect("back", "--period", "2022-11", on="2022-02-10")["not_reported"] == ["县教育局"]
    assert collect("back", "--period", "2022-05", on="2022-02-10")["not_reported"] == []


def test_who_reported_in_an_earlier_batch_or_by_telephone_has_reported_in_the_period(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED})
    assert collect("back", "--period", "2022-11")["not_reported"] == ["县教育局", "东乡", "西镇"]
    run("update", "plans/要点.yaml", "4", "--unit", "东乡", "--status", "推进中", "--date", "2022-11-02")
    run("update", "plans/要点.yaml", "4", "--unit", "西镇", "--status", "推进中", "--date", "2022-10-31")
    Path("back/县财政局.xlsx").unlink()
    fill("县教育局", {BUDGET: FILLED})
    assert collect("back", "--period", "2022-11")["not_reported"] == ["西镇"]
    assert collect("back")["not_reported"] == ["县财政局", "东乡", "西镇"], (
        "without a period only what came now"
    )


def test_sheets_of_a_plan_that_was_not_asked_for(plan: Path) -> None:
    """Only rows in which somebody wrote something are worth a word."""
    Path("别处").mkdir()
    other = Path("别处/别的.yaml")
    other.write_text(PLAN.replace("lizi-2022", "bie-2022"), encoding="utf-8")
    shutil.copy("plans/units.yaml", "别处")
    fill("县财政局", {BUDGET: FILLED})
    assert reasons(collect("back", "--plan", "别处"), "rejected") == [
        f"{PLACE}B4：这里没有它所属的计划；请写明 --plan。"
    ]


def test_a_journal_that_cannot_be_kept_holds_up_nothing(plan: Path) -> None:
    Path("plans/.ledger").write_text("", encoding="utf-8")  # a file where the folder should be
    fill("县财政局", {BUDGET: FILLED})
    answer = collect()
    assert answer["counts"]["accepted"] == 1
    assert len(entries(plan)) == 1
    assert answer["stderr"].startswith("提醒：计划已写好，但改动记录写不进")


def test_one_plan_that_cannot_be_written_does_not_hold_up_the_others(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path("plans/别的.yaml")
    other.write_text(
        PLAN.replace("lizi-2022", "bie-2022").replace("2022年工作", "2022年别的"), encoding="utf-8"
    )
    run("split", "-o", "sent")

    def fill_both(workbook: Any) -> None:
        for sheet in workbook.worksheets[1:]:
            sheet["G4"] = "推进中"

    fill("县财政局", {}, change=fill_both)
    real = os.replace
    monkeypatch.setattr(
        "ledger.files.safe_write.os.replace",
        lambda a, b: (
            real(a, b)
            if "别的" not in str(b)
            else (_ for _ in ()).throw(OSError(28, "No space left on device"))
        ),
    )
    answer = collect()
    assert answer["exit"] == 3
    assert len(entries(plan)) == 1
    assert entries(other) == []
    assert "别的.yaml”：磁盘满了；原文件没有变。这份计划的 3 行一行也没有写入。" in answer["stderr"]


def test_a_returned_workbook_is_not_written_over_before_its_answers_are_in_the_plan(plan: Path) -> None:
    """Units' answers saved over the workbooks that were sent, and then the next month is split."""
    path = fill("县财政局", {BUDGET: FILLED})
    shutil.copy(path, "sent/县财政局.xlsx")
    kept = path.read_bytes()
    done = run("split", "-o", "sent", on="2022-12-01")
    assert done.exit_code == 3
    assert "错误：sent/县财政局.xlsx 里有还没有并入计划的填报，没有覆盖" in done.stderr
    assert Path("sent/县财政局.xlsx").read_bytes() == kept
    collect("sent")
    assert run("split", "-o", "sent", on="2022-12-01").exit_code == 0
    assert Path("sent/县财政局.xlsx").read_bytes() != kept


@pytest.mark.parametrize("content", [b"PK damaged", b""], ids=["damaged", "empty"])
def test_what_is_no_answer_is_put_aside_and_told(plan: Path, content: bytes) -> None:
    """A file of another kind under the name of a unit's workbook: made anew it was gone without a word."""
    Path("sent/县财政局.xlsx").write_bytes(content)
    done = run("split", "-o", "sent", "--dry-run")
    assert "将写 sent/县财政局.xlsx（新内容；原来的改过，会留作 sent/县财政局（改过）.xlsx）" in done.stderr
    done = run("split", "-o", "sent")
    assert done.exit_code == 0
    said = "提醒：sent/县财政局.xlsx 改过，或不是 ledger 写的，原来的留作 sent/县财政局（改过）.xlsx。"
    assert said in done.stderr
    assert Path("sent/县财政局（改过）.xlsx").read_bytes() == content
    run("split", "-o", "sent")
    assert not Path("sent/县财政局（改过2）.xlsx").exists()


def test_nobody_speaks_for_another_by_the_name_above_the_table(plan: Path) -> None:
    """县教育局 took 县财政局's workbook and wrote its own name above the table."""

    def rename(workbook: Any) -> None:
        for sheet in workbook.worksheets:
            sheet["A2"] = "填报单位：县教育局"

    fill("县财政局", {BUDGET: FILLED}, to="县教育局.xlsx", change=rename)
    answer = collect()
    assert entries(plan) == []
    assert reasons(answer, "conflict") == [
        "县教育局.xlsx「例县2022年工作要点」B4：表头的填报单位是“县教育局”，这一行却是发给“县财政局”的，"
        "分不清是谁报的，没有采用；请各单位填自己的那一份。"
    ]


def test_nobody_speaks_for_another_by_the_name_of_the_file(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED}, to="县教育局（报）.xlsx")
    assert "文件名写的是“县教育局”" in reasons(collect(), "conflict")[0]
    assert entries(plan) == []


@pytest.mark.parametrize(
    "name", ["县财政局（最终）.xlsx", "财政局 回.xlsx", "例县财政局.xlsx", "返回表.xlsx"]
)
def test_a_file_named_otherwise_is_still_its_own(plan: Path, name: str) -> None:
    fill("县财政局", {BUDGET: FILLED}, to=name)
    collect()
    assert [entry[1] for entry in entries(plan)] == ["县财政局"]


@pytest.mark.parametrize("head", ["ID单位", "ID节点", "ID任务", "ID计划"])
def test_a_hidden_cell_edited_makes_the_row_nobodys(plan: Path, head: str) -> None:
    value = {"ID单位": "县教育局", "ID节点": "2022-06-30", "ID任务": "2", "ID计划": "别的"}[head]
    fill("县财政局", {BUDGET: {**FILLED, head: value}})
    answer = collect()
    assert entries(plan) == []
    assert f"{PLACE}B4：隐藏的识别列被改过，不知道是谁的哪一项，这一行没有采用" in told(answer)


def test_what_was_recorded_since_is_not_put_into_the_units_mouth(plan: Path) -> None:
    """By telephone the office took 已完成; the workbook sent before says only: two are still missing."""
    run("update", "lizi-2022", "1", "--unit", "县财政局", "--status", "推进中", on="2022-11-01")
    shutil.rmtree("sent")
    run("split", "-o", "sent")
    run(
        "update",
        "lizi-2022",
        "1",
        "--unit",
        "县财政局",
        "--status",
        "已完成",
        "--done-on",
        "2022-11-10",
        on="2022-11-10",
    )
    fill("县财政局", {BUDGET: {"完成情况": "还差两家，正在催"}})
    before = plan.read_bytes()
    assert reasons(collect(), "conflict") == [
        f"{PLACE}G4：分发以后计划里“状态”已改为“已完成”，这一行没有写入；"
        "请与单位核对，用 ledger update 记一条，或重新分发。"
    ]
    assert plan.read_bytes() == before
    words = replied("县财政局")  # what the office can do is for the office alone
    assert "“状态”已改为“已完成”，这一行没有写入（由办公室核对，你单位不用改）\n" in words
    assert "ledger" not in words


def test_a_workbook_filled_in_part_is_told(plan: Path) -> None:
    """县财政局 has three rows and answers one."""
    fill("县财政局", {BUDGET: FILLED})
    answer = collect()
    assert answer["partly_reported"] == [
        {"unit": "县财政局", "filled": 1, "left": 2, "refused": 0, "not_in_book": 0}
    ]
    assert "没有填全的 1 个：县财政局填了 1 行，还有 2 行没有填。\n" in run("collect", "back").stdout


def test_who_is_missing_is_asked_of_the_plans_and_the_period_of_the_workbooks_alone(plan: Path) -> None:
    """Sent for November; another plan of the office, of which nothing came back, is not spoken of."""
    Path("plans/别的.yaml").write_text(
        PLAN.replace("编号: lizi-2022", "编号: bie-2022").replace("县教育局", "县民政局"), encoding="utf-8"
    )
    assert (
        run("split", "plans/要点.yaml", "-o", "sent", "--period", "2022-11", on="2022-02-10").exit_code == 0
    )
    fill("县财政局", {BUDGET: {"状态": "推进中", "完成情况": "在办"}})
    assert collect("back", on="2022-02-10")["not_reported"] == ["县教育局"]


def test_a_book_without_its_hidden_cells_does_not_hide_what_the_others_were_sent_for(plan: Path) -> None:
    """Sent for June: 县财政局 (3 of May, late, and of June) and 县教育局 (2). Nobody else got a book."""
    run("split", "-o", "sent", "--period", "2022-06", on="2022-06-10")
    fill("县财政局", {("3", "2022-06-25"): {"状态": "推进中", "完成情况": "在办"}})
    fill(
        "县教育局",
        {("2", "2022-06-30"): {"状态": "推进中", "完成情况": "在写"}},
        change=lambda workbook: workbook.worksheets[1].delete_cols(13, 6),
    )
    answer = collect(on="2022-06-20")
    assert answer["not_reported"] == answer["groups_not_reported"] == []
    assert answer["partly_reported"] == [
        {"unit": "县财政局", "filled": 1, "left": 1, "refused": 0, "not_in_book": 0}
    ]
    again = run("collect", "back", "--reply", "回复", on="2022-06-20").stdout
    assert "读了 2 个工作簿，按工作簿上的时段 2022-06 收：" in again
    assert "不在交回的表里" not in again + Path("回复/县财政局_回复_2022-06-20.txt").read_text(
        encoding="utf-8"
    )
    assert "按工作簿上的时段" not in run("collect", "back", "--period", "2022-06", on="2022-06-20").stdout


@pytest.mark.parametrize("cut", [0, 1])
def test_what_a_books_own_period_did_not_ask_about_is_not_cut_out_of_it(plan: Path, cut: int) -> None:
    """县财政局 was sent June, of which it may `cut` out May's row; 县教育局 everything. Task 1 (November) is in the
    book of 县教育局 alone."""
    run("split", "-o", "sent", on="2022-06-10")
    fill("县教育局", {BUDGET: {"状态": "推进中", "完成情况": "在办"}})
    run("split", "-o", "sent", "--period", "2022-06", on="2022-06-10")
    june = {("3", "2022-06-25"): {"状态": "推进中", "完成情况": "在办"}}
    fill("县财政局", june, change=lambda book: book.worksheets[1].delete_rows(4, cut) if cut else None)
    answer = collect(on="2022-06-20")
    assert "几个时段的（不分时段、2022-06），合在一起算谁没有报" in answer["stderr"]
    assert answer["not_reported"] == ["东乡", "西镇"]
    assert answer["partly_reported"][0] == {
        "unit": "县财政局", "filled": 1, "left": 1 - cut, "refused": 0, "not_in_book": cut,
    }  # fmt: skip


def test_each_unit_is_replied_to(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED | {"完成日期": "11.8"}, ("3", "2022-11-25"): {"状态": "基本完成"}})
    shutil.copy("sent/县教育局.xlsx", "back/县教育局.xlsx")
    done = run("collect", "back", "--reply", "回复")
    assert sorted(path.name for path in Path("回复").iterdir()) == [
        "县教育局_回复_2022-11-20.txt", "县财政局_回复_2022-11-20.txt",
    ], done.output  # fmt: skip
    words = Path("回复/县财政局_回复_2022-11-20.txt").read_text(encoding="utf-8")
    assert words.startswith(
        "县财政局：\n\n你单位交回的填报表（县财政局.xlsx）已于2022年11月20日汇总，结果如下。\n\n一、已采用 1 行\n"
        "  1 公开预算：2022-11-20 县财政局：已完成，已公开，完成日期 2022-11-08（请核对：完成日期“11.8”按 2022-11-08 记）\n"
    )
    assert "\n二、没有采用 1 行\n" in words
    assert words.count("基本完成") == 1
    assert "填报表里的问题" not in words
    assert (
        "状态：“基本完成”可能是推进中，也可能是已完成，分不清。改为：未启动、推进中、已完成、申请延期之一。\n"
        in words
    )
    assert "\n还有 1 行没有填，请一并补上。\n" in words
    assert words.endswith("请在原来的填报表里改好上面列出的各处，其余不用动，保存后再发回。\n")
    blank = Path("回复/县教育局_回复_2022-11-20.txt").read_text(encoding="utf-8")
    assert blank.endswith("\n\n各行都没有填。\n\n请填好再发回。\n")
    assert "标明“请核对”的各行请看一看" in words


def replied(unit: str) -> str:
    run("collect", "back", "--reply", "回复")
    return Path(f"回复/{unit}_回复_2022-11-20.txt").read_text(encoding="utf-8")


def test_a_comment_takes_no_place_of_the_reason(plan: Path) -> None:
    fill("县财政局", {BUDGET: {"完成情况": "已拟初稿"}})
    workbook = load_workbook("back/县财政局.xlsx")
    workbook.worksheets[1]["G4"].comment = Comment("等通知", "某某")
    workbook.save("back/县财政局.xlsx")
    words = replied("县财政局")
    assert f"{PLACE}G4 1 公开预算：填了情况却没有选状态，没有写入。请从下拉列表中选一个。\n" in words
    assert f"警告 {PLACE}G4：批注没有读入。" in words


def test_a_unit_with_conflicts_alone_is_in_a_list_of_its_own(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED})
    fill("县财政局", {BUDGET: {"状态": "推进中", "完成情况": "在办"}}, to="县财政局(1).xlsx")
    answer = collect()
    assert answer["returned_conflicting"] == ["县财政局"]
    assert "县财政局" not in answer["not_reported"]
    assert answer["partly_reported"] == []
    said = run("collect", "back").stdout
    assert "填了却都有冲突、一行也没有写入的 1 个，核对以后才算报过：县财政局。\n" in said
    assert "请在原来的填报表里改好上面列出的各处，" in replied("县财政局")  # which of the two it means


def test_two_rows_of_one_task_that_differ_are_no_row_left_blank(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED})
    workbook = load_workbook("back/县财政局.xlsx")
    sheet = workbook.worksheets[1]
    for index, cell in enumerate(list(sheet[4]), 1):
        sheet.cell(20, index).value = cell.value
    sheet["H20"] = "还没有公开。"
    workbook.save("back/县财政局.xlsx")
    answer = collect()
    assert answer["returned_refused"] == ["县财政局"]
    assert "没有填 2 行" in run("collect", "back").stdout


def test_rows_in_conflict_are_not_counted_as_filled(plan: Path) -> None:
    other = ("3", "2022-11-25")
    fill("县财政局", {BUDGET: FILLED, other: FILLED})
    fill("县财政局", {BUDGET: FILLED, other: {"状态": "推进中"}}, to="县财政局(1).xlsx")
    assert collect()["partly_reported"] == [
        {"unit": "县财政局", "filled": 1, "left": 1, "refused": 2, "not_in_book": 0}
    ]


def test_a_row_done_already_is_no_row_to_be_filled_in(plan: Path) -> None:
    run("update", "lizi-2022", "1", "--unit", "县财政局", "--status", "已完成", "--done-on", "2022-11-10")
    run("split", "-o", "sent")
    fill("县财政局", {("3", "2022-11-25"): {"状态": "推进中", "完成情况": "在办"}})
    said = run("collect", "back").stdout
    assert "写入 1 行，冲突 0 行，不采用 0 行，没有填 1 行，不用填 1 行。\n" in said
    assert "县财政局填了 1 行，还有 1 行没有填。\n" in said


def test_a_task_deleted_meanwhile_is_called_so_and_not_the_units_to_mend(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED})
    head, rest = PLAN.split("- 序号: 1\n")
    plan.write_text(head + "- 序号: 2" + rest.split("- 序号: 2", 1)[1], encoding="utf-8")
    assert reasons(collect(), "conflict") == [
        f"{PLACE}B4：分发以后计划里删去了这一项（发出时的序号是 1），没有写入。"
    ]
    words = replied("县财政局")
    assert "没有写入。（由办公室核对，你单位不用改）\n" in words
    assert "改好" not in words


def test_a_cell_that_could_not_be_read_is_told_once(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED | {"完成日期": "11月中旬"}})
    said = run("collect", "back").stdout
    assert said.count(f"{PLACE}I4") == 1
    assert f"{PLACE}I4 县财政局 1 公开预算：完成日期：“11月中旬”不是日期。写明年月日" in said
    assert "工作簿里的问题" not in said


def test_nobody_is_asked_to_mend_what_is_nowhere_in_the_reply(plan: Path) -> None:
    fill("县财政局", {BUDGET: FILLED, ("3", "2022-11-25"): FILLED})
    workbook = load_workbook("back/县财政局.xlsx")
    workbook.worksheets[1]["B40"] = "谢谢"
    workbook.save("back/县财政局.xlsx")
    Path("back/县教育局.xlsx").write_bytes(b"")
    assert replied("县财政局").endswith(
        "“填报表里的问题”请看一看：有要报的，填进表里再发回；没有的不用管。\n"
    )
    assert replied("县教育局").endswith("这份填报表没有读成，请照上面说的重新发一份。\n")


def test_what_has_several_lines_is_one_on_the_screen(plan: Path) -> None:
    fill("县财政局", {BUDGET: {"状态": "推进中", "完成情况": "头一行\n第二行"}})
    done = run("collect", "back", "--reply", "回复")
    for words in (
        done.stdout,
        Path("回复/县财政局_回复_2022-11-20.txt").read_text(encoding="utf-8"),
        run("show", "lizi-2022", "1").stdout,
        CliRunner().invoke(app, ["log"]).stdout,
    ):
        assert "推进中，头一行 第二行\n" in words.replace("推进中  头", "推进中，头")
    assert entries(plan)[0][4] == "头一行\n第二行"


def test_units_of_one_name_in_two_counties_are_replied_to_apart(plan: Path) -> None:
    for name in ("lizi-2022", "yi-2022"):
        text = PLAN.replace("编号: lizi-2022", f"编号: {name}")
        text = text.replace("地区: 例县", "地区: 乙县") if name == "yi-2022" else text
        Path(f"plans/{name[:2]}.yaml").write_text(text, encoding="utf-8")
    plan.unlink()
    assert run("split", "-o", "两县").exit_code == 0
    Path("back").mkdir(exist_ok=True)
    for county in ("例县", "乙县"):
        shutil.copy(f"两县/{county}财政局.xlsx", "back")
    run("collect", "back", "--reply", "回复")
    assert sorted(path.name for path in Path("回复").iterdir()) == [
        "乙县财政局_回复_2022-11-20.txt", "例县财政局_回复_2022-11-20.txt",
    ]  # fmt: skip


def test_the_example_of_a_day_is_in_the_year_of_the_plan(plan: Path) -> None:
    plan.write_text(PLAN.replace("年度: 2022", "年度: 2026"), encoding="utf-8")
    assert run("split", "-o", "sent", on="2026-11-20").exit_code == 0
    texts = [str(cell.value) for cell in load_workbook("sent/县财政局.xlsx").worksheets[0]["A"]]
    assert any("如 2026-11-20；" in text for text in texts)
    assert not any("2022" in text for text in texts)


def test_the_same_folder_collected_twice_says_the_same_about_the_books(plan: Path) -> None:
    """October's book in November's folder, an extension whose day is no day, a row without its state, an empty book:
    the second time nothing is new, and nothing else is different. The replies say what is left to do."""
    run("split", "--period", "2022-10", "-o", "sent", on="2022-10-30")
    late = {("3", "2022-10-25"): {"状态": "已完成", "完成情况": "已报。", "完成日期": "2022-10-25"}}
    fill("县财政局", late)
    run("split", "--period", "2022-11", "-o", "sent")
    asked = {"状态": "申请延期", "完成情况": "系统没好。", "申请延期至": "等上级通知"}
    fill("县教育局", {("1", "2022-11-30"): asked, ("2", "2022-11-30"): {"完成情况": "已拟初稿。"}})
    fill("东乡", {})
    back = ("back", "--period", "2022-11")
    first, second = collect(*back, "--reply", "r1"), collect(*back, "--reply", "r2")
    assert {edit["unit"] for edit in first["edits"]} == {"县财政局", "县教育局"}
    assert second["edits"] == []
    assert first["not_reported"] == ["县财政局", "西镇", "东乡"]  # nothing came, nothing filled in
    told = ("not_reported", "returned_blank", "returned_refused", "partly_reported", "problems")
    assert {key: first[key] for key in told} == {key: second[key] for key in told}
    assert len(reasons(first, "rejected")) == 1
    assert reasons(first, "rejected") == reasons(second, "rejected")
    for folder, taken in (("r1", "一、已采用 1 行"), ("r2", "一、已有同样的一条 1 行")):
        texts = {path.name.partition("_")[0]: path.read_text("utf-8") for path in Path(folder).iterdir()}
        assert f"\n{taken}\n" in texts["县财政局"]
        ends = {unit: text.splitlines()[-1] for unit, text in texts.items()}
        assert ends["县财政局"] == "这一次的填报表还没有收到你单位填好的，请填好发回。"
        assert ends["东乡"] == "请填好再发回。"
        assert ends["县教育局"].startswith("请在原来的填报表里改好")


def test_a_report_of_this_month_counts_although_last_months_book_comes_after_it(plan: Path) -> None:
    """县财政局's book of November is in; October's, on the same task, takes nothing from that."""
    run("split", "--period", "2022-11", "-o", "sent")
    fill("县财政局", {("3", "2022-11-25"): {"状态": "推进中", "完成情况": "十一月的在做。"}})
    assert "县财政局" not in collect("back", "--period", "2022-11")["not_reported"]
    run("split", "--period", "2022-10", "-o", "sent", on="2022-10-30")
    fill("县财政局", {("3", "2022-10-25"): {"状态": "已完成", "完成情况": "十月的报了。"}})
    answer = collect("back", "--period", "2022-11")
    assert len(answer["edits"]) == 1
    assert "县财政局" not in answer["not_reported"]


def test_who_has_nothing_left_of_this_month_is_not_asked_the_second_time_either(plan: Path) -> None:
    """东乡's one task, late since October, is done by the book of October: nothing of November is owed, at once."""
    run("split", "--period", "2022-10", "-o", "sent", on="2022-10-30")
    fill("东乡", {("4", "2022-10-31"): {"状态": "已完成", "完成情况": "办了。", "完成日期": "2022-10-29"}})
    for _ in range(2):
        assert "东乡" not in collect("back", "--period", "2022-11")["not_reported"]


def test_an_emptied_need_is_settled_and_one_not_touched_is_not(plan: Path) -> None:
    asks = {"状态": "推进中", "完成情况": "在做。", "需协调事项": "请县政府办发函"}
    fill("县财政局", {BUDGET: asks})
    collect()
    run("split", "-o", "sent", on="2022-11-21")
    fill("县财政局", {BUDGET: {"完成情况": "还在做。"}})
    (edit,) = collect(on="2022-11-21")["edits"]
    assert edit["needs"] == "请县政府办发函"
    run("split", "-o", "sent", on="2022-11-22")
    fill("县财政局", {BUDGET: {"需协调事项": None}})
    (edit,) = collect(on="2022-11-22")["edits"]
    assert edit["needs"] == "无"
    assert collect(on="2022-11-22")["edits"] == []
    run("split", "-o", "sent", on="2022-11-23")
    sheet = load_workbook("sent/县财政局.xlsx").worksheets[1]
    assert sheet.cell(4, columns(sheet)["需协调事项"]).value is None
