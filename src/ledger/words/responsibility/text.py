"""Responsibility words made ready for reading: noise blanks taken out, what must stay whole covered up.

Blanks and line breaks are noise inside a word (牵 头) and separators between two names. A bracket that
follows a name belongs to it (县卫健局（县疾控局）), unless it holds a role, a number or a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ledger.words.lexicon import DATE_LABEL, LEVEL, NOUN, PEOPLE, ROLE_LABEL, ROLES, any_of
from ledger.words.numerals import number
from ledger.words.responsibility.names import (
    ends_a_name,
    is_people_bracket,
    is_surely_person,
    is_surnamed,
    strip_tail_bracket,
)
from ledger.words.responsibility.vocabulary import (
    BREAK,
    CLOSE,
    CONJUNCTION,
    DOUBTFUL_BLANK,
    DOUBTFUL_LINE,
    FIRST_LEADS,
    FIXED,
    LABEL,
    LONE_NOTE,
    MARK,
    MARK_ALL,
    MASK,
    NOTE,
    OPEN,
    SHARED_KIND,
    STRONG,
    SURE_BLANK,
    SURE_LINE,
    TOGETHER,
    VERB,
)

_NEAR = 24  # characters looked at on either side of a blank
_LONGEST_BRACKET = 120

_STARTS_A_NAME = re.compile(
    rf"[{LEVEL}各](?!委会).|国家|中央|有关|相关|其[他它余]|所有|全体|国务院|人民银行|共青团|团[{LEVEL}]委|中国|{ROLES}|(?:{PEOPLE}|{DATE_LABEL})[:：]|[【\[〔（(]"
)
_ROLE_BEFORE = re.compile(
    rf"(?:^|[^各关])(?:(?:{ROLES})(?:{NOUN}|[处科股])|{any_of(STRONG)}|落实|实施|参与|协助)$|(?:责任人|负责人|联系人|领导)$|[:：]$"
)
_BODY = re.compile(r"(?:^|.)[省市县区州]?(?:委|政府|人民政府|人大|政协)$")
_PLACE = re.compile("(?![各有等])[\u4e00-\u9fff]{1,5}(镇|乡|街道|村|社区)")
_QUOTED = re.compile('[“"‘《][^“”"‘’《》]{1,30}[”"’》]')
_INNER = re.compile(rf"{BREAK.pattern}|[和及与]")
_PLAIN_LABEL = re.compile(rf"(?:{ROLE_LABEL}|{PEOPLE}|{DATE_LABEL}|[\u4e00-\u9fff]{{2,4}}(?:单位|部门))[:：]")
_NUMBER = re.compile("[0-9０-９一二三四五六七八九十]{1,2}")


def tidy(printed: str) -> tuple[str, list[int]]:
    """The words without noise blanks, and for each character kept its place in `printed`.

    A blank stays (as `SURE_BLANK`) where it divides two names or follows a role word, as
    `DOUBTFUL_BLANK` where the second name has no level of its own before it (县财政局 审计局).
    `**` is bold left over from Markdown.
    """
    text: list[str] = []
    at: list[int] = []
    for match in re.finditer(r"\*{2,}|\s+|[^\s*]+|\*", printed):
        kept = match[0]
        if kept.isspace():
            line = "\n" in kept
            right = printed[match.end() : match.end() + _NEAR]
            kept = blank_between("".join(text[-_NEAR:])[-_NEAR:], right)
            if line:
                kept = _LINES.get(kept, SURE_LINE if _BOXED_ROLE.match(right) else kept)
        if kept and not kept.startswith("**"):
            text.append(kept)
            at.extend(range(match.start(), match.start() + len(kept)))
    return "".join(text), at


_LINES = {SURE_BLANK: SURE_LINE, DOUBTFUL_BLANK: DOUBTFUL_LINE}
_BOXED_ROLE = re.compile(rf"[【\[［〔](?:{ROLE_LABEL})[】\]］〕](?=[\u4e00-\u9fff])")
_OWN_PLACE = re.compile(  # 团县委⏎例县农商银行; no 国网⏎例县供电公司, 县委⏎办公室
    rf"[\u4e00-\u9fff]{{1,3}}(?:[{LEVEL}](?![分支委]|办公)[\u4e00-\u9fff]{{2}}|街道|社区)"
)


def blank_between(left: str, right: str) -> str:
    """What a blank between `left` and `right` is: a separator (sure or doubtful), or "" for noise."""
    if _PLAIN_LABEL.match(right) and left:
        return SURE_BLANK
    left = BREAK.split(strip_tail_bracket(left))[-1] or left[-1:]
    right = BREAK.split(right)[0] or right[:1]
    if not left or not right or BREAK.match(right):
        return ""
    if _ROLE_BEFORE.search(left) or (is_surnamed(left) and is_surnamed(right)):
        return SURE_BLANK
    if is_surely_person(left) and (_STARTS_A_NAME.match(right) or right[0].isdigit()):
        return SURE_BLANK
    if not ends_a_name(left):
        return SURE_BLANK if _acts(left) else ""
    verb = VERB.search(right)
    right = right[: verb.start()] if verb and verb.start() > 1 else right
    if _STARTS_A_NAME.match(right) or is_surnamed(right) or right.isdigit():
        return SURE_BLANK
    if (one := _PLACE.fullmatch(left)) and (other := _PLACE.fullmatch(right)) and one[1] == other[1]:
        return SURE_BLANK  # 城关镇 河东镇
    divides = not _BODY.search(left) or _OWN_PLACE.match(right) or _PLACE.fullmatch(right)
    return DOUBTFUL_BLANK if ends_a_name(right) and divides else ""


def _acts(left: str) -> bool:
    """Whether a name and its role end here: 县财政局牵头抓总."""
    return any(verb.end() == len(left) and ends_a_name(left[: verb.start()]) for verb in VERB.finditer(left))


def mask(text: str, whole: Collection[str]) -> str:
    """`text` with everything that must not be cut replaced by `MASK`, length kept: names in `whole` that
    hold a separator or a role word, quotations, fixed expressions, brackets that belong to a name."""
    names = [name for name in whole if _could_be_cut(name)]
    masked = re.sub(any_of(names), _cover, text) if names else text
    masked = _QUOTED.sub(_cover, masked)
    masked = SHARED_KIND.sub(lambda match: _cover(match) if sharing(match) else match[0], masked)
    masked = FIXED.sub(lambda match: _INNER.sub(MASK, match[0]), masked)
    chars = list(masked)
    for start, end in _brackets(masked):
        if start and chars[start] != MASK and _belongs_to_name(masked, start, end):
            chars[start:end] = MASK * (end - start)
    return "".join(chars)


def sharing(match: re.Match[str]) -> list[tuple[int, int]]:
    """Where the places of 河东、河西两个街道办事处 stand in the words matched; none where they are not as many as said."""
    places = [
        found.span() for found in re.finditer(r"[\u4e00-\u9fff]+", re.sub("[和及与]", "、", match["places"]))
    ]
    names = [match["places"][start:end] for start, end in places]
    whole = any(ends_a_name(name) and not name.endswith(match["kind"]) for name in names)
    return places if not whole and number(match["count"]) == len(places) else []


def _cover(match: re.Match[str]) -> str:
    return MASK * len(match[0])


def _could_be_cut(name: str) -> bool:
    return any(pattern.search(name) for pattern in (BREAK, CONJUNCTION, VERB, TOGETHER))


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Pairs by place, outer ones first. Kinds of bracket are not told apart: sources mix them."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for place, char in enumerate(text):
        if char in OPEN:
            opened.append(place)
        elif char in CLOSE and opened:
            pairs.append((opened.pop(), place + 1))
    yield from sorted(pairs)


def _belongs_to_name(text: str, start: int, end: int) -> bool:
    if BREAK.match(text[start - 1]) or end - start > _LONGEST_BRACKET:
        return False
    whole, inside = text[start:end], text[start + 1 : end - 1]
    if is_people_bracket(text, start):
        return False
    if any(pattern.fullmatch(whole) for pattern in (MARK, MARK_ALL, LABEL)):
        return False
    if _NUMBER.fullmatch(inside) or LONE_NOTE.fullmatch(inside):
        return False
    if any(pattern.search(inside) for pattern in (FIRST_LEADS, NOTE, _PLAIN_LABEL)):
        return False
    verb = VERB.search(inside)
    ends_with_verb = verb is not None and verb.end() == len(inside)
    return not ends_with_verb and not _ROLE_BEFORE.search(text[max(0, start - _NEAR) : start])
