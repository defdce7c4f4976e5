"""The pages in `PAGES` are the manual of deadline phrases, and every row of them a test."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from ledger.words.deadline.occurrences import describe
from ledger.words.deadline.reader import read_deadline
from ledger.words.meanings import DeadlineReading

PAGES = ("deadlines.md", "deadlines_in_cells.md", "held_out.md", "many_plans.md", "beside_the_date.md",
         "cells_of_many_kinds.md")  # fmt: skip


class Row(NamedTuple):
    phrase: str
    year: int
    meaning: str
    asks: str
    issued: date | None


def _rows(page: str) -> list[Row]:
    text = (Path(__file__).parent / page).read_text(encoding="utf-8")
    cells = [
        [cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("|")
    ]
    return [
        Row(
            c[0].replace("⏎", "\n"), int(c[1]), c[2], c[3],
            date.fromisoformat(c[4]) if len(c) > 4 and c[4] else None,
        )
        for c in cells
        if c[1].isdigit()
    ]  # fmt: skip


ROWS = [row for page in PAGES for row in _rows(page)]


def test_few_are_read_wrong() -> None:
    assert {row.asks for row in ROWS} == {"", "有", "可", "误"}
    assert sum(row.asks == "误" for row in ROWS) <= 0.01 * len(ROWS)


def as_printed(reading: DeadlineReading) -> str:
    return "；".join(describe(m) + (f" [{m.what}]" if m.what else "") for m in reading.milestones)


def test_the_tables_are_a_manual() -> None:
    assert all(len(_rows(page)) >= 100 for page in PAGES)
    assert len({(row.phrase, row.year, row.issued) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.phrase}-{row.year}" for row in ROWS])
def test_a_phrase_means_what_the_table_says(row: Row) -> None:
    reading = read_deadline(row.phrase, row.year, issued=row.issued)
    said = bool(reading.warnings or reading.unknown)
    if row.asks == "误":  # still read as something else, and a person is asked
        assert as_printed(reading) != row.meaning, "read right now: take the mark away"
        assert said
        return
    assert as_printed(reading) == row.meaning
    assert row.asks == "可" or said is (row.asks == "有"), (reading.warnings, reading.unknown)
