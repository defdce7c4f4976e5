"""A document that is no plan of work: said before anything else."""

from __future__ import annotations

from ledger.draft import draft_plan
from ledger.files.documents.txt import read_text
from ledger.values.source import Draft
from ledger.views.draft_yaml import draft_yaml


def draft(*lines: str) -> Draft:
    return draft_plan(read_text("文件.txt", "\n".join(lines).encode()), year=2026, region="例县")


def test_a_price_list_is_told_first() -> None:
    one = draft("Price list 2026", "1. Apples 12.50", "2. Pears 9.00", "3. Plums 7.00", "4. Grapes 15.00")
    assert one.unlike == "4 项都没有写明责任单位和时限"
    first = "# 待核：不大像工作计划：4 项都没有写明责任单位和时限，先确认是不是这一份"
    assert draft_yaml(one).splitlines()[0] == first


def test_a_plan_of_which_a_third_says_who_or_when_is_one() -> None:
    lines = ["例县2026年工作要点", "1. 公开预算。（县财政局牵头）", "2. 加强政策解读。", "3. 抓好平台建设。"]
    assert draft(*lines).unlike == ""
    assert draft(*lines, "4. 做好培训。").unlike == "4 项里只有 1 项写明责任单位或时限"
