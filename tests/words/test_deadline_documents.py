"""Deadlines inside 任务内容: what the five documents hold, worked out by reading them, and what only looks like one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from ledger.words.deadline.occurrences import describe
from ledger.words.deadline.reader import find_dates

PLANS = Path(__file__).parents[2] / "plans"

# By plan: 序号 → the date phrases in its text, in order, and what each means. Tasks not named hold none.
EXPECTED = {
    "襄垣县": {
        4: [("7个工作日", "从有关事项起算：7个工作日")],
        14: [("2021年底前", "截止 2021-12-31"), ("从2022年起", "自 2022-01-01 起")],
        20: [("年内", "截止 2021-12-31")],
    },
    "林口县": {},
    "沁源县": {
        4: [("11月底前", "截止 2022-11-30")],
        6: [("每年3月底前", "每年3月底前")],
        9: [("11月底前", "截止 2022-11-30")],
        10: [("从10月起", "自 2022-10-01 起")],
        12: [("9月底前", "截止 2022-09-30")],
        13: [("9月底前", "截止 2022-09-30")],
        17: [("年底前", "截止 2022-12-31"), ("年底前", "截止 2022-12-31")],
        22: [("11月底前", "截止 2022-11-30")],
        32: [("年内", "截止 2022-12-31")],
    },
    "上高县": {
        5: [("2020年底前", "截止 2020-12-31"), ("2020年底前", "截止 2020-12-31")],
        7: [("2020年11月底前", "截止 2020-11-30")],
        11: [("2020年底前", "截止 2020-12-31")],
    },
    "抚顺县": {
        16: [("年底前", "截止 2022-12-31")],
        18: [("每季度首月5日前", "每季度第1个月5日前")],
    },
}


@pytest.mark.parametrize("county", EXPECTED)
def test_the_dates_in_the_text_of_a_plan(county: str) -> None:
    (path,) = (path for path in (PLANS / county).glob("*.yaml") if path.name != "units.yaml")
    plan = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    found = {}
    for task in plan["任务"]:
        text = task.get("任务内容") or ""
        dates = find_dates(text, int(plan["年度"]))
        for each in dates:
            stretch = "".join(text[each.offset : each.offset + each.length].split())
            assert stretch == each.milestone.words
        if dates:
            found[int(task["序号"])] = [(each.milestone.words, describe(each.milestone)) for each in dates]
    assert found == EXPECTED[county]


def test_the_closing_paragraph_of_林口() -> None:
    text = (
        "各镇人民政府及县直各牵头单位要于2021年9月5日、12月5日两个时间节点,将任务推进落实情况报县政府办公室。"
    )
    dates = find_dates(text, 2021)
    assert [each.milestone.due for each in dates] == [date(2021, 9, 5), date(2021, 12, 5)]
    assert {each.clause for each in dates} == {"各镇人民政府及县直各牵头单位将任务推进落实情况报县政府办公室"}


def test_what_a_date_in_the_text_is_about() -> None:
    first, second = find_dates(
        "年底前完成各行政机关所属单位预算、决算及相关报表公开。持续深化政府债务信息公开，年底前完成定期公开。",
        2022,
    )
    assert first.clause == "完成各行政机关所属单位预算、决算及相关报表公开"
    assert second.clause == "完成定期公开"
    assert first.milestone.source == "body"


def clauses(text: str) -> list[tuple[str, str]]:
    return [(each.milestone.words, each.clause) for each in find_dates(text, 2022)]


def test_a_bracket_without_a_time_is_part_of_its_clause() -> None:
    assert clauses("10月底前在政务服务中心（大厅）开设专区。") == [
        ("10月底前", "在政务服务中心（大厅）开设专区")
    ]
    assert clauses("8月31日前（秋季学期开学前）完成新建学校（含改扩建）竣工验收。") == [
        ("8月31日前", "完成新建学校（含改扩建）竣工验收")
    ]


def test_a_way_of_doing_it_is_not_the_matter() -> None:
    who_and_what = "9月底前，教育、卫生等领域的主管部门，要在网站公开清单。"
    assert clauses(who_and_what) == [("9月底前", "教育、卫生等领域的主管部门，要在网站公开清单")]
    text = "到2023年底前，在总结试点经验的基础上，向全县推开。"
    assert clauses(text) == [("到2023年底前", "向全县推开")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022年1月1日前报送方案。", ["截止 2022-01-01"]),  # the first day of the plan's year
        ("2022年1月31日前报送方案。", ["截止 2022-01-31"]),
        ("2021年12月31日前报送方案。", []),  # of a past year it tells
        ("即日起，各乡镇全面排查。", ["自 印发之日 起"]),
        ("本方案即日起施行。", []),
    ],
)
def test_which_dates_of_a_text_bind(text: str, found: list[str]) -> None:
    assert [describe(each.milestone) for each in find_dates(text, 2022)] == found


def test_a_past_year_governs_no_later_date() -> None:
    (found,) = find_dates("抓好《条例》（自2020年1月1日起施行）的宣传，年内组织培训。", 2022)
    assert found.milestone.due == date(2022, 12, 31)
    (_, second) = find_dates("2024年6月底前建成主体工程。9月底前公布目录。", 2022)
    assert second.milestone.due == date(2022, 9, 30)


@pytest.mark.parametrize(
    "text",
    [
        "围绕做强做大产业集群，发布三年行动方案。",
        "充分阐释经济运行总体平稳、稳中有进、长期向好态势。",
        "对上一年度工作要点落实情况开展“回头看”。",
        "《国务院办公厅关于印发2022年政务公开工作要点的通知》（国办发〔2022〕8号）",
        "财政部门要做好2022年行政事业性收费目录清单编制工作。",
        "2022年，省政府办公厅将对工作推动有力、贡献突出的集体和个人予以表彰。",
        "全面贯彻党的十九大和十九届二中、三中、四中、五中全会精神",
        "帮助基层执行机关和纳税人第一时间全面准确了解政策。",
        "配合12345热线平台等，优化12366纳税服务平台。",
        "对照国务院部门制定的26个试点领域标准指引。",
        "及时公布并动态调整，全年推进，长期坚持，定期公开，实时发布。",
        "汇总当年面向农村的各类惠民惠农财政补贴资金。",
        "报送上一季度《依申请政府信息公开情况表》",
        "政府公报入选数由3个拓展为10个。",
        "县政府办公室 2022年6月20日",
        "根据2022年1月5日印发的通知",
        "上半年全县经济运行平稳",
        "截至2021年底，全县已建成3个专区",
        "2021年10月23日至11月6日，督察组开展了“回头看”，并于2021年11月25日反馈意见",
        "抓好《条例》（自2020年1月1日起施行）的宣传贯彻",
        "本办法有效期至2025年12月31日",
        "改造2000年底前建成的老旧小区30个",
        "“十四五”期间",
        "2021—2025年规划",
        "按照省市要求的时间完成",
    ],
)
def test_what_only_looks_like_a_deadline(text: str) -> None:
    assert find_dates(text, 2022) == ()
