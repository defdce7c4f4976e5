"""Records written as labelled lines, one after the other: `任务名称：…`, `【牵头单位】…`, again and again.

The label that comes again begins a record; the labels are the headings of a table, the lines its cells. Below tasks
that are headings such lines are the cells of columns as well (`columns_below`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ledger.draft.account import is_work
from ledger.draft.cell_kinds import ANY_YEAR, PHONE, kind_of
from ledger.draft.noise import tidy
from ledger.draft.text_columns import is_own
from ledger.values.source import Block, Cell, Paragraph, Row, Source, Table
from ledger.words.column_headings import column_of
from ledger.words.deadline.reader import find_dates
from ledger.words.numbering import TOP, read_mark

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
    tops = (n for n, line in enumerate(lines) if line and not (n and lines[n - 1]))
    runs = [n for top in tops for n in _run(lines, top)]
    below = [n for n in sorted(counted) if (line := lines[n]) and column_of(line[0]) not in WHO_WHEN]
    first, starts = next(
        (
            (n, some)
            for some in (named, below, runs)  # 案件1, and below it 基本情况：…
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
    bands: dict[int, list[str]] = {}
    counts: dict[int, str] = {}
    open_label, end = "", first
    known = {line[0] for line in lines[first : heads[-1]] if line}
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
            said = records[-1][1].get(open_label)
            records[-1][1][open_label] = f"{said}\n{line[1]}" if said else line[1]
            end = n + 1
        elif n + 1 in heads and _COUNT.fullmatch(tidy(block.text)):
            counts[len(records)] = tidy(block.text)
        elif (
            n < heads[-1]
            and not any(lines[n : next(head for head in heads if head > n)])
            and _stands_over(open_label, records[-1][1][open_label], tidy(block.text), n + 1 in heads)
        ):
            bands.setdefault(len(records), []).append(tidy(block.text))
        elif n > heads[-1] and (
            open_label == labels[-1]
            or not any(lines[n:])
            or (
                _ends(open_label, records[-1][1][open_label], block.text)
                and not known & {line[0] for line in lines[n:] if line}
            )
        ):
            break  # what follows the last label of the last record is no part of it
        else:
            records[-1][1][open_label] += "\n" + block.text
            end = n + 1
    labels = [label for label in labels if any(label in cells for _, cells in records)]
    return _table(blocks, first, end, labels, records, bands, counts)


def _ends(label: str, said: str, text: str) -> bool:
    """Whether a line below a label of units or days is of another kind: 特此通知。"""
    return column_of(label) in WHO_WHEN and _alike([said, tidy(text)]) < 2


def _stands_over(label: str, said: str, text: str, near: bool) -> bool:
    """Whether a line between the last label of a record and the next record stands over that: a chapter, or what says
    neither who nor when below a label that does; below one of text, a short line right above the record (`near`)."""
    if column_of(label) not in WHO_WHEN:
        return near and len(text) <= 30
    mark = read_mark(text)
    return bool(mark and mark.rank <= TOP) or not (is_work(text) or _alike([said, text]) > 1)


def _run(lines: Sequence[Line | None], top: int) -> list[int]:
    """Where records begin that follow each other with nothing between them, as `top` does (编号：2 below 完成时限：…); none
    where a heading stands above one: its lines say more of it."""
    again = [n for n in range(top, len(lines)) if _same(lines[top], lines[n])]
    below = [line for line in lines[top : again[1]] if line] if len(again) > 1 else []
    asked = any(column_of(line[0]) == "task" for line in below)
    return again if asked and all(lines[n - 1] for n in again[1:]) else []


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _table(
    blocks: Sequence[Block],
    first: int,
    end: int,
    labels: list[str],
    records: list[tuple[str, dict[str, str]]],
    bands: dict[int, list[str]],
    counts: dict[int, str],
) -> tuple[int, int, Table] | None:
    if len(records) < 2 or end <= first:
        return None
    start = first
    before = blocks[first - 1] if first else None
    if counts and isinstance(before, Paragraph) and _COUNT.fullmatch(tidy(before.text)):
        counts[0], start = tidy(before.text), first - 1
    elif bands and isinstance(before, Paragraph) and read_mark(tidy(before.text)):
        bands[0], start = [tidy(before.text)], first - 1
    heading = (["序号"] if counts else []) + labels
    rows = [Row(tuple(map(Cell, heading)), records[0][0])]
    for n, (place, cells) in enumerate(records):
        for band in bands.get(n, ()):
            wide = [Cell(band), *(Cell(band, left=True) for _ in heading[1:])]
            rows.append(Row(tuple(wide), place))
        words = ([counts.get(n, "")] if counts else []) + [cells.get(label, "") for label in labels]
        rows.append(Row(tuple(map(Cell, words)), place))
    return start, end, Table(tuple(rows))


def line_of(block: Block) -> Line | None:
    """(label, words) of a labelled line, its number aside."""
    match = _labelled(block)
    if match is None or not match["words"].strip():
        return None
    label = match["boxed"] or match["plain"].lstrip("（(")  # （联系电话：…）
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


def columns_below(
    contents: Sequence[str], texts: Sequence[str]
) -> tuple[list[tuple[str, dict[str, str]]], tuple[str, ...]]:
    """What is to be done and the cells of the office's own columns by label, of each task from its text; and the labels
    of all columns in the order of the document's `texts`, none where nothing was parted.

    The first label that says what to do, below several tasks with no text before it, heads what is to be done; others below
    most tasks are the office's own. All lines with a label go on as text where one of them is read for a day or a unit,
    or text without label follows it."""
    lines = [[_unnumbered(text) for text in content.split("\n")] for content in contents]
    counts = Counter(label for task in lines for label in {line[0] for line in task if line})
    firsts = Counter(
        line[0] if (line := next((one for one in task if not one or _says_what(one[0])), None)) else ""
        for task in lines
    )
    what = next((label for label, count in firsts.items() if label and count > 1), "")
    plain = {
        line[0]
        for task in lines
        for line, after in zip(task, [*task[1:], ("", "")], strict=True)
        if line and (after is None or _speaks(line[1]))
    }
    own = {
        label
        for label, count in counts.items()
        if count > 1
        and count * 2 > len(contents)
        and label not in {what, *plain}
        and column_of(label) in (None, "task", "people")
    }
    found = []
    for content, task in zip(contents, lines, strict=True):
        rest: list[str] = []
        cells: dict[str, str] = {}
        for text, line in zip(content.split("\n"), task, strict=True):
            if line and line[0] in own:
                cells[line[0]] = "；".join(filter(None, (cells.get(line[0]), line[1])))
                continue
            rest.append(line[1] if line and line[0] == what and not rest else text)
        found.append(("\n".join(rest), cells))
    labels = dict.fromkeys(line[0] for text in texts if own or what if (line := _unnumbered(text)))
    return found, tuple(n for n in labels if n in own or n == what or column_of(n) in WHO_WHEN)


def _unnumbered(text: str) -> Line | None:
    return None if read_mark(text) else line_of(Paragraph(text=text, place=""))


def _says_what(label: str) -> bool:
    return column_of(label) == "task" and not is_own(label)


def _speaks(words: str) -> bool:
    """Whether days, units or telephone numbers are read in the words, as in a cell of an own column none is."""
    return bool(PHONE.search(words) or find_dates(words, ANY_YEAR)) or is_work(words)
