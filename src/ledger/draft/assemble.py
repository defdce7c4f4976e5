"""A document → the draft of a plan: the parts that were recognised, every doubt in the open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from ledger.draft.account import Account, Known, take_account, words_of_tasks
from ledger.draft.atoms import Atom, Settled, settle
from ledger.draft.attribution import of_bracket
from ledger.draft.cell_kinds import PHONE
from ledger.draft.cleaning import Piece
from ledger.draft.dates import BRACKET, deadline_doubts, read_extra, read_periods, unread_times
from ledger.draft.flat_tables import restore_tables
from ledger.draft.head import Head, day_of_line, identity_of, other_day, read_head
from ledger.draft.labelled_records import restore_records
from ledger.draft.labels import DEADLINE_LABEL, UNIT_LABEL
from ledger.draft.legend import Legend, legend_of, restore_matrices, texts_of, with_legend
from ledger.draft.notes import doubts_of_notes, first_leads, has_lead_column, notes_of
from ledger.draft.numbers import misnumbered, numbers_of, renumbered
from ledger.draft.offices import offices_apart
from ledger.draft.one_form import TAKEN
from ledger.draft.outline import Found
from ledger.draft.reporting import EVERYBODY, Meant, read_reporting
from ledger.draft.runs import beside, demanded, runs
from ledger.draft.said_once import said_once, with_doubts
from ledger.draft.same_as_above import same_as_above
from ledger.draft.scanned import with_unsure
from ledger.draft.segments import Segment, cut_segments, join_same, read_segment
from ledger.draft.table_grid import heading_seen
from ledger.draft.text_columns import says_what
from ledger.draft.titles import split_title
from ledger.draft.years import later_year, year_of_tasks
from ledger.problems import LedgerError
from ledger.values.source import Draft, DraftReporting, DraftTask, Source, Table
from ledger.words.column_headings import column_of
from ledger.words.lexicon import CLOSES_A_LIST, OTHER_LABEL, PEOPLE, SAYS_WHO, any_of
from ledger.words.responsibility.reader import read_responsibility
from ledger.words.responsibility.table import FIRST_LEADS

_ANOTHER_LIST = 3  # attributed tasks: a part of the file with so many is a list of its own
_SOME = 5  # where one task in so many names its units, one that names none is told
_CLAUSES = re.compile(r"[。；（）()]")
_FOR_ALL = re.compile(
    r"(?:无|未明确|没有)牵头单位的|(?:完成)?时限(?:均为|一律为|统一为)|未注明[^。；]{0,8}时限"
)
_YEAR_UNSURE = ("没有写明年度", "标题里有几个年份")
_A_PHONE = rf"(?:(?:{OTHER_LABEL})[:：]?)?\s*{PHONE.pattern}"
_WITH_PHONE = re.compile(rf"[（(]{_A_PHONE}[）)]|[；，、,\s]*{_A_PHONE}")  # none is written into a plan
_LABELLED = re.compile(rf"(?:{UNIT_LABEL}|{DEADLINE_LABEL})[:：][^。；]{{2,40}}")
_LEFT_OVER = re.compile(
    rf"[（(〔【](?!{PEOPLE}[)）〕】])(?=[^（）()]{{0,60}}(?:{any_of(SAYS_WHO)}|责任单位|完成时限))[^（）()]{{2,80}}[)）〕】]|"
    r"(?<=[。；])[（(〔【][^（）()]{2,60}[)）〕】]。?$",
    re.MULTILINE,
)
_ALL_NEED = re.compile(
    r"(?:以下|各项|下列|所有)[^，。；]{0,10}(?:均需|均由|都需|需|由)(?P<who>[^，。；]+?)"
    rf"(?:{any_of(CLOSES_A_LIST)}|执行)?(?:[，,](?:以下)?不再|不再|$)"
)


def draft_plan(source: Source, *, year: int | None = None, region: str | None = None) -> Draft:
    """The plan that `source` holds, as far as it can be read.

    `year` and `region` are what the user adds; they win over the document. LedgerError when no year stands
    anywhere, or no task was found.
    """
    legend = legend_of(texts_of(source))
    source = restore_matrices(restore_tables(restore_records(source)), legend)
    segments = join_same([read_segment(blocks) for blocks in cut_segments(source)])
    best = max(range(len(segments)), key=lambda n: (*segments[n].weight, -n))
    main = segments[best]
    stem = re.sub(r"\.[A-Za-z0-9]+$", "", source.name)
    if not main.found:
        raise LedgerError(f"{source.name} 里没有找到任务：{_why_not(source)}")
    before = list(chain.from_iterable(segment.pieces for segment in segments[:best]))
    after = list(chain.from_iterable(segment.pieces for segment in segments[best + 1 :]))
    tail = [*main.outline.closing, *main.tail, *after]
    head = read_head([*before, *main.outline.head], tail, stem)
    of_tasks = year_of_tasks(main.found)
    told = head.year if head.year and (not of_tasks or f"{of_tasks}年" not in head.title) else None
    later = later_year(main.found, told) if told and not year else None
    plan_year = year or later or told or of_tasks
    if plan_year is None:
        raise LedgerError(f"{source.name} 没有写明是哪一年的计划；请加 --year 和年度再起草。")
    asked = []
    if later:
        asked.append(f"标题写的是{told}年，各项时限多写明{later}年，这里按{later}年，请核对")
    if year and (told or of_tasks) not in (None, year):
        asked.append(f"原文写的是{told or of_tasks}年，这里按所写的{year}年，请核对")
    elif not (year or told or plan_year == head.year):
        asked.append(f"{_YEAR_UNSURE[bool(head.year)]}，按各项任务里写的日期作{plan_year}年，请核对")
    if region and head.region and region not in head.region and head.region not in region:
        asked.append(f"原文写的是{head.region}，这里按所写的{region}，请核对")
    return _Assembly(
        head, plan_year, region or head.region, source, main, segments, best, before, tail, asked, legend
    ).draft()


@dataclass(slots=True)
class _Assembly:
    head: Head
    year: int
    region: str
    source: Source
    main: Segment
    segments: list[Segment]
    best: int
    before: list[Piece]
    tail: list[Piece]  # the signature and the foot of the page, and all that follows
    asked: list[str]
    legend: Legend

    def draft(self) -> Draft:
        reporting, sentences = self._reporting()
        found = tuple(same_as_above(self.main.found))
        counted = numbers_of(found)
        mostly = sum(bool(f.attribution.units) for f in found) * _SOME > len(found)
        dated = sum(bool(f.attribution.deadline) for f in found) * 2 > len(found)
        tasks = tuple(
            self._task(renumbered(item, no), no, sentences, mostly, dated)
            for item, no in zip(found, counted, strict=True)
        )
        title = self.head.title or f"{self.region}{self.year}年工作计划"
        shared, outline = self._shared(), self.main.outline
        around = (*outline.head, *outline.closing)
        notes = (
            tuple(PHONE.sub("（电话号码）", words) for words in notes_of(around)) if outline.labels else ()
        )
        of_all = (title, shared, *sentences, *notes)
        account = self._account((*of_all, *words_of_tasks(tasks, reporting)))
        cells = self._cells(tasks, reporting, of_all)
        tasks, common = said_once(with_doubts(tasks, cells.told))
        tasks, unsure = with_unsure(tasks, self.source)
        common = [*unsure, *common]
        atoms = (*account.told, *cells.told)
        left = [(atom.place, atom.text) for atom in atoms]
        unused = tuple(
            (place, PHONE.sub("（电话号码）", words)) for place, words in (*left, *self.source.left_out)
        )
        headings = any(first_leads(label, lead_column=False) for label in outline.labels)
        text = "。".join([*(p.text for p in around), *outline.rules])
        lead_column = has_lead_column(outline.labels)
        unsaid = doubts_of_notes(around, lead_column)
        return Draft(
            id=identity_of(title, self.region, self.year), title=title, region=self.region, year=self.year,
            issuer=self.head.issuer, number=self.head.number, issued=self.head.issued, basis=self.head.basis,
            source=self.source.name, attachment=self.head.attachment, first_leads=headings or first_leads(text, lead_column),
            shared=shared, tasks=tasks, reporting=reporting,
            doubts=(*self._doubts(), *unsaid, *common, *account.doubts()), columns=_own_layout(outline.labels), notes=notes, unused=unused,
            pieces=account.written + len(cells.written) + len(unused),
        )  # fmt: skip

    def _named(self, found: Found) -> Found:
        """A task needs a name: without a heading sentence the first words of its text."""
        if found.name.strip():
            return found
        name = split_title(found.content.split("\n")[0]).name.strip() or "（原文没有名称）"
        return replace(found, name=name, doubts=(*found.doubts, "原文没有任务名称"))

    def _task(
        self, found: Found, no: int, sentences: tuple[str, ...], mostly: bool, dated: bool
    ) -> DraftTask:
        found = offices_apart(self._named(found))
        given = found.attribution
        units = with_legend(given.units, self.legend)
        given = replace(given, units=_WITH_PHONE.sub("", units) if PHONE.search(units) else units)
        doubts = [*found.doubts, *deadline_doubts(given.deadline, self.year, self.head.issued)]
        if given.units:
            reading = read_responsibility(given.units)
            doubts += [f"责任单位中的“{words}”没有读懂" for words in reading.unknown]
            doubts += [words for words in reading.warnings if words not in doubts]
        elif mostly and (who := demanded(found.content)):
            given = replace(given, units=who)
            doubts.append(TAKEN.format(who=who))
        elif mostly:
            doubts.append("原文没有写责任单位")
        open_words = BRACKET.sub(
            lambda m: "" if (of_bracket(m[1]).units or m[0]) in given.units else m[0], found.content
        )
        left = [m[0] for sign in (_LEFT_OVER, _LABELLED) for m in sign.finditer(open_words)]
        others = [run.words for run in runs(found.content)]
        others += beside(found.content)
        left += [words for words in others if _unsaid(words, given.units) and words not in "".join(left)]
        doubts += [f"正文里还有像责任单位的文字：{words}" for words in left]
        aims = [words for label, words in found.other if says_what(label)]
        extra = found.extra + read_extra(
            (found.name, found.content, *aims), given.deadline, self.year, self.head.issued, sentences
        )
        text = "。".join((found.name, found.content, *aims))
        periods, unsure = read_periods(text, given.deadline, extra, self.year, self.head.issued, sentences)
        extra += periods
        doubts += unsure
        if dated and not given.deadline and not extra:
            doubts.append("原文没有写完成时限")
        doubts += unread_times(text, given.deadline, extra, sentences, self.year, self.head.issued)
        return DraftTask(
            no=no, name=found.name, place=found.place, section=found.section, original_no=found.original_no,
            content=found.content, responsibility=given.units, deadline=given.deadline, extra=extra,
            remark=found.remark, other=found.other, doubts=tuple(dict.fromkeys(doubts)),
        )  # fmt: skip

    def _reporting(self) -> tuple[tuple[DraftReporting, ...], tuple[str, ...]]:
        """报送 of the notice, of the tasks and of the closing paragraphs, and the sentences they were read from."""
        around = [*self.before, *self.main.outline.head]
        addressed = next((p.text.rstrip("：:") for p in around if re.search(r"各.*[：:]$", p.text)), "")
        everybody = Meant(addressed, "主送机关") if addressed else EVERYBODY
        texts = [(piece.text, piece.place, everybody) for piece in around if "报" in piece.text]
        for found in self.main.found:
            reading = read_responsibility(found.attribution.units)
            names = "、".join(reading.lead or reading.responsible)
            others = "、".join(party.name for party in reading.parties if party.name not in names)
            own = (
                Meant(names, "这一项的责任单位", True, others) if names else everybody._replace(of_task=True)
            )
            texts.append((found.content, found.place, own))
        texts += [(piece.text, piece.place, everybody) for piece in self.main.outline.closing]
        duties, sentences = [], []
        for text, place, meant in texts:
            for duty, sentence in read_reporting(text, self.year, place, meant):
                duties.append(duty)
                sentences.append(sentence)
        return tuple(duties), tuple(sentences)

    def _shared(self) -> str:
        """共同责任单位: who is to carry every task, as said once for all (以下各项均需…落实，不再列出)."""
        for rule in self._rules():
            units, _, words = rule.partition("\n")
            match = _ALL_NEED.search(words)
            if match:
                return match["who"]
            if "下同" in words:
                return re.sub(r"^.*[：:；]", "", units)
        for piece in (*self.main.outline.head, *self.main.outline.closing):
            match = _ALL_NEED.search(piece.text) if "不再" in piece.text else None
            if match:
                return match["who"]
        return ""

    def _rules(self) -> list[str]:
        """What an attribution says for the whole document, 列第一位者为牵头单位，下同 aside: that is 首位牵头."""
        return [rule for rule in self.main.outline.rules if not FIRST_LEADS.search(rule)]

    def _account(self, used: Iterable[str]) -> Account:
        """What stands in the document and not in the draft. Sections that say what for, closing paragraphs, the foot of
        the page and parts that read like another list of tasks are told without a doubt on each sentence."""
        head, outline = self.head, self.main.outline
        used = (
            *used,
            head.number,
            head.issuer,
            head.attachment,
            *head.basis,
            *head.attachments,
            *self._day_lines(),
            *outline.labels,
            *(rule for rule in outline.rules if FIRST_LEADS.search(rule)),
        )
        quiet = [piece.text for piece in (*outline.asides, *outline.closing)]
        for n, segment in enumerate(self.segments):
            own = n == self.best or segment.weight[0] < _ANOTHER_LIST
            quiet += [piece.text for piece in segment.pieces[segment.end if own else 0 :]]
        pieces = chain.from_iterable(segment.pieces for segment in self.segments)
        return take_account(((p.place, p.text) for p in pieces), Known(used), Known(quiet), self.year)

    def _day_lines(self) -> Iterator[str]:
        """The line that gives the day of issue is used up by 印发日期."""
        for segment in self.segments:
            yield from (p.text for p in segment.pieces if day_of_line(p.text) == self.head.issued is not None)

    def _cells(
        self, tasks: tuple[DraftTask, ...], reporting: tuple[DraftReporting, ...], told: Iterable[str]
    ) -> Settled:
        """Every cell of the tables, in its place or told."""
        atoms = [replace(cell, task=n) for n, found in enumerate(self.main.found) for cell in found.cells]
        loose = [cell for segment in self.segments for cell in segment.outline.loose]
        others = (segment for n, segment in enumerate(self.segments) if n != self.best)
        for segment in others:
            loose += [Atom(found.place, "　".join(segment.outline.labels)) for found in segment.found[:1]]
            loose += [cell for found in segment.found for cell in found.cells]
        head = self.head
        told = (*told, head.number, head.issuer, head.attachment)
        return settle((*atoms, *loose), tasks, reporting, told)

    def _doubts(self) -> tuple[str, ...]:
        doubts = [*self.asked]
        if not self.region:
            doubts.append("没有读到地区，可加 --region 说明")
        if not self.head.title:
            doubts.append("没有读到标题，现用的是按地区和年度拟的")
        doubts += self.main.outline.doubts
        around = (*self.before, *self.main.outline.head, *self.main.outline.closing)
        if not self.head.issued and (day := other_day((*around, *self.tail))):
            doubts.append(day)
        clauses = (clause for paragraph in around for clause in _CLAUSES.split(paragraph.text))
        doubts += [f"原文有一条适用于全文的说明：{clause}" for clause in clauses if _FOR_ALL.search(clause)]
        doubts += [f"原文有一条适用于全文的说明：{rule.partition(chr(10))[2]}" for rule in self._rules()]
        if self.head.attachments:
            doubts.append("文后有几个附件，没有写入：" + "；".join(self.head.attachments))
        for n, segment in enumerate(self.segments):
            if n != self.best and segment.weight[0] >= _ANOTHER_LIST:
                doubts.append(f"文件里另有一部分也像任务清单（{len(segment.found)} 项），没有写入")
        named = sum(bool(found.attribution.units) for found in self.main.found)
        if not named:
            doubts.append("全文没有写责任单位，各项任务由办公室分办")
        elif named * _SOME <= len(self.main.found):  # so few that it is not said beside each that has none
            without = len(self.main.found) - named
            doubts.append(f"{len(self.main.found)} 项里有 {without} 项没有写责任单位，请核对是不是写在别处")
        if misnumbered(self.main.found):
            doubts.append("表中序号不连续或有重复，已重新编号")
        return tuple(doubts)


def _unsaid(words: str, units: str) -> bool:
    """Whether a run of the text names somebody who is not among the units of its task."""
    return any(party.name not in units for party in read_responsibility(words).parties)


def _why_not(source: Source) -> str:
    """What the tables show that hold no tasks: the row taken for the heading, and which of its words say nothing."""
    for block in source.blocks:
        seen = heading_seen(block) if isinstance(block, Table) else None
        if seen is not None:
            place, words = seen
            unknown = "、".join(word for word in words if column_of(word) is None)
            told = f"，其中“{unknown}”不认识" if unknown else ""
            return (
                f"没有编了号的条目；{place}看作表头的一行是“{' | '.join(words)}”{told}，"
                "下面各栏也看不出谁来办、哪天办。请把任务、单位、时限的列名写清楚再试。"
            )
    return "既没有编了号的条目，也没有带“责任单位”“时间节点”等列的表格。"


def _own_layout(labels: tuple[str, ...]) -> tuple[str, ...]:
    """栏目: nothing where the table is laid out as ours is."""
    return () if not set(labels) - {"序号", "任务名称", "任务内容", "责任单位", "时间节点"} else labels
