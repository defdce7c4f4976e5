"""Which columns of text name the task, say what it is, stand over it, or are the table's own: the words of their labels vote,
what their cells are decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ledger.draft.table_grid import PATH, Grid, vote_of
from ledger.values.source import Row
from ledger.words.column_headings import GIVEN_HEADING, OWN_HEADING, PROGRESS_HEADING

_SAYS_HOW = re.compile(
    "措施|举措|办法|内容|要求|目标|标准|做法|指标|成效|成果|产出|任务书|(?<!隐患)(?<!问题)描述|说明"
)
_HOW_ONLY = re.compile("措施|举措|办法|要求|标准|做法|(?<!隐患)(?<!问题)描述|说明|成效|成果|产出")


class Texts(NamedTuple):
    """Positions of the columns of text."""

    name: int | None
    content: int | None
    sections: list[int]
    own: list[int]


def place_texts(grid: Grid, texts: list[int], no: int | None, who_when: list[int]) -> Texts:
    """Which of `texts` is what; `no` is the column of numbers, `who_when` are those of units and days."""
    votes = {n: vote_of(grid.labels[n]) for n in texts}
    sections = [n for n in texts if votes[n] == "section"]
    behind = [n for n in sections if who_when and n > max(who_when) and not _spans(grid, n)]
    sections = [n for n in sections if n not in behind]  # 整改类型 behind who and when is no chapter
    tasks = [n for n in texts if votes[n] == "task"]
    unknown = [n for n in texts if votes[n] not in ("section", "task") or n in behind]
    known = list(tasks)
    if not tasks:
        tasks, unknown = unknown, []
    elif unknown and len(asked := [n for n in tasks if not is_own(grid.labels[n])] or tasks) == 1:
        beside = [n for n in tasks if n not in asked]
        found, unknown = _with_neighbour(grid, asked[0], unknown, beside, no, who_when)
        tasks = sorted((*found, *beside))
    if not tasks and sections:
        tasks = [sections.pop()]
    if not tasks:
        return Texts(None, None, sections, unknown)
    length = {n: sum(map(len, grid.words(n))) for n in range(len(grid.labels))}
    how = [
        n
        for n in tasks
        if _SAYS_HOW.search(grid.labels[n]) and not re.search("目标|标准|指标|成", grid.labels[n])
    ]
    pool = [n for n in tasks if not is_own(grid.labels[n])] or tasks
    content = max([n for n in how if n in pool] or pool, key=lambda n: (length[n], n))
    if content in how and length[content] * 4 < max(length[n] for n in pool):
        content = max(pool, key=lambda n: (length[n], n))
    name = _name_of(grid, [n for n in pool if n != content], content, bool(known))
    if name is None and sections and _names_each(grid, sections[-1]):
        name = sections.pop()
    if (
        name is not None
        and _SAYS_HOW.search(grid.labels[name])
        and not _SAYS_HOW.search(grid.labels[content])
        and known
    ) and grid.labels[name] != grid.labels[content]:
        name, content = content, name  # 工作任务 | 目标要求: a short text does not make the task a text
    if name is not None and name > content and _how_far(grid.labels[name]) >= _how_far(grid.labels[content]):
        name, content = content, name  # 工作内容 | 具体要求: what is to be done stands before how
    if name is not None and _how_far(grid.labels[content]) < 2 and _heads_several(grid, name, no, who_when):
        sections.append(name)
        name = None
    first, own = name if name is not None else content, []
    for n in sorted((*tasks, *unknown)):
        if n in (name, content):
            continue
        voted = votes.get(n) == "task" and not is_own(grid.labels[n])
        if n < first and (voted or is_category(grid, n)):
            sections.append(n)
        else:
            own.append(n)
    return Texts(name, content, sorted(sections), own)


def says_what(label: str) -> bool:
    """Whether a column of the table's own says what is to be done, in its aims (主要内容及目标): it may hold days of work,
    which one of how far things are, of when work was given, or of what it rests on does not."""
    last = label.split(PATH)[-1]
    other = PROGRESS_HEADING.search(last) or GIVEN_HEADING.search(last)
    return vote_of(label) == "task" and bool(_SAYS_HOW.search(last)) and not other


def _how_far(label: str) -> int:
    """How far a heading is from the task itself: 任务 0, 内容 1, 要求 2."""
    return 2 if _HOW_ONLY.search(label) else 1 if _SAYS_HOW.search(label) else 0


def _heads_several(grid: Grid, n: int, no: int | None, who_when: list[int]) -> bool:
    """Whether cells of a column stand over several rows that are tasks by themselves: one of them where the rows are
    numbered one by one, most where each has who and when of its own."""
    if no is not None:
        cells = ((row.cells[n], row.cells[no]) for row in grid.body)
        return any(cell.up and number.text.strip() and not number.up for cell, number in cells)
    return _spans(
        grid,
        n,
        lambda row: any(row.cells[place].text.strip() and not row.cells[place].up for place in who_when),
    )


def _spans(grid: Grid, n: int, counts: Callable[[Row], bool] = lambda row: True) -> bool:
    """Whether most cells of a column stand over several rows that count."""
    heights: list[int] = []
    for row in grid.body:
        if row.cells[n].up and heights:
            heights[-1] += counts(row)
        elif row.cells[n].text.strip():
            heights.append(1)
    return sum(height > 1 for height in heights) * 2 > len(heights)


def _with_neighbour(
    grid: Grid, known: int, unknown: list[int], beside: list[int], no: int | None, who_when: list[int]
) -> tuple[list[int], list[int]]:
    """One column says what to do. The unknown one beside it, before who and when, is its name (存在问题 | 整改措施)
    or its text, where it is filled in every row; columns of aims (整改目标), `beside`, may stand between them."""
    ends = [*who_when, len(grid.labels)]
    how = bool(_SAYS_HOW.search(grid.labels[known]))
    for n in unknown:
        cells, own = grid.words(n), grid.words(known)
        whole = _filled(grid, n) >= _filled(grid, known)
        whole = whole and not is_category(grid, n) and not _heads_several(grid, n, no, who_when)
        between = set(range(min(n, known) + 1, max(n, known)))
        if between - set(beside) or not whole or is_own(grid.labels[n]):
            continue
        longer = sum(map(len, cells)) > 1.5 * sum(map(len, own))
        if (how and n < known) or (
            not how and n > known and longer and n < min(e for e in ends if e > known)
        ):
            return sorted((n, known)), [other for other in unknown if other != n]
    return [known], unknown


def _name_of(grid: Grid, candidates: list[int], content: int, known: bool) -> int | None:
    """Which of the other columns names the task."""
    if not candidates:
        return None
    if not known:
        whole = [n for n in candidates if distinct(grid, n) > 0.8 and not is_category(grid, n)]
        return min(whole, key=lambda n: (abs(n - content), n)) if whole else None
    left = [n for n in candidates if n < content]
    near = [
        n
        for n in reversed(left)
        if grid.labels[n] == grid.labels[content] or not _SAYS_HOW.search(grid.labels[n])
    ]
    if near:
        return near[0]
    return (
        left[-1]
        if left
        else next((n for n in candidates if not _SAYS_HOW.search(grid.labels[n])), candidates[0])
    )


def is_category(grid: Grid, n: int) -> bool:
    """A column whose cells mostly stand over several rows, or that is left empty below its first, is a category; so is
    one whose few words come again and again."""
    rows = [row for row in grid.body if sum(bool(c.text.strip()) for c in row.cells) > 1]
    empty = any(not row.cells[n].text.strip() for row in rows)
    return empty or _spans(grid, n) or (len(rows) > 3 and distinct(grid, n) <= 0.5)


def _names_each(grid: Grid, n: int) -> bool:
    """Whether a column of classes names every row by itself: no cell stands over two rows, or comes twice."""
    return (
        distinct(grid, n) == 1 and not any(row.cells[n].up for row in grid.body) and not is_category(grid, n)
    )


def is_own(label: str) -> bool:
    """Whether a heading asks for something beside the task: 目标, 考核标准, 投资, but not 指标名称, 目标任务."""
    last = label.split(PATH)[-1]
    return bool(OWN_HEADING.search(last)) and not re.search("名称|任务|事项|要求|措施", last)


def distinct(grid: Grid, n: int) -> float:
    cells = grid.words(n)
    return len(set(cells)) / len(cells) if cells else 0.0


def _filled(grid: Grid, n: int) -> int:
    """How many rows have words in a column, the lower parts of merged cells with them."""
    return sum(bool(row.cells[n].text.strip()) for row in grid.body)
