"""Forms in which offices hand tasks out: cards, minutes, lists by half-year, lists with sums."""

from __future__ import annotations

from ledger.draft import draft_plan
from ledger.files.documents.txt import read_text
from ledger.values.source import Cell, Draft, Paragraph, Row, Source, Table


def read(*lines: str) -> Draft:
    blocks = tuple(Paragraph(text=line, place=f"第{n}段", whole=True) for n, line in enumerate(lines, 1))
    return draft_plan(Source("文件.docx", blocks))


def tabled(title: str, *lines: str) -> Draft:
    """A table of lines with | between cells."""
    rows = tuple(Row(tuple(map(Cell, line.split("|"))), f"表格第{n}行") for n, line in enumerate(lines, 1))
    return draft_plan(Source("文件.docx", (Paragraph(text=title, place="第1段", whole=True), Table(rows))))


def test_a_label_with_its_number_begins_a_card() -> None:
    draft = read(
        "甲县2026年督办清单",
        "督办事项1：农贸市场搬迁", "督办内容：完成商户签约。", "牵头单位：县市场监管局", "办结时限：6月15日",
        "督办事项2：不动产登记", "督办内容：化解5个小区办证问题。", "牵头单位：县自然资源局", "办结时限：8月31日",
    )  # fmt: skip
    assert [(t.no, t.name, t.content, t.responsibility, t.deadline) for t in draft.tasks] == [
        (1, "农贸市场搬迁", "完成商户签约。", "牵头单位：县市场监管局", "6月15日"),
        (2, "不动产登记", "化解5个小区办证问题。", "牵头单位：县自然资源局", "8月31日"),
    ]


def test_parts_counted_off_in_paragraphs_of_their_own_are_tasks() -> None:
    draft = read(
        "甲县人民政府2026年专题会议纪要",
        "会议议定：",
        "一是改造游客中心。由县文旅局牵头，5月20日前完成。",
        "二是打通旅游通道。由县交通运输局负责，8月底前完成。",
    )
    assert [(t.name, t.original_no, t.responsibility) for t in draft.tasks] == [
        ("改造游客中心", "一是", "县文旅局牵头"),
        ("打通旅游通道", "二是", "县交通运输局负责"),
    ]


def test_paragraphs_of_one_unit_counted_off_are_text() -> None:
    draft = read(
        "甲县2026年工作要点",
        "1.提升服务。（责任单位：县政务局）",
        "2.抓好宣传。（责任单位：县司法局）",
        "一是制作展板。",
        "二是张贴标语。",
    )
    assert [task.name for task in draft.tasks] == ["提升服务", "抓好宣传"]


def test_the_day_in_a_cell_says_more_than_the_half_year_above_it() -> None:
    draft = tabled(
        "甲县2026年任务分解表",
        "序号|工作任务|牵头单位|上半年|下半年",
        "1|改造老旧小区|县住建局|完成6个|11月底前全部完工",
        "2|建设市场|县商务局|完成招标|9月底前封顶，完成装修",
        "3|整治河道|县水利局|清淤3公里|清淤9公里",
    )
    assert [[(m.what, m.deadline) for m in task.extra] for task in draft.tasks] == [
        [("完成6个", "上半年"), ("11月底前全部完工", "11月底前")],
        [("完成招标", "上半年"), ("9月底前封顶，完成装修", "下半年"), ("封顶", "9月底前")],
        [("清淤3公里", "上半年"), ("清淤9公里", "下半年")],
    ]


def test_a_class_with_its_sums_is_a_heading_and_the_sums_are_told() -> None:
    draft = tabled(
        "甲县2026年项目推进表",
        "序号|项目名称|建设内容|总投资|责任单位|完成时限",
        "一|产业类（2个）||48000||",
        "1|饲料加工|新建厂房|18000|县工信局|6月底前",
        "2|冷链物流|建设冷库|30000|县商务局|9月底前",
    )
    assert [(task.section, task.name) for task in draft.tasks] == [
        (("一、产业类（2个）",), "饲料加工"),
        (("一、产业类（2个）",), "冷链物流"),
    ]
    assert ("表格第2行", "48000") in draft.unused


def test_deadlines_of_the_year_after_the_title_are_that_years() -> None:
    rows = (
        "1|补贴发放|县财政局|2026年3月底前",
        "2|车间闲置|县乡村振兴局|6月底前",
        "3|村务公开|县民政局|2026年4月30日",
    )
    draft = tabled("甲县2025年度巡察整改任务清单", "序号|反馈问题|责任单位|整改时限", *rows)
    assert draft.year == 2026
    assert "标题写的是2025年，各项时限多写明2026年，这里按2026年，请核对" in draft.doubts


def test_one_deadline_of_the_next_year_moves_no_plan() -> None:
    rows = ("1|修路|县交通局|2026年3月底前", "2|造桥|县住建局|6月底前", "3|引水|县水利局|10月底前")
    assert tabled("甲县2025年任务清单", "序号|任务名称|责任单位|完成时限", *rows).year == 2025


def test_a_number_with_a_nought_in_front_is_that_number() -> None:
    draft = tabled("甲县2026年任务清单", "编号|任务名称|责任单位", "01|修路|县交通局", "02|造桥|县住建局")
    assert [(task.no, task.doubts) for task in draft.tasks] == [(1, ()), (2, ())]


def test_who_heads_an_office_is_not_told_to_do_the_task() -> None:
    draft = read(
        "甲县2026年工作方案",
        "1.排查校舍。责任单位：县教育局。",
        "2.整治食堂。责任单位：县市场监管局。",
        "3.成立专班。由县教育局局长任组长。",
    )
    assert draft.tasks[2].responsibility == ""


def test_a_cell_broken_in_a_line_of_tabs_goes_on() -> None:
    text = (
        "甲县2026年任务分工表\n序号\t任务\t工作措施\t责任单位\t完成时限\n"
        "1\t稳岗就业\t开展培训\t县人社局\t6月底\n2\t后续扶持\t建就业车间\t县发改局、城关镇、\n东山镇\t9月底\n"
    )
    draft = draft_plan(read_text("文件.txt", text.encode()))
    assert [(t.name, t.responsibility, t.deadline) for t in draft.tasks] == [
        ("稳岗就业", "县人社局", "6月底"),
        ("后续扶持", "县发改局、城关镇、东山镇", "9月底"),
    ]
