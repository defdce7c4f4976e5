"""A bracket with who and when behind one of several pieces of work in a task's text."""

from __future__ import annotations

import pytest

from ledger.draft import draft_plan
from ledger.draft.dates import read_extra
from ledger.files.documents.txt import read_text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.划行归市（县市场监管局，4月底前）；\n2.改造公厕2座（县城管局，6月底前）。",
         [("划行归市（县市场监管局）", "4月底前"), ("改造公厕2座（县城管局）", "6月底前")]),
        ("划行归市（县市场监管局4月底前）", [("划行归市（县市场监管局）", "4月底前")]),
        ("修补（一期）路面（县住建局牵头，县城管局配合，4月底前完成）", [("修补（一期）路面（县住建局牵头，县城管局配合）", "4月底前")]),
        ("排查隐患（4月底前，各乡镇），建账", [("排查隐患（各乡镇）", "4月底前")]),
        ("修补路面（4月底前），改造公厕", [("修补路面", "4月底前")]),
    ],
)  # fmt: skip
def test_the_matter_is_what_stands_before_the_bracket(text: str, found: list[tuple[str, str]]) -> None:
    assert [(m.what, m.deadline) for m in read_extra([text], "", 2026, None)] == found


def test_two_days_in_a_bracket_are_not_taken_for_names() -> None:
    found = read_extra(["整治（县城管局，4月底前完成摸底，6月底前办结）"], "", 2026, None)
    assert [m.what for m in found if "（" in m.what] == []


RULES, GRANTS = "出台细则（县委组织部、县人社局牵头，4月底前）", "兑现补贴（县财政局、县人社局，长期坚持）"
OF_BOTH = [
    ("出台细则（县委组织部、县人社局牵头）", "4月底前"),
    ("兑现补贴（县财政局、县人社局）", "长期坚持"),
]


@pytest.mark.parametrize(
    ("text", "name", "content", "units", "extra", "doubts"),
    [
        (f"人才服务。{RULES}，{GRANTS}。", "人才服务", f"{RULES}，{GRANTS}。", "县委组织部、县人社局牵头；县财政局、县人社局", OF_BOTH, 1),
        (f"{RULES}，{GRANTS}。", f"{RULES}，{GRANTS}", "", "县委组织部、县人社局牵头；县财政局、县人社局", OF_BOTH, 1),
        (f"{RULES}；{GRANTS}。", f"{RULES}；{GRANTS}", "", "县委组织部、县人社局牵头；县财政局、县人社局", OF_BOTH, 1),
        ("人才服务。出台细则（县人社局，4月底前）、兑现补贴（县财政局，10月底前）。", "人才服务", "出台细则（县人社局，4月底前）、兑现补贴（县财政局，10月底前）。",
         "县人社局；县财政局", [("出台细则（县人社局）", "4月底前"), ("兑现补贴（县财政局）", "10月底前")], 0),
        ("人才服务。出台细则（责任单位：县人社局；完成时限：4月底前），兑现补贴（责任单位：县财政局；完成时限：长期）。", "人才服务",
         "出台细则（责任单位：县人社局；完成时限：4月底前），兑现补贴（责任单位：县财政局；完成时限：长期）。",
         "责任单位：县人社局；责任单位：县财政局", [("出台细则（责任单位：县人社局）", "4月底前"), ("兑现补贴（责任单位：县财政局）", "长期")], 0),
        ("人才服务。建设人才公寓（县住建局，4月底前），宣传政策（10月底前）。", "人才服务", "建设人才公寓（县住建局，4月底前），宣传政策（10月底前）。",
         "", [("建设人才公寓（县住建局）", "4月底前"), ("宣传政策", "10月底前")], 1),
    ],
)  # fmt: skip
def test_brackets_of_several_matters_leave_the_sentence_whole(
    text: str, name: str, content: str, units: str, extra: list[tuple[str, str]], doubts: int
) -> None:
    """The task between two plain ones, and how many doubts stand beside it: who is meant how, or that nobody is named."""
    lines = (
        "甲县2026年工作任务分工方案\n一、重点任务\n1.用地保障。新增用地300亩。（县自然资源局，年底前）\n"
        f"2.{text}\n3.政策清理。对照上位法清理文件。（县司法局、县市场监管局）\n"
    )
    (_, task, _) = draft_plan(read_text("方案.txt", lines.encode())).tasks
    assert (task.name, task.content, task.responsibility, task.deadline) == (name, content, units, "")
    assert [(m.what, m.deadline) for m in task.extra] == extra
    assert len(task.doubts) == doubts
