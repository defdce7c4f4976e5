"""Dates and deadlines that stand in running text (任务内容), told from what only looks like one.

Running text is full of times that bind nobody: 2022年政务公开工作要点, 三年行动方案, 长期向好, 上半年运行平稳. What counts
here draws a line: a day (于9月5日), an edge (11月底前, 年内), a recurring day (每季度首月5日前), a start (从10月起),
a number of working days (7个工作日).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ledger import lazy_re
from ledger.words.deadline.clauses import cut
from ledger.words.deadline.items import Phrase
from ledger.words.deadline.levelled import Levelled, level
from ledger.words.deadline.matters import matters
from ledger.words.meanings import BodyDate, Milestone

_DRAWN = frozenset(("by", "from", "window", "relative"))
_TOLD = lazy_re.compile(
    r"(?:印发|发布|公布|出台|实施|施行|通过|修订|召开|发出|下发|成文)(?:的|了|《)"
)  # …的 tells of the past
_STATISTICS = lazy_re.compile(r"截[至止]|以来")
_IN_FORCE = lazy_re.compile(r"施行|生效")  # 自2020年1月1日起施行: of a regulation, no task's start
_VALID = lazy_re.compile(r"有效期[为限]?$")


def find_dates(text: str, year: int, *, issued: date | None = None) -> tuple[BodyDate, ...]:
    """The deadlines in `text`, in order, with the words each is about. Never raises; linear in the length."""
    levelled = level(text)
    clauses = cut(levelled, year, issued=issued, source="body")
    found: list[BodyDate] = []
    for phrase, what in matters(levelled, clauses):
        for milestone in phrase.milestones:
            if _binds(levelled, phrase, milestone, date(year, 1, 1)):
                start, end = levelled.place(phrase.start, phrase.end)
                milestone = replace(milestone, what=what)
                found.append(BodyDate(start, end - start, milestone, what or ""))
    return tuple(found)


def _binds(text: Levelled, phrase: Phrase, milestone: Milestone, first: date) -> bool:
    """Whether the phrase sets a date, and does not tell of one: of a past year, say (`first`: the plan's first day)."""
    day = milestone.day_due or milestone.start
    if not phrase.firm or (day and day < first):
        return False
    if milestone.kind == "from" and _IN_FORCE.match(text.text, phrase.end):
        return False
    if _VALID.search(text.text, max(0, phrase.start - 4), phrase.start):
        return False
    if _TOLD.match(text.text, phrase.end) or _STATISTICS.search(text.text, phrase.start, phrase.end):
        return False
    return milestone.kind in _DRAWN or (milestone.recurring and milestone.recurrence.placed)
