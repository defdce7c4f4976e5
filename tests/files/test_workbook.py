"""The 任务分解表 as a workbook, read back cell by cell. On paper: test_workbook_print.py."""

from __future__ import annotations

import io
import itertools
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from ledger.files.sheets.row_height import MAX_POINTS
from ledger.files.sheets.workbook import write_ledger
from ledger.problems import LedgerError
from ledger.questions.ledger import ledger_table
from ledger.record.model import Plan, words_of
from ledger.values.table import LedgerRow, LedgerTable

HEADINGS = ["序号", "任务名称", "任务内容", "责任单位", "时间节点"]


def table(*rows: LedgerRow, **more: Any) -> LedgerTable:
    return LedgerTable(plan="a", title="某县任务分解表", issued=date(2022, 6, 20), rows=rows, **more)


def sheet_of(ledger: LedgerTable) -> Any:
    return load_workbook(io.BytesIO(write_ledger(ledger).content)).worksheets[0]


def cells(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_every_cell_of_every_plan_reads_back(plans: dict[str, Plan]) -> None:
    count = 0
    for plan in plans.values():
        ledger = ledger_table(plan)
        rows = cells(sheet_of(ledger))
        start = rows.index(HEADINGS)
        assert rows[start - 1][0] == ledger.title
        read = [row for row in rows[start + 1 :] if isinstance(row[0], int)]
        assert read == [
            [
                task.no,
                # 1. beside 1 is not said twice
                task.name if task.original_no == f"{task.no}." else f"{task.original_no or ''}{task.name}",
                task.content or None,
                words_of(task.responsibility) or None,
                task.deadline or "；".join(f"{one.what}：{one.deadline}" for one in task.extra) or None,
            ]
            for task in plan.tasks
        ]
        count += len(read)
    assert count == 122


def test_qinyuan_begins_like_the_issued_table(plans: dict[str, Plan]) -> None:
    rows = cells(sheet_of(ledger_table(plans["沁源县"])))
    assert [row[0] for row in rows[:2]] == ["附件", "沁源县2022年政务公开工作要点任务分解表"]
    assert rows[2] == HEADINGS
    assert rows[3][:2] == [1, "政策发布"]
    assert rows[3][3:] == ["县政府办、各乡镇、开发区、县直各有关部门", "全年"]
    assert rows[-1][:2] == [34, "培训及专项经费保障"]


def test_page_fonts_and_frame_are_those_of_an_issued_table() -> None:
    sheet = sheet_of(
        table(
            LedgerRow(no=1, name="财政信息公开", content="公开预决算。", deadline="11月底前"),
            attachment="附件",
        )
    )
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    margins = sheet.page_margins
    millimetres = [round(inch * 25.4) for inch in (margins.top, margins.bottom, margins.left, margins.right)]
    assert millimetres == [28, 26, 35, 37]
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.oddFooter.center.text == "— &P —"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    fonts = [(sheet[at].font.name, sheet[at].font.sz) for at in ("A1", "A2", "A3", "B4")]
    assert fonts == [("黑体", 16), ("方正小标宋简体", 22), ("黑体", 10.5), ("仿宋_GB2312", 10.5)]
    assert [sheet[f"{letter}4"].alignment.horizontal for letter in "ABCDE"] == [
        "center", "left", "left", "left", "center",
    ]  # fmt: skip
    assert all(sheet[f"{letter}4"].alignment.wrap_text for letter in "ABCDE")
    assert {sheet[f"{letter}4"].border.left.style for letter in "ABCDE"} == {"thin"}
    assert "A1:E1" in map(str, sheet.merged_cells.ranges)


def test_the_usual_columns_keep_the_proportions_of_the_issued_table() -> None:
    sheet = sheet_of(table(LedgerRow(no=1, name="甲", content="乙")))
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDE"]
    assert [round(width / sum(widths) * 225) for width in widths] == [11, 26, 132, 34, 22]


def test_an_issued_column_with_much_in_it_is_wider_than_names() -> None:
    row = LedgerRow(no=1, name="修路", content="", other=(("目标", "甲" * 60), ("领导", "")))
    columns = replace(table(row), own=(("目标", "name"), ("领导", "name"))).columns
    widths = {column.heading: round(column.widths["plan"], 1) for column in columns}
    # 任务名称, 责任单位 and 时间节点 need four characters, 领导 two
    assert widths == {
        "序号": 11, "任务名称": 18.8, "目标": 146.2, "领导": 11.4, "责任单位": 18.8, "时间节点": 18.8
    }  # fmt: skip


def test_where_no_task_has_contents_the_name_has_their_room() -> None:
    sheet = sheet_of(
        table(LedgerRow(no=1, name="新建公办幼儿园1所", responsibility="县教育局", deadline="8月底前"))
    )
    assert cells(sheet)[1:] == [
        ["序号", "任务名称", "责任单位", "时间节点"],
        [1, "新建公办幼儿园1所", "县教育局", "8月底前"],
    ]
    widths = [sheet.column_dimensions[letter].width for letter in "ABCD"]
    assert [round(width / sum(widths) * 225) for width in widths] == [11, 99, 59, 56]


def test_sections_stand_as_bands_where_they_begin() -> None:
    rows = cells(
        sheet_of(
            table(
                LedgerRow(no=1, name="（一）甲", section=("一、上", "（一）中")),
                LedgerRow(no=2, name="乙", section=("一、上", "（一）中")),
                LedgerRow(no=3, name="丙", section=("一、上", "（二）下")),
                LedgerRow(no=4, name="丁", section=("二、后",)),
            )
        )
    )
    assert [row[0] for row in rows[2:]] == ["一、上", "（一）中", 1, 2, "（二）下", 3, "二、后", 4]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@me", "#N/A", '=HYPERLINK("x")', "TRUE", "007"])
def test_text_stays_text(text: str) -> None:
    cell = sheet_of(table(LedgerRow(no=1, name=text)))["B3"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_leading_sign_is_marked_so_that_editing_the_cell_makes_no_formula() -> None:
    sheet = sheet_of(table(LedgerRow(no=1, name="=1+1", content="一")))
    assert sheet["B3"].quotePrefix
    assert not sheet["C3"].quotePrefix


def test_what_xml_cannot_hold_is_dropped_and_said() -> None:
    written = write_ledger(table(LedgerRow(no=7, name="甲\x0b乙\ufffe丙\ud800", content="一\r\n二\t三")))
    assert written.warnings == (
        "《某县任务分解表》第7项“甲乙丙”的任务名称中有表格文件不能保存的控制字符"
        "（U+000B、U+FFFE、U+D800，共3个），已略去；请在原文中删除。",
    )
    sheet = load_workbook(io.BytesIO(written.content)).worksheets[0]
    assert [sheet["B3"].value, sheet["C3"].value] == ["甲乙丙", "一\n二\t三"]


def test_a_text_no_cell_can_hold_is_an_error_that_names_the_task() -> None:
    write_ledger(table(LedgerRow(no=1, name="甲", content="字" * 32_767)))
    with pytest.raises(LedgerError) as caught:
        write_ledger(table(LedgerRow(no=9, name="财政信息公开", content="字" * 32_768)))
    assert caught.value.message == (
        "《某县任务分解表》第9项“财政信息公开”的任务内容有32768个字符，超过表格一格所能容纳的32767个，"
        "无法导出；请拆分或删减后再导出。"
    )


def test_a_task_too_high_for_one_row_goes_on_in_the_next() -> None:
    content = "".join(f"第{n}句话说明这项工作怎样做。" for n in range(150))
    sheet = sheet_of(table(LedgerRow(no=5, name="甲", content=content, deadline="全年")))
    rows = cells(sheet)[2:]
    assert len(rows) > 1
    assert "".join(row[2] for row in rows) == content
    assert [row[0] for row in rows] == [5] + [None] * (len(rows) - 1)
    assert [row[1] for row in rows] == ["甲"] + ["（续）"] * (len(rows) - 1)
    heights = [dimension.height for dimension in sheet.row_dimensions.values() if dimension.height]
    assert max(heights) <= MAX_POINTS


def test_the_same_input_gives_the_same_bytes_and_no_clock_is_in_them() -> None:
    ledger = table(LedgerRow(no=1, name="甲"))
    first = write_ledger(ledger).content
    assert first == write_ledger(ledger).content
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2022-06-20T00:00:00Z") == 2
    other = write_ledger(replace(ledger, issued=date(2023, 1, 1))).content
    assert other != first


def test_the_ledger_shows_lights_in_word_and_fill_on_a3() -> None:
    rows = [
        LedgerRow(
            no=n,
            name="甲",
            content="乙",
            light=light,
            progress="县甲局：已办（2022-10-20）",
            done_on="2022-10-20",
        )
        for n, light in enumerate(("红", "黄", "绿", ""), 1)
    ]
    sheet = sheet_of(table(*rows, as_of=date(2022, 12, 10)))
    read = cells(sheet)
    assert read[1][0] == "截至2022年12月10日"
    assert read[2] == [*HEADINGS, "灯", "进展情况", "完成日期", "备注"]
    assert [sheet.cell(row, 6).value for row in range(4, 8)] == ["红", "黄", "绿", None]
    fills = [sheet.cell(row, 6).fill.fgColor.rgb[2:] for row in range(4, 7)]
    greys = [sum(int(fill[i : i + 2], 16) for i in (0, 2, 4)) for fill in fills]
    assert all(abs(a - b) > 60 for a, b in itertools.combinations(greys, 2))
    assert sheet.page_setup.paperSize == 8
