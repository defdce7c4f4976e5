"""A responsibility sentence read from left to right, until it is known who does what.

The grammar is stated in `reader`. Each kind of word (`table`) has its rule, a function whose docstring says it; what
no rule takes is kept as unread. Whether a neutral word means support is known only at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ledger import lazy_re
from ledger.words.lexicon import LEVEL, ROLES, family_of
from ledger.words.meanings import Party
from ledger.words.responsibility import naming, said, table
from ledger.words.responsibility.names import is_people_bracket, is_person, is_surely_person
from ledger.words.responsibility.roles import (
    coordinators_lead,
    first_leads,
    parties,
    role_doubts,
    said_once,
    the_others_support,
)
from ledger.words.responsibility.state import About, Outside, Sentence
from ledger.words.responsibility.stretch import read_stretch
from ledger.words.responsibility.sure import heads_a_list, is_sure_unit, list_doubts
from ledger.words.responsibility.table import Word

_HEAD = lazy_re.compile(rf"(?:{ROLES})(?:(?=[{LEVEL}各])|$)")


def read(sentence: Sentence) -> None:
    """Every word in order, and what lies between two of them."""
    words = list(table.SENTENCE.scan(sentence.masked))
    sentence.signs = dict(table.role_of_legend(sentence.at(word)) for word in words if word.kind == "legend")
    marks = [word for word in words if word.kind == "mark"]
    if marks and marks[0].start and marks[-1].end == len(sentence.masked.rstrip("。；;")):
        sentence.heads = False  # the last thing said is a mark
    sentence.roles_first = table.ROLES_FIRST.match(sentence.masked) is not None
    place = 0
    for word in [*words, Word("end", len(sentence.text), len(sentence.text))]:
        if word.start > place:
            _between(sentence, place, word)
        if rule := RULES.get(word.kind):
            rule(sentence, word)
        place = word.end


def _between(sentence: Sentence, start: int, word: Word) -> None:
    """What stands between two labels or punctuation marks, by what the last label was about."""
    words = Word("name", start, word.start)
    piece = sentence.at(words)
    if (
        sentence.text[word.start : word.end] in (":", "：")
        and sentence.about in ("names", "maybe people")
        and heads_a_list(piece)
    ):
        naming.person(sentence, words, told=True) if is_surely_person(piece) else said.heading(
            sentence, words
        )
        return
    role = (
        _HEAD.match(sentence.masked, start, word.start)
        if sentence.roles_first or not sentence.text[:start].strip(table.OPEN)
        else None
    )
    if role and (role.end() < word.start or word.kind in ("line", "blank", "doubt")):
        sentence.begin_label(Word("label", start, role.end()), role[0])
        words = Word("name", role.end(), word.start)
        piece = sentence.at(words)
    if sentence.about == "people" and sentence.person and not sentence.outside and is_sure_unit(piece):
        sentence.about = "maybe people"  # 县发改局 分管负责人 赵某、县审计局
    if sentence.about == "date":
        date(sentence, words)
    elif sentence.about == "people" and sentence.outside and sentence.at(word) in (":", "："):
        sentence.unread(words)  # 县教育局（基教股：李某某）
    elif sentence.about == "other":
        sentence.unread(words)
    elif sentence.about == "people" or _is_person_here(sentence, piece, words, word):
        naming.person(sentence, words, told=True)
        following = table.BREAK.split(sentence.text[word.end : word.end + 5])[0]
        if not words.start and len(piece) == 2 and "某" not in piece and not is_surely_person(following):
            sentence.ask("taken-for-person", words)  # 东风⏎县审计局
    else:
        for part in read_stretch(sentence.text, sentence.masked, words.start, words.end):
            RULES[part.kind](sentence, part)


def _is_person_here(sentence: Sentence, piece: str, words: Word, after: Word) -> bool:
    """Whether a person stands here: where one is told of, or a name that is surely one stands behind a blank, another
    person or 县林业局：, or before a telephone number."""
    expected = sentence.about in ("maybe people", "names and people") and is_person(piece)
    before = sentence.text[: words.start][-1:]
    beside = before in (table.SURE_BLANK, table.SURE_LINE) or (not before and after.kind in ("blank", "line"))
    beside = beside or after.kind == "phone" or bool(sentence.person)
    return expected or (
        (beside or (before in (":", "：") and bool(sentence.pending))) and is_surely_person(piece)
    )


def people_label(sentence: Sentence, word: Word) -> None:
    """责任人：… people follow."""
    sentence.flush()
    sentence.piece(word, "人员")
    sentence.label, sentence.about, sentence.labelled = "", "people", False


def date_label(sentence: Sentence, word: Word) -> None:
    """完成时限：… a date follows."""
    sentence.flush()
    sentence.piece(word, "时限")
    sentence.label, sentence.about, sentence.labelled = "", "date", False


def date(sentence: Sentence, word: Word) -> None:
    sentence.piece(word, "时限")


def other_label(sentence: Sentence, word: Word) -> None:
    """备注：… neither who nor when."""
    sentence.about, sentence.labelled = "other", False
    sentence.unread(word._replace(end=word.end - 1))


def phone(sentence: Sentence, word: Word) -> None:
    sentence.unread(word) if sentence.about == "other" else note(sentence, word)


def first(sentence: Sentence, word: Word) -> None:
    """列第一位者为牵头单位; 排在前面的 could be several."""
    note(sentence, word)
    if not re.search("[第首]", sentence.at(word)):
        sentence.ask("role-taken", word, role="牵头")
    sentence.first_leads = True


def note(sentence: Sentence, word: Word) -> None:
    sentence.piece(word, "说明")


def comma(sentence: Sentence, _: Word) -> None:
    sentence.clause += 1
    sentence.breaks[0] += 1


def line(sentence: Sentence, _: Word) -> None:
    sentence.breaks[1] += 1


def blank(sentence: Sentence, _: Word) -> None:
    sentence.breaks[2] += 1


def doubtful_joint(sentence: Sentence, word: Word) -> None:
    """A blank, or a 和, of which it is not sure that it divides two names."""
    text = sentence.at(word)
    sentence.breaks[1] += text == table.DOUBTFUL_LINE
    sentence.breaks[2] += text == table.DOUBTFUL_BLANK
    sentence.ask("blank-divides" if text.isspace() else "joint-divides", word)


def stop(sentence: Sentence, _: Word) -> None:
    """A full stop ends what no label holds; dates and other matters end too, people may go on."""
    sentence.end_clause()
    after: dict[About, About] = {"date": "names", "other": "names", "people": "maybe people"}
    sentence.about = after.get(sentence.about, sentence.about)


def open_bracket(sentence: Sentence, word: Word) -> None:
    """A bracket's labels end with it; one that holds names of people alone is about people. Behind a name it may say
    what the name does, or is a remark, and the list goes on as before."""
    behind = sentence.is_behind(word)
    said = sum(piece.meaning == "角色词" for piece in sentence.pieces)
    outside = Outside(
        sentence.label, sentence.about, sentence.clause, tuple(sentence.breaks), sentence.pending, said
    )
    sentence.outside.append(outside if behind else outside._replace(pending=None))
    if behind:
        sentence.before_bracket = sentence.mentions[-1] if sentence.mentions else None
        sentence.pending = []
    sentence.end_clause()
    if behind and is_people_bracket(sentence.masked, word.start):
        sentence.about = "people"


def close_bracket(sentence: Sentence, _: Word) -> None:
    sentence.flush()
    sentence.together, sentence.before_bracket = "", None
    outside = sentence.outside.pop() if sentence.outside else Outside()
    sentence.label, sentence.about = outside.label, outside.about
    if outside.pending is not None:
        sentence.pending = outside.pending
        if sum(piece.meaning == "角色词" for piece in sentence.pieces) == outside.said:
            sentence.clause, sentence.breaks = outside.clause, list(outside.breaks)
        elif not sentence.label:
            sentence.flush()


def among(sentence: Sentence, _: Word) -> None:
    """责任单位为县发改局、县财政局，其中县发改局牵头: what follows is said of some of those before."""
    sentence.flush()


def under(sentence: Sentence, word: Word) -> None:
    """在县委组织部指导下: who guides supports. Under whose 领导 it is done says nothing of the work."""
    guide = table.GUIDING.search(sentence.at(word))
    if not guide or family_of(guide[0]) != "support":
        sentence.unread(word)
        return
    outside, sentence.pending = sentence.pending, []
    for part in re.finditer("[^、和及与]+", sentence.text[word.start + 1 : word.start + guide.start()]):
        start = word.start + 1
        naming.name(sentence, Word("name", start + part.start(), start + part.end()))
    for mention in sentence.pending:
        mention.family, mention.word = "support", guide[0]
    sentence.pending = outside
    sentence.ask("role-taken", word, words=guide[0], role="配合")


def finish(sentence: Sentence, first_in_plan: bool) -> tuple[Party, ...]:
    """The parties, once it is known whether anybody leads."""
    sentence.flush()
    if first_in_plan or sentence.first_leads:
        first_leads(sentence.mentions)
    if sentence.signs and not sentence.signed:
        for piece in [piece for piece in sentence.pieces if piece.meaning == "说明"]:
            sentence.ask("sign-missing", piece)
    elif sentence.signs:
        the_others_support(sentence.mentions)
    sentence.mentions, short = said_once(sentence.mentions)
    sentence.doubts += short
    sentence.doubts += list_doubts(sentence.mentions, sentence.known | sentence.groups, sentence.printed)
    told = coordinators_lead(sentence.mentions, sentence.doubts)
    sentence.doubts = role_doubts(sentence.mentions, told)
    if not (sentence.mentions or sentence.people):
        _nobody_named(sentence)
    found = parties(sentence.mentions)
    sentence.pieces += [piece for _, piece in found]
    return tuple(dict.fromkeys(party for party, _ in found))


def _nobody_named(sentence: Sentence) -> None:
    """李晓明、赵立新: names of people alone; 详见附表, 按职责分工负责: words about units without a unit."""
    if sentence.unknown and all(map(is_surely_person, sentence.unknown)):
        unread, sentence.unknown = [piece for piece in sentence.pieces if not piece.understood], []
        sentence.pieces = [piece for piece in sentence.pieces if piece.understood]
        for piece in unread:
            naming.person(sentence, Word("name", piece.start, piece.end))
            sentence.ask("taken-for-person", piece)
    if sentence.unknown or sentence.people:
        return
    notes = [piece for piece in sentence.pieces if piece.meaning == "说明"]
    roles = [piece for piece in sentence.pieces if piece.meaning == "角色词"][:1]
    nobody = any(piece.meaning == "无" for piece in sentence.pieces)
    for piece in notes or ([] if nobody else roles):
        sentence.ask("units-elsewhere", piece, words=sentence.printed[piece.start : piece.end])


RULES: dict[str, Callable[[Sentence, Word], None]] = {
    "name": naming.name,
    "tail": naming.tail,
    "label": said.label,
    "mark": said.mark,
    "sign": said.sign,
    "verb": said.verb,
    "with": said.with_another,
    "as_person": said.as_person,
    "among": among,
    "under": under,
    "people_label": people_label,
    "date_label": date_label,
    "date": date,
    "other_label": other_label,
    "phone": phone,
    "first": first,
    "note": note,
    "legend": note,
    "comma": comma,
    "line": line,
    "blank": blank,
    "doubt": doubtful_joint,
    "stop": stop,
    "open": open_bracket,
    "close": close_bracket,
    "unknown": Sentence.unread,
}
"""What each kind of word does. `sep` and `number` do nothing."""
