"""What stands between two labels or punctuation marks: dates, role table.verbs, 由 and 会同, and the names around them.

    stretch = [ date ] { names ( verb | 会同 | 由 ) } names
    names   = name { ( 和 | 及 | 与 ) name } [ open tail ]

Each rule looks at a bounded stretch around a place, so that the whole takes linear time.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger import lazy_re
from ledger.words.lexicon import LEVEL, any_of
from ledger.words.responsibility import names, table
from ledger.words.responsibility.sure import is_sure_unit, sure_name_before
from ledger.words.responsibility.table import Word
from ledger.words.responsibility.whole import OPEN_TAIL

_URGE = lazy_re.compile("督促|监督|督导|指导|督促指导|指导督促")  # 县城管局督促各街道落实
_WINDOW = 100  # characters looked at to see whether a stretch ends as a name does
_URGED = 30  # characters looked at for who is urged
_MAIN = lazy_re.compile("[^；;。]{2,60}?为(?:主|牵头|责任)")  # 以县应急局、县水利局为主
_AND_THEN = lazy_re.compile("并|再|另外?|同时|主动|积极")
_LED_ALREADY = lazy_re.compile(rf"(?:{any_of(table.STRONG)})、$")  # 县民政局牵头、会同县财政局
_NUMBERING = lazy_re.compile(r"(?:[0-9０-９]{1,2}[.．)）]|[①-⑳])")


def read_stretch(text: str, masked: str, start: int, end: int) -> Iterator[Word]:
    """The words of one stretch. `masked` is `text` with what must not be cut covered up."""
    piece = text[start:end]
    dated = None if names.ends_a_name(piece) else table.DATE_PHRASE.match(piece)
    if dated and not _names_somebody(piece[dated.end() :]):
        yield Word("date", start, end)
        return
    if dated:  # 6月底前由县财政局完成
        yield Word("date", start, start + dated.end())
        start += dated.end()
    place = start
    for kind, first, last in table.STRETCH.scan(masked[start:end]):
        first, last = first + start, last + start
        word, before = text[first:last], text[max(place, first - _WINDOW) : first]
        if kind == "by":
            if not table.FILLER.fullmatch(before):
                yield Word("unknown", place, first)  # what it is about: 城区由县城管局负责
            place = last
        elif kind == "ask":
            # 请县发改局牵头: who is asked is named behind it.
            mere = word == "以" and not _MAIN.match(text, last)
            if (
                table.FILLER.fullmatch(before)
                and not mere
                and _may_be_asked(text[last : min(end, last + _WINDOW)])
            ):
                place = last
        elif kind == "except" and first == place:
            yield Word("unknown", first, last)
            place = last
        elif kind == "among":
            yield from _names(text, masked, place, first)
            yield Word("among", first, last)
            place = last
        elif kind == "report":
            yield from _names(text, masked, place, first)
            yield Word("unknown", first, end)  # whom it is told to: 汇总报县政府督查室
            return
        elif kind == "with":
            # At the very start 会同 is 会同县, a place, unless a comma, or a role and a 、, goes before it.
            opens = first == place and (
                place > start
                or masked[first - 1 : first] in table.COMMAS + table.CLOSE
                or _LED_ALREADY.search(masked, max(0, first - 8), first) is not None
            )
            opens = opens or (first > place and _AND_THEN.fullmatch(before) is not None)  # 并会同
            if (
                first
                and (opens or _ends_before_with(word, before))
                and _may_be_asked(text[last : min(end, last + _WINDOW)])
            ):
                if not _AND_THEN.fullmatch(before):
                    yield from _names(text, masked, place, first)
                yield Word("with", first, last)
                place = last
        elif kind == "as_person":
            if last == end and (names.is_title(before) or names.ends_a_name(before)):
                yield from _names(text, masked, place, first)
                yield Word("as_person", first, last)
                place = last
        elif kind == "verb" and (
            _is_role(word, before, masked, last, end)
            or _urges(word, before, text[last : min(end, last + _URGED)])
        ):
            yield from _names(text, masked, place, first)
            yield Word("verb", first, last)
            place = last
            if _heads_a_matter(word, masked, last, end):
                yield Word("unknown", last, end)
                return
    yield from _names(text, masked, place, end)


def _names_somebody(piece: str) -> bool:
    """Whether a name stands in `piece`, alone or with its verb: 由县财政局完成, not 取得明显成效."""
    return any(names.ends_a_name(piece[: verb.start]) for verb in table.verbs(piece)) or names.ends_a_name(
        piece
    )


def _ends_before_with(word: str, before: str) -> bool:
    """Whether a name ends before 会同, 商: 会 alone also ends names (县工商联合会), so the name must be whole without it."""
    return names.ends_a_name(before) and (word != "会" or not is_sure_unit(before + word))


def _may_be_asked(following: str) -> bool:
    return _names_somebody(following) or names.is_field(following) or sure_name_before(following) > 0


def _is_role(word: str, before: str, masked: str, place: int, end: int) -> bool:
    """Whether a verb says a role: at the end of a stretch unless it is one of work alone (平台建设); inside it where it
    is a strong one, behind a name or nothing, and no noun makes one word of it (县财政局牵头单位)."""
    if place == end and not table.WORK.fullmatch(word):
        return True
    named = not before or names.ends_a_name(before) or names.is_field(before) or OPEN_TAIL.search(before)
    sure = place == end or table.STRONG_VERB.search(word) is not None
    return sure and bool(named) and not table.ROLE_S_NOUN.match(masked, place)


def _urges(word: str, before: str, following: str) -> bool:
    """县城管局督促各街道落实: who is urged is named behind it."""
    return _URGE.fullmatch(word) is not None and names.ends_a_name(before) and _names_somebody(following)


def _heads_a_matter(verb: str, masked: str, place: int, end: int) -> bool:
    """Whether what follows is what the work is about: 负责审计监督, 配合宣传."""
    if place == end:
        return False
    if (
        names.is_field(masked[place:end])
        and masked[place] not in LEVEL
        and not masked.startswith("会同", place)
    ):
        return True
    return verb.endswith("负责") and not table.STRONG_VERB.search(masked, place, end)


def _names(text: str, masked: str, start: int, end: int) -> Iterator[Word]:
    """Names joined by 和, 及, 与; a 和 inside a name stays there."""
    joints = [
        (start + word.start, start + word.end)
        for word in table.JOINTS.scan(masked[start:end])
        if word.kind == "and"
    ]
    last_is_name = names.ends_a_name(
        OPEN_TAIL.sub("", text[max(start, end - _WINDOW) : end]) or text[start:end]
    )
    place = start
    for number, (first, last) in enumerate(joints):
        following = joints[number + 1][0] if number + 1 < len(joints) else end
        if first == place:
            if (
                first == start
                and start
                and last < end
                and masked[start - 1] in f"{table.COMMAS}{table.CLOSE}、"
            ):
                place = last  # 、和县财政局
            continue
        right_is_name = last_is_name or names.ends_a_name(text[max(last, following - _WINDOW) : following])
        if right_is_name and names.may_end_before_and(
            text[max(place, first - _WINDOW) : first], text[last:following]
        ):
            yield from _one(text, place, first)
            if names.INNER_OFFICE.search(text[place:first]):
                yield Word("doubt", first, last)  # 办公室和财务科, 实验室与设备管理处
            place = last
    yield from _one(text, place, end)


def _one(text: str, start: int, end: int) -> Iterator[Word]:
    """One name without its number, and the open tail (等部门) after it as a word of its own."""
    while end > start and text[end - 1] in ".．…":
        end -= 1
    numbered = _NUMBERING.match(text, start, end)
    start = numbered.end() if numbered else start
    window = max(start, end - _WINDOW)
    tail = OPEN_TAIL.search(text[window:end])
    cut = window + tail.start() if tail else end
    if cut > start:
        yield Word("name", start, cut)
    if tail:
        yield Word("tail", cut, end)
