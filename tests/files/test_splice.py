"""Edits into text: the table shows what people get; hypothesis writes plan files of every style."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.files.yaml.lines import scalar, value_lines
from ledger.files.yaml.plan_yaml import parse_plan
from ledger.files.yaml.splice import splice
from ledger.problems import LedgerError
from ledger.record.edits import AddAdjustment, AddProgress, apply
from ledger.record.model import Adjustment, Progress
from tests.files.plan_texts import HEAD, entries, plan_texts, read

DONE = AddProgress(1, Progress(day=date(2022, 10, 20), unit="县司法局", status="已完成"))
MOVED = AddAdjustment(1, Adjustment(day=date(2022, 9, 1), basis="后续通知", deadline="12月底前"))


# (what, the task before, the task after); ▸ marks the lines that are new
CASES = [
    (
        "the first entry goes under a new key after the last one",
        "- 序号: 1\n  任务名称: 甲\n# 乙在后面\n- 序号: 2\n  任务名称: 乙\n",
        "- 序号: 1\n  任务名称: 甲\n▸  进展:\n▸  - 日期: 2022-10-20\n▸    单位: 县司法局\n▸    状态: 已完成\n"
        "# 乙在后面\n- 序号: 2\n  任务名称: 乙\n",
    ),
    (
        "a further entry keeps the indentation of the list, before the comment that follows",
        "- 序号: 1\n  任务名称: 甲\n  进展:\n    -   日期: 2022-1-5\n        状态: 推进中 # 电话报\n\n    # 等二月\n",
        "- 序号: 1\n  任务名称: 甲\n  进展:\n    -   日期: 2022-1-5\n        状态: 推进中 # 电话报\n"
        "▸    -   日期: 2022-10-20\n▸        单位: 县司法局\n▸        状态: 已完成\n\n    # 等二月\n",
    ),
    (
        "keys after 进展 stay where they are",
        "- 序号: 1\n  进展:\n  - {日期: 2022-1-5, 状态: 推进中}\n  任务名称: 甲\n",
        "- 序号: 1\n  进展:\n  - {日期: 2022-1-5, 状态: 推进中}\n▸  - 日期: 2022-10-20\n▸    单位: 县司法局\n"
        "▸    状态: 已完成\n  任务名称: 甲\n",
    ),
    (
        "a key with nothing after it",
        "- 序号: 1\n  进展: # 还没有\n  任务名称: 甲\n",
        "- 序号: 1\n  进展: # 还没有\n▸  - 日期: 2022-10-20\n▸    单位: 县司法局\n▸    状态: 已完成\n  任务名称: 甲\n",
    ),
    (
        "the last value is folded text with an empty line behind it",
        "- 序号: 1\n  任务名称: 甲\n  任务内容: >-\n    一\n    二\n\n- 序号: 2\n  任务名称: 乙\n",
        "- 序号: 1\n  任务名称: 甲\n  任务内容: >-\n    一\n    二\n▸  进展:\n▸  - 日期: 2022-10-20\n"
        "▸    单位: 县司法局\n▸    状态: 已完成\n\n- 序号: 2\n  任务名称: 乙\n",
    ),
    (
        "no final newline: the last line gets one, the new text has none",
        "- 序号: 1\n  任务名称: 甲",
        "- 序号: 1\n  任务名称: 甲\n▸  进展:\n▸  - 日期: 2022-10-20\n▸    单位: 县司法局\n▸    状态: 已完成",
    ),
    (
        "brackets that close further down take a line of their own",
        "- 序号: 1\n  任务名称: 甲\n  进展: [\n    {日期: 2022-1-5, 状态: 推进中} # 一\n  ]\n",
        "- 序号: 1\n  任务名称: 甲\n  进展: [\n    {日期: 2022-1-5, 状态: 推进中} # 一\n"
        "▸    , {日期: 2022-10-20, 单位: 县司法局, 状态: 已完成}\n  ]\n",
    ),
]

# Only here may a line itself change: its brackets close on it, or ~ stands for the list.
GROWING = [
    ("  进展: []\n", "  进展: [{日期: 2022-10-20, 单位: 县司法局, 状态: 已完成}]\n"),
    (
        "  进展: [{日期: 2022-1-5, 状态: 推进中}] # 一\n",
        "  进展: [{日期: 2022-1-5, 状态: 推进中}, {日期: 2022-10-20, 单位: 县司法局, 状态: 已完成}] # 一\n",
    ),
    (
        "  进展: ~ # 无\n",
        "  进展:  # 无\n  - 日期: 2022-10-20\n    单位: 县司法局\n    状态: 已完成\n",
    ),
]


@pytest.mark.parametrize(("what", "before", "after"), CASES, ids=[case[0] for case in CASES])
def test_lines_are_added_and_nothing_else(what: str, before: str, after: str) -> None:
    assert splice(read(HEAD + before), [DONE]) == HEAD + after.replace("▸", "")
    assert re.sub(r"▸.*\n?", "", after).rstrip("\n") == before.rstrip("\n"), "the case itself is consistent"


@pytest.mark.parametrize(("before", "after"), GROWING)
def test_a_line_grows_only_inside_its_own_brackets(before: str, after: str) -> None:
    start = HEAD + "- 序号: 1\n  任务名称: 甲\n"
    assert splice(read(start + before), [DONE]) == start + after


def test_a_task_in_braces_grows_inside_them() -> None:
    text = HEAD + "- {序号: 1, 任务名称: 甲} # 一\n- {序号: 2, 任务名称: 乙}\n"
    assert splice(read(text), [DONE]) == text.replace(
        "甲}", "甲, 进展: [{日期: 2022-10-20, 单位: 县司法局, 状态: 已完成}]}"
    )


def test_both_lists_of_one_task_come_in_the_order_named() -> None:
    text = HEAD + "- 序号: 1\n  任务名称: 甲\n"
    assert splice(read(text), [MOVED, DONE]) == (
        text + "  调整:\n  - 日期: 2022-09-01\n    依据: 后续通知\n    时间节点: 12月底前\n"
        "  进展:\n  - 日期: 2022-10-20\n    单位: 县司法局\n    状态: 已完成\n"
    )


def test_an_entry_for_a_reporting_duty_goes_to_it() -> None:
    text = HEAD + "- 序号: 1\n  任务名称: 甲\n报送:\n- 事项: 总结\n  单位: 各乡镇\n  期限: 年底前\n"
    edit = AddProgress("报1", DONE.progress)
    assert splice(read(text), [edit]).startswith(text + "  进展:\n  - 日期: 2022-10-20\n")


def test_new_lists_stand_as_the_others_of_the_file_do() -> None:
    two = "任务:\n  - 序号: 1\n    任务名称: 甲\n  - 序号: 2\n    任务名称: 乙\n"
    entry = "      - 日期: 2022-10-20\n        状态: 已完成\n"
    edits = [AddProgress(no, Progress(day=date(2022, 10, 20), status="已完成")) for no in (1, 2)]
    assert splice(read(HEAD.replace("任务:\n", "") + two), edits) == (
        HEAD.replace("任务:\n", "") + "任务:\n  - 序号: 1\n    任务名称: 甲\n    进展:\n" + entry
        + "  - 序号: 2\n    任务名称: 乙\n    进展:\n" + entry
    )  # fmt: skip


WHOLE = [HEAD + "- 序号: 1\n  任务名称: 甲\n" + before for before, _ in GROWING]
IN_BRACES = [
    HEAD + "- {序号: 1, 任务名称: 甲, 进展: }\n",
    HEAD + "- {序号: 1, 任务名称: 甲, 进展: ~}\n",
    HEAD + "- {序号: 1, 进展, 任务名称: 甲}\n",
    HEAD + "- {序号: 1, 任务名称: 甲}\n",
]
WITHIN_A_LINE = "- 序号: 1\n  任务名称: 甲\n  进展:\n  - 日期: 2022-1-5\n    状态: 推进中\n"


@pytest.mark.parametrize("text", WHOLE + IN_BRACES)
def test_what_grows_within_its_line_is_read_again_whole(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The safe way for every form that is not lines behind lines; there is no shortcut for it."""
    plan = read(text).plan
    assert plan is not None
    assert read(splice(read(text), [DONE])).plan == apply(plan, [DONE])
    monkeypatch.setattr("ledger.files.yaml.splice._reads_as", lambda *_: False)
    with pytest.raises(LedgerError, match="没有写入"):
        splice(read(text), [DONE])


@pytest.mark.parametrize("task", [WITHIN_A_LINE, CASES[0][1], CASES[1][1]])
def test_lines_behind_lines_are_read_alone(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a plan of ten thousand tasks the rest is not read again for one entry."""
    wanted = splice(read(HEAD + task), [DONE])
    monkeypatch.setattr("ledger.files.yaml.splice._reads_as", lambda *_: pytest.fail("the whole was read"))
    assert splice(read(HEAD + task), [DONE]) == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{序号: 1, 任务名称: 甲, 进展: }", "{序号: 1, 任务名称: 甲, 进展:  [▸]}"),
        ("{序号: 1, 任务名称: 甲, 进展: ~}", "{序号: 1, 任务名称: 甲, 进展: [▸]}"),
        ("{序号: 1, 进展, 任务名称: 甲}", "{序号: 1, 进展: [▸], 任务名称: 甲}"),
        ("{序号: 1,\n任务名称: 甲\n}", "{序号: 1,\n任务名称: 甲\n , 进展: [▸]\n}"),
        (
            "序号: 1\n  任务名称: 甲\n  进展: [\n    {日期: 2022-1-5, 状态: 推进中},\n  ]",
            "序号: 1\n  任务名称: 甲\n  进展: [\n    {日期: 2022-1-5, 状态: 推进中},\n    ▸\n  ]",
        ),
    ],
)
def test_commas_and_colons_in_brackets(before: str, after: str) -> None:
    entry = "{日期: 2022-10-20, 单位: 县司法局, 状态: 已完成}"
    assert splice(read(f"{HEAD}- {before}\n"), [DONE]) == f"{HEAD}- {after}\n".replace("▸", entry)


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("已办结。", "情况: 已办结。"),
        ("说明: 已办结", "情况: '说明: 已办结'"),
        ("第3项 #1", "情况: '第3项 #1'"),
        ("- 一", "情况: '- 一'"),
        ("@某局", "情况: '@某局'"),
        ("3月, 6月", "情况: 3月, 6月"),
        ("null", "情况: 'null'"), ("Null", "情况: 'Null'"), ("NULL", "情况: 'NULL'"), ("~", "情况: '~'"),
        ("“办结”", "情况: “办结”"),
        ("it's: ok", "情况: 'it''s: ok'"),
        ("结束:", "情况: '结束:'"),
        ("一\n二", "情况: |-\n      一\n      二"),
        ("一\n\n  二", "情况: |-\n      一\n\n        二"),
        ("甲\t乙", '情况: "甲\\t乙"'),
        ("甲\u2028乙", "情况: |-\n      甲\n      乙"),
    ],
)  # fmt: skip
def test_values_are_quoted_where_they_would_not_read_back(note: str, line: str) -> None:
    text = HEAD + "- 序号: 1\n  任务名称: 甲\n"
    edit = AddProgress(1, Progress(day=date(2022, 10, 20), status="已完成", note=note))
    assert splice(read(text), [edit]).endswith(f"    状态: 已完成\n    {line}\n")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一\n二", ["|-", "    一", "    二"]),
        ("一 \n二", ['"一 \\n二"']),  # a block would lose the blank
        ("一\a\n二", ['"一\\u0007\\n二"']),
        (" 一\n二", ['" 一\\n二"']),
        ("\n二", ['"\\n二"']),
        ("一\n", ['"一\\n"']),
    ],
)
def test_only_text_that_a_block_keeps_becomes_one(text: str, lines: list[str]) -> None:
    assert value_lines(text, 2, literal=True) == lines


def test_an_empty_text_is_quoted() -> None:
    assert (scalar(""), scalar("", flow=True)) == ("''", "''")


def test_a_deep_comment_behind_the_new_lines_does_not_become_part_of_the_note() -> None:
    text = HEAD + "- 序号: 1\n  任务名称: 甲\n        # 深处的注释\n"
    edit = AddProgress(1, Progress(day=date(2022, 10, 20), status="已完成", note="一\n二"))
    assert splice(read(text), [edit]).endswith('    情况: "一\\n二"\n        # 深处的注释\n')


def test_line_ends_and_encoding_are_those_of_the_file() -> None:
    text = (HEAD + "- 序号: 1\n  任务名称: 甲\n").replace("\n", "\r\n")
    new = splice(read(text, "gb18030"), [DONE])
    assert new.startswith(text)
    assert (
        new.removeprefix(text)
        == "  进展:\r\n  - 日期: 2022-10-20\r\n    单位: 县司法局\r\n    状态: 已完成\r\n"
    )


def test_of_two_tasks_with_one_number_none_is_written() -> None:
    file = read(HEAD + "- 序号: 1\n  任务名称: 甲\n- 序号: 1\n  任务名称: 乙\n")
    with pytest.raises(LedgerError, match="没有写入"):
        splice(file, [DONE])


def test_a_plan_with_errors_is_left_alone() -> None:
    broken = parse_plan(Path("a.yaml"), "a.yaml", "编号: a\n".encode())
    with pytest.raises(LedgerError, match="有错误，不能写入"):
        splice(broken, [DONE])


# ── plan files of every style ─────────────────────────────────────────────────────────────────────


@settings(max_examples=300, deadline=None)
@given(plan_texts(), st.lists(st.tuples(st.integers(1, 3), entries), min_size=1, max_size=4), st.booleans())
def test_every_style_reads_back_as_the_edited_plan_and_keeps_every_line(
    text: str, wanted: list[tuple[int, Progress]], bom: bool
) -> None:
    file = read(text, "utf-8-sig" if bom else "utf-8")
    assert file.plan is not None
    edits = [AddProgress(number, entry) for number, entry in wanted if file.plan.find(number)]
    new = splice(file, edits)
    assert read(new).plan == apply(file.plan, edits)
    added, old = iter(new.splitlines(keepends=True)), text.splitlines(keepends=True)
    for line in old:
        ended = line if line.endswith("\n") else (line, line + file.newline)
        may_grow = re.search(r"进展: (~|\[.*\])|- \{.*\}", line)
        assert may_grow or any(other == line or other in ended for other in added), (line, new)
