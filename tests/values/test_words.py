"""Words put together for people."""

from __future__ import annotations

import pytest

from ledger.values.words import quoted


@pytest.mark.parametrize(
    ("name", "words"),
    [("财政信息公开", "“财政信息公开”"), ("推进“一窗受理”", "“推进‘一窗受理’”")],
)
def test_quotation_marks_inside_others_are_single(name: str, words: str) -> None:
    assert quoted(name) == words
