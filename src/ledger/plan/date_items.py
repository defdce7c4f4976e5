"""Reading dates: points in lists and stretches with their edges (9月5日、12月5日前; 3月至10月; 从10月起).

The middle of the grammar stated in `deadline.py`, one method a rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from ledger.plan.calendar_points import Point
from ledger.plan.date_points import POINT_KINDS, Item, PointReader
from ledger.plan.date_words import Levelled, Word, numbers
from ledger.plan.values import Kind, Milestone, Source
from ledger.plan.workdays import add_workdays

Strength = Literal["dated", "lasting", "mild", "weak"]
ONE_DAY = timedelta(days=1)
_NUMBER = re.compile(r"第?[\d一二三四五六七八九十]+|上")
_ENUMERATED = re.compile(r"(?<![^;,])(?:1|(?<=[;,])\d)、")
_MONTH_OR_SPAN = re.compile(r"[一二两三1-3]月(?:以|之)?内")
_RUN = re.compile(r"前?[\d一二三四五六七八九十两]+(?:个?工作日|个?自然日|日历天|天|日)(?:以内|之内|内)?")
_DOING = re.compile(
    r"(?:全面|基本|全部|开工|动工|竣工|完工|建成|投用|验收|交付|完成|实施|推进|落实|启动|开展|办结|年?度?内)+"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One date phrase: understood, or (without milestones) recognised but without a day to be found.

    `start`/`end` count levelled characters. `firm` says that the words draw a line (前, 底, 起, 每月5日) and do
    not just name a time: what running text needs to be a deadline. `free`: it took its year from before.
    """

    start: int
    end: int
    milestones: tuple[Milestone, ...] = ()
    warnings: tuple[str, ...] = ()
    strength: Strength = "dated"
    firm: bool = False
    free: bool = False
    context: bool = False  # only names the year of what follows (2023年，…)


class DateReader(PointReader):
    """Reads lists of dates from the words of one text."""

    def __init__(
        self, text: Levelled, words: list[Word], year: int, *,
        issued: date | None, source: Source, overrides: Mapping[date, bool] | None,
    ) -> None:  # fmt: skip
        super().__init__(text, words, year, issued)
        self.source, self.overrides = source, overrides

    def milestone(self, kind: Kind, place: tuple[int, int], **fields: Any) -> Milestone:
        """A milestone whose words are the levelled characters at `place`."""
        return Milestone(kind=kind, words=self.printed(*place), source=self.source, **fields)

    def nowhere(self, start: int, note: str) -> Phrase:
        """A date that was recognised, but is no day."""
        return Phrase(start, self.end, warnings=(f"“{self.printed(start, self.end)}”{note}",))

    def items(self) -> list[Item]:
        """items = item { 、 item }; item = point [至 point] [edge]. Later ones inherit year and month."""
        found: list[Item] = []
        while True:
            begin = self.at
            if found and not (self.take("and") and self.peek(*POINT_KINDS)):
                self.at = begin
                break
            item = self.item(found[-1] if found else None)
            if item is None:
                self.at = begin
                break
            found.append(item)
        _share_backwards(found, self)
        return found

    def item(self, before: Item | None) -> Item | None:
        item = self.point()
        if item is None:
            return None
        if before:
            item.point = _inherit(item.point, before.until or before.point)
        item.edge = self.edge()
        item.year = item.point.year or self.context
        if item.edge in ("", "since"):
            self._until(item)
        self._run(item)
        self.context = (item.until and item.until.year) or item.year
        self.company(item)
        item.end = self.end
        return item

    def _run(self, item: Item) -> None:
        """9月1日后10个工作日内, 9月30日前5个工作日: a run of days from the point."""
        word = self.peek("duration")
        if word is None or item.until or not _RUN.fullmatch(word.text):
            return
        back = word.text[0] == "前"
        if back is (item.edge == "") and (back or item.edge in ("after", "since")):
            self.at += 1
            count = numbers(word.text)[0]
            item.run = (-count if back else count, "工作日" in word.text)
            if item.edge == "since":
                item.warnings.append(f"“{self.printed(item.start, self.end)}”从次日起算。")

    def _until(self, item: Item) -> None:
        """[至 point [edge]]"""
        begin, self.context = self.at, item.year
        until = self.point() if self.take("to") and self.peek(*POINT_KINDS) else None
        if until is None:
            self.at = begin
            return
        item.until = _inherit(until.point, item.point)
        item.warnings += until.warnings
        item.shift = until.shift
        item.edge = self.edge()

    def dates(self) -> list[Phrase]:
        """dates = [自 | 到] items; a year alone (2022年政务公开) is one only where nothing else is said."""
        lead = self.first("from", "until", "to")
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
            items[0].warnings.append(
                f"“{self.printed(items[0].start, items[1].end)}”按两个月份理解；如前一个数是序号，请改写为“1.”。"
            )
        phrases = [self._dated(item, lead if n == 0 else None, firm) for n, item in enumerate(items)]
        return [self._whole_words(phrase, phrases) for phrase in phrases]

    def _whole_words(self, phrase: Phrase, phrases: list[Phrase]) -> Phrase:
        """3、6、9月底: a bare number is no phrase of its own, its words are the whole list."""
        if not _NUMBER.fullmatch(self.text.text, phrase.start, phrase.end):
            return phrase
        words = self.printed(phrases[0].start, phrases[-1].end)
        return replace(phrase, milestones=tuple(replace(m, words=words) for m in phrase.milestones))

    def _year_alone(self, item: Item, before: int) -> list[Phrase]:
        after = self.words[self.at] if self.at < len(self.words) else None
        rest = self.text.text[item.end : after.start if after else None]
        if rest and not _DOING.fullmatch(rest):
            self.context = before
            return []  # 2022年政务公开工作要点: the year of a thing
        later = [
            word.kind for word in self.words[self.at : self.at + 6] if word.kind in (*POINT_KINDS, "stop")
        ]
        if not rest and after and after.kind == "comma" and later and later[0] not in ("year", "stop"):
            return [Phrase(item.start, item.end, context=True)]  # 2023年，3月底前完成
        phrase = self._dated(item, None, False)
        note = f"“{self.printed(item.start, item.end)}”只有年份，按当年12月31日前理解。"
        return [replace(phrase, warnings=(*phrase.warnings, note))]

    def _dated(self, item: Item, lead: Word | None, firm: bool) -> Phrase:
        start = lead.start if lead else item.start
        notes = item.warnings
        firm = (firm and item.point.level == "day") or item.point.level == "part"
        firm = firm or bool(item.edge) or (item.until is not None and item.point.level != "year")
        try:
            kind: Kind
            if item.run:
                kind, fields = "by", {"due": self._after_run(item)}
            elif item.until:
                fields = self._window(item)
                kind = "window"
            elif item.edge == "since" or (lead and lead.kind == "from" and not item.edge):
                kind, fields = "from", {"start": item.point.first(item.year)}
            elif item.edge == "after":
                kind, fields = "from", {"start": item.point.last(item.year) + ONE_DAY}
                notes.append(f"“{self.printed(start, item.end)}”按此后的一天起理解。")
            else:
                kind, fields = "by", {"due": self.cutoff(item, item.point, item.year)}
        except (ValueError, OverflowError):
            why = "没有写明是哪个月" if item.point.month is None else "中没有这一天"
            note = f"“{self.printed(start, item.end)}”{why}，请核对。"
            return Phrase(start, item.end, warnings=(note,))
        free = item.point.year is None
        found = self.milestone(kind, (start, item.end), **fields)
        return Phrase(start, item.end, (found,), tuple(notes), firm=firm, free=free)

    def _after_run(self, item: Item) -> date:
        assert item.run is not None
        count, working = item.run
        base = item.point.last(item.year)
        if not working:
            return base + count * ONE_DAY
        due, estimated = add_workdays(base, count, self.overrides)
        if estimated:
            words = self.printed(item.start, item.end)
            item.warnings.append(f"“{words}”按周一至周五推算为{due}（预估），放假安排尚未公布。")
        return due

    def cutoff(self, item: Item, point: Point, year: int) -> date:
        """The last day allowed. 前 after a day or a 底 includes it; after a whole stretch (11月前) it means
        before the stretch begins, and since many mean its end, a warning says so. ValueError: no such day."""
        last = point.last(year)
        written = self.printed(item.start, item.end)
        if item.edge == "within" and _MONTH_OR_SPAN.fullmatch(written):
            item.warnings.append(f"“{written}”按{last}（含）前理解；如指一段时间，请写“个月内”。")
        if item.edge == "before" and point.level == "xun":
            item.warnings.append(f"“{written}”按{last}（含）前理解，请核对。")
        elif item.edge == "before" and point.level in ("month", "quarter", "half", "year"):
            whole_year = (
                point.level == "half" and point.month == 1
            )  # before a 上半年 begins is no deadline in its year
            cut = last if whole_year else point.first(year) - ONE_DAY
            other = "" if whole_year else f"；如指{last}，请写明"
            item.warnings.append(f"“{written}”没有“底”字，按{cut}（含）前理解{other}。")
            last = cut
        return last + item.shift * ONE_DAY

    def _window(self, item: Item) -> dict[str, date]:
        assert item.until is not None
        start = item.point.first(item.year)
        end = self.cutoff(item, item.until, item.until.year or item.year)
        if end < start and item.until.year is None:
            end = self.cutoff(item, item.until, item.year + 1)
            item.warnings.append(f"“{self.printed(item.start, item.end)}”跨年，止于{end}。")
        if end < start:
            raise ValueError("ends before it starts")
        return {"start": start, "end": end}

    def last_day(self, item: Item) -> date | None:
        try:
            return self.cutoff(item, item.point, item.point.year or self.context)
        except ValueError:
            return None


def _inherit(point: Point, before: Point) -> Point:
    """A later point of a list takes the year and, where it names none (20日, 月底), the month of the one before."""
    if point.month is None:
        return replace(point, year=before.year, month=before.last_month, last_month=before.last_month)
    return replace(point, year=before.year) if point.year is None else point


def _share_backwards(items: list[Item], reader: PointReader) -> None:
    """3月、6月、9月中旬: bare months take the day or 旬 of the last, with a warning."""
    last = items[-1] if items else None
    bare = [item for item in items[:-1] if item.point.level == "month" and not item.edge and not item.until]
    if (
        last is None
        or last.until
        or len(bare) != len(items) - 1
        or not bare
        or last.point.level not in ("day", "xun")
    ):
        return
    for item in bare:
        month = item.point.month
        item.point = replace(last.point, year=item.point.year, month=month, last_month=month)
    stretch = reader.printed(items[0].start, last.end)
    last.warnings.append(f"“{stretch}”按各月同一日期理解，请核对。")
