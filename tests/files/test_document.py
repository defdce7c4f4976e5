"""Documents in: kinds told by their bytes, limits, and one sentence for whatever cannot be read."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from ledger.files.documents import child as document_child
from ledger.files.documents.reader import read_document
from ledger.problems import LedgerError
from ledger.values.source import Paragraph, Table

PNG = b"\x89PNG\r\n\x1a\n" + bytes(2000)


def paragraphs(path: Path) -> list[str]:
    return [block.text for block in read_document(path).blocks if isinstance(block, Paragraph)]


def bomb(path: Path, megabytes: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w") as part:
            for _ in range(megabytes):
                part.write(b"<w:p/>" * (1024 * 1024 // 6))


def pdf(objects: list[bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF file of these objects, the first of which is the catalogue."""
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj%sendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(
        b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)
    )
    return out.getvalue()


EMPTY_PAGE = [
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.txt", b"", "a.txt 是空文件。"),
        ("a.txt", b"\n \n", "a.txt 里没有文字。"),
        (
            "a.docx", PNG,
            "a.docx 是 PNG 图片，不是文档。请先做“文字识别”（OCR），另存为 .docx 或 .txt 再试；或者安装 rapidocr、onnxruntime，由程序认字。",
        ),
        (
            "a.txt", b"\x00\x01\x02" * 50,
            "a.txt 不是文本文件，或编码认不出来。请另存为 UTF-8 编码的 .txt，或者直接用 .docx、.xlsx、.pdf。",
        ),
        ("a.docx", b"PK\x03\x04" + bytes(50), "a.docx 已损坏，打不开。请用 Word、Excel 或 WPS 打开后另存一次再试。"),
        (
            "a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx 加了密码，打不开。请在 Word、Excel 或 WPS 里去掉密码再试。",
        ),
        ("a.pdf", b"%PDF-1.4\n" + bytes(500), "a.pdf 打不开，文件可能损坏。请重新导出 PDF，或者改用 .docx、.txt。"),
        (
            "a.pdf", pdf(EMPTY_PAGE),
            "a.pdf 里没有文字，读不出文字。请先用 WPS、福昕等做“文字识别”（OCR），另存为 .docx 或 .txt 再试。",
        ),
        (
            "a.pdf",
            pdf(
                [*EMPTY_PAGE, b"<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>" % (b"o" * 32, b"u" * 32)],
                trailer=b"/Encrypt 4 0 R/ID[(a)(a)]",
            ),
            "a.pdf 加了密码，打不开。请先去掉密码（打印为 PDF 或另存）再试。",
        ),
        (
            "a.txt", "（一）做好工作。\n".encode() * 50_000,
            "a.txt 有 1 MB 文字，太大了，不像一份计划。请只留下任务部分再试。",
        ),
        (
            "a.txt", "一、".encode() + "（".encode() * 250_000,
            "a.txt 有 25 万字，太大了，不像一份计划。请只留下任务部分再试。",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_one_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(LedgerError) as error:
        read_document(path)
    assert error.value.message == sentence
    assert error.value.exit_code == 3


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    bomb(path, 70)
    assert path.stat().st_size < 200_000
    with pytest.raises(LedgerError, match="解压后太大（69 MB）"):
        read_document(path)


def test_a_reader_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_child, "PATIENCE", 0.01)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(EMPTY_PAGE))
    with pytest.raises(LedgerError, match=r"a\.pdf 太大或结构异常，7 秒没有读完"):
        read_document(path)


@pytest.mark.skipif(os.name != "posix", reason="no limit of processor time")
def test_a_reader_that_works_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit counts the reader's own work: on a busy machine a good file may take long by the clock."""
    real = subprocess.run

    def endless(command: list[str], **more: Any) -> Any:
        code = "from ledger.files.documents import child; child.SECONDS = 0; child._limit()\nwhile True: pass"
        return real([sys.executable, "-c", code], **more)

    monkeypatch.setattr("ledger.files.documents.child.subprocess.run", endless)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(EMPTY_PAGE))
    with pytest.raises(LedgerError, match=r"a\.pdf 太大或结构异常，7 秒没有读完"):
        read_document(path)


@pytest.mark.parametrize(("kind", "module", "word"), [("docx", "docx", "Word"), ("pdf", "pdfplumber", "PDF")])
def test_without_the_extra_the_sentence_names_the_command(
    kind: str, module: str, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    answer = document_child._main(kind, tmp_path / f"a.{kind}")
    library = {"docx": "python-docx", "pdf": "pdfplumber"}[kind]
    assert answer == {"missing": (f"读 {word} 文件", library)}


def test_an_old_format_without_libreoffice_says_how_to_save_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.files.office_program.shutil.which", lambda name: None)
    path = tmp_path / "a.wps"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(LedgerError, match=r"a\.wps 要先转换.*另存为 \.docx 或 \.xlsx"):
        read_document(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_the_encodings_offices_use(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("一、做好公开\r\n\r\n（一）公开规划。".encode(encoding))
    assert paragraphs(path) == ["一、做好公开", "（一）公开规划。"]


def test_word_keeps_order_revisions_and_bold(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("前一段")
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "合并"
    table.cell(0, 1).text, table.cell(1, 1).text = "上", "下"
    paragraph = made.add_paragraph("正文。")
    paragraph.add_run("（县财政局）").bold = True
    path = tmp_path / "a.docx"
    made.save(str(path))
    first, grid, last = read_document(path).blocks
    assert isinstance(first, Paragraph)
    assert isinstance(grid, Table)
    assert isinstance(last, Paragraph)
    assert [[(cell.text, cell.up) for cell in row.cells] for row in grid.rows] == [
        [("合并", False), ("上", False)],
        [("合并", True), ("下", False)],
    ]
    assert (last.text, last.bold, last.place) == ("正文。（县财政局）", ((3, 9),), "第3段")


def test_excel_finds_the_heading_row_and_fills_merged_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["某县2023年任务分解表"],
        ["序号", "任务", "责任单位"],
        [1, "公开规划", "县发改局"],
        [2, "公开预算", None],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("C3:C4")
    path = tmp_path / "a.xlsx"
    book.save(path)
    title, table = read_document(path).blocks
    assert isinstance(title, Paragraph)
    assert isinstance(table, Table)
    assert title.text == "某县2023年任务分解表"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "任务", "责任单位"],
        ["1", "公开规划", "县发改局"],
        ["2", "公开预算", "县发改局"],
    ]
    assert [row.place for row in table.rows] == ["第2行", "第3行", "第4行"]
