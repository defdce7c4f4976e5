"""Who, when and what told in one sentence, and sentences that count off several pieces of work."""

from __future__ import annotations

import pytest

from ledger.draft import draft_plan
from ledger.values.source import Draft, Paragraph, Source

TITLE = "甲县2024年重点工作安排"


def read(text: str) -> Draft:
    lines = [TITLE, *text.split("\n")]
    blocks = tuple(Paragraph(text=line, place=f"第{n}段", whole=True) for n, line in enumerate(lines, 1))
    return draft_plan(Source("文件.docx", blocks))


def rows(text: str) -> list[tuple[str, str, str]]:
    return [(task.name, task.responsibility, task.deadline) for task in read(text).tasks]


@pytest.mark.parametrize(
    ("first", "second"),
    [("（一）", "（二）"), ("1.", "2."), ("（1）", "（2）"), ("①", "②"), ("一是", "二是")],
)
def test_a_paragraph_that_counts_off_work_of_several_units_holds_that_many_tasks(
    first: str, second: str
) -> None:
    draft = read(
        f"会议议定：{first}储备化肥3000吨，由县供销社负责，3月底前到位；{second}开展农资打假，由县农业农村局牵头，县市场监管局配合，4月底前完成。"
    )
    assert [(t.name, t.responsibility, t.deadline) for t in draft.tasks] == [
        ("储备化肥3000吨", "县供销社负责", "3月底前到位"),
        ("开展农资打假", "县农业农村局牵头，县市场监管局配合", "4月底前完成"),
    ]
    assert not any(task.doubts for task in draft.tasks)


def test_parts_below_a_number_stand_under_its_heading() -> None:
    draft = read(
        "（一）抓好春耕。一是备足农资，由县供销社负责，3月底前到位。二是打假，由县农业农村局牵头，4月15日前完成。\n"
        "（二）抓好宣传。一是制作展板，二是张贴标语。（责任单位：县司法局；完成时限：5月底前）"
    )
    assert [(t.section, t.name) for t in draft.tasks] == [
        (("（一）抓好春耕",), "备足农资"),
        (("（一）抓好春耕",), "打假"),
        ((), "抓好宣传"),  # one unit for all: text
    ]


def test_a_part_that_names_nobody_among_parts_that_do_says_so() -> None:
    draft = read(
        "会议议定：（一）修路，由县交通局负责。（二）整修水渠，4月底前完成。（三）造桥，由县住建局牵头。"
    )
    assert [(t.name, t.responsibility, t.deadline) for t in draft.tasks] == [
        ("修路", "县交通局负责", ""),
        ("整修水渠", "", "4月底前完成"),
        ("造桥", "县住建局牵头", ""),
    ]
    assert draft.tasks[1].doubts == ("原文没有写责任单位",)


@pytest.mark.parametrize(
    ("sentence", "name", "deadline"),
    [
        ("4月，全民健身健步走，由县文旅局负责。", "全民健身健步走", "4月"),
        ("2024年4月，春季植树现场会，由县文旅局负责。", "春季植树现场会", "2024年4月"),
        ("10月1日前，广场舞大赛，由县文旅局负责。", "广场舞大赛", "10月1日前"),
        ("7月至8月，篮球联赛，由县文旅局负责。", "篮球联赛", "7月至8月"),
        ("广场舞大赛，由县文旅局负责，10月1日前完成。", "广场舞大赛", "10月1日前完成"),
        ("2024年10月底前，低压用电“零投资”。（县文旅局）", "低压用电“零投资”", "2024年10月底前"),
        ("第二季度，举办书展。参展200家。（县文旅局）", "举办书展", "第二季度"),
    ],
)
def test_a_day_that_begins_or_ends_the_sentence_is_its_deadline(
    sentence: str, name: str, deadline: str
) -> None:
    found = rows(f"（一）{sentence}\n（二）办好图书节。（县图书馆）")
    assert (found[0][0], found[0][2]) == (name, deadline)
    assert "县文旅局" in found[0][1]


def test_a_day_beside_a_deadline_of_its_own_stays_where_it_stands() -> None:
    task = read(
        "（一）4月底前，完成招标。（责任单位：县住建局；完成时限：10月底前）\n（二）修路。（县交通局）"
    ).tasks[0]
    assert (task.name, task.deadline) == ("4月底前，完成招标", "10月底前")
    assert [m.deadline for m in task.extra] == ["4月底前"]


def test_another_unit_that_does_something_beside_them_is_told() -> None:
    draft = read(
        "1.集中栽植。由各乡镇组织实施，县林业局派员指导。\n2.检查验收。由县林业局牵头，县财政局参加。\n3.扩建苗圃。由县林业局负责，建设温室两座。"
    )
    assert [t.doubts for t in draft.tasks] == [("正文里还有像责任单位的文字：县林业局派员指导",), (), ()]


def test_names_before_a_colon_do_what_follows() -> None:
    draft = read(
        "1.县卫健局：组织医院周边整治，5月底前完成。\n2.县城管局、县公安局：清理占道经营。拆除棚亭。\n3.新建医院：病房200间。"
    )
    assert [(t.name, t.content, t.responsibility, t.deadline) for t in draft.tasks] == [
        ("组织医院周边整治", "", "县卫健局", "5月底前完成"),
        ("清理占道经营", "拆除棚亭。", "县城管局、县公安局", ""),
        ("新建医院", "病房200间。", "", ""),
    ]
    assert [("责任单位取自冒号前的名称" in t.doubts) for t in draft.tasks] == [True, True, False]


def test_a_unit_of_any_ending_is_found_in_the_sentence() -> None:
    assert rows("（一）办好书展，由县图书馆负责。\n（二）办好画展，由县供销社负责。") == [
        ("办好书展", "县图书馆负责", ""),
        ("办好画展", "县供销社负责", ""),
    ]


@pytest.mark.parametrize(
    ("text", "extra"),
    [
        ("一般登记3个工作日内办结，设立专窗2个。", []),
        ("申请自受理之日起5个工作日内审批。", ["自受理之日起5个工作日内"]),
        ("会后5个工作日内办结交办事项。", ["会后5个工作日内"]),
        ("文件印发后10个工作日内办理完毕。", ["文件印发后10个工作日内"]),
        ("6月底前办结积案。", ["6月底前"]),
    ],
)
def test_how_long_one_case_takes_is_no_deadline(text: str, extra: list[str]) -> None:
    task = read(f"（一）优化服务。{text}（县政务局）\n（二）修路。（县交通局）").tasks[0]
    assert [m.deadline for m in task.extra] == extra


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("春节后、五一前各组织一次。", ["正文里还有像时限的文字：春节后"]),
        ("国庆假期后验收。", ["正文里还有像时限的文字：国庆假期后"]),
        ("做好春节、国庆期间服务。", []),
    ],
)
def test_a_time_after_a_festival_is_told(text: str, told: list[str]) -> None:
    task = read(f"（一）开展恳谈。{text}（县营商局）\n（二）修路。（县交通局）").tasks[0]
    assert [doubt for doubt in task.doubts if "像时限" in doubt] == told


def test_a_matter_keeps_the_mark_that_closes_it() -> None:
    task = read(
        "（一）降低成本。2024年10月底前，低压用电“零投资”。（县供电公司）\n（二）修路。（县交通局）"
    ).tasks[0]
    assert [(m.what, m.deadline) for m in task.extra] == [("低压用电“零投资”", "2024年10月底前")]


def test_a_form_that_the_siblings_share_needs_no_word_that_leads_in() -> None:
    draft = read(
        "1.整治占道经营，规范早夜市摊点，县城管局牵头，县市场监管局配合，5月底前完成。\n"
        "2.改造公厕12座，县住建局负责，9月底前完成。\n3.栽植乔木2万株，县林业局负责，4月底前完成。"
    )
    assert [(t.name, t.responsibility, t.deadline, t.doubts) for t in draft.tasks] == [
        ("整治占道经营，规范早夜市摊点", "县城管局牵头，县市场监管局配合", "5月底前完成", ()),
        ("改造公厕12座", "县住建局负责", "9月底前完成", ()),
        ("栽植乔木2万株", "县林业局负责", "4月底前完成", ()),
    ]


def test_who_may_begin_the_sentence() -> None:
    draft = read(
        "（一）由县水利局牵头，各乡镇配合，清淤沟渠200公里。\n（二）由县供销社负责储备化肥8000吨。\n"
        "（三）规范停车。县公安局负责，施划泊位；县城管局配合做好管理。\n"
        "（四）举办运动会。县体育局承办，县融媒体中心协办宣传活动。"
    )
    assert [(t.name, t.responsibility) for t in draft.tasks] == [
        ("清淤沟渠200公里", "县水利局牵头，各乡镇配合"),
        ("储备化肥8000吨", "县供销社负责"),
        ("规范停车", "县公安局负责；县城管局配合"),
        ("举办运动会", "县体育局承办，县融媒体中心协办"),
    ]
    assert not draft.unused, "who and what in one breath are both written"


def test_an_item_that_says_it_otherwise_than_its_siblings_tells_how_they_do() -> None:
    draft = read(
        "1.修路。修通3条。（县交通局）\n2.造桥。由县住建局牵头，加固2座。\n3.植树。补植补造。（县林业局）"
    )
    assert draft.tasks[1].responsibility == "县住建局牵头"
    assert draft.tasks[1].doubts == ("责任单位取自正文里的“县住建局牵头”，其余 2 项另行写明，请核对",)


def test_how_things_are_is_no_order() -> None:
    """县城管局负责 … in one item of several that name nobody."""
    draft = read("1.保洁。县城管局负责清扫主街，其余由住户打扫。\n2.植树。补植补造。\n3.修路。修通3条。")
    assert draft.tasks[0].responsibility == ""


def test_paragraphs_of_a_kind_that_stands_below_no_sibling_close_the_plan() -> None:
    draft = read(
        "一、修路。由县交通局负责，6月底前完成。\n二、造桥。由县住建局负责，9月底前完成。\n三、停车收费。自5月1日起执行。\n"
        "会议要求，各单位要加强协调，每周五向县政府办公室报告进展。\n出席：甲某某（县政府）、乙某某（县水利局）"
    )
    assert draft.tasks[2].content == "自5月1日起执行。"
    assert draft.tasks[2].responsibility == ""
    assert [(d.units, d.to) for d in draft.reporting] == [("各单位", "县政府办公室")]
    assert [words for _, words in draft.unused][-1] == "出席：甲某某（县政府）、乙某某（县水利局）"


def test_labels_of_the_page_close_the_last_card() -> None:
    draft = read(
        "1.修路\n建设内容：3条\n责任单位：县交通局\n2.造桥\n建设内容：2座\n责任单位：县住建局\n3.植树\n责任单位：县林业局\n"
        "监督电话：0350-1234567\n主办单位：甲县人民政府办公室"
    )
    assert [t.responsibility for t in draft.tasks] == [
        "责任单位：县交通局",
        "责任单位：县住建局",
        "责任单位：县林业局",
    ]


def test_a_first_chapter_of_aims_is_no_task() -> None:
    draft = read("一、发展目标\n全年增收两成。\n二、任务\n1.修路。（县交通局）\n2.造桥。（县住建局）")
    assert [t.name for t in draft.tasks] == ["修路", "造桥"]
    assert draft.doubts == ("“一、发展目标”一章没有写责任单位，没有作为任务，列在文末",)


def test_a_chapter_that_is_never_a_task_is_not_asked_about() -> None:
    draft = read("一、指导思想\n以新思想为指导。\n二、任务\n1.修路。（县交通局）\n2.造桥。（县住建局）")
    assert draft.doubts == ()


def test_months_as_headings_are_the_deadlines_of_what_stands_below() -> None:
    draft = read(
        "一、3月份\n1.植树。责任单位：县林业局\n2.开会。责任单位：县教育局\n二、4月份重点工作\n"
        "3.办梨花节。责任单位：县文旅局\n4.防疫。责任单位：县农业农村局；完成时限：4月10日"
    )
    assert [t.deadline for t in draft.tasks] == ["3月份", "3月份", "4月份", "4月10日"]
    assert [t.doubts for t in draft.tasks] == [(), (), ("时限取自上一级标题",), ()]
    assert (
        read("一、3月份\n1.植树。责任单位：县林业局\n二、其他\n2.开会。责任单位：县教育局").tasks[0].deadline
        == ""
    )


def test_text_that_stands_below_the_last_item_alone_is_asked_about() -> None:
    draft = read("1.修路。（县交通局）\n2.造桥。（县住建局）\n3.植树。（县林业局）\n补植补造2万株。")
    assert draft.tasks[2].content == ""
    assert draft.doubts == ("“3.植树”后面的段落，别的各项都没有，没有并入这一项",)
    assert ("第5段", "补植补造2万株。") in draft.unused


def test_lines_that_are_nothing_but_who_and_by_when_are_of_the_task_above() -> None:
    draft = read(
        f"{TITLE}\n1.改造供水管网12公里，漏损率控制在9%以内。\n县住建局、县水务公司\n6月底前\n2.建设传染病楼。\n县卫健局\n10月底前\n"
        "3.改建农村公路45公里。\n县交通运输局、各乡镇\n11月底前"
    )
    assert [(t.name, t.content, t.responsibility, t.deadline) for t in draft.tasks] == [
        ("改造供水管网12公里，漏损率控制在9%以内", "", "县住建局、县水务公司", "6月底前"),
        ("建设传染病楼", "", "县卫健局", "10月底前"),
        ("改建农村公路45公里", "", "县交通运输局、各乡镇", "11月底前"),
    ]
    assert draft.doubts == ()


LED = (
    "县应急局、县公安局做好春运安全保障，3月15日前完成隐患排查。", "县消防救援大队要于6月底前完成检查全覆盖。",
    "各乡镇负责农村自建房排查。", "县财政局保障专项经费，4月底前拨付到位。",
)  # fmt: skip
WHO = ["县应急局、县公安局", "县消防救援大队", "各乡镇负责", "县财政局"]


@pytest.mark.parametrize("numbered", [True, False])
def test_units_that_are_the_subject_of_each_sentence_do_what_it_says(numbered: bool) -> None:
    lines = [f"{n}.{line}" if numbered else line for n, line in enumerate(LED, 1)]
    draft = read("\n".join((TITLE, "一、压实责任", *lines[:3], "二、强化保障", *lines[3:])))
    assert [t.responsibility for t in draft.tasks] == WHO
    assert [t.section for t in draft.tasks] == [("一、压实责任",)] * 3 + [("二、强化保障",)]
    assert [t.name for t in draft.tasks][::3] == [
        "做好春运安全保障，3月15日前完成隐患排查",
        "保障专项经费，4月底前拨付到位",
    ]
    assert (draft.doubts, draft.unused) == ((), ())


def test_subjects_in_a_text_that_names_its_units_otherwise_are_text() -> None:
    draft = read(
        f"{TITLE}\n一、重点任务\n1.公开预算。（县财政局）\n2.公开规划。（县发改局）\n3.公开统计。（县统计局）\n二、工作要求\n"
        "（一）各牵头部门要切实负起责任。\n（二）各乡镇要强化落实。"
    )
    assert [t.responsibility for t in draft.tasks] == ["县财政局", "县发改局", "县统计局"]


@pytest.mark.parametrize(("one", "two"), [("（一）", "（二）"), ("（1）", "（2）"), ("①", "②")])
def test_attachments_below_parts_of_a_line_are_none_of_them(one: str, two: str) -> None:
    draft = read(
        f"会议议定：{one}修路，由县交通局负责。{two}造桥，由县住建局牵头。\n附件：1.责任分工表\n2.联系人名单"
    )
    assert [(t.name, t.responsibility) for t in draft.tasks] == [
        ("修路", "县交通局负责"),
        ("造桥", "县住建局牵头"),
    ]
