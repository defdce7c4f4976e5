"""A table whose cells stand one after the other, its rows lost: the heading and the row numbers bring them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.values.source import Cell, Row, Table
from ledger.words.column_headings import column_of, is_heading_row
from ledger.words.deadline.reader import read_deadline
from ledger.words.responsibility.reader import read_responsibility

Numbered = tuple[int, str]  # line number from 1, the text of a cell
_MOST_SPARE = 12  # a cell broken over more lines than this is none
_WIDEST = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A table, the index of its first cell and of the first cell after it."""

    table: Table
    start: int
    end: int


def find_table(cells: list[Numbered]) -> Found | None:
    """The first table in a stream of cells; None when no heading row stands in it, or nothing follows one."""
    words = [word for _, word in cells]
    for start in range(len(words)):
        if column_of(words[start]) in ("no", "section", "task"):
            width = _heading_width(words, start)
            if width:
                rows, end = _rows(cells, start, width)
                return Found(Table(tuple(rows)), start, end) if len(rows) > 1 else None
    return None


def _heading_width(words: list[str], start: int) -> int:
    """How many cells from `start` on are a heading row; 0 when they are none."""
    for width in range(min(_WIDEST, len(words) - start), 2, -1):
        heading = words[start : start + width]
        if all(column_of(word) for word in heading) and is_heading_row(heading):
            return width
    return 0


def _rows(cells: list[Numbered], start: int, width: int) -> tuple[list[Row], int]:
    """Rows with their heading, and where the table ends."""
    heading = [word for _, word in cells[start : start + width]]
    body = _without_headings(cells, start + width, heading)
    lead = next((n for n, word in enumerate(heading) if column_of(word) == "no"), None)
    numbers = _numbers(body, lead)
    if numbers is None:
        return _chunks(cells[start][0], heading, body)
    if lead is None:  # the rows are numbered, the heading does not say so
        lead = numbers[0]
        heading.insert(lead, "序号")
    after = len(heading) - lead - 1
    text = max((n - lead - 1 for n, word in enumerate(heading) if column_of(word) == "task"), default=0)
    text = max(0, text)
    rows = [_row(cells[start][0], heading)]
    before = [word for _, (_, word) in body[: numbers[0]]][-lead:] if lead else []
    merged = False
    end = len(body)
    for n, at in enumerate(numbers):
        following = numbers[n + 1] if n + 1 < len(numbers) else None
        rest = [word for _, (_, word) in body[at + 1 : following]]
        if following is None:
            rest = rest[: _end_of_last(rest, after, heading)]
        spare = len(rest) - after
        given = rest[-min(lead, spare) :] if following is not None and spare > 0 and lead else []
        kept = rest[: len(rest) - len(given)]
        if len(kept) > after:  # more lines than cells: it is the text of the task that breaks over lines
            at_cell = text
            if column_of(heading[-1]) in ("units", "lead", "support") and all(
                map(_is_unit, kept[after - 1 :])
            ):
                at_cell = after - 1
            last = len(kept) - (after - at_cell)
            kept = [*kept[:at_cell], "\n".join(kept[at_cell : last + 1]), *kept[last + 1 :]]
        line, number = body[at][1]
        leading = [Cell(word, up=merged) for word in before] + [Cell("")] * (lead - len(before))
        rows.append(_row(line, [*leading, Cell(number), *map(Cell, kept)], len(heading)))
        merged = not given
        before = given or before
        end = at + 1 + len(rest)
    return rows, body[end][0] if end < len(body) else len(cells)


def _end_of_last(rest: list[str], after: int, heading: list[str]) -> int:
    """How many cells the last row has: up to the first that reads as a deadline, where a deadline comes last."""
    if column_of(heading[-1]) == "deadline":
        for end in range(after, min(len(rest), after + _MOST_SPARE) + 1):
            milestones = read_deadline(rest[end - 1], 2000).milestones if len(rest[end - 1]) < 30 else ()
            if any(milestone.kind != "unknown" for milestone in milestones):
                return end
    if column_of(heading[-1]) in ("units", "lead", "support"):
        end = after
        while end < min(len(rest), after + _MOST_SPARE) and _is_unit(rest[end]):
            end += 1
        return end
    return after


def _is_unit(word: str) -> bool:
    reading = read_responsibility(word)
    return len(word) < 30 and bool(reading.parties) and not reading.unknown


def _without_headings(cells: list[Numbered], start: int, heading: list[str]) -> list[tuple[int, Numbered]]:
    """The cells from `start` on with their places in the stream, heading rows of later pages left out."""
    body = []
    place = start
    while place < len(cells):
        if [word for _, word in cells[place : place + len(heading)]] == heading:
            place += len(heading)
            continue
        body.append((place, cells[place]))
        place += 1
    return body


def _numbers(body: list[tuple[int, Numbered]], lead: int | None) -> list[int] | None:
    """Where the row numbers stand; None when the rows are not numbered 1, 2, 3 …."""
    limit = (lead if lead is not None else 2) + 1
    first = next((n for n, (_, (_, word)) in enumerate(body[:limit]) if word.isdecimal()), None)
    if first is None:
        return None
    places, expected = [first], int(body[first][1][1]) + 1
    for n in range(first + 1, len(body)):
        if n - places[-1] > _WIDEST + _MOST_SPARE:
            break
        if body[n][1][1] == str(expected):
            places.append(n)
            expected += 1
    return places if lead is not None or len(places) > 1 else None


def _chunks(line: int, heading: list[str], body: list[tuple[int, Numbered]]) -> tuple[list[Row], int]:
    """Rows without numbers: so many cells each as the heading has, as long as they are complete."""
    rows = [_row(line, heading)]
    whole = len(body) - len(body) % len(heading)
    for n in range(0, whole, len(heading)):
        rows.append(_row(body[n][1][0], [word for _, (_, word) in body[n : n + len(heading)]]))
    end = body[whole][0] if whole < len(body) else (body[-1][0] + 1 if body else 0)
    return rows, end


def _row(line: int, words: Sequence[str | Cell], width: int = 0) -> Row:
    cells = [word if isinstance(word, Cell) else Cell(word) for word in words]
    return Row(tuple(cells + [Cell("")] * (width - len(cells))), f"第{line}行")
