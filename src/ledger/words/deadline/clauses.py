"""The clauses of a text: which words stand with which date. Used for a deadline column and for running text alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ledger import lazy_re
from ledger.words.deadline.calendar_points import LAST, month_length
from ledger.words.deadline.events import Events
from ledger.words.deadline.items import Clause, Phrase
from ledger.words.deadline.levelled import Levelled
from ledger.words.deadline.narrowed import in_period, narrow
from ledger.words.deadline.neighbours import read_in_part
from ledger.words.deadline.not_deadlines import Told, is_told, place_and_kind, told_dates, void_dates
from ledger.words.deadline.phrases import PhraseReader
from ledger.words.deadline.scanner import scan
from ledger.words.lexicon import words
from ledger.words.meanings import Source

HARMLESS = frozenset(("year", "part", "since"))
_PART_OF_YEAR = lazy_re.compile("年[中终末底]")
_DONE_WITH = lazy_re.compile("(?:完成|开展|组织|进行|做好|报送|上报|提交|报)好?$")
_NAME = lazy_re.compile("[一-龥]{2}")
_REVIEW = lazy_re.compile(
    "[一-龥]{0,4}(?:自评|自查|总结|小结|考核|考评|评估|测评|检查|督查|述职|复盘|会议|报告)+(?:工作|材料)?[应须]?[于在]?"
)
_YEAR_FIGURES = "0123456789〇零一二三四五六七八九十百千两元甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_OF_A_THING = lazy_re.compile(r"(?:日常|经常)性?(?!坚持|推进|开展|实施|落实|进行|[,;、:)])[一-龥]{2}")
_NEAR = 12  # words looked at
TIME_WORDS = frozenset(
    words(
        "year half quarter month day full yearmonth monthday lunar every rate duration period now allyear lasting and"
        " to nth nthday part xun clock weekday dayless ended before within until after since from comma"
    )
)
_LONGEST_YEAR = 9  # 二千零二十六年 and its like
_EVENT = lazy_re.compile(
    r"^(?:.*(?:应当?|须|需|要)?[在于]|.*(?:应当?|须)|.*(?=自))?(.*(?:(?<!最)后|起|(?<!提)前|时|内|提))$"
)


def cut(
    text: Levelled,
    year: int,
    *,
    issued: date | None,
    source: Source,
    overrides: Mapping[date, bool] | None = None,
    begins: date | None = None,
) -> list[Clause]:
    """The clauses of a levelled text with their phrases."""
    reader = PhraseReader(
        text, list(scan(text.text)), year, issued=issued, source=source, overrides=overrides
    )
    events = Events(issued, begins, overrides)
    clauses = [Clause(0)]
    free_from = 0
    year_from: Clause | None = None  # the clause whose date wrote the year now in force
    yearly = False  # a 每年 stands earlier in the sentence
    told: dict[tuple[int, int, str], Told] = {}
    while reader.at < len(reader.words):
        clause = clauses[-1]
        before = (reader.context, reader.month, reader.every)
        phrases = reader.phrases()
        told |= {place_and_kind(p): is_told(text, p, year) for p in phrases if p.milestones}
        if phrases and all(p.milestones and told[place_and_kind(p)] for p in phrases):
            reader.context, reader.month, reader.every = before  # what is told of governs no later date
        if len(phrases) == 1 and _names_a_review(text, clauses, phrases[0], free_from):
            reader.context, reader.month, reader.every = before  # 7月15日前完成年中自评，20日前上报
            continue
        if phrases:
            for phrase in phrases:
                phrase = _with_event(text, clause, phrase, free_from)
                phrase = _of_an_unread_year(text, clause, phrase)
                if _continues(clause, phrase):
                    start, (free_from, _) = clause.phrases.pop().start, clause.gaps.pop()
                    words = text.printed(start, phrase.end)
                    phrase = replace(
                        phrase, start=start, milestones=(replace(phrase.milestones[0], words=words),)
                    )
                if _within_the_one_before(text, clause, phrase):
                    start, (free_from, _) = clause.phrases.pop().start, clause.gaps.pop()
                    phrase = replace(phrase, start=start)
                phrase = events.counted(text, phrase)
                phrase = _under_every_year(text, yearly, phrase)
                if not phrase.free:
                    year_from = None if phrase.context or not phrase.milestones else clause
                elif year_from not in (None, clause):
                    phrase = _with_carried_year(text, phrase, year)
                yearly = yearly or any(m.kind == "yearly" for m in phrase.milestones)
                clause.gaps.append((free_from, phrase.start))
                clause.phrases.append(phrase)
                free_from = phrase.end
            if source == "body":
                reader.context = max(reader.context, year)  # a past year is told of, it governs no deadline
            continue
        word = reader.words[reader.at]
        reader.at += 1
        if word.text == "(" and (after := _after_remark(reader)):
            reader.at = after
        elif word.kind == "before" and _edge_behind_remark(text, clauses, word.start):
            free_from = word.end
        elif word.kind in ("stop", "comma", "joint") or _parts_a_list(reader):
            clause.gaps.append((free_from, word.start))
            clause.hard_end = word.kind in ("stop", "and")
            yearly = yearly and not clause.hard_end
            clauses.append(Clause(word.end, inner=word.text == "(", after=word.text))
            free_from = word.end
            if source == "body" and text.printed(word.start, word.end) in ("。", "！", "？"):
                reader.forget()  # a new sentence of running text speaks of something else
        elif word.kind not in ("plain", "title", "and", "to", "from"):
            clause.loose.append(word)
    clauses[-1].gaps.append((free_from, len(text.text)))
    _drop_reviews(text, clauses)
    _drop_manners(text, clauses)
    read_in_part(text, clauses, reader.words)
    narrow(text, clauses)
    void_dates(text, clauses)
    told_dates(text, clauses, year, told)
    return clauses


def _after_remark(reader: PhraseReader) -> int:
    """政务服务中心（大厅）开设…, 危房改造（含抗震）：6月: a bracket without a time, with words right before or
    behind it, ends no clause.

    The place of the word after it; 0 where it does end one. No word is looked at for two brackets.
    """
    words, at = reader.words, reader.at
    opened = words[at - 1].start
    on_words = opened > 0 and (
        at < 2 or words[at - 2].end < opened or words[at - 2].kind in ("plain", "title")
    )
    while at < len(words) and words[at].text != "(" and words[at].kind in ("plain", "title", "and", "comma"):
        at += 1
        if words[at - 1].text == ")":
            text, end = reader.text.text, words[at - 1].end
            follows = words[at].start if at < len(words) else len(text)
            remark = on_words and ":" not in text[opened:end]
            return at if remark or end < follows else 0
    return 0


def _edge_behind_remark(text: Levelled, clauses: list[Clause], at: int) -> bool:
    """每月10日（遇节假日顺延）前上报: a 前 that a remark parts from its day, which it does not move (it does move a month)."""
    if len(clauses) < 3 or clauses[-1].start != at or clauses[-1].after != ")":
        return False
    dated, remark = clauses[-3:-1]
    if not (dated.phrases and remark.inner and (remark.loose or remark.phrases)):
        return False
    end = dated.phrases[-1].end
    return end == remark.start - 1 and text.text[end - 1] in "日号底"


def _parts_a_list(reader: PhraseReader) -> bool:
    """论证：4月底前、报批：6月底前; 4月底前：论证、6月底前：报批: the 、 just read stands between two entries with a colon."""
    words, at, text = reader.words, reader.at, reader.text.text
    joint = words[at - 1]
    if joint.text != "、":
        return False
    colon = next((n for n in range(at, min(at + _NEAR, len(words))) if words[n].text == ":"), None)
    if colon is None or "、" in text[joint.end : words[colon].start]:
        return False
    timed = all(
        words[n].kind in TIME_WORDS and words[n].start == (words[n - 1].end) for n in range(at, colon)
    )
    if colon > at and timed and words[colon].start == words[colon - 1].end:
        return True  # a date and its colon
    before = words[at - 2] if at > 1 else None
    after = words[colon + 1] if colon + 1 < len(words) else None
    return bool(
        before and before.kind in TIME_WORDS and before.end == joint.start
        and after and after.kind in TIME_WORDS and after.start == words[colon].end
    )  # fmt: skip


def _of_an_unread_year(text: Levelled, clause: Clause, phrase: Phrase) -> Phrase:
    """两千零四年六月底前, 神龙二年正月初一: a year nobody reads stands right before the date, which is then no day."""
    if not phrase.milestones or not clause.loose:
        return phrase
    year = clause.loose[-1]
    if year.text[-1] != "年" or text.text[year.end : phrase.start] not in ("", "的"):
        return phrase
    start = year.start
    while (
        start > clause.start
        and phrase.start - start < _LONGEST_YEAR
        and text.text[start - 1] in _YEAR_FIGURES
    ):
        start -= 1
    clause.loose.pop()
    note = text.doubt("year-unread", start, phrase.end)
    return replace(phrase, start=start, milestones=(), doubts=(note,))


def _with_event(text: Levelled, clause: Clause, phrase: Phrase, free_from: int) -> Phrase:
    """10个工作日内 runs from what stands before it: 收到文件后, 自印发之日起."""
    if not phrase.milestones or phrase.milestones[0].kind != "relative":
        return phrase
    free_from = max(free_from, phrase.start - 60)
    before = text.text[free_from : phrase.start]
    event = _EVENT.search(before)
    if event is None:
        if text.text[phrase.end - 1] in "内日" or text.text[phrase.start] == "T":
            return phrase
        return replace(phrase, doubts=(*phrase.doubts, text.doubt("length", phrase.start, phrase.end)))
    if event[1] in ("后", "前", "起"):  # （小满）后10天内: of what stands elsewhere
        phrase = replace(phrase, doubts=(*phrase.doubts, text.doubt("length", phrase.start, phrase.end)))
    start = free_from + event.start(1)
    while clause.loose and clause.loose[-1].start >= start:
        clause.loose.pop()
    words = text.printed(start, phrase.end)
    return replace(phrase, start=start, milestones=(replace(phrase.milestones[0], words=words),))


def _continues(clause: Clause, phrase: Phrase) -> bool:
    """每年预算批复后20日内: one thing that runs from an event, and not once a year besides."""
    if not clause.phrases or not phrase.milestones or phrase.milestones[0].kind != "relative":
        return False
    if clause.phrases[-1].end != phrase.start:
        return False
    every = clause.phrases[-1].milestones
    return len(every) == 1 and every[0].recurring and not every[0].recurrence.placed


def _within_the_one_before(text: Levelled, clause: Clause, phrase: Phrase) -> bool:
    """上半年2月中旬至3月底: a half or a quarter right before a day in it only says which one."""
    before = clause.phrases[-1] if clause.phrases else None
    return before is not None and before.end == phrase.start and in_period(text, before, phrase)


def _under_every_year(text: Levelled, yearly: bool, phrase: Phrase) -> Phrase:
    """每年1月底前报送计划，12月底前报送总结: 每年 governs the later date too, if that names no year."""
    if not yearly or not phrase.free or not phrase.milestones or (day := phrase.milestones[0].due) is None:
        return phrase
    last = LAST if day.day == month_length(day.year, day.month) else day.day
    milestone = replace(phrase.milestones[0], kind="yearly", due=None, month=day.month, day=last)
    note = text.doubt("under-every-year", phrase.start, phrase.end)
    return replace(phrase, milestones=(milestone,), doubts=(*phrase.doubts, note), free=False)


def _with_carried_year(text: Levelled, phrase: Phrase, year: int) -> Phrase:
    """2023年1月底前完成初稿，10月底前定稿: the later date keeps the year, and another than the plan's is said."""
    days = [day for m in phrase.milestones if (day := m.day_due or m.start) and day.year != year]
    if not days:
        return phrase
    note = text.doubt("year-carried", phrase.start, phrase.end, year=days[0].year)
    return replace(phrase, doubts=(*phrase.doubts, note))


def _is_a_thing(text: Levelled, clause: Clause) -> bool:
    """日常巡查, 经常性检查: what lasts is a noun with this word before it."""
    return len(clause.phrases) == 1 and bool(_OF_A_THING.match(text.text, clause.phrases[0].start))


def _beside_a_bare_date(text: Levelled, clauses: list[Clause], at: int) -> bool:
    """Whether the clause before or behind holds a date and nothing else: 日常巡查表（10月—11月）."""
    beside = [
        clauses[n] for n in (at - 1, at + 1) if 0 <= n < len(clauses) and not clauses[min(n, at)].hard_end
    ]
    return any(c.dated and not any(text.text[slice(*gap)] for gap in c.gaps) for c in beside)


def _names_a_review(text: Levelled, clauses: list[Clause], phrase: Phrase, free_from: int) -> bool:
    """7月15日前完成年中自评: behind a day of its own the 年中 in a review's name is no other day."""
    if not _PART_OF_YEAR.fullmatch(text.text, phrase.start, phrase.end):
        return False
    if not _DONE_WITH.search(text.text, free_from, phrase.start) or not _NAME.match(text.text, phrase.end):
        return False
    return any(p.milestones for p in clauses[-1].phrases) or _beside_a_bare_date(
        text, clauses, len(clauses) - 1
    )


def _drop_reviews(text: Levelled, clauses: list[Clause]) -> None:
    """年中总结7月10日前上报, 年中总结：7月10日前, 完成年中自评（7月15日前）: so it is before that day."""
    for at, clause in enumerate(clauses):
        for n in range(len(clause.phrases) - 1, -1, -1):
            before, after = (text.text[slice(*gap)] for gap in clause.gaps[n : n + 2])
            phrase, following = clause.phrases[n], clause.phrases[n + 1 : n + 2]
            named = not before or _DONE_WITH.search(before)
            bare = not following and named and _beside_a_bare_date(text, clauses, at)
            if (
                _PART_OF_YEAR.fullmatch(text.text, phrase.start, phrase.end)
                and (bare or any(not _PART_OF_YEAR.match(text.text, p.start) for p in following))
                and _REVIEW.fullmatch(after)
            ):
                clause.drop(n)


def _drop_manners(text: Levelled, clauses: list[Clause]) -> None:
    """持续, 及时 only say how where a date stands beside them; then they are matter again."""
    any_date = any(clause.dated for clause in clauses)
    for at, clause in enumerate(clauses):
        dated = any(p.strength in ("dated", "lasting") for p in clause.phrases)
        if not dated and _is_a_thing(text, clause) and _beside_a_bare_date(text, clauses, at):
            dated = True
        for n in range(len(clause.phrases) - 1, -1, -1):
            strength = clause.phrases[n].strength
            entry = clause.after == ":" and at > 0 and not clauses[at - 1].phrases  # 日报：每日；周报：每周五
            if (strength == "mild" and dated) or (strength == "weak" and (dated or (any_date and not entry))):
                clause.drop(n)
