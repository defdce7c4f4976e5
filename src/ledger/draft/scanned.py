"""What may be wrong in text recognised from a picture, told beside the task it concerns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ledger.draft.atoms import bare, parts_of
from ledger.values.source import DraftTask, Source
from ledger.words.numbering import BULLET, BY_PLACE, read_mark


def with_unsure(tasks: tuple[DraftTask, ...], source: Source) -> tuple[tuple[DraftTask, ...], list[str]]:
    """Lines of a scanned page that may be wrong: beside the task that has their words, else at the head."""
    if not source.scanned:
        return tasks, []
    texts = [bare("\n".join(parts_of(task).values())) for task in tasks]
    found = out_of_order(tasks)
    head = [f"文字是从图片上认出来的，{len(source.unsure)} 行没有认准，请对照原件"]
    for place, words in source.unsure:
        chunks = sorted((bare(part) for part in re.split("[。；，：（）]", words)), key=len)[-2:]
        at = next((n for n, text in enumerate(texts) if any(len(c) > 3 and c in text for c in chunks)), None)
        if at is None:
            head.append(f"{place}没有认准：{words}")
        else:
            found.setdefault(at, []).append(f"图片{place}没有认准：{words}")
    return tuple(replace(t, doubts=(*t.doubts, *found.get(n, ()))) for n, t in enumerate(tasks)), head


def out_of_order(tasks: Sequence[DraftTask]) -> dict[int, list[str]]:
    """Numbers that do not go on from the one before, 1 aside: 3. after 1. is a line lost or a number read wrongly, and
    the recogniser is as sure of it as of any."""
    found: dict[int, list[str]] = {}
    numbered = [(n, task.original_no, read_mark(task.original_no)) for n, task in enumerate(tasks)]
    counted = [
        (n, words, mark) for n, words, mark in numbered if mark and mark.rank not in (BULLET, BY_PLACE)
    ]
    for (_, before, above), (n, words, mark) in pairwise(counted):
        if mark.rank == above.rank and mark.value not in (1, above.value + 1):
            found[n] = [f"编号“{words}”接在“{before}”之后，请对照原件，有没有认错或者漏了一项"]
    return found
