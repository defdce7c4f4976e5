"""存在问题 and 需协调事项: what is in the way of what units still owe, in their own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.duty.duty import tree
from ledger.duty.nodes import about
from ledger.duty.reading import PlanReading
from ledger.duty.states import need_of
from ledger.record.model import Progress
from ledger.record.statuses import UNIT_STATUSES

About = tuple[int | str, str, str]  # item, node, unit


@dataclass(frozen=True, slots=True)
class InTheWay:
    """A unit's problem and next step as it last reported them, and what it asked others for and has not got."""

    problem: str
    next_step: str
    needs: str


def troubles(reading: PlanReading, on: date) -> dict[About, InTheWay]:
    """What is in the way of each Duty that is open. The office's answer to a report (延期, 退回) takes nothing from it."""
    if not any(_says(entry) for item in reading.items for entry in item.progress):
        return {}
    found: dict[About, InTheWay] = {}
    for node in tree(reading, on):
        if not any(map(_says, node.entries)):
            continue
        for duty in node.duties:
            if duty.unit and duty.open:
                said = [entry for entry in about(reading, node, duty.unit, node.entries) if entry.unit]
                own = [entry for entry in said if entry.status in UNIT_STATUSES][-1:]
                one = InTheWay(
                    "".join(entry.problem or "" for entry in own),
                    "".join(entry.next_step or "" for entry in own),
                    need_of(said),
                )
                if one.problem or one.next_step or one.needs:
                    found[duty.no, duty.node, duty.unit] = one
    return found


def _says(entry: Progress) -> bool:
    return bool(entry.problem or entry.next_step or entry.needs)
