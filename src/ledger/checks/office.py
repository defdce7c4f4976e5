"""What the office adds to a plan: its days, and 调整."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ledger import lazy_re
from ledger.checks.places import tasks_of
from ledger.duty.reading import PlanReading
from ledger.problems import Problem, warning
from ledger.record.days import last_year
from ledger.values.words import called, long_day


def issue_outside_years(reading: PlanReading, on: date) -> Iterable[Problem]:
    """印发日期与年度对不上。

    年度计划在上一年年底到下一年年初之间印发；差得更远的，多半是写错了年份，所有期限都会跟着算错。
    """
    plan = reading.plan
    if plan.issued and abs(plan.issued.year - plan.year) > 1:
        message = f"印发日期{long_day(plan.issued)}与年度{plan.year}年对不上"
        hint = "核对“印发日期”和“年度”，改正写错的一个。"
        yield warning("issue-outside-years", message, hint, ("印发日期",))


_PLACE_AT_HEAD = lazy_re.compile(r"[\u4e00-\u9fff]{1,8}?[县市区旗](?=[12]\d{3}年)")


def region_other(reading: PlanReading, on: date) -> Iterable[Problem]:
    """“地区”和标题里的、单位名录里的地区不是一个。

    按地区查的时候（`--region`），写错的这份计划整个不在里面，看起来却一切正常。
    """
    plan = reading.plan
    if not plan.region:
        return
    head = _PLACE_AT_HEAD.match(plan.title)
    for place, others in (("标题", head and head[0]), ("单位名录 units.yaml", reading.directory.file.region)):
        if others and not (others.endswith(plan.region) or plan.region.endswith(others)):
            message = f"“地区”写的是“{plan.region}”，{place}里是“{others}”"
            hint = f"核对，改正写错的一个；用 --region {others} 查的时候，这份计划不在里面。"
            yield warning("region-other", message, hint, ("地区",))
            return


_SPAN = lazy_re.compile(r"(20\d{2})\s*年?\s*(?:[-—–~～至到]|——)\s*(20\d{2})")


def years_beyond_plan(reading: PlanReading, on: date) -> Iterable[Problem]:
    """标题或者期限写到几年以后，“年度”只有一年。

    循环的期限（如“每月底前”）到“年度”的最后一年为止。标题写明跨几年的，或者别的期限已经写到以后的年份、又有循环的期限，
    把“年度”写成起止两年，如 年度: 2026-2028；标题里的年份另有所指的，可以保留。
    """
    plan = reading.plan
    span = _SPAN.search(plan.title)
    if span is None or not plan.year <= int(span[2]) or last_year(plan.year) >= int(span[2]):
        yield from _node_beyond(reading)
        return
    message = f"标题写的是{span[1]}—{span[2]}年，“年度”到{last_year(plan.year)}年为止，以后的循环期限不会提醒"
    yield warning("years-beyond-plan", message, f"跨几年的计划，写成：年度: {span[1]}-{span[2]}", ("年度",))


def _node_beyond(reading: PlanReading) -> Iterable[Problem]:
    """A dated node past the years of the plan beside a recurring one, which stops there."""
    plan = reading.plan
    last = last_year(plan.year)
    milestones = [m for item in reading.items for m in item.milestones]
    past = [m for m in milestones if (day := m.day_due) and last + 1 < day.year + (day.month > 3) <= last + 6]
    recurring = next((m for m in milestones if m.recurring), None)
    if plan.rolling or recurring is None or not past:
        return
    farthest = max(past, key=lambda m: m.day_due or date.min)
    until = farthest.day_due.year if farthest.day_due else last
    message = f"有的期限写到{until}年（“{farthest.words}”），循环的期限（“{recurring.words}”）到{last}年为止"
    hint = f"计划跨几年的，写成：年度: {int(plan.year)}-{until}；循环的期限只管一年的，可以保留。"
    yield warning("years-beyond-plan", message, hint, ("年度",))


def archive_before_issue(reading: PlanReading, on: date) -> Iterable[Problem]:
    """归档日期早于印发日期。

    归档之日起，计划不再出现在 `due` 和 `remind` 里；写早了，整个计划就一直不提醒。
    """
    plan = reading.plan
    if plan.archived and plan.archived < plan.first_day:
        start = f"印发日期{long_day(plan.issued)}" if plan.issued else f"年度开始的{long_day(plan.first_day)}"
        message = f"归档日期{long_day(plan.archived)}早于{start}，这个计划一直不会提醒"
        hint = "改正“归档”的日期；还在使用的计划删去“归档”。"
        yield warning("archive-before-issue", message, hint, ("归档",))


def given_missing(reading: PlanReading, on: date) -> Iterable[Problem]:
    """滚动的计划里有一项没有写“交办日期”。

    一件一件交办的，期限从交办那天读；没有写的，只能按计划的年度读，过了年就会错一年，“15日内”也没有日子。
    结转来的，期限写全了年份就不会读错。
    """
    if not reading.plan.rolling:
        return
    for path, task, item in tasks_of(reading):
        dated = [(m.day_due, m.words or "") for m in item.milestones if m.day_due]
        if task.given is None and not (task.carried_from and all(str(d.year) in words for d, words in dated)):
            message = f"{called(task.no)}没有写“交办日期”，期限只能按{reading.plan.year}年读"
            yield warning("given-missing", message, "补上“交办日期”：哪天交办给单位的。", (*path, "序号"))


def given_after_deadline(reading: PlanReading, on: date) -> Iterable[Problem]:
    """“交办日期”晚于期限。

    交办的时候期限已经过了，这一项一交办就是逾期；多半是交办日期或者期限的年份写错了。
    """
    for path, task, item in tasks_of(reading):
        days = [milestone.day_due for milestone in item.milestones if milestone.day_due]
        if task.given and days and max(days) < task.given:
            message = f"{called(task.no)}{long_day(task.given)}才交办，期限{long_day(max(days))}已经过了"
            hint = "核对“交办日期”和“时间节点”，改正写错的一个。"
            yield warning("given-after-deadline", message, hint, (*path, "交办日期"))


def adjustment_empty(reading: PlanReading, on: date) -> Iterable[Problem]:
    """“调整”没有写调整了什么。

    后来的通知改了时限的写“时间节点”，改了单位的写“责任单位”，两样都没有的不起作用。
    """
    for path, task, _ in tasks_of(reading):
        for index, change in enumerate(task.adjustments):
            if not change.deadline and not change.responsibility:
                message = f"{called(task.no)}依据“{change.basis}”的调整没有写调整了什么"
                hint = "补上“时间节点”或“责任单位”；没有调整的，删去这一条。"
                yield warning("adjustment-empty", message, hint, (*path, "调整", index))


def adjustment_before_issue(reading: PlanReading, on: date) -> Iterable[Problem]:
    """调整日期早于印发日期。

    调整是文件印发以后的事；日期早于印发日期的，多半是写错了。
    """
    issued = reading.plan.issued
    for path, task, _ in tasks_of(reading):
        for index, change in enumerate(task.adjustments):
            if issued and change.day < issued:
                message = f"{called(task.no)}的调整日期{long_day(change.day)}早于印发日期{long_day(issued)}"
                hint = "核对“调整”的日期和计划的“印发日期”。"
                yield warning("adjustment-before-issue", message, hint, (*path, "调整", index, "日期"))
