"""Nothing in the README is typed twice: what it shows is what the program prints."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import readme

ROOT = Path(__file__).parents[1]


def test_the_pages_show_something() -> None:
    assert readme.BLOCK.search((ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", readme.pages(), ids=lambda page: page.name)
def test_shown_output_is_the_programs_own(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert readme.renewed(text) == text, "python tools/readme.py 更新它"


def crontab_lines() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = text.split("```cron\n", 1)[1].split("```", 1)[0]
    return [line for line in block.splitlines() if line[:1].isdigit()]


def test_the_readme_shows_two_crontab_lines() -> None:
    assert len(crontab_lines()) == 2


@pytest.mark.parametrize("line", crontab_lines())
def test_a_crontab_line_of_the_readme_runs_as_cron_runs_it(line: str, tmp_path: Path) -> None:
    """A bare environment, /bin/sh, the folder of an office; `%` would be a line end to cron."""
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    command = line.split(maxsplit=5)[5]
    assert command.startswith("cd /srv/台账 && ledger ")
    assert "%" not in command
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace("/srv/台账", str(tmp_path))],
        env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert done.stdout or list(tmp_path.glob("*/*.xlsx"))
