"""When a milestone is done, and since when: what the Duties of one node add up to. One rule, one place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from ledger.values.duty import Duty, State
from ledger.values.grouped import grouped
from ledger.words.meanings import Role


class Decides(Protocol):
    """What the rule looks at in one who carries a milestone: a Duty is one."""

    @property
    def unit(self) -> str | None: ...
    @property
    def role(self) -> Role | None: ...
    @property
    def unlisted(self) -> bool: ...
    @property
    def state(self) -> State: ...
    @property
    def done(self) -> bool: ...
    @property
    def done_on(self) -> date | None: ...


D = TypeVar("D", bound=Decides)


def milestone_done(duties: Iterable[Decides]) -> bool:
    """Done when all its leads are; without a lead, when every named responsible unit is; carried by
    unlisted groups or nobody alone, when the office says so. Cancelled ones no longer count."""
    deciding = _deciding(duties)
    return bool(deciding) and all(duty.done for duty in deciding)


def by_node(duties: Iterable[Duty]) -> list[list[Duty]]:
    """The Duties of one plan by the node they are of; what was cancelled no longer counts."""
    living = (duty for duty in duties if duty.state != "cancelled")
    return list(grouped(living, lambda duty: (duty.no, duty.node)).values())


def done_day(duties: Iterable[Decides]) -> date | None:
    """The day a milestone was done: when the last of those who decide it was. None while it is not."""
    deciding = _deciding(duties)
    if not milestone_done(deciding):
        return None
    return max((duty.done_on for duty in deciding if duty.done_on), default=None)


def _deciding(duties: Iterable[D]) -> list[D]:
    """Those whose doing is the milestone's being done."""
    rows = [duty for duty in duties if duty.state != "cancelled"]
    leads = [duty for duty in rows if duty.role == "lead"]
    wanted = leads or [duty for duty in rows if duty.role != "support"] or rows
    named = [duty for duty in wanted if duty.unit is not None and not duty.unlisted]
    return named or [duty for duty in wanted if duty.unit is None]
