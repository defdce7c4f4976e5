"""What `validate` finds wrong within `units.yaml`. All are warnings: the names can still be answered from."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.checks.units import as_a_list
from ledger.duty.directory import UnitDirectory, spelling
from ledger.problems import Path, Problem, warning
from ledger.record.directory_model import ByCategory, DirectoryFile, UnitGroup


def directory_problems(file: DirectoryFile) -> tuple[Problem, ...]:
    """What is wrong within `units.yaml`: one name for two units or groups, members nobody knows, empty
    categories, groups that contain each other. All are warnings: the names can still be answered from."""
    directory = UnitDirectory(file)
    return (*_shared_names(file), *_member_problems(file, directory))


def _shared_names(file: DirectoryFile) -> Iterable[Problem]:
    owners: dict[str, tuple[Path, str]] = {}
    for path, owner, name in _places(file):
        first, first_owner = owners.setdefault(spelling(name), (path[:2], owner))
        if first != path[:2]:
            message = f"“{name}”同时是“{first_owner}”和“{owner}”的名称"
            yield warning("unit-name-shared", message, "一个名称只留给一个单位或集合。", path)


def _places(file: DirectoryFile) -> Iterable[tuple[Path, str, str]]:
    """Every name with its path and the official name of whom it names."""
    for n, unit in enumerate(file.units):
        yield ("单位", n, "名称"), unit.name, unit.name
        yield from ((("单位", n, "别名", i), unit.name, name) for i, name in enumerate(unit.aliases))
        yield from ((("单位", n, "曾用名", i), unit.name, name) for i, name in enumerate(unit.former))
    for n, group in enumerate(file.groups):
        yield ("集合", n, "名称"), group.name, group.name
        yield from ((("集合", n, "别名", i), group.name, name) for i, name in enumerate(group.aliases))


def _member_problems(file: DirectoryFile, directory: UnitDirectory) -> Iterable[Problem]:
    for n, group in enumerate(file.groups):
        path: Path = ("集合", n, "成员")
        if isinstance(group.members, ByCategory):
            if all(unit.category != group.members.category for unit in file.units):
                yield warning(
                    "group-category-empty",
                    f"集合“{group.name}”的类别“{group.members.category}”没有任何单位",
                    "给属于它的单位写上“类别”，或改写“成员”。",
                    path,
                )
        elif not isinstance(group.members, str):
            for i, name in enumerate(group.members):
                if directory.unit(name) is None and directory.group(name) is None:
                    near = "或".join(f"“{other}”" for other in directory.similar(name, 2))
                    ask = f"是不是{near}？" if near else ""
                    yield warning(
                        "group-member-unknown",
                        f"集合“{group.name}”的成员“{name}”不在单位名录里",
                        as_a_list(name) or f"{ask}新的单位先加到“单位”下。",
                        (*path, i),
                    )
            if _contains_itself(group, directory):
                message = f"集合“{group.name}”的成员绕回了它自己"
                yield warning("group-in-itself", message, "从其中一个集合的“成员”里删去另一个。", path)


def _contains_itself(group: UnitGroup, directory: UnitDirectory) -> bool:
    seen: set[str] = set()
    waiting = [group]
    while waiting:
        members = waiting.pop().members
        if isinstance(members, str | ByCategory):
            continue
        for inner in filter(None, map(directory.group, members)):
            if inner is group:
                return True
            if inner.name not in seen:
                seen.add(inner.name)
                waiting.append(inner)
    return False
