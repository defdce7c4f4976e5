"""Loads plans, directory and settings, once, for every command.

A plan that does not validate, or cannot be read, is never half-answered: the others are answered, it is
named on stderr, and the exit code is 3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from secrets import token_hex

from ledger.checks import plan_errors
from ledger.cli.answering import finish, who_answers, whom
from ledger.cli.clock import today
from ledger.cli.plan_places import find_plans, shown_here
from ledger.cli.screen import say
from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import PlanReading, read_items
from ledger.files.beside import find_beside
from ledger.files.yaml.plan_yaml import PlanFile, id_in, read_plan, unreadable_plan
from ledger.files.yaml.units_yaml import DirectoryRead, OfficeRead, read_directory, read_office
from ledger.problems import UNREADABLE, LedgerError, Problem, UsageError
from ledger.questions.asked import Asked
from ledger.record.model import Plan
from ledger.record.office_model import OfficeFile
from ledger.values.grouped import grouped


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan file with its directory and settings; `understood` is None when it does not validate."""

    file: PlanFile
    directory: DirectoryRead | None
    office: OfficeRead | None
    understood: PlanReading | None
    own_errors: tuple[Problem, ...] = ()  # what only shows when it is read as a plan: a 序号 twice

    @property
    def settings(self) -> OfficeFile:
        return self.office.office if self.office and self.office.office else OfficeFile()

    @property
    def shown(self) -> str:
        return self.file.shown

    @property
    def reading(self) -> PlanReading:
        """Of a plan that can be answered from."""
        assert self.understood is not None
        return self.understood

    @property
    def id(self) -> str:
        return self.reading.plan.id

    @property
    def region(self) -> str | None:
        return self.reading.plan.region

    @property
    def trouble(self) -> str | None:
        """Why it cannot be answered from, in a sentence; None when it can."""
        read = [one for one in (self.file, self.directory, self.office) if one]
        errors = [problem for one in read for problem in one.problems if problem.severity == "error"]
        errors += self.own_errors
        if errors and errors[0].check == UNREADABLE:
            return f"{errors[0].message}；没有算在内。"
        if errors:
            return f"{self.shown} 有 {len(errors)} 处错误，没有算在内；ledger validate {self.shown} 看详情。"
        return None


@dataclass(slots=True)
class Office:
    """All plans a command works on, on a day."""

    on: date
    plans: list[LoadedPlan]
    broken: list[str] = field(default_factory=list)
    run: str = field(default_factory=lambda: token_hex(8))  # one for all that the command writes

    @property
    def readings(self) -> list[PlanReading]:
        return [plan.reading for plan in self.plans]

    def one(self) -> LoadedPlan:
        """The single plan of a command that works on one. Raises UsageError when there are more."""
        if len(self.plans) != 1:
            names = "、".join(plan.file.shown for plan in self.plans)
            raise UsageError(f"这个命令一次只看一份计划，这里有 {len(self.plans)} 份：{names}。请指明一份。")
        return self.plans[0]

    def asked(self, unit: str | None) -> Asked | None:
        return whom(self.readings, unit)

    def finish(self, code: int = 0) -> None:
        """Leave with `code`, or 3 when a plan could not be answered from."""
        finish(self.broken, code)


def open_office(
    plans: list[str] | None,
    on: date | None = None,
    *,
    region: str | None = None,
    writing: bool = False,
    only: str | None = None,
) -> Office:
    """Load the plans named, or those of LEDGER_PLANS, or of `plans/` here.

    Raises LedgerError when there is none, or none could be read. Broken ones are named on stderr. Of two
    with one 编号 the first answers; for `writing` neither is taken, for nobody knows which is meant. `only`: the one item asked
    about, as for `read_items`: NO_ITEM for what the document's own words answer.
    """
    paths = find_plans(plans)
    day = today(on, paths)
    loaded = load(paths, day, only=only)
    twins = list(_same_id(loaded)) if writing else []
    for same in twins:
        names = "、".join(plan.file.shown for plan in same)
        say(f"错误：{names} 编号相同，分不清写给哪一份，都没有写；请改其中一个的编号。")
    left_out = [plan for same in twins for plan in same]
    kept, broken = who_answers([plan for plan in loaded if plan not in left_out], region)
    return Office(day, kept, broken + [plan.file.shown for plan in left_out])


def _same_id(plans: list[LoadedPlan]) -> Iterable[list[LoadedPlan]]:
    """Those that share a 编号, broken ones too."""
    by_id = grouped(plans, lambda plan: id_in(plan.file))
    return [same for number, same in by_id.items() if number and len(same) > 1]


def load(
    paths: Iterable[Path], on: date, *, alone: bool | None = None, only: str | None = None
) -> list[LoadedPlan]:
    """Read each plan with the nearest directory and settings upward; each of those is read once.

    `alone`: it is the only plan asked about, so that LedgerError is raised when it cannot be read.
    """
    directories: dict[Path, DirectoryRead] = {}
    offices: dict[Path, OfficeRead] = {}
    loaded = []
    paths = list(paths)
    alone = len(paths) == 1 if alone is None else alone
    for path in paths:
        file = _read(path, alone=alone)
        where, settings = find_beside(path, "units"), find_beside(path, "office")
        if where and where not in directories:
            directories[where] = read_directory(where, shown=shown_here(where))
        if settings and settings not in offices:
            offices[settings] = read_office(settings, shown=shown_here(settings))
        directory = directories[where] if where else None
        office = offices[settings] if settings else None
        reading = _understand(file, directory, office, on, only)
        errors = plan_errors(reading, on) if reading else ()
        loaded.append(LoadedPlan(file, directory, office, reading, errors))
    return loaded


def _read(path: Path, *, alone: bool) -> PlanFile:
    """The plan at `path`. One that cannot be read stands among its fellows as a file with an error."""
    try:
        return read_plan(path)
    except LedgerError as error:
        if alone:
            raise
        return unreadable_plan(path, error.message)


def reread(loaded: LoadedPlan, plan: Plan, on: date, *, only: str | None = None) -> PlanReading:
    """The same plan after an edit, understood anew with the same directory and settings; of it `only` that item."""
    before = loaded.reading
    return read_items(plan, before.directory, on, loaded.settings.overrides, before=before, only=only)


def _understand(
    file: PlanFile, directory: DirectoryRead | None, office: OfficeRead | None, on: date, only: str | None
) -> PlanReading | None:
    if file.plan is None or (directory and directory.file is None) or (office and office.office is None):
        return None
    plan = file.plan
    units = UnitDirectory(directory.file, plan.region) if directory else UnitDirectory.from_plan(plan)
    overrides = office.office.overrides if office and office.office else {}
    return read_items(plan, units, on, overrides, only=only)
