"""Inputs of any size: the five real plans multiplied, each copy a county of its own.

The county's name is varied wherever it stands, so that directories and words differ as those of real
counties do; 编号 is varied, so that every copy is a plan in use.
"""

from __future__ import annotations

import re
from pathlib import Path

PLANS = Path(__file__).parents[1] / "plans"
TASKS = 34  # a plan, as the largest of the five has
_DIGITS = "〇一二三四五六七八九"


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


def one_plan(path: Path, tasks: int) -> Path:
    """One plan of `tasks` tasks: those of 沁源县, numbered on."""
    if path.exists():
        return path
    source = next(path for path in (PLANS / "沁源县").glob("*.yaml") if path.name != "units.yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "units.yaml").write_bytes((PLANS / "沁源县" / "units.yaml").read_bytes())
    path.write_text(filled(source.read_text(encoding="utf-8"), tasks), encoding="utf-8")
    return path
