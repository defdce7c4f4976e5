"""Which columns of a task table hold what: one heading row or two, any order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ledger.draft.noise import tidy
from ledger.values.source import Row, Table
from ledger.words.column_headings import Column, column_of, is_heading_row

_SAYS_HOW = re.compile("措施|举措|内容|要求|目标|标准|做法|指标")


@dataclass(slots=True)
class Layout:
    """Which columns hold what. `names` are the columns of category above the name, from the outside in."""

    columns: dict[Column, list[int]]
    headings: tuple[str, ...]
    name: int | None = None
    content: int | None = None
    sections: list[int] = field(default_factory=list)


def is_task_table(table: Table) -> bool:
    return any(is_heading_row(words_of(row)) for row in table.rows[:12])


def merge_tables(tables: list[Table]) -> list[Table]:
    """Tables that go on over a page break, put together: same width, no title between, a heading in the first."""
    merged: list[Table] = []
    for table in tables:
        if merged and len(merged[-1].rows[0].cells) == len(table.rows[0].cells):
            merged[-1] = Table(merged[-1].rows + table.rows)
        else:
            merged.append(table)
    return merged


def words_of(row: Row) -> tuple[str, ...]:
    return tuple(tidy(cell.text.replace("\n", "")) for cell in row.cells)


def read_layout(rows: list[Row], start: int) -> tuple[Layout, list[Row]]:
    """The heading row, or two of them (责任单位 over 牵头单位 | 配合单位), and the rows that follow."""
    heading = list(words_of(rows[start]))
    body = rows[start + 1 :]
    if (body and any(cell.up for cell in body[0].cells)) or (
        body and _is_second_heading(words_of(body[0]), heading)
    ):
        lower = words_of(body[0])
        if all(not word or column_of(word) for word in lower):
            heading = [low or high for high, low in zip(heading, lower, strict=True)]
            body = body[1:]
    columns: dict[Column, list[int]] = {}
    for n, word in enumerate(heading):
        shared = n > 0 and (not word or (rows[start].cells[n].left and word == heading[n - 1]))
        column = _unheaded(body, n, columns) if shared else column_of(word)
        if column:
            columns.setdefault(column, []).append(n)
    layout = Layout(columns, tuple(heading))
    _place_tasks(layout, body)
    return layout, body


def _unheaded(body: list[Row], n: int, columns: dict[Column, list[int]]) -> Column | None:
    """What a column holds that has no heading of its own, or shares the one to its left: numbers, or more of
    what to do. None when it is empty, only goes on with the cell to its left, or stands beside another kind."""
    words = [tidy(row.cells[n].text) for row in body if not row.cells[n].left and not row.cells[n].up]
    words = [word for word in words if word]
    if not words:
        return None
    if all(re.fullmatch(r"\d{1,3}[.．、]?", word) for word in words):
        return None if "no" in columns else "no"
    left = next((kind for kind, places in columns.items() if n - 1 in places), None)
    return "task" if left in ("task", "section", "no") else None


def _is_second_heading(words: tuple[str, ...], heading: list[str]) -> bool:
    filled = [word for word in words if word]
    return bool(filled) and all(column_of(word) for word in filled) and any(w not in heading for w in filled)


def _place_tasks(layout: Layout, body: list[Row]) -> None:
    """Of the columns that say what to do, the longest holds the text, the one before it the name, the others
    are categories. A single one holds both."""
    tasks = layout.columns.get("task", [])
    layout.sections = list(layout.columns.get("section", []))
    if not tasks:
        return
    lengths = {n: sum(len(row.cells[n].text) for row in body if not row.cells[n].up) for n in tasks}
    layout.content = max(tasks, key=lambda n: (lengths[n], n))
    before = [n for n in tasks if n < layout.content]
    if before:
        layout.name = before[-1]
        layout.sections += before[:-1]
    elif len(tasks) > 1:
        layout.name = next(n for n in tasks if n != layout.content)
        if _SAYS_HOW.search(layout.headings[layout.name]) and not _SAYS_HOW.search(
            layout.headings[layout.content]
        ):  # 工作任务 | 目标要求: a short text does not make the task a text
            layout.name, layout.content = layout.content, layout.name
    elif layout.sections and not _is_category(body, layout.sections[-1]):
        layout.name = layout.sections.pop()
    layout.sections.sort()


def _is_category(body: list[Row], column: int) -> bool:
    """A column merged over several rows is a category; one filled in every row is a name."""
    return any(row.cells[column].up or not row.cells[column].text.strip() for row in body)
