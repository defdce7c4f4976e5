"""The 通报 as a Word file: complete, in the format of an official paper, printed whole."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ledger.files.papers.report_docx import write_paper
from ledger.questions.report import report
from ledger.values.paper import Grid, Heading, Paper, Paragraph
from ledger.views.circular import circular
from tests.example_year import year

docx = pytest.importorskip("docx")
ON = date(2022, 12, 15)
Convert = Callable[[list[Path], str], list[Path]]


@pytest.fixture(scope="module")
def paper() -> Paper:
    return circular(report([year(ON)], ON))


def test_complete(paper: Paper) -> None:
    document = docx.Document(io.BytesIO(write_paper(paper, ON)))
    lines = [paragraph.text for paragraph in document.paragraphs]
    wanted = [block.text for block in paper.blocks if isinstance(block, (Heading, Paragraph))]
    assert [line for line in lines if line] == [paper.title, *wanted, "2022年12月15日"]
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    assert len(document.tables) == len(grids) == 2
    for table, grid in zip(document.tables, grids, strict=True):
        cells = [tuple(cell.text for cell in row.cells) for row in table.rows]
        assert cells == [grid.heads, *grid.rows]


def test_page_and_type() -> None:
    paper = Paper("示例", (Heading("一、总体情况"), Paragraph("正文\x00。")), "某某办", "2022年12月15日")
    document = docx.Document(io.BytesIO(write_paper(paper, ON)))
    section = document.sections[0]
    sizes = (section.top_margin.mm, section.bottom_margin.mm, section.left_margin.mm, section.right_margin.mm)
    assert tuple(round(size) for size in sizes) == (37, 35, 28, 26)
    title, _, heading, body = document.paragraphs[:4]
    fonts = [p.runs[0]._element.rPr.rFonts.get(docx.oxml.ns.qn("w:eastAsia")) for p in (title, heading, body)]
    assert fonts == ["方正小标宋简体", "黑体", "仿宋_GB2312"]
    assert [p.runs[0].font.size.pt for p in (title, heading, body)] == [22, 16, 16]
    assert body.text == "正文。"  # what XML cannot hold is left out
    assert body.paragraph_format.first_line_indent.pt == 32


def test_same_paper_same_bytes(paper: Paper) -> None:
    assert write_paper(paper, ON) == write_paper(paper, ON)


def test_printed_whole(paper: Paper, office: Convert, tmp_path: Path) -> None:
    path = tmp_path / "notice.docx"
    path.write_bytes(write_paper(paper, ON))
    (printed,) = office([path], "pdf")
    text = subprocess.run(["pdftotext", printed, "-"], capture_output=True, text=True, check=True).stdout
    flat = "".join(text.split())
    for block in paper.blocks:
        if isinstance(block, Heading):
            assert block.text in flat
    for unit in ("县政府值班联络中心", "县农业农村局", "县自然资源局"):
        assert unit in flat
