"""序号 of the tasks: what a table prints, or counted anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from ledger.draft.outline import Found


def renumbered(found: Found, no: int) -> Found:
    """The number a table prints is kept as 原编号 where it cannot be the 序号."""
    return found if found.no in (None, no) or found.original_no else replace(found, original_no=str(found.no))


def misnumbered(found: Iterable[Found]) -> bool:
    """Whether the numbers that a table prints do not go up; each chapter may begin with 1."""
    printed = [(item.no, item.section) for item in found if item.no is not None]
    return any(b <= a and not (b == 1 and below != above) for (a, above), (b, below) in pairwise(printed))


def numbers_of(found: Iterable[Found]) -> list[int]:
    """序号: what a table prints where it counts upwards without repeating, else 1, 2, 3 …."""
    printed = [item.no for item in found]
    if (
        printed
        and all(no is not None for no in printed)
        and printed == sorted(set(printed), key=lambda n: n or 0)
    ):
        return [no for no in printed if no is not None]
    return list(range(1, len(printed) + 1))
