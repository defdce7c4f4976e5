"""A paper (通报, 年度报告段落) as a Word file in the format of GB/T 9704-2012.

A4, margins 37 / 35 / 28 / 26 mm, title 二号小标宋, body 三号仿宋 on lines of 28 pt, headings 三号黑体, page
number `— 1 —`. Needs the extra `ledger[report]`.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from typing import Any

from ledger.problems import LedgerError
from ledger.values.paper import Grid, Heading, Paper, Paragraph

HEAVY, SONG, FANGSONG = "黑体", "方正小标宋简体", "仿宋_GB2312"
TITLE, BODY, SMALL, LINE = 22, 16, 10.5, 28  # points
TYPE_AREA = 156.0  # mm between the side margins
LONG = 300  # characters: a cell this long may go on on the next page, a row of shorter ones stays whole
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def write_paper(paper: Paper, day: date) -> bytes:
    """The paper as a .docx; dated `day`, so that the same paper gives the same bytes."""
    try:
        import docx
        from docx.shared import Mm
    except ImportError:
        raise LedgerError("写 Word 文件要先安装：pip install 'ledger[report]'。") from None
    document: Any = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    _page_number(section.footer.paragraphs[0])
    for line in paper.title.split("\n"):
        _line(document.add_paragraph(), line, SONG, TITLE, centred=True)
    _line(document.add_paragraph(), "", FANGSONG, BODY)
    for block in paper.blocks:
        if isinstance(block, Grid):
            _grid(document, block)
        elif isinstance(block, Heading):
            _line(document.add_paragraph(), block.text, HEAVY, BODY, indent=2)
        else:
            assert isinstance(block, Paragraph)
            _line(document.add_paragraph(), block.text, FANGSONG, BODY, indent=2 if block.indented else 0)
    if paper.blocks and isinstance(paper.blocks[-1], Paragraph):
        ending = document.paragraphs[-1].paragraph_format  # who signs never stands alone on a page
        ending.keep_with_next = ending.keep_together = True
    blank = document.add_paragraph()
    _line(blank, "", FANGSONG, BODY)
    blank.paragraph_format.keep_with_next = True
    for words in filter(None, (paper.signed, paper.dated)):
        _line(document.add_paragraph(), words, FANGSONG, BODY, right=4)
        document.paragraphs[-1].paragraph_format.keep_with_next = words is not paper.dated
    properties = document.core_properties
    properties.title, properties.author = _clean(paper.title), "ledger"
    properties.created = properties.modified = datetime.combine(day, time())
    loose = io.BytesIO()
    document.save(loose)
    return _still(loose)


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _line(
    paragraph: Any,
    text: str,
    font: str,
    size: float,
    *,
    centred: bool = False,
    indent: int = 0,
    right: int = 0,
    line: float | None = LINE,
) -> None:
    """Fill a paragraph. `indent` and `right` are characters of its own size."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    run = paragraph.add_run(_clean(text))
    _font(run, font, size)
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    if line:
        shape.line_spacing = Pt(line)
    shape.keep_with_next = font == HEAVY and line is not None  # a heading never ends a page
    if indent:
        shape.first_line_indent = Pt(indent * size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        shape.right_indent = Pt(right * size)


def _font(run: Any, font: str, size: float) -> None:
    """Word keeps one font for Latin letters and another for Chinese characters."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.name = "Times New Roman"
    run.font.size = Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _grid(document: Any, grid: Grid) -> None:
    """A table with thin borders, as wide as the text, its heading row repeated on every page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=len(grid.heads), style="Table Grid")
    table.autofit = False
    each = [width * TYPE_AREA / sum(grid.widths) for width in grid.widths]
    _air(table)
    for column, width in zip(table.columns, each, strict=True):
        column.width = Mm(width)
    for number, row in enumerate((grid.heads, *grid.rows)):
        added = table.add_row()
        if max(map(len, row)) < LONG:
            added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if number == 0:
            repeated = OxmlElement("w:tblHeader")
            repeated.set(qn("w:val"), "true")
            added._tr.get_or_add_trPr().append(repeated)
        for cell, text, width, centred in zip(added.cells, row, each, grid.centred, strict=True):
            cell.width = Mm(width)
            font = FANGSONG if number else HEAVY
            middle = centred or not number
            _line(cell.paragraphs[0], text, font, SMALL, centred=middle, line=None)


def _air(table: Any) -> None:
    """A little room above and below the text of every cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "50")  # twentieths of a point
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _page_number(paragraph: Any) -> None:
    """`— 1 —`, 四号, centred: a field that Word counts."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font(paragraph.add_run("— "), "宋体", 14)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    _font(paragraph.add_run(" —"), "宋体", 14)


def _still(loose: io.BytesIO) -> bytes:
    """The same parts without the clock that zipping stamps on them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts.read(name))
    return packed.getvalue()
