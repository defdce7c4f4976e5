"""Numbered items that say in one sentence when, what and who: `4月，全民健身健步走，由县文旅局负责`.

The clauses that are nothing but a day, and the run of names with their role words, are no part of the name.
`县卫健局：组织整治` names who in front of a colon.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from ledger.draft.attribution import Attribution, Stretch, is_date, only_names, read_run
from ledger.draft.titles import Title, split_title
from ledger.words.lexicon import LEVEL

_COMMA = re.compile("[，,]")
_A_DAY = re.compile(r"月|日|季|底|旬|半年|前|每")  # 2024年，… only says the year of the plan
_NAMED = re.compile(r"(?P<who>[^，。；：:、（）()]{2,20}(?:、[^，。；：:、（）()]{2,20}){0,9})[：:](?=.{4})")
_SURELY_A_UNIT = re.compile(f"^[{LEVEL}各](?![建设造])|[局委办厅部]$")  # 新建医院 ends like a unit too
BEFORE_COLON = "责任单位取自冒号前的名称"


class Heading(NamedTuple):
    """The heading of an item and its stretches, taken apart."""

    title: Title
    stretches: list[Stretch]


def take_apart(title: Title, stretches: list[Stretch]) -> Heading:
    """`title` without its days and names, which go to the attribution of the item. Unchanged where the item gives
    another day itself, or nothing would be left to name it."""
    given = next((s.attribution for s in stretches if s.attribution), Attribution())
    if title.doubts:  # the name is only the first words of the text, which keeps everything
        lead = _COMMA.split(title.name)[0]
        rest = title.rest[len(lead) + 1 :]
        named = _says_a_day(lead) and title.rest.startswith(lead) and len(rest) > 2
        return Heading(replace(title, name=split_title(rest).name) if named else title, stretches)
    words, found = apart(title.name)
    if not found or (found.deadline and given.deadline) or (found.units and given.units):
        return Heading(title, stretches)
    merged = Attribution(given.units or found.units, given.deadline or found.deadline, given.rule)
    at = next((n for n, s in enumerate(stretches) if s.attribution), 0)
    kept = [replace(s, attribution=merged) if n == at else s for n, s in enumerate(stretches)]
    return Heading(replace(title, name=words), kept)


def apart(sentence: str) -> tuple[str, Attribution]:
    """(what is to be done, who and when) of one sentence; the whole sentence and nothing where it is not of this form."""
    clauses = [clause.strip() for clause in _COMMA.split(sentence)]
    if len(clauses) < 2 or not all(clauses):
        return sentence, Attribution()
    days: list[str] = []
    while len(clauses) > 1 and _says_a_day(clauses[0]):
        days.append(clauses.pop(0))
    last: list[str] = []
    while len(clauses) > 1 and _says_a_day(clauses[-1]):
        last.insert(0, clauses.pop())
    start = next((n for n, clause in enumerate(clauses) if n and clause.startswith("由")), len(clauses))
    who = read_run("，".join(clauses[start:])) if start < len(clauses) else None
    if who is not None:
        clauses = clauses[:start]
    days += last
    found = Attribution(who.units if who else "", "，".join(days))
    return ("，".join(clauses), found) if found else (sentence, found)


def named_before(text: str) -> tuple[str, str]:
    """(`县卫健局`, the rest) of `县卫健局：组织整治`; ("", text) of anything else."""
    match = _NAMED.match(text)
    if match is None or not only_names(match["who"]):
        return "", text
    if not all(_SURELY_A_UNIT.search(name) for name in match["who"].split("、")):
        return "", text
    return match["who"], text[match.end() :]


def _says_a_day(clause: str) -> bool:
    return bool(_A_DAY.search(clause)) and is_date(clause)
