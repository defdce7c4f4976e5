"""What plans are called, alone and beside others."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from ledger.values.plan_names import matter, names_apart, plan_name


def plan(
    id: str, title: str, region: str | None = "云溪县", year: int = 2026, short: str | None = None
) -> Any:
    return SimpleNamespace(id=id, title=title, region=region, year=year, short=short, rolling="督查" in title)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("云溪县2026年政务公开工作要点任务分解表", "政务公开"),
        ("2026年云溪县优化营商环境工作要点", "优化营商环境"),
        ("云溪县人民政府办公室关于印发云溪县2026年防汛工作实施方案的通知", "防汛"),
        ("云溪县安全生产治本攻坚三年行动方案（2024—2026年）", "安全生产治本攻坚三年行动"),
        ("2026年政府工作报告重点工作责任分解表", "政府工作报告重点工作"),
        ("云溪县2026年工作要点", "工作要点"),
        ("云溪县2026年优化营商环境重点任务分解表", "优化营商环境"),
        ("云溪县2026年重点任务清单", "重点任务"),
        ("云溪县2026年重点项目建设计划", "重点项目建设"),
        ("督查事项台账", "督查事项"),
    ],
)
def test_the_matter_of_a_title(title: str, words: str) -> None:
    assert matter(title, "云溪县") == words


def test_one_plan_needs_no_name() -> None:
    assert names_apart([plan("a", "云溪县2026年政务公开工作要点")]) == {}


def test_of_one_county_and_year_the_matter_tells() -> None:
    two = [plan("a", "云溪县2026年政务公开工作要点"), plan("b", "云溪县2026年优化营商环境工作要点")]
    assert names_apart(two) == {"a": "政务公开", "b": "优化营商环境"}
    assert plan_name(two[0]) == "云溪县2026政务公开"


def test_what_all_share_is_left_out_and_what_differs_is_said() -> None:
    plans = [
        plan("a", "云溪县2025年政务公开工作要点", year=2025),
        plan("b", "云溪县2026年政务公开工作要点"),
        plan("c", "石桥县2026年政务公开工作要点", "石桥县"),
    ]
    assert names_apart(plans) == {"a": "云溪县2025", "b": "云溪县2026", "c": "石桥县2026"}


def test_the_short_name_is_taken_as_it_is() -> None:
    plans = [plan("a", "云溪县2026年政务公开工作要点", short="公开"), plan("b", "云溪县2026年防汛方案")]
    assert names_apart(plans) == {"a": "公开", "b": "防汛"}


def test_two_of_one_name_are_told_apart_all_the_same() -> None:
    same = [plan("a", "云溪县2026年防汛方案"), plan("b", "云溪县2026年防汛任务分解表")]
    assert names_apart(same) == {"a": "云溪县2026年防汛方案", "b": "云溪县2026年防汛任务分解表"}
    twins = [plan("a", "防汛方案"), plan("b", "防汛方案")]
    assert names_apart(twins) == {"a": "防汛方案（a）", "b": "防汛方案（b）"}


def test_a_register_has_no_year() -> None:
    plans = [plan("a", "云溪县督查事项"), plan("b", "云溪县2026年优化营商环境工作要点")]
    assert names_apart(plans) == {"a": "督查事项", "b": "优化营商环境"}
    assert plan_name(plans[0]) == "云溪县督查事项"
