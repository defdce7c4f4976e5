"""Names of files and worksheets that every system takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.record.safe_names import safe_file_name, safe_sheet_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县财政局", "县财政局"),
        ("县人力资源社会保障局（县民政局）", "县人力资源社会保障局（县民政局）"),
        ('a/b\\c:d*e?f"g<h>i|j', "a／b＼c：d＊e？f＂g＜h＞i｜j"),
        ("  县 \n 甲局. ", "县 甲局"),
        ("../../etc", "／..／etc"),
        ("CON", "CON_"),
        ("com1.x", "com1.x_"),
        ("甲\u200b乙\x00", "甲乙"),
        ("", "未命名"),
        ("...", "未命名"),
    ],
)
def test_file_names(text: str, expected: str) -> None:
    assert safe_file_name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沁源县2022年政务公开工作要点任务分解表", "沁源县2022年政务公开工作要点任务分解表"),
        ("字" * 40, "字" * 31),
        ("一[二]三:四*五?六/七\\八", "一［二］三：四＊五？六／七＼八"),
        ("'甲'", "甲"),
        ("History", "History_"),
        ("", "工作表"),
    ],
)
def test_sheet_names(text: str, expected: str) -> None:
    assert safe_sheet_name(text) == expected


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert safe_file_name("Abc", ["abc", "ABC（2）"]) == "Abc（3）"
    assert safe_sheet_name("字" * 31, ["字" * 31]) == "字" * 28 + "（2）"


@given(st.text(max_size=300), st.sets(st.text(max_size=5), max_size=3))
def test_any_text_makes_a_name(text: str, taken: set[str]) -> None:
    name = safe_file_name(text, taken)
    assert 0 < len(name.encode()) <= 200
    assert not set(name) & set('\\/:*?"<>|\n\x00')
    assert name.casefold() not in {other.casefold() for other in taken}
    sheet = safe_sheet_name(text, taken)
    assert 0 < len(sheet.encode("utf-16-le")) <= 62
    assert not set(sheet) & set("[]:*?/\\")
