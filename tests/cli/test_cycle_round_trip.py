"""The whole cycle on the five plans through a real second spreadsheet program: every filled cell lands in its
plan, task and milestone, none in another, none is lost; the plans only grow. Every third unit answers.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from ledger.cli.main import app
from ledger.files.yaml.plan_yaml import read_plan

ROOT = Path(__file__).parents[2]
ON = "2022-11-20"
HEADING = 3
OPEN = ("状态", "完成情况", "完成日期", "佐证材料", "填报人", "填报日期")
NOTES = (
    "已录入执法主体和人员。",
    "第一段。\n\n第二段：含“引号”、# 井号、- 横线",
    "SUM(A1) 不是公式",
    "  前后有空格  ",
    "'单引号: 冒号",
    "1.10",
    "是",
    "2022-11-08",
    "@提醒\t制表",
    "长" * 600,
)
DAYS: tuple[tuple[Any, str], ...] = (
    (datetime(2022, 11, 8), "2022-11-08"),
    (date(2022, 9, 30), "2022-09-30"),
    ("2022.10.8", "2022-10-08"),
    ("２０２２年９月５日", "2022-09-05"),
    (20221108, "2022-11-08"),
    (44873, "2022-11-08"),
)
Key = tuple[str, str, str, str]  # plan, task, milestone, unit, as the hidden columns have them
Entry = dict[str, str]


def run(*words: str | Path) -> Any:
    return CliRunner().invoke(app, [*map(str, words), "--on", ON])


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[Key, Entry], set[Key], int]:
    """The plans (in git), sent out, filled in, saved by LibreOffice, rearranged: the folder with `plans` and
    `back`, what was filled in, every row that was sent to those who answer, how many rows of no task were added."""
    if shutil.which("soffice") is None:
        if os.environ.get("LEDGER_REQUIRE_OFFICE") == "1":
            pytest.fail("soffice is not installed")
        pytest.skip("soffice is not installed")
    folder = tmp_path_factory.mktemp("cycle")
    shutil.copytree(ROOT / "plans", folder / "plans")
    git(folder, "init", "-q")
    git(folder, "add", "plans")
    git(folder, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "as issued")
    assert run("split", folder / "plans", "-o", folder / "sent").exit_code == 0
    books = sorted(path for path in (folder / "sent").glob("*.xlsx") if path.name != "分发目录.xlsx")
    assert len(books) == 85
    books = books[::3]
    chance = random.Random(4)
    filled: dict[Key, Entry] = {}
    sent: set[Key] = set()
    for path in books:
        fill_in(path, chance, filled, sent)
    back = folder / "back"
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(back), *map(str, books)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    returned = sorted(back.glob("*.xlsx"))
    assert len(returned) == len(books)
    strays = sum(rearrange(path, chance, set(filled)) for path in returned)
    return folder, filled, sent, strays


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, encoding="utf-8")
    return done.stdout


def headings(sheet: Any) -> dict[str, int]:
    """By heading; 完成日期 stands once in a fill-in sheet."""
    return {cell.value: cell.column for cell in sheet[HEADING] if cell.value}


def key_of(sheet: Any, at: dict[str, int], number: int) -> Key:
    plan, task, node, unit = (
        str(sheet.cell(number, at[head]).value or "") for head in ("ID计划", "ID任务", "ID节点", "ID单位")
    )
    return plan, task, node, unit


def fill_in(path: Path, chance: random.Random, filled: dict[Key, Entry], sent: set[Key]) -> None:
    workbook = load_workbook(path)
    for sheet in workbook.worksheets[1:]:
        at = headings(sheet)
        for number in range(HEADING + 1, sheet.max_row + 1):
            key = key_of(sheet, at, number)
            assert key not in sent, "two rows for one thing"
            sent.add(key)
            if chance.random() < 0.2 and number > HEADING + 1:
                continue
            status = chance.choice(("未启动", "推进中", "已完成", "申请延期"))
            done, done_words = chance.choice(DAYS) if status == "已完成" else (None, "")
            day, day_words = chance.choice((*DAYS, (None, ON)))
            note = f"{chance.choice(NOTES)}{len(filled)}"
            proof = [f"{n}号通知.pdf" for n in range(chance.randrange(3))]
            cells = (f" {status} ", note, done, "；".join(proof) or None, "填报人甲", day)
            for head, value in zip(OPEN, cells, strict=True):
                sheet.cell(number, at[head]).value = value
            filled[key] = {
                "状态": status,
                "情况": " ".join(note.split()),
                "完成日期": done_words,
                "佐证": "|".join(proof),
                "填报人": "填报人甲",
                "日期": day_words,
            }
    workbook.save(path)


def rearrange(path: Path, chance: random.Random, filled: set[Key]) -> int:
    """Shuffle the rows, delete some that were left blank, put blank ones and one of no task in between."""
    workbook = load_workbook(path)
    strays = 0
    for sheet in workbook.worksheets[1:]:
        at = headings(sheet)
        rows = [
            [sheet.cell(number, column).value for column in at.values()]
            for number in range(HEADING + 1, sheet.max_row + 1)
            if key_of(sheet, at, number) in filled or chance.random() < 0.5
        ]
        chance.shuffle(rows)
        blank: list[Any] = [None] * len(at)
        for _ in range(3):
            rows.insert(chance.randrange(len(rows) + 1), blank)
        if chance.random() < 0.3:
            own = dict.fromkeys(at, None) | {"任务名称": "自己加的一项", "状态": "已完成", "完成情况": "做了"}
            rows.insert(chance.randrange(len(rows) + 1), list(own.values()))
            strays += 1
        sheet.delete_rows(HEADING + 1, sheet.max_row)
        for number, row in enumerate(rows, HEADING + 1):
            for column, value in zip(at.values(), row, strict=True):
                sheet.cell(number, column).value = value
        sheet.title = f"表{workbook.index(sheet)}"
        sheet.auto_filter.ref = None
    workbook.save(path)
    return strays


def landed(folder: Path, sent: set[Key]) -> dict[Key, Entry]:
    """Every entry of the plans, under the hidden names. An entry that names no milestone is about the only one."""
    nodes: dict[tuple[str, str], set[str]] = {}
    for plan, task, node, _ in sent:
        nodes.setdefault((plan, task), set()).add(node)
    found: dict[Key, Entry] = {}
    paths = sorted((folder / "plans").glob("*/2*.yaml"))
    assert len(paths) == 5
    for path in paths:
        file = read_plan(path)
        assert file.plan is not None, file.problems
        for no, item in file.plan.items():
            for entry in item.progress:
                name = entry.milestone or "".join(nodes[file.plan.id, str(no)])
                key = (file.plan.id, str(no), name, str(entry.unit))
                assert key not in found, "one thing landed twice"
                found[key] = {
                    "状态": entry.status,
                    "情况": " ".join((entry.note or "").split()),
                    "完成日期": str(entry.done_on or ""),
                    "佐证": "|".join(entry.evidence),
                    "填报人": entry.reporter or "",
                    "日期": str(entry.day),
                }
    return found


def test_every_filled_cell_lands_where_it_belongs(cycle: Any) -> None:
    folder, filled, sent, strays = cycle
    assert len(filled) > 80
    assert strays > 3
    done = run("collect", folder / "back", "--plan", folder / "plans", "--json")
    answer = json.loads(done.stdout)
    # done after the day it was reported on cannot be: refused and told
    refused = {key for key, cells in filled.items() if cells["完成日期"] > cells["日期"]}
    assert 0 < len(refused) < 20
    assert sum("晚于填报日期" in row["reason"] for row in answer["rows"]) == len(refused)
    assert landed(folder, sent) == {key: cells for key, cells in filled.items() if key not in refused}
    assert answer["counts"] == {
        "accepted": len(filled) - len(refused),
        "unchanged": answer["counts"]["unchanged"],
        "conflict": 0,
        "rejected": strays + len(refused),
    }
    assert done.exit_code == 1, "rows of no task were listed"
    answering, asked = ({path.stem for path in (folder / name).glob("*.xlsx")} for name in ("back", "sent"))
    silent = set(answer["not_reported"]) - set(answer["returned_refused"])
    taken = {unit for _, _, _, unit in filled.keys() - refused}
    assert not taken & set(answer["returned_refused"])
    assert len(answering) == 29
    assert len(silent) == 43, "the other 56 without the 13 groups that nobody answers for"
    assert silent < asked - answering
    assert {problem["severity"] for problem in answer["problems"]} <= {"warning"}
    counted = [line.split("\t") for line in git(folder, "diff", "--numstat").splitlines()]
    assert len(counted) == 4, "上高 names nobody"
    assert all(int(added) > 0 and removed == "0" for added, removed, _ in counted)
    kept = {path: path.read_bytes() for path in folder.glob("plans/*/*.yaml")}
    again = run("collect", folder / "back", "--plan", folder / "plans", "--json")
    assert json.loads(again.stdout)["counts"] == answer["counts"] | {
        "accepted": 0,
        "unchanged": answer["counts"]["accepted"] + answer["counts"]["unchanged"],
    }
    assert {path: path.read_bytes() for path in folder.glob("plans/*/*.yaml")} == kept
    assert run("split", folder / "plans", "-o", folder / "next").exit_code == 0
    shown = {}
    for back in (folder / "back").glob("*.xlsx"):
        path = folder / "next" / back.name
        for sheet in load_workbook(path).worksheets[1:]:
            at = headings(sheet)
            for number in range(HEADING + 1, sheet.max_row + 1):
                shown[key_of(sheet, at, number)] = sheet.cell(number, at["状态"]).value or ""
    assert {key: status for key, status in shown.items() if status} == {
        key: entry["状态"] for key, entry in filled.items() if key not in refused
    }
