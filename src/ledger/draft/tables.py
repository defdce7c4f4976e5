"""Tables → tasks: any order of columns, merged and missing cells, heading rows repeated on each page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledger.draft.attribution import Attribution, read_line
from ledger.draft.noise import tidy, tidy_lines, tidy_paragraphs
from ledger.draft.outline import Found
from ledger.draft.table_layout import Layout, read_layout, words_of
from ledger.draft.titles import split_title
from ledger.values.source import Cell, Row, Table
from ledger.words.column_headings import is_heading_row
from ledger.words.numbering import TOP, read_mark

_NUMBER = re.compile(r"\d{1,4}")
_TOTALS = ("合计", "小计", "总计")
_DASH = re.compile(r"[-—–/／\\无]*")


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


def read_table(table: Table, section: tuple[str, ...] = ()) -> tuple[list[str], list[Found], list[str]]:
    """(lines above the heading row, tasks, lines below the last task). No tasks when it is no task table."""
    start = next((n for n, row in enumerate(table.rows[:12]) if is_heading_row(words_of(row))), None)
    if start is None:
        return [], [], []
    above = [text for row in table.rows[:start] if (text := _band(row) or " ".join(_distinct(row)))]
    layout, body = read_layout(list(table.rows), start)
    below: list[str] = []
    entries: list[_Entry] = []
    bands: list[str] = []
    headings = {tuple(words_of(row)) for row in table.rows[start : len(table.rows) - len(body)]}
    for row in body:
        words = words_of(row)
        if not any(words) or tuple(words) in headings:
            continue
        if next((word for word in words if word), "") in _TOTALS:
            continue
        band = _band(row)
        if band is not None:
            _put_band(bands, band, entries, below)
            continue
        _read_row(row, layout, section, bands, entries)
    return above, [_found(entry) for entry in entries], below


def _distinct(row: Row) -> list[str]:
    return [tidy(cell.text.replace("\n", "")) for cell in row.cells if cell.text.strip() and not cell.left]


def _band(row: Row) -> str | None:
    """The text of a row that is one merged cell, or has only one cell filled while the number is missing."""
    filled = [cell for cell in row.cells if cell.text.strip() and not cell.left and not cell.up]
    others = [cell for cell in row.cells if cell.text.strip() and cell.up]
    if len(filled) != 1 or others:
        return None
    spans = sum(cell.left for cell in row.cells) >= len(row.cells) // 2
    text = tidy(filled[0].text.replace("\n", ""))
    mark = read_mark(text)
    return text if spans or (mark and mark.text != text and len(text) < 60) else None


def _put_band(bands: list[str], text: str, entries: list[_Entry], below: list[str]) -> None:
    """A row across the whole table: a heading of what follows, or a note below the last task."""
    mark = read_mark(text)
    if len(text) > 60 or text.startswith(("注", "备注", "说明", "填表", "附")):
        below.append(text)
        return
    rank = mark.rank if mark else TOP
    while bands and (lambda m: m.rank if m else TOP)(read_mark(bands[-1])) >= rank:
        bands.pop()
    bands.append(text.rstrip("。：:"))


def _above(bands: list[str], name: str) -> list[str]:
    """The bands a task stands under: （三）… does not stand under （二）…, which ends before it."""
    mark = read_mark(name)
    if mark is None or mark.text == name:
        return bands
    ranks = [(band, read_mark(band)) for band in bands]
    return [band for band, above in ranks if above is None or above.rank < mark.rank]


def _read_row(
    row: Row, layout: Layout, section: tuple[str, ...], bands: list[str], entries: list[_Entry]
) -> None:
    """One row: a task, another measure of the task above, or the rest of it after a page break."""
    cells = row.cells
    no_at = next(iter(layout.columns.get("no", [])), None)
    no = tidy(cells[no_at].text.replace("\n", "")) if no_at is not None else ""
    last = entries[-1] if entries else None
    units, doubts = _units(cells, layout)
    deadline, _ = tidy_lines(_text(cells, layout.columns.get("deadline", [])))
    if _DASH.fullmatch(deadline):
        deadline = ""
    content = tidy_paragraphs(cells[layout.content].text) if layout.content is not None else ""
    name = tidy_lines(cells[layout.name].text)[0] if layout.name is not None else ""
    section = (*section, *_above(bands, name or content))
    if (
        last
        and no_at is not None
        and not no
        and not cells[no_at].up
        and _is_rest(name, content, units, deadline)
    ):
        _append_rest(last, name, content, units, deadline)
        return
    same = last is not None and _continues(cells, layout, no_at)
    if last and same and _shares(cells, layout):
        if content and not (layout.content is not None and cells[layout.content].up):
            last.contents.append(content)
        return
    own = tuple(dict.fromkeys(text for n in layout.sections for text in _headings(cells[n].text)))
    if last and not own and layout.sections and not any(cells[n].text.strip() for n in layout.sections):
        own = last.section[len(section) :]
    goes_on = no_at is None and layout.name is not None and bool(content)  # merged in print, empty in a copy
    if last and not name and (same or goes_on):
        name = last.name
    original = tidy(_text(cells, layout.columns.get("no", [])[1:]).replace("\n", ""))
    if no_at is not None and not no:
        doubts.append("序号一栏是空的")
    remark = tidy_lines(_text(cells, layout.columns.get("remark", [])))[0]
    people = tidy_lines(_text(cells, layout.columns.get("people", [])), units=True)[0]
    if people and not _DASH.fullmatch(people):
        heading = layout.headings[layout.columns["people"][0]]
        remark = "；".join(part for part in (remark, f"{heading}：{people}") if part)
    if name or content:
        contents = [content] if content else []
        entries.append(
            _Entry(no, row, (*section, *own), name, contents, units, deadline, remark, doubts, original)
        )
    elif units or deadline:
        doubts.append("有责任单位或时限，没有任务")


def _headings(text: str) -> list[str]:
    """The headings in a cell: one, or one a line where each begins with a number."""
    lines = [tidy(line) for line in text.split("\n") if line.strip()]
    if lines and all(read_mark(line) for line in lines):
        return lines
    return [joined] if (joined := tidy_lines(text)[0]) else []


def _text(cells: tuple[Cell, ...], columns: list[int]) -> str:
    return "\n".join(cells[n].text for n in columns if cells[n].text.strip())


def _units(cells: tuple[Cell, ...], layout: Layout) -> tuple[str, list[str]]:
    """Responsibility words of a row: one column as it is, several with their headings as labels."""
    parts, doubts = [], []
    several = sum(bool(layout.columns.get(kind)) for kind in ("units", "lead", "support")) > 1
    for kind in ("lead", "units", "support"):
        for n in layout.columns.get(kind, []):
            words, added = tidy_lines(cells[n].text, units=True)
            line = read_line(words)
            words = line.units if line and line.units and words[:1] in "（(" else words
            if added:
                doubts.append("责任单位原文分行排列，已加标点")
            if words and not _DASH.fullmatch(words):
                label = "牵头单位" if kind == "lead" else "配合单位" if kind == "support" else "责任单位"
                heading = layout.headings[n] if len(layout.headings[n]) <= 6 else label
                labelled = several or (kind != "units" and "牵头" not in words and "配合" not in words)
                parts.append(f"{heading}：{words}" if labelled and "：" not in words else words)
    return "；".join(parts), doubts


def _is_rest(name: str, content: str, units: str, deadline: str) -> bool:
    """A row without number that has only part of its cells is the rest of the row before a page break."""
    return sum(bool(text) for text in (name, content, units, deadline)) in (1, 2) and not (name and content)


def _append_rest(last: _Entry, name: str, content: str, units: str, deadline: str) -> None:
    last.name += name
    last.units += units
    last.deadline += deadline
    if content:
        ended = last.contents and last.contents[-1].endswith(("。", "；", "）", "”")) is False
        if ended or not last.contents:
            last.contents = [*last.contents[:-1], "".join((*last.contents[-1:], content))]
        else:
            last.contents.append(content)


def _continues(cells: tuple[Cell, ...], layout: Layout, no_at: int | None) -> bool:
    """Whether the number, or without numbers the name, is merged with the row above."""
    key = no_at if no_at is not None else layout.name
    return key is not None and cells[key].up


def _shares(cells: tuple[Cell, ...], layout: Layout) -> bool:
    """Whether who and when are merged with the row above, or not given again."""
    columns = [n for kind in ("units", "lead", "support", "deadline") for n in layout.columns.get(kind, [])]
    return all(cells[n].up or not cells[n].text.strip() for n in columns)


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
    )  # fmt: skip
