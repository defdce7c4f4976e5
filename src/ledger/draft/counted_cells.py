"""Records between counting numbers, one cell a line: the numbers are anchors, the kinds of the cells give the slots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ledger.draft.cell_kinds import could_head, kind_of
from ledger.draft.head import is_title
from ledger.draft.noise import tidy
from ledger.draft.slots import (
    EMPTY,
    KINDS,
    MISS,
    MORE,
    Found,
    Line,
    cost_of,
    holds_tasks,
    lay,
    slots_of,
    table_of,
    unlike,
)
from ledger.draft.table_grid import vote_of
from ledger.values.source import Cell, Row, Table
from ledger.words.column_headings import is_heading_row

_WIDEST = 10  # columns


def counted_cells(cells: list[Line], lines: list[Line]) -> Found | None:
    """Records between counting numbers 1, 2, 3 …, one cell a line. The cells in front of the first are its heading, which
    gives the slots where it is known; else what most records have in one order. Of both, what fits the cells better."""
    anchors = _anchors(cells)
    if len(anchors) < 2:
        return _uncounted(cells, lines)
    headings = [(known, _headed_once(cells, *known)) for known in _known_headings(cells, anchors[0])]
    found = [_by_heading(once, known) for known, once in headings]
    found.append(_by_records(min((once for _, once in headings), key=len, default=cells)))
    tables = [one for one in found if one is not None and holds_tasks(one[0])]
    if not tables:
        return None
    table, first, last = max(tables, key=lambda one: fit_of(one[0]))  # of equals the first
    return table, first, last or lines[-1][0] + 1, ()


def _uncounted(cells: list[Line], lines: list[Line]) -> Found | None:
    """Rows without numbers below a known heading: so many cells each as it has, as long as they are of its kinds."""
    start, least = next((k for n in range(3, len(cells)) for k in _known_headings(cells, n)), (0, 0))
    most = least
    while least and most < len(cells) and vote_of(tidy(cells[most][1])):
        most += 1
    for end in range(most, least - 1, -1) if least else ():  # 推进第1项工作 could be a heading too
        once, width = _headed_once(cells, start, end), end - start
        heading = [word for _, word in once[start:end]]
        slots = slots_of(heading, ())
        rows, at = [(once[start][0], heading)], end
        while at + width <= len(once):
            words = [word for _, word in once[at : at + width]]
            if cost_of(words, slots) >= MISS:
                break
            rows.append((once[at][0], words))
            at += width
        if len(rows) > 1 and holds_tasks(table := table_of(rows)):
            return table, once[start][0], _line_of(once, at) or lines[-1][0] + 1, ()
    return None


def _line_of(cells: list[Line], at: int) -> int:
    """The line of a cell, 0 behind the last."""
    return cells[at][0] if at < len(cells) else 0


def _by_records(cells: list[Line]) -> tuple[Table, int, int] | None:
    """(the table, its first line, the first line after it or 0), its slots from what most records have."""
    anchors = _anchors(cells)
    records = [[word for _, word in cells[a:b]] for a, b in pairwise(anchors)]
    lengths = Counter(map(len, records))
    usual = max(lengths, key=lambda length: (lengths[length], -length))
    like = [record for record in records if len(record) == usual]
    slots = _merged(
        [str(Counter(kind_of(r[n]) or "text" for r in like).most_common(1)[0][0]) for n in range(usual)]
    )
    heading, start = _heading(cells, anchors[0], slots)
    end = _end_of_last([word for _, word in cells[anchors[-1] :]], records, slots)
    named = sum(vote_of(tidy(label)) == "task" for label in heading) > 1
    if "units" not in slots and "date" not in slots and not named:
        return None
    rows: list[tuple[int, list[str]]] = [(cells[start][0], heading)] if any(heading) else []
    laid = _laid(cells, [*anchors, anchors[-1] + end], slots)
    if laid is None:
        return None
    rows = _named_apart([*rows, *laid], bool(any(heading)), slots)
    return table_of(rows), cells[start][0], _line_of(cells, anchors[-1] + end)


def _laid(cells: list[Line], anchors: list[int], slots: list[str]) -> list[tuple[int, list[str]]] | None:
    """The records that begin at `anchors` (the last is where they end), each with the words of every slot."""
    rows = []
    for a, b in pairwise(anchors):
        record = [word for _, word in cells[a:b]]
        laid = lay(record, slots)
        if laid is None:
            return None
        rows.append((cells[a][0], ["\n".join(record[k] for k in run) for run in laid]))
    return rows


def _known_headings(cells: list[Line], first: int) -> Iterator[tuple[int, int]]:
    """Where headings that are known word by word begin and end; what stands between one and the first number stands in
    front of the number in every record."""
    for end in range(first, max(first - 3, 2), -1):
        start = end
        while start and end - start < _WIDEST and vote_of(tidy(cells[start - 1][1])):
            start -= 1
        for begin in range(start, end - 2):
            words = [tidy(word) for _, word in cells[begin:end]]
            if is_heading_row(words) and not (is_title(words[0]) and is_heading_row(words[1:])):
                yield begin, end
                break


def _headed_once(cells: list[Line], start: int, end: int) -> list[Line]:
    """The cells without the heading rows of later pages."""
    heading = [word for _, word in cells[start:end]]
    kept, at = cells[:end], end
    while at < len(cells):
        again = [word for _, word in cells[at : at + len(heading)]] == heading
        kept = kept if again else [*kept, cells[at]]
        at += len(heading) if again else 1
    return kept


def _by_heading(cells: list[Line], known: tuple[int, int]) -> tuple[Table, int, int] | None:
    """The same with the slots that a known heading gives. Columns in front of the number are laid behind the record
    before, where their cells stand."""
    anchors = _anchors(cells)
    start, end = known
    heading = [word for _, word in cells[start:end]]
    at = next((n for n, word in enumerate(heading) if vote_of(tidy(word)) == "no"), None)
    if at is None:  # the rows are numbered, the heading does not say so
        at = anchors[0] - end
        heading.insert(at, "序号")
    if at >= len(heading) or at != anchors[0] - end:
        return None
    turned = [*heading[at:], *heading[:at]]
    records = [[word for _, word in cells[a:b]] for a, b in pairwise(anchors)]
    slots = slots_of(turned, records)
    last = anchors[-1] + _end_of_last(
        [word for _, word in cells[anchors[-1] :]], records, slots[: len(slots) - at]
    )
    laid = _laid(cells, [*anchors, last], slots)
    if laid is None:
        return None
    rows = [_row(cells[start][0], [Cell(word) for word in heading])]
    before = [Cell(word) for _, word in cells[end : anchors[0]]]
    for line, words in laid:
        own, behind = words[: len(words) - at], words[len(words) - at :]
        rows.append(_row(line, [*before, *map(Cell, own)]))
        before = [
            Cell(word) if word else replace(cell, up=True) for word, cell in zip(behind, before, strict=True)
        ]
    return Table(tuple(rows)), cells[start][0], _line_of(cells, last)


def _row(line: int, cells: list[Cell]) -> Row:
    return Row(tuple(cells), f"第{line}行")


def fit_of(table: Table) -> float:
    """The share of cells that are of the kind their column's heading asks for; a column without any fits nothing."""
    grid = holds_tasks(table)
    if grid is None:
        return 0.0
    fits = [bool(grid.words(n)) for n in range(len(grid.labels))]
    for row in grid.body:
        for label, cell in zip(grid.labels, row.cells, strict=True):
            asked = KINDS.get(vote_of(label) or "")
            if asked:
                fits.append(kind_of(cell.text) in (asked, None))
            else:
                fits += [kind_of(line) in ("text", "number", "share", None) for line in cell.text.split("\n")]
    return sum(fits) / len(fits) if fits else 0.0


def _anchors(cells: list[Line]) -> list[int]:
    """Where lone numbers count 1, 2, 3 …: the longest such run."""
    best: list[int] = []
    for first, (_, word) in enumerate(cells):
        if word.rstrip(".．、") != "1":
            continue
        places, expected = [first], 2
        for n in range(first + 1, len(cells)):
            if n - places[-1] > 30:
                break
            if cells[n][1].rstrip(".．、") == str(expected) and n - places[-1] > 1:
                places.append(n)
                expected += 1
        if len(places) > len(best):
            best = places
    return best


def _merged(slots: list[str]) -> list[str]:
    """Neighbouring text cells beyond the second are one slot: the text broken over lines."""
    merged: list[str] = []
    for slot in slots:
        if not (slot == "text" and merged[-2:] == ["text", "text"]):
            merged.append(slot)
    return merged


def _heading(cells: list[Line], first: int, slots: list[str]) -> tuple[list[str], int]:
    """(a label for every slot, where the heading begins): the run of possible headings before the first number,
    laid onto the slots by what they say."""
    start = first
    while (
        start > 0
        and first - start < 12
        and could_head(cells[start - 1][1])
        and (vote_of(tidy(cells[start - 1][1])) or first - start < len(slots))
    ):
        start -= 1
    words = [word for _, word in cells[start:first]]
    known = next((n for n, word in enumerate(words) if vote_of(tidy(word))), None)
    if known is None:
        words = words[-len(slots) :] if len(words) >= len(slots) else []
        return [*words, *[""] * (len(slots) - len(words))], first - len(words)
    words, start = words[known:], start + known
    if len(words) == len(slots):
        return words, start
    if slots and slots[0] == "number" and len(words) == len(slots) - 1 and vote_of(tidy(words[0])) != "no":
        return ["序号", *words], start
    asked = [KINDS.get(vote_of(tidy(word)) or "", "text") for word in words]
    own = Counter(slots)
    doubled = Counter(asked)
    if doubled["units"] == own["units"] + 1:  # 责任单位 … 牵头 | 配合: the upper of two headings came first
        words = [w for n, w in enumerate(words) if not (asked[n] == "units" and vote_of(tidy(w)) == "units")]
        roles = [w for w in words if vote_of(tidy(w)) in ("lead", "support")]
        words = [w for w in words if w not in roles]
        at_units = slots.index("units")
        labels = [*words[:at_units], *roles, *words[at_units:]]
        if len(labels) == len(slots):
            return labels, start
    labels = [""] * len(slots)
    at = len(words) - 1
    for n in range(len(slots) - 1, -1, -1):  # from the right, each slot the next heading of its kind
        k = at
        while k >= 0 and asked[k] != slots[n]:
            k -= 1
        if k >= 0:
            labels[n], at = words[k], k - 1
    return labels, start


def _end_of_last(rest: list[str], records: list[list[str]], slots: list[str]) -> int:
    """How many cells the last record has: as many as make the best record."""
    lengths = Counter(map(len, records))
    choices = list(range(1, min(len(rest), max(lengths) + 2) + 1))

    def cost(count: int) -> tuple[float, int]:
        laid = lay(rest[:count], slots)
        total = float("inf") if laid is None else 0.0
        for n, run in enumerate(laid or ()):
            total += EMPTY if not run else sum(unlike(rest[k], slots[n]) for k in run)
            total += MORE.get(slots[n], 1.5) * max(0, len(run) - 1)
        return total - 0.5 * lengths[count] / len(records), -count

    return min(choices, key=cost)


def _named_apart(
    rows: list[tuple[int, list[str]]], headed: bool, slots: list[str]
) -> list[tuple[int, list[str]]]:
    """Neighbouring unit slots without headings of their own are one cell with its lines."""
    labels = rows[0][1] if headed else [""] * len(slots)
    keep: list[list[int]] = []
    for n, slot in enumerate(slots):
        if keep and slot == "units" and slots[n - 1] == "units" and not (labels[n] and labels[n - 1]):
            keep[-1].append(n)
        else:
            keep.append([n])
    return [
        (number, ["\n".join(filter(None, (cells[n] for n in group))) for group in keep])
        for number, cells in rows
    ]
