"""`ledger export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli.formats import Format
from ledger.cli.options import DryRun, On, Plans, Region, UnitName, output_option
from ledger.cli.screen import say
from ledger.problems import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.cli.office import Office
    from ledger.cli.output import Output
    from ledger.questions.asked import Asked
    from ledger.values.table import LedgerTable


def command(
    plans: Plans = None,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="Excel 任务分解表（不写格式时就是它）")] = False,
    docx: Annotated[bool, typer.Option("--docx", help="Word：任务分解表 A4 横排，台账 A3 横排")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="CSV，各计划合成一张表")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON，给程序读")] = False,
    md: Annotated[bool, typer.Option("--md", help="Markdown")] = False,
    ics: Annotated[bool, typer.Option("--ics", help="日历，各节点一天一项")] = False,
    edit: Annotated[
        bool, typer.Option("--edit", help="整份计划一个工作簿，办公室在 Excel 里改，用 collect 收回")
    ] = False,
    output: Annotated[
        Path | None,
        output_option("路径", "写到这个文件或文件夹，- 是标准输出；Excel、Word、日历默认写到 ledgers/"),
    ] = None,
    unit: UnitName = None,
    region: Region = None,
    progress: Annotated[
        bool, typer.Option("--progress", help="带进展的台账：灯、进展情况、完成日期、备注")
    ] = False,
    whole: Annotated[
        bool,
        typer.Option(
            "--all", help="与 --progress 同用：总台账，一个工作簿，第一张是各计划合在一起的，后面一份计划一张"
        ),
    ] = False,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """导出任务分解表；加 --progress 导出台账。一次一种格式。"""
    from ledger.cli.formats import the_one
    from ledger.cli.office import open_office
    from ledger.cli.output import deliver
    from ledger.duty.reading import NO_ITEM

    asked_for = {"xlsx": xlsx, "docx": docx, "csv": csv, "json": as_json, "md": md, "ics": ics, "edit": edit}
    form = the_one(asked_for, FORMATS) or "xlsx"
    if edit and (unit or progress):
        raise UsageError("--edit 导出整份计划，不与 --unit、--progress 同用。")
    if whole and (not progress or form != "xlsx"):
        raise UsageError("--all 导出 Excel 总台账，写成 --progress --all，不与别的格式同用。")
    words_alone = form in _WORDS_ALONE and not unit and not progress
    office = open_office(plans, on, region=region, only=NO_ITEM if words_alone else None)
    asked = office.asked(unit)
    wanted = [_wanted(office, n, asked) for n in range(len(office.readings))]
    if asked and not any(wanted):
        say(f"“{asked.typed}”在这些计划里没有任务。")
    made = [_whole(office, wanted)] if whole else _make(office, form, wanted, asked, progress)
    deliver(made, FORMATS[form], output, dry_run=dry_run)
    office.finish()


Wanted = list[frozenset[int | str] | None]
FORMATS = {
    "xlsx": Format("--xlsx"),
    "docx": Format("--docx"),
    "csv": Format("--csv", screen=True),
    "json": Format("--json", screen=True),
    "md": Format("--md", screen=True),
    "ics": Format("--ics"),
    "edit": Format("--edit"),
}
# they hold the document's words, none of them understood
_WORDS_ALONE = ("xlsx", "docx", "csv", "md", "edit")


def _make(office: Office, form: str, wanted: Wanted, asked: Asked | None, progress: bool) -> list[Output]:
    from ledger.cli.output import Output, content_of

    if form == "json":
        from ledger.views.as_json import plans_json

        return [Output("plans.json", (plans_json(office.readings, wanted) + "\n").encode())]
    if form == "ics":
        from ledger.views.calendar import calendar_ics

        return [Output(f"期限（{office.on}）.ics", calendar_ics(office.readings, office.on, asked=asked))]
    if form == "edit":
        from ledger.files.sheets.edit_workbook import write_edit_book
        from ledger.questions.edit.book import edit_book

        plans = [reading.plan for reading in office.readings]
        books = ((f"{plan.title}（修改）", content_of(write_edit_book(edit_book(plan)))) for plan in plans)
        return _named(books, "xlsx")
    tables = _tables(office, wanted, progress)
    if form == "csv":
        from ledger.views.csv import ledger_csv

        return [Output("任务分解表.csv", ledger_csv(tables).encode())]
    if form == "md":
        from ledger.views.markdown import ledger_markdown

        return [Output("任务分解表.md", ledger_markdown(tables).encode())]
    if form == "docx":
        from ledger.files.papers.table_docx import write_table

        return _named(((table.title, write_table(table)) for table in tables), form)
    from ledger.files.sheets.workbook import write_ledger

    return _named(((table.title, content_of(write_ledger(table))) for table in tables), form)


def _named(made: Iterable[tuple[str, bytes]], suffix: str) -> list[Output]:
    """A file a plan, named after its title."""
    from ledger.cli.output import Output
    from ledger.record.safe_names import safe_file_name

    names: list[str] = []
    outputs = []
    for title, content in made:
        names.append(safe_file_name(title, names))
        outputs.append(Output(f"{names[-1]}.{suffix}", content))
    return outputs


def _wanted(office: Office, n: int, asked: Asked | None) -> frozenset[int | str] | None:
    """The items of the n-th plan that the unit asked for carries; None for all of them."""
    if asked is None:
        return None
    from ledger.duty.duty import duties_of

    duties = duties_of(office.readings[n], office.on)
    return frozenset(duty.no for duty in duties if asked.covers(duty.plan, duty.unit, duty.via))


def _tables(office: Office, wanted: Wanted, progress: bool) -> list[LedgerTable]:
    from ledger.duty.duty import duties_of
    from ledger.questions.ledger import ledger_table, progress_table

    tables = []
    for reading, nos in zip(office.readings, wanted, strict=True):
        if nos is not None and not nos:
            continue
        if progress:
            duties = duties_of(reading, office.on)
            tables.append(progress_table(reading.plan, duties, office.on, nos))
        else:
            tables.append(ledger_table(reading.plan, nos))
    return tables


def _whole(office: Office, wanted: Wanted) -> Output:
    """总台账 of the plans in use."""
    from ledger.cli.output import Output, content_of
    from ledger.duty.duty import in_use
    from ledger.files.sheets.workbook import write_ledgers
    from ledger.questions.ledger import whole_table
    from ledger.values.plan_names import names_apart, plan_name

    archived = {reading.plan.id for reading in office.readings if not in_use(reading, office.on)}
    for reading in (reading for reading in office.readings if reading.plan.id in archived):
        say(f"{reading.plan.title} 已于 {reading.plan.archived} 归档，没有算在内。")
    plans = [reading.plan for reading in office.readings if reading.plan.id not in archived]
    names = names_apart(plans) or {plan.id: plan_name(plan) for plan in plans}
    tables = [table for table in _tables(office, wanted, progress=True) if table.plan not in archived]
    content = content_of(write_ledgers(whole_table(tables, names, office.on), tables))
    return Output(f"总台账（{office.on}）.xlsx", content)
