"""What a document says of itself, as offices and their web pages print it (worked out by hand)."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.draft import draft_plan
from ledger.draft.cleaning import Piece, clean
from ledger.draft.head import Head, read_head
from ledger.draft.region import read_region
from ledger.values.source import Cell, Draft, Paragraph, Row, Source, Table
from ledger.views.draft_yaml import draft_yaml

HEADS: dict[str, tuple[str, str, tuple[str, str, str, str, str, int | None]]] = {
    "网页上的公文": (
        "首页 > 政务公开\n索引号\n113715250044422281/2021-26757114\n发布机关\n甲县政府\n成文日期\n2021-06-28\n发文字号\n"
        "甲政办发〔2021〕9号\n甲县人民政府办公室\n关于印发2021年甲县政务公开工作要点的通知\n甲政办发〔2021〕9号\n各乡镇人民政府:\n"
        "《2021年甲县政务公开工作要点》已经县政府同意,现印发给你们。\n甲县人民政府办公室\n2021年6月28日\n2021年甲县政务公开工作要点\n",
        "",
        ("2021年甲县政务公开工作要点", "甲政办发〔2021〕9号", "甲县人民政府办公室", "2021-06-28", "甲县", 2021),
    ),
    "红头": (
        "乙区人民政府办公室文件\n乙政办〔2022〕3号\n乙区2022年政务公开工作实施方案\n",
        "乙区人民政府办公室 2022年5月6日印发\n",
        ("乙区2022年政务公开工作实施方案", "乙政办〔2022〕3号", "乙区人民政府办公室", "2022-05-06", "乙区", 2022),
    ),
    "标题分成两行": (
        "全面推进丙县2020年基层政务公开\n标准化规范化工作实施方案\n",
        "",
        ("全面推进丙县2020年基层政务公开标准化规范化工作实施方案", "", "", "", "丙县", 2020),
    ),
    "只有通知，没有另外的标题": (
        "丁市人民政府办公室关于做好2023年政务公开工作的通知\n各县（区）人民政府：\n丁市人民政府办公室\n二〇二三年四月十二日\n",
        "",
        (
            "丁市人民政府办公室关于做好2023年政务公开工作的通知", "", "丁市人民政府办公室", "2023-04-12", "丁市", 2023,
        ),
    ),
    "市辖的县": (
        "某某市戊县2023年重点工作任务分解表\n",
        "",
        ("某某市戊县2023年重点工作任务分解表", "", "", "", "戊县", 2023),
    ),
    "年份只在文号里": (
        "己县人民政府办公室文件\n己政办发[2019]12号\n己县政务公开工作要点\n",
        "",
        ("己县政务公开工作要点", "己政办发[2019]12号", "己县人民政府办公室", "", "己县", 2019),
    ),
    "什么也没写": ("工作要点\n", "", ("工作要点", "", "", "", "", None)),
}  # fmt: skip


def read(head: str, tail: str) -> Head:
    pieces = [
        clean(Paragraph(text=line, place="") for line in text.split("\n") if line) for text in (head, tail)
    ]
    return read_head(pieces[0], pieces[1], "文件")


@pytest.mark.parametrize("name", HEADS)
def test_head(name: str) -> None:
    head, tail, expected = HEADS[name]
    found = read(head, tail)
    issued = found.issued.isoformat() if found.issued else ""
    assert (found.title, found.number, found.issuer, issued, found.region, found.year) == expected


def test_the_documents_a_preamble_names_are_its_ground() -> None:
    found = read(
        "甲县2022年工作要点\n为贯彻落实《国务院办公厅关于印发2022年要点的通知》（国办发〔2022〕8号）、《条例》等文件精神，"
        "结合本县实际，制定本要点，请认真落实。\n",
        "",
    )
    assert found.basis == ("《国务院办公厅关于印发2022年要点的通知》（国办发〔2022〕8号）",)


@pytest.mark.parametrize(
    ("tail", "attachment", "several"),
    [
        ("附件：情况表\n", "情况表", ()),
        ("附件:1.情况表\n2.联系表\n", "", ("情况表", "联系表")),
        ("联系人：办公室\n", "", ()),
    ],
)
def test_attachments(tail: str, attachment: str, several: tuple[str, ...]) -> None:
    found = read("甲县2022年工作要点\n", tail)
    assert (found.attachment, found.attachments) == (attachment, several)


def test_a_day_that_may_be_the_day_of_issue_says_what_to_write() -> None:
    lines = [
        "甲县2026年民生实事",
        "填报单位：县政府办2026年2月10日",
        "1.修路。（责任单位：县交通局）",
        "2.造桥。（县交通局）",
    ]
    blocks = tuple(Paragraph(text=line, place=f"第{n}行", whole=True) for n, line in enumerate(lines, 1))
    draft = draft_plan(Source("文件.txt", blocks))
    assert draft.issued is None
    assert "没有读到印发日期；第2行的“2026年2月10日”如果就是，写“印发日期: 2026-02-10”" in draft.doubts


def test_a_year_and_a_place_that_are_not_the_documents_are_asked_about() -> None:
    """What is said on the command line wins, and is told where the document says otherwise."""
    lines = ["云溪县2026年政务公开工作要点", "1．公开预算。6月底前公开本级预算。（县财政局牵头）"]
    blocks = tuple(Paragraph(text=line, place=f"第{n}行", whole=True) for n, line in enumerate(lines, 1))
    source = Source("要点.txt", blocks)
    other = draft_plan(source, year=2027, region="石桥县")
    assert (other.year, other.region) == (2027, "石桥县")
    text = draft_yaml(other)
    assert "# 待核：原文写的是2026年，这里按所写的2027年，请核对" in text
    assert "# 待核：原文写的是云溪县，这里按所写的石桥县，请核对" in text
    assert "原文写的是" not in draft_yaml(draft_plan(source, year=2026, region="云溪县"))
    assert "原文写的是" not in draft_yaml(draft_plan(source))


def test_minutes_name_the_county_above_their_title() -> None:
    lines = (
        "青石县人民政府专题会议纪要", "关于研究城区道路建设有关问题的会议纪要", "会议听取了县住建局关于2026年道路建设情况的汇报。",
        "1.修路。由县交通局负责，6月底前完成。", "2.造桥。由县住建局负责，9月底前完成。",
    )  # fmt: skip
    blocks = tuple(Paragraph(text=text, place=f"第{n}段", whole=True) for n, text in enumerate(lines, 1))
    draft = draft_plan(Source("文件.docx", blocks), year=2026)
    assert (draft.region, draft.issuer) == ("青石县", "")


def test_a_period_is_not_lost_because_a_reporting_sentence_has_its_words_too() -> None:
    """每季度通报一次 of a task, and 每季度末月25日前报送进展 of the whole document."""
    lines = [
        "云溪县2026年政务公开工作要点", "一、推进公开",
        "1．公开预算。10月20日前公开，每季度通报一次。（县财政局牵头）",
        "2．公开名单。6月底前公开。（县教育局牵头）",
        "二、工作要求", "各责任单位于每季度末月25日前报送进展。",
    ]  # fmt: skip
    blocks = tuple(Paragraph(text=line, place=f"第{n}行", whole=True) for n, line in enumerate(lines, 1))
    draft = draft_plan(Source("要点.txt", blocks))
    assert [(one.what, one.deadline) for one in draft.tasks[0].extra] == [
        ("公开", "10月20日前"),
        ("通报一次", "每季度"),
    ]
    assert [duty.deadline for duty in draft.reporting] == ["每季度末月25日前"]


TABLED = Table(
    tuple(
        Row(tuple(map(Cell, cells)), f"表第{n}行")
        for n, cells in enumerate(
            [
                ("序号", "任务", "责任单位", "完成时限"),
                ("1", "修缮校舍", "县教育局", "6月底前"),
                ("2", "疏通河道", "县水利局", "9月底前"),
            ]
        )
    )
)


def below_the_table(*lines: str) -> Draft:
    above = ("甲县2026年重点工作任务分解表", "甲政办发〔2026〕9号")
    paragraphs = [Paragraph(text=line, place=line, whole=True) for line in (*above, *lines)]
    return draft_plan(Source("文件.docx", (*paragraphs[:2], TABLED, *paragraphs[2:])))


@pytest.mark.parametrize(
    ("lines", "issuer", "issued"),
    [
        (("甲县人民政府办公室", "2026年4月10日"), "甲县人民政府办公室", date(2026, 4, 10)),
        (("注：每周一报送进展。", "甲县人民政府办公室", "二〇二六年四月十日"), "甲县人民政府办公室", date(2026, 4, 10)),
        (("抄送：县委各部门。", "甲县人民政府办公室  2026年4月11日印发"), "甲县人民政府办公室", date(2026, 4, 11)),
        (("甲县人民政府办公室",), "", None),
    ],
)  # fmt: skip
def test_the_signature_below_a_table_is_one(lines: tuple[str, ...], issuer: str, issued: date | None) -> None:
    draft = below_the_table(*lines)
    assert (draft.issuer, draft.issued) == (issuer, issued)
    assert [
        words for _, words in draft.unused if "年" in words and "日" in words and "印发" not in words
    ] == []


@pytest.mark.parametrize("line", ["甲县人民政府办公室2026年4月10日", "2026-04-10", "发布时间：2026年4月10日"])
def test_a_day_below_a_table_that_may_be_the_day_of_issue_is_asked_about(line: str) -> None:
    draft = below_the_table("甲县人民政府办公室", line)
    assert draft.issued is None
    assert any("没有读到印发日期" in doubt and "2026-04-10" in doubt for doubt in draft.doubts)


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("关于研究城区道路建设有关问题的会议纪要", ""),
        ("研究老城区改造的会议纪要", ""),
        ("关于协调解决城关镇供水问题的会议纪要", ""),
        ("整治农村集市工作方案", ""),
        ("关于听取县人民医院搬迁的会议纪要", ""),
        ("巩固国家卫生县城工作方案", ""),
        ("商讨青石县项目建设会议纪要", "青石县"),
        ("全面推进青石县政务公开工作要点", "青石县"),
        ("青石县创建文明县城工作方案", "青石县"),
        ("关于抓好县政府第58次常务会议议定事项落实的通知", ""),
        ("关于跟踪督办县委全会部署的通知", ""),
        ("关于转发县政府工作要点的通知", ""),
        ("关于抓好青石县2026年防汛工作的通知", "青石县"),
        ("关于印发青石县政府工作报告任务分解的通知", "青石县"),
    ],
)
def test_what_a_title_does_is_no_part_of_a_region(title: str, region: str) -> None:
    assert read_region(title) == region


def test_the_letterhead_names_the_county_whose_own_office_a_title_speaks_of() -> None:
    title = "关于抓好县政府第58次常务会议议定事项落实的通知"
    head = f"青石县人民政府督查室\n督查通知\n青政督〔2026〕11号\n{title}\n"
    found = read(head, "青石县人民政府督查室\n2026年4月20日\n")
    assert (found.title, found.issuer, found.region) == (title, "青石县人民政府督查室", "青石县")


@pytest.mark.parametrize(
    "place",
    [
        "晋城市", "诸城市", "全椒县", "全州县", "本溪满族自治县", "城固县", "城步苗族自治县", "乡宁县", "乡城县",
        "市中区", "市南区", "城关区",
    ],
)  # fmt: skip
def test_places_whose_names_look_like_other_words(place: str) -> None:
    assert read_region(f"{place}2026年重点工作任务分解表") == place
    assert read_region(f"关于印发《{place}政务公开工作要点》的通知") == place


@pytest.mark.parametrize(
    "words",
    [
        "全县",
        "全市",
        "全州",
        "我县",
        "我市",
        "本区",
        "各县",
        "城区",
        "乡镇",
        "城镇",
        "文明城市",
        "智慧城市",
        "市区",
    ],
)
def test_words_that_look_like_places(words: str) -> None:
    assert read_region(f"{words}2026年重点工作任务分解表") == ""


def test_the_office_on_the_first_line_tells_the_region() -> None:
    lines = ["青石县医疗保障局", "关于印发2026年医疗保障工作要点的通知", "2026年全县医疗保障工作要点"]
    pieces = [Piece(line, f"第{n}段", ()) for n, line in enumerate(lines, 1)]
    assert read_head(pieces, [], "通知").region == "青石县"
