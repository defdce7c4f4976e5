"""The 任务分解表 as a Word file: complete, turned, columns as wide as the issued ones, printed whole."""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest

from ledger.files.papers.table_docx import write_table
from ledger.questions.ledger import ledger_table
from ledger.record.model import Plan
from ledger.values.table import LedgerRow, LedgerTable

docx = pytest.importorskip("docx")


class Convert(Protocol):
    def __call__(self, paths: list[Path], to: str) -> list[Path]: ...


def test_every_cell_and_heading_in_its_place() -> None:
    rows = (
        LedgerRow(
            no=1,
            name="甲",
            content="做甲。",
            responsibility="县甲局",
            deadline="6月底前",
            section=("一、上",),
        ),
        LedgerRow(no=2, name="乙", content="做乙。", section=("一、上", "（一）下")),
    )
    table = LedgerTable(
        plan="p", title="例县任务分解表", issued=date(2022, 1, 1), rows=rows, attachment="附件"
    )
    document = docx.Document(io.BytesIO(write_table(table)))
    assert [p.text for p in document.paragraphs][:2] == ["附件", "例县任务分解表"]
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    (grid,) = document.tables
    assert [list(dict.fromkeys(cell.text for cell in row.cells)) for row in grid.rows] == [
        ["序号", "任务名称", "任务内容", "责任单位", "时间节点"],
        ["一、上"],
        ["1", "甲", "做甲。", "县甲局", "6月底前"],
        ["（一）下"],
        ["2", "乙", "做乙。", ""],
    ]
    assert [round(column.width.mm) for column in grid.columns] == [11, 26, 132, 34, 22]


def test_the_progress_table_is_a3_as_its_workbook_and_its_lamps_are_coloured() -> None:
    rows = (LedgerRow(no=1, name="甲", light="红"), LedgerRow(no=2, name="乙", light="－"))
    table = LedgerTable(
        plan="p", title="例县工作台账", issued=date(2022, 1, 1), rows=rows, as_of=date(2022, 7, 1)
    )
    document = docx.Document(io.BytesIO(write_table(table)))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (420, 297)
    lamps = [
        next(cell for cell in row.cells if cell.text in ("红", "－")) for row in document.tables[0].rows[1:]
    ]
    ground = docx.oxml.ns.qn("w:fill")
    assert [[shade.get(ground) for shade in lamp._tc.iter(docx.oxml.ns.qn("w:shd"))] for lamp in lamps] == [
        ["C00000"],
        [],
    ]


def test_same_table_same_bytes(plans: dict[str, Plan]) -> None:
    table = ledger_table(plans["沁源县"])
    assert write_table(table) == write_table(table)


def test_printed_whole_with_headings_and_number_on_every_page(
    office: Convert, plans: dict[str, Plan], tmp_path: Path
) -> None:
    table = ledger_table(plans["抚顺县"])
    path = tmp_path / "table.docx"
    path.write_bytes(write_table(table))
    (pdf,) = office([path], "pdf")
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    pages = text.split("\f")[:-1]
    cells = "".join(f"{r.no}{r.name}{r.content}{r.responsibility}{r.deadline}" for r in table.rows)
    assert not Counter("".join(cells.split())) - Counter("".join(text.split()))
    for number, page in enumerate(pages, 1):
        assert re.search(r"序号\s+任务名称\s+任务内容\s+责任单位\s+时间节点", page)
        assert re.search(rf"—\s*{number}\s*—", page)
