"""Which files PLAN means: an existing file or folder, else a 编号."""

from __future__ import annotations

import os
from pathlib import Path

from ledger.problems import LedgerError, UsageError

_HERE = "plans"
_SPECIAL = ("units.yaml", "units.yml", "office.yaml", "office.yml")


def find_plans(plans: list[str] | None) -> list[Path]:
    """Plan files by file, folder or 编号, in a stable order, each once."""
    named = plans or _usual_places()
    if named == [_HERE] and not Path(_HERE).is_dir():
        raise LedgerError(
            "这里和上面各层都没有 plans 文件夹，也没有指明计划；请写上计划文件，或设环境变量 LEDGER_PLANS；"
            "还没有计划的，用 ledger init 新建。"
        )
    found = [path for name in named for path in _expand(name)]
    if len(named) == 1 and not any(map(os.path.islink, found)):
        return found  # nothing can be there twice
    once: dict[Path, Path] = {}
    for path in found:
        once.setdefault(path.resolve(), path)
    return list(once.values())


def _usual_places() -> list[str]:
    """The files and folders of LEDGER_PLANS, else `plans/` here or in the nearest folder above."""
    if named := [part for part in os.environ.get("LEDGER_PLANS", "").split(os.pathsep) if part]:
        return named
    here = Path.cwd()
    above = next((folder for folder in (here, *here.parents) if (folder / _HERE).is_dir()), here)
    return [os.path.relpath(above / _HERE)]


def _expand(name: str) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        inside = _plans_below(path)
        if not inside:
            raise LedgerError(f"文件夹“{name}”里没有计划文件（.yaml 或 .yml）。")
        return inside
    if path.name in _SPECIAL:
        raise UsageError(f"“{name}”是单位名录或设置，不是计划；查它旁边的计划时会一并查它。")
    if path.exists() or path.suffix in (".yaml", ".yml") or path.parent != Path("."):
        return [path]
    from ledger.files.yaml.plan_yaml import plan_id

    places = [Path(part) for part in _usual_places()]
    everywhere = [p for place in places for p in (_plans_below(place) if place.is_dir() else [place])]
    matching = [p for p in everywhere if p.exists() and plan_id(p) == name]
    if not matching:
        raise LedgerError(f"没有“{name}”这个文件或文件夹，也没有编号是它的计划；ledger plans 列出全部计划。")
    return matching


def _plans_below(folder: Path) -> list[Path]:
    """Every *.yaml / *.yml below, but units, office and names beginning with `.` or `_`."""
    found: list[tuple[str, ...]] = []
    top = str(folder)
    for place, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name[0] not in "._"]
        parts = tuple(part for part in place[len(top) :].split(os.sep) if part)
        for name in names:
            if name.endswith((".yaml", ".yml")) and name[0] not in "._" and name not in _SPECIAL:
                found.append((*parts, name))
    return [folder.joinpath(*parts) for parts in sorted(found)]
