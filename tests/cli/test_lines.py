"""In a terminal of any width a line is no wider than it, begins with no 、 。 ” and ends with no （; a day is never cut."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import struct
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

pty = pytest.importorskip("pty", reason="没有伪终端（Windows）")
termios = pytest.importorskip("termios")

ROOT = Path(__file__).parents[2]
COMMANDS = [
    "due --unit 县财政局 --on 2022-12-10",
    "due --on 2022-12-10 --all 一年",
    "due --pending 一年",
    "plans",
    "list 一年",
    "show qinyuan-2022 17 --on 2022-12-10",
    "units plans",
    "units 县财政局 plans",
    "explain 2022年度的市场监管信息10月底前补录完成，每年3月底前公布 --year 2022",
    "report 一年 --on 2022-12-10",
    "report 一年 --on 2022-12-10 --annual",
    "lookback 一年 --on 2023-01-10",
    "remind 一年 --on 2022-12-10 --unit 县公安局",
    "validate plans problems/several-at-once.yaml",
    "due --unit 县财正局",
    "show qinyuan-2022 99",
    "due --help",
    "collect --help",
    "nonsense",
]
DRIVER = """
import sys
from ledger.cli.main import run
for words in sys.argv[1:]:
    print("$", words)
    sys.argv = ["ledger", *words.split()]
    try:
        run()
    except SystemExit:
        pass
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(ROOT / "plans", folder / "plans")
    shutil.copytree(ROOT / "examples" / "一年", folder / "一年")
    shutil.copytree(ROOT / "examples" / "problems", folder / "problems")
    return folder


def on_a_terminal(office: Path, columns: int, words: list[str]) -> list[str]:
    """The lines of all commands one after another, as a terminal of `columns` is sent them, without colours."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(office)
        environment = {**os.environ, "TERM": "xterm-256color"}
        environment.pop("COLUMNS", None)
        os.read(0, 1)  # until the size is set
        # an environment of its own: readline, in this process, exports a COLUMNS that os.environ does not show
        os.execve(sys.executable, [sys.executable, "-c", DRIVER, *words], environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    os.write(terminal, b"\n")
    sent = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        sent += piece
    os.waitpid(child, 0)
    text = re.sub(r"\x1b\[[0-9;]*m", "", sent.decode()).replace("\r\n", "\n")
    return text.split("$ ", 1)[1].splitlines()


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_lines_keep_the_rules(office: Path, columns: int) -> None:
    broken = []
    at = ""
    for line in on_a_terminal(office, columns, COMMANDS):
        if line.startswith("$ "):
            at = line
            continue
        words = line.strip("│ ╭╮╰╯─").strip()
        cramped = "--help" in at and columns < 60  # eight columns for the help: a pair of marks may not fit
        if (
            cell_len(line.rstrip()) > columns
            or (words and not cramped and (words[0] in "、，。；：”）》" or words[-1] in "（“《"))
            or re.search(r"(?<!\d)\d{4}-(\d\d-)?$", words)
        ):
            broken.append(f"{at}: {line}")
    assert at == "$ nonsense"
    assert not broken, "\n".join(broken)


def test_ascii_draws_without_box_characters(office: Path) -> None:
    lines = on_a_terminal(
        office, 80, ["--ascii due --help", "--ascii report 一年 --on 2022-12-10", "--ascii list 一年"]
    )
    drawn = {char for line in lines for char in line if "\u2190" <= char <= "\u2bff"}
    assert not drawn
    assert any("####" in line for line in lines)
