"""What was read and not used is told: by kind, with its place (worked out by hand)."""

from __future__ import annotations

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


def test_an_attribution_before_the_first_number_is_a_doubt() -> None:
    draft = drafted("甲县2023年工作要点\n先做好衔接。（责任单位：县审计局）\n" + PLAN.split("\n", 1)[1])
    assert draft.doubts == ("第2行像有单位或时限，没有写入任何一项：先做好衔接。（责任单位：县审计局）",)
    assert draft.unused == (("第2行", "先做好衔接。（责任单位：县审计局）"),)


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
    assert draft.unused == (("第4行", "一、高度重视。要认真学习。"), ("第5行", "二、抓好落实。要细化措施。"))


def test_other_text_is_listed_without_a_doubt() -> None:
    draft = drafted(
        "甲县2023年工作要点\n做好今年的政务公开工作，对建设法治政府意义重大。\n" + PLAN.split("\n", 1)[1]
    )
    assert draft.doubts == ()
    assert draft.unused == (("第2行", "另有说明性文字，没有写入"),)


def test_an_attribution_left_in_the_text_of_a_task_is_a_doubt() -> None:
    draft = drafted(PLAN + "（三）决算。要公开规划。责任单位是：县发展改革局牵头成立专班，组织开展检查。\n")
    assert "正文里还有像责任单位的文字：责任单位是：县发展改革局牵头成立专班" in draft.tasks[2].doubts


def test_a_day_of_the_text_that_is_in_no_milestone_is_a_doubt() -> None:
    text = "4月中旬开展植树，6月底前建成，2月1日公布。"
    assert unread_dates(text, "6月底前", (), ()) == ["正文里还有像时限的文字：4月中旬开展"]
