"""What pydantic finds wrong, in our words: each row a broken line, where it is marked and what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.files.yaml.complaints import COMPLAINTS, EXAMPLES
from ledger.files.yaml.plan_yaml import parse_plan
from ledger.files.yaml.record_keys import places_of
from ledger.files.yaml.units_yaml import parse_directory
from ledger.record.directory_model import DirectoryFile
from ledger.record.model import Plan
from ledger.record.office_model import OfficeFile

HEAD = "编号: a\n标题: b\n年度: 2022\n"
TASK = "任务:\n- 序号: 1\n  任务名称: 甲\n"
STATUSES = "单位可写：未启动、推进中、已完成、申请延期；只有办公室能写：已销号、退回、延期、已取消。"

# what follows HEAD; then: line, column, marked text, check, message, hint
CASES = [
    (TASK + "  任务名: 乙\n", 7, 3, "任务名", "unknown-key", "不认识的键“任务名”",
     "是不是“任务名称”？它已经写过了，只留一处。"),
    (TASK + "  电话: 1\n", 7, 3, "电话", "unknown-key", "不认识的键“电话”",
     "这里可以写：序号、章节、原编号、任务名称、任务内容、责任单位、责任领导、时间节点、补充节点、分办、范围、调整、起始、起算、来源、交办日期、结转自、备注、其他、进展。"),
    (TASK + "  时间结点: 9月底\n", 7, 3, "时间结点", "unknown-key", "不认识的键“时间结点”", "是不是“时间节点”？"),
    (TASK + "  任务内客: 乙\n", 7, 3, "任务内客", "unknown-key", "不认识的键“任务内客”", "是不是“任务内容”？"),
    ("印发机关: 某县政府办\n" + TASK, 4, 1, "印发机关", "unknown-key", "不认识的键“印发机关”", "是不是“印发单位”？"),
    (TASK + "  deadline: 9月底\n", 7, 3, "deadline", "unknown-key", "不认识的键“deadline”", "是不是“时间节点”？"),
    (TASK + "  牵头: 县司法局\n", 7, 3, "牵头", "unknown-key", "不认识的键“牵头”",
     "“牵头”应写在“责任单位”下面、“分办”下面；检查缩进。"),
    (TASK + "  地区: 沁源县\n", 7, 3, "地区", "unknown-key", "不认识的键“地区”", "“地区”应写在最外层（顶格）；检查缩进。"),
    (TASK + "  分办: {责任: [甲局]}\n", 7, 8, "责任", "unknown-key", "不认识的键“责任”", "这里可以写：牵头、配合。"),
    (TASK + "  责任单位: {牵头: 甲局, 乙局}\n", 7, 18, "乙局", "unknown-key", "不认识的键“乙局”",
     "{ } 里半角逗号会把文字断开；这段文字要加引号，或把逗号改成全角“，”。"),
    ("任务:\n- 任务名称: 甲\n", 5, 3, "任务名称", "missing-key", "缺少“序号”", "补上一行：序号: 4"),
    ("任务:\n- 序号: 1\n  任务名称:\n", 6, 3, "任务名称", "missing-key", "“任务名称”没有填", "写成：任务名称: 行政处罚信息公开"),
    ("任务: []\n", 4, 5, "[]", "wrong-type", "“任务”里一项也没有", "补上：任务:（下面每项以“- 序号: 1”开头）"),
    ("任务:\n- 甲\n", 5, 3, "甲", "wrong-type", "“任务”的第 1 项应是一组“键: 值”，这里写的是文字",
     "写成：任务:（下面每项以“- 序号: 1”开头）"),
    (TASK + "  责任单位: [甲局]\n", 7, 9, "[甲局]", "wrong-type",
     "“责任单位”应是文字，或牵头、配合、责任三个列表；这里写的是列表",
     "写成：责任单位: 县司法局牵头，各乡镇落实　或　责任单位: {牵头: [县司法局], 配合: [各乡镇]}"),
    (TASK + "  时间节点: {期限: 9月}\n", 7, 10, "期限", "wrong-type", "“时间节点”应是文字，这里写的是一组“键: 值”",
     "写成：时间节点: 11月底前"),
    (TASK + "  进展: 已完成\n", 7, 7, "已完成", "wrong-type", "“进展”应是列表，这里写的是文字",
     "写成：进展: [{日期: 2022-10-20, 单位: 县司法局, 状态: 推进中}]"),
    (TASK + "  章节: [[一]]\n", 7, 8, "[一]", "wrong-type", "“章节”的第 1 项应是文字，这里写的是列表",
     "写成：章节: [一、加强信息公开, （一）重点领域]"),
    ("任务:\n- 序号: 一\n  任务名称: 甲\n", 5, 7, "一", "number", "“序号”写的是“一”，不是整数", "写成：序号: 4"),
    ("任务:\n- 序号: 1.\n  任务名称: 甲\n", 5, 7, "1.", "number", "“序号”写的是“1.”，不是整数", "写成：序号: 4"),
    ("任务:\n- 序号: 1\n  任务名称: ''\n", 6, 9, "''", "blank", "“任务名称”是空的", "写成：任务名称: 行政处罚信息公开"),
    ("归档: 2023-02-29\n" + TASK, 4, 5, "2023-02-29", "impossible-date", "“归档”写的是“2023-02-29”，日历上没有这一天",
     "核对年、月、日。"),
    ("归档: 年底\n" + TASK, 4, 5, "年底", "day", "“归档”写的是“年底”，不是一个具体日期",
     "写成 2022-10-20、2022.10.20 或 2022年10月20日。"),
    ("归档: [年底]\n" + TASK, 4, 5, "[年底]", "day", "“归档”不应是列表", "写成 2022-10-20、2022.10.20 或 2022年10月20日。"),
    ("首位牵头: 对\n" + TASK, 4, 7, "对", "wrong-type", "“首位牵头”写的是“对”，应是“是”或“否”", "写成：首位牵头: 是"),
    (TASK + "  进展: [{日期: 2022-1-5, 状态: 完成}]\n", 7, 27, "完成", "status", "“状态”没有“完成”这种写法", STATUSES),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "column", "marked", "check", "message", "hint"), CASES, ids=[case[5] for case in CASES]
)
def test_one_mistake_is_one_problem_at_its_place(
    text: str, line: int, column: int, marked: str, check: str, message: str, hint: str
) -> None:
    file = parse_plan(Path("a.yaml"), "a.yaml", (HEAD + text).encode())
    (problem,) = file.problems
    assert (problem.check, problem.message, problem.hint) == (check, message, hint)
    assert (problem.line, problem.column) == (line, column)
    assert problem.excerpt[column - 1 : column - 1 + problem.width] == marked
    assert problem.severity == "error"
    assert file.plan is None


def test_an_unknown_key_near_a_missing_one_is_told_once() -> None:
    file = parse_plan(Path("a.yaml"), "a.yaml", (HEAD + "任务:\n- 序号: 1\n  任务名: 甲\n").encode())
    assert [(p.message, p.hint) for p in file.problems] == [("不认识的键“任务名”", "是不是“任务名称”？")]


@pytest.mark.parametrize(
    ("members", "listed"),
    [
        ("城关镇、青石镇", "[城关镇, 青石镇]"),
        ("城关镇，青石镇 白水镇", "[城关镇, 青石镇, 白水镇]"),
        ("城关镇", "[城关镇]"),
        ("城关镇{新}、青石镇", "['城关镇{新}', 青石镇]"),
    ],
)
def test_members_in_one_text_are_told_how_a_list_is_written(members: str, listed: str) -> None:
    text = f"集合:\n- 名称: 各乡镇\n  成员: {members}\n"
    (problem,) = parse_directory(Path("units.yaml"), "units.yaml", text.encode()).problems
    assert (problem.line, problem.message) == (3, f"“成员”没有“{members}”这种写法")
    assert problem.hint == (
        f"写成列表：成员: {listed}；没有列明的写 范围未列明，"
        "全部牵头单位写 牵头单位，担有任务的全部单位写 责任单位。"
    )


def test_a_year_out_of_range() -> None:
    file = parse_plan(Path("a.yaml"), "a.yaml", ("编号: a\n标题: b\n年度: 202\n" + TASK).encode())
    assert [p.message for p in file.problems] == ["“年度”写的是“202”，不应小于 1990"]


def test_every_example_is_of_a_key_that_exists() -> None:
    keys = {key for model in (Plan, DirectoryFile, OfficeFile) for key in places_of(model)}
    assert set(EXAMPLES) <= keys


def test_every_complaint_can_be_said() -> None:
    words = dict.fromkeys(("key", "value", "found", "example", "choices", "ge", "le", "year", "next"), "甲")
    assert COMPLAINTS
    for check, message, hint in COMPLAINTS.values():
        assert check
        assert message.format(**words)
        assert hint.format(**words)
