"""What notes around the tasks say of all of them: that the first unit leads; and notes the draft has no place for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from ledger.draft.atoms import Atom
from ledger.draft.cleaning import NOTE, Piece
from ledger.draft.legend import legend_of
from ledger.words.lexicon import any_of, role_words
from ledger.words.numbering import read_mark
from ledger.words.responsibility.table import FIRST_LEADS

_SENTENCE = re.compile(r"[^。；\n]+")
_LEAD_UNITS = re.compile(rf"(?:{any_of(role_words('lead'))})(?:责任)?(?:单位|部门)")
_ANY_UNITS = re.compile(rf"(?:{any_of(role_words())}|责任)(?:单位|部门)")
_UNNAMED = re.compile(r"(?:未|没|无|不)[^，。；]{0,6}$")  # 未明确牵头单位的，列第一位者为牵头单位
_UNNAMED_AFTER = re.compile(r"[^，。；有]{0,3}(?:未|没|无|不)")  # 牵头单位未写明的
_OTHERS = re.compile(r"(?:责任|承办|落实|实施)(?:单位|部门)")
_LONGEST = 120  # characters of a note shown in a doubt


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


def doubts_of_notes(
    pieces: Iterable[Piece], unwritten: Collection[Atom], tabled: bool, lead_column: bool
) -> Iterator[str]:
    """A doubt on every note of a table (注：…, and the numbered lines that go on with it) that the draft does not hold,
    and on every sentence about several leads. What is said by 首位牵头 or by a sign among the units is held."""
    left: defaultdict[str, list[str]] = defaultdict(list)
    for atom in unwritten if tabled else ():
        if not first_leads(atom.text, lead_column) and not legend_of([atom.text]):
            left[atom.place].append(atom.text)
    going_on = False
    for piece in pieces:
        starts = bool(NOTE.match(piece.text))
        going_on = starts or (going_on and read_mark(piece.text) is not None)
        if going_on and any(words in piece.text for words in left.get(piece.place, ())):
            yield f"表格的注没有写入，导出的任务分解表里也不会有：{piece.text[:_LONGEST]}"
        else:
            yield from (
                f"原文有一条说明，没有写入：{words}" for words in _of_several_leads(piece.text, lead_column)
            )
