"""Writing into people's files so that a crash at any moment leaves the old file or the new one.

Lock, read again under the lock, write a temporary file beside it, fsync, keep mode and symlink, replace,
fsync the folder. Two writers at once wait for each other and lose nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ledger.files.yaml.line_changes import differences
from ledger.files.yaml.plan_yaml import PlanFile, parse_plan
from ledger.files.yaml.splice import splice
from ledger.files.yaml.text_file import read_bytes
from ledger.problems import LedgerError
from ledger.record.edits import Edit

LOCK_SECONDS = 30.0
_PAUSE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class WriteResult:
    """What a write did (or, with `dry_run`, would do) to `path`. `added` are the new lines with their
    numbers in the new file."""

    path: Path
    before: bytes
    after: bytes
    before_text: str
    after_text: str
    edits: tuple[Edit, ...]

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
        old, new = self.before_text.splitlines(), self.after_text.splitlines()
        return tuple(
            (number + 1, new[number])
            for _, _, first, last in differences(old, new)
            for number in range(first, last)
        )


def sha_of(raw: bytes) -> str:
    """The digest the journal knows a file's state by."""
    return hashlib.sha256(raw).hexdigest()


def write_edits(
    path: Path,
    edits: Sequence[Edit] | Callable[[PlanFile], Sequence[Edit]],
    *,
    dry_run: bool = False,
    shown: str | None = None,
) -> WriteResult:
    """Write `edits` into the plan at `path`, all or none of them.

    `edits` may be a function of the plan as it stands under the lock: who decides by what the plan says
    (a workbook merged twice adds nothing) decides then. With `dry_run` nothing is locked or written.
    Raises LedgerError when the file cannot be read, locked or written, has errors, or changed meanwhile.
    """
    shown = shown or str(path)
    with contextlib.nullcontext() if dry_run else locked(path, shown):
        raw = read_bytes(path, shown)
        file = parse_plan(path, shown, raw)
        wanted = tuple(edits(file) if callable(edits) else edits)
        if wanted and not file.source.round_trips:
            raise LedgerError(f"“{shown}”的编码有不能原样写回的字节，没有写入；先另存为 UTF-8。")
        text = splice(file, wanted) if wanted else file.text
        after = file.source.encode(text) if wanted else raw
        result = WriteResult(path, raw, after, file.text, text, wanted)
        if result.changed and not dry_run:
            _remove_leftovers(Path(os.path.realpath(path)))
            replace_file(path, after, shown, expected=raw)
        return result


def replace_file(path: Path, raw: bytes, shown: str, *, expected: bytes | None = None) -> None:
    """Put `raw` in the place of `path` (or of the file it links to), at one stroke.

    Whoever writes what he has read holds the lock; with `expected`, a file that no longer holds these
    bytes is left alone. Raises LedgerError.
    """
    target = Path(os.path.realpath(path))
    temporary: Path | None = None
    try:
        before = target.stat() if target.exists() else None
        if before is not None and not os.access(target, os.W_OK):
            raise LedgerError(f"“{shown}”是只读的，没有写入。")
        temporary = target.parent / f".{target.name}.{secrets.token_hex(4)}.tmp"
        with open(temporary, "xb") as file:
            file.write(raw)
            file.flush()
            _keep_mode(file, before)
            os.fsync(file.fileno())
        if expected is not None and read_bytes(target, shown) != expected:
            raise LedgerError(f"“{shown}”刚被别的程序改过，没有写入；请再试一次。")
        os.replace(temporary, target)
        temporary = None
        _sync_folder(target.parent)
    except OSError as error:
        raise LedgerError(f"写不进“{shown}”：{error.strerror or error}；原文件没有变。") from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


@contextlib.contextmanager
def locked(path: Path, shown: str, *, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold `path` alone among the programs that write this way. Raises LedgerError after `seconds`."""
    tries = max(
        1, round(seconds / _PAUSE_SECONDS)
    )  # counted, so that a machine put to sleep gives up nothing
    with contextlib.ExitStack() as stack:
        try:
            held = stack.enter_context(_lock_file(Path(os.path.realpath(path)), tries))
        except FileNotFoundError:
            raise LedgerError(f"找不到文件“{shown}”。") from None
        except OSError as error:
            raise LedgerError(f"锁不住“{shown}”，没有写入：{error.strerror or error}。") from None
        if not held:
            raise LedgerError(f"“{shown}”正被另一个程序写入，等了 {seconds:.0f} 秒仍未结束；请稍后再试。")
        yield


def _keep_mode(file: IO[bytes], before: os.stat_result | None) -> None:
    if before is None or not hasattr(os, "fchmod"):
        return
    os.fchmod(file.fileno(), stat.S_IMODE(before.st_mode))
    with contextlib.suppress(OSError):  # only root may give a file back to another owner
        os.fchown(file.fileno(), before.st_uid, before.st_gid)


def _remove_leftovers(target: Path) -> None:
    """Temporary files of a writer that was killed; the lock says that nobody is writing one now."""
    leftover = re.compile(re.escape(f".{target.name}.") + r"[0-9a-f]{8}\.tmp")
    with contextlib.suppress(OSError):  # a folder that may not be listed keeps its litter
        for name in os.listdir(target.parent):
            if leftover.fullmatch(name):
                os.unlink(target.parent / name)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some file systems know no such thing; the file is in its place
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


try:
    import fcntl
except ImportError:  # Windows: an open file cannot be replaced, so a file beside it carries the lock
    import msvcrt

    @contextlib.contextmanager
    def _lock_file(target: Path, tries: int) -> Iterator[bool]:
        with open(target.parent / f".{target.name}.lock", "ab") as file:
            for _ in range(tries):
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
                    break
                except OSError:
                    time.sleep(_PAUSE_SECONDS)
            else:
                yield False
                return
            try:
                yield True
            finally:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]

else:

    @contextlib.contextmanager
    def _lock_file(target: Path, tries: int) -> Iterator[bool]:
        """Lock the file itself; when it was replaced while we waited, the new one."""
        for _ in range(tries):
            with open(target, "rb") as file:
                if _try_lock(file) and _is_still(file, target):
                    yield True
                    return
            time.sleep(_PAUSE_SECONDS)
        yield False

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _is_still(file: IO[bytes], target: Path) -> bool:
        try:
            return os.path.samestat(os.fstat(file.fileno()), os.stat(target))
        except FileNotFoundError:
            return False
