"""What people type for a day and for a state: taken where one reading alone is left."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.questions.collect_asks import why_not
from ledger.record.statuses import UNIT_STATUSES
from ledger.values.as_typed import (
    day_in_whole,
    days_meant,
    is_a_day_in_part,
    one_day,
    states_meant,
    why_no_state,
)


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("完成", "已完成"), ("已办结", "已完成"), ("办结", "已完成"), ("100%", "已完成"), ("100％", "已完成"),
        ("全部完成", "已完成"), ("已 完结。", "已完成"), ("正在推进", "推进中"), ("进行中", "推进中"), ("60%", "推进中"),
        ("持续推进", "推进中"), ("尚未启动", "未启动"), ("未开始", "未启动"), ("0%", "未启动"), ("延期申请", "申请延期"),
        ("按时序推进", "推进中"), ("按序时进度推进", "推进中"), ("按照方案要求有序推进", "推进中"), ("正在整改", "推进中"),
        ("已启动", "推进中"), ("已开工建设", "推进中"), ("在建", "推进中"), ("长期坚持", "推进中"), ("常态化开展", "推进中"),
        ("√ 已办结", "已完成"), ("已完成√", "已完成"), ("1.已完成", "已完成"), ("①推进中", "推进中"), ("（已完成）", "已完成"),
        ("■未启动", "未启动"), ("完成60%", "推进中"), ("进度约80%左右", "推进中"), ("已完成100%", "已完成"), ("0.5%", "推进中"),
        ("正常推进", "推进中"), ("有序推进中", "推进中"), ("正在有序推进", "推进中"), ("顺利实施", "推进中"), ("部分完成", "推进中"),
    ],
)  # fmt: skip
def test_one_state_alone_is_meant(words: str, state: str) -> None:
    assert states_meant(words) == {state}


@pytest.mark.parametrize(
    "words",
    [
        "正常",
        "未",
        "√",
        "120%",
        "延期",
        "已销号",
        "完成一半",
        "1",
        "是",
        "推进完成",
        "按要求暂停推进",
        "暂停",
        "1.",
        "按时间",
        "未按时序推进",
    ],
)
def test_what_is_no_state_is_none(words: str) -> None:
    assert states_meant(words) == frozenset()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("基本完成", "“基本完成”可能是推进中，也可能是已完成，分不清"),
        ("尚未全部完成", "“尚未全部完成”可能是未启动，也可能是推进中，分不清"),
        ("√", "“√”不在可选范围内"),
        ("以完成", "“以完成”不在可选范围内，像是“已完成”"),
        ("申情延期", "“申情延期”不在可选范围内，像是“申请延期”"),
    ],
)
def test_what_may_be_two_states_is_for_a_person_to_settle(words: str, why: str) -> None:
    assert why_no_state(words, UNIT_STATUSES) == why


@pytest.mark.parametrize("words", ["20220428", "2022-04-28 09:30", "２０２２．４．２８", "2022年4月28号"])
def test_a_day_with_its_year(words: str) -> None:
    assert day_in_whole(words) == date(2022, 4, 28)


@pytest.mark.parametrize(
    ("forms", "days"),
    [
        (("4月20日",), ["2022-04-20", "2023-04-20"]),
        (("四月二十日",), ["2022-04-20", "2023-04-20"]),
        (("4.28",), ["2022-04-28", "2023-04-28"]),
        (("4/28",), ["2022-04-28", "2023-04-28"]),
        (("22.4.28",), ["2022-04-28", "2028-04-22"]),
        (("22年4月28日",), ["2022-04-28"]),
        (("28/4/2022",), ["2022-04-28"]),
        (("4/5/2022",), ["2022-04-05", "2022-05-04"]),
        (("4.2", "4.20"), ["2022-04-02", "2022-04-20", "2023-04-02", "2023-04-20"]),
        (("4.4", "4.40"), ["2022-04-04", "2023-04-04"]),
        (("2月29日",), []),
        (("4月31日",), []),
    ],
)
def test_every_day_it_may_be(forms: tuple[str, ...], days: list[str]) -> None:
    assert is_a_day_in_part(forms[0])
    assert days_meant(forms, (2022, 2023)) == tuple(date.fromisoformat(day) for day in days)


@pytest.mark.parametrize("words", ["4月", "20日", "月底", "2022年4月", "已办结", "4", "4.28前"])
def test_what_names_no_day(words: str) -> None:
    assert not is_a_day_in_part(words)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("拟延至4月底", "2022-04-30"), ("4月底前", "2022-04-30"), ("申请延期到二月末", "2022-02-28"), ("拟延期至年底", "2022-12-31"),
        ("2022年底", "2022-12-31"), ("延至5月12号", "2022-05-12"), ("预计2022年5月12日前完成", "2022-05-12"), ("5.12", "2022-05-12"),
    ],
)  # fmt: skip
def test_a_day_to_come_is_put_off_to_and_may_be_the_end_of_a_month(words: str, day: str) -> None:
    assert is_a_day_in_part(words, to_come=True)
    assert days_meant([words], [2022]) == (date.fromisoformat(day),)


@pytest.mark.parametrize("words", ["4月底", "拟4月20日完成", "4月20日前", "年底", "力争4月20日"])
def test_nothing_was_done_on_a_day_that_is_to_come(words: str) -> None:
    assert not is_a_day_in_part(words)


@pytest.mark.parametrize("words", ["4月中旬", "月底", "尽快", "等上级通知", "4月", "一周"])
def test_what_is_no_day_to_come(words: str) -> None:
    assert not is_a_day_in_part(words, to_come=True)


@pytest.mark.parametrize("words", ["已于4月20日完成", "4月20号办结", "于4月20日"])
def test_a_day_that_is_over(words: str) -> None:
    assert is_a_day_in_part(words)
    assert days_meant([words], [2022]) == (date(2022, 4, 20),)


def test_a_day_of_before_the_plan_is_a_day() -> None:
    """The plan of 2027 is asked in November of 2026: 5月12号 is a day of the calendar, and neither year can be."""
    day, possible, found = one_day(["5月12号"], date(2027, 1, 1), date(2026, 11, 29))
    assert (day, possible) == (None, ())
    said = why_not("finished_on", "5月12号", found, possible, date(2027, 1, 1), date(2026, 11, 29))
    assert "不是日历上有的日子" not in said
    assert "计划从 2027-01-01 开始，今天（2026-11-29）还没有到" in said
