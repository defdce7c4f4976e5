"""Three-way: what was sent, what came back, what the plan says now; whatever people paste into a cell."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from ledger.files.yaml.plan_yaml import read_plan
from ledger.questions.merged import RowResult
from ledger.record.model import Progress
from tests.questions.one_book import CELLS, PLAN, collect, filled, sent


def one_answer(folder: Path, plan: str = PLAN, **cells: Any) -> tuple[Progress | None, str]:
    """The entry that a workbook with these cells becomes, and what is said of it."""
    done = collect(*filled(folder, plan, cells))
    return (done.edits[0].progress if done.edits else None), done.results[0].reason


@pytest.mark.parametrize("typed", ["11月5日", "11.5", "11/5", "11-05", "十一月五日", "5/11/2022", 11.15])
def test_a_day_without_its_year_is_the_one_it_can_be(tmp_path: Path, typed: Any) -> None:
    entry, asked = one_answer(tmp_path, 状态="已办结", 完成情况="公开了", 完成日期=typed)
    if typed == "5/11/2022":  # the 5th of November, or the 11th of May
        assert entry is None
        assert (
            asked
            == "完成日期“5/11/2022”可能是 2022-05-11，也可能是 2022-11-05，分不清，整行没有写入；写明年月日再汇总。"
        )
        return
    day = date(2022, 11, 15 if typed == 11.15 else 5)
    assert entry is not None
    assert (entry.status, entry.done_on) == ("已完成", day)
    assert asked == f"状态“已办结”按“已完成”记；完成日期“{typed}”按 {day} 记"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (11.1, "“11.1”可能是 2022-11-01，也可能是 2022-11-10，分不清，整行没有写入；写明年月日再汇总。"),
        ("4月31日", "“4月31日”不是日历上有的日子，整行没有写入；核对后写明年月日再汇总。"),
        (
            "12月5日",
            "“12月5日”只能是 2022-12-05，晚于今天（2022-11-20），整行没有写入；核对后写明年月日再汇总。",
        ),
    ],
)
def test_a_day_that_cannot_be_or_may_be_two_is_refused(tmp_path: Path, typed: Any, reason: str) -> None:
    assert one_answer(tmp_path, 状态="已完成", 完成日期=typed) == (None, f"完成日期{reason}")


SAYS = [
    {"状态": status, "完成情况": note}
    for status in ("推进中", "已完成", "未启动")
    for note in ("", "甲", "乙")
]
NOTHING = {"状态": "", "完成情况": ""}


def many(entries: Sequence[Sequence[Mapping[str, str]]]) -> str:
    """A plan with a task of 县财政局 for each list of entries."""
    lines = ["编号: a-2022", "标题: 甲县2022年要点", "年度: 2022", "任务:"]
    for no, told in enumerate(entries, 1):
        lines += [
            f"- 序号: {no}",
            f"  任务名称: 公开预算{no}",
            "  责任单位: 县财政局",
            "  时间节点: 11月底前",
        ]
        lines += ["  进展:"] if told else []
        for cells in told:
            lines += ["  - 日期: 2022-11-01", "    单位: 县财政局", f"    状态: {cells['状态']}"]
            lines += [f"    情况: {cells['完成情况']}"] if cells["完成情况"] else []
    return "\n".join([*lines, ""])


def answer_all(book: Path, cells: Sequence[Mapping[str, str]]) -> None:
    workbook = load_workbook(book)
    sheet = workbook.worksheets[1]
    at = {sheet.cell(number, 1).value: number for number in range(4, 4 + len(cells))}
    for no, told in enumerate(cells, 1):
        for head, value in told.items():
            sheet[f"{CELLS[head][0]}{at[no]}"] = value
    workbook.save(book)


def no_of(result: RowResult) -> int:
    found = re.search(r"\d+", result.what)
    assert found, result.what
    return int(found[0])


def test_three_way(tmp_path: Path) -> None:
    """A cell is the unit's when only the unit changed it, the plan's when only the plan did; both: a conflict.
    Every case there is: what was sent, what the plan says now, what came back."""
    cases = list(product([None, *SAYS], [None, *SAYS], SAYS))
    path, book = sent(tmp_path, many([[then] if then else [] for then, _, _ in cases]))
    stands = [[one for one in (then, now) if one] for then, now, _ in cases]
    path.write_text(many(stands), encoding="utf-8")
    answer_all(book, [back for _, _, back in cases])
    done = collect(path, book)
    outcomes = {no_of(result): result.outcome for result in done.results}
    plan = read_plan(path).plan
    assert plan is not None
    seen: Counter[str] = Counter()
    for task, (then, now, back), before in zip(plan.tasks, cases, stands, strict=True):
        base, stand = then or NOTHING, now or then or NOTHING
        clash = any(back[k] != base[k] and stand[k] not in (base[k], back[k]) for k in base)
        answered = any(back[k] not in (base[k], stand[k]) for k in base)
        clash |= answered and back["状态"] == base["状态"] != stand["状态"]  # an answer to another question
        merged = {k: back[k] if back[k] != base[k] else stand[k] for k in base}
        wanted = "conflict" if clash else "unchanged" if merged == stand else "accepted"
        assert outcomes[task.no] == wanted, (then, now, back)
        entries = [{"状态": one.status, "完成情况": one.note or ""} for one in task.progress]
        assert entries == before + [merged] * (wanted == "accepted")
        seen[wanted] += 1
    assert min(seen["conflict"], seen["accepted"], seen["unchanged"]) > 50, seen
    again = collect(path, book)
    assert {r.outcome for r in again.results if outcomes[no_of(r)] != "conflict"} == {"unchanged"}
    assert {r.outcome for r in again.results if outcomes[no_of(r)] == "conflict"} == {"conflict"}


PASTED = st.text(
    st.characters(blacklist_categories=["Cs"]) | st.sampled_from("\n\t #:-'\"[]{}|>&*!%@`，。；\u3000"),
    max_size=30,
).map(
    lambda text: ILLEGAL_CHARACTERS_RE.sub("", text).lstrip("=")
)  # no workbook holds those; a formula is refused
THREE = st.tuples(PASTED, PASTED, PASTED)
ODD = [
    ("_x000D_一\r二", "；；a;b\n", " - "),
    ("\u2028\ufeff\u200b", "\u200b", "\u200b"),
    ("---\n...\n# 标题\n\t缩进", "- a: b\n- c", "null"),
]


@given(pasted=st.lists(THREE, min_size=1, max_size=8))
@example(pasted=ODD)
@settings(max_examples=15, deadline=None)
def test_whatever_is_pasted_is_kept_or_told_and_adds_nothing_the_second_time(
    pasted: list[tuple[str, str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, book = sent(Path(folder), many([[]] * len(pasted)))
        rows = [
            {"状态": "推进中", "完成情况": note, "佐证材料": proof, "填报人": reporter}
            for note, proof, reporter in pasted
        ]
        answer_all(book, rows)
        done = collect(path, book)
        assert [result.outcome for result in done.results] == ["accepted"] * len(pasted), done.results
        plan = read_plan(path).plan
        assert plan is not None
        for task, (note, proof, reporter) in zip(plan.tasks, pasted, strict=True):
            (entry,) = task.progress
            for said, kept in ((note, entry.note or ""), (reporter, entry.reporter or "")):
                assert _letters(said) == _letters(kept)
            assert _letters(proof.replace("；", "").replace(";", "")) == _letters("".join(entry.evidence))
        again = collect(path, book)
        assert {result.outcome for result in again.results} == {"unchanged"}, again.results


def _letters(text: str) -> str:
    """What is left without blanks, Excel's escapes and what nobody sees."""
    from openpyxl.utils.escape import unescape

    return "".join(char for char in unescape(text) if char.isprintable() and not char.isspace())


def test_what_an_entry_leaves_open_is_said() -> None:
    """Taken, but worth a call: 已完成 without its day, 申请延期 without a reason."""
    said = {}
    for status, note in (
        ("已完成", "办完了"),
        ("申请延期", ""),
        ("申请延期", "设备未到"),
        ("推进中", "在办"),
    ):
        with tempfile.TemporaryDirectory() as folder:
            book = filled(Path(folder), PLAN, {"状态": status, "完成情况": note})
            (result,) = collect(*book).results
            assert result.outcome == "accepted"
            said[status, note] = result.reason
    assert said == {
        ("已完成", "办完了"): "没有写完成日期，按填报日期 2022-11-20 算",
        ("申请延期", ""): "没有写延期的理由；没有写申请延期至哪一天",
        ("申请延期", "设备未到"): "没有写申请延期至哪一天",
        ("推进中", "在办"): "",
    }
