"""What notes around the tasks say of all of them: that the first unit leads; and the notes of a table (注：…)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ledger.draft.cleaning import NOTE, Piece
from ledger.words.lexicon import any_of, role_words
from ledger.words.numbering import read_mark
from ledger.words.responsibility.table import FIRST_LEADS

_SENTENCE = re.compile(r"[^。；\n]+")
_LEAD_UNITS = re.compile(rf"(?:{any_of(role_words('lead'))})(?:责任)?(?:单位|部门)")
_ANY_UNITS = re.compile(rf"(?:{any_of(role_words())})(?:单位|部门)")
_UNNAMED = re.compile(r"(?:未|没|无|不)[^，。；]{0,6}$")  # 未明确牵头单位的，列第一位者为牵头单位
_UNNAMED_AFTER = re.compile(r"[^，。；有]{0,3}(?:未|没|无|不)")  # 牵头单位未写明的
_OTHERS = re.compile(rf"(?:{any_of(role_words('neutral'))})(?:单位|部门)")


def first_leads(text: str, lead_column: bool) -> bool:
    """Whether a note says that the first of the responsible units leads (首位牵头).

    牵头单位有多个的，列第一位的为总牵头单位 says which of several leads is above the others, and nothing of tasks whose
    leads are named. Where the table has a column of leads (`lead_column`), a note must name the responsible units.
    """
    return any(_speaks_of_all(match, lead_column) for match in _sentences(text))


def _of_several_leads(text: str, lead_column: bool) -> Iterator[str]:
    """The sentences that say who is first among leads, and so do not say 首位牵头."""
    for match in _sentences(text):
        if not _speaks_of_all(match, lead_column):
            yield match.string.strip("（）() ")


def _sentences(text: str) -> Iterator[re.Match[str]]:
    """Where each sentence that says it says it."""
    yield from filter(None, (FIRST_LEADS.search(sentence) for sentence in _SENTENCE.findall(text)))


def _speaks_of_all(match: re.Match[str], lead_column: bool) -> bool:
    before = match.string[: match.start()]
    leads = _LEAD_UNITS.search(before)
    if leads and not (_UNNAMED.search(before[: leads.start()]) or _UNNAMED_AFTER.match(before, leads.end())):
        return False
    return not lead_column or bool(_OTHERS.search(before))


def has_lead_column(labels: Iterable[str]) -> bool:
    """Whether the issued table has a column for who leads, and another for the other units."""
    words = [label.split("›")[-1] for label in labels]
    others = any(_ANY_UNITS.search(word) and not _LEAD_UNITS.search(word) for word in words)
    return others and any(_LEAD_UNITS.fullmatch(word) for word in words)


def notes_of(pieces: Iterable[Piece]) -> Iterator[str]:
    """The notes of a table (注：…), and the numbered lines that go on with one."""
    going_on = False
    for piece in pieces:
        going_on = bool(NOTE.match(piece.text)) or (going_on and read_mark(piece.text) is not None)
        if going_on:
            yield piece.text


def doubts_of_notes(pieces: Iterable[Piece], lead_column: bool) -> Iterator[str]:
    """A doubt on every sentence about several leads: no key of a plan says who is first among them."""
    for piece in pieces:
        said = _of_several_leads(piece.text, lead_column)
        yield from (f"原文有一条说明，程序没有照着理解：{words}" for words in said)
