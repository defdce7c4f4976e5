"""One table in many forms: what changes no meaning changes no task. And no cell is lost, whatever the form."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.draft import draft_plan
from ledger.draft.atoms import bare
from ledger.files.yaml.plan_yaml import read_plan
from ledger.record.model import Plan, words_of
from ledger.values.source import Cell, Draft, Paragraph, Row, Source, Table
from ledger.views.draft_yaml import draft_yaml
from ledger.words.responsibility.reader import read_responsibility

ROOT = Path(__file__).parents[2]
PLANS = sorted((ROOT / "plans").glob("*/2*.yaml"))
HEADINGS = ["序号", "任务名称", "任务内容", "责任单位", "时间节点"]
NONSENSE = dict(zip(HEADINGS, ["甲号", "天字栏", "地字栏", "玄字栏", "黄字栏"], strict=True))
Lines = list[list[str]]
Form = Callable[[Lines], Source]


def plan_of(path: Path) -> Plan:
    plan = read_plan(path).plan
    assert plan is not None
    return plan


def lines_of(plan: Plan) -> Lines:
    """The plan as a table; columns that are empty all the way down are left out."""
    rows = [
        [
            str(task.no),
            task.name,
            task.content.replace("\n", ""),
            words_of(task.responsibility),
            task.deadline or "",
        ]
        for task in plan.tasks
    ]
    kept = [n for n in range(len(HEADINGS)) if any(row[n] for row in rows)]
    return [[row[n] for n in kept] for row in [HEADINGS, *rows]]


def table(lines: Lines, spans: dict[tuple[int, int], Cell] | None = None) -> Source:
    rows = tuple(
        Row(tuple((spans or {}).get((y, x), Cell(text)) for x, text in enumerate(line)), f"第{y + 1}行")
        for y, line in enumerate(lines)
    )
    return Source("表.docx", (Paragraph(text="甲县2022年工作任务分解表", place="第1段"), Table(rows)))


def shuffled(lines: Lines) -> Source:
    order = random.Random(7).sample(range(len(lines[0])), len(lines[0]))
    return table([[line[n] for n in order] for line in lines])


def renamed(lines: Lines) -> Source:
    return table([[NONSENSE[word] for word in lines[0]], *lines[1:]])


def with_unknown(lines: Lines) -> Source:
    """责任领导 and a column nobody knows, in front and behind."""
    more = [["子丑栏", "责任领导"], *(["丙级" if n % 2 else "乙级", "甲某某"] for n in range(len(lines) - 1))]
    return table([[line[0], extra[0], *line[1:], extra[1]] for line, extra in zip(lines, more, strict=True)])


def unnumbered(lines: Lines) -> Source:
    return table([line[1:] for line in lines])


def split_heading(lines: Lines) -> Source:
    """落实要求 over the last columns, the others merged downwards."""
    first = 3 if len(lines[0]) > 3 else 1
    upper = [word if n < first else "落实要求" for n, word in enumerate(lines[0])]
    spans = {(0, n): Cell("落实要求", left=True) for n in range(first + 1, len(upper))}
    spans |= {(1, n): Cell(lines[0][n], up=True) for n in range(first)}
    return table([upper, *lines], spans)


def turned(lines: Lines) -> Source:
    return table([list(column) for column in zip(*lines, strict=True)])


def as_cards(lines: Lines) -> Source:
    cards = [
        Table(
            tuple(Row((Cell(label), Cell(text)), "第1页") for label, text in zip(lines[0], line, strict=True))
        )
        for line in lines[1:]
    ]
    return Source("卡.docx", (Paragraph(text="甲县2022年工作任务分解表", place="第1段"), *cards))


def flattened(lines: Lines) -> Source:
    text = ["甲县2022年工作任务分解表", *(cell for line in lines for cell in line)]
    blocks = tuple(Paragraph(text=line, place=f"第{n}行") for n, line in enumerate(text, 1))
    return Source("表.txt", blocks, tuple(text))


def barred(lines: Lines) -> Source:
    text = ["甲县2022年工作任务分解表", *(" | ".join(line) for line in lines)]
    blocks = tuple(Paragraph(text=line, place=f"第{n}行") for n, line in enumerate(text, 1))
    return Source("表.txt", blocks, tuple(text))


def units_in_lines(lines: Lines) -> Source:
    """Every 、 between units a line break."""
    if "责任单位" not in lines[0]:
        return table(lines)
    at = lines[0].index("责任单位")
    return table(
        [[cell.replace("、", "\n") if n == at else cell for n, cell in enumerate(line)] for line in lines]
    )


FORMS: dict[str, Form] = {
    "列换位": shuffled, "列名改成没意义的": renamed, "多两栏": with_unknown, "没有序号": unnumbered, "表头两行": split_heading,
    "翻转": turned, "卡片": as_cards, "竖线": barred, "一格一行": flattened, "单位分行": units_in_lines,
}  # fmt: skip


def tasks_of(draft: Draft) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for task in draft.tasks:
        units = read_responsibility(task.responsibility)
        found.append(
            (bare(task.name), bare(task.content), units.lead, units.support, units.responsible, task.deadline)
        )
    return found


def expected(plan: Plan) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for task in plan.tasks:
        units = read_responsibility(words_of(task.responsibility))
        content = task.content.replace("\n", "")
        found.append(
            (
                bare(task.name),
                bare(content),
                units.lead,
                units.support,
                units.responsible,
                task.deadline or "",
            )
        )
    return found


def test_there_are_five_plans() -> None:
    assert len(PLANS) == 5


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_a_form_changes_no_task(path: Path, form: str) -> None:
    plan = plan_of(path)
    lines = lines_of(plan)
    if len(lines[0]) < 4 and form == "列名改成没意义的":
        pytest.skip("没有单位也没有时限的表，列名一改就什么也不剩")
    draft = draft_plan(FORMS[form](lines), year=plan.year)
    assert tasks_of(draft) == expected(plan)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_every_cell_is_written_or_told(path: Path, form: str) -> None:
    lines = lines_of(plan_of(path))
    if len(lines[0]) < 4 and form == "列名改成没意义的":
        pytest.skip("没有单位也没有时限的表，列名一改就什么也不剩")
    written = bare(draft_yaml(draft_plan(FORMS[form](lines), year=2022)))
    cells = [cell for line in lines[1:] for cell in line[1:]]
    assert [cell for cell in cells if bare(cell) not in written] == []
