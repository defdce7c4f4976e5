"""Lay a document out again as an office would have it: Word with automatic numbers, Excel, PDF.

    python tools/lay_out.py TEXT FOLDER

Used by the tests to show that a draft does not depend on the kind of file. The words stay; numbers of headings
leave the text and become Word's automatic ones, a table becomes a real one with a heading over two rows.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Cm, Pt

from ledger.draft.cleaning import Piece, clean
from ledger.draft.flat_tables import restore_tables
from ledger.draft.noise import tidy_lines
from ledger.files.documents.reader import read_document
from ledger.values.source import Paragraph, Source, Table
from ledger.words.numbering import read_mark

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LISTS = {"（%1）": "chineseCounting", "(%1)": "chineseCounting", "%1、": "chineseCounting", "%1.": "decimal"}
_OVER = "落实要求"


def parts_of(source: Source) -> list[Piece | Table]:
    """Cleaned paragraphs and tables of a text, in order."""
    parts: list[Piece | Table] = []
    waiting: list[Paragraph] = []
    for block in restore_tables(source).blocks:
        if isinstance(block, Table):
            parts += [*clean(waiting), block]
            waiting = []
        else:
            waiting.append(block)
    return parts + clean(waiting)


def write_docx(source: Source, path: Path) -> None:
    """Word: automatic numbers, bold kept, first lines indented, the title centred."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Noto Serif CJK SC"
    document.styles["Normal"].font.size = Pt(16)
    lists = _Lists(document)
    _add_furniture(document, source.name)
    for part in parts_of(source):
        if isinstance(part, Table):
            _docx_table(document, part)
            continue
        mark = read_mark(part.text)
        paragraph = document.add_paragraph()
        start = 0
        if mark and lists.number(paragraph, mark.text, mark.value):
            start = len(mark.text)
        elif len(part.text) < 40 and not part.text.endswith(("：", ":")) and not read_mark(part.text):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if paragraph.alignment is None and not part.text.endswith(("：", ":")):
            paragraph.paragraph_format.first_line_indent = Cm(1.13)
            paragraph.paragraph_format.left_indent = Cm(0)
        for bold, text in _by_weight(part, start):
            paragraph.add_run(text).bold = bold or None
    document.save(str(path))


def _add_furniture(document: Any, title: str) -> None:
    """A running head, and `— 1 —` at the foot: what a PDF reader has to leave out."""
    section = document.sections[0]
    section.header.paragraphs[0].text = Path(title).stem
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("— ")
    foot._p.append(parse_xml(f'<w:fldSimple {_NS} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    foot.add_run(" —")


def _by_weight(piece: Piece, start: int) -> list[tuple[bool, str]]:
    runs: list[tuple[bool, str]] = []
    for character, bold in list(zip(piece.text, piece.bold, strict=True))[start:]:
        if runs and runs[-1][0] == bold:
            runs[-1] = (bold, runs[-1][1] + character)
        else:
            runs.append((bold, character))
    return runs


class _Lists:
    """One list a form of number; a new instance of it wherever counting starts again."""

    def __init__(self, document: Any) -> None:
        self.root = document.part.numbering_part.element
        self.last: dict[str, int] = {}
        self.current: dict[str, int] = {}
        self.made = 0
        for n, (text, form) in enumerate(_LISTS.items()):
            self.root.insert(
                n,
                parse_xml(
                    f'<w:abstractNum {_NS} w:abstractNumId="{900 + n}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                    f'<w:numFmt w:val="{form}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
                    f"</w:abstractNum>"
                ),
            )

    def number(self, paragraph: Any, mark: str, value: int) -> bool:
        """Give `paragraph` the automatic number `mark`; False when no list has that form."""
        core = mark.strip("（）()、.")
        text = mark.replace(core, "%1")
        if text not in _LISTS:
            return False
        if self.last.get(text) != value - 1:
            self.made += 1
            abstract = 900 + list(_LISTS).index(text)
            self.root.append(
                parse_xml(
                    f'<w:num {_NS} w:numId="{900 + self.made}"><w:abstractNumId w:val="{abstract}"/>'
                    f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{value}"/></w:lvlOverride></w:num>'
                )
            )
            self.current[text] = 900 + self.made
        self.last[text] = value
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {_NS}><w:ilvl w:val="0"/><w:numId w:val="{self.current[text]}"/></w:numPr>')
        )
        return True


def rows_of(table: Table) -> list[list[str]]:
    return [[tidy_lines(cell.text)[0] for cell in row.cells] for row in table.rows]


def _docx_table(document: Any, table: Table) -> None:
    """The last two columns stand under one heading; the others' headings run over both rows."""
    rows = rows_of(table)
    width = len(rows[0])
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    made = document.add_table(rows=len(rows) + 1, cols=width)
    made.style = "Table Grid"
    made.autofit = False
    for column, size in zip(made.columns, (1.2, 3.0, 11.5, 4.2, 2.9), strict=False):
        for cell in column.cells:
            cell.width = Cm(size)
    for column in range(width - 2):
        made.cell(0, column).merge(made.cell(1, column)).text = rows[0][column]
    made.cell(0, width - 2).merge(made.cell(0, width - 1)).text = _OVER
    for column in (width - 2, width - 1):
        made.cell(1, column).text = rows[0][column]
    for n, row in enumerate(rows[1:], 2):
        for column, text in enumerate(row):
            made.cell(n, column).text = text
    for row in made.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(10.5)


def write_xlsx(source: Source, path: Path) -> None:
    """Excel: a row a paragraph; a table as a table, title and heading merged."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    parts = parts_of(source)
    width = max((len(part.rows[0].cells) for part in parts if isinstance(part, Table)), default=1)
    row = 1
    for part in parts:
        if isinstance(part, Table):
            row = _xlsx_table(sheet, rows_of(part), row)
            continue
        sheet.cell(row, 1).value = part.text
        if width > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        row += 1
    book.save(path)


def _xlsx_table(sheet: Any, rows: Sequence[Sequence[str]], row: int) -> int:
    width = len(rows[0])
    for column, text in enumerate(rows[0], 1):
        at = row + 1 if column > width - 2 else row
        sheet.cell(at, column).value = text
        if at == row:
            sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    sheet.cell(row, width - 1).value = _OVER
    sheet.merge_cells(start_row=row, end_row=row, start_column=width - 1, end_column=width)
    for n, cells in enumerate(rows[1:], row + 2):
        for column, text in enumerate(cells, 1):
            sheet.cell(n, column).value = int(text) if text.isdecimal() else text
    return row + len(rows) + 1


def office() -> str | None:
    """LibreOffice, where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def write_pdfs(documents: Sequence[Path], folder: Path) -> None:
    """PDF of every Word document, made by LibreOffice in one go."""
    program = office()
    assert program, "没有 LibreOffice"
    profile = (folder / "profile").resolve().as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder, *documents],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip


def main() -> None:
    text, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    source = read_document(text)
    word = folder / f"{text.stem}.docx"
    write_docx(source, word)
    write_xlsx(source, folder / f"{text.stem}.xlsx")
    if office():
        write_pdfs([word], folder)


if __name__ == "__main__":
    main()
