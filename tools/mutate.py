"""Change the program in one place, run the near tests, and see whether one of them fails.

    python tools/mutate.py [--count 150] [--seed 1] [--jobs 2] [--group duty]…

A change (mutant) that no test notices is alive: a rule nobody holds. Mutants are drawn with a fixed seed from the rooms where
a wrong answer hurts: an order turned (< and <=), a number one off, `and` for `or`, a condition denied, a row of a table gone.
First the tests named for a group run once, and it is noted which of them enter which function. Then each mutant runs in a
copy of the tree, in a fork of a process that has the libraries loaded, with the tests that enter its function, the quickest
first; one in a table with all of its group. Prints the share killed for each group and every survivor with its place; exit
code 1 when fewer than `--least` per cent were killed. Needs a system that can fork.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import importlib
import os
import pickle
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode
from queue import Queue
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 240
LIBRARIES = (
    "pytest",
    "hypothesis",
    "pydantic",
    "openpyxl",
    "ruamel.yaml",
    "typer.testing",
    "rich.console",
    "xdist",
)
# group → the files changed, the tests that must notice
GROUPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "duty": (("duty",), ("tests/duty", "tests/questions", "tests/checks")),
    "deadline": (("words/deadline",), ("tests/words",)),
    "responsibility": (("words/responsibility", "words/lexicon.py"), ("tests/words",)),
    "splice": (
        ("files/yaml/splice.py", "files/yaml/lines.py"),
        ("tests/files/test_splice.py", "tests/files/test_splice_fields.py"),
    ),
    "collect": (
        ("questions/collect.py", "questions/returns.py"),
        ("tests/questions", "tests/cli/test_cycle.py"),
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
    """`old` bytes at `start` of `file` become `new`; `function` is the line its function begins at, 0 outside."""

    group: str
    file: Path
    start: int
    old: bytes
    new: bytes
    line: int
    function: int

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
        self.depth = self.function = 0
        self.visit(ast.parse(self.raw))

    def at(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def span(self, node: ast.expr) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset)

    def add(self, start: int, old: bytes, new: bytes, line: int) -> None:
        self.found.append(Mutant(self.group, self.file, start, old, new, line, self.function))

    def between(self, left: ast.expr, right: ast.expr, old: str, new: str) -> None:
        start, end = self.span(left)[1], self.span(right)[0]
        place = self.raw[start:end].find(old.encode())
        if place >= 0:
            self.add(start + place, old.encode(), new.encode(), left.lineno)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for default in (*node.args.defaults, *(d for d in node.args.kw_defaults if d)):
            self.visit(default)  # no annotations, no decorators
        outer, self.function = (
            self.function,
            self.function or min([node.lineno, *(d.lineno for d in node.decorator_list)]),
        )
        self.depth += 1
        for part in node.body:
            self.visit(part)
        self.depth -= 1
        self.function = outer

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in node.body:
            self.visit(part)  # no decorators: whether a value is frozen is no answer

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

    def visit_Call(self, node: ast.Call) -> None:
        """`zip(…, strict=True)` over two of one length answers nothing."""
        for part in (node.func, *node.args, *(key.value for key in node.keywords if key.arg != "strict")):
            self.visit(part)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """`Rule = Callable[[Case], Found]` and `Literal["before", "after"]` are types, no tables."""
        if not isinstance(node.value, ast.Name) or node.value.id not in ("Callable", "Literal"):
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


class Watch:
    """A plugin of pytest: which test enters which function of the files watched, and how long it takes."""

    def __init__(self, files: set[str]) -> None:
        self.files = files
        self.entered: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        self.seconds: dict[str, float] = {}
        self.test = ""

    def __call__(self, frame: Any, event: str, arg: object) -> None:
        """Called as a function is entered (`sys.settrace`), and for no line of it."""
        code = frame.f_code
        if code.co_filename in self.files:
            self.entered[code.co_filename, code.co_firstlineno].add(self.test)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.test, self.seconds[nodeid] = nodeid, time.monotonic()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self.seconds[nodeid] = time.monotonic() - self.seconds[nodeid]


def _pytest(tree: Path, words: list[str], plugins: list[object]) -> int:
    """Run tests in this process, which is a fork and ends afterwards."""
    import pytest

    os.chdir(tree)
    sys.path.insert(0, str(tree / "src"))
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *words], plugins))


@dataclass(frozen=True)
class Tests:
    """The tests of one group: those that enter a function (file, first line), and what each takes."""

    entered: dict[tuple[str, int], set[str]]
    seconds: dict[str, float]

    def of(self, mutant: Mutant) -> list[str]:
        """The tests that can notice it, the quickest first."""
        name = str(mutant.file.relative_to(ROOT))
        found = self.entered.get((name, mutant.function), set()) if mutant.function else set(self.seconds)
        return sorted(found & set(self.seconds), key=lambda test: (self.seconds[test], test))


def watched(group: str, tree: Path) -> Tests:
    """Run the tests of a group as they are. They must pass."""
    names = {str(mutant.file.relative_to(ROOT)) for mutant in mutants(group)}
    told = tree / "watched"
    if (child := os.fork()) == 0:
        watch = Watch({str(tree / name) for name in names})
        sys.settrace(watch)
        tests = [test for test in GROUPS[group][1] if (tree / test).exists()]
        code = _pytest(tree, tests, [watch])
        sys.settrace(None)
        entered = {(os.path.relpath(file, tree), line): seen for (file, line), seen in watch.entered.items()}
        told.write_bytes(pickle.dumps((entered, watch.seconds)))
        os._exit(code)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        sys.exit(f"the tests of {group} fail as they are: {GROUPS[group][1]}")
    return Tests(*pickle.loads(told.read_bytes()))


def run(mutant: Mutant, tree: Path, tests: list[str]) -> bool | None:
    """Whether one of `tests` noticed; None for a change that is no Python."""
    raw = mutant.file.read_bytes()
    changed = raw[: mutant.start] + mutant.new + raw[mutant.start + len(mutant.old) :]
    try:
        compile(changed, str(mutant.file), "exec")
    except SyntaxError:
        return None
    if not tests:
        return False
    copy = tree / mutant.file.relative_to(ROOT)
    copy.write_bytes(changed)
    try:
        if (child := os.fork()) == 0:
            sys.dont_write_bytecode = True
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(SECONDS)  # one that runs for ever is noticed
            try:
                code = _pytest(tree, tests, [])
            except BaseException:
                code = 3
            os._exit(code)
        return os.waitpid(child, 0)[1] != 0
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
        # known by their content: a mutant may have the size and the second of the file it stands for
        compileall.compile_dir(tree / "src", quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
        yield tree


def main() -> int:
    """Draw, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--least", type=float, default=85.0)
    parser.add_argument("--group", action="append", choices=list(GROUPS))
    parser.add_argument("--verbose", action="store_true", help="name the killed too")
    given = parser.parse_args()
    groups = given.group or list(GROUPS)
    for library in LIBRARIES:
        importlib.import_module(library)
    draw = random.Random(given.seed)
    chosen: list[Mutant] = []
    for group in groups:
        possible = mutants(group)
        chosen += draw.sample(possible, min(len(possible), -(-given.count // len(groups))))
    made: Counter[str] = Counter()
    killed: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        free: Queue[Path] = Queue()
        trees = list(_trees(Path(folder).resolve(), given.jobs))
        tests = {group: watched(group, trees[0]) for group in groups}
        for tree in trees:
            free.put(tree)

        def judge(mutant: Mutant) -> bool | None:
            tree = free.get()
            try:
                return run(mutant, tree, tests[mutant.group].of(mutant))
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
                elif given.verbose:
                    print(f"killed {mutant}", flush=True)
    for group in groups:
        print(f"{group:15} {killed[group]:4} of {made[group]:4} killed")
    share = 100 * killed.total() / max(1, made.total())
    print(f"{'all':15} {killed.total():4} of {made.total():4} killed: {share:.0f} %")
    return 0 if share >= given.least else 1


if __name__ == "__main__":
    sys.exit(main())
