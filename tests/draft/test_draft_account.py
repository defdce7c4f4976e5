"""What was read and not used is told: by kind, with its place (worked out by hand)."""

from __future__ import annotations

import pytest

from ledger.draft import draft_plan
from ledger.draft.dates import unread_dates
from ledger.files.documents.txt import read_text
from ledger.values.source import Draft

PLAN = "甲县2023年工作要点\n一、公开\n（一）规划。公开规划。（责任单位：县发展改革局；完成时限：6月底前）\n（二）预算。公开预算。（责任单位：县财政局；完成时限：9月底前）\n"


def drafted(text: str) -> Draft:
    return draft_plan(read_text("甲县.txt", text.encode()))


def test_nothing_is_told_when_everything_is_used() -> None:
    draft = drafted(PLAN)
    assert (draft.doubts, draft.unused) == ((), ())
    assert draft.pieces == 10  # title, 一、公开, and four sentences or halves of a bracket a task


def test_an_attribution_before_the_first_number_is_a_doubt() -> None:
    draft = drafted("甲县2023年工作要点\n先做好衔接。（责任单位：县审计局）\n" + PLAN.split("\n", 1)[1])
    assert draft.doubts == ("第2行像有单位或时限，没有写入任何一项：先做好衔接。（责任单位：县审计局）",)
    assert draft.unused == (("第2行", "先做好衔接。"), ("第2行", "（责任单位：县审计局）"))


def test_a_day_in_the_notice_is_a_doubt() -> None:
    notice = "关于印发甲县2023年工作要点的通知\n各乡镇：\n现印发给你们。各单位务必在5月10日前动员到位。\n甲县人民政府办公室\n2023年5月1日\n"
    assert (
        "第3行像有单位或时限，没有写入任何一项：各单位务必在5月10日前动员到位。"
        in drafted(notice + PLAN).doubts
    )


def test_numbered_paragraphs_of_the_notice_are_counted_and_listed() -> None:
    notice = (
        "关于印发甲县2023年工作要点的通知\n各乡镇：\n现印发给你们。\n一、高度重视。要认真学习。\n二、抓好落实。要细化措施。\n"
        "甲县人民政府办公室\n2023年5月1日\n"
    )
    draft = drafted(notice + PLAN)
    assert "有 2 处编了号的文字没有写入任何一项，列在文末" in draft.doubts
    assert draft.unused == (
        ("第1行", "关于印发甲县2023年工作要点的通知"), ("第2行", "各乡镇："), ("第3行", "现印发给你们。"),
        ("第4行", "一、高度重视。"), ("第4行", "要认真学习。"), ("第5行", "二、抓好落实。"), ("第5行", "要细化措施。"),
    )  # fmt: skip


def test_other_text_is_listed_without_a_doubt() -> None:
    draft = drafted(
        "甲县2023年工作要点\n做好今年的政务公开工作，对建设法治政府意义重大。\n" + PLAN.split("\n", 1)[1]
    )
    assert draft.doubts == ()
    assert draft.unused == (("第2行", "做好今年的政务公开工作，对建设法治政府意义重大。"),)


def test_an_attribution_left_in_the_text_of_a_task_is_a_doubt() -> None:
    draft = drafted(PLAN + "（三）决算。要公开规划。责任单位是：县发展改革局牵头成立专班，组织开展检查。\n")
    assert "正文里还有像责任单位的文字：县发展改革局牵头成立专班" in draft.tasks[2].doubts


def test_a_day_of_the_text_that_is_in_no_milestone_is_a_doubt() -> None:
    text = "4月中旬开展植树，6月底前建成，2月1日公布。"
    assert unread_dates(text, "6月底前", (), ()) == ["正文里还有像时限的文字：4月中旬开展"]


def test_periods_that_begin_a_clause_are_milestones_and_others_are_told() -> None:
    draft = drafted(
        "甲县2023年工作要点\n1.规划。上半年完成招标，每季度开展一次检查。对上半年排查出的问题逐项整改。\n"
        "2.预算。县财政局一季度组织培训。与上半年相比稳步提高。（县财政局）\n"
    )
    first, second = draft.tasks
    assert [(m.what, m.deadline) for m in first.extra] == [("完成招标", "上半年"), ("开展一次检查", "每季度")]
    assert (first.doubts, second.extra) == (("原文没有写责任单位",), ())
    assert second.doubts == ("正文里还有像时限的文字：一季度组织培训",)


@pytest.mark.parametrize(
    "note", ["注：各单位于每季度末月25日前报送进展。", "请各单位每季度末月25日前报送进展。"]
)
def test_a_report_asked_of_named_units_needs_no_receiver(note: str) -> None:
    (duty,) = drafted(PLAN + "\n以上任务抓好落实。" + note + "\n").reporting
    assert (duty.units, duty.what, duty.deadline, duty.to) == ("各单位", "进展", "每季度末月25日前", "")
    assert duty.doubts == ("报给谁，原文没有写",)


@pytest.mark.parametrize("notice", ["", "一、高度重视。要认真学习。\n二、抓好落实。要细化措施。\n"])
@pytest.mark.parametrize(
    "around",
    ["2023年5月1日\n（此件公开发布）\n甲县2023年工作要点", "2023年5月1日（此件公开发布）甲县2023年工作要点",
     "（此件公开发布）2023年5月1日\n甲县2023年工作要点", "（此件公开发布）\n2023年5月1日 甲县2023年工作要点",
     "2023年5月1日\n(此件公开发布)甲县2023年工作要点"],
)  # fmt: skip
def test_the_day_and_the_title_around_the_note_of_release(around: str, notice: str) -> None:
    head = (
        f"关于印发甲县2023年工作要点的通知\n各乡镇：\n现印发给你们。\n{notice}甲县人民政府办公室\n{around}\n"
    )
    draft = drafted(head + PLAN.split("\n", 1)[1])
    assert (draft.title, str(draft.issued), draft.issuer) == (
        "甲县2023年工作要点",
        "2023-05-01",
        "甲县人民政府办公室",
    )
    assert [task.responsibility for task in draft.tasks] == ["责任单位：县发展改革局", "责任单位：县财政局"]


def test_what_is_said_of_the_year_beside_a_shorter_time_is_a_milestone() -> None:
    draft = drafted(
        "甲县2023年工作要点\n1.改革。上半年推出10件、全年推出25件高频“一件事”。（县财政局）\n"
        "2.招商。6月底前签约3个，全年签约8个。（县财政局）\n3.就业。全年新增就业3000人，上半年完成招聘会。（县财政局）\n"
    )
    first, second, third = draft.tasks
    assert [(m.what, m.deadline) for m in first.extra] == [
        ("推出10件", "上半年"),
        ("推出25件高频“一件事”", "全年"),
    ]
    assert [(m.what, m.deadline) for m in second.extra] == [("签约3个", "6月底前"), ("签约8个", "全年")]
    assert [(m.what, m.deadline) for m in third.extra] == [("完成招聘会", "上半年")]
