"""The man page: what the manual says, as roff, set by the real `man` where there is one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.cli.main import COMMANDS, app
from ledger.views.man import man_page


def test_markdown_as_roff() -> None:
    text = "# 题\n\n写 `-o -`，**不**写。\n\n| 甲 | 乙 |\n|---|---|\n| `a \\| b` | .点 |\n\n- 一\n\n```sh\n.x \\n\n```\n## 二\n"
    assert man_page("1", {"命令": text}).splitlines()[3:] == [
        ".SH 命令",
        ".PP",
        r"写 \fB\-o \-\fR，\:\fB不\fR写。\:",
        ".PP",
        ".TP",
        r"\fBa | b\fR",
        r"\&.点",
        ".PP",
        r".IP \[bu] 2",
        "一",
        ".PP",
        ".PP",
        ".nf",
        ".RS 2",
        r"\&.x \en",
        ".RE",
        ".fi",
        ".SS 二",
    ]


@pytest.mark.skipif(shutil.which("man") is None or shutil.which("groff") is None, reason="没有 man、groff")
def test_man_sets_it_without_a_warning_and_whole(tmp_path: Path) -> None:
    page = tmp_path / "ledger.1"
    page.write_text(CliRunner().invoke(app, ["help", "--man"]).stdout, encoding="utf-8")
    done = subprocess.run(
        ["man", "-l", "--warnings", str(page)],
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "MANWIDTH": "80"},
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    shown = re.sub(r"\s+", " ", done.stdout)
    assert [name for name in COMMANDS if f" ledger {name} " not in shown] == []
    assert "LEDGER_TODAY" in shown
    assert "130" in shown
