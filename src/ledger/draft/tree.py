"""Paragraphs → the tree of numbered headings, each with the text and the attributions under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ledger.draft.attribution import Attribution, Stretch, only_names
from ledger.draft.cleaning import Piece
from ledger.draft.marks import attribution_of, read_marks
from ledger.draft.runs import named_before
from ledger.draft.series import cut
from ledger.draft.split import read_line, split
from ledger.draft.titles import Title, split_title
from ledger.words.numbering import ARABIC, BRACKETED, TOP, Mark, find_marks, read_mark

_LABEL = re.compile(r"[^：:，。、；（(]{1,8}[：:]")
FROM_HEADING = "责任单位取自上一级标题"
BEFORE_COLON = "责任单位取自冒号前的名称"


@dataclass(slots=True)
class Item:
    """A numbered paragraph with what stands under it until the next number of its rank."""

    mark: Mark
    piece: Piece
    title: Title
    stretches: list[tuple[Stretch, str]]  # with the place of each; the first is what follows the title
    children: list[Item] = field(default_factory=list)
    others: list[Piece] = field(default_factory=list)  # the paragraphs without number below it
    begins: list[int] = field(default_factory=list)  # where in `stretches` each of them begins
    heads: Attribution | None = None  # whom a heading that is a name gives to all that stands below it

    @property
    def heading(self) -> str:
        return self.mark.text + self.title.name

    def below(self) -> Iterator[tuple[str, bool]]:
        """(the label, "" where it has none, whether it is more than an attribution) of each paragraph below it."""
        for n, (piece, start) in enumerate(zip(self.others, self.begins, strict=True)):
            end = self.begins[n + 1] if n + 1 < len(self.begins) else len(self.stretches)
            label = _LABEL.match(piece.text)
            yield label[0] if label else "", any(stretch.text for stretch, _ in self.stretches[start:end])

    def leaves(self) -> Iterator[Item]:
        for child in self.children:
            yield from child.leaves()
        if not self.children:
            yield self

    def attributed(self) -> bool:
        own = bool(self.heads) or any(s.attribution for s, _ in self.stretches)
        return own or any(c.attributed() for c in self.children)


def _unglue(pieces: list[Piece]) -> Iterator[Piece]:
    """Cut a paragraph in which the next numbers follow without a line break."""
    last: dict[int, int] = {}
    for piece in pieces:
        own = piece.mark or read_mark(piece.text)
        cuts = [0]
        if own:
            last[own.rank] = own.value
            _forget(last, own.rank)
        ranks = (TOP, BRACKETED, ARABIC) if own and own.rank == ARABIC else (TOP, BRACKETED)
        for start, mark in find_marks(piece.text, ranks) if own else ():
            before = piece.text[cuts[-1] : start]
            first_below = mark.value == 1 and own is not None and mark.rank == BRACKETED and own.rank == TOP
            glued = before[-1:] in "。）〕】)" and bool(before)
            headed = first_below and "。" not in before and 4 < len(before) < 45
            follows = mark.value == last.get(mark.rank, 0) + 1
            if follows and (headed or (glued and (mark.value > 1 or first_below))) and _is_real(mark, own):
                cuts.append(start)
                last[mark.rank] = mark.value
                _forget(last, mark.rank)
        yield from cut(piece, cuts)


def _is_real(mark: Mark, own: Mark | None) -> bool:
    """`第二条` and `第三章` inside a sentence are mostly references."""
    return not mark.text.startswith("第") and own is not None


def _forget(last: dict[int, int], rank: int) -> None:
    for lower in [known for known in last if known > rank]:
        del last[lower]


def build_tree(pieces: list[Piece]) -> tuple[list[Piece], list[Item]]:
    """(paragraphs before the first number, the items of the top rank)."""
    head: list[Piece] = []
    roots: list[Item] = []
    stack: list[Item] = []
    parts = list(_unglue(pieces))
    for piece, mark in zip(parts, _with_names_above(parts, read_marks(parts)), strict=True):
        if mark is None:
            if not stack:
                head.append(piece)
            else:
                stack[-1].others.append(piece)
                stack[-1].begins.append(len(stack[-1].stretches))
                stack[-1].stretches.extend(_stretches(piece, stack[-1].stretches[-1][0]))
            continue
        while stack and stack[-1].mark.rank >= mark.rank:
            stack.pop()
        item = _item(mark, piece)
        (stack[-1].children if stack else roots).append(item)
        stack.append(item)
    return head, roots


def _with_names_above(pieces: list[Piece], marks: list[Mark | None]) -> list[Mark | None]:
    """Lines without number that are nothing but names, each right above a new 1., where most of these have one: headings
    of the tasks below them, not names that close the task above."""
    firsts: dict[int, list[int]] = {}
    for n, mark in enumerate(marks):
        if mark and mark.value == 1:
            firsts.setdefault(mark.rank, []).append(n)
    given = [*marks]
    for rank, places in firsts.items():
        above = [n - 1 for n in places if n and marks[n - 1] is None and only_names(pieces[n - 1].text)]
        if len(above) > 1 and len(above) * 2 > len(places) and above[0] == places[0] - 1:
            for n in above:
                given[n] = Mark(rank - 1, "", 0)
    return given


def _item(mark: Mark, piece: Piece) -> Item:
    size = len(mark.text)
    body = replace(
        piece,
        text=piece.text[size:],
        bold=piece.bold[size:],
        spaced=piece.spaced - size if piece.spaced and piece.spaced > size else None,
    )
    who, rest = named_before(body.text)
    stretches = split(body.text, body.bold)
    if who and not any(stretch.attribution for stretch in stretches):
        title = split_title(rest)
        title = replace(title, printed=body.text[: len(body.text) - len(rest)] + title.printed)
        told = replace(piece, notes=(*piece.notes, BEFORE_COLON))
        return Item(mark, told, title, [(Stretch(title.rest, Attribution(who)), piece.place)])
    if len(stretches) == 2 and not stretches[0].text and not stretches[1].attribution:
        stretches = [replace(stretches[1], attribution=stretches[0].attribution)]  # 1.【县财政局】公开预算。
    title = split_title(stretches[0].text, body.bold, body.spaced)
    stretches[0] = replace(stretches[0], text=title.rest)
    return Item(mark, piece, title, [(stretch, piece.place) for stretch in stretches])


def _stretches(piece: Piece, before: Stretch) -> list[tuple[Stretch, str]]:
    """A paragraph without number. Bare names below a labelled line are more names of it."""
    line = read_line(piece.text) or attribution_of(piece.text, read_mark(piece.text))
    above = before.attribution
    if not line and not before.text and above and above.units and only_names(piece.text):
        return [(Stretch("", Attribution(units=f"、{piece.text}")), piece.place)]
    if line:
        return [(Stretch("", line), piece.place)]
    return [(stretch, piece.place) for stretch in split(piece.text, piece.bold)]
