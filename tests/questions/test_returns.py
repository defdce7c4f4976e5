"""Who reported, of the days asked about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import PlanReading, read_items
from ledger.questions.returns import period_of, periods_of, reported_since
from ledger.record.model import Plan
from ledger.values.fill import Identity, ReturnedRow


def reading(*entries: dict[str, Any]) -> PlanReading:
    task = {"序号": 1, "任务名称": "公开预算", "责任单位": "县财政局", "时间节点": "11月底前"}
    plan = Plan.model_validate(
        {
            "编号": "a",
            "标题": "示例",
            "地区": "甲县",
            "年度": "2022",
            "任务": [task | {"进展": list(entries)}],
        }
    )
    return read_items(plan, UnitDirectory.from_plan(plan), date(2022, 11, 20))


def said(day: str, unit: str | None = "县财政局") -> dict[str, Any]:
    return {"日期": day, "状态": "推进中", **({"单位": unit} if unit else {})}


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2022-10-31", False), ("2022-11-01", True), ("2022-11-20", True), ("2022-11-21", False)],
)
def test_both_days_of_the_stretch_are_in_it(day: str, counts: bool) -> None:
    told = reported_since([reading(said(day))], date(2022, 11, 1), date(2022, 11, 20))
    assert told == ({("甲县", "县财政局")} if counts else set())


def test_an_entry_of_the_office_is_no_unit_that_reported() -> None:
    assert reported_since([reading(said("2022-11-05", None))], date(2022, 11, 1), date(2022, 11, 20)) == set()


def rows(*periods: str, lost: bool = False) -> list[ReturnedRow]:
    return [
        ReturnedRow(
            file="a.xlsx", sheet="填报", row=number, title="", unit="县财政局", name="", content="",
            identity=None if lost else Identity(plan="a", task="1", digest="", milestone="", unit="县财政局"),
            values={}, changed=frozenset(), period=period,
        )
        for number, period in enumerate(periods, 4)
    ]  # fmt: skip


def test_the_period_of_books_sent_for_several_runs_from_the_first_to_the_last() -> None:
    period = period_of(periods_of(rows("2022-11", "2022-09", "2022-10")))
    assert period is not None
    assert (period.first, period.last) == (date(2022, 9, 1), date(2022, 11, 30))
    assert period.words == "2022-09、2022-10、2022-11"


def test_one_period_is_one_however_it_was_written() -> None:
    assert len(periods_of(rows("2022-11", "2022年11月"))) == 1


def test_rows_that_lost_their_hidden_cells_say_nothing_of_the_period() -> None:
    assert periods_of([*rows("2022-11"), *rows("", lost=True)]) == ["2022-11"]


@pytest.mark.parametrize("came", [[], rows(""), rows("2022-11", ""), rows("", lost=True)])
def test_a_book_for_the_whole_year_has_no_period(came: list[ReturnedRow]) -> None:
    assert period_of(periods_of(came)) is None
