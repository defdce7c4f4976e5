"""Who ends up leading, supporting, responsible: decided once the whole sentence has been read.

The grammar is stated in `reader`. What a neutral word (负责, 责任单位) or none at all means depends on
whether anybody leads, so it is known only at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.words.doubt import Doubt, doubt
from ledger.words.lexicon import Family, is_doubtful
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
    breaks: tuple[int, ...] = (0, 0, 0)  # stops and commas, line breaks, blanks that stand before it
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


def the_others_support(mentions: Sequence[Mention]) -> None:
    """★县财政局、县审计局（★为牵头单位）: who bears no sign does not lead."""
    for mention in mentions:
        mention.family = mention.family or "neutral"


def coordinators_lead(mentions: Sequence[Mention], doubts: Sequence[Doubt]) -> list[Doubt]:
    """县委农办统筹，各乡镇各负其责; 县发改局统筹协调，各乡镇配合: beside those who do the work, or before those who surely
    support and nobody else, who coordinates leads. The doubts, with the role they speak of changed."""
    rest = [mention for mention in mentions if not mention.word.startswith("统筹")]
    others = {mention.family for mention in rest}
    working = "neutral" in others and others.isdisjoint(("lead", "support"))
    first = others == {"support"} and mentions[0] not in rest and not any(is_doubtful(m.word) for m in rest)
    if not (working or first):
        return list(doubts)
    changed = []
    for one in doubts:
        if one.code == "role-taken" and one.words.startswith("统筹"):
            for mention in mentions:
                mention.family = "lead" if mention.word == one.words else mention.family
            one = doubt(one.code, one.start, one.end, words=one.words, role="牵头")
        changed.append(one)
    return changed


def behind_the_break(taken: list[Mention]) -> list[Mention]:
    """The names behind the first break of the strongest kind among them; all where there is none."""
    for kind in range(3):
        first = taken[0].breaks[kind] if taken else 0
        if any(mention.breaks[kind] != first for mention in taken):
            return [mention for mention in taken if mention.breaks[kind] != first]
    return taken


def said_once(mentions: Sequence[Mention]) -> tuple[list[Mention], list[Doubt]]:
    """县残联、县民政局（县残联牵头）: a name in a list whose role is said elsewhere stands there once, with its role;
    （残联牵头） says it in short, which had better be checked."""
    told = [mention for mention in mentions if mention.family not in (None, "neutral")]
    untold = [mention for mention in mentions if mention.family in (None, "neutral")]
    ends: dict[str, list[Mention]] = {}
    for one in untold:
        for place in range(1, min(len(one.name) - 1, 8)):
            ends.setdefault(one.name[place:], []).append(one)
    short: dict[int, Mention] = {}
    for mention in told:
        if len(whole := ends.get(mention.name, [])) == 1:
            short[id(mention)] = whole[0]
            whole[0].family, whole[0].word = mention.family, mention.word
    names = {mention.name for mention in told}
    kept = [
        one
        for one in mentions
        if id(one) not in short and (one.family not in (None, "neutral") or one.name not in names)
    ]
    return kept, [one.doubt("taken-as", name=short[id(one)].name) for one in told if id(one) in short]


def role_doubts(mentions: Sequence[Mention], doubts: Sequence[Doubt]) -> list[Doubt]:
    """`doubts` and roles that could be read otherwise. That 为主 leads is sure beside others that
    support or do the work, and so is that 为辅 supports beside one who leads."""
    led = any(mention.family == "lead" for mention in mentions)
    helped = any(
        mention.spoken
        or (mention.family == "support" and (mention.word == "为辅" or not is_doubtful(mention.word)))
        for mention in mentions
    )
    sure = [
        one
        for one in doubts
        if (led and one.words == "为辅")
        or (helped and ("role", "牵头") in one.values and not one.words.startswith("统筹"))
    ]
    kept = [one for one in doubts if not (one in sure and one.code == "role-taken")]
    spoken = any(mention.spoken for mention in mentions)
    # 县财政局配合县教育局: a supporting name goes before the one without a role.
    helped_from = min((mention.end for mention in mentions if mention.family == "support"), default=None)
    for mention in mentions:
        if led and mention.family is None:
            kept.append(mention.doubt("role-unsaid-supports"))
        elif mention.family is None and (
            spoken or (helped_from is not None and helped_from <= mention.start)
        ):
            kept.append(mention.doubt("role-unsaid"))
    return kept


def parties(mentions: Sequence[Mention]) -> tuple[tuple[Party, Piece], ...]:
    """Each mention as a party, with its place in the words."""
    neutral: Role = "support" if any(mention.family == "lead" for mention in mentions) else "responsible"
    return tuple(_party(mention, neutral) for mention in mentions)


def _party(mention: Mention, neutral: Role) -> tuple[Party, Piece]:
    role: Role = mention.family if mention.family in ("lead", "support") else neutral
    group = mention.kind == "group"
    meaning = ROLE_NAMES[role] + ("（集合）" if group else "")
    return Party(mention.name, role, mention.word, group), Piece(mention.start, mention.end, meaning)
