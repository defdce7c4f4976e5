"""What kind of file came back, by its bytes: no workbook is opened, no library for them loaded."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from ledger.files.zipped import BROKEN_ZIP
from ledger.values.edit_book import DECISIONS, SENT, TASKS

ODS = "application/vnd.oasis.opendocument.spreadsheet"
MAX_BYTES = 20_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_MIME = 200  # bytes
MAX_CONTENT = 50_000_000  # bytes of an .ods unpacked; what a unit is sent has some 200 kB
_MOST_NAMES = 1_000_000  # bytes


def is_edit_book(path: Path) -> bool:
    """Whether the file is such a workbook, by the names of its sheets; nothing else in it is read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return False
        if not zipfile.is_zipfile(path):  # .xls and .et hold the names as two bytes a character
            raw = path.read_bytes()
            named = (name.encode("utf-16-le") in raw for name in (SENT, TASKS, DECISIONS))
            return raw.startswith(OLE) and all(named)
        if is_ods(raw := path.read_bytes()):
            content = ods_content(raw)
            return all(f'table:name="{name}"'.encode() in content for name in (SENT, TASKS, DECISIONS))
        with zipfile.ZipFile(path) as archive:
            part = archive.getinfo("xl/workbook.xml")
            names = archive.read(part) if part.file_size < _MOST_NAMES else b""
            has = [f'"{name}"'.encode() in names for name in (SENT, TASKS, DECISIONS)]
            return has[0] or (has[1] and has[2])
    except BROKEN_ZIP:
        return False


def is_ods(raw: bytes) -> bool:
    """Whether the package says it is an OpenDocument spreadsheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            part = package.getinfo("mimetype")
            return part.file_size < _MOST_MIME and package.read(part).startswith(ODS.encode())
    except BROKEN_ZIP:
        return False


def ods_content(raw: bytes) -> bytes:
    """What the sheets of an .ods hold, as XML; empty when it is too large to be a fill-in book."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        part = package.getinfo("content.xml")
        return package.read(part) if part.file_size <= MAX_CONTENT else b""
