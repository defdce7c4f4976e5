"""抚顺县2022: the plan file against the issued document, character by character and task by task."""

from __future__ import annotations

import re
from datetime import date

import pytest

from ledger.record.directory_model import DirectoryFile, Unit, UnitGroup
from ledger.record.model import Plan, Task, words_of
from tests.plans import by_hand
from tests.plans.by_hand import FUSHUN, squeeze

BEGINS, ENDS = "一、做好推进高质量发展信息公开", "附件：依申请政府信息公开情况表"
# what stands before the first heading: the notice of issue, then the introduction with the 依据
NOTICE = (
    "抚顺县政务公开领导小组文抚县政公领发〔2022〕3号关于印发《抚顺县2022年政务公开工作要点》的通知"
    "各乡镇人民政府，县政府各部门、各相关单位：现将《抚顺县2022年政务公开工作要点》传发给你们，请认真抓好落实。"
    "抚顺县政务公开领导小组2022年6月20日（此件公开发布）"
)
INTRODUCTION = (
    "抚顺县2022年政务公开工作要点为贯彻落实{}文件精神，根据党中央、国务院有关工作部署，省、市、县委及政府工作安排，"
    "坚持稳中求进工作总基调，加快转变政务公开职能，服务中心工作，重点围绕助力经济平稳健康发展和保持社会和谐稳定、"
    "提高政策公开质量，以实际行动迎接党的二十大胜利召开。"
)
GIVEN_IN_HALF_WIDTH = {20, 21, 22}  # whose attribution is printed (…; 完成时限: …)

ECONOMY = ("一、做好推进高质量发展信息公开", "（一）以政务公开助推经济平稳健康发展")
HARMONY = ("一、做好推进高质量发展信息公开", "（二）以政务公开助力维护社会和谐稳定")
POLICY = ("二、提升政务公开标准化、规范化水平", "（一）推进政策文件规范公开")
GRASSROOTS = ("二、提升政务公开标准化、规范化水平", "（二）深入贯彻落实基层政务公开标准规范")
STANDARDS = ("二、提升政务公开标准化、规范化水平",)
PLATFORMS = ("三、加强政务公开平台建设管理",)
FOUNDATIONS = ("四、夯实政务公开基础",)
GUIDANCE = ("五、强化工作指导监督",)

SOME = "；责任单位：县政府有关部门，各乡镇政府"
ALL = "；责任单位：县政府各部门，各乡镇政府"
TOWNS = "；责任单位：各乡镇政府"
ALL_HALF = ";责任单位:县政府各部门,各乡镇政府"
# 序号, 章节, 原编号, 任务名称, 责任单位, 时间节点: read off the document by hand
ROWS = [
    (1, ECONOMY, "1.", "加强推进结构调整“三篇大文章”信息公开",
     "牵头单位：县工业和信息化局" + SOME, "长期坚持"),
    (2, ECONOMY, "2.", "加强推进“一圈一带两区”区域协调发展信息公开",
     "牵头单位：县发展和改革委员会" + SOME, "长期坚持"),
    (3, ECONOMY, "3.", "加强助企纾困信息公开",
     "牵头单位：县政府办公室、县营商环境建设局" + SOME, "2022年5月底前，长期坚持"),
    (4, ECONOMY, "4.", "加强涉及市场主体信息公开",
     "牵头单位：县政府办公室、县发展和改革委员会、县工业和信息化局、县市场监督管理局、"
     "县营商环境建设局" + SOME, "长期坚持"),
    (5, ECONOMY, "5.", "加强涉及税费信息公开",
     "牵头单位：县财政局、县税务局" + SOME, "2022年6月底前"),
    (6, ECONOMY, "6.", "加强涉及扩大有效投资信息公开",
     "牵头单位：县发展和改革委员会" + SOME, "2022年6月底前，长期坚持"),
    (7, HARMONY, "1.", "持续做好疫情防控信息公开",
     "牵头单位：县卫生健康局" + SOME, "长期坚持"),
    (8, HARMONY, "2.", "强化就业稳岗信息公开",
     "牵头单位：县人力资源社会保障局" + SOME, "长期坚持"),
    (9, HARMONY, "3.", "做好民生实事信息公开",
     "牵头单位：县教育局、县财政局、县人力资源社会保障局（县民政局）、县住房和城乡建设局、县交通运输局、"
     "县卫生健康局、县医疗保障局、县残疾人联合会" + TOWNS, "2022年12月底前"),
    (10, HARMONY, "4.", "推进公共企事业单位信息公开",
     "牵头单位：县教育局、县卫生健康局、县住房和城乡建设局、县生态环境分局、县交通运输局" + TOWNS,
     "2022年12月底前，长期坚持"),
    (11, POLICY, "1.", "规范行政规范性文件发布",
     "牵头单位：县司法局、县政府办公室" + ALL, "2022年12月底前，长期坚持"),
    (12, POLICY, "2.", "做好行政规范性文件解读",
     "牵头单位：县政府办公室、县司法局" + ALL, "2022年12月底前，长期坚持"),
    (13, POLICY, "3.", "加强政策集中公开成果运用",
     "牵头单位：县政府办公室、县营商环境建设局" + ALL, "长期坚持"),
    (14, POLICY, "4.", "优化政策咨询服务",
     "牵头单位：县营商环境建设局" + ALL, "长期坚持"),
    (15, GRASSROOTS, "1.", "提升基层重点领域政务公开标准化水平",
     "牵头单位：县委宣传部、县交通运输局、县文化旅游和广播电视局、县统计局；责任单位：县政府各部门",
     "2022年12月底前，长期坚持"),
    (16, GRASSROOTS, "2.", "规范公开惠民惠农信息",
     "牵头单位：县财政局、县农业农村局" + TOWNS, "2022年12月底前"),
    (17, GRASSROOTS, "3.", "推进基层政务公开向农村和社区延伸",
     "牵头单位：县政府办公室；责任单位：县人力资源和社会保障局（县民政局），各乡镇政府", "2022年12月底前"),
    (18, STANDARDS, "（三）", "依法依规做好依申请公开工作",
     "牵头单位：县政府办公室" + ALL, "长期坚持"),
    (19, PLATFORMS, "（一）", "强化信息发布审核",
     "牵头单位：县政府办公室" + ALL, "长期坚持"),
    (20, PLATFORMS, "(二)", "推进互联网公开平台IPv6改造",
     "牵头单位:县政府办公室、县营商环境建设局" + ALL_HALF, "2022年9月底前"),
    (21, PLATFORMS, "(三)", "提升公开平台集约化水平",
     "牵头单位:县政府办公室、县营商环境建设局" + ALL_HALF, "2022年10月底前"),
    (22, FOUNDATIONS, "(一)", "规范执行政府信息公开制度",
     "牵头单位:县政府办公室、县司法局" + ALL_HALF, "长期坚持"),
    (23, FOUNDATIONS, "(二)", "科学合理确定公开方式",
     "牵头单位：县政府办公室" + ALL, "长期坚持"),
    (24, GUIDANCE, "（一）", "严格落实主体责任", None, None),
    (25, GUIDANCE, "（二）", "有效改进工作作风", None, None),
    (26, GUIDANCE, "（三）", "认真做好工作落实", None, None),
]  # fmt: skip

REPORTING = {
    "what": "上一季度《依申请政府信息公开情况表》",
    "units": "各部门、各乡镇",
    "to": "县政府办公室（政务公开室）",
    "deadline": "每季度首月5日前",
    "method": "以电子邮件形式",
    "attachment": "依申请政府信息公开情况表",
    "if_missed": "上一季度无依申请公开工作",
}

UNITS = {
    "县委宣传部": (), "县政府办公室": ("县政府办公室（政务公开室）",), "县发展和改革委员会": (),
    "县工业和信息化局": (), "县教育局": (), "县司法局": (), "县财政局": (),
    "县人力资源社会保障局（县民政局）": ("县人力资源社会保障局", "县人力资源和社会保障局（县民政局）"),
    "县生态环境分局": (), "县住房和城乡建设局": (), "县交通运输局": (), "县农业农村局": (),
    "县文化旅游和广播电视局": (), "县卫生健康局": (), "县市场监督管理局": (), "县统计局": (),
    "县医疗保障局": (), "县营商环境建设局": (), "县税务局": (), "县残疾人联合会": (),
}  # fmt: skip
GROUPS = {
    "各乡镇政府": ("各乡镇", "各乡镇人民政府"),
    "县政府各部门": ("各部门",),
    "县政府有关部门": (),
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return by_hand.plan(FUSHUN)


@pytest.fixture(scope="module")
def directory() -> DirectoryFile:
    return by_hand.directory(FUSHUN)


@pytest.fixture(scope="module")
def document() -> str:
    return squeeze(by_hand.document(FUSHUN))


def told(task: Task, headings: tuple[str, ...]) -> str:
    """The task as the document prints it, after those of its headings that are new."""
    heads = "".join(heading for heading in task.section if heading not in headings)
    stop = "" if task.no == 18 else "。"  # a heading of its own line carries no stop
    attribution = f"（{words_of(task.responsibility)}；完成时限：{task.deadline}）" if task.deadline else ""
    if task.no in GIVEN_IN_HALF_WIDTH:
        attribution = attribution.translate(str.maketrans("（；：）", "(;:)"))
    return f"{heads}{task.original_no}{task.name}{stop}{squeeze(task.content)}{attribution}"


def test_the_plan_says_what_the_document_says_and_nothing_else(plan: Plan, document: str) -> None:
    text = ""
    headings: tuple[str, ...] = ()
    for task in plan.tasks:
        text += told(task, headings)
        headings = task.section
    before, _, rest = document.partition(BEGINS)
    assert BEGINS + rest == text + ENDS
    assert before == NOTICE + INTRODUCTION.format("、".join(plan.basis))


def test_blanks_are_left_nowhere_and_only_task_18_has_two_paragraphs(plan: Plan) -> None:
    for task in plan.tasks:
        paragraphs = task.content.split("\n")
        assert len(paragraphs) == (2 if task.no == 18 else 1)
        for text in (task.name, *paragraphs, *task.section):
            assert text
            assert text == squeeze(text)
        for text in (words_of(task.responsibility), task.deadline or ""):
            assert text == squeeze(text)


def test_head(plan: Plan) -> None:
    assert (plan.id, plan.region, plan.year) == ("fushun-2022", "抚顺县", 2022)
    assert plan.title == "抚顺县2022年政务公开工作要点"
    assert (plan.issuer, plan.number) == ("抚顺县政务公开领导小组", "抚县政公领发〔2022〕3号")
    assert plan.issued == date(2022, 6, 20)
    assert plan.basis == (
        "《国务院办公厅关于印发2022年政务公开工作要点的通知》（国办发〔2022〕8号）",
        "《辽宁省政务公开领导小组关于印发辽宁省2022年政务公开工作要点的通知》（辽政公领发〔2022〕1号）",
        "《抚顺市政务公开工作领导小组关于印发抚顺市2022年政务公开工作要点的通知》（抚政办公开〔2022〕3号）",
    )
    assert plan.attachment == "依申请政府信息公开情况表"
    assert plan.source == "抚顺县2022年政务公开工作要点.txt"


def test_rows(plan: Plan) -> None:
    assert len(ROWS) == 26
    assert [
        (t.no, t.section, t.original_no, t.name, t.responsibility, t.deadline) for t in plan.tasks
    ] == ROWS
    assert all(not t.extra for t in plan.tasks)


def test_reporting_is_in_the_words_of_task_18(plan: Plan) -> None:
    (duty,) = plan.reporting
    assert duty.model_dump(exclude_defaults=True) == REPORTING
    assert (
        f"{duty.units}要于{duty.deadline}{duty.method}向{duty.to}报送{duty.what}（附件），"
        f"过期未报视为{duty.if_missed}。"
    ) == plan.tasks[17].content.split("\n")[1]


def test_directory(directory: DirectoryFile) -> None:
    assert directory.region == "抚顺县"
    assert {u.name: u.aliases for u in directory.units} == UNITS
    assert {g.name: g.aliases for g in directory.groups} == GROUPS
    assert {g.members for g in directory.groups} == {"范围未列明"}


def test_the_directory_knows_every_name_in_the_attributions_and_invents_none(
    plan: Plan, directory: DirectoryFile, document: str
) -> None:
    entries: list[Unit | UnitGroup] = [*directory.units, *directory.groups]
    known = {name for entry in entries for name in (entry.name, *entry.aliases)}
    words = [words_of(t.responsibility) for t in plan.tasks] + [words_of(d.units) for d in plan.reporting]
    named = {name for text in words for name in re.split(r"(?:牵头|责任)单位[：:]|[、，,；;]", text) if name}
    assert named - known == set()
    assert known - named == {"县政府办公室（政务公开室）", "各乡镇人民政府"}
    assert all(name in document for name in known)
