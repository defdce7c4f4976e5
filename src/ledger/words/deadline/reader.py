"""How a deadline's words (时间节点, 完成时限) are understood.

A text is levelled (`levelled.py`) and cut into words (`scanner.py`, `table.py`); the words are read as phrases by the
grammar below, a file for each storey of it (`points.py`, `items.py`, `recurring.py`, `phrases.py`), and put into their clauses
(`clauses.py`). There a date gives way to what stands around it: what continues it (`neighbours.py`), what makes it void or
tells of the past (`not_deadlines.py`), the event it runs from (`events.py`). `matters.py` says what each date is about (`several_matters.py` where they are many), and this
file puts it all together, with what was not understood. Understanding comes first, days of recurring milestones
are computed when asked (`occurrences.py`). Nothing here raises on any text.

    words     = clause { (， | ； | 。 | ： | brackets) clause }
    clause    = [matter] { phrase [matter] }
    phrase    = standing | now | recurring | festival | period | relative | dates
    standing  = [year] 全年 | 长期 | 持续 | 及时            全年: to 12-31; the others have no day
    now       = 即日起 [至 point]
    recurring = 每年 [items] | 每半年 [places] | 每季度 [places] | 每月 [places] | 每周 [周五] | 2次/年
    places    = [首月 | 第2个月 | 末月 | 结束后] (day | 旬 | 初 | 中 | 底) [前] { 、 … }
    relative  = [收到文件后] 10个工作日内
    dates     = [自 | 到 | 截至] items
    items     = point [至 point] [edge] { 、 point [至 point] [edge] }    later ones inherit year and month
    point     = [year] (month [day | 旬 | part] | 季度 [part] | 半年 [part] | part) | year | day
    part      = 初 | 中 | 底        edge = 前 | 内 | 止 | 起 | 后

Decided where official use is not settled:

- A time without an edge is its last day: 上半年 → 06-30, 8月中旬 → 08-20, 9月 → 09-30.
- 前 after a day or a 底 includes it. 11月前 (no 底) ends before November begins, with a warning.
- A later date without a year keeps the year in force; from another clause, and not the plan's own: with a warning.
- 及时, 随时, 动态, 定期, 每日 are `ongoing` where nothing dated stands in the words, else they only say how.
  持续, 日常, 常态化 likewise within a clause; 长期, 全年 always count. 立即, 尽快, 不定期, 已完成 are no date: unknown;
  so is 按上级要求, unless a date stands in the words.
- A recurring date starts with the 从…起 before it, and after a dated one before it (6月底前建成，每月更新), which is
  said with it. Reporting (每月25日前报进展) and what the year's end goes before (年内，每月5日前) start at once,
  unless they are yearly or the words say so (此后每月); whatever else may do both (每月一次) carries a doubt.
- A day that names no month (6月15日前自查，30日前整改) is in the month of the date before it, after a 每月 in every
  month, and 次月5日 alone is every month's: with a warning.
- A milestone's `what` is its clause without the phrase, else an undated clause beside it; words that say only
  that the work gets done (完成, 落实) and a label alone (完成时限：) are nobody's matter. Where several labels stand
  in the words, each tells its date's matter (整改时限：…；销号时限：…).
- A date that the character beside it could continue (6月30日号) is no day and is asked about.
- Whatever smells of time and is no phrase goes to `unknown`. Only where nothing at all was understood is there
  one milestone of kind `unknown`, so that the task keeps its words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from ledger import lazy_re
from ledger.words.deadline.body import find_dates
from ledger.words.deadline.clauses import HARMLESS, cut
from ledger.words.deadline.items import Clause, Phrase
from ledger.words.deadline.levelled import Levelled, level
from ledger.words.deadline.matters import LABEL, LEADS_IN, NO_MATTER, is_label, matters
from ledger.words.deadline.occurrences import describe
from ledger.words.deadline.scanner import Word
from ledger.words.doubt import Doubt
from ledger.words.meanings import DeadlineReading, Milestone, Piece, Source

__all__ = ["find_dates", "read_deadline"]

_ONE_DAY = timedelta(days=1)
# What is asked about work goes on while the work does; what is done to its outcome begins after it.
_REPORTS = lazy_re.compile(
    r"报(?![名废装批价到考建关警税销表])|调度|例会|会商|研判|碰头|小结|督[查办导]|进[展度](?!款)"
)
_KEEPS = lazy_re.compile("更新|维护|[管养]护|巡[检查护]|运行")
_TENDS = lazy_re.compile(
    _KEEPS.pattern + "|复[核查检审]|评估|评价|公布|公开|公示|回访|回头看|抽查|[监检]测|清查"
)
_HOPED, _MADE_SURE = (
    lazy_re.compile("(?:力争|争取|努力)在?$"),
    lazy_re.compile("[^;]*(?:确保|保证|[最至]迟)在?"),
)
_THEREUPON = lazy_re.compile("后[,]?$")  # 此后每月, 建成后，每月
_REST = lazy_re.compile(r"(?P<mark>[^\w]+)|(?P<label>" + LABEL.pattern + r"(?=:))|(?P<matter>\w+)")
_REST_MEANINGS = {"mark": "标点", "label": "栏目名称", "matter": "事项"}


def read_deadline(
    words: str,
    year: int,
    *,
    issued: date | None = None,
    source: Source = "column",
    what: str | None = None,
    overrides: Mapping[date, bool] | None = None,
    begins: date | None = None,
    pieces: bool = False,
) -> DeadlineReading:
    """What `words` mean in a plan of `year`. Never raises; linear in the length of the text.

    `what`, if given, is the matter of every milestone whose own clause names none (补充节点's 事项);
    `overrides` are the office's working days; `begins` (起算) is the day that what runs from an event runs from;
    `pieces`: with the words cut into what each stretch means, for who shows them.
    """
    text = level(words)
    clauses = cut(text, year, issued=issued, source=source, overrides=overrides, begins=begins)
    return _Assembly(text, clauses, year, what, source).reading(pieces=pieces)


def _said_once(found: list[Milestone]) -> list[Milestone]:
    """每年2次，6月底、12月底前; 按月报送，次月5日前: a recurrence without a day goes, where its days follow, and leaves them
    its matter."""
    unplaced = {m.kind: m.what for m in found if m.recurring and not m.recurrence.placed}
    if not unplaced:
        return found
    kept: list[Milestone] = []
    gone: set[tuple[str, str | None]] = set()
    for m in found:
        if m.recurring and m.recurrence.placed and m.kind in unplaced:
            if m.what is None:
                m = replace(m, what=unplaced[m.kind])
            gone |= {(m.kind, m.what), (m.kind, None)}
        kept.append(m)
    return [
        m
        for m in kept
        if not m.recurring
        or m.recurrence.placed
        or (m.kind, None if NO_MATTER.fullmatch(m.what or "") else m.what) not in gone
    ]


def _same(milestone: Milestone) -> tuple[object, ...]:
    """Same kind, day and matter is the same milestone; what runs from an event has only its words to tell it."""
    return (*milestone.identity, milestone.words if milestone.kind == "relative" else None)


class _Assembly:
    """Sorts the phrases and what is left over into one reading."""

    def __init__(
        self, text: Levelled, clauses: list[Clause], year: int, what: str | None, source: Source
    ) -> None:
        self.text, self.clauses, self.year, self.what, self.source = text, clauses, year, what, source
        self.unread: list[Doubt] = []
        self.doubts: list[Doubt] = []
        self.starts = [clause.start for clause in clauses]

    def reading(self, *, pieces: bool) -> DeadlineReading:
        found: list[Milestone] = []
        last_due: date | None = None
        before: Phrase | None = None
        after: date | None = None  # the dated one before
        since: date | None = None  # the day before a 从…起
        for phrase, what in matters(self.text, self.clauses):
            self.doubts += phrase.doubts
            if before and self._two_aims(before, phrase):
                self.doubts.append(self.text.doubt("two-aims", before.start, phrase.end))
            before = phrase
            if not phrase.milestones and not phrase.context:
                self.unread += phrase.doubts[:1]
            for milestone in phrase.milestones:
                day = milestone.due
                if milestone.recurring:
                    milestone = self._begun(milestone, phrase, what, since, after)
                    self._note_span(phrase, found)
                elif day and last_due and day < last_due and phrase.free and not self._part_of(phrase):
                    self.doubts.append(
                        self.text.doubt("earlier", phrase.start, phrase.end, day=day, before=last_due)
                    )
                last_due = day or last_due
                if milestone.kind == "from" and milestone.start:
                    since, after = milestone.start - _ONE_DAY, None
                after = day or after
                matter = what or self.what
                found.append(replace(milestone, what=matter) if matter else milestone)
        self._leftovers()
        found = _said_once(found)
        self._note_unplaced(found)
        unique = tuple({_same(milestone): milestone for milestone in reversed(found)}.values())[::-1]
        words = self.text.original.strip()
        if not unique and words:
            unique = (Milestone(kind="unknown", words=words, what=self.what, source=self.source),)
            if not self.unread and self.text.text:
                self.unread = [self.text.doubt("not-understood", 0, len(self.text.text))]
        unread = {d.words: d for d in sorted(self.unread, key=lambda d: (d.start, d.end), reverse=True)}
        return DeadlineReading(
            words=self.text.original, milestones=unique, unread=tuple(unread.values())[::-1],
            doubts=tuple(dict.fromkeys(self.doubts)), pieces=self._pieces() if pieces else (),
        )  # fmt: skip

    def _begun(
        self, milestone: Milestone, phrase: Phrase, what: str | None, since: date | None, after: date | None
    ) -> Milestone:
        """A recurring one with the day after which it starts; see what was decided above."""
        yearly, matter = milestone.kind == "yearly", what or ""
        if after is None or not (yearly or after.timetuple()[:3] < (self.year, 12, 31)):
            return replace(milestone, after=since)
        reports = bool(_REPORTS.search(matter))
        told = _THEREUPON.search(self.text.text, max(0, phrase.start - 3), phrase.start) is not None
        tends = told or bool(_TENDS.search(matter))
        at_once = reports or (not _KEEPS.search(matter) and self._apart(phrase))
        if at_once and not yearly and not told:
            return replace(milestone, after=since)
        if not tends and not (yearly and not reports):
            self.doubts.append(
                self.text.doubt("starts-after", phrase.start, phrase.end, before=after, day=after + _ONE_DAY)
            )
        return replace(milestone, after=after)

    def _part_of(self, phrase: Phrase) -> bool:
        """6月底前（其中城区5月底前）: a part of the matter may well come first."""
        return "其中" in self.text.text[max(0, phrase.start - 12) : phrase.start]

    def _two_aims(self, before: Phrase, phrase: Phrase) -> bool:
        """力争9月底前、确保10月底前开工"""
        text = self.text.text
        if phrase.start - before.end > 20:
            return False
        hoped = _HOPED.search(text, max(0, before.start - 4), before.start)
        said = phrase.start + (2 if text.startswith(("最迟", "至迟"), phrase.start) else 0)
        return bool(hoped and _MADE_SURE.fullmatch(text, before.end, said))

    def _apart(self, phrase: Phrase) -> bool:
        """Whether it is an entry of its own: after a full stop or a break, a colon, alone in brackets."""
        n = bisect_right(self.starts, phrase.start) - 1
        clause = self.clauses[n]
        while n and not clause.inner and clause.after != ":" and not self.clauses[n - 1].hard_end:
            n -= 1
            if any(day.milestones for day in self.clauses[n].phrases):
                return False
        return True

    def _note_span(self, phrase: Phrase, found: list[Milestone]) -> None:
        """9月至11月，每月25日前: a milestone recurs without end, so that the stretch must be watched by a person."""
        if found and found[-1].kind == "window":
            self.doubts.append(
                self.text.doubt("goes-on-past", phrase.start, phrase.end, span=found[-1].words)
            )

    def _note_unplaced(self, found: list[Milestone]) -> None:
        """每季度一次: a recurrence without a day of its own is due at the end of its cycle."""
        unplaced = {m.words: m for m in found if m.recurring and not m.recurrence.placed}
        if not unplaced:
            return
        for clause in self.clauses:
            for phrase in clause.phrases:
                for milestone in phrase.milestones:
                    if milestone.words in unplaced:
                        cycle = unplaced.pop(milestone.words).recurrence.cycle.words
                        self.doubts.append(
                            self.text.doubt("end-of-cycle", phrase.start, phrase.end, cycle=cycle)
                        )

    def _leftovers(self) -> None:
        """Words that smell of time in no phrase: the stretch around them is unknown."""
        unknown: dict[tuple[int, int], None] = {}
        any_date = any(clause.dated for clause in self.clauses)
        for clause in self.clauses:
            for word in clause.loose:
                if self._another_year(word, clause):
                    self.doubts.append(self.text.doubt("year-beside", word.start, word.end))
                named_year = word.kind == "year" and word.start == clause.start and not clause.phrases
                if any_date and (word.kind == "elsewhere" or word.text[0] == "视"):
                    code = "elsewhere" if word.kind == "elsewhere" else "conditional"
                    self.doubts.append(self.text.doubt(code, word.start, word.end))
                    continue
                explained = (word.kind in ("vague", "named") and clause.dated) or (
                    word.kind == "depends" and any_date
                )
                if explained or (word.kind in HARMLESS and not named_year):
                    continue
                gap = clause.gaps[bisect_right(clause.gaps, (word.start, len(self.text.text))) - 1]
                stretch = self.text.text[slice(*gap)]
                only_label = LABEL.fullmatch(stretch) or (word.text[-1] in "限间点止束" and is_label(stretch))
                if not only_label and (len(stretch) > 40 or not NO_MATTER.fullmatch(stretch)):
                    unknown[gap] = None
        self.unread += [self.text.doubt("not-understood", *gap) for gap in unknown]

    def _another_year(self, word: Word, clause: Clause) -> bool:
        """2027年的方案6月底前印发: a year to come before a date that took its year from elsewhere. One of the past, or
        2027年度, is the name of a thing."""
        if word.kind != "year" or not word.text[:4].isdigit() or not word.text.endswith("年"):
            return False
        return int(word.text[:4]) > self.year and any(p.free and p.start > word.start for p in clause.phrases)

    def _pieces(self) -> tuple[Piece, ...]:
        """The original words cut where the meaning changes; no character is left out."""
        if not self.text.text:
            return ()
        spans: list[tuple[int, str, bool]] = []
        place = 0
        for start, end, meaning, understood in sorted(self._marked()):
            if place < start:
                spans += self._rest(place, start)
            if end > place:
                spans.append((start, meaning, understood))
                place = end
        spans += self._rest(place, len(self.text.text))
        starts = [0, *(self.text.origin[start] for start, _, _ in spans[1:])]
        ends = [*starts[1:], len(self.text.original)]
        return tuple(
            Piece(start, end, meaning, understood)
            for start, end, (_, meaning, understood) in zip(starts, ends, spans, strict=True)
        )

    def _marked(self) -> list[tuple[int, int, str, bool]]:
        phrases = [phrase for clause in self.clauses for phrase in clause.phrases]
        marked = [
            (p.start, p.end, "、".join(map(describe, p.milestones)) or "所指年份", True)
            for p in phrases
            if p.milestones or p.context
        ]
        return marked + [(*self.text.levelled(d.start, d.end), "未能理解", False) for d in self.unread]

    def _rest(self, start: int, end: int) -> list[tuple[int, str, bool]]:
        """Words outside every phrase: labels, words of manner before a date, punctuation, matter."""
        spans = []
        for found in _REST.finditer(self.text.text, start, end):
            kind = str(found.lastgroup)
            meaning = _REST_MEANINGS[kind]
            if (
                kind == "matter"
                and len(found[0]) <= 40
                and (LEADS_IN.fullmatch(found[0]) or NO_MATTER.fullmatch(found[0]))
            ):
                meaning = "语气词，不影响期限"
            spans.append((found.start(), meaning, True))
        return spans
