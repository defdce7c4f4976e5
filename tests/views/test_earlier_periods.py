"""What became of earlier periods: the same words on every line, true of each unit named on it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import read_items
from ledger.questions.due import due
from ledger.questions.report import report
from ledger.record.model import Plan
from ledger.values.report_words import overdue_words
from ledger.views.due import due_json, due_text

UNITS = ("县甲局", "县乙局", "县丙局", "县丁局")
ON = date(2022, 3, 1)  # January is an earlier period, 25 February the one just past


def _january(unit: str, status: str) -> dict[str, str]:
    return {"日期": "2022-01-20", "单位": unit, "状态": status, "对应节点": "2022-01-25"}


# 1 月的进展 | 通报里逾期的那一行（单位依次是甲乙丙丁）
LINES: list[tuple[list[dict[str, str]], str]] = [
    ([], "逾期4天，另漏报1次"),
    ([_january("县甲局", "已完成")], "逾期4天（其中县乙局等3个另漏报1次）"),
    (
        [_january("县甲局", "已完成"), _january("县乙局", "推进中")],
        "逾期4天（其中县乙局另未报送1次，县丙局、县丁局另漏报1次）",
    ),
    ([_january(unit, "已完成") for unit in UNITS], "逾期4天"),
]


@pytest.mark.parametrize(("entries", "words"), LINES)
def test_a_line_says_of_each_unit_what_is_true(entries: list[dict[str, str]], words: str) -> None:
    monthly: dict[str, Any] = {
        "事项": "月报",
        "单位": "、".join(UNITS),
        "期限": "每月25日前",
        "进展": entries,
    }
    task = {"序号": 1, "任务名称": "公开", "责任单位": "县甲局", "时间节点": "12月底前"}
    plan = Plan.model_validate(
        {"编号": "p", "标题": "示例", "地区": "例县", "年度": 2022, "任务": [task], "报送": [monthly]}
    )
    reading = read_items(plan, UnitDirectory.from_plan(plan), ON)
    (late,) = report([reading], ON).late
    assert overdue_words(late, ON) == words
    answer = due([reading], ON)
    screen = due_text(answer, width=None, colour=False).replace(" ", "")
    assert words.removeprefix("逾期4天").strip("，（）") in screen
    assert screen.count("漏报") == words.count("漏报")
    assert due_json(answer).count('"missed": 1') == 4 - len(entries)
