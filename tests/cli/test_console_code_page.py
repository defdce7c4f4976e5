"""Files are UTF-8 whatever the console's code page; only text for the screen follows it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PLAN = """\
编号: a-2022
标题: 例县2022年要点
地区: 例县
年度: 2022
任务:
- 序号: 1
  任务名称: 公开预算 ①②… — 𠮷田
  责任单位: 县财政局
  时间节点: 11月底前
"""


@pytest.mark.parametrize(
    "words",
    [
        ["export", "--json"],
        ["export", "--csv"],
        ["due", "--json"],
        ["export", "--ics", "-o", "-"],
        ["report", "--html", "-o", "-"],
    ],
    ids=lambda words: " ".join(words),
)
def test_data_on_stdout_is_utf8_on_a_gbk_console(tmp_path: Path, words: list[str]) -> None:
    """`𠮷` is not in GBK: what followed the console would lose it, or be bytes no program reads as UTF-8."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.yaml").write_text(PLAN, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "ledger", *words, "--on", "2022-11-20"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"},
        capture_output=True,
    )
    text = done.stdout.decode("utf-8-sig")
    assert done.returncode in (0, 1), done.stderr.decode("gbk", "replace")
    assert "𠮷田" in text
