"""`ledger export`: each format in its place, and every one of them on standard output with `-o -`."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from ledger.cli.export_command import FORMATS
from ledger.cli.main import app

COUNTIES = ("沁源县", "抚顺县")
PLAN = str(next((Path(__file__).parents[2] / "plans/抚顺县").glob("2*.yaml")))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pytest.importorskip("docx")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def export(*words: str) -> Result:
    return CliRunner().invoke(app, ["export", *words, "--on", "2022-07-01"])


@pytest.mark.parametrize("form", FORMATS)
def test_a_dash_is_standard_output_for_every_format(here: Path, form: str) -> None:
    suffix = "xlsx" if form == "edit" else form
    answer = export(PLAN, f"--{form}", "-o", "-")
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert list(here.iterdir()) == []
    assert export(PLAN, f"--{form}", "-o", f"out.{suffix}").exit_code == 0
    assert answer.stdout_bytes == (here / f"out.{suffix}").read_bytes()


def test_what_is_read_on_the_screen_goes_there_and_files_into_ledgers(here: Path) -> None:
    for form in ("csv", "json", "md"):
        assert export(PLAN, f"--{form}").stdout
    assert list(here.iterdir()) == []
    for form in ("xlsx", "docx", "ics"):
        assert export(PLAN, f"--{form}").stdout == ""
    title = "抚顺县2022年政务公开工作要点任务分解表"
    assert sorted(path.name for path in (here / "ledgers").iterdir()) == sorted(
        [f"{title}.xlsx", f"{title}.docx", "期限（2022-07-01）.ics"]
    )


def test_several_workbooks_do_not_fit_standard_output(here: Path) -> None:
    answer = export(str(Path(PLAN).parents[1]), "--xlsx", "-o", "-")
    assert answer.exit_code == 2
    assert answer.stderr == "错误：有 5 个文件，标准输出放不下；-o 请写文件夹，或只选一份计划。\n"
    assert answer.stdout_bytes == b""


def test_one_ledger_of_all_plans(here: Path) -> None:
    """A sheet of all, each row with its plan, then a sheet a plan; the row counts are those of the plans."""
    plans = [str(next((Path(__file__).parents[2] / "plans" / county).glob("2*.yaml"))) for county in COUNTIES]
    result = export(*plans, "--progress", "--all", "-o", "总台账.xlsx")
    assert result.exit_code == 0, result.output
    whole, *each = load_workbook("总台账.xlsx").worksheets
    assert whole.title == "总台账"
    headings = [cell.value for cell in whole[3]]
    assert headings[:3] == ["计划", "序号", "任务名称"]
    rows = [row for row in whole.iter_rows(min_row=4, values_only=True) if row[1] is not None]
    assert len(each) == 2
    assert [sum(row[0] == county for row in rows) for county in COUNTIES] == [
        sum(_is_number(row[0]) for row in sheet.iter_rows(min_row=4, values_only=True)) for sheet in each
    ]
    assert len(rows) == 34 + 26 + 1  # 沁源 34 tasks, 抚顺 26 and one 报送
    assert whole.auto_filter.ref.startswith("A3:")


def _is_number(value: object) -> bool:
    return isinstance(value, int) or (str(value).startswith("报") and str(value)[1:].isdigit())


@pytest.mark.parametrize("args", [("--all",), ("--all", "--progress", "--docx")])
def test_all_is_the_ledger_with_progress_in_excel(args: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, ["export", *args])
    assert (result.exit_code, "写成 --progress --all" in result.stderr) == (2, True)
