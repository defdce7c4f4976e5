"""The guard: what is surely a unit, a group, a list or a person, and what is said to need checking."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.words.lexicon import words
from ledger.words.responsibility.reader import read_responsibility
from ledger.words.responsibility.sure import is_only_a_kind, is_sure_group, is_sure_unit

SURE_UNITS = words(
    "县财政局 县发改和科技局 市文化广电和旅游局 县公安局交警大队 县委办公室 市自然资源局高新分局 县人民医院 "
    "国家税务总局省税务局 人民银行淮安市中心支行 于都县财政局 市要素交易中心 县委机要保密局 城关镇 东关街道 "
    "市行政审批制度改革工作领导小组办公室 县处理信访突出问题及群体性事件联席会议办公室 县总工会 团县委"
)
ODD_UNITS = words(
    "县财政局审计局 县发改和县科技局 省委省政府督查室 县教育局督促检查组织开展局 县财政局的办公室 县两办 “四区”管委会 "
    "县财政局3科 本局 分局 县财政局“办公室 县安全生产隐患排查整治专项行动日常工作中心"
)
KINDS = words("幼儿园 县级医院 派出所 中心 公立医院 农村学校 辖区派出所")
SURE_GROUPS = words(
    "各乡镇 有关部门 县直各有关单位 各市、县（区）人民政府 县直有关部门、单位 各乡镇党委和政府 县公安局各派出所 "
    "县委、县政府各部门 归口管理的公共企事业单位 县安委会成员单位 各级财政、审计部门 等相关部门 乡镇（街道）"
)
ODD_GROUPS = words("县财政局各乡镇 各乡镇、村 有行政执法权的部门 指导各县区 各部门要督促各单位")
SENTENCES = (
    "{0}牵头，县审计局配合",
    "牵头单位：县审计局；配合单位：{0}",
    "县审计局、{0}",
    "{0}（牵头）",
    "由{0}负责",
    "（责任单位：{0}，县审计局）",
)


@pytest.mark.parametrize("name", SURE_UNITS)
def test_sure_units(name: str) -> None:
    assert is_sure_unit(name)
    assert not is_only_a_kind(name)


@pytest.mark.parametrize("name", ODD_UNITS)
def test_odd_units(name: str) -> None:
    assert not is_sure_unit(name)


@pytest.mark.parametrize("name", KINDS)
def test_names_of_a_kind(name: str) -> None:
    assert is_only_a_kind(name)


@pytest.mark.parametrize("name", SURE_GROUPS)
def test_sure_groups(name: str) -> None:
    assert is_sure_group(name)


@pytest.mark.parametrize("name", ODD_GROUPS)
def test_odd_groups(name: str) -> None:
    assert not is_sure_group(name)


@pytest.mark.parametrize(
    "sentence",
    [
        "各区、市财政局",
        "各县教育局、财政局",
        "各区委、区政府",
        "雄县、安新县委",
        "县人大、县政协办公室",
        "有关高校和科研院所",
        "县园区和招商服务中心",
        "县政府办会同县司法局牵头",
        "责任人：县长任组长",
        "责任人：县财政局",
        "县教育局局长李某某、县财政局",
        "县城管局负责，县公安局",
    ],
)
def test_two_readings_are_said(sentence: str) -> None:
    assert read_responsibility(sentence).warnings


@pytest.mark.parametrize(
    "sentence",
    [
        "各镇、县财政局",
        "各区，市财政局",
        "各乡镇、开发区",
        "东城街道、西城街道",
        "滨湖区、梁溪区、市住建局",
        "县教育局和县体育中心",
        "责任人：县教育局局长赵某某",
    ],
)
def test_one_reading_is_taken_without_a_word(sentence: str) -> None:
    assert read_responsibility(sentence).warnings == ()


@given(st.sampled_from(SENTENCES), st.sampled_from([*SURE_UNITS, *SURE_GROUPS[:6]]))
@settings(max_examples=80, deadline=None)
def test_a_sure_name_is_sure_in_any_sentence(sentence: str, name: str) -> None:
    reading = read_responsibility(sentence.format(name))
    assert name in {party.name for party in reading.parties}
    assert not [warning for warning in reading.warnings if f"“{name}”" in warning and "分工" not in warning]


@given(st.sampled_from(SENTENCES), st.sampled_from([*KINDS, "县两办", "“四区”管委会", "省委省政府督查室"]))
@settings(max_examples=60, deadline=None)
def test_an_odd_name_is_said_in_any_sentence_unless_the_directory_knows_it(sentence: str, name: str) -> None:
    text = sentence.format(name)
    assert any(name in warning for warning in read_responsibility(text).warnings)
    known = read_responsibility(text, known={name})
    assert not any("不像" in warning or "一类" in warning for warning in known.warnings)


@given(st.text("县市区财政教育局委办公室各有关将要督促的3、（）“”和", min_size=1, max_size=30))
@settings(max_examples=200, deadline=None)
def test_every_name_taken_is_sure_or_said(text: str) -> None:
    reading = read_responsibility(text)
    for party in reading.parties:
        sure = is_sure_group(party.name) if party.group else is_sure_unit(party.name)
        assert sure or any(party.name in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("sentence", "code", "words"),
    [
        ("牵头 单位：县教育局；县财政 局（待定）配合", "odd-bracket", "县财政 局（待定）"),
        ("县财政局，各乡镇配合", "clause-without-role", "县财政局"),
        ("县财政局、县审计局（牵头）", "mark-of-one", "（牵头）"),
        ("各区、市财政局", "may-be-read-on", "各区、市财政局"),
        ("责任人：县财政局", "taken-for-person", "县财政局"),
        ("牵头单位：县发改局；配合单位：县发改局、县财政局", "several-roles", "县发改局"),
        ("以县卫健局为主", "role-taken", "为主"),
        ("详见附表", "units-elsewhere", "详见附表"),
    ],
)
def test_a_doubt_knows_its_place_in_the_words(sentence: str, code: str, words: str) -> None:
    found = [doubt for doubt in read_responsibility(sentence).doubts if doubt.code == code]
    assert [sentence[doubt.start : doubt.end] for doubt in found] == [words]


def test_a_name_twice_is_marked_where_it_stands_the_second_time() -> None:
    sentence = "牵头单位：县发改局；配合单位：县发改局、县财政局"
    (doubt,) = read_responsibility(sentence).doubts
    assert doubt.start == sentence.rindex("县发改局")
