"""沁源县2022: the plan file against the issued table, character by character and row by row."""

from __future__ import annotations

import re
from datetime import date

import pytest

from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import read_items
from ledger.questions.units import list_units
from ledger.record.directory_model import DirectoryFile, Unit, UnitGroup
from ledger.record.model import Plan, words_of
from tests.plans import by_hand
from tests.plans.by_hand import QINYUAN, ROOT, squeeze

DOCUMENT = ROOT / "examples" / "documents" / "沁源县2022年政务公开工作要点任务分解表.txt"

HEADING_ROW = "序号任务名称任务内容责任单位时间节点"
PAGES = 8

GENERAL = "各乡镇、开发区，县直各有关部门"
# 序号, 任务名称, 责任单位, 时间节点: read off the document by hand
ROWS = [
    (1, "政策发布", "县政府办、各乡镇、开发区、县直各有关部门", "全年"),
    (2, "政策解读", "县政府办、行政审批局、开发区，县直各有关部门", "全年"),
    (3, "全面推进“五公开”", GENERAL, "全年"),
    (4, "行政处罚信息公开", "县司法局牵头，各乡镇及相关部门落实", "11月底前"),
    (5, "电子技术监控设备设置信息公开", "县公安局牵头，各乡镇及相关部门落实", "11月底前"),
    (
        6,
        "“双随机、一公开”监管信息公开",
        "县市场监管局牵头，各乡镇及县直有关部门落实",
        "2022年度的市场监管信息10月底前补录完成，每年3月底前公布",
    ),
    (7, "落实《个人信息保护法》", GENERAL, "全年"),
    (8, "权责清单和各类告知、承诺公开", GENERAL, "全年"),
    (9, "行政许可事项公开", "县行政审批局牵头，各乡镇及县直各有关部门落实", "11月底前"),
    (10, "排号公示", "县行政审批局牵头，各乡镇及县直有关部门落实", "10月底前"),
    (11, "公共资源交易信息公开", "县行政审批局牵头，各相关职能部门配合", "全年"),
    (12, "公共企事业单位信息公开", "各行业主管部门牵头，归口管理的公共企事业单位落实", "9月底"),
    (13, "“双减”信息公开", "县教育局牵头落实", "9月底"),
    (14, "线下精准公开", GENERAL, "全年"),
    (15, "优化政务公开专区建设", "县行政审批局牵头、各乡镇落实", "全年"),
    (
        16,
        "重大建设项目领域信息公开",
        "县发改局、县行政审批局、县工信局、县住建局、县自然资源局、县交通局、县农业农村局、县卫体局、"
        "县水利局等部门负责落实",
        "全年",
    ),
    (17, "财政信息公开", "县财政局牵头，各乡镇及有关部门配合", "全年"),
    (18, "公平竞争审查信息公开", "县市场监管局牵头，各乡镇及有关部门配合", "全年"),
    (19, "拟发公文公开属性认定工作", GENERAL, "全年"),
    (20, "行政规范性文件公开", "县政府办、开发区，县直各有关部门", "全年"),
    (21, "规范依申请公开答复工作", GENERAL, "全年"),
    (22, "优化政务公开平台建设", GENERAL, "11月底前"),
    (23, "政务数据共享", "县行政审批局、县政府值班联络中心牵头，县直各有关部门落实", "全年"),
    (24, "政府公报", "县政府办、县政府值班联络中心", "全年"),
    (25, "基层政务公开“两化”工作", "县政府办牵头、各乡镇、县直各有关单位落实", "全年"),
    (26, "减税降费信息公开", "县税务局、县财政局牵头，各相关部门落实", "全年"),
    (27, "疫情防控信息公开", "县卫体局牵头，县直有关部门落实", "全年"),
    (28, "稳就业保就业信息公开", "县人社局牵头，各乡镇及有关部门落实", "全年"),
    (29, "建议提案结果公开", "县直各有关部门", "全年"),
    (30, "公开指南和年度报告规范发布工作", GENERAL, "全年"),
    (31, "积极参与省政务公开“亮点工程”评选工作", GENERAL, "全年"),
    (32, "组织保障", GENERAL, "全年"),
    (33, "强化考核", "县政府办、各乡镇、县直各部门", "全年"),
    (34, "培训及专项经费保障", "县政府办、各乡镇、县直各部门", "全年"),
]

EXTRA = {
    10: [("统一施行", "从10月起")],
    17: [
        ("完成各行政机关所属单位预算、决算及相关报表公开", "年底前"),
        ("完成通过集中统一平台定期公开各级政府债务限额、余额、发行、品种、期限、利率等信息", "年底前"),
    ],
    32: [("听取一次政务公开工作汇报", "年内")],
}

UNITS = {
    "县政府办": (), "开发区": (), "县行政审批局": ("行政审批局", "县行政审批服务管理局"),
    "县政府值班联络中心": (), "县发改局": (), "县教育局": (), "县工信局": (), "县公安局": (), "县司法局": (),
    "县财政局": (), "县人社局": (), "县自然资源局": (), "县住建局": (), "县交通局": (), "县水利局": (),
    "县农业农村局": (), "县卫体局": (), "县市场监管局": (), "县税务局": (),
}  # fmt: skip
GROUPS = {
    "各乡镇": (), "县直各有关部门": ("县直有关部门",), "县直各有关单位": (), "县直各部门": (),
    "相关部门": ("各相关部门",), "有关部门": (), "各相关职能部门": (), "等部门": (),
    "各行业主管部门": (), "归口管理的公共企事业单位": (),
}  # fmt: skip
ROLE_WORDS = r"牵头|配合|负责落实|落实|及|、|，"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return by_hand.plan(QINYUAN)


@pytest.fixture(scope="module")
def directory() -> DirectoryFile:
    return by_hand.directory(QINYUAN)


def table_of(document: str) -> str:
    """The table without noise: marks alone between line ends or tabs, blanks, each page's heading row."""
    body = squeeze(re.sub(r"(?<=[\t\n])[、。，](?=[\t\n])", "", document))
    front, *pages = body.split(HEADING_ROW)
    assert front == "附件沁源县2022年政务公开工作要点任务分解表"
    assert len(pages) == PAGES
    return "".join(pages)


def test_the_plan_says_what_the_document_says_and_nothing_else(plan: Plan) -> None:
    told = "".join(
        f"{task.no}{task.name}{task.content}{words_of(task.responsibility)}{task.deadline}"
        for task in plan.tasks
    )
    assert told == table_of(DOCUMENT.read_text(encoding="utf-8"))


def test_no_blank_is_left_in_any_text(plan: Plan) -> None:
    for task in plan.tasks:
        for text in (task.name, task.content, words_of(task.responsibility), task.deadline or ""):
            assert text
            assert text == squeeze(text)


def test_head(plan: Plan) -> None:
    assert (plan.id, plan.region, plan.year) == ("qinyuan-2022", "沁源县", 2022)
    assert (plan.title, plan.attachment) == ("沁源县2022年政务公开工作要点任务分解表", "附件")
    assert plan.source == DOCUMENT.name
    assert plan.reporting == ()


def test_rows(plan: Plan) -> None:
    assert len(ROWS) == 34
    assert [(t.no, t.name, t.responsibility, t.deadline) for t in plan.tasks] == ROWS
    assert all(not t.section and t.original_no is None for t in plan.tasks)


def test_extra_milestones(plan: Plan) -> None:
    found = {t.no: [(e.what, e.deadline) for e in t.extra] for t in plan.tasks if t.extra}
    assert found == EXTRA
    for task in plan.tasks:
        for extra in task.extra:
            assert extra.what in task.content
            assert extra.deadline in task.content


def test_directory(directory: DirectoryFile) -> None:
    assert directory.region == "沁源县"
    assert {u.name: u.aliases for u in directory.units} == UNITS
    assert {g.name: g.aliases for g in directory.groups} == GROUPS
    assert {g.members for g in directory.groups} == {"范围未列明"}


def test_the_directory_knows_every_name_in_the_column_and_invents_none(
    plan: Plan, directory: DirectoryFile
) -> None:
    entries: list[Unit | UnitGroup] = [*directory.units, *directory.groups]
    known = {name for entry in entries for name in (entry.name, *entry.aliases)}
    named = set()
    for task in plan.tasks:
        words = words_of(task.responsibility).replace("等部门", "、等部门")
        named |= {name for name in re.split(ROLE_WORDS, words) if name}
    assert named - known == set()
    assert known - named == {"县行政审批服务管理局"}
    assert "县行政审批服务管理局" in plan.tasks[8].content


def test_a_group_spelled_two_ways_is_one_row_of_units(plan: Plan, directory: DirectoryFile) -> None:
    """The table says 县直有关部门 in three rows, all of them 落实 beside a lead; units.yaml declares it another
    name of 县直各有关部门."""
    rows = list_units([read_items(plan, UnitDirectory(directory, plan.region), date(2022, 12, 31))])
    groups = {row.name: row for row in rows if row.is_group}
    assert "县直有关部门" not in groups
    assert groups["县直各有关部门"].aliases == ("县直有关部门",)
    spelled = {task.no for task in plan.tasks if "县直有关部门" in words_of(task.responsibility)}
    assert spelled < {no for _, no in groups["县直各有关部门"].items["support"]}
    assert len(spelled) == 3
