"""A table laid out as records: its heading rows found, cards turned, labels as paths, columns with their kinds.

The heading rows are the leading rows whose cells are of other kinds than those below them: a column of numbers
is headed by no number. Known words count as well, neither is needed alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from ledger.draft.cell_kinds import (
    WHOLE_YEAR,
    Kind,
    could_head,
    is_ditto,
    is_number,
    kind_of,
    majority,
    stage_of,
)
from ledger.draft.noise import tidy
from ledger.values.source import Cell, Row, Table
from ledger.words.column_headings import column_of
from ledger.words.lexicon import role_words

PATH = "›"
_FIRST_ROWS = 15  # the heading stands among these
_MOST_HEADINGS = 3
_WHO_WHEN = {"units", "lead", "support", "deadline"}
_TYPED = ("number", "date", "units", "person", "phone", "share")


@dataclass(frozen=True, slots=True)
class Grid:
    """`labels` name the columns (a path where heading rows lie over each other), `kinds` say what their cells
    mostly are, with the share of those that are; `above` are the rows before the heading, `heading` its rows;
    `turned` when the labels stood in the left column."""

    labels: tuple[str, ...]
    kinds: tuple[tuple[Kind | None, float], ...]
    above: tuple[Row, ...]
    heading: tuple[Row, ...]
    body: tuple[Row, ...]
    turned: bool = False

    def words(self, n: int) -> list[str]:
        """A column's own cells, blanks out, merged ones once."""
        cells = (row.cells[n] for row in self.body if not row.cells[n].up and not row.cells[n].left)
        return [words for cell in cells if (words := tidy(cell.text.replace("\n", "")))]

    def stage(self, n: int) -> str:
        """The day or period over column n, where it is a column of matters."""
        day = stage_of(self.labels[n].split(PATH)[-1])
        beside = (stage_of(label.split(PATH)[-1]) for label in self.labels)
        timed = vote_of(self.labels[n].rpartition(PATH)[0]) == "deadline"
        return "" if day == WHOLE_YEAR and not timed and {*beside} <= {"", WHOLE_YEAR} else day

    @property
    def votes(self) -> int:
        return sum(
            vote_of(label) is not None or bool(stage_of(label.split(PATH)[-1])) for label in self.labels
        )

    @property
    def typed(self) -> set[Kind | None]:
        return {kind for kind, share in self.kinds if share >= 0.5} - {"text", None}

    @property
    def holds_tasks(self) -> bool:
        """Whether the records read as tasks: something is to be done, by someone or some day."""
        votes = {vote_of(label) for label in self.labels}
        kinds = [kind for kind, _ in self.kinds]
        texts = kinds.count("text") or "task" in votes or kinds.count("units") > 1
        by_kind = bool(self.typed & {"units", "date"})
        staged = sum(bool(self.stage(n)) for n in range(len(self.labels))) > 1
        named = (
            sum(vote_of(label) == "task" for label in self.labels) > 1
        )  # 任务名称 | 任务内容, and nobody named
        return bool(texts) and bool(self.body) and bool(by_kind or votes & _WHO_WHEN or staged or named)


def vote_of(label: str) -> str | None:
    """What the words of a label say of its column, the lowest of its path first."""
    *above, last = label.split(PATH)
    own = column_of(last)
    higher = next((kind for part in reversed(above) if (kind := column_of(part))), None)
    if own == "units" and (role := _role_above(above)):
        return role  # 牵头单位及责任人›单位
    if higher in ("units", "lead", "support") and own not in ("lead", "support"):
        return higher  # 责任单位›第一
    if own is None and last.startswith(("牵头", "主办")) and higher:
        return "lead"
    return own or higher


def _role_above(above: list[str]) -> str | None:
    """Whether a heading over 单位 says that it leads or supports."""
    words = "".join(above)
    leads = any(word in words for word in role_words("lead", heading=True))
    supports = any(word in words for word in role_words("support", heading=True))
    return None if leads == supports else "lead" if leads else "support"


def read_grid(table: Table) -> Grid | None:
    """The table as records; None when no heading is found and nothing shows that it holds tasks."""
    rows = _with_ditto(table.rows)
    upright = _upright(rows)
    turned = _turned(rows)
    if turned is None:
        return upright
    if upright is None or _worth(turned) > _worth(upright):
        return turned
    return upright


def _with_ditto(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows with the words of the cell above in place of 同上; below a heading there is nothing to repeat."""
    if not any(is_ditto(cell.text) for row in rows for cell in row.cells):
        return rows
    done: list[Row] = []
    for row in rows:
        above = done[-1].cells if done else ()
        cells = [
            replace(cell, text=above[n].text, ditto=True)
            if n < len(above) and is_ditto(cell.text) and column_of(above[n].text) is None
            else cell
            for n, cell in enumerate(row.cells)
        ]
        done.append(Row(tuple(cells), row.place))
    return tuple(done)


def heading_seen(table: Table) -> tuple[str, list[str]] | None:
    """(place, words) of the row that stands where a heading would; None where no row has several cells."""
    row = next((row for row in table.rows if len(filled(row)) > 1), None)
    return (
        (row.place, [tidy(cell.text.replace("\n", "")) for cell in filled(row)]) if row is not None else None
    )


def goes_on(before: Table, table: Table) -> bool:
    """Whether `table` is the rest of `before` on the next page: as wide, with the same heading or none; or the next
    of several cards, with the same labels on the left."""
    if len(before.rows[0].cells) != len(table.rows[0].cells):
        return False
    labels = [[words_of(row)[0] for row in one.rows] for one in (before, table)]
    if labels[0][: len(labels[1])] == labels[1] and all(map(could_head, labels[1])):
        return True  # one more card
    above, below = read_grid(before), read_grid(table)
    if above is None or above.turned:
        return above is None and below is None
    return below is None or not any(below.labels) or (below.labels == above.labels and not below.above)


def words_of(row: Row) -> tuple[str, ...]:
    return tuple(tidy(cell.text.replace("\n", "")) for cell in row.cells)


def filled(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.text.strip() and not cell.left]


def _worth(grid: Grid) -> tuple[bool, float, int]:
    """How much of the grid makes sense: tasks, cells that are what their column is, known labels."""
    plain = sum(share for kind, share in grid.kinds if kind in _TYPED)
    return grid.holds_tasks, (plain + grid.votes) / len(grid.labels), -len(grid.above)


def _upright(rows: tuple[Row, ...]) -> Grid | None:
    for start, row in enumerate(rows[:_FIRST_ROWS]):
        cells = filled(row)
        if len(cells) < 2 or not all(could_head(cell.text) for cell in cells):
            continue
        body = rows[start + 1 :]
        kinds = _kinds(body)
        if not body or not _heads(row, kinds):
            continue
        end = start + 1
        while end < min(len(rows) - 1, start + _MOST_HEADINGS) and _goes_on(
            rows[start:end], rows[end], kinds
        ):
            end += 1
        body = rows[end:]
        return Grid(_labels(rows[start:end]), _kinds(body), rows[:start], rows[start:end], body)
    return _headless(rows)


def _headless(rows: tuple[Row, ...]) -> Grid | None:
    """A table without heading: counting numbers and units are enough to see what it is."""
    start = next((n for n, row in enumerate(rows[:_FIRST_ROWS]) if len(filled(row)) > 2), None)
    if start is None or len(rows) - start < 2:
        return None
    kinds = _kinds(rows[start:])
    found = {kind for kind, share in kinds if share > 0.8}
    if not {"number", "units"} <= found and not {"units", "date"} <= found:
        return None
    grid = Grid(tuple("" for _ in kinds), kinds, rows[:start], (), rows[start:])
    return grid if grid.holds_tasks else None


def _kinds(rows: tuple[Row, ...]) -> tuple[tuple[Kind | None, float], ...]:
    if not rows:
        return ()
    body = [row for row in rows if len(filled(row)) > 1 or len(row.cells) == 1] or list(rows)
    return tuple(
        majority(row.cells[n].text for row in body if not row.cells[n].up and not row.cells[n].left)
        for n in range(len(rows[0].cells))
    )


def _heads(row: Row, kinds: tuple[tuple[Kind | None, float], ...]) -> bool:
    """Whether a row of possible headings stands above columns of these kinds."""
    words = words_of(row)
    votes = {column_of(word) for word in words if word} - {None}
    known = sum(column_of(cell.text.replace("\n", "")) is not None for cell in filled(row))
    unlike = sum(
        bool(word) and kind in _TYPED and share >= 0.5 and kind_of(word) != kind
        for word, (kind, share) in zip(words, kinds, strict=True)
    )
    alike = sum(
        bool(word) and kind in _TYPED and share >= 0.5 and kind_of(word) == kind and column_of(word) is None
        for word, (kind, share) in zip(words, kinds, strict=True)
    )
    if alike > unlike:
        return False
    few = len(filled(row))
    if known * 2 >= few and "task" in votes and (votes & _WHO_WHEN or known == few):
        return True
    return unlike >= 2 or (unlike >= 1 and known >= 1) or (known >= 3 and known * 2 > few)


def _goes_on(heading: tuple[Row, ...], row: Row, kinds: tuple[tuple[Kind | None, float], ...]) -> bool:
    """Whether `row` is one more heading row: its own words stand only below a heading that spans several columns
    or says nothing, and none of them is what the column holds."""
    last = words_of(heading[-1])
    own = [n for n, cell in enumerate(row.cells) if cell.text.strip() and not cell.up]
    if not own or (len(own) == len(last) and all(last) and len(set(last)) == len(last)):
        return False
    merged = len(own) < len(row.cells) and all(cell.up for n, cell in enumerate(row.cells) if n not in own)
    for n in own:
        word = row.cells[n].text
        if not could_head(word):
            return False
        spans = merged or _spanning(heading[-1], last, n)
        if not spans and words_of(row)[n] != last[n]:
            return False
        kind, share = kinds[n]
        if (
            kind in _TYPED
            and kind != "date"
            and share >= 0.5
            and kind_of(word) == kind
            and not column_of(word)
        ):
            return False
    return not any(is_number(row.cells[n].text) for n in own)


def _spanning(row: Row, words: tuple[str, ...], n: int) -> bool:
    """Whether the heading over column n covers its neighbour too, or is empty."""
    after = n + 1 < len(words) and (row.cells[n + 1].left or words[n + 1] in ("", words[n]))
    return not words[n] or row.cells[n].left or (n > 0 and words[n - 1] == words[n]) or after


def _labels(heading: tuple[Row, ...]) -> tuple[str, ...]:
    """The label of each column: the words above it from the top down, each once. A heading over several that says
    nothing of its own (落实要求 over 责任单位 | 时间节点) is left out."""
    rows = [list(words_of(row)) for row in heading]
    for above, below in pairwise(rows):  # a spanning heading whose cells were lost: 责任单位 | (empty)
        for n in range(1, len(above)):
            if not above[n] and below[n] and below[n - 1] != "" and above[n - 1]:
                above[n] = above[n - 1]
    paths = [tuple(dict.fromkeys(word for word in column if word)) for column in zip(*rows, strict=True)]
    last = [path[-1] if path else "" for path in paths]
    return tuple(
        PATH.join(
            (
                *(part for part in path[:-1] if last.count(path[-1]) > 1 or _explains(part, path[-1])),
                *path[-1:],
            )
        )
        for path in paths
    )


def _explains(above: str, label: str) -> bool:
    """Whether a heading says more of the one below it: 责任单位›牵头, 进度安排›上半年, but not 落实要求›责任单位."""
    own, higher = column_of(label), column_of(above)
    who = ("units", "lead", "support")
    return (
        own is None
        or own == higher
        or (own in who and higher in who)
        or (own == "units" and _role_above([above]) is not None)
    )


def _turned(rows: tuple[Row, ...]) -> Grid | None:
    """Cards: the labels stand in the left column (or in every second one), the records beside them."""
    rows = tuple(row for row in rows if filled(row))
    start = next((n for n, row in enumerate(rows[:_FIRST_ROWS]) if len(filled(row)) > 1), None)
    if start is None or len(rows[start].cells) < 2:
        return None
    above, rows = rows[:start], rows[start:]
    pairs = _pairs(rows)
    if pairs is None:
        return None
    labels = [label for label, _, _ in pairs]
    first = labels[0]
    again = [n for n, label in enumerate(labels) if label == first]
    columns: list[str] = list(dict.fromkeys(labels))
    body: list[Row] = []
    for a, b in pairwise([*again, len(pairs)]):
        width = max(len(cells) for _, cells, _ in pairs[a:b])
        for k in range(width):
            cells = {label: values[k] if k < len(values) else Cell("") for label, values, _ in pairs[a:b]}
            if any(cell.text.strip() for cell in cells.values()):
                body.append(Row(tuple(cells.get(label, Cell("")) for label in columns), pairs[a][2]))
    if not body:
        return None
    heading = Row(tuple(Cell(label) for label in columns), rows[0].place)
    grid = Grid(tuple(columns), _kinds(tuple(body)), above, (heading,), tuple(body), turned=True)
    surely = {kind for kind, share in grid.kinds if share > 0.8} if len(body) > 1 else set()
    known = sum(column_of(label) is not None for label in columns) > 1
    known = known or ("units" in surely and bool(surely & {"date", "number"}))
    return grid if known and grid.holds_tasks else None


def _pairs(rows: tuple[Row, ...]) -> list[tuple[str, list[Cell], str]] | None:
    """(label, values, place) of each line of a card, of two where most lines of four cells hold two; None when the left
    cells are no labels."""
    pairs: list[tuple[str, list[Cell], str]] = []
    lines = [[cell for cell in row.cells if not cell.left] for row in rows]
    heads = [[tidy(cell.text.replace("\n", "")).rstrip("：:") for cell in cells] for cells in lines]
    doubled = [column_of(words[2]) is not None for words in heads if len(words) == 4]
    for row, cells, words in zip(rows, lines, heads, strict=True):
        if not could_head(words[0]):
            return None
        if len(words) == 4 and sum(doubled) * 2 > len(doubled) and could_head(words[2]):
            pairs += [(words[n], [Cell(cells[n + 1].text)], row.place) for n in (0, 2)]
        else:
            pairs.append(
                (words[0], [Cell(cell.text, left=cell.up and False) for cell in cells[1:]], row.place)
            )
    return pairs if len(pairs) > 1 else None
