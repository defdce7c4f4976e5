"""`ledger undo`, `redo` and `log` as people use them: whose write it is, what was done and what was not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ledger.cli import writing
from ledger.cli.main import app

PLAN = """\
编号: {id}
标题: 例县2022年{id}
地区: 例县
年度: 2022
任务:
- 序号: 1
  任务名称: 公开预算
  责任单位: 县财政局
  时间节点: 11月底前
"""
SAID = ("1", "--unit", "县财政局", "--status", "推进中", "--on", "2022-11-20", "--note")


def run(*words: str, who: str = "某科员") -> Result:
    return CliRunner().invoke(app, list(words), env={"LEDGER_USER": who})


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEDGER_PLANS", raising=False)
    Path("plans").mkdir()
    for name in "ab":
        Path(f"plans/{name}.yaml").write_text(PLAN.format(id=f"{name}-2022"), encoding="utf-8")
    return Path("plans/a.yaml"), Path("plans/b.yaml")


def fill_and_collect() -> None:
    from openpyxl import load_workbook

    assert run("split", "-o", "back", "--on", "2022-11-20").exit_code == 0
    book = load_workbook("back/县财政局.xlsx")
    for sheet in book.worksheets[1:]:
        sheet["G4"], sheet["H4"] = "推进中", "正在办"
    book.save("back/县财政局.xlsx")
    assert run("collect", "back", "--on", "2022-11-20").exit_code == 0


def test_a_collect_of_two_plans_goes_back_whole_and_comes_again(plans: tuple[Path, Path]) -> None:
    old = [path.read_bytes() for path in plans]
    fill_and_collect()
    new = [path.read_bytes() for path in plans]
    assert all(one != other for one, other in zip(old, new, strict=True))
    done = run("undo")
    assert done.exit_code == 0
    assert done.stderr.count("已退回 plans/") == 2
    assert [path.read_bytes() for path in plans] == old
    assert run("redo").stderr.count("已重做 plans/") == 2
    assert [path.read_bytes() for path in plans] == new
    assert run("redo").stderr == "错误：没有可重做的退回。\n"


def test_of_a_run_only_one_plan_is_asked_about(plans: tuple[Path, Path]) -> None:
    old = plans[0].read_bytes()
    fill_and_collect()
    new = plans[1].read_bytes()
    done = run("undo", "plans/a.yaml")
    assert "同一次 collect 还写了 " in done.stderr
    assert "plans/b.yaml，这次没有点到，没有动。" in done.stderr
    assert (plans[0].read_bytes(), plans[1].read_bytes()) == (old, new)


def test_another_persons_write_is_asked_about(plans: tuple[Path, Path]) -> None:
    old = plans[0].read_bytes()
    run("update", "a-2022", *SAID, "甲", who="李某")
    new = plans[0].read_bytes()
    refused = run("undo", who="王某")
    assert refused.exit_code == 3
    assert refused.stderr.startswith("错误：plans/a.yaml ")
    assert refused.stderr.endswith(
        " 的写入是李某做的，不是您（王某）做的，没有退回；问过以后确要退回，请加 --force。\n"
    )
    assert plans[0].read_bytes() == new
    assert "将退回 plans/a.yaml，李某 " in run("undo", "--dry-run", who="王某").stderr
    assert run("undo", "--force", who="王某").exit_code == 0
    assert plans[0].read_bytes() == old
    assert run("redo", who="李某").exit_code == 3
    assert run("redo", who="王某").exit_code == 0
    assert plans[0].read_bytes() == new


def test_nothing_is_said_to_be_done_before_it_is(
    plans: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("update", "a-2022", *SAID, "甲")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("ledger.files.safe_write.os.replace", full)
        done = run("undo")
    assert done.exit_code == 3
    assert done.stdout == ""
    assert done.stderr == "错误：“plans/a.yaml”没有退回：写不进“plans/a.yaml”：磁盘满了；原文件没有变。\n"
    assert "（已退回）" not in run("log").stdout


def test_an_undo_that_died_is_completed_and_goes_no_further(plans: tuple[Path, Path]) -> None:
    run("update", "a-2022", *SAID, "对的")
    right = plans[0].read_bytes()
    run("update", "a-2022", *SAID, "错的")
    kill = (
        "import os, signal\nfrom ledger.cli import taking_back\nfrom ledger.cli.main import app\n"
        "taking_back.deed_is_done = lambda: os.kill(os.getpid(), signal.SIGKILL)\napp(['undo'])\n"
    )
    env = {**os.environ, "LEDGER_USER": "某科员"}
    assert subprocess.run([sys.executable, "-c", kill], env=env, check=False).returncode < 0
    assert plans[0].read_bytes() == right
    again = run("undo")
    assert again.exit_code == 0
    assert again.stderr.startswith("上一次退回做到一半断了，现在补记：\n已退回 plans/a.yaml，某科员 ")
    assert "错的" in again.stdout
    assert plans[0].read_bytes() == right
    assert "对的" in run("undo").stdout


def test_log_shows_order_marks_and_damage(plans: tuple[Path, Path]) -> None:
    run("update", "a-2022", *SAID, "甲")
    run("undo")
    run("redo")
    run("undo")
    heads = [line.split("  ")[2] for line in run("log").stdout.splitlines() if not line.startswith(" ")]
    assert heads == [
        "退回 plans/a.yaml",
        "重做 plans/a.yaml",
        "退回 plans/a.yaml（已重做）",
        "写入 plans/a.yaml（已退回）",
    ]
    journal = Path("plans/.ledger/journal.jsonl")
    journal.write_bytes(journal.read_bytes() + b"{\n")
    said = "提醒：改动记录“{}”第 5 行读不懂，那里的写入看不到，也退不回。\n"
    assert run("log").stderr == said.format(journal.resolve())
    writes = json.loads(run("log", "--json").stdout)["writes"]
    assert [(write["plan"], write["state"]) for write in writes] == [("a-2022", "+")] * 4
    assert len({write["run"] for write in writes}) == 1
    assert all(write["at"].endswith("+08:00") for write in writes)
    journal.write_bytes(b"{\n" * 12)
    lines = "第 1、2、3、4、5、6、7、8、9、10 等 12 行读不懂"
    told = f"提醒：改动记录“{journal.resolve()}”{lines}，那里的写入看不到，也退不回。\n改动记录里没有读得懂的写入。\n"
    assert run("log").stderr == told


def test_who_is_the_person_and_not_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    pwd = pytest.importorskip("pwd")
    monkeypatch.delenv("LEDGER_USER", raising=False)
    monkeypatch.setenv("USER", "li")
    monkeypatch.setenv("LOGNAME", "li")
    monkeypatch.setattr("ledger.cli.writing.os.getuid", lambda: 1234)
    names = {1234: "wang", 0: "root"}
    monkeypatch.setattr(pwd, "getpwuid", lambda n: type("P", (), {"pw_name": names[n]}))
    assert writing.who() == "wang"
    monkeypatch.setenv("SUDO_USER", "zhang")
    assert writing.who() == "wang", "only root was made root by sudo"
    monkeypatch.setattr("ledger.cli.writing.os.getuid", lambda: 0)
    assert writing.who() == "zhang"
    monkeypatch.setenv("LEDGER_USER", " 李某 ")
    assert writing.who() == "李某"
    monkeypatch.delenv("LEDGER_USER")
    monkeypatch.setattr("ledger.cli.writing.os.getuid", lambda: 77)
    assert writing.who() == "用户 77"


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_in_a_circle_hides_no_history(plans: tuple[Path, Path]) -> None:
    """A plan that went from one county's folder to another's; beside them a link that leads to itself."""
    for folder in ("甲", "乙"):
        Path("plans", folder).mkdir()
    plans[0].rename("plans/甲/a.yaml")
    old = Path("plans/甲/a.yaml").read_bytes()
    run("update", "plans/甲/a.yaml", *SAID, "在办")
    Path("plans/甲/a.yaml").rename("plans/乙/a.yaml")
    Path("plans/圈").symlink_to("圈")
    assert run("undo").exit_code == 0
    assert Path("plans/乙/a.yaml").read_bytes() == old
