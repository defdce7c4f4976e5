"""Who is told of what on a day: counted by hand from the documents, nothing reported by then."""

from datetime import date
from pathlib import Path

import pytest

from ledger.cli.office import open_office
from ledger.questions.asked import find_asked
from ledger.questions.remind import Ahead, RemindAnswer, remind
from ledger.values.notices import Notice

PLANS = Path(__file__).parents[2] / "plans"


def ask(day: str, *plans: str, within: int = 30, unit: str | None = None) -> RemindAnswer:
    on = date.fromisoformat(day)
    readings = open_office([str(PLANS / plan) for plan in plans], on).readings
    asked = find_asked(readings, unit) if unit else None
    return remind([Ahead(reading, within) for reading in readings], on, asked=asked)


def told(notice: Notice) -> tuple[str, list[int | str], list[int | str]]:
    late, soon = notice.late, notice.soon
    return notice.unit, [line.duty.no for line in late], [line.duty.no for line in soon]


# 沁源 2022: 9月底: 13 (12 is carried by groups alone); 10月底: 6, 10; 11月底: 4, 5, 9, 22
BY_HAND = [
    ("2022-08-30", []),
    ("2022-08-31", [("县教育局", [], [13])]),
    ("2022-09-30", [("县教育局", [], [13])]),
    (
        "2022-10-01",
        [("县教育局", [13], []), ("县市场监管局", [], [6]), ("县行政审批局", [], [10])],
    ),
    (
        "2022-11-01",
        [
            ("县教育局", [13], []),
            ("县市场监管局", [6], []),
            ("县行政审批局", [10], [9]),
            ("县司法局", [], [4]),
            ("县公安局", [], [5]),
            ("开发区", [], [22]),
        ],
    ),
]


@pytest.mark.parametrize(("day", "expected"), BY_HAND, ids=[row[0] for row in BY_HAND])
def test_notices_of_qinyuan(day: str, expected: list[object]) -> None:
    assert [told(notice) for notice in ask(day, "沁源县").notices] == expected


@pytest.mark.parametrize(("within", "soon"), [(0, []), (28, []), (29, [4, 5, 9, 22])])
def test_within_is_the_amber_of_due(within: int, soon: list[int]) -> None:
    answer = ask("2022-11-01", "沁源县", within=within)
    assert sorted(line.duty.no for notice in answer.notices for line in notice.soon) == soon


def test_what_nobody_can_be_told() -> None:
    qinyuan = ask("2022-10-01", "沁源县")
    assert [duty.no for duty in qinyuan.group_only] == [12]
    shanggao = ask("2020-12-01", "上高县")  # 7: 2020年11月底前, nobody is named
    assert 7 in [duty.no for duty in shanggao.unassigned]
    assert shanggao.notices == ()


def test_one_unit() -> None:
    answer = ask("2022-11-01", "沁源县", unit="行政审批局")
    assert [told(notice) for notice in answer.notices] == [("县行政审批局", [10], [9])]


def test_the_same_name_in_two_regions_is_two_units() -> None:
    answer = ask("2022-12-25", "沁源县", "抚顺县", unit="县教育局")
    assert [(notice.region, notice.plans) for notice in answer.notices] == [
        ("沁源县", ("qinyuan-2022",)),
        ("抚顺县", ("fushun-2022",)),
    ]


def test_missed_report_that_counts_as_nothing_is_not_asked_for() -> None:
    """抚顺 报1: 过期未报视为上一季度无依申请公开工作. On the day it is due it is amber, the day after no more."""
    assert all(line.duty.state != "deemed" for n in ask("2022-07-06", "抚顺县").notices for line in n.lines)


def test_archived_plans_are_silent() -> None:
    on = date(2022, 11, 1)
    [reading] = open_office([str(PLANS / "沁源县")], on).readings
    archived = reading.plan.model_copy(update={"archived": on})
    quiet = type(reading)(archived, reading.directory, reading.items, reading.by_word)
    assert remind([Ahead(quiet, 30)], on).notices == ()
