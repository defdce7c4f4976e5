"""Dates that stand only in the text of a task → 补充节点."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from ledger.values.source import DraftMilestone
from ledger.words.deadline.reader import find_dates, read_deadline
from ledger.words.meanings import Milestone

# 企业开办时间压缩至3个工作日内 says how fast a service is to be, not by when work is to be done.
_STANDARD = re.compile(
    r"(?:压缩|压减|缩短|缩减|减少|提速|控制|不超过|不得超过|不多于|限时|时间|时限|时长|平均)[^，。；]{0,8}$"
)

_WORK = r"(?:前|之前)?[^，。；、]{0,4}(?:完成|开展|建成|开工|实施|启动|召开|组织|验收|投用)"
_DAY = re.compile(
    rf"(?<![\d—–~～至-])\d{{1,2}}月(?:\d{{1,2}}日|[上中下]旬|底)(?:[—–~～至-]+\d{{1,2}}月(?:\d{{1,2}}日|[上中下]旬|底)|{_WORK})"
)


def read_extra(
    texts: Iterable[str], deadline: str, year: int, issued: date | None, taken: Iterable[str] = ()
) -> tuple[DraftMilestone, ...]:
    """The dates in `texts` that neither `deadline` nor the sentences `taken` by a 报送 already say."""
    said = {_when(m) for m in read_deadline(deadline, year, issued=issued).milestones} if deadline else set()
    sentences = tuple(taken)
    found: dict[tuple[str, str], DraftMilestone] = {}
    for text in texts:
        for body in find_dates(text, year, issued=issued):
            words = text[body.offset : body.offset + body.length]
            if body.milestone.kind == "relative" and _STANDARD.search(text[: body.offset]):
                continue
            if _when(body.milestone) in said or any(words in s and s in text for s in sentences):
                continue
            what = body.clause.strip("，。；、,; ") or words
            found.setdefault((what, words), DraftMilestone(what=what, deadline=words))
    return tuple(found.values())


def unread_dates(
    text: str, deadline: str, extra: Iterable[DraftMilestone], taken: Iterable[str]
) -> list[str]:
    """Days in the text that look like a time for work and are in no milestone."""
    said = [deadline, *(milestone.deadline for milestone in extra), *taken]
    words = dict.fromkeys(match[0] for match in _DAY.finditer(text))
    return [f"正文里还有像时限的文字：{day}" for day in words if not any(_month_day(day) in s for s in said)]


def _month_day(words: str) -> str:
    match = re.match(r"\d{1,2}月(?:\d{1,2}日|[上中下]旬|底)?", words)
    return match[0] if match else words


def deadline_doubts(deadline: str, year: int, issued: date | None) -> tuple[str, ...]:
    """What of a deadline's words was not understood, or could be read otherwise."""
    if not deadline:
        return ()
    reading = read_deadline(deadline, year, issued=issued)
    unknown = [m.words for m in reading.milestones if m.kind == "unknown"]
    unknown += [words for words in reading.unknown if words not in unknown]
    doubts = [f"时限“{words}”没有读懂" for words in unknown]
    if not reading.milestones and not unknown:
        doubts.append(f"时限“{deadline}”没有读懂")
    return (*doubts, *reading.warnings)


def _when(milestone: Milestone) -> tuple[object, ...]:
    m = milestone
    if m.kind in ("by", "window"):
        return (m.day_due,)
    return (m.kind, m.start, m.end, m.month, m.day, m.weekday, m.nth)
