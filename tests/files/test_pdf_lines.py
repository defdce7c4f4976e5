"""Where paragraphs begin among the printed lines of a page (places in points, as a word processor prints them)."""

from __future__ import annotations

from ledger.files.documents.pdf import lines_to_blocks
from ledger.files.documents.pdf_page import Line, Page
from ledger.values.source import Paragraph

LEFT, RIGHT = 90.0, 522.0  # 36 characters of 12 points
BODY = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六"


def page(*lines: tuple[str, float]) -> Page:
    """Lines one below the other: words, and their size; a size below 0 centres them."""
    placed = []
    for n, (text, size) in enumerate(lines):
        width = len(text) * abs(size)
        x0 = (LEFT + RIGHT - width) / 2 if size < 0 else LEFT
        top = 100 + n * 24.0
        placed.append(Line(text, (), x0, x0 + width, top, top + abs(size), abs(size), 1))
    return Page(1, 842, placed)


def paragraphs(*lines: tuple[str, float]) -> list[str]:
    blocks = lines_to_blocks([page(*lines, (BODY, 12), (BODY, 12), ("七八。", 12))])
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_a_title_that_fills_its_line_is_not_glued_to_the_addressees() -> None:
    title = "甲县人民政府办公室关于印发甲县二〇二六年重点工作任务分解表等两件的通知"
    assert len(title) * 12 > RIGHT - LEFT - 2 * 12
    assert paragraphs((title, 12), ("各乡镇人民政府，县政府各部门：", 12))[:2] == [
        title,
        "各乡镇人民政府，县政府各部门：",
    ]


def test_a_title_named_in_running_text_goes_on() -> None:
    before = "根据《甲县人民政府办公室关于印发甲县二〇二六年重点工作任务分解表的通知"
    first = paragraphs((before, 12), ("》要求，现将工作安排如下。", 12))[0]
    assert first == before + "》要求，现将工作安排如下。"


def test_a_centred_title_over_two_lines_of_which_the_first_is_full_is_one() -> None:
    first, second = "云溪县二〇二六年政务公开工作要点任务分解", "表"
    assert paragraphs((first, -21.6), (second, -21.6))[0] == first + second


def test_a_number_below_a_full_title_is_a_line_of_its_own() -> None:
    first = "云溪县二〇二六年政务公开工作要点任务分解"
    assert paragraphs((first, -21.6), ("云政办发〔2026〕12号", -21.6))[:2] == [first, "云政办发〔2026〕12号"]


def test_a_note_begins_a_paragraph_after_a_full_line() -> None:
    assert paragraphs((BODY, 12), ("注：责任单位排名不分先后。", 12))[:2] == [
        BODY,
        "注：责任单位排名不分先后。",
    ]
