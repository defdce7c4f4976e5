"""A unit directory proposed from the names plans mention."""

from __future__ import annotations

import pytest

from ledger.plan.model import Plan
from ledger.plan.suggest import short_form, suggest_directory


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
  成员: 范围未列明
# 待核：“县直有关部门”与“县直各有关部门”如指同一范围，把它写到后者的“别名”里
- 名称: 县直有关部门
  成员: 范围未列明
- 名称: 县直各牵头单位
  成员: 牵头单位
"""
    )


def test_regions_are_kept_apart() -> None:
    plans = [plan("甲县", "县财政局"), plan("乙县", "县审计局")]
    assert suggest_directory(plans) == (
        "地区: 甲县\n单位:\n- 名称: 县财政局\n\n地区: 乙县\n单位:\n- 名称: 县审计局\n"
    )
    assert suggest_directory(plans, "乙县") == "地区: 乙县\n单位:\n- 名称: 县审计局\n"


def test_names_that_yaml_would_misread_are_quoted() -> None:
    assert '- 名称: "县“双减”专班"\n' in suggest_directory([plan("甲县", "县“双减”专班、县财政局")])
