"""Tables → tasks: any order of columns, merged and missing cells, cards, heading rows repeated on each page.

Every cell goes to one part of its task; `Found.cells` remembers which, for the account (`atoms`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ledger.draft.atoms import Atom
from ledger.draft.attribution import Attribution, read_words
from ledger.draft.cell_kinds import DITTO, PHONE, is_amount, is_dash
from ledger.draft.dates import read_stage
from ledger.draft.noise import tidy, tidy_lines, tidy_paragraphs, tidy_times
from ledger.draft.offices import OFFICES_KEPT, bureaus_of
from ledger.draft.outline import Found
from ledger.draft.split import read_line
from ledger.draft.table_bands import LONGEST_BAND, band_of, bands_above, distinct, headings_in, joined
from ledger.draft.table_columns import read_columns
from ledger.draft.table_grid import PATH, Grid, filled, read_grid, words_of
from ledger.draft.titles import split_title
from ledger.values.source import NOTE_WORDS, Cell, DraftMilestone, Row, Table
from ledger.words.column_headings import column_of
from ledger.words.lexicon import ROLE_NOUN_LABEL
from ledger.words.numbering import TOP, read_mark

ROLE_NOUN = re.compile(ROLE_NOUN_LABEL)
_NUMBER = re.compile(r"\d{1,4}")
_HAN_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、.．]?")
_TOTALS = ("合计", "小计", "总计")
_NOTE = (*NOTE_WORDS.split("|"), "说明", "填表", "附")


@dataclass(slots=True)
class TableReading:
    """The tasks of one table; lines above its heading and below its last task; its headings in order (empty where
    it has none); `loose` cells that belong to no task, `doubts` about the table as a whole."""

    above: list[Atom] = field(default_factory=list)
    tasks: list[Found] = field(default_factory=list)
    below: list[Atom] = field(default_factory=list)
    labels: tuple[str, ...] = ()
    loose: list[Atom] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Entry:
    """One task while its rows are being read."""

    no: str
    row: Row
    section: tuple[str, ...]
    name: str
    contents: list[str]
    units: str
    deadline: str
    remark: str
    doubts: list[str]
    original: str = ""
    other: dict[str, str] = field(default_factory=dict)
    stages: list[DraftMilestone] = field(default_factory=list)
    cells: list[Atom] = field(default_factory=list)


def is_task_table(table: Table) -> bool:
    grid = read_grid(table)
    return grid is not None and grid.holds_tasks


def read_table(table: Table, section: tuple[str, ...] = ()) -> TableReading:
    """No tasks when it is no task table."""
    grid = read_grid(table)
    return _Reader(grid, section).read() if grid is not None and grid.holds_tasks else TableReading()


class _Reader:
    def __init__(self, grid: Grid, section: tuple[str, ...]) -> None:
        self.grid = grid
        self.columns = read_columns(grid)
        self.section = section
        self.entries: list[_Entry] = []
        self.bands: list[str] = []
        self.result = TableReading(labels=tuple(label for label in grid.labels if label))

    def read(self) -> TableReading:
        result = self.result
        result.above += [Atom(row.place, band_of(row) or "".join(distinct(row))) for row in self.grid.above]
        headings = {words_of(row) for row in self.grid.heading}
        waiting: list[Atom] = []
        for row in self._whole_rows():
            words = words_of(row)
            if not any(words) or words in headings:
                continue
            if next((word for word in words if word), "") in _TOTALS:
                result.loose.append(Atom(row.place, " ".join(dict.fromkeys(filter(None, words)))))
                continue
            band = self._band(row)
            if band is None:
                self._row(row)
            elif len(band) > LONGEST_BAND or band.startswith(_NOTE):
                result.below.append(Atom(row.place, band))
            else:
                self._put_band(band)
                waiting.append(Atom(row.place, band))
                sums = (cell.text for cell in filled(row) if is_amount(cell.text) and not cell.up)
                result.loose += [Atom(row.place, text) for text in sums]
        used = {heading for entry in self.entries for heading in entry.section}
        result.below += [atom for atom in waiting if atom.text.rstrip("。：:") not in used]
        result.tasks = [_found(entry) for entry in self.entries]
        self._doubts()
        return result

    def _whole_rows(self) -> Iterator[Row]:
        """The rows, each with its rest: a row without number that has only part of its cells (behind a page break, or
        where a print has cut a cell's lines apart) is the rest of the row above."""
        no, name, content = self.columns.no, self.columns.name, self.columns.content
        asked = [name, content, *(n for n, _ in self.columns.units), *self.columns.deadline]
        waiting: Row | None = None
        for row in self.grid.body:
            filled_in = [
                n for n in asked if n is not None and row.cells[n].text.strip() and not row.cells[n].up
            ]
            numbered = no is None or row.cells[no].text.strip() or row.cells[no].up
            part = 0 < len(filled_in) < 3 and not {name, content} <= {*filled_in}
            if waiting is not None and not numbered and part and self._band(row) is None:
                waiting = joined(waiting, row)
                continue
            if waiting is not None:
                yield waiting
            waiting = row
        if waiting is not None:
            yield waiting

    def _doubts(self) -> None:
        columns, labels = self.columns, self.grid.labels
        if not self.grid.heading:
            self.result.doubts.append("表格没有表头，各栏是按内容认的")
        elif columns.guessed:
            said = [
                f"“{labels[n]}”作{word}"
                for word, places in (
                    ("任务名称", [columns.name]), ("任务内容", [columns.content]),
                    ("责任单位", [n for n, _ in columns.units]), ("时间节点", columns.deadline),
                )
                for n in places
                if n is not None and labels[n] in columns.guessed
            ]  # fmt: skip
            self.result.doubts.append(f"表头的名称没有读懂，按各栏的内容，{'、'.join(said)}")
        for n in columns.offices:
            self.result.doubts.append(OFFICES_KEPT.format(heading=labels[n]))
        if columns.unasked:
            words = "、".join(f"“{label}”" for label in columns.unasked)
            self.result.doubts.append(f"{words}一栏也是单位，没有作责任单位，照录在“其他”")
        for n in self._private():
            if count := sum(bool(PHONE.search(row.cells[n].text)) for row in self.grid.body):
                words = f"“{labels[n]}”一栏的电话号码（{count} 处）不写进计划"
                self.result.loose.append(Atom(self.grid.body[0].place, words))

    def _private(self) -> list[int]:
        """Columns whose telephone numbers stay out of the plan; 2026003 among codes is none."""
        codes = [n for n in self.columns.own if self.grid.kinds[n][0] == "number"]
        return [n for n in (*self.columns.own, *self.columns.phones) if n not in codes]

    def _band(self, row: Row) -> str | None:
        """The heading or note a row holds: one merged cell, or a number and words, sums aside (一 | 交通 | 48000)."""
        no = self.columns.no
        if no is not None and _HAN_NUMBER.fullmatch(tidy(row.cells[no].text)):
            cells = [cell for cell in filled(row) if cell is not row.cells[no] and not cell.up]
            others = [cell for cell in cells if not is_amount(cell.text)] or cells
            numbers = [r.cells[no].text for r in self.grid.body if r.cells[no].text.strip()]
            if len(others) == 1 and sum(tidy(text).isdecimal() for text in numbers) * 2 >= len(numbers):
                number = tidy(row.cells[no].text)
                return f"{number}{'' if number[-1] in ')）、.．' else '、'}{tidy(others[0].text.replace(chr(10), ''))}"
        return band_of(row)

    def _put_band(self, text: str) -> None:
        mark = read_mark(text)
        rank = mark.rank if mark else TOP
        while self.bands and (lambda m: m.rank if m else TOP)(read_mark(self.bands[-1])) >= rank:
            self.bands.pop()
        self.bands.append(text.rstrip("。：:"))

    def _row(self, row: Row) -> None:
        """One row: a task, another measure of the task above, or the rest of it after a page break."""
        cells, columns = row.cells, self.columns
        no = tidy(cells[columns.no].text.replace("\n", "")) if columns.no is not None else ""
        last = self.entries[-1] if self.entries else None
        units, doubts = self._units(cells)
        deadline = "；".join(
            words for n in columns.deadline if not is_dash(words := self._deadline(n, cells[n].text))
        )
        content = tidy_paragraphs(cells[columns.content].text) if columns.content is not None else ""
        name = tidy_lines(cells[columns.name].text)[0] if columns.name is not None else ""
        section = (*self.section, *bands_above(self.bands, name or content))
        same = last is not None and self._continues(cells)
        if last and same and self._shares(cells):
            if content and not (columns.content is not None and cells[columns.content].up):
                last.contents.append(content)
            self._own(row, last)
            return
        own = tuple(dict.fromkeys(text for n in columns.sections for text in headings_in(cells[n].text)))
        if last and not own and columns.sections and not any(cells[n].text.strip() for n in columns.sections):
            own = last.section[len(section) :]
        goes_on = columns.no is None and columns.name is not None and bool(content)  # empty in a copy
        if last and not name and (same or goes_on):
            name = last.name
        original = tidy("\n".join(cells[n].text for n in columns.original).replace("\n", ""))
        if same:  # a number merged over several tasks
            original, no = original or no, ""
        if columns.no is not None and not (no or same):
            doubts.append("序号一栏是空的")
        if any(cell.ditto for cell in cells):
            doubts.append(DITTO)
        if columns.unsure_roles:
            doubts.append("有几栏是单位，没有读懂哪一栏牵头")
        remark = "\n".join(
            words for n in columns.remark if not is_dash(words := tidy_lines(cells[n].text)[0])
        )
        if name or content:
            contents = [content] if content else []
            entry = _Entry(
                no, row, (*section, *own), name, contents, units, deadline, remark, doubts, original
            )
            self.entries.append(entry)
            self._own(row, entry)
        else:
            self.result.loose += [Atom(row.place, cell.text) for cell in filled(row) if not cell.up]
            if units or deadline:
                self.result.doubts.append(f"{row.place}有责任单位或时限，没有任务")

    def _own(self, row: Row, entry: _Entry) -> None:
        """The table's own columns and the stages of a row, and the account of its cells."""
        labels = self.grid.labels
        private = self._private()
        for n in (*self.columns.own, *self.columns.phones):
            words = tidy_lines(row.cells[n].text, units=True)[0]
            words = _without_phone(words) if n in private else words
            if not words or is_dash(words):
                continue
            heading = labels[n] or f"第{n + 1}栏"
            known = entry.other.get(heading, "")
            if words not in known.split("；"):
                entry.other[heading] = f"{known}；{words}" if known else words
        for n, day in self.columns.stages:
            what = tidy_lines(row.cells[n].text)[0]
            entry.stages += [matter for matter in read_stage(what, day) if matter not in entry.stages]
        for n, cell in enumerate(row.cells):
            text = _without_phone(cell.text) if n in private else cell.text
            if cell.up or cell.left or not text or is_dash(tidy(text.replace("\n", ""))):
                continue
            if n in self.columns.deadline and any(n == place for place, _ in self.columns.units):
                both = read_words(tidy_lines(text, units=True)[0])
                entry.cells += [
                    Atom(row.place, both.units, part="units"),
                    Atom(row.place, both.deadline, part="deadline"),
                ]
            else:
                entry.cells.append(Atom(row.place, text, part=self.columns.part_of(n)))

    def _units(self, cells: tuple[Cell, ...]) -> tuple[str, list[str]]:
        """Responsibility words of a row: one column as it is, several with their headings as labels."""
        parts, doubts = [], []
        several = len(self.columns.units) > 1
        order = {"lead": 0, "units": 1, "support": 2}
        for n, role in sorted(self.columns.units, key=lambda item: (order[item[1]], item[0])):
            words, added = tidy_lines(cells[n].text, units=True)
            both = n in self.columns.deadline
            line = read_words(words) if both else read_line(words)
            words = line.units if line and (both or (line.units and words[:1] in "（(")) else words
            words = bureaus_of(words) if n in self.columns.offices else words
            if is_dash(words):
                continue
            if added:
                doubts.append("责任单位原文分行排列，已加标点")
            labelled = several or (role != "units" and "牵头" not in words and "配合" not in words)
            heading = self._unit_label(n, role)
            parts.append(f"{heading}：{words}" if labelled and "：" not in words else words)
        return "；".join(parts), doubts

    def _deadline(self, n: int, text: str) -> str:
        """The words of a column of days; in one that says who as well, what it says of days."""
        both = any(n == place for place, _ in self.columns.units)
        return read_words(tidy_lines(text, units=True)[0]).deadline if both else tidy_times(text)

    def _unit_label(self, n: int, role: str) -> str:
        """The column's own heading where it is a label the plan reader knows."""
        last = self.grid.labels[n].split(PATH)[-1]
        known = ROLE_NOUN.fullmatch(last) and column_of(last) == role
        if known and n not in self.columns.offices:
            return last
        return {"lead": "牵头单位", "support": "配合单位"}.get(role, "责任单位")

    def _continues(self, cells: tuple[Cell, ...]) -> bool:
        """Whether the number, or without numbers the name, is merged with the row above."""
        key = self.columns.no if self.columns.no is not None else self.columns.name
        return key is not None and cells[key].up

    def _shares(self, cells: tuple[Cell, ...]) -> bool:
        """Whether who and when are merged with the row above, or not given again."""
        places = [*(n for n, _ in self.columns.units), *self.columns.deadline]
        return all(cells[n].up or not cells[n].text.strip() for n in places)


def _without_phone(text: str) -> str:
    return PHONE.sub("", text).strip(" （）()、，,；;:：/\n") if PHONE.search(text) else text


def _found(entry: _Entry) -> Found:
    name, content, original = entry.name, "\n".join(entry.contents), entry.original
    doubts = list(entry.doubts)
    if not name:
        title = split_title(content.split("\n")[0])
        name = title.name
        content = "\n".join(part for part in (title.rest, *content.split("\n")[1:]) if part)
        doubts.extend(title.doubts)
    mark = read_mark(name)
    if mark and mark.text != name:
        original, name = mark.text, name[len(mark.text) :]
    if not _NUMBER.fullmatch(entry.no):
        original = original or entry.no
    return Found(
        entry.section, original, name.rstrip("。"), content, Attribution(entry.units, entry.deadline),
        entry.row.place, tuple(doubts), int(m[0]) if (m := _NUMBER.fullmatch(entry.no)) else None, entry.remark,
        other=tuple(entry.other.items()), extra=tuple(entry.stages), cells=tuple(entry.cells),
    )  # fmt: skip
