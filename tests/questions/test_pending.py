"""销号 as a procedure: 已完成 waits for the office, which confirms it or sends it back with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from ledger.cli.main import app

PLAN = """\
编号: a
标题: 例县2022年要点
地区: 例县
年度: 2022
任务:
- 序号: 1
  任务名称: 公开预算
  责任单位: 县财政局、县教育局
  时间节点: 6月底前完成初稿，11月底前公布
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    path = tmp_path / "plans" / "a.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*words: str, on: str) -> Result:
    return CliRunner().invoke(app, [*words, "--on", on])


def update(*words: str, on: str) -> None:
    done = run("update", "a", "1", *words, "--milestone", "2022-06-30", on=on)
    assert done.exit_code == 0, done.stderr


def waiting(on: str, *words: str) -> list[tuple[str, str, str, int]]:
    answer = json.loads(run("due", "--pending", "--json", *words, on=on).stdout)
    return [
        (kind, row["unit"], row["due"], row["waiting_days"])
        for kind in ("to_confirm", "extensions")
        for row in answer[kind]
    ]


def test_reported_sent_back_done_again_and_confirmed(plan: Path) -> None:
    update("--unit", "县财政局", "--status", "已完成", "--note", "办完了", on="2022-06-20")
    update("--unit", "县教育局", "--status", "申请延期", "--note", "等数据", on="2022-06-25")
    assert waiting("2022-06-28") == [
        ("to_confirm", "县财政局", "2022-06-30", 8),
        ("extensions", "县教育局", "2022-06-30", 3),
    ]
    assert waiting("2022-06-19") == []
    assert waiting("2022-06-28", "--unit", "县教育局") == [("extensions", "县教育局", "2022-06-30", 3)]
    shown = run("due", "--pending", on="2022-06-28").stdout
    assert shown.startswith("2022-06-28：待审核 1 件，待答复的延期申请 1 件。\n")
    assert "办完了" in shown
    assert "等数据" in shown

    back = ("--unit", "县财政局", "--return", "--reason", "缺附件", "--approver", "某主任")
    update(*back, on="2022-07-02")
    update("--unit", "县教育局", "--extend-to", "2022-08-31", "--reason", "等数据", on="2022-06-29")
    assert waiting("2022-07-02") == []
    text = plan.read_text(encoding="utf-8")
    assert "    状态: 退回\n" in text
    assert "    批准人: 某主任\n" in text
    late = run("due", "--overdue", "--unit", "县财政局", on="2022-07-02").stdout
    assert "退回（缺附件）" in late, "owed again, and late"
    assert "退回（缺附件）" in run("remind", "--unit", "县财政局", on="2022-07-02").stdout

    assert run("split", "-o", "out", on="2022-07-02").exit_code == 0
    book = load_workbook("out/县财政局.xlsx")
    sheet = book.worksheets[1]
    assert [sheet["G4"].value, sheet["H4"].value] == ["退回", "退回：缺附件"]
    sheet["G4"] = "已完成"
    book.save("out/县财政局.xlsx")
    collected = run("collect", "out/县财政局.xlsx", on="2022-07-10")
    assert "县财政局：已完成，对应节点 2022-06-30（请核对" in collected.stdout, collected.stdout
    assert "退回：缺附件" not in plan.read_text(encoding="utf-8"), "the office's words are not the unit's"
    assert waiting("2022-07-10") == [("to_confirm", "县财政局", "2022-06-30", 0)]

    update("--unit", "县财政局", "--close", "--approver", "某主任", on="2022-07-12")
    assert waiting("2022-07-12") == []
    assert run("due", "--pending", on="2022-07-12").stdout == (
        "2022-07-12：没有待审核的，也没有待答复的延期申请。\n"
    )
    assert run("due", "--pending", "-q", on="2022-07-12").stdout == ""


def test_an_archived_plan_waits_for_nobody(plan: Path) -> None:
    update("--unit", "县财政局", "--status", "已完成", on="2022-06-20")
    plan.write_text(plan.read_text(encoding="utf-8") + "归档: 2022-07-01\n", encoding="utf-8")
    assert len(waiting("2022-06-30")) == 1
    assert waiting("2022-07-01") == []


def test_pending_is_a_list_of_its_own(plan: Path) -> None:
    done = run("due", "--pending", "--overdue", on="2022-07-01")
    assert (done.exit_code, "--pending 是另一张单子" in done.stderr) == (2, True)


def test_what_nobody_answered_waits_when_the_next_period_has_come(plan: Path) -> None:
    monthly = PLAN.replace("6月底前完成初稿，11月底前公布", "每月25日前")
    plan.write_text(monthly, encoding="utf-8")

    def tell(*words: str, on: str, month: str = "03") -> None:
        done = run("update", "a", "1", *words, "--milestone", f"2022-{month}-25", on=on)
        assert done.exit_code == 0, done.stderr

    tell("--unit", "县财政局", "--status", "已完成", on="2022-03-20")
    tell("--unit", "县教育局", "--status", "申请延期", "--note", "等数据", on="2022-03-20")
    both = [("to_confirm", "县财政局", "2022-03-25"), ("extensions", "县教育局", "2022-03-25")]
    assert [row[:3] for row in waiting("2022-04-24")] == both
    assert [row[:3] for row in waiting("2022-06-26")] == both
    tell("--unit", "县财政局", "--close", on="2022-06-26")
    tell("--unit", "县教育局", "--status", "推进中", on="2022-06-26")
    assert waiting("2022-06-26") == []
