"""What a full disk or a kill leaves behind, at every place where a command touches the disk; and a crowd.

    python tools/faults.py [COMMAND …]      # those of COMMANDS; without one all of them
    python tools/faults.py --crowd          # 32 processes write 50 entries each into one plan

Each command runs in a copy of itself that fails (ENOSPC) or kills itself at its first, second, … write, fsync,
replace, mkdir, unlink or chmod; of a write half is done. After each one:

- every plan and workbook is byte for byte what it was, or what the undisturbed command makes of it;
- what was said is true: 已写入 stands in the plan, exit code 0 means done, 3 means that something is not;
- the same command again, undisturbed, gives the whole result and leaves no temporary file;
- `undo` then gives the old bytes (after update and collect), unless it was said that it cannot;
- no notice arrives twice, and one of which nobody knows is told as 不明.

Prints a count a command; stops at the first place where one of these does not hold.
"""

from __future__ import annotations

import argparse
import builtins
import contextlib
import importlib
import io
import os
import pkgutil
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from openpyxl import load_workbook

PLAN = """\
编号: {id}-2022
标题: 例县2022年{id}
地区: 例县
年度: 2022
任务:
- 序号: 1
  任务名称: 公开预算
  责任单位: 县财政局、县教育局
  时间节点: 11月底前
"""
DOCUMENT = "例县2022年政务公开工作要点\n一、公开\n1. 公开预算。（县财政局牵头，11月底前）\n2. 政策解读。（县教育局，年底前）\n"
ON = ["--on", "2022-11-20"]
UPDATE = ["update", "a-2022", "1", "--unit", "县财政局", "--status", "推进中", *ON, "--note"]
COMMANDS = {
    "update": [*UPDATE, "全部公开"],
    "collect": ["collect", "back", *ON],
    "undo": ["undo"],
    "redo": ["redo"],
    "add": ["add", "a-2022", "--name", "整改隐患", "--unit", "县财政局", "--deadline", "11月底前", *ON],
    "lookback": ["lookback", "a-2022", "--into", "c-2023", "--on", "2023-01-10"],
    "split": ["split", "-o", "sent", *ON],
    "export": ["export", "--xlsx", "-o", "sent", *ON],
    "report": ["report", "--html", "-o", "sent/一页.html", *ON],
    "draft": ["draft", "文件.txt", "-o", "sent/草稿.yaml", "--units"],
    "units": ["units", "--suggest", "-o", "sent/units.yaml"],
    "remind": ["remind", "--send", "--on", "2022-12-05"],
}
DONE = {
    "update": "已写入",
    "collect": "已写入",
    "undo": "已退回",
    "redo": "已重做",
    "split": "已写",
    "add": "已写入",
    "lookback": "已写",
}
CALLS = ("write", "fsync", "replace", "mkdir", "unlink", "fchmod", "chmod")
UNITS = ("县财政局", "县教育局")


@dataclass(frozen=True)
class Run:
    """How a run ended (None: killed), what it said, and how often it touched the disk."""

    code: int | None
    said: str
    calls: int


class Disturbance:
    """Fails, or kills the process, at the `at`-th call that touches the disk (0: never)."""

    def __init__(self, at: int, kill: bool, told: int) -> None:
        self.at, self.kill, self.told, self.seen = at, kill, told, 0
        self.write = os.write

    def strikes(self) -> bool:
        self.seen += 1
        self.write(self.told, b"c")
        return self.seen == self.at

    def strike(self) -> None:
        if self.kill:
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(28, "No space left on device")

    def around(self, real: Any) -> Any:
        def call(*given: Any, **more: Any) -> Any:
            if self.strikes():
                self.strike()
            return real(*given, **more)

        return call

    def half(self, real: Any, content: Any, *before: Any) -> int:
        """A write, of which half is done when it is struck."""
        if self.strikes():
            real(*before, bytes(content)[: len(content) // 2])
            self.strike()
        return int(real(*before, content))

    def open(self, file: Any, mode: str = "r", buffering: int = -1, *given: Any, **more: Any) -> Any:
        """`open`, where what is written goes through `half`."""
        if not set(mode) & set("wax+") or isinstance(file, int):  # a pipe to another process is no disk
            return _open(file, mode, buffering, *given, **more)
        names = ("encoding", "errors", "newline", "closefd", "opener")
        more = {**dict(zip(names, given, strict=False)), **more}
        disturbance, raw_mode = self, mode.replace("b", "").replace("t", "")

        class Raw(io.FileIO):
            def write(self, content: Any) -> int:
                return disturbance.half(super().write, content)

        raw = Raw(file, raw_mode, more.pop("closefd", True), more.pop("opener", None))
        if buffering == 0:
            return raw
        buffered: Any = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, **more)

    def begin(self) -> None:
        for name in CALLS[1:]:
            setattr(os, name, self.around(getattr(os, name)))
        os.write = lambda file, content: self.half(self.write, content, file)
        builtins.open = io.open = self.open
        vars(importlib.import_module("_io"))["open"] = self.open


_open = open


class Screen(io.StringIO):
    """What was said before a kill is known."""

    def __init__(self, file: int) -> None:
        super().__init__()
        self.file, self.real = file, os.write

    def write(self, words: str) -> int:
        self.real(self.file, words.encode())
        return len(words)


def run(words: list[str], at: int = 0, *, kill: bool = False) -> Run:
    """The program in a copy of this process."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as calls:
        child = os.fork()
        if child == 0:
            os._exit(_disturbed(words, Disturbance(at, kill, calls.fileno()), said.fileno()))
        _, status = os.waitpid(child, 0)
        code = None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        said.seek(0)
        return Run(code, said.read().decode(), os.fstat(calls.fileno()).st_size)


def _disturbed(words: list[str], disturbance: Disturbance, said: int) -> int:
    from ledger.cli.main import app

    os.environ["LEDGER_USER"] = "某科员"
    sys.stdout = sys.stderr = Screen(said)
    disturbance.begin()
    try:
        app(words)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def load_everything() -> None:
    """All modules, once: the copies then start with them."""
    import ledger

    for module in pkgutil.walk_packages(ledger.__path__, "ledger."):
        if not module.name.endswith(("__main__", "child")):
            importlib.import_module(module.name)
    importlib.import_module("apprise")


def plans() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path("plans").glob("?.yaml")}


def state() -> dict[str, bytes]:
    """What counts: the plans, and the files made."""
    made = (path for path in Path("sent").glob("*") if not path.name.startswith("."))
    return {**plans(), **{str(path): path.read_bytes() for path in made}}


def litter() -> list[Path]:
    return [path for path in Path().rglob("*.tmp") if path.name.startswith(".")]


class Hook:
    """A web address here that counts what arrives for each unit."""

    def __init__(self) -> None:
        self.arrived: Counter[str] = Counter()
        arrived = self.arrived

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                arrived[UNITS[int(self.path[-1])]] += 1
                self.send_response(200)
                self.end_headers()

            def log_message(self, *given: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def units(self) -> str:
        port = self.server.server_port
        rows = "".join(
            f'- 名称: {unit}\n  通知: "json://127.0.0.1:{port}/{n}"\n' for n, unit in enumerate(UNITS)
        )
        return f"地区: 例县\n单位:\n{rows}"


@contextlib.contextmanager
def office(name: str, hook: Hook | None = None) -> Iterator[None]:
    """A folder in which the command has something to do."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        try:
            Path("plans").mkdir()
            for id in "ab":
                Path(f"plans/{id}.yaml").write_text(PLAN.format(id=id), encoding="utf-8")
            if name == "lookback":
                next_year = PLAN.format(id="c").replace("2022", "2023").replace("公开预算", "公开决算")
                Path("plans/c.yaml").write_text(next_year, encoding="utf-8")
            Path("文件.txt").write_text(DOCUMENT, encoding="utf-8")
            if hook:
                Path("plans/units.yaml").write_text(hook.units(), encoding="utf-8")
            if name == "collect":
                run(["split", "-o", "back", *ON])
                book = load_workbook("back/县财政局.xlsx")
                for sheet in book.worksheets[1:]:
                    sheet["G4"], sheet["H4"] = "推进中", "正在办"
                book.save("back/县财政局.xlsx")
                Path("back/县教育局.xlsx").unlink()
            if name in ("undo", "redo"):
                run([*UPDATE, "第一条"])
                run([*UPDATE, "第二条"])
            if name == "redo":
                run(["undo"])
            yield
        finally:
            os.chdir(here)


def again_from(kept: Path) -> None:
    """The folder as it was."""
    for path in list(Path().iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(kept, ".", dirs_exist_ok=True)


def check(name: str, *, every: int = 1) -> Counter[str]:
    """Disturb the command at every place (or each `every`-th), both ways. AssertionError tells the place."""
    if name == "remind":
        return check_remind(every=every)
    words, found = COMMANDS[name], Counter[str]()
    with office(name), tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "kept"
        shutil.copytree(".", kept)
        old = state()
        whole = run(words)
        new = state()
        done = 1 if name == "collect" else 0  # one unit has not answered
        assert (whole.code, new != old) == (done, True), (name, whole)
        for kill, at in _places(whole.calls, every):
            again_from(kept)
            broken = run(words, at, kill=kill)
            where = f"{name}: {'kill' if kill else 'ENOSPC'} at call {at} of {whole.calls}, {broken}"
            left = state()
            mixed = [path for path in left if left[path] not in (old.get(path), new.get(path))]
            assert not mixed, f"{where}: torn {mixed}"
            assert all(path in left for path in old), f"{where}: gone"
            said_done = DONE.get(name, "已写") in broken.said
            assert not said_done or left != old, f"{where}: said, and not done"
            if not kill:
                assert broken.code == (done if left == new else 3), f"{where}: done is {left == new}"
                assert not litter(), f"{where}: left {litter()}"
                assert "Traceback" not in broken.said, where
            found["kills" if kill else "faults"] += 1
            found["done" if left == new else "not done" if left == old else "in part"] += 1
            if name in ("undo", "redo") and left == new and said_done:
                continue  # told to the end: the same command again would be one more step
            next_run = run(words)
            assert next_run.code == done, f"{where}: the next run ends with {next_run}"
            assert state() == new, f"{where}: the next run does not make it whole: {next_run}"
            assert not litter(), f"{where}: the next run left {litter()}"
            if name in ("update", "collect", "add", "lookback") and "也退不回" not in broken.said:
                while run(["undo"]).code == 0:  # a collect that took two runs goes back in two
                    pass
                assert plans() == {p: old[p] for p in plans()}, f"{where}: undo does not give the old bytes"
                found["taken back"] += 1
    return found


def check_remind(*, every: int = 1) -> Counter[str]:
    """The same for notices: none twice, none forgotten, and the sent-log knows."""
    words, found, hook = COMMANDS["remind"], Counter[str](), Hook()
    with office("remind", hook), tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "kept"
        shutil.copytree(".", kept)
        whole = run(words)
        assert (whole.code, dict(hook.arrived)) == (0, dict.fromkeys(UNITS, 1)), whole
        for kill, at in _places(whole.calls, every):
            again_from(kept)
            hook.arrived.clear()
            broken = run(words, at, kill=kill)
            where = f"remind: {'kill' if kill else 'ENOSPC'} at call {at} of {whole.calls}, {broken}"
            for unit in UNITS:
                assert f"已发 例县 {unit}" not in broken.said or hook.arrived[unit], (
                    f"{where}: {unit} not sent"
                )
            if not kill:
                assert (broken.code == 0) == (len(hook.arrived) == len(UNITS)) or broken.code == 3, where
            next_run = run(words)
            doubtful = [unit for unit in UNITS if f"不明 例县 {unit}" in next_run.said]
            assert max(hook.arrived.values()) == 1, f"{where}: twice: {hook.arrived}"
            assert all(hook.arrived[unit] or unit in doubtful for unit in UNITS), f"{where}: forgotten"
            assert next_run.code == (3 if doubtful else 0), f"{where}: {next_run}"
            last = run(["remind", "--resend", *words[2:]])
            assert (last.code, set(hook.arrived)) == (0, set(UNITS)), f"{where}: {last}"
            found["kills" if kill else "faults"] += 1
            found["doubtful" if doubtful else "known"] += 1
    return found


def _places(calls: int, every: int) -> Iterable[tuple[bool, int]]:
    return [(kill, at) for kill in (False, True) for at in range(1, calls + 1, every)]


def crowd(processes: int, updates: int) -> str:
    """Many write into one plan at once, and one reads it all the while. Returns what was seen."""
    from ledger.files.yaml.plan_yaml import parse_plan, read_plan

    with office("update"):
        plan = Path("plans/a.yaml")
        begun = time.monotonic()
        writers = []
        for writer in range(processes):
            if (child := os.fork()) == 0:
                with open(f"{writer}.waits", "w") as waited:
                    for nth in range(updates):
                        at = time.monotonic()
                        done = run([*UPDATE, f"{writer}之{nth}"])
                        print(done.code, time.monotonic() - at, file=waited)
                os._exit(0)
            writers.append(child)
        looks = 0
        while writers:
            assert read_plan(plan).plan is not None, "a reader met a broken plan"
            parse_plan.cache_clear()
            looks += 1
            time.sleep(0.2)
            writers = [child for child in writers if os.waitpid(child, os.WNOHANG) == (0, 0)]
        seconds = time.monotonic() - begun
        whole = read_plan(plan).plan
        assert whole is not None
        notes = Counter(entry.note for entry in whole.tasks[0].progress)
        lines = [line.split() for path in Path().glob("*.waits") for line in path.read_text().splitlines()]
        refused = sum(code != "0" for code, _ in lines)
        journal = Path("plans/.ledger/journal.jsonl").read_bytes().count(b'{"state": "+"')
        assert (len(notes) + refused, max(notes.values())) == (processes * updates, 1), "lost or doubled"
        assert journal == len(notes), f"{journal} lines in the journal"
        waits = sorted(float(wait) for _, wait in lines)
        return (
            f"{len(notes)} entries of {processes * updates}, each once, as many lines in the journal; {refused} refused; "
            f"an update: median {waits[len(waits) // 2]:.1f} s, longest {waits[-1]:.1f} s; "
            f"{looks} looks, always valid; {seconds:.0f} s"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("commands", nargs="*", metavar="COMMAND", help=" ".join(COMMANDS))
    parser.add_argument("--crowd", action="store_true")
    parser.add_argument("--processes", type=int, default=32)
    parser.add_argument("--updates", type=int, default=50)
    given = parser.parse_args()
    load_everything()
    if given.crowd:
        print(crowd(given.processes, given.updates))
        return
    for command in given.commands or COMMANDS:
        print(command, dict(check(command)), flush=True)


if __name__ == "__main__":
    main()
