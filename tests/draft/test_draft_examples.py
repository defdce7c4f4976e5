"""The five issued documents, drafted, against the plans written by hand: every task, whole."""

from __future__ import annotations

from pathlib import Path

import pytest

import score_draft
from ledger.draft import draft_plan
from ledger.files.documents.reader import read_document
from ledger.files.yaml.plan_yaml import parse_plan
from ledger.views.draft_yaml import draft_yaml

ROOT = Path(__file__).parents[2]


EXAMPLES = score_draft.examples()


def test_there_are_five_examples() -> None:
    assert len(EXAMPLES) == 5


@pytest.mark.parametrize(("document", "plan"), EXAMPLES, ids=lambda path: path.stem[:3])
def test_every_task_is_found_and_whole(document: Path, plan: Path) -> None:
    result, _ = score_draft.score_document(document, plan)
    assert result.found == result.expected
    assert result.invented == 0
    assert result.whole == result.expected, "\n".join(result.misses)
    assert result.misses == []  # title, 文号, issuer, day, 依据, 报送 too


@pytest.mark.parametrize(("document", "plan"), EXAMPLES, ids=lambda path: path.stem[:3])
def test_a_draft_is_a_valid_plan_and_the_same_every_time(document: Path, plan: Path) -> None:
    texts = {draft_yaml(draft_plan(read_document(document))) for _ in range(2)}
    assert len(texts) == 1
    text = texts.pop()
    read = parse_plan(document, document.name, text.encode())
    assert read.plan is not None
    assert not [problem for problem in read.problems if problem.severity == "error"]
    assert text.count("# 来源：第") >= len(read.plan.tasks)
