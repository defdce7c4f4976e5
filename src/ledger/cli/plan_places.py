"""Which files PLAN means: an existing file or folder, else a 编号, else the name answers show it under."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ledger.files.beside import is_folder, place_of
from ledger.problems import LedgerError, UsageError

if TYPE_CHECKING:
    from ledger.record.model import Plan

_HERE = "plans"
_SPECIAL = ("units.yaml", "units.yml", "office.yaml", "office.yml")


class Place(NamedTuple):
    """A plan as a person here would write it, the same absolute, and the folder it is in."""

    shown: str
    path: str
    folder: str


class Folders:
    """What stands in folders, each listed once, under its absolute path. `links`: whether a plan found is a link."""

    def __init__(self) -> None:
        self.here = os.getcwd()
        self.links = False
        self._special: dict[str, list[str]] = {}

    def entries(self, folder: str) -> list[os.DirEntry[str]]:
        """Nothing where the folder cannot be read."""
        found: list[os.DirEntry[str]] = []
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            found = list(entries)
        small = [entry.name.lower() for entry in found if entry.name[-1:] in "lL"]
        self._special[folder] = [name for name in small if name in _SPECIAL]
        return found

    def special(self, folder: str) -> Sequence[str]:
        """Those of units.yaml, office.yaml … that may stand there, whether in small or capital letters: all of them
        where it was not listed."""
        return self._special.get(folder, _SPECIAL)

    def place(self, name: str) -> Place:
        path = place_of(name, self.here)
        return Place(name, path, os.path.dirname(path))


def find_plans(plans: list[str] | None) -> list[Path]:
    """Plan files by file, folder, 编号 or name, in a stable order, each once."""
    return [Path(place.shown) for place in plan_files(plans, Folders())]


def plan_files(plans: list[str] | None, folders: Folders) -> list[Place]:
    """`find_plans`; what is listed on the way is left in `folders`."""
    named = plans or _usual_places()
    if named == [_HERE] and not Path(_HERE).is_dir():
        raise LedgerError(
            "这里和上面各层都没有 plans 文件夹，也没有指明计划；请写上计划文件，或设环境变量 LEDGER_PLANS；"
            "还没有计划的，用 ledger init 新建。"
        )
    found = [place for name in named for place in _expand(name, folders)]
    if len(named) == 1 and not folders.links:
        return found  # nothing can be there twice
    once: dict[str, Place] = {}
    for place in found:
        once.setdefault(os.path.realpath(place.shown), place)  # a link in a circle is itself
    return list(once.values())


def _usual_places() -> list[str]:
    """The files and folders of LEDGER_PLANS, else `plans/` here or in the nearest folder above."""
    if named := [part for part in os.environ.get("LEDGER_PLANS", "").split(os.pathsep) if part]:
        return named
    here = Path.cwd()
    above = next((folder for folder in (here, *here.parents) if (folder / _HERE).is_dir()), here)
    return [os.path.relpath(above / _HERE)]


def _expand(name: str, folders: Folders) -> list[Place]:
    path = Path(name)
    if path.is_dir():
        inside = _plans_below(path, folders)
        if not inside:
            raise LedgerError(f"文件夹“{name}”里没有计划文件（.yaml 或 .yml）。")
        return inside
    if path.name in _SPECIAL:
        raise UsageError(f"“{name}”是单位名录或设置，不是计划；查它旁边的计划时会一并查它。")
    if path.exists() or path.suffix in (".yaml", ".yml") or path.parent != Path("."):
        return [folders.place(str(path))]
    from ledger.files.yaml.plan_yaml import plan_id

    everywhere: list[Place] = []
    for at in map(Path, _usual_places()):
        everywhere += _plans_below(at, folders) if at.is_dir() else [folders.place(str(at))]
    matching = [p for p in everywhere if os.path.exists(p.path) and plan_id(Path(p.path)) == name]
    return matching or [_called(name, everywhere)]


def _called(name: str, everywhere: list[Place]) -> Place:
    """The plan that answers show under this name: 简称, or what it is called beside the others. Of several that
    share it none is picked. A file that cannot be read has no name."""
    from ledger.files.yaml.plan_yaml import read_plan
    from ledger.values.plan_names import names_apart, plan_name

    plans = []
    for place in everywhere:
        with contextlib.suppress(LedgerError):
            if plan := read_plan(Path(place.path)).plan:
                plans.append((place, plan))
    beside = names_apart(plan for _, plan in plans)
    meant = [
        (place, plan) for place, plan in plans if name in (plan.short, plan_name(plan), beside.get(plan.id))
    ]
    if len(meant) == 1:
        return meant[0][0]
    if meant:
        ids = "、".join(plan.id for _, plan in meant)
        raise LedgerError(f"叫“{name}”的计划有 {len(meant)} 份，请写编号：{ids}。")
    near = _near(name, [plan for _, plan in plans])
    hint = f"是不是{'、'.join(near)}？" if near else ""
    raise LedgerError(
        f"没有“{name}”这个文件或文件夹，也没有编号、简称是它的计划；{hint}ledger plans 列出全部计划。"
    )


def _near(name: str, plans: Sequence[Plan]) -> list[str]:
    """编号 that `name` may be: one typed nearly so, else those whose title or region has it; a few at most."""
    from difflib import get_close_matches

    near = get_close_matches(name, [plan.id for plan in plans], n=1, cutoff=0.7)
    return near or [plan.id for plan in plans if name in f"{plan.region or ''} {plan.title}"][:3]


def _plans_below(folder: Path, folders: Folders) -> list[Place]:
    """Every *.yaml / *.yml below, but units, office and names beginning with `.` or `_`."""
    top = "" if str(folder) == os.curdir else os.path.join(str(folder), "")
    found: list[tuple[tuple[str, ...], Place]] = []
    waiting: list[tuple[str, str, tuple[str, ...]]] = [(place_of(str(folder), folders.here), top, ())]
    while waiting:
        place, shown, parts = waiting.pop()
        for entry in folders.entries(place):
            name = entry.name
            if name[0] in "._":
                continue
            if is_folder(entry):
                if not entry.is_symlink():
                    waiting.append((entry.path, shown + name + os.sep, (*parts, name)))
            elif name.endswith((".yaml", ".yml")) and name not in _SPECIAL:
                found.append(((*parts, name), Place(shown + name, entry.path, place)))
                folders.links |= entry.is_symlink()
    return [place for _, place in sorted(found)]


def shown_here(path: Path) -> str:
    """A file beside plans, as a person here would write it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
