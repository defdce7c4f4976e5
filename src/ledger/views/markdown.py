"""Tables as Markdown: a heading a plan, the section headings between the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ledger.values.columns import columns_of
from ledger.values.table import LedgerTable
from ledger.values.words import long_day

_MARKUP = re.compile(r"([\\`*_\[\]<>|~#])")


def ledger_markdown(tables: Sequence[LedgerTable]) -> str:
    """The tables as one text, ending in a line end. Whatever Markdown would take for markup is escaped."""
    return "\n".join(line for table in tables for line in _table(table))


def _table(table: LedgerTable) -> Iterator[str]:
    columns = table.columns if table.own else columns_of(table.layout)
    yield f"# {_escaped(table.title)}\n"
    if table.as_of:
        yield f"截至{long_day(table.as_of)}\n"
    above: tuple[str, ...] = ()
    for section, rows in groupby(table.rows, key=lambda row: row.section):
        for depth, heading in enumerate(section):
            if section[: depth + 1] != above[: depth + 1]:
                yield f"{'#' * min(depth + 2, 6)} {_escaped(heading)}\n"
        above = section
        yield _line(column.heading for column in columns)
        yield _line(":---:" if column.centred else "---" for column in columns)
        for row in rows:
            yield _line(_escaped(row.text(column.key)) for column in columns)
        yield ""
    for note in table.notes:
        yield f"{_escaped(note)}\n"


def _line(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    """One line of text that shows as it was written."""
    return "<br>".join(_MARKUP.sub(r"\\\1", line) for line in text.splitlines())
