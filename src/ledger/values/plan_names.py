"""What people call a plan, so that several can be told apart: the one rule, for every screen, page and paper.

The name is 简称 where the plan has one, else region, year and the matter of its title: 沁源县2022政务公开. Beside
others only the parts that differ are said. Never the 编号: that is for the command line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ledger import lazy_re

_YEAR = lazy_re.compile(
    r"[12]\d{3}(?:\s*[-—–－~～至]+\s*[12]\d{3})?年?(?:度|全年)?|[一二][〇○零一二三四五六七八九]{3}年度?"
)
_ISSUING = lazy_re.compile(
    r"^(?:中共)?[^关]{0,20}?关于(?:印发|转发|下达|公布|做好)?|^(?:印发|转发)|(?:人民政府|办公室)(?=关于|印发)"
)
_MARKS = lazy_re.compile(r"[《》〈〉“”\"'\s　]+|（[^（）]*）|\([^()]*\)|〔[^〔〕]*〕")
_KINDS = (
    "的通知", "通知", "责任", "任务", "分解", "分工", "清单", "台账", "一览", "表", "要点", "计划", "方案", "安排", "意见",
    "实施", "工作", "目标", "主要", "落实", "重点", "的",
)  # fmt: skip
"""What kind of paper it is: taken from the end of a title, one after the other."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a name is made of; `short` is 简称, or "". `title` and `id` are for when nothing else tells two apart."""

    short: str
    region: str
    year: str
    matter: str
    title: str
    id: str

    @property
    def whole(self) -> str:
        return self.short or f"{self.region}{self.year}{self.matter}"


def plan_name(plan: Any) -> str:
    """The whole name of a plan (a `Plan`, or what the index keeps of one), whatever stands beside it."""
    return _parts(plan).whole


def names_apart(plans: Iterable[Any]) -> dict[str, str]:
    """编号 → name of each plan, with the parts in which they differ. Empty where there are fewer than two: then
    nothing has to be told apart."""
    parts = {plan.id: _parts(plan) for plan in plans}
    if len(parts) < 2:
        return {}
    derived = [one for one in parts.values() if not one.short]
    said = [
        field
        for field in ("region", "year", "matter")
        if len({getattr(one, field) for one in derived} - {""}) > 1  # what goes on over the years has none
    ] or ["matter"]
    names = {
        id: one.short or "".join(getattr(one, field) for field in said) or one.whole
        for id, one in parts.items()
    }
    for better in ("whole", "title", "id"):
        for id in _shared(names):
            more = getattr(parts[id], better)
            names[id] = f"{names[id]}（{more}）" if better == "id" else more
    return names


def _shared(names: Mapping[str, str]) -> list[str]:
    """The plans whose name another has too."""
    said = Counter(names.values())
    return [id for id, name in names.items() if said[name] > 1]


def _parts(plan: Any) -> Parts:
    region = plan.region or ""
    year = "" if plan.rolling else str(plan.year)
    return Parts((plan.short or "").strip(), region, year, matter(plan.title, region), plan.title, plan.id)


@cache
def matter(title: str, region: str = "") -> str:
    """What a plan is about, by its title: `沁源县2022年政务公开工作要点任务分解表` → `政务公开`."""
    words = _YEAR.sub("", _ISSUING.sub("", _MARKS.sub("", title)))
    for place in (region, region[:-1] if len(region) > 2 else ""):
        if place:
            words = words.replace(place, "", 1) if words != place else words
    rest = words
    while True:
        kind = next((kind for kind in _KINDS if rest.endswith(kind)), "")
        shorter = rest.removesuffix(kind) if kind else rest
        if (
            shorter == rest
            or len(shorter) < 2
            or shorter in _KINDS
            or (kind == "工作" and shorter.endswith("重点"))
        ):
            break
        rest = shorter
    return rest or title
