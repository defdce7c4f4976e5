"""Who ends up leading, supporting, responsible: decided once the whole sentence has been read.

The grammar is stated in `units`. What a neutral word (负责, 责任单位) or none at all means depends on
whether anybody leads, so it is known only at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ledger.words.doubt import Doubt, doubt
from ledger.words.lexicon import Family
from ledger.words.meanings import Party, Piece, Role
from ledger.words.responsibility.names import NameKind

ROLE_NAMES: dict[Role, str] = {"lead": "牵头单位", "support": "配合单位", "responsible": "责任单位"}


@dataclass(slots=True)
class Mention:
    """A name met on the way, as printed. `family` None: nothing has said yet what it does."""

    name: str
    kind: NameKind
    start: int
    end: int
    clause: int
    breaks: tuple[int, int, int] = (0, 0, 0)  # stops and commas, line breaks, blanks that stand before it
    family: Family | None = None
    word: str = ""
    before_with: bool = False  # stands before 会同: the one who leads
    spoken: bool = False  # its neutral role comes from a verb (负责), not from a label

    def doubt(self, code: str, **values: object) -> Doubt:
        """A doubt about this name."""
        return doubt(code, self.start, self.end, words=self.name, **values)


def first_leads(mentions: Sequence[Mention]) -> None:
    """列第一位者为牵头单位: the first name leads, where no word says who does."""
    if mentions and all(mention.family in (None, "neutral") for mention in mentions):
        mentions[0].family, mentions[0].word = "lead", "牵头单位"
        for mention in mentions[1:]:
            mention.family = mention.family or "neutral"


def said_once(mentions: Sequence[Mention]) -> list[Mention]:
    """县残联、县民政局（县残联牵头）: a name in a list whose role is said elsewhere stands there once, with its role."""
    told = {mention.name for mention in mentions if mention.family not in (None, "neutral")}
    return [mention for mention in mentions if mention.family is not None or mention.name not in told]


def role_doubts(mentions: Sequence[Mention]) -> Iterator[Doubt]:
    """Roles that could be read otherwise."""
    led = any(mention.family == "lead" for mention in mentions)
    supported = any(mention.family == "support" for mention in mentions)
    spoken = any(mention.spoken for mention in mentions)
    # 县财政局配合县教育局: a supporting name goes before the one without a role.
    helped_from = min((mention.end for mention in mentions if mention.family == "support"), default=None)
    for mention in mentions:
        if led and mention.family is None:
            yield mention.doubt("role-unsaid-supports")
        elif mention.family is None and (
            spoken or (helped_from is not None and helped_from <= mention.start)
        ):
            yield mention.doubt("role-unsaid")
    if supported and not led and (first := next((m for m in mentions if m.spoken), None)):
        yield doubt("lead-unsaid", first.start, first.end, words=first.word)


def parties(mentions: Sequence[Mention]) -> tuple[tuple[Party, Piece], ...]:
    """Each mention as a party, with its place in the words."""
    neutral: Role = "support" if any(mention.family == "lead" for mention in mentions) else "responsible"
    return tuple(_party(mention, neutral) for mention in mentions)


def _party(mention: Mention, neutral: Role) -> tuple[Party, Piece]:
    role: Role = mention.family if mention.family in ("lead", "support") else neutral
    group = mention.kind == "group"
    meaning = ROLE_NAMES[role] + ("（集合）" if group else "")
    return Party(mention.name, role, mention.word, group), Piece(mention.start, mention.end, meaning)
