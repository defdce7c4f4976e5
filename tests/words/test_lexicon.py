"""The lexicon walked through everybody who reads labels: plan, draft and column heading."""

from __future__ import annotations

import pytest

from ledger.draft.labels import LABELS
from ledger.draft.split import read_line
from ledger.words.column_headings import column_of
from ledger.words.deadline.matters import is_label
from ledger.words.lexicon import (
    ALLOTMENT,
    ANSWERABLE,
    DATE_BEFORE,
    DATE_NOUNS,
    END_LETTERS,
    END_WORDS,
    POSTS,
    ROLE_WORDS,
    RoleWord,
    family_of,
    is_doubtful,
)
from ledger.words.responsibility.names import ends_a_name
from ledger.words.responsibility.reader import read_responsibility

ROLES = {"lead": "lead", "support": "support", "neutral": "responsible"}
LABEL_ROWS = [(row, f"{row.word}{noun}") for row in ROLE_WORDS for noun in ("单位", "部门", "科室")]
LABEL_ROWS += [(row, row.word) for row in ROLE_WORDS if row.label == "alone"]
DATES = [f"{before}{noun}" for before in ("", *DATE_BEFORE) for noun in (*DATE_NOUNS, "时限要求", "时间节点")]
DATES += [f"{before}日期" for before in DATE_BEFORE]


@pytest.mark.parametrize(("row", "label"), LABEL_ROWS, ids=[label for _, label in LABEL_ROWS])
def test_a_label_is_one_for_plan_draft_and_heading(row: RoleWord, label: str) -> None:
    words = f"{label}：县水利局"
    reading = read_responsibility(words)
    assert reading.named(ROLES[row.family]) == ("县水利局",)  # type: ignore[arg-type]
    assert reading.unknown == ()
    assert bool(reading.warnings) == is_doubtful(label)
    found = read_line(f"{words}；完成时限：6月底前")
    assert found is not None
    assert (found.units, found.deadline) == (words, "6月底前")
    if label != row.word or row.heading:
        columns = {"lead": {"lead"}, "support": {"support"}, "neutral": {"units"}}
        assert column_of(label) in columns[row.family]


# By hand, not from the table: what nobody argues about, what is asked, what stands alone above a column.
SURE = {
    "lead": "牵头 主办 主责 主抓 抓总 领办 发起",
    "support": "配合 协办 协同 协作 参与 参加 协助 支持 会办 会签 联办 协管 成员",
    "neutral": "负责 落实 承办 实施 执行 承担 包抓 包保 包联 独办 责任 组织实施 具体责任 主体责任 共同责任 监管责任 属地责任 领导责任 "
    "行业责任 业主 项目业主 项目法人 行业主管 完成 推进 推动 办理 建设 整改 申报 填报 报送 任务 分管 公开",
}
ASKED = {
    "lead": "为主 负总责 主要责任 第一责任 首要责任 主导 总负责",
    "support": "指导 督导 督办 督促 监督 审核 统筹 协调 为辅 监管 验收",
    "neutral": "主管",
}
ALONE_ABOVE_A_COLUMN = {"lead": "牵头 主办 主责", "support": "配合 协办 协同 协作 参与 参加", "units": "责任"}
NEVER_ALONE = "完成 推进 推动 办理 建设 整改 申报 填报 报送 任务 分管 公开"  # 完成：100% is no unit
STRONG_VERBS = "牵头 主办 配合 协办 负责 承办"
NO_VERBS = (
    "主要责任 第一责任 首要责任 联办 协管 成员 监管 验收 主管 责任 组织实施 具体责任 主体责任 共同责任 监管责任 "
    "属地责任 领导责任 行业责任 业主 项目业主 项目法人 行业主管 申报 填报 报送 任务 分管 公开"
)


def test_the_words_have_the_meaning_the_office_gives_them() -> None:
    told = {family: tables.split() for family, tables in SURE.items()}
    asked = {family: tables.split() for family, tables in ASKED.items()}
    assert sorted(word for table in (told, asked) for words in table.values() for word in words) == sorted(
        row.word for row in ROLE_WORDS
    )
    for family in ("lead", "support", "neutral"):
        for word in (*told[family], *asked.get(family, ())):
            assert family_of(word) == family, word
            assert is_doubtful(f"{word}单位") == (word in asked.get(family, ())), word


def test_words_that_stand_alone() -> None:
    for column, tables in ALONE_ABOVE_A_COLUMN.items():
        assert [word for word in tables.split() if column_of(word) != column] == []
    bare = {row.word for row in ROLE_WORDS if column_of(row.word) in ("lead", "support")}
    assert bare == {*ALONE_ABOVE_A_COLUMN["lead"].split(), *ALONE_ABOVE_A_COLUMN["support"].split()}
    assert {row.word for row in ROLE_WORDS if row.label == "noun"} == set(NEVER_ALONE.split())
    assert {row.word for row in ROLE_WORDS if row.verb == "strong"} == set(STRONG_VERBS.split())
    assert {row.word for row in ROLE_WORDS if not row.verb} == set(NO_VERBS.split())


@pytest.mark.parametrize("label", [*ANSWERABLE, *(f"分管{post}" for post in POSTS)])
def test_people_labels(label: str) -> None:
    words = f"{label}：张某某"
    assert read_responsibility(words).people == ("张某某",)
    assert (found := read_line(words)) is not None
    assert found.units == words
    assert column_of(label) == "people"


@pytest.mark.parametrize("label", ALLOTMENT)
def test_a_heading_of_allotment(label: str) -> None:
    assert read_responsibility(f"{label}：县水利局").parties[0].name == "县水利局"
    assert (found := read_line(f"{label}：县水利局")) is not None
    assert found.units == f"{label}：县水利局"
    assert column_of(label) == "units"


@pytest.mark.parametrize("label", sorted(set(DATES)))
def test_a_date_label_is_one_for_everybody(label: str) -> None:
    reading = read_responsibility(f"责任单位：县水利局；{label}：6月底前")
    assert (reading.responsible, reading.unknown, reading.warnings) == (("县水利局",), (), ())
    found = read_line(f"责任单位：县水利局；{label}：6月底前")
    assert found is not None
    assert (found.units, found.deadline) == ("责任单位：县水利局", "6月底前")
    assert column_of(label) == "deadline"
    assert is_label(label)


@pytest.mark.parametrize("ending", [*END_WORDS, *END_LETTERS])
def test_an_ending_is_known_to_plan_and_draft(ending: str) -> None:
    name = f"例县甲乙{ending}"
    assert ends_a_name(name) or ending in "部处场办社会城"  # some words of NOT_ENDINGS end so
    found = read_line(f"（{name}牵头，各乡镇配合）")
    assert found is not None
    assert found.units == f"{name}牵头，各乡镇配合"


@pytest.mark.parametrize("words", ["【牵头单位】县水利局【配合单位】县财政局【完成时限】6月底前"])
def test_boxed_labels_in_a_draft(words: str) -> None:
    found = read_line(words)
    assert found is not None
    assert (found.units, found.deadline) == ("【牵头单位】县水利局；【配合单位】县财政局", "6月底前")


@pytest.mark.parametrize(
    "prose",
    [
        "压实属地责任：各乡镇要高度重视。",
        "一是强化工作落实：层层传导压力。",
        "联系人：张某某，电话：12345",
        "组长：县长张某某",
        "加强全过程监督：建立健全制度。",
    ],
)
def test_what_only_looks_like_a_label_in_a_document(prose: str) -> None:
    assert LABELS.search(prose) is None
