"""Progress (进展): who says it, when, and about which milestone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps

from ledger.checks.places import items_of, names_of, progress_of
from ledger.checks.units import is_known, unknown_unit
from ledger.duty.carriers import carriers
from ledger.duty.entry import RULES, Rule, case_of, faults_by, some
from ledger.duty.reading import PlanReading
from ledger.problems import Path, Problem, warning
from ledger.record.model import Progress
from ledger.values.words import called


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
        groups = {carrier.via for carrier in everyone if carrier.via}
        open_groups = [carrier.via for carrier in everyone if not carrier.unit]
        group = reading.group_name(entry.unit)
        if group in open_groups:
            continue
        place, owner = (*path, "单位"), called(item.no)
        unit = reading.directory.official(entry.unit)
        named = [carrier.unit for carrier in everyone if carrier.unit and not carrier.unlisted]
        if group in groups:
            message = f"{owner}的“{entry.unit}”已列明成员，集合自己填报的进展不起作用"
            yield warning("progress-by-outsider", message, "由各成员单位分别填报。", place)
        elif not is_known(reading.directory, entry.unit):
            if not (open_groups and reading.directory.of_plan):
                yield unknown_unit(reading.directory, f"{owner}进展", entry.unit, place)
        elif not open_groups and unit not in named and unit not in before.get(path[:2], ()):
            yield warning(
                "progress-by-outsider",
                f"“{entry.unit}”不是{owner}的责任单位，它填报的进展不起作用",
                f"这里的责任单位是{some(dict.fromkeys(named))}；填错任务的移到原任务，办公室的意见删去“单位”。",
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


def merged_unit_silent(reading: PlanReading, on: date) -> Iterable[Problem]:
    """合并的单位，原来的一个名称还没有报过。

    文件里分别写的两个单位已经合并（一个是另一个的曾用名）。以现在的名称报“已完成”，对两个名称都算数；如果是合并以前报的，
    只说明自己那一半，另一半要由原来的名称另报一条。
    """
    for path, item, entry in progress_of(reading):
        if entry.status != "已完成" or entry.unit is None:
            continue
        for who in carriers(reading, item):
            if who.names and reading.as_written(entry.unit) == who.unit:
                heard = {e.unit for e in item.progress}
                silent = [name for name in who.names if name not in heard and name != who.unit]
                if silent:
                    yield warning(
                        "merged-unit-silent",
                        f"{called(item.no)}同时写了{'、'.join(who.names)}，现在是同一个单位；"
                        f"“{entry.unit}”的这条已完成对{'、'.join(silent)}也算数",
                        f"合并以前报的，另以“{silent[0]}”的名义补一条它的进展；合并以后报的不用改。",
                        (*path, "单位"),
                    )


def _check_of(rule: Rule) -> Callable[[PlanReading, date], Iterable[Problem]]:
    """The check that tells what a rule of one entry finds in a whole plan."""

    @wraps(rule)
    def check(reading: PlanReading, on: date) -> Iterable[Problem]:
        for path, item in items_of(reading):
            if not item.progress:
                continue
            case = case_of(reading, item, on)
            for index, entry in enumerate(item.progress):
                for fault in faults_by(rule, case, entry):
                    key = Progress.model_fields[fault.field].alias if fault.field else None
                    place = (*path, "进展", index, *([key] if key else []))
                    yield warning(fault.code, fault.message, fault.hint, place)

    return check


ENTRY_CHECKS = tuple(map(_check_of, RULES))
