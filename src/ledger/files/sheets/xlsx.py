"""Saving a workbook so that the same input gives the same bytes, and making text fit for XML."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.extended import ExtendedProperties
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.workbook._writer import WorkbookWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.writer.theme import theme_xml
from openpyxl.xml.constants import (
    ARC_APP,
    ARC_CORE,
    ARC_ROOT_RELS,
    ARC_STYLE,
    ARC_THEME,
    ARC_WORKBOOK,
    ARC_WORKBOOK_RELS,
)
from openpyxl.xml.functions import tostring

from ledger.files.sheets.rows_xml import NOT_XML, SheetWriter
from ledger.files.sheets.sheet_style import styles_of
from ledger.files.zipped import pack
from ledger.problems import LedgerError

MAX_TEXT = 32_767  # characters a cell can hold; openpyxl would cut the rest in silence


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


class _Parts(dict[str, bytes]):
    """What openpyxl takes for the zip file it writes to: the parts of a workbook by name. Nothing passes through a
    temporary folder that may be full."""

    def writestr(self, name: str, content: str | bytes) -> None:
        self[name] = content if isinstance(content, bytes) else content.encode()

    def namelist(self) -> list[str]:
        return list(self)

    def close(self) -> None:
        pass


class _Writer(ExcelWriter):
    """openpyxl's writer, with rows written at once, and styles once for all workbooks that have the same."""

    def write_data(self) -> None:
        whole: Any = self  # more of it than the stubs know
        book, archive = whole.workbook, whole._archive
        if styles_of(book) is None:
            super().write_data()
            return
        archive.writestr(ARC_APP, tostring(ExtendedProperties().to_tree()))
        archive.writestr(ARC_CORE, "")  # its place; it is dated at the end
        archive.writestr(ARC_THEME, theme_xml)
        whole._write_worksheets()
        whole._write_images()
        whole._write_charts()
        archive.writestr(ARC_STYLE, _styles(book))
        root: Any = WorkbookWriter(book)
        archive.writestr(ARC_ROOT_RELS, root.write_root_rels())
        archive.writestr(ARC_WORKBOOK, root.write())
        archive.writestr(ARC_WORKBOOK_RELS, root.write_rels())
        whole.manifest._write(archive, book)

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        part = io.BytesIO()
        writer = SheetWriter(ws, part)
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]
        self._archive.writestr(ws.path[1:], writer.whole(part.getvalue()))  # type: ignore[attr-defined]
        self.manifest.append(ws)


def _styles(book: Any) -> bytes:
    """The styles as XML, written once for all workbooks that have the same."""
    known = styles_of(book)
    if known not in _STYLES:
        _STYLES[known] = tostring(write_stylesheet(book))
    return _STYLES[known]


_STYLES: dict[Any, bytes] = {}


def save(workbook: Workbook, *, title: str, day: date) -> bytes:
    """The workbook as bytes, dated `day`; its cells are gone then. openpyxl stamps the clock on every part, so they
    are packed here."""
    moment = datetime.combine(day, time())
    properties = workbook.properties
    properties.creator = "ledger"
    properties.title = title
    properties.created = moment
    parts = _Parts()
    _Writer(workbook, parts).save()  # type: ignore[arg-type]
    properties.modified = moment
    parts[ARC_CORE] = tostring(properties.to_tree())
    for sheet in workbook.worksheets:
        sheet._cells.clear()  # they hold their sheet, and it them: books would pile up until the collector runs
    return pack(parts)
