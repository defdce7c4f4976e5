"""Cells laid into slots by their kinds: what a row that lost its columns is put together with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ledger.draft.cell_kinds import kind_of, stage_of
from ledger.draft.noise import tidy
from ledger.draft.table_grid import Grid, read_grid, vote_of
from ledger.values.source import Block, Cell, Row, Table

KINDS = {
    "no": "number",
    "deadline": "date",
    "units": "units",
    "lead": "units",
    "support": "units",
    "people": "person",
}
MISS, EMPTY = 2.0, 0.9  # what it costs to lay a cell into a slot of another kind, to leave a slot empty
MORE = {"text": 0.3, "units": 0.35}  # what each further line of a cell costs

Line = tuple[int, str]  # line number from 1, text
Found = tuple[
    Table, int, int, Sequence[Block]
]  # the table, its first line, the first line after it, text in between


def table_of(rows: Sequence[tuple[int, list[str]]]) -> Table:
    """Rows of (line number, cells), made equally wide."""
    width = max(len(cells) for _, cells in rows)
    return Table(
        tuple(
            Row(tuple(Cell(cell) for cell in cells + [""] * (width - len(cells))), f"第{number}行")
            for number, cells in rows
        )
    )


def holds_tasks(table: Table) -> Grid | None:
    grid = read_grid(table)
    return grid if grid is not None and grid.holds_tasks else None


def slots_of(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The kind of each slot: what its heading says, else what stands there in the rows as long as the heading."""
    slots = []
    full = [row for row in rows if len(row) == len(heading)]
    for n, label in enumerate(heading):
        kinds = Counter(kind_of(row[n]) for row in full)
        kinds.pop(None, 0)
        seen = kinds.most_common(1)[0][0] if kinds else None
        vote = KINDS.get(vote_of(tidy(label)) or "")
        slots.append(vote if vote and not stage_of(label) else seen or "text")
    return slots


def cost_of(cells: Sequence[str], slots: Sequence[str]) -> float:
    return sum(unlike(cell, slot) for cell, slot in zip(cells, slots, strict=False) if cell)


def unlike(cell: str, slot: str) -> float:
    kind = kind_of(cell)
    if kind is None or kind == slot:
        return 0.0
    if slot == "number":
        return MISS * 3
    if slot == "text":
        return {"number": 0.6, "share": 0.1, "units": 0.6, "person": 0.6, "date": 1.2}.get(kind, 0.2)
    return MISS


def lay(cells: Sequence[str], slots: Sequence[str]) -> list[range] | None:
    """The run of cells each slot gets, cheapest as a whole; of equally good ways the one that fills from the right."""
    count, width = len(cells), len(slots)
    best: list[list[tuple[float, int]]] = [[(float("inf"), 0)] * (count + 1) for _ in range(width + 1)]
    best[width][count] = (0.0, count)
    for slot in range(width - 1, -1, -1):
        for at in range(count, -1, -1):
            options = []
            cost = EMPTY
            options.append((best[slot + 1][at][0] + cost, at))
            cost = 0.0
            for end in range(at + 1, min(count, at + 12) + 1):
                cost += unlike(cells[end - 1], slots[slot]) + (
                    MORE.get(slots[slot], 1.5) if end > at + 1 else 0
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
