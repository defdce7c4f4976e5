"""The workbook of `report`: figures, native charts that read in black and white, 考核."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ledger.files.sheets.report_workbook import write_report
from ledger.questions.report import report
from ledger.values.report import Report
from tests import example_year
from tests.example_year import scored_year

ON = date(2023, 1, 15)
Convert = Callable[[list[Path], str], list[Path]]


@pytest.fixture(scope="module")
def year() -> Report:
    return scored_year(ON)


@pytest.fixture(scope="module")
def content(year: Report) -> bytes:
    written = write_report(year)
    assert written.warnings == ()
    return written.content


def test_figures(content: bytes) -> None:
    """Counted by hand for 2023-01-15."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["概况", "按单位", "按月", "逾期清单", "考核", "明细"]
    rows = list(book["概况"].iter_rows(min_row=3, max_row=6, values_only=True))
    assert rows[0][1:9] == (
        "合计", "已办结", "逾期", "临近到期", "未到期", "已取消", "其中逾期办结", "办结占比",
    )  # fmt: skip
    assert rows[1][1:9] == (34, 28, 4, 0, 1, 1, 5, "84.8%")
    assert rows[3][1:9] == (49, 43, 4, 0, 1, 1, 6, "89.6%")
    late = list(book["逾期清单"].iter_rows(min_row=4, values_only=True))
    assert [(row[0], row[2]) for row in late] == [
        (7, "开发区"),
        (16, "县农业农村局"),
        (23, "县政府值班联络中心"),
        (28, "县人社局"),
    ]
    scores = list(book["考核"].iter_rows(min_row=4, values_only=True))
    assert scores[0] == (
        1,
        "开发区",
        21,
        "按期办结11件×2＝22；逾期办结1件×1＝1（14 线下精准公开）；"
        "未办结1件×(-2)＝-2（7 落实《个人信息保护法》）",
    )
    assert len(scores) == 19
    assert book["明细"].max_row == 49 + 3


def test_charts_are_native_and_every_stage_has_its_own_look(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if "charts/chart" in name]
    assert len(charts) == 3
    assert ["percentStacked" in chart for chart in charts].count(
        True
    ) == 1  # 按灯: figures of few tasks have room
    for chart in charts:
        assert chart.count("<c:ser>") + chart.count("<ser>") == 5  # 办结 逾期 临近 未到期 取消
        assert 'showVal val="1"' in chart  # figures on the bars
        assert 'prst="smCheck"' in chart
        assert 'val="9C0006"' in chart


def test_same_report_same_bytes(year: Report, content: bytes) -> None:
    assert write_report(year).content == content


def test_another_break_down_is_one_more_sheet() -> None:
    written = write_report(report([example_year.year(ON)], ON, by="section"))
    assert "按章节" in openpyxl.load_workbook(io.BytesIO(written.content)).sheetnames


def test_printed_whole(content: bytes, office: Convert, tmp_path: Path) -> None:
    """Rendered by LibreOffice: the charts on one page, every unit and reason on paper, 明细 not."""
    path = tmp_path / "report.xlsx"
    path.write_bytes(content)
    (paper,) = office([path], "pdf")
    text = subprocess.run(
        ["pdftotext", "-raw", paper, "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = ["".join(page.split()) for page in text.split("\f")]
    assert "按灯" in pages[0]
    assert "按月：各月到期的节点（个）" in pages[0]
    assert "按单位：分工（件）" in pages[0]
    assert "各单位分工" in pages[1]  # no chart is cut in two
    assert "默认只打印这两行" in "".join(pages[-2:])
    printed = "".join(pages)
    for unit in ("县政府值班联络中心", "县农业农村局"):
        assert printed.count(unit) >= 4  # chart, table, 逾期清单, 考核
    assert "未办结1件×(-2)＝-2（7落实《个人信息保护法》）" in printed
    assert "职责" not in printed  # a heading of 明细 alone


def test_nothing_is_cut_where_a_row_would_be_too_high() -> None:
    """A hundred units late with one task: their names go on in a second row (Excel: 409 points at most)."""
    from ledger.duty.directory import UnitDirectory
    from ledger.duty.reading import read_items
    from ledger.record.model import Plan

    units = [f"县示例第{n}局" for n in range(1, 101)]
    task = {"序号": "1", "任务名称": "示例", "责任单位": {"责任": units}, "时间节点": "3月底前"}
    plan = Plan.model_validate({"编号": "x", "标题": "示例", "年度": "2022", "任务": [task]})
    answer = report([read_items(plan, UnitDirectory.from_plan(plan), ON)], ON)
    content = write_report(answer).content
    sheet = openpyxl.load_workbook(io.BytesIO(content))["逾期清单"]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert len(rows) > 1
    assert "".join(str(row[2]) for row in rows) == "、".join(units)
    assert [row[0] or None for row in rows] == [1] + [None] * (len(rows) - 1)
    assert all((sheet.row_dimensions[n].height or 0) <= 409 for n in range(4, 4 + len(rows)))
