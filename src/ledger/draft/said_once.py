"""What is said of many tasks alike is said once, at the head, with their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ledger.draft.atoms import Atom
from ledger.draft.cell_kinds import DITTO
from ledger.draft.titles import NO_TITLE
from ledger.draft.tree import BEFORE_COLON, FROM_HEADING
from ledger.values.source import DraftTask

_MANY = 3  # tasks: what was done to so many in one way is said once at the head
_OF_THE_FORM = (
    FROM_HEADING, "时限取自上一级标题", "责任单位写在几项之后，已作为各项共同的责任单位", "责任单位之后另有文字，已并入任务内容",
    "责任单位原文分行排列，已加标点", NO_TITLE, "序号一栏是空的",
    BEFORE_COLON, DITTO,
)  # fmt: skip


def with_doubts(tasks: tuple[DraftTask, ...], told: Iterable[Atom]) -> tuple[DraftTask, ...]:
    """Beside each task the cells of it that stand in none of its parts."""
    left: dict[int, list[str]] = {}
    for atom in told:
        if atom.task is not None:
            left.setdefault(atom.task, []).append(f"原文“{atom.text}”没有写入")
    return tuple(replace(t, doubts=(*t.doubts, *left.get(n, ()))) for n, t in enumerate(tasks))


def said_once(tasks: tuple[DraftTask, ...]) -> tuple[tuple[DraftTask, ...], list[str]]:
    """What was done alike to many tasks is said once for all, with their number; a doubt about the words of one task
    stays beside it."""
    counts = Counter(doubt for task in tasks for doubt in task.doubts if doubt in _OF_THE_FORM)
    named = all(task.responsibility for task in tasks if NO_TITLE in task.doubts)
    common = [d for d, count in counts.items() if count >= _MANY or (d == NO_TITLE and named)]
    if not common:
        return tasks, []
    kept = tuple(
        replace(task, doubts=tuple(doubt for doubt in task.doubts if doubt not in common)) for task in tasks
    )
    return kept, [f"有 {counts[doubt]} 项{doubt}" for doubt in common]
