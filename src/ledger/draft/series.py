"""What one paragraph counts off, each with who does it: `会议议定：（一）…，由县供销社负责；（二）…`, `一是…；二是…`.

Where most parts name their units, of which there are several, all are pieces of work of their own; a series that names
nobody, or one unit for all, is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ledger.draft.cleaning import Piece
from ledger.draft.runs import in_words, merged
from ledger.draft.split import split
from ledger.words.numbering import ARABIC, BRACKETED, BRACKETED_ARABIC, CIRCLED, Mark, find_marks
from ledger.words.numerals import number

_COUNTED = re.compile(r"([一二三四五六七八九十]{1,2})[是要]")
_RANKS = (BRACKETED, ARABIC, BRACKETED_ARABIC, CIRCLED)
_BEFORE = "：:；;。"  # what stands before a part


def read_series(piece: Piece, own: Mark | None) -> list[Piece]:
    """The pieces of a paragraph whose parts are attributed one by one; nothing for any other. `own` is the number the
    paragraph itself has, which the parts rank below."""
    for places in _series(piece.text, own):
        starts = [start for start, _ in places]
        ends = [*starts[1:], len(piece.text)]
        bodies = [piece.text[a + len(mark.text) : b] for (a, mark), b in zip(places, ends, strict=True)]
        units = [_units_of(body) for body in bodies]
        if _are_tasks(units):
            pieces = list(cut(piece, [0, *starts] if starts[0] else starts))
            marks = [None] * (len(pieces) - len(places)) + [mark for _, mark in places]
            return [
                replace(part, text=_whole(part.text, mark), mark=mark)
                for part, mark in zip(pieces, marks, strict=True)
            ]
    return []


def mark_lines(pieces: list[Piece]) -> list[Piece]:
    """The same where every part is a paragraph of its own: 一是…。 and below it 二是…."""
    marked = list(pieces)
    run: list[int] = []
    for n, piece in enumerate([*pieces, None]):
        match = _COUNTED.match(piece.text) if piece and not piece.mark else None
        value = number(match[1]) if match else None
        if run and value != len(run) + 1:
            if _are_tasks([_units_of(pieces[at].text) for at in run]):
                for count, at in enumerate(run, 1):
                    counted = _COUNTED.match(pieces[at].text)
                    words = counted[0] if counted else ""
                    marked[at] = replace(pieces[at], mark=Mark(BRACKETED_ARABIC, words, count))
            run = []
        if value == len(run) + 1:
            run.append(n)
    return marked


def _are_tasks(units: list[str]) -> bool:
    """Whether most parts name their units, of which there are several."""
    named = [words for words in units if words]
    return len(set(named)) > 1 and len(named) * 2 > len(units)


def _units_of(body: str) -> str:
    given = next((s.attribution for s in split(body) if s.attribution), None)
    return (given or merged(in_words(body))).units


def cut(piece: Piece, cuts: list[int]) -> Iterator[Piece]:
    """The piece as several, each beginning at one of `cuts`."""
    for start, end in zip(cuts, [*cuts[1:], len(piece.text)], strict=True):
        yield replace(
            piece,
            text=piece.text[start:end],
            bold=piece.bold[start:end],
            notes=piece.notes if start == 0 else (),
            spaced=piece.spaced - start if piece.spaced and start < piece.spaced < end else None,
        )


def _whole(text: str, mark: Mark | None) -> str:
    """A part ends where its ； stood."""
    return text.rstrip("；;") if mark else text


def _series(text: str, own: Mark | None) -> Iterator[list[tuple[int, Mark]]]:
    """Numbers of one rank that count from 1 and each begin a part, with where they stand."""
    first = len(own.text) if own else 0
    said = [
        (match.start(), Mark(BRACKETED_ARABIC, match[0], number(match[1]) or 0))
        for match in _COUNTED.finditer(text)
    ]
    found = [said, *([(at, m) for at, m in find_marks(text, _RANKS) if m.rank == rank] for rank in _RANKS)]
    for marks in found:
        places: list[tuple[int, Mark]] = []
        for at, mark in marks:
            begins = at == first or text[at - 1] in _BEFORE
            if (
                at >= first
                and begins
                and mark.value == len(places) + 1
                and (own is None or mark.rank > own.rank)
            ):
                places.append((at, mark))
        if len(places) > 1 and places[0][0] > 0:
            yield places
