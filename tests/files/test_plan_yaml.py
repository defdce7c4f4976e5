"""A plan file as read: places inside scalars of every style and broken YAML told all at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ledger.files.beside import find_beside
from ledger.files.yaml import tree as yaml_tree
from ledger.files.yaml.plan_yaml import PlanFile, parse_plan, read_plan
from ledger.files.yaml.units_yaml import read_directory, read_office
from ledger.problems import LedgerError, Problem

HEAD = "编号: a\n标题: b\n年度: 2022\n任务:\n- 序号: 1\n  任务名称: 甲\n"


def read(text: str, encoding: str = "utf-8") -> PlanFile:
    return parse_plan(Path("a.yaml"), "a.yaml", text.encode(encoding))


# (任务内容 as written, the words to find in what was read)
STYLES = [
    ("  任务内容: 在11月底前完成\n", "11月底前"),
    ("  任务内容: '甲''在''11月底前完成'\n", "11月底前"),
    ('  任务内容: "甲\\"\\u4e59\\"\\t11月底前完成"\n', "11月底前"),
    ("  任务内容: 在\n    11月底前完成\n", "11月底前"),
    ("  任务内容: |\n    在\n\n      11月底前完成\n", "11月底前"),
    ("  任务内容: >-\n    在\n    乙\n\n    11月底前完成\n", "11月底前"),
    ("  任务内容: >1-\n\n   在 11月底前完成\n", "11月底前"),
    ("  任务内容: '  在11月底前完成'\n", "11月底前"),
    ("  任务内容: 甲\u202811月底前\n", "11月底前"),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("written", "words"), STYLES)
def test_an_offset_in_any_scalar_is_marked_in_the_users_own_line(
    written: str, words: str, newline: str
) -> None:
    file = read((HEAD + written).replace("\n", newline), "utf-8-sig")
    assert file.plan is not None
    offset = file.plan.tasks[0].content.index(words)
    path = ("任务", 0, "任务内容")
    problem = file.locate(Problem(check="x", message="y", path=path, offset=offset, length=len(words)))
    assert problem.line is not None
    assert problem.column is not None
    assert problem.excerpt[problem.column - 1 : problem.column - 1 + problem.width] == words
    assert problem.excerpt == file.text.split(newline)[problem.line - 1]


@pytest.mark.parametrize(
    ("path", "on_key", "place"),
    [
        (("编号",), False, (1, 5, "a")),
        (("编号",), True, (1, 1, "编号")),
        (("任务", 0), False, (5, 3, "序号")),
        (("任务", 0, "责任单位"), False, (5, 3, "序号")),
        (("任务", 7), False, (5, 1, "- 序号: 1")),
        (("地区",), False, (1, 1, "编号")),
        ((), False, (1, 1, "编号")),
    ],
)
def test_a_path_is_marked_where_it_stands_or_where_it_would(
    path: tuple[str | int, ...], on_key: bool, place: tuple[int, int, str]
) -> None:
    problem = read(HEAD).locate(Problem(check="x", message="y", path=path, on_key=on_key))
    assert problem.column is not None
    marked = problem.excerpt[problem.column - 1 : problem.column - 1 + problem.width]
    assert (problem.line, problem.column, marked) == place


def test_words_of_a_list_written_as_one_text_are_found() -> None:
    file = read(HEAD + "  责任单位: {牵头: 县司法局}\n")
    path = ("任务", 0, "责任单位", "牵头", 0)
    problem = file.locate(Problem(check="x", message="y", path=path, length=3))
    assert (problem.line, problem.column, problem.width) == (7, 14, 3)


def told(file: PlanFile) -> list[tuple[int | None, int | None, str]]:
    return [(problem.line, problem.column, problem.message) for problem in file.problems]


# (the lines after HEAD, what is said: line, column, message)
BROKEN = [
    ("  备注：乙\n  任务内容:丙\n", [(7, 5, "键“备注”后面是全角冒号“：”"), (8, 7, "键“任务内容”的冒号后面没有空格")]),
    ("  备注: 说明: 乙\n", [(7, 9, "文字里有半角冒号加空格，会被当成又一个键")]),
    ("\t备注: 乙\n", [(7, 1, "缩进用了制表符（Tab）")]),
    ('  备注: "乙\n', [(7, 7, '双引号 " 没有配对')]),
    ('  备注: "乙"丙\n', [(7, 7, '双引号 " 关上以后，后面还有文字')]),
    ('  备注: "C:\\某"\n', [(7, 7, "双引号里的反斜杠 \\ 有特殊含义")]),
    ("  备注: %5\n", [(7, 7, "文字不能以 % 开头：它在 YAML 里有特殊含义")]),
    ("  备注: @乙\n", [(7, 7, "文字不能以 @ 开头：它在 YAML 里有特殊含义")]),
    ("  备注: *乙\n", [(7, 7, "文字不能以 * 开头：它在 YAML 里有特殊含义")]),
    ("  备注: &乙 丙\n", [(7, 7, "文字不能以 & 开头：它在 YAML 里有特殊含义")]),
    ("  备注: *yi\n", [(7, 7, "文字不能以 * 开头：它在 YAML 里有特殊含义")]),
    ("  备注: !yi 丙\n", [(7, 7, "文字不能以 ! 开头：它在 YAML 里有特殊含义")]),
    ("   备注: 乙\n", [(7, 4, "键“备注”的缩进深了，对不齐")]),
    ("  责任单位: {牵头: 甲局，配合: 乙局}\n", [(7, 16, "{ } 里用了全角逗号“，”分隔")]),
    ("  责任单位: {牵头: 甲局\n  备注: 乙\n", [(7, 9, "括号 { 没有配对")]),
    ("---\n编号: b\n", [(7, 1, "一个文件里只能有一份计划，这里又开始了第二份")]),
    ("  备注: 乙\n  备注: 丙\n", [(8, 3, "键“备注”写了两次，第 7 行已经有了")]),
    ("  ? [乙]\n  : 丙\n", [(7, 5, "键应是一个词，这里不是")]),
    # several kinds in one file: broken YAML does not hide what is wrong further down, nor the other way round
    (
        "  备注：乙\n- 序号: 二\n  任务名称: *丙\n  单位: 丁\n",
        [
            (7, 5, "键“备注”后面是全角冒号“：”"),
            (8, 7, "“序号”写的是“二”，不是整数"),
            (9, 9, "文字不能以 * 开头：它在 YAML 里有特殊含义"),
            (10, 3, "不认识的键“单位”"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize("parser", ["C", "pure"])
@pytest.mark.parametrize(("text", "expected"), BROKEN, ids=[case[0].strip() for case in BROKEN])
def test_broken_yaml_is_told_all_at_once(
    text: str, expected: list[tuple[int, int, str]], parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if parser == "pure":
        monkeypatch.setattr(yaml_tree, "CParser", None)
    file = read(HEAD + text)
    assert told(file) == expected
    assert file.plan is None
    assert all(problem.hint for problem in file.problems)
    assert all(problem.excerpt == file.source.line(problem.line or 0) for problem in file.problems)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# 注\n", "文件里只有注释，没有内容"),
        ("政务公开\n", "文件最外层应是一组“键: 值”，这里是文字"),
        ("- 政务公开\n", "文件最外层应是一组“键: 值”，这里是列表"),
    ],
)
def test_what_is_no_plan_at_all_is_one_sentence(text: str, message: str) -> None:
    assert [problem.message for problem in read(text).problems] == [message]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_plan_is_the_same_in_every_encoding_and_with_every_line_end(encoding: str, newline: str) -> None:
    text = HEAD + "  任务内容: >-\n    一\n    二\n"
    assert read(text.replace("\n", newline), encoding).plan == read(text).plan is not None


def test_messages_name_the_file_as_the_user_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("编号: a\n", encoding="utf-8")
    assert {problem.file for problem in read_plan(path, shown="计划/a.yaml").problems} == {"计划/a.yaml"}
    with pytest.raises(LedgerError, match="找不到文件“甲”"):
        read_plan(tmp_path / "b.yaml", shown="甲")


def test_the_nearest_directory_upward_is_found_and_read_like_a_plan(tmp_path: Path) -> None:
    folder = tmp_path / "沁源县" / "2022"
    folder.mkdir(parents=True)
    (tmp_path / "units.yaml").write_text("单位: [{名称: 远}]\n", encoding="utf-8")
    near = tmp_path / "沁源县" / "units.yaml"
    near.write_text("单位:\n- 名称: 县司法局\n  别名: 司法局\n  电活: 1\n", encoding="utf-8")
    assert find_beside(folder / "a.yaml", "units") == near
    assert find_beside(folder / "a.yaml", "office") is None
    read = read_directory(near, shown="units.yaml")
    assert read.file is None
    assert [(p.line, p.column, p.message, p.hint) for p in read.problems] == [
        (4, 3, "不认识的键“电活”", "是不是“电话”？")
    ]


def test_what_stands_beside_a_plan_is_not_what_it_was_written_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`../b/plan.yaml`, written in a: the units.yaml of a is none of its business, that above both is."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    for folder in (tmp_path, tmp_path / "a"):
        (folder / "units.yaml").write_text("单位: []\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "a")
    assert find_beside(Path("../b/plan.yaml"), "units") == tmp_path / "units.yaml"


def test_office_settings_are_working_days_points_and_reminders(tmp_path: Path) -> None:
    path = tmp_path / "office.yaml"
    path.write_text(
        "工作日: {放假: 2022-10-08, 上班: [2022.10.9]}\n考核: {逾期: -0.5, 完成: 2}\n提醒: {提前天数: 7}\n",
        encoding="utf-8",
    )
    office = read_office(path).office
    assert office is not None
    assert office.overrides == {date(2022, 10, 8): False, date(2022, 10, 9): True}
    assert office.points == {"逾期": -0.5, "完成": 2.0}
    assert office.reminders.days_ahead == 7
    path.write_text("考核: {逾期: 扣一分}\n", encoding="utf-8")
    assert [p.message for p in read_office(path).problems] == ["“逾期”写的是“扣一分”，不是分数"]


def test_when_there_are_too_many_errors_to_list_that_is_said_first(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    tasks = "".join(f"- 序号: {n}\n  任务名称：第{n}项\n" for n in range(1, 31))
    path.write_text(f"编号: a\n标题: b\n年度: 2022\n任务:\n{tasks}", encoding="utf-8")
    problems = read_plan(path).problems
    assert problems[0].message == "错处太多，只列了 20 处，后面可能还有"
    assert [problem.check for problem in problems[1:]] == ["yaml-colon"] * 20
