"""Reading a point of the calendar from words: 2022年10月底, 三季度末, 8月中旬, 9月5日17时（星期一）, 2022.9.30.

The lower half of the grammar stated in `reader.py`. A method reads one rule, or puts back what it took and
answers None. What a point could also mean becomes a warning of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from ledger import lazy_re
from ledger.words.deadline.calendar_points import (
    LAST,
    WEEK,
    WEEKDAYS,
    WORKDAY,
    Nth,
    Part,
    Point,
    day_of,
    months,
    part_of,
    weekday_of,
    xun_of,
)  # fmt: skip
from ledger.words.deadline.levelled import Levelled
from ledger.words.deadline.lunar import Lunar, lunar_parts
from ledger.words.deadline.scanner import Word, numbers
from ledger.words.doubt import Doubt

Edge = Literal["before", "within", "after", "since", ""]
PARTS: Mapping[str, Part] = {"初": "start", "中": "middle"}
XUN = {
    "上旬": (1, 1), "中旬": (2, 2), "下旬": (3, 3), "上中旬": (1, 2), "中上旬": (1, 2), "中下旬": (2, 3),
    "上半月": (4, 4), "下半月": (5, 5), "上半个月": (4, 4), "下半个月": (5, 5),
}  # fmt: skip
_YEAR_STEPS = {"今": 0, "本": 0, "明": 1, "来": 1, "后": 2, "去": -1, "上": -1}
_OF = lazy_re.compile("的?")
_MUST = lazy_re.compile("的?|(?:应当?|须|需要?|必须|务必|都|均|要)*[于在]?")  # 每月应于10日前
POINT_KINDS = ("year", "half", "quarter", "month", "xun", "day", "full", "yearmonth", "monthday", "lunar")


@dataclass(slots=True)
class Item:
    """One entry of a list of dates: a point, or a stretch `until` another, and the edge after it.

    `start` and `end` count levelled characters; `shift` is -1 for （不含当日）.
    """

    point: Point
    start: int
    end: int
    until: Point | None = None
    edge: Edge = ""
    open: bool = False  # 4月12日—: a stretch without its end
    shift: int = 0
    run: tuple[int, bool] | None = None  # days to run from the point, and whether they are working days
    year: int = 0  # the year in force where none is written
    of: str = ""  # how it names its month without a number: 月（底）, 次月, 本月
    doubts: list[Doubt] = field(default_factory=list)


NEXT_MONTH = ("次月", "翌月")


def nth_of(text: str) -> Nth:
    """第二个星期五, 最后一个工作日, 第一周."""
    n = -1 if text.startswith("最后") else 1 if text[0] in "首头" else numbers(text)[0]
    n = -n if text.startswith("倒数") else n
    if text.endswith("工作日"):
        return Nth(n, WORKDAY)
    return Nth(n, WEEK if text[-1] in "周期" else weekday_of(text))


class PointReader:
    """Reads points from the words of one text. `year` is the plan's, `context` the year now in force."""

    def __init__(self, text: Levelled, words: list[Word], year: int, issued: date | None) -> None:
        self.text, self.words, self.year, self.issued = text, words, year, issued
        self.context = year
        self.at = 0
        self.glued = [True] * len(words)
        for at, (one, word) in enumerate(pairwise(words), 1):
            joint = _MUST if one.kind == "every" else _OF
            self.glued[at] = joint.fullmatch(text.text, one.end, word.start) is not None

    def peek(self, *kinds: str, ahead: int = 0) -> Word | None:
        """The next word if it is of these kinds and follows at once (的 may stand between; 每月应于10日前)."""
        here = self.at + ahead
        if here >= len(self.words) or not self.glued[here] or self.words[here].kind not in kinds:
            return None
        return self.words[here]

    def take(self, *kinds: str) -> Word | None:
        word = self.peek(*kinds)
        if word:
            self.at += 1
        return word

    def first(self, *kinds: str) -> Word | None:
        """The next word if it is of these kinds, whatever stands before it: a phrase may begin here."""
        if self.at < len(self.words) and self.words[self.at].kind in kinds:
            self.at += 1
            return self.words[self.at - 1]
        return None

    @property
    def end(self) -> int:
        """Where the last word taken ends."""
        return self.words[self.at - 1].end

    def printed(self, start: int, end: int) -> str:
        return self.text.printed(start, end)

    def doubt(self, code: str, start: int, end: int, **values: object) -> Doubt:
        return self.text.doubt(code, start, end, **values)

    def year_of(self, word: Word) -> tuple[int, list[Doubt]]:
        """The year a word names: written, counted from the plan's (明年), or from the one in force (次年)."""
        text = word.text
        if text[0] in "同当岁":
            return self.context, []
        if text[0] in "次翌下":
            return self.context + 1, []
        if text[0] in _YEAR_STEPS:
            year = self.year + _YEAR_STEPS[text[0]]
            if self.issued is None or self.issued.year == self.year:
                return year, []
            return year, [
                self.doubt("year-of-plan", word.start, word.end, year=year, issued=self.issued.year)
            ]
        year = numbers(text)[0]
        if year > 99:
            return year, []
        return year + 2000, [self.doubt("year-short", word.start, word.end, year=year + 2000)]

    def point(self) -> Item | None:
        """point = [year] (month [day | 旬 | part] | 季度 [part] | 半年 [part] | [part]) | day | 2022-9-30"""
        begin = self.at
        item = self._figures() or self._lunar()
        if item is None:
            self.at = begin  # a year before what is no lunar day
            item = self._year_and_place()
        if item is None:
            self.at = begin
            return None
        self.company(item)
        item.end = self.end
        return item

    def _figures(self) -> Item | None:
        word = self.first("full", "yearmonth", "monthday")
        if word is None:
            return None
        figures = numbers(word.text)
        if word.kind == "full":
            if len(figures) == 1:
                figures = (figures[0] // 10000, figures[0] // 100 % 100, figures[0] % 100)
            year, month, day, *to = figures  # 2026.4.12-30
            short = year < 100
            year += 2000 if short else 0
            in_month = months("month", year, month, month)
            until = day_of(in_month, to[0]) if to else None
            notes = [self.doubt("year-short", word.start, word.end, year=year)] if short else []
            return Item(day_of(in_month, day), word.start, word.end, until, doubts=notes)
        if len(figures) == 3:  # 2024.4-7
            year, first, last = figures
            item = Item(months("month", year, first, first), word.start, word.end)
            item.until = months("month", year, last, last)
            return item
        first, second = figures
        if word.kind == "yearmonth":
            item = Item(months("month", first, second, second), word.start, word.end)
            self._parts(item)
            return item
        point = day_of(months("month", None, first, first), second)
        return Item(point, word.start, word.end, doubts=[self._figures_note(word)])

    def _lunar(self) -> Item | None:
        """农历八月十五: its solar day is found when the year is known, and always said."""
        before = self.first("year")  # 2026年农历八月十五
        word = self.take("lunar") if before else self.first("lunar")
        if word is None:
            return None
        year, month, day = lunar_parts(word.text)
        notes: list[Doubt] = []
        if before and year is None:
            year, notes = self.year_of(before)
        start = (before or word).start
        item = Item(
            Point("day", year, month, day, month, day, Lunar(month, day, year)), start, word.end, doubts=notes
        )
        try:
            solar = item.point.first(self.context)
        except ValueError:
            return item
        if year is not None:
            item.point = replace(item.point, year=None, rule=Lunar(month, day, year))
        item.doubts.append(self.doubt("lunar", word.start, word.end, day=solar))
        return item

    def _year_and_place(self) -> Item | None:
        word = self.first(*POINT_KINDS)
        if word is None:
            return None
        year: int | None = None
        notes: list[Doubt] = []
        start, written = word.start, ""
        while word.kind == "year":
            if word.text[0] not in "年岁":
                year, notes = self.year_of(word)
            written = word.text
            following = self.take("year", "month", "quarter", "half", "monthday")
            if following is None:
                item = Item(months("year", year, 1, 12), start, word.end, doubts=notes)
                self._parts(item)
                return (
                    item
                    if year is not None or item.point.level == "part" or self.peek("within", "before")
                    else None
                )
            word = following
        item = Item(self._place(word, year), start, word.end, doubts=notes)
        item.of = word.text if item.point.month is None and word.kind == "month" else ""
        if word.kind == "monthday":
            item.doubts.append(self._figures_note(word))
        elif word.kind not in ("day", "xun"):
            self._parts(item)
        return item if written or word.kind != "year" else None

    def _place(self, word: Word, year: int | None) -> Point:
        figures = numbers(word.text)
        if word.kind == "monthday":
            return day_of(months("month", year, figures[0], figures[0]), figures[1])
        if word.kind == "month":
            month = 1 if word.text[0] == "元" else figures[0] if figures else None
            return Point("month", year, month, 1, month, LAST)
        if word.kind == "half":
            first = 1 if word.text[0] in "上前半" else 7
            return months("half", year, first, first + 5)
        if word.kind == "quarter":
            if word.text[0] == "前":
                return months("quarter", year, 1, 3 * figures[0])
            n = figures[0] if figures else 1
            return months("quarter", year, 3 * n - 2, 3 * n)
        if word.kind == "xun":  # 4月上旬自查、中旬互查
            return xun_of(Point("month", year, None, 1, None, LAST), *XUN[word.text])
        return Point("day", year, None, figures[0] if figures else 0, None, figures[0] if figures else 0)

    def _parts(self, item: Item) -> None:
        """[day | 旬 | part] after a month, [part] after a longer stretch; also the doubled 10月月底, 年年底."""
        word = self.peek("month", "year")
        if word and word.text[0] in "月年":
            self.at += 1
        if item.point.level == "month" and item.point.month is not None and (word := self.take("nthday")):
            nth = nth_of(word.text)
            if nth.of == WEEK and (of := self.take("weekday")):  # 4月第2周周五
                nth = Nth(nth.n, WEEK + weekday_of(of.text))
            item.point = replace(day_of(item.point, 1), rule=nth)
            year, month = item.point.year or self.context, item.point.month or 1
            day = nth.on(year, month)
            # 5月第一周周五 where the first Friday is another one.
            other = nth.of > WEEK and day != Nth(nth.n, nth.of - WEEK).on(year, month)
            if day is not None and (nth.of == WEEK or other):
                sunday = day + timedelta(days=7 - day.isoweekday()) if other else day
                item.doubts.append(self.doubt("week-of-month", item.start, word.end, day=sunday))
            return
        if item.point.level == "month":
            if word := self.take("day", "dayless"):
                figures = numbers(word.text)
                if word.kind == "dayless":
                    code = "no-day-sign" if word.text.isdigit() else "no-day-sign-lunar"
                    item.doubts.append(self.doubt(code, item.start, word.end, day=figures[0]))
                item.point = day_of(item.point, figures[0] if figures else 0)
                return
            if word := self.take("xun"):
                item.point = xun_of(item.point, *XUN[word.text])
                if len(word.text) > 2:
                    item.doubts.append(self.doubt("last-of-xun", word.start, word.end))
                return
        if word := self.take("part"):
            part = PARTS.get(word.text[0], "end")
            item.point = part_of(item.point, part)
            if word.text[0] in "低未":
                meant = "底" if word.text[0] == "低" else "末"
                item.doubts.append(self.doubt("misprint", word.start, word.end, meant=meant))
            elif part != "end" and item.point.month is not None and item.point.last_day != LAST:
                item.doubts.append(
                    self.doubt("no-settled-day", item.start, word.end, day=item.point.last_day)
                )
            elif part != "end" and not (
                part == "middle" and item.point.last_month == 6 and item.point.month == 1
            ):
                item.doubts.append(
                    self.doubt("no-settled-month", item.start, word.end, month=item.point.last_month)
                )

    def company(self, item: Item) -> None:
        """What may stand beside a day and moves nothing: its weekday, the hour, （含当日）."""
        while self.peek("exclusive", "clock", "around", "inclusive", "comma", "weekday"):
            if word := self.take("exclusive"):
                item.shift = -1
                self.take("comma")
            elif word := self.take("clock"):
                if word.text.startswith(("0时", "零时", "0点", "零点", "0:", "00:")):
                    item.doubts.append(self.doubt("midnight", word.start, word.end))
                if self.peek("to") and self.peek("clock", ahead=1):  # 8:30—11:30
                    self.at += 2
            elif word := self.take("around"):
                meant = self.printed(item.start, word.start)
                item.doubts.append(self.doubt("about", word.start, word.end, meant=meant))
            elif self.take("inclusive"):
                pass
            elif (
                self.peek("comma") and self.peek("weekday", "clock", ahead=1) and self.peek("comma", ahead=2)
            ):
                self._weekday_note(item, self.words[self.at + 1])
                self.at += 3
            elif item.point.level == "day" and (word := self.take("weekday")):
                self._weekday_note(item, word)
            else:
                return

    def _weekday_note(self, item: Item, word: Word) -> None:
        """3月31日（星期三）: a weekday that is not the day's."""
        point = item.until or item.point
        if word.kind != "weekday" or point.level != "day":
            return
        try:
            day = point.last(point.year or self.context)
        except (ValueError, OverflowError):
            return
        if day.isoweekday() != weekday_of(word.text):
            right = f"星期{WEEKDAYS[day.weekday()]}"
            item.doubts.append(self.doubt("not-that-weekday", word.start, word.end, day=day, weekday=right))

    def edge(self) -> Edge:
        """edge = 前 | 内 | 止 | 后 | 起"""
        word = self.take("before", "within", "after", "since")
        if word and word.kind == "within":
            self.take("before")
        return word.kind if word else ""  # type: ignore[return-value]

    def _figures_note(self, word: Word) -> Doubt:
        month, day = numbers(word.text)
        return self.doubt("figures", word.start, word.end, month=month, day=day)
