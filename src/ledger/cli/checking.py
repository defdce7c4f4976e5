"""Everything that is wrong with a set of plan files: structure, then words, then the set as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ledger.checks import check_plan, check_set
from ledger.checks.directory import directory_problems
from ledger.cli.office import load
from ledger.files.yaml.units_yaml import DirectoryRead, OfficeRead
from ledger.problems import Problem


def check_files(paths: Sequence[Path], on: date) -> list[Problem]:
    """Every problem of every file, in the order of the files, each located in the user's text."""
    plans = load(paths, on)
    found: list[Problem] = []
    seen: set[Path] = set()
    for plan in plans:
        for beside in (plan.directory, plan.office):
            if beside is not None and beside.path not in seen:
                seen.add(beside.path)
                found.extend(_of_file_beside(beside))
        found.extend(plan.file.problems)
        if plan.reading is not None:
            found.extend(plan.file.locate_all(check_plan(plan.reading, on)))
    by_name = {plan.file.shown: plan.file for plan in plans}
    named = [(plan.file.shown, plan.file.plan) for plan in plans if plan.file.plan]
    found.extend(by_name[problem.file].locate(problem) for problem in check_set(named))
    return found


def _of_file_beside(file: DirectoryRead | OfficeRead) -> tuple[Problem, ...]:
    if isinstance(file, DirectoryRead) and file.file is not None:
        return file.problems + file.locate_all(directory_problems(file.file))
    return file.problems
