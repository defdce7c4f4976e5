"""What was found wrong with each plan, put together: once for each file, and what is wrong between plans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ledger.problems import Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """One plan: what is wrong with the files beside it, by their paths, and with itself, each problem located.
    `id` is the 编号 of a plan without errors of its own, `at_id` a problem without words at the place of it."""

    shown: str
    beside: tuple[tuple[str, tuple[Problem, ...]], ...]
    own: tuple[Problem, ...]
    id: str | None
    at_id: Problem | None


def together(plans: Iterable[Checked]) -> list[Problem]:
    """All problems in the order of the plans, those of a file beside several once, those between plans last."""
    found: list[Problem] = []
    seen: set[str] = set()
    whole: dict[str, Checked] = {}
    for plan in plans:
        for path, problems in plan.beside:
            if path not in seen:
                seen.add(path)
                found += problems
        found += plan.own
        if plan.id is not None:
            whole[plan.shown] = plan
    ids = [(name, plan.id) for name, plan in whole.items() if plan.id is not None]
    if len({number for _, number in ids}) == len(ids):
        return found
    from ledger.checks import check_set

    for problem in check_set(ids):
        at = whole[problem.file].at_id
        assert at is not None
        found.append(replace(at, check=problem.check, message=problem.message, hint=problem.hint))
    return found
