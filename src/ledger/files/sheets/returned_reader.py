"""openpyxl's reader for workbooks that are looked at and never saved again: less is read, and no style twice.

Forty units send back the same styles, and taking those apart is a fifth of openpyxl's time. The borders of merged
cells, worked out cell by cell, are another.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet import _reader
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

_OF_STYLES = (
    "_borders", "_fonts", "_fills", "_number_formats", "_protections", "_alignments", "_table_styles", "_cell_styles",
    "_named_styles", "_date_formats", "_timedelta_formats", "_colors", "_differential_styles",
)  # fmt: skip
_STRING, _PLAIN = f"{{{SHEET_MAIN_NS}}}si", f"{{{SHEET_MAIN_NS}}}t"
_last_styles: dict[bytes, dict[str, Any]] = {}


class Struck(str):
    """The text of a cell without the words in it that are struck through; where all are, the text whole."""

    struck: str


def struck_in(cell: Cell | MergedCell | None) -> str:
    """The words in a cell that are struck through."""
    if isinstance(cell, Cell) and cell.font.strike:
        return str(cell.value)
    return cell.value.struck if cell and isinstance(cell.value, Struck) else ""


def _words(node: Any) -> str:
    """The words of a shared string, or of one that stands in its cell; escapes are for `text_of`."""
    if len(node) == 1 and node[0].tag == _PLAIN:  # of one look, as nearly all are
        return node[0].text or ""
    text: Any = Text.from_tree(node)
    struck = "".join(run.t or "" for run in text.r if run.rPr and run.rPr.strike)
    if not struck.strip():
        return str(text.content)
    rest = (text.t or "") + "".join(run.t or "" for run in text.r if not (run.rPr and run.rPr.strike))
    words = Struck(rest if rest.strip() else text.content)
    words.struck = struck
    return words


class ReturnedReader(ExcelReader):
    """Reads the sheets as `ExcelReader` does. Who wrote the workbook and its theme are not read; the cells behind a
    merged one are not there, rather than there and empty; struck words are beside the text."""

    def read(self) -> None:
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        vars(self.wb)["create_sheet"] = self._new_sheet
        self._read_styles()
        self.rich_text = True
        with _runs_looked_at():
            self.read_worksheets()
        self.parser.assign_names()
        self.archive.close()

    def read_strings(self) -> None:
        table = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if table is None:
            return
        with self.archive.open(table.PartName[1:]) as content:
            for _, node in iterparse(content):
                if node.tag == _STRING:
                    self.shared_strings.append(_words(node))
                    node.clear()

    def _new_sheet(self, title: str) -> Worksheet:
        sheet = _Sheet(self.wb, title)
        self.wb._add_sheet(sheet)  # type: ignore[attr-defined]
        return sheet

    def _read_styles(self) -> None:
        content = self.archive.read(ARC_STYLE) if ARC_STYLE in self.valid_files else b""
        if content not in _last_styles:
            apply_stylesheet(self.archive, self.wb)
            _last_styles.clear()
            _last_styles[content] = {name: vars(self.wb)[name] for name in _OF_STYLES}
        vars(self.wb).update(_last_styles[content])


@contextlib.contextmanager
def _runs_looked_at() -> Iterator[None]:
    """What openpyxl would keep as rich text, a struck run in it and all, is read as words."""
    kept = vars(_reader)["parse_richtext_string"]
    vars(_reader)["parse_richtext_string"] = _words
    try:
        yield
    finally:
        vars(_reader)["parse_richtext_string"] = kept


class _Sheet(Worksheet):
    def _clean_merge_range(self, merged: Any) -> None:
        cells = merged.cells
        next(cells)  # the first is one like others
        for at in cells:
            self._cells.pop(at, None)
