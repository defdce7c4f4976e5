"""Inputs of any size: the five real plans multiplied, each copy a county of its own.

The county's name is varied wherever it stands, so that directories and words differ as those of real
counties do; 编号 is varied, so that every copy is a plan in use.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

PLANS = Path(__file__).parents[1] / "plans"
TASKS = 34  # a plan, as the largest of the five has
_DIGITS = "〇一二三四五六七八九"
_CONTENT = "严格落实有关规定，明确责任主体和时限要求，逐项推动落实，按节点报送推进情况。" * 4


def county(name: str, n: int) -> str:
    """沁源县, 12 → 沁源一二县."""
    return name[:-1] + "".join(_DIGITS[int(digit)] for digit in str(n)) + name[-1]


def counties(folder: Path, number: int) -> Path:
    """`number` counties below `folder`, each with a plan and a units.yaml; made once."""
    if folder.exists():
        return folder
    real = sorted(path for path in PLANS.iterdir() if path.is_dir())
    for n in range(number):
        source = real[n % len(real)]
        name = county(source.name, n)
        place = folder / name
        place.mkdir(parents=True)
        for file in sorted(source.glob("*.yaml")):
            text = file.read_text(encoding="utf-8").replace(source.name, name)
            text = re.sub(r"^编号: *(\S+)", rf"编号: \1-{n}", text, flags=re.M)
            text = text if file.name == "units.yaml" else filled(text, TASKS)
            (place / file.name).write_text(text, encoding="utf-8")
    return folder


def filled(text: str, tasks: int) -> str:
    """A plan with its own tasks over again, numbered on, until there are as many as `tasks`."""
    found = re.split(r"(?m)^(?=- 序号: )", text)
    last = re.split(r"(?m)^(?=[^\s-])", found[-1], maxsplit=1)
    items = [*found[1:-1], last[0]]
    more = range(len(items), tasks)
    highest = max(int(no) for no in re.findall(r"(?m)^- 序号: *(\d+)", text))
    again = [
        re.sub(r"^- 序号: *\d+", f"- 序号: {highest + 1 + n - len(items)}", items[n % len(items)])
        for n in more
    ]
    return "".join([found[0], *items, *again, *last[1:]])


def plan_of_units(folder: Path, units: int, tasks: int) -> None:
    """A plan in `folder`/plans in which every unit has every task, and its directory."""
    names = [f"第{n}局" for n in range(1, units + 1)]
    lines = [
        "编号: bench-2022",
        "标题: 例县2022年政务公开工作要点任务分解表",
        "地区: 例县",
        "年度: 2022",
        "任务:",
    ]
    for no in range(1, tasks + 1):
        lines += [f"- 序号: {no}", f"  任务名称: 第{no}项工作", f"  任务内容: 第{no}项。{_CONTENT}"]
        lines += ["  责任单位: 各有关部门", "  时间节点: 12月底前"]
    listed = "".join(f"- 名称: {name}\n" for name in names)
    members = "".join(f"  - {name}\n" for name in names)
    (folder / "plans").mkdir(exist_ok=True)
    (folder / "plans" / "plan.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    directory = f"地区: 例县\n单位:\n{listed}集合:\n- 名称: 各有关部门\n  成员:\n{members}"
    (folder / "plans" / "units.yaml").write_text(directory, encoding="utf-8")


def cycle(folder: Path, units: int, tasks: int, split: Callable[[Path], None]) -> Path:
    """A plan in which each of `units` has each of `tasks`, the workbooks `split` makes of it filled in (`back`), and
    their cells for whoever writes them bare (`cells.json`); made once."""
    if folder.exists():
        return folder
    from openpyxl import load_workbook

    for place in ("plans", "sent", "back", "bare"):
        (folder / place).mkdir(parents=True)
    plan_of_units(folder, units, tasks)
    split(folder)
    cells = {}
    for path in sorted((folder / "sent").glob("第*.xlsx")):
        workbook = load_workbook(path)
        cells[path.name] = [[list(row) for row in page.values] for page in workbook.worksheets]
        page = workbook.worksheets[1]
        for row in range(4, page.max_row + 1):
            page[f"G{row}"], page[f"H{row}"] = "已完成", f"{path.stem}第{row}行已办结。"
            page[f"I{row}"] = date(2022, 11, 8)
        workbook.save(folder / "back" / path.name)
    (folder / "cells.json").write_text(json.dumps(cells, ensure_ascii=False), encoding="utf-8")
    return folder


def one_plan(path: Path, tasks: int) -> Path:
    """One plan of `tasks` tasks: those of 沁源县, numbered on."""
    if path.exists():
        return path
    source = next(path for path in (PLANS / "沁源县").glob("*.yaml") if path.name != "units.yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "units.yaml").write_bytes((PLANS / "沁源县" / "units.yaml").read_bytes())
    path.write_text(filled(source.read_text(encoding="utf-8"), tasks), encoding="utf-8")
    return path
