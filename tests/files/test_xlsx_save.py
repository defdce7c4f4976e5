"""A workbook is whole or is not written: nothing of it passes through a temporary folder that may be full."""

from __future__ import annotations

import io
import tempfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from ledger.files.sheets.sheet_style import new_workbook, put
from ledger.files.sheets.xlsx import save


def test_no_temporary_file_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("NamedTemporaryFile", "mkstemp", "TemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, full)
    workbook = Workbook()
    for number in range(1, 2000):
        workbook.worksheets[0].append([number, "公开预算"])
    read = load_workbook(io.BytesIO(save(workbook, title="甲", day=date(2022, 11, 20))))
    assert read.active is not None
    assert [cell.value for cell in read.active[1999]] == [1999, "公开预算"]


def test_styles_written_once_are_those_of_each_workbook() -> None:
    def saved(style: str, *, bold: bool = False) -> tuple[str | None, bool | None]:
        workbook = new_workbook()
        cell: Any = workbook.worksheets[0]["A1"]
        put(cell, "公开预算", style)
        if bold:
            cell.font = Font(name="黑体", bold=True)
        read: Any = load_workbook(io.BytesIO(save(workbook, title="甲", day=date(2022, 11, 20))))
        return read.active["A1"].font.name, read.active["A1"].font.bold

    assert saved("正文") == ("仿宋_GB2312", False)
    assert saved("表题") == ("方正小标宋简体", False)
    assert saved("正文", bold=True) == ("黑体", True)
    assert saved("正文") == ("仿宋_GB2312", False)
