"""Locks that the system holds: it lets go of them when a program ends, however it ends.

Who finds a plan taken stands in line, so that among many nobody waits much longer than the others. The line
is only about order; that two never write at once is the lock's doing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from ledger.files.state_folder import be_like, state_folder
from ledger.problems import LedgerError, os_reason

LOCK_SECONDS = 30.0
_PAUSE_SECONDS = 0.01


@contextlib.contextmanager
def locked(path: Path, shown: str, *, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold `path` alone among the programs that write this way. Raises LedgerError after `seconds`."""
    tries = max(1, round(seconds / _PAUSE_SECONDS))  # counted: a machine put to sleep gives up nothing
    with contextlib.ExitStack() as stack:
        try:
            held = stack.enter_context(_lock_file(Path(os.path.realpath(path)), tries))
        except FileNotFoundError:
            raise LedgerError(f"找不到文件“{shown}”。") from None
        except OSError as error:
            raise LedgerError(f"锁不住“{shown}”，没有写入：{os_reason(error)}。") from None
        if not held:
            raise LedgerError(f"“{shown}”正被另一个程序写入，等了 {seconds:.0f} 秒仍未结束；请稍后再试。")
        yield


def hold(file: IO[bytes], *, seconds: float = LOCK_SECONDS) -> None:
    """Lock an open file that is never replaced. Raises OSError when somebody keeps it for so long."""
    for _ in range(max(1, round(seconds / _PAUSE_SECONDS))):
        if try_lock(file):
            return
        time.sleep(_PAUSE_SECONDS)
    raise OSError(errno.EBUSY, "")


def is_still(file: IO[bytes], path: Path) -> bool:
    """Whether the open file is the one that stands at `path` now."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), os.stat(path))
    except FileNotFoundError:
        return False


try:
    import fcntl
except ImportError:  # Windows: an open file cannot be replaced, so a file beside it carries the lock
    import msvcrt

    def try_lock(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True

    @contextlib.contextmanager
    def _lock_file(target: Path, tries: int) -> Iterator[bool]:
        with open(target.parent / f".{target.name}.lock", "ab") as file:
            for _ in range(tries):
                if try_lock(file):
                    break
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

    def try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    @contextlib.contextmanager
    def _lock_file(target: Path, tries: int) -> Iterator[bool]:
        """Lock the file itself; when it was replaced while we waited, the new one."""
        if file := _taken(target):
            with file:
                yield True
            return
        with _in_line(target) as is_my_turn:
            for _ in range(tries):
                time.sleep(_PAUSE_SECONDS)
                if is_my_turn() and (file := _taken(target)):
                    with file:
                        yield True
                    return
        yield False

    def _taken(target: Path) -> IO[bytes] | None:
        file = open(target, "rb")  # noqa: SIM115 - the lock lasts as long as it is open
        if try_lock(file) and is_still(file, target):
            return file
        file.close()
        return None

    @contextlib.contextmanager
    def _in_line(target: Path) -> Iterator[Callable[[], bool]]:
        """Take a number; what is given says whether the one with the number before has gone.

        Each holds a lock on the byte of its own number. A folder that takes no such file has no line: then
        it is everybody's turn.
        """
        with contextlib.ExitStack() as stack:
            is_my_turn: Callable[[], bool] = lambda: True  # noqa: E731
            with contextlib.suppress(OSError):
                place = state_folder(target.parent, target) / f"{target.name}.line"
                file = stack.enter_context(open(place, "ab", buffering=0))
                be_like(file.fileno(), target.stat())
                fcntl.lockf(file, fcntl.LOCK_EX, 1, 0)  # held for as long as it takes to draw a number
                file.write(b".")
                number = file.seek(0, os.SEEK_END)
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number + 1)
                fcntl.lockf(file, fcntl.LOCK_UN, 1, 0)

                def is_my_turn() -> bool:
                    try:
                        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
                    except OSError:
                        return False
                    return True

            yield is_my_turn
