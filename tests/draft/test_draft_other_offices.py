"""Forms of other offices, each told again in a few lines: what is read, and what is said of it."""

from __future__ import annotations

import pytest

from ledger.draft import draft_plan
from ledger.values.source import Cell, Draft, Paragraph, Row, Source, Table

Rows = list[list[str]]
Task = tuple[str, str, str, str]  # name, text, responsibility, deadline


def read(*parts: str | Rows, name: str = "文件.docx", year: int | None = 2024) -> Draft:
    """Lines of text and tables; `^` in a cell: merged with the one above, `<`: with the one to the left."""
    blocks: list[Paragraph | Table] = []
    for part in parts:
        if isinstance(part, str):
            lines = part.split("\n")
            blocks += [Paragraph(text=line, place=f"第{n}段", whole=True) for n, line in enumerate(lines, 1)]
            continue
        rows: list[Row] = []
        for y, line in enumerate(part, 1):
            cells: list[Cell] = []
            for x, word in enumerate(line):
                above = rows[-1].cells[x].text if word == "^" else cells[-1].text if word == "<" else word
                cells.append(Cell(above, up=word == "^", left=word == "<"))
            rows.append(Row(tuple(cells), f"第{y}行"))
        blocks.append(Table(tuple(rows)))
    return draft_plan(Source(name, tuple(blocks)), year=year)


def tasks(draft: Draft) -> list[Task]:
    return [(t.name, t.content, t.responsibility, t.deadline) for t in draft.tasks]


TITLE = "甲县2024年重点工作分工表"


def test_a_column_of_units_nobody_asked_for_is_kept_as_it_is() -> None:
    """数据来源, 经办股室: who does it stands under 责任部门."""
    draft = read(TITLE, [["编号", "指标名称", "责任部门", "数据出处", "完成时间"], ["1", "城镇新增就业", "县人社局", "县统计局", "11月底"], ["2", "粮食播种面积", "县农业农村局", "县统计局", "10月底"]])  # fmt: skip
    assert tasks(draft) == [
        ("城镇新增就业", "", "县人社局", "11月底"),
        ("粮食播种面积", "", "县农业农村局", "10月底"),
    ]
    assert draft.tasks[0].other == (("数据出处", "县统计局"),)
    assert draft.doubts == ("“数据出处”一栏也是单位，没有作责任单位，照录在“其他”",)


def test_progress_that_ends_like_a_unit_is_no_unit() -> None:
    draft = read(TITLE, [["序号", "工作事项", "责任单位", "当前进度"], ["1", "整治占道经营", "县城管局", "已划定4处"], ["2", "修复破损道路", "县住建局", ""]])  # fmt: skip
    assert [t.responsibility for t in draft.tasks] == ["县城管局", "县住建局"]
    assert draft.tasks[0].other == (("当前进度", "已划定4处"),)


def test_offices_under_a_heading_that_speaks_of_projects_answer_for_them() -> None:
    draft = read(TITLE, [["序号", "项目名称", "项目归口", "完工时间"], ["1", "西环路拓宽", "县交通运输局", "2024年9月"], ["2", "县一中教学楼", "县教育局", "2024年8月"]])  # fmt: skip
    assert [t.responsibility for t in draft.tasks] == ["县交通运输局", "县教育局"]
    assert draft.doubts == ("表头的名称没有读懂，按各栏的内容，“项目归口”作责任单位",)


def test_money_is_no_number_of_the_document() -> None:
    draft = read(TITLE, [["序号", "项目名称", "总投资", "责任单位"], ["1", "城北水厂", "8600", "县水务公司"], ["2", "河西大桥", "4200", "县交通运输局"]])  # fmt: skip
    assert [(t.original_no, t.other) for t in draft.tasks] == [
        ("", (("总投资", "8600"),)),
        ("", (("总投资", "4200"),)),
    ]


def test_the_heading_over_a_unit_says_that_it_leads() -> None:
    draft = read(TITLE, [["序号", "攻坚项目", "牵头单位及责任人", "<", "协同单位"], ["^", "^", "单位", "责任人", "^"], ["1", "全民健身中心", "县文旅局", "甲某某", "县教育局"], ["2", "智慧停车", "县城管局", "乙某某", "县公安局"]])  # fmt: skip
    assert [t.responsibility for t in draft.tasks] == [
        "牵头单位：县文旅局；协同单位：县教育局",
        "牵头单位：县城管局；协同单位：县公安局",
    ]
    assert [value for _, value in draft.tasks[0].other] == ["甲某某"]


def test_what_is_to_be_done_stands_before_how() -> None:
    draft = read(TITLE, [["时间", "工作内容", "要求", "承办单位"], ["3月上旬", "召开动员大会", "县处级领导参加", "县委组织部"], ["6月底前", "整改问题", "建立台账并公示", "县纪委监委"]])  # fmt: skip
    assert [(t.name, t.content) for t in draft.tasks] == [
        ("召开动员大会", "县处级领导参加"),
        ("整改问题", "建立台账并公示"),
    ]


def test_aims_may_stand_between_a_name_and_its_measures() -> None:
    draft = read(TITLE, [["序号", "反馈问题", "整改目标", "整改措施", "责任单位", "整改时限"], ["1", "黑臭水体治理不彻底", "消除8处", "1.开展排查。\n2.实施清淤。", "县生态环境局", "11月底前"], ["2", "工地扬尘管控不力", "全覆盖", "1.加强巡查。", "县住建局", "12月底前"]])  # fmt: skip
    assert [(t.name, t.content, t.other) for t in draft.tasks] == [
        ("黑臭水体治理不彻底", "1.开展排查。\n2.实施清淤。", (("整改目标", "消除8处"),)),
        ("工地扬尘管控不力", "1.加强巡查。", (("整改目标", "全覆盖"),)),
    ]


def test_a_name_left_out_is_a_person_without_doubt() -> None:
    draft = read(
        f"{TITLE}\n1.公开预算。公开部门预算。（责任领导：甲某某；牵头单位：县财政局；配合单位：县审计局）"
    )
    assert draft.tasks[0].doubts == ()


def test_levels_of_tasks_are_chapters_of_the_lowest() -> None:
    draft = read(TITLE, [["一级任务", "二级任务", "具体举措", "责任单位", "完成时间"], ["道路交通", "专项整治", "整治货车超限", "县交通运输局", "12月底前"], ["^", "^", "排查客运隐患", "县交警大队", "5月底前"]])  # fmt: skip
    assert [(t.section, t.name) for t in draft.tasks] == [
        (("道路交通", "专项整治"), "整治货车超限"),
        (("道路交通", "专项整治"), "排查客运隐患"),
    ]


def test_a_file_number_is_a_number() -> None:
    draft = read(TITLE, [["案号", "案由", "主办单位", "办理期限"], ["第12号", "关于建设停车场的建议", "县住建局", "7月31日前"], ["第27号", "关于农村养老的建议", "县民政局", "8月31日前"]])  # fmt: skip
    assert [(t.original_no, t.name) for t in draft.tasks] == [
        ("第12号", "关于建设停车场的建议"),
        ("第27号", "关于农村养老的建议"),
    ]


def test_labelled_lines_that_come_again_are_a_table() -> None:
    draft = read(
        f"{TITLE}\n【任务名称】推行执法公示\n【任务内容】建立平台。\n【牵头单位】县司法局\n【完成时限】6月底前\n"
        "【任务名称】建设充电桩\n【任务内容】覆盖停车场。\n分三批建设。\n【牵头单位】县发改局\n【完成时限】10月底前\n特此通知。"
    )
    assert tasks(draft) == [
        ("推行执法公示", "建立平台。", "牵头单位：县司法局", "6月底前"),
        ("建设充电桩", "覆盖停车场。\n分三批建设。", "牵头单位：县发改局", "10月底前"),
    ]
    assert [words for _, words in draft.unused] == ["特此通知。"]


def test_labels_below_the_last_part_speak_of_the_whole() -> None:
    draft = read(
        f"{TITLE}\n（一）实施工业倍增行动\n1.培育龙头企业。\n2.盘活闲置厂房。\n牵头单位：县工信局\n完成时限：12月底前\n"
        "（二）实施消费提振行动\n1.举办促销活动。\n2.引进首店。\n牵头单位：县商务局\n完成时限：10月底前"
    )
    assert tasks(draft) == [
        ("实施工业倍增行动", "1.培育龙头企业。\n2.盘活闲置厂房。", "牵头单位：县工信局", "12月底前"),
        ("实施消费提振行动", "1.举办促销活动。\n2.引进首店。", "牵头单位：县商务局", "10月底前"),
    ]


def test_a_last_chapter_of_demands_is_told_and_is_no_task() -> None:
    draft = read(
        f"{TITLE}\n一、重点任务\n（一）加强预算公开。公开预算。（县财政局）\n（二）加强规划公开。公开规划。（县发改局）\n"
        "二、保障措施\n（一）加强领导。成立专班。\n（二）各单位每季度末向县政府办公室报送进展情况。"
    )
    assert [t.name for t in draft.tasks] == ["加强预算公开", "加强规划公开"]
    assert draft.doubts == ()
    assert "成立专班。" in [words for _, words in draft.unused]
    assert [(r.units, r.to, r.deadline) for r in draft.reporting] == [("各单位", "县政府办公室", "每季度末")]


def test_who_leads_stands_in_the_sentence() -> None:
    draft = read(
        f"{TITLE}\n一、供水改造。会议要求，由县住建局牵头，县水务公司配合，8月10日前完成方案。\n"
        "二、房屋交付。县住建局、县自然资源局要于9月底前完成验收。\n三、校园安全。由县教育局负责，开学前完成检查。"
    )
    assert [(t.responsibility, t.deadline, [m.deadline for m in t.extra]) for t in draft.tasks] == [
        ("县住建局牵头，县水务公司配合", "8月10日前完成方案", []),
        ("县住建局、县自然资源局", "", ["9月底前"]),
        ("县教育局负责", "", []),
    ]
    assert draft.tasks[1].doubts == ("责任单位取自正文里的“县住建局、县自然资源局”，请核对",)


def test_another_who_in_the_sentence_is_told() -> None:
    draft = read(
        f"{TITLE}\n（一）抓好春耕。备足农资，由县供销社负责，3月底前到位。打假，由县农业农村局牵头，县市场监管局配合，4月15日前完成。"
    )
    assert draft.tasks[0].responsibility == "县农业农村局牵头，县市场监管局配合"
    assert "正文里还有像责任单位的文字：由县供销社负责，3月底前到位" in draft.tasks[0].doubts


@pytest.mark.parametrize(
    "heading",
    [
        "责任部门（第一个为牵头单位）",
        "责任单位（列第一位的为牵头单位）",
        "责任单位（排第一位的牵头）",
        "责任单位（首位为牵头单位，其余为配合单位）",
    ],
)
def test_a_column_heading_says_that_the_first_leads(heading: str) -> None:
    """Not that everybody leads whose column it heads."""
    draft = read(
        TITLE,
        [
            ["序号", "工作任务", heading, "完成时限"],
            ["1", "完善防汛预案，落实值班值守", "县水利局、县应急局", "5月底前"],
            ["2", "开展校园安全检查，建立隐患台账", "县教育局、县公安局", "6月底前"],
        ],
    )
    assert draft.first_leads
    assert [task.responsibility for task in draft.tasks] == ["县水利局、县应急局", "县教育局、县公安局"]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("注：责任部门中第一个为牵头单位。", True),
        ("注：列第一位者为牵头单位。", True),
        ("注：责任单位排名不分先后。", False),
    ],
)
def test_a_note_below_the_table_says_that_the_first_leads(note: str, told: bool) -> None:
    draft = read(
        TITLE,
        [
            ["序号", "工作任务", "责任部门", "完成时限"],
            ["1", "完善防汛预案，落实值班值守", "县水利局、县应急局", "5月底前"],
            ["2", "开展校园安全检查，建立隐患台账", "县教育局、县公安局", "6月底前"],
        ],
        note,
    )
    assert draft.first_leads is told


def test_the_first_leads_once_said_is_said_for_all_and_shares_nothing() -> None:
    draft = read(
        f"{TITLE}\n1.稳住工业。落实政策。\n责任单位：县工信局、县统计局（列第一位者为牵头单位，下同）\n"
        "2.扩大投资。抓好开工。\n责任单位：县发改局、县财政局"
    )
    assert draft.first_leads
    assert draft.shared == ""
    assert draft.doubts == ()


def test_what_was_done_alike_to_many_tasks_is_said_once() -> None:
    draft = read(
        f"{TITLE}\n一、推进公开（责任单位：县政府办公室）\n（一）公开预算。公开部门预算。\n（二）公开规划。公开专项规划。\n"
        "（三）公开统计。公开统计数据。\n（四）公开名单。公开企业名单。（责任单位：县商务局）\n（五）公开决算。公开部门决算。（责任单位：县财政局）"
    )
    assert [t.responsibility for t in draft.tasks][:4] == [
        *["责任单位：县政府办公室"] * 3,
        "责任单位：县商务局",
    ]
    assert draft.doubts == ("有 3 项责任单位取自上一级标题",)
    assert [t.doubts for t in draft.tasks] == [(), (), (), (), ()]


def test_attachments_with_tables_of_one_kind_are_one_list() -> None:
    head = ["序号", "项目名称", "责任单位", "完工时间"]
    draft = read(
        "附件1\n甲县2024年项目清单（基础类）", [head, ["1", "城北水厂", "县水务公司", "10月底"], ["2", "河西大桥", "县交通局", "12月底"]],
        "附件2\n甲县2024年项目清单（民生类）", [head, ["1", "中心敬老院", "县民政局", "9月底"], ["2", "卫生院改造", "县卫健局", "11月底"]],
    )  # fmt: skip
    assert [(t.section, t.name, t.responsibility) for t in draft.tasks] == [
        (("甲县2024年项目清单（基础类）",), "城北水厂", "县水务公司"),
        (("甲县2024年项目清单（基础类）",), "河西大桥", "县交通局"),
        (("甲县2024年项目清单（民生类）",), "中心敬老院", "县民政局"),
        (("甲县2024年项目清单（民生类）",), "卫生院改造", "县卫健局"),
    ]
    assert draft.doubts == ()  # each attachment counts from 1


@pytest.mark.parametrize(
    ("line", "title", "region"),
    [
        ("清河区2024年政府工作报告折子工程", "清河区2024年政府工作报告折子工程", "清河区"),
        ("石桥县2024年党纪学习教育工作安排表", "石桥县2024年党纪学习教育工作安排表", "石桥县"),
        ("白河县人民政府常务会议纪要", "白河县人民政府常务会议纪要", "白河县"),
        ("白河县人民政府2024年3月1日", "文件", ""),  # signed, no title: the name of the file stands in
    ],
)
def test_a_line_with_place_and_year_is_a_title(line: str, title: str, region: str) -> None:
    draft = read(f"{line}\n1.公开预算。公开部门预算。（县财政局）")
    assert (draft.title, draft.region) == (title if region else "2024年工作计划", region)


def test_a_page_of_one_long_line_takes_no_longer_than_its_length() -> None:
    """Counted in steps of the pattern, not in time: one that begins anywhere in a clause tried every place of it."""
    from ledger.draft import assemble

    assert assemble._CLAUSES.split("甲" * 40 + "，时限均为6月底前。乙") == [
        "甲" * 40 + "，时限均为6月底前",
        "乙",
    ]
    assert assemble._FOR_ALL.pattern[0] != "["


def test_a_sign_before_a_name_says_who_leads_where_a_note_says_so() -> None:
    rows = [["序号", "任务", "责任单位", "时限"], ["1", "修路", "★县交通局\n县财政局", "6月底前"], ["2", "造桥", "县住建局", "9月底前"]]  # fmt: skip
    draft = read(TITLE, rows, "注：标★的为牵头单位，其余为配合单位。")
    assert draft.tasks[0].responsibility == "★县交通局、县财政局（标★为牵头单位）"
    assert draft.tasks[1].responsibility == "县住建局"
    assert "★县交通局、县财政局" in read(TITLE, rows).tasks[0].responsibility  # nothing says what it means


MATRIX: Rows = [
    ["序号", "任务", "责任单位", "<", "<", "时限"],
    ["^", "^", "县应急局", "县住建局", "各乡镇", "^"],
    ["一、隐患排查", "<", "<", "<", "<", "<"],
    ["1", "排查隐患", "▲", "△", "△", "6月底前"],
    ["2", "加固房屋", "", "▲", "", "9月底前"],
]


@pytest.mark.parametrize(
    ("note", "first", "second"),
    [
        ("注：▲为牵头单位，△为配合单位。", "县应急局牵头，县住建局、各乡镇配合", "县住建局牵头"),
        ("", "▲县应急局，△县住建局，△各乡镇", "▲县住建局"),
    ],
)
def test_a_column_for_each_unit_is_one_column_of_units(note: str, first: str, second: str) -> None:
    draft = read(TITLE, MATRIX, *([note] if note else []))
    assert [(t.name, t.responsibility, t.section) for t in draft.tasks] == [
        ("排查隐患", first, ("一、隐患排查",)),
        ("加固房屋", second, ("一、隐患排查",)),
    ]


def test_role_words_in_a_matrix_need_no_note() -> None:
    rows = [[word.replace("▲", "牵头").replace("△", "配合") for word in line] for line in MATRIX]
    assert read(TITLE, rows).tasks[0].responsibility == "县应急局牵头，县住建局、各乡镇配合"


def test_a_role_in_a_matrix_that_can_be_argued_about_keeps_its_word() -> None:
    rows = [[word.replace("▲", "牵头").replace("△", "督办单位") for word in line] for line in MATRIX]
    task = read(TITLE, rows).tasks[0]
    assert task.responsibility == "县应急局牵头，县住建局、各乡镇督办"
    assert "“督办”按配合理解，请核对" in task.doubts
    signs = read(TITLE, MATRIX, "注：▲为主办单位，△为承办单位。")
    assert signs.tasks[0].responsibility == "县应急局牵头，县住建局、各乡镇负责"


def test_a_year_of_filling_in_is_the_year_of_the_days() -> None:
    rows = [["序号", "问题", "责任单位", "时限"], ["1", "预算不细", "县财政局", "2026年4月30日"], ["2", "账实不符", "县教育局", "6月30日前"]]  # fmt: skip
    draft = read("甲县2025年度审计发现问题整改表（2026年填报）", rows, year=None)
    assert draft.year == 2026
    assert "标题里有几个年份，按各项任务里写的日期作2026年，请核对" in draft.doubts


def test_problems_over_several_measures_name_the_tasks_where_most_have_one_measure() -> None:
    rows = [
        ["序号", "问题", "整改措施", "责任单位", "时限"],
        ["1", "河道管护不到位", "清理垃圾。", "县水利局", "5月20日"],
        ["^", "^", "建立巡河制度。", "县水利局", "6月底"],
        ["2", "垃圾分类缓慢", "1.增设设施。\n2.入户宣传。", "县住建局", "7月底"],
        ["3", "禁烧监管不严", "组建队伍。", "县农业农村局", "9月底"],
    ]
    assert [(t.name, t.content, t.deadline) for t in read(TITLE, rows).tasks] == [
        ("河道管护不到位", "清理垃圾。", "5月20日"),
        ("河道管护不到位", "建立巡河制度。", "6月底"),
        ("垃圾分类缓慢", "1.增设设施。\n2.入户宣传。", "7月底"),
        ("禁烧监管不严", "组建队伍。", "9月底"),
    ]
    numbered = [[str(n) if n else "序号", *line[1:]] for n, line in enumerate(rows)]
    assert [t.name for t in read(TITLE, numbered).tasks][:2] == [
        "清理垃圾",
        "建立巡河制度",
    ]  # numbered one by one


def test_who_looks_at_the_work_is_kept_as_it_is() -> None:
    rows = [["序号", "任务", "责任单位", "督导单位", "时限"], ["1", "雨污分流不彻底", "县住建局", "县发改局", "9月底"], ["2", "油烟扰民", "县城管局", "县城管局", "6月底"]]  # fmt: skip
    draft = read(TITLE, rows)
    assert [(t.responsibility, t.other) for t in draft.tasks] == [
        ("县住建局", (("督导单位", "县发改局"),)),
        ("县城管局", (("督导单位", "县城管局"),)),
    ]
    assert draft.doubts == ()


def test_the_rest_of_a_row_goes_into_the_cells_it_is_of() -> None:
    rows = [["序号", "任务", "牵头", "配合", "时限"], ["1", "修路", "县交通局", "县职教中心、县总工", "6月底"], ["", "", "", "会", ""], ["2", "造桥", "县住建局", "各镇", "9月底"]]  # fmt: skip
    assert read(TITLE, rows).tasks[0].responsibility == "牵头单位：县交通局；配合单位：县职教中心、县总工会"
