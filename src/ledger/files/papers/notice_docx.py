"""A notice as a 督办单, a Word file in the letter layout (信函格式) of GB/T 9704-2012, 10.1.

The issuer's name in red 小标宋 30 mm below the top edge; 4 mm under it a red line 170 mm long, thick over thin;
20 mm above the bottom edge another, thin over thick; no page number on the first page. What a unit has to
fill in (回执) stays with the signature where it fits; it names the unit, the number and each task, so that a sheet
sent back is known for what it answers.
"""

from __future__ import annotations

from typing import Any

from ledger.files.papers.style import (
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
    fill_heads,
    open_paper,
    packed,
    repeat_on_every_page,
    shape,
)
from ledger.values.duty import Duty
from ledger.values.notices import Notice, NoticeLine
from ledger.values.supervision import Letter, matter_of
from ledger.values.words import day_words, days_words, long_day, state_words

MARK_LENGTH = 9  # a longer issuer's name is set smaller, so that it stays on one line
_RED = "FF0000"
_COLOURS = {"蓝": "2F5597", "黄": "BF8F00", "橙": "C55A11", "红": "C00000"}  # dark enough to be read
_WIDTHS = (9, 75, 27, 23, 22)  # millimetres; together the type area
_HEADS = ("序", "任务", "期限", "本单位职责", "目前状态")
# 四号, points from line to line: three tasks, the signature and the 回执 are one page
_SIZE, _PITCH = 14.0, 22.0
_ANSWER_WIDTHS = (22, 46, 22, 66)
_ON_ONE_PAGE = 8  # tasks; a longer 回执 goes on on the next page
_ROOM = 28.0  # points to write what was done about one task


def write_notice(notice: Notice) -> bytes:
    """The 督办单 as a .docx; the same notice gives the same bytes. LedgerError when python-docx is missing."""
    document = open_paper()
    _set_page(document, notice)
    letter = notice.letter
    if letter:
        _numbered(document, letter)
    title = "关于按期办理有关任务的督办通知"
    add_line(document, title, SONG, TITLE, align="center", indent=0, after=0 if letter else LINE / 2)
    _line(document, f"{notice.unit}：", indent=0)
    titles = {line.plan_title for line in notice.lines}
    one_plan = titles.pop() if len(titles) == 1 else ""
    _line(document, notice.opening.replace("工作台账", f"《{one_plan}》台账" if one_plan else "工作台账", 1))
    number = 0
    for heading, lines in notice.headings:
        if len(notice.headings) > 1:  # else the sentence above has said it
            add_line(document, heading, HEI, _SIZE, exact=_PITCH, keep=True)
        _tasks(document, lines, number, letter, with_plan=not one_plan)
        number += len(lines)
    _line(document, _please(letter), keep=True)
    if notice.issuer:
        _line(document, notice.issuer, align="right", right=2, keep=True)
    _line(document, long_day(notice.on), align="right", right=2, after=_PITCH / 4, keep=True)
    add_line(document, "回执", HEI, _SIZE, align="center", indent=0, exact=_PITCH, keep=True)
    _reply(document, notice)
    return packed(document, notice.subject, notice.on)


def _line(document: Any, text: str, **layout: Any) -> None:
    add_line(document, text, FANGSONG, _SIZE, exact=_PITCH, **layout)


def _numbered(document: Any, letter: Letter) -> None:
    """`黄单　第2次督办` on the left, in the colour it names; the number on the right."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm, RGBColor

    words = [f"{letter.colour}单"] if letter.colour else []
    words += [f"第{letter.times}次督办"] if letter.asked else []
    _line(document, "", indent=0)
    paragraph = document.paragraphs[-1]
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(sum(_WIDTHS)), WD_TAB_ALIGNMENT.RIGHT)
    run = add_run(paragraph, "　".join(words), HEI, _SIZE)
    if colour := _COLOURS.get(letter.colour.removesuffix("色")):
        run.font.color.rgb = RGBColor.from_string(colour)
    paragraph.add_run().add_tab()
    add_run(paragraph, letter.number, FANGSONG, _SIZE)


def _please(letter: Letter | None) -> str:
    """The sentence that says by when and to whom the answer goes."""
    by = f"请于{long_day(letter.reply_by)}前" if letter and letter.reply_by else "请"
    to = f"，盖章后{letter.to}。" if letter and letter.to.startswith("交至") else "，盖章后送回。"
    person = letter.to if letter and letter.to and not letter.to.startswith("交至") else ""
    return f"{by}将办理情况填入回执{to}" + (f"{person}。" if person else "")


def _set_page(document: Any, notice: Notice) -> None:
    """What makes it a letter: the issuer's mark, the red lines, the number from the second page on."""
    from docx.shared import Mm, RGBColor

    section = document.sections[0]
    section.header_distance, section.footer_distance = Mm(30), Mm(20)
    section.different_first_page_header_footer = True
    mark = section.first_page_header.paragraphs[0]
    name = notice.issuer or "督办单"
    size = min(36.0, 36.0 * MARK_LENGTH / len(name))
    run = add_run(mark, name, SONG, size)
    run.font.color.rgb = RGBColor.from_string(_RED)
    shape(mark, align="center", indent=0, exact=None)
    _border(mark, "bottom", "thickThinSmallGap", space=11)  # 4 mm
    foot = section.first_page_footer.paragraphs[0]
    shape(foot, align="center", indent=0, exact=1)
    _border(foot, "top", "thinThickSmallGap", space=1)
    add_page_number(section.footer.paragraphs[0])


def _tasks(
    document: Any, lines: tuple[NoticeLine, ...], before: int, letter: Letter | None, *, with_plan: bool
) -> None:
    table = add_grid(document, len(lines) + 1, _WIDTHS)
    fill_heads(table.rows[0], _HEADS)
    for number, (row, line) in enumerate(zip(table.rows[1:], lines, strict=True), before + 1):
        duty = line.duty
        times = letter.asked.get(matter_of(duty)) if letter else None
        days = f"{_day(duty)}\n{days_words(duty)}"
        if letter and times and times != letter.times:
            days += f"\n第{times}次督办"
        what = line.title if with_plan else line.called
        what = "\n".join((what, *line.reported))
        texts = (str(number), what, days, line.role, state_words(duty))
        for cell, text in zip(row.cells, texts, strict=True):
            fill_cell(cell, text, FANGSONG, "left" if text is what else "center")


def _reply(document: Any, notice: Notice) -> None:
    """The part the unit fills in and sends back: who answers which 督办单, a row a task, who signs."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Pt

    lines = notice.lines
    table = add_grid(document, len(lines) + 3, _ANSWER_WIDTHS)
    whole = len(lines) <= _ON_ONE_PAGE
    for row in table.rows[:2]:
        repeat_on_every_page(row)
    number = notice.letter.number if notice.letter else ""
    head = ("单位", notice.unit, "督办单", number or long_day(notice.on))
    foot = ("填报人\n电话", "", "盖章\n日期", "")
    for cells, row in ((head, table.rows[0]), (foot, table.rows[-1])):
        for at, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            bold = HEI if at % 2 == 0 else FANGSONG
            fill_cell(cell, text, bold, "center", keep=row is not table.rows[-1])
    task, answer = table.rows[1].cells[0], table.rows[1].cells[2]
    task.merge(table.rows[1].cells[1])
    answer.merge(table.rows[1].cells[3])
    fill_cell(task, "任务", HEI, "center", keep=True)
    fill_cell(answer, "办理情况、完成日期，或者原因、下一步", HEI, "center", keep=True)
    for number_, (row, line) in enumerate(zip(table.rows[2:-1], lines, strict=True), 1):
        what = row.cells[0].merge(row.cells[1])
        row.cells[2].merge(row.cells[3])
        fill_cell(what, f"{number_}．{line.called}", FANGSONG, "left", keep=whole)
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Pt(_ROOM)
    table.rows[-1].height_rule, table.rows[-1].height = WD_ROW_HEIGHT_RULE.AT_LEAST, Pt(_ROOM)


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


def _day(duty: Duty) -> str:
    """The day owed, and below it the one before it was moved, short: no day is broken in the narrow column."""
    before = duty.original_due
    if duty.due is None or before is None or before == duty.due:
        return day_words(duty)
    year = f"{before.year}年" if before.year != duty.due.year else ""
    return f"{duty.due}\n原{year}{before.month}月{before.day}日"
