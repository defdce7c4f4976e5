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

from inputs import TASKS, counties, county, cycle, one_plan

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
    before_peer: Callable[[], None] = lambda: None
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
    whole = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | env
    done = subprocess.run(
        [PYTHON, "-c", code, *command], capture_output=True, text=True, env=whole, check=True
    )
    status, cpu, memory = done.stdout.split()
    if status != "0":
        sys.exit(f"{' '.join(command)} → {status}\n{done.stderr}")
    return float(cpu), float(memory)


@dataclass(frozen=True)
class Figures:
    """Medians of CPU seconds, peaks of memory (MB), of mine and of the peer (None: there is none)."""

    pairs: int
    cpu: float
    memory: float
    peer_cpu: float | None
    peer_memory: float | None


def figures(measure: Measure, most: int, least: int) -> Figures:
    """Pairs in turn, after one that warms the caches: `most`, or `least` of what takes more than 2 s."""
    mine, peer = [], []
    runs = most
    for n in range(most + 1):
        if n > runs:
            break
        measure.before()
        own = once(measure.mine, measure.mine_env)
        measure.before_peer()
        other = once(measure.peer, measure.peer_env) if measure.peer else None
        if n:
            mine.append(own)
            peer += [other] if other is not None else []
            runs = least if own[0] > 2 else most
    (cpu, memory), theirs = zip(*mine, strict=True), tuple(zip(*peer, strict=True)) or None
    return Figures(
        len(mine),
        statistics.median(cpu),
        max(memory),
        statistics.median(theirs[0]) if theirs else None,
        max(theirs[1]) if theirs else None,
    )


def taskwarrior(folder: Path, plans: int) -> tuple[Command, dict[str, str]] | None:
    """As many tasks as `plans` plans hold, in Taskwarrior's own store; an export filtered by one project
    in fifty."""
    if not shutil.which("task"):
        return None
    home = folder / "task"
    env = {"TASKRC": str(home / "rc"), "TASKDATA": str(home / "data")}
    if not home.exists():
        (home / "data").mkdir(parents=True)
        (home / "rc").write_text("confirmation=off\njson.array=on\n")
        rows = ",".join(
            f'{{"description":"规范政府信息公开专栏{n}","project":"u{n % 50}","due":"20221130T000000Z"}}'
            for n in range(plans * TASKS)
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
    path = folder / f"{megabytes:.1f} MB.journal"
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

    def tab(line: str) -> dict[str, str]:
        words = line.split()
        return {
            "_LEDGER_COMPLETE": "complete_bash",
            "COMP_WORDS": f"ledger {line}",
            "COMP_CWORD": str(len(words)),
            "LEDGER_PLANS": str(five),
        }

    def forget() -> None:
        shutil.rmtree(index, ignore_errors=True)

    def change() -> None:
        with changing.open("a", encoding="utf-8") as plan:
            plan.write("# 一行\n")

    def unfilled() -> None:
        (desk / "plans" / "plan.yaml").write_bytes(asked_plan)

    def restore() -> None:
        copy.write_bytes(big.read_bytes())

    rows = folder / "one" / "rows.csv"
    if not rows.exists():
        subprocess.run(
            [*LEDGER, "export", "--csv", str(big), "-o", str(rows)], capture_output=True, check=True
        )
    sent = ["--on", "2022-11-20"]

    def split(place: Path) -> None:
        command = [*LEDGER, "split", str(place / "plans"), "-o", str(place / "sent"), *sent]
        subprocess.run(command, capture_output=True, check=True)

    desk = cycle(folder / "cycle", 40, TASKS, split)
    asked_plan = (desk / "plans" / "plan.yaml").read_bytes()
    copy = folder / "update" / "plan.yaml"
    copy.parent.mkdir(exist_ok=True)
    restore()
    (copy.parent / "units.yaml").write_bytes((big.parent / "units.yaml").read_bytes())
    megabytes = sum(path.stat().st_size for path in city.rglob("*.yaml")) / 1e6
    return [
        Measure("--version", [*LEDGER, "--version"], [*tiny, "app"], "minimal typer app", "0.6"),
        Measure(
            "due --unit, five plans, warm", [*due, "县财政局", str(five)],
            [*tiny, "typed", "--on", "2022-12-10"], "typer app with a typed option", "1.5", mine_env=env,
        ),
        Measure(
            "due --unit, city, warm", [*due, asked, str(city)], task[0] if task else None,
            "Taskwarrior export of 10,200 tasks, filtered", "2.0", mine_env=env, peer_env=task[1] if task else {},
        ),
        Measure(
            "due --unit known to 240 of 300, warm", [*due, "县财政局", str(city)], task[0] if task else None,
            "Taskwarrior export of 10,200 tasks, filtered", "2.0", mine_env=env, peer_env=task[1] if task else {},
        ),
        Measure(
            "due --unit, nation, warm", [*due, asked, str(nation)], [*due, asked, str(city)],
            "the same at city", "1.5", mine_env=env, peer_env=env,
        ),
        Measure(
            "due --unit, nation, warm: memory", [*due, asked, str(nation)], [*tiny, "app"],
            "minimal typer app", "1.5 of MB", mine_env=env,
        ),
        Measure(
            "due --unit, city, one plan changed", [*due, asked, str(city)], [*due, asked, str(city)],
            "the same, nothing changed", "1.2", change, mine_env=env, peer_env=env,
        ),
        Measure(
            "Tab: a unit", [*LEDGER], [*tiny, "app"], "minimal typer app", "1.2",
            mine_env=tab("due --unit 县"),
        ),
        Measure(
            "Tab: a plan", [*LEDGER], [*tiny, "app"], "minimal typer app", "1.2", mine_env=tab("show qin"),
        ),
        Measure(
            "Tab: a task's number", [*LEDGER], [*tiny, "app"], "minimal typer app", "1.2",
            mine_env=tab(f"show {next(five.rglob('*.yaml'))} 1"),
        ),
        Measure(
            "due --unit, city, nothing kept", [*due, asked, str(city)], hledger(folder, megabytes),
            f"hledger stats, {megabytes:.1f} MB", "1.0", forget, mine_env=env,
        ),
        Measure(
            "due --unit, 300 plans, nothing kept", [*due, asked, str(city)],
            [*due, "县财政局", str(counties(folder / "thirty", 30))], "the same, 30 plans", "11",
            forget, forget, env, env,
        ),
        Measure(
            "validate, city", [*LEDGER, "validate", "-q", *on, str(city)],
            [str(checker), "--schemafile", str(schema), *files] if checker.exists() else None,
            "check-jsonschema", "1.5", mine_env=none,
        ),
        Measure(
            "validate, city, warm", [*LEDGER, "validate", "-q", *on, str(city)],
            [str(checker), "--schemafile", str(schema), *files] if checker.exists() else None,
            "check-jsonschema", "0.3", mine_env=env,
        ),
        Measure(
            "export --xlsx, 10,000 tasks", [*LEDGER, "export", "--xlsx", str(big), "-o", str(folder / "out.xlsx")],
            [*tiny, "sheet", str(rows), str(folder / "peer.xlsx")],
            "bare openpyxl, write-only, one shared style, the same cells", "1.5", mine_env=none,
        ),
        Measure(
            "split, 40 units × 34 tasks", [*LEDGER, "split", str(desk / "plans"), "-o", str(desk / "sent"), *sent],
            [*tiny, "books", str(desk / "cells.json"), str(desk / "bare")], "bare openpyxl, the same cells", "1.5",
            unfilled, mine_env=none,
        ),
        Measure(
            "collect, 40 units × 34 tasks", [*LEDGER, "collect", str(desk / "back"), *sent],
            [*tiny, "read-books", str(desk / "back")], "bare openpyxl reading them", "1.5",
            unfilled, mine_env=none | {"LEDGER_PLANS": str(desk / "plans")},
        ),
        Measure(
            "update, 10,000-task plan",
            [*LEDGER, "update", str(copy), "5000", "--status", "推进中", "--note", "有进展", *on],
            [*tiny, "round-trip", str(big)], "ruamel.yaml load and dump", "0.1", restore, mine_env=none,
        ),
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument(
        "--only", nargs="*", default=[""], help="measures whose name holds one of these words"
    )
    parser.add_argument("--folder", type=Path, default=HERE / "work")
    parser.add_argument("--slow", type=int, default=3, help="pairs of what takes more than 2 s")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    notes = kept_notes()
    table = kept_rows() if asked.only != [""] else {}
    for measure in measures(asked.folder.resolve()):
        if not any(words in measure.name for words in asked.only):
            continue
        table[measure.name] = row(measure, figures(measure, asked.runs, asked.slow))
        print(table[measure.name], flush=True)
        (HERE / "RESULTS.md").write_text(
            "\n".join([*head(asked.folder.resolve()), *HEADING, *table.values(), "", *notes]),
            encoding="utf-8",
        )


LIBRARIES = ("county-ledger", "typer", "pydantic", "ruamel.yaml", "openpyxl", "check-jsonschema")
NOTES = "## What bounds the rows that do not reach"
HEADING = (
    "| measure | pairs | CPU s | beside | CPU s | ratio | reach | peak MB | peer's MB |",
    "|---|---|---|---|---|---|---|---|---|",
)


def row(measure: Measure, found: Figures) -> str:
    """A line of the table."""
    theirs = ["not installed: skipped", "", ""]
    if found.peer_cpu is not None:
        theirs = [f"{found.peer_cpu:.2f}", f"{found.cpu / found.peer_cpu:.2f}", f"{found.peer_memory:.0f}"]
    cells = [
        measure.name,
        str(found.pairs),
        f"{found.cpu:.2f}",
        measure.beside,
        theirs[0],
        theirs[1],
        measure.reach,
    ]
    return f"| {' | '.join([*cells, f'{found.memory:.0f}', theirs[2]])} |"


def kept_lines() -> list[str]:
    path = HERE / "RESULTS.md"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def kept_notes() -> list[str]:
    """What people wrote behind the table."""
    lines = kept_lines()
    return [*lines[lines.index(NOTES) :], ""] if NOTES in lines else []


def kept_rows() -> dict[str, str]:
    """What was measured before, where only some rows are measured anew."""
    lines = kept_lines()
    rows = [line for line in lines if line.startswith("| ") and line not in HEADING]
    return {line.split(" | ")[0].removeprefix("| "): line for line in rows}


def held(folder: Path, plans: int) -> str:
    """How many plans a folder holds, their tasks and their size."""
    size = sum(path.stat().st_size for path in folder.rglob("*.yaml")) / 1e6
    return f"{plans:,} ({plans * TASKS:,} tasks, {size:.1f} MB)"


def head(folder: Path) -> list[str]:
    """What the figures were measured on."""
    from importlib.metadata import version

    tools = [f"{name} {version(name)}" for name in LIBRARIES]
    for command in (["task", "--version"], ["hledger", "--version"]):
        if shutil.which(command[0]):
            said = subprocess.run(command, capture_output=True, text=True).stdout.split("\n")[0]
            tools.append(said if command[0] in said else f"{command[0]} {said}")
    return [
        "# Measured by `make bench`",
        "",
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores; {', '.join(tools)}.",
        "Whole processes in turn with the peer, CPU seconds (user + system), medians; peaks of memory. Plans: the five real",
        f"ones multiplied, {TASKS} tasks each, each a county of its own: city {held(folder / 'city', 300)}, nation "
        f"{held(folder / 'nation', 2843)}.",
        "",
    ]


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
