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
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ledger.files.child_limits import OUT_OF_TIME, limit
from ledger.problems import LedgerError, Problem
from ledger.values.fill import FillReturned

if TYPE_CHECKING:
    from ledger.values.edit_book import EditReturned
    from ledger.values.lower import Lower

FILL, WHOLE, LOWER = "fill", "whole", "lower"
SECONDS = 10  # of processor time for one workbook; a filled one of 200 rows takes some 0.2
MOST_ROWS = 5_000  # of one workbook that is sent: read in a quarter of SECONDS, saved by any program
PATIENCE = 60.0  # seconds by the clock, where the system knows no limit of processor time (Windows)
_DYING = 2.0  # seconds for a process whose answers have ended to end itself
MEMORY = 400 * 1024 * 1024  # bytes the child may write to; Linux and macOS only
_WORN = MEMORY // 4  # bytes a workbook may leave behind; after more the next one gets a child of its own
_NO_MEMORY = "内存不够，没有读完"
_STOPPED = "读它的程序半路停了"

Said = tuple[Any, str]
"""What a child says of a file: what it read, and why it could not read it, where it could not."""


def read_returned(paths: Sequence[Path]) -> Iterator[FillReturned]:
    """Each workbook as `read_fill` reads it, in order; one that takes too much time or memory is told as a problem."""
    for path, (book, why) in _answers(FILL, paths):
        yield _not_read(path, why) if why else book


def read_edited(path: Path) -> EditReturned | None:
    """The workbook of a whole plan as `read_edit_book` reads it. LedgerError when that takes too much."""
    [(_, (book, why))] = _answers(WHOLE, [path])
    if why:
        why = f"没有读完，{why}" if why == _STOPPED else f"内容太多或结构异常，{why}"
        raise LedgerError(f"“{path}”{why}，没有采用；请从原来导出的工作簿重新改。")
    read: EditReturned | None = book
    return read


def read_lower_reports(paths: Sequence[Path]) -> Iterator[Lower]:
    """What lower offices sent, as `read_lower` reads it, in order; too much of it is its trouble."""
    from ledger.files.lower import ASK
    from ledger.values.lower import Lower

    for path, (lower, why) in _answers(LOWER, paths):
        yield Lower("", str(path), trouble=f"内容太多或结构异常，{why}；{ASK}") if why else lower


def _answers(kind: str, paths: Sequence[Path]) -> Iterator[tuple[Path, Said]]:
    """Each path with what is said of it, in order, by as many children as it takes."""
    waiting = deque(paths)
    while waiting:
        with _Child(kind, waiting) as child:
            while waiting and (said := child.answer()):
                yield waiting.popleft(), said
        if waiting and said is None:  # the child died of this one, or was given up
            yield waiting.popleft(), (None, child.why())


class _Child:
    """One process that is told as what and for how many seconds to read each path, and answers one after the other."""

    def __init__(self, kind: str, paths: Sequence[Path]) -> None:
        command = [sys.executable, "-P", "-m", "ledger.files.sheets.returned_child"]
        pipe = subprocess.PIPE
        self.given_up = False
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        assert self.process.stdin is not None
        with contextlib.suppress(OSError), self.process.stdin as asked:
            pickle.dump((kind, SECONDS, [os.path.abspath(path) for path in paths]), asked)
        self.answers: queue.Queue[Any] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> _Child:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):  # one that has ended is heard out first
            self.process.wait(0 if self.given_up else _DYING)
        self.process.kill()
        self.process.wait()

    def answer(self) -> Said | tuple[()] | None:
        """Of the next file; () when another child is to read it, None when this one has died, or says nothing for too long."""
        try:
            said: Said | tuple[()] | None = self.answers.get(timeout=PATIENCE)
            return said
        except queue.Empty:
            self.given_up = True
            return None

    def why(self) -> str:
        """What it did not get done with, or that it ended for another reason than the workbook's size."""
        if self.given_up:
            return f"等了 {PATIENCE:.0f} 秒没有读完"
        # what python-calamine does where Python raises MemoryError
        if self.process.returncode == -signal.SIGABRT:
            return _NO_MEMORY
        return f"{SECONDS} 秒没有读完" if self.process.returncode in OUT_OF_TIME else _STOPPED

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as said:
            try:
                while True:
                    self.answers.put(pickle.load(said))
            except (EOFError, pickle.UnpicklingError, ValueError, OSError):
                self.answers.put(None)


def _not_read(path: Path, why: str) -> FillReturned:
    if why == _STOPPED:
        check, message = "broken-off", f"{why}，没有读完，没有采用"
        hint = "再运行一次；还是这样的，请填报单位打开后另存一次再交。"
    else:
        check, message = "too-much", f"内容太多或结构异常，{why}，没有采用"
        hint = "请填报单位用原来的填报表重新填写；只留下填报的内容，图片、附件另附。"
    problem = Problem(check=check, message=message, hint=hint, file=path.name)
    return FillReturned(file=path.name, problems=(problem,))


def serve(asked: IO[bytes], said: IO[bytes]) -> None:
    """What the child does: read each workbook and answer at once; say () and end when one has left too little room."""
    kind, seconds, paths = pickle.load(asked)
    read = _reader(kind)
    gc.freeze()  # what is imported stays, and need not be looked through for every workbook
    gc.disable()
    for number, path in enumerate(map(Path, paths), 1):
        _limit(seconds)
        answer: Said
        try:
            answer = (read(path), "")
        except (MemoryError, RecursionError):
            answer = (None, _NO_MEMORY)
        pickle.dump(answer, said)
        said.flush()
        failed = answer[1]
        del answer
        if number % 4 == 0 or _held() > _WORN:
            gc.collect()  # cells hold their sheet, and it them: none of it goes by itself
        if failed or _held() > _WORN:
            pickle.dump((), said)
            return


def _reader(kind: str) -> Callable[[Path], object]:
    if kind == FILL:
        from ledger.files.sheets.fill_reader import read_fill

        return read_fill
    if kind == LOWER:
        from ledger.files.lower import read_lower

        return lambda path: read_lower(path, "")
    from ledger.files.sheets.edit_reader import read_edit_book

    return read_edit_book


def _held() -> int:
    """The bytes this process may write to now, what `_limit` sets a bound to; 0 where the system does not say (Linux does)."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[5])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _limit(seconds: int) -> None:
    limit(seconds, MEMORY)


if __name__ == "__main__":
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output:
        serve(sys.stdin.buffer, output)
