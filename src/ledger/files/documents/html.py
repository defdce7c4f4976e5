"""A web page saved from an office's site (.html): its paragraphs and tables, without the furniture of the page.

Read with the standard library alone. A table that only lays out the page (one column, or tables and paragraphs of
running text inside its cells) is taken apart; links to other pages, scripts and hidden parts are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from ledger.files.documents.html_list import OpenList, open_list
from ledger.files.documents.html_table import lay_out, span
from ledger.files.documents.txt import decode
from ledger.values.source import Block, Paragraph, Row, Source, Table

_SKIPPED = frozenset(
    ("script", "style", "head", "noscript", "select", "button", "nav", "svg", "iframe", "template")
)
_BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "center",
     "header", "footer", "main", "blockquote", "pre", "form", "fieldset", "body", "hr", "table", "caption")
)  # fmt: skip
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"))
_HEADING = re.compile("h[1-6]")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_VOID = frozenset(
    ("br", "img", "hr", "input", "meta", "link", "col", "area", "base", "wbr", "embed", "source")
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*(gb[\w-]*|utf-?8)", re.IGNORECASE)
_LABEL = re.compile(r"[^\s，。；：:]{2,10}[:：]")
_INDEX = re.compile(  # the labels of a site's index box, which has them without a colon
    "索引号|(?:发文)?[文字]号|(?:成文|发文|印发|发布|生成|公开)(?:日期|时间)|(?:发布|发文|公开|制发|印发)(?:机构|机关|单位)|主题(?:分类|词)|公开(?:方式|范围)|有效性"
)
_STRUCK = frozenset(("del", "s", "strike"))
_STRUCK_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through")
_KEPT_LINK = re.compile(r"附件|附表|《")
_RUNNING = 200  # characters: a cell with more, in a table without a single short row, is text laid out


@dataclass(slots=True)
class _Cell:
    down: int = 1
    across: int = 1
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class _OpenTable:
    rows: list[list[_Cell]] = field(default_factory=list)


def read_html(path: Path) -> Source:
    """The page at `path`. LedgerError when it is no text."""
    data = path.read_bytes()
    named = _CHARSET.search(data[:4096])
    if named and named[1].lower().startswith(b"gb"):
        text = data.decode("gb18030", errors="replace")
    else:
        text = decode(path.name, data)
    page = _Page()
    page.feed(text)
    page.close()
    return Source(path.name, tuple(page.finish()), left_out=page.left_out())


class _Page(HTMLParser):
    """Collects blocks; an open cell collects its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._tables: list[_OpenTable] = []
        self._open: list[tuple[str, bool, bool]] = []  # (tag, bold, left out) of every open element
        self._struck: list[str] = []  # the open elements whose text is struck
        self._lists: list[OpenList] = []
        self._number = ""  # of the list item that has begun and has no text yet
        self._left: list[tuple[str, str]] = []
        self._pictures = 0
        self._links = 0
        self._text: list[str] = []
        self._bold: list[tuple[int, int]] = []
        self._linked = self._length = self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        style = given.get("style") or ""
        if tag in _BLOCKS or tag in ("br", "tr", "td", "th"):
            self._end_paragraph()
        self._begin_item(tag, given, style)
        self._pictures += tag == "img" and not any(left_out for _, _, left_out in self._open[-40:])
        if tag not in _VOID:
            if tag == "p":
                self._close("p")
            if tag in _STRUCK or _STRUCK_STYLE.search(style):
                self._struck.append(tag)
                self._left.append((f"第{self._count + 1}段", ""))
            bold = tag in _BOLD or bool(_BOLD_STYLE.search(style))
            self._open.append(
                (tag, bold, tag in _SKIPPED or bool(_HIDDEN.search(style)) or "hidden" in given)
            )
        if tag == "table":
            self._tables.append(_OpenTable())
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(_Cell(span(given.get("rowspan")), span(given.get("colspan"))))
        elif tag == "a":
            self._links += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag in ("tr", "td", "th"):
            self._end_paragraph()
        if tag == "a":
            self._links = max(0, self._links - 1)
        if tag == "table" and self._tables:
            self._end_table()
        if self._struck and self._struck[-1] == tag:
            self._struck.pop()
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
            self._number = ""
        self._close(tag)

    def _begin_item(self, tag: str, given: dict[str, str | None], style: str) -> None:
        """Count the items of lists: the browser shows a number that stands nowhere in the text."""
        if tag in ("ol", "ul"):
            above = next((one for one in reversed(self._lists) if one.form), None)
            self._lists.append(open_list(tag, given, style, above))
        elif tag == "li" and self._lists:
            self._number = self._lists[-1].next(given.get("value"))

    def _close(self, tag: str) -> None:
        """Close the last open `tag` and what was left open inside it; a cell closes nothing outside itself."""
        for n in range(len(self._open) - 1, -1, -1):
            if self._open[n][0] == tag:
                del self._open[n:]
                return
            if self._open[n][0] in ("td", "th", "table") and tag not in ("td", "th", "tr", "table", "tbody"):
                return

    def handle_data(self, data: str) -> None:
        if any(left_out for _, _, left_out in self._open[-40:]):
            return
        text = re.sub(r"[\s\xa0]+", " ", data)
        if self._struck:
            place, words = self._left[-1]
            self._left[-1] = (place, words + text)
            return
        if not text.strip() and not self._text:
            return
        if self._number and text.strip():
            self._text.append(self._number)
            self._length += len(self._number)
            self._number = ""
            text = text.lstrip()
        if any(bold for _, bold, _ in self._open[-10:]) and text.strip():
            self._bold.append((self._length, self._length + len(text)))
        self._linked += len(text.strip()) if self._links else 0
        self._text.append(text)
        self._length += len(text)

    def _end_paragraph(self) -> None:
        text = "".join(self._text)
        bare = text.strip(" \u3000\u2002\u2003")
        link_only = bool(bare) and self._linked >= len(bare) and not _KEPT_LINK.search(bare)
        if bare and not link_only:
            self._count += 1
            depth = next((int(tag[1]) for tag, _, _ in self._open[-10:] if _HEADING.fullmatch(tag)), 0)
            self._into().append(
                Paragraph(
                    text=text, place=f"第{self._count}段", bold=tuple(self._bold), whole=True, heading=depth
                )
            )
        self._text, self._bold, self._linked, self._length = [], [], 0, 0

    def _into(self) -> list[Block]:
        """Where a block goes: into the cell that is open, else onto the page."""
        for table in reversed(self._tables):
            if table.rows and table.rows[-1]:
                return table.rows[-1][-1].blocks
        return self._blocks

    def _end_table(self) -> None:
        table = self._tables.pop()
        rows = [row for row in table.rows if row]
        cells = [cell for row in rows for cell in row]
        into = self._into()
        if _is_layout(rows):
            into.extend(block for cell in cells for block in cell.blocks)
        elif labels := _labelled(rows):
            into.extend(labels)
        else:
            laid = lay_out([[(_cell_text(cell), cell.down, cell.across) for cell in row] for row in rows], "")
            placed = (Row(row.cells, f"表格第{n}行") for n, row in enumerate(laid.rows, 1))
            into.append(Table(tuple(placed)))

    def left_out(self) -> tuple[tuple[str, str], ...]:
        """Struck words, and how many pictures the page has."""
        found = [(place, f"划去的文字：{words.strip()}") for place, words in self._left if words.strip()]
        if self._pictures:
            found.append(("全页", f"图片 {self._pictures} 张，其中的文字没有读"))
        return tuple(found)

    def finish(self) -> list[Block]:
        self._end_paragraph()
        while self._tables:
            self._end_table()
        return self._blocks


def _is_layout(rows: list[list[_Cell]]) -> bool:
    """Whether a table only places things on the page."""
    cells = [cell for row in rows for cell in row]
    if any(isinstance(block, Table) for cell in cells for block in cell.blocks):
        return True
    if max((len(row) for row in rows), default=0) < 2:
        return True
    return len(rows) < 3 and any(len(cell.blocks) > 3 and len(_cell_text(cell)) > _RUNNING for cell in cells)


def _labelled(rows: list[list[_Cell]]) -> list[Block]:
    """索引号：… 发布机构：… set as a table: a paragraph a pair; nothing when it is no such table."""
    pairs: list[Block] = []
    for row in rows:
        texts = [_cell_text(cell).replace("\n", "").replace(" ", "") for cell in row]
        filled = [text for text in texts if text]
        if len(texts) % 2 == 0 and all(map(_INDEX.fullmatch, texts[::2])):
            filled = [
                f"{label}：{value}" for label, value in zip(texts[::2], texts[1::2], strict=True) if value
            ]
        labels = [text for text in filled if _LABEL.match(text)]
        if filled and len(labels) * 2 < len(filled):
            return []
        joined = re.sub(r"([:：])\n", r"\1", "\n".join(filled))
        pairs.extend(
            Paragraph(text=line, place="页首的说明", whole=True) for line in joined.split("\n") if line
        )
    return pairs


def _cell_text(cell: _Cell) -> str:
    return "\n".join(block.text.strip() for block in cell.blocks if isinstance(block, Paragraph))
