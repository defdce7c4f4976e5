"""The state of the work as an Excel file: figures, charts, what is late, 考核, and every Duty."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ledger.files.sheets.report_charts import stacked
from ledger.files.sheets.report_sheet import Cells, Head, write_table
from ledger.files.sheets.sheet_style import DIGIT_PIXELS, new_workbook, put
from ledger.files.sheets.xlsx import Text, save
from ledger.values.report import STAGE_WORDS, Report, ReportRow, Tally
from ledger.values.report_words import (
    carriers,
    lower_table,
    lower_title,
    node_name,
    overdue_words,
    pace_table,
    plan_cell,
    reason_words,
    row_of,
    share_words,
    subject,
    worst_first,
)
from ledger.values.table import Written
from ledger.values.words import LIGHT_WORDS, carrier_words, day_words, long_day, role_words, state_words

MOST_BARS = 12
# Charts of 概况, in cm, beside one another on the one landscape page below its figures: two on the left, one right.
_LEFT, _LIGHTS, _MONTHS = 12.4, 5.4, 6.8
_RIGHT = 12.6
_BY = {"section": "按章节", "plan": "按计划"}
ROW_POINTS = 15  # the height of a row nobody set


def write_report(report: Report, *, every_duty: bool = True) -> Written:
    """概况 (with charts), 按单位, 按月, 逾期清单, 考核, 明细; one more sheet for another break-down.

    明细, every Duty, is to look things up in: printing leaves it out until its print area is cleared.
    `every_duty` False: the workbook has no such sheet.
    """
    workbook = new_workbook()
    writer = _Writer(workbook, report)
    writer.write()
    if every_duty:
        writer.duties()
    return Written(
        save(workbook, title=f"{subject(report)}进展情况", day=report.on), tuple(writer.text.warnings)
    )


class _Writer:
    def __init__(self, workbook: Workbook, report: Report) -> None:
        self.workbook = workbook
        self.report = report
        self.text = Text()
        self.stages = report.used_stages

    def write(self) -> None:
        report = self.report
        overview = self.workbook.worksheets[0]
        overview.title = "概况"
        levels = (
            ("任务（项）", report.tasks),
            ("节点（个）", report.milestones),
            ("分工（件）", report.duties),
        )
        self.counts(overview, "进展情况", "", [(name, "", counts) for name, counts in levels])
        overview.freeze_panes = None
        overview.page_setup.fitToHeight = 1  # figures and charts on one page, the charts whole
        overview._print_rows = None  # type: ignore[attr-defined]  # its setter takes no None
        units = self.sheet("按单位")
        rows = worst_first(report.units)
        self.counts(units, "各单位分工", "单位", self.named(rows))
        if report.by in _BY:
            title = _BY[report.by]
            self.counts(self.sheet(title), f"{title[1:]}分列的任务", title[1:], self.named(report.rows))
        months = self.sheet("按月")
        several = len({m.month.year for m in report.months}) > 1
        form = "{0:%y}/{0.month}月" if several else "{0.month}月"  # a chart has little room under a month
        lines = [(form.format(m.month), "", m.counts) for m in report.months]
        self.counts(months, "各月到期的节点", "月份", lines)
        self.charts(overview, len(levels), units, len(rows), months, len(lines))
        self.late()
        if report.pace:
            self.pace()
        if report.lower:
            self.lower()
        self.scores()

    def sheet(self, title: str) -> Worksheet:
        sheet: Worksheet = self.workbook.create_sheet(title)
        return sheet

    def named(self, rows: Iterable[ReportRow]) -> list[tuple[str, str, Tally]]:
        return [(name, apart, row.counts) for row in rows for apart, name in (row_of(self.report, row),)]

    def counts(self, sheet: Worksheet, title: str, what: str, rows: Sequence[tuple[str, str, Tally]]) -> None:
        """A table of tallies: name, total, every stage in use, 其中逾期办结, 占比."""
        heads: list[Head] = [("name", what, 60.0, False), ("total", "合计", 18.0, True)]
        heads += [(stage, STAGE_WORDS[stage], 21.0, True) for stage in self.stages]
        heads += [("late", "其中逾期办结", 24.0, True), ("share", "办结占比", 22.0, True)]
        cells: list[Cells] = [
            (
                f"{name}（{place}）" if place else name,
                counts.total,
                *(getattr(counts, stage) for stage in self.stages),
                counts.done_late,
                share_words(counts),
            )
            for name, place, counts in rows
        ]
        self.table(sheet, title, heads, cells)

    def plan_column(self) -> list[Head]:
        """The plan of each row, where there are several."""
        return [("plan", "计划", 34.0, False)] if self.report.names else []

    def late(self) -> None:
        report = self.report
        heads: list[Head] = [
            *self.plan_column(),
            ("no", "序号", 12.0, True),
            ("name", "任务", 62.0 if report.names else 96.0, False),
            ("units", "逾期单位", 55.0, False),
            ("due", "期限", 24.0, True),
            ("days", "逾期", 28.0, True),
        ]
        cells: list[Cells] = [
            (
                *plan_cell(report, node.plan),
                node.no,
                node_name(node),
                "、".join(carriers(node, "red")),
                str(node.due or ""),
                overdue_words(node, report.on),
            )
            for node in report.late
        ]
        self.table(self.sheet("逾期清单"), f"逾期的节点{len(cells)}个", heads, cells)

    def lower(self) -> None:
        widths = (40.0, 26.0, 18.0, 20.0, 20.0, 18.0, 24.0, 80.0)
        words, cells = lower_table(self.report)
        heads = [
            (f"lower{n}", word, width, 0 < n < 7)
            for n, (word, width) in enumerate(zip(words, widths, strict=True))
        ]
        self.table(self.sheet("下级汇总"), lower_title(self.report), heads, cells)

    def pace(self) -> None:
        """Every task in stages, the slowest first."""
        widths = (*((34.0,) * bool(self.report.names)), 12.0, 62.0, 46.0, 46.0, 46.0, 36.0)
        words, cells = pace_table(self.report, self.report.pace)
        heads = [
            (f"pace{n}", word, width, word in ("序号", "序时进度"))
            for n, (word, width) in enumerate(zip(words, widths, strict=True))
        ]
        self.table(self.sheet("序时进度"), f"序时进度滞后{len(self.report.slow)}件", heads, cells)

    def scores(self) -> None:
        several = len(self.report.regions) > 1
        heads: list[Head] = [
            ("rank", "名次", 13.0, True),
            ("unit", "单位", 52.0, False),
            ("total", "得分", 16.0, True),
            ("reasons", "理由", 144.0, False),
        ]
        cells: list[Cells] = [
            (
                score.rank,
                f"{score.unit}（{score.region}）" if several else score.unit,
                score.total,
                "；".join(map(reason_words, score.reasons)) or "没有计分的事项",
            )
            for score in self.report.scores
        ]
        self.table(self.sheet("考核"), "考核得分", heads, cells)

    def duties(self) -> None:
        heads: list[Head] = [
            ("light", "灯", 10.0, True),
            *self.plan_column(),
            ("no", "序号", 12.0, True),
            ("name", "任务", 62.0, False),
            ("unit", "单位", 36.0, False),
            ("role", "职责", 26.0, False),
            ("due", "期限", 24.0, True),
            ("state", "状态", 35.0, True),
        ]
        cells: list[Cells] = [
            (
                LIGHT_WORDS[duty.light],
                *plan_cell(self.report, node.plan),
                duty.no,
                node_name(node),
                carrier_words(duty),
                role_words(duty),
                day_words(duty),
                state_words(duty),
            )
            for node in self.report.nodes
            for duty in node.duties
        ]
        sheet = self.sheet("明细")
        self.table(sheet, f"全部分工{len(cells)}件", heads, cells)
        put(
            sheet.cell(2, 1),
            "默认只打印这两行；要打印全部，请取消打印区域。　截至" + long_day(self.report.on),
            "截至",
        )
        sheet.print_title_rows = None
        sheet.print_area = f"A1:{get_column_letter(len(heads))}2"

    def table(self, sheet: Worksheet, title: str, heads: Sequence[Head], rows: Sequence[Cells]) -> None:
        as_of = f"截至{long_day(self.report.on)}"
        write_table(sheet, self.text, f"{subject(self.report)}{title}", as_of, heads, rows)

    def charts(
        self, sheet: Worksheet, levels: int, units: Worksheet, many: int, months: Worksheet, of_months: int
    ) -> None:
        """By light and below it by month on the left, by unit on the right."""
        shown = min(many, MOST_BARS)
        most = f"，前 {shown} 个" if many > shown else ""
        row = levels + 5
        below = row + math.ceil(_LIGHTS / 2.54 * 72 / ROW_POINTS) + 1
        wanted: tuple[tuple[Worksheet, str, int, bool, tuple[float, float], str], ...] = (
            (sheet, "按灯", levels, True, (_LEFT, _LIGHTS), f"A{row}"),
            (months, "按月：各月到期的节点（个）", of_months, False, (_LEFT, _MONTHS), f"A{below}"),
            (
                units,
                f"按单位：分工（件）{most}",
                shown,
                True,
                (_RIGHT, _LIGHTS + _MONTHS + 0.5),
                f"{{right}}{row}",
            ),
        )
        columns = [(at, stage) for at, stage in enumerate(self.stages, 3)]
        for source, title, bars, lying, size, at in wanted:
            if not bars:
                continue
            names = (1, 4, bars + 3)
            shares = source is sheet  # tasks are few beside 分工: on one scale their figures would meet
            chart = stacked(
                source, title=title, names=names, columns=columns, lying=lying, shares=shares, size=size
            )
            sheet.add_chart(chart, at.format(right=_column_after(sheet, _LEFT)))


def _column_after(sheet: Worksheet, cm: float) -> str:
    """The first column that begins this far from the left, or further."""
    reach, at = 0.0, 1
    while reach < cm:
        reach += sheet.column_dimensions[get_column_letter(at)].width * DIGIT_PIXELS / 96 * 2.54
        at += 1
    return get_column_letter(at)
