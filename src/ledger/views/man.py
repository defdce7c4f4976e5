"""The manual → a man page (roff, man macros), so that `man ledger` says what `ledger help` says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_HEADING = re.compile(r"(#+) (.*)")
_ROW = re.compile(r"(?<!\\)\|")


def man_page(version: str, pages: Mapping[str, str]) -> str:
    """One page of section 1: a section for each of `pages` (heading → Markdown of the manual's kind).

    Markdown here is headings, paragraphs, `- ` lists, tables, fenced blocks, `code` and **bold**. A table becomes
    tagged paragraphs: what is in the first column, then the rest.
    """
    lines = [f'.TH LEDGER 1 "" "ledger {version}" "县级政府年度工作计划的任务台账"', ".nh", ".ad l"]
    for heading, text in pages.items():
        lines += [f".SH {heading}", *_section(text)]
    return "\n".join(lines) + "\n"


def _section(text: str) -> Iterator[str]:
    fenced = table_head = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
            yield ".PP\n.nf\n.RS 2" if fenced else ".RE\n.fi"
        elif fenced:
            yield _escaped(line)
        elif found := _HEADING.match(line):
            if len(found[1]) > 1:
                yield f".SS {_inline(found[2])}"
        elif line.startswith("|"):
            cells = [cell.strip() for cell in _ROW.split(line.strip("|"))]
            if set("".join(cells)) <= set("-: "):
                table_head = False
            elif not table_head and _is_head(text, line):
                table_head = True  # the words over the columns: the layout says the same
            else:
                yield f".TP\n{_inline(cells[0])}\n{_inline('　'.join(cells[1:]))}"
        elif line.startswith("- "):
            yield f".IP \\[bu] 2\n{_inline(line[2:])}"
        elif not line.strip():
            yield ".PP"
        else:
            yield _inline(line)


def _is_head(text: str, line: str) -> bool:
    after = text.partition(line + "\n")[2]
    return after.startswith("|") and set(after.split("\n", 1)[0]) <= set("|-: ")


def _inline(words: str) -> str:
    """Markdown's marks within a line as fonts. Chinese has no blanks to break at: a line may end after a mark."""
    words = words.replace("\\|", "|")
    parts = re.split(r"(`[^`]*`|\*\*[^*]+\*\*)", words)
    made = (
        rf"\fB{_escaped(part.strip('`*'))}\fR" if part[:1] == "`" or part[:2] == "**" else _escaped(part)
        for part in parts
    )
    return _guarded(re.sub(r"(?<=[，。；：、）”])(?![，。；：、）”])", r"\\:", "".join(made)))


def _escaped(words: str) -> str:
    """`words` as roff text: a backslash, a minus and a dot at the line's start are themselves."""
    return _guarded(words.replace("\\", r"\e").replace("-", r"\-"))


def _guarded(line: str) -> str:
    return rf"\&{line}" if line[:1] in (".", "'") else line
