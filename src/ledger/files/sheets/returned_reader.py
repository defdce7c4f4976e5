"""openpyxl's reader for workbooks that are looked at and never saved again: less is read, and no style twice.

Forty units send back the same styles, and taking those apart is a fifth of openpyxl's time. The borders of merged
cells, worked out cell by cell, are another.
"""

from __future__ import annotations

from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import ARC_STYLE

_OF_STYLES = (
    "_borders", "_fonts", "_fills", "_number_formats", "_protections", "_alignments", "_table_styles", "_cell_styles",
    "_named_styles", "_date_formats", "_timedelta_formats", "_colors", "_differential_styles",
)  # fmt: skip
_last_styles: dict[bytes, dict[str, Any]] = {}


class ReturnedReader(ExcelReader):
    """Reads the sheets as `ExcelReader` does. Who wrote the workbook and its theme are not read; the cells behind a
    merged one are not there, rather than there and empty."""

    def read(self) -> None:
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        vars(self.wb)["create_sheet"] = self._new_sheet
        self._read_styles()
        self.read_worksheets()
        self.parser.assign_names()
        self.archive.close()

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


class _Sheet(Worksheet):
    def _clean_merge_range(self, merged: Any) -> None:
        cells = merged.cells
        next(cells)  # the first is one like others
        for at in cells:
            self._cells.pop(at, None)
