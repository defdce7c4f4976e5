"""Blanks and line breaks in responsibility words: noise inside a word (牵 头), a separator between two names."""

from __future__ import annotations

import re

from ledger import lazy_re
from ledger.words.lexicon import (
    COUNCIL,
    DATE_LABEL,
    LETTERS,
    LEVEL,
    NOUN,
    OTHER_LABEL,
    PEOPLE,
    ROLE_LABEL,
    ROLES,
    SURNAMES,
    TITLES,
    WHOSE,
    any_of,
)
from ledger.words.responsibility import names, table

_NEAR = 24  # characters looked at behind a blank; twice as many before it

_STARTS_A_NAME = lazy_re.compile(
    rf"[{LEVEL}各](?!委会).|驻[{LEVEL}]|国家|中央|有关|相关|其[他它余]|所有|全体|国务院|人民银行|共青团|团[{LEVEL}]委|中国|{ROLES}|(?:{PEOPLE}|{DATE_LABEL})[:：]|[【\[〔（({re.escape(table.SIGNS)}]"
)
_STARTS_AN_ITEM = lazy_re.compile(
    r"[0-9０-９]{1,2}[.．、)）]?[\u4e00-\u9fff]|[一二三四五六七八九十]{1,2}、|[①-⑳]"
)
ROLE_BEFORE = lazy_re.compile(
    rf"(?:^|[^各关政])(?:(?:{ROLES})(?:{NOUN}|[处科股])|{any_of(table.STRONG)}|落实|实施|参与|协助)$|(?:责任人|负责人|联系人|领导)$|[:：]$"
)
_BODY = lazy_re.compile(r"(?:^|.)[省市县区州]?(?:委|政府|人民政府|人大|政协)$")
_PART = lazy_re.compile(
    "机关|(?!政协|人大|政府|党委).{0,5}(?:[室部办科股处委会组]|党校|党组|中心)"
)  # what a body has: 县委⏎办公室
_PLACE = lazy_re.compile("(?![各有等])[\u4e00-\u9fff]{1,5}?(?:([镇乡]|街道(?:办事处|办)?)|(村|社区))")
# 县城投公司 水务集团: neither is a part of the other, as 国库支付中心, a 分局 or a 派出所 may be.
_WHOLE = lazy_re.compile(r".+(?:[局委办社]|公司|集团)")
_NO_PART = lazy_re.compile(
    "(?!办公|内设|派出).*(?:(?<!分)(?<!稽查)局|委|管委会|[^省市县区州旗]+(?<!分)公司|集团|银行|总社|联社|联合会)"
)
_CUT_NAME = lazy_re.compile(rf"[{LEVEL}][^{LEVEL}委局办院]|国家税务总局|国家统计局|国网")  # 县科⏎学技术局
_COUNCIL = lazy_re.compile(rf"(?:{COUNCIL}|委会)$")  # 县安委会⏎办公室
_GOES_ON = lazy_re.compile(
    "员会|公室|事处|会办公室|小组|总局|[分支]局|分公司|支行|分行|[支大中]队|(?:公司|办事处)(?![\u4e00-\u9fff])"
)  # 领导⏎小组, 例县⏎分局
_SEAT = lazy_re.compile(rf"(?<!团)[{LEVEL}](?:委|(?:人民)?政府)$")  # 县委 书记 is of the county
_POST = lazy_re.compile(rf"(?:副|党[委组]|常务|分管|主要|主管)*(?:{TITLES})(?:[{SURNAMES}]|$)")
PLAIN_LABEL = lazy_re.compile(
    rf"(?:{ROLE_LABEL}|(?:{WHOSE})?(?:{PEOPLE})|{DATE_LABEL}|{OTHER_LABEL}|[\u4e00-\u9fff]{{2,4}}(?:单位|部门))[:：]"
)

_ROLE_LABEL = lazy_re.compile(rf"(?:{ROLE_LABEL})[:：]")
_LETTER_LABEL = lazy_re.compile(rf"[{''.join(LETTERS)}][:：]")  # 牵：县教育局 配：县财政局


def tidy(printed: str) -> tuple[str, list[int]]:
    """The words without noise blanks, and for each character kept its place in `printed`.

    A blank stays (as `table.SURE_BLANK`) where it divides two names or follows a role word, as
    `table.DOUBTFUL_BLANK` where the second name has no level of its own before it (县财政局 审计局).
    `**` is bold left over from Markdown.
    """
    text: list[str] = []
    at: list[int] = []
    for match in re.finditer(r"\*{2,}|\s+|[^\s*]+|\*", printed):
        kept = match[0]
        if kept.isspace():
            line = "\n" in kept
            right = printed[match.end() : match.end() + _NEAR]
            kept = blank_between("".join(text[-_NEAR:])[-2 * _NEAR :], right)
            if line:
                kept = _LINES.get(kept, table.SURE_LINE if _BOXED_ROLE.match(right) else kept)
        if kept and not kept.startswith("**"):
            text.append(kept)
            at.extend(range(match.start(), match.start() + len(kept)))
    return "".join(text), at


_LINES = {table.SURE_BLANK: table.SURE_LINE, table.DOUBTFUL_BLANK: table.DOUBTFUL_LINE}
_BOXED_ROLE = lazy_re.compile(rf"[【\[［〔](?:{ROLE_LABEL})[】\]］〕](?=[\u4e00-\u9fff])")
_OWN_PLACE = lazy_re.compile(  # 团县委⏎例县农商银行; no 国网⏎例县供电公司, 县委⏎办公室
    rf"[\u4e00-\u9fff]{{1,3}}(?:[{LEVEL}](?![分支委]|办公)[\u4e00-\u9fff]{{2}}|街道|社区)|[\u4e00-\u9fff]{{2,3}}村"
)


def blank_between(left: str, right: str) -> str:
    """What a blank between `left` and `right` is: a separator (sure or doubtful), or "" for noise."""
    spaced = _ROLE_LABEL.match(re.sub(r"\s", "", right)) if right[1:2].isspace() else None  # 配 合：
    if (spaced or PLAIN_LABEL.match(right) or _LETTER_LABEL.match(right)) and left:
        return table.SURE_BLANK
    numbered = _STARTS_AN_ITEM.match(right) is not None
    left = left.rstrip(table.SIGNS)
    while (bare := names.strip_tail_bracket(left)) != left:  # 县委宣传部（县文明办）（6月底前）
        left = bare
    left = table.BREAK.split(left)[-1] or left[-1:]
    right = table.BREAK.split(right)[0] or right[:1]
    if not left or not right or table.BREAK.match(right):
        return ""
    if (
        (_CUT_NAME.fullmatch(left) and not _STARTS_A_NAME.match(right))
        or _GOES_ON.match(right)
        or (right.startswith("街道") and not names.ends_a_name(left))
        or (_COUNCIL.search(left) and right.startswith("办公室"))
    ):
        return ""
    if ROLE_BEFORE.search(left) or (_is_person(left) and _is_person(right)):
        return table.SURE_BLANK
    if numbered and (names.ends_a_name(left) or names.is_surely_person(left)):
        return table.SURE_BLANK
    if names.ends_a_person(left) and (
        _STARTS_A_NAME.match(right) or names.ends_a_name(right) or names.split_person(right)
    ):
        return table.SURE_BLANK
    if (
        left[0] == right[0]
        and left[0] in "省市县区州旗"
        and len(left) > 2
        and names.ends_a_name(_before_verb(right))
    ):
        return table.SURE_BLANK  # 县某某园⏎县水利局, whatever the first is
    if not names.ends_a_name(left):
        return table.SURE_BLANK if _acts(left) else ""
    if _POST.match(right) and not _SEAT.search(left):
        return table.SURE_BLANK  # 县教育局 局长 张某
    right = _before_verb(right)
    if _STARTS_A_NAME.match(right) or names.is_surnamed(right):
        return table.SURE_BLANK
    one, other = _PLACE.fullmatch(left), _PLACE.fullmatch(right)
    if other and (one or (other[1] and left[-1] not in LEVEL)):
        same = one is None or (one[1] and other[1]) or (one[2] and one[2] == other[2])
        return (
            table.SURE_BLANK if same else table.DOUBTFUL_BLANK
        )  # 县司法局 城关镇 河东乡, but 城关镇 河东社区
    divides = (
        not (_BODY.search(left) and _PART.fullmatch(right))
        or _OWN_PLACE.match(right)
        or _PLACE.fullmatch(right)
    )
    if not (names.ends_a_name(right) and divides):
        return ""
    return table.SURE_BLANK if _WHOLE.fullmatch(left) and _NO_PART.fullmatch(right) else table.DOUBTFUL_BLANK


def _before_verb(words: str) -> str:
    verb = next(table.verbs(words), None)
    return words[: verb.start] if verb and verb.start > 1 else words


def _is_person(words: str) -> bool:
    return names.is_surnamed(words) or names.is_surely_person(words)


def _acts(left: str) -> bool:
    """Whether a name and its role end here: 县财政局牵头抓总."""
    return any(verb.end == len(left) and names.ends_a_name(left[: verb.start]) for verb in table.verbs(left))
