"""Progress (进展): who says it, when, and about which milestone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ledger.checks.places import day_words, names_of, owner_of, progress_of
from ledger.checks.units import is_known, unknown_unit
from ledger.duty.carriers import carriers
from ledger.duty.duty import slots
from ledger.duty.nodes import nodes_of
from ledger.duty.reading import Item, PlanReading
from ledger.duty.states import speaks_for
from ledger.problems import Path, Problem
from ledger.record.model import Progress
from ledger.words.deadline.occurrences import occurrences_of_plan
from ledger.words.meanings import Milestone

MOST_LISTED = 6


@dataclass(frozen=True, slots=True)
class Target:
    """What an entry may be about: a milestone that has duties, or one occurrence of a recurring one, and
    the days that name it. `milestone` is None for an item without any."""

    milestone: Milestone | None
    due: date | None
    days: tuple[date | None, ...]


def progress_by_outsider(reading: PlanReading, on: date) -> Iterable[Problem]:
    """填报进展的单位不是这项任务的责任单位。

    不是责任单位填的进展不计入任何分工。单位名称要与名录一致；范围未列明的集合（如“各乡镇”）可以由名录里的任何单位代报，
    成员已经列明的集合要由各成员自己填报；办公室的意见不写“单位”。
    """
    before = _named_before(reading)
    for path, item, entry in progress_of(reading):
        if entry.unit is None:
            continue
        everyone = carriers(reading, item)
        groups = {reading.group_name(carrier.via) for carrier in everyone if carrier.via}
        open_groups = [
            carrier.via and reading.group_name(carrier.via) for carrier in everyone if not carrier.unit
        ]
        group = reading.group_name(entry.unit)
        if group in open_groups:
            continue
        place, owner = (*path, "单位"), owner_of(item.no)
        unit = reading.directory.official(entry.unit)
        named = [carrier.unit for carrier in everyone if carrier.unit and not carrier.unlisted]
        if group in groups:
            message = f"{owner}的“{entry.unit}”已列明成员，集合自己填报的进展不起作用"
            yield _warning("progress-by-outsider", message, "由各成员单位分别填报。", place)
        elif not is_known(reading.directory, entry.unit):
            if not (open_groups and reading.directory.of_plan):
                yield unknown_unit(reading.directory, f"{owner}进展", entry.unit, place)
        elif not open_groups and unit not in named and unit not in before.get(path[:2], ()):
            yield _warning(
                "progress-by-outsider",
                f"“{entry.unit}”不是{owner}的责任单位，它填报的进展不起作用",
                f"这里的责任单位是{_some(dict.fromkeys(named))}；填错任务的移到原任务，办公室的意见删去“单位”。",
                place,
            )


def _named_before(reading: PlanReading) -> dict[Path, set[str]]:
    """Whom the words of each task named before an adjustment: what they reported then stands."""
    found: dict[Path, set[str]] = {}
    for named in names_of(reading):
        if named.path[0] == "任务":
            names = {reading.directory.official(party.name) for party in named.reading.parties}
            found.setdefault(named.path[:2], set()).update(names)
    return found


def progress_in_future(reading: PlanReading, on: date) -> Iterable[Problem]:
    """进展的日期晚于今天。

    进展记的是已经发生的事，查询某一天的情况时看不到之后的进展，所以写在将来的一条暂时不起作用。多半是写错了年份。
    """
    for path, item, entry in progress_of(reading):
        if entry.day > on:
            yield _warning(
                "progress-in-future",
                f"{owner_of(item.no)}的进展日期{day_words(entry.day)}晚于今天（{day_words(on)}）",
                "改正日期；还没有发生的，到时再填。",
                (*path, "日期"),
            )


def done_after_entry(reading: PlanReading, on: date) -> Iterable[Problem]:
    """完成日期晚于填报日期。

    填报的时候还没有到完成日期，两个日期必有一个写错了；是否逾期要按完成日期判断。
    """
    for path, item, entry in progress_of(reading):
        if entry.done_on and entry.done_on > entry.day:
            yield _warning(
                "done-after-entry",
                f"{owner_of(item.no)}的完成日期{day_words(entry.done_on)}晚于填报日期{day_words(entry.day)}",
                "改正其中写错的一个；还没有完成的，状态写“推进中”。",
                (*path, "完成日期"),
            )


def milestone_unmatched(reading: PlanReading, on: date) -> Iterable[Problem]:
    """对应节点对不上任何节点。

    “对应节点”写节点的日期（如 2022-10-31）或者事项的原词；对不上的，这条进展不起作用。
    周期性的节点要写清是哪一天的那一次。
    """
    for path, item, entry in progress_of(reading):
        if entry.milestone is None:
            continue
        targets = _targets(reading, item, on)
        if any(_is_about(entry, target) for target in targets):
            continue
        listed = _listed(reading, item, targets)
        yield _warning(
            "milestone-unmatched",
            f"{owner_of(item.no)}没有“{entry.milestone}”这个节点，这条进展不起作用",
            f"可以写：{listed}。" if listed else "这里没有分开的节点，删去“对应节点”。",
            (*path, "对应节点"),
        )


def milestone_missing(reading: PlanReading, on: date) -> Iterable[Problem]:
    """周期性的任务没有写对应节点。

    每季度、每月报一次的，一条进展要写明对应哪一次（那一次的日期），否则不知道是哪一次办了，这条进展不起作用。
    """
    for path, item, entry in progress_of(reading):
        targets = _targets(reading, item, on)
        if entry.milestone is not None or not all(t.milestone and t.milestone.recurring for t in targets):
            continue
        yield _warning(
            "milestone-missing",
            f"{owner_of(item.no)}的节点是周期性的，这条进展没有写对应哪一次，不起作用",
            f"补上“对应节点”，可以写：{_listed(reading, item, targets)}。",
            path,
        )


def extension_incomplete(reading: PlanReading, on: date) -> Iterable[Problem]:
    """延期没有写延到哪天，或者没有写原因。

    没有“延期至”，期限还是原来的那一天，照样算逾期；没有“原因”，考核和通报时说不清楚。
    """
    for path, item, entry in progress_of(reading):
        missing = [
            key for key, value in (("延期至", entry.extend_to), ("原因", entry.reason)) if value in (None, "")
        ]
        if entry.status == "延期" and missing:
            keys = "和".join(f"“{key}”" for key in missing)
            still = "，期限仍按原来的算" if "延期至" in missing else ""
            yield _warning(
                "extension-incomplete",
                f"{owner_of(item.no)}的延期没有写{keys}{still}",
                f"补上{keys}；单位申请、还没有同意的，状态写“申请延期”。",
                (*path, "状态"),
            )


def extension_not_later(reading: PlanReading, on: date) -> Iterable[Problem]:
    """延期至的日期不晚于原定期限。

    延期只能往后延，不晚于原定期限的不起作用。原定期限不会改掉，两个日期都留在记录上。
    """
    for path, item, entry in progress_of(reading):
        if entry.status != "延期" or entry.extend_to is None:
            continue
        targets = [target for target in _targets(reading, item, on) if _is_about(entry, target)]
        due = min((target.due for target in targets if target.due), default=None)
        if due is not None and entry.extend_to <= due:
            yield _warning(
                "extension-not-later",
                f"{owner_of(item.no)}延期至{day_words(entry.extend_to)}，不晚于原定的{day_words(due)}",
                "改正“延期至”；期限提前的，写“调整”。",
                (*path, "延期至"),
            )


def cancellation_without_reason(reading: PlanReading, on: date) -> Iterable[Problem]:
    """取消任务没有写原因。

    取消的任务不再提醒、不再考核，应当写明依据哪份文件、为什么取消。
    """
    for path, item, entry in progress_of(reading):
        if entry.status == "已取消" and not entry.reason:
            yield _warning(
                "cancellation-without-reason",
                f"{owner_of(item.no)}已取消，没有写原因",
                "补上“原因”，写明依据和理由。",
                (*path, "状态"),
            )


def _warning(check: str, message: str, hint: str, path: Path) -> Problem:
    return Problem(check=check, severity="warning", message=message, hint=hint, path=path)


def _targets(reading: PlanReading, item: Item, on: date) -> list[Target]:
    """Every milestone that has duties, occurrences one by one, with the days extensions moved it to."""
    found: dict[tuple[object, ...], Target] = {}
    for slot in slots(reading, item, on):
        milestone = slot.milestone
        if milestone is None or not milestone.recurring:
            found[(milestone and milestone.identity,)] = Target(milestone, slot.due, slot.days)
            continue
        for day in occurrences_of_plan(milestone, reading.plan.year, reading.plan.issued):
            found[(milestone.identity, day)] = Target(milestone, day, (day,))
    return [_with_extensions(item, target) for target in found.values()]


def _with_extensions(item: Item, target: Target) -> Target:
    moved = [entry.extend_to for entry in item.progress if entry.extend_to and _is_about(entry, target)]
    return Target(target.milestone, target.due, (*target.days, *moved))


def _is_about(entry: Progress, target: Target) -> bool:
    return speaks_for(entry, target.milestone, target.days)


def _listed(reading: PlanReading, item: Item, targets: list[Target]) -> str:
    """What 对应节点 could be; beside a day, the matter it is about."""
    meant = {target.milestone.identity for target in targets if target.milestone}
    names = []
    for node in nodes_of(reading, item):
        if node.milestone and node.milestone.identity in meant:
            what = None if node.milestone.recurring else node.milestone.what
            names.append(f"{node.name}（{what}）" if what not in (None, node.name) else node.name)
    return _some(dict.fromkeys(names))


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    more = f"等{len(listed)}个" if len(listed) > MOST_LISTED else ""
    return "、".join(listed[:MOST_LISTED]) + more
