"""The year that tasks name in their days, beside the year of the title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ledger.draft.outline import Found

_YEAR_OF_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|([-./])\d{1,2}(?:\2\d{1,2})?(?!\d))")


def year_of_tasks(found: Iterable[Found]) -> int | None:
    """The year of all days that tasks are to be done by, else of all days they name; None where they name several."""
    tasks = list(found)
    for texts in (
        [task.attribution.deadline for task in tasks],
        [f"{task.name}。{task.content}。{'。'.join(words for _, words in task.other)}" for task in tasks],
    ):
        years = {int(match[1]) for text in texts for match in _YEAR_OF_DAY.finditer(text)}
        if years:
            return years.pop() if len(years) == 1 else None
    return None


def later_year(found: Iterable[Found], told: int) -> int | None:
    """The year after the one told, where most deadlines name it and none the year told: findings of 2025 set right in 2026."""
    deadlines = [task.attribution.deadline for task in found if task.attribution.deadline]
    named = [{int(match[1]) for match in _YEAR_OF_DAY.finditer(words)} for words in deadlines]
    later = sum(told + 1 in years for years in named)
    moved = later > 1 and later * 2 > len(deadlines) and not any(told in years for years in named)
    return told + 1 if moved else None
