"""Which of the plans found answer a question, and whom it is about: the same with and without the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from ledger.cli.screen import say
from ledger.problems import LedgerError, UsageError
from ledger.questions.asked import Asked, find_asked

if TYPE_CHECKING:
    from ledger.duty.reading import PlanReading


class Candidate(Protocol):
    """A plan that may answer; `trouble` is the sentence why it cannot."""

    @property
    def shown(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def region(self) -> str | None: ...
    @property
    def trouble(self) -> str | None: ...


C = TypeVar("C", bound=Candidate)
_NAMED = 8  # regions in one sentence
Tell = Callable[[str], None]


def who_answers(found: Sequence[C], region: str | None, tell: Tell = say) -> tuple[list[C], list[str]]:
    """The plans that answer, and the names of those left out, each told on stderr.

    Raises LedgerError when none is left, UsageError when none is of `region`.
    """
    broken: list[str] = []
    for plan in found:
        if plan.trouble:
            broken.append(plan.shown)
            tell(f"错误：{plan.trouble}")
    whole = [plan for plan in found if not plan.trouble]
    first: dict[str, C] = {}
    for plan in whole:
        if (other := first.setdefault(plan.id, plan)) is not plan:
            tell(f"错误：{plan.shown} 与 {other.shown} 编号相同，没有算在内；请改其中一个的编号。")
            broken.append(plan.shown)
    kept = list(first.values())
    if region is not None:
        kept = _of_region(kept, region)
    if not kept:
        raise LedgerError("没有一份计划可用，见上面各行。")
    return kept, broken


def _of_region(plans: list[C], region: str) -> list[C]:
    kept = [plan for plan in plans if plan.region == region]
    if plans and not kept:
        known = dict.fromkeys(plan.region or "（未写地区）" for plan in plans)
        raise UsageError(f"没有“{region}”的计划；这里有 {'、'.join(known)}。")
    return kept


def whom(readings: Sequence[PlanReading], unit: str | None, tell: Tell = say) -> Asked | None:
    """Whom `--unit` means in these plans; a remark on stderr when several regions know the name."""
    if unit is None:
        return None
    if not unit.strip():
        raise UsageError("--unit 后面是空的，请写单位名称；问全部就不要写 --unit。")
    asked = find_asked(readings, unit.strip())
    if len(asked.regions) > 1:
        first, more = asked.regions[:_NAMED], len(asked.regions) > _NAMED
        where = "、".join(first) + (f" 等 {len(asked.regions)} 个地区" if more else "")
        tell(f"“{asked.typed}”在 {where}{'' if more else ' '}都有，分地区列出；只看一处请加 --region。")
    return asked


def finish(broken: Iterable[str], code: int = 0) -> None:
    """Leave with `code`, or 3 when a plan could not be answered from."""
    import typer

    if code := 3 if list(broken) else code:
        raise typer.Exit(code)
