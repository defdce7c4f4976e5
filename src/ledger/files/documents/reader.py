"""A document from an office → `Source`: which kind it is, by its bytes, not its name, and within what limits.

Word, Excel and PDF files come from anywhere and can be made to eat a machine, so they are read by a second
process with a limit of time and memory (`document_child`); what comes back is checked blocks, or one sentence.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

from ledger.files.documents.child import read_in_child
from ledger.files.documents.scan import can_scan, how_to_scan
from ledger.files.documents.txt import read_text
from ledger.files.office_program import OFFICE, converted, installed
from ledger.problems import LedgerError
from ledger.record.characters import plain
from ledger.values.source import Paragraph, Row, Source, Table

_MB = 1024 * 1024
MOST_BYTES = 80 * _MB
MOST_TEXT_BYTES = _MB
MOST_CHARACTERS = 200_000  # some 300 printed pages
MOST_LINES = 6_000  # paragraphs and table rows
MOST_UNPACKED = 60 * _MB  # all parts of a .docx or .xlsx together
MOST_XML = 16 * _MB  # one XML part of it
MOST_PARTS = 5000
CONVERT_SECONDS = 60
_PICTURES = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)
_OLE = b"\xd0\xcf\x11\xe0"
MOST_PAGE_BYTES = 4 * _MB  # a web page: mostly marks
_WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.{0,400}?-->\s*)*<(?:!doctype html|html|head|body|meta)\b", re.I | re.S
)


def read_document(path: Path) -> Source:
    """The document at `path`. LedgerError says in one sentence why it cannot be read, and what to do."""
    if not path.exists():
        raise LedgerError(f"没有 {path} 这个文件。")
    if not path.is_file():
        raise LedgerError(f"{path} 不是文件。")
    size = path.stat().st_size
    if size == 0:
        raise LedgerError(f"{path.name} 是空文件。")
    if size > MOST_BYTES:
        raise _too_big(path, f"有 {size // _MB} MB")
    with path.open("rb") as file:
        kind = kind_of(path, file.read(1024))
    if kind == "html" and size > MOST_PAGE_BYTES:
        raise _too_big(path, f"有 {size // _MB} MB")
    if kind == "text" and size > MOST_TEXT_BYTES:
        raise _too_big(path, f"有 {size // _MB} MB 文字")
    if kind == "text":
        source = read_text(path.name, path.read_bytes())
    else:
        source = _read_converted(path) if kind == "old" else read_in_child(kind, path)
    return _as_meant(_within_limits(path, source))


def _as_meant(source: Source) -> Source:
    """The document without characters that nobody sees, radicals read as the ideographs they stand for."""

    def paragraph(one: Paragraph) -> Paragraph:
        bold = tuple((len(plain(one.text[:a])), len(plain(one.text[:b]))) for a, b in one.bold)
        return replace(one, text=plain(one.text), bold=bold)

    def row(one: Row) -> Row:
        return Row(tuple(replace(cell, text=plain(cell.text)) for cell in one.cells), one.place)

    return Source(
        source.name,
        tuple(
            paragraph(block) if isinstance(block, Paragraph) else Table(tuple(map(row, block.rows)))
            for block in source.blocks
        ),
        tuple(map(plain, source.lines)),
        tuple((place, plain(words)) for place, words in source.left_out),
        tuple((place, plain(words)) for place, words in source.unsure),
        source.scanned,
    )


def _within_limits(path: Path, source: Source) -> Source:
    lines = characters = 0
    for block in source.blocks:
        rows = block.rows if isinstance(block, Table) else ()
        lines += len(rows) or 1
        characters += len(block.text) if isinstance(block, Paragraph) else 0
        characters += sum(len(cell.text) for row in rows for cell in row.cells)
    if not characters:
        raise LedgerError(f"{path.name} 里没有文字。")
    if characters > MOST_CHARACTERS:
        raise _too_big(path, f"有 {characters // 10_000} 万字")
    if lines > MOST_LINES:
        raise _too_big(path, f"有 {lines} 行")
    return source


def _too_big(path: Path, how: str) -> LedgerError:
    return LedgerError(f"{path.name} {how}，太大了，不像一份计划。请只留下任务部分再试。")


def kind_of(path: Path, start: bytes) -> str:
    """`docx`, `xlsx`, `pdf`, `html`, `scan` (a picture), `text` or `old` (.doc, .wps …), by the first bytes. LedgerError for anything else."""
    name = path.name
    if start.startswith(b"PK"):
        return _kind_of_package(path)
    if b"%PDF-" in start:
        return "pdf"
    if start.startswith(_OLE):
        if _is_encrypted(path):
            raise LedgerError(f"{name} 加了密码，打不开。请在 Word、Excel 或 WPS 里去掉密码再试。")
        return "old"
    for mark, kind in _PICTURES:
        if start.startswith(mark):
            if can_scan():
                return "scan"
            raise LedgerError(f"{name} 是 {kind} 图片，不是文档。{how_to_scan()}。")
    if start.startswith(b"{\\rtf"):
        return "old"
    if _WEB_PAGE.match(start.lstrip(b"\xef\xbb\xbf")):
        return "html"
    return "text"


def _kind_of_package(path: Path) -> str:
    """Word or Excel inside a zip, its declared sizes within the limits."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise LedgerError(
            f"{path.name} 已损坏，打不开。请用 Word、Excel 或 WPS 打开后另存一次再试。"
        ) from error
    xml = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or xml > MOST_XML:
        raise LedgerError(
            f"{path.name} 解压后太大（{unpacked // 1024 // 1024} MB），可能不是正常的文档，没有打开。请删去图片、只留下任务部分再试。"
        )
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise LedgerError(f"{path.name} 加了密码，打不开。请去掉密码再试。")
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names:  # OpenDocument
        return "old"
    raise LedgerError(f"{path.name} 是压缩包，不是 Word 或 Excel 文件。请解压后再试。")


def _is_encrypted(path: Path) -> bool:
    """An encrypted .docx or .xlsx is an OLE file with a stream of this name (MS-OFFCRYPTO 2.3.4.4)."""
    return "EncryptedPackage".encode("utf-16-le") in path.read_bytes()


def _read_converted(path: Path) -> Source:
    """.doc, .wps, .rtf, .xls: through LibreOffice where it is installed."""
    office = installed(OFFICE)
    if office is None:
        raise LedgerError(
            f"{path.name} 要先转换（.doc、.wps、.xls 等）。请用 Word 或 WPS 另存为 .docx 或 .xlsx；"
            "装有 LibreOffice 时会自动转换。"
        )
    table = path.suffix.lower() in (".xls", ".et", ".ods")
    with tempfile.TemporaryDirectory() as folder:
        form = "xlsx" if table else "docx"
        filtered = form if table else "docx:MS Word 2007 XML"
        made = converted(office, path, filtered, Path(folder), CONVERT_SECONDS)
        if made is None:
            raise LedgerError(
                f"{path.name} 要先转换，LibreOffice 没能转换。请用 Word 或 WPS 另存为 .docx 或 .xlsx 再试。"
            )
        source = read_in_child(form, made)
    return replace(source, name=path.name)
