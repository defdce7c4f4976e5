"""What `validate` says of a deadline it could not read must agree with what `due` does with it: for every row of the
manual of phrases, both ways."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ledger.checks.deadlines import deadline_unknown
from ledger.duty.directory import UnitDirectory
from ledger.duty.duty import duties_of
from ledger.duty.reading import read_items
from ledger.record.model import Plan

PAGES = ("deadlines.md", "deadlines_in_cells.md", "held_out.md", "many_plans.md", "beside_the_date.md",
         "cells_of_many_kinds.md")  # fmt: skip
NEVER, STILL = "不会到期提醒", "仍按读懂的部分提醒"


def rows(page: str) -> list[tuple[str, str, str]]:
    """(words, year, day of issue) of a page's rows."""
    text = (Path(__file__).parents[1] / "words" / page).read_text("utf-8")
    cells = [[c.strip() for c in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("|")]
    return [(c[0].replace("⏎", "\n"), c[1], c[4] if len(c) > 4 else "") for c in cells if c[1].isdigit()]


@pytest.mark.parametrize("page", PAGES)
def test_validate_says_what_due_does(page: str) -> None:
    told = 0
    for words, year, issued in rows(page):
        task = {"序号": "1", "任务名称": "公开", "责任单位": "县财政局", "时间节点": words}
        head = {"编号": "p", "标题": "要点", "年度": year, "任务": [task]}
        plan = Plan.model_validate(head | ({"印发日期": issued} if issued else {}))
        on = date(int(year), 1, 1)
        reading = read_items(plan, UnitDirectory.from_plan(plan), on)
        dated = [duty.due for duty in duties_of(reading, on) if duty.due]
        for problem in deadline_unknown(reading, on):
            told += 1
            assert (NEVER in problem.message) is (not dated), (words, problem.message, dated)
            assert (STILL in problem.message) is bool(dated), (words, problem.message, dated)
    assert told > 3
