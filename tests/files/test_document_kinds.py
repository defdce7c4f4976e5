"""The same document as text, Word (automatic numbers, merged heading), Excel and PDF gives the same draft."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

import lay_out
from ledger.draft import draft_plan
from ledger.files.documents.reader import read_document
from ledger.values.source import Draft

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "examples" / "documents").glob("*.txt"))


def words(draft: Draft) -> Draft:
    """The draft without what depends on the file: its name, places, and the ` and ` cleaned when laying out."""

    def kept(doubts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(doubt for doubt in doubts if "and 已改为" not in doubt)

    return replace(
        draft,
        source="",
        tasks=tuple(replace(task, place="", doubts=kept(task.doubts)) for task in draft.tasks),
        reporting=tuple(replace(duty, place="") for duty in draft.reporting),
        unused=(),  # how lines are joined to sentences is the file's own, and so is how many pieces it has
        pieces=0,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every example as .docx and .xlsx."""
    made = tmp_path_factory.mktemp("laid-out")
    assert len(DOCUMENTS) == 5
    for document in DOCUMENTS:
        source = read_document(document)
        lay_out.write_docx(source, made / f"{document.stem}.docx")
        lay_out.write_xlsx(source, made / f"{document.stem}.xlsx")
    return made


@pytest.fixture(scope="module")
def pdfs(folder: Path) -> Path:
    if lay_out.office() is None:
        if os.environ.get("LEDGER_REQUIRE_OFFICE") == "1":
            pytest.fail("要求有 LibreOffice（LEDGER_REQUIRE_OFFICE=1），没有找到")
        pytest.skip("没有安装 LibreOffice，做不出 PDF")
    lay_out.write_pdfs(sorted(folder.glob("*.docx")), folder)
    return folder


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_word_and_excel(document: Path, kind: str, folder: Path) -> None:
    drafted = draft_plan(read_document(folder / f"{document.stem}.{kind}"))
    assert words(drafted) == words(draft_plan(read_document(document)))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem[:3])
def test_pdf(document: Path, pdfs: Path) -> None:
    drafted = draft_plan(read_document(pdfs / f"{document.stem}.pdf"))
    assert words(drafted) == words(draft_plan(read_document(document)))
    assert drafted.tasks[0].place.startswith("第")
    assert drafted.tasks[0].place.endswith("页")
