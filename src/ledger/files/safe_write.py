"""Writing into people's files so that a crash at any moment leaves the old file or the new one.

Lock, read again under the lock, write a temporary file beside it, fsync, keep mode, group, attributes and
symlink, replace, fsync the folder. Two writers at once wait for each other and lose nothing. A temporary file
is locked by its writer: one that is not was left by a killed run and is swept away by the next.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ledger.files.locks import is_still, locked, try_lock
from ledger.files.state_folder import sync_folder
from ledger.files.yaml.catch_up import caught_up
from ledger.files.yaml.line_changes import differences
from ledger.files.yaml.plan_yaml import PlanFile, parse_plan
from ledger.files.yaml.splice import splice
from ledger.files.yaml.text_file import read_bytes
from ledger.problems import LedgerError, os_reason
from ledger.record.edits import Edit, apply
from ledger.record.model import Plan

_LEFTOVER = re.compile(r"\..+\.[0-9a-f]{8}\.tmp", re.DOTALL)
_OPENED_BY_OFFICE = (".xlsx", ".docx", ".csv")  # these programs keep what they show from being replaced


@dataclass(frozen=True, slots=True)
class WriteResult:
    """What a write did (or, with `dry_run`, would do) to `path`. `plan` is the plan as it reads afterwards,
    `added` are the new lines with their numbers in the new file."""

    path: Path
    before: bytes
    after: bytes
    before_text: str
    after_text: str
    edits: tuple[Edit, ...]
    plan: Plan | None

    @property
    def changed(self) -> bool:
        return self.before != self.after

    @property
    def before_sha(self) -> str:
        return sha_of(self.before)

    @property
    def after_sha(self) -> str:
        return sha_of(self.after)

    @property
    def added(self) -> tuple[tuple[int, str], ...]:
        old, new = _lines(self.before_text), _lines(self.after_text)
        return tuple(
            (number + 1, new[number])
            for _, _, first, last in differences(old, new)
            for number in range(first, last)
        )


def _lines(text: str) -> list[str]:
    """Lines without their ends, whichever those are."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def sha_of(raw: bytes) -> str:
    """The digest the journal knows a file's state by."""
    return hashlib.sha256(raw).hexdigest()


Keeping = Callable[[WriteResult], AbstractContextManager[None]]


def write_edits(
    path: Path,
    edits: Sequence[Edit] | Callable[[PlanFile], Sequence[Edit]],
    *,
    dry_run: bool = False,
    shown: str | None = None,
    keeping: Keeping = lambda result: contextlib.nullcontext(),
    known: PlanFile | None = None,
) -> WriteResult:
    """Write `edits` into the plan at `path`, all or none of them.

    `edits` may be a function of the plan as it stands under the lock: who decides by what the plan says
    (a workbook merged twice adds nothing) decides then. With `dry_run` nothing is locked or written. The plan is replaced inside `keeping` (the
    journal), still under the lock. `known` is the plan as it was read before: of what was added since, that alone is read.
    Raises LedgerError when the file cannot be read, locked or written, has errors, or changed meanwhile.
    """
    shown = shown or str(path)
    with contextlib.nullcontext() if dry_run else locked(path, shown):
        raw = read_bytes(path, shown)
        file = _file_now(path, shown, raw, known)
        wanted = tuple(edits(file) if callable(edits) else edits)
        if wanted and not file.source.round_trips:
            raise LedgerError(f"“{shown}”的编码有不能原样写回的字节，没有写入；先另存为 UTF-8。")
        text = splice(file, wanted) if wanted else file.text
        after = file.source.encode(text) if wanted else raw
        plan = apply(file.plan, wanted) if file.plan else None  # splice has made sure it reads back as this
        result = WriteResult(path, raw, after, file.text, text, wanted, plan)
        if not dry_run:
            sweep(Path(os.path.realpath(path)).parent)
        if result.changed and not dry_run:
            with keeping(result):
                replace_file(path, after, shown, expected=raw)
        return result


def _file_now(path: Path, shown: str, raw: bytes, known: PlanFile | None) -> PlanFile:
    if known is not None and known.path == path:
        if known.source.raw == raw:
            return known
        if (now := caught_up(known, raw)) is not None:
            return now
    return parse_plan(path, shown, raw)


def replace_file(path: Path, raw: bytes, shown: str, *, expected: bytes | None = None) -> None:
    """Put `raw` in the place of `path` (or of the file it links to), at one stroke.

    Whoever writes what he has read holds the lock; with `expected`, a file that no longer holds these
    bytes is left alone. Raises LedgerError: then the old file stands as it was.
    """
    target = Path(os.path.realpath(path))
    temporary: Path | None = None
    before: os.stat_result | None = None
    try:
        before = target.stat() if target.exists() else None
        if before is not None and not os.access(target, os.W_OK):
            raise LedgerError(f"“{shown}”是只读的，没有写入。")
        sweep(target.parent)
        temporary, file = _new_temporary(target)
        with file:
            file.write(raw)
            file.flush()
            if before is not None:
                _be_like(file, target, before)
            os.fsync(file.fileno())
            if expected is not None and read_bytes(target, shown) != expected:
                raise LedgerError(f"“{shown}”刚被别的程序改过，没有写入；请再试一次。")
            if os.name == "posix":  # still locked, so that nobody sweeps it away
                os.replace(temporary, target)
                temporary = None
        if temporary is not None:  # Windows moves no open file
            os.replace(temporary, target)
            temporary = None
        with contextlib.suppress(OSError):  # some file systems know no such thing; the file is in its place
            sync_folder(target.parent)
    except OSError as error:
        left = "原文件没有变" if before is not None else "没有写成"
        if isinstance(error, PermissionError) and path.suffix.lower() in _OPENED_BY_OFFICE:
            left += "。可能 Excel 或 WPS 正打开着它，关掉以后再运行一次"
        raise LedgerError(f"写不进“{shown}”：{os_reason(error)}；{left}。") from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed runs left in `folder`; one whose writer lives is locked."""
    with contextlib.suppress(OSError):  # a folder that may not be listed keeps its litter
        for name in os.listdir(folder):
            if _LEFTOVER.fullmatch(name):
                _remove_leftover(folder / name)


def _remove_leftover(path: Path) -> None:
    with contextlib.suppress(OSError):
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return
        if os.name == "nt":  # an open file cannot be removed there
            os.unlink(path)
            return
        with open(path, "rb") as file:
            if try_lock(file):
                os.unlink(path)


def _new_temporary(target: Path) -> tuple[Path, IO[bytes]]:
    """A new file beside `target`, locked; another one, should it be swept away before it was."""
    while True:
        path = target.parent / f".{target.name}.{secrets.token_hex(4)}.tmp"
        file = open(path, "xb")  # noqa: SIM115 - the caller closes it
        with contextlib.suppress(OSError):  # a file system without locks
            if not try_lock(file):
                file.close()
                continue
        if is_still(file, path):
            return path, file
        file.close()


def _be_like(file: IO[bytes], target: Path, before: os.stat_result) -> None:
    """Mode, owner, group and extended attributes of the file that is replaced."""
    if os.name != "posix":
        return
    for owner in (-1, before.st_uid):  # only root may give a file to another owner; the group often can be
        with contextlib.suppress(OSError):
            os.fchown(file.fileno(), owner, before.st_gid)
    mode = stat.S_IMODE(before.st_mode)
    # a share where all have one mode refuses to be asked
    if stat.S_IMODE(os.fstat(file.fileno()).st_mode) != mode:
        os.fchmod(file.fileno(), mode)
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(target):
                os.setxattr(file.fileno(), name, os.getxattr(target, name))
