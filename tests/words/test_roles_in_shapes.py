"""Who leads and who supports in every shape a cell may have: labels, brackets, verbs, and what stands between."""

from __future__ import annotations

import random

import pytest

from ledger.words.lexicon import words
from ledger.words.responsibility.reader import read_responsibility

UNITS = words(
    "县财政局 县发展和改革局 县卫生健康局（县疾控局） 市生态环境局例县分局 县人大监察和司法委员会 县委组织部 团县委 县残联 国网例县供电公司 "
    "人民银行例县支行 例县农商银行 县公安局交警大队 县人民法院 城关镇人民政府 河东街道办事处 北关镇 县经济开发区管委会 县第一中学 "
    "县水务集团有限公司 县供销社 县税务局 县纪委监委 县政府办公室 县委宣传部（县文明办） 县自然资源和规划局 县公共资源交易中心"
)
GROUPS = words(
    "各乡镇 各乡镇（街道） 县直有关部门 各镇人民政府 各村（社区） 其他相关部门 各乡镇党委、政府 有关企业"
)
LEADS = (
    "{}牵头",
    "牵头单位：{}",
    "【牵头】{}",
    "牵头：{}",
    "由{}牵头",
    "{}主办",
    "{}牵头负责",
    "[牵头单位]{}",
    "牵头单位 {}",
    "{}牵头抓总",
    "主责单位：{}",
)
SUPPORTS = (
    "{}配合",
    "配合单位：{}",
    "【配合】{}",
    "配合：{}",
    "{}参与",
    "{}按职责分工配合",
    "[配合单位]{}",
    "配合单位 {}",
    "{}协同配合",
    "{}按职责分工负责",
    "责任单位：{}",
    "{}落实",
)
BETWEEN = ("；", "，", "\n", "；\n", "。", "\n\n", "，\n", "　")
JOINTS = ("、", "\n", "、\n", " ", "和")


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("lead", LEADS)
def test_who_leads_and_who_supports(lead: str, between: str) -> None:
    chance = random.Random(f"{lead}{between}")
    for support in SUPPORTS:
        first, *others = chance.sample(UNITS, 3)
        others.append(chance.choice(GROUPS))
        joint = chance.choice(JOINTS)
        listed = "、".join(others[:-1]) + "和" + others[-1] if joint == "和" else joint.join(others)
        cell = f"{lead.format(first)}{between}{support.format(listed)}"
        found = read_responsibility(cell)
        right = (set(found.lead), set(found.support), found.responsible) == ({first}, set(others), ())
        # Where blanks or breaks stand for everything, the verb's list may begin elsewhere: then it is said.
        same = between.isspace() and joint.isspace()
        assert right or (same and found.warnings), (cell, found.lead, found.support, found.responsible)


REMARKS = (
    "（李某某）",
    "(张三)",
    "（责任人：李某某）",
    "（主任李某某）",
    "（6月底前）",
    "（电话：0355-1234567）",
    "（县双拥办）",
    "（设在县政府大院）",
)


@pytest.mark.parametrize("remark", REMARKS)
@pytest.mark.parametrize("lead", LEADS)
def test_a_remark_behind_a_name_changes_no_role(lead: str, remark: str) -> None:
    """People, a date, a telephone, a second name or anything else in a bracket: the list goes on behind it."""
    for support in SUPPORTS:
        cell = f"{lead.format(f'县民政局{remark}')}；{support.format(f'县残联{remark}、县财政局')}"
        found = read_responsibility(cell)
        bare = [[name.split("（")[0] for name in names] for names in (found.lead, found.support)]
        assert (bare, found.responsible) == ([["县民政局"], ["县残联", "县财政局"]], ()), cell


def test_nothing_is_wrong_without_a_word_in_any_mixture() -> None:
    """Units with and without remarks, joined in every way, under every word: right, or something is said."""
    chance, asked = random.Random(2026), 0
    for _ in range(200):
        lead, *others = chance.sample(UNITS, chance.randint(2, 4))
        remarked = [f"{name}{chance.choice(('', '', '', *REMARKS[:6]))}" for name in (lead, *others)]
        listed = chance.choice((*JOINTS, "，")).join(remarked[1:])
        cell = f"{chance.choice(LEADS).format(remarked[0])}{chance.choice(BETWEEN)}{chance.choice(SUPPORTS).format(listed)}"
        found = read_responsibility(cell)
        right = (set(found.lead), set(found.support), found.responsible) == ({lead}, set(others), ())
        assert right or found.warnings or found.unknown, (cell, found.lead, found.support, found.responsible)
        asked += not right
    assert asked <= 10  # where blanks or breaks stand for everything: to ask about all would be no reading


NUMBERS = ("一二三四", "①②③④", "1234")
SAYING = ("{}", "责任单位：{}", "【责任单位】{}", "{}负责", "{}按职责分工负责", "{}为责任单位", "（{}）")


@pytest.mark.parametrize("saying", SAYING)
def test_a_list_is_the_same_whatever_joins_it(saying: str) -> None:
    """Points, commas, stops, breaks, numbers; with people, dates and second names behind the units."""
    chance = random.Random(saying)
    for _ in range(60):
        names = chance.sample(UNITS, chance.randint(2, 4))
        remarked = [f"{name}{chance.choice(('', '', *REMARKS[:6]))}" for name in names]
        numbers = chance.choice(NUMBERS)
        joint = chance.choice(("、", "，", "；", "\n", "、\n", "/", ",", ";", "和", "及", "、\n"))
        numbered = "\n".join(f"{number}、{name}" for number, name in zip(numbers, remarked, strict=False))
        cell = saying.format(chance.choice((joint.join(remarked), joint.join(remarked), numbered)))
        found = read_responsibility(cell)
        assert (found.lead, found.support, found.responsible) == ((), (), tuple(names)), cell


@pytest.mark.parametrize("sign", "★▲●※")
@pytest.mark.parametrize(
    "legend", ["（{}为牵头单位）", "（注：带{}的为牵头单位）", "（标{}者牵头）", "（{}：牵头单位）"]
)
def test_a_sign_is_said_of_the_name_it_stands_at(sign: str, legend: str) -> None:
    for first in (f"{sign}县民政局", f"县民政局{sign}", f"县民政局（李某某）{sign}", f"县民政局（{sign}）"):
        for joint in ("、", "，", "\n"):
            cell = joint.join((first, "县残联", "县财政局（县国资局）")) + legend.format(sign)
            found = read_responsibility(cell)
            assert (found.lead, found.support) == (("县民政局",), ("县残联", "县财政局（县国资局）")), cell
