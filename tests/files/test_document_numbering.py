"""Word's automatic numbers, rebuilt from `numbering.xml` (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

from typing import Any

import pytest
from docx.oxml import parse_xml

from ledger.files.documents.docx_numbering import read_numbering
from ledger.files.documents.list_numbers import write_number

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def numbering(levels: str, nums: str) -> Any:
    return parse_xml(
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'
    )


def level(n: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def paragraph(number: int | None, at: int = 0, style: str = "") -> Any:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number is not None:
        properties += f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
    return parse_xml(f"<w:p {NS}><w:pPr>{properties}</w:pPr></w:p>")


OUTLINE = (
    level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
)
ONE = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def labels(root: Any, styles: Any, paragraphs: list[Any]) -> list[str]:
    counter = read_numbering(root, styles)
    return [counter.label(item) for item in paragraphs]


def test_levels_count_and_lower_ones_begin_again() -> None:
    places = [0, 1, 2, 2, 1, 2, 0, 1]
    assert labels(numbering(OUTLINE, ONE), None, [paragraph(1, at) for at in places]) == [
        "一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）",
    ]  # fmt: skip


def test_two_lists_of_one_form_count_on_and_an_override_begins_again() -> None:
    nums = (
        ONE
        + '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    assert labels(numbering(OUTLINE, nums), None, [paragraph(n) for n in (1, 1, 2, 3, 3)]) == [
        "一、", "二、", "三、", "一、", "二、",
    ]  # fmt: skip


def test_a_style_gives_the_list_and_number_0_takes_it_away() -> None:
    styles = parse_xml(
        f'<w:styles {NS}><w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/>'
        f'</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    paragraphs = [
        paragraph(1),
        paragraph(None, style="A"),
        paragraph(None, style="B"),
        paragraph(0, style="A"),
    ]
    assert labels(numbering(OUTLINE, ONE), styles, paragraphs) == ["一、", "（一）", "（二）", ""]


def test_a_legal_level_shows_digits_and_a_bullet_nothing() -> None:
    levels = (
        level(0, "chineseCounting", "第%1章")
        + level(1, "decimal", "%1.%2", more="<w:isLgl/>")
        + level(2, "bullet", "·")
    )
    assert labels(numbering(levels, ONE), None, [paragraph(1, at) for at in (0, 1, 2)]) == [
        "第一章",
        "1.1",
        "",
    ]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCountingThousand", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "japaneseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (3, "decimalFullWidth", "３"),
        (3, "decimalEnclosedCircle", "③"),
        (4, "lowerLetter", "d"),
        (4, "upperRoman", "IV"),
        (7, "decimalZero", "07"),
        (7, "unheardOf", "7"),
    ],
)
def test_forms(value: int, form: str, shown: str) -> None:
    assert write_number(value, form) == shown


def test_a_style_without_level_has_the_level_that_names_it() -> None:
    levels = level(0, "decimal", "%1.") + level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="T2"/>')
    styles = parse_xml(
        f'<w:styles {NS}><w:style w:type="paragraph" w:styleId="T2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="T3"><w:basedOn w:val="T2"/></w:style></w:styles>'
    )
    assert labels(numbering(levels, ONE), styles, [paragraph(None, style=s) for s in ("T2", "T3")]) == [
        "（一）",
        "（二）",
    ]
