"""What a unit's name (单位名称) and a collective expression (集合) look like.

A name is recognised by its ending (局, 办公室, 管委会 …), a collective expression by 各, 有关, 相关, an
open 等, or a plural noun (部门, 乡镇). Brackets at the end of a name belong to it and are looked past:
县人力资源社会保障局（县民政局）. A directory's own names always win over this guess.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Literal

from ledger import lazy_re
from ledger.words.lexicon import (
    FIELDS,
    LEVEL,
    NOT_END,
    PLURALS,
    SURNAMES,
    TITLES,
    UNIT_END,
    any_of,
)
from ledger.words.responsibility.name_table import is_prose
from ledger.words.responsibility.table import MASK
from ledger.words.traditional import simplified

NameKind = Literal["unit", "group", "common", "person", ""]
"""`common`: a field of work standing for its office (财政, 公安机关); "": not recognised."""


_PLURAL_END = lazy_re.compile(rf"(?:{any_of(PLURALS)})$")
# Nouns that are collective by themselves, without 各 or 有关.
_COLLECTIVE_END = lazy_re.compile(
    r"(?:部门|单位|[省市县区级直属]机关|机构|企业|国企|乡镇|镇街|街镇|乡镇街道|(?<!教)科室|处室|股室|司局|厅局|县区|区县|县市区|区市县|市州|"
    r"地市|盟市|旗县|旗县区|村居|村社|中小学校?|高校|院校|高等学校|运营商|站所|群团组织|人民团体|党政机关|党组织|平台公司|科研院所|(?:行业|商)协会|社会组织|班子成员|党派|人士)$"
)
_BARE = lazy_re.compile(  # a kind of place with nobody's name before it: 街道, 乡镇人民政府, 镇（街道）
    rf"(?:全[{LEVEL}])?(?:乡镇|镇乡|镇街|街道|社区|村|农场|林场|农[（(]林[)）]场|园区|镇街道|县市区|区县|县区|"
    rf"(?=.{{0,9}}[（(])[{LEVEL}村科股处室站所局办院校](?:[（(][^（()）]{{1,9}}[)）]))"
    r"(?:[（(][^（()）]{1,12}[)）])?(?:人民政府|政府|办事处|办|党委|党工委|委会|居委会|村委会|级)?"
)
_GROUP_WORD = lazy_re.compile(
    r"级以上|[二三四两]级|^(?:乡镇|镇街|街镇|县区|区县|市县|县市区)(?!$)|各(?!自(?![然治])|莫|负|司其)|有关|相关|涉及|其他|其它|其余|所有|全体|所属|下属|系统"
)
_SOME = lazy_re.compile(r"^等")
_COUNTED_PLURAL = lazy_re.compile(
    rf"(?:全?[{LEVEL}])?(?:[0-9０-９]{{1,3}}|[一二三四五六七八九十两]{{2,3}})个.{{0,4}}(?:{any_of(PLURALS)}).{{0,9}}"
)
_EVERY_ONE = lazy_re.compile(
    "各(?![项类种自个人莫负司式]|环节|领域|方面|阶段|节点|时段|条线?工作)[\u4e00-\u9fff]{2,8}"
)  # 各在建工程
_FIELD_END = lazy_re.compile(rf"(?:{any_of(FIELDS)})$")
_BEGINS_A_NAME = lazy_re.compile(rf"[{LEVEL}各](?![场])|有关|相关|其他|国家|中央")
_TAIL_BRACKET = lazy_re.compile(r"[（(〔【\[][^（(〔【\[]{0,80}[)）〕】\]]$")

_COMMON = lazy_re.compile(
    rf"(?:[^、]{{0,5}}[{LEVEL}])?[级直]?(?:{any_of(FIELDS)})"
    r"(?:(?:行政|主管|监管|执法)*(?:部门|机关)|系统)?"
)
_TITLED = lazy_re.compile(
    rf"(?:{TITLES})$|^.{{0,8}}(?:{TITLES})[：:]?(?:[{SURNAMES}][\u4e00-\u9fff某×xX]{{1,2}}|[\u4e00-\u9fff](?:某某|××))$"
)
_PERSON = lazy_re.compile(rf"[{SURNAMES}][\u4e00-\u9fff某×xX]{{1,3}}")
_CALLED = lazy_re.compile(rf"[{SURNAMES}](?:{TITLES})")  # 王局长
FIELD_POST = lazy_re.compile(
    r"(?:[包驻联][村片点户组案企校]|包[联保抓]|挂[点联钩])(?:领导|干部|责任人|同志|人员)$"
)  # 各乡镇包村干部
# Surnames that as often begin a word about work: a bracket like （双拥） stays with the name.
_ALSO_A_WORD = "施康印文农双国公利师关安常时和成计平金华水方石经管应宣干路车全费向通项满党房单能后林游广"
_BRACKETED = lazy_re.compile(r"[（(]([^（()）]{2,30})[)）]")
# An office within a body, named without the body: its own name may hold a 和 or 与.
INNER_OFFICE = lazy_re.compile(rf"^[^{LEVEL}局厅委部各有相].*(?:[室科股所]|(?<!办事)处)$")
_LONGEST = 40  # characters; the longest official names run to about thirty


def strip_tail_bracket(name: str) -> str:
    """The name without the bracketed second name or remark at its end."""
    return _TAIL_BRACKET.sub("", name) or name


@lru_cache(maxsize=4096)
def ends_a_name(text: str) -> bool:
    """Whether `text` ends as a unit's name or a collective expression does. Looks at the end only."""
    end = text[-100:]
    stem = strip_tail_bracket(end).rstrip('”"')  # 县“两办”
    if len(stem) < 2 and stem != "办":
        return False
    return bool(UNIT_END.search(stem) or _COLLECTIVE_END.search(stem)) and not NOT_END.search(stem)


def may_end_before_and(name: str, following: str) -> bool:
    """Whether a 和 after `name` may divide: not where it ends as a field of work does (监察和司法委员会), or is a
    plural noun that nothing makes collective (企业和金融服务中心), unless what follows begins a name of its own."""
    if _BEGINS_A_NAME.match(following):
        return ends_a_name(name)
    field = _FIELD_END.search(name) is not None and name[-1] not in "院关联网电"  # 法院, 海关, 残联: bodies
    field = field and (not is_field(name) or name.endswith("监察"))
    plural = _COLLECTIVE_END.search(name) and not _GROUP_WORD.search(name) and not UNIT_END.search(name)
    return ends_a_name(name) and not field and not plural


def is_plainly_collective(name: str) -> bool:
    """Whether a collective expression ends in a plural noun or as a name does: 各部门, not 各在建工程."""
    stem = strip_tail_bracket(name)
    return bool(_PLURAL_END.search(stem) or ends_a_name(stem))


def is_field(name: str) -> bool:
    """Whether `name` is a field of work standing for its office: 县发改, 公安机关, 财政部门."""
    return bool(_COMMON.fullmatch(name))


def is_group(name: str, groups: Collection[str] = ()) -> bool:
    """Whether `name` is a collective expression: declared in `groups`, or worded as one (各…, 有关…, 等部门)."""
    if name in groups:
        return True
    name = simplified(name)
    stem = strip_tail_bracket(name)
    if (
        _SOME.search(name)
        or _COUNTED_PLURAL.fullmatch(name)
        or _BARE.fullmatch(name)
        or _BARE.fullmatch(stem)
    ):
        return True
    if _COMMON.fullmatch(stem):
        return False
    if _GROUP_WORD.search(stem):
        return bool(_PLURAL_END.search(stem) or ends_a_name(stem) or _EVERY_ONE.fullmatch(stem))
    return bool(_COLLECTIVE_END.search(stem))


def is_surnamed(name: str) -> bool:
    """Whether `name` is a surname and one to three characters, and no unit's name."""
    return bool(_PERSON.fullmatch(name)) and not ends_a_name(name)


_UNNAMED = lazy_re.compile(
    "[\u4e00-\u9fff](?:某某|××)"
)  # 甲某某: a name left out, whatever stands for the surname


def is_unnamed(name: str) -> bool:
    """Whether `name` is a person's whose given name is left out: 李某, 王某某."""
    return re.fullmatch(rf"[{SURNAMES}][某×]|[\u4e00-\u9fff](?:某某|××)", name) is not None


def is_surely_person(name: str) -> bool:
    """Whether `name` is a person's even where nothing says so: 李某某, 张三, but not 双拥 or 文物."""
    if _UNNAMED.fullmatch(name):
        return True
    sure = name[:1] not in _ALSO_A_WORD or name[-1:] in "某×xX"
    return sure and len(name) < 4 and is_surnamed(name) and not is_field(name)


def split_person(name: str) -> int:
    """Where a person's name begins that stands right behind a unit's: 5 in 县人社局李某某（同志）; else 0."""
    bare = name.removesuffix("同志")
    places = (len(bare) - length for length in (3, 2))
    return next((at for at in places if ends_a_name(bare[:at]) and is_surely_person(bare[at:])), 0)


_FIGURES = lazy_re.compile("[0-9-]{6,13}")


def ends_a_person(words: str) -> bool:
    """Whether a person's name ends the words: 李某某, 局长李某某, 县人社局李某某."""
    titled = _TITLED.search(words) and not is_title(words)
    return bool(titled or is_surely_person(words) or split_person(words))


def is_people_bracket(text: str, start: int) -> bool:
    """Whether the bracket at `start` holds nothing but people: 县财政局（张三、李某某）, （院长）."""
    bracket = _BRACKETED.match(text, start)
    parts = [part.split("：")[-1] for part in re.split("[、，,]", bracket[1])] if bracket else []
    parts = [part for part in parts if not _FIGURES.fullmatch(part)]
    return (
        (text[:start].endswith(MASK) or ends_a_name(text[:start]))
        and bool(parts)
        and all(is_surely_person(part) or _TITLED.search(part) for part in parts)
    )


def is_title(name: str) -> bool:
    """Whether `name` is a post with nobody's name: 县委常委."""
    return bool(re.search(rf"(?:{TITLES})$", name)) and not _CALLED.fullmatch(name)


def is_person(name: str) -> bool:
    """Whether `name` reads as a person: a surname and one to three characters, or a post held by one."""
    return bool(_TITLED.search(name) or _PERSON.fullmatch(name)) and not ends_a_name(name)


def kind_of(name: str, known: Collection[str] = (), groups: Collection[str] = ()) -> NameKind:
    """What `name` is: as the directory says, else as its wording tells."""
    return "group" if name in groups else "unit" if name in known else _kind_by_wording(name)


@lru_cache(maxsize=4096)
def _kind_by_wording(name: str) -> NameKind:
    if _SOME.fullmatch(name):
        return "group"
    if not 2 <= len(name) <= _LONGEST or is_prose(name):
        return ""
    titled = _TITLED.search(name) is not None
    if is_group(name) and not (titled and not is_plainly_collective(name)):
        return "group"
    if _TITLED.search(strip_tail_bracket(name)) and not ends_a_name(name):
        return "person"  # 副局长卫某某（办公室）: with the offices in his charge
    stem = name.removesuffix("部门").removesuffix("机关")
    if is_field(strip_tail_bracket(name)) and not ends_a_name(stem):
        return "common"
    return "unit" if ends_a_name(name) else ""


def odd_bracket(name: str) -> str:
    """What a unit's name has in brackets at its end, where that is no name of anybody: 待定."""
    bracket = _TAIL_BRACKET.search(name)
    inside = bracket[0][1:-1] if bracket else ""
    fine = all(
        kind_of(one) or one in f"{LEVEL}村街场院校系部科处股室所站办局园"
        for part in re.split("[、，,]", inside)
        for one in ([part] if kind_of(part) else re.split("[和及]", part))
    )
    return "" if fine and not re.search("已|[划并]入|撤销", inside) else inside


_SEAM = lazy_re.compile(
    rf"(?:(?<=[局厅办院会）)])(?<!税务总局)(?<!国家统计局)|(?<=中心))(?=[{LEVEL}](?![分直北南东西中]))"
)


def is_glued(name: str) -> bool:
    """Whether two names may stand in `name` with no mark between them: 县财政局县审计局."""
    seams = (seam.start() for seam in _SEAM.finditer(name[:_LONGEST]))
    return any(ends_a_name(name[:seam]) and ends_a_name(name[seam:]) for seam in seams)
