"""No words are read twice in a run, and what the doors leave out of a reading does not change it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ledger.cli.validate_command import command as validate
from ledger.duty.directory import UnitDirectory
from ledger.files.beside import find_beside
from ledger.files.yaml.plan_yaml import read_plan
from ledger.files.yaml.units_yaml import read_directory
from ledger.words import understood
from ledger.words.deadline import body
from ledger.words.deadline import reader as deadline
from ledger.words.responsibility import reader as responsibility

ROOT = Path(__file__).parents[2]
PLANS = sorted(p for p in (ROOT / "plans").rglob("*.yaml") if p.name != "units.yaml")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[Any, ...]]:
    """How often the grammars were asked, by what was asked."""
    for memo in (
        understood._deadline,
        understood._in_words,
        understood._responsibility,
        understood.find_dates,
    ):
        memo.cache_clear()
    counted: Counter[tuple[Any, ...]] = Counter()

    def count(module: ModuleType, name: str) -> None:
        real = getattr(module, name)

        def counting(*args: Any, **kwargs: Any) -> Any:
            counted[name, args, repr(sorted(kwargs.items()))] += 1
            return real(*args, **kwargs)

        monkeypatch.setattr(module, name, counting)

    count(deadline, "read_deadline")
    count(responsibility, "read_responsibility")
    count(body, "find_dates")
    return counted


def test_validate_reads_equal_words_once(read: Counter[tuple[Any, ...]]) -> None:
    validate([str(ROOT / "plans")], on=date(2022, 12, 10))
    assert {name for name, _, _ in read} == {"read_deadline", "read_responsibility", "find_dates"}
    assert [asked for asked, times in read.items() if times > 1] == []


def test_the_same_words_of_column_extra_and_office_are_one_reading(read: Counter[tuple[Any, ...]]) -> None:
    for source in ("column", "extra", "office"):
        reading = understood.read_deadline("11月底前", 2022, source=source)
        assert [(m.due, m.source) for m in reading.milestones] == [(date(2022, 11, 30), source)]
    assert sum(read.values()) == 1


def test_counties_whose_directories_differ_share_a_reading(read: Counter[tuple[Any, ...]]) -> None:
    words = "县财政局牵头，县司法局配合"
    one = understood.read_responsibility(words, known={"县财政局", "甲乡"}, groups={"各乡"})
    other = understood.read_responsibility(words, known={"县财政局", "乙镇"}, groups={"各镇"})
    assert one == other
    assert sum(read.values()) == 1


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_names_that_do_not_stand_in_the_words_do_not_matter(path: Path) -> None:
    plan, where = read_plan(path).plan, find_beside(path, "units")
    assert plan is not None
    assert where is not None
    directory = UnitDirectory(read_directory(where).file, plan.region)
    sentences = [t.responsibility for t in plan.tasks if isinstance(t.responsibility, str)]
    for words in (*sentences, "县财 政局 牵头", "**县財政局**配合各乡镇"):
        one, other = (
            read(words, known=directory.known_names, groups=directory.group_names)
            for read in (understood.read_responsibility, responsibility.read_responsibility)
        )
        assert one == other
