"""Numbers for 督办单: the register stands beside `office.yaml` (without one, beside the plan) and is written first."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ledger.cli.office import LoadedPlan, Office
from ledger.cli.output import write_file
from ledger.files.beside import find_beside
from ledger.files.run_lock import run_lock
from ledger.files.sheets.register_workbook import NAME, read_register, with_lines
from ledger.questions.supervise import supervise
from ledger.values.grouped import grouped
from ledger.values.notices import Notice


def numbered(
    notices: Sequence[Notice], office: Office, *, by: date | None = None, dry_run: bool = False
) -> list[Notice]:
    """The notices with number, 第几次 and day of answer, each entered in the register of its office."""
    plans = {plan.id: plan for plan in office.plans}
    done: dict[int, Notice] = {}
    for path, mine in grouped(notices, lambda notice: _register(plans[notice.plans[0]])).items():
        with _alone(path.parent, dry_run=dry_run):
            settings = plans[mine[0].plans[0]].settings
            made, new = supervise(mine, read_register(path), settings, office.on, by=by)
            if new:
                write_file(path, with_lines(path, new, office.on), dry_run=dry_run, holds_theirs=True)
        done |= {id(notice): letter for notice, letter in zip(mine, made, strict=True)}
    return [done[id(notice)] for notice in notices]


def _register(plan: LoadedPlan) -> Path:
    beside = find_beside(plan.file.path, "office")
    path = (beside or plan.file.path.absolute()).parent / NAME
    with contextlib.suppress(ValueError):
        return path.relative_to(Path.cwd())
    return path


@contextlib.contextmanager
def _alone(folder: Path, *, dry_run: bool) -> Iterator[None]:
    """Two runs at once must not give one number twice."""
    if dry_run:
        yield
        return
    with run_lock(folder):
        yield
