"""Rows written at once are the rows openpyxl writes cell by cell."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree.ElementTree import canonicalize

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet

from ledger.files.sheets.rows_xml import SheetWriter
from ledger.files.sheets.sheet_style import new_workbook, put, put_row


def _sheet() -> Worksheet:
    return new_workbook().worksheets[0]


def _by_openpyxl(sheet: Worksheet) -> str:
    part = io.BytesIO()
    WorksheetWriter(sheet, part).write()
    return part.getvalue().decode()


def _at_once(sheet: Worksheet) -> str:
    part = io.BytesIO()
    writer = SheetWriter(sheet, part)
    writer.write()
    return writer.whole(part.getvalue()).decode()


def test_texts_numbers_and_empty_cells() -> None:
    sheet = _sheet()
    texts = (
        "公开&<预算>",
        " 前后有空 ",
        "两行\n\t字",
        "",
        "=1+1",
        "_x0041_",
        "“引号\"'”",
        "𠮷",
        7,
        0,
        -1,
        12.5,
        1e20,
    )
    for row, text in enumerate(texts, 1):
        put(sheet.cell(row, 1), text, "正文")  # type: ignore[arg-type]
        sheet.cell(row, 3).style = "正文居中"
        sheet.cell(row, 5)  # neither looks nor content
        sheet.cell(row, 30).value = "没有样式"
    assert canonicalize(_at_once(sheet)) == canonicalize(_by_openpyxl(sheet))
    assert "<t>公开&amp;&lt;预算&gt;</t>" in _at_once(sheet)


def test_a_row_put_at_once_is_the_row_put_cell_by_cell() -> None:
    values: list[tuple[str | int, str]] = [
        ("公开&<预算>", "正文"), (7, "正文居中"), ("=1+1", "正文"), ("-", "正文居中"), ("_x0041_", "正文"), ("", "填报"), (" 空 ", "填报"),
    ]  # fmt: skip
    by_cell, at_once = _sheet(), _sheet()
    for row, height in ((1, 30.0), (2, 44.5), (3, 30.0)):
        for column, (value, style) in enumerate(values, 1):
            put(by_cell.cell(row, column), value, style)
        by_cell.row_dimensions[row].height = height
        put_row(at_once, row, values, height)
    put(at_once.cell(4, len(values)), "末", "正文")
    put(by_cell.cell(4, len(values)), "末", "正文")
    assert canonicalize(_at_once(at_once)) == canonicalize(_by_openpyxl(by_cell))


def test_rows_merged_high_hidden_and_without_cells() -> None:
    sheet = _sheet()
    put(sheet["A1"], "标题", "表头")
    sheet.merge_cells("A1:D1")
    sheet.row_dimensions[1].height = 30.5
    put(sheet["A2"], "行", "正文")
    sheet.row_dimensions[2].height = sheet.row_dimensions[3].height = 18
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[9].height = 44
    assert canonicalize(_at_once(sheet)) == canonicalize(_by_openpyxl(sheet))


def test_an_empty_sheet() -> None:
    sheet = Workbook().worksheets[0]
    assert canonicalize(_at_once(sheet)) == canonicalize(_by_openpyxl(sheet))


def _formula(sheet: Worksheet) -> None:
    sheet["B2"] = "=1+1"


def _day(sheet: Worksheet) -> None:
    sheet["B2"] = date(2022, 11, 20)


def _yes(sheet: Worksheet) -> None:
    sheet["B2"] = True


def _remark(sheet: Worksheet) -> None:
    sheet["A1"].comment = Comment("批注", "甲")


def _link(sheet: Worksheet) -> None:
    sheet["A1"].hyperlink = "https://example.com/"


@pytest.mark.parametrize("add", [_formula, _day, _yes, _remark, _link])
def test_what_is_neither_text_nor_number_is_left_to_openpyxl(add: Callable[[Any], None]) -> None:
    sheet = _sheet()
    put(sheet["A1"], "字", "正文")
    add(sheet)
    written = SheetWriter(sheet, io.BytesIO())
    assert not written.plain
    assert canonicalize(_at_once(sheet)) == canonicalize(_by_openpyxl(sheet))


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\ufffe", "\ud800"])
def test_what_xml_cannot_hold_is_never_written(bad: str) -> None:
    sheet = _sheet()
    put(sheet["A1"], f"字{bad}", "正文")
    with pytest.raises(ValueError, match="in a cell"):
        _at_once(sheet)
