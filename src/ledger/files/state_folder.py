"""`.ledger` beside the plans: what the program keeps for itself. It begins with a dot, so that nothing in it
is taken for a plan. Who may read or write a plan may do so with what is kept about it, and nobody else.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

STATE_FOLDER = ".ledger"


def state_folder(folder: Path, like: Path | None = None) -> Path:
    """The `.ledger` of `folder`, made when it is missing, as open as the plan `like`. Raises OSError."""
    place = folder / STATE_FOLDER
    with contextlib.suppress(FileExistsError):
        place.mkdir()
        if like is not None and os.name == "posix":
            plan = like.stat()
            may_read = stat.S_IMODE(plan.st_mode) & 0o444
            os.chmod(place, stat.S_IMODE(plan.st_mode) & 0o666 | may_read >> 2 | 0o700)
            with contextlib.suppress(OSError):
                os.chown(place, -1, plan.st_gid)
    if not place.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "", str(place))
    return place


def be_like(descriptor: int, plan: os.stat_result) -> None:
    """Give an open file the group and the mode of a plan (its owner may always write)."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # a group one does not belong to cannot be given
        os.fchown(descriptor, -1, plan.st_gid)
    with contextlib.suppress(OSError):  # nor the mode of another person's file
        os.fchmod(descriptor, stat.S_IMODE(plan.st_mode) & 0o666 | 0o600)


def write_all(descriptor: int, content: bytes) -> None:
    """A nearly full disk takes a part and says so only at the next write."""
    while content:
        content = content[os.write(descriptor, content) :]


def sync_folder(folder: Path) -> None:
    """Make new names in a folder survive a power cut; Windows neither needs nor allows it. Raises OSError."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
