"""Secrets (口令): passwords and tokens, from the environment or a file that only its owner may read.

Their names begin with `LEDGER_`, so that a units.yaml can never ask for anything else of the environment.
No message, log or traceback of ours holds a value.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from ledger.problems import LedgerError

NAME = re.compile(r"LEDGER_[A-Z0-9_]+")


def read_secrets(path: Path | None, environment: Mapping[str, str]) -> dict[str, str]:
    """Name → value: what the environment says wins over the file, lines of `LEDGER_MAIL=…`.

    Raises LedgerError when the file cannot be read, may be read by others than its owner (any mode but
    0600, or stricter), or holds a line of another shape; the line is named by number, never quoted.
    """
    told = _read_file(path) if path else {}
    return told | {name: value for name, value in environment.items() if NAME.fullmatch(name) and value}


def _read_file(path: Path) -> dict[str, str]:
    try:
        with open(path, encoding="utf-8-sig") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            if os.name == "posix" and mode & 0o177:
                raise LedgerError(
                    f"口令文件“{path}”的权限是 {mode:04o}，别人可能读到，没有使用；请先 chmod 600 {path}。"
                )
            lines = file.read().splitlines()
    except FileNotFoundError:
        raise LedgerError(f"找不到口令文件“{path}”。") from None
    except (OSError, UnicodeDecodeError):
        raise LedgerError(f"口令文件“{path}”读不出来。") from None
    found = {}
    for number, line in enumerate(lines, 1):
        name, equals, value = line.partition("=")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not equals or not NAME.fullmatch(name.strip()):
            raise LedgerError(f"口令文件“{path}”第 {number} 行不对；应写成 LEDGER_名字=值，名字用大写字母。")
        found[name.strip()] = value.strip()
    return found
