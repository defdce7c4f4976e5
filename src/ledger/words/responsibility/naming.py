"""Rules for names and people: what a stretch of a sentence names, and whom.

A name stands as it is; before words nobody knows it counts all the same, and they are told. What is no name is unread.
"""

from __future__ import annotations

import re

from ledger.words.lexicon import ROLE_WORDS, family_of
from ledger.words.responsibility.list_doubts import person_doubts
from ledger.words.responsibility.names import (
    is_person,
    is_plainly_collective,
    is_title,
    kind_of,
    split_person,
)
from ledger.words.responsibility.said import verb
from ledger.words.responsibility.state import Sentence
from ledger.words.responsibility.sure import sure_name_before
from ledger.words.responsibility.table import FILLER, LONE_NOTE, Word
from ledger.words.responsibility.whole import SHARED_KIND, sharing

NOBODY = frozenset({"", "无", "—", "-", "——", "--", "/", "／", "暂无", "\\", "－", "－－", "空", "没有"})
_WITH_ANOTHER = ("常委", "党组书记", "党组成员", "党委委员")  # posts held beside another
# Running text: what begins like a name is none here.
_NOBODY_S = re.compile("统一领导|领导下|或|^[除按]|[的了]")
_ROLE_FIRST = sorted((row.word for row in ROLE_WORDS), key=len, reverse=True)
_NUMBERING = re.compile(r"[0-9０-９一二三四五六七八九十.．①-⑳]*的?")
_COUNTED = re.compile("等[0-9０-９一二三四五六七八九十两]")


def name(sentence: Sentence, word: Word) -> None:
    """A name as it is; a person; a list that shares a word; a name before words nobody knows; or nothing known."""
    text = sentence.at(word)
    kind = kind_of(text, sentence.known, sentence.groups)
    if (shared := SHARED_KIND.fullmatch(text)) and (places := sharing(shared)):
        _sharing(sentence, word, shared, places)
    elif kind == "person" or (sentence.label.endswith("人") and is_person(text)):
        person(sentence, word)
    elif kind == "group" and not is_plainly_collective(text) and (length := _known_before(sentence, text)):
        acts(sentence, word, length)  # 各乡镇提供
    elif kind:
        sentence.mention(word, kind)
    elif _NUMBERING.fullmatch(text) or FILLER.fullmatch(text):
        return
    elif LONE_NOTE.fullmatch(text):
        sentence.piece(word, "说明")
    elif text in NOBODY:
        sentence.piece(word, "无")
    elif length := split_person(text):
        name(sentence, word._replace(end=word.start + length))
        person(sentence, word._replace(start=word.start + length))
        sentence.ask("unit-and-person", word)
    elif length := _known_before(sentence, text):
        acts(sentence, word, length)
    else:
        sentence.unread(word)


def _sharing(sentence: Sentence, word: Word, shared: re.Match[str], places: list[tuple[int, int]]) -> None:
    """东关、西关、南关街道: each is of the kind that the last one names."""
    for start, end in places:
        part = word._replace(start=word.start + start, end=word.start + end)
        name = sentence.at(part).removesuffix(shared["kind"]) + shared["kind"]
        sentence.mention(part, "unit", name)
        if not shared["count"]:
            sentence.ask("taken-as", part, name=name)


def _known_before(sentence: Sentence, text: str) -> int:
    """How much of `text` is a name that is known or sure, before words nobody knows: 4 in 县财政局保障经费."""
    if _NOBODY_S.search(text):
        return 0
    declared = (
        name
        for name in sentence.known | sentence.groups
        if text.startswith(name) and len(name) < len(text) - 1
    )
    return max(map(len, declared), default=0) or sure_name_before(text)


def acts(sentence: Sentence, word: Word, length: int) -> None:
    """A known name before words that are no role (审批, 保障经费): the name counts, the words are told."""
    cut = word.start + length
    name, rest = sentence.text[word.start : cut], sentence.text[cut : word.end]
    sentence.mention(word._replace(end=cut), kind_of(name, sentence.known, sentence.groups) or "unit")
    said = next((role for role in _ROLE_FIRST if rest.startswith(role)), "")
    if said == rest:
        verb(sentence, word._replace(start=cut))
        return
    family = family_of(said) if said else "neutral"
    for mention in sentence.pending:
        if mention.family is None and mention.clause == sentence.clause and not sentence.label:
            mention.family = "lead" if mention.before_with else family
            mention.word = said or (sentence.together if mention.before_with else "")
    sentence.unread(word._replace(start=cut))


def tail(sentence: Sentence, word: Word) -> None:
    """等部门 is a group of its own; 青山等6个乡镇 one expression."""
    last = sentence.pieces[-1] if sentence.pieces else None
    counted = _COUNTED.match(sentence.at(word))
    if counted and last and last.end == word.start and not last.understood and last.end - last.start < 7:
        sentence.pieces.pop()
        sentence.unknown.pop()
        word = word._replace(start=last.start)
        sentence.ask("odd-group", word)
    sentence.mention(word, "group")
    if sentence.at(word) == "等":
        sentence.ask("open-list", word)


def person(sentence: Sentence, word: Word, *, told: bool = False) -> None:
    """A person, or a post of the person named behind it: 县委常委、副县长张某 is one."""
    text = sentence.at(word)
    if text in NOBODY:
        return
    _post_before(sentence, word)
    several = sentence.person.endswith(_WITH_ANOTHER)
    if (is_title(sentence.person) or several) and (not is_title(text) or several):
        sentence.people[-1] += f"、{sentence.as_printed(word)}"
    else:
        sentence.people.append(sentence.as_printed(word))
    sentence.doubts += person_doubts(text, sentence.people[-1], (word.start, word.end), told=told)
    sentence.piece(word, "人员")
    sentence.person = text


def _post_before(sentence: Sentence, word: Word) -> None:
    """县委常委、副县长张某: a post that was taken for a body belongs to the person named right behind it."""
    last = sentence.pending[-1] if sentence.pending else None
    if not last or not last.name.endswith(_WITH_ANOTHER) or is_title(sentence.at(word)):
        return
    if sentence.printed[last.end : word.start] == "、":
        sentence.pending.pop()
        sentence.mentions.pop()
        sentence.people.append(last.name)
        sentence.person = last.name
