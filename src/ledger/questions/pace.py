"""序时进度: the stages of a task (percent, or words) against what was reported.

A stage whose day is past must be reached: who is not there is 滞后. Between two stages in percent the target grows day by
day (按时间折算); who is below that, though no stage is missed, is 慢于序时.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ledger.duty.duty import tree
from ledger.duty.nodes import Node, from_one
from ledger.duty.reading import PlanReading
from ledger.duty.states import in_order
from ledger.record.model import Progress
from ledger.values.duty import Duty
from ledger.values.grouped import grouped
from ledger.values.pace import SLOWEST_FIRST, Pace, Standing

_TARGET = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*[%％]")
_GROWTH = r"增长|下降|提高|降低|减少|增加|同比|环比|占比|率"
_SAID = re.compile(
    r"(?:进度|完成|达到?|累计|实现|推进)(?P<between>[^，。；、,;\d%％]{0,10})(?P<n>\d{1,3}(?:\.\d+)?)\s*[%％]"
)
_WHOLE = re.compile(r"^\s*(?P<n>\d{1,3}(?:\.\d+)?)\s*[%％]\s*[。]?\s*$")
_HALF = re.compile(r"过半|一半")


class Stage(NamedTuple):
    """One stage of a task as one unit has it: by when, what it is, how it stands."""

    day: date
    node: Node
    duty: Duty


class _Reached(NamedTuple):
    """How a unit stands among its stages; percent figures None where the stages have none."""

    standing: Standing
    target: float | None = None
    expected: float | None = None
    reported: float | None = None
    said_on: date | None = None


def paces(
    readings: Sequence[PlanReading], on: date, trees: Sequence[Sequence[Node]] | None = None
) -> tuple[Pace, ...]:
    """Every unit that answers for a task in stages and is not done with it, the slowest first. `trees` are those of
    the readings on that day, where they are known."""
    trees = [tree(reading, on) for reading in readings] if trees is None else trees
    found = [
        pace for reading, nodes in zip(readings, trees, strict=True) for pace in _of_plan(reading, nodes, on)
    ]
    return tuple(sorted(found, key=lambda pace: SLOWEST_FIRST.index(pace.standing)))


def percent_said(note: str) -> float | None:
    """How far a unit says it is: 完成45%, 形象进度达到 60%, or a percent alone. 增长8% says nothing about that."""
    if alone := _WHOLE.match(note):
        return float(alone["n"])
    said = [
        float(found["n"])
        for found in _SAID.finditer(note)
        if not re.search(_GROWTH, found["between"])
        and not re.search(_GROWTH, note[max(0, found.start() - 3) : found.start()])
    ]
    said = [n for n in said if n <= 100]
    if said:
        return said[-1]
    return 50.0 if re.search(r"(?:进度|完成|任务)(?:已)?过半", note) else None


def _of_plan(reading: PlanReading, all_nodes: Iterable[Node], on: date) -> Iterable[Pace]:
    dated = (
        node
        for node in all_nodes
        if node.milestone and node.due and not node.occurrence and not node.cancelled
    )
    for of_item in grouped(dated, lambda node: node.item.no).values():
        if len({node.due for node in of_item}) < 2:
            continue
        stages = [Stage(duty.due or node.due or on, node, duty) for node in of_item for duty in node.duties]
        leads = [one for one in stages if one.duty.role == "lead" and one.duty.unit] or stages
        for unit in dict.fromkeys(one.duty.unit for one in leads if one.duty.unit):
            own = [one for one in stages if one.duty.unit == unit and one.duty.state != "cancelled"]
            if not all(one.duty.done for one in own):
                yield _pace(reading, unit, sorted(own, key=lambda one: one.day), on)


def _pace(reading: PlanReading, unit: str, stages: Sequence[Stage], on: date) -> Pace:
    past = [stage for stage in stages if stage.day < on]
    done = [stage for stage in stages if stage.duty.done]
    percents = _percents(stages)
    if percents is None:
        behind = any(not stage.duty.done for stage in past)
        found = _Reached("behind" if behind else "ahead" if len(done) > len(past) else "on")
    else:
        found = _in_percent(reading, unit, stages, percents, on)
    duty = stages[0].duty
    return Pace(
        plan=duty.plan,
        region=duty.region,
        no=duty.no,
        name=duty.name,
        hint=duty.hint,
        unit=unit,
        owed=_called(past[-1].node) if past else "",
        reached=_called(done[-1].node) if done else "",
        since=past[-1].day if past else None,
        **found._asdict(),
    )


def _in_percent(
    reading: PlanReading, unit: str, stages: Sequence[Stage], percents: Sequence[float], on: date
) -> _Reached:
    """What was reported, or the highest stage that is done, against the stages that are past and the days since."""
    item = stages[0].node.item
    by_stage = list(zip(percents, stages, strict=True))
    target = max((n for n, stage in by_stage if stage.day < on), default=0.0)
    coming = min((n for n, stage in by_stage if stage.day >= on), default=100.0)
    start = item.given or reading.plan.first_day
    expected = _expected(percents, [stage.day for stage in stages], start, on)
    reported, said_on = _said(from_one(reading, unit, in_order(item.progress, on)))
    stated = reported
    reached = max((n for n, stage in by_stage if stage.duty.done), default=None)
    if reached is not None and (reported is None or reached > reported):
        stated = None  # a stage that was done says nothing about the days since
        reported, said_on = (
            reached,
            max(one.duty.done_on for one in stages if one.duty.done and one.duty.done_on),
        )
    standing: Standing
    if (reported or 0.0) < target:
        standing = "behind"
    elif stated is not None and stated < expected:
        standing = "slow"
    else:
        standing = "ahead" if reported is not None and reported >= coming else "on"
    return _Reached(standing, target, expected, reported, said_on)


def _called(node: Node) -> str:
    assert node.milestone is not None
    words = node.milestone.words
    return f"{node.milestone.what}（{words}）" if node.milestone.what else words


def _percents(stages: Sequence[Stage]) -> list[float] | None:
    """The percent of each stage; of one without a figure that of the one before, and 100 for the last. None where no
    stage has one, or they do not grow."""
    found: list[float | None] = []
    for stage in stages:
        milestone = stage.node.milestone
        assert milestone is not None
        words = f"{milestone.what or ''}{milestone.words}"
        match = _TARGET.search(words)
        growth = re.search(_GROWTH, words)
        found.append(
            float(match[1]) if match and not growth else 50.0 if _HALF.search(words) and not growth else None
        )
    if not any(n is not None for n in found):
        return None
    if found[-1] is None:
        found[-1] = 100.0
    told: list[float] = []
    for n in found:
        told.append(n if n is not None else told[-1] if told else 0.0)
    return told if told == sorted(told) and told[-1] <= 100 else None


def _expected(percents: Sequence[float], days: Sequence[date], first: date, on: date) -> float:
    """What the days come to between the stage before and the one after."""
    before, at = 0.0, min(first, days[0])
    for n, day in zip(percents, days, strict=True):
        if on <= day:
            return before + (n - before) * max((on - at).days, 0) / max((day - at).days, 1)
        before, at = n, day
    return before


def _said(entries: Sequence[Progress]) -> tuple[float | None, date | None]:
    """The last percent among what was said, and its day."""
    for entry in reversed(entries):
        if entry.note and (n := percent_said(entry.note)) is not None:
            return n, entry.day
    return None, None
