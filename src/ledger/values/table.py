"""The 任务分解表 and the 台账 as values: what `questions/ledger` answers and `files/` and `views/` write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ledger.values.columns import Column, Layout, columns_of

OWN = "其他."  # before the heading, the key of a column that is the issued table's own
_OWN_WIDTH = 18.0  # mm
_LEAST_TEXT = 40.0  # mm that 任务内容 keeps


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
    key, in its order, each with its words over it (empty: ours).
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

    @property
    def layout(self) -> Layout:
        return "plan" if self.as_of is None else "progress"

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of its layout, the table's own among them. Where no task has 任务内容 besides its name, the name has
        that column's room."""
        columns = _with_own(_as_issued(columns_of(self.layout), self.headings), self.own, self.layout)
        if any(row.content for row in self.rows):
            return columns
        room = {column.key: column.widths[self.layout] for column in columns}
        wide = {self.layout: room["name"] + room["content"]}
        return tuple(
            replace(column, widths={**column.widths, **wide}) if column.key == "name" else column
            for column in columns
            if column.key != "content"
        )


def _as_issued(columns: tuple[Column, ...], headings: tuple[tuple[str, str], ...]) -> tuple[Column, ...]:
    """Columns in the order and under the words of the issued table; those it did not have keep their places."""
    by_key = {column.key: column for column in columns}
    issued = iter([replace(by_key[key], heading=words or by_key[key].heading) for key, words in headings])
    had = dict(headings)
    return tuple(next(issued) if column.key in had else column for column in columns)


def _with_own(
    columns: tuple[Column, ...], own: tuple[tuple[str, str], ...], layout: Layout
) -> tuple[Column, ...]:
    """Columns with the table's own in their places; what these take on paper the text gives."""
    if not own:
        return columns
    text = next(column for column in columns if column.key == "content")
    each = min(_OWN_WIDTH, (text.widths[layout] - _LEAST_TEXT) / len(own))
    narrow = replace(text, widths={**text.widths, layout: text.widths[layout] - each * len(own)})
    placed: list[Column] = []
    for key in ("", *(column.key for column in columns)):
        placed += [narrow if column is text else column for column in columns if column.key == key]
        placed += [
            Column(f"{OWN}{heading}", heading, {layout: each}) for heading, after in own if after == key
        ]
    return tuple(placed)


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
