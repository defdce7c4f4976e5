"""Edits as data, applied to a plan that stays as it is."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.problems import UsageError
from ledger.record.edits import AddAdjustment, AddProgress, Edit, SetField, apply
from ledger.record.model import Adjustment, Plan, Progress

PLAN = Plan.model_validate(
    {
        "编号": "a",
        "标题": "要点",
        "年度": "2022",
        "任务": [
            {"序号": "1", "任务名称": "甲", "进展": [{"日期": "2022-01-05", "状态": "推进中"}]},
            {"序号": "2", "任务名称": "乙"},
        ],
        "报送": [{"事项": "总结", "单位": "各乡镇", "期限": "年底前"}],
    }
)
FIRST = Progress(day=date(2022, 2, 1), status="推进中", unit="县司法局")
SECOND = Progress(day=date(2022, 1, 1), status="已完成")
MOVED = Adjustment(day=date(2022, 9, 1), basis="后续通知", deadline="12月底前")


def test_entries_go_to_the_end_of_their_list_in_the_order_given() -> None:
    after = apply(PLAN, [AddProgress(1, FIRST), AddProgress("报1", FIRST), AddProgress(1, SECOND)])
    assert after.tasks[0].progress == (*PLAN.tasks[0].progress, FIRST, SECOND)
    assert after.tasks[1] == PLAN.tasks[1]
    assert after.reporting[0].progress == (FIRST,)
    assert len(PLAN.tasks[0].progress) == 1, "the plan itself stays as it was"


def test_an_adjustment_leaves_the_words_of_the_document() -> None:
    after = apply(PLAN, [AddAdjustment(2, MOVED)])
    assert after.tasks[1].adjustments == (MOVED,)
    assert after.tasks[1].deadline is None


def test_no_edit_is_the_same_plan() -> None:
    assert apply(PLAN, []) == PLAN


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (AddProgress(9, FIRST), "“要点”里没有 9 这一项。"),
        (AddProgress("报2", FIRST), "“要点”里没有 报2 这一项。"),
        (AddAdjustment("报1", MOVED), "“要点”的 报1 是报送，不能写调整。"),
        (SetField(1, ("任务名称", "小名"), "甲"), "“小名”上面写的不是分项的内容，没有写入。"),
        (SetField(None, ("标题", "副题", "字号"), "甲"), "“副题”上面写的不是分项的内容，没有写入。"),
        (SetField(1, ("任务名称", 0), "甲"), "没有第 1 条，没有写入。"),
        (SetField(1, ("章节", 9), "甲"), "没有第 10 条，没有写入。"),
    ],
)
def test_what_is_not_there_is_a_usage_error(edit: Edit, message: str) -> None:
    with pytest.raises(UsageError) as error:
        apply(PLAN, [edit])
    assert error.value.message == message
