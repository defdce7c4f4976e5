"""Dates and deadlines that stand in running text (任务内容), told from what only looks like one.

Running text is full of times that bind nobody: 2022年政务公开工作要点, 三年行动方案, 长期向好, 上半年运行平稳. What counts
here draws a line: a day (于9月5日), an edge (11月底前, 年内), a recurring day (每季度首月5日前), a start (从10月起),
a number of working days (7个工作日).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from ledger.plan.date_clauses import cut, matters
from ledger.plan.date_items import Phrase
from ledger.plan.date_words import Levelled, level
from ledger.plan.values import BodyDate, Milestone

_DRAWN = frozenset(("by", "from", "window", "relative"))
_TOLD = re.compile(
    r"(?:印发|发布|公布|出台|实施|施行|通过|修订|召开|发出|下发|成文)(?:的|了|《)"
)  # …的 tells of the past
_STATISTICS = re.compile(r"截[至止]|以来")


def find_dates(text: str, year: int, *, issued: date | None = None) -> tuple[BodyDate, ...]:
    """The deadlines in `text`, in order, with the words each is about. Never raises; linear in the length."""
    levelled = level(text)
    clauses = cut(levelled, year, issued=issued, source="body")
    found: list[BodyDate] = []
    for phrase, what in matters(levelled, clauses):
        for milestone in phrase.milestones:
            if _binds(levelled, phrase, milestone):
                start, end = levelled.place(phrase.start, phrase.end)
                milestone = replace(milestone, what=what)
                found.append(BodyDate(start, end - start, milestone, what or ""))
    return tuple(found)


def _binds(text: Levelled, phrase: Phrase, milestone: Milestone) -> bool:
    """Whether the phrase sets a date, and does not tell of one."""
    if not phrase.firm:
        return False
    if _TOLD.match(text.text, phrase.end) or _STATISTICS.search(text.text, phrase.start, phrase.end):
        return False
    return milestone.kind in _DRAWN or milestone.day is not None or milestone.weekday is not None
