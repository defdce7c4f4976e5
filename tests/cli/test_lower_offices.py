"""汇总来源: towns send their report, the county's report shows them apart."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from ledger.cli.main import app

ON = ("--on", "2026-07-01")


def plan(id: str, *deadlines: str) -> str:
    text = f"编号: {id}\n标题: {id}2026年工作要点\n地区: {id}\n年度: 2026\n任务:\n"
    for n, words in enumerate(deadlines, 1):
        text += f"- {{序号: {n}, 任务名称: 事{n}, 责任单位: 党政办, 时间节点: {words}}}\n"
    return text


def run(*words: str) -> Result:
    return CliRunner().invoke(app, [*words, *ON])


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    (tmp_path / "下级").mkdir()
    for name, days in (
        ("县里", ("6月底前",)),
        ("东镇", ("6月底前", "7月底前", "12月底前")),
        ("西镇", ("5月底前",)),
    ):
        folder = tmp_path / "plans" if name == "县里" else tmp_path / "下级"
        (folder / f"{name}.yaml").write_text(plan(name, *days), "utf-8")
    (tmp_path / "下级/东镇.json").write_text(run("report", "下级/东镇.yaml", "--json").stdout, "utf-8")
    run("report", "下级/西镇.yaml", "--xlsx", "-o", "下级/西镇.xlsx")
    sources = "".join(
        f"- {{名称: {n}, 文件: ../下级/{f}}}\n" for n, f in (("东镇", "东镇.json"), ("西镇", "西镇.xlsx"))
    )
    (tmp_path / "plans/office.yaml").write_text(f"汇总来源:\n{sources}", "utf-8")
    return tmp_path


def test_json_and_workbook_are_counted_apart(county: Path) -> None:
    answer = json.loads(run("report", "--json").stdout)
    assert (answer["tasks"]["total"], answer["tasks"]["red"]) == (1, 1)  # the county's own, nothing else
    east, west = answer["lower"]
    assert (east["name"], east["on"], east["trouble"]) == ("东镇", "2026-07-01", None)
    assert [east["tasks"][key] for key in ("total", "red", "amber", "green")] == [3, 1, 1, 1]
    assert [west["tasks"][key] for key in ("total", "red")] == [1, 1]
    assert west["late"] == [{"name": "事1", "unit": "党政办", "due": "2026-05-31"}]
    assert east["late"] == [{"name": "事1", "unit": "党政办", "due": "2026-06-30"}]


def test_every_form_shows_them(county: Path) -> None:
    text = run("report").stdout
    assert "下级汇总（不计入以上各数）：2 个\n" in text
    rows = [line.split() for line in text.splitlines()]
    assert ["东镇", "2026-07-01", "3", "0", "0.0%", "1", "1"] in rows
    assert ["合计", "4", "0", "0.0%", "2", "1"] in rows
    assert "  西镇：事1，党政办，2026-05-31" in text
    assert "下级汇总" in run("report", "--html", "-o", "-").stdout
    assert "下级情况" in run("report", "--text", "-o", "-").stdout
    run("report", "--xlsx", "-o", "r.xlsx")
    sheet = openpyxl.load_workbook("r.xlsx")["下级汇总"]
    assert [row[0] for row in sheet.iter_rows(min_row=4, values_only=True)] == ["东镇", "西镇", "合计"]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda path: path.unlink(), "没有收到，找不到这个文件"),
        (lambda path: path.write_text("{", "utf-8"), "读不了"),
        (lambda path: path.write_text('{"plans": []}', "utf-8"), "这是 export --json"),
        (lambda path: path.write_text(path.read_text("utf-8").replace('"red": 1', '"red": 0', 1), "utf-8"),
         "各项加起来不等于合计"),
    ],
)  # fmt: skip
def test_what_is_missing_or_spoilt_is_told_and_the_rest_answers(
    county: Path, spoil: object, why: str
) -> None:
    spoil(county / "下级/东镇.json")  # type: ignore[operator]
    done = run("report")
    assert done.exit_code == 3
    assert f"下级 东镇（{county / '下级/东镇.json'}）：{why}" in done.stderr
    assert "下级汇总（不计入以上各数）：2 个，1 个没有收到或读不了" in done.stdout
    assert "西镇  2026-07-01  1     0       0.0%  1" in done.stdout


def test_old_news_is_called_so(county: Path) -> None:
    later = CliRunner().invoke(app, ["report", "--on", "2026-09-01"]).stdout  # 62 days on
    assert later.count("62 天前的") == 2
