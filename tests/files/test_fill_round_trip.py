"""There and back through a real second spreadsheet program: identities survive LibreOffice and rearranging."""

from __future__ import annotations

import random
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from ledger.files.sheets.fill_reader import read_fill
from ledger.files.sheets.fill_workbook import write_fill_book
from ledger.record.model import Plan, words_of
from ledger.values.fill import FillBook, FillRow, FillSheet, digest_of

Convert = Callable[[list[Path], str], list[Path]]
UNIT = "县财政局"


def sheets_of(plans: dict[str, Plan]) -> tuple[FillSheet, ...]:
    """Every task of every plan, as if one unit had them all; every third is late and has been reported on."""
    return tuple(
        FillSheet(
            plan=plan.id,
            title=plan.title,
            issued=plan.first_day,
            rows=tuple(
                FillRow(
                    no=task.no,
                    name=task.name,
                    content=task.content,
                    responsibility=words_of(task.responsibility),
                    deadline=task.deadline or "",
                    duty="牵头",
                    status="推进中" if task.no % 3 == 0 else "",
                    note="=前期\n已录入；“部分”" if task.no % 3 == 0 else "",
                    late=task.no % 3 == 0,
                    plan=plan.id,
                    task=str(task.no),
                    unit=UNIT,
                    digest=digest_of(task.name, task.content),
                )
                for task in plan.tasks
            ),
        )
        for plan in plans.values()
    )


def test_every_filled_cell_lands_where_it_belongs(
    office: Convert, plans: dict[str, Plan], tmp_path: Path
) -> None:
    sheets = sheets_of(plans)
    path = tmp_path / "县财政局.xlsx"
    path.write_bytes(write_fill_book(FillBook(unit=UNIT, sheets=sheets)).content)
    workbook = load_workbook(path)
    expected: dict[tuple[str, str], tuple[str, str, str]] = {}
    for sheet, fill in zip(workbook.worksheets[1:], sheets, strict=True):
        for number, row in enumerate(fill.rows, 4):
            if row.no % 2:
                sheet[f"G{number}"] = "已完成"
                sheet[f"H{number}"] = f"{fill.plan} 第{row.no}项已办结"
                sheet[f"I{number}"] = datetime(2022, 11, 20) if row.no % 4 == 1 else "2022年11月20日"
                expected[fill.plan, row.task] = ("已完成", f"{fill.plan} 第{row.no}项已办结", "2022-11-20")
    assert len(expected) == 62
    workbook.save(path)

    (saved,) = office([path], "xlsx")
    workbook = load_workbook(saved)
    chance = random.Random(2022)
    for sheet in workbook.worksheets[1:]:
        shuffle(sheet, chance)
    workbook.move_sheet(workbook.worksheets[1], 3)
    workbook.save(saved)
    (again,) = office([saved], "xlsx")

    returned = read_fill(again)
    assert (returned.unit, returned.problems) == (UNIT, ())
    values = {
        (row.identity.plan, row.identity.task): tuple(
            row.values[key] for key in ("status", "note", "finished_on")
        )
        for row in returned.rows
        if row.identity and row.changed
    }
    assert values == expected
    digests = {(row.plan, row.task): row.digest for fill in sheets for row in fill.rows}
    assert {(r.identity.plan, r.identity.task): r.identity.digest for r in returned.rows if r.identity} == {
        key: digest for key, digest in digests.items() if int(key[1]) % 2 or int(key[1]) > 2
    }


def shuffle(sheet: Any, chance: random.Random) -> None:
    """All rows in another order, one untouched row deleted (序号 2), three empty rows put between."""
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=4)]
    rows = [row for row in rows if row[0] != 2]
    chance.shuffle(rows)
    for number, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    sheet.delete_rows(4 + len(rows))
    for _ in range(3):
        sheet.insert_rows(chance.randint(4, 4 + len(rows)))


def test_a_fill_in_sheet_is_printed_whole(office: Convert, plans: dict[str, Plan], tmp_path: Path) -> None:
    sheets = sheets_of(plans)
    path = tmp_path / "县财政局.xlsx"
    path.write_bytes(write_fill_book(FillBook(unit=UNIT, sheets=sheets)).content)
    (pdf,) = office([path], "pdf")
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode()
    wanted = "".join(
        f"{row.no}{row.name}{row.content}{row.responsibility}{row.deadline}{row.duty}{row.status}{row.note}"
        for fill in sheets
        for row in fill.rows
    )
    assert not Counter("".join(wanted.split())) - Counter("".join(text.split()))
    assert "ID计划" not in text
    assert sheets[0].rows[0].digest not in text


def test_a_book_keeps_its_days(tmp_path: Path) -> None:
    first = FillSheet(plan="a", title="甲", issued=date(2021, 1, 1), rows=())
    path = tmp_path / "县财政局.xlsx"
    path.write_bytes(write_fill_book(FillBook(unit=UNIT, sheets=(first,))).content)
    assert load_workbook(path).properties.modified == datetime(2021, 1, 1)
