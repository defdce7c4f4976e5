"""100 units split, filled in and collected in one run, whatever of .xlsx, .xls, .et and .ods comes back: is a cell lost?

    python tools/hundred_units.py [FOLDER] [--units 100] [--tasks 40]

Every entry cell of every row of every unit is filled with words of its own. A quarter of the books comes back as filled,
a quarter each is saved anew by LibreOffice as .xlsx, .xls (half of them named .et) and .ods. Then every cell is looked
for in the plan. Exit 1 when one is missing or says something else.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import load_workbook

from ledger.files.yaml.plan_yaml import read_plan
from ledger.record.model import Task

ON = "2026-06-20"
FORMS = ("xlsx", "saved", "xls", "ods")
CELLS = {"G": "已完成", "I": "2026-06-18", "L": "2026-06-19"}


def words(column: str, unit: str, task: int) -> str:
    return f"{column}：{unit}第{task}项，见“附件{task}”\n第二行"


def make(folder: Path, units: int, tasks: int) -> Path:
    """A plan in which every unit has `tasks` / 4 tasks, alone or with three others."""
    lines = ["编号: bai-2026", "标题: 例县2026年工作要点（示例）", "地区: 例县", "年度: 2026", "任务:"]
    for no in range(1, tasks * units // 16 + 1):
        names = "、".join(f"县{(no * 4 + k) % units:03}局" for k in range(4))
        lines += [f"- 序号: {no}", f"  任务名称: 任务{no}", f"  任务内容: 办好第{no}件事。"]
        lines += [f"  责任单位: {names}", "  时间节点: 6月底前"]
    (folder / "plans").mkdir(parents=True)
    path = folder / "plans" / "要点.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    named = "".join(f"- 名称: 县{n:03}局\n" for n in range(units))
    (folder / "plans" / "units.yaml").write_text(f"地区: 例县\n单位:\n{named}", encoding="utf-8")
    return path


def ledger(folder: Path, *args: str) -> tuple[str, float]:
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "ledger", *args, "--on", ON], cwd=folder, capture_output=True, text=True
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return done.stdout, time.perf_counter() - begun


def fill(book: Path, unit: str) -> int:
    """Fill every row; the number of cells written."""
    workbook = load_workbook(book)
    sheet = workbook.worksheets[1]
    count = 0
    for row in range(4, sheet.max_row + 1):
        task = int(sheet[f"A{row}"].value)
        own = {column: words(column, unit, task) for column in "HJNOP"}
        for column, text in (CELLS | own | {"K": f"{unit}甲"}).items():
            sheet[f"{column}{row}"] = text
            count += 1
    workbook.save(book)
    return count


def save_anew(books: list[Path], form: str, to: Path) -> None:
    suffix = "xlsx" if form == "saved" else form
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", suffix]
        subprocess.run([*command, "--outdir", str(to), *map(str, books)], check=True, capture_output=True)
    for nth, book in enumerate(books):
        if form == "xls" and nth % 2:
            (to / f"{book.stem}.xls").rename(to / f"{book.stem}.et")


def lost(plan: Path, units: int) -> tuple[int, list[str]]:
    """How many cells were looked at, and those that are not in the plan as they were filled in."""
    read = read_plan(plan).plan
    assert read is not None
    seen, missing = 0, []
    for task in read.tasks:
        assert isinstance(task, Task)
        for k in range(4):
            unit = f"县{(task.no * 4 + k) % units:03}局"
            entries = [entry for entry in task.progress if entry.unit == unit]
            said = entries[-1] if entries else None
            evidence = words("J", unit, task.no).splitlines()
            expected = {
                "status": "已完成", "done_on": "2026-06-18", "day": "2026-06-19", "reporter": f"{unit}甲",
                "note": words("H", unit, task.no), "problem": words("N", unit, task.no),
                "next_step": words("O", unit, task.no), "needs": words("P", unit, task.no),
            }  # fmt: skip
            found = {key: said and str(getattr(said, key)) for key in expected}
            found["evidence"] = said and "\n".join(said.evidence)
            for key, text in (expected | {"evidence": "\n".join(evidence)}).items():
                seen += 1
                if found[key] != text or len(entries) != 1:
                    missing.append(f"{unit} {task.no} {key}: {found[key]!r}")
    return seen, missing


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--units", type=int, default=100)
    parser.add_argument("--tasks", type=int, default=40)
    asked = parser.parse_args()
    folder = (asked.folder or Path(tempfile.mkdtemp())).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    plan = make(folder, asked.units, asked.tasks)
    _, split = ledger(folder, "split", "-o", "分发")
    books = sorted(path for path in (folder / "分发").glob("*.xlsx") if path.stem != "分发目录")
    written = sum(fill(book, book.stem) for book in books)
    back = folder / "收回"
    back.mkdir()
    for nth, form in enumerate(FORMS):
        mine = books[nth::4]
        if form == "xlsx":
            for book in mine:
                shutil.copy(book, back)
        else:
            save_anew(mine, form, back)
    before = os.times()
    said, collect = ledger(folder, "collect", "收回", "--json", "--reply", "回复")
    after = os.times()
    counts = json.loads(said)
    seen, missing = lost(plan, asked.units)
    forms = {suffix: len(list(back.glob(f"*.{suffix}"))) for suffix in ("xlsx", "xls", "et", "ods")}
    print(f"{len(books)} books ({forms}), {written} cells filled; split {split:.1f} s")
    cpu = after.children_user - before.children_user
    print(
        f"collect {collect:.1f} s ({cpu:.1f} s of processor): {counts['counts']}, {len(counts['problems'])} problems"
    )
    print(f"{len(list((folder / '回复').iterdir()))} replies; {seen} cells looked for, {len(missing)} lost")
    print(*missing[:20], sep="\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
