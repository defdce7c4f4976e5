"""What an extension, a completion, a merger of units and a return do to a Duty: each worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.duty.directory import UnitDirectory
from ledger.duty.duty import duties_of, tree
from ledger.duty.entry import GRAVE, RULES, case_of, code_of, entry_faults
from ledger.duty.reading import PlanReading, read_items
from ledger.record.directory_model import DirectoryFile
from ledger.record.model import Plan, Progress
from ledger.values.duty import Duty
from ledger.values.words import state_words

MERGED = {"单位": [{"名称": "县卫健局", "曾用名": ["县医保局"]}, {"名称": "县财政局"}]}


def read(on: str, *progress: dict[str, str], issued: str | None = None, **task: Any) -> PlanReading:
    base = {"序号": 1, "任务名称": "甲", "责任单位": "县财政局", "时间节点": "6月底前"}
    whole = {"编号": "p", "标题": "例县2026年计划", "年度": 2026, "印发日期": issued}
    plan = Plan.model_validate(whole | {"任务": [base | {"进展": list(progress)} | task]})
    directory = UnitDirectory(DirectoryFile.model_validate(MERGED), "例县")
    return read_items(plan, directory, date.fromisoformat(on))


def one(on: str, *progress: dict[str, str], **task: Any) -> Duty:
    (duty,) = duties_of(read(on, *progress, **task), date.fromisoformat(on))
    return duty


def said(day: str, status: str, unit: str | None = "县财政局", **more: str) -> dict[str, str]:
    return {"日期": day, "状态": status, **({"单位": unit} if unit else {}), **more}


def extended(day: str, to: str) -> dict[str, str]:
    return said(day, "延期", None, 延期至=to, 原因="雨季")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "第1项的延期没有写“延期至”和“原因”，期限仍按原来的算"),
        ({"原因": "雨季"}, "第1项的延期没有写“延期至”，期限仍按原来的算"),
        ({"延期至": "2026-08-31"}, "第1项的延期没有写“原因”"),
        ({"延期至": "2026-08-31", "原因": ""}, "第1项的延期没有写“原因”"),
        ({"延期至": "2026-08-31", "原因": "雨季"}, None),
    ],
)
def test_what_an_extension_lacks_and_what_follows(given: dict[str, str], words: str | None) -> None:
    plan = read("2026-06-21", said("2026-06-20", "延期", None, **given))
    (item,) = plan.items
    faults = entry_faults(case_of(plan, item, date(2026, 6, 21)), item.progress[0])
    assert [fault.message for fault in faults if "没有写" in fault.message] == ([words] if words else [])


@pytest.mark.parametrize(
    ("entries", "due"),
    [
        ((extended("2026-06-20", "2026-08-31"),), "2026-08-31"),
        ((extended("2026-06-20", "2026-08-31"), extended("2026-08-20", "2026-09-30")), "2026-09-30"),
        ((extended("2026-06-20", "2062-08-31"), extended("2026-06-21", "2026-08-31")), "2026-08-31"),
        ((extended("2026-06-20", "2026-08-31"), extended("2026-06-21", "2026-06-30")), "2026-06-30"),
        ((extended("2026-06-20", "2026-06-29"),), "2026-06-30"),  # never before the day it was
        (
            (extended("2026-06-21", "2026-08-31"), extended("2026-06-20", "2062-08-31")),
            "2026-08-31",
        ),  # by 日期
    ],
)
def test_the_latest_extension_counts_longer_or_shorter(entries: tuple[dict[str, str], ...], due: str) -> None:
    duty = one("2026-12-01", *entries)
    assert (str(duty.due), str(duty.original_due)) == (due, "2026-06-30")
    assert duty.light == "red"


@pytest.mark.parametrize(
    ("on", "state", "light"),
    [("2026-05-31", "in_progress", "amber"), ("2026-06-15", "reported", "green"), ("2026-06-14", "in_progress", "amber")],
)  # fmt: skip
@pytest.mark.parametrize("status", ["已完成", "已销号"])
def test_what_is_to_be_done_later_is_not_done(status: str, on: str, state: str, light: str) -> None:
    duty = one(on, said("2026-05-20", status, 完成日期="2026-06-15"))
    done = {"已完成": "reported", "已销号": "closed"}[status]
    assert (duty.state, duty.light) == (done if state == "reported" else state, light)
    assert duty.done_on == (date(2026, 6, 15) if duty.done else None)


BOTH = {"责任单位": "县卫健局、县医保局"}


@pytest.mark.parametrize(
    ("entries", "state", "done_on"),
    [
        ((), "not_started", None),
        ((said("2026-04-01", "已完成", "县医保局"),), "not_started", None),
        ((said("2026-04-01", "推进中", "县医保局"),), "not_started", None),
        ((said("2026-04-01", "已完成", "县医保局"), said("2026-05-01", "推进中", "县卫健局")), "in_progress", None),
        ((said("2026-04-01", "已完成", "县医保局"), said("2026-05-01", "已完成", "县卫健局")), "reported", "2026-05-01"),
        ((said("2026-04-01", "已完成", "县卫健局"),), "reported", "2026-04-01"),  # the name of today: for both
        ((said("2026-04-01", "已销号", None),), "closed", "2026-04-01"),
    ],
)  # fmt: skip
def test_units_merged_since_are_done_when_each_name_written_has_reported(
    entries: tuple[dict[str, str], ...], state: str, done_on: str | None
) -> None:
    duty = one("2026-11-20", *entries, **BOTH)
    assert (duty.unit, duty.state, duty.light) == ("县卫健局", state, "green" if done_on else "red")
    assert (str(duty.done_on) if duty.done_on else None) == done_on


def test_an_entry_of_the_merged_unit_is_its_own_where_only_one_name_is_written() -> None:
    duty = one("2026-11-20", said("2026-04-01", "已完成", "县医保局"), 责任单位="县卫健局")
    assert duty.state == "reported"


def test_cancelled_halves_do_not_hold_up_the_other() -> None:
    cancelled = said("2026-03-01", "已取消", "县医保局", 原因="职能划转")
    assert one("2026-11-20", cancelled, **BOTH).state == "not_started"
    done = said("2026-02-01", "已完成", "县卫健局")
    duty = one("2026-11-20", done, cancelled, **BOTH)
    assert (duty.state, str(duty.done_on)) == ("reported", "2026-02-01")
    both = said("2026-03-01", "已取消", None, 原因="职能划转")
    assert one("2026-11-20", both, **BOTH).state == "cancelled"


def test_an_extension_that_names_no_node_moves_what_is_open_and_due_before_it() -> None:
    """The first node is done, the third is due later than the day given: only the second is put off."""
    entries = (said("2026-03-20", "已完成", 对应节点="2026-03-31"), extended("2026-06-20", "2026-08-31"))
    on = date(2026, 7, 10)
    plan = read("2026-07-10", *entries, 时间节点="3月底前摸底，6月底前完成一半，9月底前全面完成")
    duties = duties_of(plan, on)
    assert [(d.what, d.state, str(d.due)) for d in duties] == [
        ("摸底", "reported", "2026-03-31"),
        ("完成一半", "extended", "2026-08-31"),
        (None, "not_started", "2026-09-30"),
    ]


@pytest.mark.parametrize(
    ("done", "until", "codes"),
    [
        (("2026-03-31",), "2026-08-31", []),  # one node is open and due before
        ((), "2026-08-31", ["extension-of-several"]),
        (("2026-03-31",), "2026-06-15", ["extension-not-later"]),  # nothing open is due before that day
        (("2026-03-31", "2026-06-30"), "2026-08-31", ["extension-not-later"]),
    ],
)
def test_an_extension_that_names_no_node_is_told_by_what_it_moves(
    done: tuple[str, ...], until: str, codes: list[str]
) -> None:
    entries = (*(said("2026-03-20", "已完成", 对应节点=day) for day in done), extended("2026-03-25", until))
    plan = read("2026-07-10", *entries, 时间节点="3月底前摸底，6月底前完成一半，9月底前全面完成")
    item = plan.items[0]
    found = entry_faults(case_of(plan, item, date(2026, 7, 10)), item.progress[-1])
    assert [fault.code for fault in found] == codes


def test_an_extension_that_names_its_node_opens_what_was_done() -> None:
    named = {**extended("2026-06-25", "2026-09-30"), "对应节点": "2026-06-30"}
    plan = read("2026-07-10", said("2026-06-20", "已完成"), named, 时间节点="6月底前")
    assert [d.state for d in duties_of(plan, date(2026, 7, 10))] == ["extended"]
    item = plan.items[0]
    assert entry_faults(case_of(plan, item, date(2026, 7, 10)), item.progress[-1]) == ()


def test_a_returned_duty_is_owed_again() -> None:
    done, back = said("2026-06-10", "已完成"), said("2026-07-05", "退回", None, 原因="缺附件")
    duty = one("2026-07-10", done, back)
    assert (duty.state, duty.open, duty.light, duty.done_on) == ("returned", True, "red", None)
    assert state_words(duty) == "退回（缺附件）"
    assert one("2026-07-04", done, back).state == "reported"
    again = one("2026-07-20", done, back, said("2026-07-15", "已完成"))
    assert (again.state, again.late, str(again.done_on)) == ("reported", True, "2026-07-15")


FAULTS = [  # the entry, 时间节点, its faults
    (said("2026-07-01", "推进中"), "6月底前", []),
    (said("2026-12-11", "推进中"), "6月底前", ["progress-in-future"]),
    (said("2026-01-01", "推进中"), "6月底前", []),
    (said("2025-12-31", "推进中"), "6月底前", ["progress-before-plan"]),
    (said("2026-12-10", "已完成", 完成日期="2026-12-10"), "6月底前", []),
    (said("2026-12-10", "已完成", 完成日期="2026-12-11"), "6月底前", ["done-in-future"]),
    (said("2026-12-09", "已完成", 完成日期="2026-12-10"), "6月底前", ["done-after-entry"]),
    (said("2026-07-01", "已完成", 完成日期="2026-01-01"), "6月底前", ["done-before-issue"]),
    (said("2026-07-01", "已完成", 完成日期="2026-02-28"), "6月底前", ["done-before-issue"]),
    (said("2026-07-01", "已完成", 完成日期="2026-03-01"), "6月底前", []),
    (said("2026-07-01", "已完成", 完成日期="2025-12-31"), "6月底前", ["done-before-plan"]),
    (said("2026-07-01", "已完成", 完成日期="1905-07-14"), "6月底前", ["done-before-plan"]),
    (said("2026-07-01", "推进中", 完成日期="2026-06-30"), "6月底前", ["done-not-finished"]),
    (said("2026-07-01", "已销号", None, 完成日期="2026-06-30"), "6月底前", []),
    (said("2026-07-01", "推进中", 对应节点="2026-06-29"), "6月底前", ["milestone-unmatched"]),
    (said("2026-07-01", "推进中", 对应节点="2026-06-29"), "", ["milestone-unmatched"]),
    (said("2026-07-01", "推进中"), "每月底前", ["milestone-missing"]),
    (said("2026-07-01", "推进中"), "每季度1场", ["milestone-missing"]),  # due at the end of each
    (said("2026-07-01", "推进中", 对应节点="1场"), "每季度1场", ["milestone-unmatched"]),
    (said("2026-07-02", "已完成"), "6月底前完成50%，12月底前全面完成", ["closes-several"]),
    (said("2026-07-02", "已完成", 对应节点="2026-06-30"), "6月底前完成50%，12月底前全面完成", []),
    (said("2026-07-02", "推进中"), "6月底前完成50%，12月底前全面完成", []),
    (said("2026-12-10", "已完成"), "6月底前完成50%，11月底前全面完成", []),
    (said("2026-07-02", "已完成"), "12月底前完成初稿，12月底前报送", []),  # one day
    (extended("2026-06-20", "2027-07-01"), "6月底前", []),
    (extended("2026-06-20", "2027-07-02"), "6月底前", ["extension-far"]),
    (extended("2026-06-20", "2026-07-01"), "6月底前", []),
    (extended("2026-06-20", "2026-06-30"), "6月底前", ["extension-not-later"]),
    (extended("2026-06-20", "2036-06-30"), "长期坚持", []),
    (extended("2026-03-20", "2026-12-31"), "3月底前摸底，6月底前完成", ["extension-of-several"]),
    (extended("2026-03-20", "2026-06-30"), "3月底前摸底，6月底前完成", []),  # of the first alone
    (said("2026-06-20", "延期", None, 原因="雨季"), "6月底前", ["extension-incomplete"]),
    (said("2026-06-20", "申请延期", 延期至="2026-07-20"), "6月底前", ["extension-unsaid"]),
    (said("2026-06-20", "申请延期", 申请延期至="2026-07-20"), "6月底前", []),
    (said("2026-06-20", "推进中", 申请延期至="2026-07-20"), "6月底前", ["asked-unsaid"]),
    (said("2026-06-20", "申请延期", 申请延期至="2026-06-30"), "6月底前", ["asked-not-later"]),
    (said("2026-06-20", "已取消", None), "6月底前", ["cancellation-without-reason"]),
    (said("2026-07-20", "退回", None), "6月底前", ["return-without-reason"]),
    (said("2026-07-20", "退回", None, 原因="缺附件"), "6月底前", []),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "deadline", "codes"), FAULTS)
def test_what_makes_an_entry_whole(entry: dict[str, str], deadline: str, codes: list[str]) -> None:
    reading = read("2026-12-10", issued="2026-03-01", 时间节点=deadline)
    found = entry_faults(
        case_of(reading, reading.items[0], date(2026, 12, 10)), Progress.model_validate(entry)
    )
    assert [fault.code for fault in found] == codes
    assert all(fault.grave == (fault.code in GRAVE) for fault in found)


def test_every_rule_has_a_row_and_most_are_grave() -> None:
    assert {code for _, _, codes in FAULTS for code in codes} == set(map(code_of, RULES))
    asked = {
        "progress-in-future",
        "done-before-issue",
        "closes-several",
        "extension-of-several",
        "extension-far",
        "asked-not-later",
    }
    assert set(map(code_of, RULES)) - GRAVE == asked


def test_a_node_may_be_called_by_the_day_an_extension_moved_it_to() -> None:
    on = date(2026, 12, 10)
    reading = read("2026-12-10", extended("2026-06-20", "2026-08-31"))
    entry = Progress.model_validate(said("2026-08-30", "已完成", 对应节点="2026-08-31"))
    assert entry_faults(case_of(reading, reading.items[0], on), entry) == ()
    (node,) = tree(reading, on)
    assert case_of(reading, node.item, on).meant(entry)


@pytest.mark.parametrize(("carried", "told"), [(None, ["progress-before-plan"]), ("p-2025 第1项", [])])
def test_an_extension_of_last_year_belongs_to_what_was_carried_over(
    carried: str | None, told: list[str]
) -> None:
    plan = read("2026-06-21", extended("2025-10-20", "2026-09-30"), issued="2026-02-01", 结转自=carried)
    (item,) = plan.items
    assert [
        fault.code
        for fault in entry_faults(case_of(plan, item, date(2026, 6, 21)), item.progress[0])
        if fault.code == "progress-before-plan"
    ] == told
