"""The workbook of a whole plan read back: which files are one, and what in them is told instead of taken."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ledger.files.sheets.edit_reader import read_edit_book
from ledger.files.sheets.edit_workbook import write_edit_book
from ledger.files.sheets.file_kind import MAX_BYTES, OLE, is_edit_book
from ledger.files.yaml.plan_yaml import parse_plan
from ledger.questions.edit.book import edit_book
from ledger.values.edit_book import DECISIONS, SENT, TASKS, EditReturned

OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"


def book(folder: Path, id: str = "a", edit: Callable[[Workbook], Any] = lambda workbook: None) -> Path:
    text = f"编号: {id}\n标题: 示例计划\n年度: 2022\n任务:\n- 序号: 1\n  任务名称: 甲\n- 序号: 2\n  任务名称: 乙\n"
    plan = parse_plan(Path("a.yaml"), "a.yaml", text.encode()).plan
    assert plan is not None
    workbook = load_workbook(BytesIO(write_edit_book(edit_book(plan)).content))
    edit(workbook)
    path = folder / f"{id}.xlsx"
    workbook.save(path)
    return path


def table(workbook: Workbook) -> Worksheet:
    sheet = workbook[TASKS]
    assert isinstance(sheet, Worksheet)
    return sheet


def read(path: Path) -> EditReturned:
    back = read_edit_book(path)
    assert back is not None
    return back


def names(back: EditReturned) -> list[str]:
    return [row.cells["任务名称"] for row in back.rows if row.sheet == TASKS]


def told(back: EditReturned) -> list[str]:
    return [f"{problem.file}：{problem.message}" for problem in back.problems]


def opened_by_another_program(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_which_files_are_such_a_workbook(tmp_path: Path) -> None:
    sheets = (SENT, TASKS, DECISIONS)
    tables = "".join(f'<table:table table:name="{name}"/>' for name in sheets).encode()
    ods = {"mimetype": OPEN_DOCUMENT.encode(), "content.xml": tables}
    xls = OLE + "".join(sheets).encode("utf-16-le")
    files = {
        "sent.xlsx": (book(tmp_path).read_bytes(), True),
        "sent.ods": (opened_by_another_program(tmp_path / "o", ods).read_bytes(), True),
        "other.ods": (
            opened_by_another_program(tmp_path / "o", {**ods, "content.xml": tables[:60]}).read_bytes(),
            False,
        ),
        "sent.xls": (xls, True),
        "other.xls": (OLE + TASKS.encode("utf-16-le"), False),
        "names.txt": ("".join(sheets).encode("utf-16-le"), False),
        "cut.xlsx": (book(tmp_path).read_bytes()[:-40], False),
        "no-book.xlsx": (opened_by_another_program(tmp_path / "o", {"a": b""}).read_bytes(), False),
        "large.xls": (xls.ljust(MAX_BYTES + 1), False),
    }
    for name, (content, wanted) in files.items():
        (tmp_path / name).write_bytes(content)
        assert is_edit_book(tmp_path / name) is wanted, name


def test_what_cannot_be_opened_or_is_another_workbook_is_none(tmp_path: Path) -> None:
    (tmp_path / "cut.xlsx").write_bytes(book(tmp_path).read_bytes()[:-40])
    Workbook().save(tmp_path / "other.xlsx")
    assert read_edit_book(tmp_path / "cut.xlsx") is None
    assert read_edit_book(tmp_path / "other.xlsx") is None


def test_a_picture_laid_over_cells_is_told(tmp_path: Path) -> None:
    """Built by hand: a drawing with one anchor at D5 (column 3, row 4, counted from 0)."""
    path = book(tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    number = load_workbook(path).sheetnames.index(TASKS) + 1
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        f'Type="{types}/drawing" Target="../drawings/drawing9.xml"/></Relationships>'
    ).encode()
    parts["xl/drawings/drawing9.xml"] = (
        b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:twoCellAnchor>'
        b"<xdr:from><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff>"
        b"</xdr:from></xdr:twoCellAnchor></xdr:wsDr>"
    )
    back = read(opened_by_another_program(path, parts))
    assert told(back) == [f"a.xlsx「{TASKS}」D5：格子上放的图片或文本框没有读入"]
    assert names(back) == ["甲", "乙"]


def test_rows_of_two_plans_in_one_workbook_are_all_refused(tmp_path: Path) -> None:
    other = table(load_workbook(book(tmp_path, "b")))

    def paste(workbook: Workbook) -> None:
        for column, cell in enumerate(other[4], 1):
            table(workbook).cell(6, column).value = cell.value

    back = read(book(tmp_path, "a", paste))
    assert told(back) == ["a.xlsx：里面有几份计划的行：a、b，都没有采用"]
    assert back.rows == ()


def test_an_edited_identity_refuses_its_row_alone(tmp_path: Path) -> None:
    def swap(workbook: Workbook) -> None:
        sheet = table(workbook)
        hidden = next(cell.column for cell in sheet[3] if cell.value == "ID行")
        sheet.cell(4, hidden).value = "2"

    back = read(book(tmp_path, "a", swap))
    assert told(back) == [f"a.xlsx「{TASKS}」第4行：隐藏的识别列被改过，不知道是哪一行，没有采用"]
    assert names(back) == ["乙"]


def test_blanks_make_no_row_and_no_column(tmp_path: Path) -> None:
    def blanks(workbook: Workbook) -> None:
        table(workbook)["B9"] = "  "
        table(workbook).cell(3, 20).value = " "

    back = read(book(tmp_path, "a", blanks))
    assert (names(back), told(back)) == (["甲", "乙"], [])


def test_a_cell_merged_with_another_is_told_and_not_read_as_empty(tmp_path: Path) -> None:
    back = read(book(tmp_path, "a", lambda workbook: table(workbook).merge_cells("B4:B5")))
    assert [(problem.file, problem.check, problem.severity) for problem in back.problems] == [
        (f"a.xlsx「{TASKS}」B5", "merged", "error")
    ]
    assert back.rows[1].unread


def test_a_sheet_that_is_not_read_is_told_with_its_first_cells(tmp_path: Path) -> None:
    def beside(workbook: Workbook) -> None:
        workbook.create_sheet("空的")
        sheet = workbook.create_sheet("附记")
        for column in range(1, 8):
            sheet.cell(1, column).value = "字"

    back = read(book(tmp_path, "a", beside))
    assert told(back) == ["a.xlsx「附记」：这张表没有读入（A1、B1、C1、D1、E1等 7 格）"]


def test_a_table_is_known_by_its_name_where_the_line_above_it_is_gone(tmp_path: Path) -> None:
    back = read(book(tmp_path, "a", lambda workbook: table(workbook).__setitem__("A2", None)))
    assert (names(back), told(back)) == (["甲", "乙"], [])


def test_a_title_written_anew_is_told_and_not_taken(tmp_path: Path) -> None:
    back = read(book(tmp_path, "a", lambda workbook: table(workbook).__setitem__("A1", "另一个标题")))
    assert told(back) == [f"a.xlsx「{TASKS}」A1：表题改过，没有采用"]
    assert names(back) == ["甲", "乙"]


def test_struck_words_count_and_are_told(tmp_path: Path) -> None:
    def strike(workbook: Workbook) -> None:
        table(workbook)["B5"].font = Font(strike=True)
        table(workbook)["B4"] = CellRichText(TextBlock(InlineFont(strike=True), "旧"), "甲")

    back = read(book(tmp_path, "a", strike))
    assert [(problem.check, problem.file[-2:]) for problem in back.problems] == [
        ("struck", "B5"),
        ("struck-part", "B4"),
    ]
    assert names(back) == ["甲", "乙"]


def test_without_its_hidden_sheet_it_is_known_by_its_tables(tmp_path: Path) -> None:
    def remove(workbook: Workbook) -> None:
        del workbook[SENT]

    path = book(tmp_path, "a", remove)
    assert is_edit_book(path)
    back = read(path)
    assert (back.plan, back.sent, names(back)) == ("a", None, ["甲", "乙"])


def test_a_line_of_the_hidden_sheet_that_was_edited_counts_for_nothing(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        sheet = workbook[SENT]
        rows = [row for row in sheet.iter_rows() if row[0].value == TASKS]
        rows[0][1].value = "9"
        rows[1][2].value = None

    assert {sheet: list(rows) for sheet, rows in (read(book(tmp_path)).sent or {}).items()} == {
        TASKS: ["1", "2"]
    }
    assert read(book(tmp_path, "a", edit)).sent == {}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")
def test_what_a_spreadsheet_program_saves_anew_is_still_one(tmp_path: Path, office: Any) -> None:
    path = book(tmp_path)
    for form in ("xls", "ods", "xlsx"):
        [saved] = office([path], form)
        assert is_edit_book(saved)
        assert names(read(saved)) == ["甲", "乙"]
