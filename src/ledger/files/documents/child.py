"""Reading a Word, Excel, PDF or HTML file in a second process, so that a hostile file costs some seconds and no more."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from ledger.files.child_limits import OUT_OF_TIME, limit
from ledger.files.documents.scan import can_scan
from ledger.problems import LedgerError, MissingLibrary
from ledger.values.source import Block, Cell, Paragraph, Row, Source, Table

SCAN_SECONDS, SCAN_MEMORY = 240, 2048 * 1024 * 1024  # 4 seconds of processor time a page, and the models
SECONDS = 7  # of processor time: a busy machine refuses no good file
PATIENCE = 60.0  # seconds by the clock, where the system knows no limit of processor time (Windows)
MEMORY = 380 * 1024 * 1024  # bytes the child may write to; Linux and macOS only
_MOST_ANSWER = 48 * 1024 * 1024
_NEEDS = {
    "scan": ("认扫描件里的字", "rapidocr", "onnxruntime"),
    "docx": ("读 Word 文件", "python-docx"),
    "pdf": ("读 PDF 文件", "pdfplumber"),
}


def read_in_child(kind: str, path: Path) -> Source:
    """The document, read as `kind` (docx, xlsx, html, pdf). LedgerError with the sentence of the reader, or when it took
    too long or too much memory."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-P", "-m", "ledger.files.documents.child", kind, os.path.abspath(path)]
    try:
        patience = PATIENCE if kind != "scan" else PATIENCE * 10
        done = subprocess.run(command, capture_output=True, timeout=patience, env=environment, check=False)
        too_long = done.returncode in OUT_OF_TIME
    except subprocess.TimeoutExpired:
        too_long = True
    if too_long:
        raise LedgerError(
            f"{path.name} 太大或结构异常，{SCAN_SECONDS if kind == 'scan' else SECONDS} 秒没有读完。请只留下任务部分，另存一次再试。"
        )
    try:
        answer = json.loads(done.stdout[:_MOST_ANSWER])
    except ValueError:
        raise LedgerError(
            f"{path.name} 读不了：文件太大或已损坏。请用 Word、Excel 或 WPS 打开后另存一次再试。"
        ) from None
    if "missing" in answer:
        raise MissingLibrary(*answer["missing"])
    if answer.get("scanned") and can_scan():
        return read_in_child("scan", path)
    if "error" in answer:
        raise LedgerError(answer["error"])
    blocks = tuple(_from_json(block) for block in answer["blocks"])
    left_out, unsure = (
        tuple((place, words) for place, words in answer[key]) for key in ("left_out", "unsure")
    )
    return Source(path.name, blocks, left_out=left_out, unsure=unsure, scanned=kind == "scan")


def _main(kind: str, path: Path) -> dict[str, Any]:
    try:
        with open(os.devnull, "w") as quiet, contextlib.redirect_stderr(quiet):
            reader = import_module(f"ledger.files.documents.{kind}")
            source = getattr(reader, f"read_{kind}")(path)
    except LedgerError as error:
        return {"error": error.message, "scanned": getattr(error, "scanned", False)}
    except ImportError:
        return {"missing": _NEEDS[kind]}
    except (MemoryError, RecursionError):
        return {"error": f"{path.name} 太大或结构异常，内存不够，没有读完。请只留下任务部分，另存一次再试。"}
    except Exception as error:  # a parser met something it was not made for: one sentence, never a traceback
        return {
            "error": f"{path.name} 读不了，文件可能已损坏（{type(error).__name__}）。请打开后另存一次再试。"
        }
    blocks = [_to_json(block) for block in source.blocks]
    return {"blocks": blocks, "left_out": source.left_out, "unsure": source.unsure}


def _limit(kind: str = "") -> None:
    seconds, memory = (SCAN_SECONDS, SCAN_MEMORY) if kind == "scan" else (SECONDS, MEMORY)
    limit(seconds, memory)


def _to_json(block: Block) -> Any:
    if isinstance(block, Paragraph):
        return dataclasses.astuple(block)
    return [[row.place, [[cell.text, cell.up, cell.left] for cell in row.cells]] for row in block.rows]


def _from_json(value: Any) -> Block:
    if value and isinstance(value[0], str):
        given = dict(zip((one.name for one in dataclasses.fields(Paragraph)), value, strict=True))
        return Paragraph(**given | {"bold": tuple((a, b) for a, b in given["bold"])})
    return Table(tuple(Row(tuple(Cell(*cell) for cell in cells), place) for place, cells in value))


if __name__ == "__main__":
    _limit(sys.argv[1])
    json.dump(_main(sys.argv[1], Path(sys.argv[2])), sys.stdout, ensure_ascii=False)
