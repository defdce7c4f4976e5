"""Reading what recurs: 每年3月底前, 每季度首月5日前, 每月5日、20日, 每周五, 2次/年. Part of the grammar in `reader.py`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from ledger import lazy_re
from ledger.words.deadline.calendar_points import (
    LAST,
    WEEK,
    WEEKDAYS,
    WORKDAY,
    XUN_DAYS,
    Nth,
    month_length,
    months,
    part_of,
    weekday_of,
)
from ledger.words.deadline.items import ONE_DAY, DateReader, Phrase
from ledger.words.deadline.points import PARTS, POINT_KINDS, XUN, nth_of
from ledger.words.deadline.scanner import Word, numbers
from ledger.words.deadline.workdays import FIXED, festival_name
from ledger.words.doubt import Doubt, of_every_year
from ledger.words.meanings import Kind

_UNITS: tuple[tuple[str, Kind], ...] = (
    ("旬", "ten_days"), ("半月|半个月", "half_monthly"), ("双周|隔周|(?:[两二2]|隔[一1])个?(?:周|星期)", "biweekly"),
    ("12个?月|十二个?月", "yearly"), ("[单双隔]月|(?:[两二2]|隔[一1])个?月", "bimonthly"),
    ("半|[6六]个?月", "half_yearly"), ("季|[3三]个?月", "quarterly"), ("月", "monthly"), ("周|星期", "weekly"), ("年", "yearly"),
)  # fmt: skip
_PERIOD_MONTHS: Mapping[Kind, int] = {"bimonthly": 2, "quarterly": 3, "half_yearly": 6}
_LEAP = 2000  # any leap year: 每年2月29日 is a day
_WEEKDAY = lazy_re.compile(f"[{WEEKDAYS}天]")
_WORK_FOLLOWS = lazy_re.compile(r"[一-龥](?<![前之以上下早晚中午至到和及与或开始起])")
_DAYS_WITHIN = lazy_re.compile(r"\d+[日天][以之]?内")

_WORKDAYS = lazy_re.compile(r"[^第前-].{0,2}?个?工作日(?:[以之]?内)?")
_FIRST_WORKDAYS = lazy_re.compile(r"[第前].{1,3}?个?工作日(?:[以之]?内)?")

Places = list[dict[str, int]]  # month, day, weekday of each occurrence in its period


class RecurringReader(DateReader):
    """Reads recurring dates from the words of one text."""

    def recurring(self) -> list[Phrase]:
        """recurring = 每年 [items] | 每半年, 每季度 [places] | 每月 [places] | 每周 [weekdays] | 一季度一次, 2次/年"""
        lead = self.first("until")  # 不晚于每月10日
        word = self.take("every") if lead else self.first("every", "rate")
        if not word:
            return []
        start = (lead or word).start
        if not lead and self.peek(*POINT_KINDS, "nth", "nthday", "part", "weekday", "ended", ahead=1):
            self.take("until")  # 每月不迟于10日
        kind: Kind = next((kind for sign, kind in _UNITS if re.search(sign, word.text)), "weekly")
        notes: list[Doubt] = []
        places: Places | None = []
        if word.kind == "rate":
            if word.text.startswith(("一季", "1季")):
                notes.append(self.doubt("once-a-quarter", word.start, word.end))
        elif kind in ("weekly", "biweekly"):
            places = self._weekdays(notes)
            self._monday_or_once(word, places, notes)
            if places and kind == "biweekly":
                notes.append(self.doubt("which-week", word.start, self.end))
        elif kind in ("ten_days", "half_monthly"):
            places = [{"day": LAST}] if self._end_of_part() else []
        elif word.text[-2:] in ("双月", "单月"):
            month = 2 if word.text[-2] == "双" else 1
            places, notes = self._in_period(kind, month)
            if not places:
                places = [{"month": month, "day": LAST}]
                notes.append(self.doubt("cycle-month-end", word.start, self.end))
        elif kind == "yearly":
            places, notes = self._in_year()
        else:
            length = _PERIOD_MONTHS.get(kind, 1)
            named = self._months_named(length, once=True)
            places, notes = self._in_period(kind, length if named else None)
            if named:
                places = places or [{"month": length, "day": LAST}]
            elif not places and kind in ("quarterly", "half_yearly"):
                begin = self.at
                if self.take("comma") is None:
                    self.at = begin
                absolute, more = self._in_year()
                if absolute:
                    places, kind = absolute, "yearly"
                    notes += [*more, self.doubt("these-days-yearly", word.start, self.end)]
                else:
                    self.at = begin
        begin = self.at
        self.take("plain")  # 最后
        if run := self.take("duration"):
            notes.append(self.doubt("run-not-counted", word.start, run.end))
        else:
            self.at = begin
        if places is None:
            return [self.nowhere(word.start, "no-such-place")]
        self.month, self.every = None, kind
        found = [self.milestone(kind, (start, self.end), **place) for place in places or [{}]]
        return [Phrase(start, self.end, tuple(found), tuple(notes), firm=bool(places))]

    def weekday_too(self) -> list[Phrase]:
        """每周一报计划、周五报小结: 每 governs the later weekday."""
        notes: list[Doubt] = []
        start = self.words[self.at].start
        places = self._weekdays(notes) if self.every == "weekly" else []
        found = [self.milestone("weekly", (start, self.end), **place) for place in places]
        return [Phrase(start, self.end, tuple(found), tuple(notes), firm=True)] if found else []

    def _end_of_part(self) -> bool:
        """每旬末前, 每半月末: the one place a part of a month has."""
        word = self.peek("part")
        if word is None or word.text[0] in PARTS:
            return False
        self.at += 1
        self.edge()
        return True

    def _monday_or_once(self, word: Word, places: Places, notes: list[Doubt]) -> None:
        """每周一汇报, 每周一碰头: a weekday or a number."""
        after = self.text.text[self.end : self.end + 2]
        once = not places and re.match("一[^-次期篇个、,;:()]", after)
        monday = places == [{"weekday": 1}] and self.end - word.start <= 3 and _WORK_FOLLOWS.match(after)
        if once or monday:
            notes.append(self.doubt("monday-or-once", word.start, self.end + (1 if once else 0)))

    def _weekdays(self, notes: list[Doubt]) -> Places:
        """weekdays = 周五 [edge] { 、 周五 [edge] }"""
        found: Places = []
        while True:
            begin = self.at
            stretch = bool(found) and self.take("to") is not None
            if found and not stretch:
                self.take("and")
            word = self.take("weekday")
            if not word:
                self.at = begin
                return found
            if stretch:
                found.pop()
                notes.append(self.doubt("weekly-stretch", word.start, word.end))
            found += [{"weekday": weekday_of(sign)} for sign in _WEEKDAY.findall(word.text)]
            while self.take("clock", "before", "within"):
                pass

    def _in_year(self) -> tuple[Places | None, list[Doubt]]:
        """Months and days of every year. None: one of them is no day."""
        if self.take("ended"):
            self._next_month()
            days = self.take("duration")
            count = numbers(days.text)[0] if days and numbers(days.text) else 0
            if days and _DAYS_WITHIN.fullmatch(days.text) and count <= LAST:
                return [{"month": 1, "day": count}], []
            if days and "个月" in days.text and 1 <= count <= 12:
                return [{"month": count, "day": LAST}], []
            self.at -= 1 if days else 0
        if self.peek("festival"):
            return self._festival_each_year()
        if word := self.take("part"):  # 每年底
            point = part_of(months("year", None, 1, 12), PARTS.get(word.text[0], "end"))
            note = self.doubt(
                "no-settled-month", self.words[self.at - 2].start, word.end, month=point.last_month
            )
            self.edge()
            return [{"month": point.last_month or 12, "day": LAST}], [note] if point.last_month == 1 else []
        before = self.context
        items = self.items() if self.peek(*POINT_KINDS) else []
        self.context = before
        places, notes = [], list[Doubt]()
        for item in items:
            point = item.until or item.point
            if item.edge in ("since", "after"):
                notes.append(self.doubt("yearly-start", item.start, item.end))
            if item.until:
                notes.append(self.doubt("yearly-stretch", item.start, item.end))
            try:
                last = self.cutoff(item, point, _LEAP)
            except ValueError:
                return None, []
            whole = last.day == month_length(last.year, last.month) and point.level != "day"
            if isinstance(point.rule, Nth) and point.rule.of < WEEK:
                weekday = {"weekday": point.rule.of} if point.rule.of else {}
                places.append({"month": point.month or 1, "nth": point.rule.n, **weekday})
            elif point.rule is not None:
                return None, []
            else:
                places.append({"month": last.month, "day": LAST if whole else last.day})
            notes += map(of_every_year, item.doubts)
        return places, notes

    def _festival_each_year(self) -> tuple[Places | None, list[Doubt]]:
        """每年五一、国庆节前: the day before, where each festival has a fixed day; else no day."""
        start, names = self.words[self.at].start, list[str]()
        while word := self.take("festival"):
            names.append(festival_name(word.text))
            if self.peek("festival", ahead=1):
                self.take("and")
        if not self.take("before") or not all(name in FIXED for name in names):
            return None, []
        eves = [date(_LEAP, *FIXED[name]) - ONE_DAY for name in names]
        days = "、".join(eve.strftime("%m-%d") for eve in eves)
        note = of_every_year(self.doubt("festival-eve", start, self.end, days=days))
        places = [
            {"month": eve.month, "day": LAST if eve.day == month_length(_LEAP, eve.month) else eve.day}
            for eve in eves
        ]
        return places, [note]

    def _in_period(self, kind: Kind, month: int | None = None) -> tuple[Places | None, list[Doubt]]:
        """places = place { 、 place }; place = [首月 | 末月 | 结束后] (day | 旬 | part) [edge] | part"""
        places: Places = []
        notes: list[Doubt] = []
        while True:
            begin = self.at
            if places and not self.take("and"):
                return places, notes
            start = self.at
            month = self._month_of_period(kind, month)
            if nth := self._nth(
                after_end=self.at > start and self.words[self.at - 1].kind in ("ended", "month")
            ):
                places.append(nth if kind == "monthly" else {"month": month or 1, **nth})
                while self.take("before", "within", "clock", "inclusive"):
                    pass
                continue
            day = self._day_of_month(kind, month, notes)
            if day is None or self.at == start:
                self.at = begin if places else self.at
                return places, notes
            if not 1 <= day[1] <= LAST:
                return None, []
            place = {"day": day[1]} if kind == "monthly" else {"month": day[0], "day": day[1]}
            month = day[0]
            places.append(place)
            while self.take("before", "within", "clock", "inclusive"):
                pass

    def _nth(self, *, after_end: bool) -> dict[str, int] | None:
        """第1个工作日, 最后一个星期五, 前5个工作日内, (季度终了后)5个工作日内: a day of the month that only a calendar tells."""
        if (word := self.peek("nthday")) and (nth := nth_of(word.text)).of != WEEK:
            self.at += 1
            return {"nth": nth.n} if nth.of == WORKDAY else {"nth": nth.n, "weekday": nth.of}
        word = self.peek("duration")
        if word and (_FIRST_WORKDAYS.fullmatch(word.text) or (after_end and _WORKDAYS.fullmatch(word.text))):
            self.at += 1
            return {"nth": numbers(word.text)[0]}
        return None

    def _month_of_period(self, kind: Kind, month: int | None) -> int | None:
        length = _PERIOD_MONTHS.get(kind, 1)
        self.take("comma") if self.peek("comma") and self.peek("nth", ahead=1) else None
        if word := self.take("nth"):
            figures = numbers(word.text.replace("一个", "个") if word.text[0] == "最" else word.text)
            if word.text[0] in "末尾最":
                return length
            return 2 if word.text[0] == "中" else figures[0] if word.text[0] == "第" else 1
        if self.take("ended"):
            if self.peek("before"):  # 每季度结束前
                return length
            self._next_month()
            return 1
        return 1 if self._next_month() else month

    def _next_month(self) -> bool:
        """次月: the month after the period, the first of the next one."""
        word = self.peek("month")
        if word and word.text in ("次月", "下月", "下个月", "翌月"):
            self.at += 1
            return True
        return False

    def _months_named(self, length: int, *, once: bool = False) -> bool:
        """每季度末（3月、6月、9月、12月）20日前: whether a bracket names the months the cycle ends in. `once`: it may also
        follow 一次, and stand without a day (每半年一次（6月、12月）)."""
        begin = self.at
        bracket = self.take("comma")
        if bracket is None and once and self.at < len(self.words):
            between = self.text.text[self.end : self.words[self.at].start]
            bracket = self.first("comma") if between == "一次" else None
        named: list[int] = []
        while bracket and bracket.text == "(" and (word := self.take("month", "and")):
            named += numbers(word.text) if word.kind == "month" else []
        if (
            named
            and named == list(range(length, 13, length))
            and self.take("comma")
            and (once or self.peek("day"))
        ):
            return True
        self.at = begin
        return False

    def _day_of_month(self, kind: Kind, month: int | None, notes: list[Doubt]) -> tuple[int, int] | None:
        """The month of the period and the day; None when no day is written."""
        length = _PERIOD_MONTHS.get(kind, 1)
        begin = self.at
        word = self.take("month", "year")  # 每月月底, 每季度末月月底
        if word and word.text not in ("月", "当月", "本月"):
            self.at = begin
            return None
        if word := self.take("day"):
            days = numbers(word.text)
            while self.take("to"):
                days = numbers(other.text) if (other := self.take("day")) else days
            if month is None and length > 1:
                notes.append(self.doubt("first-month-taken", self.words[begin - 1].start, self.end))
            return (month or 1, days[0]) if days else None
        if word := self.take("duration"):
            days = numbers(word.text)
            if month is not None and days and _DAYS_WITHIN.fullmatch(word.text):
                return month, days[0]
            self.at = begin
            return None
        if word := self.take("xun"):
            last = XUN_DAYS[XUN[word.text][1]][1]
            return month or length, last
        if word := self.take("part"):
            part = PARTS.get(word.text[0], "end")
            named = self._months_named(length)
            if length > 1 and (word := self.take("day")):  # 每季度末25日前
                month = month or (length if part == "end" else 1)
                if not named:
                    start = self.words[begin - 1].start
                    notes.append(self.doubt("nth-month-taken", start, self.end, month=month))
                return month, numbers(word.text)[0]
            if part == "end":
                return month or length, LAST
            notes.append(self.doubt("no-settled-place", self.words[begin - 1].start, self.end))
            if length == 1 or month:
                return month or 1, 10 if part == "start" else 15
            return 1 if part == "start" else (length + 1) // 2, LAST
        if month is not None and (self.peek("before", "within") or self.words[self.at - 1].kind == "nth"):
            if self.peek("before"):
                before = self.words[self.at]
                notes.append(self.doubt("end-of-that-month", self.words[begin - 1].start, before.end))
            return month, LAST
        return None
