"""Books that come back as .xls, .et and .ods, or saved anew by another program: nothing is lost, nothing is made up."""

from __future__ import annotations

import sys
import tomllib
import types
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from ledger.cli.collect_command import _files
from ledger.cli.collect_edits import edit_books
from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import read_items
from ledger.files.sheets import file_kind, other_formats
from ledger.files.sheets.edit_workbook import write_edit_book
from ledger.files.sheets.fill_reader import read_fill
from ledger.files.sheets.fill_workbook import GUIDE_LINES, write_fill_book
from ledger.files.sheets.returned_child import read_edited
from ledger.questions.edit.book import edit_book
from ledger.questions.edit.merge import merge_edits
from ledger.record.model import Plan
from ledger.values.fill import FillBook, FillRow, FillSheet, digest_of

Convert = Callable[[list[Path], str], list[Path]]
ROWS = 40


def book(path: Path) -> Path:
    """A book of 40 rows, each filled in another way."""
    rows = tuple(
        FillRow(
            no=no, name=f"任务{no}", content=f"第{no}项，“引号”\n第二行", deadline="11月底前", duty="牵头",
            status="推进中" if no % 3 == 0 else "", note="=前期\n已录入" if no % 3 == 0 else "",
            plan="a-2022", task=str(no), unit="县甲局", digest=digest_of(f"任务{no}"),
        )
        for no in range(1, ROWS + 1)
    )  # fmt: skip
    sheet = FillSheet(plan="a-2022", title="某县2022年要点", issued=date(2022, 6, 20), rows=rows)
    path.write_bytes(
        write_fill_book(FillBook(unit="县甲局", sheets=(sheet,), back="2022年11月25日前")).content
    )
    workbook = load_workbook(path)
    table = workbook.worksheets[1]
    for at in range(4, ROWS + 4):
        table[f"G{at}"], table[f"H{at}"] = "已完成", f"  第{at}行办结，见\n附件（{at}） "
        table[f"I{at}"] = (datetime(2022, 11, 18), "2022-11-18", 44883)[at % 3]
        table[f"J{at}"], table[f"K{at}"], table[f"L{at}"] = "甲.png\n乙.docx", "李某某", "2022.11.20"
        table[f"N{at}"], table[f"O{at}"], table[f"P{at}"] = "缺人", "增配", "请编办研究"
    workbook.save(path)
    return path


def values(path: Path) -> list[tuple[str, str, frozenset[str], dict[str, str]]]:
    back = read_fill(path)
    assert (back.unit, back.problems) == ("县甲局", ())
    return [(r.identity.task if r.identity else "", r.unit, r.changed, dict(r.values)) for r in back.rows]


def test_every_cell_comes_back_from_every_format(
    office: Convert, plans: dict[str, Plan], tmp_path: Path
) -> None:
    """And the workbook of a whole plan, saved anew unchanged, asks for no change of it."""
    sent, plan = book(tmp_path / "县甲局.xlsx"), plans["沁源县"]
    whole = tmp_path / "计划.xlsx"
    whole.write_bytes(write_edit_book(edit_book(plan)).content)
    expected = {
        "status": "已完成", "finished_on": "2022-11-18", "evidence": "甲.png\n乙.docx", "reporter": "李某某",
        "reported_on": "2022-11-20", "same": "", "problem": "缺人", "next_step": "增配", "needs": "请编办研究",
        "asked_until": "",
    }  # fmt: skip
    directory = UnitDirectory.from_plan(plan)
    for form in ("xlsx", "xls", "ods"):
        saved, saved_whole = office([sent, whole], form)
        if form == "xls":
            saved = saved.rename(saved.with_suffix(".et"))
        found = values(saved)
        assert len(found) == ROWS
        for no, (task, unit, changed, cells) in enumerate(found, 1):
            assert (task, unit) == (str(no), "县甲局")
            assert cells == expected | {"note": f"第{no + 3}行办结，见\n附件（{no + 3}）"}, form
            assert changed == set(cells) - {"same", "asked_until"}
        assert edit_books([saved, saved_whole]) == [saved_whole]
        back = read_edited(saved_whole)
        assert back is not None
        assert (back.plan, back.problems) == (plan.id, ())
        done = merge_edits(read_items(plan, directory, date(2022, 11, 20)), back)
        assert (done.edits, done.changes) == ([], []), form


def test_what_an_ods_holds_besides_values_is_told(office: Convert, tmp_path: Path) -> None:
    path = book(tmp_path / "县甲局.xlsx")
    workbook = load_workbook(path)
    table = workbook.worksheets[1]
    table["H4"].comment, table["H5"] = Comment("已办", "某某"), "=1+1"
    table.merge_cells("G6:G7")
    workbook.save(path)
    (saved,) = office([path], "ods")
    assert [problem.check for problem in read_fill(saved).problems] == ["comment", "formula", "merged"]


def test_what_every_workbook_says_is_taken_comes_with_the_program() -> None:
    """No extra: `pip install .` alone must read what 填报说明 says."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert any(one.startswith("python-calamine") for one in project["project"]["dependencies"])
    assert any("（.et）、.ods 都收" in line for line in GUIDE_LINES)


def test_in_a_folder_all_of_them_are_read(tmp_path: Path) -> None:
    names = ["甲.et", "乙.xls", "丙.ods", "丁.xlsx"]
    for name in (*names, "截图.png"):
        (tmp_path / name).write_bytes(b"PK")
    found, others = _files([tmp_path])
    assert sorted(path.name for path in found) == sorted(names)
    assert [path.name for path in others] == ["截图.png"]


def test_without_the_library_one_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "县甲局.et"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    (problem,) = read_fill(path).problems
    assert problem.message == "是 .xls、.et 或 .ods 文件，读它要用 python-calamine，这台电脑上没有装好"
    assert problem.hint.startswith("另存为“.xlsx”后再汇总")


def test_an_ods_that_unpacks_to_too_much_is_not_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "甲.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", file_kind.ODS)
        package.writestr("content.xml", b"<office:annotation >" + b" " * 2000)
    raw = path.read_bytes()
    assert [check for check, _, _ in other_formats.unread_in(raw)] == ["comment"]
    monkeypatch.setattr(file_kind, "MAX_CONTENT", 1000)
    assert other_formats.unread_in(raw) == []
    assert [problem.check for problem in read_fill(path).problems] == ["damaged"]


def test_a_package_whose_names_cannot_be_read_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "甲.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("甲", "")
    path.write_bytes(path.read_bytes().replace("甲".encode(), b"\xff\xff\xff"))
    assert [problem.check for problem in read_fill(path).problems] == ["damaged"]
    assert edit_books([path]) == []


@pytest.mark.parametrize("column", [16_383, 16_384])
def test_a_cell_beyond_the_last_column_of_any_program_is_damage(
    monkeypatch: pytest.MonkeyPatch, column: int
) -> None:
    """No letters name such a column, and the reading stopped half-way. Changed bytes of an .xls make one."""
    import python_calamine

    row = [""] * column + ["县"]
    sheet = types.SimpleNamespace(
        end=(0, column), to_python=lambda skip_empty_area: [row], merged_cell_ranges=None
    )
    about = types.SimpleNamespace(name="a", visible=python_calamine.SheetVisibleEnum.Visible)
    book = types.SimpleNamespace(sheets_metadata=[about], get_sheet_by_name=lambda name: sheet)
    fake = types.SimpleNamespace(from_filelike=lambda file: book)
    monkeypatch.setattr(python_calamine, "CalamineWorkbook", fake)
    if column == 16_384:
        with pytest.raises(ValueError, match="beyond the last column"):
            other_formats.read_other(b"")
    else:
        assert other_formats.read_other(b"").worksheets[0].cell(1, 16_384).value == "县"
