"""The files that stand beside plans, found by walking up. Light: read at start-up."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal


def find_beside(plan_path: Path, name: Literal["units", "office"]) -> Path | None:
    """The nearest `units.yaml` (or `office.yaml`) upward from the plan; None when there is none."""
    folder = Path(place_of(str(plan_path), os.getcwd())).parent
    for place in (folder, *folder.parents):
        for suffix in (".yaml", ".yml"):
            if (place / f"{name}{suffix}").is_file():
                return place / f"{name}{suffix}"
    return None


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is one; a link in a circle is none, and keeps nobody from those beside it."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def place_of(path: str, here: str) -> str:
    """Where a file is, for walking up from it: absolute. Behind a `..` are the folders it leads to, not those it
    was written through (`../b/plans` written in `a` has nothing to do with `a`)."""
    absolute = os.path.join(here, path)
    if ".." in absolute.split(os.sep):
        folder, name = os.path.split(absolute)
        return os.path.realpath(absolute) if name == ".." else os.path.join(os.path.realpath(folder), name)
    return os.path.normpath(absolute)
