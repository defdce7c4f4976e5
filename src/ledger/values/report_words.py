"""The words for what a report counts: shared by the text, the page, the workbook and the paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ledger.values.duty import Duty, Light
from ledger.values.pace import Pace
from ledger.values.report import GIVEN, Node, Reason, Report, ReportRow, Tally
from ledger.values.words import bracketed, carrier_words, compact, earlier_words, titled

# Kinds of 考核 that are as they should be: counted, their tasks not named one by one.
_ORDINARY = ("按期办结", "按期报送", "随牵头办结", "未到期")


def share_words(counts: Tally) -> str:
    """占比 with one decimal; 无 when there is nothing to do."""
    return "无" if counts.share is None else f"{counts.share:.1%}"


def subject(report: Report) -> str:
    """What the report is about: the plan by title, or the place and years of several."""
    titles = list(report.titles.values())
    if report.whose:
        plans = f"《{titles[0]}》" if len(titles) == 1 else f"{len(titles)}份计划"
        return f"{report.whose}的任务（{plans}）"
    if len(titles) == 1:
        return f"《{titles[0]}》"
    region = report.regions[0] if len(report.regions) == 1 else ""
    return f"{region}{'、'.join(map(str, report.years))}年度工作计划"


def numbered(report: Report, plan: str, no: int | str) -> str:
    """The number of a task, or a group, with the name of its plan where there are several: `政务公开 4`."""
    return f"{report.names.get(plan, '')} {no}".lstrip()


def row_of(report: Report, row: ReportRow) -> tuple[str, str]:
    """What tells a line of the break-down from another of its name, "" where nothing has to, and its name: of units of
    several regions the region, of sections the plan."""
    if report.by == "section":
        return report.names.get(row.plan, ""), row.name
    several = report.by == "unit" and len(report.regions) > 1
    return (row.region or "") if several else "", row.name


def row_words(report: Report, row: ReportRow) -> str:
    """县财政局（上高县）"""
    apart, name = row_of(report, row)
    return f"{name}（{apart}）" if apart else name


def node_name(node: Node) -> str:
    return titled(node.name, node.hint, node.what)


def carriers(node: Node, light: Light) -> tuple[str, ...]:
    """Who carries the Duties of a milestone that show this light, leads first."""
    return tuple(dict.fromkeys(map(carrier_words, _of_light(node, light))))


def _of_light(node: Node, light: Light) -> list[Duty]:
    return sorted((d for d in node.duties if d.light == light), key=lambda duty: duty.role != "lead")


def overdue_words(node: Node, on: date) -> str:
    """逾期5天, with what was missed before; where an extension came too late and its day is still to come, that."""
    days = (on - node.due).days if node.due else 0
    earlier = earlier_words(_of_light(node, "red"))
    extended = f"延期前已逾期（原 {node.day}）" if node.day else ""
    late = f"逾期{days}天" if days > 0 else extended
    return late + (bracketed(earlier) if earlier.startswith("其中") else earlier and f"，{earlier}")


def left_words(node: Node, on: date) -> str:
    """还有5天, 今天到期."""
    days = (node.due - on).days if node.due else 0
    return f"还有{days}天" if days > 0 else "今天到期"


def rows_of(report: Report) -> list[ReportRow]:
    """The lines of the break-down in the order they are shown."""
    return worst_first(report.rows) if report.by == "unit" else list(report.rows)


def worst_first(rows: Sequence[ReportRow]) -> list[ReportRow]:
    """Most overdue first, then most due soon, then as named; regions together."""
    return sorted(rows, key=lambda row: (row.region or "", -row.counts.red, -row.counts.amber))


def plan_head(report: Report) -> tuple[str, ...]:
    """The heading of the plan of each line, where there are several."""
    return ("计划",) * bool(report.names)


def plan_cell(report: Report, plan: str) -> tuple[str, ...]:
    """What stands under `plan_head`."""
    return (report.names[plan],) if report.names else ()


Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Headings, and lines under them."""


def late_table(report: Report, nodes: Iterable[Node]) -> Table:
    rows = [
        (
            *plan_cell(report, node.plan),
            str(node.no),
            node_name(node),
            "、".join(carriers(node, "red")),
            str(node.due or ""),
            overdue_words(node, report.on),
        )
        for node in nodes
    ]
    return (*plan_head(report), "序号", "任务", "逾期单位", "期限", "逾期"), tuple(rows)


def pace_table(report: Report, paces: Iterable[Pace]) -> Table:
    """The day is short, so that no narrow cell breaks it."""
    rows = [
        (
            *plan_cell(report, pace.plan),
            str(pace.no),
            titled(pace.name, pace.hint, None),
            pace.unit,
            pace.should,
            pace.has + (f"（{pace.said_on.month}月{pace.said_on.day}日）" if pace.said_on else ""),
            pace.gap,
        )
        for pace in paces
    ]
    return (*plan_head(report), "序号", "任务", "单位", "应达", "已报", "序时进度"), tuple(rows)


PACE_HOW = (
    "序时进度：已过期限的阶段没有达到的算滞后；两个阶段之间按时间折算，低于折算数的算慢于序时。"
    "百分数取“情况”里最近写的“完成…%”“进度…%”，没有写的取已办结的阶段。"
)


def lower_table(report: Report) -> Table:
    """A line a lower office, and their sum; who sent nothing stands there and says so."""
    from ledger.values.lower import summed

    def figures(counts: Tally) -> tuple[str, ...]:
        numbers = (counts.total, counts.done, share_words(counts), counts.red, counts.amber)
        return tuple(map(str, numbers))

    rows = []
    for one in report.lower:
        counted = ("",) * 5 if one.trouble else figures(one.tasks)
        rows.append((one.name, str(one.on or ""), *counted, one.remark(report.on)))
    sent = [one for one in report.lower if not one.trouble]
    if len(sent) > 1:
        rows.append(("合计", "", *figures(summed(one.tasks for one in sent)), ""))
    return ("下级", "截至", "任务", "已办结", "占比", "逾期", "临近到期", "说明"), tuple(rows)


def lower_title(report: Report) -> str:
    """`下级汇总（不计入以上各数）：2 个，1 个没有收到或读不了`."""
    missing = sum(bool(one.trouble) for one in report.lower)
    return f"下级汇总（不计入以上各数）：{len(report.lower)} 个" + (
        f"，{missing} 个没有收到或读不了" if missing else ""
    )


def lower_late(report: Report) -> list[str]:
    """What is overdue at the lower offices, a line each."""
    return [f"{one.name}：{late.name}，{late.unit}，{late.due}" for one in report.lower for late in one.late]


def unlisted_words(report: Report) -> tuple[str, list[str]]:
    """That groups have no members, and which they are, a line each."""
    title = f"另有 {len(report.unlisted)} 个集合没有列明成员，其中各单位的情况没有算在内："
    return title, [
        f"{numbered(report, plan, group)}：任务 {compact(nos)}" for plan, group, nos in report.unlisted
    ]


def reason_words(reason: Reason) -> str:
    """`逾期办结 1 件×0.5＝0.5（14 线下精准公开）`; what went as it should is not named one by one."""
    if reason.kind == GIVEN:
        return f"{GIVEN}{reason.points:+g}（{'；'.join(reason.items)}）"
    each = f"({reason.points:g})" if reason.points < 0 else f"{reason.points:g}"
    measure = "次" if reason.kind == "漏报" else "件"
    named = "" if reason.kind in _ORDINARY else f"（{'；'.join(reason.items)}）"
    return f"{reason.kind}{reason.count}{measure}×{each}＝{reason.total:g}{named}"
