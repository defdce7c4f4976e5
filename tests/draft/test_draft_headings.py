"""Headings that are names of units over the tasks, and drafts in which hardly a task says who does it."""

from __future__ import annotations

from ledger.draft import draft_plan
from ledger.values.source import Draft, Paragraph, Source


def drafted(text: str) -> Draft:
    lines = ["青石县2026年禁毒工作责任清单", *text.split()]
    blocks = tuple(Paragraph(text=line, place=f"第{n}行") for n, line in enumerate(lines, 1))
    return draft_plan(Source("清单.txt", blocks))


def who(draft: Draft) -> list[tuple[str, str]]:
    return [(task.name, task.responsibility) for task in draft.tasks]


def test_headings_that_are_units_give_their_tasks_to_them() -> None:
    draft = drafted(
        "一、县公安局 1.开展集中清查。 2.走访重点人员。 二、县教育局（2项）： 1.组织知识竞赛。 2.培训教师。"
        " 三、县市场监管局、县邮政管理局 1.检查寄递渠道。 四、各乡镇（街道） 1.开展禁种踏查。"
    )
    assert who(draft) == [
        ("开展集中清查", "县公安局"), ("走访重点人员", "县公安局"), ("组织知识竞赛", "县教育局"), ("培训教师", "县教育局"),
        ("检查寄递渠道", "县市场监管局、县邮政管理局"), ("开展禁种踏查", "各乡镇（街道）"),
    ]  # fmt: skip
    assert draft.tasks[0].section == ("一、县公安局",)
    assert draft.doubt_count == 0  # each heading speaks of all below it


def test_paragraphs_without_number_below_a_unit_are_its_task() -> None:
    draft = drafted("一、县公安局 开展集中清查。5月底前完成。 二、县教育局 组织知识竞赛。6月底前完成。")
    assert who(draft) == [("开展集中清查", "县公安局"), ("组织知识竞赛", "县教育局")]


def test_a_task_that_names_its_unit_below_such_a_heading_keeps_it() -> None:
    draft = drafted("一、县公安局 1.清查。（责任单位：县司法局） 二、县教育局 1.组织知识竞赛。")
    assert who(draft) == [("清查", "责任单位：县司法局"), ("组织知识竞赛", "县教育局")]
    assert draft.tasks[0].doubts == ()


def test_headings_that_are_subjects_are_nobodys_names() -> None:
    draft = drafted("一、社区 1.建充电桩。 二、学校 1.组织知识竞赛。 三、工业园区 1.检查企业。")
    assert [task.responsibility for task in draft.tasks] == ["", "", ""]


def test_a_draft_in_which_most_tasks_name_nobody_says_how_many() -> None:
    tasks = " ".join(f"{n}.治理第{n}处隐患点，按期完成。" for n in range(2, 7))
    draft = drafted(f"1.开展清查。（县公安局牵头） {tasks}")
    assert [bool(task.responsibility) for task in draft.tasks] == [True, *[False] * 5]
    assert draft.doubts == ("6 项里有 5 项没有写责任单位，请核对是不是写在别处",)


def test_names_without_number_above_each_first_task_are_headings() -> None:
    draft = drafted(
        "县公安局 1.开展清查。 2.走访人员。 县教育局 1.组织竞赛。 各乡镇（街道） 1.普法。 2.踏查。"
    )
    assert who(draft) == [
        ("开展清查", "县公安局"), ("走访人员", "县公安局"), ("组织竞赛", "县教育局"), ("普法", "各乡镇（街道）"), ("踏查", "各乡镇（街道）"),
    ]  # fmt: skip
    assert draft.tasks[2].section == ("县教育局",)


def test_names_without_number_below_a_task_are_no_headings() -> None:
    draft = drafted("一、整治 1.开展清查。 县公安局 2.走访人员。 县教育局 二、宣传 1.组织竞赛。 县司法局")
    assert [(t.name, t.responsibility, t.section) for t in draft.tasks] == [
        ("开展清查", "县公安局", ("一、整治",)), ("走访人员", "县教育局", ("一、整治",)), ("组织竞赛", "县司法局", ("二、宣传",)),
    ]  # fmt: skip
