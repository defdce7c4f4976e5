"""Finding last year's task in this year's plan: by 结转自, by number, by likeness of name and content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ledger.record.model import Plan, ReportingDuty, Task

How = Literal["mark", "number", "likeness"]
# What is found here is not carried over: rather too little likeness than an obligation lost.
SAME_NUMBER = 0.55  # likeness that is enough under the same number
ENOUGH = 0.7  # and under another: the same name is enough, whatever the content
NAME = 0.75  # what the name weighs; the content weighs the rest


@dataclass(frozen=True, slots=True)
class Match:
    """The task or 报送 of this year's plan that an old one was found in; `likeness` from 0 to 1."""

    no: int | str
    name: str
    how: How
    likeness: float


def mark(plan: Plan, no: int | str) -> str:
    """What 结转自 says: `qinyuan-2022 第7项`."""
    return f"{plan.id} 第{no}项"


def match(old: Plan, nos: Iterable[int | str], new: Plan) -> dict[int | str, Match]:
    """The best partner of each of `nos`; nothing is taken twice, the likest pairs go first."""
    marks = {task.carried_from: task for task in new.tasks if task.carried_from}
    found: dict[int | str, Match] = {}
    pairs: list[tuple[float, int | str, int | str]] = []
    known = {no: _grams(item) for no, item in new.items()}
    for no in nos:
        marked = marks.get(mark(old, no))
        if marked:
            found[no] = Match(marked.no, marked.name, "mark", 1.0)
            continue
        item = old.find(no)
        if item is None:
            continue
        mine = _grams(item)
        for other, theirs in known.items():
            if isinstance(no, int) != isinstance(other, int):
                continue  # a task is not a 报送
            likeness = _likeness(mine, theirs)
            if likeness >= (SAME_NUMBER if other == no else ENOUGH):
                pairs.append((likeness, no, other))
    taken = {one.no for one in found.values()}
    for likeness, no, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1] != pair[2])):
        if no in found or other in taken:
            continue
        partner = new.find(other)
        assert partner is not None
        name = partner.name if isinstance(partner, Task) else partner.what
        found[no] = Match(other, name, "number" if no == other else "likeness", round(likeness, 2))
        taken.add(other)
    return found


Grams = tuple[frozenset[str], frozenset[str]]


def _grams(item: Task | ReportingDuty) -> Grams:
    """Pairs of neighbouring characters, of the name and of the content."""
    if isinstance(item, Task):
        return _pairs(item.name), _pairs(item.content)
    return _pairs(item.what), frozenset()


def _pairs(text: str) -> frozenset[str]:
    plain = "".join(char for char in text if char.isalnum())
    return frozenset(plain[n : n + 2] for n in range(max(len(plain) - 1, 1)) if plain)


def _likeness(one: Grams, other: Grams) -> float:
    """From 0 to 1; the name alone where one of them has no content."""
    name = _dice(one[0], other[0])
    if not one[1] or not other[1]:
        return name
    return NAME * name + (1 - NAME) * _dice(one[1], other[1])


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice what is common by what there is: 1 the same, 0 nothing in common."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
