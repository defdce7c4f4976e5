"""Reading a fill-in workbook that came back: sheets are known by their heading row, columns by their
headings, rows by their hidden identity, nothing by position.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from openpyxl.cell.cell import Cell, MergedCell

from ledger.files.sheets.returned_cell import (
    Cells,
    Meant,
    Trouble,
    Unsettled,
    day_of,
    plain_text,
    status_of,
    text_of,
    tick_of,
)
from ledger.files.sheets.returned_file import open_returned
from ledger.files.sheets.returned_reader import struck_in
from ledger.files.sheets.returned_sheet import ENTRIES, IDENTITY, LOCKED, ReturnedSheet
from ledger.problems import Problem
from ledger.values.columns import Column
from ledger.values.fill import LAST, PERIOD, SEAL, FillReturned, Identity, ReturnedRow, digest_of, seal_of
from ledger.values.grouped import grouped

_DAYS = ("finished_on", "reported_on", "asked_until")
_EMPTY = digest_of("")
_TELLING = ("name", "content", "deadline")  # what people tell the rows of a sheet apart by
Sent = Mapping[str, str]
_STRUCK = Trouble("struck", "有删除线，不知道作不作数，没有采用", "作废的删去，作数的取消删除线，再交一次。")


def read_fill(path: Path) -> FillReturned:
    """Every row of every fill-in sheet in the file, and all that is wrong with it. Raises nothing."""
    opened = open_returned(path)
    if isinstance(opened, Problem):
        return FillReturned(file=path.name, problems=(opened,))
    workbook = opened.workbook
    sheets = [
        ReturnedSheet(path.name, sheet, opened.pictures.get(sheet.title, ())) for sheet in workbook.worksheets
    ]
    unit = next((sheet.unit for sheet in sheets if sheet.unit), "")
    ours = [sheet for sheet in sheets if sheet.heading_row is not None]
    for sheet in sheets:
        sheet.tell_unread()
    if not ours:
        message = "没有填报用的工作表" if any(sheet.lines for sheet in sheets) else "工作簿是空的"
        hint = "请填报单位用原来的填报表填写、发送。"
        problem = Problem(check="no-fill-sheet", message=message, hint=hint, file=path.name)
        return FillReturned(file=path.name, unit=unit, problems=(problem,))
    readers = [_RowReader(sheet, workbook.epoch) for sheet in ours]
    rows = [row for reader in readers for row in reader.rows()]
    return FillReturned(
        file=path.name,
        unit=unit,
        rows=tuple(replace(row, unit=row.unit or unit, shown_unit=row.shown_unit or unit) for row in rows),
        dropped=tuple(row for reader in readers for row in reader.dropped),
        problems=(*opened.told, *(problem for sheet in sheets for problem in sheet.problems)),
    )


class _RowReader:
    """Reads the rows of one sheet, and tells the sheet what is wrong with them."""

    def __init__(self, sheet: ReturnedSheet, epoch: datetime) -> None:
        self.sheet = sheet
        self.epoch = epoch
        self.known: dict[int, tuple[Identity, Sent]] = {}
        self.broken: set[int] = set()
        self.dropped: list[ReturnedRow] = []

    def rows(self) -> list[ReturnedRow]:
        first = self.sheet.heading_row or 0
        below = [(number, cells) for number, cells in self.sheet.lines.items() if number > first]
        self.known = dict(self.sent_rows(below))
        self.sheet.tell_missing({key for _, sent in self.known.values() for key in sent})
        found = [row for number, cells in below for row in self.row(number, cells)]
        self.sheet.tell_outside()
        once = list(self.without_doubles(found))
        self.sheet.tell_hidden(once)
        return once

    def sent_rows(self, below: list[tuple[int, Cells]]) -> Iterator[tuple[int, tuple[Identity, Sent]]]:
        """By row number: the identity that stands in its hidden cells, and the digests of what was sent."""
        for number, cells in below:
            hidden = {key: plain_text(cells.get(self.sheet.columns.get(key, 0))) for key in IDENTITY}
            sent = dict(part.split(":", 1) for part in hidden.pop("sent").split() if ":" in part)
            if sent and all(hidden[key] for key in ("plan", "task", "digest", "unit")):
                identity = Identity(**hidden)
                if sent.pop(SEAL, "") not in ("", seal_of(identity)):
                    self.broken.add(number)
                else:
                    yield number, (identity, sent)

    def row(self, number: int, cells: Cells) -> Iterator[ReturnedRow]:
        if self.sheet.repeats_heading(number, cells):
            return
        at = {key: cells.get(index) for key, index in self.sheet.columns.items()}
        if number in self.broken:
            message = "隐藏的识别列被改过，不知道是谁的哪一项，这一行没有采用"
            self.sheet.tell(
                self.sheet.address(number, "name"), "identity-edited", message, "用原来的填报表重新填写。"
            )
            return
        shown = {column.key: plain_text(at.get(column.key)) for column in LOCKED}
        if number not in self.known and not any(at.get(column.key) for column in ENTRIES):
            if not _is_task(shown):
                self.sheet.outside += [cell.coordinate for cell in at.values() if cell]
                return
            if self.shows_another(shown):
                return  # a copy that nobody has written into
        fitting = self.identities(number, shown)
        if len(fitting) > 1:
            units = "、".join(dict.fromkeys(identity.unit for identity, _ in fitting))
            message = f"识别列与本行对不上，分不清是{units}中哪一行填的，没有采用"
            self.sheet.tell(
                self.sheet.address(number, "name"), "whose-row", message, "用原来的填报表重新填写。"
            )
            return
        identity, sent = fitting[0] if fitting else (None, {})
        for column in (c for c in LOCKED if identity and digest_of(shown[c.key]) != sent.get(c.key)):
            message = f"“{column.heading}”是锁定的列，所作改动没有采用"
            hint = "任务本身有出入的，请与办公室联系。"
            self.sheet.tell(self.sheet.address(number, column.key), "locked-edited", message, hint, "warning")
        values, unread, unsettled, asks = self.values(number, at, sent)
        yield ReturnedRow(
            file=self.sheet.file,
            sheet=self.sheet.name,
            row=number,
            title=self.sheet.title,
            unit=identity.unit if identity else self.sheet.unit,
            shown_unit=self.sheet.unit,
            name=shown["name"],
            content="" if identity else shown["content"],
            deadline="" if identity else shown["deadline"],
            identity=identity,
            values=values,
            changed=frozenset(k for k, text in values.items() if digest_of(text) != sent.get(k, _EMPTY)),
            sent={key: sent[key] for key in (*(c.key for c in ENTRIES), LAST) if key in sent},
            letters=self.sheet.letters,
            unread=unread,
            typed={key: words for key in unread if (words := plain_text(at.get(key)))},
            unsettled=unsettled,
            asks=asks,
            period=sent.get(PERIOD, ""),
        )

    def shows_another(self, shown: Mapping[str, str]) -> bool:
        digests = {key: digest_of(shown[key]) for key in _TELLING}
        return any(all(sent.get(k) == d for k, d in digests.items()) for _, sent in self.known.values())

    def identities(self, number: int, shown: Mapping[str, str]) -> list[tuple[Identity, Sent]]:
        """The identities that may belong to what the row shows, each with what was sent; more than one is doubt.

        When the row shows what another row was sent with, somebody sorted the visible columns alone: then it is
        that other row. When name and content are both unknown, another task was typed over this one.
        """
        if number not in self.known:
            return []
        own = self.known[number]
        digests = {key: digest_of(shown[key]) for key in _TELLING}
        edited = {key for key, digest in digests.items() if own[1].get(key) != digest}
        if not edited:
            return [own]
        others = [one for one in self.known.values() if all(one[1].get(k) == d for k, d in digests.items())]
        if not others and not {"name", "content"} <= edited:
            return [own]
        known_by = "按显示的任务、节点辨认" if others else "只能按任务内容和单位辨认"
        message = f"隐藏的识别列与本行任务对不上，{known_by}"
        place = self.sheet.address(number, "name")
        self.sheet.tell(place, "identity-moved", message, "核对本行填的是哪一项任务。", "warning")
        return others

    def values(
        self, number: int, at: Mapping[str, Cell | MergedCell | None], sent: Sent
    ) -> tuple[dict[str, str], tuple[str, ...], dict[str, tuple[str, ...]], tuple[str, ...]]:
        """What stands in the entry columns; which of them cannot be read; the days that want a year; what was taken
        for something else than it says. A cell left as sent is never wrong."""
        values: dict[str, str] = {}
        unsettled: dict[str, tuple[str, ...]] = {}
        unread, asks = [], []
        for column in (column for column in ENTRIES if column.key in self.sheet.columns):
            place = self.sheet.address(number, column.key)
            if area := self.sheet.merged_into(number, column.key):
                message = f"与其他单元格合并（{area}），这一格没有读入"
                self.sheet.tell(place, "merged", message, "取消合并，每行分别填写。")
                unread.append(column.key)
                continue
            cell = at.get(column.key)
            value: str | Meant | Unsettled | Trouble = text_of(cell)
            struck = struck_in(cell)
            if not isinstance(value, str) or digest_of(value) != sent.get(column.key, _EMPTY):
                whole = struck and struck == str(cell and cell.value)
                value = _STRUCK if whole else _read(column, cell, self.epoch)
            if struck and value is not _STRUCK:
                message = f"{column.heading}：划去的“{struck.strip()}”没有读入"
                self.sheet.tell(place, "struck-part", message, "作数的取消删除线，再交一次。", "warning")
            if isinstance(value, Trouble):
                message = f"{column.heading}：{value.message}"
                self.sheet.tell(place, value.check, message, value.hint)
                unread.append(column.key)
            elif isinstance(value, Unsettled):
                unsettled[column.key] = value.forms
            elif isinstance(value, Meant):
                values[column.key] = value.text
                asks.append(f"{column.heading}“{value.words}”按“{value.text}”记")
            else:
                values[column.key] = value
        return values, tuple(unread), unsettled, tuple(asks)

    def without_doubles(self, rows: list[ReturnedRow]) -> Iterator[ReturnedRow]:
        """A row copied counts once, by what was written into it; where two copies say different things, neither
        counts."""
        variants = grouped(rows, lambda row: row.identity)
        for row in rows:
            copies = variants[row.identity] if row.identity else [row]
            copies = [copy for copy in copies if copy.touched] or copies
            if not row.touched and copies[0].touched:
                continue
            if all((copy.values, copy.unsettled) == (row.values, row.unsettled) for copy in copies):
                if copies[0] is row:
                    yield row
                continue
            others = "、".join(f"第{copy.row}行" for copy in copies if copy is not row)
            message = f"与{others}是同一项任务、同一节点，填写却不一样，都没有采用"
            place = self.sheet.address(row.row, "name")
            self.sheet.tell(place, "double-row", message, "只保留一行。")
            self.dropped.append(row)


def _is_task(shown: Mapping[str, str]) -> bool:
    """Whether a row without its identity shows a task as it was sent: number, name and more of it. A line below the
    table has a word or two."""
    more = (key for key in shown if key not in ("no", "name"))
    return bool(shown["no"] and shown["name"] and any(shown[key] for key in more))


def _read(
    column: Column, cell: Cell | MergedCell | None, epoch: datetime
) -> str | Meant | Unsettled | Trouble:
    if column.key in _DAYS:
        return day_of(cell, epoch, to_come=column.key == "asked_until")
    if column.key == "same":
        return tick_of(cell)
    return status_of(cell) if column.key == "status" else text_of(cell)
