"""单位名录: from a name as printed to the unit or group it means, and from a group to its members.

A name finds its unit by, in this order: the official name, an alias, a former name, the region's own
name written out (沁源县财政局 for 县财政局), a unique ending (财政局 for 县财政局). Spelling does not
matter: full and half width, blanks, kinds of brackets. Two units a name could mean are both reported.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from ledger import lazy_re
from ledger.record.characters import plain
from ledger.words.traditional import simplified
from ledger.words.understood import read_responsibility

if TYPE_CHECKING:
    from ledger.record.directory_model import DirectoryFile, Unit, UnitGroup
    from ledger.record.model import Plan, Roles

ALL_LEADS: Literal["牵头单位"] = "牵头单位"
ALL_NAMED: Literal["责任单位"] = "责任单位"
UNLISTED: Literal["范围未列明"] = "范围未列明"

How = Literal["official", "alias", "former", "region", "ending", "group", "ambiguous", "unknown"]
_LEADERS = lazy_re.compile("(?:牵头|主办)(?:责任)?(?:单位|部门)$")
_NAMED = lazy_re.compile("各责任(?:单位|部门)")
_BRACKETS = str.maketrans("[]【】〔〕{}［］｛｝〈〉", "()()()()()()()")


# and selectors of a variant of the same ideograph
_BLANKS = lazy_re.compile("[\\s\ufe00-\ufe0f\U000e0100-\U000e01ef]+")


@lru_cache(maxsize=1 << 15)
def spelling(name: str) -> str:
    """The name with spelling differences taken out: width, blanks, characters nobody sees, radicals for ideographs,
    kinds of brackets, traditional characters."""
    return simplified(_BLANKS.sub("", unicodedata.normalize("NFKC", plain(name))).translate(_BRACKETS))


@dataclass(frozen=True, slots=True)
class Found:
    """What a name means: the official name of one `unit`, or of one `group`, or the `choices` between
    several units it could be. All empty: nobody knows it (then ask `similar`)."""

    how: How
    unit: str | None = None
    group: str | None = None
    choices: tuple[str, ...] = ()


class UnitDirectory:
    """The units and groups of one region. Built from `units.yaml`, or from a plan's own names."""

    def __init__(
        self, file: DirectoryFile | None = None, region: str | None = None, *, of_plan: bool = False
    ) -> None:
        """`of_plan`: the names are those of a plan without a `units.yaml`, so a name not here is not wrong."""
        self.of_plan = of_plan
        self.file = file or _nobody()
        self.region = region or self.file.region
        self.units: tuple[Unit, ...] = self.file.units
        self.groups: tuple[UnitGroup, ...] = self.file.groups
        self._speakers: dict[str, str] = {}
        self._official = _index(self.units, lambda unit: (unit.name,))
        self._alias = _index(self.units, lambda unit: unit.aliases)
        self._former = _index(self.units, lambda unit: unit.former)
        self._group = {
            spelling(name): group for group in reversed(self.groups) for name in (*group.aliases, group.name)
        }

    @classmethod
    def from_plan(cls, plan: Plan) -> UnitDirectory:
        """The directory of a plan that has no `units.yaml`: the names it mentions, groups told by wording."""
        from ledger.record.directory_model import DirectoryFile, Unit, UnitGroup

        units: dict[str, Unit] = {}
        groups: dict[str, UnitGroup] = {}
        for name in named_in(plan):
            if is_group(name):
                group = UnitGroup(name=name, members=members_by_wording(name))
                groups.setdefault(spelling(name), group)
            else:
                units.setdefault(spelling(name), Unit(name=name))
        file = DirectoryFile(units=tuple(units.values()), groups=tuple(groups.values()))
        return cls(file, plan.region, of_plan=True)

    @cached_property
    def known_names(self) -> frozenset[str]:
        """Every name of every unit, as written: official, alias, former."""
        return frozenset(name for unit in self.units for name in _names_of(unit))

    @cached_property
    def group_names(self) -> frozenset[str]:
        return frozenset(name for group in self.groups for name in (group.name, *group.aliases))

    def unit(self, name: str) -> Unit | None:
        """The one unit of that official name, alias or former name, whatever its spelling."""
        key = spelling(name)
        for index in (self._official, self._alias, self._former):
            if units := index.get(key):
                return units[0] if len(units) == 1 else None
        return None

    def group(self, name: str) -> UnitGroup | None:
        """The declared group of that name or alias, whatever its spelling."""
        return self._group.get(spelling(name))

    def find(self, name: str) -> Found:
        """What a name means, by the steps at the top of this file."""
        key = spelling(name)
        steps: tuple[tuple[How, list[Unit]], ...] = (
            ("official", self._official.get(key, [])),
            ("alias", self._alias.get(key, [])),
            ("former", self._former.get(key, [])),
        )
        for how, units in steps:
            if units:
                return _found(how, units)
        if group := self.group(name):
            return Found("group", group=group.name)
        if local := self._without_region(key):
            same = self._official.get(local) or self._alias.get(local) or self._former.get(local)
            if same:
                return _found("region", same)
        return _found("ending", self._ending(key))

    def _without_region(self, key: str) -> str | None:
        """沁源县财政局 → 县财政局, where the region is 沁源县."""
        region = spelling(self.region or "")
        if len(region) > 1 and key.startswith(region) and len(key) > len(region):
            return region[-1] + key[len(region) :]
        return None

    def _ending(self, key: str) -> list[Unit]:
        """Units a name of which ends in `key`, at least two characters long."""
        if len(key) < 2:
            return []
        return [unit for unit in self.units if any(_is_ending(key, spelling(n)) for n in _names_of(unit))]

    def similar(self, name: str, n: int = 3) -> tuple[str, ...]:
        """The `n` official or group names most like `name`, best first; none that share nothing with it."""
        key = spelling(name)
        scores: dict[str, float] = {}
        everybody = [(unit.name, _names_of(unit)) for unit in self.units]
        for official, names in (
            *everybody,
            *((group.name, (group.name, *group.aliases)) for group in self.groups),
        ):
            best = max(_likeness(key, spelling(one)) for one in names)
            scores[official] = max(best, scores.get(official, 0.0))
        near = [official for official, score in scores.items() if score >= 0.5]
        return tuple(sorted(near, key=lambda official: -scores[official])[:n])

    def official(self, name: str) -> str:
        """The official name of a unit named in a plan; a name the directory does not know stays as it is."""
        unit = self.unit(name)
        return unit.name if unit else name

    def speaker(self, name: str) -> str:
        """Who an entry under `name` is from: the declared name of a group, else the official name of a unit."""
        if (known := self._speakers.get(name)) is None:
            official = self.official(name)
            group = self.group(official)
            known = self._speakers[name] = group.name if group else official
        return known

    def members(
        self,
        group_name: str,
        scope: Mapping[str, Sequence[str]] | None = None,
        by_word: Mapping[str, Collection[str]] | None = None,
    ) -> tuple[str, ...] | None:
        """Who a group is, as official names in order; None where nobody has listed them.

        The task's 范围 (`scope`) wins over the directory. `by_word` are the names that lead
        anything in the plan, or carry it: the members of a group that is 牵头单位, 责任单位. Groups within groups are
        followed; one that comes round to itself adds nothing.
        """
        scopes = {spelling(name): tuple(names) for name, names in (scope or {}).items()}
        listed = self._listed(spelling(group_name), scopes, by_word or {}, set())
        return tuple(dict.fromkeys(listed)) if listed is not None else None

    def _listed(
        self,
        key: str,
        scopes: Mapping[str, tuple[str, ...]],
        by_word: Mapping[str, Collection[str]],
        seen: set[str],
    ) -> list[str] | None:
        seen.add(key)
        names = scopes[key] if key in scopes else self._declared(key, scopes, by_word)
        if names is None:
            return None
        found: list[str] = []
        for name in names:
            inner = spelling(name)
            if inner in scopes or inner in self._group:
                found += (self._listed(inner, scopes, by_word, seen) or []) if inner not in seen else []
            elif (unit := self.unit(name)) or not is_group(name):  # the directory's names win over wording
                found.append(unit.name if unit else name)
        return found

    def _declared(
        self, key: str, scopes: Mapping[str, tuple[str, ...]], by_word: Mapping[str, Collection[str]]
    ) -> tuple[str, ...] | None:
        group = self._group.get(key)
        if group is None:
            return None
        for name in (group.name, *group.aliases):
            if spelling(name) in scopes:
                return scopes[spelling(name)]
        if group.members == UNLISTED:
            return None
        if group.members in (ALL_LEADS, ALL_NAMED):
            names = tuple(by_word.get(group.members, ()))
            return names if names or group.members == ALL_LEADS else None
        category = getattr(group.members, "category", None)
        if category is not None:
            return tuple(unit.name for unit in self.units if unit.category == category) or None
        return tuple(group.members)  # type: ignore[arg-type]


def is_group(name: str) -> bool:
    """Whether a name is worded as a collective expression. The grammar of names is imported when one is asked about."""
    from ledger.words.responsibility import names

    return names.is_group(name)


def members_by_wording(name: str) -> Literal["牵头单位", "责任单位", "范围未列明"]:
    """Who a group is by its words alone: 各牵头单位, 牵头部门 are all that lead, 各责任单位 all that carry a task; of others
    nobody has said it."""
    return ALL_LEADS if _LEADERS.search(name) else ALL_NAMED if _NAMED.fullmatch(name) else UNLISTED


def _nobody() -> DirectoryFile:
    from ledger.record.directory_model import DirectoryFile

    return DirectoryFile()


def _names_of(unit: Unit) -> tuple[str, ...]:
    return (unit.name, *unit.aliases, *unit.former)


def _index(units: Iterable[Unit], names: Callable[[Unit], Iterable[str]]) -> dict[str, list[Unit]]:
    index: dict[str, list[Unit]] = {}
    for unit in units:
        for name in names(unit):
            same = index.setdefault(spelling(name), [])
            if unit not in same:
                same.append(unit)
    return index


def _found(how: How, units: Sequence[Unit]) -> Found:
    if len(units) == 1:
        return Found(how, unit=units[0].name)
    return Found("ambiguous" if units else "unknown", choices=tuple(unit.name for unit in units))


def _is_ending(key: str, name: str) -> bool:
    """Whether `name` (or `name` without its bracket) is a place and then `key`."""
    from ledger.words.responsibility.names import strip_tail_bracket

    return any(len(one) > len(key) and one.endswith(key) for one in (name, strip_tail_bracket(name)))


def _likeness(asked: str, name: str) -> float:
    """How alike two names are, 0 to 1. The level before the name (县, 市) hardly matters."""
    from difflib import SequenceMatcher

    from ledger.words.lexicon import LEVEL

    one, other = asked.lstrip(LEVEL) or asked, name.lstrip(LEVEL) or name
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0


def named_in(plan: Plan) -> tuple[str, ...]:
    """Every unit and group a plan names as somebody's duty, in order: 责任单位, 分办, 范围, 调整, 报送."""
    from ledger.record.model import Roles

    words: list[str | Roles | None] = [plan.shared]
    listed: list[str] = []
    for task in plan.tasks:
        words += [task.responsibility, *(change.responsibility for change in task.adjustments)]
        if task.assigned:
            words.append(Roles(lead=task.assigned.lead, support=task.assigned.support))
        listed += [name for names in task.scope.values() for name in names]
    words += [duty.units for duty in plan.reporting]
    found = [party.name for one in words for party in read_responsibility(one).parties]
    return tuple(dict.fromkeys((*found, *listed)))
