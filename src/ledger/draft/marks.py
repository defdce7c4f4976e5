"""Which paragraphs of a document are numbered, and how its numbers rank: a number alone does not always tell.

`A.` and `子、` rank where they stand, and only a run that has its first and its second is numbered by them.
`1.1` heads a paragraph only in a run of such numbers; `1` without a stop is a heading above `1.1`; `（一）` stands
below `1.` in some documents; a line led by a dash is a heading when numbers follow it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ledger.draft.attribution import Attribution
from ledger.draft.cleaning import Piece
from ledger.draft.head import is_title
from ledger.draft.labels import LABEL_AT_START
from ledger.draft.runs import led_by
from ledger.draft.split import read_line
from ledger.words.numbering import (
    ARABIC,
    BRACKETED,
    BULLET,
    BY_PLACE,
    DASHED,
    DECIMAL,
    LOW_DECIMAL,
    TOP,
    Mark,
    read_mark,
    series_of,
)

_BARE = re.compile(r"(\d{1,2})(?=[\u4e00-\u9fff])")  # 2重点任务
_DASHED = re.compile(r"[—–―-]{1,3}(?=[\u4e00-\u9fff“《])")
_HEADING = 30  # characters: a heading without a stop is no longer


def read_marks(pieces: Sequence[Piece]) -> list[Mark | None]:
    """The mark of each piece; None for a paragraph without number."""
    marks = [_own_mark(piece) for piece in pieces]
    _place(marks)
    _drop_labelled(pieces, marks)
    _check_decimals(pieces, marks)
    _rank_brackets(marks)
    _find_dashed(pieces, marks)
    _find_headings(pieces, marks)
    _find_led(pieces, marks)
    return marks


def _own_mark(piece: Piece) -> Mark | None:
    mark = piece.mark or read_mark(piece.text)
    if mark is None or not piece.text[len(mark.text) :].strip():
        return None
    if mark.rank == BULLET and read_line(piece.text):
        return None  # ●责任单位：… goes with the task above
    return mark


@dataclass(slots=True)
class _Run:
    """Numbers of one series that count on from 1 at one place: where in `marks` they stand."""

    rank: int
    series: str = ""
    at: list[int] = field(default_factory=list)


def _place(marks: list[Mark | None]) -> None:
    """Rank the numbers that have no rank of their own: right below what stands above the first of them."""
    open_runs: list[_Run] = []
    runs: list[_Run] = []
    for n, mark in enumerate(marks):
        if mark is None:
            continue
        if mark.rank != BY_PLACE:
            while open_runs and open_runs[-1].rank >= mark.rank:
                open_runs.pop()
            open_runs.append(_Run(mark.rank))
            continue
        read = series_of(mark)
        run = next((r for r in reversed(open_runs) if (r.series, len(r.at) + 1) in read), None)
        if run is None:
            series = next((series for series, value in read if value == 1), None)
            if series is None:
                marks[n] = None
                continue
            run = _Run(_rank_below(open_runs, marks, n), series)
            runs.append(run)
            open_runs.append(run)
        del open_runs[open_runs.index(run) + 1 :]
        run.at.append(n)
        marks[n] = Mark(run.rank, mark.text, len(run.at))
    counted = Counter((run.series, run.rank) for run in runs for _ in run.at)
    for run in runs:  # one alone counts where its series numbers other things of the same rank
        if counted[run.series, run.rank] < 2:
            marks[run.at[0]] = None


def _rank_below(open_runs: list[_Run], marks: list[Mark | None], at: int) -> int:
    """The rank of a run that begins at `at`. Below `1.`, and below a heading and another such run, the numbers part a
    task, as （1） does; with nothing above, they rank with 一、, or above what comes next."""
    if open_runs:
        above = open_runs[-1]
        parts = above.rank >= ARABIC or (above.series and len(open_runs) > 1)
        return max(above.rank, DECIMAL) + 1 if parts else above.rank + 1
    after = (mark.rank for mark in marks[at:] if mark and mark.rank != BY_PLACE)
    return min(TOP, next(after, TOP + 1) - 1)


def _drop_labelled(pieces: Sequence[Piece], marks: list[Mark | None]) -> None:
    """`1.工作目标：… 2.责任单位：… 3.完成时限：…` number the parts of one task: none of them is a task."""
    runs: dict[int, list[int]] = {}
    for n, mark in enumerate(marks):
        if mark is None or mark.rank <= BRACKETED:
            runs.clear()
            continue
        for lower in [rank for rank in runs if rank > mark.rank]:
            del runs[lower]
        if mark.value == 1:
            runs[mark.rank] = []
        runs.setdefault(mark.rank, []).append(n)
        if attribution_of(pieces[n].text, mark):
            for at in runs[mark.rank]:
                marks[at] = None
            end = n + 1
            while end < len(marks) and (after := marks[end]) and after.rank == mark.rank and after.value > 1:
                marks[end] = None
                end += 1
            runs.clear()


def attribution_of(text: str, mark: Mark | None) -> Attribution | None:
    """The attribution on a line that is numbered like its neighbours: `2.责任单位：县财政局`."""
    body = text[len(mark.text) :] if mark else text
    return read_line(body) if LABEL_AT_START.match(body) else None


def _check_decimals(pieces: Sequence[Piece], marks: list[Mark | None]) -> None:
    """`1.1` counts when it goes on from the one before, and makes a heading of the `1` above it."""
    last: dict[str, int] = {}
    for n, mark in enumerate(marks):
        if mark is None or mark.rank not in (DECIMAL, LOW_DECIMAL):
            continue
        above = re.split(r"[.．]", mark.text)[: 1 if mark.rank == DECIMAL else 2]
        prefix = ".".join(above)
        if mark.value not in (1, last.get(prefix, 0) + 1):
            marks[n] = None
            continue
        last[prefix] = mark.value
        if mark.value == 1 and mark.rank == DECIMAL:
            _mark_bare(pieces, marks, n, int(above[0]))


def _mark_bare(pieces: Sequence[Piece], marks: list[Mark | None], at: int, value: int) -> None:
    """The short line `2重点任务` above `2.1`, and those before it that have nothing numbered below."""
    for n in range(at - 1, -1, -1):
        text, mark = pieces[n].text, marks[n]
        bare = _BARE.match(text)
        if mark is None and bare and int(bare[1]) == value and _is_heading(text):
            marks[n] = Mark(ARABIC, bare[0], value)
            value -= 1
        if not value or (mark and mark.rank == ARABIC):
            return


def _rank_brackets(marks: list[Mark | None]) -> None:
    """（一） that begins right below `1.`, where `2.` goes on after it, ranks below it."""
    numbered = [(n, mark) for n, mark in enumerate(marks) if mark and mark.rank in (TOP, BRACKETED, ARABIC)]
    for at, (_, mark) in enumerate(numbered[1:], 1):
        above = numbered[at - 1][1]
        if mark.rank != BRACKETED or mark.value != 1 or above.rank != ARABIC:
            continue
        end = next((k for k in range(at, len(numbered)) if numbered[k][1].rank != BRACKETED), len(numbered))
        follows = end < len(numbered) and numbered[end][1]
        goes_on = follows and follows.rank == ARABIC and follows.value == above.value + 1
        if goes_on or (above.value > 1 and _ranked_before(marks, numbered[at][0])):
            for n, below in numbered[at:end]:
                marks[n] = replace(below, rank=DECIMAL)


def _ranked_before(marks: list[Mark | None], at: int) -> bool:
    """Whether （一） was found below `1.` earlier: the last such run has no `2.` after it."""
    return any(mark and mark.rank == DECIMAL and mark.text[0] in "（(﹙〔" for mark in marks[:at])


def _find_dashed(pieces: Sequence[Piece], marks: list[Mark | None]) -> None:
    """`——加快建设健康武汉` above `209.` is a heading between （一） and 1."""
    for n, piece in enumerate(pieces[:-1]):
        dash = _DASHED.match(piece.text)
        below = marks[n + 1]
        if marks[n] is None and dash and below and below.rank >= ARABIC and _is_heading(piece.text):
            marks[n] = Mark(DASHED, dash[0], 0)


def _find_headings(pieces: Sequence[Piece], marks: list[Mark | None]) -> None:
    """What the document itself calls a heading (Word, `##`, <h2>) is one without number too: as high as numbered headings
    of its depth, else above the numbers that begin below it. A depth that comes but once is the title's."""
    bare = [
        n
        for n, piece in enumerate(pieces)
        if piece.heading and marks[n] is None and _could_be_one(piece.text)
    ]
    numbered = {
        piece.heading: mark.rank for piece, mark in zip(pieces, marks, strict=True) if mark and piece.heading
    }
    counted = Counter(pieces[n].heading for n in bare)
    depths = sorted(depth for depth, count in counted.items() if count > 1 or depth in numbered)
    first = next((n for n in bare if pieces[n].heading in depths), len(pieces))
    below = [mark.rank for mark in marks[first:] if mark and mark.value == 1]
    lowest = min(below, default=ARABIC)
    for n in bare:
        depth = pieces[n].heading
        if depth in depths:
            rank = numbered.get(depth, lowest - (len(depths) - depths.index(depth)))
            number = _BARE.match(pieces[n].text)  # ### 1 数据归集
            marks[n] = Mark(rank, number[0], int(number[0])) if number else Mark(rank, "", 0)


def _find_led(pieces: Sequence[Piece], marks: list[Mark | None]) -> None:
    """Paragraphs without number below headings that are nothing but headings, where most begin with who is to do them
    (县财政局保障经费，4月底前拨付): each is a task."""
    below: list[int] = []
    for n, mark in enumerate(marks):
        if mark is None and n and (marks[n - 1] or n - 1 in below[-1:]):
            above = n - 1
            while marks[above] is None:
                above -= 1
            if _is_heading(pieces[above].text) and not pieces[n].heading:
                below.append(n)
    led = [n for n in below if led_by(pieces[n].text)[0]]
    if len(led) > 2 and len(led) * 3 >= len(below) * 2:
        for n in led:
            marks[n] = Mark(ARABIC, "", 0)


def _could_be_one(text: str) -> bool:
    """Whether a paragraph that the document has as a heading is one, no text set in its style, and no title."""
    words = text.rstrip("。")
    return (
        len(words) <= 60 and not re.search("[。；！？]", words) and not is_title(text) and not read_line(text)
    )


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING and not re.search(r"[。；！？]", text) and read_line(text) is None
