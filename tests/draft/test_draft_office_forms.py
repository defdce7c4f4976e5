"""Forms in which offices hand tasks out: cards, minutes, lists by half-year, lists with sums."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.draft import draft_plan
from ledger.files.documents.txt import read_text
from ledger.values.source import Cell, Draft, Paragraph, Row, Source, Table
from ledger.words.responsibility.reader import read_responsibility


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


def test_what_stands_between_cards_is_a_heading_or_goes_on_with_who_and_when() -> None:
    who, when = "责任单位：县交通局", "完成时限：6月底前"
    draft = read(
        "甲县2026年督办清单", "一、基础设施", "督办事项1：修路", who, when, "二、民生实事", "（一）出行",
        "督办事项2：造桥", who, when, "9月底前验收", "督办事项3：架线", when, who, "县水利局", "督办事项4：清淤", who, when,
    )  # fmt: skip
    assert [(task.section, task.responsibility, task.deadline) for task in draft.tasks] == [
        (("一、基础设施",), "县交通局", "6月底前"),
        (("二、民生实事", "（一）出行"), "县交通局", "6月底前；9月底前验收"),
        (("二、民生实事", "（一）出行"), "县交通局、县水利局", "6月底前"),
        (("二、民生实事", "（一）出行"), "县交通局", "6月底前"),
    ]


def test_what_stands_below_a_count_begins_a_card_whatever_its_label() -> None:
    draft = read(
        "甲县2026年积案清单", "县总召集人：甲某某",
        "案件1", "基本情况：某小区办证难", "化解措施：补办手续", "责任单位：县自然资源局", "化解时限：5月31日前",
        "案件2", "基本情况：某村补偿纠纷", "化解措施：核实面积", "责任单位：西河镇", "化解时限：4月30日前",
    )  # fmt: skip
    assert [(t.name, t.content, t.responsibility, t.deadline) for t in draft.tasks] == [
        ("某小区办证难", "补办手续", "县自然资源局", "5月31日前"),
        ("某村补偿纠纷", "核实面积", "西河镇", "4月30日前"),
    ]
    assert draft.doubts == ("表头的名称没有读懂，按各栏的内容，“基本情况”作任务名称",)


def test_days_as_headings_are_headings_also_over_two_rows() -> None:
    draft = tabled("甲县2026年工业计划", "工作任务|推进措施|责任单位|5月底前|8月底前", "培育企业|建立后备库|县工信局、县统计局|入库5家|入库8家", "建设标准厂房|倒排工期|县开投公司|完成基础|完成主体")  # fmt: skip
    assert [(t.name, t.content, t.responsibility) for t in draft.tasks] == [("培育企业", "建立后备库", "县工信局、县统计局"), ("建设标准厂房", "倒排工期", "县开投公司")]  # fmt: skip
    assert [(m.what, m.deadline) for m in draft.tasks[1].extra] == [
        ("完成基础", "5月底前"),
        ("完成主体", "8月底前"),
    ]


def test_people_with_their_units_in_brackets_say_who_where_the_heading_asks() -> None:
    draft = tabled("甲县2026年隐患清单", "序号|隐患描述|整改办法|整改责任人（单位）|整改期限", "1|线路老化|更换线路|甲某某（县市场监管局）|4月15日", "2|护栏缺失|加装护栏|乙某某（县交通局）|3月31日")  # fmt: skip
    assert [(t.name, t.content, t.responsibility) for t in draft.tasks] == [
        ("线路老化", "更换线路", "甲某某（县市场监管局）"),
        ("护栏缺失", "加装护栏", "乙某某（县交通局）"),
    ]
    assert all(t.doubts for t in draft.tasks)


def test_a_boxed_note_below_the_last_task_is_none_of_it() -> None:
    lines = [f"{n}.修桥{n}座。【责任单位：县交通局；时间：6月底前】" for n in (1, 2, 3)]
    draft = read("甲县2026年任务", *lines, "【注】每月3日前各责任单位向县发改局报送上月进展。")
    assert draft.tasks[-1].content == ""
    assert [(d.units, d.to, d.deadline) for d in draft.reporting] == [("各责任单位", "县发改局", "每月3日前")]
    assert draft.doubt_count == 0


def test_problems_counted_in_words_begin_their_cards() -> None:
    draft = read(
        "甲县2026年整改方案",
        "问题一：管网覆盖不足。", "整改措施：1.新建管网18公里。2.修复管网5公里。", "责任单位：县住建局", "整改时限：11月底",
        "问题二：矿山修复滞后。", "整改措施：1.编制方案。2.覆土复绿。", "责任单位：县自然资源局", "整改时限：9月底",
    )  # fmt: skip
    assert [(t.name, t.content, t.responsibility, t.deadline) for t in draft.tasks] == [
        ("管网覆盖不足", "1.新建管网18公里。2.修复管网5公里。", "县住建局", "11月底"),
        ("矿山修复滞后", "1.编制方案。2.覆土复绿。", "县自然资源局", "9月底"),
    ]
    assert draft.doubt_count == 0


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


@pytest.mark.parametrize("codes", [("GY-01", "NY-02"), ("2026001", "2026007"), ("A1", "B1")])
@pytest.mark.parametrize("heading", ["项目代码", "编号", "青字"])
def test_codes_never_name_a_task(heading: str, codes: tuple[str, str]) -> None:
    draft = tabled(
        "甲县2026年任务分解表",
        f"{heading}|攻坚事项|责任单位|完成时限",
        f"{codes[0]}|产业园二期|县工信局|6月底前",
        f"{codes[1]}|冷链中心|县商务局|8月底前",
    )
    assert [task.name for task in draft.tasks] == ["产业园二期", "冷链中心"]
    assert [task.original_no or dict(task.other)[heading] for task in draft.tasks] == [*codes]
    assert draft.unused == ()


def test_the_counting_column_is_the_number_whatever_stands_before_it() -> None:
    draft = tabled(
        "甲县2026年任务分解表",
        "项目编码|序号|项目|责任单位",
        "NY-07|1|产业园二期|县工信局",
        "GY-02|2|冷链中心|县商务局",
    )
    assert [(task.no, task.original_no) for task in draft.tasks] == [(1, "NY-07"), (2, "GY-02")]


@pytest.mark.parametrize("number", ["", "1", "任务一"])
def test_labels_on_lines_of_their_own_make_records(number: str) -> None:
    counts = {"1": ("1", "2"), "任务一": ("任务一", "任务二")}.get(number, ("", ""))
    one = ("具体任务", "修敬老院。", "责任单位", "县民政局", "完成时限", "6月底前")
    two = (
        "具体任务",
        "修路。",
        "责任单位：",
        "县交通局",
        "配合单位",
        "各乡镇",
        "县财政局",
        "完成时限",
        "8月底前",
    )
    lines = [line for line in (counts[0], *one, counts[1], *two) if line]
    draft = read("甲县2026年重点任务", *lines, "甲县人民政府办公室")
    assert [(t.name, t.responsibility, t.deadline) for t in draft.tasks] == [
        ("修敬老院", "责任单位：县民政局", "6月底前"),
        ("修路", "责任单位：县交通局；配合单位：各乡镇、县财政局", "8月底前"),
    ]
    assert [words for _, words in draft.unused] == ["甲县人民政府办公室"]


@pytest.mark.parametrize("blank", [" ", "　", "；"])
@pytest.mark.parametrize("label", ["项目责任人", "分管负责人", "具体负责人"])
def test_a_label_goes_back_to_the_stop_before_it(label: str, blank: str) -> None:
    draft = read(
        "甲县2026年民生实事",
        f"1.新辟公交线路4条。责任单位：县交通运输局{blank}{label}：乙某某{blank}配合单位：县公安局{blank}完成时间：10月底前",
        f"2.建网点30个。责任单位：县城投公司{blank}{label}：丙某某{blank}完成时间：8月底前",
    )
    assert [(t.deadline, t.doubts) for t in draft.tasks] == [("10月底前", ()), ("8月底前", ())]
    read_again = [read_responsibility(t.responsibility) for t in draft.tasks]
    assert [(r.responsible, r.support, r.people) for r in read_again] == [
        (("县交通运输局",), ("县公安局",), ("乙某某",)),
        (("县城投公司",), (), ("丙某某",)),
    ]


@pytest.mark.parametrize(
    ("words", "name", "units"),
    [
        ("开展供水提质，由县水利局牵头，各乡镇人民政府参加", "开展供水提质", "县水利局牵头，各乡镇人民政府参加"),
        ("开展供水提质，由县水利局牵头，县卫健局参与", "开展供水提质", "县水利局牵头，县卫健局参与"),
        ("新建厕所6座，由县文旅局、各乡镇负责建设管护", "新建厕所6座，由县文旅局、各乡镇负责建设管护", "县文旅局、各乡镇负责"),
        ("修路3公里，由县交通运输局负责实施", "修路3公里，由县交通运输局负责实施", "县交通运输局负责"),
    ],
)  # fmt: skip
def test_who_stands_in_the_last_clauses_of_a_heading(words: str, name: str, units: str) -> None:
    draft = read(
        "甲县2026年民生实事", "1.建网点30个。（责任单位：县城投公司）", f"2.{words}。（时限：6月底前）"
    )
    assert [(t.name, t.responsibility, t.doubts) for t in draft.tasks[1:]] == [(name, units, ())]


def test_by_whom_below_a_heading_that_leads_is_added_to_it() -> None:
    draft = read(
        "甲县2026年民生实事", "一、完善设施（牵头单位：县交通运输局）",
        "1.改造公路12公里。（配合单位：县文旅局）", "2.新建厕所6座，由各乡镇负责建设管护。", "3.宣传政策。县司法局配合做好工作。",
    )  # fmt: skip
    assert [t.responsibility for t in draft.tasks] == [
        "牵头单位：县交通运输局；配合单位：县文旅局",
        "牵头单位：县交通运输局；各乡镇负责",
        "牵头单位：县交通运输局",
    ]


LIST = ("序号|任务|牵头单位|完成时限", "1|推行一表制|县市场监管局|6月底前", "2|清理账款|县工信局|9月底前")
OTHER = ("编号|短板表现|整治办法|承办部门", "1|窗口排队|增设窗口|县自然资源局", "2|备案慢|下放权限|县医保局")


def table_of(lines: tuple[str, ...]) -> Table:
    return Table(
        tuple(Row(tuple(map(Cell, line.split("|"))), f"表格第{n}行") for n, line in enumerate(lines, 1))
    )


@pytest.mark.parametrize("annex", ["附件2", ""])
def test_tables_with_other_headings_are_one_plan_and_asked_about(annex: str) -> None:
    lines = [line for line in (annex, "甲县2026年短板清单") if line]
    draft = draft_plan(
        Source(
            "文件.docx",
            (
                Paragraph(text="附件1", place="第1段", whole=True),
                Paragraph(text="甲县2026年任务清单", place="第2段", whole=True),
                table_of(LIST),
                *(Paragraph(text=line, place=f"第{n}段", whole=True) for n, line in enumerate(lines, 3)),
                table_of(OTHER),
            ),
        )
    )
    assert [(t.name, t.responsibility, t.section[-1:]) for t in draft.tasks[2:]] == [
        ("窗口排队", "县自然资源局", ("甲县2026年短板清单",)),
        ("备案慢", "县医保局", ("甲县2026年短板清单",)),
    ]
    assert len(draft.tasks) == 4
    assert [doubt for doubt in draft.doubts if "几张栏目不同的任务表" in doubt]
    assert not [doubt for doubt in draft.doubts if "序号" in doubt]


def test_a_table_that_says_the_same_again_is_no_second_list() -> None:
    again = ("序号|任务|联系人|承办部门", "1|推行一表制|张某某|县市场监管局", "2|清理账款|李某某|县工信局")
    lines = ("附件1", "甲县2026年任务清单", "附件2", "甲县2026年联络清单")
    above = [Paragraph(text=line, place=f"第{n}段", whole=True) for n, line in enumerate(lines, 1)]
    draft = draft_plan(Source("文件.docx", (*above[:2], table_of(LIST), *above[2:], table_of(again))))
    assert [task.name for task in draft.tasks] == ["推行一表制", "清理账款"]


def test_whole_names_on_lines_of_their_own_are_nothing_to_ask() -> None:
    cells = (
        ["1", "修路", "县住建局\n城关镇\n县财政局", "6月底前"],
        ["2", "架桥", "县农业农村局\n执法大队", "8月底前"],
    )
    rows = [Row(tuple(map(Cell, row)), "行") for row in (["序号", "任务", "责任单位", "时限"], *cells)]
    title = Paragraph(text="甲县2026年任务清单", place="第1段", whole=True)
    one, two = draft_plan(Source("文件.docx", (title, Table(tuple(rows))))).tasks
    assert (one.responsibility, one.doubts) == ("县住建局、城关镇、县财政局", ())
    assert two.doubts == ("责任单位原文分行排列，已加标点",)  # two units, or an office and its team


@pytest.mark.parametrize(
    ("words", "units"),
    [
        (
            "责任单位：例县交通局　项目责任人：乙某某　配合单位：例县公安局",
            "责任单位：例县交通局；项目责任人：乙某某；配合单位：例县公安局",
        ),
        ("责任单位：例县交通局 分管负责人：乙某某", "责任单位：例县交通局；分管负责人：乙某某"),
        ("责任单位：例县水利局；业务联系人：乙某某", "责任单位：例县水利局；业务联系人：乙某某"),
        ("责任单位：例县水利局（0000-1234567）", "责任单位：例县水利局"),
        ("责任单位：例县水利局，联系电话：0000-1234567", "责任单位：例县水利局"),
    ],
)
def test_a_label_begins_behind_its_blank_and_no_number_is_called_in_a_plan(words: str, units: str) -> None:
    lines = (f"1.修桥一座。 {words} 完成时间：10月底前", "2.修路。责任单位：例县财政局。完成时间：8月底前")
    first, _ = read("例县2026年重点任务", *lines).tasks
    assert (first.responsibility, first.deadline, first.doubts) == (units, "10月底前", ())


def test_the_foot_of_a_page_says_nothing_of_the_last_task() -> None:
    lines = ("1.修桥（责任单位：例县交通局；时限：5月底前）", "2.修路（责任单位：例县财政局；时限：8月底前）")
    foot = ("主办：例县人民政府办公室", "网站标识码：0000000000 联系电话：0000-1234567")
    for below in (foot, (" ".join(foot),)):
        draft = read("例县2026年重点任务", *lines, *below)
        assert [task.responsibility for task in draft.tasks] == [
            "责任单位：例县交通局",
            "责任单位：例县财政局",
        ]
        told = "\n".join(words for _, words in draft.unused)
        assert "例县人民政府办公室" in told
        assert "1234567" not in told
        assert draft.doubt_count == 0


def test_a_label_below_the_last_bracket_alone_is_asked_about() -> None:
    lines = [f"{n}.修桥{n}座（责任单位：例县交通局；时限：5月底前）" for n in (1, 2, 3)]
    draft = read("例县2026年重点任务", *lines, "配合单位：例县财政局")
    assert draft.tasks[-1].responsibility == "责任单位：例县交通局"
    assert draft.doubts == ("“3.修桥3座”后面的段落，别的各项都没有，没有并入这一项",)


@pytest.mark.parametrize("heading", ["时间节点|时间节点", "上半年|全年"])
def test_a_matter_below_the_whole_year_is_a_milestone_like_its_neighbour(heading: str) -> None:
    second = () if "上半年" in heading else ("序号|任务|上半年|全年|责任单位",)
    draft = tabled(
        "甲县2026年任务分解表",
        f"序号|任务|{heading}|责任单位",
        *second,
        "1|园区建设|完成设计|完成投资3000万元|县工信局",
        "2|服务提升|推出10件|推出25件|县政务局",
    )
    assert [(m.what, m.deadline) for m in draft.tasks[0].extra] == [
        ("完成设计", "上半年"),
        ("完成投资3000万元", "全年"),
    ]


def test_what_is_to_be_done_this_year_alone_is_the_text_of_the_task() -> None:
    draft = tabled(
        "甲县2026年任务分解表", "序号|项目|全年目标任务|责任单位", "1|园区建设|完成投资3000万元。|县工信局", "2|服务提升|推出25件。|县政务局"
    )  # fmt: skip
    assert [(t.name, t.content, t.extra) for t in draft.tasks] == [
        ("园区建设", "完成投资3000万元。", ()),
        ("服务提升", "推出25件。", ()),
    ]


@pytest.mark.parametrize(
    ("words", "nodes"),
    [
        ("上半年推出10件、全年推出25件", [("推出10件", "上半年"), ("推出25件", "全年")]),
        ("6月底前推出10件，全年推出25件", [("推出10件", "6月底前"), ("推出25件", "全年")]),
        ("全年推出25件", []),
        ("上半年推出10件。全年推出25件", [("推出10件", "上半年")]),
    ],
)
def test_the_whole_year_beside_another_time_is_one_too(words: str, nodes: list[tuple[str, str]]) -> None:
    draft = read("甲县2026年工作要点", f"1.提升服务。{words}。（责任单位：县政务局）")
    assert [(m.what, m.deadline) for m in draft.tasks[0].extra] == nodes


@pytest.mark.parametrize(
    ("words", "nodes"),
    [
        ("由80个工作日压减至60个工作日以内，10月底前完成", [("完成", "10月底前")]),
        ("长期坚持", [("提升服务", "长期坚持")]),
        ("全面推行，常态化开展", [("全面推行", "常态化开展")]),
        ("6月底前全面推行，长期坚持", [("全面推行", "6月底前")]),  # the day is what can be late
        ("持续加强宣传", []),  # no time: how, not how long
    ],
)
def test_a_day_with_no_matter_and_what_has_no_end(words: str, nodes: list[tuple[str, str]]) -> None:
    draft = read("甲县2026年工作要点", f"1.提升服务。{words}。（责任单位：县政务局）")
    assert [(m.what, m.deadline) for m in draft.tasks[0].extra] == nodes


def test_a_card_of_two_pairs_a_line_keeps_the_pair_nobody_knows() -> None:
    lines = ("问题序号|1|问题类型|巡视反馈", "具体问题|台账不全|整改措施|补齐台账", "责任单位|例县民政局|办理情形|推进中", "完成时限|6月底前|责任领导|甲某某")  # fmt: skip
    other = ("问题序号|2|问题类型|巡视反馈", "具体问题|档案缺失|整改措施|补建档案", "责任单位|例县档案局|办理情形|已完成", "完成时限|9月底前|责任领导|乙某某")  # fmt: skip
    draft = tabled("例县2026年整改台账", *lines, *other)
    assert [(t.name, t.content, t.responsibility, t.deadline, t.other) for t in draft.tasks] == [
        ("台账不全", "补齐台账", "例县民政局", "6月底前", (("办理情形", "推进中"), ("责任领导", "甲某某"))),
        ("档案缺失", "补建档案", "例县档案局", "9月底前", (("办理情形", "已完成"), ("责任领导", "乙某某"))),
    ]
    assert draft.doubt_count == 0


def test_headings_that_say_by_when_and_what_the_matter_is_need_no_look() -> None:
    rows = ("序号|审计发现问题|责任单位|什么时候完成", "1|台账不全|例县民政局|6月底前", "2|档案缺失|例县档案局|9月底前")  # fmt: skip
    draft = tabled("例县2026年整改清单", *rows)
    assert [(t.name, t.deadline) for t in draft.tasks] == [("台账不全", "6月底前"), ("档案缺失", "9月底前")]
    assert draft.doubts == ()


def test_who_issues_may_stand_above_the_line_that_begins_with_about() -> None:
    draft = read(
        "例县人民政府办公室", "关于印发例县2026年度法治政府建设工作安排的通知", "各乡镇：",
        "现印发给你们，请抓好落实。", "2026年3月2日附件", "例县2026年度法治政府建设工作安排",
        "一、开展培训。（责任单位：例县司法局；完成时限：6月底前）", "二、开展督察。（责任单位：例县司法局；完成时限：9月底前）",
    )  # fmt: skip
    assert (draft.issuer, draft.issued) == ("例县人民政府办公室", date(2026, 3, 2))
    assert draft.doubt_count == 0


def test_a_card_may_name_its_task_under_what_it_is_about() -> None:
    draft = read(
        "甲县2026年督办单",
        "议定事项一", "事项内容：改造污水厂。", "承办单位：县住建局", "办结期限：12月20日前",
        "议定事项二", "事项内容：化解办证问题。", "承办单位：县自然资源局", "办结期限：9月30日前",
    )  # fmt: skip
    assert [(t.original_no, t.name, t.deadline) for t in draft.tasks] == [
        ("议定事项一", "改造污水厂", "12月20日前"),
        ("议定事项二", "化解办证问题", "9月30日前"),
    ]


def test_a_class_behind_who_and_when_is_a_column_of_the_table() -> None:
    draft = tabled(
        "甲县2026年整改清单",
        "序号|问题|整改要求|责任单位|整改期限|整改类型",
        "1|预算不细|细化预算。|县财政局|6月底前|立行立改",
        "2|往来款挂账|清理往来款。|县教育局|9月底前|分阶段整改",
    )
    assert [(t.section, t.other) for t in draft.tasks] == [
        ((), (("整改类型", "立行立改"),)),
        ((), (("整改类型", "分阶段整改"),)),
    ]


def who_when(draft: Draft) -> list[tuple[str, str, str]]:
    return [(t.name, t.responsibility, t.deadline) for t in draft.tasks]


def test_days_under_a_heading_nobody_knows_are_no_progress() -> None:
    draft = tabled("例县2026年堵点台账", "序号|事项|责任单位|交账日|眼下进度", "1|修路|例县交通局|8月底前|已招标", "2|建桥|例县交通局|9月底前|未启动")  # fmt: skip
    assert who_when(draft) == [("修路", "例县交通局", "8月底前"), ("建桥", "例县交通局", "9月底前")]
    assert draft.tasks[0].other == (("眼下进度", "已招标"),)


def test_cards_of_tables_with_the_same_labels_are_one_list() -> None:
    def card(*words: str) -> Table:
        labels = ("事由", "怎么办", "谁来办", "何时办结")
        return Table(tuple(Row((Cell(a), Cell(b)), "表格") for a, b in zip(labels, words, strict=True)))

    cards = (card("修缮敬老院", "更换门窗", "例县民政局、城关镇", "9月底前"), card("加装电梯", "完成5部", "例县住建局", "11月底前"), card("改造菜市场", "重铺地面", "例县市场监管局", "7月底前"))  # fmt: skip
    title = Paragraph(text="例县2026年微实事清单", place="第1段", whole=True)
    assert who_when(draft_plan(Source("文件.docx", (title, *cards)))) == [
        ("修缮敬老院", "例县民政局、城关镇", "9月底前"),
        ("加装电梯", "例县住建局", "11月底前"),
        ("改造菜市场", "例县市场监管局", "7月底前"),
    ]


def test_a_label_of_days_may_begin_with_any_word_but_those_of_forms() -> None:
    draft = read(
        "例县2026年行动清单",
        "1.修路三条", "主抓部门：例县交通局", "交账时间：10月底前", "2.建桥一座", "主抓部门：例县水利局", "交账时间：8月底前",
        "填报时间：2026年1月5日",
    )  # fmt: skip
    assert who_when(draft) == [("修路三条", "主抓部门：例县交通局", "10月底前"), ("建桥一座", "主抓部门：例县水利局", "8月底前")]  # fmt: skip


def test_who_stands_between_the_matter_and_its_day() -> None:
    draft = read(
        "例县2026年春耕安排",
        "1.疏通干渠25公里，由例县水利局负责，4月15日前通水。",
        "2.打击假劣农资，由例县农业农村局牵头、例县市场监管局配合，4月底前完成。",
    )
    assert who_when(draft) == [
        ("疏通干渠25公里", "例县水利局负责", "4月15日前通水"),
        ("打击假劣农资", "例县农业农村局牵头、例县市场监管局配合", "4月底前完成"),
    ]


def test_a_bracketed_number_in_the_number_column_heads_what_follows() -> None:
    draft = tabled("例县2026年民生事项表", "序号|事项|责任单位|时限", "（一）|交通出行||", "1|修路|例县交通局|10月底前", "（二）|医疗卫生||", "2|建卫生室|例县卫健局|9月底前")  # fmt: skip
    assert [(t.name, t.section) for t in draft.tasks] == [("修路", ("（一）交通出行",)), ("建卫生室", ("（二）医疗卫生",))]  # fmt: skip


def test_the_steps_of_a_campaign_are_none_of_its_tasks_and_are_asked_about() -> None:
    draft = read(
        "例县2026年行动方案",
        "一、重点任务", "（一）清查校园周边。（牵头单位：例县文旅局；5月底前完成）", "（二）巡查网络。（牵头单位：例县网信办；9月底前完成）",
        "二、实施步骤", "（一）动员部署阶段（3月底前）。召开动员会。", "（二）集中整治阶段（10月底前）。全面清查。",
        "三、工作要求", "各单位要高度重视。",
    )  # fmt: skip
    assert [t.name for t in draft.tasks] == ["清查校园周边", "巡查网络"]
    assert draft.doubts == ("“二、实施步骤”一章没有写责任单位，没有作为任务，列在文末",)


def test_a_line_of_boxed_labels_may_begin_with_a_leader() -> None:
    line = "【牵头领导】甲某某 【责任单位】例县教体局 【配合单位】例县财政局 【完成时限】8月底前"
    draft = read("例县2026年实事", "1、新增学位1200个。", line, "2、改造厕所30所。", line)
    assert who_when(draft)[1] == ("改造厕所30所", "【牵头领导】甲某某；【责任单位】例县教体局；【配合单位】例县财政局", "8月底前")  # fmt: skip


def test_a_column_of_units_nobody_knows_answers_where_the_other_only_helps() -> None:
    draft = tabled("例县2026年产业链清单", "序号|重点工作|链长单位|协同单位|时间", "1|引进企业|例县商务局|例县工信局|9月底前", "2|建设冷库|例县供销社|城关镇|8月底前")  # fmt: skip
    assert [t.responsibility for t in draft.tasks] == ["责任单位：例县商务局；协同单位：例县工信局", "责任单位：例县供销社；协同单位：城关镇"]  # fmt: skip
    assert draft.doubts == ("表头的名称没有读懂，按各栏的内容，“链长单位”作责任单位",)


def test_one_column_may_say_who_and_by_when() -> None:
    draft = tabled("例县2026年法治任务", "序号|工作任务|责任单位及时限", "1|规范执法|例县司法局牵头，各单位配合，6月底前", "2|化解纠纷|例县司法局，各乡镇，9月底前")  # fmt: skip
    assert who_when(draft) == [("规范执法", "例县司法局牵头，各单位配合", "6月底前"), ("化解纠纷", "例县司法局，各乡镇", "9月底前")]  # fmt: skip
    assert draft.doubt_count == 0


@pytest.mark.parametrize("heading", ["改革领域|改革举措", "类别|任务"])
def test_a_class_that_comes_twice_names_no_task(heading: str) -> None:
    draft = tabled(
        "甲县2026年改革攻坚台账",
        f"{heading}|牵头单位|时限",
        "平安创建|创建平安乡镇6个|县委政法委|12月底前",
        "平安创建|建设智慧小区20个|县公安局|9月底前",
        "矛盾化解|化解积案30件|县信访局|8月底前",
    )
    assert [(t.section, t.name) for t in draft.tasks] == [
        (("平安创建",), "创建平安乡镇6个"),
        (("平安创建",), "建设智慧小区20个"),
        (("矛盾化解",), "化解积案30件"),
    ]


def test_first_second_third_thing_are_numbers_and_the_signature_is_nobodys() -> None:
    draft = read(
        "关于分解落实2026年民生实事的通知",
        "第一件实事：改建农村公路30公里。由县交通运输局牵头，11月底前完成。",
        "第二件实事：新增学位1200个。由县教育局负责，力争投入使用。",
        "请各牵头单位于每季度末将进展情况报县政府督查室。",
        "甲县人民政府办公室",
        "2026年3月2日",
    )
    assert [(t.name, t.original_no, t.responsibility) for t in draft.tasks] == [
        ("改建农村公路30公里", "第一件实事：", "县交通运输局牵头"),
        ("新增学位1200个", "第二件实事：", "县教育局负责"),
    ]


def test_below_a_task_who_and_by_when_end_at_the_signature() -> None:
    draft = read(
        "甲县2026年重点任务", "1.改造管网。", "县住建局", "县水务公司", "6月底前", "2.建设病房楼。", "10月底前", "县卫健局", "甲县人民政府办公室（代章）"
    )  # fmt: skip
    assert [t.deadline for t in draft.tasks] == ["6月底前", "10月底前"]
    assert draft.tasks[0].responsibility == "县住建局；县水务公司"


def test_a_colon_inside_a_bracket_ends_no_heading() -> None:
    draft = read(
        "甲县2026年建议办理清单",
        "1.关于建校的建议（第3号，领衔代表：某某），由县教育局主办。",
        "2.关于采砂的建议（第8号），由县水利局主办，县公安局会办。",
    )
    assert [(t.name, t.responsibility) for t in draft.tasks] == [
        ("关于建校的建议（第3号，领衔代表：某某）", "县教育局主办"),
        ("关于采砂的建议（第8号）", "县水利局主办，县公安局会办"),
    ]
