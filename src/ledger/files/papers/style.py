"""The look of an official paper (GB/T 9704-2012) in Word's terms: page, fonts, lines, tables, bytes.

A4; the type area is 156 mm × 225 mm, margins 37 / 35 / 28 / 26 mm; title 2号 (22 pt) 小标宋, text 3号 (16 pt) 仿宋,
28 characters a line and 22 lines a page, headings 黑体, page number 4号 (14 pt) 宋体.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from ledger.files.zipped import pack
from ledger.problems import MissingLibrary
from ledger.values.words import LIGHT_INKS

SONG, HEI, FANGSONG = "方正小标宋简体", "黑体", "仿宋_GB2312"
TITLE, BODY, SMALL, PAGE_NUMBER = 22.0, 16.0, 10.5, 14.0
AIR = 0.7  # mm above and below the text of a table
LINE = 29.0  # points from line to line: 22 lines fill 225 mm
_NOT_XML = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff\ufffe\uffff]")

# width, height, and margins left, right, top, bottom in millimetres
_UPRIGHT = (210, 297, 28, 26, 37, 35)
TURNED = (297, 210, 37, 35, 28, 26)  # the top of the sheet is turned to the left
A3_TURNED = (420, 297, 25, 25, 28, 26)


def open_paper(sheet: tuple[int, ...] = _UPRIGHT) -> Any:
    """An empty document with this page, or on another `sheet`. LedgerError when python-docx is not installed."""
    try:
        from docx import Document
        from docx.shared import Mm, Pt
    except ImportError:
        raise MissingLibrary("写 Word 文件", "python-docx") from None
    document = Document()
    section = document.sections[0]
    width, height, left, right, top, bottom = map(Mm, sheet)
    section.page_width, section.page_height = width, height
    section.left_margin, section.right_margin = left, right
    section.top_margin, section.bottom_margin = top, bottom
    section.footer_distance = Mm(28)
    if width > height:
        from docx.enum.section import WD_ORIENT

        section.orientation = WD_ORIENT.LANDSCAPE
        section.footer_distance = Mm(14)
    style = document.styles["Normal"]
    style.font.size = Pt(BODY)
    set_fonts(style.element.get_or_add_rPr(), FANGSONG)
    return document


def add_page_number(paragraph: Any) -> None:
    """`— 1 —`, which Word counts."""
    shape(paragraph, align="center", indent=0, exact=None)
    for part in ("— ", "PAGE", " —"):
        run = add_run(paragraph, "" if part == "PAGE" else part, "宋体", PAGE_NUMBER)
        if part == "PAGE":
            _field(run, part)


def add_line(
    where: Any,
    text: str,
    font: str,
    size: float,
    *,
    align: str = "both",
    indent: int = 2,
    right: int = 0,
    after: float = 0,
    exact: float | None = LINE,
    keep: bool = False,
) -> None:
    """A paragraph; `indent` and `right` are characters of its size, `exact` its line pitch in points."""
    from docx.shared import Pt

    paragraph = where.add_paragraph()
    add_run(paragraph, text, font, size)
    shape(paragraph, align=align, indent=indent * size, exact=exact)
    layout = paragraph.paragraph_format
    layout.right_indent, layout.space_after = Pt(right * size), Pt(after)
    layout.keep_with_next = keep


def shape(paragraph: Any, *, align: str, indent: float, exact: float | None) -> None:
    """Alignment (both, center, right, left), first line `indent` and line pitch `exact` in points."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt

    where = WD_ALIGN_PARAGRAPH
    places = {"both": where.JUSTIFY, "center": where.CENTER, "right": where.RIGHT, "left": where.LEFT}
    paragraph.alignment = places[align]
    layout = paragraph.paragraph_format
    layout.first_line_indent = Pt(indent)
    layout.space_before = layout.space_after = Pt(0)
    if exact is not None:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exact)


def add_run(paragraph: Any, text: str, font: str, size: float) -> Any:
    """Text at the end of a paragraph, in its font and size (points)."""
    from docx.shared import Pt

    run = paragraph.add_run(clean(text))
    run.font.size = Pt(size)
    set_fonts(run._r.get_or_add_rPr(), font)
    return run


def clean(text: str) -> str:
    """Without the characters XML cannot hold; a line end stays one."""
    return _NOT_XML.sub("", text)


def set_fonts(properties: Any, font: str) -> None:
    """The same font for Chinese and Western characters, as the offices set it."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), font)


def add_grid(document: Any, rows: int, widths: Sequence[float], *, padding: float = 1.9) -> Any:
    """A table with thin borders, no row broken between pages but `may_break` ones.

    `widths`, and `padding` left and right of every text, in millimetres.
    """
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    table = document.add_table(rows=rows, cols=len(widths), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", AIR), ("left", padding), ("bottom", AIR), ("right", padding)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Mm(width).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row in table.rows:
        _on(row._tr.get_or_add_trPr(), "w:cantSplit")
    return table


def fill_heads(row: Any, heads: Sequence[str]) -> None:
    """The heading row of a table, on every page it goes on to, never alone at the foot of one."""
    for cell, head in zip(row.cells, heads, strict=True):
        fill_cell(cell, head, HEI, "center", keep=True)
    repeat_on_every_page(row)


def fill_row(
    row: Any, texts: Sequence[str], centred: Sequence[bool], *, breaks_from: int, keep: bool = False
) -> None:
    """One row of a table; it may go on on the next page where a text has `breaks_from` characters or more."""
    if max(map(len, texts)) >= breaks_from:
        may_break(row)
    for cell, text, middle in zip(row.cells, texts, centred, strict=True):
        fill_cell(cell, text, FANGSONG, "center" if middle else "left", keep=keep)


def fill_cell(cell: Any, text: str, font: str, align: str, *, keep: bool = False) -> None:
    """Text in the middle of a cell; `keep` holds its row on the page of the next."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    paragraph = cell.paragraphs[0]
    add_run(paragraph, text, font, SMALL)
    shape(paragraph, align=align, indent=0, exact=SMALL * 1.5)
    paragraph.paragraph_format.keep_with_next = keep
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def light_cell(cell: Any, word: str) -> None:
    """A lamp, on its colour."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    ground, ink = LIGHT_INKS[word]
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
    cell.paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string(ink)


def may_break(row: Any) -> None:
    """Let a high row go on on the next page."""
    from docx.oxml.ns import qn

    properties = row._tr.get_or_add_trPr()
    for whole in properties.findall(qn("w:cantSplit")):
        properties.remove(whole)


def repeat_on_every_page(row: Any) -> None:
    """Make `row` the heading of its table on each page."""
    _on(row._tr.get_or_add_trPr(), "w:tblHeader")


def _on(properties: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    properties.append(OxmlElement(name))


def _field(run: Any, code: str) -> None:
    """What Word works out itself, such as PAGE."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "end"):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = code
        run._r.append(part)


def packed(document: Any, title: str, day: date) -> bytes:
    """The file, dated `day` and never by the clock: the same document gives the same bytes."""
    properties = document.core_properties
    properties.author, properties.title = "ledger", clean(title)[:255]
    properties.comments = ""
    properties.created = properties.modified = datetime.combine(day, time())
    loose = io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as parts:
        return pack({name: parts.read(name) for name in parts.namelist()})
