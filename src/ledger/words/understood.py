"""The doors to the two grammars: words in, meaning out, equal words read once in a run.

A county's tasks repeat the same few deadlines and lists of units, a city's plans repeat each other's, and
every command asks several times. Whoever wants words understood asks here; the grammars themselves are
imported at the first question, so that a command that asks nothing does not pay for them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ledger import lazy_re
from ledger.record.characters import plain
from ledger.words.meanings import BodyDate, DeadlineReading, Responsibility, Source
from ledger.words.traditional import simplified

if TYPE_CHECKING:
    from ledger.record.model import Roles

_KEPT = 1 << 15  # readings: more than a county writes in ten years, and a bound on memory
_NOISE = lazy_re.compile(r"[\s*]+")


def read_deadline(
    words: str,
    year: int,
    *,
    issued: date | None = None,
    source: Source = "column",
    what: str | None = None,
    overrides: Mapping[date, bool] | None = None,
    begins: date | None = None,
) -> DeadlineReading:
    """What a deadline's words mean: `ledger.words.deadline.reader`. Running text (`body`) has rules of its
    own; the other sources differ in name only and share a reading."""
    rules: Source = "body" if source == "body" else "column"
    reading = _deadline(words, year, issued, rules, what, tuple(sorted((overrides or {}).items())), begins)
    if source == rules:
        return reading
    return replace(reading, milestones=tuple(replace(m, source=source) for m in reading.milestones))


def read_responsibility(
    words: str | Roles | None,
    *,
    known: Collection[str] = (),
    groups: Collection[str] = (),
    first_leads: bool = False,
) -> Responsibility:
    """Who leads, supports and is responsible: `ledger.words.responsibility.reader`.

    Of the directory's names only those that stand in the words can matter, so that counties whose
    directories differ elsewhere share a reading.
    """
    if words is None or isinstance(words, str):
        return _in_words(words or "", frozenset(known), frozenset(groups), first_leads)
    return _responsibility(words, frozenset(), frozenset(groups), first_leads)


def make_ready() -> None:
    """Make both grammars now; they are made for the first words otherwise."""
    read_deadline("年底前", 2000)
    read_responsibility("甲局牵头，乙局配合")


@lru_cache(maxsize=_KEPT)
def find_dates(text: str, year: int, *, issued: date | None = None) -> tuple[BodyDate, ...]:
    """The deadlines that stand in running text: `ledger.words.deadline.body`."""
    from ledger.words.deadline import body

    return body.find_dates(text, year, issued=issued)


@lru_cache(maxsize=_KEPT)
def _deadline(
    words: str,
    year: int,
    issued: date | None,
    source: Source,
    what: str | None,
    overrides: tuple[tuple[date, bool], ...],
    begins: date | None,
) -> DeadlineReading:
    from ledger.words.deadline import reader

    return reader.read_deadline(
        words, year, issued=issued, source=source, what=what, overrides=dict(overrides), begins=begins
    )


@lru_cache(maxsize=_KEPT)
def _in_words(words: str, known: frozenset[str], groups: frozenset[str], first_leads: bool) -> Responsibility:
    """Several checks ask about the same words with the same directory: its names are looked for once."""
    text = _plain(words)
    return _responsibility(words, _within(known, text), _within(groups, text), first_leads)


@lru_cache(maxsize=_KEPT)
def _responsibility(
    words: str | Roles | None, known: frozenset[str], groups: frozenset[str], first_leads: bool
) -> Responsibility:
    from ledger.words.responsibility import reader

    return reader.read_responsibility(words, known=known, groups=groups, first_leads=first_leads)


def _within(names: Collection[str], text: str) -> frozenset[str]:
    return frozenset(name for name in names if _plain(name) in text)


@lru_cache(maxsize=_KEPT)
def _plain(words: str) -> str:
    """Without what the grammar takes for noise inside a name."""
    return simplified(_NOISE.sub("", plain(words)))
