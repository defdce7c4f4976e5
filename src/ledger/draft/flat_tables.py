"""Tables that came as plain lines: a line a row with tabs, bars or boxes between cells, or a line a cell.

What a cell is by its kind (`cell_kinds`) brings the rows back: counting numbers begin them, and the rest is laid
into the slots from the right, so that a cell lost on the left or broken over lines moves no other.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ledger.draft.cell_kinds import could_head, is_dash, kind_of
from ledger.draft.counted_cells import counted_cells
from ledger.draft.noise import display_width
from ledger.draft.slots import MISS, Found, Line, cost_of, holds_tasks, lay, slots_of, table_of
from ledger.values.source import Block, Cell, Paragraph, Row, Source, Table

_BLANK = " \t\xa0\u3000\u200b\ufeff\f\v"
_LED_CELL = re.compile(rf"\n[{_BLANK}]*\t")  # a line that begins with a tab begins a cell
_STRAY_TAB = re.compile(rf"(^|\n)([{_BLANK}]*[、。，；]+)\t")  # `。<tab>部门`: the tab follows a stray mark
_SPACED = re.compile(r"\S+")
_GAP = re.compile(r"(?<=\S)[ \u3000]{2,}(?=\S)")  # between cells set under each other
_BAR = re.compile(r"[|｜│┃║]")
_RULE = re.compile(r"[\s|｜:+\-—=_│┃║─━═┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬]+")


def restore_tables(source: Source) -> Source:
    """`source` with the tables found among its lines; unchanged when there are none, or it brought tables."""
    if not source.lines or any(isinstance(block, Table) for block in source.blocks):
        return source
    lines = list(enumerate(source.lines, 1))
    for read in (_barred_rows, _tabbed_rows, _led_cells, _spaced_rows, _lone_cells):
        found = read(lines)
        if found is not None:
            table, first, after, spilled = found
            before = [block for block in source.blocks if _line(block) < first]
            rest = [block for block in source.blocks if _line(block) >= after]
            return replace(source, blocks=(*before, table, *spilled, *rest))
    return source


def _line(block: Block) -> int:
    assert isinstance(block, Paragraph)
    match = re.fullmatch(r"第(\d+)行", block.place)
    return int(match[1]) if match else 0


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
        table = table_of(rows)
        return table if holds_tasks(table) else None
    heading = [cell for cell in rows[head][1] if cell]
    width = max(len(heading), len(rows[head][1]))
    same = all(len(cells) == width for _, cells in rows[head:])
    whole = table_of(rows)
    whole_rows = [cells for _, cells in rows[head + 1 :]]
    fits = same and all(cost_of(cells, slots_of(heading, whole_rows)) < MISS for cells in whole_rows)
    if fits and holds_tasks(whole):
        return whole
    slots = slots_of(heading, [[c for c in cells if c] for _, cells in rows[head + 1 :]])
    laid: list[tuple[int, list[str]]] = [*rows[:head], (rows[head][0], heading)]
    for number, cells in rows[head + 1 :]:
        given = [cell for cell in cells if cell and not is_dash(cell)]
        if len(given) == 1 and not cells[0]:
            given = cells
        placed = lay(given, slots)
        if placed:
            laid.append((number, ["\n".join(given[k] for k in slot) for slot in placed]))
    table = table_of(laid)
    return table if holds_tasks(table) else None


def _tabbed_rows(lines: list[Line]) -> Found | None:
    """A line a row, tabs between cells."""
    for head, (_, line) in enumerate(lines):
        heading = [cell.strip(_BLANK) for cell in line.strip(_BLANK).split("\t")]
        if len(heading) < 2 or line.startswith("\t") or not all(could_head(cell) for cell in heading if cell):
            continue
        found = _tabbed_from(lines, head, len(line.strip(_BLANK).split("\t")))
        if found is not None and holds_tasks(found[0]):
            return found
    return None


def _tabbed_from(lines: list[Line], head: int, width: int) -> Found | None:
    rows: list[tuple[int, list[str]]] = []
    after = lines[-1][0] + 1
    for index, (number, line) in enumerate(lines[head:], head):
        cells = [cell.strip(_BLANK).replace("\v", "\n") for cell in line.strip("\n").split("\t")]
        while len(cells) > width and not cells[0]:
            cells = cells[1:]
        open_cells = len(rows[-1][1]) if rows else 0
        if 1 < len(cells) < width == open_cells + len(cells) - 1 and kind_of(cells[0]) != "number":
            above = rows[-1][1]
            above[-1:] = [
                f"{above[-1]}\n{cells[0]}",
                *cells[1:],
            ]  # a cell broken over lines, and those behind it
        elif len(cells) > 1:
            rows.append((number, cells))
        elif cells[0] and rows and len(rows[-1][1]) < width:
            rows[-1][1][-1] += "\n" + cells[0]  # a cell broken over lines
        elif cells[0] and any("\t" in other.strip(_BLANK) for _, other in lines[index + 1 :]):
            rows.append((number, cells))  # a heading between the rows
        elif cells[0]:
            after = number
            break
    return (table_of(rows), lines[head][0], after, ()) if len(rows) > 1 else None


def _spaced_rows(lines: list[Line]) -> Found | None:
    """A line a row, its cells set under each other with blanks: each word belongs to the column that begins at or before
    it. A line without anything in the first column goes on with the row above."""
    last = max((n for n, (_, line) in enumerate(lines) if len(_GAP.findall(line)) > 1), default=-1)
    for head, (number, line) in enumerate(lines):
        starts = [display_width(line[: m.start()]) for m in _SPACED.finditer(line)]
        if len(starts) < 3 or not _GAP.search(line) or not all(map(could_head, line.split())):
            continue
        rows: list[tuple[int, list[str]]] = [(number, line.split())]
        after = lines[-1][0] + 1
        for n, (below, text) in enumerate(lines[head + 1 :], head + 1):
            words = [(display_width(text[: m.start()]), m[0]) for m in _SPACED.finditer(text)]
            if not words:
                continue
            at = [max((k for k, start in enumerate(starts) if start <= x + 1), default=0) for x, _ in words]
            if len(words) == 1 and at[0] == 0 and n > last:
                after = below
                break
            cells = [
                "".join(w for place, (_, w) in zip(at, words, strict=True) if place == k)
                for k in range(len(starts))
            ]
            if at[0] and len(rows) > 1:
                rows[-1] = (
                    rows[-1][0],
                    ["\n".join(filter(None, pair)) for pair in zip(rows[-1][1], cells, strict=True)],
                )
            else:
                rows.append((below, cells))
        table = table_of(rows)
        if len(rows) > 1 and holds_tasks(table):
            return table, number, after, ()
    return None


def _led_cells(lines: list[Line]) -> Found | None:
    """Cells led by a tab, each over as many lines as it likes."""
    text = _STRAY_TAB.sub(r"\1\2\n", "\n".join(line for _, line in lines))
    starts = [match.start() for match in _LED_CELL.finditer(text)]
    cells = [
        (text.count("\n", 0, start) + 2, text[start:end].strip(_BLANK + "\n"))
        for start, end in pairwise([*starts, len(text)])
    ]
    found = counted_cells(cells, lines)
    if found is None or found[2] <= lines[-1][0]:
        return found
    table, first, after, _ = found
    *rows, last = table.rows
    spilled, final = _split_tail(last.cells[-1].text)
    last = Row((*last.cells[:-1], Cell(final)), last.place)
    tail = [Paragraph(text=line.strip(_BLANK), place=last.place) for line in spilled]
    return Table((*rows, last)), first, after, tail


def _lone_cells(lines: list[Line]) -> Found | None:
    """A line a cell, with or without a bar behind it."""
    stripped = [(n, line.strip(_BLANK + "|｜")) for n, line in lines]
    return counted_cells([(n, line) for n, line in stripped if line], lines)


def _split_tail(cell: str) -> tuple[list[str], str]:
    """(lines that follow the table, the last cell without them): two empty lines part them."""
    parts = re.split(r"\n\s*\n\s*\n", cell)
    filled_parts = [n for n, part in enumerate(parts) if part.strip("、。，\n" + _BLANK)]
    if len(filled_parts) < 2:
        return [], cell
    rest = [line for part in parts[filled_parts[0] + 1 :] for line in part.split("\n") if line.strip(_BLANK)]
    return rest, "\n\n\n".join(parts[: filled_parts[0] + 1])
