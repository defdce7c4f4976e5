"""The state of the work as one page: no network, no library, prints on A4, readable on a phone.

Stages differ by pattern as well as by colour, and every bar says its figures in words beside it.
A link may carry a filter: `page.html#light=红&unit=县财政局&q=公开`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from importlib.resources import files
from string import Template

from ledger.values.grouped import grouped
from ledger.values.report import STAGE_WORDS, STAGES, Month, Report, Tally
from ledger.values.report_words import (
    PACE_HOW,
    carriers,
    lower_late,
    lower_table,
    lower_title,
    node_name,
    numbered,
    overdue_words,
    pace_table,
    row_words,
    rows_of,
    share_words,
    subject,
    unlisted_words,
)
from ledger.values.words import (
    LIGHT_WORDS,
    carrier_words,
    day_words,
    long_day,
    role_words,
    state_words,
)
from ledger.views.circular import how_counted
from ledger.views.report_front import front

_BY = {"unit": "各单位的分工", "section": "各章节的任务", "plan": "各计划的任务"}
PAGE = 300  # rows of the table laid out at once; more appear on scrolling, on demand and in print
_MOST_NAMES = 8
_TALLEST = 110  # pixels of the month that has most


def report_html(report: Report) -> str:
    template = Template(files("ledger.views").joinpath("report.html").read_text(encoding="utf-8"))
    units = dict.fromkeys(carrier_words(duty) for node in report.nodes for duty in node.duties)
    marks = "".join(
        f'<span><i class="{stage}"></i>{STAGE_WORDS[stage]}</span>' for stage in report.used_stages
    )
    return template.substitute(
        title=escape(f"{subject(report)}进展情况"),
        as_of=f"截至{long_day(report.on)}",
        front=front(report),
        totals=_totals(report),
        period=_period(report),
        key=f'<div class="key">{marks}</div>',
        dense=" dense" if len(report.months) > 14 else "",
        months=_months(report.months, report.on),
        days="".join(_days(report)),
        by=_BY[report.by],
        rows="".join(_rows(report)),
        late=_late(report),
        pace=_pace(report),
        lower=_lower(report),
        units="".join(f"<option>{escape(unit)}</option>" for unit in units),
        count=report.duties.total,
        duties="\n".join(_duties(report)),
        alone="" if report.names else ' class="alone"',
        page=PAGE,
        how=escape(how_counted(report)),
        groups=_groups(report),
    )


def _totals(report: Report) -> str:
    """Stages down, the three things counted across: narrow enough for a phone."""
    levels = (("任务（项）", report.tasks), ("节点（个）", report.milestones), ("分工（件）", report.duties))
    lines: list[tuple[str, list[object]]] = [("合计", [counts.total for _, counts in levels])]
    for stage in report.used_stages:
        lines.append((STAGE_WORDS[stage], [getattr(counts, stage) for _, counts in levels]))
        if stage == "done":
            lines.append(("　其中逾期办结", [counts.done_late for _, counts in levels]))
            lines.append(("　办结占比", [share_words(counts) for _, counts in levels]))
    head = "<th></th>" + "".join(f'<th class="n">{name}</th>' for name, _ in levels)
    body = "".join(
        f"<tr><td>{word}</td>" + "".join(f'<td class="n">{figure}</td>' for figure in figures) + "</tr>"
        for word, figures in lines
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _period(report: Report) -> str:
    if report.period is None:
        return ""
    period = report.period
    return (
        f"<p>{long_day(period.start)}至{long_day(period.end)}：到期节点 {period.due} 个，办结分工 {period.done} 件"
        f"（逾期办结 {period.done_late} 件），新增逾期且仍未办结 {period.became_late} 件。</p>"
    )


def _segments(counts: Tally, style: str) -> str:
    """One piece a stage, as large as its number."""
    present = ((stage, getattr(counts, stage)) for stage in STAGES)
    return "".join(f'<i class="{stage}" style="{style}:{n}"></i>' for stage, n in present if n)


def _figures(counts: Tally) -> str:
    """`5 已办结，1 逾期`, what there is of."""
    present = ((STAGE_WORDS[stage], getattr(counts, stage)) for stage in STAGES)
    return "，".join(f"{word} {n}" for word, n in present if n)


def _months(months: Sequence[Month], on: date) -> str:
    """A column a month, as high as it has milestones; its figures stand in the title and above it."""
    most = max((month.counts.total for month in months), default=0) or 1
    found = []
    before = None
    for month in months:
        counts, day = month.counts, month.month
        height = round(_TALLEST * counts.total / most)
        stack = f'<span class="stack" style="height:{max(height, 3)}px">{_segments(counts, "flex")}</span>'
        now = ' class="now"' if (day.year, day.month) == (on.year, on.month) else ""
        number = f"{counts.total}" if counts.total else ""
        year = f"{day.year % 100}/" if day.year != before else ""
        before = day.year
        found.append(
            f'<div{now} title="{day.year}年{day.month}月：{_figures(counts) or "没有"}">{number}'
            f'{stack if counts.total else ""}<span>{year}{day.month}<span class="word">月</span></span></div>'
        )
    return "".join(found)


def _days(report: Report) -> Iterator[str]:
    """The days milestones are due, in order, with today among them."""
    days = grouped((node for node in report.nodes if node.due), lambda node: node.day or report.on)
    today = f'<li class="today">今天 {long_day(report.on)}</li>'
    told = False
    for day, nodes in sorted(days.items()):
        if day >= report.on and not told:
            told = True
            yield today
        stages = [node.stage for node in nodes]
        worst = next((stage for stage in ("red", "amber") if stage in stages), "")
        worst = worst or ("done" if set(stages) <= {"done", "cancelled", "released"} else "")
        names = [
            f"{numbered(report, node.plan, node.no)} {node_name(node)}"
            + (f"（延至{long_day(node.due)}）" if node.due and node.due > day else "")
            for node in nodes
        ]
        more = f" 等 {len(names)} 个" if len(names) > _MOST_NAMES else ""
        counts = Tally(**{stage: stages.count(stage) for stage in set(stages)})
        yield (
            f'<li class="{worst}"><b>{long_day(day)}</b>{_figures(counts)}<br><span class="small">'
            f"{escape('；'.join(names[:_MOST_NAMES]))}{more}</span></li>"
        )
    if not told:
        yield today


def _rows(report: Report) -> Iterator[str]:
    for row in rows_of(report):
        yield (
            f'<span>{escape(row_words(report, row))}</span><span class="bar">{_segments(row.counts, "flex")}</span>'
            f"<span>共 {row.counts.total}：{_figures(row.counts)}</span>"
        )


def _late(report: Report) -> str:
    if not report.late:
        return "<p>没有。</p>"
    rows = (
        (
            node.due or "",
            overdue_words(node, report.on),
            numbered(report, node.plan, node.no),
            node_name(node),
            "、".join(carriers(node, "red")),
        )
        for node in report.late
    )
    return _table(("期限", "逾期", "序号", "任务", "逾期单位"), rows)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str | date]]) -> str:
    """A table that scrolls by itself where the page is narrow; no day in it is broken."""
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    above = "".join(f"<th>{word}</th>" for word in heads)
    return f'<div class="wide"><table><thead><tr>{above}</tr></thead><tbody>{lines}</tbody></table></div>'


def _cell(value: str | date) -> str:
    return f'<td class="d">{value}</td>' if isinstance(value, date) else f"<td>{escape(value)}</td>"


def _pace(report: Report) -> str:
    if not report.pace:
        return ""
    if not report.slow:
        return "<h2>序时进度</h2><p>没有滞后的。</p>"
    table = _table(*pace_table(report, report.slow))
    return f'<h2>序时进度滞后的</h2>{table}<p class="small">{escape(PACE_HOW)}</p>'


def _lower(report: Report) -> str:
    if not report.lower:
        return ""
    late = "".join(f"<li>{escape(words)}</li>" for words in lower_late(report))
    told = f'<p class="small">下级逾期的：</p><ul class="small">{late}</ul>' if late else ""
    return f"<h2>{escape(lower_title(report))}</h2>{_table(*lower_table(report))}{told}"


def _duties(report: Report) -> Iterator[str]:
    written = 0
    names = {plan: escape(name) for plan, name in report.names.items()}
    for node in report.nodes:
        name = escape(node_name(node))
        for duty in node.duties:
            hidden = "" if written < PAGE else " hidden"
            written += 1
            cells = (str(duty.no), carrier_words(duty), role_words(duty), day_words(duty), state_words(duty))
            no, unit, role, due, state = map(escape, cells)
            light = f'<span class="light {duty.light or ""}">{LIGHT_WORDS[duty.light]}</span>'
            yield (
                f"<tr{hidden}><td>{light}</td><td>{names.get(node.plan, '')}</td><td>{no}</td><td>{name}</td>"
                f"<td>{unit}</td><td>{role}</td><td>{due}</td><td>{state}</td></tr>"
            )


def _groups(report: Report) -> str:
    if not report.unlisted:
        return ""
    title, groups = unlisted_words(report)
    lines = "".join(f"<li>{escape(words)}</li>" for words in groups)
    return f'<div class="small"><p>{title}</p><ul>{lines}</ul></div>'
