"""What Tab offers: plans, task numbers, units. Files are looked through, not understood: Tab must not be waited for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ID = re.compile(rb"^\xe7\xbc\x96\xe5\x8f\xb7:[ \t]*[\"']?([^\"'#\r\n]+)", re.MULTILINE)  # 编号
_TITLE = re.compile("^标题:[ \t]*[\"']?([^\"'#\r\n]+)", re.MULTILINE)
_TASK = re.compile(
    "^[ \t]*-?[ \t]*序号:[ \t]*(\\d+)|^[ \t]*-?[ \t]*任务名称:[ \t]*[\"']?(\\S[^\r\n]*)", re.MULTILINE
)
_UNIT = re.compile("^[ \t]*-?[ \t{]*名称:[ \t]*[\"']?([^\"',#}\r\n]+)", re.MULTILINE)


def plan_ids(incomplete: str) -> list[tuple[str, str]]:
    """编号 and 标题 of each plan; nothing while a path is being typed, which the shell completes."""
    found = []
    for path, raw in _plans():
        if match := _ID.search(raw):
            title = _TITLE.search(raw.decode("utf-8", "replace"))
            found.append(
                (match[1].decode("utf-8", "replace").strip(), title[1].strip() if title else path.name)
            )
    return [pair for pair in found if pair[0].startswith(incomplete)]


def task_numbers(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The numbers of the plan named before, each with the task's name."""
    named = ctx.params.get("plan") or ""
    for path, raw in _plans(named):
        match = _ID.search(raw)
        if str(path) == named or (match and match[1].decode("utf-8", "replace").strip() == named):
            numbers: list[str] = []
            names: list[str] = []
            for number, name in _TASK.findall(raw.decode("utf-8", "replace")):
                (numbers if number else names).append(number or name.strip("\"' "))
            return [pair for pair in zip(numbers, names, strict=False) if pair[0].startswith(incomplete)]
    return []


def unit_names(incomplete: str) -> list[str]:
    """The units of every units.yaml beside the plans."""
    folders = {parent for path, _ in _plans() for parent in (path.parent, path.parent.parent)}
    files = [folder / "units.yaml" for folder in sorted(folders)]
    names = dict.fromkeys(
        name.strip()
        for file in files
        if file.is_file()
        for name in _UNIT.findall(file.read_text("utf-8", "replace"))
    )
    return [name for name in names if name.startswith(incomplete)]


def statuses(incomplete: str) -> list[str]:
    from ledger.record.statuses import OFFICE_STATUSES, UNIT_STATUSES

    return [word for word in (*UNIT_STATUSES, *OFFICE_STATUSES) if word.startswith(incomplete)]


def _plans(named: str = "") -> Iterator[tuple[Path, bytes]]:
    from ledger.cli.plan_places import find_plans
    from ledger.files.yaml.text_file import read_bytes
    from ledger.problems import LedgerError

    try:
        paths = find_plans([named] if named and Path(named).is_file() else None)
    except LedgerError:
        return
    for path in paths:
        try:
            yield path, read_bytes(path, str(path))
        except LedgerError:
            continue
