"""报送: one for each matter and day, none lost, what the sentence leaves open in the open."""

from __future__ import annotations

import pytest

from ledger.draft import draft_plan
from ledger.draft.reporting import Meant, read_reporting
from ledger.values.source import Paragraph, Source

Duty = tuple[str, str, str, str]  # who, what, by when, to whom


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        (
            "各责任单位于3月31日前将实施方案报县营商办，每季度末月25日前报送工作进展。",
            [("各责任单位", "实施方案", "3月31日前", "县营商办"), ("各责任单位", "工作进展", "每季度末月25日前", "县营商办")],
        ),
        (
            "各单位每月5日前报送工作进展情况，12月10日前报送全年总结。",
            [("各单位", "工作进展情况", "每月5日前", ""), ("各单位", "全年总结", "12月10日前", "")],
        ),
        (
            "各单位于每月25日前将进展报县政府办，并提交佐证材料。",
            [("各单位", "进展", "每月25日前", "县政府办"), ("各单位", "佐证材料", "每月25日前", "县政府办")],
        ),
        ("各单位6月底前完成整改，7月5日前将整改情况报县政府办。", [("各单位", "整改情况", "7月5日前", "县政府办")]),
        ("各镇于6月底前将进展报县发改局，逾期未报的按零报告处理。", [("各镇", "进展", "6月底前", "县发改局")]),
        ("各镇于6月底前将进展报县发改局，未按时报送材料的，予以通报。", [("各镇", "进展", "6月底前", "县发改局")]),
        ("各乡镇每季度末前报县发改局。", [("各乡镇", "报县发改局", "每季度末前", "县发改局")]),  # nobody says what
        ("3月底前报名，6月底前报县政府审批的项目要加快。", []),
        ("各镇于6月底、12月底前将总结报县政府办。", [("各镇", "总结", "6月底、12月底前", "县政府办")]),
        ("各单位每月向县政府办公室报送一次工作进展。", [("各单位", "工作进展", "每月", "县政府办公室")]),
        ("县发改局要按季报送进展。", [("县发改局", "进展", "按季", "")]),
        ("各乡镇每年将目录更新情况报县政府办公室。", [("各乡镇", "目录更新情况", "每年", "县政府办公室")]),
        ("各单位隔月将整改进展报县督查室。", [("各单位", "整改进展", "隔月", "县督查室")]),
        (
            "各责任单位要确定联络员，名单于3月31日前报县发改局；每季度末将工作进展报县营商办。",
            [("各责任单位", "名单", "3月31日前", "县发改局"), ("各责任单位", "工作进展", "每季度末", "县营商办")],
        ),
        (
            "各单位每周五前将办理情况报县督查室，办结后3个工作日内报送办结报告。",
            [("各单位", "办理情况", "每周五前", "县督查室"), ("各单位", "办结报告", "办结后3个工作日内", "县督查室")],
        ),
        ("各单位于3月20日前制定具体措施并报县政府办。", [("各单位", "具体措施", "3月20日前", "县政府办")]),
        ("县政府督查室每季度对落实情况进行督查，结果报县政府。", []),
        ("每月5日前报送进展。", [("各单位", "进展", "每月5日前", "")]),
        ("各单位要建立信息报送机制，6月底前完成整改。", []),
        ("注：1.由牵头单位推进。2.每月28日前报送进展，由县督查室汇总。", [("各单位", "进展", "每月28日前", "")]),
        ("每月28日前报送进展至县督查室。", [("各单位", "进展", "每月28日前", "县督查室")]),
        ("每月25日前各主责部门将情况报区委巡察办。", [("各主责部门", "情况", "每月25日前", "区委巡察办")]),
        ("各责任单位要压实责任。每月5日前将进展报县督查室。", [("各责任单位", "进展", "每月5日前", "县督查室")]),
        (
            "各牵头单位于2月27日前制定方案报县督查室，并于每季度末报送进展。",
            [("各牵头单位", "方案", "2月27日前", "县督查室"), ("各牵头单位", "进展", "每季度末", "县督查室")],
        ),
    ],
)  # fmt: skip
def test_each_matter_and_day_is_a_duty(text: str, duties: list[Duty]) -> None:
    found = [(d.units, d.what, d.deadline, d.to) for d, _ in read_reporting(text, 2026, "第1段")]
    assert found == duties


def test_what_a_later_part_leaves_out_is_told() -> None:
    duties = read_reporting(
        "各单位于3月31日前将方案报县政府办，每季度末报送进展，并提交佐证材料。", 2026, "第1段"
    )
    assert [d.doubts for d, _ in duties] == [
        (),
        (),
        ("时限取自同一句前面的一项",),
    ]


@pytest.mark.parametrize(
    ("text", "others", "duty"),
    [
        ("推行扫码入企，制定检查计划并于3月20日前报县司法局备案。", "各执法部门", ("各执法部门", "制定检查计划", 1)),
        ("各执法部门制定检查计划并于3月20日前报县司法局备案。", "县公安局", ("各执法部门", "制定检查计划", 0)),
        ("各执法部门负责推行扫码入企，制定检查计划并于3月20日前报县司法局。", "", ("各执法部门", "制定检查计划", 0)),
        ("3月20日前，将检查计划报县司法局。", "", ("县司法局", "检查计划", 2)),
        ("县司法局、县公安局于3月20日前将检查计划报县司法局。", "各执法部门", ("县公安局", "检查计划", 1)),
    ],
)  # fmt: skip
def test_nobody_reports_to_itself(text: str, others: str, duty: tuple[str, str, int]) -> None:
    """In the text of a task that 县司法局 leads, and `others` carry too; how many doubts stand beside it."""
    meant = Meant("县司法局", "这一项的责任单位", True, others)
    found = [d for d, _ in read_reporting(text, 2026, "第1段", meant)]
    assert [(d.units, d.what, len(d.doubts)) for d in found] == [duty]
    assert {(d.to, d.deadline) for d in found} == {("县司法局", "3月20日前")}


@pytest.mark.parametrize("chapter", ["（三）保障措施。", "二、保障措施\n"])
def test_a_chapter_of_demands_with_its_reports_is_no_task(chapter: str) -> None:
    text = (
        "甲县2026年重点工作安排\n一、任务\n（一）整治油烟。（责任单位：县城管局）\n（二）修路。（责任单位：县交通局）\n"
        f"{chapter}各责任单位3月31日前将实施方案报县营商办，每季度末月25日前报送工作进展。"
    )
    lines = tuple(
        Paragraph(text=line, place=f"第{n}段", whole=True) for n, line in enumerate(text.split("\n"), 1)
    )
    draft = draft_plan(Source("文件.docx", lines))
    assert [task.name for task in draft.tasks] == ["整治油烟", "修路"]
    assert [duty.what for duty in draft.reporting] == ["实施方案", "工作进展"]
    assert draft.doubts == ()
    assert any("保障措施" in words for _, words in draft.unused)


def test_a_day_of_the_work_before_the_report_is_not_taken_by_it() -> None:
    lines = (
        "甲县2026年重点工作安排",
        "1.整治油烟。各单位6月底前完成整改，7月5日前将整改情况报县政府办。（责任单位：县城管局）",
        "2.修路。（责任单位：县交通局）",
    )
    source = Source(
        "文件.docx", tuple(Paragraph(text=t, place=f"第{n}段", whole=True) for n, t in enumerate(lines, 1))
    )
    draft = draft_plan(source)
    assert [(m.what, m.deadline) for m in draft.tasks[0].extra] == [("各单位完成整改", "6月底前")]
    assert [duty.deadline for duty in draft.reporting] == ["7月5日前"]


def test_the_report_of_a_task_is_for_those_who_answer_for_it() -> None:
    lines = (
        "甲县2026年重点工作安排",
        "1.技改项目。实施10项，每月5日前将进展报县政府办。（县工信局牵头，县财政局配合）",
        "2.申报项目。6月底前上报申报材料。（责任单位：县发改局）",
    )
    source = Source(
        "文件.docx", tuple(Paragraph(text=t, place=f"第{n}段", whole=True) for n, t in enumerate(lines, 1))
    )
    draft = draft_plan(source)
    assert [(d.units, d.deadline, d.doubts) for d in draft.reporting] == [
        ("县工信局", "每月5日前", ("报送单位原文没有写，取自这一项的责任单位",))
    ]
    assert [m.deadline for m in draft.tasks[1].extra] == ["6月底前"]


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("“完成时限”为“持续推进”的，年底前报送总结。", [True]),
        ("注：未完成的，12月20日前向县政府办公室报送原因。", [True]),
        ("涉及资金的任务，请于6月底前将资金使用情况报县财政局。", [True]),
        ("长期任务每年12月15日前报送工作总结。", [True]),
        ("各单位年底前报送总结，持续推进的除外。", [True]),
        ("未完成的，3月底前将方案报县政府办公室，每季度末报送进展。", [True, True]),
        ("未完成的，3月底前将方案报县政府办公室；各乡镇每季度末报送进展。", [True, False]),
        ("各项任务每季度末月25日前由各单位将进展报县政府办公室（遇节假日顺延）。", [False]),
        ("各单位要如实填写，于每月5日前将进展情况报县政府办公室，逾期未报的视为未完成。", [False]),
        ("各单位每月5日前报送进展，逾期未报的，予以通报。", [True]),
        ("有任务的单位每月25日前报送进展。", [False]),  # who: written as it stands
    ],
)
def test_for_whom_or_when_a_report_is_asked_for_is_not_dropped(text: str, conditional: list[bool]) -> None:
    duties = [duty for duty, _ in read_reporting(text, 2026, "第1段")]
    assert [any("原文有条件" in doubt for doubt in duty.doubts) for duty in duties] == conditional


def test_each_day_at_an_hour_is_a_time_and_the_next_part_has_its_receiver() -> None:
    text = "禁烧期间，各乡镇每日17时前向县禁烧办报送当日情况；11月30日前报送全年工作总结。"
    assert [(d.what, d.units, d.to, d.deadline) for d, _ in read_reporting(text, 2026, "第1段")] == [
        ("当日情况", "各乡镇", "县禁烧办", "每日17时前"),
        ("全年工作总结", "各乡镇", "县禁烧办", "11月30日前"),
    ]


def test_a_part_without_a_day_is_no_duty_but_says_who_and_to_whom() -> None:
    text = "各乡镇及时向县防办报告险情，11月30日前报送总结。"
    assert [(d.units, d.to, d.doubts) for d, _ in read_reporting(text, 2026, "第1段")] == [
        ("各乡镇", "县防办", ())
    ]
    assert read_reporting("各乡镇及时向县防办报告险情，报送照片。", 2026, "第1段") == []


def test_a_cycle_without_a_day_is_told() -> None:
    ((duty, _),) = read_reporting("各单位每季度向县政府办公室报送工作进展。", 2026, "第1段")
    assert duty.doubts == ("时限只写了“每季度”，没有写哪一天，按期末计",)


def test_commas_of_the_keyboard_part_a_day_of_work_from_that_of_its_report() -> None:
    lines = (
        "甲县2026年重点工作安排",
        "1.整治油烟。各单位6月底前完成整改,7月5日前将整改情况报县政府办。(责任单位:县城管局)",
        "2.修路。(责任单位:县交通局)",
    )
    draft = draft_plan(Source("文件", tuple(Paragraph(text=line, place=line) for line in lines)))
    assert [(m.what, m.deadline) for m in draft.tasks[0].extra] == [("各单位完成整改", "6月底前")]
    assert [(r.what, r.deadline) for r in draft.reporting] == [("整改情况", "7月5日前")]
