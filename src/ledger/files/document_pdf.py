"""PDF with text: lines joined to paragraphs across line and page breaks, tables by their ruling, page furniture dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from ledger.plan.numbering import read_mark
from ledger.plan.source import Block, Cell, Paragraph, Row, Source, Table
from ledger.problems import LedgerError

MOST_PAGES = 300
_PAGE_NUMBER = re.compile(
    r"[-—–－一_·.\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–－一_·.\s]*"
)
_UNREADABLE = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")
_BOLD = re.compile(r"bold|heiti|simhei|black", re.IGNORECASE)
_PADDING = 12.0  # points of white on both sides of a cell together
_ZONE = 0.10  # of the page height, top and bottom: where running heads and page numbers stand


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line: its characters with their boldness, and where it stands in points."""

    text: str
    bold: tuple[tuple[int, int], ...]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int


@dataclass(slots=True)
class _Page:
    number: int
    height: float
    lines: list[_Line] = field(default_factory=list)
    tables: list[tuple[float, Table]] = field(default_factory=list)  # with the top of each


def read_pdf(path: Path) -> Source:
    """The document's text. LedgerError: encrypted, damaged, scanned, fonts without characters, too long."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(path) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise LedgerError(
                    f"{path.name} 有 {len(pdf.pages)} 页，超过 {MOST_PAGES} 页。请只留下任务部分再试。"
                )
            pages = []
            for page in pdf.pages:
                pages.append(_read_page(page))
                page.close()
            pictures = any(page.images for page in pdf.pages[:3])
    except (PDFPasswordIncorrect, PdfminerException) as error:
        reason = error.args[0] if error.args else error
        if isinstance(error, PDFPasswordIncorrect) or isinstance(reason, PDFPasswordIncorrect):
            raise LedgerError(
                f"{path.name} 加了密码，打不开。请先去掉密码（打印为 PDF 或另存）再试。"
            ) from error
        raise LedgerError(
            f"{path.name} 打不开，文件可能损坏。请重新导出 PDF，或者改用 .docx、.txt。"
        ) from error
    _check_readable(path.name, pages, pictures)
    _drop_furniture(pages)
    return Source(path.name, tuple(_blocks(pages)))


def _check_readable(name: str, pages: list[_Page], pictures: bool) -> None:
    """A scan has no characters; a font without a character map gives the wrong ones."""
    text = "".join(line.text for page in pages for line in page.lines)
    text += "".join(
        cell.text for page in pages for _, table in page.tables for row in table.rows for cell in row.cells
    )
    if len(text.strip()) < 20:
        what = "是扫描件（图片）" if pictures else "里没有文字"
        raise LedgerError(
            f"{name} {what}，读不出文字。请先用 WPS、福昕等做“文字识别”（OCR），另存为 .docx 或 .txt 再试。"
        )
    bad = sum(len(match[0]) for match in _UNREADABLE.finditer(text))
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in text)
    if bad > len(text) * 0.2 or chinese < len(text) * 0.1:
        raise LedgerError(
            f"{name} 的字体没有文字编码，读出来是乱码。请用原来的 Word 文件，或者做“文字识别”（OCR）后再试。"
        )


def _read_page(page: Any) -> _Page:
    """Lines outside tables, and tables."""
    read = _Page(page.page_number, float(page.height))
    boxes = []
    characters = page.chars
    for table in page.find_tables() if len(page.lines) + len(page.rects) + len(page.curves) < 20_000 else ():
        if len(table.rows) >= 1 and max(len(row.cells) for row in table.rows) >= 2:
            boxes.append(table.bbox)
            read.tables.append((table.bbox[1], _table(table, characters, page.page_number)))

    def outside(thing: dict[str, Any]) -> bool:
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in boxes)

    read.lines = list(_lines([c for c in characters if outside(c)], page.page_number))
    return read


def _lines(characters: list[dict[str, Any]], page: int) -> Iterator[_Line]:
    """Characters on one height, left to right; a blank where there is a gap between them."""
    rows: list[list[dict[str, Any]]] = []
    for character in sorted(characters, key=lambda c: ((c["top"] + c["bottom"]) / 2, c["x0"])):
        middle = (character["top"] + character["bottom"]) / 2
        if rows:
            last = rows[-1][-1]
            if abs(middle - (last["top"] + last["bottom"]) / 2) <= max(2.0, last["size"] * 0.35):
                rows[-1].append(character)
                continue
        rows.append([character])
    for row in rows:
        row.sort(key=lambda c: c["x0"])
        text, bold, before = "", [], None
        for character in row:
            if before is not None and character["x0"] - before["x1"] > character["size"] * 0.3:
                text += " "
            if _BOLD.search(character.get("fontname") or "") and character["text"].strip():
                bold.append((len(text), len(text) + len(character["text"])))
            text += character["text"]
            before = character
        if text.strip():
            seen = [c for c in row if c["text"].strip()]
            yield _Line(
                text, tuple(bold), seen[0]["x0"], seen[-1]["x1"], min(c["top"] for c in seen),
                max(c["bottom"] for c in seen), median(c["size"] for c in seen), page,
            )  # fmt: skip


def _cell_texts(table: Any, characters: list[dict[str, Any]], page: int) -> dict[tuple[float, ...], str]:
    """The text of every cell: a line that fills its cell goes on in the next, a shorter one ends."""
    inside: dict[tuple[float, ...], list[dict[str, Any]]] = {tuple(box): [] for box in table.cells}
    by_top = sorted(inside, key=lambda box: box[1])
    for character in characters:
        x, y = (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2
        for box in by_top:
            if box[1] > y:
                break
            if y <= box[3] and box[0] <= x <= box[2]:
                inside[box].append(character)
                break
    texts = {}
    for box, found in inside.items():
        text = ""
        lines = list(_lines(found, page))
        for n, line in enumerate(lines):
            full = line.x1 - line.x0 + 2 * line.size > box[2] - box[0] - _PADDING
            last = n == len(lines) - 1
            text += line.text + ("" if full or last else "\n")
        texts[box] = text
    return texts


def _table(table: Any, characters: list[dict[str, Any]], page: int) -> Table:
    """Cells by ruling; a place without a cell of its own belongs to the merged cell that covers it."""
    texts = _cell_texts(table, characters, page)
    across = sorted({round(cell[0], 1) for cell in table.cells})
    down = sorted({round(cell[1], 1) for cell in table.cells})
    boxes: dict[tuple[int, int], tuple[int, int, str]] = {}
    rows = table.rows
    for y, row in enumerate(rows):
        for x, box in enumerate(row.cells):
            if box is None:
                continue
            right = sum(1 for left in across if box[0] - 1 <= left < box[2] - 1)
            below = sum(1 for top in down if box[1] - 1 <= top < box[3] - 1)
            for dy in range(max(1, below)):
                for dx in range(max(1, right)):
                    boxes.setdefault((y + dy, x + dx), (dy, dx, texts[tuple(box)]))
    width = max(len(row.cells) for row in rows)
    return Table(
        tuple(
            Row(
                tuple(
                    Cell(found[2], up=found[0] > 0, left=found[1] > 0)
                    if (found := boxes.get((y, x)))
                    else Cell("")
                    for x in range(width)
                ),
                f"第{page}页",
            )
            for y in range(len(rows))
        )
    )


def _drop_furniture(pages: list[_Page]) -> None:
    """Page numbers, and lines at the edge of the page that stand on several pages."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_shape(line) for line in page.lines if _at_edge(line, page)})
    for page in pages:
        page.lines = [
            line
            for line in page.lines
            if not (
                _at_edge(line, page)
                and (
                    _PAGE_NUMBER.fullmatch(line.text.strip())
                    or edges[_shape(line)] >= max(2, len(pages) * 0.4)
                )
                and (edges[_shape(line)] >= 2 or _PAGE_NUMBER.fullmatch(line.text.strip()))
            )
        ]


def _shape(line: _Line) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", line.text))


def _at_edge(line: _Line, page: _Page) -> bool:
    return line.bottom < page.height * _ZONE or line.top > page.height * (1 - _ZONE)


def _blocks(pages: list[_Page]) -> list[Block]:
    """Paragraphs and tables in the order they stand in."""
    blocks: list[Block] = []
    every = [line for page in pages for line in page.lines]
    edges = _Edges.of(every)
    waiting: list[_Line] = []
    for page in pages:
        things: list[tuple[float, _Line | Table]] = [(line.top, line) for line in page.lines]
        things += [(top, table) for top, table in page.tables]
        for _, thing in sorted(things, key=lambda item: item[0]):
            if isinstance(thing, Table):
                blocks.extend(_flush(waiting))
                blocks.append(thing)
                continue
            if waiting and edges.breaks(waiting[-1], thing):
                blocks.extend(_flush(waiting))
            waiting.append(thing)
    return blocks + _flush(waiting)


@dataclass(frozen=True, slots=True)
class _Edges:
    """The left and right edge of the running text, in points."""

    left: float
    right: float

    @classmethod
    def of(cls, lines: list[_Line]) -> _Edges:
        long = [line for line in lines if line.x1 - line.x0 > line.size * 15] or lines
        if not long:
            return cls(0, 0)
        rights = sorted(line.x1 for line in long)
        lefts = Counter(round(line.x0) for line in long)
        common = [x for x, count in lefts.items() if count >= max(2, len(long) * 0.1)] or list(lefts)
        return cls(min(common), rights[int(len(rights) * 0.9)])

    def breaks(self, before: _Line, line: _Line) -> bool:
        """Whether `line` begins a new paragraph."""
        size = max(before.size, line.size)
        if abs(before.size - line.size) > 0.15 * size:
            return True
        if before.page == line.page and line.top - before.bottom > size * 1.6:
            return True
        if line.x0 > self.left + 1.2 * size:  # a first line is indented, a title centred
            return not (
                before.x0 > self.left + 1.2 * size
                and before.x1 > self.right - 1.5 * size
                and self._centred(before, line)
            )
        if before.x1 < self.right - 2.2 * size:  # the line before ended early
            return True
        return (
            read_mark(re.sub(r"\s", "", line.text)) is not None
            and before.text.rstrip()[-1:] in "。；：）)〕】"
        )

    def _centred(self, before: _Line, line: _Line) -> bool:
        middle = (self.left + self.right) / 2
        return all(abs((one.x0 + one.x1) / 2 - middle) < one.size for one in (before, line))


def _flush(lines: list[_Line]) -> list[Block]:
    """The waiting lines as one paragraph."""
    if not lines:
        return []
    text, bold = "", []
    for line in lines:
        if (
            text
            and text[-1].isascii()
            and text[-1].isalnum()
            and line.text[:1].isascii()
            and line.text[:1].isalpha()
        ):
            text += " "
        bold += [(start + len(text), end + len(text)) for start, end in line.bold]
        text += line.text
    place = f"第{lines[0].page}页"
    lines.clear()
    return [Paragraph(text=text, place=place, bold=tuple(bold))]
