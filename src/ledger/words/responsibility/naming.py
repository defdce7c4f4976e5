"""Rules for names and people: what a stretch of a sentence names, and whom.

A name stands as it is; before words nobody knows it counts all the same, and they are told. What is no name is unread.
"""

from __future__ import annotations

import re

from ledger import lazy_re
from ledger.words.lexicon import LEVEL, PLURALS, ROLE_WORDS, any_of, family_of
from ledger.words.numerals import number
from ledger.words.responsibility import names, table
from ledger.words.responsibility.said import verb
from ledger.words.responsibility.state import Sentence
from ledger.words.responsibility.sure import person_doubts, sure_name_before
from ledger.words.responsibility.table import Word
from ledger.words.responsibility.whole import NEITHER, SHARED_KIND, sharing

NOBODY = frozenset({"", "无", "—", "-", "——", "--", "/", "／", "暂无", "\\", "－", "－－", "空", "没有"})
_WITH_ANOTHER = ("常委", "党组书记", "党组成员", "党委委员")  # posts held beside another
# Running text: what begins like a name is none here.
_NOBODY_S = lazy_re.compile("统一领导|领导下|或|^[除按]|[的了]|部分$")
_ROLE_FIRST = sorted((row.word for row in ROLE_WORDS), key=len, reverse=True)
_NUMBERING = lazy_re.compile(r"[0-9０-９一二三四五六七八九十.．①-⑳]*的?")
_PERSON_OF = lazy_re.compile("(.{2,4})[（(](.+)[）)]")
_MANY = "|".join((rf"[个家](?:{any_of(PLURALS)})", any_of([word for word in PLURALS if len(word) > 1])))
_COUNTED = lazy_re.compile(rf"(?<=..)([0-9]{{1,2}}|[两二三四五六七八九十])(?:{_MANY})$")
_FULLY = lazy_re.compile("^(?:全程|积极|密切|全力|主动|共同|认真|切实|具体|[要应须])+")
_FAR = 60  # characters looked at behind a 和
_SHORT = lazy_re.compile("[\u4e00-\u9fff]{2,4}")


def name(sentence: Sentence, word: Word) -> None:
    """A name as it is; a person; a list that shares a word; a name before words nobody knows; or nothing known."""
    if (count := _COUNTED.search(sentence.at(word))) and number(count[1]) == len(sentence.pending) + 1:
        sentence.piece(word._replace(start=word.start + count.start()), "说明")  # 县发改局、县财政局两部门
        word = word._replace(end=word.start + count.start())
    text = sentence.at(word)
    kind = names.kind_of(text, sentence.known, sentence.groups)
    if (shared := SHARED_KIND.fullmatch(text)) and (places := sharing(shared)):
        _sharing(sentence, word, shared, places)
    elif text.endswith("同志") and names.split_person(text):
        _unit_and_person(sentence, word, names.split_person(text))
    elif (post := names.FIELD_POST.search(text)) and (
        not post.start() or names.kind_of(text[: post.start()])
    ):
        _unit_and_person(sentence, word, post.start()) if post.start() else person(sentence, word)
    elif kind == "person" or (sentence.label.endswith("人") and names.is_person(text)):
        person(sentence, word)
    elif (
        kind == "group"
        and not names.is_plainly_collective(text)
        and (length := _known_before(sentence, text))
    ):
        acts(sentence, word, length)  # 各乡镇提供
    elif (
        kind == "group"
        and table.LONE_ROLE.fullmatch(text)
        and (_is_after_blank(sentence, word) if sentence.pending else sentence.before_bracket)
    ):
        verb(sentence, word)
    elif kind:
        sentence.mention(word, kind)
    elif text in LEVEL + "村" and sentence.pending and sentence.pending[-1].kind == "group":
        sentence.mention(word, "group")  # 各乡镇、村
        sentence.ask("odd-group", word)
    elif names.is_unnamed(text):
        person(sentence, word)
    elif _NUMBERING.fullmatch(text) or table.FILLER.fullmatch(text):
        return
    elif table.LONE_NOTE.fullmatch(text):
        sentence.piece(word, "说明")
    elif text in NOBODY:
        sentence.piece(word, "无")
    elif (
        (bracket := _PERSON_OF.fullmatch(text))
        and names.is_surely_person(bracket[1])
        and names.kind_of(bracket[2])
    ):
        _person_of(sentence, word, bracket)
    elif length := names.split_person(text):
        _unit_and_person(sentence, word, length)
    elif length := _known_before(sentence, text):
        acts(sentence, word, length)
    else:
        sentence.unread(word)


def _sharing(sentence: Sentence, word: Word, shared: re.Match[str], places: list[tuple[int, int]]) -> None:
    """东关、西关、南关街道: each is of the kind that the last one names."""
    for start, end in places:
        part = word._replace(start=word.start + start, end=word.start + end)
        own = shared["kind"] in NEITHER
        name = sentence.at(part) if own else sentence.at(part).removesuffix(shared["kind"]) + shared["kind"]
        sentence.mention(part, "unit", name)
        if not (names.ends_a_name(name) if own else shared["count"]):
            sentence.ask("name-of-field" if own else "taken-as", part, name=name)


def _unit_and_person(sentence: Sentence, word: Word, length: int) -> None:
    """县人社局李某某: a unit of `length` characters, and a person of it."""
    name(sentence, word._replace(end=word.start + length))
    person(sentence, word._replace(start=word.start + length))
    sentence.ask("unit-and-person", word)


def _person_of(sentence: Sentence, word: Word, bracket: re.Match[str]) -> None:
    """张某某（县政府办） is a person, and the unit he is of; 张某某（县委副书记） a person with his post."""
    post = bracket[2].endswith(_WITH_ANOTHER)
    if post or names.kind_of(bracket[2], sentence.known, sentence.groups) == "person":
        person(sentence, word)
        return
    person(sentence, word._replace(end=word.start + bracket.end(1)), told=True)
    sentence.mention(
        word._replace(start=word.start + bracket.start(2), end=word.end - 1),
        names.kind_of(bracket[2]) or "unit",
    )
    sentence.ask("unit-and-person", word)


def _known_before(sentence: Sentence, text: str) -> int:
    """How much of `text` is a name that is known or sure, before words nobody knows: 4 in 县财政局保障经费."""
    if _NOBODY_S.search(text.partition("对")[0]):
        return 0
    declared = (
        name
        for name in sentence.known | sentence.groups
        if text.startswith(name) and len(name) < len(text) - 1
    )
    return max(map(len, declared), default=0) or sure_name_before(text)


def acts(sentence: Sentence, word: Word, length: int) -> None:
    """A known name before words that are no role (审批, 保障经费): the name counts, the words are told."""
    start = word.start
    while length:
        cut = start + length
        name, rest = sentence.text[start:cut], sentence.text[cut : word.end]
        kind = names.kind_of(name, sentence.known, sentence.groups) or "unit"
        sentence.mention(word._replace(start=start, end=cut), kind)
        start = cut + 1  # 县残联和县民政局审核名单
        length = _known_before(sentence, rest[1:_FAR]) if rest[0] in "和及与" else 0
    does = _FULLY.sub("", rest)
    said = next((role for role in _ROLE_FIRST if does.startswith(role)), "")
    if said == rest:
        verb(sentence, word._replace(start=cut))
        return
    family = family_of(said) if said else "neutral"
    for mention in sentence.pending if rest[0] not in table.OPEN else ():  # a bracket is a remark
        if mention.family is None and mention.clause == sentence.clause and not sentence.label:
            mention.family = "lead" if mention.before_with else family
            mention.word = said or (sentence.together if mention.before_with else "")
    sentence.unread(word._replace(start=cut))


def tail(sentence: Sentence, word: Word) -> None:
    """等部门 is a group of its own."""
    _vouched_for(sentence, word)
    sentence.mention(word, "group")
    if sentence.at(word) == "等":
        sentence.ask("open-list", word)


def _is_after_blank(sentence: Sentence, word: Word) -> bool:
    return sentence.text[word.start - 1 : word.start] in table.BLANKS


def _vouched_for(sentence: Sentence, tail: Word) -> None:
    """白沙、青龙等乡镇: short words in the list right before 等乡镇 are names of such, though they do not look like it."""
    place = tail.start
    named: list[Word] = []
    while (last := sentence.pieces[-1] if sentence.pieces else None) and not last.understood:
        joint = sentence.text[last.end : place]
        if joint not in ("", "、") or not _SHORT.fullmatch(sentence.text[last.start : last.end]):
            break
        place = last.start
        named.append(Word("name", last.start, last.end))
        sentence.pieces.pop()
        sentence.unknown.pop()
    for word in reversed(named):
        sentence.mention(word, "unit")
        sentence.ask("odd-name", word)


def person(sentence: Sentence, word: Word, *, told: bool = False) -> None:
    """A person, or a post of the person named behind it: 县委常委、副县长张某 is one."""
    text = sentence.at(word)
    if text in NOBODY:
        return
    _post_before(sentence, word)
    several = sentence.person.endswith(_WITH_ANOTHER)
    named = sentence.person and not names.is_title(sentence.person) and sentence.before_bracket
    if named and names.is_title(text):  # 县财政局（李某，副局长）
        sentence.people[-1] += f"，{sentence.as_printed(word)}"
    elif (names.is_title(sentence.person) or several) and (not names.is_title(text) or several):
        sentence.people[-1] += f"、{sentence.as_printed(word)}"
    else:
        sentence.people.append(sentence.as_printed(word))
    sentence.doubts += person_doubts(text, sentence.people[-1], (word.start, word.end), told=told)
    sentence.piece(word, "人员")
    sentence.person = text


def _post_before(sentence: Sentence, word: Word) -> None:
    """县委常委、副县长张某: a post that was taken for a body belongs to the person named right behind it."""
    last = sentence.pending[-1] if sentence.pending else None
    if not last or not last.name.endswith(_WITH_ANOTHER) or names.is_title(sentence.at(word)):
        return
    if sentence.printed[last.end : word.start] == "、":
        sentence.pending.pop()
        sentence.mentions.pop()
        sentence.people.append(last.name)
        sentence.person = last.name
