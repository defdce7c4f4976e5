"""The contact form as a file: read back with openpyxl."""

import io
from datetime import date

from openpyxl import load_workbook

from ledger.files.sheets.contacts_workbook import write_contacts
from ledger.values.contacts import CONTACT_FIELDS, ContactRow

ON = date(2022, 8, 10)


def row(unit: str, category: str, first: str = "") -> ContactRow:
    return ContactRow(unit, category, (first, *[""] * (len(CONTACT_FIELDS) - 1)))


def test_a_sheet_a_category_a_row_a_unit() -> None:
    rows = [row("甲镇", "镇"), row("县财政局", "县直部门"), row("乙镇", "镇")]
    book = load_workbook(io.BytesIO(write_contacts(rows, region="例县", on=ON)))
    assert book.sheetnames == ["镇", "县直部门"]
    sheet = book["镇"]
    assert sheet["A1"].value == "例县政府信息公开工作机构（镇）"
    assert [sheet.cell(4 + n, 2).value for n in range(2)] == ["甲镇", "乙镇"]
    assert [cell.value for cell in sheet[2] if cell.value] == [
        "序号", "单位", "分管政府信息公开工作领导", "政府信息公开工作人员", "主要负责人",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[3]][2:] == [field.heading for field in CONTACT_FIELDS]
    assert {str(area) for area in sheet.merged_cells.ranges} == {
        "A1:P1", "A2:A3", "B2:B3", "C2:F2", "G2:L2", "M2:P2",
    }  # fmt: skip


def test_text_stays_text_and_what_is_missing_is_shaded() -> None:
    content = write_contacts([row("县财政局", "", "=1+1")], region=None, on=ON)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet.title == "单位"
    assert (sheet["C4"].value, sheet["C4"].data_type) == ("=1+1", "s")
    assert sheet["C4"].style == "正文"
    assert sheet["D4"].style == "灯黄"


def test_same_input_same_bytes() -> None:
    rows = [row("县财政局", "县直部门")]
    assert write_contacts(rows, region="例县", on=ON) == write_contacts(rows, region="例县", on=ON)
