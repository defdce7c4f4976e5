"""Opening a workbook that somebody sent back: read, never re-saved. What cannot be opened is told why."""

from __future__ import annotations

import io
import re
import sys
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils import get_column_letter

from ledger.files.sheets.file_kind import MAX_BYTES, OLE, is_ods
from ledger.files.sheets.other_formats import Locked, read_other, unread_in
from ledger.files.sheets.returned_reader import ReturnedReader
from ledger.files.zipped import BROKEN_ZIP
from ledger.problems import Problem, os_reason

MAX_UNPACKED = 100_000_000  # a fill-in workbook has some 50 kB; more than this is pictures or a zip bomb
MAX_PARTS = 2_000
_PICTURES = "xl/media/"
_CORNERS = re.compile(rb"<(?:\w+:)?from>\s*<(?:\w+:)?col>(\d{1,5})</.*?<(?:\w+:)?row>(\d{1,7})</", re.S)


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook, by sheet the cells that something is laid over, and what of the file could not be read."""

    workbook: Workbook
    pictures: dict[str, list[str]]
    told: tuple[Problem, ...] = ()


def open_returned(path: Path) -> Opened | Problem:
    """The workbook in the file, formulas as formulas; or why it cannot be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return _bad(path, "too-large", "文件过大，未读入", "删去其中的图片和附件后再发，图片另附。")
        raw = path.read_bytes()
    except OSError as error:
        return _bad(
            path, "unreadable", f"文件不能读取（{os_reason(error)}）", "检查文件是否被移走、占用或没有权限。"
        )
    return _refusal(path, raw) or _load(path, raw)


def _refusal(path: Path, raw: bytes) -> Problem | None:
    """What the first bytes and the list of parts already tell."""
    if not raw:
        return _bad(path, "empty-file", "文件是空的（0 字节）", "请填报单位重新发送。")
    if raw.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            return _bad(path, "password", "文件加了打开密码，不能读取", "请填报单位取消密码后重新发送。")
        return None
    if not raw.startswith(b"PK"):
        return _other(path)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    except BROKEN_ZIP:
        return _damaged(path)
    if not any(part.filename.startswith("xl/") for part in parts) and not is_ods(raw):
        return _other(path)
    unpacked = sum(part.file_size for part in parts if not part.filename.startswith(_PICTURES))
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        return _bad(
            path, "too-large", "文件展开后过大，未读入", "请填报单位删去多余的行、列和附件后重新发送。"
        )
    return None


def _load(path: Path, raw: bytes) -> Opened | Problem:
    if raw.startswith(OLE) or is_ods(raw):
        return _load_other(path, raw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions openpyxl does not keep: nothing is saved
            reader = ReturnedReader(io.BytesIO(raw))
            reader.read()
            pictures = _pictures(reader, raw)
    except (MemoryError, RecursionError):  # too much is not damaged: whoever set the limit says so
        raise
    except Exception:  # openpyxl fails in every possible way on a damaged part
        return _damaged(path)
    return Opened(reader.wb, pictures)


def _load_other(path: Path, raw: bytes) -> Opened | Problem:
    """An .xls, .et or .ods; an old Word file begins with the same bytes as an .xls."""
    try:
        workbook = read_other(raw)
        unread = [] if raw.startswith(OLE) else unread_in(raw)
    except ImportError:
        message = "是 .xls、.et 或 .ods 文件，读它要用 python-calamine，这台电脑上没有装好"
        install = f"{sys.executable} -m pip install python-calamine"
        return _bad(path, "old-format", message, f"另存为“.xlsx”后再汇总，或执行 {install}。")
    except Locked:
        return _bad(path, "password", "文件加了打开密码，不能读取", "请填报单位取消密码后重新发送。")
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except (
        BaseException
    ):  # the library fails in its own ways on what is no workbook; a panic of Rust is no Exception
        message = "不是表格文件，或者已经损坏，不能读取"
        return _bad(path, "damaged", message, "请填报单位用原来的填报表重新填写、发送。")
    told = [Problem(check=c, message=m, hint=h, file=path.name, severity="warning") for c, m, h in unread]
    return Opened(workbook, {}, tuple(told))


def _pictures(reader: ReturnedReader, raw: bytes) -> dict[str, list[str]]:
    """Sheet title → the cells under the corner of each picture, shape or text box laid over it; openpyxl keeps
    only what it could save again."""
    found: dict[str, list[str]] = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = set(archive.namelist())
        for sheet, relation in reader.parser.find_sheets():
            beside = get_rels_path(relation.target)  # type: ignore[no-untyped-call]
            drawings = [] if beside not in parts else list(get_dependents(archive, beside))
            for drawing in (one.target for one in drawings if one.Type and one.Type.endswith("/drawing")):
                corners = _CORNERS.findall(archive.read(drawing))
                cells = [f"{get_column_letter(int(col) + 1)}{int(row) + 1}" for col, row in corners]
                found.setdefault(sheet.name, []).extend(cells)
    return found


def _other(path: Path) -> Problem:
    message = "不是表格文件（.xlsx、.xls、.et、.ods）"
    return _bad(path, "not-a-workbook", message, "请填报单位用原来的填报表重新填写、发送。")


def _damaged(path: Path) -> Problem:
    return _bad(path, "damaged", "文件已损坏，不能读取", "请填报单位重新发送；邮件传输中断也会这样。")


def _bad(path: Path, check: str, message: str, hint: str) -> Problem:
    return Problem(check=check, message=message, hint=hint, file=path.name)
