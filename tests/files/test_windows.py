"""What is different on Windows, simulated: its lock, a workbook held open by Excel, the console's code page."""

from __future__ import annotations

import builtins
import errno
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import ledger.files.locks
from ledger.files.safe_write import replace_file
from ledger.problems import LedgerError
from ledger.record.safe_names import safe_file_name

PLAN = "编号: x\n标题: 示例县2022年要点\n年度: 2022\n任务:\n- 序号: 1\n  任务名称: 甲\n  责任单位: 县财政局\n  时间节点: 11月底前\n"


class StandIn(ModuleType):
    """`msvcrt` as far as the lock needs it: one byte from where the file stands, refused to everybody else."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.held: dict[tuple[int, int], int] = {}

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        assert count == 1
        assert os.lseek(descriptor, 0, os.SEEK_CUR) == 0  # the byte locked is the byte let go
        found = os.fstat(descriptor)
        key = (found.st_dev, found.st_ino)
        if mode == self.LK_UNLCK:
            assert self.held.pop(key) == descriptor
        elif key in self.held:
            raise OSError(errno.EACCES, "Permission denied")
        else:
            self.held[key] = descriptor


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, StandIn]:
    """The lock's module as a system without fcntl reads it."""
    stand_in = StandIn()
    real = builtins.__import__

    def without_fcntl(name: str, *rest: Any, **more: Any) -> Any:
        if name == "fcntl":
            raise ImportError(name)
        return real(name, *rest, **more)

    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "msvcrt", stand_in)
        patched.setattr(builtins, "__import__", without_fcntl)
        spec = importlib.util.spec_from_file_location("locks_of_windows", ledger.files.locks.__file__)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return module, stand_in


def test_the_lock_of_windows_holds_one_at_a_time(windows: tuple[ModuleType, StandIn], tmp_path: Path) -> None:
    locks, system = windows
    plan = tmp_path / "计划.yaml"
    plan.write_text("甲", encoding="utf-8")
    with locks.locked(plan, "计划.yaml"):
        assert len(system.held) == 1
        plan.write_text("乙", encoding="utf-8")  # it is the file beside it that is locked
        with (
            pytest.raises(LedgerError, match="正被另一个程序写入"),
            locks.locked(plan, "计划.yaml", seconds=0.05),
        ):
            pytest.fail("two at once")
    assert system.held == {}
    with locks.locked(plan, "计划.yaml"):
        assert len(system.held) == 1


def test_the_lock_of_windows_is_let_go_after_an_error(
    windows: tuple[ModuleType, StandIn], tmp_path: Path
) -> None:
    locks, system = windows
    plan = tmp_path / "计划.yaml"
    plan.write_text("甲", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), locks.locked(plan, "计划.yaml"):
        raise ZeroDivisionError
    assert system.held == {}


def test_a_workbook_that_excel_holds_open_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace an open file: the old one stays, nothing is left beside it."""
    book = tmp_path / "台账.xlsx"
    book.write_bytes(b"old")

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(LedgerError) as error:
        replace_file(book, b"new", "台账.xlsx")
    assert error.value.message.startswith("写不进“台账.xlsx”：")
    assert "\n" not in error.value.message
    assert "Excel 或 WPS 正打开着它" in error.value.message
    assert book.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["台账.xlsx"]


@pytest.mark.parametrize("name", ["CON", "nul", "Com1", "LPT9", "aux.xlsx", "prn.2022"])
def test_names_that_windows_keeps_are_changed(name: str) -> None:
    assert safe_file_name(name) != name
    assert safe_file_name(name).casefold().startswith(name.casefold())


@pytest.mark.parametrize(
    "words",
    [["due"], ["list"], ["show", "plans/计划.yaml", "1"], ["report"], ["validate"], ["explain", "11月底前"]],
)
def test_a_console_of_code_page_936_shows_every_answer(words: list[str], tmp_path: Path) -> None:
    """gbk with CRLF in the plan: nothing fails, and no character is replaced by ?."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "计划.yaml").write_bytes(PLAN.replace("\n", "\r\n").encode("gb18030"))
    env = {**os.environ, "PYTHONIOENCODING": "gbk", "LEDGER_INDEX": ""}
    done = subprocess.run(
        [sys.executable, "-m", "ledger", *words, *(["--on", "2022-11-15"] if words[0] != "explain" else [])],
        cwd=tmp_path, env=env, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr.decode("gbk")
    shown = done.stdout.decode("gbk")
    assert shown or words == ["validate"]  # a plan without a problem is said on stderr
    assert "?" not in shown + done.stderr.decode("gbk")
