"""A crash at any moment of `collect` leaves every plan old or new; many at once lose nothing."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from ledger.cli.main import app
from ledger.files.yaml.plan_yaml import read_plan

PLAN = """\
编号: {id}
标题: 例县2022年{id}
地区: 例县
年度: 2022
任务:
- 序号: 1
  任务名称: 公开预算
  责任单位: 县财政局牵头，县教育局、县民政局配合
  时间节点: 11月底前
- 序号: 2
  任务名称: 公布名单
  责任单位: 县财政局、县教育局
  时间节点: 12月底前
"""
ON = "2022-11-20"
COLLECT = ["collect", "back", "--on", ON]

# What both programs below begin with: everything is loaded once, and a workbook is read where `collect` runs: the
# second process it has for that is no part of the writing.
WARM = """
import json, os, pathlib, signal, sys
from ledger.cli.main import app
from ledger.files.sheets import fill_reader, returned_child
returned_child.read_returned = lambda paths: map(fill_reader.read_fill, paths)
def quiet(words):
    sys.stdout = open(os.devnull, "w")
    try:
        app(words)
    except SystemExit as end:
        return end.code or 0
"""
# Runs `collect` again and again in a copy of itself that kills itself at the first, second, … step of writing,
# before every call that touches the disk; prints what each left behind until one run gets through.
KILLER = """
plans = sorted(pathlib.Path("plans").glob("*.yaml"))
old = {path: path.read_bytes() for path in plans}
out = sys.stdout
quiet([*sys.argv[1:], "--dry-run"])
def run(last):
    seen = 0
    def around(real):
        def call(*words, **more):
            nonlocal seen
            seen += 1
            if seen == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*words, **more)
        return call
    for name in ("fsync", "replace", "write", "unlink", "fchmod", "mkdir"):
        setattr(os, name, around(getattr(os, name)))
    os._exit(quiet(sys.argv[1:]))
for step in range(1, 200):
    for path in plans:
        path.write_bytes(old[path])
    child = os.fork()
    if child == 0:
        run(step)
    killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    litter = [p.name for p in pathlib.Path("plans").iterdir() if p.name.endswith(".tmp")]
    print(json.dumps([killed, [path.read_text(encoding="utf-8") for path in plans], litter]), file=out)
    if not killed:
        break
"""
# Runs many commands at once, each in a process of its own; prints their exit codes.
CROWD = """
commands = json.loads(sys.argv[1])
out = sys.stdout
for words in (commands[0], commands[-1]):
    quiet([*words, "--dry-run"])
gate, open_gate = os.pipe()
running = []
for words in commands:
    running.append(os.fork())
    if not running[-1]:
        os.close(open_gate)
        os.read(gate, 1)
        os._exit(quiet(words))
os.close(open_gate)
print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in running]), file=out)
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two plans; `back` holds one answer of 县财政局 and one of 县教育局 for each row they have."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEDGER_PLANS", raising=False)
    Path("plans").mkdir()
    for name in ("a-2022", "b-2022"):
        Path(f"plans/{name}.yaml").write_text(PLAN.format(id=name), encoding="utf-8")
    assert CliRunner().invoke(app, ["split", "-o", "sent", "--on", ON]).exit_code == 0
    Path("back").mkdir()
    for unit in ("县财政局", "县教育局"):
        book = load_workbook(f"sent/{unit}.xlsx")
        for sheet in book.worksheets[1:]:
            for number in range(4, sheet.max_row + 1):
                sheet[f"G{number}"], sheet[f"H{number}"] = "推进中", f"{unit}第{number}行"
        book.save(f"back/{unit}.xlsx")
    return tmp_path


def entries(path: Path) -> Counter[tuple[object, ...]]:
    plan = read_plan(path).plan
    assert plan is not None, "the file is not whole"
    return Counter((task.no, entry.unit, entry.note) for task in plan.tasks for entry in task.progress)


EXPECTED = Counter((n, unit, f"{unit}第{n + 3}行") for unit in ("县财政局", "县教育局") for n in (1, 2))


def program(text: str, *words: str) -> list[Any]:
    """What one of the programs above prints, line by line."""
    command = [sys.executable, "-c", WARM + text, *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def start(*words: str) -> subprocess.Popen[str]:
    """The program as people start it."""
    command = [sys.executable, "-m", "ledger", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a copy of itself")
def test_killed_at_each_step_of_writing(office: Path) -> None:
    old = {path: path.read_text(encoding="utf-8") for path in sorted(Path("plans").glob("*.yaml"))}
    runs = program(KILLER, *COLLECT)
    killed, whole, _ = runs[-1]
    assert not killed
    assert len(runs) > 10
    new = dict(zip(old, whole, strict=True))
    seen = set()
    for _, left, _ in runs[:-1]:
        states = tuple(
            "new" if text == new[path] else text == old[path] and "old"
            for path, text in zip(old, left, strict=True)
        )
        assert all(states)
        seen.add(states)
    assert seen == {("old", "old"), ("new", "old"), ("new", "new")}
    assert all(entries(path) == EXPECTED for path in old)
    assert runs[-1][2] == [], "the next writer sweeps up what a killed one left"


def test_killed_at_any_moment_the_next_run_finishes_the_work(office: Path) -> None:
    chance = random.Random(9)
    paths = sorted(Path("plans").glob("*.yaml"))
    for _ in range(3):
        one = start(*COLLECT)
        time.sleep(chance.uniform(0.2, 0.8))
        one.kill()
        one.communicate()
        assert all(entries(path) in (Counter(), EXPECTED) for path in paths)
    last = start(*COLLECT)
    last.communicate(timeout=60)
    assert last.returncode == 1, "县民政局 has not reported"
    assert all(entries(path) == EXPECTED for path in paths)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="many processes, loaded once")
def test_two_collects_and_ten_updates_at_once_lose_nothing(office: Path) -> None:
    path = Path("plans/a-2022.yaml")
    words = ("update", "a-2022", "1", "--unit", "县民政局", "--status", "推进中", "--on", ON)
    commands = [[*words, "--note", f"第{n}次"] for n in range(10)]
    commands += [["collect", f"back/{unit}.xlsx", "--on", ON] for unit in ("县财政局", "县教育局")]
    (codes,) = program(CROWD, json.dumps(commands))
    assert set(codes) <= {0, 1}
    assert entries(path) == EXPECTED + Counter((1, "县民政局", f"第{n}次") for n in range(10))
    assert entries(Path("plans/b-2022.yaml")) == EXPECTED
    journal = Path("plans/.ledger/journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(journal) == 14
    assert sum(len(json.loads(line)["changes"]) for line in journal) == 18
