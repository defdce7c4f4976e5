"""One run at a time: a lock on a folder, for commands that cron starts.

The system holds the lock and lets go of it when the program ends, however it ends, so a crash leaves nothing
to clean up; the empty file `.ledger/run.lock` stays.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ledger.problems import LedgerError

STATE_FOLDER = ".ledger"  # begins with a dot, so that nothing in it is taken for a plan


@contextmanager
def run_lock(folder: Path) -> Iterator[None]:
    """Hold the lock of `folder`. Raises LedgerError at once, without waiting, when another run holds it."""
    place = folder / STATE_FOLDER
    place.mkdir(exist_ok=True)
    with open(place / "run.lock", "a+b") as file:
        if not _take(file):
            raise LedgerError(f"另一次运行正在处理“{folder}”，还没有结束；这一次什么也没有做，请稍后再试。")
        yield


if sys.platform == "win32":

    def _take(file: IO[bytes]) -> bool:
        import msvcrt

        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _take(file: IO[bytes]) -> bool:
        import fcntl

        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
