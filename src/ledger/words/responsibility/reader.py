"""How words about responsibility (责任单位) are understood: who leads, who supports, who is named.

    sentence  = clause { ("；" | "。") clause }
    clause    = label list | list verb | list 会同 list verb | 在 list 指导下 | list | note
    label     = 牵头单位： | 【配合部门】| 责任科室： | 牵头单位为 …   holds until the next label
    verb      = 牵头 | 配合 | 负责落实 | 为业主单位 | 按职责分工负责 …   takes the names before it, back to the last verb
    list      = name { ("、" | "，" | "和" | "及" | "与" | blank | number) name } [ open tail ]
    name      = unit | group, each perhaps with a mark: 县财政局（牵头）, or a sign that a legend explains: ★县财政局
    open tail = 等 | 等部门 | 等相关部门 …                   a group of its own, called by these words

A verb that leads (牵头, 主办) makes leads, one that supports (配合, 参与, 协办) makes support. The neutral
ones (落实, 责任单位, 负责) and a bare list are support beside a lead, else `responsible`. 按职责分工负责
under a label adds nothing. Names are kept as printed: in 省科技厅、工业和信息化厅 the second stays
工业和信息化厅; the directory finds 省工业和信息化厅. Traditional characters are read as simplified ones and
kept as printed. A bracket behind a name may be a second name, say what the name does, or be a remark (people, a
date); the list goes on behind it. People (责任人：…, 县财政局（张某某）) are kept apart from units. What follows
负责 is the matter, reported as `unknown`, as is whatever no rule takes; what could be read otherwise carries a warning.

The words go through four files: `spaces` (which blanks divide), `whole` (what must not be cut), `sentence` with the
rules in `said` and `naming` for the words of `table`, and `stretch` for what lies between two punctuation marks.
`names` and `name_table` say what a name looks like, `sure` which ones need no checking, `roles` who leads in the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from ledger.record.model import Roles
from ledger.words.meanings import Party, Piece, Responsibility, Role
from ledger.words.responsibility.names import is_group
from ledger.words.responsibility.naming import NOBODY
from ledger.words.responsibility.sentence import finish, read
from ledger.words.responsibility.spaces import tidy
from ledger.words.responsibility.state import Sentence
from ledger.words.responsibility.whole import mask
from ledger.words.traditional import simplified

__all__ = ["is_group", "read_responsibility"]


def _spelt_out(roles: Roles, groups: Collection[str]) -> Responsibility:
    lists: tuple[tuple[Role, str, Iterable[str]], ...] = (
        ("lead", "牵头", roles.lead),
        ("support", "配合", roles.support),
        ("support" if roles.lead else "responsible", "责任", roles.responsible),
    )
    parties = [
        Party(name, role, word, is_group(name, groups)) for role, word, names in lists for name in names
    ]
    return Responsibility(words=roles.words, parties=tuple(dict.fromkeys(parties)))


def read_responsibility(
    words: str | Roles | None,
    *,
    known: Collection[str] = (),
    groups: Collection[str] = (),
    first_leads: bool = False,
) -> Responsibility:
    """Who leads, supports and is responsible, from the document's own words or from spelt-out lists.

    `known` and `groups` are the directory's names, kept whole and always recognised. `first_leads`: the
    plan says 列第一位者为牵头单位, so the first of an unlabelled list leads. Never raises.
    """
    if isinstance(words, Roles):
        return _spelt_out(words, groups)
    words = (words or "").strip()
    if words.strip("。.；;，, ") in NOBODY:
        return Responsibility(words=words)
    plain = simplified(words)
    known, groups = frozenset(known), frozenset(groups)
    if plain != words:
        known, groups = frozenset(map(simplified, known)), frozenset(map(simplified, groups))
    text, at = tidy(plain)
    printed = "".join(words[place] for place in at)
    sentence = Sentence(text, mask(text, known | groups), printed, known, groups)
    read(sentence)
    parties = finish(sentence, first_leads)
    pieces = sorted(sentence.pieces, key=lambda piece: (piece.start, piece.end))
    return Responsibility(
        words=words,
        parties=parties,
        people=tuple(dict.fromkeys(sentence.people)),
        unknown=tuple(sentence.unknown),
        doubts=tuple(replace(one, start=at[one.start], end=at[one.end - 1] + 1) for one in sentence.doubts),
        pieces=tuple(
            Piece(at[piece.start], at[piece.end - 1] + 1, piece.meaning, piece.understood) for piece in pieces
        ),
    )
