"""Tokens of a responsibility sentence read from left to right, until it is known who does what.

The grammar is stated in `units`. What a name does is said by the mark behind it, the verb after it, the
label before it, in this order; whether a neutral word means support is known only at the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ledger.words.doubt import Doubt, doubt
from ledger.words.lexicon import ROLE_WORDS, Family, family_of, is_doubtful
from ledger.words.meanings import Party, Piece
from ledger.words.responsibility.doubts import is_only_a_kind, name_doubts, sure_name_before
from ledger.words.responsibility.list_doubts import list_doubts, person_doubts
from ledger.words.responsibility.names import (
    NameKind,
    is_person,
    is_plainly_collective,
    is_title,
    kind_of,
    split_person,
)
from ledger.words.responsibility.roles import Mention, first_leads, parties, role_doubts, said_once
from ledger.words.responsibility.text import sharing
from ledger.words.responsibility.tokens import Token
from ledger.words.responsibility.vocabulary import (
    DOUBTFUL_BLANK,
    DOUBTFUL_LINE,
    FILLER,
    LONE_NOTE,
    SHARED_KIND,
)

NOBODY = frozenset({"", "无", "—", "-", "——", "--", "/", "／", "暂无", "\\", "－", "－－", "空", "没有"})
_JOINTS = ("、", "和", "及", "与")
_EACH = ("各", "有关", "相关", "所有")
_WITH_ANOTHER = ("常委", "党组书记", "党组成员", "党委委员")  # posts held beside another
_NOBODY_S = re.compile(
    "统一领导|领导下|或|^[除按]|[的了]"
)  # running text: what begins like a name is none here
_ROLE_FIRST = sorted((row.word for row in ROLE_WORDS), key=len, reverse=True)
NUMBERING = re.compile(r"[0-9０-９一二三四五六七八九十.．①-⑳]*的?")


@dataclass(slots=True)
class Reader:
    """Reads tokens from left to right; `pending` are the names no verb, mark or label has taken yet."""

    printed: str  # the words as printed, where the tokens' may be simplified: same places
    known: frozenset[str]
    groups: frozenset[str]
    mentions: list[Mention] = field(default_factory=list)
    pending: list[Mention] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    label: str = ""
    outside: list[str] = field(default_factory=list)  # the labels that held outside the open brackets
    together: str = ""
    clause: int = 0
    parts: int = 0
    lines: int = 0
    blanks: int = 0
    first_leads: bool = False
    person: str = ""  # the last thing read, where it was a person

    def read(self, token: Token) -> None:
        getattr(self, f"_{token.kind}")(token)

    # Names

    def _name(self, token: Token) -> None:
        kind = kind_of(token.text, self.known, self.groups)
        if (shared := SHARED_KIND.fullmatch(token.text)) and (places := sharing(shared)):
            for start, end in places:
                name = token.text[start:end].removesuffix(shared["kind"]) + shared["kind"]
                self._mention(Token("name", token.start + start, token.start + end, name), "unit")
        elif kind == "person" or (self.label.endswith("人") and is_person(token.text)):
            self._person(token)
        elif (
            kind == "group"
            and not is_plainly_collective(token.text)
            and (length := self._known_before(token.text))
        ):
            self._acts(token, length)  # 各乡镇提供
        elif kind:
            self._mention(token, kind)
        elif NUMBERING.fullmatch(token.text) or FILLER.fullmatch(token.text):
            return
        elif LONE_NOTE.fullmatch(token.text):
            self._note(token)
        elif token.text in NOBODY:
            self._piece(token, "无")
        elif person := split_person(token.text):
            for start, end in ((0, person), (person, len(token.text))):
                part = Token("name", token.start + start, token.start + end, token.text[start:end])
                self._name(part) if end == person else self._person(part)
            self._ask("unit-and-person", token)
        elif length := self._known_before(token.text):
            self._acts(token, length)
        else:
            self._unknown(token)

    def _known_before(self, text: str) -> int:
        """How much of `text` is a name that is known or sure, before words nobody knows: 4 in 县财政局保障经费."""
        if _NOBODY_S.search(text):
            return 0
        declared = (
            name for name in self.known | self.groups if text.startswith(name) and len(name) < len(text) - 1
        )
        return max(map(len, declared), default=0) or sure_name_before(text)

    def _acts(self, token: Token, length: int) -> None:
        """A known name before words that are no role (审批, 保障经费): the name counts, the words are told."""
        cut = token.start + length
        name = token.text[:length]
        kind = kind_of(name, self.known, self.groups)
        self._mention(Token("name", token.start, cut, name), kind or "unit")
        rest = token.text[length:]
        said = next((word for word in _ROLE_FIRST if rest.startswith(word)), "")
        if said == rest:
            self._verb(Token("verb", cut, token.end, rest))
            return
        family = family_of(said) if said else "neutral"
        for mention in self.pending:
            if mention.family is None and mention.clause == self.clause and not self.label:
                mention.family = "lead" if mention.before_with else family
                mention.word = said or (self.together if mention.before_with else "")
        self._unknown(Token("unknown", cut, token.end, rest))

    def _heading(self, token: Token) -> None:
        """工业领域：… a heading nobody knows ends the label before it, and says no role."""
        self._flush()
        self.label, self.together = "", ""
        self._unknown(token)

    def _tail(self, token: Token) -> None:
        self._mention(token, "group")
        if token.text == "等":
            self._ask("open-list", token)

    def _mention(self, token: Token, kind: NameKind) -> None:
        self.person = ""
        if kind == "unit" and self._under_each(token):
            kind = "group"
            self._ask("odd-group", token)
        mention = Mention(
            self._as_printed(token),
            kind,
            token.start,
            token.end,
            self.clause,
            (self.parts, self.lines, self.blanks),
        )
        if self.together:
            mention.family, mention.word = "support", self.together
        self.mentions.append(mention)
        self.pending.append(mention)
        if (
            token.text not in self.known
            and token.text not in self.groups
            and mention.kind == kind_of(token.text)
        ):
            self.doubts += name_doubts(token.text, mention)

    def _under_each(self, token: Token) -> bool:
        """各中小学、幼儿园: a mere kind in the list that 各 begins is every one of it."""
        before = self.pending[-1] if self.pending else None
        if before is None or before.kind != "group" or not is_only_a_kind(token.text):
            return False
        return self.printed[before.end : token.start] in _JOINTS and before.name.startswith(_EACH)

    # Words that say a role

    def _label(self, token: Token) -> None:
        self._flush()
        if self.label and self.pieces[-1].meaning == "角色词" and token.start - self.pieces[-1].end < 2:
            self._ask("label-empty", self.pieces[-1], words=self.label)
        self.label, self.together, self.person = token.text, "", ""
        self._piece(token, "角色词")
        if is_doubtful(token.text):
            self._ask("role-taken", token, role=_says(family_of(token.text)))

    def _mark(self, token: Token) -> None:
        if not self.pending:
            self._unknown(token)
            return
        self._piece(token, "角色词")
        if is_doubtful(token.text):
            self._ask("mark-taken", token, role=_says(family_of(token.text)))
        *before, marked = self.pending
        marked.family, marked.word = family_of(token.text), token.text
        if marked.family != "neutral" and any(mention.family is None for mention in before):
            self._ask("mark-of-one", token, name=marked.name)

    def _mark_all(self, token: Token) -> None:
        """县应急局、县水利局（以上均为牵头单位）"""
        self._piece(token, "角色词")
        for mention in self.pending:
            if mention.family is None:
                mention.family, mention.word = family_of(token.text), token.text

    def _verb(self, token: Token) -> None:
        family = family_of(token.text)
        self._piece(token, "角色词")
        if not self.pending:
            if self.person:
                self._ask("person-no-unit", token, words=f"{self.person}{token.text}", role=_says(family))
            elif family != "neutral":
                self._unknown(token)
            return
        if is_doubtful(token.text):
            self._ask("role-taken", token, role=_says(family))
        taken = self._own_list(token, family) or self._taken_by(family)
        if (
            token.text.endswith(("各负其责", "各司其职"))
            and self.label
            and len(taken) > 1
            and taken[-1].kind == "group"
        ):
            self._ask("each-of-before", token, words=f"{taken[-1].name}{token.text}")
        for mention in taken:
            if mention.before_with and family == "neutral":
                mention.family, mention.word = "lead", token.text
            elif mention.family is None and not (family == "neutral" and self.label):
                if self.label and "neutral" != family_of(self.label) != family:
                    self._ask("label-and-verb", token, name=mention.name, label=self.label)
                mention.family, mention.word = family, token.text
                mention.spoken = family == "neutral"
        if self.together and family == "lead" and any(mention.before_with for mention in taken):
            self._ask("with-supports", token, words=self.together)
        self.together = ""
        self._flush()

    def _own_list(self, token: Token, family: Family) -> list[Mention]:
        """牵头单位：县财政局⏎县审计局、各乡镇配合: the verb's own list begins behind the first break; the names before
        it stay the label's. None where the label says the same, or nothing divides them."""
        taken = [mention for mention in self.pending if mention.family is None]
        own = _behind_the_break(taken)
        if not self.label or family_of(self.label) in ("neutral", family) or len(own) == len(taken):
            return []
        for mention in taken[: -len(own)]:
            mention.family, mention.word = family_of(self.label), self.label
        if len({mention.breaks for mention in taken}) > 2:
            self._ask("label-and-verb", token, name=own[0].name, label=self.label)
        for mention in own if family_of(token.text) == "neutral" else ():
            mention.family, mention.word, mention.spoken = "neutral", token.text, True
        return own

    def _taken_by(self, family: Family) -> list[Mention]:
        """The pending names a verb takes: all; 配合 with no lead before it only those after the last comma."""
        free = [mention for mention in self.pending if mention.family is None]
        clauses = {mention.clause for mention in free}
        if len(clauses) < 2 or family == "neutral":
            return free
        led = any(mention.family == "lead" for mention in self.mentions)
        labelled = bool(self.label) and family_of(self.label) != "neutral"
        if family == "support" and (labelled or not led):
            self.doubts.append(free[0].doubt("clause-without-role"))
            return [mention for mention in free if mention.clause == max(clauses)]
        if family == "lead":
            self.doubts.append(free[0].doubt("before-comma-leads"))
        return free

    def _with(self, token: Token) -> None:
        self._piece(token, "角色词")
        for mention in self.pending:
            mention.before_with = mention.family is None
        self.together = token.text

    # People, dates, notes

    def _people_label(self, token: Token) -> None:
        self._flush()
        self._piece(token, "人员")
        self.label = ""

    def _person(self, token: Token) -> None:
        if token.text in NOBODY:
            return
        self._post_before(token)
        if (is_title(self.person) or self.person.endswith(_WITH_ANOTHER)) and (
            not is_title(token.text) or self.person.endswith(_WITH_ANOTHER)
        ):
            self.people[-1] += f"、{self._as_printed(token)}"  # 县委常委、副县长张某 is one person
        else:
            self.people.append(self._as_printed(token))
        self.doubts += person_doubts(
            token.text, self.people[-1], (token.start, token.end), told=token.kind == "person"
        )
        self._piece(token, "人员")
        self.person = token.text

    def _post_before(self, token: Token) -> None:
        """县委常委、副县长张某: a post that was taken for a body belongs to the person named right behind it."""
        last = self.pending[-1] if self.pending else None
        if (
            last
            and last.name.endswith(_WITH_ANOTHER)
            and self.printed[last.end : token.start] == "、"
            and not is_title(token.text)
        ):
            self.pending.pop()
            self.mentions.pop()
            self.people.append(last.name)
            self.person = last.name

    def _date_label(self, token: Token) -> None:
        self._flush()
        self._piece(token, "时限")
        self.label = ""

    def _date(self, token: Token) -> None:
        self._piece(token, "时限")

    def _first(self, token: Token) -> None:
        self._piece(token, "说明")
        self.first_leads = True

    def _note(self, token: Token) -> None:
        self._piece(token, "说明")

    # Punctuation

    def _comma(self, token: Token) -> None:
        self.clause += 1
        self.parts += 1

    def _line(self, token: Token) -> None:
        self.lines += 1

    def _blank(self, token: Token) -> None:
        self.blanks += 1

    def _doubt(self, token: Token) -> None:
        self.lines += token.text == DOUBTFUL_LINE
        self.blanks += token.text == DOUBTFUL_BLANK
        self._ask("blank-divides" if token.text.isspace() else "joint-divides", token)

    def _stop(self, token: Token) -> None:
        self.together = ""
        self.clause += 1
        self.parts += 1
        if not self.label:
            self._flush()

    def _open(self, token: Token) -> None:
        self._stop(token)
        self.outside.append(self.label)

    def _close(self, token: Token) -> None:
        self._flush()
        self.label, self.together = self.outside.pop() if self.outside else "", ""

    def _unknown(self, token: Token) -> None:
        self.unknown.append(self._as_printed(token))
        self.pieces.append(Piece(token.start, token.end, "未理解", understood=False))

    # Endings

    def _flush(self) -> None:
        marked = bool(self.pending) and self.pending[0].family == "lead"
        for mention in self.pending:
            if mention.before_with and mention.family is None:
                mention.family, mention.word = "lead", self.together
            elif mention.family is None and self.label:
                mention.family, mention.word = family_of(self.label), self.label
            elif mention.family is None and marked:  # 县财政局（牵头）、县审计局
                mention.family = "neutral"
        self.pending = []

    def _as_printed(self, token: Token) -> str:
        whole = self.printed[token.start : token.end]
        return whole if len(whole) == len(token.text) else token.text

    def _piece(self, token: Token, meaning: str) -> None:
        self.pieces.append(Piece(token.start, token.end, meaning))

    def _ask(self, code: str, at: Token | Piece, **values: object) -> None:
        words = {} if isinstance(at, Piece) else {"words": at.text}
        self.doubts.append(doubt(code, at.start, at.end, **{**words, **values}))

    def finish(self, first_in_plan: bool) -> tuple[Party, ...]:
        """The parties, once it is known whether anybody leads."""
        self._flush()
        if first_in_plan or self.first_leads:
            first_leads(self.mentions)
        self.mentions = said_once(self.mentions)
        self.doubts += list_doubts(self.mentions, self.known | self.groups, self.printed)
        self.doubts += role_doubts(self.mentions)
        if not self.mentions and not self.people and not self.unknown:
            notes = [piece for piece in self.pieces if piece.meaning == "说明"]
            for piece in notes:
                self._ask("units-elsewhere", piece, words=self.printed[piece.start : piece.end])
        found = parties(self.mentions)
        self.pieces += [piece for _, piece in found]
        return tuple(dict.fromkeys(party for party, _ in found))


def _behind_the_break(taken: list[Mention]) -> list[Mention]:
    """The names behind the first break of the strongest kind among them; all where there is none."""
    for kind in range(3):
        first = taken[0].breaks[kind] if taken else 0
        if any(mention.breaks[kind] != first for mention in taken):
            return [mention for mention in taken if mention.breaks[kind] != first]
    return taken


def _says(family: Family) -> str:
    return {"lead": "牵头", "support": "配合", "neutral": "责任"}[family]
