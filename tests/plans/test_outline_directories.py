"""The directories of 襄垣, 林口 and 上高: who the documents name, as they spell it, and nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from ledger.record.directory_model import Unit, UnitGroup
from ledger.record.model import words_of
from tests.plans.by_hand import LINKOU, OUTLINES, SHANGGAO, XIANGYUAN, directory, document, plan, squeeze

LISTED = {
    XIANGYUAN: (
        "县发改和科技局 县农业农村局 县工信局 县交通局 县文旅局 县应急局 县自然资源局 县教育局 县卫体局 "
        "县住建局 县行政审批局 县市场监管局 县政府信息中心 县司法局 县财政局",
        "各镇人民政府 县直各有关单位",
    ),
    LINKOU: (
        "县政府办 县发改局 县工信局 县市场监管局 县财政局 县卫健局 县营商局 县司法局 县教体局 县水务局 "
        "县住建局 牡丹江市林口生态环境局 县交通局",
        "各镇人民政府 县政府各直属单位 等相关部门 县直各牵头单位",
    ),
    SHANGGAO: ("县政府办公室", "各乡（镇）人民政府 农（林）场 街道办事处 县政府各部门"),
}


def spellings(name: str) -> Iterator[str]:
    listed = directory(name)
    entries: tuple[Unit | UnitGroup, ...] = (*listed.units, *listed.groups)
    for entry in entries:
        yield entry.name
        yield from entry.aliases


@pytest.mark.parametrize("name", OUTLINES)
def test_directory_lists_the_document_s_units_and_groups(name: str) -> None:
    listed = directory(name)
    assert listed.region == plan(name).region
    assert " ".join(unit.name for unit in listed.units) == LISTED[name][0]
    assert " ".join(group.name for group in listed.groups) == LISTED[name][1]


@pytest.mark.parametrize("name", OUTLINES)
def test_every_spelling_in_the_directory_is_the_document_s(name: str) -> None:
    seen = list(spellings(name))
    assert len(seen) == len(set(seen)) > 0
    for spelling in seen:
        assert spelling in squeeze(document(name))


@pytest.mark.parametrize("name", OUTLINES)
def test_no_word_of_the_attributions_is_missing_from_the_directory(name: str) -> None:
    known = sorted(spellings(name), key=len, reverse=True)
    attributed = [words_of(task.responsibility) for task in plan(name).tasks]
    attributed += [words_of(duty.units) for duty in plan(name).reporting]
    role_words = r"牵头单位:|责任单位:|牵头|配合|[、，,;及]"
    for words in attributed:
        left = re.sub("|".join(map(re.escape, known)), "", re.sub("牵头单位:|责任单位:", "", words))
        assert re.sub(role_words, "", left) == "", words
