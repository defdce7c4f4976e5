"""Problems that take more than one file: a folder under examples/problems/ with its out.txt beside the plans.

`out.txt` is the standard output of `ledger validate examples/problems/FOLDER --on 2022-12-10`, run at the
root of the project.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.checks import CHECKS
from ledger.cli.main import app

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "examples" / "problems"
FOLDERS = sorted(path.name for path in GALLERY.iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_gets_the_words_in_it(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    expected = (GALLERY / folder / "out.txt").read_bytes().decode()
    result = CliRunner().invoke(app, ["validate", f"examples/problems/{folder}", "--on", "2022-12-10"])
    assert result.stdout == expected
    assert result.exit_code == (1 if ": 错误：" in expected else 0)


def test_every_check_is_shown() -> None:
    shown = {
        check
        for path in (*GALLERY.glob("*.out.txt"), *GALLERY.glob("*/out.txt"))
        for check in re.findall(r"\[([a-z-]+)\]$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(FOLDERS) >= 2
    assert {check.__name__.replace("_", "-") for check in CHECKS} | {"plan-id-repeated"} <= shown
