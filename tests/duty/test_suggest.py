"""A unit directory proposed from the names plans mention."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from ledger.checks.directory import directory_problems
from ledger.duty.directory import UnitDirectory
from ledger.duty.suggest import short_form, suggest_directory, suggest_new
from ledger.record.directory_model import DirectoryFile
from ledger.record.model import Plan
from ledger.words.responsibility.reader import read_responsibility


def plan(region: str | None, *responsibilities: str) -> Plan:
    tasks = [
        {"序号": str(no), "任务名称": "任务", "责任单位": words}
        for no, words in enumerate(responsibilities, 1)
    ]
    return Plan.model_validate({"编号": "p", "标题": "t", "地区": region, "年度": "2022", "任务": tasks})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("县政府办", "县政府办公室"),
        ("县政府办", "沁源县人民政府办公室"),
        ("县发改局", "县发展和改革局"),
        ("县发改委", "县发展改革委员会"),
        ("县人社局", "县人力资源和社会保障局"),
        ("县人力资源社会保障局（县民政局）", "县人力资源和社会保障局(县民政局)"),
        ("县卫体局", "县卫生健康和体育局"),
        ("县行政审批局", "县行政审批服务管理局"),
        ("县残联", "县残疾人联合会"),
        ("县住建局", "县住房和城乡建设局"),
        ("县税务局", "国家税务总局沁源县税务局"),
        ("团县委", "共青团沁源县委员会"),
        ("县生态环境分局", "长治市生态环境局沁源分局"),
        ("县财政局", "縣財政局"),
    ],
)
def test_two_spellings_of_one_body(one: str, other: str) -> None:
    assert short_form(one, "沁源县") == short_form(other, "沁源县")


@pytest.mark.parametrize(
    ("one", "other"),
    [("县水利局", "县水务局"), ("县卫健局", "县卫体局"), ("县发改局", "市发改局"), ("县委办", "县政府办")],
)
def test_two_bodies(one: str, other: str) -> None:
    assert short_form(one) != short_form(other)


def test_the_directory_as_text_to_paste() -> None:
    first = plan(
        "沁源县",
        "县政府办牵头，各乡镇、行政审批局配合",
        "县行政审批局、县林业局、县发改局、县文旅局等部门",
    )
    second = plan(
        "沁源县",
        "县政府办公室、县发展和改革局、县林业和草原局，县直各有关部门",
        "县直有关部门、各乡镇及县直各牵头单位",
    )
    assert (
        suggest_directory([first, second], "沁源县")
        == """地区: 沁源县
单位:
- 名称: 县政府办公室
  别名:
  - 县政府办
- 名称: 县行政审批局
  别名:
  - 行政审批局
# 待核：“县林业局”与“县林业和草原局”如是同一单位，把它写到后者的“别名”里
- 名称: 县林业局
- 名称: 县发展和改革局
  别名:
  - 县发改局
- 名称: 县文旅局
- 名称: 县林业和草原局
集合:
- 名称: 各乡镇
  成员: 范围未列明
- 名称: 等部门
  成员: 范围未列明
- 名称: 县直各有关部门
  别名:
  - 县直有关部门
  成员: 范围未列明
- 名称: 县直各牵头单位
  成员: 牵头单位
"""
    )


def test_regions_are_kept_apart() -> None:
    plans = [plan("甲县", "县财政局"), plan("乙县", "县审计局")]
    assert suggest_directory(plans) == (
        "# 以下是甲县的 units.yaml\n地区: 甲县\n单位:\n- 名称: 县财政局\n"
        "\n# 以下是乙县的 units.yaml\n地区: 乙县\n单位:\n- 名称: 县审计局\n"
    )
    assert suggest_directory(plans, "乙县") == "地区: 乙县\n单位:\n- 名称: 县审计局\n"


def test_names_that_yaml_would_misread_are_quoted() -> None:
    assert '- 名称: "县“双减”专班"\n' in suggest_directory([plan("甲县", "县“双减”专班、县财政局")])


DOUBTS = [
    ("县林业局", "县林草局"),
    ("县水利局", "县水务局"),
    ("县卫健委", "县卫生健康局"),
    ("县交警大队", "县公安局交警大队"),
    ("财政局（县国资局）", "县财政局"),
    ("宣传部", "县委宣传部"),
    ("县财政局", "县财政局（县国资局）"),
    ("县数据局", "县行政审批和数据局"),
]


@pytest.mark.parametrize(("name", "other"), DOUBTS, ids=[name for name, _ in DOUBTS])
def test_what_may_be_one_body_is_left_to_a_person(name: str, other: str) -> None:
    text = suggest_directory([plan("沁源县", f"{name}、{other}")])
    assert text.count("# 待核：") == 1
    assert f"“{name}”与“{other}”如是同一单位" in text
    assert "别名:" not in text


NOT_ALIKE = [
    ("县教育局", "县体育局"),  # as long as the other, and not its end
    ("县民政局", "县财政局"),
    ("县民政局", "县自然资源局"),  # another second character, and another end
    ("市财政局", "县行政财政局"),  # begins otherwise
    ("县财政科", "县财政审计局"),  # ends otherwise
    ("县医保局", "县医疗教育局"),  # the same beginning, and a character the other has not
]


@pytest.mark.parametrize(("name", "other"), NOT_ALIKE)
def test_what_is_not_alike_raises_no_doubt(name: str, other: str) -> None:
    assert "待核" not in suggest_directory([plan("沁源县", f"{name}、{other}")])


def test_a_group_with_and_without_its_government_is_one() -> None:
    text = suggest_directory(
        [plan("沁源县", "各乡镇、各乡镇人民政府，县直各有关部门", "县直有关部门、各乡镇政府")]
    )
    assert text == (
        "地区: 沁源县\n集合:\n"
        "- 名称: 各乡镇\n  别名:\n  - 各乡镇人民政府\n  - 各乡镇政府\n  成员: 范围未列明\n"
        "- 名称: 县直各有关部门\n  别名:\n  - 县直有关部门\n  成员: 范围未列明\n"
    )


def test_groups_that_may_be_one_are_left_to_a_person() -> None:
    assert suggest_directory([plan("沁源县", "有关部门、相关部门")]) == (
        "地区: 沁源县\n集合:\n- 名称: 有关部门\n  成员: 范围未列明\n"
        "# 待核：“相关部门”与“有关部门”如指同一范围，把它写到后者的“别名”里\n- 名称: 相关部门\n  成员: 范围未列明\n"
    )


def test_only_what_a_directory_does_not_know_is_proposed_for_it() -> None:
    known = UnitDirectory(
        DirectoryFile.model_validate(
            {"单位": [{"名称": "县财政局"}, {"名称": "县林草局"}], "集合": [{"名称": "各乡镇"}]}
        )
    )
    plans = [plan("沁源县", "县财政局、县林业局，各乡镇、有关部门"), plan("别县", "县审计局")]
    assert suggest_new(plans, known, "沁源县") == (
        ["# 新", "# 待核：“县林业局”与“县林草局”如是同一单位，把它写到后者的“别名”里", "- 名称: 县林业局"],
        ["# 新", "- 名称: 有关部门", "  成员: 范围未列明"],
    )


MANY = (
    "县政府办牵头，县发改局、县财政局、各乡镇（街道）配合",
    "牵头单位：沁源县人民政府办公室；责任单位：县发展和改革局、县工业和信息化局，各乡镇人民政府、街道办事处",
    "县工信局、县教体局、县教育和体育局、沁源县财政局、人社局、县人力资源和社会保障局",
    "縣財政局牽頭，縣直各有關部門配合",
    "县卫生健康局、县卫健局、县医保局、县医疗保障局、县市场监管局、县市场监督管理局、县“双减”专班",
    "国家税务总局沁源县税务局、县税务局、长治市生态环境局沁源分局、县生态环境分局、12345热线办公室",
)


def test_the_proposal_is_a_directory_without_faults_that_knows_every_name() -> None:
    proposed = YAML(typ="safe").load(suggest_directory([plan("沁源县", *MANY)]))
    file = DirectoryFile.model_validate(proposed)
    directory = UnitDirectory(file)
    assert directory_problems(file) == ()
    assert len(file.units) == 13
    for words in MANY:
        for party in read_responsibility(words).parties:
            known = directory.group(party.name) if party.group else directory.unit(party.name)
            assert known is not None, party.name


def test_a_region_is_no_pattern() -> None:
    assert short_form("长治市生态环境局例+县分局", "例+县") == "县生态环境分局"
    assert short_form("县财政局", "@SUM(1)") == "县财政局"
