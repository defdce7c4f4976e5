"""Deadlines: words not understood, days that cannot be meant, dates that stand only in the text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ledger.checks.places import deadlines_of, marked, tasks_of
from ledger.duty.reading import PlanReading
from ledger.problems import Problem, warning
from ledger.record.days import last_year
from ledger.values.words import called, long_day
from ledger.words.deadline.occurrences import describe, occurrences_of_plan
from ledger.words.doubt import CATALOGUE
from ledger.words.meanings import BodyDate, Milestone
from ledger.words.understood import find_dates

LONGEST = 5  # years after 年度 a plan may reach: 五年规划 is the longest horizon such documents name
HOW_TO_WRITE = CATALOGUE["not-understood"].remedy


def deadline_unknown(reading: PlanReading, on: date) -> Iterable[Problem]:
    """期限里有看不懂的词语。

    看不懂的一律照录，不猜日期，因此也不会到期提醒。文件本来就没有写明日期的（如“按上级要求”），可以保留；
    办公室定了日期的，写在“补充节点”或“调整”里。
    """
    for deadline in deadlines_of(reading):
        outcome = _outcome(deadline.reading.milestones)
        for doubt in deadline.reading.unread:
            message = f"{deadline.owner}的期限：{doubt.sentence.rstrip('。')}；{outcome}"
            hint = HOW_TO_WRITE.format(words=doubt.words)
            yield warning("deadline-unknown", message, hint, deadline.path, *marked(doubt))


def deadline_wording(reading: PlanReading, on: date) -> Iterable[Problem]:
    """期限看懂了，但写法有疑问。

    例如“2021年9月10前”少了“日”字，按9月10日理解。原文如此的可以保留，最好加一行注释说明；抄错的改正。
    """
    for deadline in deadlines_of(reading):
        for doubt in deadline.reading.doubts:
            if doubt in deadline.reading.unread or doubt.code == "far-year":
                continue  # by `deadline_unknown`; by `deadline_outside_years`, with the day
            message = f"{deadline.owner}的期限：{doubt.sentence.rstrip('。')}"
            yield warning("deadline-wording", message, doubt.remedy, deadline.path, *marked(doubt))


def deadline_before_issue(reading: PlanReading, on: date) -> Iterable[Problem]:
    """期限早于印发日期。

    文件还没有印发，期限就过了，承办单位无从按期完成，多半是沿用了旧稿或写错了年月。只看文件自己的日期，
    不看办公室的“默认时限”和“调整”。原文如此的保留，加注释说明。
    """
    issued = reading.plan.issued
    if issued is None:
        return
    for deadline in deadlines_of(reading):
        for milestone in deadline.reading.milestones if deadline.of_document else ():
            day = milestone.day_due
            if day is None or milestone.kind == "ongoing" or day >= issued or _outside(reading, day):
                continue
            message = (
                f"{deadline.owner}的期限早于印发日期：“{milestone.words}”截止{long_day(day)}，"
                f"文件{long_day(issued)}才印发"
            )
            hint = "对照原文：抄错的改正；原文如此的，可以保留，加一行注释说明。"
            yield warning("deadline-before-issue", message, hint, *deadline.mark(milestone.words))


def deadline_outside_years(reading: PlanReading, on: date) -> Iterable[Problem]:
    """期限的年份离计划的年度太远。

    早于上一年度，或者晚于年度之后五年（五年规划已是最长的），多半是写错了数字。没有写印发日期的计划，早于本年度就算。
    结转来的任务写着上年的期限，不在此列。
    """
    year = reading.plan.year
    for deadline in deadlines_of(reading):
        for milestone in deadline.reading.milestones:
            day = milestone.day_due or milestone.start
            if day is None or not _outside(reading, day) or (deadline.carried and day.year < year):
                continue
            message = f"{deadline.owner}的期限离计划的年度太远：“{milestone.words}”是{long_day(day)}，年度是{year}年"
            hint = "核对年份是否写错；“年度”写错的改“年度”。"
            yield warning("deadline-outside-years", message, hint, *deadline.mark(milestone.words))


def date_only_in_text(reading: PlanReading, on: date) -> Iterable[Problem]:
    """任务内容或者责任单位里有日期，时间节点、补充节点和报送里都没有。

    只有列为节点的日期才会计入分工、到期提醒。把警告里给出的几行补在该任务下即可；“事项”可以改得更简短。
    同一天的节点（或同一周期、同一起点的节点）已经有了的，不再提示；结转来的任务，内容里是上年的日期，也不提示。
    """
    plan = reading.plan
    reported = [m for item in reading.items if item.is_reporting for m in item.milestones]
    for path, task, item in tasks_of(reading):
        if task.carried_from:
            continue
        known = [*item.milestones, *item.original, *reported]
        first = not task.extra
        units = task.responsibility if isinstance(task.responsibility, str) else ""  # 县数据局（6月底前）
        for key, text in (("任务内容", task.content), ("责任单位", units)):
            for found in find_dates(text, plan.year, issued=plan.issued) if text else ():
                if any(_covers(reading, milestone, found.milestone) for milestone in known):
                    continue
                message = f"{called(task.no)}的{key}里有期限“{found.milestone.words}”，没有列为节点"
                hint = (
                    _lines_to_add(found, first) if key == "任务内容" else "移到“时间节点”或者“补充节点”里。"
                )
                yield warning("date-only-in-text", message, hint, (*path, key), found.offset, found.length)
                first = False


def carried_deadline(reading: PlanReading, on: date) -> Iterable[Problem]:
    """结转来的任务还没有定今年的期限。

    回头看（`ledger lookback --into`）结转的任务保留上年的期限，那一天已经过了，从年初起就算逾期；任务内容里的日期也是上年的，
    不算节点。写了今年的时间节点（或者“调整”），就不再提示。
    """
    start = date(reading.plan.year, 1, 1)
    for path, task, item in tasks_of(reading):
        days = [milestone.day_due for milestone in item.milestones if milestone.day_due]
        if (
            not task.carried_from
            or any(m.recurring for m in item.milestones)
            or (days and max(days) >= start)
        ):
            continue
        still = f"期限还是上年的{long_day(max(days))}" if days else "没有写到哪一天"
        message = f"{called(task.no)}是结转来的，{still}"
        hint = "请写今年的时间节点；就照原来的期限算逾期的，不用改。"
        yield warning("carried-deadline", message, hint, (*path, "时间节点" if task.deadline else "结转自"))


def _outcome(milestones: tuple[Milestone, ...]) -> str:
    """What `due` and `remind` make of a deadline read in part: nothing, or the days that were understood."""
    days = [describe(m) for m in milestones if m.day_due or m.recurring]
    return f"仍按读懂的部分提醒：{'、'.join(dict.fromkeys(days))}" if days else "不会到期提醒"


def _outside(reading: PlanReading, day: date) -> bool:
    """Whether a day cannot be meant by a plan of this year."""
    plan = reading.plan
    earliest = plan.year - 1 if plan.issued else plan.year
    return not earliest <= day.year <= last_year(plan.year) + LONGEST


def _covers(reading: PlanReading, known: Milestone, found: Milestone) -> bool:
    """Whether a milestone of the task already stands for a date of the text."""
    if found.kind in ("ongoing", "unknown"):
        return True  # no date
    if found.kind == "relative":
        return known.words == found.words
    if found.recurring:
        return _cycle(known) == _cycle(found)
    if found.day_due is None:
        return found.start is not None and known.start == found.start
    if known.kind == "ongoing":
        return False  # 全年 does not say what is to be done by 年底前
    if known.recurring:
        return found.day_due in occurrences_of_plan(
            known, reading.plan.year, reading.plan.issued, overrides=reading.overrides
        )
    return known.day_due == found.day_due


def _cycle(milestone: Milestone) -> tuple[object, ...]:
    return (milestone.kind, milestone.month, milestone.day, milestone.weekday, milestone.nth)


def _lines_to_add(found: BodyDate, first: bool) -> str:
    what = found.clause or found.milestone.what or found.milestone.words
    lines = [f"  - 事项: {_yaml_text(what)}", f"    期限: {_yaml_text(found.milestone.words)}"]
    if first:
        return "\n".join(["在这项任务下补上这几行：", "  补充节点:", *lines])
    return "\n".join(["在这项任务的“补充节点”下补上这几行：", *lines])


def _yaml_text(text: str) -> str:
    """Text as a YAML value ready to paste; quoted where plain words would be read as something else."""
    special = text[:1] in "!&*-?|>@%`\"'#,[]{}: " or any(s in text for s in (": ", " #")) or text[-1:] in ": "
    return "'" + text.replace("'", "''") + "'" if special else text
