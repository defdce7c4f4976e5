"""What each column of a grid holds: its kind says what is possible, the words of its label choose among that."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mean

from ledger.draft.cell_kinds import ANY_YEAR, stage_of
from ledger.draft.noise import tidy
from ledger.draft.offices import bureaus_of, is_office_heading
from ledger.draft.table_grid import PATH, Grid, vote_of
from ledger.values.source import Row
from ledger.words.column_headings import GIVEN_HEADING, OWN_HEADING, PROGRESS_HEADING
from ledger.words.deadline.reader import read_deadline
from ledger.words.lexicon import BODY_END, is_doubtful

_SAYS_HOW = re.compile("措施|举措|内容|要求|目标|标准|做法|指标|成效|成果|产出|任务书|描述|说明")
_HOW_ONLY = re.compile("措施|举措|要求|标准|做法|描述|说明|成效|成果|产出")
_PHONE = re.compile("电话|手机|联系方式|联系号码")


@dataclass(slots=True)
class Columns:
    """Positions of columns by what they hold. `units` with the role their label gives, `stages` with the day in
    it; `own` are the table's own columns, kept under their headings. `guessed` are labels that no word explained,
    `unasked` those over units where other columns say who does it."""

    no: int | None = None
    original: list[int] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)
    name: int | None = None
    content: int | None = None
    units: list[tuple[int, str]] = field(default_factory=list)
    deadline: list[int] = field(default_factory=list)
    stages: list[tuple[int, str]] = field(default_factory=list)
    remark: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    phones: list[int] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    offices: list[int] = field(default_factory=list)  # of `own`, those whose cells name the bureau too
    unsure_roles: bool = False

    def part_of(self, n: int) -> str | None:
        """Which part of the task (draft.atoms.PARTS) column n goes to."""
        for part, places in (
            ("other", self.offices), ("number", [self.no, *self.original]), ("section", self.sections), ("name", [self.name]), ("content", [self.content]),
            ("units", [place for place, _ in self.units]), ("deadline", self.deadline), ("milestone", [place for place, _ in self.stages]),
            ("remark", self.remark), ("other", [*self.own, *self.phones]),
        ):  # fmt: skip
            if n in places:
                return part
        return None


def read_columns(grid: Grid) -> Columns:
    """Give every column its place; text columns last, since what is left to them is what is to be done."""
    columns = Columns()
    texts: list[int] = []
    dates: list[int] = []
    for n, (label, (kind, _share)) in enumerate(zip(grid.labels, grid.kinds, strict=True)):
        vote, last = vote_of(label), label.split(PATH)[-1]
        stage = stage_of(last)
        cells = _cells(grid, n)
        if kind is None and not cells and (vote is None or not stage):
            if label:
                columns.own.append(n)
        elif kind == "phone" or _PHONE.search(last):
            columns.phones.append(n)
        elif stage and kind != "date":
            columns.stages.append((n, stage))
        elif (
            kind == "number"
            and (
                vote == "no"
                or last.endswith(("号", "序"))
                or _shares_heading(grid, n)
                or (vote is None and _counts(cells) and not any(map(_is_number, grid.labels)))
            )
        ) or (vote == "no" and kind != "text"):
            _take_number(columns, n, last)
        elif vote == "no":
            columns.original.append(n)
        elif (kind == "person" and vote not in ("task", "section")) or (vote == "people" and kind != "units"):
            columns.own.append(n)
        elif vote == "people":  # 责任人 over names of units
            columns.own.append(n) if _has_units(grid, n) else columns.units.append((n, "units"))
        elif vote in ("lead", "support", "units") and kind in ("units", "text"):
            columns.units.append((n, vote))
        elif kind == "units" and vote not in ("task", "section", "remark", "deadline"):
            columns.units.append((n, "units"))
        elif kind == "date" and vote != "remark":
            dates.append(n)
        elif vote == "deadline":
            (dates if _any_date(cells) or (kind != "units" and _short(cells)) else columns.own).append(n)
        elif vote == "remark":
            (columns.own if PROGRESS_HEADING.search(last) else columns.remark).append(n)
        elif kind in ("share", "number"):
            columns.own.append(n)
        else:
            texts.append(n)
    offices = [n for n in texts if _holds_offices(grid, n)]
    if not columns.units and len(offices) < len(texts):
        columns.units = [(n, "units") for n in offices]
        texts = [n for n in texts if n not in offices]
    if not any(vote_of(grid.labels[n]) in ("task", None) for n in texts):
        texts += _places_for_units(columns, grid)
    _place_dates(columns, grid, dates)
    _place_texts(columns, grid, texts)
    _keep_unasked(columns, grid)
    _keep_offices(columns, grid)
    unvoted = [n for n, _ in columns.units if vote_of(grid.labels[n]) is None]
    leads = any(role == "lead" for _, role in columns.units)
    columns.unsure_roles = len(columns.units) > 1 and bool(unvoted) and not leads
    placed = [
        n
        for n in (columns.name, columns.content, *(n for n, _ in columns.units), *columns.deadline)
        if n is not None
    ]
    units = [n for n, _ in columns.units]
    columns.guessed = [
        grid.labels[n]
        for n in sorted(placed)
        if grid.labels[n]
        and (vote_of(grid.labels[n]) is None or (n in units and vote_of(grid.labels[n]) == "task"))
    ]
    return columns


def _places_for_units(columns: Columns, grid: Grid) -> list[int]:
    """平整操场, 修缮敬老院 end like units. Where no column of text says what to do and several of unknown heading read
    as units, it is the one with the fewest offices and no name twice."""
    unknown = [n for n, _ in columns.units if vote_of(grid.labels[n]) is None]
    if not unknown or len(columns.units) < 2:
        return []
    n = min(
        unknown,
        key=lambda n: (mean(bool(BODY_END.search(cell)) for cell in _cells(grid, n)), -_distinct(grid, n), n),
    )
    columns.units = [unit for unit in columns.units if unit[0] != n]
    return [n]


def _holds_offices(grid: Grid, n: int) -> bool:
    """Whether nearly every cell of a column under another heading (项目实施方) is an office."""
    kind, share = grid.kinds[n]
    return (
        kind == "units"
        and share > 0.9
        and mean(bool(BODY_END.search(cell)) for cell in _cells(grid, n)) > 0.9
    )


def _asks_for_units(label: str) -> bool:
    """Whether a heading says that its units do the work; 督导单位, 验收单位 look at it."""
    vote = vote_of(label)
    return vote is not None and not (vote == "support" and is_doubtful(label.split(PATH)[-1]))


def _keep_unasked(columns: Columns, grid: Grid) -> None:
    """Where a heading says who does it, a column of units under a heading that does not (数据来源, 经办股室) is one of
    the table's own, and so is who only looks at it (督导单位)."""
    asked = [unit for unit in columns.units if _asks_for_units(grid.labels[unit[0]])]
    if not asked:
        return
    kept = [n for n, _ in columns.units if (n, _) not in asked]
    columns.units = asked
    columns.own = sorted([*columns.own, *kept])
    columns.unasked = [
        grid.labels[n] for n in kept if grid.labels[n] and not OWN_HEADING.search(grid.labels[n])
    ]


def _keep_offices(columns: Columns, grid: Grid) -> None:
    """责任科室 beside 责任单位 is one of the table's own columns; alone, with the bureau in its cells, it is that and
    says the unit as well."""
    inner = [n for n, _ in columns.units if is_office_heading(grid.labels[n].split(PATH)[-1])]
    answer = [n for n, role in columns.units if n not in inner and role != "support"]
    named = [n for n in inner if all(map(bureaus_of, _cells(grid, n)))]
    if not answer and not named:
        return
    columns.offices = [] if answer else named
    columns.units = [unit for unit in columns.units if unit[0] not in inner or unit[0] in columns.offices]
    columns.own = sorted({*columns.own, *inner})


def _cells(grid: Grid, n: int) -> list[str]:
    """The column's own cells, blanks out, merged ones once."""
    cells = (row.cells[n] for row in grid.body)
    return [
        words
        for cell in cells
        if not cell.up and not cell.left and (words := tidy(cell.text.replace("\n", "")))
    ]


def _filled(grid: Grid, n: int) -> int:
    """How many rows have words in a column, the lower parts of merged cells with them."""
    return sum(bool(row.cells[n].text.strip()) for row in grid.body)


def _shares_heading(grid: Grid, n: int) -> bool:
    """具体要求 over a number and its text: the number counts."""
    return grid.labels[n] in grid.labels[n + 1 : n + 2]


def _is_number(label: str) -> bool:
    return vote_of(label) == "no"


def _counts(cells: list[str]) -> bool:
    """Whether numbers under an unknown heading number the rows: they go up by one."""
    figures = [int(match[0]) for cell in cells if (match := re.search(r"\d+", cell))]
    return len(figures) < len(cells) or all(b - a == 1 for a, b in pairwise(figures)) or len(cells) == 1


def _take_number(columns: Columns, n: int, label: str) -> None:
    if columns.no is None:
        columns.no = n
    else:
        columns.original.append(n)


def _has_units(grid: Grid, n: int) -> bool:
    return any(k != n and kind == "units" for k, (kind, _) in enumerate(grid.kinds))


def _any_date(cells: list[str]) -> bool:
    """Whether one of the cells says a day, if only among other words."""
    return any(m.kind != "unknown" for cell in cells for m in read_deadline(cell[:200], ANY_YEAR).milestones)


def _short(cells: list[str]) -> bool:
    return mean(map(len, cells)) <= 12 if cells else True


def _place_dates(columns: Columns, grid: Grid, dates: list[int]) -> None:
    """By when it is due; the day it was given, or begins, is one of the table's own columns."""
    given = [n for n in dates if GIVEN_HEADING.search(grid.labels[n].split(PATH)[-1])]
    due = [n for n in dates if n not in given]
    if not due and given and not GIVEN_HEADING.search(grid.labels[given[-1]][:4]):
        due, given = [given[-1]], given[:-1]
    voted = [n for n in due if vote_of(grid.labels[n]) == "deadline"]
    if voted and len(voted) < len(due):
        columns.own.extend(n for n in due if n not in voted)
        due = voted
    columns.deadline.extend(due)
    columns.own.extend(given)
    columns.own.sort()


def _place_texts(columns: Columns, grid: Grid, texts: list[int]) -> None:
    """Name, text, category, and the table's own columns of text."""
    votes = {n: vote_of(grid.labels[n]) for n in texts}
    sections = [n for n in texts if votes[n] == "section"]
    tasks = [n for n in texts if votes[n] == "task"]
    unknown = [n for n in texts if votes[n] not in ("section", "task")]
    known = list(tasks)
    if not tasks:
        tasks, unknown = unknown, []
    elif unknown and len(own := [n for n in tasks if not _is_own(grid.labels[n])] or tasks) == 1:
        beside = [n for n in tasks if n not in own]
        found, unknown = _with_neighbour(columns, grid, own[0], unknown, beside)
        tasks = sorted((*found, *beside))
    if not tasks and sections:
        tasks = [sections.pop()]
    if not tasks:
        columns.own.extend(unknown)
        columns.sections.extend(sections)
        return
    length = {n: sum(map(len, _cells(grid, n))) for n in range(len(grid.labels))}
    how = [
        n
        for n in tasks
        if _SAYS_HOW.search(grid.labels[n]) and not re.search("目标|标准|指标|成", grid.labels[n])
    ]
    pool = [n for n in tasks if not _is_own(grid.labels[n])] or tasks
    content = max([n for n in how if n in pool] or pool, key=lambda n: (length[n], n))
    if content in how and length[content] * 4 < max(length[n] for n in pool):
        content = max(pool, key=lambda n: (length[n], n))
    name = _name_of(grid, [n for n in pool if n != content], content, bool(known))
    if name is None and sections and not is_category(grid, sections[-1]):
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
    if name is not None and _how_far(grid.labels[content]) < 2 and _heads_several(columns, grid, name):
        sections.append(name)
        name = None
    columns.name, columns.content = name, content
    first = name if name is not None else content
    columns.sections.extend(sections)
    for n in sorted((*tasks, *unknown)):
        if n in (name, content):
            continue
        voted = votes.get(n) == "task" and not _is_own(grid.labels[n])
        if n < first and (voted or is_category(grid, n)):
            columns.sections.append(n)
        else:
            columns.own.append(n)
    columns.sections.sort()
    columns.own.sort()


def _how_far(label: str) -> int:
    """How far a heading is from the task itself: 任务 0, 内容 1, 要求 2."""
    return 2 if _HOW_ONLY.search(label) else 1 if _SAYS_HOW.search(label) else 0


def _heads_several(columns: Columns, grid: Grid, n: int) -> bool:
    """Whether cells of a column stand over several rows that are tasks by themselves: one of them where the rows are
    numbered one by one, most where each has who and when of its own."""
    own = [*(place for place, _ in columns.units), *columns.deadline]
    if columns.no is not None:
        cells = ((row.cells[n], row.cells[columns.no]) for row in grid.body)
        return any(cell.up and number.text.strip() and not number.up for cell, number in cells)
    return _spans(
        grid, n, lambda row: any(row.cells[place].text.strip() and not row.cells[place].up for place in own)
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
    columns: Columns, grid: Grid, known: int, unknown: list[int], beside: list[int]
) -> tuple[list[int], list[int]]:
    """One column says what to do. The unknown one beside it, before who and when, is its name (存在问题 | 整改措施)
    or its text, where it is filled in every row; columns of aims (整改目标), `beside`, may stand between them."""
    ends = [*columns.deadline, *(n for n, _ in columns.units), len(grid.labels)]
    how = bool(_SAYS_HOW.search(grid.labels[known]))
    for n in unknown:
        cells, own = _cells(grid, n), _cells(grid, known)
        whole = _filled(grid, n) >= _filled(grid, known)
        whole = whole and not is_category(grid, n) and not _heads_several(columns, grid, n)
        between = set(range(min(n, known) + 1, max(n, known)))
        if between - set(beside) or not whole or _is_own(grid.labels[n]):
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
        whole = [n for n in candidates if _distinct(grid, n) > 0.8 and not is_category(grid, n)]
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


def _distinct(grid: Grid, n: int) -> float:
    cells = _cells(grid, n)
    return len(set(cells)) / len(cells) if cells else 0.0


def _is_own(label: str) -> bool:
    """Whether a heading asks for something beside the task: 目标, 考核标准, 投资, but not 指标名称, 目标任务."""
    last = label.split(PATH)[-1]
    return bool(OWN_HEADING.search(last)) and not re.search("名称|任务|事项|要求|措施", last)


def is_category(grid: Grid, n: int) -> bool:
    """A column whose cells mostly stand over several rows, or that is left empty below its first, is a category; so is
    one whose few words come again and again."""
    rows = [row for row in grid.body if sum(bool(c.text.strip()) for c in row.cells) > 1]
    empty = any(not row.cells[n].text.strip() for row in rows)
    return empty or _spans(grid, n) or (len(rows) > 3 and _distinct(grid, n) <= 0.5)
