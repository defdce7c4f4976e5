"""Responsibility words of other kinds of plan: the pages beside this file, decided before the reader saw them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.words.responsibility.reader import read_responsibility

PAGES = [
    Path(__file__).with_name(name)
    for name in ("units_of_other_plans.md", "held_out.md", "many_plans.md", "units_by_form.md")
]


def rows() -> list[tuple[str, ...]]:
    lines = [line for page in PAGES for line in page.read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [tuple(cell.strip() for cell in line[1:-1].split("|")) for line in lines]
    return [row for row in cells if row[0] != "原文" and len(row) == 7]  # the shorter ones are deadlines


ROWS = rows()


def test_the_page_is_there() -> None:
    assert len(ROWS) >= 200
    assert len({row[0] for row in ROWS}) == len(ROWS)
    assert {row[6] for row in ROWS} == {"", "有", "可", "误"}
    assert sum(row[6] == "误" for row in ROWS) <= 0.04 * len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_row_of_another_plan(row: tuple[str, ...]) -> None:
    words, *expected, asks = row
    reading = read_responsibility(words.replace("⏎", "\n"))
    wanted = tuple(tuple(sorted(cell.split("；"))) if cell else () for cell in expected)
    found = tuple(
        tuple(sorted(names))
        for names in (reading.lead, reading.support, reading.responsible, reading.groups, reading.people)
    )
    said = bool(reading.unknown or reading.warnings)
    if asks == "误":
        assert found != wanted, "read right now: take the mark away"
        assert said
        return
    assert found == wanted
    assert asks == "可" or said == (asks == "有"), (reading.unknown, reading.warnings)


BRACKETS = ("（）", "()", "【】", "〔〕", "[]", "〖〗")
WORDS = (("牵头", "配合"), ("主办", "协办"), ("主办", "会办"), ("牵头单位", "配合单位"), ("主责", "参与"))


@pytest.mark.parametrize("pair", BRACKETS)
@pytest.mark.parametrize(("lead", "support"), WORDS)
def test_one_rule_for_every_bracket(pair: str, lead: str, support: str) -> None:
    """The first bracket at the very start: all are labels; behind a name: all are marks."""
    one, other = f"{pair[0]}{lead}{pair[1]}", f"{pair[0]}{support}{pair[1]}"
    for words in (
        f"{one}县审计局{other}县财政局",
        f"县审计局{one}、县财政局{other}",
        f"县审计局{one}县财政局{other}",
    ):
        reading = read_responsibility(words)
        assert (reading.lead, reading.support) == (("县审计局",), ("县财政局",)), words
        assert (reading.unknown, reading.warnings) == ((), ())


UNKNOWN_VERBS = [
    "审批",
    "拨付",
    "汇总",
    "提供",
    "制定",
    "起草",
    "核发",
    "立项",
    "备案",
    "保障经费",
    "提供技术支撑",
    "兑现政策",
    "开展排查",
]


@given(
    st.sampled_from(UNKNOWN_VERBS),
    st.sampled_from(["县财政局", "县委宣传部", "县市场监管局", "各乡镇", "县政务服务中心"]),
    st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_a_known_name_before_an_unknown_verb_is_kept_with_a_note(verb: str, name: str, led: bool) -> None:
    reading = read_responsibility(f"县教育局牵头，{name}{verb}" if led else f"{name}{verb}")
    assert (reading.support if led else reading.responsible) == (name,)
    assert reading.unknown or reading.warnings


@pytest.mark.parametrize("group", ["各部门", "各单位", "各级各单位", "县直各单位", "各科室", "各有关部门"])
@pytest.mark.parametrize("each", ["各负其责", "各司其职"])
def test_each_of_them_is_a_group_that_acts(group: str, each: str) -> None:
    alone = read_responsibility(f"{group}{each}")
    assert (alone.responsible, alone.groups, alone.warnings) == ((group,), (group,), ())
    led = read_responsibility(f"县审计局牵头，{group}{each}")
    assert (led.lead, led.support, led.warnings) == (("县审计局",), (group,), ())
