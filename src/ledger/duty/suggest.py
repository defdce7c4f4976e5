"""A 单位名录 proposed from the names plans mention: units with their 别名, groups to be filled in.

Two names are one unit when their usual short forms are the same (县发展和改革局 = 县发改局, 县政府办公室 =
县政府办) or when one merely leaves out the level (行政审批局 beside 县行政审批局). One name that is only
a contraction of the other (县林业局, 县林业和草原局) is not proposed as an alias but marked 待核, and so
is whatever else a person has to decide. Where a directory stands already, only what it does not know is
proposed, marked 新. Two groups are one where only 各 or 政府 is left out (各乡镇,
各乡镇人民政府). The text is `units.yaml`, to paste and to correct.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from ledger import lazy_re
from ledger.duty.directory import UnitDirectory, members_by_wording, named_in, spelling
from ledger.record.model import Plan
from ledger.values.grouped import grouped
from ledger.words.lexicon import LEVEL, words
from ledger.words.responsibility.names import is_group, strip_tail_bracket
from ledger.words.traditional import simplified

# Full form → usual short form; longer ones first where one contains another.
_SHORTER = words(
    "卫生健康和体育=卫体 卫生健康体育=卫体 卫生健康=卫健 教育和体育=教体 教育体育=教体 "
    "教育科技和体育=教科体 发展和改革=发改 发展改革=发改 工业和信息化=工信 工业信息化=工信 "
    "人力资源和社会保障=人社 人力资源社会保障=人社 住房和城乡建设=住建 住房城乡建设=住建 "
    "文化和旅游=文旅 文化旅游=文旅 文化广电和旅游=文旅 文化广电旅游=文旅 市场监督管理=市场监管 "
    "市监=市场监管 交通运输=交通 城市管理和综合行政执法=城管 城市管理综合行政执法=城管 城市管理=城管 "
    "医疗保障=医保 退役军人事务=退役军人 应急管理=应急 科学技术协会=科协 科学技术=科技 "
    "林业和草原=林草 林业草原=林草 残疾人联合会=残联 妇女联合会=妇联 文学艺术界联合会=文联 "
    "工商业联合会=工商联 归国华侨联合会=侨联 国有资产监督管理=国资 供销合作社联合社=供销社 "
    "供销合作社=供销社 行政审批服务管理=行政审批 营商环境建设=营商 大数据管理=大数据 "
    "机构编制委员会办公室=编办 网络安全和信息化委员会办公室=网信办 政府信息网络中心=政府信息中心 "
    "消防救援=消防 粮食和物资储备=粮食 人民政府=政府 人民法院=法院 人民检察院=检察院 办公室=办 "
    "国家税务总局= 共青团县委员会=团县委 共青团市委员会=团市委 共青团区委员会=团区委 委员会=委 和= 与="
)
SHORT_FORMS = tuple((full, short) for full, _, short in (pair.partition("=") for pair in _SHORTER))
# One body before and after a reform, or one by two names: likely the same, but for a person to say.
_RENAMED = tuple(
    pair.split("=") for pair in words("林草=林业 水务=水利 国土=自然资源 扶贫开发=乡村振兴 委=局")
)
_PLAIN = lazy_re.compile(r"[\u4e00-\u9fffA-Za-z（）()、·][\u4e00-\u9fffA-Za-z0-9（）()、·]*")
_OF_A_GROUP = re.compile("^各|(?<=[直属])各|(?:人民)?政府$")


def short_form(name: str, region: str | None = None) -> str:
    """The usual short form of a name; the region's name is cut down to its level (沁源县财政局 → 县财政局)."""
    key = spelling(name)
    own = spelling(region or "")
    if len(own) > 1:
        place, level = re.escape(own[:-1]), re.escape(own[-1])
        key = re.sub(
            rf".*生态环境局{place}{level}?分局|.*市{place}生态环境分?局",
            lambda _: f"{own[-1]}生态环境分局",
            key,
        )
        key = key.replace(own, own[-1])
    for full, short in SHORT_FORMS:
        key = key.replace(full, short)
    return key


def suggest_directory(plans: Sequence[Plan], region: str | None = None) -> str:
    """`units.yaml` as text for the plans of `region`; without it one text for each region, headed by its name."""
    regions = [region] if region else list(dict.fromkeys(plan.region for plan in plans))
    if len(regions) == 1:
        return _one_region(plans, regions[0])
    return "\n".join(
        f"# 以下是{one or '没有写地区的计划'}的 units.yaml\n{_one_region(plans, one)}" for one in regions
    )


def _one_region(plans: Sequence[Plan], region: str | None) -> str:
    names = _by_spelling(n for plan in plans if plan.region == region for n in named_in(plan))
    groups = [name for name in names if is_group(name)]
    units = [name for name in names if not is_group(name)]
    lines = [f"地区: {_scalar(region)}"] if region else []
    lines += _unit_lines(_cluster(units, region)) if units else []
    lines += _group_lines(groups) if groups else []
    return "".join(f"{line}\n" for line in lines)


def suggest_new(
    plans: Sequence[Plan], directory: UnitDirectory, region: str | None
) -> tuple[list[str], list[str]]:
    """What `directory` does not know of the names in the plans of `region`: lines of items for its 单位, for its 集合."""
    named = _by_spelling(n for plan in plans if plan.region == region for n in named_in(plan))
    names = [name for name in named if directory.find(name).how == "unknown"]
    there = {unit.name: () for unit in directory.units}
    groups = [name for name in names if is_group(name)]
    units = _cluster([name for name in names if not is_group(name)], region)
    return list(_unit_lines(units, there, new=True))[1:], list(_group_lines(groups, new=True))[1:]


def _by_spelling(names: Iterable[str]) -> list[str]:
    """One of each spelling, the simplified one where there is one."""
    first: dict[str, str] = {}
    for name in names:
        if simplified(name) == name:
            first[spelling(name)] = first.get(spelling(name), name)
        else:
            first.setdefault(spelling(name), name)
    return list(first.values())


def _cluster(names: Sequence[str], region: str | None) -> dict[str, list[str]]:
    """Official name → its other spellings, both in the order of the plans. The fullest name is official."""
    clusters = grouped(names, lambda name: short_form(name, region))
    for key in list(clusters):
        fuller = [other for other in clusters if other[:1] in LEVEL and other[1:] == key]
        if len(fuller) == 1:
            clusters[fuller[0]] += clusters.pop(key)
    own = spelling(region or "")
    official = {
        max(same, key=lambda name: (not own or own not in spelling(name), len(name))): same
        for same in clusters.values()
    }
    return {name: [one for one in same if one != name] for name, same in official.items()}


def _unit_lines(
    clusters: Mapping[str, Sequence[str]],
    there: Mapping[str, Sequence[str]] = MappingProxyType({}),
    *,
    new: bool = False,
) -> Iterable[str]:
    """`there`: the units a directory has already; `new` marks what comes to it."""
    yield "单位:"
    for name, others in clusters.items():
        yield from ["# 新"] if new else []
        for other in {**there, **clusters}:
            if other != name and _may_shorten(name, other):
                yield f"# 待核：“{name}”与“{other}”如是同一单位，把它写到后者的“别名”里"
        yield f"- 名称: {_scalar(name)}"
        if others:
            yield "  别名:"
            yield from (f"  - {_scalar(other)}" for other in others)


def _may_shorten(name: str, other: str) -> bool:
    """Whether `name` could be `other` with its bracket, its body or some characters left out, or renamed."""
    one, two = (short_form(strip_tail_bracket(spelling(each))) for each in (name, other))
    if one == two:
        return len(name) < len(other)
    if any(one.replace(now, before) == two.replace(now, before) for now, before in _RENAMED):
        return (len(name), name) < (len(other), other)
    if len(one) >= len(two):
        return False
    if len(one) > 2 and two.endswith(one):
        return True
    if len(one) < 4 or one[0] != two[0] or (one[1] != two[1] and one[-2:] != two[-2:]) or one[-1] != two[-1]:
        return False
    rest = iter(two)
    return all(char in rest for char in one)


def _group_lines(groups: Sequence[str], *, new: bool = False) -> Iterable[str]:
    yield "集合:"
    same = grouped(groups, lambda name: _OF_A_GROUP.sub("", spelling(name)))
    seen: dict[str, str] = {}
    for name, *others in same.values():
        yield from ["# 新"] if new else []
        alike = seen.setdefault(re.sub("各|有关|相关", "", name), name)
        if alike != name:
            yield f"# 待核：“{name}”与“{alike}”如指同一范围，把它写到后者的“别名”里"
        yield f"- 名称: {_scalar(name)}"
        if others:
            yield "  别名:"
            yield from (f"  - {_scalar(other)}" for other in others)
        yield f"  成员: {members_by_wording(name)}"


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
