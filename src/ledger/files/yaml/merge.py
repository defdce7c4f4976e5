"""Three-way merge of a YAML record by what it holds: tasks by 序号, fields by key, entries by what they say.

Two clerks' copies of one plan (`ours`, `theirs`) and what both began from (`base`) become one text. What only
one of them changed is taken from them, byte for byte; entries both added are all kept, by day. Merging either
way round gives the same. What both changed, and differently, is a conflict: both texts stay, between the
markers that git uses, around that one field.

A comment belongs to what it stands before. Flow collections and scalars are one piece.
"""

from __future__ import annotations

import bisect
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ledger.files.yaml.tree import Mapping, Node, Scalar, compose, to_data
from ledger.files.yaml.tree import Sequence as Listed
from ledger.record.days import day_or_none

OURS, MIDDLE, THEIRS = "<<<<<<< 本方", "=======", ">>>>>>> 对方"
_NAMED_BY = ("序号", "名称", "事项")  # what tells the items of a list apart; entries have none of these
_SAYS = {"序号": "第{}项", "名称": "“{}”", "事项": "“{}”"}


@dataclass(slots=True)
class Piece:
    """A stretch of text: `lead` (comments and blank lines before it), `head`, then what it holds by key.

    `day` orders entries; `name` is how people call it. A piece without `inside` is all head.
    """

    lead: str
    head: str
    name: str = ""
    day: str = ""
    kind: str = "leaf"
    inside: dict[str, Piece] = field(default_factory=dict)

    @property
    def body(self) -> str:
        return self.head + "".join(piece.text for piece in self.inside.values())

    @property
    def text(self) -> str:
        return self.lead + self.body


def merge_texts(base: str, ours: str, theirs: str, newline: str) -> tuple[str, tuple[str, ...]]:
    """The merged text, and where both sides wrote, and differently, in words: 第4项的时间节点. Raises YamlTrouble for a text that is no YAML."""
    ended = [t if not t or t.endswith(("\n", "\r")) else t + newline for t in (base, ours, theirs)]
    merger = _Merger(newline)
    (was, was_tail), (one, one_tail), (other, other_tail) = map(_pieces, ended)
    merged = merger.merge(was, one, other, ())
    tail = merger.choose(Piece("", was_tail), Piece("", one_tail), Piece("", other_tail), ())
    return (merged.text if merged else "") + (tail.text if tail else ""), tuple(merger.conflicts)


class _Merger:
    def __init__(self, newline: str) -> None:
        self.newline = newline
        self.conflicts: list[str] = []

    def merge(
        self, base: Piece | None, ours: Piece | None, theirs: Piece | None, place: tuple[str, ...]
    ) -> Piece | None:
        """One piece of both sides; None where it is gone."""
        same = _unchanged(base, ours, theirs, lambda piece: piece.text)
        if same is not _BOTH:
            return same  # type: ignore[no-any-return]
        if ours is None or theirs is None or not ours.inside or not theirs.inside or ours.kind != theirs.kind:
            return self.choose(base, ours, theirs, place)
        if ours.kind == "fields" and base is None:
            return self.choose(base, ours, theirs, place)
        before = base if base and base.kind == ours.kind else Piece("", ours.head, kind=ours.kind)
        head = _unchanged(before, ours, theirs, lambda piece: piece.lead + piece.head)
        if head is _BOTH or head is None:
            return self.choose(base, ours, theirs, place)
        merged = Piece(head.lead, head.head, ours.name, ours.day, ours.kind)
        for key in _order(before, ours, theirs):
            was, one, other = (side.inside.get(key) for side in (before, ours, theirs))
            name = next(piece.name or key for piece in (was, one, other) if piece)
            if piece := self.merge(was, one, other, (*place, name)):
                merged.inside[key] = piece
        return merged

    def choose(
        self, base: Piece | None, ours: Piece | None, theirs: Piece | None, place: tuple[str, ...]
    ) -> Piece | None:
        """The one side that changed a piece that is not looked into; both between markers where both did."""
        same = _unchanged(base, ours, theirs, lambda piece: piece.body)
        if same is not _BOTH:
            lead = _unchanged(base, ours, theirs, lambda piece: piece.lead)
            if same is not None and lead is not _BOTH and lead is not None:
                return Piece(lead.lead, same.body, same.name, same.day)
        self.conflicts.append("的".join(filter(None, place)) or "文件末尾")
        first, second = (self._ended(side.text if side else "") for side in (ours, theirs))
        lines = [OURS + self.newline, first, MIDDLE + self.newline, second, THEIRS + self.newline]
        return Piece("", "".join(lines))

    def _ended(self, text: str) -> str:
        return text if not text or text.endswith(("\n", "\r")) else text + self.newline


_BOTH: Any = object()


def _unchanged(
    base: Piece | None, ours: Piece | None, theirs: Piece | None, of: Callable[[Piece], str]
) -> Any:
    """The side that counts where at most one changed (or both alike); `_BOTH` where both did."""
    was, one, other = (piece and of(piece) for piece in (base, ours, theirs))
    if one == other or was == other:
        return ours
    return theirs if was == one else _BOTH


def _order(base: Piece, ours: Piece, theirs: Piece) -> list[str]:
    """The keys of all three: those of the base in its order (or as the side that moved them has it), each
    followed by what was added there."""
    kept = list(base.inside)
    for side in (ours, theirs):
        moved = [key for key in side.inside if key in base.inside]
        if moved != [key for key in base.inside if key in side.inside]:
            kept = [*moved, *(key for key in kept if key not in moved)]
            break
    added: dict[str | None, list[list[Piece]]] = {}
    keys: dict[int, str] = {}
    for side in (ours, theirs):
        anchor: str | None = None
        for key, piece in side.inside.items():
            if key in base.inside:
                anchor = key
                continue
            keys[id(piece)] = key
            both = added.setdefault(anchor, [[], []])
            both[side is theirs].append(piece)
    order: list[str] = []
    for anchor in (None, *kept):
        if anchor is not None:
            order.append(anchor)
        order += [keys[id(piece)] for piece in _together(*added.get(anchor, ([], [])))]
    return list(dict.fromkeys(order))


def _together(ours: Sequence[Piece], theirs: Sequence[Piece]) -> Iterable[Piece]:
    """What two sides added at one place: by day; within a day each side in its own order, and the same side
    first whichever way round is merged."""
    first, second = sorted((ours, theirs), key=lambda side: "".join(piece.body for piece in side))
    return sorted((*first, *second), key=lambda piece: piece.day)


# Text → pieces


def _pieces(text: str) -> tuple[Piece, str]:
    """The whole text as one piece, and what stands after its last line."""
    root, _ = compose(text)
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    if not isinstance(root, Mapping) or root.flow:
        return Piece("", text), ""
    reader = _Reader(text, starts)
    piece = reader.fields(root)
    return piece, text[reader.done :]


class _Reader:
    """Cuts the text along the tree, line by line, from top to bottom; `done` is how far it has come."""

    def __init__(self, text: str, starts: list[int]) -> None:
        self.text, self.starts, self.done = text, starts, 0

    def line_of(self, offset: int) -> int:
        return self.starts[bisect.bisect_right(self.starts, offset) - 1]

    def after(self, node: Node, key: Scalar | None = None) -> int:
        """The start of the line after the last of `node` (of its key where it holds nothing)."""
        end = max(node.end, key.end if key else 0)
        while end > self.done and self.text[end - 1] in "\r\n \t":
            end -= 1
        stop = len(self.text)
        ends = [at for at in (self.text.find("\n", end), self.text.find("\r", end)) if at >= 0]
        if not ends:
            return stop
        at = min(ends)
        return at + 2 if self.text[at : at + 2] == "\r\n" else at + 1

    def fields(self, node: Mapping) -> Piece:
        piece = Piece("", "", kind="fields")
        for name, value in node.values.items():
            key = node.keys[name]
            lead = self.take(self.line_of(key.start))
            piece.inside[name] = self.value(name, key, value, lead)
        return piece

    def value(self, name: str, key: Scalar, value: Node, lead: str) -> Piece:
        listed = isinstance(value, Listed) and not value.flow and value.items
        if listed and all(isinstance(item, Mapping) and not item.flow for item in value.items):  # type: ignore[union-attr]
            return self.items(name, value, lead)  # type: ignore[arg-type]
        return Piece(lead, self.take(self.after(value, key)), name)

    def items(self, name: str, listed: Listed, lead: str) -> Piece:
        first = self.line_of(listed.items[0].start)
        piece = Piece(lead, "", name, kind="items")
        piece.head = self.take(self.head_end(first))
        for item in listed.items:
            assert isinstance(item, Mapping)
            before = self.take(self.line_of(item.start))
            data = to_data(item)
            by = next((key for key in _NAMED_BY if data.get(key)), "")
            says = str(data[by]) if by else json.dumps(data, ensure_ascii=False, sort_keys=True)
            known = f"{by}:{says}"
            while known in piece.inside:
                known += "+"
            inner = self.fields(item) if by else Piece("", self.take(self.after(item)))
            inner.lead, inner.day = before, str(day_or_none(str(data.get("日期") or "")) or "")
            inner.name = _SAYS[by].format(says) if by else f"{inner.day}的一条"
            piece.inside[known] = inner
        return piece

    def head_end(self, first: int) -> int:
        """After the line of the key: comments between it and the first item lead that item."""
        at = self.text.find("\n", self.done)
        return min(at + 1, first) if at >= 0 else first

    def take(self, until: int) -> str:
        taken, self.done = self.text[self.done : max(until, self.done)], max(until, self.done)
        return taken
