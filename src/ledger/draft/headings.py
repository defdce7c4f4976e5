"""Headings that are nothing but names or days: 一、县公安局, 一、3月份 over the tasks 1. 2. say who does these, by when.

One such heading may be a subject (社区, 学校); where most of a level are, and most of these can be nothing but offices,
the document is divided by who does it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ledger.draft.attribution import Attribution, only_names
from ledger.draft.cell_kinds import stage_of
from ledger.draft.titles import split_title
from ledger.draft.tree import Item
from ledger.words.lexicon import LEVEL

_COUNT = re.compile(r"[（(]共?\d+[项条个件][)）]$")
_OWN_WORK = re.compile(r"(?:的?(?:主要|重点|工作|具体)*(?:任务|职责|分工|工作)+)$")
# 社区, 学校, 园区 are as often what a chapter is about; these are offices.
_OFFICE = re.compile(
    rf"^(?:各|[{LEVEL}](?!场|区|域|容))|(?:局|委|委员会|办|办公室|政府|街道|镇|乡)(?:[（(]|$)"
)


def mark_unit_headings(level: list[Item]) -> None:
    """Give every heading that names who does what stands below it its `heads`, at every level where most do so."""
    above = [item for item in level if _stands_over(item)]
    named = [(item, words) for item in above if (words := _names_alone(item))]
    offices = sum(bool(_OFFICE.search(words)) for _, words in named)
    if len(named) > 1 and len(named) * 2 > len(above) and offices * 2 > len(named):
        for item, words in named:
            item.heads = Attribution(words)
            whole = item.piece.text[len(item.mark.text) :]
            item.title = replace(split_title(whole), name=whole.strip().rstrip("：:。"), rest="")
            stretch, place = item.stretches[0]  # 各乡镇（街道）: the bracket is part of the name
            item.stretches[0] = (replace(stretch, text="", attribution=None), place)
    for item in level:
        mark_unit_headings(item.children)


def _stands_over(item: Item) -> bool:
    """Whether tasks or paragraphs stand below it."""
    return bool(item.children or item.others)


def _names_alone(item: Item) -> str:
    """The names that are all its heading holds; "" where it says anything else."""
    words = item.piece.text[len(item.mark.text) :].strip().rstrip("：:。")
    for sign in (_COUNT, _OWN_WORK):
        words = sign.sub("", words)
    return words if only_names(words) else ""


def date_headings(level: list[Item]) -> None:
    """Where all headings of a level are months or quarters (一、3月份), what stands below is to be done by then."""
    days = [stage_of(item.title.name) if item.children else "" for item in level]
    for item, day in zip(level, days, strict=True):
        if len(level) > 1 and all(days):
            stretch, place = item.stretches[0]
            given = stretch.attribution or Attribution()
            item.stretches[0] = (
                replace(stretch, attribution=replace(given, deadline=given.deadline or day)),
                place,
            )
        date_headings(item.children)
