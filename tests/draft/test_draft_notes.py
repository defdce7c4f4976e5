"""Notes around the tasks: which say that the first unit leads, and that none is lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.draft import draft_plan
from ledger.draft.notes import first_leads
from ledger.files.documents.reader import read_document
from ledger.files.sheets.workbook import write_ledger
from ledger.files.yaml.plan_yaml import parse_plan
from ledger.questions.ledger import ledger_table
from ledger.record.model import Plan
from ledger.values.source import Cell, Draft, Paragraph, Row, Source, Table
from ledger.views.draft_yaml import draft_yaml

TWO = (
    ("序号", "任务", "牵头单位", "责任单位", "完成时限"),
    ("1", "修缮校舍", "县教育局、县住建局", "县财政局", "6月底前"),
)
ONE = (("序号", "任务", "责任单位", "完成时限"), ("1", "修缮校舍", "县教育局、县住建局", "6月底前"))
SEVERAL = "注：牵头单位有多个的，列第一位的为总牵头单位。"
OUTLINE = (
    "一、修缮校舍。加固教室。\n牵头单位：县教育局、县住建局；责任单位：县财政局；完成时限：6月底前\n"
    "二、疏通河道。清理淤泥。\n责任单位：县水利局；完成时限：9月底前"
)


def read(rows: tuple[tuple[str, ...], ...] | str, *notes: str, above: str = "") -> Draft:
    lines = [line for line in ("甲县2026年重点工作任务分解表", above) if line]
    blocks: list[Paragraph | Table] = [Paragraph(text=line, place=line) for line in lines]
    if isinstance(rows, str):
        blocks += [Paragraph(text=line, place=line, gap=False) for line in rows.split("\n")]
    else:
        blocks.append(Table(tuple(Row(tuple(map(Cell, row)), f"第{n}行") for n, row in enumerate(rows))))
    blocks += [Paragraph(text=note, place=note, gap=False) for note in notes]
    return draft_plan(Source("文件", tuple(blocks)))


@pytest.mark.parametrize(
    ("note", "lead_column", "said"),
    [
        ("责任单位中列第一位者为牵头单位", True, True),
        ("列第一位者为牵头单位", False, True),
        ("未明确牵头单位的，列第一位者为牵头单位", False, True),
        ("牵头单位没有写明的，列第一位者为牵头单位", False, True),
        ("责任单位有多个的，列第一位的为总牵头单位", True, True),
        ("牵头单位有多个的，列第一位的为总牵头单位", False, False),
        ("有两个以上牵头单位的，排第一位的为牵头单位", False, False),
        ("列第一位者为总牵头单位", True, False),
        ("责任单位排名不分先后", False, False),
    ],
)
def test_which_notes_say_that_the_first_of_the_units_leads(note: str, lead_column: bool, said: bool) -> None:
    assert first_leads(note, lead_column) is said


@pytest.mark.parametrize("rows", [TWO, OUTLINE], ids=["table", "text"])
def test_who_is_first_among_leads_is_told_and_sets_nothing(rows: tuple[tuple[str, ...], ...] | str) -> None:
    draft = read(rows, SEVERAL)
    assert not draft.first_leads
    assert [doubt for doubt in draft.doubts if "列第一位的为总牵头单位" in doubt]
    assert [t.deadline for t in draft.tasks] == ["6月底前", "9月底前"][: len(draft.tasks)]


@pytest.mark.parametrize("rows", [ONE, OUTLINE], ids=["table", "text"])
def test_a_note_that_the_first_leads_is_read_in_every_form(rows: tuple[tuple[str, ...], ...] | str) -> None:
    draft = read(rows, "注：责任单位中列第一位的为牵头单位。")
    assert draft.first_leads
    assert draft.doubts == ()


def test_a_heading_of_leads_that_names_the_first_of_them_sets_nothing() -> None:
    heading = ("序号", "任务", "牵头单位（列第一位的为总牵头单位）", "责任单位", "完成时限")
    assert not read((heading, TWO[1])).first_leads
    single = ("序号", "任务", "责任单位（第一个为牵头单位）", "完成时限")
    assert read((single, ONE[1])).first_leads


def test_the_notes_of_a_table_stay_with_the_plan_and_below_the_table_it_exports(tmp_path: Path) -> None:
    told = ("说明：本表只列重点。", "注：1.各单位对照本年目标落实。", "2.金额单位为万元。")
    draft = read(ONE, told[1], told[2], above=told[0])
    assert draft.notes == told
    assert (draft.unused, draft.doubts) == ((), ())
    plan = plan_of(draft)
    assert ledger_table(plan).notes == plan.notes == told
    (tmp_path / "表.xlsx").write_bytes(write_ledger(ledger_table(plan)).content)
    assert draft_plan(read_document(tmp_path / "表.xlsx")).notes == told


def test_a_note_that_the_program_understands_is_printed_once() -> None:
    note = "注：责任单位中列第一位的为牵头单位。"
    draft = read(ONE, note)
    assert (draft.first_leads, draft.notes) == (True, (note,))
    assert ledger_table(plan_of(draft)).notes == (note,)
    duties = read(ONE, "注：各单位每月25日前将进展情况报县政府办公室，联系电话0355-7022123。")
    assert duties.reporting[0].deadline == "每月25日前"
    assert "7022123" not in duties.notes[0]


def test_text_without_a_table_has_no_notes() -> None:
    assert read(OUTLINE, "注：金额单位为万元。").notes == ()


def plan_of(draft: Draft) -> Plan:
    read = parse_plan(Path("甲.yaml"), "甲.yaml", draft_yaml(draft).encode())
    assert read.plan is not None, read.problems
    return read.plan
