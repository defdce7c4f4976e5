"""How offices lay out tasks: small texts, and the tasks a person reads in them (worked out by hand)."""

from __future__ import annotations

import pytest

from ledger.files.document_txt import read_text
from ledger.plan.source import Draft
from ledger.problems import LedgerError
from ledger.questions.draft import draft_plan
from ledger.questions.draft.noise import tidy_lines

HEAD = "甲县2023年政务公开工作要点\n\n为做好工作，制定本要点。\n\n"
# 原编号, 任务名称, 任务内容, 责任单位, 时间节点
Row = tuple[str, str, str, str, str]


def drafted(text: str, name: str = "甲县.txt") -> Draft:
    return draft_plan(read_text(name, text.encode()))


def rows(draft: Draft) -> list[Row]:
    return [(t.original_no, t.name, t.content, t.responsibility, t.deadline) for t in draft.tasks]


LAYOUTS: dict[str, tuple[str, list[Row]]] = {
    "牵头配合和时限都在括号里": (
        "一、重点领域\n1.财政公开。按时公开。（县财政局牵头，各乡镇配合，2023年6月底前完成）\n"
        "2.规划公开。公开规划。(县发展改革局、县自然资源局；2023年12月底前)\n",
        [
            ("1.", "财政公开", "按时公开。", "县财政局牵头，各乡镇配合", "2023年6月底前完成"),
            ("2.", "规划公开", "公开规划。", "县发展改革局、县自然资源局", "2023年12月底前"),
        ],
    ),
    "责任单位、时限各占一行": (
        "（一）丰富形式\n采用图表。\n责任单位：县政府办公室\n完成时限：11月底\n"
        "（二）提高质量\n突出重点。\n牵头单位：县司法局\n配合单位：\n各乡镇\n县直各部门\n",
        [
            ("（一）", "丰富形式", "采用图表。", "责任单位：县政府办公室", "11月底"),
            ("（二）", "提高质量", "突出重点。", "牵头单位：县司法局；配合单位：各乡镇、县直各部门", ""),
        ],
    ),
    "责任单位写在正文前面": (
        "（一）做好回应\n责任单位：县委宣传部\n要及时回应。\n要建立台账。\n",
        [("（一）", "做好回应", "要及时回应。\n要建立台账。", "责任单位：县委宣传部", "")],
    ),
    "责任单位跟在标题句后": (
        "1.涉企信息公开（县发展改革局、县工业和信息化局）。公开政策。\n2.教育信息公开（责任单位：县教育局）。公开招生。\n",
        [
            ("1.", "涉企信息公开", "公开政策。", "县发展改革局、县工业和信息化局", ""),
            ("2.", "教育信息公开", "公开招生。", "责任单位：县教育局", ""),
        ],
    ),
    "责任单位写在最前面": (
        "1.【县财政局】预算公开。公开预算。\n2.【县发展改革局牵头】规划公开。公开规划。\n",
        [
            ("1.", "预算公开", "公开预算。", "县财政局", ""),
            ("2.", "规划公开", "公开规划。", "县发展改革局牵头", ""),
        ],
    ),
    "Markdown 的标题、转义、分隔线和图片": (
        "## 一、任务\n\n---\n\n1\\. **预算公开。**公开预算。**（县财政局）**\n\n![](p1.png)\n<!-- 第2页 -->\n\n"
        "2\\. **规划公开。**公开规划。\n\n- 责任单位：县自然资源局\n",
        [
            ("1.", "预算公开", "公开预算。", "县财政局", ""),
            ("2.", "规划公开", "公开规划。", "责任单位：县自然资源局", ""),
        ],
    ),
    "一段里几项任务": (
        "（一）抓好公开。要公开规划。（县发展改革局）要公开预算。（县财政局）\n",
        [
            ("（一）", "抓好公开", "要公开规划。", "县发展改革局", ""),
            ("（一）", "抓好公开", "要公开预算。", "县财政局", ""),
        ],
    ),
    "上一级标题牵头": (
        "一、推进决策公开（牵头单位：县政府办公室）\n（一）公开事项。编制目录。（责任单位：县司法局）\n"
        "（二）公开会议。公开议题。\n",
        [
            ("（一）", "公开事项", "编制目录。", "牵头单位：县政府办公室；责任单位：县司法局", ""),
            ("（二）", "公开会议", "公开议题。", "牵头单位：县政府办公室", ""),
        ],
    ),
    "括号外的句末写法": (
        "1.预算公开。公开预算。县财政局牵头，各乡镇配合。\n2.规划公开。公开规划。责任单位：县自然资源局。完成时限：9月底。\n"
        "3.统计公开。公开数据。【责任单位：县统计局】【完成时限：每月25日前】\n4.环保公开。公开监测。——县生态环境分局\n",
        [
            ("1.", "预算公开", "公开预算。", "县财政局牵头，各乡镇配合", ""),
            ("2.", "规划公开", "公开规划。", "责任单位：县自然资源局", "9月底"),
            ("3.", "统计公开", "公开数据。", "责任单位：县统计局", "每月25日前"),
            ("4.", "环保公开", "公开监测。", "县生态环境分局", ""),
        ],
    ),
    "加粗的责任单位": (
        "(一) 财政公开。公开预算。**(县财政局)**\n(二) 规划公开。公开规划。**县自然资源局牵头**\n",
        [
            ("(一)", "财政公开", "公开预算。", "县财政局", ""),
            ("(二)", "规划公开", "公开规划。", "县自然资源局牵头", ""),
        ],
    ),
    "下级编号没有各自的责任单位": (
        "1.公开信息。要做到：\n（1）公开规划；\n（2）公开预算。\n责任单位：县政府办公室\n",
        [
            (
                "1.", "公开信息", "要做到：\n（1）公开规划；\n（2）公开预算。", "责任单位：县政府办公室", "",
            )
        ],
    ),
    "下级编号各有责任单位": (
        "1.公开信息。\n（1）公开规划。（县发展改革局）\n（2）公开预算。（县财政局）\n",
        [("（1）", "公开规划", "", "县发展改革局", ""), ("（2）", "公开预算", "", "县财政局", "")],
    ),
    "编号粘在文字后面": (
        "一、加强公开（一）公开规划。做好规划。（县发展改革局）（二）公开预算。做好预算。（县财政局）"
        "二、加强解读（一）解读政策。做好解读。（县司法局）\n",
        [
            ("（一）", "公开规划", "做好规划。", "县发展改革局", ""),
            ("（二）", "公开预算", "做好预算。", "县财政局", ""),
            ("（一）", "解读政策", "做好解读。", "县司法局", ""),
        ],
    ),
    "章和条": (
        "第一章 总则\n第一条 为做好工作，制定本方案。\n第二章 任务\n"
        "第二条 规划公开。公开规划。（责任单位：县发展改革局；完成时限：6月底前）\n",
        [("第二条", "规划公开", "公开规划。", "责任单位：县发展改革局", "6月底前")],
    ),
    "指导思想和总体要求不是任务": (
        "一、总体要求\n（一）指导思想\n以新思想为指导。\n（二）工作目标\n明显改善。\n二、任务\n（一）公开规划。做好规划。\n",
        [("（一）", "公开规划", "做好规划。", "", "")],
    ),
    "结尾各段、落款、抄送不是任务": (
        "一、任务\n（一）公开规划。做好规划。（县发展改革局）\n各单位要把本要点落实情况报县政府办公室。\n甲县人民政府办公室\n"
        "2023年5月8日\n（此件公开发布）\n附件：\n1.联系表\n",
        [("（一）", "公开规划", "做好规划。", "县发展改革局", "")],
    ),
    "按行折断的文本": (
        "    一、围绕优化营商环境加强涉企政策的发布解读回应工作\n提升服务质效\n"
        "    （一）做好惠企政策公开。各有关部门要及时发布惠企政策，\n对政策的申请条件、申报材料、办理流程等全部予以公开，并\n"
        "做好解读。政策发布后三日内要在门户网站集中展示，便于查\n询。（县财政局牵头，县税务局配合，2023\n年6月底前完成）\n"
        "                    - 1 -\n"
        "    （二）做好项目信息公开。及时公开重大项目的进展信息，\n密切关注舆情，并定期向社会公布项目推进情况，接受社会各\n界的监督。（县发展改革局）\n",
        [
            (
                "（一）", "做好惠企政策公开",
                "各有关部门要及时发布惠企政策，对政策的申请条件、申报材料、办理流程等全部予以公开，并做好解读。"
                "政策发布后三日内要在门户网站集中展示，便于查询。",
                "县财政局牵头，县税务局配合", "2023年6月底前完成",
            ),
            (
                "（二）", "做好项目信息公开",
                "及时公开重大项目的进展信息，密切关注舆情，并定期向社会公布项目推进情况，接受社会各界的监督。",
                "县发展改革局", "",
            ),
        ],
    ),
    "表格：一行一项，用制表符分开": (
        "序号\t重点任务\t责任单位\t配合单位\t完成时限\n一、决策公开\n1\t公开目录。编制目录。\t县司法局\t各乡镇\t6月底前\n"
        "2\t公开会议。\t县政府办公室\t\t全年\n",
        [
            ("", "公开目录", "编制目录。", "责任单位：县司法局；配合单位：各乡镇", "6月底前"),
            ("", "公开会议", "", "责任单位：县政府办公室", "全年"),
        ],
    ),
    "表格：一行一格": (
        "序号\n工作任务\n工作要求\n责任单位\n完成时限\n1\n政策公开\n及时公开。\n县政府办公室\n全年\n"
        "2\n政策解读\n做好解读。\n解读要及时。\n县司法局、各乡镇\n11月底前\n",
        [
            ("", "政策公开", "及时公开。", "县政府办公室", "全年"),
            ("", "政策解读", "做好解读。\n解读要及时。", "县司法局、各乡镇", "11月底前"),
        ],
    ),
    "表格：网页上抄下来，序号没有列名": (
        "工作任务\n|\n具体要求\n|\n责任科室\n|\n时限要求\n|\n清理文件\n|\n1\n|\n公布目录。\n|\n办公室\n|\n年底前\n|\n"
        "做好基础\n|\n2\n|\n规范专栏。\n|\n各科室\n|\n持续推进\n|\n3\n|\n做好年报。\n|\n办公室\n|\n1月31日前\n|\n",
        [
            ("", "清理文件", "公布目录。", "办公室", "年底前"),
            ("", "做好基础", "规范专栏。", "各科室", "持续推进"),
            ("", "做好基础", "做好年报。", "办公室", "1月31日前"),
        ],
    ),
    "表格：Markdown，列的次序不同": (
        "| 序号 | 完成时限 | 牵头单位 | 责任单位 | 工作任务 | 工作措施 |\n|---|---|---|---|---|---|\n"
        "| 1 | 6月底前 | 县司法局 | 各乡镇 | 公开目录 | 编制决策事项目录。 |\n| 2 | 全年 | 县政府办公室 | — | 公开会议 | 邀请代表列席会议。 |\n",
        [
            ("", "公开目录", "编制决策事项目录。", "牵头单位：县司法局；责任单位：各乡镇", "6月底前"),
            ("", "公开会议", "邀请代表列席会议。", "牵头单位：县政府办公室", "全年"),
        ],
    ),
    "表格：HTML，合并的单元格": (
        "<table><tr><td>序号</td><td>任务</td><td>措施</td><td>责任单位</td></tr>"
        "<tr><td rowspan=2>1</td><td rowspan=2>公开目录</td><td>编制目录。</td><td rowspan=2>县司法局</td></tr>"
        "<tr><td>公布目录。</td></tr><tr><td>2</td><td>公开会议</td><td>公开会议议题。</td><td>县政府办公室</td></tr></table>\n",
        [
            ("", "公开目录", "编制目录。\n公布目录。", "县司法局", ""),
            ("", "公开会议", "公开会议议题。", "县政府办公室", ""),
        ],
    ),
    "表格：合并的列名下有几列": (
        "<table><tr><td>工作任务</td><td colspan=3>具体要求</td><td>责任单位</td><td>时限要求</td></tr>"
        "<tr><td rowspan=2>一、做好发布</td><td rowspan=2>（一）市场主体</td><td>1</td><td>公开政策文件。</td><td>县司法局</td><td>全年</td></tr>"
        "<tr><td>2</td><td>公开帮扶措施。</td><td>县工信局</td><td>9月底前</td></tr></table>\n",
        [
            ("（一）", "市场主体", "公开政策文件。", "县司法局", "全年"),
            ("（一）", "市场主体", "公开帮扶措施。", "县工信局", "9月底前"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name: str) -> None:
    text, expected = LAYOUTS[name]
    assert rows(drafted(HEAD + text)) == expected


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("县财政局\n县审计局", "县财政局、县审计局"),
        ("县财政局牵头\n各乡镇配合", "县财政局牵头，各乡镇配合"),
        ("牵头单位：县财政局\n配合单位：各乡镇", "牵头单位：县财政局；配合单位：各乡镇"),
        ("县直各有关\n部门", "县直各有关部门"),
        ("各乡\n镇、县直各部门", "各乡镇、县直各部门"),
        ("县司法局牵头，各乡镇落\n、\n实\n，", "县司法局牵头，各乡镇落实"),
    ],
)
def test_lines_in_a_cell_of_units(cell: str, words: str) -> None:
    assert tidy_lines(cell, units=True)[0] == words


def test_a_heading_gives_the_section_with_its_number() -> None:
    draft = drafted(HEAD + "一、公开\n（一）财政\n1.预算。公开预算。\n2.决算。公开决算。\n")
    assert [task.section for task in draft.tasks] == [("一、公开", "（一）财政")] * 2


def test_rules_for_the_whole_document() -> None:
    draft = drafted(
        HEAD
        + "1.规划。公开规划。（县发展改革局负责。以下各项均需各乡镇落实，不再列出）\n2.预算。公开预算。（县财政局）\n"
        "各项任务列第一位的单位为牵头单位。\n"
    )
    assert (draft.first_leads, draft.shared) == (True, "各乡镇")
    assert [task.responsibility for task in draft.tasks] == ["县发展改革局负责", "县财政局"]
    assert any("适用于全文" in doubt for doubt in draft.doubts)


def test_a_date_in_the_text_becomes_an_extra_milestone_unless_the_column_says_it() -> None:
    draft = drafted(
        HEAD
        + "1.规划。6月底前公布规划，9月底前公布年报。（责任单位：县发展改革局；完成时限：2023年6月底前）\n"
    )
    assert [(extra.what, extra.deadline) for extra in draft.tasks[0].extra] == [("公布年报", "9月底前")]


def test_how_fast_a_service_is_to_be_is_no_milestone() -> None:
    draft = drafted(
        HEAD + "1.企业开办。开办时间压缩至3个工作日内，收到材料后5个工作日内办结。（县市场监管局）\n"
    )
    assert [extra.deadline for extra in draft.tasks[0].extra] == ["收到材料后5个工作日内"]


def test_reporting_is_read_from_the_closing_paragraph() -> None:
    draft = drafted(
        HEAD
        + "1.规划。公开规划。（县发展改革局）\n各乡镇、各部门要于每季度末前以书面形式将工作进展报县政府办公室，逾期未报视为未开展。\n"
    )
    (duty,) = draft.reporting
    assert (duty.units, duty.deadline, duty.what) == ("各乡镇、各部门", "每季度末前", "工作进展")
    assert (duty.to, duty.method, duty.if_missed) == ("县政府办公室", "以书面形式", "未开展")


def test_a_notice_with_its_own_numbers_does_not_hide_the_plan_attached_to_it() -> None:
    draft = drafted(
        "乙区人民政府办公室关于印发乙区2023年政务公开工作要点的通知\n乙政办〔2023〕5号\n各街道：\n现印发给你们。\n"
        "一、高度重视。要重视。\n二、按时报送。要报送。\n乙区人民政府办公室\n二〇二三年五月八日\n附件\n乙区2023年政务公开工作要点\n"
        "一、公开\n（一）规划。公开规划。〔责任单位：区发展改革局〕\n（二）预算。公开预算。〔责任单位：区财政局〕\n"
    )
    assert [task.name for task in draft.tasks] == ["规划", "预算"]
    assert (draft.title, draft.region, draft.year) == ("乙区2023年政务公开工作要点", "乙区", 2023)
    assert (draft.number, draft.issuer, str(draft.issued)) == (
        "乙政办〔2023〕5号",
        "乙区人民政府办公室",
        "2023-05-08",
    )


def test_doubts_are_said_in_the_open() -> None:
    draft = drafted(
        HEAD
        + "1.规划。公开规划。（责任单位：县发展改革局；完成时限：按上级要求）\n2.预算。公开预算。（责任单位：县财政局；完成时限：6月底前）\n"
        "3.决算。公开决算。\n"
    )
    assert "时限“按上级要求”没有读懂" in draft.tasks[0].doubts
    assert draft.tasks[2].doubts == ("原文没有写责任单位", "原文没有写完成时限")
    assert draft.doubt_count >= 3


def test_what_looks_like_an_attribution_and_was_not_taken_is_said() -> None:
    draft = drafted(HEAD + "1.规划。公开规划。（含各类专项）\n2.预算。由（县财政局牵头的）专班公开预算。\n")
    assert draft.tasks[0].doubts == ("正文里还有像责任单位的文字：（含各类专项）",)
    assert draft.tasks[1].doubts == ("正文里还有像责任单位的文字：（县财政局牵头的）",)


def test_text_of_no_task_is_kept_apart() -> None:
    draft = drafted(HEAD + "一、公开\n做好公开是大事。\n（一）规划。公开规划。\n")
    assert draft.unused == (("第6行", "做好公开是大事。"),)


def test_a_section_that_is_no_task_is_named() -> None:
    draft = drafted(HEAD + "一、指导思想\n以新思想为指导。\n二、任务\n（一）规划。公开规划。\n")
    assert [task.name for task in draft.tasks] == ["规划"]
    assert draft.unused == (("第5行", "“一、指导思想”一节"),)


def test_an_excerpt_without_region_is_drafted_with_a_doubt() -> None:
    draft = draft_plan(read_text("a.txt", "2023年工作要点\n1.规划。公开规划。\n".encode()))
    assert draft.region == ""
    assert "没有读到地区，可加 --region 说明" in draft.doubts


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("工作要点\n1.规划。公开规划。\n", "a.txt 全文没有写明年度。请加 --year，例如 --year 2023。"),
        (
            "2023年工作要点\n没有编号。\n",
            "a.txt 里没有找到任务：既没有编了号的条目，也没有带“责任单位”“时间节点”等列的表格。",
        ),
    ],
)
def test_what_cannot_be_drafted_says_so(text: str, sentence: str) -> None:
    with pytest.raises(LedgerError) as error:
        draft_plan(read_text("a.txt", text.encode()))
    assert error.value.message == sentence


def test_the_user_says_what_the_document_leaves_out() -> None:
    draft = draft_plan(
        read_text("a.txt", "工作要点\n1.规划。公开规划。\n".encode()), year=2023, region="甲县"
    )
    assert (draft.year, draft.region) == (2023, "甲县")
