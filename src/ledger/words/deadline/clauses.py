"""The clauses of a text: which words stand with which date. Used for a deadline column and for running text alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise

from ledger import lazy_re
from ledger.words.deadline.calendar_points import LAST, month_length
from ledger.words.deadline.events import Events
from ledger.words.deadline.items import Clause, Phrase
from ledger.words.deadline.levelled import Levelled
from ledger.words.deadline.neighbours import read_in_part
from ledger.words.deadline.not_deadlines import Told, is_told, place_and_kind, told_dates, void_dates
from ledger.words.deadline.phrases import PhraseReader
from ledger.words.deadline.scanner import scan
from ledger.words.lexicon import words
from ledger.words.meanings import Source

HARMLESS = frozenset(("year", "part", "since"))
_HALF = lazy_re.compile(r"(?:\d{4}年)?(?:[上下]半年|第?[一二三四1-4]季度?)为?")
_CASE = lazy_re.compile(r"[^,;]{2,8}为\d")  # 12月为20日, 2026年为12月5日
_EDGED, _A_DAY = lazy_re.compile("(?<![节旦一国庆秋午明])[日号前内止]$"), lazy_re.compile(r"[\d日号]前?$")
_ONLY_OFTEN = lazy_re.compile(r"(?:至少|不少于|不低于)?[\d一二两三四]*次?(?:以上)?")
_LENGTH = lazy_re.compile(r"(?:利?用)?[\d半一二三四五六七八九十两]+[^后起]{1,3}(?:时间)?")  # 用3个月时间
_PART_OF_YEAR = lazy_re.compile("年[中终末底]")
_DONE_WITH = lazy_re.compile("(?:完成|开展|组织|进行|做好|报送|上报|提交|报)好?$")
_NAME = lazy_re.compile("[一-龥]{2}")
_REVIEW = lazy_re.compile(
    "[一-龥]{0,4}(?:自评|自查|总结|小结|考核|考评|评估|测评|检查|督查|述职|复盘|会议|报告)+(?:工作|材料)?[应须]?[于在]?"
)
_PARTED = lazy_re.compile("[、/并且和]")
_BETWEEN_DAYS = ("", "、", "分别", "分别于", "分别在", "分别为", "即", "于")
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
    _narrow(text, clauses)
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
    return before is not None and before.end == phrase.start and _in_period(text, before, phrase)


def _in_period(text: Levelled, period: Phrase, phrase: Phrase) -> bool:
    """Whether the days of a phrase lie in the half or the quarter that `period` names."""
    days = [day for m in phrase.milestones for day in (m.start, m.day_due) if day]
    if not days or not period.milestones or not _HALF.fullmatch(text.text, period.start, period.end):
        return False
    last = period.milestones[0].due
    months = 6 if "半年" in text.text[period.start : period.end] else 3
    return last is not None and all(
        day.year == last.year and last.month - months < day.month <= last.month for day in days
    )


def _narrow(text: Levelled, clauses: list[Clause]) -> None:
    """As many days in a bracket as times before it: the narrower ones count (上半年（6月20日前）, 半年、年终各报一次（7月5日前、
    次年1月5日前）, 4月—6月（上半年）); so do the days that a cycle is told by (每半年一次，6月、12月). 每月25日（12月为20日）: one
    that recurs on a day goes on beside its exception."""
    for clause in clauses:
        for n, (one, other) in enumerate(pairwise(clause.phrases)):
            kinds = {m.kind for p in (one, other) for m in p.milestones[:1] if m.recurring}
            placed = [m.recurrence.placed for p in (one, other) for m in p.milestones[:1] if m.recurring]
            if (
                len(kinds) == 1
                and placed == [False, True]
                and not _PARTED.search(text.text, one.end, other.start)
            ):
                del clause.phrases[n]  # 每月工资15日前发放
                free, start = clause.gaps[n]
                clause.gaps[n : n + 2] = [(free if free < start else one.end, other.start)]
                break
    for dated, beside in pairwise(clauses):
        days, before = beside.phrases, dated.phrases
        case = days and _CASE.match(text.text, days[0].start, days[0].end)
        if (
            (dated.hard_end and not case)
            or not (before and days)
            or not all(p.milestones for p in (*before, *days))
        ):
            continue
        gaps = [text.text[slice(*gap)] for gap in beside.gaps]
        cycle = before[-1].milestones[0]
        if (
            cycle.recurring
            and not cycle.recurrence.placed
            and _ONLY_OFTEN.fullmatch(text.text, *dated.gaps[-1])
        ):
            gaps.pop()
        if any(gap not in _BETWEEN_DAYS for gap in gaps) or (
            len(days) != len(before) and not cycle.recurring
        ):
            continue
        if cycle.recurring and not cycle.recurrence.placed:
            if (
                len(before) == 1
                and len(days) == round(365 / cycle.recurrence.cycle.days)
                and all(p.milestones[0].due for p in days)
            ):
                dated.phrases = [before[0].set_aside()]
        elif cycle.recurring:
            if (beside.inner or case) and all(p.milestones[0].due for p in days):
                note = text.doubt("exception", days[0].start, days[-1].end)
                days[0] = replace(days[0], doubts=(*days[0].doubts, note))
        elif (
            beside.inner
            and cycle.kind == "relative"
            and _LENGTH.fullmatch(text.text, dated.start, dated.gaps[-1][1])
        ):
            if days[0].milestones[0].kind == "window":  # 3个月（4—6月）
                dated.phrases = [before[0].set_aside()]
        elif beside.inner and all(map(partial(_in_period, text), days, before)):
            beside.phrases, beside.gaps = [], [(days[-1].end, days[-1].end)]
        elif beside.inner and not any(_EDGED.search(text.text, p.start, p.end) for p in before):
            in_it = all(map(partial(_in_period, text), before, days))
            if in_it or all(_A_DAY.search(text.text, p.start, p.end) for p in days):
                dated.phrases = [p.set_aside() for p in before]


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
