"""Tables that came as plain lines: a line a row with tabs, bars or boxes between cells, or a line a cell.

What a cell is by its kind (`cell_kinds`) brings the rows back: counting numbers begin them, and the rest is laid
into the slots from the right, so that a cell lost on the left or broken over lines moves no other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ledger.draft.cell_kinds import could_head, is_dash, kind_of, stage_of
from ledger.draft.cell_stream import find_table
from ledger.draft.noise import tidy
from ledger.draft.table_grid import Grid, read_grid, vote_of
from ledger.values.source import Block, Cell, Paragraph, Row, Source, Table

_BLANK = " \t\xa0\u3000\u200b\ufeff\f\v"
_LED_CELL = re.compile(rf"\n[{_BLANK}]*\t")  # a line that begins with a tab begins a cell
_STRAY_TAB = re.compile(rf"(^|\n)([{_BLANK}]*[、。，；]+)\t")  # `。<tab>部门`: the tab follows a stray mark
_BAR = re.compile(r"[|｜│┃║]")
_RULE = re.compile(r"[\s|｜:+\-—=_│┃║─━═┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬]+")
_KINDS = {
    "no": "number",
    "deadline": "date",
    "units": "units",
    "lead": "units",
    "support": "units",
    "people": "person",
}
_MISS, _EMPTY = 2.0, 0.9  # what it costs to lay a cell into a slot of another kind, to leave a slot empty
_MORE = {"text": 0.3, "units": 0.35}  # what each further line of a cell costs

Line = tuple[int, str]  # line number from 1, text


def restore_tables(source: Source) -> Source:
    """`source` with the tables found among its lines; unchanged when there are none, or it brought tables."""
    if not source.lines or any(isinstance(block, Table) for block in source.blocks):
        return source
    lines = list(enumerate(source.lines, 1))
    for read in (_barred_rows, _tabbed_rows, _led_cells, _lone_cells):
        found = read(lines)
        if found is not None:
            table, first, after, spilled = found
            before = [block for block in source.blocks if _line(block) < first]
            rest = [block for block in source.blocks if _line(block) >= after]
            return replace(source, blocks=(*before, table, *spilled, *rest))
    return source


Found = tuple[
    Table, int, int, Sequence[Block]
]  # the table, its first line, the first line after it, text in between


def _line(block: Block) -> int:
    assert isinstance(block, Paragraph)
    match = re.fullmatch(r"第(\d+)行", block.place)
    return int(match[1]) if match else 0


def _table(rows: Sequence[tuple[int, list[str]]]) -> Table:
    """Rows of (line number, cells), made equally wide."""
    width = max(len(cells) for _, cells in rows)
    return Table(
        tuple(
            Row(tuple(Cell(cell) for cell in cells + [""] * (width - len(cells))), f"第{number}行")
            for number, cells in rows
        )
    )


def _holds_tasks(table: Table) -> Grid | None:
    grid = read_grid(table)
    return grid if grid is not None and grid.holds_tasks else None


def _barred_rows(lines: list[Line]) -> Found | None:
    """Rows with bars or boxes between cells, spans lost or not."""
    barred = [n for n, (_, line) in enumerate(lines) if _BAR.search(line)]
    if len(barred) < 2:
        return None
    first, last = barred[0], barred[-1]
    boxed = any(re.search("[─━═]", line) for _, line in lines[first : last + 1])
    rows: list[tuple[int, list[str]]] = []
    open_row = False
    for number, line in lines[first : last + 1]:
        if _RULE.fullmatch(line) or not line.strip():
            open_row = open_row and not line.strip()
            continue
        if not _BAR.search(line):
            if rows:
                rows[-1][1][-1] += "\n" + line.strip(_BLANK)
            continue
        cells = [cell.strip(_BLANK) for cell in _BAR.split(line.strip(_BLANK))]
        if not cells[0] and _BAR.match(line.strip(_BLANK)):
            cells = cells[1:]
        if cells and not cells[-1] and _BAR.search(line.strip(_BLANK)[-1:]):
            cells = cells[:-1]
        if boxed and open_row and len(rows[-1][1]) == len(cells):
            rows[-1] = (
                rows[-1][0],
                ["\n".join(filter(None, pair)) for pair in zip(rows[-1][1], cells, strict=True)],
            )
        else:
            rows.append((number, cells))
        open_row = boxed
    if sum(any(cells) for _, cells in rows) < 2 or max(len(cells) for _, cells in rows) < 2:
        return None
    table = _aligned(rows)
    return (table, lines[first][0], lines[last][0] + 1, ()) if table is not None else None


def _aligned(rows: list[tuple[int, list[str]]]) -> Table | None:
    """Rows of unlike length laid under their heading by the kinds of their cells; None when they hold no tasks."""
    head = next(
        (
            n
            for n, (_, cells) in enumerate(rows)
            if sum(bool(c) for c in cells) > 2 and all(could_head(c) for c in cells if c)
        ),
        None,
    )
    if head is None:
        table = _table(rows)
        return table if _holds_tasks(table) else None
    heading = [cell for cell in rows[head][1] if cell]
    width = max(len(heading), len(rows[head][1]))
    same = all(len(cells) == width for _, cells in rows[head:])
    whole = _table(rows)
    whole_rows = [cells for _, cells in rows[head + 1 :]]
    fits = same and all(_cost(cells, _slots(heading, whole_rows)) < _MISS for cells in whole_rows)
    if fits and _holds_tasks(whole):
        return whole
    slots = _slots(heading, [[c for c in cells if c] for _, cells in rows[head + 1 :]])
    laid: list[tuple[int, list[str]]] = [*rows[:head], (rows[head][0], heading)]
    for number, cells in rows[head + 1 :]:
        given = [cell for cell in cells if cell and not is_dash(cell)]
        if len(given) == 1 and not cells[0]:
            given = cells
        placed = _lay(given, slots)
        if placed:
            laid.append((number, ["\n".join(given[k] for k in slot) for slot in placed]))
    table = _table(laid)
    return table if _holds_tasks(table) else None


def _slots(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The kind of each slot: what its heading says, else what stands there in the rows as long as the heading."""
    slots = []
    full = [row for row in rows if len(row) == len(heading)]
    for n, label in enumerate(heading):
        kinds = Counter(kind_of(row[n]) for row in full)
        kinds.pop(None, 0)
        seen = kinds.most_common(1)[0][0] if kinds else None
        vote = _KINDS.get(vote_of(tidy(label)) or "")
        slots.append(vote if vote and not stage_of(label) else seen or "text")
    return slots


def _cost(cells: Sequence[str], slots: Sequence[str]) -> float:
    return sum(_unlike(cell, slot) for cell, slot in zip(cells, slots, strict=False) if cell)


def _unlike(cell: str, slot: str) -> float:
    kind = kind_of(cell)
    if kind is None or kind == slot:
        return 0.0
    if slot == "number":
        return _MISS * 3
    if slot == "text":
        return {"number": 0.6, "share": 0.1, "units": 0.6, "person": 0.6, "date": 1.2}.get(kind, 0.2)
    return _MISS


def _lay(cells: Sequence[str], slots: Sequence[str]) -> list[range] | None:
    """The run of cells each slot gets, cheapest as a whole; of equally good ways the one that fills from the right."""
    count, width = len(cells), len(slots)
    best: list[list[tuple[float, int]]] = [[(float("inf"), 0)] * (count + 1) for _ in range(width + 1)]
    best[width][count] = (0.0, count)
    for slot in range(width - 1, -1, -1):
        for at in range(count, -1, -1):
            options = []
            cost = _EMPTY
            options.append((best[slot + 1][at][0] + cost, at))
            cost = 0.0
            for end in range(at + 1, min(count, at + 12) + 1):
                cost += _unlike(cells[end - 1], slots[slot]) + (
                    _MORE.get(slots[slot], 1.5) if end > at + 1 else 0
                )
                options.append((best[slot + 1][end][0] + cost, end))
            best[slot][at] = min(options, key=lambda option: (option[0], option[1]))
    if best[0][0][0] == float("inf"):
        return None
    runs, at = [], 0
    for slot in range(width):
        end = best[slot][at][1]
        runs.append(range(at, end))
        at = end
    return runs


def _tabbed_rows(lines: list[Line]) -> Found | None:
    """A line a row, tabs between cells."""
    for head, (_, line) in enumerate(lines):
        heading = [cell.strip(_BLANK) for cell in line.strip(_BLANK).split("\t")]
        if len(heading) < 2 or line.startswith("\t") or not all(could_head(cell) for cell in heading if cell):
            continue
        found = _tabbed_from(lines, head, len(line.strip(_BLANK).split("\t")))
        if found is not None and _holds_tasks(found[0]):
            return found
    return None


def _tabbed_from(lines: list[Line], head: int, width: int) -> Found | None:
    rows: list[tuple[int, list[str]]] = []
    after = lines[-1][0] + 1
    for index, (number, line) in enumerate(lines[head:], head):
        cells = [cell.strip(_BLANK) for cell in line.strip("\n").split("\t")]
        while len(cells) > width and not cells[0]:
            cells = cells[1:]
        if len(cells) > 1:
            rows.append((number, cells))
        elif cells[0] and rows and len(rows[-1][1]) < width:
            rows[-1][1][-1] += "\n" + cells[0]  # a cell broken over lines
        elif cells[0] and any("\t" in other.strip(_BLANK) for _, other in lines[index + 1 :]):
            rows.append((number, cells))  # a heading between the rows
        elif cells[0]:
            after = number
            break
    return (_table(rows), lines[head][0], after, ()) if len(rows) > 1 else None


def _led_cells(lines: list[Line]) -> Found | None:
    """Cells led by a tab, each over as many lines as it likes."""
    text = _STRAY_TAB.sub(r"\1\2\n", "\n".join(line for _, line in lines))
    starts = [match.start() for match in _LED_CELL.finditer(text)]
    cells = [
        (text.count("\n", 0, start) + 2, text[start:end].strip(_BLANK + "\n"))
        for start, end in pairwise([*starts, len(text)])
    ]
    return _from_cells(cells, lines)


def _lone_cells(lines: list[Line]) -> Found | None:
    """A line a cell, with or without a bar behind it: by the heading where it is known, else, or where the rows do
    not fit it, by the kinds of the cells."""
    stripped = [(n, line.strip(_BLANK + "|｜")) for n, line in lines]
    cells = [(n, line) for n, line in stripped if line]
    known = _from_cells(cells, lines)
    if known is not None and _fit(known[0]) >= 1:
        return known
    induced = _induced(cells, lines)
    if induced is not None and (known is None or _fit(induced[0]) > _fit(known[0])):
        return induced
    return known


def _fit(table: Table) -> float:
    """The share of cells that are of the kind their column's heading asks for."""
    grid = _holds_tasks(table)
    if grid is None:
        return 0.0
    asked = [_KINDS.get(vote_of(label) or "") for label in grid.labels]
    cells = [
        kind_of(cell.text) == kind or kind_of(cell.text) is None
        for row in grid.body
        for kind, cell in zip(asked, row.cells, strict=True)
        if kind
    ]
    texts = [
        kind_of(line) in ("text", "number", "share", None)
        for row in grid.body
        for kind, cell in zip(asked, row.cells, strict=True)
        if not kind
        for line in cell.text.split("\n")
    ]
    cells += texts
    return sum(cells) / len(cells) if cells else 0.0


def _from_cells(cells: list[Line], lines: list[Line]) -> Found | None:
    """The table whose heading is known, and what spilled into its last cell."""
    found = find_table(cells)
    if found is None:
        return None
    first = cells[found.start][0]
    after = cells[found.end][0] if found.end < len(cells) else lines[-1][0] + 1
    *rows, last = found.table.rows
    spilled: list[str] = []
    if found.end == len(cells):
        spilled, final = _split_tail(last.cells[-1].text)
        last = Row((*last.cells[:-1], Cell(final)), last.place)
    tail = [Paragraph(text=line.strip(_BLANK), place=last.place) for line in spilled]
    return Table((*rows, last)), first, after, tail


def _split_tail(cell: str) -> tuple[list[str], str]:
    """(lines that follow the table, the last cell without them): two empty lines part them."""
    parts = re.split(r"\n\s*\n\s*\n", cell)
    filled_parts = [n for n, part in enumerate(parts) if part.strip("、。，\n" + _BLANK)]
    if len(filled_parts) < 2:
        return [], cell
    rest = [line for part in parts[filled_parts[0] + 1 :] for line in part.split("\n") if line.strip(_BLANK)]
    return rest, "\n\n\n".join(parts[: filled_parts[0] + 1])


def _induced(cells: list[Line], lines: list[Line]) -> Found | None:
    """Records between counting numbers 1, 2, 3 …, one cell a line: the cells in front of the first are its heading,
    what most records have in one order are the slots."""
    anchors = _anchors(cells)
    if len(anchors) < 2:
        return None
    records = [[word for _, word in cells[a:b]] for a, b in pairwise(anchors)]
    lengths = Counter(map(len, records))
    usual = max(lengths, key=lambda length: (lengths[length], -length))
    like = [record for record in records if len(record) == usual]
    slots = _merged(
        [str(Counter(kind_of(r[n]) or "text" for r in like).most_common(1)[0][0]) for n in range(usual)]
    )
    heading, start = _heading(cells, anchors[0], slots)
    end = _end_of_last([word for _, word in cells[anchors[-1] :]], records, slots)
    records.append([word for _, word in cells[anchors[-1] : anchors[-1] + end]])
    named = sum(vote_of(tidy(label)) == "task" for label in heading) > 1
    if "units" not in slots and "date" not in slots and not named:
        return None
    rows: list[tuple[int, list[str]]] = [(cells[start][0], heading)] if any(heading) else []
    for anchor, record in zip(anchors, records, strict=True):
        laid = _lay(record, slots)
        if laid is None:
            return None
        rows.append((cells[anchor][0], ["\n".join(record[k] for k in run) for run in laid]))
    rows = _named_apart(rows, bool(any(heading)), slots)
    table = _table(rows)
    last = anchors[-1] + end
    after = cells[last][0] if last < len(cells) else lines[-1][0] + 1
    return (table, cells[start][0], after, ()) if _holds_tasks(table) else None


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
    asked = [_KINDS.get(vote_of(tidy(word)) or "", "text") for word in words]
    own = Counter(slots)
    doubled = Counter(asked)
    if doubled["units"] == own["units"] + 1:  # 责任单位 … 牵头 | 配合: the upper of two headings came first
        words = [
            w for n, w in enumerate(words) if not (asked[n] == "units" and vote_of(tidy(w)) == "units")
        ] + []
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
        laid = _lay(rest[:count], slots)
        total = float("inf") if laid is None else 0.0
        for n, run in enumerate(laid or ()):
            total += _EMPTY if not run else sum(_unlike(rest[k], slots[n]) for k in run)
            total += _MORE.get(slots[n], 1.5) * max(0, len(run) - 1)
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
