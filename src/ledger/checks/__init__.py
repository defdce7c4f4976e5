"""What `ledger validate` checks once a plan can be read: a plain tuple of functions, all run, nothing raised.

Each check looks at one thing and yields a `Problem` for each place it is found. Its docstring is its page
in the manual: what it finds, why that matters, how to mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from ledger import lazy_re
from ledger.checks.deadlines import (
    carried_deadline,
    date_only_in_text,
    deadline_before_issue,
    deadline_outside_years,
    deadline_unknown,
    deadline_wording,
)
from ledger.checks.office import (
    adjustment_before_issue,
    adjustment_empty,
    archive_before_issue,
    given_after_deadline,
    given_missing,
    issue_outside_years,
    region_other,
    years_beyond_plan,
)
from ledger.checks.order import plan_id_repeated, task_number_order, task_number_repeated
from ledger.checks.progress import ENTRY_CHECKS, merged_unit_silent, progress_by_outsider
from ledger.checks.summary import summary
from ledger.checks.units import (
    assignment_not_needed,
    responsibility_unknown,
    responsibility_wording,
    scope_without_group,
    unit_in_two_roles,
    unit_spelled_twice,
    unit_unknown,
)
from ledger.duty.reading import PlanReading
from ledger.problems import Path, Problem

_DIGITS = lazy_re.compile(r"\d+")
Check = Callable[[PlanReading, date], Iterable[Problem]]

ERRORS: tuple[Check, ...] = (task_number_repeated,)
"""The checks without which a plan cannot be answered from; all others warn."""

CHECKS: tuple[Check, ...] = (
    *ERRORS,
    task_number_order,
    issue_outside_years,
    region_other,
    years_beyond_plan,
    archive_before_issue,
    given_missing,
    given_after_deadline,
    deadline_unknown,
    deadline_wording,
    deadline_before_issue,
    deadline_outside_years,
    date_only_in_text,
    carried_deadline,
    unit_unknown,
    unit_in_two_roles,
    unit_spelled_twice,
    responsibility_unknown,
    responsibility_wording,
    scope_without_group,
    assignment_not_needed,
    adjustment_empty,
    adjustment_before_issue,
    progress_by_outsider,
    merged_unit_silent,
    *ENTRY_CHECKS,
    summary,
)


def check_plan(reading: PlanReading, on: date) -> tuple[Problem, ...]:
    """Everything the checks find in one plan on a day, by place; `file` is left for `files/` to fill in."""
    found = [problem for check in CHECKS for problem in check(reading, on)]
    return tuple(sorted(found, key=lambda problem: (_order(problem.path), problem.offset)))


def plan_errors(reading: PlanReading, on: date) -> tuple[Problem, ...]:
    """The errors alone: a plan that has one is not answered from."""
    return tuple(problem for check in ERRORS for problem in check(reading, on))


def new_warnings(before: PlanReading, after: PlanReading, on: date) -> tuple[Problem, ...]:
    """What `check_plan` warns of after an edit and did not before it. A number that was counted on is nothing new."""

    def said(problem: Problem) -> tuple[str, str]:
        return problem.check, _DIGITS.sub("", problem.message)

    known = {said(problem) for problem in check_plan(before, on)}
    new = (p for p in check_plan(after, on) if p.severity == "warning" and said(p) not in known)
    return tuple({(problem.check, problem.message): problem for problem in new}.values())


def check_set(plans: Sequence[tuple[str, str]]) -> tuple[Problem, ...]:
    """What is wrong between plans, given as (file name, 编号); `file` is set."""
    return tuple(plan_id_repeated(plans))


def _order(path: Path) -> tuple[tuple[int, str], ...]:
    """Keys and list indexes side by side: indexes by size."""
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in path)
