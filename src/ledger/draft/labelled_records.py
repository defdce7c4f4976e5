"""Records written as labelled lines, one after the other: `任务名称：…`, `【牵头单位】…`, again and again.

The label that comes again begins a record; the labels are the headings of a table, the lines its cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ledger.draft.cell_kinds import kind_of
from ledger.draft.noise import tidy
from ledger.values.source import Block, Cell, Paragraph, Row, Source, Table
from ledger.words.column_headings import column_of
from ledger.words.numbering import read_mark

_LABELLED = re.compile(
    r"(?:[【\[［〔](?P<boxed>[^【】\[\]：:]{2,10})[】\]］〕][:：]?|(?P<plain>[\u4e00-\u9fff（）()/、]{2,10}?)(?P<count>\d{1,3}|[一二三四五六七八九十]{1,3})?[:：])\s*(?P<words>.*)",
    re.DOTALL,
)
_COUNT = re.compile(
    r"[\u4e00-\u9fff]{0,3}(?:任务|项目|事项|问题|清单|序号|工作)?(?:第)?[一二三四五六七八九十\d]{1,3}(?:[项个件])?[.、：:]?"
)
_LIST_MARK = re.compile(r"^[-*+]\s*")  # of a Markdown list: - **牵头**：…
WHO_WHEN = {"units", "lead", "support", "deadline"}

Line = tuple[str, str]  # a label and its words


def restore_records(source: Source) -> Source:
    """`source` with such lines as a table; unchanged where no label of a task comes again."""
    blocks = _labels_joined(source.blocks)
    found = _find(blocks)
    return with_table(replace(source, blocks=blocks), *found) if found is not None else source


def _labels_joined(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """`具体任务 / 修路 / 责任单位 / 县交通局`, again and again, with each label and the lines below it as one line; unchanged
    where labels stand right below each other, as the headings of a table do."""
    words = [tidy(block.text).rstrip("：:") if isinstance(block, Paragraph) else "" for block in blocks]
    again = Counter(words)
    labels = [n for n, word in enumerate(words) if _is_label(word, again[word])]
    first = next((n for n in labels if _names_a_task(words[n]) and again[words[n]] > 1), None)
    if first is None or any(b - a == 1 for a, b in pairwise(labels)):
        return blocks
    labels = labels[labels.index(first) :]
    spans = [(a, b - a - 1) for a, b in pairwise([*labels, len(blocks)])]
    joined: list[Block] = [*blocks[:first]]
    for n, size in spans:  # below the last label of a record a line may stand that belongs to no record
        label, *below = blocks[n : n + size + 1]
        ends = n == labels[-1] or words[n + size + 1] == words[first]
        taken = _alike(words[n + 1 : n + size + 1]) if ends else size
        if isinstance(label, Table) or any(isinstance(block, Table) for block in below[:taken]):
            return blocks
        text = "\n".join(block.text for block in below[:taken] if isinstance(block, Paragraph))
        joined += [replace(label, text=f"{words[n]}：{text}"), *below[taken:]]
    return tuple(joined)


def _alike(words: list[str]) -> int:
    """How many lines are of the kind of the first: further names, further days."""
    kinds = [kind_of(word) for word in words]
    unlike = (n for n, kind in enumerate(kinds) if n and (kind == "text" or kind != kinds[0]))
    return next(unlike, len(words))


def _is_label(word: str, times: int) -> bool:
    column = column_of(word) if 1 < len(word) <= 10 else None
    return column in WHO_WHEN or (times > 1 and column is not None and column != "no")


def with_table(source: Source, start: int, end: int, table: Table) -> Source:
    """`source` with a table in the place of its blocks from `start` to `end`."""
    return replace(source, blocks=(*source.blocks[:start], table, *source.blocks[end:]), lines=())


def _find(blocks: Sequence[Block]) -> tuple[int, int, Table] | None:
    lines = [line_of(block) for block in blocks]
    named = [n for n, line in enumerate(lines) if line and _names_a_task(line[0])]
    counted = {n for n, block in enumerate(blocks[:-1], 1) if _COUNT.fullmatch(tidy(_text(block)))}
    asked = [  # 事项内容：… below the last line of the record above, or a count; below a heading it is no name
        n
        for n, line in enumerate(lines)
        if line and column_of(line[0]) == "task" and n and (lines[n - 1] or n in counted)
    ]
    below = [n for n in sorted(counted) if (line := lines[n]) and column_of(line[0]) not in WHO_WHEN]
    first, starts = next(
        (
            (n, some)
            for some in (named, below, asked)  # 案件1, and below it 基本情况：…
            for n in some
            if sum(_same(lines[n], lines[k]) for k in some) > 1
            and (some is named or not any(line and column_of(line[0]) in WHO_WHEN for line in lines[:n]))
        ),
        (None, []),
    )
    if first is None:
        return None
    heads = [n for n in starts if _same(lines[first], lines[n])]
    labels = list(dict.fromkeys(line[0] for line in lines[first:] if line))
    if not {column_of(label) for label in labels} & WHO_WHEN:
        return None
    records: list[tuple[str, dict[str, str]]] = []
    bands: dict[int, str] = {}
    counts: dict[int, str] = {}
    open_label, end = "", first
    for n in range(first, len(blocks)):
        block, line = blocks[n], lines[n]
        if isinstance(block, Table):
            break
        if n in heads:
            if number := _count_of(block):
                counts[len(records)] = number
            records.append((block.place, {}))
        if line:
            open_label = line[0]
            known = records[-1][1].get(open_label)
            records[-1][1][open_label] = f"{known}\n{line[1]}" if known else line[1]
            end = n + 1
        elif n + 1 in heads and (_COUNT.fullmatch(tidy(block.text)) or len(tidy(block.text)) <= 30):
            (counts if _COUNT.fullmatch(tidy(block.text)) else bands)[len(records)] = tidy(block.text)
        elif n > heads[-1] and (open_label == labels[-1] or not any(lines[n:])):
            break  # what follows the last label of the last record is no part of it
        else:
            records[-1][1][open_label] += "\n" + block.text
            end = n + 1
    return _table(blocks, first, end, labels, records, bands, counts)


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _table(
    blocks: Sequence[Block],
    first: int,
    end: int,
    labels: list[str],
    records: list[tuple[str, dict[str, str]]],
    bands: dict[int, str],
    counts: dict[int, str],
) -> tuple[int, int, Table] | None:
    if len(records) < 2 or end <= first:
        return None
    start = first
    before = blocks[first - 1] if first else None
    if counts and isinstance(before, Paragraph) and _COUNT.fullmatch(tidy(before.text)):
        counts[0], start = tidy(before.text), first - 1
    elif bands and isinstance(before, Paragraph) and read_mark(tidy(before.text)):
        bands[0], start = tidy(before.text), first - 1
    heading = (["序号"] if counts else []) + labels
    rows = [Row(tuple(map(Cell, heading)), records[0][0])]
    for n, (place, cells) in enumerate(records):
        if n in bands:
            wide = [Cell(bands[n]), *(Cell(bands[n], left=True) for _ in heading[1:])]
            rows.append(Row(tuple(wide), place))
        words = ([counts.get(n, "")] if counts else []) + [cells.get(label, "") for label in labels]
        rows.append(Row(tuple(map(Cell, words)), place))
    return start, end, Table(tuple(rows))


def line_of(block: Block) -> Line | None:
    """(label, words) of a labelled line, its number aside."""
    match = _labelled(block)
    if match is None or not match["words"].strip():
        return None
    label = match["boxed"] or match["plain"]
    return label, match["words"].strip()


def _count_of(block: Block) -> str:
    """The number behind a label: 3 of 督办事项3：…."""
    match = _labelled(block)
    return match["count"] or "" if match else ""


def _labelled(block: Block) -> re.Match[str] | None:
    if isinstance(block, Table):
        return None
    text = _LIST_MARK.sub("", "\n".join(map(tidy, block.text.split("\n"))))
    mark = read_mark(text)
    return _LABELLED.match(text[len(mark.text) :] if mark else text)


def _names_a_task(label: str) -> bool:
    """任务名称, 议定事项; 工作目标, 建设内容 say more of what a heading above them names."""
    return (
        (column_of(label) == "task" or label.endswith("问题"))
        and bool(re.search("名称|事项|任务|问题|项目", label))
        and not re.search("目标|内容|措施|要求|标准", label)
    )


def _same(one: Line | None, other: Line | None) -> bool:
    return one is not None and other is not None and one[0] == other[0]
