"""Responsibility words divided into tokens: names, open tails, role words, labels, people, punctuation.

First the punctuation and the labels, then what lies between two of them, then the names in it. Each step
looks at a bounded stretch around a place, so that the whole takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ledger.words.lexicon import LEVEL, ROLES
from ledger.words.responsibility.doubts import heads_a_list, sure_name_before
from ledger.words.responsibility.names import (
    INNER_OFFICE,
    ends_a_name,
    is_field,
    is_people_bracket,
    is_person,
    is_surely_person,
    may_end_before_and,
)
from ledger.words.responsibility.vocabulary import (
    BREAK,
    BY,
    CLOSE,
    COMMAS,
    CONJUNCTION,
    DATE_PHRASE,
    DOUBTFUL_BLANK,
    DOUBTFUL_LINE,
    FILLER,
    FIRST_LEADS,
    LABEL,
    MARK,
    MARK_ALL,
    NOT_A_VERB,
    NOTE,
    NUMBERING,
    OPEN,
    OPEN_TAIL,
    ROLES_FIRST,
    SEPARATORS,
    STOPS,
    STRONG_VERB,
    SURE_BLANK,
    SURE_LINE,
    TOGETHER,
    VERB,
    WORK,
)

TokenKind = Literal[
    "name", "tail", "verb", "label", "people_label", "date_label", "mark", "mark_all", "with", "person", "date", "note",
    "first", "heading", "comma", "line", "blank", "stop", "open", "close", "unknown", "doubt",
]  # fmt: skip
Mode = Literal["names", "person", "maybe", "both", "date", "other"]
"""What stands after the last label. `maybe`: after people and a stop; `both`: 责任单位及责任人."""

HEAD = re.compile(rf"(?:{ROLES})(?=[{LEVEL}各])")
_URGE = re.compile("督促|监督|督导|指导|督促指导|指导督促")  # 县城管局督促各街道落实
_URGED = 30  # characters looked at for who is urged
_WINDOW = 100  # characters of a stretch looked at to see whether it ends as a name does


class Token(NamedTuple):
    kind: TokenKind
    start: int
    end: int
    text: str


def _nameless(pattern: re.Pattern[str]) -> str:
    return re.sub(r"[(][?]P<[a-z_]+>", "(?:", pattern.pattern)


_ENDS_WITH_MARK = re.compile(rf"{_nameless(MARK)}[。；;]?$")
_SCAN = re.compile(
    rf"(?P<first>{FIRST_LEADS.pattern})|(?P<note>{NOTE.pattern})|(?P<phone>(?<![0-9])(?:1[0-9]{{10}}|(?:0[0-9]{{2,3}}[-—－]?)?[0-9]{{7,8}})(?![0-9]))"
    rf"|(?P<number>[（(][0-9０-９一二三四五六七八九十]{{1,2}}[)）]|[①-⑳])"
    rf"|(?P<mark_all>{_nameless(MARK_ALL)})|(?P<label>{_nameless(LABEL)})|(?P<mark>{_nameless(MARK)})"
    rf"|(?P<stop>[{re.escape(STOPS)}])|(?P<open>[{re.escape(OPEN)}])|(?P<close>[{re.escape(CLOSE)}])|(?P<comma>[{COMMAS}])"
    rf"|(?P<doubt>[{DOUBTFUL_BLANK}{DOUBTFUL_LINE}])|(?P<line>{SURE_LINE})|(?P<blank> )|(?P<sep>[{re.escape(SEPARATORS)}])|(?P<unknown>[*★☆▲△※●◆■])"
)
_JOINT = re.compile(rf"(?P<verb>{VERB.pattern})|(?P<with>{TOGETHER.pattern})|(?P<by>{BY.pattern})")


def tokens_of(text: str, masked: str) -> Iterator[Token]:
    """The tokens in order. `masked` is `text` with what must not be cut covered up."""
    place = 0
    mode: Mode = "names"
    outside: list[Mode] = []  # the modes outside the open brackets
    roles_first = ROLES_FIRST.match(masked) is not None
    labelled = False
    marks = _ENDS_WITH_MARK.search(masked) and not MARK.match(masked)
    boxed_heads: bool | None = (
        False if marks else None
    )  # the first bracketed role heads names, so all do; None: not met yet
    for match in [*_SCAN.finditer(masked), None]:
        end = match.start() if match else len(text)
        if (
            end > place
            and match is not None
            and match[0] in ":："
            and heads_a_list(text[place:end])
            and mode == "names"
        ):
            yield Token("heading", place, end, text[place:end])
        elif end > place:
            if roles_first and (role := HEAD.match(masked, place, end)):
                yield Token("label", place, role.end(), role[0])
                place = role.end()
            yield from _between(text, masked, place, end, mode)
        if match is None:
            return
        place = match.end()
        kind, whole = match.lastgroup, text[end:place]
        if kind in ("sep", "number"):
            continue
        follows = end > 0 and not BREAK.match(masked[end - 1])  # stands right behind a name
        if kind == "label":
            token, mode = _label(end, place, whole)
            labelled = token.kind == "label"
            yield token
        elif kind == "phone":
            yield Token("unknown" if mode == "other" else "note", end, place, whole)
        elif kind == "mark_all":
            if every := MARK_ALL.fullmatch(whole):
                yield Token("mark_all", end, place, every["all"])
        elif kind == "mark":
            mark = MARK.fullmatch(whole)
            named = "\u4e00" <= text[place : place + 1] <= "\u9fff"
            if boxed_heads is None:
                boxed_heads = not follows or (labelled and named)  # 牵头单位：县审计局 【配合】县财政局
            heads = not follows or (boxed_heads and named)
            yield Token("label" if heads else "mark", end, place, mark["mark"] if mark else whole)
            mode = "names" if heads else mode
        else:
            if kind == "open":
                outside.append(mode)
                mode = "person" if follows and is_people_bracket(masked, end) else mode
            elif kind == "close":
                mode = outside.pop() if outside else "names"
            elif kind == "stop":
                mode = _after_stop(mode)
            yield Token(kind, end, place, whole)  # type: ignore[arg-type]


def _after_stop(mode: Mode) -> Mode:
    if mode in ("date", "other"):
        return "names"
    return "maybe" if mode == "person" else mode


def _label(start: int, end: int, whole: str) -> tuple[Token, Mode]:
    match = LABEL.match(whole)
    found = {key: value for key, value in match.groupdict().items() if value} if match else {}
    for kind, mode, keys in _LABEL_KINDS:
        for key in keys:
            if key in found:
                return Token(kind, start, end, found[key]), mode
    word = found.get("role") or found.get("boxed_role") or found.get("bare") or whole.rstrip("：: ")
    return Token("label", start, end, word), "both" if "both" in found else "names"


_LABEL_KINDS: tuple[tuple[TokenKind, Mode, tuple[str, ...]], ...] = (
    ("people_label", "person", ("people", "boxed_people", "bare_people")),
    ("date_label", "date", ("dates", "boxed_dates")),
    ("unknown", "other", ("other",)),
)


def _between(text: str, masked: str, start: int, end: int, mode: Mode) -> Iterator[Token]:
    """What stands between two labels or punctuation marks, by what the last label was about."""
    piece = text[start:end]
    dated = DATE_PHRASE.match(piece) if mode != "person" and not ends_a_name(piece) else None
    if mode == "date" or (dated and not _names_somebody(piece[dated.end() :])):
        yield Token("date", start, end, piece)
    elif dated:  # 6月底前由县财政局完成
        yield Token("date", start, start + dated.end(), dated[0])
        yield from _stretch(text, masked, start + dated.end(), end)
    elif mode == "other":
        yield Token("unknown", start, end, piece)
    elif (
        mode == "person"
        or (mode in ("maybe", "both") and is_person(piece))
        or (text[start - 1 : start] in (SURE_BLANK, SURE_LINE) and is_surely_person(piece))
    ):
        yield Token("person", start, end, piece)
    else:
        yield from _stretch(text, masked, start, end)


def _names_somebody(piece: str) -> bool:
    """Whether a name stands in `piece`, alone or with its verb: 由县财政局完成, not 取得明显成效."""
    return any(ends_a_name(piece[: verb.start()]) for verb in VERB.finditer(piece)) or ends_a_name(piece)


def _stretch(text: str, masked: str, start: int, end: int) -> Iterator[Token]:
    """Names, role verbs, 由 and 会同 between two punctuation marks."""
    place = start
    for match in _JOINT.finditer(masked[start:end]):
        first, last = start + match.start(), start + match.end()
        before = text[max(place, first - _WINDOW) : first]
        if match["by"]:
            if not FILLER.fullmatch(before):
                yield from _names(text, masked, place, first)
            place = last
        elif match["with"]:
            # At the very start 会同 is 会同县, a place, unless a comma goes before it.
            joins = ends_a_name(before) or (
                first == place and (place > start or masked[first - 1 : first] in COMMAS)
            )
            follows = text[last : min(end, last + _WINDOW)]
            if joins and first and (_names_somebody(follows) or sure_name_before(follows)):
                yield from _names(text, masked, place, first)
                yield Token("with", first, last, match["with"])
                place = last
        elif _is_role_word(match[0], before, last == end, masked, last) or (
            _URGE.fullmatch(match[0])
            and ends_a_name(before)
            and _names_somebody(text[last : min(end, last + _URGED)])
        ):
            yield from _names(text, masked, place, first)
            yield Token("verb", first, last, text[first:last])
            place = last
            if is_field(masked[last:end]) and masked[last] not in LEVEL:  # 县融媒体中心配合宣传
                yield Token("unknown", last, end, text[last:end])
                return
            if match[0].endswith("负责") and last < end and not STRONG_VERB.search(masked, last, end):
                yield Token("unknown", last, end, text[last:end])  # the matter: 负责审计监督
                return
    yield from _names(text, masked, place, end)


def _is_role_word(word: str, before: str, at_end: bool, masked: str, place: int) -> bool:
    """Whether a verb found in a stretch says a role: 平台建设 does not, 县财政局牵头各乡镇 does."""
    if at_end and not WORK.fullmatch(word):
        return True
    return (at_end or STRONG_VERB.search(word) is not None) and _may_follow(before, masked, place)


def _may_follow(before: str, masked: str, place: int) -> bool:
    """Whether a role word inside a stretch is one: after a name or nothing, and no noun follows it."""
    named = not before or ends_a_name(before) or is_field(before) or OPEN_TAIL.search(before) is not None
    return named and not NOT_A_VERB.match(masked, place)


def _names(text: str, masked: str, start: int, end: int) -> Iterator[Token]:
    """One stretch of names joined by 和, 及, 与; a 和 inside a name stays there."""
    joints = [(start + m.start(), start + m.end()) for m in CONJUNCTION.finditer(masked[start:end])]
    last_is_name = ends_a_name(OPEN_TAIL.sub("", text[max(start, end - _WINDOW) : end]) or text[start:end])
    place = start
    for number, (first, last) in enumerate(joints):
        following = joints[number + 1][0] if number + 1 < len(joints) else end
        if first == place:
            if first == start and start and last < end and masked[start - 1] in f"{COMMAS}{CLOSE}、":
                place = last  # 、和县财政局
            continue
        right_is_name = last_is_name or ends_a_name(text[max(last, following - _WINDOW) : following])
        if right_is_name and may_end_before_and(
            text[max(place, first - _WINDOW) : first], text[last:following]
        ):
            yield from _one(text, place, first)
            if INNER_OFFICE.search(text[place:first]):
                yield Token("doubt", first, last, text[first:last])  # 办公室和财务科, 实验室与设备管理处
            place = last
    yield from _one(text, place, end)


def _one(text: str, start: int, end: int) -> Iterator[Token]:
    """One name without its number, and the open tail (等部门) after it as a token of its own."""
    while end > start and text[end - 1] in ".．…":
        end -= 1
    numbered = NUMBERING.match(text, start, end)
    start = numbered.end() if numbered else start
    window = max(start, end - _WINDOW)
    tail = OPEN_TAIL.search(text[window:end])
    cut = window + tail.start() if tail else end
    if cut > start:
        yield Token("name", start, cut, text[start:cut])
    if tail:
        yield Token("tail", cut, end, text[cut:end])
