"""督办登记: the register of 督办单, a workbook of the office's own. Lines are added; what people wrote in it stays.

Columns are known by their headings, so that the office may move them and add its own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ledger.files.sheets.returned_cell import plain_text
from ledger.files.sheets.returned_file import open_returned
from ledger.files.sheets.row_height import height_of, lines_of
from ledger.files.sheets.sheet_style import (
    A4,
    BODY_SIZE,
    TITLE_SIZE,
    fit_page,
    new_workbook,
    put,
    put_heads,
    put_lines,
)
from ledger.files.sheets.xlsx import Text, save
from ledger.problems import LedgerError, Problem
from ledger.record.days import day_or_none, parse_day
from ledger.values.supervision import Registered

NAME = "督办登记.xlsx"
TITLE = "督办登记"
NUMBER, DAY, UNIT, MATTERS = "编号", "日期", "单位", "ID事项"
_COLUMNS: tuple[tuple[str, float, bool], ...] = (  # heading, millimetres, centred
    (NUMBER, 36, True),
    (DAY, 24, True),
    (UNIT, 36, False),
    ("第几次", 14, True),
    ("单别", 12, True),
    ("督办事项", 84, False),
    ("最长逾期天数", 18, True),
    ("答复期限", 24, True),
    ("回执日期", 24, True),
    ("办理结果", 40, False),
    (MATTERS, 12, False),
)
_HEADING_ROW = 2
_SOON = "-"  # before the digest of a matter that was not overdue


def read_register(path: Path) -> list[Registered]:
    """The lines in the file, [] when there is none. LedgerError when it cannot be read: a number would be given twice."""
    if not path.is_file():
        return []
    if not zipfile.is_zipfile(path):  # read here, without the limits of what comes from outside: .xlsx alone
        raise LedgerError(f"“{path}”不是 .xlsx 工作簿，编不了号，一份也没有写；另存为 .xlsx，或移走它。")
    opened = open_returned(path)
    if isinstance(opened, Problem):
        raise LedgerError(f"“{path}”读不了（{opened.message}），编不了号，一份也没有写；先把它修好或移走。")
    sheet, row, columns = _table(opened.workbook, path)
    found = []
    for number in range(row + 1, sheet.max_row + 1):
        cells = {heading: _text(sheet, number, column) for heading, column in columns.items()}
        if not cells[NUMBER]:
            continue
        matters = cells[MATTERS].split()
        try:
            day = parse_day(cells[DAY])
        except ValueError:
            place = f"{get_column_letter(columns[DAY])}{number}"
            raise LedgerError(
                f"“{path}”{place}的日期“{cells[DAY]}”不是日期，不知道哪一次在前；改好后再运行。"
            ) from None
        found.append(
            Registered(
                number=cells[NUMBER],
                day=day,
                unit=cells[UNIT],
                times=1,
                colour="",
                what="",
                days=0,
                reply_by=day_or_none(cells.get("答复期限", "")),
                late=frozenset(one for one in matters if not one.startswith(_SOON)),
                soon=frozenset(one[1:] for one in matters if one.startswith(_SOON)),
            )
        )
    return found


def with_lines(path: Path, lines: Sequence[Registered], on: date) -> bytes:
    """The register with `lines` added, the file as it stands before them untouched."""
    if path.is_file():
        workbook = load_workbook(io.BytesIO(path.read_bytes()))
    else:
        workbook = new_workbook()
        _begin(workbook.worksheets[0])
    sheet, row, columns = _table(workbook, path)
    numbered = [n for n in range(row, sheet.max_row + 1) if _text(sheet, n, columns[NUMBER])]
    known = set(workbook.named_styles)  # a program that saved it may have renamed them
    text = Text()
    for at, line in enumerate(lines, max(numbered, default=row) + 1):
        sheet.insert_rows(at)
        matters = " ".join([*sorted(line.late), *(f"{_SOON}{one}" for one in sorted(line.soon))])
        cells: dict[str, str | int] = {
            NUMBER: line.number,
            DAY: str(line.day),
            UNIT: line.unit,
            "第几次": line.times,
            "单别": line.colour,
            "督办事项": line.what,
            "最长逾期天数": line.days or "",
            "答复期限": str(line.reply_by or ""),
            MATTERS: matters,
        }
        for heading, _mm, centred in _COLUMNS:
            if heading in columns:
                value = cells.get(heading, "")
                value = text.clean(value, TITLE) if isinstance(value, str) else value
                style = "正文居中" if centred else "正文"
                put(sheet.cell(at, columns[heading]), value, style if style in known else "Normal")
        heights = [
            lines_of(str(cells.get(heading, "")), mm, BODY_SIZE)
            for heading, mm, _ in _COLUMNS
            if heading != MATTERS
        ]
        sheet.row_dimensions[at].height = height_of(max(heights), BODY_SIZE)
    return save(workbook, title=TITLE, day=on)


def _begin(sheet: Worksheet) -> None:
    sheet.title = TITLE
    put_lines(sheet, [(TITLE, "表题", TITLE_SIZE)], len(_COLUMNS) - 1, sum(mm for _, mm, _ in _COLUMNS))
    put_heads(sheet, _HEADING_ROW, ((heading, mm) for heading, mm, _ in _COLUMNS))
    sheet.column_dimensions[get_column_letter(len(_COLUMNS))].hidden = True  # MATTERS
    sheet.row_dimensions[_HEADING_ROW].height = height_of(2, BODY_SIZE)
    fit_page(sheet, A4, _HEADING_ROW)
    sheet.page_margins.left = sheet.page_margins.right = 10 / 25.4


def _table(workbook: Workbook, path: Path) -> tuple[Worksheet, int, dict[str, int]]:
    """The sheet, its heading row, and the column of each heading."""
    for sheet in workbook.worksheets:
        for row in range(1, min(sheet.max_row, 20) + 1):
            columns: dict[str, int] = {}
            for column in range(1, sheet.max_column + 1):
                columns.setdefault("".join(_text(sheet, row, column).split()), column)
            if {NUMBER, DAY, UNIT, MATTERS} <= set(columns):
                return sheet, row, {heading: n for heading, n in columns.items() if heading}
    needed = "、".join((NUMBER, DAY, UNIT, MATTERS))
    raise LedgerError(
        f"“{path}”里找不到带“{needed}”几列的表，编不了号，一份也没有写；把表头改回来，或移走它。"
    )


def _text(sheet: Worksheet, row: int, column: int) -> str:
    cell = sheet._cells.get((row, column))
    day = cell.value if cell else None
    return day.date().isoformat() if isinstance(day, datetime) else plain_text(cell)
