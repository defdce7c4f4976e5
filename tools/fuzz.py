"""Feed the program what no office would send, and count: no traceback, nothing that hangs, no memory eaten.

    python tools/fuzz.py KIND [--count N] [--seed S] [--first I]

KIND is plans, books, old-books (.xls and .ods, wants LibreOffice), documents, arguments, sending, journals, or all. Case I of a kind is made from (KIND, S, I) alone,
so that a failure is seen again with `--seed S --first I --count 1`; what failed is kept under `.fuzz/`. Cases run by the
thousand in one child process, which may write to no more than 480 MB; a case that takes over ten seconds of processor
time, raises anything but the program's own errors, ends or blocks the process, or lets through to the screen what a
terminal obeys, is a failure. Exit code 1 when there was one.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import mmap
import os
import random
import resource
import signal
import struct
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from fuzz_kinds import ROOT, Arguments, Books, Documents, Journals, Keep, OldBooks, Plans, Sending, TooLong

Case = Callable[[random.Random, Keep], str]
KINDS: dict[str, Callable[[], Case]] = {
    "plans": Plans, "books": Books, "old-books": OldBooks, "documents": Documents, "arguments": Arguments, "sending": Sending, "journals": Journals,
}  # fmt: skip
COUNTS = {
    "plans": 2000,
    "books": 200,
    "old-books": 200,
    "documents": 200,
    "arguments": 400,
    "sending": 100,
    "journals": 200,
}  # `make fuzz`
KEPT = ROOT / ".fuzz"
BATCH = 1000
SECONDS = 10
PATIENCE = (
    900  # seconds by the clock without a new case: blocked where no signal is heard, however busy the machine
)
MOST_MEMORY = 480  # MB


def run(kind: str, seed: int, first: int, count: int) -> int:
    """The number of cases that failed; each is kept and told."""
    try:
        case = KINDS[kind]()
    except FileNotFoundError as error:
        print(f"{kind}: not run: {error}", flush=True)
        return 0
    with contextlib.suppress(
        BaseException
    ):  # whatever is imported late is imported before the copies are made
        case(random.Random(f"{kind}:{seed}:{first}"), lambda raw: None)
    seen, failed, slowest, memory, began = Counter[str](), 0, 0.0, 0.0, time.process_time()
    number = first
    with mmap.mmap(-1, 16) as at, tempfile.TemporaryDirectory() as folder:
        while number < first + count:
            last = min(number + BATCH, first + count)
            told = Path(folder) / "told"
            told.unlink(missing_ok=True)
            at[:16] = struct.pack("qq", number, 0)
            child = os.fork()
            if child == 0:
                _batch(case, kind, seed, range(number, last), at, told)
            ended, used = _wait(child, at)
            memory = max(memory, used)
            if told.exists():
                answer = json.loads(told.read_text())
                seen.update(answer["seen"])
                failed, slowest, number = failed + answer["failed"], max(slowest, answer["slowest"]), last
            else:
                number = struct.unpack("qq", at[:16])[0] + 1
                failed += 1 + struct.unpack("qq", at[:16])[1]
                print(f"{kind} --seed {seed} --first {number - 1}: the process {ended}", flush=True)
            print(f"{kind}: {number - first} …", file=sys.stderr, flush=True)
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime + time.process_time() - began
    print(
        f"{kind}: {count} cases, seed {seed}: {failed} failed; slowest {slowest:.2f} s CPU, {memory:.0f} MB; {seconds:.0f} s CPU",
        dict(sorted(seen.items())),
        flush=True,
    )
    return failed


def _wait(child: int, at: mmap.mmap) -> tuple[str, float]:
    """How a batch ended, and the most memory it used, in MB."""
    number, since = b"", time.monotonic()
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            ended = (
                f"was killed by {signal.Signals(os.WTERMSIG(status)).name}"
                if os.WIFSIGNALED(status)
                else "left"
            )
            return ended, used.ru_maxrss / 1024
        if at[:16] != number:
            number, since = at[:16], time.monotonic()
        if time.monotonic() - since > PATIENCE:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.1)


def _batch(case: Case, kind: str, seed: int, numbers: range, at: mmap.mmap, told: Path) -> None:
    """All of `numbers`, in a copy of this process that ends here."""
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY << 20, MOST_MEMORY << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, _too_long)
    seen, failed, slowest, made = Counter[str](), 0, 0.0, b""

    def keep(raw: bytes) -> None:
        nonlocal made
        made = raw

    for number in numbers:
        at[:16] = struct.pack("qq", number, failed)
        began = time.process_time()
        # of processor time: another program's load is no fault of ours
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            seen[case(random.Random(f"{kind}:{seed}:{number}"), keep)] += 1
        except KeyboardInterrupt:
            os._exit(130)
        except BaseException as error:
            signal.setitimer(signal.ITIMER_PROF, 0)
            failed += 1
            KEPT.mkdir(exist_ok=True)
            (KEPT / f"{kind}-{seed}-{number}.case").write_bytes(made)
            told_so = traceback.format_exc()
            (KEPT / f"{kind}-{seed}-{number}.txt").write_text(told_so, encoding="utf-8", errors="replace")
            words = f"{type(error).__name__}: {str(error)[:200]!r}"
            print(f"{kind} --seed {seed} --first {number}: {words}", flush=True)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, time.process_time() - began)
    told.write_text(json.dumps({"seen": seen, "failed": failed, "slowest": slowest}))
    sys.stdout.flush()
    os._exit(0)


def _too_long(*_: object) -> None:
    raise TooLong(f"over {SECONDS} s")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=[*KINDS, "all"])
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    kinds = list(KINDS) if asked.kind == "all" else [asked.kind]
    failed = [run(kind, asked.seed, asked.first, asked.count or COUNTS[kind]) for kind in kinds]
    sys.exit(1 if any(failed) else 0)


if __name__ == "__main__":
    main()
