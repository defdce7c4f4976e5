"""无变化, 存在问题, 下一步, 需协调事项, 申请延期至: what becomes of them, and books sent before they were there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from ledger.files.safe_write import write_edits
from ledger.files.sheets.fill_reader import read_fill
from ledger.files.yaml.plan_yaml import read_plan
from ledger.record.edits import AddProgress
from ledger.record.model import Progress
from ledger.values.fill import digest_of
from tests.questions.one_book import CELLS, ON, PLAN, collect, filled, sent

REPORTED = """\
  进展:
  - 日期: 2022-11-01
    单位: 县财政局
    状态: 推进中
    情况: 已汇总三家。
    存在问题: 两家没有交
"""
HEADINGS_OF_BEFORE = (
    "序号", "任务名称", "任务内容", "责任单位", "时间节点", "本单位职责",
    "状态", "完成情况", "完成日期", "佐证材料", "填报人", "填报日期",
    "ID计划", "ID任务", "ID内容", "ID节点", "ID单位", "ID发出",
)  # fmt: skip
KEYS_OF_BEFORE = (
    "no", "name", "content", "responsibility", "deadline", "duty",
    "status", "note", "finished_on", "evidence", "reporter", "reported_on",
)  # fmt: skip


def entries(path: Path) -> tuple[Progress, ...]:
    plan = read_plan(path).plan
    assert plan is not None
    return plan.tasks[0].progress


def test_the_new_columns_become_an_entry_and_stand_in_the_next_book(tmp_path: Path) -> None:
    said = {
        "状态": "推进中",
        "存在问题": "系统没有开通",
        "下一步": "月底前开通",
        "需协调事项": "请大数据局开通账号",
    }
    path, book = filled(tmp_path, PLAN, said)
    assert [result.outcome for result in collect(path, book).results] == ["accepted"]
    (entry,) = entries(path)
    assert (entry.problem, entry.next_step, entry.needs) == (
        "系统没有开通",
        "月底前开通",
        "请大数据局开通账号",
    )
    _, again = sent(tmp_path, path.read_text(encoding="utf-8"))
    sheet = load_workbook(again).worksheets[1]
    assert [sheet[CELLS[head]].value for head in ("存在问题", "下一步", "需协调事项")] == [
        "系统没有开通", "月底前开通", "请大数据局开通账号",
    ]  # fmt: skip


def test_one_tick_says_the_same_once_more_and_only_once(tmp_path: Path) -> None:
    path, book = filled(tmp_path, PLAN + REPORTED, {"无变化": "√"})
    collect(path, book)
    _, entry = entries(path)
    assert (entry.day, entry.status, entry.note) == (ON, "推进中", "无变化。已汇总三家。")
    assert entry.problem == "两家没有交"
    for on in (ON, date(2022, 12, 3)):  # the same book again
        assert [result.outcome for result in collect(path, book, on).results] == ["unchanged"]
    assert len(entries(path)) == 2
    text = path.read_text(encoding="utf-8")
    sheet = load_workbook(sent(tmp_path, text)[1]).worksheets[1]
    assert (sheet[CELLS["完成情况"]].value, sheet[CELLS["无变化"]].value) == ("已汇总三家。", None)
    path, book = filled(tmp_path, text, {"无变化": "√"})  # the next month's
    collect(path, book, date(2022, 12, 20))
    assert entries(path)[-1].note == "无变化。已汇总三家。"
    assert len(entries(path)) == 3


@pytest.mark.parametrize("typed", ["√", "✓", "是", "v", 1, True, "无变化"])
def test_a_tick_is_known_however_it_is_typed(tmp_path: Path, typed: Any) -> None:
    path, book = filled(tmp_path, PLAN + REPORTED, {"无变化": typed})
    assert [result.outcome for result in collect(path, book).results] == ["accepted"]


@pytest.mark.parametrize("typed", ["×", "否", "有变化"])
def test_a_cross_is_no_tick(tmp_path: Path, typed: Any) -> None:
    path, book = filled(tmp_path, PLAN + REPORTED, {"无变化": typed})
    assert [result.outcome for result in collect(path, book).results] == ["unchanged"]


def test_a_tick_that_speaks_of_nothing_is_refused(tmp_path: Path) -> None:
    path, book = filled(tmp_path, PLAN, {"无变化": "√"})
    (result,) = collect(path, book).results
    assert (result.outcome, result.reason) == (
        "rejected", "勾了“无变化”，可是还没有报过，请选状态、写情况。",
    )  # fmt: skip


def test_a_tick_does_not_speak_of_what_the_office_wrote_since(tmp_path: Path) -> None:
    path, book = filled(tmp_path, PLAN + REPORTED, {"无变化": "√"})
    since = Progress.model_validate(
        {"日期": date(2022, 11, 10), "单位": "县财政局", "状态": "推进中", "情况": "电话：四家"}
    )
    write_edits(path, [AddProgress(1, since)])
    (result,) = collect(path, book).results
    assert result.outcome == "conflict"
    assert "2022-11-10" in result.reason
    assert len(entries(path)) == 2


def test_a_tick_beside_a_change_is_asked_about(tmp_path: Path) -> None:
    path, book = filled(tmp_path, PLAN + REPORTED, {"无变化": "√", "完成情况": "已汇总五家"})
    (result,) = collect(path, book).results
    assert (result.outcome, result.reason) == ("accepted", "勾了“无变化”，又改了完成情况，按改的记")
    assert entries(path)[-1].note == "已汇总五家"


def test_the_day_asked_for_is_to_come(tmp_path: Path) -> None:
    path, book = filled(
        tmp_path, PLAN, {"状态": "申请延期", "完成情况": "设备没有到", "申请延期至": "1月15日"}
    )
    (result,) = collect(path, book).results
    assert (result.outcome, result.reason) == ("accepted", "申请延期至“1月15日”按 2023-01-15 记")
    assert entries(path)[0].asked_until == date(2023, 1, 15)
    assert entries(path)[0].extend_to is None


def test_a_day_asked_for_alone_is_an_application(tmp_path: Path) -> None:
    path, book = filled(tmp_path, PLAN + REPORTED, {"申请延期至": "2022-12-20"})
    (result,) = collect(path, book).results
    assert (result.outcome, result.reason) == ("accepted", "写了申请延期至，状态按“申请延期”记")
    assert (entries(path)[1].status, entries(path)[1].asked_until) == ("申请延期", date(2022, 12, 20))


def test_done_and_asking_for_an_extension_is_neither(tmp_path: Path) -> None:
    path, book = filled(
        tmp_path, PLAN, {"状态": "已完成", "完成日期": "2022-11-18", "申请延期至": "2022-12-20"}
    )
    (result,) = collect(path, book).results
    assert result.outcome == "rejected"
    assert entries(path) == ()


def test_what_was_reported_done_is_not_applied_for(tmp_path: Path) -> None:
    done = REPORTED.replace("推进中", "已完成")
    path, book = filled(tmp_path, PLAN + done, {"申请延期至": "2022-12-20"})
    (result,) = collect(path, book).results
    assert result.outcome == "rejected"
    assert "写了申请延期至，状态却是“已完成”" in result.reason


def test_an_application_answered_does_not_stand_in_the_next_entry(tmp_path: Path) -> None:
    asked = REPORTED.replace("推进中", "申请延期") + "    申请延期至: 2022-12-20\n"
    path, book = filled(tmp_path, PLAN + asked, {"状态": "推进中", "完成情况": "又能办了"})
    collect(path, book)
    assert (entries(path)[1].status, entries(path)[1].asked_until) == ("推进中", None)


def book_of_before(folder: Path) -> Path:
    """A book as it was sent before there were the new columns: only what stood in it then, cell by cell."""
    shown = {
        "no": "1", "name": "公开预算", "responsibility": "县财政局", "deadline": "11月底前\n至2022.11.30", "duty": "责任",
        "status": "推进中", "note": "已汇总三家。",
    }  # fmt: skip
    identity = ("a-2022", "1", digest_of("公开预算", ""), "2022-11-30", "县财政局")
    digests = [f"{key}:{digest_of(shown.get(key, ''))}" for key in KEYS_OF_BEFORE]
    digests.append(f"id:{digest_of(*identity)}")
    workbook = Workbook()
    guide, sheet = workbook.worksheets[0], workbook.create_sheet("甲县2022年要点")
    guide.title, guide["A1"], guide["A2"] = "填报说明", "填报说明", "填报单位：县财政局"
    guide["A3"] = "5．填好后直接保存（.xlsx），原样发回；不要改成其他格式，不要加密码，不要删除隐藏的列。"
    sheet["A1"], sheet["A2"] = "甲县2022年要点", "填报单位：县财政局"
    cells = [shown.get(key) for key in KEYS_OF_BEFORE] + [*identity, " ".join(digests)]
    for column, (heading, value) in enumerate(zip(HEADINGS_OF_BEFORE, cells, strict=True), 1):
        sheet.cell(3, column).value, sheet.cell(4, column).value = heading, value
    sheet["G4"], sheet["H4"] = "已完成", "全部公开"
    sheet["I4"], sheet["L4"] = "2022-11-18", "2022-11-19"
    path = folder / "县财政局.xlsx"
    workbook.save(path)
    return path


def test_a_book_sent_before_is_still_collected(tmp_path: Path) -> None:
    path, book = tmp_path / "计划.yaml", book_of_before(tmp_path)
    path.write_text(PLAN + REPORTED, encoding="utf-8")
    assert read_fill(book).problems == ()
    assert [result.outcome for result in collect(path, book).results] == ["accepted"]
    entry = entries(path)[1]
    assert (entry.status, entry.note, entry.done_on) == ("已完成", "全部公开", date(2022, 11, 18))
    assert (entry.day, entry.problem) == (date(2022, 11, 19), "两家没有交")


def test_a_new_column_deleted_is_told(tmp_path: Path) -> None:
    _, book = sent(tmp_path)
    workbook = load_workbook(book)
    workbook.worksheets[1]["P3"] = None
    workbook.save(book)
    assert [problem.message for problem in read_fill(book).problems] == ["缺少“需协调事项”一列"]
