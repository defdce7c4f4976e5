"""How deep a key should stand, read off the lines above it and the records it may belong to.

For files that YAML cannot read: there is no tree yet, only lines and their indentation.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledger import lazy_re
from ledger.files.yaml.record_keys import places_of
from ledger.files.yaml.text_file import TextFile
from ledger.record.model import Plan

_FURTHEST = 400  # lines looked at
_ENTRY = lazy_re.compile(
    r"(?P<lead> *)(?P<dashes>(?:- +)*)(?!- )(?P<key>[^\s:#'\"\[\]{},：-][^\s:：,]*):(?=\s|$)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """`key:` on a line; `column` is where the key begins (from 0), `dashed` whether it opens a list item."""

    key: str
    column: int
    dashed: bool


def entry_at(line: str) -> Entry | None:
    match = _ENTRY.match(line)
    return Entry(match["key"], match.start("key"), bool(match["dashes"])) if match else None


def level_for(key: str, number: int, file: TextFile) -> int | None:
    """The column where `key`, on line `number` of a plan, should begin: that of the nearest key above with which it
    shares a record. None for a key no plan has, and where no such record has begun above."""
    under = places_of(Plan).get(key)
    if under is None:
        return None
    first = max(0, number - _FURTHEST)
    above = [entry for line in range(number - 1, first, -1) if (entry := entry_at(file.line(line)))]
    for at, entry in enumerate(above):
        parent = next((other.key for other in above[at + 1 :] if other.column < entry.column), "")
        if parent in under and (parent or entry.column == 0) and parent in places_of(Plan).get(entry.key, ()):
            return entry.column
    return None
