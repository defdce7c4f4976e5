"""Documents saved as plain text or Markdown (UTF-8, GB18030, UTF-16): lines, and the tables left among them.

A table copied out of a PDF or a web page survives in one of five shapes: cells led by tabs over several lines,
a line per row with tabs between cells, a line per cell, Markdown pipes, HTML. The heading row gives it away.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ledger.files.html_table import read_html_tables
from ledger.plan.headings import column_of, is_heading_row
from ledger.plan.source import Block, Cell, Paragraph, Row, Source, Table
from ledger.problems import LedgerError

_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_BLANK = " \t\xa0\u3000\u200b\ufeff\f\v"
_LED_CELL = re.compile(rf"\n[{_BLANK}]*\t")  # a line that begins with a tab begins a cell
_STRAY_TAB = re.compile(rf"(^|\n)([{_BLANK}]*[、。，；]+)\t")  # `。<tab>部门`: the tab follows a stray mark
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
        if stripped:
            text, bold = _take_bold(re.sub(r"^#{1,6}\s+", "", stripped))
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
    """A line per cell, the numbers of the rows keeping order; None when there is no such heading."""
    return _from_cells([(n, line.strip(_BLANK)) for n, line in lines if line.strip(_BLANK)], lines)


def _from_cells(cells: list[Line], lines: list[Line]) -> list[Block] | None:
    """Cells in one long row: the heading says how many make a row, the row numbers keep them in step."""
    words = [cell for _, cell in cells]
    head = width = 0
    for head in range(len(words)):
        if column_of(words[head]) in ("no", "section", "task"):
            width = _heading_width(words, head)
            if width:
                break
    if not width:
        return None
    heading = words[head : head + width]
    body = cells[head + width :]
    rows = [(cells[head][0], heading)]
    numbered = column_of(heading[0]) == "no"
    index, expected = 0, 1
    while index < len(body):
        if [word for _, word in body[index : index + width]] == heading:
            index += width  # the heading row, repeated on a new page
            continue
        end = index + width
        if numbered:
            following = next(
                (n for n in range(index + 1, len(body)) if body[n][1] in (str(expected + 1), heading[0])), end
            )
            if following != len(body) and index < following <= index + width + 12:
                end = following
        row = [word for _, word in body[index:end]]
        if numbered and row[0] != str(expected):
            break
        if len(row) > width:  # more lines than cells: the text of the task is what breaks over lines
            spare = len(row) - width + 1
            row = [*row[:2], "\n".join(row[2 : 2 + spare]), *row[2 + spare :]]
        rows.append((body[index][0], row))
        index, expected = end, expected + 1
    if len(rows) < 2:
        return None
    first = rows[0][0]
    last = _split_tail(rows[-1][1])
    after = body[index][0] if index < len(body) else None
    tail = _paragraphs([(n, line) for n, line in lines if after is not None and n >= after])
    spilled = [Paragraph(text=line.strip(_BLANK), place=f"第{rows[-1][0]}行") for line in last]
    return [*_paragraphs(lines[: first - 1]), _table(rows), *spilled, *tail]


def _heading_width(words: list[str], head: int) -> int:
    """How many cells from `head` on are a heading row; 0 when they are none."""
    for width in range(min(10, len(words) - head), 2, -1):
        if all(column_of(word) for word in words[head : head + width]) and is_heading_row(
            words[head : head + width]
        ):
            return width
    return 0


def _split_tail(row: list[str]) -> list[str]:
    """Cut what follows the table off its last cell (after two empty lines), and return it."""
    parts = re.split(r"\n\s*\n\s*\n", row[-1])
    filled = [n for n, part in enumerate(parts) if part.strip("、。，\n" + _BLANK)]
    if len(filled) < 2:
        return []
    row[-1] = "\n\n\n".join(parts[: filled[0] + 1])
    return [line for part in parts[filled[0] + 1 :] for line in part.split("\n") if line.strip(_BLANK)]
