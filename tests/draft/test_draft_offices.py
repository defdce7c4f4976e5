"""责任科室 beside or without the bureau, and cells that say 同上."""

from __future__ import annotations

import pytest

from ledger.draft import draft_plan
from ledger.values.source import Cell, Draft, DraftTask, Paragraph, Row, Source, Table

TITLE = Paragraph(text="甲县2024年教育重点工作安排", place="第1段", whole=True)


def table(*rows: list[str]) -> Draft:
    lines = tuple(Row(tuple(map(Cell, row)), "第1页") for row in rows)
    return draft_plan(Source("文件.pdf", (TITLE, Table(lines))))


def text(*lines: str) -> Draft:
    parts = tuple(Paragraph(text=line, place=f"第{n}段", whole=True) for n, line in enumerate(lines, 2))
    return draft_plan(Source("文件.docx", (TITLE, *parts)))


def who(task: DraftTask) -> tuple[str, dict[str, str]]:
    return task.responsibility, dict(task.other)


def test_an_office_beside_its_bureau_is_the_tables_own_column() -> None:
    draft = table(
        ["序号", "工作任务", "责任单位", "责任科室", "完成时限"],
        ["1", "维修校舍", "县教体局", "基建股", "8月底前"],
        ["2", "组织会考", "县招生办", "考试股", "6月底前"],
    )
    assert [who(task) for task in draft.tasks] == [
        ("县教体局", {"责任科室": "基建股"}),
        ("县招生办", {"责任科室": "考试股"}),
    ]


def test_an_office_with_its_bureau_in_one_cell_gives_the_bureau() -> None:
    draft = table(
        ["序号", "工作任务", "责任科室", "协同单位", "完成时限"],
        ["1", "维修校舍", "县教体局基建股", "县住建局", "8月底前"],
        ["2", "组织会考", "县教体局考试股、安全股", "县公安局", "6月底前"],
    )
    assert [who(task) for task in draft.tasks] == [
        ("责任单位：县教体局；协同单位：县住建局", {"责任科室": "县教体局基建股"}),
        ("责任单位：县教体局；协同单位：县公安局", {"责任科室": "县教体局考试股、安全股"}),
    ]
    assert "“责任科室”写的是局内科室，责任单位记到局，科室照录在“其他”" in draft.doubts
    assert not draft.unused


def test_offices_of_a_bureaus_own_plan_are_its_units() -> None:
    draft = table(
        ["序号", "工作任务", "责任科室", "完成时限"],
        ["1", "公开预算", "财务科", "3月底前"],
        ["2", "组织会考", "考试科、人事科", "6月底前"],
    )
    assert [who(task) for task in draft.tasks] == [("财务科", {}), ("考试科、人事科", {})]


@pytest.mark.parametrize(
    ("line", "units", "office"),
    [
        ("责任单位：县教体局；责任科室：基建股；协同单位：县住建局", "责任单位：县教体局；协同单位：县住建局", "基建股"),
        ("责任科室：县教体局基建股；协同单位：县住建局", "责任单位：县教体局；协同单位：县住建局", "县教体局基建股"),
        ("责任科室：基建股；协同单位：县住建局", "责任科室：基建股；协同单位：县住建局", None),
        ("责任单位：县政府办公室；责任科室：秘书科", "责任单位：县政府办公室", "秘书科"),
    ],
)  # fmt: skip
def test_an_office_in_a_labelled_line_is_kept_apart(line: str, units: str, office: str | None) -> None:
    draft = text(f"1.维修校舍。改造危房。（{line}）", "2.组织会考。（县教体局）")
    assert who(draft.tasks[0]) == (units, {"责任科室": office} if office else {})


@pytest.mark.parametrize("mark", ["同上", "〃", "（同上）", "同上一行", "″"])
def test_a_cell_that_repeats_the_one_above_has_its_words_and_says_so(mark: str) -> None:
    draft = table(
        ["序号", "工作任务", "责任单位", "完成时限", "分管领导"],
        ["1", "维修校舍", "县教体局", "8月底前", "甲某某"],
        ["2", "组织会考", mark, mark, mark],
        ["3", "采购课桌", mark, "9月底前", "乙某某"],
        ["4", "清理河道", "县水利局", "5月底前", "乙某某"],
    )
    assert [(t.responsibility, t.deadline, t.other[0][1]) for t in draft.tasks] == [
        ("县教体局", "8月底前", "甲某某"),
        ("县教体局", "8月底前", "甲某某"),
        ("县教体局", "9月底前", "乙某某"),
        ("县水利局", "5月底前", "乙某某"),
    ]
    assert [t.doubts for t in draft.tasks] == [
        (),
        ("“同上”已按上一项填写",),
        ("“同上”已按上一项填写",),
        (),
    ]
    assert not draft.unused


def test_a_line_that_repeats_the_task_above_has_its_words() -> None:
    draft = text(
        "1.维修校舍。改造危房。（责任单位：县教体局；完成时限：8月底前）",
        "2.采购课桌。更新两千套。（责任单位：同上；完成时限：同上）",
    )
    assert [(t.responsibility, t.deadline) for t in draft.tasks] == [("责任单位：县教体局", "8月底前")] * 2
    assert draft.tasks[1].doubts == ("“同上”已按上一项填写",)
