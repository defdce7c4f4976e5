"""The rows of a sheet as XML, written at once: openpyxl makes a tree of every cell, which is half of its time.

What comes out is the same document. A sheet that holds anything else than texts and numbers (the office's own register
may) is left to openpyxl. Where a sheet has a text for a cell (`row_xml`), that is the XML of its row from there on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter

_EMPTY = re.compile(rb"<sheetData ?/>|<sheetData></sheetData>")
_MARKUP = re.compile("[&<>\r]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class SheetWriter(WorksheetWriter):
    """openpyxl's writer of a sheet, with the rows put in at the end."""

    def __init__(self, ws: Any, out: Any) -> None:
        super().__init__(ws, out)
        self.sheet = ws
        self.plain = all(map(_plain, ws._cells.values()))

    def write_rows(self) -> None:
        if not self.plain:
            super().write_rows()
            return
        stream: Any = self.xf.send(True)
        with stream.element("sheetData"):
            pass
        self.xf.send(None)

    def whole(self, content: bytes) -> bytes:
        """The sheet: what was written, with its rows."""
        if not self.plain:
            return content
        before, after = _EMPTY.split(content)
        rows = "".join(self.lines())
        if bad := NOT_XML.search(rows):
            raise ValueError(f"U+{ord(bad[0]):04X} in a cell")
        return b"".join((before, b"<sheetData>", rows.encode(), b"</sheetData>", after))

    def lines(self) -> Iterable[str]:
        dimensions = self.sheet.row_dimensions
        letters = [get_column_letter(n) for n in range(1, (self.sheet.max_column or 1) + 1)]
        styles: dict[bytes, int] = {}
        known: dict[tuple[Any, ...], str] = {}
        rows: Iterable[tuple[int, list[Any]]] = self.rows()
        for number, cells in rows:
            looks = _attributes(dimensions[number], known) if number in dimensions else ""
            yield f'<row r="{number}"{looks}>'
            for cell in cells:
                if type(cell) is str:
                    yield cell
                    continue
                at = f'<c r="{letters[cell.column - 1]}{number}"'
                if not cell.has_style:
                    yield at + _content(cell._value) if cell._value is not None else ""
                    continue
                style = cell._style.tobytes()
                if style not in styles:
                    styles[style] = cell.style_id
                yield f'{at} s="{styles[style]}"' + _content(cell._value)
            yield "</row>"


def row_xml(row: int, cells: Iterable[tuple[str | int, int]]) -> str:
    """The cells of a row from column A on, each a value and the number of its style in the workbook."""
    return "".join(
        [
            f'<c r="{get_column_letter(column)}{row}" s="{style}"{_content(value)}'
            for column, (value, style) in enumerate(cells, 1)
        ]
    )


def _plain(cell: Any) -> bool:
    """Whether it is a text, a number or nothing, and no more."""
    if type(cell) is str:
        return True
    value = cell._value
    return (
        (type(value) is str and cell.data_type == "s")
        or ((value is None or type(value) in (int, float)) and cell.data_type == "n")
    ) and not (cell._comment or cell.hyperlink)


def _attributes(row: Any, known: dict[tuple[Any, ...], str]) -> str:
    """Height and whatever else is said of a row; rows of the same looks are many."""
    looks = (row.ht, row.hidden, row.outlineLevel, row.collapsed, row.thickBot, row.thickTop, row.style_id)
    if looks not in known:
        known[looks] = "".join(f' {key}="{value}"' for key, value in dict(row).items())
    return known[looks]


def _content(value: Any) -> str:
    if not isinstance(value, str):
        return ' t="n"/>' if value is None else f' t="n"><v>{safe_string(value)}</v></c>'
    if not value:
        return ' t="inlineStr"/>'
    space = ' xml:space="preserve"' if value != value.strip() else ""
    text = _MARKUP.sub(lambda found: _ESCAPES[found[0]], value) if _MARKUP.search(value) else value
    return f' t="inlineStr"><is><t{space}>{text}</t></is></c>'
