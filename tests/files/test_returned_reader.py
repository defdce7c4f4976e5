"""The reader that leaves out what nobody looks at reads the cells openpyxl's own reader reads."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Border, Protection, Side

from ledger.files.sheets.returned_reader import ReturnedReader


def _book(percent: str, day: str) -> bytes:
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = "填报"
    sheet["A1"] = "标题"
    sheet["A1"].border = Border(bottom=Side(style="thin"))
    sheet["A1"].protection = Protection(locked=False)
    sheet.merge_cells("A1:C2")
    sheet["A3"], sheet["A3"].number_format = 1, percent
    sheet["B3"], sheet["B3"].number_format = 44885, day  # 2022-11-20 where the format is one of days
    sheet["C3"] = "=1+1"
    sheet["D3"] = "字"
    sheet["D3"].comment = Comment("批注", "甲")
    workbook.create_sheet("另一张")["A1"] = date(2022, 11, 8)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _cells(workbook: Any) -> list[object]:
    return [
        (
            sheet.title,
            at,
            type(cell).__name__,
            cell.value,
            cell.data_type,
            cell.number_format,
            bool(cell.comment),
        )
        for sheet in workbook.worksheets
        for at, cell in sorted(sheet._cells.items())
        if type(cell).__name__ == "Cell"
    ] + [(sheet.title, sorted(map(str, sheet.merged_cells.ranges))) for sheet in workbook.worksheets]


def _read(content: bytes) -> Any:
    reader = ReturnedReader(io.BytesIO(content))
    reader.read()
    return reader.wb


def test_one_after_the_other_with_the_same_styles_and_with_others() -> None:
    days, plain = _book("0%", "yyyy-mm-dd"), _book("General", "General")
    for content in (days, days, plain, days, plain, plain):
        assert _cells(_read(content)) == _cells(load_workbook(io.BytesIO(content)))


def test_a_day_and_a_percentage_are_told_by_the_styles_of_their_own_workbook() -> None:
    _read(_book("0%", "yyyy-mm-dd"))
    other = _read(_book("General", "General"))["填报"]
    assert (other["A3"].number_format, other["B3"].value) == ("General", 44885)
    again = _read(_book("0%", "yyyy-mm-dd"))["填报"]
    assert (again["A3"].number_format, again["B3"].value) == ("0%", datetime(2022, 11, 20))


def test_cells_inside_a_merged_one_hold_nothing() -> None:
    sheet = _read(_book("0%", "yyyy-mm-dd"))["填报"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C2"]
    assert [sheet[at].value for at in ("A1", "B1", "C2")] == ["标题", None, None]
