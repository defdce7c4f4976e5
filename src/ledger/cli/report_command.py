"""`ledger report`."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ledger.cli.formats import Format
from ledger.cli.options import (
    AsJson,
    DryRun,
    Leader,
    On,
    Plans,
    Region,
    Source,
    Within,
    day_option,
    output_option,
)
from ledger.cli.screen import Screen, say, screen
from ledger.problems import LedgerError, UsageError

if TYPE_CHECKING:
    from ledger.cli.office import LoadedPlan, Office
    from ledger.cli.output import Output
    from ledger.duty.reading import PlanReading
    from ledger.values.lower import Lower
    from ledger.values.report import Report

FORMATS = {
    "text": Format("--text", screen=True),
    "json": Format("--json", screen=True),
    "html": Format("--html"),
    "xlsx": Format("--xlsx"),
    "docx": Format("--docx"),
    "pdf": Format("--pdf"),
}


def command(
    plans: Plans = None,
    on: On = None,
    since: Annotated[date | None, day_option("--from", "另说从这一天起的情况")] = None,
    by: Annotated[
        Literal["unit", "section", "plan"],
        typer.Option("--by", metavar="分法", help="怎样分列：unit 单位，section 章节，plan 计划"),
    ] = "unit",
    within: Within = 30,
    region: Region = None,
    leader: Leader = None,
    source: Source = None,
    text: Annotated[bool, typer.Option("--text", help="通报的文字")] = False,
    annual: Annotated[bool, typer.Option("--annual", help="年度报告里的一段；可与 --docx 同用")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="Excel：汇总、图、逾期清单、考核")] = False,
    html: Annotated[bool, typer.Option("--html", help="网页，一个文件，可打印")] = False,
    docx: Annotated[bool, typer.Option("--docx", help="Word 通报")] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="网页打印成 PDF（用本机的浏览器或 LibreOffice）")
    ] = False,
    as_json: AsJson = False,
    output: Annotated[
        Path | None, output_option("路径", "写到这里，- 是标准输出；Excel、Word、网页、PDF 默认写到 ledgers/")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """工作进展：完成多少、逾期多少、各单位怎样，以及考核得分。一次一种格式。

    不写格式时是一页概览；--text 和 --docx 是通报的文字，考核的分值写在 office.yaml。
    """
    from ledger.cli.formats import the_one
    from ledger.cli.office import open_office
    from ledger.cli.output import Output, deliver
    from ledger.views.report_text import report_text

    asked_for = {"text": text, "xlsx": xlsx, "html": html, "docx": docx, "pdf": pdf, "json": as_json}
    form = the_one(asked_for, FORMATS) or ("text" if annual else None)
    if annual and form not in ("text", "docx"):
        raise UsageError(
            f"--annual 是一段文字，不能写成 {FORMATS[form or 'text'].option}；可以与 --docx 同用。"
        )
    office = open_office(plans, on, region=region)
    if since and since > office.on:
        raise UsageError(f"--from 的 {since} 晚于 {office.on}，没有这样一段时间。")
    answer = _ask(office, plans, since, by, within, leader, source)
    if form is None:
        paper = screen() if output is None else Screen(None, False)
        shown = report_text(answer, width=paper.width, colour=paper.colour)
        made = Output("工作进展.txt", (shown.rstrip("\n") + "\n").encode())
    else:
        made = _make(answer, form, annual)
    deliver([made], FORMATS[form or "text"], output, dry_run=dry_run)
    office.finish()


def _ask(
    office: Office,
    named: list[str] | None,
    since: date | None,
    by: Literal["unit", "section", "plan"],
    within: int,
    leader: str | None,
    source: str | None,
) -> Report:
    """The report on the plans in use: an archived one only where the command names it itself."""
    from ledger.questions.narrowed import narrowed, narrowed_words
    from ledger.questions.report import report
    from ledger.questions.scores import rules_of

    living = _living(office, named)
    _tell_in_vain(office, living, named)
    if not living:
        raise LedgerError("这些计划都已归档，没有要说的；要看哪一份，请写上它。")
    rules = {one.id: rules_of(one.settings, reading, office.on) for one, reading in living}
    kept = narrowed([reading for _, reading in living], leader=leader, source=source)
    whose = narrowed_words(leader, source)
    lower = () if whose else _lower(office)
    answer = report(kept, office.on, since=since, by=by, within=within, rules=rules, whose=whose)
    answer = replace(answer, lower=lower)
    scored = {score.unit for score in answer.scores}
    lost = dict.fromkeys(unit for rule in rules.values() for unit, _, _ in rule.given if unit not in scored)
    if lost and not whose:
        say(f"提醒：加减分里的 {'、'.join(lost)} 在这些计划里没有分工，没有计入；请核对名称。")
    return answer


def _living(office: Office, named: list[str] | None) -> list[tuple[LoadedPlan, PlanReading]]:
    """The plans to report on; a word of each that is archived or of a year to come, where they were not named themselves."""
    from ledger.duty.duty import in_use

    by_name = bool(named) and not any(Path(name).is_dir() for name in named or ())
    living = []
    for one, reading in zip(office.plans, office.readings, strict=True):
        if by_name or in_use(reading, office.on):
            living.append((one, reading))
        else:
            say(f"{reading.plan.title} 已于 {reading.plan.archived} 归档，没有算在内；要看请写上这份计划。")
    plans = [reading.plan for _, reading in living]
    early = [plan for plan in plans if plan.year > office.on.year]
    if not by_name and 0 < len(early) < len(plans):  # counted, as `due` shows them
        titles = "".join(f"《{plan.title}》" for plan in early)
        say(f"提醒：{titles}是以后年度的，也算在内；不要算的，请只写上要说的计划。")
    return living


def _tell_in_vain(
    office: Office, living: list[tuple[LoadedPlan, PlanReading]], named: list[str] | None
) -> None:
    """What office.yaml says about 考核 and 加减分 of a task, a plan or a kind that there is not."""
    from ledger.questions.scores import DEFAULT_POINTS, known_kind

    in_vain = [
        f"考核权重里 {one.id} 的 {no}（没有这一项）"
        for one, reading in living
        for no in one.settings.weights.get(one.id, {})
        if no not in {str(item.no) for item in reading.items}
    ]
    if not named:
        known = {None, *(one.id for one in office.plans)}
        settings = [one.settings for one in office.plans]
        in_vain += [f"考核权重里的计划 {id}" for said in settings for id in said.weights if id not in known]
        in_vain += [
            f"加减分里的计划 {g.plan}" for said in settings for g in said.given if g.plan not in known
        ]
    if in_vain:
        say(f"提醒：office.yaml 里写的不起作用：{'、'.join(dict.fromkeys(in_vain))}；请核对。")
    kinds = dict.fromkeys(kind for one, _ in living for kind in one.settings.points if not known_kind(kind))
    if kinds:
        possible = "、".join(DEFAULT_POINTS)
        say(f"提醒：office.yaml 考核里的 {'、'.join(kinds)} 不起作用；可以写的有 {possible}。")


def _lower(office: Office) -> tuple[Lower, ...]:
    """What lower offices sent, by the 汇总来源 of each settings file once. What is missing or cannot be read is told,
    stands in the report, and makes the exit code 3."""
    from ledger.files.beside import find_beside
    from ledger.files.sheets.returned_child import read_lower_reports

    names: dict[Path, str] = {}
    for one in office.plans:
        settings = find_beside(one.file.path, "office")
        for source in one.settings.lower:
            assert settings is not None  # it has settings
            path = Path(os.path.realpath(settings.parent / source.file))
            if names.setdefault(path, source.name) != source.name:
                say(
                    f"提醒：汇总来源里 {names[path]} 和 {source.name} 是同一个文件 {source.file}，只算前一个。"
                )
    reports = zip(names.values(), read_lower_reports(list(names)), strict=True) if names else ()
    found = tuple(replace(lower, name=name) for name, lower in reports)
    for lower in found:
        if lower.trouble:
            say(f"错误：下级 {lower.name}（{lower.file}）：{lower.trouble}。")
            office.broken.append(lower.file)
    return found


def _printed(answer: Report) -> bytes:
    """The page on A4 by a browser of this machine, else the workbook by its LibreOffice."""
    from ledger.files.office_program import BROWSERS, OFFICE, installed, page_as_pdf, workbook_as_pdf

    paper = None
    if browser := installed(BROWSERS):
        from ledger.views.report_html import report_html

        paper = page_as_pdf(browser, report_html(answer).encode())
    if paper is None and (office := installed(OFFICE)):
        from ledger.files.sheets.report_workbook import write_report

        paper = workbook_as_pdf(office, write_report(answer, every_duty=False).content)
    if paper is None:
        raise LedgerError(
            "PDF 要用本机的 Chromium、Chrome、Edge 或 LibreOffice 来印，没有找到能用的；请用 --html 写成网页，在浏览器里打印成 PDF。"
        )
    return paper


def _make(answer: Report, form: str, annual: bool) -> Output:
    from ledger.cli.output import Output, content_of

    if form == "json":
        from ledger.views.report_text import report_json

        return Output("工作进展.json", (report_json(answer) + "\n").encode())
    if form == "html":
        from ledger.views.report_html import report_html

        return Output(f"工作进展（{answer.on}）.html", report_html(answer).encode())
    if form == "pdf":
        return Output(f"工作进展（{answer.on}）.pdf", _printed(answer))
    if form == "xlsx":
        from ledger.files.sheets.report_workbook import write_report

        return Output(f"工作进展（{answer.on}）.xlsx", content_of(write_report(answer)))
    from ledger.views.circular import annual as annual_paper
    from ledger.views.circular import circular, paper_text

    paper = annual_paper(answer) if annual else circular(answer)
    name = "年度报告段落" if annual else "通报"
    if form == "text":
        return Output(f"{name}（{answer.on}）.txt", paper_text(paper).encode())
    from ledger.files.papers.report_docx import write_paper

    return Output(f"{name}（{answer.on}）.docx", write_paper(paper, answer.on))
