"""One page of a PDF: its printed lines, and its tables by their ruling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from ledger.values.source import Cell, Row, Table

_BOLD = re.compile(r"bold|heiti|simhei|black", re.IGNORECASE)
_PADDING = 12.0  # points of white on both sides of a cell together


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its characters with their boldness, and where it stands in points."""

    text: str
    bold: tuple[tuple[int, int], ...]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int


@dataclass(slots=True)
class Page:
    number: int
    height: float
    lines: list[Line] = field(default_factory=list)
    tables: list[tuple[float, Table]] = field(default_factory=list)  # with the top of each


def read_page(page: Any) -> Page:
    """Lines outside tables, and tables."""
    read = Page(page.page_number, float(page.height))
    boxes = []
    characters = page.chars
    for table in page.find_tables() if len(page.lines) + len(page.rects) + len(page.curves) < 20_000 else ():
        if len(table.rows) >= 1 and max(len(row.cells) for row in table.rows) >= 2:
            boxes.append(table.bbox)
            read.tables.append((table.bbox[1], _table(table, characters, page.page_number)))

    def outside(thing: dict[str, Any]) -> bool:
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in boxes)

    read.lines = list(_lines([c for c in characters if outside(c)], page.page_number))
    return read


def _lines(characters: list[dict[str, Any]], page: int) -> Iterator[Line]:
    """Characters on one height, left to right; a blank where there is a gap between them."""
    rows: list[list[dict[str, Any]]] = []
    for character in sorted(characters, key=lambda c: ((c["top"] + c["bottom"]) / 2, c["x0"])):
        middle = (character["top"] + character["bottom"]) / 2
        if rows:
            last = rows[-1][-1]
            if abs(middle - (last["top"] + last["bottom"]) / 2) <= max(2.0, last["size"] * 0.35):
                rows[-1].append(character)
                continue
        rows.append([character])
    for row in rows:
        row.sort(key=lambda c: c["x0"])
        text, bold, before = "", [], None
        for character in row:
            if before is not None and character["x0"] - before["x1"] > character["size"] * 0.3:
                text += " "
            if _BOLD.search(character.get("fontname") or "") and character["text"].strip():
                bold.append((len(text), len(text) + len(character["text"])))
            text += character["text"]
            before = character
        if text.strip():
            seen = [c for c in row if c["text"].strip()]
            yield Line(
                text, tuple(bold), seen[0]["x0"], seen[-1]["x1"], min(c["top"] for c in seen),
                max(c["bottom"] for c in seen), median(c["size"] for c in seen), page,
            )  # fmt: skip


def _cell_texts(table: Any, characters: list[dict[str, Any]], page: int) -> dict[tuple[float, ...], str]:
    """The text of every cell: a line that fills its cell goes on in the next, a shorter one ends."""
    inside: dict[tuple[float, ...], list[dict[str, Any]]] = {tuple(box): [] for box in table.cells}
    by_top = sorted(inside, key=lambda box: box[1])
    for character in characters:
        x, y = (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2
        for box in by_top:
            if box[1] > y:
                break
            if y <= box[3] and box[0] <= x <= box[2]:
                inside[box].append(character)
                break
    texts = {}
    for box, found in inside.items():
        text = ""
        lines = list(_lines(found, page))
        for n, line in enumerate(lines):
            full = line.x1 - line.x0 + 2 * line.size > box[2] - box[0] - _PADDING
            last = n == len(lines) - 1
            text += line.text + ("" if full or last else "\n")
        texts[box] = text
    return texts


def _table(table: Any, characters: list[dict[str, Any]], page: int) -> Table:
    """Cells by ruling; a place without a cell of its own belongs to the merged cell that covers it."""
    texts = _cell_texts(table, characters, page)
    across = sorted({round(cell[0], 1) for cell in table.cells})
    down = sorted({round(cell[1], 1) for cell in table.cells})
    boxes: dict[tuple[int, int], tuple[int, int, str]] = {}
    rows = table.rows
    for y, row in enumerate(rows):
        for x, box in enumerate(row.cells):
            if box is None:
                continue
            right = sum(1 for left in across if box[0] - 1 <= left < box[2] - 1)
            below = sum(1 for top in down if box[1] - 1 <= top < box[3] - 1)
            for dy in range(max(1, below)):
                for dx in range(max(1, right)):
                    boxes.setdefault((y + dy, x + dx), (dy, dx, texts[tuple(box)]))
    width = max(len(row.cells) for row in rows)
    return Table(
        tuple(
            Row(
                tuple(
                    Cell(found[2], up=found[0] > 0, left=found[1] > 0)
                    if (found := boxes.get((y, x)))
                    else Cell("")
                    for x in range(width)
                ),
                f"第{page}页",
            )
            for y in range(len(rows))
        )
    )
