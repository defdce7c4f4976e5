"""Names for files and worksheets that every system and spreadsheet program takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection

from ledger import lazy_re
from ledger.record.characters import plain

MAX_SHEET_NAME = 31  # Excel's limit, in UTF-16 units
MAX_FILE_BYTES = 200  # of 255 that file systems allow, leaving room for an ending and a temporary name
_WIDE = str.maketrans('\\/:*?"<>|[]', "＼／：＊？＂＜＞｜［］")
_RESERVED = lazy_re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_file_name(text: str, taken: Collection[str] = ()) -> str:
    """`text` as a file name without ending. Numbered （2） … when one of `taken` is the same but for case."""
    name = _plain(text).strip(". '") or "未命名"
    if _RESERVED.fullmatch(name):
        name = f"{name}_"
    return _unique(name, taken, lambda words: len(words.encode()) <= MAX_FILE_BYTES)


def safe_sheet_name(text: str, taken: Collection[str] = ()) -> str:
    """`text` as the name of a worksheet: at most 31 long, without `[]:*?/\\`, unlike any of `taken`."""
    name = _plain(text).strip(". '") or "工作表"
    if name.casefold() == "history":  # Excel keeps this name for itself
        name = f"{name}_"
    return _unique(name, taken, lambda words: len(words.encode("utf-16-le")) // 2 <= MAX_SHEET_NAME)


def _plain(text: str) -> str:
    text = plain(unicodedata.normalize("NFC", text.replace("\n", " ").replace("\t", " ")))
    return " ".join(text.translate(_WIDE).split())


def _unique(name: str, taken: Collection[str], fits: Callable[[str], bool]) -> str:
    known = {other.casefold() for other in taken}
    number = 1
    while True:
        ending = f"（{number}）" if number > 1 else ""
        start = name
        while not fits(start + ending):
            start = start[:-1]
        candidate = start.strip("' ") + ending
        if candidate.casefold() not in known:
            return candidate
        number += 1
