"""Documents that say themselves what a heading is (Markdown, Word, web pages): tasks below headings, headings as tasks."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.draft import draft_plan
from ledger.files.documents.docx import read_docx
from ledger.files.documents.html import read_html
from ledger.files.documents.txt import read_text
from ledger.values.source import Draft

HEAD = "# 青石县数字政府建设2026年度重点任务\n\n> 印发：县数据局\n\n"


def drafted(text: str) -> Draft:
    return draft_plan(read_text("任务.md", (HEAD + text).encode()))


def test_a_heading_with_a_bare_number_names_a_task() -> None:
    draft = drafted(
        "## 政务服务\n\n### 1 办成一件事\n\n- **任务内容**：上线13个事项\n- **牵头**：县行政审批局\n- **配合**：县数据局\n"
        "- **时限**：6月底前\n\n### 2 事项标准化\n\n- **任务内容**：统一要素\n- **牵头**：县行政审批局\n- **时限**：9月底前\n\n"
        "## 数据资源\n\n### 3 数据归集\n\n- **任务内容**：归集数据\n  500万条\n- **指标**：95%\n- **牵头**：县数据局\n- **时限**：10月底前\n"
    )
    found = [(t.no, t.section, t.name, t.content, t.responsibility, t.deadline) for t in draft.tasks]
    assert found == [
        (1, ("政务服务",), "办成一件事", "上线13个事项", "牵头：县行政审批局；配合：县数据局", "6月底前"),
        (2, ("政务服务",), "事项标准化", "统一要素", "牵头：县行政审批局", "9月底前"),
        (3, ("数据资源",), "数据归集", "归集数据\n500万条\n指标：95%", "牵头：县数据局", "10月底前"),
    ]  # fmt: skip
    assert [task.original_no for task in draft.tasks] == ["1", "2", "3"]
    assert draft.unused == (("第3行", ">印发：县数据局"),)


def test_headings_without_number_and_text_below_the_last() -> None:
    draft = drafted(
        "## 数据归集\n归集数据500万条。\n- 牵头：县数据局\n- 时限：10月底前\n\n## 电子证照\n- 牵头：县司法局\n- 时限：11月底前\n\n"
        "## 工作要求\n\n各单位要加强协调。\n"
    )
    assert [(t.name, t.content, t.responsibility, t.deadline) for t in draft.tasks] == [
        ("数据归集", "归集数据500万条。", "牵头：县数据局", "10月底前"),
        ("电子证照", "", "牵头：县司法局", "11月底前"),
    ]
    assert "各单位要加强协调。" in [words for _, words in draft.unused]


def test_headings_over_numbered_tasks_are_chapters() -> None:
    draft = drafted(
        "## 数据归集\n\n1. 归集数据。\n\n责任单位：县数据局\n\n2. 编制目录。\n\n责任单位：县档案局\n\n## 电子证照\n\n3. 新增场景。\n\n"
        "责任单位：县司法局\n"
    )
    assert [(t.no, t.name, t.responsibility) for t in draft.tasks] == [
        (1, "归集数据", "责任单位：县数据局"),
        (2, "编制目录", "责任单位：县档案局"),
        (3, "新增场景", "责任单位：县司法局"),
    ]


def test_headings_with_numbers_of_an_outline_stay_with_it() -> None:
    draft = drafted(
        "### 一、数据归集\n\n责任单位：县数据局\n\n### 二、电子证照\n\n责任单位：县司法局\n\n完成时限：11月底前\n"
    )
    assert [(t.original_no, t.name, t.responsibility) for t in draft.tasks] == [
        ("一、", "数据归集", "责任单位：县数据局"),
        ("二、", "电子证照", "责任单位：县司法局"),
    ]
    assert draft.columns == ()


def test_numbered_headings_over_lists_keep_their_units() -> None:
    draft = drafted(
        "### 1. 数据归集\n\n- **内容**：归集数据\n- **牵头**：县数据局\n- **时限**：10月底前\n\n### 2. 电子证照\n\n- **内容**：新增场景\n"
        "- **牵头**：县司法局\n- **时限**：11月底前\n"
    )
    assert [(t.name, t.deadline) for t in draft.tasks] == [("数据归集", "10月底前"), ("电子证照", "11月底前")]
    assert ["县数据局" in draft.tasks[0].responsibility, "县司法局" in draft.tasks[1].responsibility] == [
        True,
        True,
    ]


PARTS = (
    (1, "青石县2026年数字政府建设工作要点"), (2, "夯实基础"), (3, "建设政务云平台"), (0, "完成机房扩容。"),
    (0, "责任单位：县数据局；完成时限：6月底前"), (3, "编制数据目录"), (0, "编制目录1200项。（县数据局牵头，4月底前完成）"),
    (2, "优化服务"), (3, "推行一件事"), (0, "上线“一件事”15个。责任单位：县政务局；完成时限：10月底前"),
)  # fmt: skip
FOUND = [
    (("夯实基础",), "建设政务云平台", "完成机房扩容。", "责任单位：县数据局", "6月底前"),
    (("夯实基础",), "编制数据目录", "编制目录1200项。", "县数据局牵头", "4月底前完成"),
    (("优化服务",), "推行一件事", "上线“一件事”15个。", "责任单位：县政务局", "10月底前"),
]


@pytest.mark.parametrize("kind", ["docx", "html", "md"])
def test_what_the_document_calls_a_heading_is_one_without_a_number(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"要点.{kind}"
    if kind == "docx":
        import docx

        document = docx.Document()
        for depth, words in PARTS:
            document.add_heading(words, depth) if depth else document.add_paragraph(words)
        document.save(str(path))
        source = read_docx(path)
    elif kind == "html":
        tags = (f"<h{depth}>{words}</h{depth}>" if depth else f"<p>{words}</p>" for depth, words in PARTS)
        path.write_text(f"<meta charset=utf-8>{''.join(tags)}", encoding="utf-8")
        source = read_html(path)
    else:
        lines = (f"{'#' * depth} {words}".strip() for depth, words in PARTS)
        source = read_text("要点.md", "\n\n".join(lines).encode())
    draft = draft_plan(source)
    assert [(t.section, t.name, t.content, t.responsibility, t.deadline) for t in draft.tasks] == FOUND
    assert (draft.title, draft.doubts) == (PARTS[0][1], ())


def test_headings_without_number_stand_over_numbered_tasks_and_beside_numbered_headings() -> None:
    draft = drafted(
        "## 夯实基础\n\n1. 建设云平台。（县数据局）\n2. 编制目录。（县档案局）\n\n## 优化服务\n\n1. 推行一件事。（县政务局）\n"
    )
    assert [(t.section, t.name) for t in draft.tasks] == [
        (("夯实基础",), "建设云平台"),
        (("夯实基础",), "编制目录"),
        (("优化服务",), "推行一件事"),
    ]
    draft = drafted(
        "## 一、修路\n\n责任单位：县交通局\n\n## 二、架桥\n\n责任单位：县水利局\n\n## 植树\n\n责任单位：县林业局\n"
    )
    assert [t.name for t in draft.tasks] == ["修路", "架桥", "植树"]


def test_a_label_below_who_and_when_stays_with_the_last_task_too() -> None:
    lines = "- **牵头**：县数据局\n- **时限**：6月底前\n- **指标**："
    draft = drafted(
        f"### 1 归集数据\n\n{lines}90%\n\n### 2 编制目录\n\n{lines}80%\n\n### 3 新增场景\n\n{lines}95%\n\n附则。\n"
    )
    assert [(t.content, t.other) for t in draft.tasks] == [
        ("", (("指标", percent),)) for percent in ("90%", "80%", "95%")
    ]
    assert draft.columns == ("牵头", "时限", "指标")
    assert ("第23行", "附则。") in draft.unused


def test_labels_of_matters_below_who_and_when_begin_no_record() -> None:
    draft = drafted(
        "一、归集数据\n任务内容：归集\n牵头单位：县数据局\n完成时限：6月底前\n指标：90%\n"
        "二、编制目录\n任务内容：编目\n牵头单位：县档案局\n完成时限：9月底前\n指标：80%\n"
    )
    assert [(t.name, t.content, t.responsibility, t.deadline, t.other) for t in draft.tasks] == [
        ("归集数据", "归集", "牵头单位：县数据局", "6月底前", (("指标", "90%"),)),
        ("编制目录", "编目", "牵头单位：县档案局", "9月底前", (("指标", "80%"),)),
    ]
    assert draft.columns == ("任务内容", "牵头单位", "完成时限", "指标")
    assert draft.unused == (("第3行", ">印发：县数据局"),)


def test_a_label_begins_a_line_of_its_own_whatever_the_line_above_ends_with() -> None:
    draft = drafted(
        "## 数据归集\n\n- 牵头：县数据局；县司法局\n- 时限：8月底前\n\n## 电子证照\n\n- 牵头：县数据局\n- 时限：9月底前\n"
    )
    assert [(t.responsibility, t.deadline) for t in draft.tasks] == [
        ("牵头：县数据局；县司法局", "8月底前"),
        ("牵头：县数据局", "9月底前"),
    ]


@pytest.mark.parametrize(
    ("below", "contents"),
    [
        (("指标：90%", "", ""), ["指标：90%", "", ""]),  # stands once
        (("指标：90%", "指标：80%", "", "", ""), ["指标：90%", "指标：80%", "", "", ""]),  # below few
        (("目标：6月底前建成", "目标：80%", "目标：95%"), ["目标：6月底前建成", "目标：80%", "目标：95%"]),  # a day
        (("指标：90%\n好评率另计。", "指标：80%", "指标：95%"), ["指标：90%\n好评率另计。", "指标：80%", "指标：95%"]),
        (("归集。\n工作要求：从严", "编目。\n备注：示例"), ["归集。\n工作要求：从严", "编目。\n备注：示例"]),
    ],
)  # fmt: skip
def test_a_label_that_heads_no_column_stays_in_the_text(below: tuple[str, ...], contents: list[str]) -> None:
    tasks = zip(
        "一二三四五", ("归集数据", "编制目录", "新增场景", "清理系统", "培训人员"), below, strict=False
    )
    draft = drafted("\n".join(f"{n}、{name}\n责任单位：县数据局\n{text}" for n, name, text in tasks))
    assert [task.content for task in draft.tasks] == contents
    assert [task.other for task in draft.tasks] == [()] * len(below)
    assert draft.columns == ()


def test_of_two_labels_that_say_what_to_do_the_second_is_a_column() -> None:
    draft = drafted(
        "一、归集数据\n工作内容：归集\n工作要求：从严\n责任单位：县数据局\n"
        "二、编制目录\n工作内容：编目\n工作要求：从快\n责任单位：县档案局\n"
    )
    assert [(t.content, t.other) for t in draft.tasks] == [
        ("归集", (("工作要求", "从严"),)),
        ("编目", (("工作要求", "从快"),)),
    ]
    assert [task.name for task in draft.tasks] == ["归集数据", "编制目录"]
    assert draft.columns == ("工作内容", "工作要求", "责任单位")


@pytest.mark.parametrize("counts", [("编号：1\n", "编号：2\n"), ("", "")])
def test_records_with_nothing_between_them_begin_with_their_first_label(counts: tuple[str, str]) -> None:
    first, second = counts
    draft = drafted(
        f"{first}事项内容：修路\n责任单位：县交通局\n完成时限：6月底前\n"
        f"{second}事项内容：架桥\n责任单位：县水利局\n完成时限：7月底前\n"
    )
    assert [(t.no, t.original_no, t.name, t.responsibility, t.deadline) for t in draft.tasks] == [
        (1, "", "修路", "县交通局", "6月底前"),
        (2, "", "架桥", "县水利局", "7月底前"),
    ]


def test_the_closing_of_a_notice_is_no_part_of_the_last_record() -> None:
    draft = drafted(
        "【工作任务】归集数据\n\n【责任单位】县数据局\n\n【完成时限】6月底前\n\n"
        "【工作任务】新增场景\n\n【责任单位】县司法局\n\n【完成时限】10月底前\n\n特此通知。\n\n附件：任务清单\n"
    )
    assert [(t.name, t.responsibility, t.deadline, t.other) for t in draft.tasks] == [
        ("归集数据", "县数据局", "6月底前", ()),
        ("新增场景", "县司法局", "10月底前", ()),
    ]
    assert "特此通知。" in [words for _, words in draft.unused]
    assert draft.columns == ("工作任务", "责任单位", "完成时限")
