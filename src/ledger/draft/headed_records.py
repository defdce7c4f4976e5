"""Tasks of a Markdown file: a heading for each (`### 1 公共数据归集`), labelled lines below it (`- **牵头**：…`).

The headings are the names of the tasks, those above them (`## 数据资源`) their chapters, the labels the headings of a
table. Headings with a number that outlines have (`### 1. …`) are left to the outline.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ledger.draft.head import is_title
from ledger.draft.labelled_records import WHO_WHEN, Line, line_of, with_table
from ledger.draft.noise import tidy
from ledger.values.source import Block, Cell, Paragraph, Row, Source, Table
from ledger.words.column_headings import column_of
from ledger.words.numbering import read_mark

_NUMBER = re.compile(r"(\d{1,3})[ \t\u3000\xa0]+(?=\S)")
_NO, _NAME, _CONTENT = "序号", "任务名称", "任务内容"


def restore_headed(source: Source) -> Source:
    """`source` with such records as a table; unchanged where there are none."""
    found = _find(source.blocks)
    if found is None:
        return source
    return with_table(source, *found)


def _find(blocks: Sequence[Block]) -> tuple[int, int, Table] | None:
    """Where such records begin and end, and the table they are; None where there are fewer than two."""
    lines = [line_of(block) for block in blocks]
    texts = ["" if isinstance(block, Table) else tidy(block.text) for block in blocks]
    depths = [block.heading if isinstance(block, Paragraph) else 0 for block in blocks]
    headings = [n for n, depth in enumerate(depths) if depth]
    over = [a for a, b in pairwise([*headings, len(blocks)]) if any(lines[a + 1 : b])]
    if len(over) < 2:
        return None
    depth = Counter(depths[n] for n in over).most_common(1)[0][0]
    heads = [n for n in over if depths[n] == depth]
    marked = sum(bool(read_mark(texts[n])) for n in heads)
    if len(heads) < 2 or marked * 2 > len(heads):
        return None
    following = next((n for n in headings if n > heads[-1]), len(blocks))
    end = _end(blocks, max(n for n in range(heads[-1], following) if lines[n]) + 1)
    inside = [range(a + 1, min(b, end)) for a, b in pairwise([*headings, len(blocks)]) if heads[0] <= a < end]
    if any(isinstance(block, Table) for block in blocks[heads[0] : end]) or any(
        _holds_tasks([lines[n] for n in part], [texts[n] for n in part]) for part in inside
    ):
        return None
    labels = list(dict.fromkeys(line[0] for line in lines[heads[0] : end] if line))
    if not {column_of(label) for label in labels} & WHO_WHEN or _NAME in labels:
        return None
    start = heads[0]
    while start and 0 < depths[start - 1] < depth and not is_title(texts[start - 1]):
        start -= 1
    rows = _rows(blocks[start:end], depth, [_NO, _NAME, *dict.fromkeys((_CONTENT, *labels))])
    return start, end, Table(tuple(rows))


def _holds_tasks(lines: Sequence[Line | None], texts: Sequence[str]) -> bool:
    """Whether what stands below a heading are tasks with numbers, or labels again and again: that is a chapter."""
    labels = [line[0] for line in lines if line]
    first = next((n for n, line in enumerate(lines) if line), len(lines))
    return len(set(labels)) < len(labels) or any(read_mark(text) for text in texts[:first])


def _end(blocks: Sequence[Block], end: int) -> int:
    """Where the last record ends: with its last labelled line, and what goes on right below that."""
    while end < len(blocks):
        block = blocks[end]
        if isinstance(block, Table) or block.gap or block.heading:
            break
        end += 1
    return end


def _rows(blocks: Sequence[Block], depth: int, columns: list[str]) -> list[Row]:
    """The heading of the table, its bands and its records; columns that nothing stands in are left out."""
    records: list[tuple[str, dict[str, str]]] = []  # the words of a band stand under ""
    label = ""
    for block in blocks:
        if isinstance(block, Table):
            continue
        line = line_of(block)
        if block.heading == depth:
            number = _NUMBER.match(block.text)
            name = block.text[number.end() :] if number else block.text
            records.append((block.place, {_NO: number[1] if number else "", _NAME: name}))
            label = _CONTENT
        elif 0 < block.heading < depth or not records or "" in records[-1][1]:
            records.append((block.place, {"": tidy(block.text)}))
        else:
            label, words = line or (label, block.text)
            cells = records[-1][1]
            cells[label] = f"{cells[label]}\n{words}" if label in cells else words
    columns = [column for column in columns if any(cells.get(column) for _, cells in records)]
    rows = [Row(tuple(map(Cell, columns)), records[0][0])]
    for place, cells in records:
        if band := cells.get(""):
            wide = [Cell(band), *(Cell(band, left=True) for _ in columns[1:])]
            rows.append(Row(tuple(wide), place))
        else:
            rows.append(Row(tuple(Cell(cells.get(column, "")) for column in columns), place))
    return rows
