"""What runs from an event (印发之日起10个工作日内), counted where the day of the event is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ledger import lazy_re
from ledger.words.deadline.calendar_points import month_length
from ledger.words.deadline.items import Phrase
from ledger.words.deadline.levelled import Levelled
from ledger.words.deadline.scanner import numbers
from ledger.words.deadline.workdays import add_workdays
from ledger.words.meanings import Milestone

_ISSUE = lazy_re.compile(
    r"[自从]?(?:[本该此][一-龥]{1,8}?|通知|(?:工作|实施)?方案|文件|要点|办法|意见|计划|清单)?(?:正式)?"
    r"(?:印发|发文|发布|下发|制发)(?:之日|当日)?(?:起|之?后|以后)"
)
_OTHER = lazy_re.compile(
    r"(?:会后|会议|召开|收到|接到|接|签收|受理|交办|批示|批转|派单|下达|转办|通知|反馈|立项|发现)"
)
_EVERY = lazy_re.compile(r"每|批复|前\d")
_RUN = lazy_re.compile(
    r"(?P<n>\d+|[一二三四五六七八九十两]+|半)个?"
    r"(?P<unit>工作日|自然日|日历天|天|日|周|星期|半月|月|季度|年)(?:以内|之内|内)?"
)
_HALF_MONTH = lazy_re.compile(r"半个?月(?:以内|之内|内)?")


@dataclass(frozen=True, slots=True)
class Events:
    """The days known: of issue (印发日期), and of what set the item going (起算)."""

    issued: date | None
    begins: date | None
    overrides: Mapping[date, bool] | None

    def counted(self, text: Levelled, phrase: Phrase) -> Phrase:
        """The phrase with its day, where the event before a relative one is known; else as it was."""
        if not phrase.milestones or phrase.milestones[0].kind != "relative":
            return phrase
        milestone = phrase.milestones[0]
        words = text.text[phrase.start : phrase.end]
        event, begins = self._event(words)
        issue = bool(event and _ISSUE.match(words))
        if issue:  # what is counted from the plan itself is a deadline of the plan, whatever follows
            phrase = replace(phrase, firm=True)
        if begins is None:
            unknown = text.doubt("issue-unknown", phrase.start, phrase.end)
            return replace(phrase, doubts=(*phrase.doubts, unknown)) if issue else phrase
        counted = self._count(words[len(event) :], begins)
        if counted is None:
            return phrase
        due, estimated = counted
        place = (phrase.start, phrase.end)
        name = "印发之日" if issue else "起算之日"
        doubts = [text.doubt("from-event", *place, event=name, begins=begins, day=due)]
        if estimated:
            doubts.append(text.doubt("estimated", *place, day=due))
        found = Milestone(kind="by", words=milestone.words, due=due, source=milestone.source)
        return replace(phrase, milestones=(found,), doubts=(*phrase.doubts, *doubts))

    def _event(self, words: str) -> tuple[str, date | None]:
        if found := _ISSUE.match(words):
            return found[0], self.issued
        run = _run_at_end(words)
        event = words[: run.start()] if run else ""
        if run and not event:  # 15日内, and the day it was given is known
            return event, self.begins
        if event and _OTHER.search(event) and not _EVERY.search(event) and not event.endswith("前"):
            return event, self.begins
        return "", None

    def _count(self, words: str, begins: date) -> tuple[date, bool] | None:
        run = _run_at_end(words)
        if run is None:
            return None
        if _HALF_MONTH.fullmatch(run[0]):
            return begins + timedelta(days=15), False
        unit = run["unit"]
        if run["n"] == "半":
            return None
        n = numbers(run["n"])[0]
        try:
            if unit == "工作日":
                return add_workdays(begins, n, self.overrides)
            if unit in ("月", "季度", "年"):
                return _later(begins, n * {"月": 1, "季度": 3, "年": 12}[unit]), False
            return begins + timedelta(days=n * (7 if unit in ("周", "星期") else 1)), False
        except (ValueError, OverflowError):
            return None


def _run_at_end(words: str) -> re.Match[str] | None:
    found = None
    for found in _RUN.finditer(words):  # noqa: B007 the last one counts
        pass
    half = _HALF_MONTH.search(words)
    if half and half.end() == len(words):
        return half
    return found if found and found.end() == len(words) else None


def _later(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))
