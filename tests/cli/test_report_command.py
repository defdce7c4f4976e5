"""`ledger report` and `ledger lookback` from the command line: formats, places, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from ledger.cli.main import app

YEAR = str(Path(__file__).parents[2] / "examples/一年/2022年政务公开工作要点（示例进展）.yaml")
ON = ("--on", "2022-12-15")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_overview_is_data_on_stdout() -> None:
    answer = run("report", YEAR, *ON)
    assert answer.exit_code == 0
    assert answer.stdout.startswith("2022-12-15 《沁源县2022年政务公开工作要点任务分解表》：任务 34 项")
    assert answer.stderr == ""


def test_every_format_goes_where_it_should(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("docx")
    monkeypatch.chdir(tmp_path)
    assert run("report", YEAR, *ON, "--text").stdout.startswith(
        "《沁源县2022年政务公开工作要点任务分解表》落实情况的通报"
    )
    assert run("report", YEAR, *ON, "--annual").stdout.splitlines()[2].startswith("　　2022年，《")
    assert run("report", YEAR, *ON, "--html", "-o", "-").stdout.startswith("<!DOCTYPE html>")
    assert json.loads(run("report", YEAR, *ON, "--json").stdout)["tasks"]["red"] == 2
    assert list(tmp_path.iterdir()) == []
    for form in ("--xlsx", "--docx", "--html"):
        answer = run("report", YEAR, *ON, form)
        assert (answer.exit_code, answer.stdout) == (0, "")
    assert run("report", YEAR, *ON, "--docx", "--annual").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "ledgers").iterdir()) == [
        "工作进展（2022-12-15）.html",
        "工作进展（2022-12-15）.xlsx",
        "年度报告段落（2022-12-15）.docx",
        "通报（2022-12-15）.docx",
    ]
    page = tmp_path / "page.html"
    assert run("report", YEAR, *ON, "--html", "-o", str(page)).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_pdf_is_printed_by_a_browser_else_libreoffice_else_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Programs that stand in for them: each writes where it was told to, or nothing."""
    browser = tmp_path / "chromium"
    browser.write_text(
        '#!/bin/sh\nfor w in "$@"; do case "$w" in --print-to-pdf=*) printf "%%PDF browser" > "${w#*=}";; esac; done\n'
    )
    office = tmp_path / "soffice"
    office.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nprintf "%%PDF office" > "$2/workbook.pdf"\n'
    )
    for program in (browser, office):
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    paper = tmp_path / "page.pdf"
    assert run("report", YEAR, *ON, "--pdf", "-o", str(paper)).exit_code == 0
    assert paper.read_bytes() == b"%PDF browser"
    browser.write_text("#!/bin/sh\nexit 1\n")
    assert run("report", YEAR, *ON, "--pdf", "-o", str(paper)).exit_code == 0
    assert paper.read_bytes() == b"%PDF office"
    office.unlink()
    answer = run("report", YEAR, *ON, "--pdf", "-o", str(paper))
    assert answer.exit_code == 3
    assert "请用 --html 写成网页，在浏览器里打印成 PDF。" in answer.stderr
    assert paper.read_bytes() == b"%PDF office"  # what was there stays


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    answer = run("report", YEAR, *ON, "--xlsx", "-o", str(tmp_path / "r.xlsx"), "--dry-run")
    assert answer.exit_code == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--xlsx", "--html"), "一次只出一种格式，这里写了 --xlsx、--html。"),
        (("--annual", "--json"), "--annual 是一段文字，不能写成 --json；可以与 --docx 同用。"),
        (("--from", "2023-01-01"), "--from 的 2023-01-01 晚于 2022-12-15，没有这样一段时间。"),
    ],
)
def test_refusals(words: tuple[str, ...], sentence: str) -> None:
    answer = run("report", YEAR, *ON, *words)
    assert (answer.exit_code, answer.stderr) == (2, f"错误：{sentence}\n")


TASK = "任务:\n- 序号: 1\n  任务名称: 示例\n  责任单位: 县财政局\n  时间节点: 3月底前\n"


def test_an_archived_plan_only_when_named(tmp_path: Path) -> None:
    for name, more in (("a", ""), ("b", "归档: 2022-06-01\n")):
        (tmp_path / f"{name}.yaml").write_text(
            f"编号: {name}\n标题: {name}\n年度: 2022\n{more}{TASK}", "utf-8"
        )
    answer = run("report", str(tmp_path), *ON, "--json")
    assert json.loads(answer.stdout)["tasks"]["total"] == 1
    assert answer.stderr == "b 已于 2022-06-01 归档，没有算在内；要看请写上这份计划。\n"
    named = run("report", str(tmp_path / "b.yaml"), *ON, "--json")
    assert json.loads(named.stdout)["tasks"]["total"] == 1
    assert run("lookback", str(tmp_path / "b.yaml"), *ON).exit_code == 0


def test_a_plan_of_the_next_year_is_counted_and_told(tmp_path: Path) -> None:
    for name, year in (("a", 2022), ("b", 2023)):
        (tmp_path / f"{name}.yaml").write_text(f"编号: {name}\n标题: 甲{name}\n年度: {year}\n{TASK}", "utf-8")
    answer = run("report", str(tmp_path), *ON, "--json")
    assert json.loads(answer.stdout)["tasks"]["total"] == 2
    told = "提醒：《甲b》是以后年度的，也算在内；不要算的，请只写上要说的计划。\n"
    assert answer.stderr == told
    assert run("report", str(tmp_path / "b.yaml"), *ON, "--json").stderr == ""
    assert run("report", str(tmp_path), "--on", "2023-01-01", "--json").stderr == ""


def test_points_come_from_office_yaml_and_unknown_kinds_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"编号: a\n标题: a\n年度: 2022\n{TASK}", "utf-8")
    (tmp_path / "office.yaml").write_text("考核:\n  未办结: -5\n  加分: 3\n", "utf-8")
    answer = run("report", str(tmp_path / "a.yaml"), *ON, "--json")
    assert json.loads(answer.stdout)["scores"][0]["points"] == -5
    assert answer.stderr.startswith("提醒：office.yaml 考核里的 加分 不起作用；可以写的有 按期办结、")


def test_settings_of_scores_that_do_nothing_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/a.yaml").write_text(f"编号: a\n标题: a\n年度: 2022\n{TASK}", "utf-8")
    (tmp_path / "plans/office.yaml").write_text(
        "考核权重: {a: {1: 2, 9: 3}, b: {1: 2}}\n"
        "加减分: [{单位: 县气象局, 分值: 1, 原因: 示例}, {单位: 县财政局, 分值: 2, 原因: 示例, 计划: c}]\n",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    told = run("report", *ON, "--json").stderr
    assert "考核权重里 a 的 9（没有这一项）、考核权重里的计划 b、加减分里的计划 c；请核对" in told
    assert "加减分里的 县气象局 在这些计划里没有分工，没有计入" in told


def test_plans_of_one_region_are_told_apart(tmp_path: Path) -> None:
    for name in ("a", "b"):
        text = f"编号: {name}\n标题: {name}\n地区: 某县\n年度: 2022\n{TASK}"
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    text = run("report", str(tmp_path), *ON).stdout
    assert "  a     1     示例" in text
    assert "  b     1     示例" in text
    book = tmp_path / "r.xlsx"
    run("report", str(tmp_path), *ON, "--xlsx", "-o", str(book))
    places = [row[1] for row in openpyxl.load_workbook(book)["明细"].iter_rows(min_row=4, values_only=True)]
    assert places == ["a", "b"]


def test_lookback_finds_this_years_plan_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    for year in (2022, 2023):
        text = f"编号: p{year}\n标题: {year}年\n地区: 某县\n年度: {year}\n{TASK}"
        (folder / f"{year}.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEDGER_PLANS", raising=False)
    answer = run("lookback", "p2022", "--on", "2023-01-15", "--json")
    assert answer.exit_code == 0, answer.stderr
    (row,) = json.loads(answer.stdout)["left"]
    assert (row["fate"], row["never_reported"], row["match"]["no"]) == ("late", True, 1)
    assert "1 示例（相近 100%）" in run("lookback", "p2022", "--on", "2023-01-15").stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--deadline", "3月底前"), "--deadline 是给结转任务定的期限，要与 --into 同用。"),
        (("--into", YEAR), "--into 的计划就是上年计划本身，请写本年的计划。"),
    ],
)
def test_lookback_refuses(words: tuple[str, ...], sentence: str) -> None:
    answer = run("lookback", YEAR, "--on", "2023-01-15", *words)
    assert (answer.exit_code, answer.stderr) == (2, f"错误：{sentence}\n")
