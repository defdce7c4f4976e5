"""One run at a time: a lock on a folder, for commands that cron starts.

The system holds the lock and lets go of it when the program ends, however it ends, so a crash leaves nothing
to clean up; the empty file `.ledger/run.lock` stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.files.locks import try_lock
from ledger.files.state_folder import state_folder
from ledger.problems import LedgerError, os_reason


@contextmanager
def run_lock(folder: Path) -> Iterator[None]:
    """Hold the lock of `folder`. Raises LedgerError at once, without waiting, when another run holds it."""
    try:
        file = open(state_folder(folder) / "run.lock", "a+b")  # noqa: SIM115
    except OSError as error:
        raise LedgerError(f"在“{folder}”里记不下运行的标记（{os_reason(error)}）；什么也没有做。") from None
    with file:
        if not try_lock(file):
            raise LedgerError(f"另一次运行正在处理“{folder}”，还没有结束；这一次什么也没有做，请稍后再试。")
        yield
