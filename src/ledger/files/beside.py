"""The files that stand beside plans, found by walking up. Light: read at start-up."""

from __future__ import annotations

from pathlib import Path
from typing import Literal


def find_beside(plan_path: Path, name: Literal["units", "office"]) -> Path | None:
    """The nearest `units.yaml` (or `office.yaml`) upward from the plan; None when there is none."""
    folder = plan_path.absolute().parent
    for place in (folder, *folder.parents):
        for suffix in (".yaml", ".yml"):
            if (place / f"{name}{suffix}").is_file():
                return place / f"{name}{suffix}"
    return None
