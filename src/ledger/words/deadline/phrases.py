"""From words to phrases: the top of the grammar stated in `reader.py`, one method a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from ledger import lazy_re
from ledger.words.deadline.calendar_points import LAST
from ledger.words.deadline.items import ONE_DAY, Phrase, Strength
from ledger.words.deadline.points import NEXT_MONTH, POINT_KINDS, Item
from ledger.words.deadline.recurring import RecurringReader
from ledger.words.deadline.scanner import Word, numbers
from ledger.words.deadline.workdays import festival, festival_name, is_before_its_notice
from ledger.words.meanings import Kind

_FAR = 15  # years ahead of the plan: further is a slip of the pen, or a vision
_NUMBER = lazy_re.compile(r"第?[\d一二三四五六七八九十]+|上")
_OF_A_TEXT = lazy_re.compile(r"(?:施行|实施|生效)的")  # 自2019年5月15日起施行的《条例》
_CLAUSE_YEAR = lazy_re.compile(r"(?:^|[,;(])到?(\d{4})年(?!度?[\d上下一二三四底末初前内])")
_ENUMERATED = lazy_re.compile(r"(?<![^;,])(?:1|(?<=[;,])\d)、")
_DOING = lazy_re.compile(
    r"(?:全面|基本|全部|开工|动工|竣工|完工|建成|投用|验收|交付|完成|实施|推进|落实|启动|开展|办结|整改|到位|达标|销号|年?度?内)+|(?:取得|达到|实现|形成|初步|基本).{1,20}"
)
_STRENGTHS: Mapping[str, Strength] = {"lasting_mild": "mild", "lasting_weak": "weak"}


class PhraseReader(RecurringReader):
    """Reads phrases from the words of one text."""

    clause_years: dict[int, str] | None = None  # where clauses begin with a year, if with more than one

    def phrases(self) -> list[Phrase]:
        """The phrases that begin at the next word; empty, and nothing taken, when none does."""
        begin, context = self.at, self.context
        for rule in _RULES.get(self.words[begin].kind, ()):
            if found := rule(self):
                return found
            self.at, self.context = begin, context
        return []

    def standing(self) -> list[Phrase]:
        """standing = [year] (全年 | 长期 | 持续 | 及时)"""
        year = self.first("year")
        kinds = ("allyear", "lasting", "lasting_mild")
        word = self.take(*kinds) if year else self.first(*kinds, "lasting_weak")
        if not word:
            return []
        clock = word.kind == "lasting_weak" and self.take("clock")  # 每日17时前 is no manner
        self.take("before") if clock else None
        start, end = (year or word).start, self.end
        strength = "lasting" if clock else _STRENGTHS.get(word.kind, "lasting")
        if not year and word.kind != "allyear":
            return [Phrase(start, end, (self.milestone("ongoing", (start, end)),), strength=strength)]
        of = self.year_of(year)[0] if year else self.context
        notes = () if word.kind == "allyear" else (self.doubt("whole-year", start, end, year=of),)
        try:
            span = {"start": date(of, 1, 1), "end": date(of, 12, 31)}
        except ValueError:
            return [self.nowhere(start, "no-such-year")]
        return [
            Phrase(start, end, (self.milestone("ongoing", (start, end), **span),), notes, strength="lasting")
        ]

    def now(self) -> list[Phrase]:
        """now = 即日起 [至 point [edge]]"""
        word = self.first("now")
        if not word:
            return []
        notes = () if self.issued else (self.doubt("issue-unknown", word.start, word.end),)
        begin = self.at
        item = self.point() if self.take("to") and self.peek(*POINT_KINDS) else None
        if item is None:
            self.at = begin
            found = self.milestone("from", (word.start, word.end), start=self.issued)
            return [Phrase(word.start, word.end, (found,), notes, firm=True)]
        item.edge = self.edge()
        last = self.last_day(item)
        if last is None:
            return [self.nowhere(word.start, "no-such-day")]
        found = self.milestone("window", (word.start, self.end), start=self.issued, end=last)
        return [Phrase(word.start, self.end, (found,), (*notes, *item.doubts), firm=True)]

    def festival(self) -> list[Phrase]:
        """festival = [year] 国庆节 { 、国庆节 } 前"""
        year_word = self.first("year")
        words = [self.take("festival") if year_word else self.first("festival")]
        while words[-1] and (self.peek("festival") or (self.peek("and") and self.peek("festival", ahead=1))):
            self.take("and")
            words.append(self.take("festival"))
        if words[0] is None:
            return []
        start = (year_word or words[0]).start
        if not self.take("before") or self.peek("duration"):  # 春节前10天
            self.take("duration")
            return [self.nowhere(start, "festival-alone")]
        names = [festival_name(word.text) for word in words if word]
        eves = [eve for name in names if (eve := self._eve(name, year_word))]
        if len(eves) < len(names):
            return [self.nowhere(start, "festival-unknown")]
        place = (start, self.end)
        guessed = any(map(is_before_its_notice, names, (eve.year for eve in eves)))
        code = "festival-guess" if guessed else "festival-eve"
        note = self.doubt(code, *place, days="、".join(map(str, eves)))
        found = tuple(self.milestone("by", place, due=eve) for eve in eves)
        return [Phrase(*place, found, (note,), firm=True)]

    def _eve(self, name: str, year_word: Word | None) -> date | None:
        """The day before the festival: of the year written, else the first in the year in force after the issue."""
        years = (self.year_of(year_word)[0],) if year_word else (self.context, self.context + 1)
        for year in years:
            try:
                eve = day - ONE_DAY if (day := festival(name, year)) else None
            except (ValueError, OverflowError):
                return None
            if eve and (year_word or (eve.year == self.context and not (self.issued and eve < self.issued))):
                return eve
        return None

    def period(self) -> list[Phrase]:
        """period = [到] 十四五 (末 | 期间)"""
        lead = self.first("until", "to")
        word = self.take("period") if lead else self.first("period")
        if not word:
            return []
        start = (lead or word).start
        first = 2021 + 5 * (numbers(word.text[:2])[0] - 14)
        last = date(first + 4, 12, 31)
        if any(sign in word.text for sign in "末底"):
            self.edge()
            return [Phrase(start, self.end, (self.milestone("by", (start, self.end), due=last),), firm=True)]
        found = self.milestone("window", (start, word.end), start=date(first, 1, 1), end=last)
        return [Phrase(start, word.end, (found,))]

    def relative(self) -> list[Phrase]:
        """relative = 10个工作日内; what it runs from stands before it and is found by `clauses.py`."""
        word = self.first("duration")
        if not word:
            return []
        found = self.milestone("relative", (word.start, word.end))
        return [Phrase(word.start, word.end, (found,), firm="工作日" in word.text)]

    def dates(self) -> list[Phrase]:
        """dates = [自 | 到] items; a year alone (2022年政务公开) is one only where nothing else is said."""
        lead = self.first("from", "until", "to", "notbefore")
        while lead and lead.kind == "until" and self.take("until"):
            pass  # 最迟不超过
        if lead and not self.peek(*POINT_KINDS):
            return []
        before = self.context
        items = self.items()
        if not items:
            return []
        alone = items[0]
        if len(items) == 1 and alone.point.level == "year" and not (alone.until or alone.edge or lead):
            return self._year_alone(alone, before)
        # A bare day in running text may only tell of one (signed 8月26日); 于9月5日 sets it.
        firm = (
            bool(lead)
            or self.text.text.endswith(("于", "在"), 0, items[0].start)
            or any(i.edge for i in items)
        )
        if _ENUMERATED.match(self.text.text, items[0].start) and len(items) > 1:
            items[0].doubts.append(self.doubt("two-months", items[0].start, items[1].end))
        phrases = [self._dated(item, lead if n == 0 else None, firm) for n, item in enumerate(items)]
        if not any(_NUMBER.fullmatch(self.text.text, p.start, p.end) for p in phrases):
            return phrases
        # 3、6、9月底: a bare number is no phrase of its own, its words are the whole list.
        whole = self.printed(phrases[0].start, phrases[-1].end)
        return [replace(p, milestones=tuple(replace(m, words=whole) for m in p.milestones)) for p in phrases]

    def _year_alone(self, item: Item, before: int) -> list[Phrase]:
        after = self.words[self.at] if self.at < len(self.words) else None
        rest = self.text.text[item.end : after.start if after else None]
        if not rest and after and after.kind in ("plain", "smell", "named", "nth", "nthday"):
            self.context = before
            return []  # 2022年12个乡镇, 2024年4目底前
        if rest and not _DOING.fullmatch(rest) and not self._years_in_turn(item):
            self.context = before
            return []  # 2022年政务公开工作要点: the year of a thing
        later = [
            word.kind for word in self.words[self.at : self.at + 6] if word.kind in (*POINT_KINDS, "stop")
        ]
        if not rest and after and after.kind == "comma" and later and later[0] not in ("year", "stop"):
            return [Phrase(item.start, item.end, context=True)]  # 2023年，3月底前完成
        phrase = self._dated(item, None, False)
        note = self.doubt("year-alone", item.start, item.end)
        return [replace(phrase, doubts=(*phrase.doubts, note))]

    def _years_in_turn(self, item: Item) -> bool:
        """2026年完成主体，2027年配套: the clauses of a deadline begin with one year after the other."""
        if self.source == "body":
            return False
        if self.clause_years is None:
            self.clause_years = {found.start(1): found[1] for found in _CLAUSE_YEAR.finditer(self.text.text)}
            self.clause_years = self.clause_years if len(set(self.clause_years.values())) > 1 else {}
        return item.start in self.clause_years

    def _dated(self, item: Item, lead: Word | None, firm: bool) -> Phrase:
        start = lead.start if lead else item.start
        notes = item.doubts
        firm = (firm and item.point.level in ("day", "xun")) or item.point.level == "part"
        firm = firm or bool(item.edge) or (item.until is not None and item.point.level != "year")
        if item.open:
            return Phrase(start, item.end, doubts=(self.doubt("open-stretch", start, item.end),))
        try:
            kind: Kind
            if lead and lead.kind == "notbefore":
                kind, fields = "from", {"start": item.point.first(item.year)}
            elif item.run:
                kind, fields = "by", {"due": self.after_run(item)}
            elif item.until:
                fields = self.window(item)
                kind = "window"
            elif item.edge == "since" or (lead and lead.kind == "from" and not item.edge):
                kind, fields = "from", {"start": item.point.first(item.year)}
                if _OF_A_TEXT.match(self.text.text, item.end):
                    return self.nowhere(start, "of-a-text")
            elif item.edge == "after":
                kind, fields = "from", {"start": item.point.last(item.year) + ONE_DAY}
                notes.append(self.doubt("after-day", start, item.end))
            else:
                kind, fields = "by", {"due": self.cutoff(item, item.point, item.year)}
        except (ValueError, OverflowError):
            if monthly := self._every_month(item, start):
                return monthly
            code = "no-month" if item.point.month is None else "no-such-day"
            return Phrase(start, item.end, doubts=(self.doubt(code, start, item.end),))
        free = item.point.year is None
        if (item.point.year or 0) > self.year + _FAR:
            notes.append(self.doubt("far-year", start, item.end))
        self.month, self.every = _month_in_force(item), None
        found = self.milestone(kind, (start, item.end), **fields)
        return Phrase(start, item.end, (found,), tuple(notes), firm=firm, free=free)

    def _every_month(self, item: Item, start: int) -> Phrase | None:
        """次月5日前, and 每月5日前报送，20日前通报: a day of no written month is one of every month."""
        monthly = self.every == "monthly" and item.of in ("", "月")
        day = item.point.last_day
        if not (monthly or item.of in NEXT_MONTH) or item.until or not 1 <= day <= LAST:
            return None
        found = self.milestone("monthly", (start, item.end), day=day)
        note = self.doubt("every-month", start, item.end)
        return Phrase(start, item.end, (found,), (*item.doubts, note), firm=bool(item.edge))


def _month_in_force(item: Item) -> int | None:
    """The month for a later day that names none; None where the date names no single month."""
    point = item.until or item.point
    return point.last_month if point.level in ("day", "month", "xun", "part") else None


# Which rules a word can begin, the first that fits wins.
_RULES: Mapping[str, tuple[Callable[[PhraseReader], list[Phrase]], ...]] = {
    **dict.fromkeys(("allyear", "lasting", *_STRENGTHS), (PhraseReader.standing,)),
    "now": (PhraseReader.now,),
    **dict.fromkeys(("every", "rate"), (PhraseReader.recurring,)),
    "weekday": (PhraseReader.weekday_too,),
    "festival": (PhraseReader.festival,),
    "period": (PhraseReader.period,),
    "duration": (PhraseReader.relative,),
    **dict.fromkeys((*POINT_KINDS, "from", "until", "to", "notbefore"), (PhraseReader.dates,)),
    "to": (PhraseReader.dates, PhraseReader.period),
    "until": (PhraseReader.dates, PhraseReader.period, PhraseReader.recurring),
    "year": (PhraseReader.standing, PhraseReader.festival, PhraseReader.dates),
}
