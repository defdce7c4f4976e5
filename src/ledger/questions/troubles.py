"""存在问题 and 需协调事项: what units said last is in the way of what they still owe."""

from __future__ import annotations

from datetime import date

from ledger.duty.duty import tree
from ledger.duty.nodes import about
from ledger.duty.reading import PlanReading
from ledger.record.model import Progress

About = tuple[int | str, str, str]  # item, node, unit


def troubles(reading: PlanReading, on: date) -> dict[About, Progress]:
    """The last entry of each unit about what it still owes, where that entry names a problem, a next step or a need."""
    if not any(_says(entry) for item in reading.items for entry in item.progress):
        return {}
    found: dict[About, Progress] = {}
    for node in tree(reading, on):
        if not any(map(_says, node.entries)):
            continue
        for duty in node.duties:
            if duty.unit and duty.open:
                own = [entry for entry in about(reading, node, duty.unit, node.entries) if entry.unit]
                if own and _says(own[-1]):
                    found[duty.no, duty.node, duty.unit] = own[-1]
    return found


def _says(entry: Progress) -> bool:
    return bool(entry.problem or entry.next_step or entry.needs)
