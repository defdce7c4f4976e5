"""Reading the workbook of a whole plan back: columns by their headings, rows by their hidden identity, nothing by
position. What was written where nobody reads it is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ledger.files.sheets.edit_workbook import GUIDE, ID_HEADINGS
from ledger.files.sheets.returned_cell import (
    Cells,
    Trouble,
    cells_words,
    lines_in,
    merged_into,
    plain_text,
    text_of,
)
from ledger.files.sheets.returned_file import open_returned
from ledger.files.sheets.returned_reader import struck_in
from ledger.problems import Problem, Severity
from ledger.values.edit_book import OWN, SENT, BackRow, EditReturned, Sent, read_sent, seal
from ledger.values.fill import digest_of


def read_edit_book(path: Path) -> EditReturned | None:
    """The book in the file; None when it is another kind of file, or cannot be opened."""
    opened = open_returned(path)
    if isinstance(opened, Problem):
        return None
    workbook = opened.workbook
    sheets = [_Sheet(path.name, sheet) for sheet in workbook.worksheets if sheet.title != SENT]
    ours = [sheet for sheet in sheets if sheet.kind]
    if not ours:
        return None
    plan, title, sent = _manifest(workbook)
    rows = [row for sheet in ours for row in sheet.rows(title)]
    plans = dict.fromkeys(filter(None, [plan, *(one for sheet in ours for one in sheet.plans)]))
    problems = [*opened.told, *(problem for sheet in sheets for problem in sheet.problems)]
    for title, cells in opened.pictures.items():
        if title != SENT and cells:
            place = f"{path.name}「{title}」{cells_words(cells)}"
            message = "格子上放的图片或文本框没有读入"
            problems.append(_problem(place, "picture", message, "要写进计划的字，写在表里相应的一格。"))
    if len(plans) > 1:
        message = f"里面有几份计划的行：{'、'.join(plans)}，都没有采用"
        problems = [_problem(path.name, "two-plans", message, "一份计划一个工作簿，用原来导出的。", "error")]
        rows = []
    for sheet in sheets:
        if not sheet.kind and (written := sheet.written()):
            message = f"这张表没有读入（{written}）"
            hint = "任务、进展、办公室定只从原来的三张表里读。"
            problems.append(_problem(f"{path.name}「{sheet.title}」", "not-read", message, hint))
    return EditReturned(
        file=path.name,
        plan=next(iter(plans), ""),
        rows=tuple(rows),
        sent=sent,
        sheets=frozenset(sheet.kind for sheet in ours),
        problems=tuple(problems),
    )


def _problem(place: str, check: str, message: str, hint: str, severity: Severity = "warning") -> Problem:
    return Problem(check=check, message=message, hint=hint, file=place, severity=severity)


def _manifest(workbook: Workbook) -> tuple[str, str, dict[str, dict[str, Sent]] | None]:
    """The plan, the digest of its title and what was sent, from the hidden sheet."""
    if SENT not in workbook.sheetnames:
        return "", "", None
    lines = lines_in(workbook[SENT])
    sent: dict[str, dict[str, Sent]] = {}
    plan = title = ""
    for number, cells in lines.items():
        words = [plain_text(cells.get(index)) for index in (1, 2, 3)]
        if number == 1:
            plan, title = words[:2]
        elif all(words):
            digests = read_sent(words[2])
            if digests.pop("id", "") == seal(plan, words[0], words[1]):
                sent.setdefault(words[0], {})[words[1]] = digests
    return plan, title, sent


class _Sheet:
    """One sheet: `kind` is the name it was sent under, "" for a sheet of another kind."""

    def __init__(self, file: str, sheet: Worksheet) -> None:
        self.file = file
        self.sheet = sheet
        self.title = sheet.title
        self.lines = lines_in(sheet)
        self.problems: list[Problem] = []
        self.plans: list[str] = []
        self.heading_row, self.columns, self.hidden = self._headings()
        known = [plain_text(cell) for cells in self.lines.values() for cell in cells.values()]
        self.kind = next((name for name, words in GUIDE.items() if words in known), "")
        if not self.kind and self.title in GUIDE and "序号" in self.columns:
            self.kind = self.title
        if self.heading_row == 0 or (self.kind and len(self.hidden) < len(ID_HEADINGS)):
            self.kind = ""
        self.comments = [cell.coordinate for _, cell in sorted(sheet._cells.items()) if cell.comment]
        struck = [cell for cells in self.lines.values() for cell in cells.values() if struck_in(cell)]
        self.struck = [cell.coordinate for cell in struck if struck_in(cell) == str(cell.value)]
        self.struck_in_part = [cell.coordinate for cell in struck if cell.coordinate not in self.struck]

    def written(self) -> str:
        cells = [cell.coordinate for cells in self.lines.values() for cell in cells.values()]
        return cells_words(cells) if cells else ""

    def rows(self, title: str) -> Iterator[BackRow]:
        """The rows below the heading, and a word about all that is no row. `title`: its digest as it was sent."""
        outside: list[str] = []
        for number, cells in self.lines.items():
            if number < self.heading_row:
                outside += self.above(cells, title, first=number == 1)
            if number <= self.heading_row:
                continue
            outside += [
                cell.coordinate
                for index, cell in cells.items()
                if index not in self.columns.values() and index not in self.hidden.values()
            ]
            if row := self.row(number, cells):
                yield row
        for check, message, found in (
            ("outside", "写在表外的没有读入", outside),
            ("comment", "批注没有读入", self.comments),
            ("struck", "划了删除线的字照样算数；要删去任务请删去整行", self.struck),
            ("struck-part", "格子里划去的几个字没有读入，其余的照读", self.struck_in_part),
        ):
            if found:
                self.tell(cells_words(found), check, message, "要写进计划的，写在表里相应的一格。")

    def above(self, cells: Cells, title: str, *, first: bool) -> list[str]:
        """The cells of a row above the heading that say what was not sent there; a title written anew is told."""
        known = (cell.coordinate for cell in cells.values() if plain_text(cell) in GUIDE.values())
        same = (cell.coordinate for cell in cells.values() if digest_of(plain_text(cell)) == title)
        new = [cell.coordinate for cell in cells.values() if cell.coordinate not in {*known, *same}]
        if first and new[:1] == ["A1"]:
            new = new[1:]
            if title:
                hint = "计划的标题写在计划文件的“标题”里，要改请改那里。"
                self.tell("A1", "title", "表题改过，没有采用", hint)
        return new

    def row(self, number: int, cells: Cells) -> BackRow | None:
        plan, id, words = (plain_text(cells.get(self.hidden[heading])) for heading in ID_HEADINGS)
        sent: Sent = {}
        if id or words or plan:
            digests = read_sent(words)
            if digests.pop("id", "") != seal(plan, self.kind, id):
                message = "隐藏的识别列被改过，不知道是哪一行，没有采用"
                self.tell(f"第{number}行", "identity-edited", message, "从原来导出的工作簿重新改。", "error")
                return None
            sent = digests
            self.plans.append(plan)
        texts: dict[str, str] = {}
        unread: set[str] = set()
        for heading, index in self.columns.items():
            key = heading if heading in sent or f"{OWN}{heading}" not in sent else f"{OWN}{heading}"
            value = text_of(cells.get(index))
            if area := merged_into(self.sheet, number, index):
                value = Trouble("merged", f"与其他单元格合并（{area}），没有读入", "取消合并，每行分别写。")
            if isinstance(value, Trouble):
                place = f"{get_column_letter(index)}{number}"
                self.tell(place, value.check, f"{heading}：{value.message}", value.hint, "error")
                unread.add(key)
            else:
                texts[key] = value
        if not id and not any(texts.values()) and not unread:
            return None
        return BackRow(
            file=self.file,
            sheet=self.kind,
            row=number,
            id=id or None,
            cells=texts,
            sent=sent,
            unread=frozenset(unread),
            letters={
                key: get_column_letter(index)
                for heading, index in self.columns.items()
                for key in (heading, f"{OWN}{heading}")
            },
        )

    def tell(self, place: str, check: str, message: str, hint: str, severity: Severity = "warning") -> None:
        self.problems.append(_problem(f"{self.file}「{self.title}」{place}", check, message, hint, severity))

    def _headings(self) -> tuple[int, dict[str, int], dict[str, int]]:
        """The heading row, the columns by heading, and the hidden ones. The first of two columns of one name counts."""
        for number, cells in self.lines.items():
            words = {index: "".join(plain_text(cell).split()) for index, cell in cells.items()}
            if "序号" not in words.values() or not set(ID_HEADINGS) & set(words.values()):
                continue
            columns: dict[str, int] = {}
            hidden: dict[str, int] = {}
            for index, heading in words.items():
                if heading:
                    (hidden if heading in ID_HEADINGS else columns).setdefault(heading, index)
            return number, columns, hidden
        return 0, {}, {}
