"""The clauses of a text: which words stand with which date. Used for a deadline column and for running text alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from ledger.plan.calendar_points import LAST, month_length
from ledger.plan.date_items import Phrase
from ledger.plan.date_phrases import PhraseReader
from ledger.plan.date_words import Levelled, Word, scan
from ledger.plan.values import Source

LABEL = re.compile(
    r"(?:计划|预计|最终|全部|任务|工作|办结|整改)?(?:完成|截止|办结|整改|责任|时间|报送|上报|提交|工作|推进|落实){0,4}"
    r"(?:时限|时间|期限|日期|节点|进度){1,3}(?:要求|安排|节点)?(?:为|是)?"
)
LEADS_IN = re.compile(
    r"(?:力争|争取|确保|保证|原则上|务必|务求|必须|应当|最晚|预计|(?<![作动度展])计划|拟|要求|要|应|须|需|请|务|并|于|在|各|分别|均|不迟|约)+$"
)
_FOLLOWS = re.compile(r"^(?:[两二三四五]个(?:时间)?节点|各|分别|均|之|的|要|应|须|需)+")
NO_MATTER = re.compile(
    r"(?:第[一二三四五]阶段)?(?:全部|全面|基本|按期|按时|如期|保质保量|高质量)?(?:完成|推进|推动|坚持|开展|落实|实施|进行|执行|到位|办结|完毕|结束|抓好|做好|任务|工作|并"
    r"|[两二三四]个(?:时间)?节点|[、,]|(?:至少|不少于|不低于)?[\d一二两三四五六]+次(?:以上)?|次)*"
)
HARMLESS = frozenset(("year", "part", "since"))
_SHORT = 40  # no label and no words of manner are longer; longer stretches are matter without a look
_ENUMERATOR = re.compile(r"^\d{1,2}[.．、)）]")
_GOES_ON = re.compile(r"将|把|向|报")
_JOINTS = frozenset(("", "、", "和", "及", "与", "或", "以及"))
_EVENT = re.compile(r"^(?:.*(?:应当?|须|需|要)?[在于]|.*(?:应当?|须))?(.*(?:后|起|前|时|内|提))$")


@dataclass(slots=True, eq=False)
class Clause:
    """Phrases, and the stretches of other words around them (`gaps[0]` before the first phrase)."""

    start: int
    phrases: list[Phrase] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)
    loose: list[Word] = field(default_factory=list)  # words that smell of time and belong to no phrase
    hard_end: bool = False

    @property
    def dated(self) -> bool:
        """Whether a day, or a rule for days, stands in it."""
        return any(phrase.strength == "dated" and phrase.milestones for phrase in self.phrases)


def cut(
    text: Levelled,
    year: int,
    *,
    issued: date | None,
    source: Source,
    overrides: Mapping[date, bool] | None = None,
) -> list[Clause]:
    """The clauses of a levelled text with their phrases."""
    reader = PhraseReader(
        text, list(scan(text.text)), year, issued=issued, source=source, overrides=overrides
    )
    clauses = [Clause(0)]
    free_from = 0
    year_from: Clause | None = None  # the clause whose date wrote the year now in force
    yearly = False  # a 每年 stands earlier in the sentence
    while reader.at < len(reader.words):
        clause = clauses[-1]
        phrases = reader.phrases()
        if phrases:
            for phrase in phrases:
                phrase = _with_event(text, clause, phrase, free_from)
                phrase = _under_every_year(yearly, phrase)
                if not phrase.free:
                    year_from = None if phrase.context or not phrase.milestones else clause
                elif year_from not in (None, clause):
                    phrase = _with_carried_year(phrase, year)
                yearly = yearly or any(m.kind == "yearly" for m in phrase.milestones)
                clause.gaps.append((free_from, phrase.start))
                clause.phrases.append(phrase)
                free_from = phrase.end
            continue
        word = reader.words[reader.at]
        reader.at += 1
        if word.text == "(" and (after := _after_remark(reader)):
            reader.at = after
        elif word.kind in ("stop", "comma", "joint"):
            clause.gaps.append((free_from, word.start))
            clause.hard_end = word.kind == "stop"
            yearly = yearly and not clause.hard_end
            clauses.append(Clause(word.end))
            free_from = word.end
        elif word.kind not in ("plain", "title", "and", "to", "from"):
            clause.loose.append(word)
    clauses[-1].gaps.append((free_from, len(text.text)))
    _drop_manners(clauses)
    return clauses


def _after_remark(reader: PhraseReader) -> int:
    """政务服务中心（大厅）开设…: a bracket without a time, with words right behind it, ends no clause.

    The place of the word after it; 0 where it does end one. No word is looked at for two brackets.
    """
    words, at = reader.words, reader.at
    while at < len(words) and words[at].text != "(" and words[at].kind in ("plain", "title", "and", "comma"):
        at += 1
        if words[at - 1].text == ")":
            text, end = reader.text.text, words[at - 1].end
            follows = words[at].start if at < len(words) else len(text)
            return at if end < follows else 0
    return 0


def _with_event(text: Levelled, clause: Clause, phrase: Phrase, free_from: int) -> Phrase:
    """10个工作日内 runs from what stands before it: 收到文件后, 自印发之日起."""
    if not phrase.milestones or phrase.milestones[0].kind != "relative":
        return phrase
    free_from = max(free_from, phrase.start - 60)
    before = text.text[free_from : phrase.start]
    event = _EVENT.search(before)
    if event is None:
        return phrase
    start = free_from + event.start(1)
    while clause.loose and clause.loose[-1].start >= start:
        clause.loose.pop()
    words = text.printed(start, phrase.end)
    return replace(phrase, start=start, milestones=(replace(phrase.milestones[0], words=words),))


def _under_every_year(yearly: bool, phrase: Phrase) -> Phrase:
    """每年1月底前报送计划，12月底前报送总结: 每年 governs the later date too, if that names no year."""
    if not yearly or not phrase.free or not phrase.milestones or (day := phrase.milestones[0].due) is None:
        return phrase
    last = LAST if day.day == month_length(day.year, day.month) else day.day
    milestone = replace(phrase.milestones[0], kind="yearly", due=None, month=day.month, day=last)
    note = f"“{milestone.words}”承前面的“每年”，按每年理解；如只指一年，请写明年份。"
    return replace(phrase, milestones=(milestone,), warnings=(*phrase.warnings, note), free=False)


def _with_carried_year(phrase: Phrase, year: int) -> Phrase:
    """2023年1月底前完成初稿，10月底前定稿: the later date keeps the year, and another than the plan's is said."""
    days = [day for m in phrase.milestones if (day := m.day_due or m.start) and day.year != year]
    if not days:
        return phrase
    note = f"“{phrase.milestones[0].words}”没有写年份，沿用前面的{days[0].year}年。"
    return replace(phrase, warnings=(*phrase.warnings, note))


def _drop_manners(clauses: list[Clause]) -> None:
    """持续, 及时 only say how where a date stands beside them; then they are matter again."""
    any_date = any(clause.dated for clause in clauses)
    for clause in clauses:
        dated = any(p.strength in ("dated", "lasting") for p in clause.phrases)
        for n in range(len(clause.phrases) - 1, -1, -1):
            strength = clause.phrases[n].strength
            if (strength == "mild" and dated) or (strength == "weak" and (dated or any_date)):
                del clause.phrases[n]
                clause.gaps[n : n + 2] = [(clause.gaps[n][0], clause.gaps[n + 1][1])]


def matters(text: Levelled, clauses: list[Clause]) -> list[tuple[Phrase, str | None]]:
    """Every phrase with the words it is about: its own clause's, else those of an undated clause beside it."""
    found = [list(zip(c.phrases, _own_matters(text, c), strict=True)) for c in clauses]

    @cache
    def undated(n: int) -> str | None:
        return _undated_matter(text, clauses[n])

    claimed: set[int] = set()
    for n, pairs in enumerate(found):
        if not pairs:
            continue
        own = pairs[-1][1]
        for beside in (_beside(clauses, undated, n, 1), _beside(clauses, undated, n, -1)):
            what = None if beside is None or beside in claimed else undated(beside)
            if beside is None or what is None:
                continue
            if own is None:
                claimed.add(beside)
                _give(clauses, found, n, what)
                break
            if beside > n and _GOES_ON.match(what) and not _matter("", text.printed(*clauses[n].gaps[-1])):
                claimed.add(beside)  # 各单位要于9月5日，将…情况报县政府办: one sentence
                found[n] = [(phrase, f"{words}{what}" if words == own else words) for phrase, words in pairs]
                break
    return [pair for pairs in found for pair in pairs]


def _undated_matter(text: Levelled, clause: Clause) -> str | None:
    if clause.phrases or any(word.kind not in HARMLESS for word in clause.loose):
        return None
    return _matter(text.printed(*clause.gaps[0]), "")


def _beside(clauses: list[Clause], undated: Callable[[int], str | None], n: int, step: int) -> int | None:
    """The clause with words next to clause `n` in the same sentence; empty ones are passed over."""
    at = n
    for _ in range(3):
        if not 0 <= at + step < len(clauses) or clauses[min(at, at + step)].hard_end:
            return None
        at += step
        if undated(at) is not None:
            return at
        if clauses[at].phrases or clauses[at].loose:
            return None
    return None


def _give(clauses: list[Clause], found: list[list[tuple[Phrase, str | None]]], n: int, what: str) -> None:
    """To the clause, and to the empty dated ones right before it (6月底前，12月底前，报送总结)."""
    while n >= 0 and found[n] and found[n][-1][1] is None:
        found[n] = [(phrase, own or what) for phrase, own in found[n]]
        n -= 1
        if n >= 0 and clauses[n].hard_end:
            break


def _own_matters(text: Levelled, clause: Clause) -> list[str | None]:
    """A gap between two dates belongs to the first up to its first 、 or 并, from there to the second.
    Dates with nothing but 、 between them share what stands around."""
    if not clause.phrases:
        return []
    gaps = [text.printed(*gap) for gap in clause.gaps]
    result: list[str | None] = []
    before, size = gaps[0], 0
    for n in range(len(clause.phrases)):
        size += 1
        gap = gaps[n + 1]
        last = n == len(clause.phrases) - 1
        if not last and gap in _JOINTS:
            continue
        left, right = (gap, "") if last else _divide(gap)
        result += [_matter(before, left)] * size
        before, size = right, 0
    return result


def _divide(gap: str) -> tuple[str, str]:
    found = re.search(r"[、并且]", gap)
    return (gap[: found.start()], gap[found.end() :]) if found else (gap, "")


def _matter(before: str, after: str) -> str | None:
    """What a date is about: the words before and after it without those that only lead to it."""
    before = _ENUMERATOR.sub("", before).strip("、，,")
    if len(before) <= _SHORT and LABEL.fullmatch(before):
        before = ""
    before = before[:-_SHORT] + LEADS_IN.sub("", before[-_SHORT:])
    words = (before + _FOLLOWS.sub("", after)).strip("、，, ")
    if len(words) <= _SHORT and any(said.fullmatch(words) for said in (NO_MATTER, LABEL, LEADS_IN)):
        return None
    return words
