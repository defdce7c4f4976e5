"""Bad news: a `Problem` in the user's data is a value; a `LedgerError` is work that could not be done.

A `Problem` names its place by model path (`("任务", 3, "时间节点")`) and, inside that scalar, by an
offset in characters. Only `files/` knows lines and columns; it fills them in with `dataclasses.replace`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
Path = tuple[str | int, ...]

SEVERITY_WORDS: dict[Severity, str] = {"error": "错误", "warning": "警告", "note": "提示"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong, or worth knowing, in a user's file.

    `check` is the stable English name of the check (kebab-case). `message` says what is wrong, `hint`
    what to do. `offset` and `length` count characters in the text of the scalar at `path`; `on_key`
    points at the key instead of its value. `line` and `column` count from 1, columns in characters;
    `excerpt` is the user's own line, `width` the characters of it to mark. All are filled in by `files/`.
    """

    check: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    path: Path = ()
    offset: int = 0
    length: int | None = None
    on_key: bool = False
    file: str = ""
    line: int | None = None
    column: int | None = None
    width: int = 1
    excerpt: str = ""


class LedgerError(Exception):
    """Work that could not be done: one Chinese sentence (what, where, what to do). Exit code 3."""

    exit_code = 3

    def __init__(self, message: str, *, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = problems


class UsageError(LedgerError):
    """A wrong command line, an unknown unit or task. Exit code 2."""

    exit_code = 2


class MissingLibrary(LedgerError):
    """`what` (发送提醒, 读 PDF 文件) needs libraries that are not installed. The command line adds how to install them."""

    def __init__(self, what: str, *libraries: str) -> None:
        super().__init__(f"{what}要用 {'、'.join(libraries)}，还没有安装。")
        self.what = what
        self.libraries = libraries
