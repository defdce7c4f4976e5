"""Documents saved as plain text or Markdown (UTF-8, GB18030, UTF-16): lines, and the tables marked among them.

Markdown and HTML tables are read here; what is a table only by the meaning of its lines is found in `draft`.
"""

from __future__ import annotations

import re

from ledger.files.documents.html_table import read_html_tables
from ledger.problems import LedgerError
from ledger.values.source import Block, Cell, Paragraph, Row, Source, Table

_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_BLANK = " \t\xa0\u3000\u200b\ufeff\f\v"
_ESCAPE = re.compile(r"\\([.\-()\[\]#+_~|])")  # Markdown writers put a backslash before what could be a mark
_NO_TEXT = re.compile(r"!\[[^\]]*\]\([^)]*\)$|<!--.*-->$|[-—–_*=~]{3,}$")  # pictures, remarks, rules
_HEADING = re.compile(r"#{1,6}\s+")
_LIST_LABEL = re.compile(r"[-*+]\s+(?=(?:\*\*)?[\u4e00-\u9fff]{2,10}(?:\*\*)?[:：])")  # - **牵头**：…
_PIPES = re.compile(r"^\s*\|.*\|\s*$")
_QUOTED = re.compile(r'(?<=\t)"((?:[^"\t]|"")*\n(?:[^"\t]|"")*)"(?=\t|\n|$)')
_RULE = re.compile(r"^[\s|:+\-—]+$")

Line = tuple[int, str]  # line number from 1, text


def read_text(name: str, data: bytes) -> Source:
    """The document in `data`. LedgerError when it is no text."""
    text = _with_whole_cells(decode(name, data).replace("\r\n", "\n").replace("\r", "\n"))
    return Source(name, tuple(_blocks(text)), tuple(text.split("\n")))


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


def _with_whole_cells(text: str) -> str:
    """Cells of a pasted sheet whose lines stand in quotes, their breaks as \\v: a row is one line again, blank ones after it
    keep the count."""
    done, at, waiting = "", 0, 0
    for match in [*_QUOTED.finditer(text), None]:
        before = text[at : match.start() if match else len(text)]
        if waiting and "\n" in before:
            before = before.replace("\n", "\n" * (waiting + 1), 1)
            waiting = 0
        done += before
        if match:
            done += match[1].replace('""', '"').replace("\n", "\v")
            waiting += match[1].count("\n")
            at = match.end()
    return done


def _blocks(text: str) -> list[Block]:
    lines = list(enumerate(text.split("\n"), 1))
    if re.search(r"<table\b", text, re.IGNORECASE):
        return _with_html(lines)
    piped = [n for n, (_, line) in enumerate(lines) if _PIPES.match(line)]
    if len(piped) >= 2:
        return _with_pipes(lines)
    return _paragraphs(lines)


def _paragraphs(lines: list[Line]) -> list[Block]:
    """Every line that is not blank, with its bold stretches (`**…**`) taken out of the marks."""
    blocks: list[Block] = []
    gap = True
    for number, line in lines:
        stripped = line.strip(_BLANK)
        if stripped and not _NO_TEXT.match(stripped):
            stripped = _LIST_LABEL.sub("", stripped)
            heading = _HEADING.match(stripped)
            text, bold = _take_bold(_ESCAPE.sub(r"\1", stripped[heading.end() if heading else 0 :]))
            indent = line[:1] in _BLANK and line.lstrip(_BLANK) == line.lstrip(_BLANK + "\n")
            depth = len(heading[0].rstrip()) if heading else 0
            blocks.append(
                Paragraph(text=text, place=f"第{number}行", bold=bold, gap=gap, indent=indent, heading=depth)
            )
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
