"""Problems as people, scripts and GitHub see them: each compared whole."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ledger.problems import Problem
from ledger.views.problems import (
    EXCERPT_COLUMNS,
    excerpt,
    problems_github,
    problems_json,
    problems_text,
    summary,
)

DEADLINE = Problem(
    check="deadline-unknown",
    message="看不懂的期限“11月地前”",
    hint="写成“11月底前”。",
    severity="warning",
    file="plans/x.yaml",
    line=12,
    column=9,
    width=5,
    excerpt="  时间节点: 11月地前",
)
WHOLE_FILE = Problem(check="empty-file", message="文件是空的", file="a.yaml")


def test_text_has_place_line_marker_and_remedy() -> None:
    assert problems_text([DEADLINE, WHOLE_FILE]) == (
        "plans/x.yaml:12:9: 警告：看不懂的期限“11月地前” [deadline-unknown]\n"
        " 12 |   时间节点: 11月地前\n"
        "    |             ^^^^^^^^\n"
        "    建议：写成“11月底前”。\n"
        "a.yaml: 错误：文件是空的 [empty-file]\n"
    )


def test_colour_paints_the_word_and_the_marker_and_changes_no_text() -> None:
    coloured = problems_text([DEADLINE], colour=True)
    assert coloured.count("\x1b[1;33m") == 2
    assert coloured.replace("\x1b[1;33m", "").replace("\x1b[0m", "") == problems_text([DEADLINE])


@pytest.mark.parametrize(
    ("line", "column", "width", "marker"),
    [
        ("时间节点: 11月地前", 7, 5, "          ^^^^^^^^"),  # 11月地前 is 5 characters and 8 columns
        ("  a: b", 6, 1, "     ^"),
        ("\ta: b", 2, 1, "    ^"),
        ("a:", 3, 1, "  ^"),
        ("", 1, 1, "^"),
        ("“甲”: 乙", 6, 1, "      ^^"),
    ],
)
def test_the_marker_is_right_under_wide_characters(line: str, column: int, width: int, marker: str) -> None:
    assert excerpt(line, column, width)[1] == marker


def test_a_long_line_is_cut_around_the_mark() -> None:
    shown, marker = excerpt("一" * 300 + "11月底前" + "二" * 300, 301, 5)
    assert shown == "…" + "一" * 17 + "11月底前" + "二" * 16 + "…"
    assert marker == " " * 35 + "^" * 8


@given(st.text(alphabet="甲a。\t，\u0301“", max_size=200), st.integers(1, 200), st.integers(1, 30))
def test_the_mark_is_always_in_sight(line: str, column: int, width: int) -> None:
    shown, marker = excerpt(line, column, width)
    assert cell_len(shown) <= EXCERPT_COLUMNS
    assert marker.strip("^ ") == ""
    assert marker.endswith("^")
    assert len(marker) <= EXCERPT_COLUMNS


def test_json_is_the_contract() -> None:
    assert json.loads(problems_json([DEADLINE, WHOLE_FILE])) == {
        "problems": [
            {
                "file": "plans/x.yaml",
                "line": 12,
                "column": 9,
                "severity": "warning",
                "check": "deadline-unknown",
                "message": "看不懂的期限“11月地前”",
                "hint": "写成“11月底前”。",
            },
            {
                "file": "a.yaml",
                "line": None,
                "column": None,
                "severity": "error",
                "check": "empty-file",
                "message": "文件是空的",
                "hint": "",
            },
        ]
    }
    assert json.loads(problems_json([])) == {"problems": []}


def test_github_annotations_are_escaped() -> None:
    odd = Problem(check="x", severity="note", message="100%\n第二行", file="a,b:c.yaml", line=1, column=2)
    assert problems_github([DEADLINE, odd, WHOLE_FILE]) == (
        "::warning file=plans/x.yaml,line=12,col=9,title=deadline-unknown::"
        "看不懂的期限“11月地前”。建议：写成“11月底前”。\n"
        "::notice file=a%2Cb%3Ac.yaml,line=1,col=2,title=x::100%25%0A第二行\n"
        "::error file=a.yaml,title=empty-file::文件是空的\n"
    )


def test_summary_counts_what_there_is() -> None:
    assert summary([DEADLINE, WHOLE_FILE, WHOLE_FILE], 3) == "3 份计划：2 个错误，1 个警告。"
    assert summary([], 5) == "5 份计划：没有发现问题。"


@pytest.mark.parametrize("width", [40, 80, 120])
def test_on_a_terminal_lines_hang_and_the_mark_stays_below_its_word(width: int) -> None:
    text = problems_text(
        [replace(DEADLINE, excerpt="  时间节点: " + "在规定的时间里" * 9 + "11月地前", column=72)],
        width=width,
    )
    lines = text.splitlines()
    assert max(cell_len(line) for line in lines) <= width
    assert not [line for line in lines if line.strip()[0] in "，。、：；”）"]
    shown, marker = next(
        (a, b) for a, b in pairwise(lines) if b.lstrip().startswith("| ^") or set(b) <= set(" |^")
    )
    start = marker.index("^")
    assert cell_len(shown[: shown.index("11月地前")]) == start


def test_a_place_is_never_broken() -> None:
    """It is what people click on."""
    file = "plans/某某县/2022年政务公开工作要点任务分解表.yaml"
    first = problems_text([replace(DEADLINE, file=file)], width=40).splitlines()[0]
    assert first.startswith(file + ":")
