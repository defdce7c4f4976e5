"""The changes found in an edited workbook as a list to look through: 原来, 现在, 怎样理解, in colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl.utils import get_column_letter

from ledger.files.sheets.row_height import MAX_POINTS, height_of, lines_of
from ledger.files.sheets.sheet_style import A3, BODY_SIZE, fit_page, new_workbook, put, put_heads
from ledger.files.sheets.xlsx import Text, save
from ledger.problems import Problem
from ledger.values.edit_book import OUTCOME_WORDS, Change, Outcome

TITLE = "变动"
_COLUMNS = (
    ("结果", 18.0),
    ("在哪里", 60.0),
    ("什么", 60.0),
    ("原来", 80.0),
    ("现在", 80.0),
    ("怎样理解", 90.0),
)
_LIGHTS: dict[Outcome, str] = {"taken": "灯绿", "conflict": "灯红", "rejected": "灯黄"}


def write_changes(changes: Sequence[Change], problems: Sequence[Problem], on: date) -> bytes:
    """One sheet, a row a change, then what could not be read; dated `on`."""
    workbook = new_workbook()
    sheet = workbook.worksheets[0]
    sheet.title = TITLE
    text = Text()
    rows = [
        (_LIGHTS[c.outcome], (OUTCOME_WORDS[c.outcome], c.place, c.what, c.before, c.after, c.meaning))
        for c in changes
    ]
    rows += [("灯黄", ("问题", p.file, "", "", "", f"{p.message}。{p.hint}")) for p in problems]
    put_heads(sheet, 1, _COLUMNS)
    for number, (light, words) in enumerate(rows, 2):
        cells = [text.clean(one, TITLE) for one in words]
        for index, one in enumerate(cells, 1):
            put(sheet.cell(number, index), one, light if index == 1 else "正文")
        lines = max(lines_of(one, mm, BODY_SIZE) for one, (_, mm) in zip(cells, _COLUMNS, strict=True))
        sheet.row_dimensions[number].height = min(height_of(lines, BODY_SIZE), MAX_POINTS)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{max(2, len(rows) + 1)}"
    fit_page(sheet, A3, 1)
    return save(workbook, title=TITLE, day=on)
