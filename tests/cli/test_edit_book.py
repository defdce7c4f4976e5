"""The whole plan as a workbook that the office edits: nothing edited, nothing changed; every single kind of edit arrives
as that edit and no other; what the plan changed meanwhile is never overwritten; what is not taken is told.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from ledger.cli.main import app
from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import read_items
from ledger.files.sheets import edit_workbook
from ledger.files.sheets.edit_reader import read_edit_book
from ledger.files.sheets.edit_workbook import ID_HEADINGS, write_edit_book
from ledger.files.sheets.file_kind import is_edit_book
from ledger.files.yaml.plan_yaml import PlanFile, parse_plan, read_plan
from ledger.files.yaml.splice import splice
from ledger.questions.edit.book import edit_book
from ledger.questions.edit.merge import merge_edits
from ledger.questions.edit.merging import EditMerge
from ledger.record.model import Plan
from ledger.values.edit_book import cell_digest

ROOT = Path(__file__).parents[2]
ON = "2022-06-01"
PLANS = [read_plan(path) for path in sorted((ROOT / "plans").glob("*/2*.yaml"))]
SMALL = """\
编号: a
标题: 示例计划
年度: 2022
栏目: [序号, 任务名称, 责任领导]
任务:
- 序号: 1
  任务名称: 甲
  任务内容: >-
    甲的内容
  责任单位: 县财政局牵头 # 原文如此
  时间节点: 11月底前
  其他:
    责任领导: 张某某
  进展:
  - 日期: 2022-03-01
    单位: 县财政局
    状态: 推进中
    情况: 已动手
  - 日期: 2022-04-01
    单位: 县财政局
    状态: 推进中
- 序号: 2
  任务名称: 乙
  分办:
    牵头: [县司法局]
- 序号: 3
  任务名称: 丙
  责任单位: 相关部门
  范围:
    相关部门: [县公安局]
  调整:
  - 日期: 2022-05-01
    依据: 后续通知
    时间节点: 12月底前
- 序号: 4
  任务名称: 丁
报送:
- 事项: 总结
  单位: 各乡镇
  期限: 年底前
"""


def small(text: str = SMALL) -> PlanFile:
    file = parse_plan(Path("a.yaml"), "a.yaml", text.encode())
    assert file.plan is not None, [(p.line, p.message) for p in file.problems]
    return file


@cache
def sent(text: str) -> bytes:
    """The workbook of a plan, with few of the empty rows below its tables."""
    plan = small(text).plan
    assert plan is not None
    with patch.object(edit_workbook, "_SPARE", 9):
        return write_edit_book(edit_book(plan)).content


def after(
    file: PlanFile, edit: Callable[[Workbook], Any], folder: Path, now: PlanFile | None = None
) -> tuple[str, EditMerge]:
    """The text of the plan (as it stands `now`) after its workbook was sent, edited and taken back."""
    assert file.plan is not None
    path = folder / "book.xlsx"
    workbook = load_workbook(BytesIO(sent(file.text)))
    edit(workbook)
    workbook.save(path)
    assert is_edit_book(path)
    back = read_edit_book(path)
    assert back is not None
    now = now or file
    assert now.plan is not None
    done = merge_edits(understood(now.plan), back)
    return (splice(now, done.edits) if done.edits else now.text), done


def understood(plan: Plan) -> Any:
    from datetime import date

    return read_items(plan, UnitDirectory.from_plan(plan), date(2022, 6, 1))


def at(sheet: Worksheet, row: int, heading: str) -> Any:
    """The cell of the `row`-th row (from 1) below the heading."""
    column = next(cell.column for cell in sheet[3] if cell.value == heading)
    return sheet.cell(3 + row, column)


def put(sheet_name: str, row: int, **cells: object) -> Callable[[Workbook], None]:
    def edit(workbook: Workbook) -> None:
        for heading, value in cells.items():
            at(workbook[sheet_name], row, heading).value = value

    return edit


def cut(sheet_name: str, row: int) -> Callable[[Workbook], None]:
    return lambda workbook: workbook[sheet_name].delete_rows(3 + row)


def move(workbook: Workbook, row: int, to: int) -> None:
    """The row cut and put in again so that it is the `to`-th."""
    sheet = workbook["任务分解表"]
    values = [cell.value for cell in sheet[3 + row]]
    sheet.delete_rows(3 + row)
    sheet.insert_rows(3 + to)
    for index, value in enumerate(values, 1):
        sheet.cell(3 + to, index).value = value


def new_row(before: int, **cells: object) -> Callable[[Workbook], None]:
    def edit(workbook: Workbook) -> None:
        workbook["任务分解表"].insert_rows(3 + before)
        put("任务分解表", before, **cells)(workbook)

    return edit


# (what, the edit in the workbook, words of SMALL, what stands in their place)
ONE_EDIT: list[tuple[str, Callable[[Workbook], Any], str, str]] = [
    ("a name", put("任务分解表", 2, 任务名称="乙乙"), "  任务名称: 乙\n", "  任务名称: 乙乙\n"),
    ("a text", put("任务分解表", 1, 任务内容="新"), "    甲的内容\n", "    新\n"),
    ("a unit", put("任务分解表", 1, 责任单位="县司法局"), "县财政局牵头 # 原", "县司法局 # 原"),
    ("a day", put("任务分解表", 1, 时间节点="12月底前"), "时间节点: 11月底前", "时间节点: 12月底前"),
    ("a day gone", put("任务分解表", 1, 时间节点=None), "  时间节点: 11月底前\n", ""),
    ("a day more", put("任务分解表", 4, 时间节点="9月底前"), "名称: 丁\n", "名称: 丁\n  时间节点: 9月底前\n"),
    (
        "a line end",
        put("任务分解表", 1, 时间节点="6月底\n11月底"),
        "节点: 11月底前\n",
        "节点: |-\n    6月底\n    11月底\n",
    ),
    ("a column of its own", put("任务分解表", 1, 责任领导="李某某"), "张某某", "李某某"),
    (
        "that column, new",
        put("任务分解表", 4, 责任领导="李某某"),
        "丁\n",
        "丁\n  其他:\n    责任领导: 李某某\n",
    ),
    ("a number", put("任务分解表", 4, 序号=8), "序号: 4", "序号: 8"),
    ("a task deleted", cut("任务分解表", 4), "- 序号: 4\n  任务名称: 丁\n", ""),
    (
        "a task added between",
        new_row(2, 序号=9, 任务名称="戊", 时间节点="年底前", 责任领导="王某某"),
        "- 序号: 2\n",
        "- 序号: 9\n  任务名称: 戊\n  时间节点: 年底前\n  其他:\n    责任领导: 王某某\n- 序号: 2\n",
    ),
    ("a task added last", new_row(5, 任务名称="戊"), "丁\n", "丁\n- 序号: 5\n  任务名称: 戊\n"),
    (
        "a task moved",
        lambda book: move(book, 4, 2),
        SMALL[SMALL.index("- 序号: 2") : SMALL.index("报送")],
        "- 序号: 4\n  任务名称: 丁\n" + SMALL[SMALL.index("- 序号: 2") : SMALL.index("- 序号: 4")],
    ),
    ("an entry's words", put("进展", 1, 情况="快好了"), "情况: 已动手", "情况: 快好了"),
    (
        "an entry's state",
        put("进展", 2, 状态="已完成", 完成日期="2022-03-30"),
        "04-01\n    单位: 县财政局\n    状态: 推进中\n",
        "04-01\n    单位: 县财政局\n    状态: 已完成\n    完成日期: 2022-03-30\n",
    ),
    (
        "an entry gone",
        cut("进展", 1),
        "  - 日期: 2022-03-01\n    单位: 县财政局\n    状态: 推进中\n    情况: 已动手\n",
        "",
    ),
    (
        "an entry typed in",
        put("进展", 3, 序号=4, 日期="2022.5.20", 单位="县司法局", 状态="推进中", 情况="开过会"),
        "丁\n",
        "丁\n  进展:\n  - 日期: 2022-05-20\n    单位: 县司法局\n    状态: 推进中\n    情况: 开过会\n",
    ),
    (
        "an entry for a 报送",
        put("进展", 3, 序号="报1", 日期="2022-05-20", 状态="已销号"),
        "期限: 年底前\n",
        "期限: 年底前\n  进展:\n  - 日期: 2022-05-20\n    状态: 已销号\n",
    ),
    (
        "a lead",
        put("办公室定", 1, 牵头="县财政局"),
        "  分办:\n    牵头: [县司法局]\n",
        "  分办:\n    牵头:\n    - 县财政局\n",
    ),
    (
        "members",
        put("办公室定", 2, 成员="县公安局\n县司法局"),
        "相关部门: [县公安局]\n",
        "相关部门:\n    - 县公安局\n    - 县司法局\n",
    ),
    ("an adjustment", put("办公室定", 3, 时间节点="10月底前"), "时间节点: 12月底前", "时间节点: 10月底前"),
    ("a decision gone", cut("办公室定", 1), "  分办:\n    牵头: [县司法局]\n", ""),
    (
        "分办 typed in",
        put("办公室定", 4, 事项="分办", 序号=4, 牵头="县财政局", 配合="县公安局、县司法局"),
        "丁\n",
        "丁\n  分办:\n    牵头:\n    - 县财政局\n    配合:\n    - 县公安局\n    - 县司法局\n",
    ),
    (
        "调整 typed in",
        put("办公室定", 4, 事项="调整", 序号=4, 日期="2022-05-20", 依据="会议", 时间节点="年底前"),
        "丁\n",
        "丁\n  调整:\n  - 日期: 2022-05-20\n    依据: 会议\n    时间节点: 年底前\n",
    ),
    (
        "默认时限 typed in",
        put("办公室定", 4, 事项="默认时限", 时间节点="12月底前"),
        "栏目:",
        "默认时限: 12月底前\n栏目:",
    ),
]


@pytest.mark.parametrize(("what", "edit", "old", "new"), ONE_EDIT, ids=[one[0] for one in ONE_EDIT])
def test_one_edit_arrives_as_that_edit(
    what: str, edit: Callable[[Workbook], Any], old: str, new: str, tmp_path: Path
) -> None:
    assert SMALL.count(old) == 1, "the case itself is clear"
    text, done = after(small(), edit, tmp_path)
    assert text == SMALL.replace(old, new)
    assert {change.outcome for change in done.changes} == {"taken"}
    again, twice = after(small(), edit, tmp_path, small(text))
    assert again == text, "taken back twice, it changes nothing the second time"
    assert not twice.edits


def test_nothing_edited_changes_nothing(tmp_path: Path) -> None:
    assert len(PLANS) == 5
    for file in [*PLANS, small()]:
        text, done = after(file, lambda book: None, tmp_path)
        assert (text, done.edits, done.changes) == (file.text, [], [])


# (what, the edit in the workbook, what became of the plan meanwhile: words and their replacement, the outcome)
MEANWHILE = [
    ("the same cell", put("任务分解表", 1, 时间节点="12月底前"), ("11月底前", "10月底前"), "conflict"),
    ("the same words", put("任务分解表", 1, 时间节点="12月底前"), ("11月底前", "12月底前"), None),
    ("a deleted task was changed", cut("任务分解表", 1), ("11月底前", "10月底前"), "conflict"),
    (
        "a deleted task got an entry",
        cut("任务分解表", 4),
        ("丁\n", "丁\n  进展:\n  - 日期: 2022-05-02\n    状态: 推进中\n"),
        "conflict",
    ),
    ("an entry was changed", put("进展", 1, 情况="快好了"), ("已动手", "已过半"), "conflict"),
    (
        "a changed task was deleted",
        put("任务分解表", 4, 任务名称="丁丁"),
        ("- 序号: 4\n  任务名称: 丁\n", ""),
        "conflict",
    ),
    (
        "another task has the number",
        put("任务分解表", 4, 时间节点="年底前"),
        ("名称: 丁\n", "名称: 庚\n  任务内容: 别的\n"),
        "conflict",
    ),
]


@pytest.mark.parametrize(("what", "edit", "since", "outcome"), MEANWHILE, ids=[one[0] for one in MEANWHILE])
def test_what_the_plan_changed_meanwhile_stays(
    what: str, edit: Callable[[Workbook], Any], since: tuple[str, str], outcome: str | None, tmp_path: Path
) -> None:
    assert SMALL.count(since[0]) == 1
    now = SMALL.replace(*since)
    text, done = after(small(), edit, tmp_path, small(now))
    assert text == now
    assert [change.outcome for change in done.changes] == ([outcome] if outcome else [])


def test_another_cell_of_the_row_is_taken(tmp_path: Path) -> None:
    now = SMALL.replace("11月底前", "10月底前")
    text, _ = after(small(), put("任务分解表", 1, 任务名称="甲甲"), tmp_path, small(now))
    assert text == now.replace("名称: 甲\n", "名称: 甲甲\n")


def copy_row(workbook: Workbook) -> None:
    sheet = workbook["任务分解表"]
    sheet.insert_rows(6)
    for column, cell in enumerate(sheet[5], 1):
        sheet.cell(6, column).value = cell.value
    put("任务分解表", 3, 序号=None, 任务名称="乙二")(workbook)


def sort_backwards(workbook: Workbook) -> None:
    for n in range(2, 5):
        move(workbook, n, 1)


def put_heading(workbook: Workbook) -> None:
    for row, words in ((3, "督办"), (4, "是")):
        workbook["任务分解表"].cell(row, 12).value = words


# (what, the edit, words of what is told)
TOLD: list[tuple[str, Callable[[Workbook], None], str]] = [
    ("no name", put("任务分解表", 1, 任务名称=None), "“任务名称”"),
    ("a number twice", new_row(5, 序号=2, 任务名称="戊"), "序号 2 已经有了"),
    ("a row without a name", new_row(5, 时间节点="年底前"), "没有写“任务名称”"),
    ("a day that is none", put("进展", 3, 序号=1, 日期="4月底", 状态="推进中"), "“4月底”不是日期"),
    ("a day of two", put("进展", 3, 序号=1, 日期=4.2, 状态="推进中"), "“4.2”不是日期"),
    ("a state that may be two", put("进展", 3, 序号=1, 日期="2022-04-20", 状态="基本完成"), "推进中，分不清"),
    ("a state that is none", put("进展", 3, 序号=1, 日期="2022-04-20", 状态="办好"), "不能写“办好”"),
    ("no such task", put("进展", 3, 序号=77, 日期="2022-04-20", 状态="推进中"), "没有序号 77"),
    (
        "another task's name",
        put("进展", 3, 序号=1, 任务名称="乙", 日期="2022-04-20", 状态="推进中"),
        "分不清",
    ),
    ("an entry under another task", put("进展", 1, 序号=2), "换到别的任务"),
    ("a decision of no kind", put("办公室定", 4, 事项="安排", 序号=1), "事项要写"),
    ("a column taken out", lambda book: book["任务分解表"].delete_cols(4), "一栏不见了"),
    (
        "a column put in",
        put_heading,
        "没有“督办”这一栏",
    ),
    ("a sheet taken out", lambda book: book.remove(book["进展"]), "“进展”这张表不见了"),
    ("the list of what was sent gone", lambda book: book.remove(book["发出记录"]), "发出记录"),
    ("sorted", sort_backwards, "排了序"),
    (
        "an entry that says which milestone, and there is none such",
        put("进展", 3, 序号=1, 日期="2022-05-20", 单位="县财政局", 状态="推进中", 对应节点="2022-03-03"),
        "没有“2022-03-03”这个节点，这条进展不起作用，没有采用。",
    ),
    ("an entry made one that says nothing", put("进展", 2, 状态="延期"), "延期没有写“延期至”和“原因”"),
]


def test_days_and_states_as_people_type_them(tmp_path: Path) -> None:
    """What the fill-in book takes is taken here, and said."""
    edit = put("进展", 3, 序号=1, 日期="4月20日", 单位="县财政局", 状态="100%", 完成日期="3月24号")
    text, done = after(small(), edit, tmp_path)
    assert "  - 日期: 2022-04-20\n    单位: 县财政局\n    状态: 已完成\n    完成日期: 2022-03-24\n" in text
    assert [change.meaning for change in done.changes] == [
        "记到第1项 甲；日期“4月20日”按“2022-04-20”记；状态“100%”按“已完成”记；完成日期“3月24号”按“2022-03-24”记"
    ]
    text, done = after(small(), put("进展", 2, 日期="四月二十一日"), tmp_path)
    assert text == SMALL.replace("日期: 2022-04-01", "日期: 2022-04-21")


@pytest.mark.parametrize(("what", "edit", "says"), TOLD, ids=[one[0] for one in TOLD])
def test_what_is_not_taken_is_told(
    what: str, edit: Callable[[Workbook], Any], says: str, tmp_path: Path
) -> None:
    text, done = after(small(), edit, tmp_path)
    assert text == SMALL
    assert any(change.outcome == "rejected" and says in change.meaning for change in done.changes), (
        done.changes
    )


MONTHLY = """\
编号: a
标题: 示例计划
年度: 2022
任务:
- 序号: 1
  章节:
  - 一、公开
  - （一）财政
  任务名称: 甲
- 序号: 2
  章节:
  - 一、公开
  - （一）财政
  任务名称: 乙
  责任单位: 县财政局
- 序号: 3
  章节:
  - 二、培训
  任务名称: 丙
报送:
- 事项: 月报
  单位: 县财政局
  期限: 每月25日前
"""
SAID = {"日期": "2022-05-20", "单位": "县财政局", "状态": "已完成"}


def test_an_entry_about_no_occurrence_is_refused_as_update_refuses_it(tmp_path: Path) -> None:
    text, done = after(small(MONTHLY), put("进展", 1, 序号="报1", **SAID), tmp_path)
    assert text == MONTHLY
    (told,) = done.changes
    assert (told.outcome, "这条进展没有写对应哪一次，不起作用，没有采用。" in told.meaning) == (
        "rejected",
        True,
    )


def test_an_entry_is_judged_by_its_task_as_the_same_book_makes_it(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        put("任务分解表", 2, 时间节点="每月25日前")(workbook)
        put("进展", 1, 序号=2, **SAID)(workbook)
        put("进展", 2, 序号=2, 对应节点="2022-05-25", **SAID)(workbook)
        put("任务分解表", 4, 序号=4, 任务名称="丁", 时间节点="每月25日前")(workbook)
        put("进展", 3, 序号=4, **SAID)(workbook)
        put("进展", 4, 序号=4, 对应节点="2022-05-25", 填报人="王某 13800000000", **SAID)(workbook)

    _, done = after(small(MONTHLY), edit, tmp_path)
    became = [
        (c.place.rpartition("」")[2], c.outcome)
        for c in done.changes
        if "进展」" in c.place or "「进展" in c.place
    ]
    assert became == [("第4行", "rejected"), ("第5行", "taken"), ("第6行", "rejected"), ("第7行", "taken")]
    assert done.changes[-2].meaning.endswith(
        "请核对：写了像电话号码的数字（13800000000），会照样进计划、台账和回复"
    )


def test_a_new_task_without_its_section_is_put_into_that_of_the_row_above(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        for _ in range(2):
            workbook["任务分解表"].insert_rows(5)
        put("任务分解表", 2, 任务名称="新一")(workbook)
        put("任务分解表", 3, 任务名称="新二")(workbook)

    text, done = after(small(MONTHLY), edit, tmp_path)
    head = "  章节:\n  - 一、公开\n  - （一）财政\n"
    new = f"- 序号: 4\n{head}  任务名称: 新一\n- 序号: 5\n{head}  任务名称: 新二\n"
    assert text == MONTHLY.replace("- 序号: 2\n", new + "- 序号: 2\n")
    assert all("章节空着，照上一行归入“一、公开／（一）财政”" in change.meaning for change in done.changes)


def test_a_row_copied_to_make_a_new_task_is_a_new_task(tmp_path: Path) -> None:
    text, _ = after(small(), copy_row, tmp_path)
    old = SMALL[SMALL.index("- 序号: 3") :]
    assert text == SMALL.replace(old, "- 序号: 5\n  任务名称: 乙二\n" + old)


def test_a_formula_is_told_and_not_taken(tmp_path: Path) -> None:
    file = small()
    assert file.plan is not None
    path = tmp_path / "book.xlsx"
    path.write_bytes(write_edit_book(edit_book(file.plan)).content)
    workbook = load_workbook(path)
    at(workbook["任务分解表"], 1, "时间节点").value = "=1+1"
    workbook.save(path)
    back = read_edit_book(path)
    assert back is not None
    assert [problem.check for problem in back.problems] == ["formula"]
    assert merge_edits(understood(file.plan), back).edits == []


FIELDS = {
    "任务名称": "name",
    "任务内容": "content",
    "责任单位": "responsibility",
    "时间节点": "deadline",
    "备注": "remark",
}
WORDS = st.text("甲乙12 ：:#-'\n|>*&[]{},%@!?", min_size=1, max_size=12).map(str.strip).filter(bool)


@pytest.mark.parametrize(
    ("cell", "words", "told"),
    [
        ("A1", "示例计划", None),
        ("A1", "示例计划（修订）", ("「任务分解表」A1", "表题改过，没有采用")),
        ("M1", "记一笔", ("「任务分解表」M1", "写在表外的没有读入")),
        ("A2", "请各单位注意", ("「任务分解表」A2", "写在表外的没有读入")),
    ],
)
def test_what_is_written_above_the_table_is_told(
    cell: str, words: str, told: tuple[str, str] | None, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    workbook = load_workbook(BytesIO(sent(SMALL)))
    workbook["任务分解表"][cell] = words
    workbook.save(path)
    back = read_edit_book(path)
    assert back is not None
    found = [(problem.file, problem.message) for problem in back.problems]
    assert found == ([(f"book.xlsx{told[0]}", told[1])] if told else [])


def test_a_row_put_in_above_the_title_is_no_new_title(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    workbook = load_workbook(BytesIO(sent(SMALL)))
    for area in list(workbook["任务分解表"].merged_cells.ranges):
        workbook["任务分解表"].unmerge_cells(str(area))
    workbook["任务分解表"].insert_rows(1)
    workbook.save(path)
    back = read_edit_book(path)
    assert back is not None
    assert (back.problems, len(back.rows)) == ((), 4 + 2 + 3)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_words_in_any_cell_of_the_five_plans_arrive(data: st.DataObject, tmp_path: Path) -> None:
    file = data.draw(st.sampled_from(PLANS))
    assert file.plan is not None
    cells = st.tuples(st.integers(1, len(file.plan.tasks)), st.sampled_from(list(FIELDS)))
    written = data.draw(st.dictionaries(cells, WORDS, min_size=1, max_size=8))

    def edit(workbook: Workbook) -> None:
        for (row, key), words in written.items():
            put("任务分解表", row, **{key: words})(workbook)

    text, done = after(file, edit, tmp_path)
    read = parse_plan(file.path, file.shown, text.encode()).plan
    assert read is not None
    assert len(done.edits) <= len(written)
    for row, (now, old) in enumerate(zip(read.tasks, file.plan.tasks, strict=True), 1):
        changed = {FIELDS[key]: words for (at_row, key), words in written.items() if at_row == row}
        assert {name: getattr(now, name) for name in changed} == changed
        assert now.model_copy(update={name: getattr(old, name) for name in changed}) == old


def run(*words: str | Path) -> Any:
    return CliRunner().invoke(app, [*map(str, words), "--on", ON])


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.yaml").write_text(SMALL, encoding="utf-8", newline="")
    assert run("export", "--edit", "-o", "book.xlsx").exit_code == 0
    return tmp_path


def edited(path: Path, *edits: Callable[[Workbook], Any]) -> None:
    workbook = load_workbook(path)
    for edit in edits:
        edit(workbook)
    workbook.save(path)


def test_the_command_lists_writes_and_undoes(office: Path) -> None:
    plan = office / "plans" / "a.yaml"
    edited(office / "book.xlsx", put("任务分解表", 1, 时间节点="12月底前"), cut("任务分解表", 4))
    dry = run("collect", "book.xlsx", "--dry-run", "-o", "变动.xlsx")
    assert dry.exit_code == 0, dry.output
    assert "第1项 甲 时间节点：11月底前 → 12月底前（截止 2022-12-31）" in dry.stdout
    assert plan.read_text(encoding="utf-8") == SMALL
    sheet = load_workbook("变动.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["结果", "在哪里", "什么", "原来", "现在", "怎样理解"]
    assert [sheet.cell(n, 1).value for n in (2, 3)] == ["采用", "采用"]
    assert run("collect", "book.xlsx").exit_code == 0
    assert plan.read_text(encoding="utf-8") == SMALL.replace("11月底前", "12月底前").replace(
        "- 序号: 4\n  任务名称: 丁\n", ""
    )
    assert CliRunner().invoke(app, ["undo"]).exit_code == 0
    assert plan.read_text(encoding="utf-8") == SMALL


def test_a_conflict_is_exit_code_1_and_json_has_every_field(office: Path) -> None:
    plan = office / "plans" / "a.yaml"
    edited(office / "book.xlsx", put("任务分解表", 1, 时间节点="12月底前"))
    plan.write_text(SMALL.replace("11月底前", "10月底前"), encoding="utf-8", newline="")
    answer = run("collect", "book.xlsx", "--json")
    assert answer.exit_code == 1
    said = json.loads(answer.stdout)
    assert said["counts"] == {"taken": 0, "conflict": 1, "rejected": 0}
    assert said["changes"][0]["before"] == "10月底前"
    assert "10月底前" in plan.read_text(encoding="utf-8")


def test_among_the_units_books_it_is_not_taken(office: Path) -> None:
    (office / "back").mkdir()
    edited(office / "book.xlsx", put("任务分解表", 1, 时间节点="12月底前"))
    shutil.copy(office / "book.xlsx", office / "back" / "book.xlsx")
    answer = run("collect", "back")
    assert "整份计划的工作簿，没有读" in answer.stderr
    first, silent = "一份填报表也没有读出来：", "还没有报的 "
    assert first in answer.stdout.split(silent)[0]
    run("split", "-o", "sent")
    assert run("collect", "sent").stdout.count(first) == 0, (
        "books that were not filled in were read all the same"
    )
    assert (office / "plans" / "a.yaml").read_text(encoding="utf-8") == SMALL


def test_a_row_is_known_as_it_was_before_there_were_more_columns() -> None:
    """The id of an entry is that of its eleven cells of then, in their order, as long as the later ones are empty."""
    plan = small().plan
    assert plan is not None
    cells = ("2022-03-01", "县财政局", "推进中", "已动手", "", "", "", "", "", "", "")
    first = edit_book(plan).sheets[1].rows[0]
    assert first.id == f"1|{cell_digest(chr(10).join(cells))}|1"


def read_changed(folder: Path, change: Callable[[Workbook], Any]) -> list[tuple[str, str]]:
    """What the reader tells (check, place) of the book of the small plan after a change."""
    plan = small().plan
    assert plan is not None
    path = folder / "book.xlsx"
    path.write_bytes(write_edit_book(edit_book(plan)).content)
    workbook = load_workbook(path)
    change(workbook)
    workbook.save(path)
    assert is_edit_book(path)
    back = read_edit_book(path)
    assert back is not None
    return [
        (problem.check, problem.file.removeprefix("book.xlsx")) for problem in back.problems if problem.file
    ]


def test_merged_cells_notes_of_ones_own_and_edited_rows_are_told(tmp_path: Path) -> None:
    tasks = "任务分解表"
    merged = read_changed(tmp_path, lambda book: book[tasks].merge_cells("B4:B5"))
    assert merged == [("merged", f"「{tasks}」B5")]

    def note(book: Workbook) -> None:
        book.create_sheet("备忘")["B2"] = "下周再问"
        book.create_sheet("空表")

    assert read_changed(tmp_path, note) == [("not-read", "「备忘」")]  # the message names B2

    def edited(book: Workbook) -> None:
        heads = {cell.value: column for column, cell in enumerate(book[tasks][3], 1)}
        book[tasks].cell(4, heads[ID_HEADINGS[0]]).value = "b-2022"

    assert ("identity-edited", f"「{tasks}」第4行") in read_changed(tmp_path, edited)


def test_a_file_over_the_limit_is_no_such_workbook(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(write_edit_book(edit_book(small().plan or pytest.fail("no plan"))).content)
    size = path.stat().st_size
    with patch("ledger.files.sheets.file_kind.MAX_BYTES", size):
        assert is_edit_book(path)
    with patch("ledger.files.sheets.file_kind.MAX_BYTES", size - 1):
        assert not is_edit_book(path)


def test_another_workbook_and_what_is_none_are_no_such_book(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    Workbook().save(path)
    assert read_edit_book(path) is None
    path.write_bytes(b"PK\x03\x04")
    assert read_edit_book(path) is None


def renumber(workbook: Workbook) -> None:
    """A row put in behind the first, and everything below counted on, as a hand does it."""
    sheet = workbook["任务分解表"]
    sheet.insert_rows(5)
    for row, number in enumerate((1, 2, 3, 4, 5), 1):
        at(sheet, row, "序号").value = number
    at(sheet, 2, "任务名称").value = "新事"
    at(sheet, 4, "时间节点").value = "年底前"


def test_renumbering_arrives_and_the_book_comes_a_second_time(tmp_path: Path) -> None:
    text, done = after(small(), renumber, tmp_path)
    assert {change.outcome for change in done.changes} == {"taken"}, done.changes
    plan = small(text).plan
    assert plan is not None
    assert [(task.no, task.name) for task in plan.tasks] == [
        (1, "甲"), (2, "新事"), (3, "乙"), (4, "丙"), (5, "丁"),
    ]  # fmt: skip
    assert plan.tasks[3].deadline == "年底前"
    again, twice = after(small(), renumber, tmp_path, small(text))
    assert (again, twice.edits, twice.changes) == (text, [], [])


def test_a_book_of_before_the_renumbering_still_finds_its_tasks(tmp_path: Path) -> None:
    """Sent, then the plan was counted on by another book: a word of 丙 and an entry of 甲 go where they belong."""
    text, _ = after(small(), renumber, tmp_path)

    def edit(workbook: Workbook) -> None:
        put("任务分解表", 4, 责任单位="县司法局")(workbook)
        put("任务分解表", 2, 备注="示例")(workbook)
        put("进展", 1, 情况="快好了")(workbook)
        put("进展", 3, 序号=4, 日期="2022-05-20", 单位="县司法局", 状态="推进中", 情况="办了一半")(workbook)
        put("办公室定", 2, 成员="县公安局\n县司法局")(workbook)
        cut("任务分解表", 3)(workbook)

    again, done = after(small(), edit, tmp_path, small(text))
    assert {(change.what, change.outcome) for change in done.changes} == {
        ("第5项 丁 责任单位", "taken"),
        ("第3项 乙 备注", "taken"),
        ("第1项 甲 进展（2022-03-01 县财政局） 情况", "taken"),
        ("第4项 丙 范围 成员", "taken"),
        ("新的进展 4", "taken"),  # the book's number 4 is 丁
        ("第4项 丙", "conflict"),  # its 时间节点 was changed meanwhile: not deleted
    }, done.changes
    plan = small(again).plan
    assert plan is not None
    assert (plan.tasks[4].responsibility, plan.tasks[2].remark) == ("县司法局", "示例")
    assert [entry.note for entry in plan.tasks[4].progress] == ["办了一半"]


def test_a_unit_typed_wrongly_is_asked_about_as_validate_asks(office: Path) -> None:
    """Where units.yaml knows whom there is; what validate said before the edit is not said again."""
    names = "".join(f"- 名称: {name}\n" for name in ("县财政局", "县司法局", "县公安局"))
    (office / "plans" / "units.yaml").write_text(f"单位:\n{names}", encoding="utf-8")
    edited(
        office / "book.xlsx",
        put("任务分解表", 1, 责任单位="县财正局牵头，县司法局配合"),
        put("办公室定", 1, 牵头="县司发局"),
        put("任务分解表", 4, 时间节点="下个月"),
    )
    done = run("collect", "book.xlsx")
    assert done.exit_code == 0
    asked = [line for line in done.stdout.splitlines() if line.startswith("  警告 ")]
    assert len(asked) == 4, done.stdout
    assert "“县财正局”" in asked[0]
    assert "是不是“县财政局”？" in asked[0]
    assert "“县财政局”不是第1项的责任单位" in asked[1]  # its two entries, told once
    assert "“县司发局”" in asked[2]
    assert "是不是“县司法局”？" in asked[2]
    assert "下个月" in asked[3]
    assert all("各乡镇" not in line for line in asked)
