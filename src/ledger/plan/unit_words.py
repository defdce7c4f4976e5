"""The vocabulary of responsibility sentences (责任分工用语) and their division into tokens.

Blanks and line breaks are noise inside a word (牵 头) and separators between two names; a bracket that
follows a name belongs to it, unless it holds a role: 县财政局（牵头）. Everything here looks at a bounded
stretch around a place, so that the whole takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from ledger.plan.unit_names import LEVEL, any_of, ends_a_name, is_field, is_person, is_surnamed, words

Family = Literal["lead", "support", "neutral"]
"""What a role word says by itself. `neutral` (落实, 责任单位, 负责) depends on whether anybody leads."""

LEADS = words("牵头 主办 主责 主抓 抓总 负总责 领办")
DOUBTFUL_LEADS = words("主要责任 第一责任 首要责任 主导")
SUPPORTS = words("配合 协办 协同 协助 协作 参与 参加 支持 会办 联办 协管 会签 协调")
DOUBTFUL_SUPPORTS = words("指导 督导 督办 督促 监督 监管 审核 验收 主管 统筹")
NEUTRALS = words(
    "责任 落实 承办 负责 实施 执行 承担 组织实施 完成 推进 推动 办理 抓落实 建设 申报 填报 报送 具体责任 "
    "主体责任 共同责任 任务 分管 包抓 包保 整改 公开"
)
_LABEL_ROLES = LEADS + DOUBTFUL_LEADS + SUPPORTS + DOUBTFUL_SUPPORTS + NEUTRALS


def family_of(word: str) -> Family:
    """`牵头落实` leads, `配合落实` supports, `负责落实` is neutral."""
    if any(lead in word for lead in (*LEADS, *DOUBTFUL_LEADS)):
        return "lead"
    if any(support in word for support in SUPPORTS):
        return "support"
    rest = word
    for neutral in ("负责", "落实", "实施", "责任", "承办"):
        if neutral in rest:
            return "neutral"
    return "support" if any(word_ in word for word_ in DOUBTFUL_SUPPORTS) else "neutral"


def is_doubtful(word: str) -> bool:
    """Whether a role word is one whose role can be argued about (督办单位, 第一责任单位)."""
    if any(sure in word for sure in (*LEADS, *SUPPORTS)):
        return False
    if any(lead in word for lead in DOUBTFUL_LEADS):
        return True
    return family_of(word) == "support"


_OPEN, _CLOSE = "（(〔【[［{", "）)〕】]］}"
_STOPS = "；;。！!?？"
_COMMAS = "，,"
_SEPARATORS = "、/／|｜+＋•·－—-–：:*★▲△※~～"
SURE_BLANK, DOUBTFUL_BLANK = " ", "\u2002"
MASK = "\ue000"

_NOUN = r"单位|部门|科室|处室|股室|司局|机构|主体|县区|乡镇|企业|机关|地区|学院|方"
_ROLES = any_of(_LABEL_ROLES)
_PEOPLE = (
    r"(?:第一|直接|具体|主要|主管|分管|牵头|责任|联系|包联|包保|包抓|挂钩|挂联|挂点|带队|分包|督导|协管|配合|市|县|区|省|镇|乡|局|级|政府|党政|单位|部门|科室|总)"
    r"{0,4}(?:责任人员|责任人|负责人|负责同志|领导|联系人|联络员|牵头人|经办人|填报人|承办人|召集人|完成人|副组长|组长|"
    r"责任县长|县长|市长|局长|书记)(?:[（(][^（()）]{1,10}[)）])?(?:及(?:联系)?电话)?"
)
_DATES = (
    r"(?:(?:计划|工作|任务|整改|办结|完成|报送|上报|落实|实施|公开|工作推进|具体)?(?:时限|期限|时间|日期|时间节点|时间安排|时间要求|"
    r"时间进度|进度安排|时限要求|节点)(?:要求)?)"
)
_ROLE_LABEL = (
    rf"(?:(?:[{LEVEL}局校院][级直属]))?(?:第一|主要|主体|共同|具体|总|主)?(?:{_ROLES}){{1,2}}"
    rf"(?:[（(/、和及](?:{_ROLES})[)）]?)?"
    rf"(?:(?:[{LEVEL}][级直])?(?:{_NOUN})(?:[（(](?:{_NOUN}|责任人|人|盖章|公章|牵头)[)）])?)?"
)
_WITH_PEOPLE = r"(?:[、/和及与]?(?:具体|直接)?(?:责任人|负责人|联系人))?"
_ITEM_START = rf"(?:^|(?<=[{re.escape(_STOPS + _COMMAS + _OPEN + _CLOSE)}、 \u2002\n]))"
_NOTES = (
    r"(?:均?(?:列|排|排名|排列|排序|名列)?(?:在)?(?:第一|首)(?:位|个|名)?(?:的|者)?(?:责任)?(?:单位|部门)?(?:的|者)?"
    r"(?:均)?(?:为|是)(?:总?牵头|主办|主责)(?:单位|部门|责任单位)?)"
)
_PLAIN_NOTES = (
    r"排名不分先后|不分先后|以?下同|以下各项均需|不再(?:逐一)?列出|不再重复|下同|(?:以上)?各?(?:单位|部门)?各(?:负|司)其(?:责|职)|分工协作|"
    r"盖章|公章"
)

_OTHER = r"(?:(?:联系|办公)?电话|手机(?:号码?)?|联系方式|备注|(?:电子)?邮箱|地址|职务|工作目标|目标任务|工作内容|工作措施)"

LABEL = re.compile(
    rf"(?P<people>{_PEOPLE}[:：])|(?P<other>{_OTHER}[:：])|(?P<dates>{_DATES}[:：])"
    rf"|(?P<role>{_ROLE_LABEL})(?P<both>{_WITH_PEOPLE})(?:[:：])"
    rf"|[【\[［〔](?P<boxed>{_ROLE_LABEL})[】\]］〕][:：]?"
    rf"|[【\[［〔](?P<boxed_people>{_PEOPLE})[】\]］〕][:：]?"
    rf"|[【\[［〔](?P<boxed_dates>{_DATES})[】\]］〕][:：]?"
    rf"|{_ITEM_START}(?P<bare>(?:第一|主要|主体|共同|具体|总)?(?:{_ROLES})(?:{_NOUN}))"
    rf"(?:为|是|由|[ \u2002]|(?=[（({LEVEL}各]))"
)
MARK = re.compile(rf"[（(](?:为)?(?P<mark>{_ROLE_LABEL})[)）][:：]?")
FIRST_LEADS = re.compile(_NOTES)
NOTE = re.compile(_PLAIN_NOTES)

_DUTY = r"职(?:责|能)(?:任)?"
_ADVERB = (
    rf"(?:按照?|依照?|依据|根据|结合)(?:各自|其|部门|有关|相关|法定|本单位|工作|单位)?(?:的)?{_DUTY}(?:和?(?:任务)?分工|范围|要求)?|"
    rf"(?:按照?|根据)(?:任务|责任|部门|工作)?分工|在(?:各自|其)?{_DUTY}范围内|结合(?:各自|本地|本单位|工作)?实际|"
    r"分别|共同|联合|具体|组织|统一|统筹|积极|密切|主动|全力|协调|予以|给予|做好|抓好|各自|全程|同步|分级|分工|分头|按要求|"
    r"要|应|需|直接|主要|总体|整体|全面|切实|认真|抓|督促|指导"
)
_STRONG = words("牵头 负责 配合 主办 协办")
_WEAK = words(
    "落实 实施 推进 执行 协助 支持 协同 参加 参与 完成 承担 承办 办理 指导 督导 监督 统筹 主抓 抓总 "
    "研究提出落实意见 研究提出意见 研究提出 研究落实 提出落实意见 负总责 推动 协作 会办 会签 主责 领办 督办 督促 协调 开展 抓落实 具体抓 整改 审核 建设"
)
_TAIL = (
    r"(?:(?:相关|有关|具体|日常|落实|此项|该项|各项|配套|牵头)?(?:工作|任务|事宜|事项))|到位|见效|抓总|总责|汇总|并|组织|实施|"
    r"推进|完成|落实"
)
_CORE = any_of(_STRONG + _WEAK).replace("协办", "(?<!政)协办")
VERB = re.compile(
    rf"作?为(?:{_ROLES})(?:{_NOUN})|"
    rf"(?:{_ADVERB}){{0,4}}(?:{_CORE})(?:{_CORE}|{_TAIL}|{_ADVERB}){{0,8}}"
)
_STRONG_VERB = re.compile("|".join(_STRONG))
_NOT_A_VERB = re.compile(rf"(?:{_NOUN}|[{LEVEL}][级直]|的|人|制)")
LONE_NOTE = re.compile(rf"(?:以上)?(?:各)?(?:单位|部门)?(?:{_ADVERB}){{1,4}}")
TOGETHER = re.compile(
    r"会同|商(?![务业会贸标品行城南河丘洛水州检事])|联合(?![会社体国大执工总中组])|协同(?!单位|部门)"
)
BY = re.compile(r"(?<![自理缘])由|(?<![申邀])请(?=[省市县区州各国镇乡])")
FILLER = re.compile(
    r"(?:并|则|再|其中|另|另外|以及|分别|具体|主要|原则上|统一|均|以上|上述|该|此|本|这|项|各|些|工作|任务|事项|要求|相关|拟)*"
)
CONJUNCTION = re.compile(r"以及|及其|[和及与暨]|并(?=各|[省市县区州])")
_NUMBERED = "(?:多|余|[0-9０-９]{1,3}|[一二三四五六七八九十两]{1,3})"
OPEN_TAIL = re.compile(
    rf"(?<![高中初平同优])等(?:{_NUMBERED}余?)?(?:个|家)?(?:[{LEVEL}](?:[级直属]|政府)?(?!政府))?(?:[及与和、])?"
    r"(?:有关|相关|其他|各|成员|责任|配合|参与|主管|职能|行业|业务|领域|行政|监管|执法|承担任务|涉及|的){0,4}"
    r"(?:部门|单位|科室|处室|股室|司局|机构|企业|乡镇|镇街|街道|县区|区县|地区|地|镇|乡|县|区|公司|银行|高校|学校)?"
    r"(?:[、和及与](?:单位|部门|企业|机构|个人|乡镇))?(?:[（(](?:单位|部门|企业|机构)[)）])?$"
)
# Separators that stand inside one expression.
_FIXED = re.compile(
    r"党委(?:[、和]|（党组）、?)(?:人民)?政府|党[（(]?工[)）]?委[、和](?:管委会|办事处)|(?:部门|单位|机构)[、和及](?:部门|单位|企业|机构)(?=$|[^\u4e00-\u9fff]|牵头|配合|落实|负责|按|分|共|参|等|具|组|协)|"
    rf"各(?:[{LEVEL}地]|自治区|自治州|直辖市|自治县)(?:[（(][^（()）]{{1,12}}[)）])?(?:[、和及](?:[{LEVEL}]|自治区|自治州|直辖市|自治县|自治旗|新区)(?:[（(][^（()）]{{1,12}}[)）])?)+"
    rf"(?=人民政府|政府|党委|级|教育|财政|$|[、，,；;。）)〕\]】 ]|牵头|配合|落实|负责|按|分别|和有关|及有关|有关|相关)|"
    r"[省市县区州](?:[、][省市县区州乡镇村])+(?:[级]|三级|两级|四级|各级)|企、事业单位|党、政|各[部委办厅局行社](?:[、和][部委办厅局行社院])+|"
    rf"(?:^|(?<=[及和与，,；;]))(?:中央|[{LEVEL}])(?:、[{LEVEL}])+(?=驻|属|直|级)"
)

NUMBERED_ITEM = re.compile(r"(?:[0-9０-９]{1,2}[.．)）]|[①-⑳])")

TokenKind = Literal[
    "name", "tail", "verb", "label", "people_label", "date_label", "mark", "with", "person", "date", "note",
    "first", "comma", "sep", "stop", "close", "unknown", "doubt",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    kind: TokenKind
    start: int
    end: int
    text: str


def tidy(printed: str) -> tuple[str, list[int]]:
    """The words without noise blanks, and for each character kept its place in `printed`.

    A blank stays (as `SURE_BLANK`) where it divides two names or follows a role word, as
    `DOUBTFUL_BLANK` where the second name has no level of its own before it (县财政局 审计局).
    """
    text: list[str] = []
    at: list[int] = []
    for match in re.finditer(r"\s+|[^\s]", printed):
        if not match[0].isspace():
            text.append(match[0])
            at.append(match.start())
            continue
        blank = _blank_between("".join(text[-24:]), printed[match.end() : match.end() + 24])
        if blank:
            text.append(blank)
            at.append(match.start())
    return "".join(text), at


_STARTS_A_NAME = re.compile(
    rf"[{LEVEL}各](?!委会)|国家|中央|有关|相关|国务院|人民银行|共青团|中国|{_ROLES}|{_PEOPLE}[:：]|{_DATES}[:：]|[【\[〔（(]"
)
_BREAK = re.compile(rf"[{re.escape(_STOPS + _COMMAS + _OPEN + _CLOSE + _SEPARATORS)}\s]")
_ROLE_BEFORE = re.compile(
    rf"(?:^|[^各关])(?:(?:{_ROLES})(?:{_NOUN})|{any_of(_STRONG)}|落实|实施|参与|协助)$|[:：]$"
)
_BODY = re.compile(r"(?:^|.)[省市县区州]?(?:委|政府|人民政府|人大|政协)$")


def _blank_between(left: str, right: str) -> str:
    """What a blank between `left` and `right` is: a separator (sure or doubtful), or "" for noise."""
    left = _BREAK.split(left)[-1] or left[-1:]
    right = _BREAK.split(right)[0] or right[:1]
    if not left or not right or _BREAK.match(right):
        return ""
    if _ROLE_BEFORE.search(left):
        return SURE_BLANK
    if is_surnamed(left) and is_surnamed(right):
        return SURE_BLANK
    if not ends_a_name(left):
        return ""
    if _STARTS_A_NAME.match(right) or is_surnamed(right):
        return SURE_BLANK
    return DOUBTFUL_BLANK if ends_a_name(right) and not _BODY.search(left) else ""


_QUOTED = re.compile("[“\"‘《][^“”\"‘’《》]{1,30}[”\"’》]")
_INNER = re.compile(rf"{_BREAK.pattern}|[和及与]")


def mask(text: str, whole: Collection[str]) -> str:
    """`text` with everything that must not be cut replaced by `MASK`, length kept: names in `whole`
    that hold a separator or a role word, fixed expressions, and brackets that belong to a name."""
    masked = text
    names = [name for name in whole if _needs_mask(name)]
    if names:
        masked = re.sub(any_of(names), lambda match: _hide(match[0]), masked)
    masked = _QUOTED.sub(lambda match: _hide(match[0]), masked)
    masked = _FIXED.sub(lambda match: _INNER.sub(MASK, match[0]), masked)
    chars = list(masked)
    for start, end in _brackets(masked):
        if chars[start] != MASK and start and _belongs_to_name(masked, start, end):
            chars[start:end] = [MASK] * (end - start)
    return "".join(chars)


def _hide(name: str) -> str:
    return MASK * len(name)


def _needs_mask(name: str) -> bool:
    return bool(_BREAK.search(name) or CONJUNCTION.search(name) or VERB.search(name) or TOGETHER.search(name))


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Outer pairs first, by place. Kinds of bracket are not told apart: sources mix them."""
    stack: list[int] = []
    pairs: list[tuple[int, int]] = []
    for place, char in enumerate(text):
        if char in _OPEN:
            stack.append(place)
        elif char in _CLOSE and stack:
            pairs.append((stack.pop(), place + 1))
    yield from sorted(pairs)


_PLAIN_LABEL = re.compile(rf"(?:{_ROLE_LABEL}|{_PEOPLE}|{_DATES})[:：]")


def _belongs_to_name(text: str, start: int, end: int) -> bool:
    before = text[start - 1]
    if _BREAK.match(before) or end - start > 120:
        return False
    inside = text[start + 1 : end - 1]
    whole = text[start:end]
    lead_in = text[max(0, start - 12) : start]
    if whole[0] in "【[［〔" and LABEL.fullmatch(whole):
        return False
    if (
        MARK.fullmatch(whole)
        or FIRST_LEADS.search(inside)
        or NOTE.search(inside)
        or LONE_NOTE.fullmatch(inside)
    ):
        return False
    if _PLAIN_LABEL.search(inside) or _ROLE_BEFORE.search(lead_in):
        return False
    verb = VERB.search(inside)
    return not (verb and verb.end() == len(inside))


def _nameless(pattern: re.Pattern[str]) -> str:
    return re.sub(r"[(][?]P<[a-z_]+>", "(?:", pattern.pattern)


_SCAN = re.compile(
    rf"(?P<first>{FIRST_LEADS.pattern})|(?P<note>{NOTE.pattern})"
    rf"|(?P<label>{_nameless(LABEL)})|(?P<mark>{_nameless(MARK)})"
    rf"|(?P<stop>[{re.escape(_STOPS + _OPEN)}])|(?P<close>[{re.escape(_CLOSE)}])|(?P<comma>[{_COMMAS}])"
    rf"|(?P<doubt>\u2002)|(?P<sep>[{re.escape(_SEPARATORS)} ])"
)


def tokens_of(text: str, masked: str) -> Iterator[Token]:
    """Labels, marks, punctuation, notes; what lies between them is divided by `_stretch`."""
    place, mode = 0, "names"
    for match in [*_SCAN.finditer(masked), None]:
        end = match.start() if match else len(text)
        if end > place:
            yield from _between(text, masked, place, end, mode)
        if match is None:
            return
        place = match.end()
        kind, whole = match.lastgroup, text[match.start() : place]
        if kind == "label":
            token, mode = _label(match.start(), place, whole, masked[match.start() - 1 : match.start()])
            yield token
        elif kind == "mark":
            word = MARK.fullmatch(whole)
            after_name = match.start() > 0 and not _BREAK.match(masked[match.start() - 1])
            yield Token(
                "mark" if after_name else "label", match.start(), place, word["mark"] if word else whole
            )
            mode = mode if after_name else "names"
        else:
            if kind in ("stop", "close"):
                mode = "names" if mode in ("date", "other") or kind == "close" else "maybe" if mode == "person" else mode
            yield Token(kind, match.start(), place, whole)  # type: ignore[arg-type]


def _label(start: int, end: int, whole: str, before: str) -> tuple[Token, str]:
    match = LABEL.fullmatch(whole) or LABEL.match(whole)
    found = {key: value for key, value in match.groupdict().items() if value} if match else {}
    if "people" in found or "boxed_people" in found:
        return Token("people_label", start, end, whole.strip("：:【】[]［］〔〕")), "person"
    if "dates" in found or "boxed_dates" in found:
        return Token("date_label", start, end, whole.strip("：:【】[]［］〔〕")), "date"
    if "other" in found:
        return Token("unknown", start, end, whole.strip("：:")), "other"
    word = found.get("role") or found.get("boxed") or found.get("bare") or whole.strip("：: ")
    return Token("label", start, end, word), "both" if "both" in found else "names"


def _between(text: str, masked: str, start: int, end: int, mode: str) -> Iterator[Token]:
    piece = text[start:end]
    if mode == "date":
        yield Token("date", start, end, piece)
    elif mode == "other":
        yield Token("unknown", start, end, piece)
    elif mode == "person" or (mode in ("maybe", "both") and is_person(piece)):
        yield Token("person", start, end, piece)
    else:
        yield from _stretch(text, masked, start, end)


_JOINT = re.compile(rf"(?P<verb>{VERB.pattern})|(?P<with>{TOGETHER.pattern})|(?P<by>{BY.pattern})")


def _stretch(text: str, masked: str, start: int, end: int) -> Iterator[Token]:
    """Names, role verbs, 由 and 会同 between two punctuation marks."""
    place = start
    for match in _JOINT.finditer(masked[start:end]):
        first, last = start + match.start(), start + match.end()
        before = text[max(place, first - 100) : first]
        if match["by"]:
            if not FILLER.fullmatch(before):
                yield from _names(text, masked, place, first)
            place = last
        elif match["with"]:
            follows = first == place or ends_a_name(before)
            if follows and last < end:
                yield from _names(text, masked, place, first)
                yield Token("with", first, last, match["with"])
                place = last
        elif last == end or (_STRONG_VERB.search(match[0]) and _may_follow(before, masked, last)):
            yield from _names(text, masked, place, first)
            yield Token("verb", first, last, text[first:last])
            place = last
    yield from _names(text, masked, place, end)


def _may_follow(before: str, masked: str, place: int) -> bool:
    """Whether a role word in the middle of a stretch is one: a name or nothing before it, no noun after it."""
    return (
        not before or ends_a_name(before) or is_field(before) or bool(OPEN_TAIL.search(before))
    ) and not _NOT_A_VERB.match(masked, place)


def _names(text: str, masked: str, start: int, end: int) -> Iterator[Token]:
    """One stretch of names joined by 和, 及, 与; a 和 inside a name stays there."""
    if end <= start:
        return
    conjunctions = [(start + m.start(), start + m.end()) for m in CONJUNCTION.finditer(masked[start:end])]
    last_is_name = ends_a_name(OPEN_TAIL.sub("", text[max(start, end - 100) : end]) or text[start:end])
    place = start
    for number, (first, last) in enumerate(conjunctions):
        following = conjunctions[number + 1][0] if number + 1 < len(conjunctions) else end
        right = text[max(last, following - 100) : following]
        joins = last_is_name or ends_a_name(right)
        if first == place:  # begins with 和: the separator before it was a name or a comma
            if first == start and (last < end and start and masked[start - 1] in "，,、"):
                place = last
            continue
        if joins and ends_a_name(text[max(place, first - 100) : first]):
            yield from _one(text, place, first)
            place = last
    yield from _one(text, place, end)


def _one(text: str, start: int, end: int) -> Iterator[Token]:
    """One name, and the open tail (等部门) after it as a token of its own."""
    numbered = NUMBERED_ITEM.match(text, start, end)
    start = numbered.end() if numbered else start
    window = max(start, end - 60)
    tail = OPEN_TAIL.search(text[window:end])
    cut = window + tail.start() if tail else end
    if cut > start:
        yield Token("name", start, cut, text[start:cut])
    if tail:
        yield Token("tail", cut, end, text[cut:end])
