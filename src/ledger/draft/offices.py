"""责任科室: the office inside a bureau. One book goes to one bureau, so the unit is the bureau; the office is kept as
the document has it, under its own heading.

Where nobody but offices is named (a bureau's own plan) they are the units.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ledger.draft.outline import Found
from ledger.words.responsibility.names import INNER_OFFICE

_HEADING = re.compile(r"(?:[科处股][（(]?室[）)]?|科股|股站|[科股处])(?:名称|[（(][^（()）]*[）)])?$")
_LABELLED = re.compile(r"(?P<label>[^：:，。、]{2,10})[：:](?P<words>.*)")
_BUREAU = re.compile(
    r"(?P<bureau>[^、，；]+(?:委员会|办公室|局|厅|委|院|中心|部|公司|办(?!公)))(?P<office>[^、，；]{2,10})"
)
OFFICES_KEPT = "“{heading}”写的是局内科室，责任单位记到局，科室照录在“其他”"


def is_office_heading(heading: str) -> bool:
    """责任科室, 承办股室, 经办科（室）."""
    return bool(_HEADING.search(heading))


def bureaus_of(words: str) -> str:
    """`县教体局基建股、安全股` → `县教体局`; empty where a name is no office of a named bureau."""
    found: list[str] = []
    for name in filter(None, re.split("[、，,；;]", words)):
        match = _BUREAU.fullmatch(name.strip())
        own = match and (
            match["office"] != "办公室" or match["bureau"].endswith("局")
        )  # 县委办公室 is a unit
        if match and own and INNER_OFFICE.match(match["office"]):
            found.append(match["bureau"])
        elif not (found and INNER_OFFICE.match(name.strip())):
            return ""
    return "、".join(dict.fromkeys(found))


def set_apart(units: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """(who does it, the offices under their headings) of `责任单位：县教体局；责任科室：基建股`."""
    labelled = [_LABELLED.fullmatch(part) for part in re.split("[；;]", units)]
    parts = [match for match in labelled if match]
    offices = [match for match in parts if is_office_heading(match["label"])]
    if not offices or len(parts) < len(labelled):
        return units, ()
    others = [match for match in parts if match not in offices]
    answers = any(not re.search("配合|协", match["label"]) for match in others)
    bureaus = "、".join(dict.fromkeys(filter(None, (bureaus_of(match["words"]) for match in offices))))
    if not answers and not bureaus:
        return units, ()
    kept = [match[0] for match in others]
    if not answers:
        kept.insert(0, f"责任单位：{bureaus}")
    return "；".join(kept), tuple((match["label"], match["words"]) for match in offices)


def offices_apart(found: Found) -> Found:
    """责任科室 of the task's attribution under its own heading, the bureau as the unit."""
    units, offices = set_apart(found.attribution.units)
    if not offices:
        return found
    kept = dict(found.other) | dict(offices)
    return replace(found, attribution=replace(found.attribution, units=units), other=tuple(kept.items()))
