"""The one note a plan: what nobody did wrong, but nobody will be reminded of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ledger.checks.places import tasks_of
from ledger.duty.reading import PlanReading
from ledger.problems import Problem
from ledger.values.words import compact


def summary(reading: PlanReading, on: date) -> Iterable[Problem]:
    """一份计划一条提示：没有日期的任务、没有写明责任单位的任务、没有列明成员的集合。

    这些都不是错误，文件就是这样写的；但是没有日期就不会提醒，没有单位就不知道提醒谁。办公室可以定下来：
    时限用“默认时限”或“补充节点”，单位用“分办”，集合的成员写在 units.yaml 的“集合”或任务的“范围”里。
    """
    items = [item for _, _, item in tasks_of(reading)]
    undated = [item.no for item in items if not any(m.day_due or m.recurring for m in item.milestones)]
    nobody = [item.no for item in items if not item.responsibility.parties]
    groups = dict.fromkeys(
        reading.group_name(name)
        for item in reading.items
        for name in item.responsibility.groups
        if reading.directory.members(name, item.scope, reading.by_word) is None
    )
    parts = []
    if undated:
        parts.append(f"没有日期的任务 {len(undated)} 项（序号 {compact(undated)}）")
    if nobody:
        parts.append(f"没有写明责任单位的任务 {len(nobody)} 项（序号 {compact(nobody)}）")
    if groups:
        parts.append(f"范围未列明的集合 {len(groups)} 个（{'、'.join(groups)}）")
    if parts:
        yield Problem(
            check="summary",
            severity="note",
            message="；".join(parts),
            hint=(
                "没有日期的不提醒，没有单位的不知道提醒谁；"
                "可用“默认时限”“分办”“范围”和 units.yaml 的“集合”定下来。"
            ),
        )
