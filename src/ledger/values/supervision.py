"""督办 as a record: what a numbered 督办单 is known by, and the register of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ledger import lazy_re
from ledger.values.duty import Duty
from ledger.values.fill import digest_of

_NUMBER = lazy_re.compile(r"(.*?)〔(\d{4})〕(\d+)号")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What makes a notice a 督办单: its number, how often it was asked (`times`, and by matter), its colour ("" where
    the office has none), and by when and to whom it is answered."""

    number: str
    times: int = 1
    asked: Mapping[str, int] = field(default_factory=dict)
    colour: str = ""
    reply_by: date | None = None
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A line of the register. `late` are the matters that were overdue, `soon` those told of besides, each as
    `matter_of`; `what` names them for people, `days` is the longest overdue."""

    number: str
    day: date
    unit: str
    times: int
    colour: str
    what: str
    days: int
    reply_by: date | None
    late: frozenset[str]
    soon: frozenset[str]


def matter_of(duty: Duty) -> str:
    """One node of one task, whatever day it was moved to since."""
    return digest_of(duty.plan, str(duty.no), duty.node)


def number_words(mark: str, year: int, count: int) -> str:
    """`督办〔2026〕3号`."""
    return f"{mark}〔{year}〕{count}号"


def count_in(number: str, mark: str, year: int) -> int:
    """3 of `督办〔2026〕3号`, 0 for a number of another kind or year."""
    found = _NUMBER.fullmatch("".join(number.split()).replace("[", "〔").replace("]", "〕"))
    return int(found[3]) if found and (found[1], found[2]) == (mark, str(year)) else 0
