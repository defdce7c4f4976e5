"""Responsibility sentences: the table beside this file, and what holds for any sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.record.model import Roles
from ledger.words.meanings import Party, Responsibility
from ledger.words.responsibility.reader import is_group, read_responsibility
from ledger.words.traditional import simplified

TABLE = Path(__file__).with_name("units_table.md")
COLUMNS = 7
COLLECTIVE = (
    "各乡镇 有关部门 相关部门 县直各有关单位 各镇人民政府 县政府各直属单位 县政府有关部门 各行业主管部门 "
    "等部门 等相关部门 等 归口管理的公共企事业单位 街道办事处 乡镇（街道） "
    "各县（市、区）人民政府 县直各牵头单位 驻县金融机构 各村（居）"
)
SINGLE = (
    "县财政局 开发区 县人民政府 县卫健局（县疾控局） 城关镇 "
    "东关街道 县政府值班联络中心 县直机关工委 团县委 县残疾人联合会 县教育局"
)


def rows() -> list[tuple[str, ...]]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [tuple(cell.strip() for cell in line[1:-1].split("|")) for line in lines]
    return [row for row in cells if row[0] != "原文"]


ROWS = rows()


def listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("；")) if cell else ()


def remarks(reading: Responsibility) -> tuple[str, ...]:
    return tuple(f"未理解：{word}" for word in reading.unknown) + reading.warnings


def test_the_table_is_there() -> None:
    assert len(ROWS) >= 80
    assert all(len(row) == COLUMNS for row in ROWS)
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_sentence_of_the_table(row: tuple[str, ...]) -> None:
    words, *expected = row
    reading = read_responsibility(words.replace("⏎", "\n"))
    understood = (
        reading.lead, reading.support, reading.responsible, reading.groups, reading.people, remarks(reading),
    )  # fmt: skip
    assert understood == tuple(listed(cell) for cell in expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("县财政局牵头，各乡镇及有关部门配合", ["牵头", "配合", "配合"]),
        ("县教育局牵头落实", ["牵头落实"]),
        ("县发改局、县水利局等部门负责落实", ["负责落实", "负责落实", "负责落实"]),
        ("牵头单位：县政府办；责任单位：各乡镇政府", ["牵头单位", "责任单位"]),
        ("县财政局（牵头）、县审计局", ["牵头", ""]),
        ("县公安局会同县司法局办理", ["办理", "会同"]),
        ("责任单位：县工信局、县商务局按职责分工负责", ["责任单位", "责任单位"]),
        ("各乡镇、开发区", ["", ""]),
    ],
)
def test_the_document_s_own_word_is_kept(words: str, expected: list[str]) -> None:
    assert [party.word for party in read_responsibility(words).parties] == expected


def test_roles_spelt_out_are_taken_as_they_are() -> None:
    reading = read_responsibility(Roles(lead=("县财政局",), support=("各乡镇",), responsible=("县审计局",)))
    assert reading.parties == (
        Party("县财政局", "lead", "牵头"),
        Party("各乡镇", "support", "配合", group=True),
        Party("县审计局", "support", "责任"),
    )
    assert reading.words == "牵头单位：县财政局；配合单位：各乡镇；责任单位：县审计局"


def test_without_a_lead_the_spelt_out_are_responsible() -> None:
    assert read_responsibility(Roles(responsible=("县审计局",))).responsible == ("县审计局",)


@pytest.mark.parametrize("words", [None, "", "  ", "无", "—", "/", "无。"])
def test_nobody(words: str | None) -> None:
    reading = read_responsibility(words)
    assert reading.parties == ()
    assert reading.unknown == ()


def test_the_first_leads_where_the_plan_says_so() -> None:
    reading = read_responsibility("县住建局、县城管局、各乡镇", first_leads=True)
    assert reading.lead == ("县住建局",)
    assert reading.support == ("县城管局", "各乡镇")
    assert reading.warnings == ()


def test_the_first_does_not_lead_where_the_words_say_who_does() -> None:
    reading = read_responsibility("县住建局、县城管局牵头，各乡镇落实", first_leads=True)
    assert reading.lead == ("县住建局", "县城管局")


def test_names_of_the_directory_are_kept_whole_and_recognised() -> None:
    names = {"县财政局和县审计局联合组", "移动", "县抓落实办", "县数改"}
    words = "县财政局和县审计局联合组、移动、县抓落实办牵头，县数改配合"
    reading = read_responsibility(words, known=names)
    assert reading.lead == ("县财政局和县审计局联合组", "移动", "县抓落实办")
    assert reading.support == ("县数改",)
    assert reading.unknown == reading.warnings == ()


def test_traditional_names_are_kept_as_printed_and_known() -> None:
    reading = read_responsibility("縣數改牽頭，開發區配合", known={"县数改"}, groups={"开发区"})
    assert reading.lead == ("縣數改",)
    assert reading.groups == ("開發區",)
    assert reading.unknown == reading.warnings == ()


def test_simplifying_moves_nothing() -> None:
    assert simplified("縣財政局牽頭，乾縣配合") == "县财政局牵头，乾县配合"
    assert simplified("县财政局") == "县财政局"


def test_a_declared_group_is_a_group() -> None:
    reading = read_responsibility("开发区、县财政局", groups={"开发区"})
    assert reading.groups == ("开发区",)


@pytest.mark.parametrize(
    "name",
    COLLECTIVE.split(),
)
def test_collective_expressions(name: str) -> None:
    assert is_group(name)


@pytest.mark.parametrize(
    "name",
    SINGLE.split(),
)
def test_units_are_no_groups(name: str) -> None:
    assert not is_group(name)


def test_pieces_lie_on_the_words_as_printed() -> None:
    words = "县财政局牵 头， 各乡镇配合，资金保障"
    reading = read_responsibility(words)
    assert [(words[p.start : p.end], p.meaning, p.understood) for p in reading.pieces] == [
        ("县财政局", "牵头单位", True),
        ("牵 头", "角色词", True),
        ("各乡镇", "配合单位（集合）", True),
        ("配合", "角色词", True),
        ("资金保障", "未理解", False),
    ]


ALPHABET = "县市区各有关相乡镇财政教育局委办公室牵头配合单位责任人落实负责和及与等部门、，；：:;（）()〔〕【】 \n张三无完成时限1.商会同由“”*"
SENTENCES = [row[0].replace("⏎", "\n") for row in ROWS]


@given(st.one_of(st.text(max_size=60), st.text(ALPHABET, max_size=60)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_fail(words: str) -> None:
    reading = read_responsibility(words)
    spots = [(piece.start, piece.end) for piece in reading.pieces]
    assert spots == sorted(spots)
    assert all(0 <= start < end <= len(reading.words) for start, end in spots)
    assert all(party.name for party in reading.parties)


@given(
    st.lists(
        st.sampled_from(["县财政局", "各乡镇", "县委宣传部", "等部门"]), min_size=1, max_size=4, unique=True
    )
)
@settings(max_examples=50, deadline=None)
def test_a_labelled_group_more_changes_no_other(names: list[str]) -> None:
    words = f"牵头单位：县教育局、县公安局；责任单位：{'、'.join(names)}"
    before = read_responsibility(words)
    after = read_responsibility(f"{words}；配合单位：县气象局")
    assert after.lead == before.lead == ("县教育局", "县公安局")
    assert after.support == (*before.support, "县气象局")


@given(st.sampled_from(SENTENCES))
@settings(max_examples=100, deadline=None)
def test_a_bracket_around_a_sentence_changes_nothing(words: str) -> None:
    if words[0] in "（(〔【[*":
        return
    plain, wrapped = read_responsibility(words), read_responsibility(f"（{words}）")
    assert plain.parties == wrapped.parties
    assert remarks(plain) == remarks(wrapped)


def test_a_label_is_no_name_though_a_group_is_called_so() -> None:
    """A plan's 报送 may name 牵头部门; what stands behind that label in its tasks still leads."""
    words = "牵头部门：县供销社；参与单位：县农业农村局"
    reading = read_responsibility(words, groups={"牵头部门"})
    assert [(party.name, party.role) for party in reading.parties] == [
        ("县供销社", "lead"),
        ("县农业农村局", "support"),
    ]
    assert not reading.unknown
