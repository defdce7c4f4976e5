"""A notice as a 督办单, a Word file in the letter layout (信函格式) of GB/T 9704-2012, 10.1.

The issuer's name in red 小标宋 30 mm below the top edge; 4 mm under it a red line 170 mm long, thick over thin;
20 mm above the bottom edge another, thin over thick; no page number on the first page. The type area is
156 mm × 225 mm, text 3号 (16 pt) 仿宋 of 28 characters a line, title 2号 (22 pt) 小标宋, headings 黑体.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, time
from typing import Any

from ledger.plan.notices import Notice, NoticeLine, long_day
from ledger.plan.words import LIGHT_WORDS, day_words, days_words, state_words
from ledger.problems import LedgerError

SONG, HEI, FANGSONG = "方正小标宋简体", "黑体", "仿宋_GB2312"
TITLE, BODY, TABLE, PAGE_NUMBER = 22.0, 16.0, 12.0, 14.0
LINE = 29.0  # points from line to line: 22 lines fill 225 mm
MARK_LENGTH = 9  # a longer issuer's name is set smaller, so that it stays on one line
_RED = "FF0000"
_WIDTHS = (10, 64, 32, 28, 22)  # millimetres; together the type area
_HEADS = ("灯", "任务", "期限", "本单位职责", "目前状态")
_REPLY = ("办理情况", "填报人及日期")
_NOT_XML = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def write_notice(notice: Notice) -> bytes:
    """The 督办单 as a .docx; the same notice gives the same bytes. LedgerError when python-docx is missing."""
    try:
        from docx import Document
    except ImportError:
        raise LedgerError(
            "督办单要用 python-docx，还没有安装；请执行 pip install 'ledger[draft]'。"
        ) from None
    document = Document()
    _set_page(document, notice)
    _line(document, "", FANGSONG, BODY)
    _line(document, "关于按期办理有关任务的督办通知", SONG, TITLE, align="center", indent=0, after=LINE / 2)
    _line(document, f"{notice.unit}：", FANGSONG, BODY, indent=0)
    _line(document, notice.opening, FANGSONG, BODY)
    for heading, lines in notice.headings:
        _line(document, heading, HEI, BODY, keep=True)
        _tasks(document, lines)
    _line(document, "请将办理情况填入回执，盖章后送回。", FANGSONG, BODY, keep=True)
    _line(document, "", FANGSONG, BODY, keep=True)
    _line(document, notice.issuer or "", FANGSONG, BODY, align="right", right=4, keep=True)
    _line(document, long_day(notice.on), FANGSONG, BODY, align="right", right=4, keep=True)
    _line(document, "回执", HEI, BODY, align="center", indent=0, keep=True)
    _reply(document)
    return _packed(document, notice)


def _set_page(document: Any, notice: Notice) -> None:
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(30), Mm(20)
    section.different_first_page_header_footer = True
    style = document.styles["Normal"]
    style.font.size = Pt(BODY)
    _fonts(style.element.get_or_add_rPr(), FANGSONG)
    mark = section.first_page_header.paragraphs[0]
    name = notice.issuer or "督办单"
    size = min(36.0, 36.0 * MARK_LENGTH / len(name))
    run = _run(mark, name, SONG, size)
    run.font.color.rgb = _colour()
    _shape(mark, align="center", indent=0, exact=None)
    _border(mark, "bottom", "thickThinSmallGap", space=11)  # 4 mm
    foot = section.first_page_footer.paragraphs[0]
    _shape(foot, align="center", indent=0, exact=1)
    _border(foot, "top", "thinThickSmallGap", space=1)
    number = section.footer.paragraphs[0]
    _shape(number, align="center", indent=0, exact=None)
    for part in ("— ", "PAGE", " —"):
        run = _run(number, "" if part == "PAGE" else part, "宋体", PAGE_NUMBER)
        if part == "PAGE":
            _field(run, part)


def _line(
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
    _run(paragraph, text, font, size)
    _shape(paragraph, align=align, indent=indent * size, exact=exact)
    layout = paragraph.paragraph_format
    layout.right_indent, layout.space_after = Pt(right * size), Pt(after)
    layout.keep_with_next = keep


def _shape(paragraph: Any, *, align: str, indent: float, exact: float | None) -> None:
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


def _tasks(document: Any, lines: tuple[NoticeLine, ...]) -> None:
    table = _grid(document, len(lines) + 1, _WIDTHS)
    for cell, head in zip(table.rows[0].cells, _HEADS, strict=True):
        _cell(cell, head, HEI, "center")
    _repeat(table.rows[0])
    for row, line in zip(table.rows[1:], lines, strict=True):
        duty = line.duty
        texts = (
            LIGHT_WORDS[duty.light],
            line.title,
            f"{day_words(duty)}\n{days_words(duty)}",
            line.role,
            state_words(duty),
        )
        for cell, text in zip(row.cells, texts, strict=True):
            _cell(cell, text, FANGSONG, "left" if text == line.title else "center")


def _reply(document: Any) -> None:
    """The part the unit fills in and sends back."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Pt

    table = _grid(document, len(_REPLY), (30, 126))
    for row, head in zip(table.rows, _REPLY, strict=True):
        _cell(row.cells[0], head, HEI, "center", keep=head != _REPLY[-1])
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        row.height = Pt(3 * LINE if head == _REPLY[0] else LINE)


def _grid(document: Any, rows: int, widths: tuple[int, ...]) -> Any:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    table = document.add_table(rows=rows, cols=len(widths), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row in table.rows:
        _on(row._tr.get_or_add_trPr(), "w:cantSplit")
    return table


def _cell(cell: Any, text: str, font: str, align: str, *, keep: bool = False) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    paragraph = cell.paragraphs[0]
    _run(paragraph, text, font, TABLE)
    _shape(paragraph, align=align, indent=0, exact=TABLE * 1.5)
    paragraph.paragraph_format.keep_with_next = keep
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _repeat(row: Any) -> None:
    _on(row._tr.get_or_add_trPr(), "w:tblHeader")


def _run(paragraph: Any, text: str, font: str, size: float) -> Any:
    from docx.shared import Pt

    run = paragraph.add_run(_clean(text))
    run.font.size = Pt(size)
    _fonts(run._r.get_or_add_rPr(), font)
    return run


def _clean(text: str) -> str:
    """Without the characters XML cannot hold; a line end stays one."""
    return _NOT_XML.sub("", text)


def _fonts(properties: Any, font: str) -> None:
    """The same font for Chinese and Western characters, as the offices set it."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), font)


def _colour() -> Any:
    from docx.shared import RGBColor

    return RGBColor.from_string(_RED)


def _border(paragraph: Any, side: str, kind: str, *, space: int) -> None:
    """A red line 170 mm long: 7 mm beyond the type area on each side."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(-7)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", "24"), ("space", str(space)), ("color", _RED)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    later = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")
    properties.insert_element_before(borders, *later)


def _on(properties: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    properties.append(OxmlElement(name))


def _field(run: Any, code: str) -> None:
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


def _packed(document: Any, notice: Notice) -> bytes:
    """The file dated by the notice, never by the clock."""
    properties = document.core_properties
    properties.author, properties.title = "ledger", _clean(notice.subject)[:255]
    properties.comments = ""
    properties.created = properties.modified = datetime.combine(notice.on, time())
    loose, packed = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(packed, "w") as archive:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts.read(name))
    return packed.getvalue()
