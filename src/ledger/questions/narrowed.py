"""Plans with only the tasks of one leader or one source: every question then speaks of these alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ledger.duty.reading import Item, PlanReading
from ledger.problems import UsageError

_BETWEEN = re.compile(r"[、，,；;/\n\s]+")
_MOST = 12  # names told when one is not found


def narrowed(
    readings: Sequence[PlanReading], *, leader: str | None = None, source: str | None = None
) -> list[PlanReading]:
    """The plans that have tasks of this leader (张县长) or from this source, with these alone. A leader is named whole,
    or by a part where nobody has that name whole; of a source a part will do.

    Raises UsageError when there is none, with those there are.
    """
    found = list(readings)
    if leader is not None:
        wanted = leader.strip()
        everybody = dict.fromkeys(name for one in _items(found) for name in leaders(one))
        whole = wanted in everybody
        found = _with(
            found, lambda item: any(wanted == n if whole else wanted in n for n in leaders(item)), wanted
        )
        if not found:
            raise UsageError(_none("责任领导", leader, list(everybody)))
    if source is not None:
        origins = dict.fromkeys(item.origin for item in _items(found) if item.origin)
        wanted = _plain(source)
        found = _with(found, lambda item: wanted in _plain(item.origin), wanted)
        if not found:
            raise UsageError(_none("来源", source, list(origins)))
    return found


def leaders(item: Item) -> list[str]:
    return [name for name in _BETWEEN.split(item.leader) if name]


def narrowed_words(leader: str | None, source: str | None) -> str:
    """What the tasks left are: `张县长负责`, `县政府常务会议交办`; "" when all are there."""
    parts = [f"{leader.strip()}负责" if leader else "", f"来源“{source.strip()}”" if source else ""]
    return "、".join(part for part in parts if part)


def _items(readings: Iterable[PlanReading]) -> Iterable[Item]:
    return (item for reading in readings for item in reading.items)


def _with(readings: Iterable[PlanReading], keeps: Callable[[Item], bool], wanted: str) -> list[PlanReading]:
    if not wanted:
        return []
    kept = [replace(one, items=tuple(item for item in one.items if keeps(item))) for one in readings]
    return [one for one in kept if one.items]


def _plain(words: str) -> str:
    """Brackets and blanks do not matter: 纪要〔2026〕3号 is found as 纪要[2026]3号 too."""
    return re.sub(r"[\s〔〕\[\]【】（）()《》]", "", words)


def _none(key: str, typed: str, known: list[str]) -> str:
    if not known:
        return f"这些计划的任务都没有写“{key}”。"
    more = f" 等 {len(known)} 个" if len(known) > _MOST else ""
    return f"没有哪项任务的“{key}”是“{typed}”。有的是：{'、'.join(known[:_MOST])}{more}。"
