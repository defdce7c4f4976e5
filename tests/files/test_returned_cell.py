"""One cell that came back, whatever people and their programs put into it → text, a day, a state, a tick, or why not."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from ledger.files.sheets.returned_cell import (
    Meant,
    Trouble,
    Unsettled,
    day_of,
    status_of,
    text_of,
    tick_of,
)

EPOCH = CALENDAR_WINDOWS_1900


def cell(value: Any, shown: str = "General", kind: str = "") -> Cell:
    found = Workbook().worksheets[0]["A1"]
    assert isinstance(found, Cell)
    found.value, found.number_format = value, shown
    if kind:
        found.data_type = kind
    return found


def said(value: object) -> object:
    return value.check if isinstance(value, Trouble) else value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), ("  已办 ", "已办"), ("甲\r\n乙\x85丙", "甲\n乙\n丙"), ("_x000D_甲", "甲"),
        (True, "是"), (False, "否"), (4.0, "4"), (4.2, "4.2"), (7, "7"),
        (datetime(2022, 11, 20), "2022-11-20"), (datetime(2022, 11, 20, 9, 5), "2022-11-20 09:05"),
        (date(2022, 11, 20), "2022-11-20"), (time(9, 5), "09:05:00"),
        ("=1+1", "formula"), ('=DISPIMG("ID_1",1)', "picture-formula"), ('=_xlfn.dispimg("ID_1",1)', "picture-formula"),
    ],
)  # fmt: skip
def test_the_text_of_a_cell(value: Any, text: str) -> None:
    assert said(text_of(cell(value))) == text
    assert text_of(None) == ""


def test_an_error_value_is_no_text() -> None:
    assert text_of(cell("#REF!", kind="e")) == Trouble(
        "error-value", "是错误值 #REF!，没有采用", "改写为文字。"
    )


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (None, ""), ("", ""), (datetime(2022, 11, 20, 9, 5), "2022-11-20"), (date(2022, 11, 20), "2022-11-20"),
        ("2022-11-20", "2022-11-20"), ("２０２２．１１．２０", "2022-11-20"), ("20221120", "2022-11-20"),
        (44885, "2022-11-20"), (44885.5, "2022-11-20"), ("44885", "2022-11-20"),  # days since 1899-12-30
        (30_000, "1982-02-18"), (79_999, "2119-01-10"),  # the first and the last number taken for a day
        (29_999, "not-a-day"), (80_000, "not-a-day"), (2022, "not-a-day"), ("80000", "not-a-day"),
        (True, "not-a-day"), ("=TODAY()", "formula"),
        ("2022-02-30", "impossible-day"), ("2022年11月", "month-only"), ("2022.11", "month-only"),
        ("下周", "not-a-day"), (202211.0, "not-a-day"),
        ("4月20日", Unsettled(("4月20日",))), ("4.2", Unsettled(("4.2",))), (4.25, Unsettled(("4.25",))),
        (4.2, Unsettled(("4.2", "4.20"))),
    ],
)  # fmt: skip
def test_the_day_in_a_cell(value: Any, day: object) -> None:
    assert said(day_of(cell(value), EPOCH)) == day
    assert day_of(None, EPOCH) == ""


def test_a_number_counts_from_the_epoch_of_its_workbook() -> None:
    """A workbook of an old Mac counts from 1904: 1462 days later."""
    assert day_of(cell(44885), CALENDAR_MAC_1904) == "2026-11-21"


@pytest.mark.parametrize(
    ("value", "shown", "status"),
    [
        (None, "General", ""), ("已完成", "General", "已完成"), (" 推 进中\n", "General", "推进中"),
        (1, "0%", Meant("已完成", "100%")), (0.6, "0.00%", Meant("推进中", "60%")), (0, "0%", Meant("未启动", "0%")),
        (1, "General", "unknown-status"), ("100%", "General", Meant("已完成", "100%")),
        ("已办结", "General", Meant("已完成", "已办结")),
        ("未完成", "General", "unknown-status"), ("110%", "General", "unknown-status"),
        ("已销号", "General", "office-status"), ("延期", "General", "office-status"), ("=A2", "General", "formula"),
    ],
)  # fmt: skip
def test_the_state_in_a_cell(value: Any, shown: str, status: object) -> None:
    assert said(status_of(cell(value, shown))) == status
    assert status_of(None) == ""


@pytest.mark.parametrize(
    ("value", "tick"),
    [
        (None, ""), ("√", "√"), (" V ", "√"), (True, "√"), (1, "√"), ("没有 变化", "√"), ("无变化", "√"),
        (False, ""), (0, ""), ("×", ""), ("有变化", ""), ("基本没有", "unknown-tick"), (2, "unknown-tick"),
        ("=TRUE()", "formula"),
    ],
)  # fmt: skip
def test_the_tick_in_a_cell(value: Any, tick: str) -> None:
    assert said(tick_of(cell(value))) == tick


@pytest.mark.parametrize(
    "value", ["⁰⁴⁵", "²", "9" * 5000, "٤٤٩٠٠" * 2, float("inf"), float("nan"), 1e300, -1, "-", "⑴"]
)
def test_no_digits_of_any_kind_or_length_end_the_reading(value: Any) -> None:
    """int() knows no ² and no 4,301 digits, and no infinity."""
    assert said(day_of(cell(value), EPOCH)) == "not-a-day"
    assert said(status_of(cell(value))) == "unknown-status"
