"""What had better be checked in a list of names, and in what was taken for a person.

A list is sure when its names cannot be read together. They can where 各 may govern both (各区、市财政局;
各县教育局、财政局), where an office may be that of both (雄县、安新县委; 县委、县政府督查室), and where 和
may join two words of one expression (有关高校和科研院所). A person is sure as a post (分管副县长), a surname
and one to three characters, or both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ledger.words.doubt import Doubt, doubt
from ledger.words.lexicon import LEVEL, OFFICE_END, SURNAMES, TITLES
from ledger.words.responsibility.names import is_surely_person, strip_tail_bracket
from ledger.words.responsibility.roles import Mention
from ledger.words.responsibility.sure import MARKED, is_only_a_kind
from ledger.words.traditional import simplified

_PLACE = re.compile(rf"[^各]{{1,5}}[{LEVEL}]")
_DASHES = tuple("-—–－~～:：")
_JOINTS = ("、", "和", "与", "及", "以及", "暨")
_OF_ITS_OWN = re.compile(
    rf"[{LEVEL}各](?!场|政[^府协])|有关|相关|其他|国家|中央|国网|.{{1,4}}[省市县区州盟旗镇乡]|全体|所属|下属"
)
_SURE_PERSON = re.compile(
    rf"(?:.{{0,14}}(?:{TITLES}|党组成员))?[:：]?(?:[{SURNAMES}][\u4e00-\u9fff某×xX]{{1,3}})?(?:[（(][^（()）]*[)）])?"
)
_OFFICE_AND_POST = re.compile("[局委办厅部院室心](?:局|主|部|厅|院|书|负|办|包|联|挂|领|干|班)")
_NOT_A_POST = re.compile(
    rf"[^责主]任(?:[副组长总指])|(?<!常)[局委办厅处科室院部]$|^[{SURNAMES}].{{1,2}}[{LEVEL}](?:[委级]|政府|人大|政协)|[和与及、]"
)
_OFFICE_IN_CHARGE = re.compile(r"[局委办厅部院室心处科股站所队][）)]$")
_EVERY_PLACE = re.compile("(?:各|有关|相关|所有)+[县区市州盟旗]")
_OFFICE = re.compile("(?:[局委办厅院部站所室校]|政府|中心)$")
_EVERY_OFFICE = re.compile(rf"各.*[{LEVEL}街）)].*(?:[局委办厅院部站所室校]|政府|中心)")


def person_doubts(plain: str, name: str, place: tuple[int, int], told: bool) -> Iterator[Doubt]:
    """What is odd about words taken for a person. `told`: a label says that people follow (责任人：…)."""
    if not (_SURE_PERSON.fullmatch(plain) or is_surely_person(plain)) or _NOT_A_POST.search(
        strip_tail_bracket(plain)
    ):
        yield doubt("taken-for-person", *place, words=name)
    elif (not told and _OFFICE_AND_POST.search(plain)) or _OFFICE_IN_CHARGE.search(plain):
        yield doubt("unit-of-person", *place, words=name)


def list_doubts(mentions: Sequence[Mention], declared: frozenset[str], printed: str) -> Iterator[Doubt]:
    """Neighbours that could be read together unless both are `declared`, and names met in two roles."""
    for one, other in pairwise(mentions):
        left, right = simplified(one.name), simplified(other.name)
        joint = printed[one.end : other.start]
        if joint in _DASHES:
            yield doubt("two-names", one.start, other.end, words=f"{one.name}{joint}{other.name}")
        if joint not in _JOINTS or {left, right} <= declared:
            continue
        if _may_be_one(left, right):
            yield doubt("two-units", one.start, other.end, words=f"{one.name}、{other.name}")
        elif _may_share(left, right) or (joint in _JOINTS[1:] and _may_be_cut(left, right)):
            yield doubt("may-be-read-on", one.start, other.end, words=f"{one.name}{joint}{other.name}")
    roles: dict[str, list[Mention]] = {}
    for mention in mentions:
        roles.setdefault(mention.name, []).append(mention)
    for several in roles.values():
        if len({mention.family or "neutral" for mention in several}) > 1:
            yield several[-1].doubt("several-roles")


def _may_be_one(body: str, office: str) -> bool:
    """县委、县政府督查室 is usually one office of both."""
    if not re.fullmatch(rf"[{LEVEL}](?:委|人大|人大常委会|政府|政协)", body):
        return False
    return re.match(rf"{body[0]}(?:政府.|(?:委|人大|人大常委会|政协)(?:办|.*室))", office) is not None


def _may_share(one: str, other: str) -> bool:
    """各区、市财政局 and 各县教育局、财政局: 各 may govern both; 雄县、安新县委: the office may be of both."""
    if _EVERY_PLACE.fullmatch(one):
        return re.match(rf"[市县区州盟旗](?!直|级|属|[{LEVEL}])", other) is not None
    if _EVERY_OFFICE.fullmatch(one):
        its_own = _OF_ITS_OWN.match(other) and not one.startswith(f"各{other[0]}")
        return OFFICE_END.search(other) is not None and not its_own
    if MARKED.search(one):
        same_end = one[-1] == other[-1] and one[-1] in "局委办厅处科室院校所站队"
        return same_end and not (_OF_ITS_OWN.match(other) or is_only_a_kind(other))
    same_kind = rf".{{1,5}}{one[-1]}(?:[^{LEVEL}]?委|党委|政府|人民政府|街道办事处|[^{LEVEL}]+局)"
    return _PLACE.fullmatch(one) is not None and re.match(same_kind, other) is not None


def _may_be_cut(one: str, other: str) -> bool:
    """有关高校和科研院所; 园区和招商服务中心: what 和 joins may be one expression."""
    if _OF_ITS_OWN.match(other):
        return False
    return MARKED.search(one) is not None or one[-1] in f"{LEVEL}村园社团组会队站场馆"
