"""Tab: what the shell is offered, as bash, zsh and fish ask for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.cli.main import app

ROOT = Path(__file__).parents[2]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    return tmp_path


def offered(office: Path, *words: str, below: str = ".") -> list[str]:
    """What bash would list after these words, the last of them being typed."""
    line = " ".join(("ledger", *words))
    env = {
        "PATH": os.defpath,
        "PYTHONPATH": str(ROOT / "src"),
        "_LEDGER_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words)),
    }
    done = subprocess.run(
        [sys.executable, "-m", "ledger"],
        cwd=office / below,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1]


def test_commands(office: Path) -> None:
    assert offered(office, "va") == ["validate"]


def test_plans_by_their_number_from_any_folder_below(office: Path) -> None:
    assert offered(office, "show", "q") == ["qinyuan-2022"]
    assert sorted(offered(office, "due", "''", below="plans/沁源县")) == sorted(
        ["shanggao-2020", "xiangyuan-2021", "linkou-2021", "qinyuan-2022", "fushun-2022"]
    )


def test_task_numbers_of_the_plan_named(office: Path) -> None:
    assert offered(office, "show", "qinyuan-2022", "3") == ["3", "30", "31", "32", "33", "34"]


def test_units_and_states(office: Path) -> None:
    assert offered(office, "due", "--unit", "县财") == ["县财政局"]
    assert offered(office, "update", "qinyuan-2022", "4", "--status", "已") == ["已完成", "已销号", "已取消"]


def test_the_script_says_how_to_install_it() -> None:
    for shell in ("bash", "zsh", "fish", "powershell"):
        answer = CliRunner().invoke(app, ["completion", shell])
        assert "_LEDGER_COMPLETE" in answer.stdout
        assert answer.stderr.startswith(f"安装：ledger completion {shell} >")
