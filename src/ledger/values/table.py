"""The 任务分解表 and the 台账 as values: what `questions/ledger` answers and `files/` and `views/` write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ledger.values.columns import Column, Layout, columns_of

NO_SECTION = "（未分章节）"
OWN = "其他."  # before the heading, the key of a column that is the issued table's own
_EM = 3.7  # mm: a character of 五号 (10.5 pt)
_PADDING = 4.0  # mm
_LEAST_EMS = 6  # of text on a line, where a cell has so much


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One task (or, in the 台账, one 报送) as text, cell by cell; attribute names are `COLUMNS` keys.

    `section` are the headings above it. `light` is 红, 黄, 绿 or nothing. `other` are the cells under the issued
    table's own columns: (heading, words).
    """

    no: int | str
    name: str
    content: str = ""
    responsibility: str = ""
    deadline: str = ""
    section: tuple[str, ...] = ()
    light: str = ""
    progress: str = ""
    done_on: str = ""
    remark: str = ""
    other: tuple[tuple[str, str], ...] = ()

    def text(self, key: str) -> str:
        """What stands in the column `key`, one of COLUMNS or one of the table's own."""
        if key.startswith(OWN):
            return dict(self.other).get(key.removeprefix(OWN), "")
        return str(getattr(self, key))


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerTable:
    """One plan as a table. `issued` dates the file, never the clock; `notes` stand below the last row.

    `as_of` is the day a 台账 speaks for; None for the plain 任务分解表. `own` are the issued table's own columns,
    each with the key of ours it stands behind (empty: in front of all); `headings` the columns of ours that it had, by
    key, in its order, each with its words over it (empty: ours). `apart`: columns of its own stand for 责任单位.
    """

    plan: str
    title: str
    issued: date
    rows: tuple[LedgerRow, ...]
    region: str = ""
    attachment: str = ""
    as_of: date | None = None
    notes: tuple[str, ...] = ()
    own: tuple[tuple[str, str], ...] = ()
    headings: tuple[tuple[str, str], ...] = ()
    apart: bool = False

    @property
    def layout(self) -> Layout:
        return "plan" if self.as_of is None else "progress"

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of its layout, the table's own among them. 任务内容 that no task has besides its name is none. The usual
        columns have the widths of the issued table, others as much as what they hold needs."""
        columns = _with_own(_as_issued(columns_of(self.layout), self.headings), self.own, self.layout)
        gone = {"responsibility"} if self.apart else set()
        if not any(row.content for row in self.rows):
            gone.add("content")
        kept = tuple(column for column in columns if column.key not in gone)
        return _fitted(kept, self.rows, self.layout) if gone or self.own else kept


def _as_issued(columns: tuple[Column, ...], headings: tuple[tuple[str, str], ...]) -> tuple[Column, ...]:
    """Columns in the order and under the words of the issued table; those it did not have keep their places."""
    by_key = {column.key: column for column in columns}
    issued = iter([replace(by_key[key], heading=words or by_key[key].heading) for key, words in headings])
    had = dict(headings)
    return tuple(next(issued) if column.key in had else column for column in columns)


def _with_own(
    columns: tuple[Column, ...], own: tuple[tuple[str, str], ...], layout: Layout
) -> tuple[Column, ...]:
    """Columns with the table's own in their places."""
    placed: list[Column] = []
    for key in ("", *(column.key for column in columns)):
        placed += [column for column in columns if column.key == key]
        placed += [
            Column(f"{OWN}{heading}", heading, {layout: 0.0}) for heading, after in own if after == key
        ]
    return tuple(placed)


def _fitted(columns: tuple[Column, ...], rows: tuple[LedgerRow, ...], layout: Layout) -> tuple[Column, ...]:
    """Columns that fill the layout's width. Numbers, lights and days keep theirs; the others share the rest by the
    lengths of their cells (long ones weigh most), none wider than its longest line while another is in want."""
    widths = {column.key: column.widths[layout] for column in columns}
    room = sum(column.widths[layout] for column in columns_of(layout))
    weights: dict[str, float] = {}
    least: dict[str, float] = {}
    most: dict[str, float] = {}
    for column in columns:
        if column.centred and column.key != "deadline":
            room -= widths[column.key]
            continue
        texts = [column.heading, *(row.text(column.key) for row in rows)]
        longest = max(_ems(line) for text in texts for line in text.split("\n"))
        weights[column.key] = sum(_ems(text) ** 2 for text in texts) ** 0.5
        least[column.key] = min(longest, _LEAST_EMS) * _EM + _PADDING
        most[column.key] = longest * _EM + _PADDING
    while weights:
        share = room / sum(weights.values())
        fixed = {key: least[key] for key, weight in weights.items() if weight * share < least[key]}
        fixed = fixed or {key: most[key] for key, weight in weights.items() if weight * share > most[key]}
        if not fixed or len(fixed) == len(weights):
            widths |= {key: weight * share for key, weight in weights.items()}
            break
        widths |= fixed
        room -= sum(fixed.values())
        weights = {key: weight for key, weight in weights.items() if key not in fixed}
    return tuple(replace(column, widths={**column.widths, layout: widths[column.key]}) for column in columns)


def _ems(text: str) -> float:
    """The width of a line in Chinese characters; others are half as wide."""
    return sum(1.0 if char > "\u2000" else 0.5 for char in text)


def new_headings(above: tuple[str, ...], section: tuple[str, ...]) -> tuple[str, ...]:
    """The headings of `section` that are new after a row under the headings `above`."""
    same = 0
    while same < min(len(above), len(section)) and above[same] == section[same]:
        same += 1
    return section[same:]


@dataclass(frozen=True, slots=True)
class Written:
    """A file in memory, and what had to be left out of it, as sentences."""

    content: bytes
    warnings: tuple[str, ...] = ()
