"""A plan file, in: bytes → text → tree with positions → model, and everything wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ledger import lazy_re
from ledger.files.yaml.complaints import problems_of
from ledger.files.yaml.hints import explain
from ledger.files.yaml.positions import locate
from ledger.files.yaml.text_file import TextFile, decode, read_bytes
from ledger.files.yaml.tree import Mapping, Node, Scalar, Trouble, YamlTrouble, compose, to_data
from ledger.files.yaml.unseen import unseen_problems
from ledger.problems import UNREADABLE, LedgerError, Problem
from ledger.record.model import Plan

_MOST_SYNTAX_ERRORS = 20
_MARK = lazy_re.compile(r"^<{7}(?= |$)", re.M)
R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True)
class YamlFile:
    """A YAML file as read. `layout` is the text that `tree` counts its offsets in: the file's own, or,
    where broken YAML was mended in memory to read on, the mended one (same lines)."""

    source: TextFile
    layout: TextFile
    tree: Node | None
    problems: tuple[Problem, ...]

    @property
    def path(self) -> Path:
        return self.source.path

    @property
    def shown(self) -> str:
        """The path as the user wrote it."""
        return self.source.shown

    @property
    def text(self) -> str:
        return self.source.text

    @property
    def newline(self) -> str:
        return self.source.newline

    @property
    def broken(self) -> bool:
        """Whether an error stands in the way of answering from this file."""
        return any(problem.severity == "error" for problem in self.problems)

    def locate(self, problem: Problem) -> Problem:
        """`problem` with the file, line, column, width and excerpt of its model path."""
        return locate(problem, self.tree, self.layout, self.source)

    def locate_all(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """All of them located, in the order of the file."""
        return in_order(map(self.locate, problems))


@dataclass(frozen=True)
class PlanFile(YamlFile):
    """A plan file. `plan` is None exactly when `problems` holds an error."""

    plan: Plan | None = None


def read_plan(path: Path, *, shown: str | None = None) -> PlanFile:
    """Read the plan at `path`; messages call it `shown`. What is wrong in the file is in `problems`.

    Raises LedgerError when there is no such file, it is a folder, or it may not be read.
    """
    shown = shown or str(path)
    return parse_plan(path, shown, read_bytes(path, shown))


def plan_id(path: Path) -> str | None:
    """Its 编号, also where other things in the file are wrong; None when it has none or cannot be read."""
    try:
        return id_in(read_plan(path))
    except LedgerError:
        return None


def id_in(file: PlanFile) -> str | None:
    """The 编号 that stands in a file, whatever else is wrong with it."""
    node = file.tree.values.get("编号") if isinstance(file.tree, Mapping) else None
    return node.text.strip() if isinstance(node, Scalar) else None


def unreadable_plan(path: Path, message: str) -> PlanFile:
    """A plan file that could not be read, among others that could: `message` says why."""
    problem = Problem(check=UNREADABLE, message=message.rstrip("。"), file=str(path))
    source = TextFile(path, str(path), b"", problems=(problem,))
    return PlanFile(source, source, None, source.problems)


@lru_cache(maxsize=4)
def parse_plan(path: Path, shown: str, raw: bytes) -> PlanFile:
    """The plan that the bytes `raw` of the file `path` hold.

    The last few are kept: a command that finds a plan by its 编号, answers from it and reads it again under the
    lock has the same bytes each time.
    """
    file, plan = read_record(decode(path, shown, raw), Plan)
    return PlanFile(file.source, file.layout, file.tree, file.problems, plan)


def read_record(source: TextFile, model: type[R]) -> tuple[YamlFile, R | None]:
    """`source` as YAML and as `model`: the file with all its problems, in order, and the record if whole."""
    if source.problems:
        return YamlFile(source, source, None, source.problems), None
    if unmerged := _unmerged(source):
        return YamlFile(source, source, None, unmerged), None
    layout, tree, problems = _read_tree(source)
    mended = frozenset(p.line for p in problems)
    if tree is None:
        if not problems:
            message, hint = "文件里只有注释，没有内容", "按 examples 里的样子填写。"
            problems = [Problem(check="empty-file", file=source.shown, message=message, hint=hint)]
        return YamlFile(source, layout, None, in_order(problems)), None
    problems += unseen_problems(tree, layout, source)
    record: R | None = None
    try:
        record = model.model_validate(to_data(tree), by_alias=True, by_name=False)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        found = [locate(p, tree, layout, source) for p in problems_of(details, tree, model)]
        problems += [p for p in found if p.line not in mended]  # a mended line has had its say
    file = YamlFile(source, layout, tree, in_order(problems))
    return file, None if file.broken else record


def _unmerged(source: TextFile) -> tuple[Problem, ...]:
    """A problem for each place where a merge left two versions between its markers."""
    if "<<<<<<<" not in source.text:
        return ()
    message = "这里两边改得不一样，合并时两种都留着"
    hint = "<<<<<<< 到 ======= 之间是一种，======= 到 >>>>>>> 之间是另一种：改定一种，删去三行标记。"
    return tuple(
        source.problem("merge-conflict", message, hint, source.place(mark.start()), 7)
        for mark in _MARK.finditer(source.text.replace("\r", "\n"))
    )


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By place in the file; problems of the whole file first."""
    return tuple(sorted(problems, key=lambda p: (p.file, p.line or 0, p.column or 0)))


def _read_tree(source: TextFile) -> tuple[TextFile, Node | None, list[Problem]]:
    """The tree, mending line by line what a rule of `hints.py` understands, and what was wrong."""
    layout = source
    problems: list[Problem] = []
    mended: set[int] = set()
    while len(problems) < _MOST_SYNTAX_ERRORS:
        try:
            tree, repeated = compose(layout.text)
        except YamlTrouble as error:
            hint, known = explain(error.trouble, layout)
            if problems and (not known or hint.line in mended):
                break  # likely the mending's own fault: say nothing rather than something wrong
            width = max(1, min(hint.width, len(source.line(hint.line)) - hint.column))
            place = hint.line, hint.column + 1
            problems.append(source.problem(hint.check, hint.message, hint.advice, place, width))
            if hint.mended is None:
                break
            mended.add(hint.line)
            layout = _with_line(layout, hint.line, hint.mended)
            continue
        problems += [_repeated(trouble, layout, source) for trouble in repeated]
        return layout, tree, problems
    if len(problems) == _MOST_SYNTAX_ERRORS:
        message = f"错处太多，只列了 {_MOST_SYNTAX_ERRORS} 处，后面可能还有"
        problems.append(
            Problem(check="more-errors", message=message, hint="先改列出的，再查一遍。", file=source.shown)
        )
    return layout, None, problems


def _with_line(file: TextFile, line: int, text: str) -> TextFile:
    start = file.line_start(line)
    end = start + len(file.line(line))
    return replace(file, text=file.text[:start] + text + file.text[end:])


def _repeated(trouble: Trouble, layout: TextFile, source: TextFile) -> Problem:
    first = layout.place(trouble.since or 0)[0]
    message = f"键“{trouble.key}”写了两次，第 {first} 行已经有了"
    hint = "只留一处；如果是另一项任务，前面要有“- ”。"
    return source.problem("duplicate-key", message, hint, layout.place(trouble.offset), trouble.length)
