"""Reading a Word, Excel, PDF or HTML file in a second process, so that a hostile file costs ten seconds and no more."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from ledger.problems import LedgerError, MissingLibrary
from ledger.values.source import Block, Cell, Paragraph, Row, Source, Table

SECONDS = 7.0
MEMORY = 380 * 1024 * 1024  # bytes the child may write to; Linux and macOS only
_MOST_ANSWER = 48 * 1024 * 1024
_NEEDS = {"docx": ("读 Word 文件", "python-docx"), "pdf": ("读 PDF 文件", "pdfplumber")}


def read_in_child(kind: str, path: Path) -> Source:
    """The document, read as `kind` (docx, xlsx, html, pdf). LedgerError with the sentence of the reader, or when it took
    too long or too much memory."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-P", "-m", "ledger.files.documents.child", kind, str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, env=environment, check=False)
    except subprocess.TimeoutExpired:
        raise LedgerError(
            f"{path.name} 太大或结构异常，{SECONDS:.0f} 秒没有读完。请只留下任务部分，另存一次再试。"
        ) from None
    try:
        answer = json.loads(done.stdout[:_MOST_ANSWER])
    except ValueError:
        raise LedgerError(
            f"{path.name} 读不了：文件太大或已损坏。请用 Word、Excel 或 WPS 打开后另存一次再试。"
        ) from None
    if "missing" in answer:
        raise MissingLibrary(*answer["missing"])
    if "error" in answer:
        raise LedgerError(answer["error"])
    blocks = tuple(_from_json(block) for block in answer["blocks"])
    return Source(path.name, blocks, left_out=tuple((place, words) for place, words in answer["left_out"]))


def _main(kind: str, path: Path) -> dict[str, Any]:
    """What the child answers."""
    try:
        with open(os.devnull, "w") as quiet, contextlib.redirect_stderr(quiet):
            source = _reader(kind)(path)
    except LedgerError as error:
        return {"error": error.message}
    except ImportError:
        return {"missing": _NEEDS[kind]}
    except (MemoryError, RecursionError):
        return {"error": f"{path.name} 太大或结构异常，内存不够，没有读完。请只留下任务部分，另存一次再试。"}
    except Exception as error:  # a parser met something it was not made for: one sentence, never a traceback
        return {
            "error": f"{path.name} 读不了，文件可能已损坏（{type(error).__name__}）。请打开后另存一次再试。"
        }
    return {"blocks": [_to_json(block) for block in source.blocks], "left_out": source.left_out}


def _reader(kind: str) -> Any:
    if kind == "docx":
        from ledger.files.documents.docx import read_docx

        return read_docx
    if kind == "xlsx":
        from ledger.files.documents.xlsx import read_xlsx

        return read_xlsx
    if kind == "html":
        from ledger.files.documents.html import read_html

        return read_html
    from ledger.files.documents.pdf import read_pdf

    return read_pdf


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the limit of time still holds
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _to_json(block: Block) -> Any:
    if isinstance(block, Paragraph):
        return [block.text, block.place, block.bold, block.gap, block.indent, block.whole]
    return [[row.place, [[cell.text, cell.up, cell.left] for cell in row.cells]] for row in block.rows]


def _from_json(value: Any) -> Block:
    if value and isinstance(value[0], str):
        text, place, bold, gap, indent, whole = value
        return Paragraph(
            text=text, place=place, bold=tuple((a, b) for a, b in bold), gap=gap, indent=indent, whole=whole
        )
    return Table(tuple(Row(tuple(Cell(*cell) for cell in cells), place) for place, cells in value))


if __name__ == "__main__":
    _limit_memory()
    json.dump(_main(sys.argv[1], Path(sys.argv[2])), sys.stdout, ensure_ascii=False)
