"""Lines of a text file that the next one goes on with."""

from __future__ import annotations

import pytest

from ledger.draft.attribution import Attribution, read_words
from ledger.draft.cleaning import clean
from ledger.values.source import Paragraph


def texts(*lines: str) -> list[str]:
    """The paragraphs of these lines, none of which is as wide as a page."""
    paragraphs = (Paragraph(text=line, place=f"第{n}行", gap=False) for n, line in enumerate(lines, 1))
    return [piece.text for piece in clean(paragraphs)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("责任单位：县信访局、县委政法委、各", "乡镇（街道）"),
        ("责任单位：县信访局、", "县委政法委"),
        ("责任单位：县信访局和", "县委政法委"),
        ("责任单位：县信访局及", "各乡镇"),
        ("责任单位：县信访局与", "县委政法委"),
        ("责任单位：各乡镇（街道、", "开发区）"),
    ],
)
def test_a_line_that_cannot_end_there_goes_on(one: str, other: str) -> None:
    assert texts(one, other) == [one + other]


@pytest.mark.parametrize("one", ["牵头单位：县财政局，各乡镇参与", "由各单位普及", "县城防汛的总和"])
def test_words_that_only_end_alike_end_their_line(one: str) -> None:
    assert texts(one.replace("，", ""), "责任单位：县教育局") == [one.replace("，", ""), "责任单位：县教育局"]


def test_a_number_begins_a_paragraph_whatever_the_line_above_ends_with() -> None:
    assert texts("责任单位：县信访局、各", "2.规范初访办理") == ["责任单位：县信访局、各", "2.规范初访办理"]


@pytest.mark.parametrize("label", ["时限：9月底前", "配合单位：县教育局"])
def test_a_label_begins_a_line_of_its_own_outside_a_bracket(label: str) -> None:
    assert texts("牵头：县财政局；县司法局", label) == ["牵头：县财政局；县司法局", label]
    assert texts("（牵头：县财政局；县司法局", label) == [f"（牵头：县财政局；县司法局{label}"]


def test_a_unit_before_a_label_of_days_is_no_part_of_it() -> None:
    assert read_words("牵头：县财政局；县司法局时限：9月底前") == Attribution(
        "牵头：县财政局；县司法局", "9月底前"
    )
