"""The files a plan is read from (plan, units.yaml, office.yaml), and how they look from outside.

While a file has the time, size and number it had, it is trusted to be the same; where these changed, or are so
young that a second change could hide behind them, the digest of the contents decides.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ledger.cli.plan_places import Folders, Place

_YOUNG = 2_000_000_000  # ns: file systems and clocks that count in seconds


class Sources(NamedTuple):
    """The files a plan is read from; `stamp` is how they look from outside, `young` whether that may hide
    a change."""

    files: tuple[str, ...]
    stamp: str
    young: bool

    def digest(self) -> str:
        """Of the contents of all, and of which file is which."""
        found = hashlib.blake2b(digest_size=20)
        for path in self.files:
            content = Path(path).read_bytes()
            found.update(f"{path}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
            found.update(content)
        return found.hexdigest()


class Looks:
    """How files look from outside, each looked at once."""

    def __init__(self) -> None:
        self._young = time.time_ns() - _YOUNG
        self._seen: dict[str, tuple[str, bool] | None] = {}

    def of(self, path: str) -> tuple[str, bool] | None:
        """A mark that differs when the file does, and whether it is young; None where no file is."""
        if path not in self._seen:
            self._seen[path] = self._look(path)
        return self._seen[path]

    def _look(self, path: str) -> tuple[str, bool] | None:
        try:
            found = os.stat(path)
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        changed, born = found.st_mtime_ns, found.st_ctime_ns
        mark = f"{path}|{changed}|{born}|{found.st_size}|{found.st_ino}"
        return mark, changed > self._young or born > self._young

    def sources(self, path: str, beside: tuple[str, ...]) -> Sources | None:
        """The plan at `path` with the files beside it that are part of it; None where one is not there."""
        own = self._look(path)
        if own is None:
            return None
        stamp, young = own
        for name in beside:
            other = self.of(name)
            if other is None:
                return None
            stamp += "\n" + other[0]
            young = young or other[1]
        return Sources((path, *beside), stamp, young)


def sources_of(places: Iterable[Place], folders: Folders) -> Iterator[tuple[str, Sources | None]]:
    """Absolute path and files of each plan; no files where one cannot be had."""
    looks = Looks()
    nearest: dict[str, tuple[str | None, str | None]] = {}
    last = ""
    beside: tuple[str, ...] = ()
    for _, path, folder in places:
        if folder != last:
            last = folder
            beside = tuple([path for path in _nearest(folder, folders, looks, nearest) if path])
        yield path, looks.sources(path, beside)


def _nearest(
    folder: str, folders: Folders, looks: Looks, seen: dict[str, tuple[str | None, str | None]]
) -> tuple[str | None, str | None]:
    """The units.yaml and the office.yaml of plans in `folder`, as `find_beside` finds them, each folder looked at
    once."""
    if folder in seen:
        return seen[folder]
    above = os.path.dirname(folder)
    units, office = (None, None) if above == folder else _nearest(above, folders, looks, seen)
    here: dict[str, str] = {}
    for name in folders.special(folder):
        path = os.path.join(folder, name)
        if looks.of(path) and here.get(kind := name[: name.index(".")], path) >= path:  # .yaml before .yml
            here[kind] = path
    seen[folder] = here.get("units", units), here.get("office", office)
    return seen[folder]
