"""Nothing that stands in a plan, an argument or a file name is obeyed by the terminal it is shown on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.cli.main import app
from ledger.record.characters import visible

ON = ("--on", "2022-11-20")
NASTY = "\x1b[31m\x1b]0;t\x07\x9b2J\u202e\u200b"
PLAN = """\
编号: p
标题: "例县\\u202e2022年要点"
地区: 例县
年度: 2022
任务:
- 序号: 1
  任务名称: "公开\\u200b预算\\u2066<b>|`"
  任务内容: "=HYPERLINK(\\"http://x\\")\\u2028<script>alert(1)</script>"
  责任单位: "县财政\\u2060局"
  时间节点: 11月底前
"""
COMMANDS = [
    ("due", "--all"), ("due", "--json"), ("list",), ("list", "--json"), ("show", "p", "1"), ("units",), ("report",),
    ("report", "--text"), ("remind",), ("remind", "--json"), ("export", "--csv"), ("export", "--md"),
    ("export", "--json"), ("validate",), ("validate", "--json"), ("validate", "--format", "github"),
    ("show", "p", NASTY), ("due", "--unit", NASTY), ("due", NASTY), (NASTY,), ("due", NASTY, NASTY), ("due", f"--{NASTY}"),
    ("explain", NASTY), ("explain", f"11月底前{NASTY}", "--json"), ("explain", "--units", f"县财政局{NASTY}"),
    ("due", "--role", NASTY), ("collect", NASTY), ("draft", NASTY), ("update", "p", "1", "--unit", NASTY, "--status", "推进中"),
    ("update", "p", "1", "--unit", "县财政局", "--status", NASTY), ("log",), ("schema",), ("lookback",),
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: visible(" ".join(words))[:40])
def test_no_command_shows_what_a_terminal_obeys(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "p.yaml").write_text(PLAN, encoding="utf-8")
    done = CliRunner().invoke(app, [*words, *(() if words[0] in ("log", "schema", NASTY) else ON)])
    assert done.exit_code in (0, 1, 2, 3)
    assert not done.exception or isinstance(done.exception, SystemExit)
    assert "程序自身出错" not in done.stderr
    for shown in (done.stdout, done.stderr):
        assert visible(shown) == shown
    if "--json" in words and done.exit_code == 0:
        json.loads(done.stdout)


def test_colours_are_the_programs_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a terminal the light is coloured; an escape of the plan's would have come in by the file's own text."""
    from ledger.cli import screen

    shown: list[str] = []
    monkeypatch.setattr(
        "ledger.cli.screen.sys.stdout",
        type("Out", (), {"write": lambda _, words: shown.append(words), "isatty": lambda _: False})(),
    )
    screen.put("\x1b[1;31m红\x1b[0m \x1b]0;t\x07\u202e", painted=True)
    assert shown == ["\x1b[1;31m红\x1b[0m <U+001B>]0;t<U+0007><U+202E>\n"]
