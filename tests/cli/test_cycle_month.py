"""The clerk's month in `examples/一个月` done for real: what the page only shows leads from one stage to the next."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.cli.main import app

MONTH = Path(__file__).parents[2] / "examples" / "一个月"


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands of the page, meant seriously, in a copy of its files."""
    shutil.copytree(MONTH, tmp_path / "examples" / "一个月")
    monkeypatch.chdir(tmp_path)
    page = (MONTH / "一个月.md").read_text(encoding="utf-8")
    shown = [shlex.split(line)[2:] for line in page.splitlines() if line.startswith("$ ledger ")]
    assert [words[0] for words in shown] == ["split", "split", "update", "collect", "update", "due"]
    return [[word for word in words if word != "--dry-run"] for words in shown]


def test_the_month_leads_from_one_stage_to_the_next(commands: list[list[str]]) -> None:
    stages = {name: Path("examples/一个月", name, "要点.yaml") for name in ("月初", "月中", "月末")}
    issued = {name: path.read_text(encoding="utf-8") for name, path in stages.items()}
    check, split, telephone, collect, settle, _ = commands
    assert CliRunner().invoke(app, check).exit_code == 0
    assert CliRunner().invoke(app, split).exit_code == 0
    sent = {path.name for path in Path("分发").iterdir()}
    assert {path.name for path in Path("examples/一个月/交回").iterdir()} < sent
    assert CliRunner().invoke(app, telephone).exit_code == 0
    assert stages["月初"].read_text(encoding="utf-8") == issued["月中"]
    assert CliRunner().invoke(app, collect).exit_code == 1
    assert stages["月中"].read_text(encoding="utf-8") == issued["月末"]
    assert CliRunner().invoke(app, settle).exit_code == 0
    assert CliRunner().invoke(app, collect).exit_code == 1, "东镇 and 西镇 are still to come"
    assert CliRunner().invoke(app, ["undo", "examples/一个月/月末"]).exit_code == 0
    assert stages["月末"].read_text(encoding="utf-8") == issued["月末"]


def test_what_came_back_can_be_read_by_what_is_sent_now(commands: list[list[str]]) -> None:
    """The workbooks in 交回 were filled in by hand once; the plan they belong to still knows every row."""
    done = CliRunner().invoke(app, [*commands[3], "--json"])
    assert '"accepted": 4' in done.stdout
    assert "识别" not in done.stdout
