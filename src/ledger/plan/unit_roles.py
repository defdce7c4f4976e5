"""Who ends up leading, supporting, responsible: decided once the whole sentence has been read.

The grammar is stated in `units`. What a neutral word (负责, 责任单位) or none at all means depends on
whether anybody leads, so it is known only at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ledger.plan.role_words import Family
from ledger.plan.unit_names import LEVEL, NameKind, is_glued, odd_bracket
from ledger.plan.values import Party, Piece, Role

_BARE_LABEL = re.compile("(?:牵头|责任|配合|主办|协办|承办|参与|落实)(?:单位|部门)")
ROLE_NAMES: dict[Role, str] = {"lead": "牵头单位", "support": "配合单位", "responsible": "责任单位"}


@dataclass(slots=True)
class Mention:
    """A name met on the way, as printed. `family` None: nothing has said yet what it does."""

    name: str
    kind: NameKind
    start: int
    end: int
    clause: int
    family: Family | None = None
    word: str = ""
    before_with: bool = False  # stands before 会同: the one who leads
    spoken: bool = False  # its neutral role comes from a verb (负责), not from a label


def first_leads(mentions: Sequence[Mention]) -> None:
    """列第一位者为牵头单位: the first name leads, where no word says who does."""
    if mentions and all(mention.family in (None, "neutral") for mention in mentions):
        mentions[0].family, mentions[0].word = "lead", "牵头单位"
        for mention in mentions[1:]:
            mention.family = mention.family or "neutral"


def name_doubts(plain: str, mention: Mention) -> Iterator[str]:
    """What is odd about a name the directory does not know. `plain` is the name in simplified characters."""
    name = mention.name
    if _BARE_LABEL.fullmatch(plain):
        yield f"“{name}”按集合理解，请核对"
    if mention.kind == "common":
        yield f"“{name}”不是完整的单位名称，按单位理解"
    if inside := odd_bracket(plain):
        yield f"“{name}”括号里的“{inside}”不像单位名称，请核对"
    if mention.kind == "unit" and is_glued(plain):
        yield f"“{name}”可能是两个单位连写，请核对"


def doubts(mentions: Sequence[Mention]) -> Iterator[str]:
    """What could be read otherwise, as whole sentences."""
    led = any(mention.family == "lead" for mention in mentions)
    for body, office in pairwise(mentions):
        if _may_be_one(body.name, office.name):
            yield f"“{body.name}、{office.name}”按两个单位理解，请核对"
    for mention in mentions:
        if led and mention.family is None:
            yield f"没有写明“{mention.name}”的分工，有牵头单位，按配合单位理解"
    supported = any(mention.family == "support" for mention in mentions)
    if supported and not led and (first := next((m for m in mentions if m.spoken), None)):
        yield f"没有写明谁牵头，“{first.word}”按责任单位理解"


def parties(mentions: Sequence[Mention]) -> tuple[tuple[Party, Piece], ...]:
    """Each mention as a party, with its place in the words."""
    neutral: Role = "support" if any(mention.family == "lead" for mention in mentions) else "responsible"
    return tuple(_party(mention, neutral) for mention in mentions)


def _party(mention: Mention, neutral: Role) -> tuple[Party, Piece]:
    role: Role = mention.family if mention.family in ("lead", "support") else neutral
    group = mention.kind == "group"
    meaning = ROLE_NAMES[role] + ("（集合）" if group else "")
    return Party(mention.name, role, mention.word, group), Piece(mention.start, mention.end, meaning)


def _may_be_one(body: str, office: str) -> bool:
    """县委、县政府督查室 is usually one office of both."""
    return bool(re.fullmatch(rf"[{LEVEL}]委", body) and re.fullmatch(rf"{body[0]}政府.+", office))
