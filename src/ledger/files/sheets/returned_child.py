"""Reading what came back in a second process: a workbook made to hold up the office costs ten seconds and no more."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from ledger.problems import LedgerError, Problem
from ledger.values.edit_book import EditReturned
from ledger.values.fill import FillReturned

FILL, WHOLE = "fill", "whole"
SECONDS = 10  # of processor time for one workbook; a filled one of 200 rows takes some 0.2
PATIENCE = 60.0  # seconds by the clock, where the system knows no limit of processor time (Windows)
_DYING = 2.0  # seconds for a process whose answers have ended to end itself
_OUT_OF_TIME = {-signal.SIGXCPU} if hasattr(signal, "SIGXCPU") else set()
MEMORY = 400 * 1024 * 1024  # bytes the child may write to; Linux and macOS only


def read_returned(paths: Sequence[Path]) -> Iterator[FillReturned]:
    """Each workbook as `read_fill` reads it, in order; one that takes too much time or memory is told as a problem."""
    waiting = deque(paths)
    while waiting:
        with _Child(FILL, waiting) as child:
            while waiting and (book := child.answer()) is not None:
                waiting.popleft()
                yield book
        if waiting:  # the child died of this one, or was given up
            path = waiting.popleft()
            yield _too_much(path, child.why()) if child.why() else _broken_off(path)


def read_edited(path: Path) -> EditReturned | None:
    """The workbook of a whole plan as `read_edit_book` reads it. LedgerError when that takes too much."""
    with _Child(WHOLE, [path]) as child:
        said: tuple[EditReturned | None] | None = child.answer()
    if said is None:
        why = f"内容太多或结构异常，{child.why()}" if child.why() else "没有读完，读它的程序半路停了"
        raise LedgerError(f"“{path}”{why}，没有采用；请从原来导出的工作簿重新改。")
    return said[0]


class _Child:
    """One process that is told as what and for how many seconds to read each path, and answers one after the other."""

    def __init__(self, kind: str, paths: Sequence[Path]) -> None:
        command = [sys.executable, "-P", "-m", "ledger.files.sheets.returned_child"]
        pipe = subprocess.PIPE
        self.given_up = False
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        assert self.process.stdin is not None
        with contextlib.suppress(OSError), self.process.stdin as asked:
            pickle.dump((kind, SECONDS, [str(path.resolve()) for path in paths]), asked)
        self.answers: queue.Queue[Any] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> _Child:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):  # one that has ended is heard out first
            self.process.wait(0 if self.given_up else _DYING)
        self.process.kill()
        self.process.wait()

    def answer(self) -> Any:
        """The next workbook (of a whole plan: in a tuple); None when the child has died, or says nothing for too long."""
        try:
            return self.answers.get(timeout=PATIENCE)
        except queue.Empty:
            self.given_up = True
            return None

    def why(self) -> str:
        """What it did not get done with; "" when it ended for another reason than the workbook's size."""
        if self.given_up:
            return f"等了 {PATIENCE:.0f} 秒没有读完"
        return f"{SECONDS} 秒没有读完" if self.process.returncode in _OUT_OF_TIME else ""

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as said:
            try:
                while True:
                    self.answers.put(pickle.load(said))
            except (EOFError, pickle.UnpicklingError, ValueError, OSError):
                self.answers.put(None)


def _too_much(path: Path, why: str) -> FillReturned:
    problem = Problem(
        check="too-much",
        message=f"内容太多或结构异常，{why}，没有采用",
        hint="请填报单位用原来的填报表重新填写；只留下填报的内容，图片、附件另附。",
        file=path.name,
    )
    return FillReturned(file=path.name, problems=(problem,))


def _broken_off(path: Path) -> FillReturned:
    problem = Problem(
        check="broken-off",
        message="读它的程序半路停了，没有读完，没有采用",
        hint="再运行一次；还是这样的，请填报单位打开后另存一次再交。",
        file=path.name,
    )
    return FillReturned(file=path.name, problems=(problem,))


def serve(asked: IO[bytes], said: IO[bytes]) -> None:
    """What the child does: read each workbook and answer at once."""
    kind, seconds, paths = pickle.load(asked)
    read: Callable[[Path], object]
    if kind == FILL:
        from ledger.files.sheets.fill_reader import read_fill as read
    else:
        from ledger.files.sheets.edit_reader import read_edit_book as read
    gc.freeze()  # what is imported stays, and need not be looked through for every workbook
    gc.disable()
    for path in map(Path, paths):
        _limit(seconds)
        answer: object
        try:
            answer = read(path) if kind == FILL else (read(path),)
        except (MemoryError, RecursionError):
            answer = _too_much(path, "内存不够，没有读完") if kind == FILL else None
        pickle.dump(answer, said)
        said.flush()
        del answer
        gc.collect()  # cells hold their sheet, and it them: none of it goes by itself


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's patience is the limit
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + seconds, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    serve(sys.stdin.buffer, output)
