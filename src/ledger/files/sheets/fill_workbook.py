"""The workbook a unit fills in and sends back, and the index of all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ledger.files.sheets.row_height import MAX_POINTS, ems_of, height_of, lines_of, lines_that_fit, wrap
from ledger.files.sheets.sheet_style import (
    A4,
    BODY_SIZE,
    PAGES,
    SMALL_SIZE,
    TITLE_SIZE,
    column_width,
    fit_page,
    merge,
    new_workbook,
    put,
    put_heads,
    put_lines,
    put_row,
    set_page,
)
from ledger.files.sheets.xlsx import Text, save
from ledger.record.safe_names import safe_sheet_name
from ledger.record.statuses import UNIT_STATUSES
from ledger.values.columns import columns_of
from ledger.values.fill import (
    LAST,
    PERIOD,
    SEAL,
    TICK,
    FillBook,
    FillRow,
    FillSheet,
    Identity,
    IndexRow,
    digest_of,
    seal_of,
)
from ledger.values.table import Written
from ledger.values.words import long_day

GUIDE = "填报说明"
UNIT_LABEL = "填报单位："
BACK_LABEL = "交回："
SEE_TABLE = "……（见任务分解表）"
SIGNED, STAMPED = "负责人签字：", "（单位盖章）　　填表日期：　　　年　　月　　日"
GUIDE_LINES = (
    "1．每个工作表对应一份工作计划，每一行是本单位的一项任务、一个时间节点；橙色的行已经超过期限，请先填报。",
    "2．只填浅黄色的各列，其余各列已锁定，改了也不会采用。与上次所报没有变化的，只在“无变化”一列选“√”，别的不用填。",
    f"3．状态从下拉列表中选：{'、'.join(UNIT_STATUSES)}。选“已完成”请写完成日期；"
    "选“申请延期”请在“申请延期至”写明哪一天，在完成情况中写明理由。",
    "4．有困难的写存在问题、下一步；要办公室或上级协调的写需协调事项。",
    "5．日期写明年月日，如 {year}-11-20；佐证材料写文件名或网址，一行一个，图片和文件另附，不要写公式。",
    "6．填好后直接保存，原样发回，Excel（.xlsx、.xls）、WPS（.et）、.ods 都收；不要加密码，不要删除隐藏的列。",
    "7．打印按 A4 横向排好，选 A3 字大一些；页脚留有负责人签字、盖章的地方。",
)
_LINES_OF_BEFORE = (  # in workbooks sent before there was 无变化
    "2．只填浅黄色的各列：状态、完成情况、完成日期、佐证材料、填报人、填报日期；其余各列已锁定，改了也不会采用。",
    f"3．状态从下拉列表中选：{'、'.join(UNIT_STATUSES)}。选“已完成”请写完成日期，选“申请延期”请在完成情况中写明理由。",
    "4．日期写明年月日，如 {year}-11-20；佐证材料写文件名或网址，一行一个，图片和文件另附，不要写公式。",
    "5．填好后直接保存（.xlsx），原样发回；不要改成其他格式，不要加密码，不要删除隐藏的列。",
)
_YEAR = re.compile(r"如 \d{4}-")
_HEADING_ROW = 3
_COLUMNS = columns_of("fill")
_SPARE_LINES = 2  # room to write in, even where the task is short


def write_fill_book(book: FillBook) -> Written:
    """The workbook of one unit: 填报说明, then a sheet a plan, open where it is to be filled in."""
    workbook = new_workbook()
    text = Text()
    guide = workbook.worksheets[0]
    guide.title = GUIDE
    year = max((_year_of(sheet) for sheet in book.sheets), default=2000)
    back = text.clean(f"{BACK_LABEL}{book.back}", GUIDE) if book.back else ""
    _write_guide(guide, text.clean(book.unit, GUIDE), year, back)
    names = [GUIDE]
    for sheet in book.sheets:
        names.append(safe_sheet_name(sheet.title, names))
        _SheetWriter(workbook.create_sheet(names[-1]), sheet, book.unit, text, back).write()
    day = max((sheet.issued for sheet in book.sheets), default=date(2000, 1, 1))
    return Written(save(workbook, title=f"{book.unit}填报表", day=day), tuple(text.warnings))


_INDEX = (
    ("单位", 52, False),
    ("文件", 70, False),
    ("任务数", 16, True),
    ("行数", 16, True),
    ("联系人", 36, False),
)


def index_workbook(rows: Sequence[IndexRow], issued: date, *, sent: date, told: str = "") -> bytes:
    """Who gets which file. `issued` dates the file; it was `sent` on a day, and
    `told` says by when and where it is returned."""
    workbook = new_workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "分发目录"
    text = Text()
    title = f"分发目录（{long_day(sent)}）"
    heads = [(title, "表题", TITLE_SIZE)]
    heads += [(text.clean(f"{BACK_LABEL}{told}", "分发目录"), "说明", BODY_SIZE)] if told else []
    put_lines(sheet, heads, len(_INDEX), sum(mm for _, mm, _ in _INDEX))
    heading_row = len(heads) + 1
    put_heads(sheet, heading_row, ((heading, mm) for heading, mm, _ in _INDEX))
    sheet.row_dimensions[heading_row].height = height_of(1, BODY_SIZE)
    for number, row in enumerate(rows, heading_row + 1):
        values: tuple[str | int, ...] = (row.unit, row.file, row.tasks, row.rows, row.contact)
        lines = 1
        for index, (value, (_, mm, centred)) in enumerate(zip(values, _INDEX, strict=True), 1):
            cell = text.clean(value, "分发目录") if isinstance(value, str) else value
            put(sheet.cell(number, index), cell, "正文居中" if centred else "正文")
            lines = max(lines, lines_of(str(cell), mm, BODY_SIZE))
        sheet.row_dimensions[number].height = height_of(lines, BODY_SIZE)
    fit_page(sheet, A4, heading_row)
    sheet.page_setup.orientation = None  # upright
    return save(workbook, title="分发目录", day=issued)


def _year_of(sheet: FillSheet) -> int:
    """The year that a day to be written as an example lies in."""
    return sheet.year or sheet.issued.year


def is_guide_line(text: str) -> bool:
    """Whether 填报说明 of a workbook of ours says so, whatever year its example is in."""
    return _YEAR.sub("如 {year}-", text) in (*GUIDE_LINES, *_LINES_OF_BEFORE)


def _write_guide(sheet: Worksheet, unit: str, year: int, back: str) -> None:
    width = 230.0
    sheet.column_dimensions["A"].width = column_width(width)
    lines = [(GUIDE, "表题", TITLE_SIZE), (f"{UNIT_LABEL}{unit}", "说明", BODY_SIZE)]
    lines += [(back, "说明", BODY_SIZE)] if back else []
    lines += [(line.replace("{year}", str(year)), "说明", BODY_SIZE) for line in GUIDE_LINES]
    put_lines(sheet, lines, 1, width)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.protection.sheet = True


class _SheetWriter:
    """Writes the sheet of one plan from the top down."""

    def __init__(self, sheet: Worksheet, fill: FillSheet, unit: str, text: Text, back: str) -> None:
        self.sheet = sheet
        self.fill = fill
        self.unit = unit
        self.text = text
        self.back = back
        self.letters = {column.key: get_column_letter(index) for index, column in enumerate(_COLUMNS, 1)}

    def write(self) -> None:
        shown = [column for column in _COLUMNS if not column.identity]
        first = next(index for index, column in enumerate(shown, 1) if column.entry)
        unit_ends = first - 1 if self.back else len(shown)
        self.across(1, 1, len(shown), self.fill.title, "表题", TITLE_SIZE)
        self.across(2, 1, unit_ends, f"{UNIT_LABEL}{self.unit}", "说明", BODY_SIZE)
        if self.back:
            self.across(2, first, len(shown), self.back, "说明", BODY_SIZE)
        for column in _COLUMNS:
            put(self.sheet[f"{self.letters[column.key]}{_HEADING_ROW}"], column.heading, "表头")
        lines = max(lines_of(column.heading, column.widths["fill"], BODY_SIZE) for column in shown)
        self.sheet.row_dimensions[_HEADING_ROW].height = height_of(lines, BODY_SIZE)
        set_page(self.sheet, "fill", _COLUMNS, _HEADING_ROW)
        # on paper alone: a line below the table would be in the way of sorting
        footer: Any = self.sheet.oddFooter
        for part, words in ((footer.left, SIGNED), (footer.right, STAMPED)):
            part.text, part.font, part.size = words, "宋体,Regular", 12
        self.sheet.freeze_panes = f"C{_HEADING_ROW + 1}"
        for number, row in enumerate(self.fill.rows, _HEADING_ROW + 1):
            self.row(number, row)
        last = _HEADING_ROW + len(self.fill.rows)
        # sorting by the filter moves only what the filter covers: the hidden columns must go along
        self.sheet.auto_filter.ref = f"A{_HEADING_ROW}:{self.letters[_COLUMNS[-1].key]}{last}"
        self.sheet.print_area = f"A1:{self.letters[shown[-1].key]}{last}"
        self.drop_down(last)
        self.protect()

    def across(self, row: int, first: int, last: int, words: str, style: str, size: float) -> None:
        words = self.text.clean(words, f"《{self.fill.title}》的表头")
        put(self.sheet.cell(row, first), words, style)
        merge(self.sheet, row, first, last)
        width = sum(column.widths["fill"] for column in _COLUMNS[first - 1 : last])
        height = height_of(lines_of(words, width, size), size)
        before = self.sheet.row_dimensions[row].height or 0
        self.sheet.row_dimensions[row].height = max(height, before)

    def row(self, number: int, row: FillRow) -> None:
        where = f"《{self.fill.title}》第{row.no}项“{row.name[:30]}”的"
        texts = {
            column.key: self.text.clean(str(getattr(row, column.key)), where + column.heading)
            for column in _COLUMNS
            if column.key != "sent"
        }
        size, height = _fit(texts)
        texts["sent"] = " ".join(
            f"{column.key}:{digest_of(texts[column.key])}" for column in _COLUMNS if not column.identity
        )
        identity = Identity(
            **{
                column.key: texts[column.key]
                for column in _COLUMNS
                if column.identity and column.key != "sent"
            }
        )
        texts["sent"] += f" {SEAL}:{seal_of(identity)}"
        texts["sent"] += f" {LAST}:{row.last}" if row.last else ""
        texts["sent"] += f" {PERIOD}:{self.fill.period}" if self.fill.period else ""
        cells = (
            (row.no if column.key == "no" and isinstance(row.no, int) else texts[column.key], style)
            for column, style in zip(_COLUMNS, _styles(row.late, size), strict=True)
        )
        put_row(self.sheet, number, cells, height)

    def drop_down(self, last: int) -> None:
        """What a unit may say, and how to write a day."""
        if last == _HEADING_ROW:
            return
        choice = DataValidation(
            type="list",
            formula1=f'"{",".join(UNIT_STATUSES)}"',
            showErrorMessage=True,
            errorTitle="状态",
            error=f"请从列表中选：{'、'.join(UNIT_STATUSES)}。",
        )
        day = DataValidation(
            showInputMessage=True, promptTitle="日期", prompt=f"写明年月日，如 {_year_of(self.fill)}-11-20"
        )
        tick = DataValidation(type="list", formula1=f'"{TICK}"')
        days = ("finished_on", "reported_on", "asked_until")
        for validation, keys in ((choice, ("status",)), (tick, ("same",)), (day, days)):
            for key in keys:
                validation.add(f"{self.letters[key]}{_HEADING_ROW + 1}:{self.letters[key]}{last}")
            self.sheet.add_data_validation(validation)

    def protect(self) -> None:
        """Without a password; row heights, column widths, the filter and pictures stay allowed."""
        protection = self.sheet.protection
        protection.sheet = True
        protection.formatRows = protection.formatColumns = protection.autoFilter = False
        protection.objects = protection.scenarios = False


@cache
def _styles(late: bool, size: float) -> tuple[str, ...]:
    locked = f"{'正文' if size == BODY_SIZE else '小字'}{'逾期' if late else ''}"
    return tuple(f"{'填报' if c.entry else locked}{'居中' if c.centred else ''}" for c in _COLUMNS)


def _fit(texts: dict[str, str]) -> tuple[float, float]:
    """Font size of the locked cells, height of the row. What does not fit even at 9 pt is cut in `texts`."""
    page = PAGES["fill"]
    shown = [column for column in _COLUMNS if not column.identity]
    for size in (BODY_SIZE, SMALL_SIZE):
        most = lines_that_fit(size, page.air)
        lines = {c.key: wrap(texts[c.key], ems_of(c.widths["fill"], size)) for c in shown}
        needed = max(len(lines[c.key]) for c in shown)
        if needed <= most:
            entries = max(
                len(wrap(texts[c.key], ems_of(c.widths["fill"], BODY_SIZE))) for c in shown if c.entry
            )
            height = max(
                height_of(needed, size, page.air), height_of(max(entries, _SPARE_LINES), BODY_SIZE, page.air)
            )
            return size, min(height, MAX_POINTS)
    for column in shown:
        if not column.entry and len(lines[column.key]) > most:
            texts[column.key] = "".join(lines[column.key][: most - 1]).rstrip() + SEE_TABLE
    return SMALL_SIZE, MAX_POINTS
