"""A workbook is whole or is not written: nothing of it passes through a temporary folder that may be full."""

from __future__ import annotations

import io
import tempfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from ledger.files.sheets.xlsx import save
from ledger.problems import LedgerError


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


def test_a_sheet_that_is_cut_off_is_refused() -> None:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("甲")
    for number in range(500):
        sheet.append([number])
    sheet.close()
    path = sheet._writer.out
    with open(path, "r+b") as file:
        file.truncate(1000)
    with pytest.raises(LedgerError, match="工作簿没有写完整"):
        save(workbook, title="甲", day=date(2022, 11, 20))
