"""`make bench`: every measure as a whole process, in turn with its peer; CPU medians, ratios, peak memory.

Figures are user + system seconds of the process and its children; a measure and its peer run in turn, so that
a busy machine slows both. What is not installed is skipped with a reason. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inputs import counties, county, one_plan

HERE = Path(__file__).parent
PYTHON = sys.executable
LEDGER = [PYTHON, "-m", "ledger"]
Command = Sequence[str]


@dataclass(frozen=True)
class Measure:
    """`mine` beside `peer`, or the reason why there is no peer. `before` runs uncounted before each of mine."""

    name: str
    mine: Command
    peer: Command | None
    beside: str
    reach: str
    before: Callable[[], None] = lambda: None
    mine_env: dict[str, str] = field(default_factory=dict)
    peer_env: dict[str, str] = field(default_factory=dict)


def once(command: Command, env: dict[str, str]) -> tuple[float, float]:
    """CPU seconds and peak memory (MB) of one run; the parent is a fresh process, so that peaks do not mix."""
    code = (
        "import resource,subprocess,sys;"
        "p=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.PIPE);"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(p.returncode,u.ru_utime+u.ru_stime,u.ru_maxrss/1024);sys.stderr.write(p.stderr.decode()[-300:])"
    )
    done = subprocess.run(
        [PYTHON, "-c", code, *command], capture_output=True, text=True, env=os.environ | env, check=True
    )
    status, cpu, memory = done.stdout.split()
    if status != "0":
        sys.exit(f"{' '.join(command)} → {status}\n{done.stderr}")
    return float(cpu), float(memory)


def figures(measure: Measure, runs: int) -> tuple[float, float | None, float]:
    """Median CPU of mine and of the peer, peak memory of mine."""
    mine, peer, memory = [], [], 0.0
    for n in range(runs + 1):
        measure.before()
        cpu, peak = once(measure.mine, measure.mine_env)
        other = once(measure.peer, measure.peer_env)[0] if measure.peer else None
        if n:  # the first pair warms the caches
            mine.append(cpu)
            memory = max(memory, peak)
            peer += [other] if other is not None else []
    return statistics.median(mine), statistics.median(peer) if peer else None, memory


def taskwarrior(folder: Path, plans: int) -> tuple[Command, dict[str, str]] | None:
    """As many tasks as the plans hold, in Taskwarrior's own store; an export filtered by one project in fifty."""
    if not shutil.which("task"):
        return None
    home = folder / "task"
    env = {"TASKRC": str(home / "rc"), "TASKDATA": str(home / "data")}
    if not home.exists():
        (home / "data").mkdir(parents=True)
        (home / "rc").write_text("confirmation=off\njson.array=on\n")
        rows = ",".join(
            f'{{"description":"规范政府信息公开专栏{n}","project":"u{n % 50}","due":"20221130T000000Z"}}'
            for n in range(plans * 34)
        )
        subprocess.run(
            ["task", "import", "-"],
            input=f"[{rows}]",
            text=True,
            env=os.environ | env,
            capture_output=True,
            check=True,
        )
    return ["task", "rc.verbose=nothing", "rc.gc=off", "project:u7", "export"], env


def hledger(folder: Path, megabytes: float) -> Command | None:
    """A journal of as many megabytes, read whole."""
    if not shutil.which("hledger"):
        return None
    path = folder / "peer.journal"
    if not path.exists():
        entry = "2022-11-30 规范政府信息公开专栏\n    县财政局:牵头  1\n    县司法局:配合  -1\n\n"
        path.write_text(entry * int(megabytes * 1_000_000 / len(entry.encode())), encoding="utf-8")
    return ["hledger", "-f", str(path), "stats"]


def measures(folder: Path) -> list[Measure]:
    five, city, nation = folder / "five", counties(folder / "city", 300), counties(folder / "nation", 2843)
    counties(five, 5)
    big = one_plan(folder / "one" / "plan.yaml", 10_000)
    index = folder / "index"
    on = ["--on", "2022-12-10"]
    env = {"LEDGER_INDEX": str(index)}
    none = {"LEDGER_INDEX": ""}
    tiny = [PYTHON, str(HERE / "peers.py")]
    asked = county("沁源县", 13) + "财政局"
    due = [*LEDGER, "due", *on, "--unit"]
    task = taskwarrior(folder, 300)
    schema = folder / "schema.json"
    schema.write_bytes(subprocess.run([*LEDGER, "schema"], capture_output=True, check=True).stdout)
    files = [str(path) for path in sorted(city.rglob("*.yaml")) if path.name != "units.yaml"]
    checker = Path(PYTHON).parent / "check-jsonschema"
    changing = next(
        path for path in (city / county("沁源县", 13)).glob("*.yaml") if path.name != "units.yaml"
    )

    def forget() -> None:
        shutil.rmtree(index, ignore_errors=True)

    def change() -> None:
        with changing.open("a", encoding="utf-8") as plan:
            plan.write("# 一行\n")

    def restore() -> None:
        copy.write_bytes(big.read_bytes())

    copy = folder / "update" / "plan.yaml"
    copy.parent.mkdir(exist_ok=True)
    restore()
    (copy.parent / "units.yaml").write_bytes((big.parent / "units.yaml").read_bytes())
    megabytes = sum(Path(name).stat().st_size for name in files) / 1e6
    return [
        Measure("--version", [*LEDGER, "--version"], [*tiny, "app"], "minimal typer app", "0.6"),
        Measure(
            "due --unit, five plans, warm", [*due, "县财政局", str(five)],
            [*tiny, "typed", "--on", "2022-12-10"], "typer app with a typed option", "1.5", mine_env=env,
        ),
        Measure(
            "due --unit, city, warm", [*due, asked, str(city)], task[0] if task else None,
            "Taskwarrior export, filtered", "2.0", mine_env=env, peer_env=task[1] if task else {},
        ),
        Measure(
            "due --unit known to 240 of 300, warm", [*due, "县财政局", str(city)], task[0] if task else None,
            "Taskwarrior export, filtered", "2.0", mine_env=env, peer_env=task[1] if task else {},
        ),
        Measure(
            "due --unit, nation, warm", [*due, asked, str(nation)], [*due, asked, str(city)],
            "the same at city", "1.5", mine_env=env, peer_env=env,
        ),
        Measure(
            "due --unit, city, one plan changed", [*due, asked, str(city)], [*due, "县财政局", str(five)],
            "due, five plans, warm", "", change, env, env,
        ),
        Measure(
            "due --unit, city, nothing kept", [*due, asked, str(city)], hledger(folder, megabytes),
            f"hledger stats, {megabytes:.1f} MB", "1.0", forget, env,
        ),
        Measure(
            "validate, city", [*LEDGER, "validate", "-q", *on, str(city)],
            [str(checker), "--schemafile", str(schema), *files] if checker.exists() else None,
            "check-jsonschema", "1.5", mine_env=none,
        ),
        Measure(
            "export --xlsx, 10,000 tasks", [*LEDGER, "export", "--xlsx", str(big), "-o", str(folder / "out.xlsx")],
            [*tiny, "sheet", str(folder / "peer.xlsx")], "bare openpyxl, shared style", "1.5", mine_env=none,
        ),
        Measure(
            "update, 10,000-task plan",
            [*LEDGER, "update", str(copy), "5000", "--status", "推进中", "--note", "有进展", *on],
            [*tiny, "round-trip", str(big)], "ruamel.yaml load and dump", "0.1", restore, none,
        ),
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument(
        "--only", nargs="*", default=[""], help="measures whose name holds one of these words"
    )
    parser.add_argument("--folder", type=Path, default=HERE / "work")
    parser.add_argument("--slow", type=int, default=3, help="runs of what takes more than 10 s")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    lines = [
        "| measure | CPU s | beside | CPU s | ratio | reach | peak MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for measure in measures(asked.folder.resolve()):
        if not any(words in measure.name for words in asked.only):
            continue
        measure.before()
        slow = once(measure.mine, measure.mine_env)[0] > 10
        cpu, peer, memory = figures(measure, asked.slow if slow else asked.runs)
        beside = f"{peer:.2f}" if peer is not None else "not installed: skipped"
        ratio = f"{cpu / peer:.2f}" if peer else ""
        runs = f" ({asked.slow} runs)" if slow else ""
        lines.append(
            f"| {measure.name}{runs} | {cpu:.2f} | {measure.beside} | {beside} | {ratio} | {measure.reach} | {memory:.0f} |"
        )
        print(lines[-1], flush=True)
    (HERE / "RESULTS.md").write_text("\n".join([*head(asked.runs), *lines, ""]), encoding="utf-8")


def head(runs: int) -> list[str]:
    """What the figures were measured on."""
    from importlib.metadata import version

    tools = [f"{name} {version(name)}" for name in ("ledger", "typer", "pydantic", "ruamel.yaml", "openpyxl")]
    for command in (["task", "--version"], ["hledger", "--version"]):
        if shutil.which(command[0]):
            said = subprocess.run(command, capture_output=True, text=True).stdout.split("\n")[0]
            tools.append(said if command[0] in said else f"{command[0]} {said}")
    return [
        "# Measured by `make bench`",
        "",
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores; {', '.join(tools)}.",
        f"Whole processes in turn with the peer, {runs} pairs, CPU seconds (user + system), medians.",
        "",
    ]


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
