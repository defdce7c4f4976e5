"""Whatever `split` sends out, filled in and collected, changes the state of the very Duty it asked about."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.checks import check_plan
from ledger.duty.directory import UnitDirectory
from ledger.duty.duty import duties_of
from ledger.duty.reading import PlanReading, read_items
from ledger.questions.collect import merge
from ledger.questions.split import split
from ledger.record.edits import apply
from ledger.record.model import Plan
from ledger.values.duty import Duty
from ledger.values.fill import FillRow, Identity, ReturnedRow, digest_of

ON = date(2022, 11, 20)
KEYS = ("status", "note", "finished_on", "evidence", "reporter", "reported_on")
# Every kind of milestone: dated, a stretch, going on, from a day, each recurrence with and without its day, relative.
PHRASES = (
    "11月底前", "2022年10月15日前", "3月至10月", "全年", "长期坚持", "自7月1日起", "6月底前完成初稿，11月底前公布",
    "6月底前完成初稿，6月底前报送初稿", "9月底前完成50%，12月底前全面完成", "每季度1场", "每季度末", "每季度首月5日前",
    "每月25日前", "每月1次", "每半年一次", "每半年末", "每年1月底前", "每年一次", "每周五前", "每周一次", "按上级要求",
    "会议召开后5个工作日内", "印发后10日内", "",
)  # fmt: skip
UNITS = ("县财政局", "县财政局牵头，县教育局配合", "县财政局、县教育局", "各乡镇")


def read(plan: Plan) -> PlanReading:
    return read_items(plan, UnitDirectory.from_plan(plan), ON)


def a_plan(deadline: str, units: str, extra: list[dict[str, str]]) -> Plan:
    task = {"序号": 1, "任务名称": "示例", "责任单位": units, "时间节点": deadline, "补充节点": extra}
    whole = {"编号": "a", "标题": "示例县2022年要点", "年度": 2022, "印发日期": "2022-02-01", "任务": [task]}
    return Plan.model_validate(whole)


def returned(row: FillRow, **said: str) -> ReturnedRow:
    """The row as it comes back with some cells filled in."""
    values = {key: str(asdict(row)[key]) for key in KEYS}
    return ReturnedRow(
        file="a.xlsx", sheet="s", row=4, title="示例县2022年要点", unit=row.unit, name=row.name, content=row.content,
        identity=Identity(plan=row.plan, task=row.task, digest=row.digest, milestone=row.milestone, unit=row.unit),
        values=values | said, changed=frozenset(said), deadline=row.deadline,
        sent={key: digest_of(text) for key, text in values.items()},
    )  # fmt: skip


def state(duty: Duty) -> tuple[object, ...]:
    return duty.state, duty.done_on, duty.missed


@pytest.mark.parametrize("deadline", PHRASES)
@pytest.mark.parametrize("units", UNITS)
@pytest.mark.parametrize("status", ["推进中", "已完成"])
def test_each_row_speaks_for_its_own_duty(deadline: str, units: str, status: str) -> None:
    _every_row(a_plan(deadline, units, []), status)


@given(
    st.sampled_from(PHRASES),
    st.sampled_from(UNITS),
    st.lists(st.sampled_from([phrase for phrase in PHRASES if phrase]), max_size=3),
    st.sampled_from(["推进中", "已完成"]),
)
@settings(max_examples=150, deadline=None)
def test_also_of_several_milestones_together(
    deadline: str, units: str, phrases: list[str], status: str
) -> None:
    extra = [{"事项": f"事项{n % 2}", "期限": phrase} for n, phrase in enumerate(phrases)]
    _every_row(a_plan(deadline, units, extra), status)


def _every_row(plan: Plan, status: str) -> None:
    reading = read(plan)
    before = duties_of(reading, ON)
    rows = [row for book in split([reading], ON).books for sheet in book.sheets for row in sheet.rows]
    assert len(rows) == len(before) == len({(row.unit, row.milestone) for row in rows})
    for row in rows:
        done = merge(reading, [returned(row, status=status, note="在办")], ON)
        assert [result.outcome for result in done.results] == ["accepted"], done.results
        then = read(apply(plan, done.edits))
        assert {p.check for p in check_plan(then, ON)}.isdisjoint(
            {"milestone-unmatched", "milestone-missing"}
        )
        after = duties_of(then, ON)
        changed = [new for old, new in zip(before, after, strict=True) if state(old) != state(new)]
        own = [duty for duty in changed if row.unit in (duty.unit, duty.via) and duty.node == row.milestone]
        assert own, (row, done.edits)
        others = [duty for duty in changed if duty not in own]
        assert {duty.state for duty in others} <= {"released"}, others  # support, let go with its leads
        again = split([then], ON).books
        sent = [r for book in again for sheet in book.sheets for r in sheet.rows if r.unit == row.unit]
        assert [r.status for r in sent if r.milestone == row.milestone] == [status]
        unchanged = merge(then, [replace(returned(row, status=status, note="在办"))], ON)
        assert [result.outcome for result in unchanged.results] == ["unchanged"]
