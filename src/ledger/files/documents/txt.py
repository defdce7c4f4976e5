"""Documents saved as plain text or Markdown (UTF-8, GB18030, UTF-16): lines, and the tables left among them.

A table copied out of a PDF or a web page survives in one of five shapes: cells led by tabs over several lines,
a line per row with tabs between cells, a line per cell, Markdown pipes, HTML. The heading row gives it away.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ledger.files.documents.cell_stream import find_table
from ledger.files.documents.html_table import read_html_tables
from ledger.problems import LedgerError
from ledger.values.source import Block, Cell, Paragraph, Row, Source, Table
from ledger.words.column_headings import is_heading_row

_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_BLANK = " \t\xa0\u3000\u200b\ufeff\f\v"
_LED_CELL = re.compile(rf"\n[{_BLANK}]*\t")  # a line that begins with a tab begins a cell
_STRAY_TAB = re.compile(rf"(^|\n)([{_BLANK}]*[、。，；]+)\t")  # `。<tab>部门`: the tab follows a stray mark
_ESCAPE = re.compile(r"\\([.\-()\[\]#+_~|])")  # Markdown writers put a backslash before what could be a mark
_NO_TEXT = re.compile(r"!\[[^\]]*\]\([^)]*\)$|<!--.*-->$|[-—–_*=~]{3,}$")  # pictures, remarks, rules
_PIPES = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^[\s|:+\-—]+$")

Line = tuple[int, str]  # line number from 1, text


def read_text(name: str, data: bytes) -> Source:
    """The document in `data`. LedgerError when it is no text."""
    text = decode(name, data).replace("\r\n", "\n").replace("\r", "\n")
    return Source(name, tuple(_blocks(text)))


def decode(name: str, data: bytes) -> str:
    """Bytes → text: by BOM, else UTF-8, else GB18030."""
    by_mark = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else None
    for encoding in (by_mark,) if by_mark else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise LedgerError(
        f"{name} 不是文本文件，或编码认不出来。请另存为 UTF-8 编码的 .txt，或者直接用 .docx、.xlsx、.pdf。"
    )


def _blocks(text: str) -> list[Block]:
    lines = list(enumerate(text.split("\n"), 1))
    if re.search(r"<table\b", text, re.IGNORECASE):
        return _with_html(lines)
    piped = [n for n, (_, line) in enumerate(lines) if _PIPES.match(line)]
    if len(piped) >= 2:
        return _with_pipes(lines)
    for read in (_tabbed_rows, _led_cells, _lone_cells):
        blocks = read(text, lines)
        if blocks is not None:
            return blocks
    return _paragraphs(lines)


def _paragraphs(lines: list[Line]) -> list[Block]:
    """Every line that is not blank, with its bold stretches (`**…**`) taken out of the marks."""
    blocks: list[Block] = []
    gap = True
    for number, line in lines:
        stripped = line.strip(_BLANK)
        if stripped and not _NO_TEXT.match(stripped):
            text, bold = _take_bold(_ESCAPE.sub(r"\1", re.sub(r"^#{1,6}\s+", "", stripped)))
            indent = line[:1] in _BLANK and line.lstrip(_BLANK) == line.lstrip(_BLANK + "\n")
            blocks.append(Paragraph(text=text, place=f"第{number}行", bold=bold, gap=gap, indent=indent))
        gap = not stripped
    return blocks


def _take_bold(line: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    text, bold, end = "", [], 0
    for match in _BOLD.finditer(line):
        text += line[end : match.start()]
        bold.append((len(text), len(text) + len(match[2])))
        text, end = text + match[2], match.end()
    return text + line[end:], tuple(bold)


def _table(rows: list[tuple[int, list[str]]]) -> Table:
    """Rows of (line number, cells), made equally wide."""
    width = max(len(cells) for _, cells in rows)
    return Table(
        tuple(
            Row(tuple(Cell(cell) for cell in cells + [""] * (width - len(cells))), f"第{number}行")
            for number, cells in rows
        )
    )


def _with_pipes(lines: list[Line]) -> list[Block]:
    """Markdown: runs of `| … |` lines are tables, all else paragraphs."""
    blocks: list[Block] = []
    rows: list[tuple[int, list[str]]] = []
    waiting: list[Line] = []

    def flush() -> None:
        if rows:
            blocks.append(_table(list(rows)))
            rows.clear()

    for number, line in lines:
        if _PIPES.match(line):
            blocks.extend(_paragraphs(waiting))
            waiting = []
            if not _RULE.match(line):
                cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
                rows.append((number, [re.sub(r"<br\s*/?>|\*\*", "\n", cell).strip() for cell in cells]))
        else:
            if line.strip():
                flush()
            waiting.append((number, line))
    flush()
    return blocks + _paragraphs(waiting)


def _with_html(lines: list[Line]) -> list[Block]:
    """Text with `<table>` in it, as some PDF converters write."""
    blocks: list[Block] = []
    waiting: list[Line] = []
    html: list[str] = []
    start = 0
    for number, line in lines:
        if not html and "<table" in line.lower():
            before, start = line[: line.lower().index("<table")], number
            blocks.extend(_paragraphs([*waiting, (number, before)]))
            waiting, html = [], [line[len(before) :]]
        elif html:
            html.append(line)
        else:
            waiting.append((number, line))
        if html and "</table>" in line.lower():
            blocks.extend(read_html_tables("\n".join(html), f"第{start}行"))
            html = []
    return blocks + _paragraphs(waiting)


def _tabbed_rows(text: str, lines: list[Line]) -> list[Block] | None:
    """A line per row, tabs between cells; None when no such heading line stands there."""
    head = next(
        (n for n, (_, line) in enumerate(lines) if is_heading_row(line.strip(_BLANK).split("\t"))), None
    )
    if head is None or "\t" not in lines[head][1].strip(_BLANK):
        return None
    width = len(lines[head][1].strip(_BLANK).split("\t"))
    rows: list[tuple[int, list[str]]] = []
    for index, (number, line) in enumerate(lines[head:], head):
        cells = [cell.strip(_BLANK) for cell in line.strip("\n").split("\t")]
        while len(cells) > width and not cells[0]:
            cells = cells[1:]
        if len(cells) > 1:
            rows.append((number, cells))
        elif cells[0] and rows and len(rows[-1][1]) < width:
            rows[-1][1][-1] += "\n" + cells[0]  # a cell broken over lines
        elif cells[0] and any("\t" in other.strip(_BLANK) for _, other in lines[index + 1 :]):
            rows.append((number, cells))  # a heading between the rows
        elif cells[0]:
            return [*_paragraphs(lines[:head]), _table(rows), *_paragraphs(lines[index:])]
    return [*_paragraphs(lines[:head]), _table(rows)]


def _led_cells(text: str, lines: list[Line]) -> list[Block] | None:
    """Cells led by a tab, each over as many lines as it likes; None when there is no such heading."""
    text = _STRAY_TAB.sub(r"\1\2\n", text)
    starts = [match.start() for match in _LED_CELL.finditer(text)]
    cells = [
        (text.count("\n", 0, start) + 2, text[start:end].strip(_BLANK + "\n"))
        for start, end in pairwise([*starts, len(text)])
    ]
    return _from_cells(cells, lines)


def _lone_cells(text: str, lines: list[Line]) -> list[Block] | None:
    """A line per cell, with or without a `|` behind it; None when there is no such heading."""
    stripped = [(n, line.strip(_BLANK + "|")) for n, line in lines]
    return _from_cells([(n, line) for n, line in stripped if line], lines)


def _from_cells(cells: list[Line], lines: list[Line]) -> list[Block] | None:
    """The paragraphs before, the table, and the paragraphs after it."""
    found = find_table(cells)
    if found is None:
        return None
    first = cells[found.start][0]
    after = cells[found.end][0] if found.end < len(cells) else lines[-1][0] + 1
    *rows, last = found.table.rows
    spilled: list[str] = []
    if found.end == len(cells):
        spilled, final = _split_tail(last.cells[-1].text)
        last = Row((*last.cells[:-1], Cell(final)), last.place)
    tail = [Paragraph(text=line.strip(_BLANK), place=last.place) for line in spilled]
    return [
        *_paragraphs(lines[: first - 1]), Table((*rows, last)), *tail,
        *_paragraphs([(n, line) for n, line in lines if n >= after]),
    ]  # fmt: skip


def _split_tail(cell: str) -> tuple[list[str], str]:
    """(lines that follow the table, the last cell without them): two empty lines part them."""
    parts = re.split(r"\n\s*\n\s*\n", cell)
    filled = [n for n, part in enumerate(parts) if part.strip("、。，\n" + _BLANK)]
    if len(filled) < 2:
        return [], cell
    rest = [line for part in parts[filled[0] + 1 :] for line in part.split("\n") if line.strip(_BLANK)]
    return rest, "\n\n\n".join(parts[: filled[0] + 1])
