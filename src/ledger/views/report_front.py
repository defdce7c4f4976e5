"""The first page of the report: the numbers, who is late with what, what is due soon, and nothing else.

It holds on one A4 sheet and, with fewer rows, on the first screen of a phone; what did not fit is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from ledger.values.duty import Light
from ledger.values.report import Node, Report
from ledger.values.report_words import carriers, left_words, node_name, numbered, overdue_words, share_words
from ledger.values.words import carrier_words, long_day

_ROWS = 16  # of two lines each fill the A4 sheet below the numbers
_SOON = 6  # of these are kept for what is due soon, where there is so much
_PHONE_ROWS, _PHONE_SOON = 7, 3
_LONGEST = 36  # characters of a task's name: two lines on paper
_MOST_UNITS = 2


def front(report: Report) -> str:
    late, soon = report.late, report.soon
    of_late = min(len(late), _ROWS - min(len(soon), _SOON))
    on_phone = min(len(late), _PHONE_ROWS - min(len(soon), _PHONE_SOON))
    parts = (
        f'<div class="cards">{_cards(report)}</div>',
        f"<h2>已逾期的节点 {len(late)} 个</h2>",
        _list(report, late, of_late, on_phone, "red") or "<p>没有逾期的。</p>",
        f"<h2>{report.within} 天内到期的节点 {len(soon)} 个</h2>",
        _list(report, soon, _ROWS - of_late, _PHONE_ROWS - on_phone, "amber") or f"<p>{_next(report)}</p>",
    )
    if not report.whose:
        return "\n".join(parts)
    left = _ROWS - of_late - min(len(soon), _ROWS - of_late)
    rest = _list(report, report.later, left, _PHONE_ROWS, None) if left else ""
    rest = rest or (f"<p>{len(report.later)} 个，见后面。</p>" if report.later else "<p>没有。</p>")
    return "\n".join((*parts, f"<h2>其他没有办结的 {len(report.later)} 个</h2>", rest))


def _cards(report: Report) -> str:
    counts = report.tasks
    cards = (
        ("", counts.total, "任务（项）"),
        ("done", counts.done, f"已办结 {share_words(counts)}"),
        ("red", counts.red, "红：逾期"),
        ("amber", counts.amber, f"黄：{report.within}天内到期"),
        ("green", counts.green, "绿：未到期"),
        ("", counts.counted - counts.done - counts.red - counts.amber - counts.green, "其他"),
    )
    return "".join(f'<div class="card {look}"><b>{number}</b>{words}</div>' for look, number, words in cards)


def _list(report: Report, nodes: Sequence[Node], most: int, on_phone: int, light: Light | None) -> str:
    """At most `most` of the milestones, `on_phone` on a phone; "" for none."""
    if not nodes:
        return ""
    heads = "".join(
        f"<th>{word}</th>" for word in ("期限", "逾期" if light == "red" else "还有", "任务", "单位")
    )
    rows = "".join(_rows(report, nodes[:most], on_phone, light))
    rest = "".join(
        f'<p class="small {look}">其余 {len(nodes) - shown} 个见后面。</p>'
        for look, shown in (("most", most), ("few", on_phone))
        if len(nodes) > shown
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{rest}"


def _rows(report: Report, nodes: Sequence[Node], on_phone: int, light: Light | None) -> Iterator[str]:
    for number, node in enumerate(nodes):
        many = ' class="many"' if number >= on_phone else ""
        days = overdue_words(node, report.on) if light == "red" else left_words(node, report.on)
        task = f"{numbered(report, node.plan, node.no)} {_shortened(node_name(node))}"
        whose = carriers(node, light) if light else tuple(dict.fromkeys(map(carrier_words, node.duties)))
        cells = f"<td>{escape(task)}</td><td>{escape(_units(whose))}</td>"
        days = days if node.due else "无期限"
        yield f'<tr{many}><td class="d">{node.due or ""}</td><td class="d">{days}</td>{cells}</tr>'


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _units(names: Sequence[str]) -> str:
    """The first few, and how many there are."""
    more = f"等 {len(names)} 个" if len(names) > _MOST_UNITS else ""
    return "、".join(names[:_MOST_UNITS]) + more


def _next(report: Report) -> str:
    """What comes next where nothing is due soon."""
    coming: list[date] = sorted(
        node.due for node in report.nodes if node.stage == "green" and node.due and node.due >= report.on
    )
    return f"没有；下一个期限是 {long_day(coming[0])}。" if coming else "没有。"
