"""Which lines an edit added or changed. Edits add lines, so one walk down both texts tells; a general search
for likeness takes minutes on a plan with thousands of entries that begin alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TypeVar

Line = TypeVar("Line", str, bytes)
_AT_A_TIME = 1000  # lines
Difference = tuple[int, int, int, int]


def differences(old: Sequence[Line], new: Sequence[Line]) -> list[Difference]:
    """(first old, last old, first new, last new) of every stretch that differs, ends not included, in order."""
    start = _common(old, new)
    old_end, new_end = len(old), len(new)
    tail = min(_common(old[::-1], new[::-1]), old_end - start, new_end - start)
    old_end, new_end = old_end - tail, new_end - tail
    old, new = old[start:old_end], new[start:new_end]
    found = _added(old, new)
    if not found:
        codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        found = [(a, b, c, d) for kind, a, b, c, d in codes if kind != "equal"]
    return [(a + start, b + start, c + start, d + start) for a, b, c, d in found]


def _common(one: Sequence[Line], other: Sequence[Line]) -> int:
    """How many lines both begin with; most of them are told to be equal many at a time."""
    size, alike = min(len(one), len(other)), 0
    while alike < size and one[alike : alike + _AT_A_TIME] == other[alike : alike + _AT_A_TIME]:
        alike += _AT_A_TIME
    while alike < size and one[alike] == other[alike]:
        alike += 1
    return min(alike, size)


def _added(old: Sequence[Line], new: Sequence[Line]) -> list[Difference]:
    """The stretches of `new` that are not in `old`, when all of `old` is there in its order; else nothing."""
    found: list[Difference] = []
    done = 0
    for number, line in enumerate([*old, None]):
        first = done
        while done < len(new) and new[done] != line:
            done += 1
        if done > first:
            found.append((number, number, first, done))
        if line is None:
            return found
        if done == len(new):
            return []
        done += 1
    return found
