"""The state of the work in the wording of a 通报, and as the paragraph of a 年度报告."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ledger.values.paper import Block, Grid, Heading, Paper, Paragraph
from ledger.values.report import STAGE_WORDS, STAGES, Report, Stage, Tally
from ledger.values.report_words import (
    PACE_HOW,
    late_table,
    lower_table,
    lower_title,
    pace_table,
    plan_cell,
    plan_head,
    row_of,
    row_words,
    rows_of,
    share_words,
    subject,
)
from ledger.values.words import NOBODY, called, long_day, quoted, titled
from ledger.views.table import table

HOW_COUNTED = (
    "统计口径：任务按序号计（含报送事项），一项任务的各个时间节点都办结才算办结，有一个逾期即算逾期；"
    "节点按“一项任务的一个期限”计；分工按“一个单位承担的一个节点”计。"
    "占比不含已取消的；没有列明成员的集合不计分工。"
)
_RECURRING_COUNTED = (
    "按周期办的只计刚过的一期和下一期，以前各期没有办、也没有报过进展的是漏报，考核各期都计。"
)
_BESIDES: tuple[Stage, ...] = ("undated", "deemed", "unlisted", "released", "cancelled")
_NUMERALS = "一二三四五六七八九十"
_BY_WORDS = {"unit": ("单位", "件分工"), "section": ("章节", "项任务"), "plan": ("计划", "项任务")}


def circular(report: Report) -> Paper:
    """The whole 通报: 总体情况, 各单位情况, 逾期事项, 工作要求."""
    parts: list[tuple[str, list[Block]]] = [("总体情况", list(_overall(report)))]
    parts.append((f"各{_BY_WORDS[report.by][0]}情况", list(_breakdown(report))))
    if report.late:
        parts.append(("逾期事项", list(_late(report))))
        demand = "请以上单位对照逾期事项逐项整改，尽快办结并报送办理结果；临近到期的，按时间节点抓紧推进。"
    else:
        demand = "请各单位按时间节点继续推进，办结后及时报送办理结果。"
    if report.troubles:
        parts.append(("存在问题和需协调事项", [_troubles(report)]))
    if report.slow:
        parts.append(("序时进度滞后事项", list(_pace(report))))
    if report.lower:
        widths = (2.4, 2.2, 1.2, 1.4, 1.5, 1.2, 1.7, 3.4)
        grid = Grid(*lower_table(report), widths, (False, *(True,) * 6, False))
        parts.append(("下级情况", [Paragraph(f"{lower_title(report)}。"), grid]))
    parts.append(("工作要求", [Paragraph(demand)]))
    blocks: list[Block] = []
    for number, (title, inside) in zip(_NUMERALS, parts, strict=False):
        blocks += [Heading(f"{number}、{title}"), *inside]
    blocks.append(Paragraph(how_counted(report)))
    return _signed(report, f"{subject(report)}落实情况的通报", blocks)


def _signed(report: Report, title: str, blocks: Iterable[Block]) -> Paper:
    """With the office that issued the plans at the foot, where it is one."""
    issuers = report.issuers if len(report.issuers) == 1 else ()
    return Paper(title, tuple(blocks), "".join(issuers), long_day(report.on))


def how_counted(report: Report) -> str:
    """What the figures count, for the foot of a paper."""
    return HOW_COUNTED + _RECURRING_COUNTED * _recurring(report)


def _recurring(report: Report) -> bool:
    """Whether there are earlier periods that the figures leave out."""
    duties = (duty for node in report.nodes for duty in node.duties)
    return any(duty.missed or duty.unfinished or duty.kept or duty.kept_late for duty in duties)


def annual(report: Report) -> Paper:
    """The paragraph for the 年度报告."""
    tasks = report.tasks
    open_now = tasks.counted - tasks.done
    years = "、".join(map(str, report.years))
    text = (
        f"{years}年，{_which(report)}确定{_how_many(report)}，分解为时间节点{report.milestones.total}个、"
        f"分工{report.duties.total}件{'（按周期办的只计最近的）' * _recurring(report)}。截至{long_day(report.on)}，已办结{tasks.done}项，占比{share_words(tasks)}"
        f"，其中按期办结{tasks.done - tasks.done_late}项、逾期办结{tasks.done_late}项"
        f"；未办结{open_now}项，其中逾期{tasks.red}项"
    )
    left = (s for s in STAGES if s not in ("done", "red", "cancelled") and getattr(tasks, s))
    inside = [f"、{STAGE_WORDS[s]}{getattr(tasks, s)}项" for s in left]
    text += "".join(inside) + (f"；另有已取消{tasks.cancelled}项。" if tasks.cancelled else "。")
    if report.late:
        names = "、".join(_late_tasks(report))
        text += f"逾期未办结的是{names}，将继续督促落实。"
    blocks = (Paragraph(text), Paragraph(how_counted(report)))
    return _signed(report, f"{subject(report)}落实情况（年度报告用）", blocks)


def _late_tasks(report: Report) -> Iterator[str]:
    """Every late task once, as many as 逾期 counts: two of one name by what else tells them apart."""
    tasks = {(node.plan, node.no): node for node in report.late}
    said = Counter(
        (report.names.get(node.plan), titled(node.name, node.hint, None)) for node in tasks.values()
    )
    for (plan, no), node in tasks.items():
        name = titled(node.name, node.hint, None)
        whose = f"《{report.names[plan]}》" if plan in report.names else ""
        number = called(no) if said[report.names.get(plan), name] > 1 else ""
        yield f"{whose}{number}{quoted(name)}"


def paper_text(paper: Paper) -> str:
    """A paper as plain text: nothing cut, paragraphs one line each."""
    lines = [paper.title, ""]
    for block in paper.blocks:
        if isinstance(block, Grid):
            lines.append(table(block.heads, block.rows, width=None))
        elif isinstance(block, Heading):
            lines.append(block.text)
        else:
            lines.append(("　　" if block.indented else "") + block.text)
    lines += ["", *filter(None, (paper.signed, paper.dated))]
    return "\n".join(lines) + "\n"


def counts_words(counts: Tally, measure: str, within: int) -> str:
    """`已办结3项，占比8.8%（其中逾期办结1项），逾期2项，30日内到期1项，未到期26项，…`."""
    late = f"（其中逾期办结{counts.done_late}{measure}）" if counts.done_late else ""
    words = [
        f"已办结{counts.done}{measure}，占比{share_words(counts)}{late}",
        f"逾期{counts.red}{measure}",
        f"{within}日内到期{counts.amber}{measure}",
        f"未到期{counts.green}{measure}",
    ]
    words += [f"{STAGE_WORDS[s]}{getattr(counts, s)}{measure}" for s in _BESIDES if getattr(counts, s)]
    return "，".join(words)


def _how_many(report: Report) -> str:
    reporting = len({(node.plan, node.no) for node in report.nodes if isinstance(node.no, str)})
    return f"任务{report.tasks.total}项" + (f"（含报送事项{reporting}项）" if reporting else "")


def _which(report: Report) -> str:
    titles = list(report.titles.values())
    return f"《{titles[0]}》" if len(titles) == 1 else f"{len(titles)}份工作计划"


def _overall(report: Report) -> Iterator[Block]:
    yield Paragraph(
        f"截至{long_day(report.on)}，{_which(report)}确定{_how_many(report)}，"
        f"{counts_words(report.tasks, '项', report.within)}。"
    )
    yield Paragraph(
        f"以上任务分解为时间节点{report.milestones.total}个，"
        f"{counts_words(report.milestones, '个', report.within)}；"
        f"明确到单位的分工{report.duties.total}件，{counts_words(report.duties, '件', report.within)}。"
    )
    if report.period:
        period = report.period
        late = f"（其中逾期办结{period.done_late}件）" if period.done_late else ""
        yield Paragraph(
            f"{long_day(period.start)}至{long_day(period.end)}，到期节点{period.due}个，办结分工{period.done}件{late}，"
            f"新增逾期且仍未办结的分工{period.became_late}件。"
        )
    if report.unlisted:
        names = "、".join(dict.fromkeys(group for _, group, _ in report.unlisted))
        yield Paragraph(f"另有{len(report.unlisted)}个集合没有列明成员，其中各单位的情况未计入：{names}。")


def _breakdown(report: Report) -> Iterator[Block]:
    what, measure = _BY_WORDS[report.by]
    rows = rows_of(report)
    if report.by == "unit":
        units = [row for row in rows if row.name != NOBODY]
        nobody = sum(row.counts.total for row in rows if row.name == NOBODY)
        done = [row for row in units if row.counts.all_done]
        late = [row for row in units if row.counts.red]
        names = "、".join(row_words(report, row) for row in late)
        yield Paragraph(
            f"承担分工的单位{len(units)}个，全部办结的{len(done)}个，有逾期分工的{len(late)}个"
            + (f"：{names}。" if names else "。")
            + (f"另有{nobody}件{NOBODY}。" if nobody else "")
        )
    several = any(row_of(report, row)[0] for row in rows)
    counted = ("合计", "已办结", "占比", "逾期", "临近到期", "未到期", "其他")
    heads = (*(("地区" if report.by == "unit" else "计划",) if several else ()), what, *counted)
    cells = tuple(
        (
            *row_of(report, row)[not several :],
            str(row.counts.total),
            str(row.counts.done),
            share_words(row.counts),
            str(row.counts.red),
            str(row.counts.amber),
            str(row.counts.green),
            str(sum(getattr(row.counts, stage) for stage in _BESIDES)),
        )
        for row in rows
    )
    yield Paragraph(f"各{what}情况见下表（{measure[0]}数按{measure[1:]}计）。")
    widths = (*((2.0,) if several else ()), 4.4, 1.2, 1.4, 1.5, 1.2, 1.7, 1.4, 1.2)
    centred = (*((False,) if several else ()), False, *(True,) * 7)
    yield Grid(heads, cells, widths, centred)


def _pace(report: Report) -> Iterable[Block]:
    behind = sum(pace.standing == "behind" for pace in report.slow)
    yield Paragraph(f"分阶段推进的任务，序时进度滞后{behind}件，慢于序时{len(report.slow) - behind}件：")
    several = bool(report.names)
    yield Grid(
        *pace_table(report, report.slow),
        (*((2.2,) * several), 1.1, 2.9, 2.4, 2.2, 3.0, 2.4),
        (*((False,) * several), True, False, False, False, False, True),
    )
    yield Paragraph(PACE_HOW)


def _late(report: Report) -> Iterable[Block]:
    tasks = len({(node.plan, node.no) for node in report.late})
    yield Paragraph(f"逾期未办结的任务{tasks}项，涉及节点{len(report.late)}个、分工{report.duties.red}件：")
    several = bool(report.names)
    yield Grid(
        *late_table(report, report.late),
        (*((2.2,) * several), 1.0, 3.8, 3.0, 2.5, 2.1),  # a day stays in one line
        (*((False,) * several), True, False, False, True, True),
    )


def _troubles(report: Report) -> Grid:
    """What units said is in the way, those that ask for help first."""
    several = bool(report.names)
    rows = tuple(
        (
            *plan_cell(report, one.plan),
            str(one.no),
            one.name,
            one.unit,
            "\n".join(filter(None, (one.problem, one.next_step and f"下一步：{one.next_step}"))),
            one.needs,
        )
        for one in sorted(report.troubles, key=lambda one: not one.needs)
    )
    return Grid(
        (*plan_head(report), "序号", "任务", "单位", "存在问题、下一步", "需协调事项"),
        rows,
        (*((2.2,) * several), 1.0, 3.0, 2.6, 3.8, 3.4),
        (*((False,) * several), True, False, False, False, False),
    )
