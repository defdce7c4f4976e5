"""A plan that others wrote into: what is read of it is what a reader of the whole would find, to the last offset."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.files.yaml.catch_up import caught_up
from ledger.files.yaml.plan_yaml import parse_plan
from ledger.files.yaml.splice import splice
from ledger.record.edits import AddProgress
from ledger.record.model import Progress
from tests.files.plan_texts import entries, plan_texts, read

PLAN = (
    "编号: a\n标题: b\n年度: 2022\n任务:\n- 序号: 1\n  任务名称: 甲\n  进展:\n  - 日期: 2022-10-20\n    状态: 推进中\n"
    "# 乙\n- 序号: 2\n  任务名称: 乙\n  调整: [{日期: 2022-9-1, 依据: 文, 时间节点: 年底前}]\n报送:\n- 事项: 进展\n  单位: 各单位\n"
    "  期限: 每月底前\n"
)
AFTER = "    状态: 推进中\n"
ENTRY = "  - 日期: 2022-10-21\n    状态: 已完成\n"


def test_what_others_added_is_read_and_stands_where_it_stands() -> None:
    known, raw = read(PLAN), PLAN.replace(AFTER, AFTER + ENTRY + ENTRY.replace("21", "22")).encode()
    found = caught_up(known, raw)
    assert found == parse_plan(known.path, known.shown, raw)
    assert found is not None
    assert found.plan is not None
    assert [entry.day.day for entry in found.plan.tasks[0].progress] == [20, 21, 22]


@pytest.mark.parametrize(
    "changed",
    [
        PLAN.replace("推进中", "已完成"),
        PLAN.replace(AFTER, ""),
        PLAN.replace("- 序号: 2", "- 序号: 3"),
        PLAN.replace(AFTER, AFTER + "    情况: 还在办\n"),
        PLAN.replace(AFTER, AFTER + "  - 日期: 2022-13-21\n    状态: 已完成\n"),
        PLAN.replace(AFTER, AFTER + "  - 日期: 2022-10-21\n    状态: 已完成\n    情况: |\n"),
        PLAN.replace(AFTER, AFTER + "  - 日期: 2022-10-21\n    状态: '已完\n    成'\n"),
        PLAN.replace(AFTER, AFTER + ENTRY + "  时间节点: 年底前\n"),
        PLAN.replace(AFTER, AFTER + ENTRY + "- 序号: 7\n  任务名称: 丙\n"),
        PLAN.replace(AFTER, AFTER + ENTRY).replace("乙", "丙"),
        PLAN + "  逾期视为: 未落实\n",
    ],
)
def test_anything_else_is_read_as_a_whole(changed: str) -> None:
    assert changed != PLAN
    assert caught_up(read(PLAN), changed.encode()) is None


@settings(max_examples=60)
@given(plan_texts(), entries, st.integers(1, 3))
def test_it_is_what_the_whole_says(text: str, entry: Progress, number: int) -> None:
    known = read(text)
    assert known.plan is not None
    if known.plan.find(number) is None:
        return
    first = read(splice(known, [AddProgress(number, entry)]))
    again = AddProgress(number, Progress(day=date(2022, 11, 1), status="推进中"))
    raw = splice(first, [again]).encode()
    found = caught_up(first, raw)
    assert found is None or found == parse_plan(Path("a.yaml"), "a.yaml", raw)
