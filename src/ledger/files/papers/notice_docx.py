"""A notice as a 督办单, a Word file in the letter layout (信函格式) of GB/T 9704-2012, 10.1.

The issuer's name in red 小标宋 30 mm below the top edge; 4 mm under it a red line 170 mm long, thick over thin;
20 mm above the bottom edge another, thin over thick; no page number on the first page. What a unit has to
fill in (回执) stays on one page with the signature.
"""

from __future__ import annotations

from typing import Any

from ledger.files.papers.style import (
    BODY,
    FANGSONG,
    HEI,
    LINE,
    SONG,
    TITLE,
    add_grid,
    add_line,
    add_page_number,
    add_run,
    fill_cell,
    open_paper,
    packed,
    repeat_on_every_page,
    shape,
)
from ledger.values.notices import Notice, NoticeLine
from ledger.values.words import LIGHT_WORDS, day_words, days_words, long_day, state_words

MARK_LENGTH = 9  # a longer issuer's name is set smaller, so that it stays on one line
_RED = "FF0000"
_WIDTHS = (10, 64, 32, 28, 22)  # millimetres; together the type area
_HEADS = ("灯", "任务", "期限", "本单位职责", "目前状态")
_REPLY = ("办理情况", "填报人及日期")


def write_notice(notice: Notice) -> bytes:
    """The 督办单 as a .docx; the same notice gives the same bytes. LedgerError when python-docx is missing."""
    document = open_paper()
    _set_page(document, notice)
    add_line(document, "", FANGSONG, BODY)
    add_line(
        document, "关于按期办理有关任务的督办通知", SONG, TITLE, align="center", indent=0, after=LINE / 2
    )
    add_line(document, f"{notice.unit}：", FANGSONG, BODY, indent=0)
    add_line(document, notice.opening, FANGSONG, BODY)
    for heading, lines in notice.headings:
        add_line(document, heading, HEI, BODY, keep=True)
        _tasks(document, lines)
    add_line(document, "请将办理情况填入回执，盖章后送回。", FANGSONG, BODY, keep=True)
    add_line(document, "", FANGSONG, BODY, keep=True)
    add_line(document, notice.issuer or "", FANGSONG, BODY, align="right", right=4, keep=True)
    add_line(document, long_day(notice.on), FANGSONG, BODY, align="right", right=4, keep=True)
    add_line(document, "回执", HEI, BODY, align="center", indent=0, keep=True)
    _reply(document)
    return packed(document, notice.subject, notice.on)


def _set_page(document: Any, notice: Notice) -> None:
    """What makes it a letter: the issuer's mark, the red lines, the number from the second page on."""
    from docx.shared import Mm

    section = document.sections[0]
    section.header_distance, section.footer_distance = Mm(30), Mm(20)
    section.different_first_page_header_footer = True
    mark = section.first_page_header.paragraphs[0]
    name = notice.issuer or "督办单"
    size = min(36.0, 36.0 * MARK_LENGTH / len(name))
    run = add_run(mark, name, SONG, size)
    run.font.color.rgb = _colour()
    shape(mark, align="center", indent=0, exact=None)
    _border(mark, "bottom", "thickThinSmallGap", space=11)  # 4 mm
    foot = section.first_page_footer.paragraphs[0]
    shape(foot, align="center", indent=0, exact=1)
    _border(foot, "top", "thinThickSmallGap", space=1)
    add_page_number(section.footer.paragraphs[0])


def _tasks(document: Any, lines: tuple[NoticeLine, ...]) -> None:
    table = add_grid(document, len(lines) + 1, _WIDTHS)
    for cell, head in zip(table.rows[0].cells, _HEADS, strict=True):
        fill_cell(cell, head, HEI, "center")
    repeat_on_every_page(table.rows[0])
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
            fill_cell(cell, text, FANGSONG, "left" if text == line.title else "center")


def _reply(document: Any) -> None:
    """The part the unit fills in and sends back."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Pt

    table = add_grid(document, len(_REPLY), (30, 126))
    for row, head in zip(table.rows, _REPLY, strict=True):
        fill_cell(row.cells[0], head, HEI, "center", keep=head != _REPLY[-1])
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        row.height = Pt(3 * LINE if head == _REPLY[0] else LINE)


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
