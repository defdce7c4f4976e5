"""What has been read of a responsibility sentence so far, and what every rule does to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ledger.words.doubt import Doubt, doubt
from ledger.words.lexicon import Family, family_of, is_doubtful
from ledger.words.meanings import Piece
from ledger.words.responsibility.names import INNER_OFFICE, NameKind, kind_of
from ledger.words.responsibility.roles import Mention
from ledger.words.responsibility.sure import is_only_a_kind, name_doubts
from ledger.words.responsibility.table import BREAK, CLOSE, Word

SAYS: dict[Family, str] = {"lead": "牵头", "support": "配合", "neutral": "责任"}
_JOINTS = ("、", "和", "及", "与")
_EACH = ("各", "有关", "相关", "所有")

About = Literal["names", "people", "maybe people", "names and people", "date", "other"]
"""What stands behind the last label. `maybe people`: people were told of, and a stop came."""


class Outside(NamedTuple):
    """What held outside an open bracket. `pending` None: the bracket does not stand behind a name."""

    label: str = ""
    about: About = "names"
    clause: int = 0
    breaks: tuple[int, ...] = (0, 0, 0)
    pending: list[Mention] | None = None
    said: int = 0


@dataclass(slots=True)
class Sentence:
    """What has been read so far; `pending` are the names no verb, mark or label has taken yet."""

    text: str
    masked: str  # `text` with what must not be cut covered up
    printed: str  # the words as printed, where `text` may be simplified: same places
    known: frozenset[str]
    groups: frozenset[str]
    mentions: list[Mention] = field(default_factory=list)
    pending: list[Mention] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    label: str = ""
    about: About = "names"
    outside: list[Outside] = field(default_factory=list)
    together: str = ""
    clause: int = 0
    breaks: list[int] = field(default_factory=lambda: [0, 0, 0])  # stops and commas, lines, blanks met
    first_leads: bool = False
    person: str = ""  # the last thing read, where it was a person
    labelled: bool = False  # the last label was one of roles
    heads: bool | None = None  # whether a role in a bracket heads the names after it; None: not met yet
    signs: dict[str, str] = field(default_factory=dict)  # what ★ stands for
    roles_first: bool = False  # role words stand before the names: 牵头县财政局，配合县审计局
    before_bracket: Mention | None = None  # the name that an open bracket is behind
    signed: bool = False  # a sign has been met
    ahead: str = ""  # the role of a sign before the next name

    def at(self, word: Word) -> str:
        return self.text[word.start : word.end]

    def as_printed(self, word: Word) -> str:
        return self.printed[word.start : word.end]

    def is_behind(self, word: Word) -> bool:
        """Whether a bracket or sign stands right behind a name, or behind what a bracket says of it: 县财政局（李某）★."""
        before, after = self.masked[: word.start][-1:], self.masked[word.end : word.end + 1]
        if before and before in CLOSE:
            return bool(self.pending) and not "\u4e00" <= after <= "\u9fff"
        return bool(before) and before not in ".．" and not BREAK.match(before)

    def mention(self, word: Word, kind: NameKind, name: str = "") -> None:
        """A name waits for what says its role; 各中小学、幼儿园: a mere kind in the list that 各 begins is every one."""
        self.person, self.before_bracket = "", None
        plain = self.at(word)
        if kind == "unit" and self._under_each(word):
            kind = "group"
            self.ask("odd-group", word)
        mention = Mention(
            name or self.as_printed(word), kind, word.start, word.end, self.clause, tuple(self.breaks)
        )
        if self.together:
            mention.family, mention.word = "support", self.together
        if self.ahead:
            mention.family, mention.word, self.ahead = family_of(self.ahead), self.ahead, ""
        self.mentions.append(mention)
        self.pending.append(mention)
        if self.outside and self.outside[-1].pending is not None and INNER_OFFICE.search(plain):
            self.ask("odd-name", word)  # 县水利局（河湖股 孙某）
        if not name and plain not in self.known | self.groups and mention.kind == kind_of(plain):
            self.doubts += name_doubts(plain, mention)

    def _under_each(self, word: Word) -> bool:
        before = self.pending[-1] if self.pending else None
        if before is None or before.kind != "group" or not is_only_a_kind(self.at(word)):
            return False
        return self.printed[before.end : word.start] in _JOINTS and before.name.startswith(_EACH)

    def begin_label(self, word: Word, role: str, about: About = "names") -> None:
        self.flush()
        if self.label and self.pieces[-1].meaning == "角色词" and word.start - self.pieces[-1].end < 2:
            self.ask("label-empty", self.pieces[-1], words=self.label)
        self.label, self.about, self.together, self.person = role, about, "", ""
        self.piece(word, "角色词")
        if is_doubtful(role):
            self.ask("role-taken", word, words=role, role=SAYS[family_of(role)])

    def end_clause(self) -> None:
        self.together = ""
        self.clause += 1
        self.breaks[0] += 1
        if not self.label:
            self.flush()

    def flush(self) -> None:
        """The names that no verb or mark took are the label's."""
        marked = bool(self.pending) and self.pending[0].family == "lead"
        for mention in self.pending:
            if mention.before_with and mention.family is None:
                mention.family, mention.word = "lead", self.together
            elif mention.family is None and self.label:
                mention.family, mention.word = family_of(self.label), self.label
            elif mention.family is None and marked:  # 县财政局（牵头）、县审计局
                mention.family = "neutral"
        self.pending = []

    def unread(self, word: Word) -> None:
        self.before_bracket = None
        self.unknown.append(self.as_printed(word))
        self.pieces.append(Piece(word.start, word.end, "未理解", understood=False))

    def piece(self, word: Word, meaning: str) -> None:
        self.pieces.append(Piece(word.start, word.end, meaning))

    def ask(self, code: str, at: Word | Piece, **values: object) -> None:
        self.doubts.append(doubt(code, at.start, at.end, **{"words": self.text[at.start : at.end], **values}))
