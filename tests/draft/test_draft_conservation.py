"""Nothing of a document disappears: what was assigned and what was told are together all of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.draft import draft_plan
from ledger.draft.atoms import bare
from ledger.draft.noise import STRAY_AND, tidy
from ledger.files.documents.reader import read_document
from ledger.files.documents.txt import read_text
from ledger.problems import LedgerError
from ledger.values.source import Draft, Paragraph, Source
from ledger.views.draft_yaml import draft_yaml

DOCUMENTS = sorted((Path(__file__).parents[2] / "examples" / "documents").glob("*.*"))
LABEL = re.compile(r"(?:责任|牵头|配合|落实|完成|实施|主办|承办)(?:单位|部门|时限|时间|期限|节点)[:：]")
PAGE_NUMBER = re.compile(r"[-—–－第]{0,2}\d{1,4}[-—–－页]{0,2}")

SENTENCES = (
    "公开规划。", "做好预算公开。", "（责任单位：县财政局；完成时限：6月底前）", "（县审计局牵头，各乡镇配合）", "责任单位：县司法局", "9月底前完成。",
    "为做好工作，制定本要点。", "（此件公开发布）", "请各单位每月25日前报送进展。", "注：本表由各单位填写。", "抄送：县委各部门。", "县财政局牵头，各乡镇配合。",
    "由县审计局负责，3月底前到位；", "附件：重点任务表", "每季度开展一次检查。", "以下任务均需各乡镇落实，不再单独列出。", "（列第一位者为牵头单位，下同）",
)  # fmt: skip
NUMBERS = (
    "",
    "",
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "（1）",
    "①",
    "甲、",
    "乙、",
    "A.",
    "B.",
    "一是",
    "第一条 ",
)
LINES = st.lists(
    st.tuples(st.sampled_from(NUMBERS), st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
)


def missing(source: Source, draft: Draft) -> list[str]:
    """The clauses of `source` that stand nowhere in the written draft, comments included. A day of issue is written in
    another form; labels say in which place the words after them were put."""
    joined = [
        f"{''.join(t.section)}{t.original_no}{t.name}{t.content}" for t in draft.tasks
    ]  # one line in the document
    written = bare(tidy("\n".join((draft_yaml(draft), *joined))))
    found = []
    for block in source.blocks:
        cells = (
            [block.text]
            if isinstance(block, Paragraph)
            else [c.text for row in block.rows for c in row.cells]
        )
        for line in cells:
            text = tidy(LABEL.sub("，", STRAY_AND.sub("和", line.replace("\n", ""))))
            if PAGE_NUMBER.fullmatch(text):
                continue
            parts = re.split(r"[^0-9A-Za-z\u3400-\u9fff]+", text)
            found += [
                part for part in parts if len(part) > 1 and re.sub("^[由请于在]", "", part) not in written
            ]
    day = f"{draft.issued.year}年{draft.issued.month}月{draft.issued.day}日" if draft.issued else ""
    return [part for part in found if part not in f"{day}印发" and _is_lost(part, draft)]


def _is_lost(part: str, draft: Draft) -> bool:
    """Whether a clause is more than what a 报送 has taken: of 一是各镇要于 … 将 … 报 … its number and verbs are left."""
    whole = part
    for duty in draft.reporting:
        for words in (
            duty.units,
            duty.what,
            duty.to,
            *duty.deadline.split("、"),
            duty.method,
            duty.if_missed,
        ):
            part = part.replace(bare(words), "") if words else part
    return part == whole or not re.fullmatch(
        r"(?:[一二三]是)?[要于在将把报送至以请应须前每两个时间节点]*", part
    )


def test_documents_were_found() -> None:
    assert len(DOCUMENTS) >= 5


@pytest.mark.parametrize("path", [p for p in DOCUMENTS if p.suffix == ".txt"], ids=lambda path: path.stem[:3])
def test_every_clause_of_a_document_is_in_the_draft_or_told(path: Path) -> None:
    source = read_document(path)
    draft = draft_plan(source)
    assert missing(source, draft) == []
    assert len(draft.unused) < draft.pieces


@given(LINES)
@settings(max_examples=150)
def test_every_clause_of_generated_text_is_in_the_draft_or_told(lines: list[tuple[str, list[str]]]) -> None:
    text = "甲县2023年工作要点\n" + "\n".join(number + "".join(words) for number, words in lines)
    source = read_text("甲县.txt", text.encode())
    try:
        draft = draft_plan(source)
    except LedgerError:
        return
    assert missing(source, draft) == []
