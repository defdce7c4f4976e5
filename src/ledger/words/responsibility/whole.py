"""What must not be cut: names with a separator in them, quotations, fixed expressions, brackets that belong to a name.

A bracket that follows a name belongs to it (县卫健局（县疾控局）), unless it holds a role, a number or a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ledger import lazy_re
from ledger.words.lexicon import FIELDS, LEVEL, PLURALS, ROLE_LABEL, any_of
from ledger.words.numerals import number
from ledger.words.responsibility import names, table
from ledger.words.responsibility.spaces import PLAIN_LABEL, ROLE_BEFORE

_LABEL = lazy_re.compile(ROLE_LABEL)
_NEAR = 24  # characters looked at before a bracket
_LONGEST_BRACKET = 120
_QUOTED = lazy_re.compile('[“"‘《][^“”"‘’《》]{1,30}[”"’》]')
_INNER = lazy_re.compile(rf"{table.BREAK.pattern}|[和及与]")
_NUMBER = lazy_re.compile("[0-9０-９一二三四五六七八九十]{1,2}")

# 河东、河西两个街道办事处: places that share, with their number, what they are.
SHARED_KIND = lazy_re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=^[由请])|(?<=[^\u4e00-\u9fff][由请]))(?![由请])(?P<places>(?:(?!等)[\u4e00-\u9fff]){2,4}?(?:[、和及与](?:(?!等)[\u4e00-\u9fff]){2,4}?){1,9})(?:(?P<count>[0-9]{1,2}|[两二三四五六七八九十])(?:[个所家](?:[\u4e00-\u9fff]{2})?)?|(?<![0-9两二三四五六七八九十]))"
    r"(?P<kind>街道办事处|街道|社区|派出所|司法所|卫生院|[中小]学|(?(count)(?:乡镇|镇街)|(?!))|(?:乡(?!镇)|[镇村县区])(?:人民政府|政府)?)"
    r"(?(count)|(?=$|[^\u4e00-\u9fff0-9]|牵头|配合|负责|落实|参与|按|分别|具体|共同|组织|[和及与等]))"
)
NEITHER = ("乡镇", "镇街")  # kinds that do not say which of the two a place is

OPEN_TAIL = lazy_re.compile(  # 等, 等部门, 等5个部门, 等相关单位
    r"(?<![高中初平同优])等(?!级)[\u4e00-\u9fff]{0,8}(?:部门|单位|机构|企业|组织|团体|院校|学校|乡镇|镇街)$|"
    r"(?<![高中初平同优])等(?:(?:多|余|[0-9０-９]{1,3}|[一二三四五六七八九十两]{1,3})余?)?[个家]?"
    rf"(?:[{LEVEL}](?:[级直属]|政府)?(?!政府))?[及与和、]?"
    r"(?:有关|相关|其他|各|成员|责任|配合|参与|主管|职能|行业|业务|领域|行政|监管|执法|承担任务|涉及|的){0,4}"
    rf"(?:{any_of(PLURALS)})?(?:[、和及与](?:单位|部门|企业|机构|个人|乡镇))?(?:[（(](?:单位|部门|企业|机构)[)）])?$"
)
# Places go down, never up: 各市、县 is one expression, in 各镇、县财政局 two names stand side by side.
_SMALL = "(?:乡镇|镇街|街道|[镇乡])(?:[（(][^（()）]{1,12}[)）])?"
_LESSER = "[镇乡办村](?:[（(][^（()）]{1,12}[)）])?"
_LARGE = "(?:县级市|自治[区州县旗]|直辖市|新区|[省市县区州旗盟地])(?:行政公署)?(?:[（(][^（()）]{1,12}[)）])?"
_PLACES = (
    rf"各(?:有关|相关)?(?:{_LARGE}(?:[、和及]{_LARGE}){{0,4}}(?:[、和及](?:{_SMALL}|{_LESSER})){{0,3}}"
    rf"|{_SMALL}(?:[、和及]{_LESSER}){{1,3}})"
)
_SAME_LEVEL = "级(?!各|有关|相关|部门|单位|机关|领导)"
_OFFICE = (
    "教育|财政|卫健|卫生|公安|民政|人社|人力|住建|住房|农业|市场|发展|发改|自然|生态|交通|水利|水务|"
    "(?:人民)?政府办"
)
_AFTER_PLACES = (  # what follows places that are one expression; 各县、市财政局 could be two
    rf"(?=(?:人民)?政府(?!办)|党委|{_SAME_LEVEL}|(?<![县区]、市)(?:{_OFFICE})|$|[、，,；;。）)〕\]】 ]|"
    r"牵头|配合|落实|负责|按|分别|组织|具体|共同|抓|[和及]?有关|相关)"
)
_ITEM = r"(?:(?<![\u4e00-\u9fff])|(?<=[和及与由请]))"
_STEP = rf"[{LEVEL}](?:[（(][^（()）]{{1,6}}[)）])?"
_FIXED = (
    # 省、市、县（区）水利部门
    rf"{_ITEM}{_STEP}(?:[、和及]{_STEP}){{1,4}}(?:{any_of(FIELDS)})(?:行政|主管|监管|执法)*(?:部门|机关)",
    # 13个街道、镇
    r"(?:[0-9０-９]{1,3}|[一二三四五六七八九十两]{1,3})个(?:街道|乡镇|镇|乡)(?:[、和](?:街道|镇|乡|村|社区))+(?![\u4e00-\u9fff])",
    # 党委和政府, 党（工）委、管委会
    r"党委(?:[、和]|（党组）、?)(?:人民)?政府|党[（(]?工[)）]?委[、和](?:管委会|办事处)|企、事业单位|党、政",
    # 有关部门、单位
    r"(?:部门|单位|机构)[、和及](?:部门|单位|企业|机构)"
    r"(?=$|[^\u4e00-\u9fff]|牵头|配合|落实|负责|[按分共参等具组协])",
    # 各市、县（区）人民政府
    _PLACES + _AFTER_PLACES,
    # 县委、县政府各部门
    rf"(?P<level>[{LEVEL}])委[、和](?:(?P=level)(?:人民)?政府|(?P=level)级(?:国家)?机关)(?=各|分管|主要|领导)",
    # 省、市、县级; 市、县两级
    rf"{_ITEM}各?[{LEVEL}](?:、[{LEVEL}村])+(?:级|[二三四两]级|各级)",
    # 各级财政、审计部门
    rf"各(?:级|地|有关|相关)(?:{any_of(FIELDS)})(?:[、和及](?:{any_of(FIELDS)})){{1,5}}(?:行政|主管|监管|执法)*(?:部门|机关)",
    # 县直、驻县各单位
    rf"{_ITEM}[{LEVEL}]直(?:及|、|和)驻[{LEVEL}](?=各|有关|单位)",
    # 各村、社区“两委”
    r"各(?:村[、和及]社区|社区[、和及]村)(?![\u4e00-\u9fff])",
    # 各委、办、局
    r"各[部委办厅局行社](?:[、和][部委办厅局行社院])+",
    # 省、市驻县单位
    rf"{_ITEM}(?:中央|[{LEVEL}])(?:、[{LEVEL}])+(?=驻|属|直|级)",
)
FIXED = lazy_re.compile("|".join(_FIXED))  # one expression with a separator in it


def mask(text: str, whole: Collection[str]) -> str:
    """`text` with everything that must not be cut replaced by `table.MASK`, length kept: names in `whole` that
    hold a separator or a role word, quotations, fixed expressions, brackets that belong to a name."""
    cut = [name for name in whole if _could_be_cut(name) and not _LABEL.fullmatch(name)]  # 牵头部门：县科技局
    masked = re.sub(any_of(cut), _cover, text) if cut else text
    masked = _QUOTED.sub(_cover, masked)
    masked = SHARED_KIND.sub(lambda match: _cover(match) if sharing(match) else match[0], masked)
    masked = FIXED.sub(lambda match: _INNER.sub(table.MASK, match[0]), masked)
    chars = list(masked)
    for start, end in _brackets(masked):
        if start and chars[start] != table.MASK and _belongs_to_name(masked, start, end):
            chars[start:end] = table.MASK * (end - start)
    return "".join(chars)


def sharing(match: re.Match[str]) -> list[tuple[int, int]]:
    """Where the places of 河东、河西两个街道办事处 stand in the words matched; none where a name stands among them, or
    they are not as many as said."""
    count, kind = match["count"], match["kind"]
    joints = re.compile("[^、和及与]+" if count else "[^、]+")
    places = [found.span() for found in joints.finditer(match["places"])]
    called = [match["places"][start:end] for start, end in places]
    if count:
        kinds = (*NEITHER, kind, *("乡镇街" if kind in NEITHER else ""))
        whole = any(names.ends_a_name(name) and not name.endswith(kinds) for name in called)
        return places if number(count) == len(places) and not whole else []
    told = match.string[: match.start()].endswith(
        (":", "：", *table.BLANKS)
    )  # 县政协办：郑志远、城关镇：陈晓东
    odd = told and names.ends_a_person(called[0]) and (len(called[0]) > 2 or called[0][-1] == "某")
    odd = odd or any(
        names.ends_a_name(name) or names.is_field(name) or names.is_group(name) or re.search("[和及与]", name)
        for name in called
    )
    return [] if odd or len(places) < 2 else places


def _cover(match: re.Match[str]) -> str:
    return table.MASK * len(match[0])


def _could_be_cut(name: str) -> bool:
    words = (*table.STRETCH.scan(name), *table.JOINTS.scan(name))
    return table.BREAK.search(name) is not None or any(word.kind in ("verb", "with", "and") for word in words)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Pairs by place, outer ones first. Kinds of bracket are not told apart: sources mix them."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for place, char in enumerate(text):
        if char in table.OPEN:
            opened.append(place)
        elif char in table.CLOSE and opened:
            pairs.append((opened.pop(), place + 1))
    yield from sorted(pairs)


def _belongs_to_name(text: str, start: int, end: int) -> bool:
    if table.BREAK.match(text[start - 1]) or end - start > _LONGEST_BRACKET:
        return False
    whole, inside = text[start:end], text[start + 1 : end - 1]
    if (
        names.is_people_bracket(text, start)
        or table.DATE_PHRASE.match(inside)
        or _NUMBER.fullmatch(inside)
        or table.LONE_NOTE.fullmatch(inside)
    ):
        return False
    acts = table.STRONG_VERB.match(inside)  # 县财政局（负责资金保障）
    role = table.LONE_ROLE.match(inside)  # 县应急局（牵头单位，列第一）
    if role and inside[role.end() : role.end() + 1] in (*table.COMMAS,):
        return False
    if PLAIN_LABEL.search(inside) or (acts and not table.ROLE_S_NOUN.match(inside, acts.end())):
        return False
    if any(word.kind in _NOTES or word == (word.kind, 0, len(whole)) for word in table.SENTENCE.scan(whole)):
        return False
    verb = next((verb for verb in table.verbs(inside) if verb.end == len(inside)), None)
    if verb and verb.start and not table.STRONG_VERB.search(inside, verb.start):
        verb = (
            verb if names.ends_a_name(inside[: verb.start]) else None
        )  # no （项目实施）, which is its share
    return verb is None and not ROLE_BEFORE.search(text[max(0, start - _NEAR) : start])


_NOTES = ("first", "note", "legend", "phone")
