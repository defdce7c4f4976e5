"""Numbers whose rank depends on the document: 1.1, bullets, dashes, （一） below 1. (worked out by hand)."""

from __future__ import annotations

import pytest

from ledger.draft import draft_plan
from ledger.files.documents.txt import read_text
from ledger.words.numbering import (
    ARABIC,
    BRACKETED,
    BRACKETED_ARABIC,
    BY_PLACE,
    CIRCLED,
    DASHED,
    DECIMAL,
    LOW_DECIMAL,
    SECTION,
    TOP,
    read_mark,
    series_of,
)

HEAD = "甲县2023年工作要点\n\n为做好工作，制定本要点。\n\n"
# 章节, 原编号, 任务名称, 责任单位
Row = tuple[tuple[str, ...], str, str, str]

CASES: dict[str, tuple[str, list[Row]]] = {
    "1.1 在没有顿号的 1 之下": (
        "1 总体要求\n坚持为民。\n2 重点任务\n2.1 压减时限。优化流程。\n责任单位：县行政审批局\n2.2 减轻负担。落实政策。\n责任单位：县税务局\n"
        "3 重点改革\n3.1 推进网办。全部上网。\n责任单位：县行政审批局\n",
        [
            (("2重点任务",), "2.1", "压减时限", "责任单位：县行政审批局"),
            (("2重点任务",), "2.2", "减轻负担", "责任单位：县税务局"),
            (("3重点改革",), "3.1", "推进网办", "责任单位：县行政审批局"),
        ],
    ),
    "1.1 在 1. 之下，1.1.1 是正文": (
        "1.政务服务\n1.1提升效能。要做到：\n1.1.1公开目录。\n1.1.2公开时限。\n（县行政审批局）\n1.2减轻负担。落实政策。（县税务局）\n",
        [
            (("1.政务服务",), "1.1", "提升效能", "县行政审批局"),
            (("1.政务服务",), "1.2", "减轻负担", "县税务局"),
        ],
    ),
    "段首的小数不是编号": (
        "1.建设农田。分两年做：\n1.5万亩今年完成。\n2.5个乡镇先行。\n（县农业农村局）\n2.修建道路。（县交通运输局）\n",
        [
            ((), "1.", "建设农田", "县农业农村局"),
            ((), "2.", "修建道路", "县交通运输局"),
        ],
    ),
    "编号后面紧跟年份，编号到了三位": (
        "99.2023年底前完成改厕。（县农业农村局）\n100.推进高中教育多样化发展。（县教育局）\n",
        [
            ((), "99.", "2023年底前完成改厕", "县农业农村局"),
            ((), "100.", "推进高中教育多样化发展", "县教育局"),
        ],
    ),
    "（一）在 1. 之下": (
        "1.加强领导\n（一）健全机制。定期会商。（县政府办公室）\n（二）强化培训。全员培训。（县司法局）\n2.加强监督\n"
        "（一）开展评估。年底评估。（县审计局）\n（二）督促整改。限期整改。（县财政局）\n",
        [
            (("1.加强领导",), "（一）", "健全机制", "县政府办公室"),
            (("1.加强领导",), "（二）", "强化培训", "县司法局"),
            (("2.加强监督",), "（一）", "开展评估", "县审计局"),
            (("2.加强监督",), "（二）", "督促整改", "县财政局"),
        ],
    ),
    "编号连续到底，（一）仍在 1. 之上": (
        "一、目标\n1.增加产值。（县工信局）\n2.增加就业。（县人社局）\n二、任务\n（一）做强工业\n3.扩大投资。（县发改局）\n",
        [
            (("一、目标",), "1.", "增加产值", "县工信局"),
            (("一、目标",), "2.", "增加就业", "县人社局"),
            (("二、任务", "（一）做强工业"), "3.", "扩大投资", "县发改局"),
        ],
    ),
    "项目符号各有责任单位": (
        "一、发展产业\n● 做强果业。新建果园。责任单位：县果业局\n● 做大蔬菜。新建大棚。责任单位：县农业农村局\n",
        [
            (("一、发展产业",), "", "做强果业", "责任单位：县果业局"),
            (("一、发展产业",), "", "做大蔬菜", "责任单位：县农业农村局"),
        ],
    ),
    "破折号领起的小标题": (
        "一、改善民生\n——办好教育\n1.新建学校。（县教育局）\n——办好医疗\n2.新建医院。（县卫健局）\n",
        [
            (("一、改善民生", "——办好教育"), "1.", "新建学校", "县教育局"),
            (("一、改善民生", "——办好医疗"), "2.", "新建医院", "县卫健局"),
        ],
    ),
    "字母在顿号之下，罗马数字是正文": (
        "一、农业\nA.修渠。渠长三里，要做到：\ni.清淤。\nii.护坡。\n（县水利局）\nB.育苗。建棚。（县农业农村局）\n二、教育\nA.修缮校舍。（县教育局）\n"
        "B.招聘教师。（县人社局）\n",
        [
            (("一、农业",), "A.", "修渠", "县水利局"),
            (("一、农业",), "B.", "育苗", "县农业农村局"),
            (("二、教育",), "A.", "修缮校舍", "县教育局"),
            (("二、教育",), "B.", "招聘教师", "县人社局"),
        ],
    ),
    "字母在最上面，i 跟着 h 也跟着 ii": (
        "A、农业\ni.修渠。（县水利局）\nii.育苗。（县农业农村局）\nB、教育\ni.修缮校舍。（县教育局）\nii.招聘教师。（县人社局）\n",
        [
            (("A、农业",), "i.", "修渠", "县水利局"),
            (("A、农业",), "ii.", "育苗", "县农业农村局"),
            (("B、教育",), "i.", "修缮校舍", "县教育局"),
            (("B、教育",), "ii.", "招聘教师", "县人社局"),
        ],
    ),
    "地支": (
        "一、农业\n子、修渠。（县水利局）\n丑、育苗。（县农业农村局）\n寅、种草。（县林草局）\n",
        [
            (("一、农业",), "子、", "修渠", "县水利局"),
            (("一、农业",), "丑、", "育苗", "县农业农村局"),
            (("一、农业",), "寅、", "种草", "县林草局"),
        ],
    ),
    "圈里的汉字": (
        "㊀修渠。（县水利局）\n㊁育苗。（县农业农村局）\n",
        [((), "㊀", "修渠", "县水利局"), ((), "㊁", "育苗", "县农业农村局")],
    ),
    "别处成串的字母，只有一项也是编号": (
        "第一章 农业\nA.修渠。（县水利局）\nB.育苗。（县农业农村局）\n第二章 教育\nA.修缮校舍。（县教育局）\n",
        [
            (("第一章农业",), "A.", "修渠", "县水利局"),
            (("第一章农业",), "B.", "育苗", "县农业农村局"),
            (("第二章教育",), "A.", "修缮校舍", "县教育局"),
        ],
    ),
    "（1）直接在章之下": (
        "第一章 农业（县农业农村局牵头）\n（1）修渠。修三里。\n（2）育苗。建两棚。\n第二章 教育\n（1）修缮校舍。修五所。（县教育局）\n",
        [
            (("第一章农业",), "（1）", "修渠", "县农业农村局牵头"),
            (("第一章农业",), "（2）", "育苗", "县农业农村局牵头"),
            (("第二章教育",), "（1）", "修缮校舍", "县教育局"),
        ],
    ),
    "只有一个字母不成编号": (
        "1.建园区。\nA.区建厂房，其余各区建仓库。\n（县工信局）\n2.修路。（县交通运输局）\n",
        [((), "1.", "建园区", "县工信局"), ((), "2.", "修路", "县交通运输局")],
    ),
}  # fmt: skip

# every number a list in Word or on a page may show for 3, and the rank it has by itself
THIRD = [
    ("三、", TOP), ("三）", BRACKETED), ("（三）", BRACKETED), ("㈢", BRACKETED), ("叁、", SECTION), ("03.", ARABIC), ("３．", ARABIC),
    ("⒊", ARABIC), ("⑶", BRACKETED_ARABIC), ("③", CIRCLED), ("丙、", DASHED), ("寅、", BY_PLACE), ("丙寅、", BY_PLACE), ("㊂", BY_PLACE),
    ("C.", BY_PLACE), ("c)", BY_PLACE), ("（c）", BY_PLACE), ("Ｃ．", BY_PLACE), ("iii.", BY_PLACE), ("III、", BY_PLACE), ("Ⅲ.", BY_PLACE),
    ("- 3 -", BY_PLACE),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "rank"), THIRD)
def test_every_form_of_a_third(printed: str, rank: int) -> None:
    mark = read_mark(printed + "做好预算公开")
    assert mark is not None
    assert (mark.rank, mark.text, mark.value) == (rank, printed, 3)


def test_a_letter_counts_among_letters_and_among_roman_numbers() -> None:
    for printed, expected in [("i.", {9, 1}), ("C.", {3, 100}), ("b.", {2}), ("Ⅰ.", {1})]:
        mark = read_mark(printed + "做好预算公开")
        assert mark is not None
        assert {value for _, value in series_of(mark)} == expected


@pytest.mark.parametrize("name", CASES)
def test_number(name: str) -> None:
    text, expected = CASES[name]
    tasks = draft_plan(read_text("甲县.txt", (HEAD + text).encode())).tasks
    assert [(t.section, t.original_no, t.name, t.responsibility) for t in tasks] == expected


@pytest.mark.parametrize(
    ("text", "rank", "printed", "value"),
    [
        ("2.1提升便利度", DECIMAL, "2.1", 1),
        ("2．13提升便利度", DECIMAL, "2．13", 13),
        ("2.1.3提升便利度", LOW_DECIMAL, "2.1.3", 3),
        ("12.2023年底前完成", ARABIC, "12.", 12),
        ("208.谋划项目", ARABIC, "208.", 208),
    ],
)
def test_mark(text: str, rank: int, printed: str, value: int) -> None:
    mark = read_mark(text)
    assert mark is not None
    assert (mark.rank, mark.text, mark.value) == (rank, printed, value)


@pytest.mark.parametrize("text", ["2.5亿元", "1.2万亩", "12.5%的企业", "2023.6"])
def test_a_quantity_is_no_mark(text: str) -> None:
    assert read_mark(text) is None
