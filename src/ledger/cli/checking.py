"""Everything that is wrong with a set of plan files: structure, then words, then the set as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ledger.checks import check_plan
from ledger.checks.directory import directory_problems
from ledger.cli.office import LoadedPlan, load
from ledger.cli.together import Checked, together
from ledger.files.yaml.units_yaml import DirectoryRead, OfficeRead
from ledger.problems import Problem


def check_files(paths: Sequence[Path], on: date) -> list[Problem]:
    """Every problem of every file, in the order of the files, each located in the user's text."""
    return together(check_each(paths, on))


def check_each(paths: Sequence[Path], on: date, *, alone: bool | None = None) -> Iterator[Checked]:
    """Each plan with what is wrong with it, in order; `alone` as for `load`."""
    beside: dict[Path, tuple[Problem, ...]] = {}
    for plan in load(paths, on, alone=alone):
        files = [file for file in (plan.directory, plan.office) if file is not None]
        for file in files:
            if file.path not in beside:
                beside[file.path] = _of_file_beside(file)
        yield Checked(
            plan.shown,
            tuple((str(file.path), beside[file.path]) for file in files),
            _own(plan, on),
            plan.file.plan.id if plan.file.plan else None,
            plan.file.locate(Problem(check="", message="", path=("编号",))) if plan.file.plan else None,
        )


def _own(plan: LoadedPlan, on: date) -> tuple[Problem, ...]:
    found = plan.file.problems
    return found if plan.understood is None else found + plan.file.locate_all(check_plan(plan.reading, on))


def _of_file_beside(file: DirectoryRead | OfficeRead) -> tuple[Problem, ...]:
    if isinstance(file, DirectoryRead) and file.file is not None:
        return file.problems + file.locate_all(directory_problems(file.file))
    return file.problems
