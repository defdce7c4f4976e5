"""Whatever the text: a plan that validates, or one sentence. Never a crash, never a changed word."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.draft import draft_plan
from ledger.draft.noise import tidy
from ledger.files.documents.txt import read_text
from ledger.files.yaml.plan_yaml import parse_plan
from ledger.problems import LedgerError
from ledger.views.draft_yaml import draft_yaml

SCRAPS = st.sampled_from(
    ["一、", "（一）", "(二)", "1.", "2．", "（1）", "①", "第一条", "第二章", "做好公开", "公开规划。", "县财政局", "各乡镇", "（", "）",
     "〔", "〕", "【", "】", "责任单位：", "牵头单位:", "完成时限：", "6月底前", "2023年", "长期坚持", "牵头", "配合", "，", "。", "；", "、",
     "\n", "\n\n", "\t", "  ", "　", "|", "序号", "任务名称", "任务内容", "时间节点", "1", "2", "**", "<table>", "<td>", "</table>",
     "“", "”", "《", "》", "附件", "报送", "报县政府办公室", "and", "IPv6", ": ", " #", "- ", "'", '"', "下同", "不再列出", "\x00", "\u2028"]
)  # fmt: skip
TEXTS = st.lists(SCRAPS | st.text(max_size=4), max_size=60).map("".join)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text_gives_a_valid_plan_or_a_sentence(text: str) -> None:
    try:
        draft = draft_plan(read_text("a.txt", text.encode("utf-8", "ignore")), year=2023)
    except LedgerError as error:
        sentence = error.message
    else:
        sentence = ""
    if sentence:
        assert sentence.endswith("。")
        return
    written = draft_yaml(draft)
    read = parse_plan(Path("a.yaml"), "a.yaml", written.encode())
    assert read.plan is not None, (written, read.problems)
    for task, kept in zip(draft.tasks, read.plan.tasks, strict=True):
        assert (task.name.strip(), task.content.strip()) == (kept.name, kept.content)
        assert (task.responsibility.strip(), task.deadline.strip()) == (
            kept.responsibility or "",
            kept.deadline or "",
        )


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(alphabet="公开规划，。；：（）“”《》、1２月日abcXYZ", max_size=60))
@settings(max_examples=100, deadline=None)
def test_text_without_noise_stays_as_it_is(text: str) -> None:
    assert tidy(text) == text
