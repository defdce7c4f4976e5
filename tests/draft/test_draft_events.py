"""Times of the text that hang on an event whose day nobody can tell."""

from __future__ import annotations

import pytest

from ledger.draft import draft_plan
from ledger.values.source import Paragraph, Source

SAYS = "正文里还有像时限的文字："


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("加固教室，秋季学期开学前投入使用。", ["秋季学期开学前投入使用"]),
        ("会前15日印发通知。", ["会前15日印发通知"]),
        ("会后10日内办结。", ["会后10日内办结"]),
        ("确保入汛前完成清淤。", ["入汛前完成清淤"]),
        ("目前完成一半，提前15日公告，事前完成评估。", []),
        ("审核后报送县政府，售前培训。", []),
        ("8月20日前完成整修。", []),  # a milestone
    ],
)
def test_a_time_by_an_event_is_asked_about(text: str, told: list[str]) -> None:
    lines = (
        "甲县2026年重点工作要点",
        f"一、修缮校舍。{text}（县教育局牵头）",
        "二、疏通河道。清理淤泥。（县水利局牵头）",
    )
    draft = draft_plan(Source("文件", tuple(Paragraph(text=line, place=line) for line in lines)))
    doubts = (*draft.doubts, *(doubt for task in draft.tasks for doubt in task.doubts))
    assert [doubt.partition(SAYS)[2] for doubt in doubts if SAYS in doubt] == told


def test_a_time_by_an_event_in_the_deadline_is_told_once() -> None:
    lines = (
        "甲县2026年重点工作要点",
        "一、修缮校舍。开学前完成整修。\n责任单位：县教育局；完成时限：开学前",
        "二、疏通河道。清理淤泥。（县水利局牵头）",
    )
    draft = draft_plan(
        Source("文件", tuple(Paragraph(text=line, place=line) for line in "\n".join(lines).split("\n")))
    )
    assert draft.tasks[0].deadline == "开学前"
    assert not [
        doubt for task in draft.tasks for doubt in task.doubts if SAYS in doubt and "开学前完成" in doubt
    ]
