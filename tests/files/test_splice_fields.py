"""Fields set, tasks inserted, deleted, moved, entries taken away: the table shows what stands in the file afterwards."""

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.files.yaml.plan_yaml import PlanFile, parse_plan, read_plan
from ledger.files.yaml.splice import splice
from ledger.problems import LedgerError, UsageError
from ledger.record.edits import AddProgress, DeleteTask, Edit, InsertTask, MoveTask, RemoveEntry, SetField
from ledger.record.model import Progress, Task

HEAD = "编号: a\n标题: b\n年度: 2022\n"
ROOT = Path(__file__).parents[2]
NEW = Task.model_validate({"序号": "9", "任务名称": "新", "任务内容": "一\n二", "其他": {"目标": "二百户"}})
THREE = "任务:\n- 序号: 1\n  任务名称: 甲 # 一\n\n# 乙的说明\n- 序号: 2\n  任务名称: 乙\n    # 深处\n- 序号: 3\n  任务名称: 丙\n"


def read(text: str) -> PlanFile:
    file = parse_plan(Path("a.yaml"), "a.yaml", text.encode())
    assert file.plan is not None, [(p.line, p.message) for p in file.problems]
    return file


# (what, the lines after HEAD before, the edits, the lines after)
CASES: list[tuple[str, str, list[Edit], str]] = [
    (
        "a plain text keeps the comment on its line",
        "任务:\n- 序号: 1\n  任务名称: 甲\n  时间节点: 11月底前 # 原文如此\n",
        [SetField(1, ("时间节点",), "12月底前")],
        "任务:\n- 序号: 1\n  任务名称: 甲\n  时间节点: 12月底前 # 原文如此\n",
    ),
    (
        "beside a comment several lines are quoted on one",
        "任务:\n- 序号: 1\n  任务名称: 甲\n  时间节点: 11月底前 # 原文如此\n",
        [SetField(1, ("时间节点",), "6月底前\n12月底前")],
        '任务:\n- 序号: 1\n  任务名称: 甲\n  时间节点: "6月底前\\n12月底前" # 原文如此\n',
    ),
    (
        "folded text stays folded; the empty line and the comment behind it stay",
        "任务:\n- 序号: 1\n  任务内容: >-\n    旧\n    的\n\n  # 注\n  任务名称: 甲\n",
        [SetField(1, ("任务内容",), "新的")],
        "任务:\n- 序号: 1\n  任务内容: >-\n    新的\n\n  # 注\n  任务名称: 甲\n",
    ),
    (
        "a key that was not there comes in the order of the model",
        "任务:\n- 序号: 1\n  任务名称: 甲\n  时间节点: 年底前\n",
        [SetField(1, ("责任单位",), "县财政局")],
        "任务:\n- 序号: 1\n  任务名称: 甲\n  责任单位: 县财政局\n  时间节点: 年底前\n",
    ),
    (
        "a key taken away takes its line; with a comment on it, only the value",
        "任务:\n- 序号: 1\n  任务名称: 甲\n  责任单位: 县财政局\n  时间节点: 年底前 # 原文如此\n",
        [SetField(1, ("责任单位",), None), SetField(1, ("时间节点",), None)],
        "任务:\n- 序号: 1\n  任务名称: 甲\n  时间节点: # 原文如此\n",
    ),
    (
        "in braces",
        "任务:\n- {序号: 1, 任务名称: 甲, 时间节点: 年底前}\n",
        [SetField(1, ("时间节点",), "3月, 6月"), SetField(1, ("责任单位",), "县财政局")],
        "任务:\n- {序号: 1, 任务名称: 甲, 责任单位: 县财政局, 时间节点: '3月, 6月'}\n",
    ),
    (
        "words in the place of roles, and a list in the place of a list",
        "任务:\n- 序号: 1\n  章节:\n  - 一、旧\n  任务名称: 甲\n  责任单位:\n    牵头: [县财政局]\n  时间节点: 年底前\n",
        [SetField(1, ("责任单位",), "县司法局牵头"), SetField(1, ("章节",), ["一、新", "（一）新"])],
        "任务:\n- 序号: 1\n  章节:\n  - 一、新\n  - （一）新\n  任务名称: 甲\n  责任单位: 县司法局牵头\n  时间节点: 年底前\n",
    ),
    (
        "a column of the table's own, where there was none",
        "任务:\n- 序号: 1\n  任务名称: 甲\n- 序号: 2\n  任务名称: 乙\n",
        [SetField(1, ("其他", "责任领导"), "张某某"), SetField(1, ("其他", "目标"), "二百户")],
        "任务:\n- 序号: 1\n  任务名称: 甲\n  其他:\n    责任领导: 张某某\n    目标: 二百户\n- 序号: 2\n  任务名称: 乙\n",
    ),
    (
        "two things of which neither was there come each under its own key",
        "任务:\n- 序号: 1\n  任务名称: 甲\n  责任单位: 有关部门\n",
        [SetField(1, ("其他", "目标"), "二百户"), SetField(1, ("范围", "有关部门"), ["县财政局"])],
        "任务:\n- 序号: 1\n  任务名称: 甲\n  责任单位: 有关部门\n  其他:\n    目标: 二百户\n"
        "  范围:\n    有关部门:\n    - 县财政局\n",
    ),
    (
        "what is taken away and was not there changes nothing",
        "任务:\n- 序号: 1\n  任务名称: 甲\n",
        [SetField(1, ("时间节点",), None), SetField(1, ("其他", "目标"), None)],
        "任务:\n- 序号: 1\n  任务名称: 甲\n",
    ),
    (
        "a list of records",
        "任务:\n- 序号: 1\n  任务名称: 甲\n",
        [SetField(1, ("补充节点",), [{"事项": "公布", "期限": "10月底"}, {"事项": "总结", "期限": "年底"}])],
        "任务:\n- 序号: 1\n  任务名称: 甲\n  补充节点:\n  - 事项: 公布\n    期限: 10月底\n  - 事项: 总结\n    期限: 年底\n",
    ),
    (
        "the only entry taken away and another written",
        "任务:\n- 序号: 1\n  任务名称: 甲\n  进展:\n  - 日期: 2022-1-5\n    状态: 推进中\n",
        [RemoveEntry(1, "进展", 0), AddProgress(1, Progress(day=date(2022, 10, 20), status="已完成"))],
        "任务:\n- 序号: 1\n  任务名称: 甲\n  进展:\n  - 日期: 2022-10-20\n    状态: 已完成\n",
    ),
    (
        "a new task behind one in braces, its keys two columns behind the dash",
        "任务:\n- {序号: 1, 任务名称: 甲}\n",
        [InsertTask(Task.model_validate({"序号": "2", "任务名称": "乙"}), 1)],
        "任务:\n- {序号: 1, 任务名称: 甲}\n- 序号: 2\n  任务名称: 乙\n",
    ),
    (
        "a new task with its keys as far from the dash as the others have them",
        "任务:\n-   序号: 1\n    任务名称: 甲\n",
        [InsertTask(Task.model_validate({"序号": "2", "任务名称": "乙"}), None)],
        "任务:\n-   序号: 2\n    任务名称: 乙\n-   序号: 1\n    任务名称: 甲\n",
    ),
    (
        "the comment above the first task, below the key, is the task's",
        "任务:\n# 甲的说明\n- 序号: 1\n  任务名称: 甲\n- 序号: 2\n  任务名称: 乙\n",
        [DeleteTask(1)],
        "任务:\n- 序号: 2\n  任务名称: 乙\n",
    ),
    (
        "one field of one entry",
        "任务:\n- 序号: 1\n  任务名称: 甲\n  进展:\n  - 日期: 2022-1-5\n    状态: 推进中\n  - 日期: 2022-2-5\n    状态: 推进中\n",
        [SetField(1, ("进展", 1, "状态"), "已完成"), SetField(1, ("进展", 0, "情况"), "已办")],
        "任务:\n- 序号: 1\n  任务名称: 甲\n  进展:\n  - 日期: 2022-1-5\n    状态: 推进中\n    情况: 已办\n"
        "  - 日期: 2022-2-5\n    状态: 已完成\n",
    ),
    (
        "one of two entries taken away, then the last",
        "任务:\n- 序号: 1\n  任务名称: 甲\n  进展:\n  - 日期: 2022-1-5\n    状态: 推进中\n  # 电话\n  - 日期: 2022-2-5\n"
        "    状态: 推进中\n- 序号: 2\n  任务名称: 乙\n  进展:\n  - 日期: 2022-1-5\n    状态: 推进中\n",
        [RemoveEntry(1, "进展", 1), RemoveEntry(2, "进展", 0)],
        "任务:\n- 序号: 1\n  任务名称: 甲\n  进展:\n  - 日期: 2022-1-5\n    状态: 推进中\n- 序号: 2\n  任务名称: 乙\n",
    ),
    (
        "a task goes with the comment above it and the deep one below",
        THREE,
        [DeleteTask(2)],
        "任务:\n- 序号: 1\n  任务名称: 甲 # 一\n- 序号: 3\n  任务名称: 丙\n",
    ),
    (
        "a task moves with its comments",
        THREE,
        [MoveTask(2, None)],
        "任务:\n\n# 乙的说明\n- 序号: 2\n  任务名称: 乙\n    # 深处\n- 序号: 1\n  任务名称: 甲 # 一\n- 序号: 3\n  任务名称: 丙\n",
    ),
    (
        "a new task between two",
        THREE,
        [InsertTask(NEW, 1)],
        "任务:\n- 序号: 1\n  任务名称: 甲 # 一\n- 序号: 9\n  任务名称: 新\n  任务内容: |-\n    一\n    二\n  其他:\n    目标: 二百户\n"
        "\n# 乙的说明\n- 序号: 2\n  任务名称: 乙\n    # 深处\n- 序号: 3\n  任务名称: 丙\n",
    ),
    (
        "at the end of a file without a final line end, which stays so",
        "任务:\n  - 序号: 1\n    任务名称: 甲",
        [InsertTask(Task.model_validate({"序号": "2", "任务名称": "乙"}), 1)],
        "任务:\n  - 序号: 1\n    任务名称: 甲\n  - 序号: 2\n    任务名称: 乙",
    ),
    (
        "a key of the plan itself",
        "任务:\n- 序号: 1\n  任务名称: 甲\n",
        [SetField(None, ("默认时限",), "12月底前")],
        "默认时限: 12月底前\n任务:\n- 序号: 1\n  任务名称: 甲\n",
    ),
    (
        "numbers changed all at once, a field beside them",
        "任务:\n- 序号: 1\n  任务名称: 甲\n- 序号: 2\n  任务名称: 乙\n",
        [SetField(1, ("序号",), "2"), SetField(2, ("序号",), "1"), SetField(2, ("时间节点",), "年底前")],
        "任务:\n- 序号: 2\n  任务名称: 甲\n- 序号: 1\n  任务名称: 乙\n  时间节点: 年底前\n",
    ),
]


@pytest.mark.parametrize(("what", "before", "edits", "after"), CASES, ids=[case[0] for case in CASES])
def test_only_what_the_edit_speaks_of_changes(what: str, before: str, edits: list[Edit], after: str) -> None:
    assert splice(read(HEAD + before), edits) == HEAD + after


@pytest.mark.parametrize(("what", "before", "edits", "after"), CASES, ids=[case[0] for case in CASES])
def test_windows_line_ends_stay(what: str, before: str, edits: list[Edit], after: str) -> None:
    text = (HEAD + before).replace("\n", "\r\n")
    assert splice(read(text), edits) == (HEAD + after).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("before", "edit", "says"),
    [
        ("任务: [{序号: 1, 任务名称: 甲}]\n", DeleteTask(1), "至少要有一项任务"),
        ("任务: [{序号: 1, 任务名称: 甲}, {序号: 2, 任务名称: 乙}]\n", DeleteTask(1), "写在方括号里"),
        ("任务:\n- 序号: 1\n  任务名称: 甲\n", SetField(1, ("任务名称",), None), "“任务名称”这样写不行"),
        ("任务:\n- 序号: 1\n  任务名称: 甲\n", SetField(7, ("任务名称",), "乙"), "没有 7 这一项"),
        ("任务:\n- 序号: 1\n  任务名称: 甲\n", MoveTask(1, 7), "没有 7 这一项"),
        ("任务:\n- 序号: 1\n  任务名称: 甲\n", RemoveEntry(1, "进展", 0), "没有第 1 条"),
        (
            "任务:\n- 序号: 1\n  任务名称: 甲\n  责任单位:\n    # 会议定\n    牵头: [县财政局]\n",
            SetField(1, ("责任单位",), "县司法局"),
            "有注释",
        ),
        ("任务:\n- 序号: 1\n  任务名称: 甲\n", SetField(1, ("任务名称",), "坏\udcff"), "没有写入"),
    ],
)
def test_what_cannot_be_done_without_loss_is_refused(before: str, edit: Edit, says: str) -> None:
    with pytest.raises((LedgerError, UsageError), match=says):
        splice(read(HEAD + before), [edit])


def test_two_changes_of_one_place_are_refused() -> None:
    text = HEAD + "任务:\n- 序号: 1\n  任务名称: 甲\n  进展:\n  - 日期: 2022-1-5\n    状态: 推进中\n"
    with pytest.raises(LedgerError, match="挨在一起分不开"):
        splice(read(text), [SetField(1, ("进展", 0, "状态"), "已完成"), RemoveEntry(1, "进展", 0)])


def test_tasks_that_no_longer_read_are_not_put_in_order() -> None:
    text = HEAD + "任务:\n- 序号: 1\n  任务名称: 甲\n"
    edits: list[Edit] = [SetField(1, ("任务名称",), "坏\udcff"), InsertTask(NEW, 1)]
    with pytest.raises(LedgerError, match="没有写入"):
        splice(read(text), edits)


PLANS = [read_plan(path) for path in sorted((ROOT / "plans").glob("*/2*.yaml"))]
WORDS = st.text("甲乙12 ：:#-'\"“\n|>*&[]{},%@`!?", min_size=1, max_size=12).map(str.strip).filter(bool)


@settings(max_examples=60)
@given(data=st.data())
def test_any_text_in_any_field_of_the_five_plans_is_written_and_moves_nothing_else(
    data: st.DataObject,
) -> None:
    """`splice` itself reads the result back; here: every line that does not belong to the field is there still."""
    assert len(PLANS) == 5
    file = data.draw(st.sampled_from(PLANS))
    assert file.plan is not None
    task = data.draw(st.sampled_from(file.plan.tasks))
    key = data.draw(st.sampled_from(["任务名称", "任务内容", "责任单位", "时间节点", "备注"]))
    words = data.draw(WORDS)
    after = splice(file, [SetField(task.no, (key,), words)])
    lines = difflib.SequenceMatcher(None, file.text.split("\n"), after.split("\n"), autojunk=False)
    changed = [code for code in lines.get_opcodes() if code[0] != "equal"]
    assert len(changed) <= 1
    assert sum(last - first for _, first, last, _, _ in changed) <= 2
