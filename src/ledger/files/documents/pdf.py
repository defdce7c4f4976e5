"""PDF with text: lines joined to paragraphs across line and page breaks, tables by their ruling, page furniture dropped."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ledger.files.documents.pdf_page import Line, Page, read_page
from ledger.problems import LedgerError
from ledger.values.source import NOTE_WORDS, Block, Paragraph, Source, Table
from ledger.words.numbering import BRACKETED, TOP, read_mark

MOST_PAGES = 300
_PAGE_NUMBER = re.compile(
    r"[-—–－一_·.\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–－一_·.\s]*"
)
_UNREADABLE = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")
# A title that fills its line to the edge: nothing but a bracket goes on after it. In running text its name stands in 《》.
_TITLE_DONE = re.compile(r"[^，。；：《]*关于[^。；：]*的(?:通知|通报|意见|函|批复|决定|公告)")
_GOES_ON = tuple("》〉）)]〕】”，。；：、,;:（(")
_OWN_LINE = re.compile(rf"(?:{NOTE_WORDS})\s*\d*\s*[:：]")
_ZONE = 0.10  # of the page height, top and bottom: where running heads and page numbers stand


class NoText(LedgerError):
    """No page has characters; `scanned` where there are pictures instead."""

    def __init__(self, message: str, *, scanned: bool) -> None:
        super().__init__(message)
        self.scanned = scanned


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
                pages.append(read_page(page))
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
    return Source(path.name, tuple(lines_to_blocks(pages)))


def _check_readable(name: str, pages: list[Page], pictures: bool) -> None:
    """A scan has no characters; a font without a character map gives the wrong ones."""
    text = "".join(line.text for page in pages for line in page.lines)
    text += "".join(
        cell.text for page in pages for _, table in page.tables for row in table.rows for cell in row.cells
    )
    if len(text.strip()) < 20:
        what = "是扫描件（图片）" if pictures else "里没有文字"
        raise NoText(
            f"{name} {what}，读不出文字。请先用 WPS、福昕等做“文字识别”（OCR），另存为 .docx 或 .txt 再试"
            + ("；或者安装 rapidocr、onnxruntime，由程序认字。" if pictures else "。"),
            scanned=pictures,
        )
    bad = sum(len(match[0]) for match in _UNREADABLE.finditer(text))
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in text)
    if bad > len(text) * 0.2 or chinese < len(text) * 0.1:
        raise LedgerError(
            f"{name} 的字体没有文字编码，读出来是乱码。请用原来的 Word 文件，或者做“文字识别”（OCR）后再试。"
        )


def _drop_furniture(pages: list[Page]) -> None:
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


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", line.text))


def _at_edge(line: Line, page: Page) -> bool:
    return line.bottom < page.height * _ZONE or line.top > page.height * (1 - _ZONE)


def lines_to_blocks(pages: list[Page]) -> list[Block]:
    """Paragraphs and tables in the order they stand in."""
    blocks: list[Block] = []
    every = [line for page in pages for line in page.lines]
    edges = _Edges.of(every)
    waiting: list[Line] = []
    for page in pages:
        things: list[tuple[float, Line | Table]] = [(line.top, line) for line in page.lines]
        things += [(top, table) for top, table in page.tables]
        for _, thing in sorted(things, key=lambda item: item[0]):
            if isinstance(thing, Table):
                blocks.extend(_flush(waiting))
                blocks.append(thing)
                continue
            if waiting and (edges.breaks(waiting[-1], thing) or _begins(waiting, thing)):
                blocks.extend(_flush(waiting))
            waiting.append(thing)
    return blocks + _flush(waiting)


def _begins(before: list[Line], line: Line) -> bool:
    """Whether words alone tell that `line` begins a paragraph, wherever the lines end: after a title, or with 注：."""
    text = re.sub(r"\s", "", line.text)
    whole = re.sub(r"\s", "", "".join(one.text for one in before))
    ended = bool(_TITLE_DONE.fullmatch(whole)) and whole.count("《") == whole.count("》")
    return (ended and not text.startswith(_GOES_ON)) or bool(_OWN_LINE.match(text))


@dataclass(frozen=True, slots=True)
class _Edges:
    """The left and right edge of the running text and its size, in points."""

    left: float
    right: float
    size: float  # of the running text: that of most characters

    @classmethod
    def of(cls, lines: list[Line]) -> _Edges:
        long = [line for line in lines if line.x1 - line.x0 > line.size * 15] or lines
        if not long:
            return cls(0, 0, 0)
        rights = sorted(line.x1 for line in long)
        lefts = Counter(round(line.x0) for line in long)
        common = [x for x, count in lefts.items() if count >= max(2, len(long) * 0.1)] or list(lefts)
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        return cls(min(common), rights[int(len(rights) * 0.9)], sizes.most_common(1)[0][0])

    def breaks(self, before: Line, line: Line) -> bool:
        """Whether `line` begins a new paragraph."""
        size = max(before.size, line.size)
        if abs(before.size - line.size) > 0.15 * size:
            return True
        if before.page == line.page and line.top - before.bottom > size * 1.6:
            return True
        if line.x0 > self.left + 1.2 * size:  # a first line is indented, a title centred
            if before.x1 <= self.right - 1.5 * size or not self._centred(before, line):
                return True
            return before.x0 <= self.left + 1.2 * size and not self._one_title(before, line)
        if before.x1 < self.right - 2.2 * size:  # the line before ended early
            return True
        mark = read_mark(re.sub(r"\s", "", line.text))
        ended = before.text.rstrip()[-1:] in "。；：）)〕】"  # 统|一、… goes on, 二、… and （一） begin
        return mark is not None and (ended or mark.rank == BRACKETED or (mark.rank == TOP and mark.value > 1))

    def _one_title(self, before: Line, line: Line) -> bool:
        """Whether a centred line goes on with one that is full: both larger than the running text, no stop between."""
        stops = before.text.rstrip()[-1:] in "。；：，）)》" or re.search(
            "(?:号|文件|日)$", line.text.strip()
        )
        return not stops and min(before.size, line.size) > 1.15 * self.size

    def _centred(self, before: Line, line: Line) -> bool:
        middle = (self.left + self.right) / 2
        return all(abs((one.x0 + one.x1) / 2 - middle) < one.size for one in (before, line))


def _flush(lines: list[Line]) -> list[Block]:
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
