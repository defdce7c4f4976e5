"""Three fixed points: what is sent out and comes back unfilled changes no byte; an exported table is drafted as the plan
it was; whatever was written, undo gives the old bytes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from ledger.cli.main import app
from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import PlanReading, read_items
from ledger.files.history import read_history, take_back
from ledger.files.sheets.fill_reader import read_fill
from ledger.files.sheets.fill_workbook import write_fill_book
from ledger.files.yaml.plan_yaml import parse_plan
from ledger.questions.collect import merge
from ledger.questions.split import split

ON = date(2022, 11, 20)
UNITS = (
    "县财政局",
    "县教育局、县民政局",
    "县财政局牵头，县教育局配合",
    "各乡镇",
    "牵头单位：县司法局；配合单位：县公安局、县财政局",
)
DEADLINES = (
    "11月底前",
    "每季度末",
    "每季度1场",
    "3月底前；9月底前",
    "2022年6月15日前",
    "长期坚持",
    "每月10日前",
    "年底前完成50%",
)
NAMES = ("公开预算", "=1+1", "政策“解读”", "平台建设（第一批）", "A/B类清单", "@全体")
TEXTS = ("", "严格落实有关规定。", "一是公开；\n二是解读。", "见附件：#3 表", " 前后空格 ")

tasks = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(NAMES),
            "content": st.sampled_from(TEXTS),
            "units": st.sampled_from(UNITS),
            "deadline": st.sampled_from(DEADLINES),
            "done": st.sampled_from(("", "推进中", "已完成", "申请延期")),
        }
    ),
    min_size=1,
    max_size=5,
)


def plan_text(rows: list[dict[str, str]]) -> str:
    import json

    text = "编号: p\n标题: 例县2022年政务公开工作要点任务分解表\n地区: 例县\n年度: 2022\n任务:\n"
    for number, row in enumerate(rows, 1):
        told = {
            "任务名称": row["name"],
            "任务内容": row["content"],
            "责任单位": row["units"],
            "时间节点": row["deadline"],
        }
        text += f"- 序号: {number}\n" + "".join(
            f"  {key}: {json.dumps(words, ensure_ascii=False)}\n"
            for key, words in told.items()
            if words.strip()
        )
        if row["done"]:
            text += f"  进展:\n  - {{日期: 2022-10-08, 单位: 县财政局, 状态: {row['done']}}}\n"
    return text


def reading_of(text: str) -> PlanReading:
    plan = parse_plan(Path("p.yaml"), "p.yaml", text.encode()).plan
    assert plan is not None
    return read_items(plan, UnitDirectory.from_plan(plan), ON)


@contextmanager
def folder() -> Iterator[Path]:
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        try:
            yield Path(place)
        finally:
            os.chdir(here)


@settings(max_examples=6)
@given(tasks)
def test_what_comes_back_unfilled_changes_nothing(rows: list[dict[str, str]]) -> None:
    reading = reading_of(plan_text(rows))
    with folder() as place:
        for number, book in enumerate(split([reading], ON).books):
            path = place / f"{number}.xlsx"
            path.write_bytes(write_fill_book(book).content)
            returned = read_fill(path)
            assert returned.rows
            merged = merge(reading, returned.rows, ON)
            assert list(merged.edits) == []


@settings(max_examples=5)
@given(tasks)
def test_an_exported_table_is_drafted_as_the_plan_it_was(rows: list[dict[str, str]]) -> None:
    plan = reading_of(plan_text(rows)).plan
    with folder() as place:
        (place / "plans").mkdir()
        (place / "plans/p.yaml").write_text(plan_text(rows), encoding="utf-8")
        for words in (["export", "--xlsx", "-o", "表.xlsx"], ["draft", "表.xlsx", "-o", "q.yaml"]):
            done = CliRunner().invoke(app, words)
            assert done.exit_code == 0, done.output
        drafted = parse_plan(Path("q.yaml"), "q.yaml", (place / "q.yaml").read_bytes()).plan
    assert drafted is not None
    kept = [(task.no, task.name, task.responsibility, task.deadline) for task in plan.tasks]
    found = [(task.no, task.name, task.responsibility, task.deadline) for task in drafted.tasks]
    assert found == kept, (found, kept)


steps = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(("一", "全部公开", "多\n行", "#3", "=1", "甲\u2028乙"))),
    min_size=1,
    max_size=4,
)


@settings(max_examples=6)
@given(tasks, steps, st.sampled_from(("utf-8", "utf-8-sig", "gb18030")), st.sampled_from(("\n", "\r\n")))
def test_undo_gives_the_old_bytes(
    rows: list[dict[str, str]], wanted: list[tuple[int, str]], encoding: str, newline: str
) -> None:
    raw = plan_text(rows).replace("\n", newline).encode(encoding)
    with folder() as place:
        (place / "plans").mkdir()
        path = place / "plans/p.yaml"
        path.write_bytes(raw)
        states = [raw]
        for task, note in wanted:
            number = str(task % len(rows) + 1)
            words = [
                "update",
                "plans/p.yaml",
                number,
                "--status",
                "推进中",
                "--note",
                note,
                "--on",
                "2022-11-20",
            ]
            done = CliRunner().invoke(app, words)
            assert done.exit_code in (0, 2), done.output  # a recurring task asks which time
            if path.read_bytes() != states[-1]:
                states.append(path.read_bytes())
        while states[1:]:
            assert path.read_bytes() == states.pop()
            take_back(
                read_history([path]).last_run(of_undo=False),
                command="undo",
                at="2022-11-20T09:00:00+08:00",
                who="某",
                told=lambda write: None,
            )
        assert path.read_bytes() == raw
