"""The columns of an issued table (责任领导, 考核分值) live on in every paper made from its plan."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from ledger.cli.main import app
from ledger.files.yaml.plan_yaml import read_plan
from ledger.views import show

TITLE = "甲县2024年重点工作任务分解表"
TABLE = [
    ["序号", "重点任务", "责任领导", "责任单位", "完成时限", "考核分值"],
    ["1", "改造老旧小区12个", "甲某某", "县住建局", "2024年10月底前", "每处2分"],
    ["2", "新建公办幼儿园2所", "乙某某", "县教育局", "2024年8月底前", "3分"],
]
NEXT_YEAR = "编号: 甲县2025\n标题: 甲县2025年重点工作任务分解表\n地区: 甲县\n年度: 2025\n任务:\n- {序号: 1, 任务名称: 修馆, 责任单位: 县文旅局}\n"


def table_file(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in ([TITLE], *TABLE):
        book.worksheets[0].append(row)
    book.save(path)


def run(*words: str) -> str:
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plan drafted from the table, and an empty one of the year after."""
    folder = tmp_path_factory.mktemp("office")
    table_file(folder / "表.xlsx")
    (folder / "plans").mkdir()
    with inside(folder):
        run("draft", "表.xlsx", "-o", "plans/2024.yaml")
    (folder / "plans/2025.yaml").write_text(NEXT_YEAR, encoding="utf-8")
    return folder


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("LEDGER_TODAY", "2025-01-10")
        yield


def test_the_exported_table_has_them_in_their_place(office: Path) -> None:
    with inside(office):
        run("export", "甲县2024", "--xlsx", "-o", "出.xlsx")
    sheet = openpyxl.load_workbook(office / "出.xlsx").worksheets[0]
    rows = [tuple(str(value) for value in row[:6]) for row in sheet.iter_rows(2, 4, values_only=True)]
    assert [(row[2], row[5]) for row in rows] == [(line[2], line[5]) for line in TABLE]


def test_the_units_book_shows_them(office: Path) -> None:
    with inside(office):
        run("split", "甲县2024", "-o", "books")
    book = openpyxl.load_workbook(io.BytesIO((office / "books/县住建局.xlsx").read_bytes()))
    words = [str(cell) for row in book.worksheets[1].iter_rows(values_only=True) for cell in row]
    assert "责任领导：甲某某；考核分值：每处2分" in words
    assert not any("乙某某" in word for word in words)


def test_show_prints_them_and_list_filters_by_them(office: Path) -> None:
    with inside(office):
        shown = run("show", "甲县2024", "2")
        listed = run("list", "甲县2024", "--where", "责任领导=乙某某")
    assert "责任领导  乙某某" in shown
    assert "考核分值  3分" in shown
    assert show._fact("主要内容及目标", "开工", None) == "主要内容及目标  开工"
    assert "新建公办幼儿园" in listed
    assert "改造老旧小区" not in listed


def test_what_is_carried_into_the_next_year_keeps_them(office: Path) -> None:
    with inside(office):
        run("lookback", "甲县2024", "--into", "甲县2025")
    plan = read_plan(office / "plans/2025.yaml").plan
    assert plan is not None
    assert [dict(task.other) for task in plan.tasks] == [
        {},
        {"责任领导": "甲某某", "考核分值": "每处2分"},
        {"责任领导": "乙某某", "考核分值": "3分"},
    ]
