"""Deadline cells of a sheet: what they show, and where their lines divide."""

from __future__ import annotations

from datetime import datetime

import pytest

from ledger.draft.noise import tidy_times
from ledger.files.documents.shown import shown


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2024-04-12\n2024-08-12", "2024-04-12；2024-08-12"),
        ("3.4月底前报批\n4.8月底前开工", "3.4月底前报批；4.8月底前开工"),
        ("2024年\n4月底前", "2024年4月底前"),
        ("完成政务公开\n目录编制，10月底前", "完成政务公开目录编制，10月底前"),
        ("4月底前\n论证", "4月底前，论证"),
    ],
)
def test_the_breaks_of_a_deadline_cell(cell: str, words: str) -> None:
    assert tidy_times(cell) == words


@pytest.mark.parametrize(
    ("value", "number_format", "words"),
    [
        (datetime(2024, 8, 1), 'yyyy"年"m"月"', "2024年8月"),
        (datetime(2024, 8, 1), "mmm\\-yy", "2024年8月"),
        (datetime(2024, 8, 1), "yyyy\\-mm", "2024年8月"),
        (datetime(2024, 8, 1), '[$-804]yyyy"年"m"月";@', "2024年8月"),
        (datetime(2024, 8, 1), 'yyyy"年"m"月"d"日"', "2024年8月1日"),
        (datetime(2024, 8, 1), "m/d/yyyy", "2024年8月1日"),
        (datetime(2024, 8, 1, 17, 30), "yyyy/m/d h:mm", "2024年8月1日17时30分"),
        (datetime(2024, 8, 1), "yyyy", "2024年"),
        (6.3, "0.00", "6.30"),
        (6.3, "General", "6.3"),
        (3.0, "General", "3"),
        (3, "0", "3"),
        ("6月底", "@", "6月底"),
    ],
)
def test_what_a_cell_shows(value: object, number_format: str, words: str) -> None:
    assert shown(value, number_format) == words
