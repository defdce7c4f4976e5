"""What each column of a grid holds: its kind says what is possible, the words of its label choose among that."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mean

from ledger.draft.attribution import is_date, read_words
from ledger.draft.cell_kinds import ANY_YEAR, is_units
from ledger.draft.offices import bureaus_of, is_office_heading
from ledger.draft.table_grid import PATH, Grid, vote_of
from ledger.draft.text_columns import distinct, place_texts
from ledger.words.column_headings import GIVEN_HEADING, OWN_HEADING, PROGRESS_HEADING
from ledger.words.deadline.reader import read_deadline
from ledger.words.lexicon import BODY_END, is_doubtful
from ledger.words.responsibility.reader import read_responsibility

# Headings that say it in words of their own: 何时完成 over days, 审计发现问题 over what is to be done.
_BY_WHEN = re.compile("(?:何时|什么时[候间]|几时).*[完成办结好毕]|月份?$|(?:完成|办结|完工|竣工|销号)")
_WHAT = re.compile("问题$|隐患|案由|议题|提案|诉求|心愿|短板")
_ROLES = ("lead", "support", "units")
_NOUN = re.compile("单位|部门")
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
        stage = grid.stage(n)
        cells = grid.words(n)
        if kind is None and not cells and (vote is None or not stage):
            if label:
                columns.own.append(n)
        elif (kind == "phone" and vote != "no") or _PHONE.search(last):
            columns.phones.append(n)
        elif stage and (
            kind != "date" or not all(map(is_date, cells))
        ):  # 11月底前全部完工 under 下半年 is a matter
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
            _take_number(columns, grid, n)
        elif vote == "no":
            columns.original.append(n)
        elif kind == "person" and _NOUN.search(last) and all(read_responsibility(c).parties for c in cells):
            columns.units.append((n, "units"))  # 整改责任人（单位）: 甲某某（县财政局）
        elif (kind == "person" and vote not in ("task", "section")) or (vote == "people" and kind != "units"):
            columns.own.append(n)
        elif vote == "people":  # 责任人 over names of units
            columns.own.append(n) if _has_units(grid, n) else columns.units.append((n, "units"))
        elif vote in (*_ROLES, "deadline") and _says_both(cells):  # 责任单位及时限
            columns.units.append((n, vote if vote in _ROLES else "units"))
            columns.deadline.append(n)
        elif vote in _ROLES and kind in ("units", "text"):
            columns.units.append((n, vote))
        elif kind == "units" and vote not in ("task", "section", "remark", "deadline"):
            columns.units.append((n, "units"))
        elif kind == "date" and vote != "remark":
            dates.append(n)
        elif vote == "deadline":
            other = any(kind == "date" for kind, _ in grid.kinds)
            told = _any_date(cells) or (kind != "units" and _short(cells) and not other)
            (dates if told else columns.own).append(n)
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
    who_when = [*(n for n, _ in columns.units), *columns.deadline]
    placed_texts = place_texts(grid, texts, columns.no, who_when)
    columns.name, columns.content = placed_texts.name, placed_texts.content
    columns.sections = sorted([*columns.sections, *placed_texts.sections])
    columns.own = sorted([*columns.own, *placed_texts.own])
    _keep_unasked(columns, grid)
    _keep_offices(columns, grid)
    unvoted = [n for n, _ in columns.units if vote_of(grid.labels[n]) is None]
    leads = any(role == "lead" for _, role in columns.units)
    others = [role for n, role in columns.units if n not in unvoted]
    sure = leads or (len(unvoted) == 1 and {*others} == {"support"})
    columns.unsure_roles = len(columns.units) > 1 and bool(unvoted) and not sure
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
        and not (_BY_WHEN if n in columns.deadline else _WHAT).search(grid.labels[n])
        and texts != [n]  # one column alone says what to do
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
        key=lambda n: (mean(bool(BODY_END.search(cell)) for cell in grid.words(n)), -distinct(grid, n), n),
    )
    columns.units = [unit for unit in columns.units if unit[0] != n]
    return [n]


def _holds_offices(grid: Grid, n: int) -> bool:
    """Whether nearly every cell of a column under another heading (项目实施方) is an office."""
    kind, share = grid.kinds[n]
    return (
        kind == "units" and share > 0.9 and mean(bool(BODY_END.search(cell)) for cell in grid.words(n)) > 0.9
    )


def _asks_for_units(label: str) -> bool:
    """Whether a heading says that its units do the work; 督导单位, 验收单位 look at it."""
    vote = vote_of(label)
    return vote is not None and not (vote == "support" and is_doubtful(label.split(PATH)[-1]))


def _keep_unasked(columns: Columns, grid: Grid) -> None:
    """Where a heading says who does it, a column of units under a heading that does not (数据来源, 经办股室) is one of
    the table's own, and so is who only looks at it (督导单位)."""
    asked = [unit for unit in columns.units if _asks_for_units(grid.labels[unit[0]])]
    if all(role == "support" for _, role in asked):  # 链长单位 | 协同单位: somebody answers
        return
    kept = [n for n, _ in columns.units if (n, _) not in asked]
    columns.units = asked
    columns.own = sorted([*columns.own, *kept])
    columns.unasked = [
        label
        for label in (grid.labels[n] for n in kept)
        if label and not OWN_HEADING.search(label) and vote_of(label) is None
    ]


def _keep_offices(columns: Columns, grid: Grid) -> None:
    """责任科室 beside 责任单位 is one of the table's own columns; alone, with the bureau in its cells, it is that and
    says the unit as well."""
    inner = [n for n, _ in columns.units if is_office_heading(grid.labels[n].split(PATH)[-1])]
    answer = [n for n, role in columns.units if n not in inner and role != "support"]
    named = [n for n in inner if all(map(bureaus_of, grid.words(n)))]
    if not answer and not named:
        return
    columns.offices = [] if answer else named
    columns.units = [unit for unit in columns.units if unit[0] not in inner or unit[0] in columns.offices]
    columns.own = sorted({*columns.own, *inner})


def _shares_heading(grid: Grid, n: int) -> bool:
    """具体要求 over a number and its text: the number counts."""
    return grid.labels[n] in grid.labels[n + 1 : n + 2]


def _is_number(label: str) -> bool:
    return vote_of(label) == "no"


def _counts(cells: list[str]) -> bool:
    """Whether numbers under an unknown heading number the rows: they go up by one."""
    figures = [int(match[0]) for cell in cells if (match := re.search(r"\d+", cell))]
    return len(figures) < len(cells) or all(b - a == 1 for a, b in pairwise(figures)) or len(cells) == 1


def _take_number(columns: Columns, grid: Grid, n: int) -> None:
    if columns.no is None:
        columns.no = n
    elif _counts(grid.words(n)) and not _counts(grid.words(columns.no)):  # 项目代码 | 序号
        columns.original.append(columns.no)
        columns.no = n
    else:
        columns.original.append(n)


def _has_units(grid: Grid, n: int) -> bool:
    return any(k != n and kind == "units" for k, (kind, _) in enumerate(grid.kinds))


def _any_date(cells: list[str]) -> bool:
    """Whether one of the cells says a day, if only among other words."""
    return any(m.kind != "unknown" for cell in cells for m in read_deadline(cell[:200], ANY_YEAR).milestones)


def _says_both(cells: list[str]) -> bool:
    """Whether most cells say who and by when: 县司法局牵头，6月底前."""
    said = (read_words(cell) for cell in cells)
    return sum(bool(one.deadline) and is_units(one.units) for one in said) * 2 > len(cells)


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
