"""Change the program in one place, run the near tests, and see whether one of them fails.

    python tools/mutate.py [--count 150] [--seed 1] [--jobs 2] [--group duty]…

A change (mutant) that no test notices is alive: a rule nobody holds. Mutants are drawn with a fixed seed from the rooms where
a wrong answer hurts: an order turned (< and <=), a number one off, `and` for `or`, a condition denied, a row of a table gone.
Each runs in a copy of the tree with the tests named for its group. Prints the share killed for each group and every
survivor with its place; exit code 1 when fewer than `--least` per cent were killed.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 300
# group → the files changed, the tests that must notice
GROUPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "duty": (("duty",), ("tests/duty", "tests/questions")),
    "deadline": (("words/deadline",), ("tests/words",)),
    "responsibility": (("words/responsibility", "words/lexicon.py"), ("tests/words",)),
    "splice": (("files/yaml/splice.py", "files/yaml/lines.py"), ("tests/files/test_splice.py",)),
    "collect": (
        ("questions/collect.py", "questions/returns.py"),
        ("tests/questions", "tests/cli/test_cycle.py", "tests/cli/test_cycle_round_trip.py"),
    ),
}
SWAPS = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}


@dataclass(frozen=True)
class Mutant:
    """`old` bytes at `start` of `file` become `new`."""

    group: str
    file: Path
    start: int
    old: bytes
    new: bytes
    line: int

    def __str__(self) -> str:
        place = f"{self.file.relative_to(ROOT)}:{self.line}"
        return f"{place}  {self.old.decode()[:60]!r} → {self.new.decode()[:60]!r}"


class _Places(ast.NodeVisitor):
    """Every place of one file that can be changed."""

    def __init__(self, group: str, file: Path) -> None:
        self.group, self.file = group, file
        self.raw = file.read_bytes()
        self.starts = [0]
        for line in self.raw.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.found: list[Mutant] = []
        self.depth = 0
        self.visit(ast.parse(self.raw))

    def at(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def span(self, node: ast.expr) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset)

    def add(self, start: int, old: bytes, new: bytes, line: int) -> None:
        self.found.append(Mutant(self.group, self.file, start, old, new, line))

    def between(self, left: ast.expr, right: ast.expr, old: str, new: str) -> None:
        start, end = self.span(left)[1], self.span(right)[0]
        place = self.raw[start:end].find(old.encode())
        if place >= 0:
            self.add(start + place, old.encode(), new.encode(), left.lineno)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.depth += 1
        for part in (*node.args.defaults, *(d for d in node.args.kw_defaults if d), *node.body):
            self.visit(part)  # no annotations, no decorators
        self.depth -= 1

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_Compare(self, node: ast.Compare) -> None:
        if len(node.ops) == 1 and type(node.ops[0]) in SWAPS:
            self.between(node.left, node.comparators[0], *SWAPS[type(node.ops[0])])
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        self.between(node.values[0], node.values[1], old, new)
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        start, end = self.span(node.test)
        self.add(start, self.raw[start:end], b"not (" + self.raw[start:end] + b")", node.lineno)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        start, end = self.span(node)
        old = self.raw[start:end]
        if isinstance(node.value, bool):
            self.add(start, old, str(not node.value).encode(), node.lineno)
        elif isinstance(node.value, int):
            self.add(start, old, str(node.value + 1).encode(), node.lineno)

    def visit_Tuple(self, node: ast.Tuple) -> None:
        """A row of a table at the head of a module."""
        if not self.depth and len(node.elts) > 2:
            for one in node.elts:
                start, end = self.span(one)
                tail = self.raw[end : end + 1]
                if tail == b"," and not isinstance(one, ast.Starred):
                    self.add(start, self.raw[start : end + 1], b"", one.lineno)
        self.generic_visit(node)

    visit_List = visit_Tuple  # type: ignore[assignment]

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Sentences are judged by reading, not here."""


def mutants(group: str) -> list[Mutant]:
    """All that can be changed in a group, in the order of the files."""
    found: list[Mutant] = []
    for name in GROUPS[group][0]:
        place = ROOT / "src/ledger" / name
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            if file.exists():
                found += _Places(group, file).found
    return found


def run(mutant: Mutant, tree: Path) -> bool | None:
    """Whether a test noticed; None for a change that is no Python."""
    raw = mutant.file.read_bytes()
    changed = raw[: mutant.start] + mutant.new + raw[mutant.start + len(mutant.old) :]
    try:
        compile(changed, str(mutant.file), "exec")
    except SyntaxError:
        return None
    copy = tree / mutant.file.relative_to(ROOT)
    copy.write_bytes(changed)
    tests = [test for test in GROUPS[mutant.group][1] if (tree / test).exists()]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    env = {**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=tree, env=env, capture_output=True, timeout=SECONDS, check=False)
        return done.returncode != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        copy.write_bytes(raw)


def _trees(folder: Path, jobs: int) -> Iterator[Path]:
    for number in range(jobs):
        tree = folder / str(number)
        tree.mkdir()
        for name in ("src", "tests", "plans", "examples", "tools"):
            shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md"):
            shutil.copy(ROOT / name, tree / name)
        yield tree


def main() -> int:
    """Draw, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--least", type=float, default=85.0)
    parser.add_argument("--group", action="append", choices=list(GROUPS))
    given = parser.parse_args()
    groups = given.group or list(GROUPS)
    draw = random.Random(given.seed)
    chosen: list[Mutant] = []
    for group in groups:
        possible = mutants(group)
        chosen += draw.sample(possible, min(len(possible), -(-given.count // len(groups))))
    made: Counter[str] = Counter()
    killed: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        free: Queue[Path] = Queue()
        for tree in _trees(Path(folder), given.jobs):
            free.put(tree)

        def judge(mutant: Mutant) -> bool | None:
            tree = free.get()
            try:
                return run(mutant, tree)
            finally:
                free.put(tree)

        with ThreadPoolExecutor(given.jobs) as pool:
            for mutant, noticed in zip(chosen, pool.map(judge, chosen), strict=True):
                if noticed is None:
                    continue
                made[mutant.group] += 1
                killed[mutant.group] += noticed
                if not noticed:
                    print(f"alive  {mutant}", flush=True)
    for group in groups:
        print(f"{group:15} {killed[group]:4} of {made[group]:4} killed")
    share = 100 * killed.total() / max(1, made.total())
    print(f"{'all':15} {killed.total():4} of {made.total():4} killed: {share:.0f} %")
    return 0 if share >= given.least else 1


if __name__ == "__main__":
    sys.exit(main())
