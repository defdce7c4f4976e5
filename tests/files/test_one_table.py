"""One table as Word, Excel, web page and PDF gives one draft; a plan exported and drafted again is the plan it was."""

from __future__ import annotations

import html
import os
from pathlib import Path

import pytest

import lay_out
from ledger.draft import draft_plan
from ledger.files.documents.reader import read_document
from ledger.files.papers.table_docx import write_table
from ledger.files.sheets.workbook import write_ledger
from ledger.files.yaml.plan_yaml import parse_plan, read_plan
from ledger.questions.ledger import ledger_table
from ledger.record.model import Plan
from ledger.values.source import Draft
from ledger.views.draft_yaml import draft_yaml

ROOT = Path(__file__).parents[2]
PLANS = sorted((ROOT / "plans").glob("*/2*.yaml"))
TITLE = "甲县2024年重点工作任务分解表"
TABLE = [
    ["序号", "重点任务", "牵头领导", "牵头单位", "配合单位", "完成时限", "目标"],
    ["1", "改造老旧小区12个", "甲某某", "县住建局", "县发改局、各街道", "2024年10月底前", "惠及3000户"],
    ["2", "新建公办幼儿园2所", "乙某某", "县教育局", "县财政局", "2024年8月底前", "新增学位540个"],
    ["3", "建成口袋公园5处", "甲某某", "县城管局", "各街道", "2024年12月底前", "每处500平方米"],
]


def plan_of(path: Path) -> Plan:
    plan = read_plan(path).plan
    assert plan is not None
    return plan


def make(kind: str, folder: Path) -> Path:
    """TABLE as a file of `kind`."""
    path = folder / f"表.{kind}"
    if kind == "html":
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(word)}</td>" for word in row) + "</tr>" for row in TABLE
        )
        path.write_text(
            f"<html><meta charset=utf-8><body><h1>{TITLE}</h1><table>{rows}</table></body></html>"
        )
    elif kind == "xlsx":
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        for row in ([TITLE], *TABLE):
            book.active.append(row)
        book.save(path)
    else:
        docx = pytest.importorskip("docx")
        document = docx.Document()
        document.add_paragraph(TITLE)
        grid = document.add_table(len(TABLE), len(TABLE[0]), style="Table Grid")
        for cells, row in zip(grid.rows, TABLE, strict=True):
            for cell, word in zip(cells.cells, row, strict=True):
                cell.text = word
        document.save(folder / "表.docx")
        if kind == "pdf":
            if os.environ.get("LEDGER_REQUIRE_OFFICE") != "1":
                pytest.skip("做一份 PDF 要几秒钟，LEDGER_REQUIRE_OFFICE=1 才做")
            lay_out.write_pdfs([folder / "表.docx"], folder)
    return path


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "pdf"])
def test_one_table_of_any_kind_is_one_draft(kind: str, tmp_path: Path) -> None:
    draft = draft_plan(read_document(make(kind, tmp_path)))
    assert (draft.title, draft.year, draft.region, draft.doubts) == (TITLE, 2024, "甲县", ())
    assert draft.columns == tuple(TABLE[0])
    assert [(t.no, t.name, t.responsibility, t.deadline, t.other, t.doubts) for t in draft.tasks] == [
        (
            int(no),
            name,
            f"牵头单位：{lead}；配合单位：{support}",
            day,
            (("牵头领导", person), ("目标", aim)),
            (),
        )
        for no, name, person, lead, support, day, aim in TABLE[1:]
    ]


def again(draft: Draft) -> Plan:
    plan = parse_plan(Path("q.yaml"), "q.yaml", draft_yaml(draft).encode()).plan
    assert plan is not None
    return plan


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_a_plan_exported_and_drafted_is_the_plan_it_was(path: Path, kind: str, tmp_path: Path) -> None:
    """The table printed from it a second time is the first one: matters without a 时间节点 of their own come back as one."""
    plan = plan_of(path)
    table = ledger_table(plan)
    file = tmp_path / f"{plan.title}.{kind}"
    file.write_bytes(write_table(table) if kind == "docx" else write_ledger(table).content)
    found = again(draft_plan(read_document(file), year=plan.year))
    assert ledger_table(found).rows == table.rows
