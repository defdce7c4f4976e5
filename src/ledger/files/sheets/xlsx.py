"""Saving a workbook so that the same input gives the same bytes, and making text fit for XML."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import tostring

from ledger.files.sheets.rows_xml import NOT_XML, SheetWriter
from ledger.problems import LedgerError

MAX_TEXT = 32_767  # characters a cell can hold; openpyxl would cut the rest in silence
_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


class Text:
    """Cleans the texts of one workbook and remembers what it had to drop."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def clean(self, text: str, where: str) -> str:
        """`text` without what XML cannot hold. `where` names the place for the warning or the LedgerError."""
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) <= MAX_TEXT and not NOT_XML.search(text):
            return text
        where = NOT_XML.sub("", where)
        dropped = NOT_XML.findall(text)
        if dropped:
            codes = "、".join(dict.fromkeys(f"U+{ord(char):04X}" for char in dropped))
            self.warnings.append(
                f"{where}中有表格文件不能保存的控制字符（{codes}，共{len(dropped)}个），已略去；请在原文中删除。"
            )
            text = NOT_XML.sub("", text)
        if len(text) > MAX_TEXT:
            raise LedgerError(
                f"{where}有{len(text)}个字符，超过表格一格所能容纳的{MAX_TEXT}个，无法导出；请拆分或删减后再导出。"
            )
        return text


class _Writer(ExcelWriter):
    """openpyxl's writer without its temporary files: a full disk under one of them would leave a sheet cut
    off in a workbook that looks well (lxml passes over a failed flush)."""

    def write_worksheet(self, ws: Any) -> None:
        if self.workbook.write_only:  # such a sheet is in its temporary file already
            super().write_worksheet(ws)
            return
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        part = io.BytesIO()
        writer = SheetWriter(ws, part)
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]
        self._archive.writestr(ws.path[1:], writer.whole(part.getvalue()))  # type: ignore[attr-defined]
        self.manifest.append(ws)


def save(workbook: Workbook, *, title: str, day: date) -> bytes:
    """The workbook as bytes, dated `day`; its cells are gone then. openpyxl stamps the clock on every part, so pack them anew."""
    moment = datetime.combine(day, time())
    properties = workbook.properties
    properties.creator = "ledger"
    properties.title = title
    properties.created = moment
    loose = io.BytesIO()
    _Writer(workbook, zipfile.ZipFile(loose, "w", zipfile.ZIP_STORED)).save()
    properties.modified = moment
    packed = io.BytesIO()
    with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(packed, "w") as archive:
        for name in parts.namelist():
            content = parts.read(name)
            if name.startswith("xl/worksheets/sheet") and not content.rstrip().endswith(b"</worksheet>"):
                raise LedgerError(
                    "工作簿没有写完整（临时文件夹所在的磁盘满了？），没有写出；请腾出空间再试。"
                )
            if name == "docProps/core.xml":
                content = tostring(properties.to_tree())
            entry = zipfile.ZipInfo(name, _FIRST_ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    for sheet in workbook.worksheets:
        sheet._cells.clear()  # they hold their sheet, and it them: books would pile up until the collector runs
    return packed.getvalue()
