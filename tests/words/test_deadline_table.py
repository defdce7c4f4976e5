"""`deadlines.md` is the manual of deadline phrases, and every row of it a test."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from ledger.words.deadline.occurrences import describe
from ledger.words.deadline.reader import read_deadline
from ledger.words.meanings import DeadlineReading


class Row(NamedTuple):
    phrase: str
    year: int
    meaning: str
    doubtful: bool


def _rows() -> list[Row]:
    text = (Path(__file__).parent / "deadlines.md").read_text(encoding="utf-8")
    cells = [
        [cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("|")
    ]
    return [Row(c[0], int(c[1]), c[2], c[3] == "有") for c in cells if c[1].isdigit()]


ROWS = _rows()


def as_printed(reading: DeadlineReading) -> str:
    return "；".join(describe(m) + (f" [{m.what}]" if m.what else "") for m in reading.milestones)


def test_the_table_is_a_manual() -> None:
    assert len(ROWS) >= 150
    assert len({(row.phrase, row.year) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.phrase}-{row.year}" for row in ROWS])
def test_a_phrase_means_what_the_table_says(row: Row) -> None:
    reading = read_deadline(row.phrase, row.year)
    assert as_printed(reading) == row.meaning
    assert bool(reading.warnings or reading.unknown) is row.doubtful, (reading.warnings, reading.unknown)
