"""Where a paragraph says who and when, and where a bracket is only a bracket."""

from __future__ import annotations

import pytest

from ledger.draft import draft_plan
from ledger.draft.runs import in_words, merged
from ledger.draft.split import read_line, split
from ledger.files.documents.txt import read_text

# the paragraph, then (text, units, deadline) of each stretch
FOUND = [
    ("公开预算。（县财政局）", [("公开预算。", "县财政局", "")]),
    ("公开预算。(县财政局、县审计局、各乡镇)", [("公开预算。", "县财政局、县审计局、各乡镇", "")]),
    ("公开预算。（责任单位：县财政局）。", [("公开预算。", "责任单位：县财政局", "")]),
    ("公开预算（县财政局）", [("公开预算", "县财政局", "")]),
    ("公开预算。（县残联、团县委、县妇联、县总工会）", [("公开预算。", "县残联、团县委、县妇联、县总工会", "")]),
    ("公开预算。（县法院、县检察院、县委编办、县融媒体中心）", [("公开预算。", "县法院、县检察院、县委编办、县融媒体中心", "")]),
    ("公开预算。（县人力资源社会保障局（县民政局）牵头）", [("公开预算。", "县人力资源社会保障局（县民政局）牵头", "")]),
    ("公开预算。（各乡（镇）人民政府、县直各单位）", [("公开预算。", "各乡（镇）人民政府、县直各单位", "")]),
    ("公开预算。（县财政局牵头，各相关部门配合；12月底前）", [("公开预算。", "县财政局牵头，各相关部门配合", "12月底前")]),
    ("公开预算。（县财政局牵头，2023年6月底前完成）", [("公开预算。", "县财政局牵头", "2023年6月底前完成")]),
    ("公开预算。（2023年6月底前完成，县财政局牵头）", [("公开预算。", "县财政局牵头", "2023年6月底前完成")]),
    ("公开预算。（县财政局牵头）（长期坚持）", [("公开预算。", "县财政局牵头", "长期坚持")]),
    ("公开预算。（完成时限：6月底前；责任单位：县财政局）", [("公开预算。", "责任单位：县财政局", "6月底前")]),
    ("公开预算。（责任单位：县财政局，完成时间：2023年6月底前，长期坚持）", [("公开预算。", "责任单位：县财政局", "2023年6月底前，长期坚持")]),
    ("公开预算。【牵头单位：县财政局；配合单位：各乡镇】", [("公开预算。", "牵头单位：县财政局；配合单位：各乡镇", "")]),
    ("公开预算。[县财政局负责]", [("公开预算。", "县财政局负责", "")]),
    ("公开预算。（责任领导：张某；责任单位：县财政局）", [("公开预算。", "责任领导：张某；责任单位：县财政局", "")]),
    ("公开预算。责任单位：县财政局；完成时限：6月底前", [("公开预算。", "责任单位：县财政局", "6月底前")]),
    ("公开预算。牵头单位：县财政局配合单位：各乡镇", [("公开预算。", "牵头单位：县财政局；配合单位：各乡镇", "")]),
    ("公开预算。（县政府各部门按职责分工负责）", [("公开预算。", "县政府各部门按职责分工负责", "")]),
    ("公开预算。（县财政局等有关部门按职责分工负责，持续推进）", [("公开预算。", "县财政局等有关部门按职责分工负责", "持续推进")]),
    ("公开预算。（县财政局牵头，年度目录10月底前补录完成，每年3月底前公布）", [("公开预算。", "县财政局牵头", "年度目录10月底前补录完成，每年3月底前公布")]),
    ("公开预算。县财政局牵头，各乡镇配合", [("公开预算。", "县财政局牵头，各乡镇配合", "")]),
    (
        "公开预算。（县财政局）公开规划。（县自然资源局）",
        [("公开预算。", "县财政局", ""), ("公开规划。", "县自然资源局", "")],
    ),
]  # fmt: skip

ORDINARY = [
    "完善政务服务中心（大厅）功能，方便群众。",
    "做好“双公示”（行政许可和行政处罚）信息公开。",
    "各乡（镇）人民政府要公开预算。",
    "向县政府办公室（政务公开室）报送情况。",
    "落实《通知》（国办发〔2022〕8号）精神。",
    "系统梳理历史规划（计划），并集中公开。",
    "各单位（以下简称责任单位）要公开预算。",
    "牵头单位要发挥主导作用，责任单位要做好配合。",
    "县财政局要牵头做好公开。",
    "县直26个试点领域责任单位要对照标准。",
    "公开责任单位、完成时限等内容。",
    "推动开展共享工作，包括数据共享会议(召开县区领导参加的共享会议，召开主管部门领导参加的共享会议）。",
    "加强村（居）务公开，推动协调联动。",
    "由县财政局牵头，建立工作专班，各部门抽调人员参加，定期会商研究。",
]


@pytest.mark.parametrize(("paragraph", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_found(paragraph: str, expected: list[tuple[str, str, str]]) -> None:
    assert [
        (s.text, s.attribution.units, s.attribution.deadline) if s.attribution else (s.text, "", "")
        for s in split(paragraph)
    ] == expected


@pytest.mark.parametrize("paragraph", ORDINARY)
def test_ordinary(paragraph: str) -> None:
    assert [(s.text, s.attribution) for s in split(paragraph)] == [(paragraph, None)]


@pytest.mark.parametrize(
    ("line", "units", "deadline"),
    [
        ("责任单位：县财政局、各乡镇", "责任单位：县财政局、各乡镇", ""),
        ("责任单位:县财政局", "责任单位:县财政局", ""),
        ("（县财政局牵头）", "县财政局牵头", ""),
        ("完成时限：2023年6月底前。", "", "2023年6月底前"),
        ("●牵头单位：县财政局；完成时限：6月底", "牵头单位：县财政局", "6月底"),
        ("时间节点：全年", "", "全年"),
    ],
)
def test_a_line_of_its_own(line: str, units: str, deadline: str) -> None:
    found = read_line(line)
    assert found is not None
    assert (found.units, found.deadline) == (units, deadline)


@pytest.mark.parametrize(
    "line", ["各乡镇要公开预算。", "（此件公开发布）", "责任单位要做好配合。", "一、重点任务"]
)
def test_no_line_of_that_kind(line: str) -> None:
    assert read_line(line) is None


def test_a_blank_before_a_label_divides() -> None:
    source = read_text(
        "甲县.txt",
        "甲县2024年要点\n1.物流。建站9个。\n牵头：县商务局　配合：县交通局　时限：8月31日\n2.品牌。\n牵头：县农业局　配合：各镇".encode(),
    )
    tasks = draft_plan(source).tasks
    assert [(t.responsibility, t.deadline) for t in tasks] == [
        ("牵头：县商务局；配合：县交通局", "8月31日"),
        ("牵头：县农业局；配合：各镇", ""),
    ]


@pytest.mark.parametrize("number", ["【工作%s】", "任务%s：", "专项行动%s、"])
def test_pieces_of_work_may_be_counted_by_name(number: str) -> None:
    texts = [number.replace("%s", n) + words for n, words in (("一", "供热改造"), ("二", "公路绿化"))]
    text = f"甲县2024年清单\n{texts[0]}\n改造12公里。\n牵头单位：县住建局；完成时限：10月底\n{texts[1]}\n绿化35公里。\n牵头单位：县林业局；完成时限：5月底"
    tasks = draft_plan(read_text("甲县.txt", text.encode())).tasks
    assert [(t.name, t.responsibility, t.deadline) for t in tasks] == [
        ("供热改造", "牵头单位：县住建局", "10月底"),
        ("公路绿化", "牵头单位：县林业局", "5月底"),
    ]


def test_labels_in_boxes_are_used_up() -> None:
    text = "甲县2024年清单\n1.谋划项目\n储备10个。\n【牵头领导】甲某某\n【牵头单位】县发改局\n【完成时限】3月底前\n2.修路\n修通3条。\n【牵头单位】县交通局\n【完成时限】9月底前"
    draft = draft_plan(read_text("甲县.txt", text.encode()))
    assert [(t.deadline, t.doubts) for t in draft.tasks] == [("3月底前", ()), ("9月底前", ())]
    assert (draft.doubts, draft.unused) == ((), ())


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("由县教育局会同县财政局、有关乡镇，9月底前提出盘活方案。", "县教育局会同县财政局、有关乡镇"),
        ("县住建局会同县财政局于7月底前完成资金测算。", "县住建局会同县财政局"),
        ("县城管局会同各乡镇，10月底前完成站点建设。", "县城管局会同各乡镇"),
        ("县自然资源局牵头，会同县林业局，年底前完成整合。", "县自然资源局牵头，会同县林业局"),
        ("县住建局会同县财政局的做法得到推广，效果较好。", ""),
        ("会同县财政局完成资金测算。", ""),
        ("县住建局会同县财政局开展了检查，效果较好。", ""),
    ],
)
def test_who_acts_together_in_running_text(text: str, units: str) -> None:
    assert merged(in_words(text)).units == units
