"""Cells as people and their spreadsheet programs give them back: which a sheet has; of each the text, or a day, or why
not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from ledger.record.characters import number_in, plain
from ledger.record.statuses import OFFICE_STATUSES, UNIT_STATUSES
from ledger.values.as_typed import day_in_whole, is_a_day_in_part, states_meant, why_no_state
from ledger.values.fill import TICK

_NARROW = str.maketrans("０１２３４５６７８９．－／：", "0123456789.-/:")
_MONTH = re.compile(r"\d{4}\s*(?:年|[-./])\s*\d{1,2}\s*月?")
_WHOLE_DAY = "写明年月日，年份四位、月日用短横分开。"
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_TICKED = frozenset(["√", "✓", "✔", "☑", "v", "V", "y", "Y", "是", "对", "1", "无变化", "没有变化", "没变化"])
_NOT_TICKED = frozenset(["", "×", "✗", "x", "X", "n", "N", "否", "0", "有变化", "不是"])
_MOST_SHOWN = 5
_FIRST, _END = 30_000, 80_000  # 1982 to 2119; the same numbers are no year and no year with month


Cells = Mapping[int, Cell | MergedCell]
"""Of one row, by column."""


def lines_in(sheet: Worksheet) -> dict[int, Cells]:
    """The cells that hold something, by row. A styled but empty sheet may have a million rows, and WPS writes a wrong
    dimension: only cells that are there are looked at."""
    lines: dict[int, dict[int, Cell | MergedCell]] = {}
    for (row, column), cell in sorted(sheet._cells.items()):
        if cell.value is not None and not (isinstance(cell.value, str) and not cell.value.strip()):
            lines.setdefault(row, {})[column] = cell
    return dict(lines)


def merged_into(sheet: Worksheet, row: int, column: int) -> str:
    """The merged area that swallowed this cell, "" when the cell is its own."""
    for area in sheet.merged_cells.ranges:
        inside = area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col
        if inside and (row, column) != (area.min_row, area.min_col):
            return str(area)
    return ""


def cells_words(cells: Sequence[str]) -> str:
    """The first of these addresses, and how many they are where they are more."""
    return "、".join(cells[:_MOST_SHOWN]) + (f"等 {len(cells)} 格" if len(cells) > _MOST_SHOWN else "")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a cell could not be taken: name of the check, what is wrong, what to do."""

    check: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A day of which only the plan can tell the year. `forms` are the words it may have been typed as: a number
    4.2 in a cell was 4.2 or 4.20."""

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meant:
    """A state in other words: `words` is what the cell says, `text` what it means."""

    text: str
    words: str


def text_of(cell: Cell | MergedCell | None) -> str | Trouble:
    """What the cell shows, as text: 4.0 is 4, a day 2022-11-20. Formulas and error values are not taken."""
    value = None if cell is None else cell.value
    if cell is None or value is None:
        return ""
    if cell.data_type == "f":
        words = str(getattr(value, "text", value))  # an array formula is an object with its text
        if "DISPIMG" in words.upper():
            return Trouble("picture-formula", "是嵌入单元格的图片，不能读入", "改写文件名，图片另附。")
        return Trouble("formula", "是公式，没有采用", "改写为计算结果本身。")
    if cell.data_type == "e":
        return Trouble("error-value", f"是错误值 {value}，没有采用", "改写为文字。")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return plain(_LINE_END.sub("\n", unescape(str(value)))).strip()


def plain_text(cell: Cell | MergedCell | None) -> str:
    """The text of a cell, "" for what is not text."""
    text = text_of(cell)
    return text if isinstance(text, str) else ""


def day_of(
    cell: Cell | MergedCell | None, epoch: datetime, *, to_come: bool = False
) -> str | Unsettled | Trouble:
    """The day in the cell as 2022-11-20, "" for none. One without its year is for the plan to settle; a month is no
    day, but its end is one that is `to_come`."""
    value = None if cell is None else cell.value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool) and _FIRST <= value < _END:
        return _from_serial(value, epoch)
    words = text_of(cell)
    if isinstance(words, Trouble) or not words:
        return words
    words = words.translate(_NARROW).strip()
    try:
        return day_in_whole(words).isoformat()
    except ValueError as error:
        return _no_day(words, str(error), epoch, to_come=to_come, as_number=isinstance(value, float))


def _from_serial(value: float, epoch: datetime) -> str:
    day = from_excel(value, epoch)
    assert isinstance(day, (datetime, timedelta))
    return (day if isinstance(day, datetime) else epoch + day).date().isoformat()


def _no_day(
    words: str, kind: str, epoch: datetime, *, to_come: bool, as_number: bool
) -> str | Unsettled | Trouble:
    number = number_in(words)
    if number is not None and _FIRST <= number < _END:  # a serial number that became text
        return _from_serial(number, epoch)
    if kind == "calendar":
        return Trouble("impossible-day", f"“{words}”不是日历上有的日子", f"核对后{_WHOLE_DAY}")
    if _MONTH.fullmatch(words):
        return Trouble("month-only", f"“{words}”只写到月", _WHOLE_DAY)
    if is_a_day_in_part(words, to_come=to_come):
        cut = as_number and len(words.partition(".")[2]) == 1  # 4.20 typed as a number is kept as 4.2
        return Unsettled((words, f"{words}0") if cut else (words,))
    return Trouble("not-a-day", f"“{words}”不是日期", _WHOLE_DAY)


def status_of(cell: Cell | MergedCell | None) -> str | Meant | Trouble:
    """One of the statuses a unit may say, "" for none; in other words, where they mean one of them alone."""
    words = _percent_of(cell) or text_of(cell)
    if isinstance(words, Trouble):
        return words
    words = "".join(words.split())
    if not words or words in UNIT_STATUSES:
        return words
    choice = f"改为：{'、'.join(UNIT_STATUSES)}之一。"
    if words in OFFICE_STATUSES:
        return Trouble("office-status", f"“{words}”只能由办公室认定，填报单位不能填", choice)
    meant = states_meant(words)
    if len(meant) == 1:
        return Meant(next(iter(meant)), words)
    return Trouble("unknown-status", why_no_state(words, UNIT_STATUSES), choice)


def tick_of(cell: Cell | MergedCell | None) -> str | Trouble:
    """√ where the cell is ticked in any of the usual ways, "" where it is not."""
    words = text_of(cell)
    if isinstance(words, Trouble):
        return words
    words = "".join(words.split())
    if words in _TICKED:
        return TICK
    if words in _NOT_TICKED:
        return ""
    return Trouble("unknown-tick", f"“{words}”看不出是不是无变化", "没有变化的选“√”，有变化的空着。")


def _percent_of(cell: Cell | MergedCell | None) -> str:
    """`100%` of a cell that shows the number 1 so."""
    value = None if cell is None else cell.value
    if cell is None or not isinstance(value, (int, float)) or "%" not in (cell.number_format or ""):
        return ""
    return f"{value * 100:g}%"
