"""Tasks inserted, deleted, moved in the text: each is a stretch of whole lines, with the comments above it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence as Seq

from ledger.files.yaml.lines import item_lines
from ledger.files.yaml.text_file import TextFile
from ledger.files.yaml.tree import Mapping, Node, Sequence
from ledger.problems import LedgerError
from ledger.record.model import Record


def rearranged(source: TextFile, items: Node | None, order: Seq[int | Record], *, literal: bool) -> str:
    """The text of `source` with the items of a block sequence in another order: `order` has the place (from 0) of each
    that stays, and the records that come new. What is not in it is taken away.

    The lines of an item begin behind the item before it, so that comments and empty lines above go with it; a
    comment set deeper than the dash belongs to the item above. LedgerError for a list in brackets.
    """
    if not isinstance(items, Sequence) or not items.items:
        raise LedgerError(f"“{source.shown}”里没有任务可以增删、移动。")
    text = source.text
    bounds = item_bounds(source, items)
    dash = source.place(items.start)[1] - 1
    pieces = [text[start:end] for start, end in itertools.pairwise(bounds)]
    last = pieces[-1]
    open_end = "" if last.endswith(("\n", "\r")) else source.newline
    first = items.items[0]
    gap = source.place(first.start)[1] - 1 - dash
    gap = gap if isinstance(first, Mapping) and not first.flow and gap >= 2 else 2
    pieces[-1] = last + open_end
    made = [
        pieces[one]
        if isinstance(one, int)
        else source.newline.join([*item_lines(one, dash, gap, literal=literal), ""])
        for one in order
    ]
    body = "".join(made)
    return text[: bounds[0]] + (body.removesuffix(source.newline) if open_end else body) + text[bounds[-1] :]


def item_bounds(source: TextFile, items: Sequence) -> list[int]:
    """Where the lines of each item begin, and where those of the last end. LedgerError for a list in brackets."""
    if items.flow:
        line = source.place(items.start)[0]
        raise LedgerError(
            f"“{source.shown}”第 {line} 行的列表写在方括号里，程序不能在里面增删、移动，没有写入；请手工改。"
        )
    dash = source.place(items.start)[1] - 1
    first = _above(source, source.line_start(source.place(items.start)[0]))
    return [first, *(_end_of(source, item, dash) for item in items.items)]


def _above(source: TextFile, start: int) -> int:
    """Where the comments right above the first item begin: below the key of the list they are the item's."""
    line = source.place(start)[0]
    while line > 1 and source.line(line - 1).lstrip().startswith("#"):
        line -= 1
    return source.line_start(line)


def _end_of(source: TextFile, item: Node, dash: int) -> int:
    """Behind the last line of an item, and behind the comments that follow it set deeper than its dash."""
    end = item.end
    while end > item.start and source.text[end - 1] in " \t\r\n":
        end -= 1
    line = source.place(end)[0]
    following = line + 1
    while True:
        words = source.line(following)
        blank = not words.strip()
        deeper = words.lstrip().startswith("#") and len(words) - len(words.lstrip()) > dash
        if deeper:
            line = following
        elif not blank or following > source.place(len(source.text))[0]:
            break
        following += 1
    try:
        return source.line_start(line + 1)
    except IndexError:
        return len(source.text)
