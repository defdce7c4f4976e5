"""What the tests of commands share."""

from __future__ import annotations

import pytest

from ledger.files.lower import read_lower
from ledger.files.sheets import edit_reader, fill_reader, returned_child


@pytest.fixture(autouse=True)
def workbooks_are_read_where_collect_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """No second process for each `collect`: it has its own tests in tests/files/test_returned_child.py, and
    commands that are started as people start them (test_cron.py) have it."""
    monkeypatch.setattr(returned_child, "read_returned", lambda paths: map(fill_reader.read_fill, paths))
    monkeypatch.setattr(returned_child, "read_edited", edit_reader.read_edit_book)
    monkeypatch.setattr(
        returned_child, "read_lower_reports", lambda paths: [read_lower(p, "") for p in paths]
    )
