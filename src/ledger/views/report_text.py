"""`report` in a terminal, and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from ledger.values.report import STAGE_WORDS, STAGES, Report, Tally
from ledger.values.report_words import (
    late_table,
    left_words,
    lower_late,
    lower_table,
    lower_title,
    node_name,
    pace_table,
    plan_cell,
    plan_head,
    row_of,
    rows_of,
    share_words,
    unlisted_words,
)
from ledger.values.words import carrier_words, titled
from ledger.views.due import duty_row
from ledger.views.json_text import dump, picked
from ledger.views.table import table

_LEVELS = ("tasks", "milestones", "duties")
BAR = 20
LONGEST = 10
_BY_WORDS = {"unit": "单位（按分工计）", "section": "章节（按任务计）", "plan": "计划（按任务计）"}


def report_json(report: Report) -> str:
    """Every figure; `late` is one row per Duty that is red, under the keys of `due --json`."""
    regions = {node.plan: node.region for node in report.nodes}
    return dump(
        {
            "on": report.on,
            "whose": report.whose or None,
            "from": report.period.start if report.period else None,
            "within": report.within,
            "by": report.by,
            "plans": [
                {
                    "id": plan,
                    "title": title,
                    "name": report.names.get(plan, title),
                    "plan_name": report.whole_names[plan],
                }
                for plan, title in report.titles.items()
            ],
            **{level: counts_row(getattr(report, level)) for level in _LEVELS},
            "rows": [
                {"region": r.region, "name": r.name, "plan": r.plan or None, **counts_row(r.counts)}
                for r in report.rows
            ],
            "months": [{"month": f"{m.month:%Y-%m}", **counts_row(m.counts)} for m in report.months],
            "late": [duty_row(d) for node in report.late for d in node.duties if d.light == "red"],
            "latest": [asdict(entry) for entry in report.latest],
            "period": report.period and asdict(report.period),
            "pace": [asdict(pace) for pace in report.pace],
            "lower": [
                {
                    **asdict(one),
                    **{level: None if one.trouble else counts_row(getattr(one, level)) for level in _LEVELS},
                    "trouble": one.trouble or None,
                }
                for one in report.lower
            ],
            "scores": [
                {
                    **picked(score, "region unit"),
                    "points": score.total,
                    "rank": score.rank,
                    "reasons": [asdict(reason) for reason in score.reasons],
                }
                for score in report.scores
            ],
            "unlisted_groups": [
                {"place": regions.get(plan) or plan, "plan": plan, "group": group, "tasks": list(nos)}
                for plan, group, nos in report.unlisted
            ],
        }
    )


def counts_row(counts: Tally) -> dict[str, object]:
    """A Tally: its total, every stage, the part of `done` that was late, and the share done (0 to 1)."""
    share = None if counts.share is None else round(counts.share, 4)
    return picked(counts, f"total {' '.join(STAGES)} done_late") | {"share": share}


def report_text(report: Report, *, width: int | None, colour: bool) -> str:
    """Totals, lights, bars, what is longest overdue, the newest progress, and a foot."""
    parts = [_title(report), _totals(report, width, colour), _bars(report, width, colour)]
    parts += [_late(report, width, colour), _pace(report, width, colour)]
    if report.whose:
        parts += [_coming(report, width, colour)]
    parts += [_latest(report, width, colour), _lower(report, width, colour), *_foot(report)]
    return "\n".join(part for part in parts if part)


def _title(report: Report) -> str:
    titles = list(report.titles.values())
    name = f"《{titles[0]}》" if len(titles) == 1 else f"{len(titles)} 份计划"
    name = f"{report.whose}（{name}）" if report.whose else name
    tasks = report.tasks
    return (
        f"{report.on} {name}：任务 {tasks.total} 项，已办结 {tasks.done} 项（{share_words(tasks)}），"
        f"逾期 {tasks.red} 项，{report.within} 天内到期 {tasks.amber} 项。\n"
    )


def _totals(report: Report, width: int | None, colour: bool) -> str:
    """Stages down, the three things counted across."""
    levels = (report.tasks, report.milestones, report.duties)
    lights = {"red": "逾期（红）", "amber": "临近到期（黄）", "green": "未到期（绿）"}
    rows = [("合计", *(str(counts.total) for counts in levels))]
    for stage in report.used_stages:
        word = lights.get(stage, STAGE_WORDS[stage])
        rows.append((word, *(str(getattr(counts, stage)) for counts in levels)))
        if stage == "done":
            rows.append(("其中逾期办结", *(str(counts.done_late) for counts in levels)))
            rows.append(("办结占比", *(share_words(counts) for counts in levels)))
    return table(("", "任务（项）", "节点（个）", "分工（件）"), rows, width=width, colour=colour)


def bar(counts: Tally, length: int = BAR) -> str:
    """█ done, ▓ late, = due soon, - the rest; whatever there is at least of, shows."""
    if not counts.counted:
        return ""
    marks = (("█", counts.done), ("▓", counts.red), ("=", counts.amber))
    drawn = "".join(mark * max(round(n * length / counts.counted), bool(n)) for mark, n in marks)
    return drawn[:length].ljust(length, "-")


def _bars(report: Report, width: int | None, colour: bool) -> str:
    rows = rows_of(report)
    several = any(row_of(report, row)[0] for row in rows)
    heads = (
        *(("地区" if report.by == "unit" else "计划",) if several else ()),
        _BY_WORDS[report.by],
        "合计",
        "已办结",
        "逾期",
        "临近到期",
        "进度",
    )
    cells = [
        (
            *row_of(report, row)[not several :],
            str(row.counts.total),
            str(row.counts.done),
            str(row.counts.red),
            str(row.counts.amber),
            bar(row.counts),
        )
        for row in rows
    ]
    key = "进度：█ 已办结，▓ 逾期，= 临近到期，- 其余\n"
    return table(heads, cells, width=width, colour=colour) + key


def _late(report: Report, width: int | None, colour: bool) -> str:
    if not report.late:
        return "没有逾期的。\n"
    found = late_table(report, report.late[:LONGEST])
    heads, *rows = [(*cells[-2:], *cells[:-2]) for cells in (found[0], *found[1])]  # the day first
    count = len(report.late)
    more = f"（共 {count} 个，ledger due --overdue 列出全部）" if count > LONGEST else ""
    return f"逾期最久的节点{more}：\n" + table(heads, rows, width=width, colour=colour)


def _pace(report: Report, width: int | None, colour: bool) -> str:
    if not report.slow:
        return ""
    heads, rows = pace_table(report, report.slow)
    behind = sum(pace.standing == "behind" for pace in report.slow)
    title = f"序时进度滞后 {behind} 件，慢于序时 {len(rows) - behind} 件：\n"
    return title + table(heads, rows, width=width, colour=colour)


def _coming(report: Report, width: int | None, colour: bool) -> str:
    """All that is open besides: the page of a leader holds what is theirs."""
    nodes = [*report.soon, *report.later]
    if not nodes:
        return ""
    heads = ("期限", "还有", *plan_head(report), "序号", "任务", "单位")
    rows = [
        (
            str(node.due or "无"),
            left_words(node, report.on) if node.due else "",
            *plan_cell(report, node.plan),
            str(node.no),
            node_name(node),
            "、".join(dict.fromkeys(map(carrier_words, node.duties))),
        )
        for node in nodes
    ]
    return f"其余没有办结的节点 {len(nodes)} 个：\n" + table(heads, rows, width=width, colour=colour)


def _latest(report: Report, width: int | None, colour: bool) -> str:
    if not report.latest:
        return ""
    heads = ("日期", *plan_head(report), "序号", "任务", "单位", "状态", "情况")
    rows = [
        (
            str(e.day),
            *plan_cell(report, e.plan),
            str(e.no),
            titled(e.name, e.hint, None),
            e.unit or "办公室",
            e.status,
            e.note,
        )
        for e in report.latest
    ]
    return f"最近 {len(rows)} 条进展：\n" + table(heads, rows, width=width, colour=colour)


def _lower(report: Report, width: int | None, colour: bool) -> str:
    if not report.lower:
        return ""
    shown = table(*lower_table(report), width=width, colour=colour)
    late = [f"  {words}" for words in lower_late(report)]
    more = f"  ……共 {len(late)} 件\n" if len(late) > LONGEST else ""
    told = "下级逾期的：\n" + "\n".join(late[:LONGEST]) + "\n" + more if late else ""
    return f"{lower_title(report)}\n{shown}{told}"


def _foot(report: Report) -> Iterator[str]:
    if report.period:
        p = report.period
        yield (
            f"{p.start} 至 {p.end}：到期节点 {p.due} 个，办结分工 {p.done} 件（逾期办结 {p.done_late} 件），"
            f"新增逾期且仍未办结 {p.became_late} 件。\n"
        )
    if report.unlisted:
        title, groups = unlisted_words(report)
        yield "\n  ".join([title, *groups]) + "\n"
    yield (
        "任务有一个节点逾期就算逾期，各节点都办结才算办结；"
        "节点数同 ledger due，分工数同 ledger due --json。\n"
    )
