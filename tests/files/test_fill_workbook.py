"""The workbook a unit is sent: what it shows, what it leaves open, what it hides."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from ledger.files.sheets.fill_workbook import index_workbook, write_fill_book
from ledger.problems import LedgerError
from ledger.values.fill import FillBook, FillRow, FillSheet, IndexRow, evidence_of
from tests.files.fill_rows import row

VISIBLE = [
    "序号", "任务名称", "任务内容", "责任单位", "时间节点", "本单位职责",
    "状态", "完成情况", "完成日期", "佐证材料", "填报人", "填报日期",
    "无变化", "存在问题", "下一步", "需协调事项", "申请延期至",
]  # fmt: skip
OPEN = VISIBLE[6:]


def book(*rows: FillRow, title: str = "某县2022年要点") -> FillBook:
    sheet = FillSheet(plan="a-2022", title=title, issued=date(2022, 6, 20), rows=rows)
    return FillBook(unit="县甲局", sheets=(sheet,))


def opened(fill: FillBook) -> Any:
    return load_workbook(io.BytesIO(write_fill_book(fill).content))


def headings(sheet: Any) -> dict[str, Any]:
    return {cell.value: cell for cell in sheet[3]}


def test_the_first_sheet_says_in_seven_lines_what_to_do() -> None:
    guide = opened(book(row(1))).worksheets[0]
    lines = [cell.value for (cell,) in guide.iter_rows()]
    assert guide.title == lines[0] == "填报说明"
    assert lines[1] == "填报单位：县甲局"
    assert [line[:2] for line in lines[2:]] == ["1．", "2．", "3．", "4．", "5．", "6．", "7．"]


def test_columns_and_what_is_open() -> None:
    sheet = opened(book(row(1))).worksheets[1]
    found = headings(sheet)
    seen = [name for name, cell in found.items() if not sheet.column_dimensions[cell.column_letter].hidden]
    assert seen == VISIBLE
    unlocked = [name for name, cell in found.items() if not sheet.cell(4, cell.column).protection.locked]
    assert unlocked == OPEN
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    allowed = sheet.protection
    assert not any((allowed.formatRows, allowed.formatColumns, allowed.autoFilter, allowed.objects))


def test_current_state_is_filled_in_and_late_rows_are_coloured() -> None:
    sheet = opened(
        book(row(1, status="推进中", note="=已办", finished_on="2022-11-05", late=True), row(2))
    ).worksheets[1]
    at = {name: cell.column for name, cell in headings(sheet).items()}
    assert [sheet.cell(4, at[name]).value for name in OPEN[:3]] == ["推进中", "=已办", "2022-11-05"]
    assert sheet.cell(4, at["完成情况"]).data_type == "s"
    assert sheet.cell(4, at["任务名称"]).fill.fgColor.rgb != sheet.cell(5, at["任务名称"]).fill.fgColor.rgb


def test_the_drop_down_offers_what_a_unit_may_say() -> None:
    sheet = opened(book(row(1), row(2))).worksheets[1]
    lists = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert [(v.formula1, str(v.sqref)) for v in lists] == [
        ('"未启动,推进中,已完成,申请延期"', "G4:G5"),
        ('"√"', "M4:M5"),
    ]


def test_a_plan_without_rows_still_makes_a_sheet() -> None:
    assert opened(book()).sheetnames == ["填报说明", "某县2022年要点"]


def test_sheets_have_names_of_their_own() -> None:
    sheets = tuple(
        FillSheet(
            plan=plan,
            title="某县2022年政务公开工作要点任务分解表以及其他非常长的标题",
            issued=date(2022, 1, 1),
            rows=(),
        )
        for plan in "abc"
    )
    names = opened(FillBook(unit="县甲局", sheets=sheets)).sheetnames
    assert len(set(names)) == 4
    assert all(len(name) <= 31 for name in names)


def test_what_no_row_can_hold_shrinks_and_then_points_to_the_issued_table() -> None:
    sheet = opened(book(row(1, content="字" * 560), row(2, content="字" * 3000))).worksheets[1]
    small, cut = sheet["C4"], sheet["C5"]
    assert (small.value, small.font.sz) == ("字" * 560, 9)
    assert cut.value.startswith("字" * 300)
    assert cut.value.endswith("……（见任务分解表）")
    assert sheet.row_dimensions[5].height <= 409


def test_same_book_same_bytes() -> None:
    assert write_fill_book(book(row(1))).content == write_fill_book(book(row(1))).content


def test_a_text_no_cell_can_hold_names_the_task() -> None:
    with pytest.raises(LedgerError, match="第3项“任务3”的完成情况有40000个字符"):
        write_fill_book(book(row(3, note="字" * 40_000)))


def test_the_index() -> None:
    rows = [IndexRow("县甲局", "县甲局.xlsx", 8, 12, "办公室"), IndexRow("=乡", "乡.xlsx", 1, 1)]
    issued, sent = date(2022, 6, 20), date(2022, 11, 1)
    content = index_workbook(rows, issued, sent=sent, told="2022年11月25日前")
    assert content == index_workbook(rows, issued, sent=sent, told="2022年11月25日前")
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [[cell.value for cell in line] for line in sheet.iter_rows()] == [
        ["分发目录（2022年11月1日）", None, None, None, None],
        ["交回：2022年11月25日前", None, None, None, None],
        ["单位", "文件", "任务数", "行数", "联系人"],
        ["县甲局", "县甲局.xlsx", 8, 12, "办公室"],
        ["=乡", "乡.xlsx", 1, 1, None],
    ]


def test_evidence_is_one_text_a_line_or_between_semicolons() -> None:
    assert evidence_of("截图.png；名单.docx\n https://example.invalid/a;\n") == (
        "截图.png", "名单.docx", "https://example.invalid/a",
    )  # fmt: skip
