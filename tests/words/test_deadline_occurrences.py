"""The days of recurring milestones, and any milestone in a few words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.words.deadline.occurrences import describe, occurrences, occurrences_of_plan
from ledger.words.deadline.reader import read_deadline
from ledger.words.deadline.recurrence import CYCLES, Recurrence
from ledger.words.meanings import Milestone

YEAR = (date(2022, 1, 1), date(2022, 12, 31))


def days(*written: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in written)


def the(words: str, year: int = 2022) -> Milestone:
    (milestone,) = read_deadline(words, year).milestones
    return milestone


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("每年3月底前", days("2022-03-31")),
        ("每半年末", days("2022-06-30", "2022-12-31")),
        ("每季度首月5日前", days("2022-01-05", "2022-04-05", "2022-07-05", "2022-10-05")),
        ("每季度末", days("2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31")),
        ("每季度一次", days("2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31")),
        (
            "每两个月一次",
            days(
                *(
                    f"2022-{month:02}-{day}"
                    for month, day in ((2, 28), (4, 30), (6, 30), (8, 31), (10, 31), (12, 31))
                )
            ),
        ),
        ("双月15日前", days(*(f"2022-{month:02}-15" for month in range(2, 13, 2)))),
        ("单月15日前", days(*(f"2022-{month:02}-15" for month in range(1, 13, 2)))),
    ],
)
def test_the_days_of_a_year(words: str, expected: tuple[date, ...]) -> None:
    assert occurrences(the(words), *YEAR) == expected


def test_day_31_is_the_last_day_of_the_month() -> None:
    monthly = occurrences(the("每月底"), date(2024, 1, 1), date(2024, 4, 30))
    assert monthly == days("2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30")


def test_weeks() -> None:
    assert occurrences(the("每周五前"), date(2022, 9, 1), date(2022, 9, 16)) == days(
        "2022-09-02", "2022-09-09", "2022-09-16"
    )


def test_parts_of_a_month_end_on_the_15th_and_on_the_tens() -> None:
    february = date(2024, 2, 1), date(2024, 3, 14)
    assert occurrences(the("每半月末", 2024), *february) == days("2024-02-15", "2024-02-29")
    assert occurrences(the("每旬末", 2024), *february) == days(
        "2024-02-10", "2024-02-20", "2024-02-29", "2024-03-10"
    )


def test_every_two_weeks() -> None:
    """The first Friday a whole fortnight can end on, and each second one after it; 1 September 2022 is a Thursday."""
    assert occurrences(the("每两周周五前"), date(2022, 9, 1), date(2022, 9, 30)) == days(
        "2022-09-09", "2022-09-23"
    )


def test_both_ends_count() -> None:
    assert occurrences(the("每月5日前"), date(2022, 5, 5), date(2022, 6, 5)) == days(
        "2022-05-05", "2022-06-05"
    )


def test_a_recurring_one_after_a_dated_one_starts_after_it() -> None:
    """沁源 6: 10月底前补录完成，每年3月底前公布. The first March is next year's."""
    reading = read_deadline("2022年度的市场监管信息10月底前补录完成，每年3月底前公布", 2022)
    yearly = reading.milestones[1]
    assert yearly.after == date(2022, 10, 31)
    assert occurrences_of_plan(yearly, 2022, None) == days("2023-03-31")


def test_what_recurs_within_the_year_does_not_start_after_it() -> None:
    monthly = read_deadline("2022年内，每季度末报送", 2022).milestones[1]
    assert occurrences_of_plan(monthly, 2022, None)[0] == date(2022, 3, 31)
    yearly = read_deadline("2022年12月底前建成，每年3月底前评估", 2022).milestones[1]
    assert occurrences_of_plan(yearly, 2022, None) == days("2023-03-31")


def test_a_recurring_one_with_a_start_begins_there() -> None:
    yearly = read_deadline("自2023年起每年3月底前", 2022).milestones[1]
    assert occurrences_of_plan(yearly, 2022, None) == days("2023-03-31")
    monthly = read_deadline("9月起，每月1日前报送", 2022).milestones[1]
    assert occurrences_of_plan(monthly, 2022, None) == days(
        "2022-09-01", "2022-10-01", "2022-11-01", "2022-12-01", "2023-01-01"
    )


def test_the_occurrences_of_a_plan_run_from_its_issue_to_the_first_one_after_the_year() -> None:
    """抚顺 18, issued 2022-06-20."""
    assert occurrences_of_plan(the("每季度首月5日前"), 2022, date(2022, 6, 20)) == days(
        "2022-07-05", "2022-10-05", "2023-01-05"
    )
    assert occurrences_of_plan(the("每年3月底前"), 2022, None) == days("2022-03-31", "2023-03-31")


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("每月15日前", "2023-01-15"), ("每月16日前", None), ("每月底前", None), ("每月一次", None),
        ("每月第二个星期五前", "2023-01-13"), ("每月第三个星期五前", None), ("每月最后一个星期五前", None),
        ("每月第1个工作日前", "2023-01-03"), ("每月前5个工作日内", "2023-01-09"),
        ("每月第10个工作日前", "2023-01-16"), ("每月第11个工作日前", None), ("每月最后一个工作日前", None),
        ("双月15日前", None), ("单月15日前", "2023-01-15"),
        ("每季度首月25日前", "2023-01-25"), ("每季度第2个月5日前", None),
        ("每年6月底前", "2023-06-30"), ("每年7月10日前", None),
        ("每周五前", None), ("每旬末前", None),
    ],
)  # fmt: skip
def test_an_early_day_is_about_the_time_before_so_one_is_due_after_the_year(
    words: str, after: str | None
) -> None:
    """In the first half of the cycle: up to the 15th, the second Friday, the tenth working day (of January 2023:
    the 1st to the 2nd are holidays; the 21st to the 27th come after the tenth)."""
    found = [day for day in occurrences_of_plan(the(words), 2022, None) if day.year > 2022]
    assert found == ([date.fromisoformat(after)] if after else [])


@pytest.mark.parametrize(
    ("name", "days_before"),
    [
        ("yearly", (7, 1)), ("half_yearly", (7, 1)), ("quarterly", (7, 1)), ("bimonthly", (7, 1)),
        ("monthly", (3,)), ("half_monthly", (1,)), ("ten_days", (1,)), ("biweekly", (1,)), ("weekly", (1,)),
    ],
)  # fmt: skip
def test_a_calendar_speaks_up_earlier_the_seldomer_it_is_due(name: str, days_before: tuple[int, ...]) -> None:
    assert Recurrence(name).alarms == days_before


def test_what_looks_back_is_owed_for_the_periods_of_the_plan() -> None:
    """Without a day of issue: 每月5日前 is asked in February for January and in January for December."""
    monthly = occurrences_of_plan(the("每月5日前", 2026), 2026, None)
    assert (monthly[0], monthly[-1], len(monthly)) == (date(2026, 2, 5), date(2027, 1, 5), 12)
    quarterly = occurrences_of_plan(the("每季度首月5日前", 2026), 2026, None)
    assert quarterly == days("2026-04-05", "2026-07-05", "2026-10-05", "2027-01-05")
    assert occurrences_of_plan(the("每半年首月10日前", 2026), 2026, None) == days("2026-07-10", "2027-01-10")
    assert len(occurrences_of_plan(the("每月25日前", 2026), 2026, None)) == 12
    issued_before = occurrences_of_plan(the("每月5日前", 2026), 2026, date(2025, 12, 20))
    assert issued_before == monthly


def test_once_a_year_may_be_a_day_of_this_year() -> None:
    planting = the("每年3月底前植树", 2026)
    assert occurrences_of_plan(planting, 2026, None)[0] == date(2026, 3, 31)
    report = the("每年3月底前公布上一年年报", 2026)
    assert occurrences_of_plan(report, 2026, None) == days("2027-03-31")
    assert occurrences_of_plan(the("每年3月底前", 2026), 2026, None, about="政府信息公开年报") == days(
        "2027-03-31"
    )


def test_a_report_of_progress_does_not_wait_for_what_is_dated_before_it() -> None:
    def starts(words: str) -> tuple[date | None, tuple[str, ...]]:
        reading = read_deadline(words, 2026)
        return reading.milestones[-1].starts, tuple(doubt.code for doubt in reading.doubts)

    assert starts("6月底前完成清单，每月25日前报进展") == (None, ())
    assert starts("6月底前建成平台，每月5日前更新数据") == (date(2026, 7, 1), ())
    assert starts("3月起试点，6月底前建成平台，每月25日前通报") == (date(2026, 3, 1), ())
    assert starts("4月10日前报方案，此后每月10日前报进展") == (date(2026, 4, 11), ())
    assert starts("5月底前建成，每月20日前组织活动") == (date(2026, 6, 1), ("starts-after",))
    assert starts("1.平台建成（6月底前）2.专题学习（每月20日前）") == (None, ())
    assert starts("2月底前建账；每月28日前更新") == (date(2026, 3, 1), ())


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(["每年2月29日", "每年底前", "每半年首月10日前", "每季度末", "每月30日前", "每周日前"]),
    st.integers(1990, 2100),
    st.integers(0, 365),
)
def test_any_plan_year_has_its_occurrences(words: str, year: int, offset: int) -> None:
    issued = date.fromordinal(date(year, 1, 1).toordinal() + offset)
    found = occurrences_of_plan(the(words, year), year, issued)
    assert found == tuple(sorted(set(found)))
    assert found
    assert issued <= found[0]
    after = [day for day in found if day.year > year]
    looks_back = words in ("每年2月29日", "每半年首月10日前")
    assert len(after) == (1 if looks_back or (len(found) == 1 and found[0].year > year) else 0)


def test_every_kind_is_described() -> None:
    words = {
        "by": ("10月底前", "截止 2022-10-31"),
        "window": ("3月至10月", "2022-03-01 至 2022-10-31"),
        "ongoing": ("长期坚持", "长期"),
        "from": ("自10月起", "自 2022-10-01 起"),
        "yearly": ("每年3月底前", "每年3月底前"),
        "half_yearly": ("每半年首月10日前", "每半年第1个月10日前"),
        "quarterly": ("每季度首月5日前", "每季度第1个月5日前"),
        "monthly": ("每月25日前", "每月25日前"),
        "bimonthly": ("双月15日前", "每两个月第2个月15日前"),
        "half_monthly": ("每半月末", "每半月末前"),
        "ten_days": ("每旬末", "每旬末前"),
        "biweekly": ("每两周周五前", "每两周的周五前"),
        "weekly": ("每周五前", "每周五前"),
        "relative": ("7个工作日", "从有关事项起算：7个工作日"),
        "unknown": ("按上级要求", "未能理解"),
    }
    assert set(words) >= set(CYCLES)
    for kind, (phrase, described) in words.items():
        assert the(phrase).kind == kind
        assert describe(the(phrase)) == described
    update = read_deadline("6月底前建成，每月25日前更新", 2026).milestones[1]
    assert describe(update) == "每月25日前（2026-07-01 起）"
