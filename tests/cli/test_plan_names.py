"""An office with two plans of one county: every answer says which plan, and which of two tasks of one name."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from ledger.cli.main import app

ON = ("--on", "2026-07-10")
OPEN = """编号: yunxi-1
标题: 云溪县2026年政务公开工作要点
地区: 云溪县
年度: 2026
任务:
- {序号: 1, 任务名称: 主动公开, 任务内容: 规范性文件集中公开。, 责任单位: 县司法局, 时间节点: 6月底前}
- {序号: 2, 任务名称: 主动公开, 任务内容: 财政预决算公开。, 责任单位: 县财政局, 时间节点: 6月底前}
"""
TRADE = """编号: yunxi-2
标题: 云溪县2026年优化营商环境工作要点
地区: 云溪县
年度: 2026
任务:
- {序号: 1, 任务名称: 一件事, 责任单位: 县财政局, 时间节点: 6月底前}
"""


def run(*words: str) -> str:
    return CliRunner().invoke(app, list(words)).stdout


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/a.yaml").write_text(OPEN, "utf-8")
    (tmp_path / "plans/b.yaml").write_text(TRADE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_due_says_which_plan_and_which_of_two_tasks(office: Path) -> None:
    rows = [line.split()[-3:] for line in run("due", *ON).splitlines() if line.startswith("红")]
    assert rows == [
        ["政务公开", "1", "主动公开（规范性文件集中公开）"],
        ["政务公开", "2", "主动公开（财政预决算公开）"],
        ["优化营商环境", "1", "一件事"],
    ]
    of_one = run("due", "--unit", "县财政局", *ON)
    assert "政务公开" in of_one
    assert "优化营商环境" in of_one
    assert "yunxi" not in of_one + run("due", *ON)
    alone = run("due", "plans/a.yaml", *ON)
    assert "计划" not in alone
    assert "主动公开（财政预决算公开）" in alone


def test_json_has_the_name_besides(office: Path) -> None:
    (first, *_) = json.loads(run("due", *ON, "--json"))["duties"]
    assert (first["plan"], first["plan_name"], first["name"]) == ("yunxi-1", "云溪县2026政务公开", "主动公开")
    assert [one["name"] for one in json.loads(run("plans", "--json"))["plans"]] == [
        "云溪县2026政务公开",
        "云溪县2026优化营商环境",
    ]


def test_report_list_and_calendar(office: Path) -> None:
    for words in (
        ("report", *ON),
        ("report", "--text", "-o", "-", *ON),
        ("list",),
        ("list", "--find", "一件"),
    ):
        answer = run(*words)
        assert "优化营商环境" in answer, words
        assert "yunxi" not in answer, words
    assert "yunxi" not in run("report", "--html", "-o", "-", *ON)
    assert run("report", "--by", "section", *ON).count("（未分章节）") == 2
    run("report", "--xlsx", "-o", "r.xlsx", *ON)
    late = openpyxl.load_workbook("r.xlsx")["逾期清单"].iter_rows(min_row=4, values_only=True)
    assert [row[:2] for row in late] == [("政务公开", 1), ("政务公开", 2), ("优化营商环境", 1)]
    summaries = [x for x in run("export", "--ics", "-o", "-", *ON).splitlines() if x.startswith("SUMMARY")]
    assert "SUMMARY:［逾期］优化营商环境 一件事" in summaries


def test_the_annual_paragraph_names_as_many_as_it_counts(office: Path) -> None:
    text = run("report", "--annual", "-o", "-", *ON)
    assert "逾期3项" in text
    assert (
        "逾期未办结的是《政务公开》“主动公开（规范性文件集中公开）”、《政务公开》“主动公开（财政预决算公开）”、"
        "《优化营商环境》“一件事”，" in text
    )


def test_json_calls_a_plan_the_same_under_the_same_key(office: Path) -> None:
    owed = {row["plan"]: row["plan_name"] for row in json.loads(run("due", "--json", *ON))["duties"]}
    told = {row["id"]: row["plan_name"] for row in json.loads(run("report", "--json", *ON))["plans"]}
    assert owed
    assert owed.items() <= told.items()


def test_where_the_first_words_are_the_same_the_number_tells(office: Path) -> None:
    same = OPEN.replace("财政预决算公开", "规范性文件集中公开")
    (office / "plans/a.yaml").write_text(same, "utf-8")
    text = run("report", "plans/a.yaml", "--annual", "-o", "-", *ON)
    assert "第1项“主动公开（规范性文件集中公开）”、第2项“主动公开（规范性文件集中公开）”，" in text
