"""Patterns compiled at their first use: as `re.compile` makes them, and each of them can be."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from ledger import lazy_re

SOURCE = Path(__file__).parents[1] / "src" / "ledger"


def test_a_pattern_answers_as_re_does_and_can_be_put_into_another() -> None:
    word = lazy_re.compile("(?P<n>[一二三])月", re.MULTILINE)
    assert lazy_re.compile(f"^{word.pattern}$").fullmatch("二月")
    found = word.search("在三月")
    assert found is not None
    assert found["n"] == "三"
    assert found.span() == (1, 3)
    assert word.sub("X", "一月、二月") == "X、X"
    assert word.findall("一月、二月") == ["一", "二"]
    assert word.split("一月、二月") == ["", "一", "、", "二", ""]


def test_what_is_no_method_of_a_pattern_is_told_at_once() -> None:
    with pytest.raises(AttributeError):
        lazy_re.compile("一").matches  # type: ignore[attr-defined]  # noqa: B018


def test_every_lazy_pattern_can_be_compiled() -> None:
    files = [path for path in SOURCE.rglob("*.py") if "lazy_re.compile(" in path.read_text(encoding="utf-8")]
    assert len(files) > 30, "the test has lost sight of the patterns"
    for path in files:
        module = importlib.import_module(
            ".".join(("ledger", *path.relative_to(SOURCE).with_suffix("").parts))
        )
        for value in vars(module).values():
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, lazy_re.Lazy):
                    one.search("")  # re.error where it cannot be
