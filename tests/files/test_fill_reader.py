"""What comes back from a unit: every kind of cell, every kind of file, every way of rearranging a sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from ledger.files.sheets import returned_file
from ledger.files.sheets.fill_reader import read_fill
from ledger.files.sheets.fill_workbook import write_fill_book
from ledger.files.sheets.other_formats import Locked
from ledger.files.sheets.returned_file import open_returned
from ledger.problems import Problem
from ledger.values.fill import FillBook, FillReturned, FillRow, FillSheet, digest_of
from tests.files.fill_rows import row

Convert = Callable[[list[Path], str], list[Path]]
TITLE = "某县2022年要点"


def sent(folder: Path, *rows: FillRow) -> Path:
    """The workbook as it was sent to 县甲局."""
    sheet = FillSheet(plan="a-2022", title=TITLE, issued=date(2022, 6, 20), rows=rows)
    path = folder / "县甲局.xlsx"
    path.write_bytes(write_fill_book(FillBook(unit="县甲局", sheets=(sheet,))).content)
    return path


def changed(path: Path, change: Callable[[Any], None]) -> FillReturned:
    """What is read after somebody changed the sheet (G 状态, H 完成情况, I 完成日期, J 佐证材料, K 填报人, L 填报日期)."""
    workbook = load_workbook(path)
    change(workbook.worksheets[1])
    workbook.save(path)
    return read_fill(path)


def put(**cells: Any) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        for at, value in cells.items():
            sheet[at] = value

    return change


def told(returned: FillReturned) -> list[str]:
    return [f"{problem.file}：{problem.message}" for problem in returned.problems]


def test_a_workbook_sent_back_unchanged_changes_nothing(tmp_path: Path) -> None:
    path = sent(
        tmp_path, row(1, status="推进中", note="=甲\n乙", finished_on="2022-11-05"), row(2, status="已销号")
    )
    before = path.read_bytes()
    returned = read_fill(path)
    assert (returned.unit, returned.problems) == ("县甲局", ())
    assert [(r.identity.task, r.changed) for r in returned.rows if r.identity] == [
        ("1", frozenset()),
        ("2", frozenset()),
    ]
    assert returned.rows[0].values["note"] == "=甲\n乙"
    assert path.read_bytes() == before


def test_what_was_filled_in_comes_back_by_identity(tmp_path: Path) -> None:
    returned = changed(
        sent(tmp_path, row(1), row(2)), put(G5="已完成", H5="全部完成", I5="2022.11.20", J5="截图.png")
    )
    first, second = returned.rows
    assert first.changed == frozenset()
    assert second.identity
    assert (second.identity.plan, second.identity.task, second.identity.unit) == ("a-2022", "2", "县甲局")
    assert second.identity.milestone == "2022-11-30"
    assert second.identity.digest == digest_of("任务2", "第2项任务的内容。")
    assert second.changed == {"status", "note", "finished_on", "evidence"}
    assert second.values == {
        "status": "已完成", "note": "全部完成", "finished_on": "2022-11-20", "evidence": "截图.png",
        "reporter": "", "reported_on": "", "same": "", "problem": "", "next_step": "", "needs": "", "asked_until": "",
    }  # fmt: skip
    assert second.place("note") == f"县甲局.xlsx「{TITLE}」H5"


def test_what_was_sent_can_be_told_from_what_the_plan_says_now(tmp_path: Path) -> None:
    (returned,) = read_fill(sent(tmp_path, row(1, note="已录入"))).rows
    assert returned.was_sent("note", "已录入")
    assert not returned.was_sent("note", "全部录入")


@pytest.mark.parametrize(
    "value",
    [
        datetime(2022, 11, 20), datetime(2022, 11, 20, 9, 30), date(2022, 11, 20), 44885, 44885.5, "44885", 20221120,
        "2022-11-20", "2022.11.20", "2022/11/20", "2022年11月20日", "2022年11月20号", "２０２２．１１．２０",
        " 2022-11-20 ", "2022-11-20 00:00:00", "2022-11-20T08:00", "20221120",
    ],
)  # fmt: skip
def test_a_day_in_every_shape_excel_gives_back(tmp_path: Path, value: Any) -> None:
    returned = changed(sent(tmp_path, row(1)), put(I4=value))
    assert returned.problems == ()
    assert returned.rows[0].values["finished_on"] == "2022-11-20"


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        ("I4", 2022.9, "完成日期：“2022.9”只写到月"),
        ("I4", "2022年9月", "完成日期：“2022年9月”只写到月"),
        ("I4", "20日", "完成日期：“20日”不是日期"),
        ("I4", "2022-02-30", "完成日期：“2022-02-30”不是日历上有的日子"),
        ("L4", "月底", "填报日期：“月底”不是日期"),
        ("L4", 7, "填报日期：“7”不是日期"),
        ("G4", "基本完成", "状态：“基本完成”可能是推进中，也可能是已完成，分不清"),
        ("G4", "未完成", "状态：“未完成”可能是未启动，也可能是推进中，分不清"),
        ("G4", "已销号", "状态：“已销号”只能由办公室认定，填报单位不能填"),
        ("H4", "=A1&B1", "完成情况：是公式，没有采用"),
        ("G4", '="已完成"', "状态：是公式，没有采用"),
        ("J4", '=_xlfn.DISPIMG("ID_1",1)', "佐证材料：是嵌入单元格的图片，不能读入"),
        ("J4", '=DISPIMG("ID_1",1)', "佐证材料：是嵌入单元格的图片，不能读入"),
        ("K4", "#N/A", "填报人：是错误值 #N/A，没有采用"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named(tmp_path: Path, cell: str, value: Any, message: str) -> None:
    returned = changed(sent(tmp_path, row(1)), put(**{cell: value}))
    assert told(returned) == [f"县甲局.xlsx「{TITLE}」{cell}：{message}"]
    assert returned.rows[0].changed == frozenset()


@pytest.mark.parametrize(
    ("value", "text"), [(" 已 完成 ", "已完成"), ("申请延期", "申请延期"), ("", ""), (None, "")]
)
def test_statuses(tmp_path: Path, value: Any, text: str) -> None:
    assert changed(sent(tmp_path, row(1)), put(G4=value)).rows[0].values["status"] == text


def test_numbers_and_yes_no_are_taken_as_text(tmp_path: Path) -> None:
    returned = changed(sent(tmp_path, row(1)), put(H4=12.0, J4=3.5, K4=True))
    values = returned.rows[0].values
    assert [values["note"], values["evidence"], values["reporter"]] == ["12", "3.5", "是"]


def test_line_ends_as_excel_escapes_them_are_line_ends(tmp_path: Path) -> None:
    returned = changed(sent(tmp_path, row(1, note="甲\n乙", evidence="_x0041_.png")), put(K4="一_x000D_\n二"))
    assert returned.rows[0].values["reporter"] == "一\n二"
    assert returned.rows[0].values["evidence"] == "_x0041_.png"
    assert returned.rows[0].changed == {"reporter"}


def test_a_cell_emptied_is_a_change(tmp_path: Path) -> None:
    (returned,) = changed(sent(tmp_path, row(1, note="已录入")), put(H4=None)).rows
    assert (returned.values["note"], returned.changed) == ("", frozenset({"note"}))


def test_edits_in_locked_columns_are_listed_and_the_row_still_counts(tmp_path: Path) -> None:
    returned = changed(sent(tmp_path, row(1)), put(C4="改了内容", E4="明年", G4="已完成"))
    assert told(returned) == [
        f"县甲局.xlsx「{TITLE}」C4：“任务内容”是锁定的列，所作改动没有采用",
        f"县甲局.xlsx「{TITLE}」E4：“时间节点”是锁定的列，所作改动没有采用",
    ]
    assert {problem.severity for problem in returned.problems} == {"warning"}
    assert returned.rows[0].identity
    assert returned.rows[0].changed == {"status"}


def test_columns_sorted_without_their_identity_go_by_what_they_show(tmp_path: Path) -> None:
    def swap(sheet: Any) -> None:
        for letter in "ABCDEFGHIJKL":
            sheet[f"{letter}4"].value, sheet[f"{letter}5"].value = (
                sheet[f"{letter}5"].value,
                sheet[f"{letter}4"].value,
            )

    path = sent(tmp_path, row(1, note="一"), row(2, note="二"))
    returned = changed(path, swap)
    known = [(r.identity and r.identity.task, r.values["note"], r.changed) for r in returned.rows]
    assert known == [("2", "二", frozenset()), ("1", "一", frozenset())]
    assert [problem.check for problem in returned.problems] == ["identity-moved", "identity-moved"]


def test_rows_of_one_task_sorted_without_their_identity_keep_their_milestones(tmp_path: Path) -> None:
    """Name and content are the same in both: only the 时间节点 tells them apart."""

    def swap(sheet: Any) -> None:
        for letter in "ABCDEFGHIJKL":
            one, other = sheet[f"{letter}4"], sheet[f"{letter}5"]
            one.value, other.value = other.value, one.value

    june = row(1, deadline="6月底前", milestone="2022-06-30", note="六月")
    november = row(1, deadline="11月底前", milestone="2022-11-30", note="十一月")
    returned = changed(sent(tmp_path, june, november), swap)
    known = [(r.identity and r.identity.milestone, r.values["note"]) for r in returned.rows]
    assert known == [("2022-11-30", "十一月"), ("2022-06-30", "六月")]


def test_names_sorted_without_their_identity_where_no_task_has_content(tmp_path: Path) -> None:
    path = sent(tmp_path, row(1, content=""), row(2, content=""))
    returned = changed(path, put(B4="任务2", B5="任务1", H4="二做了"))
    assert [(r.identity and r.identity.task, r.values["note"]) for r in returned.rows] == [
        ("2", "二做了"),
        ("1", ""),
    ]


def test_nothing_written_elsewhere_is_passed_over_in_silence(tmp_path: Path) -> None:
    path = sent(tmp_path, row(1))
    workbook = load_workbook(path)
    workbook.worksheets[0]["A9"] = "本单位第三项已完成"
    sheet = workbook.worksheets[1]
    sheet["X4"], sheet["H4"].comment = "另有说明", Comment("已办", "某某")
    workbook.save(path)
    assert told(read_fill(path)) == [
        "县甲局.xlsx「填报说明」A9：这里不是填报的地方，所写的没有读入",
        f"县甲局.xlsx「{TITLE}」H4：批注没有读入",
        f"县甲局.xlsx「{TITLE}」X4：写在表外的没有读入",
    ]


@pytest.mark.parametrize("renamed", [False, True])
def test_a_word_in_any_column_below_or_above_the_table_is_told(tmp_path: Path, renamed: bool) -> None:
    path = sent(tmp_path, row(1), row(2))
    workbook = load_workbook(path)
    sheet = workbook.worksheets[1]
    sheet["B6"], sheet["A8"], sheet["B8"], sheet["B30"] = "另有一件", "合计", "六月漏报一场", "请查收"
    sheet.insert_rows(1)
    for area in list(sheet.merged_cells.ranges):
        area.shift(row_shift=1)  # as Excel and WPS do
    sheet["A1"] = "请协调经费"
    if renamed:
        sheet.title = "三月"
    workbook.save(path)
    returned = read_fill(path)
    assert told(returned) == [f"县甲局.xlsx「{sheet.title}」A1、B7、A9、B9、B31：写在表外的没有读入"]
    assert [(r.title, r.row, r.touched) for r in returned.rows] == [(TITLE, 5, False), (TITLE, 6, False)]


def test_a_picture_laid_over_a_cell_is_told(tmp_path: Path) -> None:
    """Built by hand: a drawing with one anchor at H4 (column 7, row 3, counted from 0)."""
    path = sent(tmp_path, row(1))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    beside = "xl/worksheets/_rels/sheet2.xml.rels"
    parts[beside] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        f'Type="{types}/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    ).encode()
    parts["xl/drawings/drawing1.xml"] = (
        b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:twoCellAnchor>'
        b"<xdr:from><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff>"
        b"</xdr:from></xdr:twoCellAnchor></xdr:wsDr>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert told(read_fill(path)) == [f"县甲局.xlsx「{TITLE}」H4：格子上放的图片或文本框没有读入"]


def test_a_second_table_pasted_below_is_read_too(tmp_path: Path) -> None:
    def paste(sheet: Any) -> None:
        for target, source in ((6, 1), (7, 2), (8, 3), (9, 5)):
            for cell in list(sheet[source]):
                if cell.value is not None:
                    sheet.cell(target, cell.column).value = cell.value
        sheet.delete_rows(5)
        sheet["H8"] = "二做了"

    returned = changed(sent(tmp_path, row(1), row(2)), paste)
    known = [(r.identity and r.identity.task, r.values["note"]) for r in returned.rows]
    assert known == [("1", ""), ("2", "二做了")]


def test_sorting_by_the_filter_takes_the_hidden_columns_along(tmp_path: Path) -> None:
    sheet = load_workbook(sent(tmp_path, row(1), row(2))).worksheets[1]
    assert sheet.auto_filter.ref == "A3:W5"


def test_rows_deleted_inserted_and_moved(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["H6"] = "三做完了"
        sheet.delete_rows(4)
        sheet.insert_rows(5, 2)
        sheet["B5"], sheet["H5"] = "自己加的", "顺带做的"
        sheet["A9"] = "填表人：某某"

    returned = changed(sent(tmp_path, row(1), row(2), row(3)), change)
    assert told(returned) == [f"县甲局.xlsx「{TITLE}」A9：写在表外的没有读入"]
    known = [(r.identity.task if r.identity else None, r.name, r.values["note"]) for r in returned.rows]
    assert known == [("2", "任务2", ""), (None, "自己加的", "顺带做的"), ("3", "任务3", "三做完了")]
    assert returned.rows[1].unit == "县甲局"


def test_columns_moved_sheets_renamed_reordered_and_added(tmp_path: Path) -> None:
    path = sent(tmp_path, row(1), row(2))
    workbook = load_workbook(path)
    sheet = workbook.worksheets[1]
    sheet.insert_cols(1)
    sheet["A3"], sheet["A4"] = "备注栏", "随便写"
    sheet["I5"] = "第二项做了"
    sheet.title = "我们的"
    workbook.move_sheet(sheet, -1)
    workbook.create_sheet("草稿")["A1"] = "1"
    workbook.save(path)
    returned = read_fill(path)
    assert told(returned) == [
        "县甲局.xlsx「我们的」A4：写在表外的没有读入",
        "县甲局.xlsx「草稿」A1：这里不是填报的地方，所写的没有读入",
    ]
    assert [(r.sheet, r.values["note"]) for r in returned.rows] == [("我们的", ""), ("我们的", "第二项做了")]
    assert returned.rows[1].place("note") == "县甲局.xlsx「我们的」I5"


def test_hidden_columns_deleted_leave_name_content_and_unit(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.delete_cols(13, 6)
        sheet["G4"] = "已完成"

    returned = changed(sent(tmp_path, row(1), row(2)), change)
    only, blank = returned.rows  # the other is a row left blank, not none
    assert (blank.name, blank.touched) == ("任务2", False)
    assert [problem.check for problem in returned.problems] == ["identity-lost"]
    assert only.identity is None
    assert (only.title, only.unit, only.name, only.content) == (TITLE, "县甲局", "任务1", "第1项任务的内容。")
    assert only.changed == {"status"}


def test_an_entry_column_deleted_or_doubled_is_told(tmp_path: Path) -> None:
    returned = changed(sent(tmp_path, row(1)), put(I3="完成情况"))
    assert told(returned) == [
        f"县甲局.xlsx「{TITLE}」I3：有两列“完成情况”，只读第一列",
        f"县甲局.xlsx「{TITLE}」：缺少“完成日期”一列",
    ]
    assert "finished_on" not in returned.rows[0].values


def test_merged_cells_are_told_and_not_taken_for_emptied(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["H4"] = "两项一起做"
        sheet.merge_cells("H4:H5")

    returned = changed(sent(tmp_path, row(1), row(2, note="已录入")), change)
    assert told(returned) == [f"县甲局.xlsx「{TITLE}」H5：与其他单元格合并（H4:H5），这一格没有读入"]
    assert [r.values.get("note") for r in returned.rows] == ["两项一起做", None]
    assert [r.changed for r in returned.rows] == [{"note"}, set()]


@pytest.mark.parametrize("blank", ["H4", "H6"])
def test_of_a_row_and_its_copy_left_blank_the_one_written_in_counts(tmp_path: Path, blank: str) -> None:
    def change(sheet: Any) -> None:
        for cell in list(sheet[4]):
            sheet.cell(6, cell.column).value = cell.value
        sheet["H4"] = sheet["H6"] = "做了"
        sheet[blank] = None

    returned = changed(sent(tmp_path, row(1), row(2)), change)
    assert returned.problems == ()
    assert sorted(r.values["note"] for r in returned.rows) == ["", "做了"]


@pytest.mark.parametrize(("note", "kept"), [("同样", 1), ("另写", 0)])
def test_a_row_copied_counts_once_or_not_at_all(tmp_path: Path, note: str, kept: int) -> None:
    def change(sheet: Any) -> None:
        for cell in list(sheet[4]):
            sheet.cell(6, cell.column).value = cell.value
        sheet["H4"], sheet["H6"] = "同样", note

    returned = changed(sent(tmp_path, row(1), row(2)), change)
    mine = [r for r in returned.rows if r.identity and r.identity.task == "1"]
    assert len(mine) == kept
    assert len(returned.problems) == (0 if kept else 2)


def xlsx(workbook: Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def other_book() -> bytes:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = "别的表"
    return xlsx(workbook)


def word_file() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("content", "check", "message"),
    [
        (b"", "empty-file", "文件是空的（0 字节）"),
        (xlsx(Workbook()), "no-fill-sheet", "工作簿是空的"),
        (other_book(), "no-fill-sheet", "没有填报用的工作表"),
        (
            OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"),
            "password",
            "文件加了打开密码，不能读取",
        ),
        (
            OLE + b"\0" * 500 + "Workbook".encode("utf-16-le"),
            "damaged",
            "不是表格文件，或者已经损坏，不能读取",
        ),
        (xlsx(Workbook())[:2000], "damaged", "文件已损坏，不能读取"),
        (b"PK\x03\x04" + b"x" * 100, "damaged", "文件已损坏，不能读取"),
        (b"<html><table></table></html>", "not-a-workbook", "不是表格文件（.xlsx、.xls、.et、.ods）"),
        (word_file(), "not-a-workbook", "不是表格文件（.xlsx、.xls、.et、.ods）"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isascii() else "",
)
def test_files_that_cannot_be_read_are_told_in_a_sentence(
    tmp_path: Path, content: bytes, check: str, message: str
) -> None:
    path = tmp_path / "县乙局.xlsx"
    path.write_bytes(content)
    returned = read_fill(path)
    assert [(p.check, p.message, p.file) for p in returned.problems] == [(check, message, "县乙局.xlsx")]
    assert returned.rows == ()


def test_a_part_that_is_broken_inside_is_damage_too(tmp_path: Path) -> None:
    path = sent(tmp_path, row(1))
    out = io.BytesIO()
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(out, "w") as archive:
        for name in parts.namelist():
            content = parts.read(name)
            archive.writestr(name, content[: len(content) // 2] if "sheet2" in name else content)
    path.write_bytes(out.getvalue())
    assert [problem.check for problem in read_fill(path).problems] == ["damaged"]


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sent(tmp_path, row(1))
    monkeypatch.setattr(returned_file, "MAX_UNPACKED", 10_000)
    assert [(p.check, p.message) for p in read_fill(path).problems] == [
        ("too-large", "文件展开后过大，未读入")
    ]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert [problem.check for problem in read_fill(tmp_path / "无.xlsx").problems] == ["unreadable"]


def test_a_dimension_as_wps_writes_it_hides_nothing(tmp_path: Path) -> None:
    path = sent(tmp_path, row(1), row(2))
    out = io.BytesIO()
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(out, "w") as archive:
        for name in parts.namelist():
            content = parts.read(name)
            if "worksheets/sheet2" in name:
                assert b'<dimension ref="A1:W5"' in content
                content = content.replace(b'<dimension ref="A1:W5"', b'<dimension ref="A1"')
            archive.writestr(name, content)
    path.write_bytes(out.getvalue())
    assert len(read_fill(path).rows) == 2


def test_a_row_put_in_above_the_headings(tmp_path: Path) -> None:
    """审签栏 over the columns to be filled in, the other headings merged over both rows."""

    def change(sheet: Any) -> None:
        sheet.insert_rows(3)
        for column in range(1, 7):
            sheet.cell(3, column).value, sheet.cell(4, column).value = sheet.cell(4, column).value, None
            sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
        sheet["G3"], sheet["G5"], sheet["H5"] = "审签栏", "推进中", "在办"

    returned = changed(sent(tmp_path, row(1), row(2)), change)
    assert told(returned) == [f"县甲局.xlsx「{TITLE}」G3：写在表外的没有读入"]
    assert [r.values["note"] for r in returned.rows] == ["在办", ""]


def letter_of(path: Path, heading: str) -> str:
    sheet = load_workbook(path).worksheets[1]
    return str(next(cell.column_letter for cell in sheet[3] if cell.value == heading))


def test_a_row_whose_hidden_cells_were_edited_is_nobodys(tmp_path: Path) -> None:
    path = sent(tmp_path, row(1), row(2))
    unit = letter_of(path, "ID单位")
    returned = changed(path, put(**{f"{unit}4": "县乙局", "G4": "已完成", "G5": "推进中"}))
    assert [problem.check for problem in returned.problems] == ["identity-edited"]
    assert [(r.identity and r.identity.task, r.values["status"]) for r in returned.rows] == [("2", "推进中")]


def test_a_row_that_shows_what_two_rows_were_sent_with_is_not_guessed(tmp_path: Path) -> None:
    """The same task of two units, and a third row over which the visible cells of one were pasted."""
    path = sent(tmp_path, row(1), row(1, unit="县乙局"), row(3))
    returned = changed(path, put(B6="任务1", C6="第1项任务的内容。", G6="已完成"))
    assert [problem.check for problem in returned.problems] == ["identity-moved", "whose-row"]
    assert "县甲局、县乙局中哪一行" in returned.problems[1].message
    assert [r.row for r in returned.rows] == [4, 5]


def test_what_was_meant_is_asked_and_a_day_without_its_year_waits_for_the_plan(tmp_path: Path) -> None:
    path = sent(tmp_path, row(1))
    same = letter_of(path, "无变化")
    (only,) = changed(path, put(G4="已办结", I4="4月20日", **{f"{same}4": "是"})).rows
    assert (only.values["status"], only.values["same"]) == ("已完成", "√")
    assert only.asks == ("状态“已办结”按“已完成”记",)
    assert only.unsettled == {"finished_on": ("4月20日",)}


@pytest.mark.parametrize(("swapped", "checks"), [(False, []), (True, ["second-heading"])])
def test_a_second_table_pasted_below_has_its_heading_again(
    tmp_path: Path, swapped: bool, checks: list[str]
) -> None:
    def change(sheet: Any) -> None:
        for cell in list(sheet[3]):
            sheet.cell(5, cell.column).value = cell.value
        if swapped:
            sheet["G5"], sheet["H5"] = "完成情况", "状态"

    returned = changed(sent(tmp_path, row(1)), change)
    assert [problem.check for problem in returned.problems] == checks
    assert [r.row for r in returned.rows] == [4]


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sent(tmp_path, row(1))
    monkeypatch.setattr(returned_file, "MAX_BYTES", path.stat().st_size)
    assert not isinstance(open_returned(path), Problem)
    monkeypatch.setattr(returned_file, "MAX_BYTES", path.stat().st_size - 1)
    assert [problem.check for problem in read_fill(path).problems] == ["too-large"]


def _refuse(error: BaseException) -> Callable[[bytes], object]:
    def read(raw: bytes) -> object:
        raise error

    return read


class Panic(BaseException):
    """What the library's own language raises."""


@pytest.mark.parametrize(
    ("error", "check"),
    [(ImportError(), "old-format"), (Locked(), "password"), (Panic(), "damaged"), (ValueError(), "damaged")],
)
def test_an_old_workbook_that_cannot_be_read_is_told_why(
    tmp_path: Path, error: BaseException, check: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "县乙局.xls"
    path.write_bytes(OLE + b"\0" * 500)
    monkeypatch.setattr(returned_file, "read_other", _refuse(error))
    found = open_returned(path)
    assert isinstance(found, Problem)
    assert found.check == check


@pytest.mark.parametrize("error", [MemoryError(), KeyboardInterrupt()])
def test_what_is_no_fault_of_the_workbook_is_not_blamed_on_it(
    tmp_path: Path, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "县乙局.xls"
    path.write_bytes(OLE + b"\0" * 500)
    monkeypatch.setattr(returned_file, "read_other", _refuse(error))
    with pytest.raises(type(error)):
        open_returned(path)


def test_a_drawing_that_is_named_and_not_there_is_damage(tmp_path: Path) -> None:
    path, out = sent(tmp_path, row(1)), io.BytesIO()
    beside = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" '
        'Target="../drawings/drawing9.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(out, "w") as archive:
        for name in parts.namelist():
            if name != "xl/worksheets/_rels/sheet2.xml.rels":
                archive.writestr(name, parts.read(name))
        archive.writestr("xl/worksheets/_rels/sheet2.xml.rels", beside)
    path.write_bytes(out.getvalue())
    assert told(read_fill(path)) == ["县甲局.xlsx：文件已损坏，不能读取"]


def test_blanks_below_the_table_are_no_rows(tmp_path: Path) -> None:
    """Column H filled down with spaces made tens of thousands of rows that nobody had filled in."""
    returned = changed(sent(tmp_path, row(1)), put(H9="  ", H10="\u3000", H4=" "))
    assert [(r.row, r.touched) for r in returned.rows] == [(4, False)]
    assert returned.problems == ()


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_what_is_written_on_a_hidden_sheet_is_read_and_told(tmp_path: Path, state: str) -> None:
    def change(sheet: Any) -> None:
        sheet["G5"], sheet.sheet_state = "推进中", state

    returned = changed(sent(tmp_path, row(1), row(2)), change)
    assert [r.values["status"] for r in returned.rows] == ["", "推进中"]
    assert told(returned) == [f"县甲局.xlsx「{TITLE}」：这张工作表是隐藏的，里面填的 1 行也读入了"]
    assert returned.problems[0].severity == "warning"


def test_what_is_struck_through_is_asked_about(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["G4"], sheet["H4"], sheet["H5"] = "已完成", "已办结", "在办"
        for place in ("G4", "H4", "B5"):  # B is the office's own
            sheet[place].font = Font(strike=True)

    returned = changed(sent(tmp_path, row(1), row(2)), change)
    why = "有删除线，不知道作不作数，没有采用"
    assert told(returned) == [
        f"县甲局.xlsx「{TITLE}」G4：状态：{why}", f"县甲局.xlsx「{TITLE}」H4：完成情况：{why}",
    ]  # fmt: skip
    assert [r.unread for r in returned.rows] == [("status", "note"), ()]


def test_words_struck_in_a_cell_are_none_of_its_text_and_told(tmp_path: Path) -> None:
    gone = InlineFont(strike=True)
    path = sent(tmp_path, row(1, status="推进中"), row(2), row(3))

    def strike(sheet: Any) -> None:
        sheet["G4"] = CellRichText(TextBlock(gone, "推进中"), TextBlock(InlineFont(b=True), "已完成"))
        sheet["H4"] = CellRichText("已于", TextBlock(gone, "10月"), "11月5日公开。")
        sheet["G5"] = CellRichText(TextBlock(gone, "已"), TextBlock(InlineFont(strike=True, b=True), "完成"))
        sheet["H6"] = CellRichText("粗细", TextBlock(InlineFont(b=True), "不论"))
        sheet["B6"] = CellRichText(TextBlock(gone, "旧"), "任务3")

    back = changed(path, strike)
    assert [(r.values["status"], r.values["note"]) for r in back.rows[::2]] == [
        ("已完成", "已于11月5日公开。"),
        ("", "粗细不论"),
    ]
    assert back.rows[1].unread == ("status",)
    assert [line.partition("」")[2] for line in told(back)] == [
        "G4：状态：划去的“推进中”没有读入",
        "H4：完成情况：划去的“10月”没有读入",
        "G5：状态：有删除线，不知道作不作数，没有采用",
    ]


def test_what_looks_like_an_escape_comes_back_as_it_was(tmp_path: Path) -> None:
    back = read_fill(sent(tmp_path, row(1, name="规则_x0041_", note="_x000D_")))
    assert (back.rows[0].name, back.rows[0].values["note"], told(back)) == ("规则_x0041_", "_x000D_", [])
