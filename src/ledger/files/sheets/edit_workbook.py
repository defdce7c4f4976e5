"""The workbook of a whole plan that the office edits: three sheets, and a hidden list of what was sent."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ledger.files.sheets.row_height import MAX_POINTS, height_of, lines_of
from ledger.files.sheets.sheet_style import (
    A3,
    BODY_SIZE,
    TITLE_SIZE,
    fit_page,
    new_workbook,
    put,
    put_heads,
    put_lines,
)
from ledger.files.sheets.xlsx import Text, save
from ledger.record.characters import number_in
from ledger.record.statuses import OFFICE_STATUSES, UNIT_STATUSES
from ledger.values.edit_book import DECISIONS, ENTRIES, SENT, TASKS, EditBook, EditRow, EditSheet, sent_words
from ledger.values.fill import digest_of
from ledger.values.table import Written

ID_HEADINGS = ("ID计划", "ID行", "ID发出")
HEADING_ROW = 3
GUIDE = {
    TASKS: "直接改字；增加任务就插入一行，删去任务就删去整行，换位置就剪切整行再插入。改好后存盘，用 ledger collect 收回。",
    ENTRIES: "一行一条进展；补记的写在末尾，序号照任务分解表（报送写 报1、报2），日期写明年月日。单位空着的是办公室的话。",
    DECISIONS: "一行一个决定：分办写牵头、配合，范围写集合、成员（一行一个），调整写日期、依据和新的责任单位或时间节点，默认时限只写时间节点。",
}
KINDS = ("分办", "范围", "调整", "默认时限")
_SPARE = 200  # empty rows below the table that have its format and its lists


def write_edit_book(book: EditBook) -> Written:
    """The book of one plan. LedgerError when a cell cannot hold its text."""
    workbook = new_workbook()
    workbook.remove(workbook.worksheets[0])
    text = Text()
    for one in book.sheets:
        _write(workbook.create_sheet(one.name), book, one, text)
    sent = workbook.create_sheet(SENT)
    sent.sheet_state = "veryHidden"
    head = f"{book.plan}\t{digest_of(Text().clean(book.title, SENT))}"
    for number, words in enumerate((head, *(text.clean(w, SENT) for w in _sent(book))), 1):
        for index, part in enumerate(words.split("\t"), 1):
            put(sent.cell(number, index), part, "正文")
    return Written(save(workbook, title=book.title, day=book.issued), tuple(text.warnings))


def _sent(book: EditBook) -> list[str]:
    return [
        f"{one.name}\t{row.id}\t{sent_words(book.plan, one.name, row.id, row.cells)}"
        for one in book.sheets
        for row in one.rows
    ]


def _write(sheet: Worksheet, book: EditBook, one: EditSheet, text: Text) -> None:
    width = sum(column.mm for column in one.columns)
    title = text.clean(book.title, f"《{book.title}》的表头")
    lines = ((title, "表题", TITLE_SIZE), (GUIDE[one.name], "说明", BODY_SIZE))
    put_lines(sheet, lines, len(one.columns), width)
    heads = [(column.heading, column.mm) for column in one.columns] + [(id, 26.0) for id in ID_HEADINGS]
    put_heads(sheet, HEADING_ROW, heads)
    for index in range(len(one.columns) + 1, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(index)].hidden = True
    sheet.row_dimensions[HEADING_ROW].height = height_of(1, BODY_SIZE) + 4
    for number, row in enumerate(one.rows, HEADING_ROW + 1):
        _row(sheet, number, book, one, row, text)
    last = HEADING_ROW + len(one.rows)
    for number in range(last + 1, last + 1 + _SPARE):
        for index, column in enumerate(one.columns, 1):
            sheet.cell(number, index).style = _style(column.centred)
    # sorting by the filter moves only what the filter covers: the hidden columns must go along
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{get_column_letter(len(heads))}{max(last, HEADING_ROW + 1)}"
    sheet.print_area = f"A1:{get_column_letter(len(one.columns))}{max(last, HEADING_ROW)}"
    fit_page(sheet, A3, HEADING_ROW)
    _lists(sheet, one, last + _SPARE)


def _row(sheet: Worksheet, number: int, book: EditBook, one: EditSheet, row: EditRow, text: Text) -> None:
    cells = {
        column.key: text.clean(
            row.cells[column.key], f"《{book.title}》“{one.name}”第{number}行的{column.heading}"
        )
        for column in one.columns
    }
    hidden = (book.plan, row.id, sent_words(book.plan, one.name, row.id, cells))
    for index, column in enumerate(one.columns, 1):
        words = cells[column.key]
        shown = number_in(words) if column.key == "序号" else None
        put(sheet.cell(number, index), words if shown is None else shown, _style(column.centred))
    for index, words in enumerate(hidden, len(one.columns) + 1):
        put(sheet.cell(number, index), words, "正文")
    lines = max(lines_of(cells[column.key], column.mm, BODY_SIZE) for column in one.columns)
    sheet.row_dimensions[number].height = min(height_of(lines, BODY_SIZE), MAX_POINTS)


def _style(centred: bool) -> str:
    return "正文居中" if centred else "正文"


def _lists(sheet: Worksheet, one: EditSheet, last: int) -> None:
    """What there is to choose from, where there is."""
    choices = {ENTRIES: ("状态", (*UNIT_STATUSES, *OFFICE_STATUSES)), DECISIONS: ("事项", KINDS)}
    if one.name not in choices:
        return
    key, words = choices[one.name]
    index = [column.key for column in one.columns].index(key) + 1
    choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', showErrorMessage=True)
    choice.errorTitle, choice.error = key, f"请从列表中选：{'、'.join(words)}。"
    choice.add(f"{get_column_letter(index)}{HEADING_ROW + 1}:{get_column_letter(index)}{last}")
    sheet.add_data_validation(choice)
