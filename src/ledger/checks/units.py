"""Units: names the directory does not know, words not understood, what the office decided about units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ledger.checks.places import Named, marked, names_of, progress_of, stretch, tasks_of
from ledger.duty.directory import UnitDirectory, spelling
from ledger.duty.reading import PlanReading
from ledger.problems import Path, Problem, warning
from ledger.record.characters import code_point
from ledger.values.words import called


def unit_unknown(reading: PlanReading, on: date) -> Iterable[Problem]:
    """单位不在单位名录里。

    名录（units.yaml）里没有的名称，多半是写错了字，或者同一单位换了写法：前者改正，后者写进该单位的“别名”。
    没有 units.yaml 的，计划自己写的名称就是名录，不查这一条。
    """
    for named in names_of(reading):
        for party in named.reading.parties:
            if not party.group and not is_known(reading.directory, party.name):
                yield unknown_unit(reading.directory, named.owner, party.name, *named.mark(party.name))
        for words in () if reading.directory.of_plan else named.reading.unknown:
            if reading.directory.similar(words, 1):
                yield unknown_unit(reading.directory, named.owner, words, *named.mark(words))
    for path, task, _ in tasks_of(reading):
        for group, members in task.scope.items():
            for index, name in enumerate(members):
                if not is_known(reading.directory, name):
                    place = (*path, "范围", group, index)
                    yield unknown_unit(reading.directory, called(task.no), name, place)


def unit_in_two_roles(reading: PlanReading, on: date) -> Iterable[Problem]:
    """同一单位在一项任务里既牵头又配合。

    牵头单位不必再列为配合单位；两处写法不同（如简称与全称）也算同一单位。多半是抄重了，或者其中一个写错了名称。
    """
    for named in names_of(reading):
        official = reading.directory.official
        leads = {official(p.name): p.name for p in named.reading.parties if p.role == "lead" and not p.group}
        for party in named.reading.parties:
            if party.role != "support" or party.group or official(party.name) not in leads:
                continue
            other = leads[official(party.name)]
            same = "" if other == party.name else f"（与“{other}”是同一单位）"
            message = f"{named.owner}里“{party.name}”{same}既牵头又配合"
            hint = "对照原文：抄错的改正；确实如此的，只算牵头。"
            yield warning("unit-in-two-roles", message, hint, *named.mark(party.name, last=True))


def unit_spelled_twice(reading: PlanReading, on: date) -> Iterable[Problem]:
    """同一单位在一份计划里有两种字形。

    全角与半角、繁体与简体、异体字的差别，程序算同一个单位；可是查找、筛选和别的软件会当成两个，所以请统一。
    """
    first: dict[str, str] = {}
    told: set[str] = set()
    for name, path, named in _names_with_places(reading):
        other = first.setdefault(spelling(name), name)
        if name == other or name in told:
            continue
        told.add(name)
        pair = next((pair for pair in zip(other, name, strict=False) if pair[0] != pair[1]), None)
        how = "，".join(f"“{char}”是 {code_point(char)}" for char in pair or ()) or "多了字符"
        message = f"“{name}”与前面的“{other}”字形不同（{how}），算同一个单位"
        hint = "统一成一种写法；确是两个单位的，在 units.yaml 里分别写明。"
        yield warning("unit-spelled-twice", message, hint, *(named.mark(name) if named else (path,)))


def _names_with_places(reading: PlanReading) -> Iterable[tuple[str, Path, Named | None]]:
    """Every unit named in the plan, as it is written there, its path, and the value it is a part of."""
    for named in names_of(reading):
        for party in named.reading.parties:
            yield party.name, named.path, named
    for path, task, _ in tasks_of(reading):
        for group, members in task.scope.items():
            for index, member in enumerate(members):
                yield member, (*path, "范围", group, index), None
    for path, _, entry in progress_of(reading):
        if entry.unit:
            yield entry.unit, (*path, "单位"), None


def responsibility_unknown(reading: PlanReading, on: date) -> Iterable[Problem]:
    """责任单位里有看不懂的词语。

    看不懂的词语不计入任何单位的分工。按“县财政局牵头，县司法局、各乡镇配合”的样子写，
    或者改用“牵头: […]”“配合: […]”“责任: […]”三个键把单位列清楚。
    """
    for named in names_of(reading):
        if not isinstance(named.value, str):
            continue
        at, misspelt_to = 0, -1
        for words in named.reading.unknown:
            offset, length = stretch(named.value, words, at)
            at = offset + len(words)
            names = reading.directory.similar(words, 1)
            if names:
                misspelt_to = at
            if offset == misspelt_to or (names and not reading.directory.of_plan):
                continue  # a 牵头 left alone by the name before it; a name said by `unit_unknown`
            ask = f"是不是“{names[0]}”？写错的改正；或者" if names else ""
            message = f"{named.owner}的责任单位里有看不懂的词语：“{words}”"
            hint = (
                f"{ask}改用“牵头”“配合”“责任”分别列出单位；"
                f"用 ledger explain --units '{words}' 可以试别的写法。"
            )
            yield warning("responsibility-unknown", message, hint, named.path, offset, length)


def responsibility_wording(reading: PlanReading, on: date) -> Iterable[Problem]:
    """责任单位看懂了，但可以有别的读法。

    程序按最通常的读法理解，用 `ledger explain --units` 可以看到；读得不对的，改用“牵头”“配合”“责任”分别列出。
    """
    for named in names_of(reading):
        if not isinstance(named.value, str):
            continue
        blank = len(named.value) - len(named.value.lstrip())
        told: set[str] = set()
        for doubt in named.reading.doubts:
            if doubt.sentence in told:
                continue
            told.add(doubt.sentence)
            message = f"{named.owner}的责任单位：{doubt.sentence.rstrip('。')}"
            offset, length = marked(doubt)
            yield warning("responsibility-wording", message, doubt.remedy, named.path, blank + offset, length)


def scope_without_group(reading: PlanReading, on: date) -> Iterable[Problem]:
    """“范围”里的集合，这项任务并没有。

    “范围”说明文件里笼统的说法（如“相关部门”）在这项任务里指哪些单位，所以要照责任单位里的原词写。
    """
    for path, task, item in tasks_of(reading):
        groups = item.responsibility.groups
        meant = {spelling(reading.group_name(group)) for group in groups}
        for name in task.scope:
            if spelling(reading.group_name(name)) in meant:
                continue
            listed = "、".join(f"“{group}”" for group in groups)
            message = f"{called(task.no)}的责任单位里没有“{name}”，这条范围不起作用"
            hint = f"这项任务里的集合是{listed}，照原词写。" if groups else "这项任务没有集合，删去这条范围。"
            yield warning("scope-without-group", message, hint, (*path, "范围", name), on_key=True)


def assignment_not_needed(reading: PlanReading, on: date) -> Iterable[Problem]:
    """文件已经写明责任单位，又写了“分办”。

    “分办”只用于文件没有写明责任单位的任务；文件写得笼统的（如“相关部门”）用“范围”，后来改了责任单位的用“调整”。
    """
    for named in names_of(reading):
        index = named.path[1] if len(named.path) == 3 and named.path[0] == "任务" else None
        if not isinstance(index, int) or named.path[-1] != "责任单位" or not named.reading.parties:
            continue
        if reading.plan.tasks[index].assigned is not None:
            names = "、".join(party.name for party in named.reading.parties[:3])
            message = f"{named.owner}的文件已写明责任单位（{names}），又写了“分办”"
            hint = "集合的成员写“范围”，改变责任单位写“调整”；否则删去“分办”。"
            yield warning("assignment-not-needed", message, hint, ("任务", index, "分办"), on_key=True)


def is_known(directory: UnitDirectory, name: str) -> bool:
    """Whether the directory knows a name, as a unit's or as a group's."""
    return directory.unit(name) is not None or directory.group(name) is not None


def unknown_unit(
    directory: UnitDirectory, owner: str, name: str, path: Path, offset: int = 0, length: int | None = None
) -> Problem:
    """The one sentence about a name that the directory does not hold."""
    near = "或".join(f"“{other}”" for other in directory.similar(name, 2))
    hint = "新的单位加到 units.yaml 的“单位”下，ledger units --suggest 列出全部；已有单位的另一种写法，加进它的“别名”。"
    if near:
        hint = (
            f"是不是{near}？写错的改正；另一种写法加进 units.yaml 里那个单位的“别名”，新的单位加到“单位”下。"
        )
    if path and isinstance(path[-1], int):
        hint = as_a_list(name) or hint
    return warning("unit-unknown", f"{owner}里的“{name}”不在单位名录里", hint, path, offset, length)


def as_a_list(name: str) -> str:
    """How to write what is several names in one place of a list; "" where it is one."""
    names = list(filter(None, name.replace("，", "、").split("、")))
    return f"几个单位在方括号里用半角逗号隔开：[{', '.join(names)}]。" if len(names) > 1 else ""
