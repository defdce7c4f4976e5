"""Who is sent what: worked out by hand from a small plan and from the five."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from ledger.cli.main import app
from ledger.cli.office import load
from ledger.duty.duty import duties_of
from ledger.questions.split import split
from ledger.record.period import parse_period

ROOT = Path(__file__).parents[2]
PLAN = """\
编号: {id}
标题: {region}2022年工作要点
地区: {region}
年度: 2022
印发日期: 2022-02-01
任务:
- 序号: 1
  任务名称: 三月的
  责任单位: 县财政局
  时间节点: 3月底前
- 序号: 2
  任务名称: 十一月的
  责任单位: 县财政局牵头，各乡镇配合
  时间节点: 11月底前
- 序号: 3
  任务名称: 长期的
  责任单位: 县财政局、有关部门
  时间节点: 长期坚持
- 序号: 4
  任务名称: 每月的
  责任单位: 县财政局
  时间节点: 每月25日前
- 序号: 5
  任务名称: 没有点名的
  时间节点: 11月底前
"""
UNITS = """\
地区: {region}
单位:
- 名称: 县财政局
  工作人员: [{{姓名: 甲某, 办公电话: "0000-0000000", 手机号码: "00000000000"}}]
- 名称: 东乡
  分管领导: {{姓名: 乙某, 手机号码: "00000000000"}}
- 名称: 西镇
集合:
- 名称: 各乡镇
  成员: [东乡, 西镇]
- 名称: 有关部门
"""


def place(folder: Path, *regions: str) -> Path:
    for n, region in enumerate(regions):
        (folder / "plans" / region).mkdir(parents=True)
        (folder / "plans" / region / "units.yaml").write_text(UNITS.format(region=region), encoding="utf-8")
        text = PLAN.format(region=region, id=f"jia-{n}")
        (folder / "plans" / region / "要点.yaml").write_text(text, encoding="utf-8")
    return folder / "plans"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [*map(str, words)])


def tasks(plans: Path, on: str, period: str | None) -> list[str]:
    """`task milestone` of every row of 县财政局."""
    readings = [one.reading for one in load(sorted(plans.rglob("要点.yaml")), date.fromisoformat(on))]
    known = [reading for reading in readings if reading]
    answer = split(known, date.fromisoformat(on), period=parse_period(period) if period else None)
    book = next(book for book in answer.books if book.unit == "县财政局")
    return [f"{row.task} {row.milestone}".strip() for sheet in book.sheets for row in sheet.rows]


@pytest.mark.parametrize(
    ("on", "period", "rows"),
    [
        # before everything: of the monthly one the next occurrence, and all up to the end of the period
        ("2022-02-10", None, ["1 2022-03-31", "2 2022-11-30", "3 长期坚持", "4 2022-02-25"]),
        ("2022-02-10", "2022-03", ["1 2022-03-31", "3 长期坚持", "4 2022-03-25"]),
        ("2022-02-10", "2022-11", ["2 2022-11-30", "3 长期坚持", "4 2022-11-25"]),
        ("2022-02-10", "2022Q2", ["3 长期坚持", "4 2022-04-25", "4 2022-05-25", "4 2022-06-25"]),
        # in November the task of March and October's occurrence are late: always along
        ("2022-11-20", None, ["1 2022-03-31", "2 2022-11-30", "3 长期坚持", "4 2022-10-25", "4 2022-11-25"]),
        ("2022-11-20", "2022-11", ["1 2022-03-31", "2 2022-11-30", "3 长期坚持", "4 2022-10-25", "4 2022-11-25"]),
        ("2022-11-20", "2022-12", ["1 2022-03-31", "3 长期坚持", "4 2022-10-25", "4 2022-12-25"]),
        # a period that has gone: its own occurrences, and none that came after it, late or not
        ("2022-11-27", "2022-10", ["1 2022-03-31", "3 长期坚持", "4 2022-10-25"]),
        ("2022-11-27", "2022Q3", ["1 2022-03-31", "3 长期坚持", "4 2022-07-25", "4 2022-08-25", "4 2022-09-25"]),
    ],
)  # fmt: skip
def test_a_period_holds_its_days_and_what_is_late_or_standing(
    tmp_path: Path, on: str, period: str | None, rows: list[str]
) -> None:
    assert tasks(place(tmp_path, "甲县"), on, period) == rows


def test_done_work_stays_in_its_period_and_is_not_carried_on(tmp_path: Path) -> None:
    plans = place(tmp_path, "甲县")
    assert (
        run(
            "update",
            plans / "甲县" / "要点.yaml",
            "1",
            "--unit",
            "县财政局",
            "--status",
            "已完成",
            "--date",
            "2022-03-20",
        ).exit_code
        == 0
    )
    assert tasks(plans, "2022-03-28", "2022-03")[0] == "1 2022-03-31"
    assert tasks(plans, "2022-11-20", "2022-11")[0] == "2 2022-11-30"


def test_books_names_index_and_remarks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    place(tmp_path, "甲县")
    done = run("split", "--on", "2022-11-20")
    assert done.exit_code == 0
    folder = Path("ledgers/分发")
    index = load_workbook(folder / "分发目录.xlsx").worksheets[0]
    assert [[cell.value for cell in row] for row in index.iter_rows()] == [
        ["分发目录（2022年11月20日）", None, None, None, None],
        ["单位", "文件", "任务数", "行数", "联系人"],
        ["县财政局", "县财政局.xlsx", 4, 5, "甲某"],
        ["东乡", "东乡.xlsx", 1, 1, "乙某"],
        ["西镇", "西镇.xlsx", 1, 1, None],
        ["有关部门", "有关部门.xlsx", 1, 1, None],
    ]
    assert "提醒：1 个集合没有列明成员，各给了一个工作簿：有关部门。" in done.stderr
    assert "提醒：1 项任务没有写明责任单位，没有发给任何人" in done.stderr


def test_who_has_nothing_in_the_period_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In October only what is monthly, late or standing: the towns have nothing before November."""
    monkeypatch.chdir(tmp_path)
    place(tmp_path, "甲县")
    told = "2 个单位这一段没有要报的：东乡、西镇；"
    assert told in run("split", "--on", "2022-10-10", "--period", "2022-10", "--dry-run").stderr
    for words in (("--period", "2022-11"), (), ("--period", "2022-10", "--unit", "县财政局")):
        assert "没有要报的" not in run("split", "--on", "2022-10-10", *words, "--dry-run").stderr
    one = run("split", "--on", "2022-10-10", "--period", "2022-10", "--unit", "东乡", "--dry-run").stderr
    assert "1 个单位这一段没有要报的：东乡；" in one


def test_files_that_do_not_change_are_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plans = place(tmp_path, "甲县")
    assert "将写 ledgers/分发/东乡.xlsx（新内容）" in run("split", "--dry-run", "--on", "2022-11-20").stderr
    assert not Path("ledgers").exists()
    run("split", "--on", "2022-11-20")
    for path in Path("ledgers/分发").iterdir():
        os.utime(path, (1, 1))
    assert "没有变化 ledgers/分发/东乡.xlsx" in run("split", "--on", "2022-11-20").stderr
    assert {path.stat().st_mtime for path in Path("ledgers/分发").iterdir()} == {1}
    run(
        "update",
        plans / "甲县" / "要点.yaml",
        "2",
        "--unit",
        "东乡",
        "--status",
        "推进中",
        "--on",
        "2022-11-20",
    )
    run("split", "--on", "2022-11-20")
    rewritten = [path.name for path in Path("ledgers/分发").iterdir() if path.stat().st_mtime != 1]
    assert rewritten == ["东乡.xlsx"]


def test_one_unit_alone_leaves_the_index_and_the_names_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place(tmp_path, "甲县", "乙县")
    run("split", "--on", "2022-11-20")
    before = {path.name: path.read_bytes() for path in Path("ledgers/分发").iterdir()}
    assert run("split", "--unit", "东乡", "--on", "2022-11-20").exit_code == 0
    assert {path.name: path.read_bytes() for path in Path("ledgers/分发").iterdir()} == before
    assert run("split", "--unit", "东南乡", "--on", "2022-11-20").exit_code == 2


def test_units_of_the_same_name_in_two_regions_do_not_mix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place(tmp_path, "甲县", "乙县")
    run("split", "-o", "sent", "--on", "2022-11-20")
    names = {path.name for path in Path("sent").iterdir()}
    assert {"甲县财政局.xlsx", "乙县财政局.xlsx", "甲县东乡.xlsx", "乙县东乡.xlsx"} <= names
    for region, plan in (("甲县", "jia-0"), ("乙县", "jia-1")):
        book = load_workbook(f"sent/{region}财政局.xlsx")
        assert book.sheetnames == ["填报说明", f"{region}2022年工作要点"]
        heads = [cell.value for cell in book.worksheets[1][3]]
        column = heads.index("ID计划")
        assert {row[column].value for row in book.worksheets[1].iter_rows(min_row=4)} == {plan}


def test_workbooks_of_an_earlier_time_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    place(tmp_path, "甲县")
    run("split", "--on", "2022-11-20")
    Path("ledgers/分发/县文旅局.xlsx").write_bytes(b"PK")
    done = run("split", "--on", "2022-11-20")
    assert "提醒：ledgers/分发 里另有 1 个工作簿，不在这次的分发目录里：县文旅局.xlsx。" in done.stderr


def test_check_names_the_groups_before_anything_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place(tmp_path, "甲县")
    done = run("split", "--check", "--on", "2022-11-20")
    assert (done.exit_code, done.stdout) == (1, "甲县  有关部门  任务 3\n")
    assert not Path("ledgers").exists()


@pytest.mark.parametrize("on", ["2021-03-01", "2022-11-20", "2023-02-01"])
def test_the_parts_add_up_to_the_plans(on: str) -> None:
    """Every Duty of the five plans that somebody carries stands in exactly one row of one book."""
    day = date.fromisoformat(on)
    readings = [one.reading for one in load(sorted((ROOT / "plans").glob("*/2*.yaml")), day)]
    known = [reading for reading in readings if reading]
    assert len(known) == 5
    answer = split(known, day)
    rows = [row for book in answer.books for sheet in book.sheets for row in sheet.rows]
    assert max(Counter((row.plan, row.task, row.milestone, row.unit) for row in rows).values()) == 1
    duties = [duty for reading in known for duty in duties_of(reading, day) if duty.unit or duty.via]
    assert len(duties) > 300
    assert Counter((row.plan, row.task) for row in rows) == Counter((d.plan, str(d.no)) for d in duties)


def test_an_archived_plan_is_left_out_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the day of 归档 on nobody is asked, and nobody is chased, for the plan of last year."""
    monkeypatch.chdir(tmp_path)
    old = place(tmp_path, "甲县", "乙县") / "甲县/要点.yaml"
    old.write_text(old.read_text(encoding="utf-8") + "归档: 2022-11-20\n", encoding="utf-8")
    said = "甲县2022年工作要点 已于 2022-11-20 归档，没有算在内"
    before = run("split", "-o", "sent", "--on", "2022-11-19")
    assert "归档" not in before.stderr
    assert {p.name for p in Path("sent").iterdir()} >= {"甲县财政局.xlsx", "乙县财政局.xlsx"}
    done = run("split", "-o", "now", "--on", "2022-11-20")
    assert said in done.stderr
    assert {p.stem for p in Path("now").iterdir()} >= {"县财政局"}, (
        "one county is left: no need to tell it apart"
    )
    assert not any(p.name.startswith("甲县") for p in Path("now").iterdir())
    book = load_workbook("sent/甲县财政局.xlsx")
    book.worksheets[1]["G4"] = "推进中"
    Path("back").mkdir()
    book.save("back/甲县财政局.xlsx")
    collected = run("collect", "back", "--on", "2022-11-20")
    assert said in collected.stderr
    assert "这份计划已于 2022-11-20 归档，没有写入" in collected.stdout
    assert "甲县" not in collected.stdout.partition("还没有报的")[2]
    assert "进展" not in old.read_text(encoding="utf-8")
