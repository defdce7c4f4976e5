"""From words to phrases: the top of the grammar stated in `deadline.py`, one method a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from ledger.plan.date_items import ONE_DAY, Phrase, Strength
from ledger.plan.date_points import POINT_KINDS
from ledger.plan.date_recurring import RecurringReader
from ledger.plan.date_words import numbers
from ledger.plan.workdays import FESTIVALS, festival

_STRENGTHS: Mapping[str, Strength] = {"lasting_mild": "mild", "lasting_weak": "weak"}


class PhraseReader(RecurringReader):
    """Reads phrases from the words of one text."""

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
        start, end = (year or word).start, word.end
        strength = _STRENGTHS.get(word.kind, "lasting")
        if not year and word.kind != "allyear":
            return [Phrase(start, end, (self.milestone("ongoing", (start, end)),), strength=strength)]
        of = self.year_of(year)[0] if year else self.context
        notes = () if word.kind == "allyear" else (f"“{self.printed(start, end)}”按{of}年全年理解。",)
        try:
            span = {"start": date(of, 1, 1), "end": date(of, 12, 31)}
        except ValueError:
            return [self.nowhere(start, "中没有这一年。")]
        return [
            Phrase(start, end, (self.milestone("ongoing", (start, end), **span),), notes, strength="lasting")
        ]

    def now(self) -> list[Phrase]:
        """now = 即日起 [至 point [edge]]"""
        word = self.first("now")
        if not word:
            return []
        notes = () if self.issued else (f"“{word.text}”从印发之日算起，计划没有写明印发日期。",)
        begin = self.at
        item = self.point() if self.take("to") and self.peek(*POINT_KINDS) else None
        if item is None:
            self.at = begin
            found = self.milestone("from", (word.start, word.end), start=self.issued)
            return [Phrase(word.start, word.end, (found,), notes, firm=True)]
        item.edge = self.edge()
        last = self.last_day(item)
        if last is None:
            return [self.nowhere(word.start, "中没有这一天，请核对。")]
        found = self.milestone("window", (word.start, self.end), start=self.issued, end=last)
        return [Phrase(word.start, self.end, (found,), (*notes, *item.warnings), firm=True)]

    def festival(self) -> list[Phrase]:
        """festival = [year] 国庆节 前"""
        year_word = self.first("year")
        word = self.take("festival") if year_word else self.first("festival")
        if not word:
            return []
        start = (year_word or word).start
        if not self.take("before"):
            return [self.nowhere(start, "不是确定的期限。")]
        name = (
            "国庆" if word.text.startswith("十一") else next(n for n in FESTIVALS if word.text.startswith(n))
        )
        years = (self.year_of(year_word)[0],) if year_word else (self.context, self.context + 1)
        try:
            eves = [day - ONE_DAY for year in years if (day := festival(name, year))]
        except (ValueError, OverflowError):
            eves = []
        issued = None if year_word else self.issued
        eve = next(
            (
                eve
                for eve in eves
                if not (issued and eve < issued) and (year_word or eve.year == self.context)
            ),
            None,
        )
        if eve is None:
            return [self.nowhere(start, "的放假日期尚未公布或不在本年度，没有算出日期。")]
        found = self.milestone("by", (start, self.end), due=eve)
        return [Phrase(start, self.end, (found,), (f"“{found.words}”按放假前一天{eve}理解。",), firm=True)]

    def period(self) -> list[Phrase]:
        """period = 十四五 (末 | 期间)"""
        word = self.first("period")
        if not word:
            return []
        first = 2021 + 5 * (numbers(word.text[:2])[0] - 14)
        last = date(first + 4, 12, 31)
        if any(sign in word.text for sign in "末底"):
            self.edge()
            return [
                Phrase(
                    word.start, self.end, (self.milestone("by", (word.start, self.end), due=last),), firm=True
                )
            ]
        found = self.milestone("window", (word.start, word.end), start=date(first, 1, 1), end=last)
        return [Phrase(word.start, word.end, (found,))]

    def relative(self) -> list[Phrase]:
        """relative = 10个工作日内; what it runs from stands before it and is found by `deadline`."""
        word = self.first("duration")
        if not word:
            return []
        return [
            Phrase(
                word.start,
                word.end,
                (self.milestone("relative", (word.start, word.end)),),
                firm="工作日" in word.text,
            )
        ]


# Which rules a word can begin, the first that fits wins.
_RULES: Mapping[str, tuple[Callable[[PhraseReader], list[Phrase]], ...]] = {
    **dict.fromkeys(("allyear", "lasting", *_STRENGTHS), (PhraseReader.standing,)),
    "now": (PhraseReader.now,),
    **dict.fromkeys(("every", "rate"), (PhraseReader.recurring,)),
    "festival": (PhraseReader.festival,),
    "period": (PhraseReader.period,),
    "duration": (PhraseReader.relative,),
    **dict.fromkeys((*POINT_KINDS, "from", "until", "to"), (PhraseReader.dates,)),
    "year": (PhraseReader.standing, PhraseReader.festival, PhraseReader.dates),
}
