"""Reading dates: points in lists and stretches with their edges (9月5日、12月5日前; 3月至10月; 从10月起).

The middle of the grammar stated in `reader.py`, one method a rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Literal

from ledger import lazy_re
from ledger.words.deadline.calendar_points import Point, months
from ledger.words.deadline.levelled import Levelled
from ledger.words.deadline.lunar import Lunar
from ledger.words.deadline.points import NEXT_MONTH, POINT_KINDS, Item, PointReader
from ledger.words.deadline.scanner import Word, numbers
from ledger.words.deadline.workdays import add_workdays
from ledger.words.doubt import Doubt
from ledger.words.meanings import Kind, Milestone, Source

Strength = Literal["dated", "lasting", "mild", "weak"]
ONE_DAY = timedelta(days=1)
_MONTH_OR_SPAN = lazy_re.compile(r"[一二两三1-3]月(?:以|之)?内")
_BETWEEN = ("、", "和", "与", "至", "到", "及")
NO_JOINT = ("上", "一", "二", "三")  # 上下半年, 一二季度
_BEFORE_A_MONTH = lazy_re.compile("月[之以]?前$")
_RUN = lazy_re.compile(r"前?[\d一二三四五六七八九十两]+(?:个?工作日|个?自然日|日历天|天|日)(?:以内|之内|内)?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One date phrase: understood, or (without milestones) recognised but without a day to be found.

    `start`/`end` count levelled characters. `firm` says that the words draw a line (前, 底, 起, 每月5日) and do
    not just name a time: what running text needs to be a deadline. `free`: it took its year from before.
    """

    start: int
    end: int
    milestones: tuple[Milestone, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    strength: Strength = "dated"
    firm: bool = False
    free: bool = False
    context: bool = False  # no date of its own: only names the year of what follows (2023年，…), or is void

    def set_aside(self, *doubts: Doubt) -> Phrase:
        """The same, setting nothing."""
        return replace(self, milestones=(), doubts=doubts, context=True)


@dataclass(slots=True, eq=False)
class Clause:
    """Phrases, and the stretches of other words around them (`gaps[0]` before the first phrase)."""

    start: int
    phrases: list[Phrase] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)
    loose: list[Word] = field(default_factory=list)  # words that smell of time and belong to no phrase
    hard_end: bool = False
    inner: bool = False  # it stands in brackets
    after: str = ""  # the mark before it

    def drop(self, n: int) -> None:
        """Phrase `n` is none, its words are words like others."""
        del self.phrases[n]
        self.gaps[n : n + 2] = [(self.gaps[n][0], self.gaps[n + 1][1])]

    @property
    def dated(self) -> bool:
        """Whether a day, or a rule for days, stands in it."""
        return any(phrase.strength == "dated" and phrase.milestones for phrase in self.phrases)


class DateReader(PointReader):
    """Reads lists of dates from the words of one text."""

    def __init__(
        self, text: Levelled, words: list[Word], year: int, *,
        issued: date | None, source: Source, overrides: Mapping[date, bool] | None,
    ) -> None:  # fmt: skip
        super().__init__(text, words, year, issued)
        self.source, self.overrides = source, overrides
        self.month: int | None = None  # the month of the date before, in force for a day that names none
        self.every: Kind | None = (
            None  # a 每月 came before: a day that names no month is one of every month; so 每周
        )

    def forget(self) -> None:
        """No year, month, 每月 or 每周 from before is in force any more."""
        self.context, self.month, self.every = self.year, None, None

    def milestone(self, kind: Kind, place: tuple[int, int], **fields: Any) -> Milestone:
        """A milestone whose words are the levelled characters at `place`."""
        return Milestone(kind=kind, words=self.printed(*place), source=self.source, **fields)

    def nowhere(self, start: int, code: str) -> Phrase:
        """A date that was recognised, but is no day."""
        return Phrase(start, self.end, doubts=(self.doubt(code, start, self.end),))

    def items(self) -> list[Item]:
        """items = item { 、 item }; item = point [至 point] [edge]. Later ones inherit year and month."""
        found: list[Item] = []
        while True:
            begin = self.at
            joint = self.take("and") if found else None
            glued = joint or self.words[begin - 1].text in NO_JOINT
            if found and not (glued and self.peek(*POINT_KINDS)):
                self.at = begin
                break
            item = self.item(found[-1] if found else None)
            if item is None:
                self.at = begin
                break
            if found and joint and joint.text in _BETWEEN and not found[-1].until and self.take("between"):
                last = found[-1]
                last.doubts.append(self.doubt("last-counts", last.start, self.end))
                last.until, last.end, last.shift, last.edge = item.point, self.end, item.shift, ""
                last.doubts += item.doubts
                continue
            if found and joint and joint.text in ("或", "或者"):
                item.doubts.append(self.doubt("either", found[-1].start, item.end))
            found.append(item)
        _share_backwards(found, self)
        return found

    def item(self, before: Item | None) -> Item | None:
        item = self.point()
        if item is None:
            return None
        if before:
            item.point = _inherit(item, before.until or before.point)
        elif item.point.month is None and self.month and item.of in ("", "月", *NEXT_MONTH):
            # 6月15日前自查，30日前整改: the day of a later clause is in the month of the date before it.
            item.point = _inherit(item, months("month", self.context, self.month, self.month))
            item.doubts.append(self.doubt("month-carried", item.start, item.end, month=item.point.month))
        item.edge = self.edge()
        item.year = item.point.year or self.context
        if item.edge in ("", "since"):
            self._until(item)
        item.end = self.end
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
                item.doubts.append(self.doubt("from-next-day", item.start, self.end))

    def _until(self, item: Item) -> None:
        """[至 point [edge]]"""
        if item.until is not None:  # 2024.4-7
            item.edge = self.edge()
            return
        begin, self.context = self.at, item.year
        until = self.point() if self.take("to") and self.peek(*POINT_KINDS) else None
        if until is None:
            here = self.words[self.at] if self.at < len(self.words) else None
            nothing = self.text.text[self.end : here.start if here else None] == ""
            item.open = self.at > begin and nothing and (here is None or here.kind in ("stop", "comma"))
            self.at = self.at if item.open else begin
            return
        item.until = _inherit(until, item.point)
        item.doubts += until.doubts
        item.shift = until.shift
        self.take("between")
        item.edge = self.edge()

    def after_run(self, item: Item) -> date:
        assert item.run is not None
        count, working = item.run
        base = item.point.last(item.year)
        if not working:
            return base + count * ONE_DAY
        due, estimated = add_workdays(base, count, self.overrides)
        if estimated:
            item.doubts.append(self.doubt("estimated", item.start, item.end, day=due))
        return due

    def cutoff(self, item: Item, point: Point, year: int) -> date:
        """The last day allowed. 前 after a day or a 底 includes it; after a whole stretch (11月前) it means
        before the stretch begins, and since many mean its end, a warning says so. ValueError: no such day."""
        written = self.printed(item.start, item.end)
        if isinstance(point.rule, Lunar) and _BEFORE_A_MONTH.search(written):  # 农历十月前
            cut = replace(point, rule=point.rule._replace(day=1)).last(year) - ONE_DAY
            item.doubts.append(
                self.doubt("no-end-sign", item.start, item.end, day=cut, other=point.last(year))
            )
            return cut + item.shift * ONE_DAY
        last = point.last(year)
        if item.edge not in ("within", "before"):
            return last + item.shift * ONE_DAY
        if item.edge == "within" and _MONTH_OR_SPAN.fullmatch(written):
            item.doubts.append(self.doubt("month-or-span", item.start, item.end, day=last))
        if item.edge == "before" and point.level == "xun":
            item.doubts.append(self.doubt("xun-included", item.start, item.end, day=last))
        elif item.edge == "before" and point.level in ("month", "quarter", "half", "year"):
            whole_year = (
                point.level == "half" and point.month == 1
            )  # before a 上半年 begins is no deadline in its year
            cut = last if whole_year else point.first(year) - ONE_DAY
            code = "half-included" if whole_year else "no-end-sign"
            item.doubts.append(self.doubt(code, item.start, item.end, day=cut, other=last))
            last = cut
        return last + item.shift * ONE_DAY

    def window(self, item: Item) -> dict[str, date]:
        assert item.until is not None
        start = item.point.first(item.year)
        end = self.cutoff(item, item.until, item.until.year or item.year)
        if end < start and item.until.year is None:
            end = self.cutoff(item, item.until, item.year + 1)
            item.doubts.append(self.doubt("over-new-year", item.start, item.end, day=end))
        if end < start:
            raise ValueError("ends before it starts")
        return {"start": start, "end": end}

    def last_day(self, item: Item) -> date | None:
        try:
            return self.cutoff(item, item.point, item.point.year or self.context)
        except ValueError:
            return None


def _inherit(item: Item, before: Point) -> Point:
    """A later point of a list takes the year and, where it names none (20日, 月底, 次月5日), the month of the one before."""
    point = item.point
    if point.month is not None:
        return replace(point, year=before.year) if point.year is None else point
    year, month = before.year, before.last_month
    if month and item.of in NEXT_MONTH:
        year, month = (year + 1 if year and month == 12 else year), month % 12 + 1
    return replace(point, year=year, month=month, last_month=month)


def _share_backwards(items: list[Item], reader: PointReader) -> None:
    """3月、6月、9月中旬: bare months take the day or 旬 of the next that has one, with a warning."""
    bare: list[Item] = []
    for item in items:
        if item.point.level == "month" and not item.edge and not item.until:
            bare.append(item)
            continue
        if bare and not item.until and item.point.level in ("day", "xun"):
            for each in bare:
                month = each.point.month
                each.point = replace(item.point, year=each.point.year, month=month, last_month=month)
            item.doubts.append(reader.doubt("same-day-each", bare[0].start, item.end))
        bare = []
