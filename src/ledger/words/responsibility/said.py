"""Rules for words that say a role: labels, marks, signs, verbs, 会同.

What a name does is said by the mark behind it, the verb after it, the label before it, in this order.
"""

from __future__ import annotations

from ledger.words.lexicon import Family, family_of, is_doubtful
from ledger.words.responsibility.roles import Mention, behind_the_break
from ledger.words.responsibility.state import SAYS, Sentence
from ledger.words.responsibility.table import (
    AS_NOUN,
    CLOSE,
    OPEN,
    Word,
    names_people_too,
    role_of_label,
    role_of_mark,
)


def label(sentence: Sentence, word: Word) -> None:
    """牵头单位：… holds until the next label; after 责任单位及责任人：… people may follow too."""
    text = sentence.at(word)
    sentence.begin_label(word, role_of_label(text), "names and people" if names_people_too(text) else "names")
    sentence.labelled = True


def heading(sentence: Sentence, word: Word) -> None:
    """工业领域：… a heading nobody knows ends the label before it, and says no role."""
    sentence.flush()
    sentence.label, sentence.together = "", ""
    sentence.unread(word)


def mark(sentence: Sentence, word: Word) -> None:
    """县审计局（牵头） is said of the name before the bracket, （牵头）县审计局 of those after it: the first bracket
    tells for all that could be either."""
    role, of_all = role_of_mark(sentence.at(word))
    behind = sentence.is_behind(word)
    named = "\u4e00" <= sentence.text[word.end : word.end + 1] <= "\u9fff"
    if sentence.heads is None:
        sentence.heads = not behind or (sentence.labelled and named)  # 牵头单位：县审计局 【配合】县财政局
    if not behind or (sentence.heads and named):
        sentence.begin_label(word, role)
        return
    if not sentence.pending:
        place = word.start + sentence.at(word).index(role)
        sentence.unread(word._replace(start=place, end=place + len(role)))
        return
    sentence.piece(word, "角色词")
    if of_all:
        for mention in sentence.pending:
            if mention.family is None:
                mention.family, mention.word = family_of(role), role
        return
    if is_doubtful(role):
        sentence.ask("mark-taken", word, words=role, role=SAYS[family_of(role)])
    *before, marked = sentence.pending
    marked.family, marked.word = family_of(role), role
    if marked.family != "neutral" and any(mention.family is None for mention in before):
        sentence.ask("mark-of-one", word, words=role, name=marked.name)


def sign(sentence: Sentence, word: Word) -> None:
    """★ before or behind a name, where a legend tells its role."""
    role = sentence.signs.get(sentence.at(word).strip(OPEN + CLOSE), "")
    if not role or (sentence.is_behind(word) and not sentence.pending):
        sentence.unread(word)
        return
    sentence.piece(word, "角色词")
    sentence.signed = True
    if sentence.is_behind(word):
        sentence.pending[-1].family, sentence.pending[-1].word = family_of(role), role
    else:
        sentence.ahead = role


def verb(sentence: Sentence, word: Word) -> None:
    """县财政局牵头: takes the names before it, back to the last verb."""
    text = sentence.at(word)
    role = AS_NOUN.sub("", text)
    family = family_of(role)
    sentence.piece(word, "角色词")
    if not sentence.pending and (last := sentence.before_bracket) and family != "neutral":
        last.family, last.word = last.family or family, last.word or text  # 县财政局（牵头，负责统筹）
        sentence.before_bracket = None
        return
    if not sentence.pending:
        if sentence.person:
            sentence.ask("person-no-unit", word, words=f"{sentence.person}{text}", role=SAYS[family])
        elif family != "neutral":
            sentence.unread(word)
        return
    if is_doubtful(role):
        sentence.ask("role-taken", word, role=SAYS[family])
    taken = _own_list(sentence, word, family) or _taken_by(sentence, family)
    each = text.endswith(("各负其责", "各司其职")) and sentence.label
    if each and len(taken) > 1 and taken[-1].kind == "group":
        sentence.ask("each-of-before", word, words=f"{taken[-1].name}{text}")
    for mention in taken:
        if mention.before_with and family == "neutral":
            mention.family, mention.word = "lead", text
        elif mention.family is None and not (family == "neutral" and sentence.label):
            if sentence.label and "neutral" != family_of(sentence.label) != family:
                sentence.ask("label-and-verb", word, name=mention.name, label=sentence.label)
            mention.family, mention.word = family, text
            mention.spoken = family == "neutral"
    if sentence.together and family == "lead" and any(mention.before_with for mention in taken):
        sentence.ask("with-supports", word, words=sentence.together)
    sentence.together = ""
    sentence.flush()


def _own_list(sentence: Sentence, word: Word, family: Family) -> list[Mention]:
    """牵头单位：县财政局⏎县审计局、各乡镇配合: the verb's own list begins behind the first break; the names before
    it stay the label's. None where the label says the same, or nothing divides them."""
    taken = [mention for mention in sentence.pending if mention.family is None]
    own = behind_the_break(taken)
    if not sentence.label or family_of(sentence.label) in ("neutral", family) or len(own) == len(taken):
        return []
    for mention in taken[: -len(own)]:
        mention.family, mention.word = family_of(sentence.label), sentence.label
    if len({mention.breaks for mention in taken}) > 2:
        sentence.ask("label-and-verb", word, name=own[0].name, label=sentence.label)
    for mention in own if family_of(sentence.at(word)) == "neutral" else ():
        mention.family, mention.word, mention.spoken = "neutral", sentence.at(word), True
    return own


def _taken_by(sentence: Sentence, family: Family) -> list[Mention]:
    """The pending names a verb takes: all; 配合 with no lead before it only those after the last comma."""
    free = [mention for mention in sentence.pending if mention.family is None]
    clauses = {mention.clause for mention in free}
    if len(clauses) < 2 or family == "neutral":
        return free
    led = any(mention.family == "lead" for mention in sentence.mentions)
    labelled = bool(sentence.label) and family_of(sentence.label) != "neutral"
    last = [mention for mention in free if mention.clause == max(clauses)]
    if {mention.name for mention in last} <= {mention.name for mention in free if mention not in last}:
        return last  # 县发改局、县财政局等单位，县发改局牵头
    if family == "support" and (labelled or not led):
        sentence.doubts.append(free[0].doubt("clause-without-role"))
        return last
    if family == "lead":
        sentence.doubts.append(free[0].doubt("before-comma-leads"))
    return free


def with_another(sentence: Sentence, word: Word) -> None:
    """甲会同乙: who stands before it leads, who after it supports."""
    sentence.piece(word, "角色词")
    for mention in sentence.pending:
        mention.before_with = mention.family is None
    sentence.together = sentence.at(word)


def as_person(sentence: Sentence, word: Word) -> None:
    """各乡镇党委书记为第一责任人: said of a person; a body before it is responsible as one."""
    sentence.piece(word, "人员")
    for mention in sentence.pending[-1:] if not sentence.person else ():
        mention.family = mention.family or "neutral"
        sentence.ask("role-taken", word, role="责任")
