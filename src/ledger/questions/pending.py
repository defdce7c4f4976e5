"""What waits for the office: completions to be confirmed (销号) or sent back, requests for an extension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.duty.duty import in_use, nodes_of_item
from ledger.duty.nodes import about
from ledger.duty.reading import PlanReading
from ledger.questions.asked import Asked
from ledger.record.model import Progress
from ledger.values.duty import Duty
from ledger.values.plan_names import names_apart


@dataclass(frozen=True, slots=True)
class Waiting:
    """One Duty that waits for the office since `entry` was written, `days` ago."""

    duty: Duty
    entry: Progress
    days: int


@dataclass(frozen=True, slots=True)
class Pending:
    """Longest waiting first: `to_confirm` was reported done and is neither 已销号 nor 退回, `extensions` was asked for
    (申请延期) and not answered."""

    on: date
    to_confirm: tuple[Waiting, ...]
    extensions: tuple[Waiting, ...]
    names: Mapping[str, str]  # of the plans in use, where there are several


def pending(readings: Sequence[PlanReading], on: date, *, asked: Asked | None = None) -> Pending:
    """What waits on a day, in the plans in use. Of what recurs every period: that the next one has come does not mean
    that the office has looked at the last."""
    to_confirm: list[Waiting] = []
    extensions: list[Waiting] = []
    live = [reading for reading in readings if in_use(reading, on)]
    for reading in live:
        said = [item for item in reading.items if item.progress and not (item.given and item.given > on)]
        nodes = (node for item in said for node in nodes_of_item(reading, item, on, since=date.min))
        for node in nodes:
            for duty in node.duties:
                waits = to_confirm if duty.state == "reported" else extensions
                if not (duty.state == "reported" or (duty.asking and duty.open)):
                    continue
                if asked is not None and not asked.covers(duty.plan, duty.unit, duty.via):
                    continue
                who = duty.unit or duty.via
                entry = about(reading, node, who, node.entries)[-1]
                waits.append(Waiting(duty, entry, (on - entry.day).days))
    done, asking = (tuple(sorted(rows, key=lambda one: -one.days)) for rows in (to_confirm, extensions))
    return Pending(on, done, asking, names_apart(reading.plan for reading in live))
