"""Bad news: a `Problem` in the user's data is a value; a `LedgerError` is work that could not be done.

A `Problem` names its place by model path (`("任务", 3, "时间节点")`) and, inside that scalar, by an
offset in characters. Only `files/` knows lines and columns; it fills them in with `dataclasses.replace`.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import Literal

UNREADABLE = "unreadable"
"""The check of a plan file that could not be read at all."""
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


def warning(
    check: str, message: str, hint: str, path: Path, *mark: int | None, on_key: bool = False
) -> Problem:
    """What a person should look at, though the file can be answered from as it stands. `mark`: offset and length."""
    offset, length = mark or (0, None)
    return Problem(
        check=check,
        message=message,
        hint=hint,
        severity="warning",
        path=path,
        offset=offset or 0,
        length=length,
        on_key=on_key,
    )


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


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限，或正被别的程序打开",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "分给您的磁盘空间用完了",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.EIO: "磁盘或网络盘读写出错",
    errno.EROFS: "所在磁盘是只读的",
    errno.EEXIST: "已有同名的文件",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.EBUSY: "正被别的程序占用",
    errno.EINTR: "被系统打断",
    errno.ENOMEM: "内存不够",
    errno.EPIPE: "接收的一方已经关闭",
    errno.ESTALE: "网络盘断过，或文件在别处被换掉了，请再试一次",
    errno.ETIMEDOUT: "网络盘没有回应",
    errno.EHOSTDOWN: "网络盘没有回应",
    errno.ENOTCONN: "网络盘没有连上",
    errno.ENODEV: "网络盘没有连上",
    errno.ENXIO: "没有这个设备",
    errno.ENOLCK: "所在的网络盘不能给文件上锁",
    errno.ENOSYS: "所在的磁盘不支持这样做",
    errno.EOPNOTSUPP: "所在的磁盘不支持这样做",
    errno.EXDEV: "不在同一个磁盘上",
    errno.EINVAL: "所在的磁盘不支持这样做，或名字里有不能用的字符",
    errno.ETXTBSY: "正被别的程序占用",
}


def os_reason(error: OSError) -> str:
    """Why the system refused, in Chinese; a rare reason by its number."""
    return _REASONS.get(error.errno or 0) or f"系统错误 {error.errno or error}"
