"""A workbook or paper that somebody saved since the program made it is put aside before it is made anew."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import zipfile
from itertools import count
from pathlib import Path

from ledger.files.zipped import BROKEN_ZIP
from ledger.problems import LedgerError, os_reason

_STAMPS = re.compile(r"<dcterms:(?:created|modified)[^>]*>([^<]*)<")
_OURS = re.compile(r"<dc:creator[^>]*>ledger<")
_MOST_CORE = 100_000  # bytes; ours has some 600


def saved_since(path: Path) -> bool:
    """Whether the .xlsx or .docx in the file is other than the program wrote it: every program that saves stamps the
    time anew, and a stranger's names another creator. Text files do not tell; of them False."""
    if path.suffix.lower() not in (".xlsx", ".docx"):
        return False
    try:
        with zipfile.ZipFile(path) as archive, archive.open("docProps/core.xml") as part:
            core = part.read(_MOST_CORE).decode("utf-8")
    except BROKEN_ZIP:
        return True
    return not _OURS.search(core) or len(set(_STAMPS.findall(core))) != 1


def place_aside(path: Path) -> Path:
    """The name under which what stands at `path` is kept."""
    names = (path.with_name(f"{path.stem}（改过{n if n > 1 else ''}）{path.suffix}") for n in count(1))
    return next(name for name in names if not os.path.lexists(name))


def put_aside(path: Path) -> Path:
    """Keep what stands at `path` under another name too; at no moment is there nothing. LedgerError when that fails."""
    kept, own = place_aside(path), os.path.realpath(path)
    try:
        with contextlib.suppress(OSError, NotImplementedError):  # a file system without hard links
            os.link(own, kept)
            return kept
        shutil.copy2(own, kept)
    except OSError as error:
        raise LedgerError(f"“{path}”改过，另存不成（{os_reason(error)}），没有覆盖；请先移走它。") from None
    return kept
