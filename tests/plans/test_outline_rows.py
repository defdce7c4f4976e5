"""Every task of 襄垣, 林口 and 上高: number, name, units, date, headings, read off the documents by hand."""

from __future__ import annotations

from itertools import groupby

import pytest

from tests.plans.by_hand import LINKOU, OUTLINES, SHANGGAO, XIANGYUAN, plan

ALL_UNITS = "县直各有关单位、各镇人民政府"
SUPPORT = "县直各有关单位、各镇人民政府配合"
TOWNS = "责任单位:各镇人民政府"
TOWNS_AND_UNITS = "责任单位:各镇人民政府,县政府各直属单位"
DECEMBER = "2021年12月底前"

XIANGYUAN_ROWS = (
    (1, "(一)", "围绕转型发展抓好政策落地公开", f"县发改和科技局牵头，{SUPPORT}"),
    (
        2,
        "(二)",
        "立足重大战略推进政务公开",
        "县发改和科技局、县农业农村局、县工信局、县交通局、县文旅局、"
        "县应急局、县自然资源局、县教育局、县卫体局、县住建局、各镇人民政府",
    ),
    (3, "(三)", "聚焦优化营商环境推进政务公开", f"县行政审批局牵头，{SUPPORT}"),
    (
        4,
        "(四)",
        "融合各类平台深化政务公开",
        "县行政审批局、县发改和科技局、县市场监管局、县自然资源局、县政府信息中心、各镇人民政府",
    ),
    (5, "(五)", "围绕法治政府建设做好依法行政信息公开", "县司法局"),
    (6, "(六)", "深入推进财政信息公开", f"县财政局牵头,{SUPPORT}"),
    (7, "(七)", "持续做好疫情常态化防控信息公开", "县卫体局"),
    (8, "(八)", "进一步落实基层政务公开标准化规范化", ALL_UNITS),
    (9, "(一)", "提升依申请公开答复办理质量", ALL_UNITS),
    (10, "(二)", "提升政策发布解读效果", ALL_UNITS),
    (11, "(三)", "做好政策咨询服务工作", f"县行政审批局牵头，{SUPPORT}"),
    (12, "(四)", "建立健全政务舆情回应机制", ALL_UNITS),
    (13, "(一)", "抓好政府网站及政务新媒体建设", f"县政府信息中心牵头，{SUPPORT}"),
    (14, "(二)", "开设政务公开专区", "县行政审批局、县政府信息中心"),
    (15, "(三)", "拓展信息公开渠道", ALL_UNITS),
    (16, "(一)", "严格规范拟发公文属性认定", ALL_UNITS),
    (17, "(二)", "完善依申请公开办理机制", ALL_UNITS),
    (18, "(三)", "完善政府信息发布审核机制", ALL_UNITS),
    (19, "五、", "发挥示范效应，创新工作方式", ALL_UNITS),
    (20, "(一)", "强化机构职能", ALL_UNITS),
    (21, "(二)", "充实人员队伍", ALL_UNITS),
    (22, "(三)", "抓好培训考核", ALL_UNITS),
    (23, "（四）", "进一步抓好任务落实", ALL_UNITS),
)

LINKOU_ROWS = (
    (1, "1.", "做好各类规划主动公开", f"牵头单位:县政府办、县发改局;{TOWNS_AND_UNITS}", DECEMBER),
    (
        2,
        "2.",
        "做好市场规则标准和监管执法信息公开",
        f"牵头单位:县发改局、县工信局、县市场监管局;{TOWNS}",
        DECEMBER,
    ),
    (3, "3.", "做好财政信息公开", f"牵头单位:县财政局;{TOWNS_AND_UNITS}", DECEMBER),
    (4, "4.", "做好常态化疫情防控信息公开", f"牵头单位:县卫健局;{TOWNS}", DECEMBER),
    (5, "5.", "做好重点领域信息公开", TOWNS_AND_UNITS, DECEMBER),
    (6, "1.", "持续加强重大政策发布解读", TOWNS_AND_UNITS, DECEMBER),
    (7, "2.", "不断改进政策解读工作方式", f"牵头单位:县营商局;{TOWNS_AND_UNITS}", DECEMBER),
    (8, "3.", "切实增强回应关切效果", TOWNS_AND_UNITS, DECEMBER),
    (9, "3.", "切实增强回应关切效果", f"牵头单位:县政府办;{TOWNS_AND_UNITS}", DECEMBER),
    (10, "1.", "做好政府信息管理工作", "责任单位:县政府各直属单位,各镇人民政府", "2021年11月底前"),
    (11, "2.", "完善政务公开平台", f"牵头单位:县政府办、县营商局;{TOWNS_AND_UNITS}", DECEMBER),
    (12, "2.", "完善政务公开平台", f"牵头单位:县政府办;{TOWNS_AND_UNITS}", DECEMBER),
    (13, "2.", "完善政务公开平台", f"牵头单位:县政府办;{TOWNS_AND_UNITS}", DECEMBER),
    (14, "3.", "推进基层政务公开标准化规范化", TOWNS, DECEMBER),
    (15, "1.", "提高依申请公开工作质量", f"牵头单位:县政府办;{TOWNS_AND_UNITS}", DECEMBER),
    (16, "2.", "规范政府信息公开行政复议案件审理标准", f"牵头单位:县司法局;{TOWNS}", DECEMBER),
    (
        17,
        "3.",
        "推进公共企事业单位信息公开",
        "牵头单位:县教体局、县卫健局、县水务局、县住建局、县发改局、"
        f"牡丹江市林口生态环境局、县交通局等相关部门;{TOWNS}",
        DECEMBER,
    ),
    (18, "4.", "提高年度报告质量", f"牵头单位:县政府办;{TOWNS_AND_UNITS}", DECEMBER),
    (19, "(一)", "明确领导责任", f"牵头单位:县政府办;{TOWNS_AND_UNITS}", "2021年9月5日前"),
    (20, "(二)", "强化工作指导", "牵头单位:县政府办;责任单位:县政府各直属单位,各镇人民政府", None),
    (21, "(三)", "狠抓任务落实", f"牵头单位:县政府办;{TOWNS_AND_UNITS}", "2021年9月10前"),
    (22, "(四)", "规范考核评估", "牵头单位:县政府办,各镇人民政府", DECEMBER),
)

SHANGGAO_ROWS = (
    (1, "（一）", "围绕“六稳”“六保”工作，加强政策解读回应"),
    (2, "（二）", "围绕增进民生福祉，加强信息公开"),
    (3, "（三）", "围绕推进中心工作，加强信息公开"),
    (4, "（一）", "推进重大行政决策公开"),
    (5, "（二）", "推进管理和服务公开"),
    (6, "（三）", "推进执行和结果公开"),
    (7, "（一）", "全面推进基层政务公开标准化规范化建设"),
    (8, "（二）", "规范政府信息公开专栏设置"),
    (9, "（三）", "规范依申请公开工作"),
    (10, "（四）", "推动政府公报创新发展"),
    (11, "（一）", "落实政府信息主动公开新要求"),
    (12, "（二）", "健全完善政务舆情处理回应机制"),
    (13, "（三）", "加强政府网站与政务新媒体建设"),
    (14, "（四）", "建立公共企事业单位信息公开制度体系"),
    (15, "（一）", "加强组织领导"),
    (16, "（二）", "强化业务培训"),
    (17, "（三）", "规范考核评估"),
)

ROWS = {
    XIANGYUAN: tuple((*row, None) for row in XIANGYUAN_ROWS),
    LINKOU: LINKOU_ROWS,
    SHANGGAO: tuple((*row, None, None) for row in SHANGGAO_ROWS),
}


@pytest.mark.parametrize("name", OUTLINES)
def test_every_task_has_its_number_name_units_and_date(name: str) -> None:
    seen = ((t.no, t.original_no, t.name, t.responsibility, t.deadline) for t in plan(name).tasks)
    assert tuple(seen) == ROWS[name]


SECTIONS = {
    XIANGYUAN: (
        (("一、扩大公开范围，打造阳光政府",), 8),
        (("二、优化便民举措，提升公开质效",), 4),
        (("三、抓好平台建设，拓宽公开渠道",), 3),
        (("四、完善体制机制，健全保障体系",), 3),
        ((), 1),
        (("六、夯实基础保障，加强队伍建设",), 4),
    ),
    LINKOU: (
        (("二、工作任务", "(一)围绕“十四五”开好局起好步深化政务公开"), 5),
        (("二、工作任务", "(二)围绕政策落地聚焦群众需求深化政务公开"), 4),
        (("二、工作任务", "(三)围绕夯实基础推进标准规范深化政务公开"), 5),
        (("二、工作任务", "(四)围绕贯彻条例强化为民服务深化政务公开"), 4),
        (("三、保障措施",), 4),
    ),
    SHANGGAO: (
        (("一、聚焦中心工作和重点领域，全举措强化公开深度",), 3),
        (("二、聚焦法治政府建设，全过程拓展公开广度",), 3),
        (("三、聚焦标准化规范化建设，全链条加强公开力度",), 4),
        (("四、聚焦《政府信息公开条例》落实，不断建立完善公开制度",), 4),
        (("五、聚焦组织保障，全面夯实公开基础",), 3),
    ),
}


@pytest.mark.parametrize("name", OUTLINES)
def test_every_task_stands_under_its_headings(name: str) -> None:
    seen = groupby(plan(name).tasks, key=lambda task: task.section)
    assert tuple((section, len(list(tasks))) for section, tasks in seen) == SECTIONS[name]
