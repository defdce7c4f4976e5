"""What a child process may use that reads files from outside: Windows knows no such limits, there the parent's patience is
one."""

from __future__ import annotations

import contextlib
import signal
import time

OUT_OF_TIME = {-signal.SIGXCPU} if hasattr(signal, "SIGXCPU") else set()


def limit(seconds: int, memory: int) -> None:
    """`seconds` of processor time from now on, `memory` bytes to write to."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + seconds, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
