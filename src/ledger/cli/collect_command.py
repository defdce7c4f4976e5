"""`ledger collect`."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli.options import AsJson, DryRun, On, PeriodWords, Region, option, output_option
from ledger.cli.screen import put, put_file, say
from ledger.problems import LedgerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.cli.office import LoadedPlan, Office
    from ledger.questions.collect_again import Taken
    from ledger.questions.collected import Collected
    from ledger.questions.merged import Merge, RowResult
    from ledger.record.edits import Edit
    from ledger.record.model import Plan
    from ledger.values.fill import FillReturned, ReturnedRow

# what a unit may take for the workbook it was sent
_TABLES = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv")
_OF_THE_SYSTEM = ("Thumbs.db", "desktop.ini")


def command(
    workbooks: Annotated[
        list[Path], typer.Argument(metavar="工作簿", help="收回的工作簿，或放着它们的文件夹")
    ],
    plans: Annotated[
        list[str] | None, option("--plan", "计划", "并入哪些计划，可写几次；不写同别的命令")
    ] = None,
    region: Region = None,
    period: PeriodWords = None,
    reply: Annotated[
        Path | None,
        option("--reply", "文件夹", "给每个交回的单位写一份回复：采用了什么、没有采用什么、为什么、怎么办"),
    ] = None,
    on: On = None,
    as_json: AsJson = False,
    dry_run: DryRun = False,
    output: Annotated[
        Path | None,
        output_option(
            "文件", "export --edit 的工作簿收回时，另写一份变动一览（.xlsx）：原来、现在、怎样理解"
        ),
    ] = None,
) -> None:
    """把收回的工作簿并入计划：新的写进去，两边都改过的列出来不写，最后说谁还没报。

    export --edit 导出、办公室改过的整份计划也这样收回：改字、增删、移动任务，补记进展，都写进计划；一次可整个退回（undo）。
    """
    from ledger.cli.collect_edits import collect_edits, edit_books
    from ledger.cli.office import open_office
    from ledger.views.collect import collected_json, collected_text

    if whole := edit_books(workbooks):
        if len(whole) < len(workbooks):
            raise UsageError(f"“{whole[0]}”是整份计划的工作簿，填报表是另一种，请分两次收。")
        collect_edits(whole, plans, region=region, on=on, as_json=as_json, dry_run=dry_run, output=output)
        return
    if output is not None:
        raise UsageError("-o 只用于收回 export --edit 的工作簿。")
    office = open_office(plans, on, region=region, writing=not dry_run)
    files, others = _files(workbooks)
    returned = _read(_without_whole_plans(files), office)
    answer = _collected(office, returned, period, all_plans=bool(plans), dry_run=dry_run)
    if others:
        say(f"提醒：{len(others)} 个文件不是工作簿，没有读：{'、'.join(map(str, others))}。")
    if reply:
        _reply(answer, reply, office.on, dry_run=dry_run)
    if as_json:
        put_file(collected_json(answer))
    else:
        put(collected_text(answer, dry_run=dry_run))
    office.finish(1 if answer.troubled else 0)


def _without_whole_plans(files: list[Path]) -> list[Path]:
    """Whoever sends a whole plan's workbook in among the units' must not change the plan by it."""
    from ledger.cli.collect_edits import edit_books

    whole = edit_books(files)
    if whole:
        names = "、".join(map(str, whole))
        say(f"提醒：{names} 是整份计划的工作簿，没有读；要采用，单独写出它：ledger collect {whole[0]}。")
    return [file for file in files if file not in whole]


def _collected(
    office: Office, returned: list[FillReturned], period: str | None, *, all_plans: bool, dry_run: bool
) -> Collected:
    """Merge what came back, plan by plan, and say who has not reported (of `all_plans`, or of those the books are about)."""
    from ledger.duty.reading import with_entries
    from ledger.questions.collected import Collected
    from ledger.questions.returns import (
        answering,
        belongs,
        not_reported,
        of_another_time,
        period_of,
        periods_of,
        reported_since,
    )
    from ledger.questions.split import split
    from ledger.record.period import parse_period
    from ledger.values.plan_names import names_apart

    merges: list[Merge] = []
    taken: set[int] = set()
    became: dict[int, RowResult] = {}
    after = {reading.plan.id: reading for reading in office.readings}
    for plan in office.plans:
        rows = [row for book in returned for row in book.rows if belongs(plan.reading, row)]
        taken |= set(map(id, rows))
        if rows and (merged := _merge(plan, rows, office, dry_run=dry_run)):
            merges.append(merged)
            # who has not reported is asked of the plan as it stands with them: the same books say the same again
            after[plan.id] = with_entries(plan.reading, ((e.no, e.progress) for e in merged.edits))
            became |= {id(row): result for row, result in zip(rows, merged.results, strict=True)}
    strays = [row for book in returned for row in book.rows if id(row) not in taken and row.touched]
    known = [row for book in returned for row in book.rows if id(row) in taken]
    said = periods_of(known)
    asked = parse_period(period) if period else period_of(said)
    if not period and len(said) > 1:
        names = "、".join(words or "不分时段" for words in said)
        say(f"提醒：交回的填报表是几个时段的（{names}），合在一起算谁没有报；只算一个时段请加 --period。")
    old: list[ReturnedRow] = []
    if period and asked:
        returned, old = of_another_time(returned, asked)
    readings = list(after.values())
    about = readings if all_plans else answering(readings, returned)
    expected = split(about, office.on, period=asked)
    told = reported_since(about, asked.first, office.on, old) if asked else ()
    others = {row.period: parse_period(row.period) for row in known if row.period}
    apart = {
        words: split(about, office.on, period=other)
        for words, other in others.items()
        if asked is None or other.said != asked.said
    }
    missing = not_reported(expected, returned, about, told, became=became, old=old, apart=apart)
    for gone in expected.archived:
        say(f"{gone.title} 已于 {gone.archived} 归档，没有算在内：交回的不写入，没有交的不催。")
    by = said[0] if len(said) == 1 and not period else ""
    return Collected(
        returned, merges, strays, missing, names_apart(reading.plan for reading in office.readings), by
    )


def _out_of_workbooks(plan: LoadedPlan) -> Taken:
    """Whether an entry came by `collect`, as the journal has it; a lost journal knows of none."""
    from functools import cache

    from ledger.files.journal import journal_of, read_journal
    from ledger.record.edits import AddProgress
    from ledger.values.change import edit_words

    @cache
    def said() -> frozenset[str]:
        records = read_journal(journal_of(plan.file.path)).records
        mine = (r for r in records if r.plan == plan.id and r.command == "collect" and r.state != "-")
        return frozenset(words for record in mine for words in record.changes)

    def taken(edit: AddProgress) -> bool:
        return plan.file.plan is not None and edit_words(plan.file.plan, edit) in said()

    return taken


def _reply(answer: Collected, folder: Path, on: date, *, dry_run: bool) -> None:
    """A dated text a unit."""
    from ledger.cli.output import write_file
    from ledger.record.characters import visible
    from ledger.record.safe_names import safe_file_name
    from ledger.views.reply import replies

    names: list[str] = []
    for unit, text in replies(answer, on, dry_run=dry_run):
        names.append(safe_file_name(f"{unit}_回复_{on}", names))
        write_file(folder / f"{names[-1]}.txt", visible(text).encode(), dry_run=dry_run)


def _files(named: list[Path]) -> tuple[list[Path], list[Path]]:
    """The workbooks named or in a folder named, and what else lies in the folders (attachments, pictures).

    Lock files and the index are no answers; what was named is tried whatever it is.
    """
    from ledger.cli.split_command import INDEX

    found: dict[str, Path] = {}
    others: list[Path] = []
    for path in named:
        if not path.exists():
            raise LedgerError(f"找不到“{path}”。")
        if not path.is_dir() and not path.is_file():
            raise LedgerError(f"“{path}”不是普通文件，没有读取。")
        inside = sorted(p for p in path.rglob("*") if not p.is_dir()) if path.is_dir() else [path]
        for file in inside:
            if file.name.startswith((".", "~$")) or file.name in (INDEX, *_OF_THE_SYSTEM):
                continue
            if not file.is_file():
                say(f"提醒：“{file}”不是普通文件，或者是断了的链接，没有读取。")
            elif file is path or file.suffix.lower() in _TABLES:
                found.setdefault(os.path.realpath(file), file)
            else:
                others.append(file)
    if not found:
        raise LedgerError(f"“{'、'.join(map(str, named))}”里没有表格文件（.xlsx、.xls、.et、.ods）。")
    return list(found.values()), others


def _read(files: list[Path], office: Office) -> list[FillReturned]:
    """Read each, with a bar in a terminal; its rows under the numbers that their tasks have now."""
    import sys
    from collections.abc import Iterable

    from ledger.files.sheets.returned_child import read_returned
    from ledger.questions.located import as_numbered_now

    books: Iterable[FillReturned] = read_returned(files)
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import track

        books = track(books, "正在读取", len(files), console=Console(stderr=True), transient=True)
    returned = list(books)
    for reading in office.readings:
        returned = [as_numbered_now(reading, book) for book in returned]
    return returned


def _merge(plan: LoadedPlan, rows: list[ReturnedRow], office: Office, *, dry_run: bool) -> Merge | None:
    """Merge into one plan: what goes in is decided by the plan as it stands under the lock.

    None when it could not be written; the other plans go on.
    """
    from ledger.cli.office import reread
    from ledger.cli.writing import write_plan
    from ledger.questions.collect import merge
    from ledger.questions.merged import Merge

    done = Merge()

    def edits(now: Plan) -> Sequence[Edit]:
        nonlocal done
        done = merge(reread(plan, now, office.on), rows, office.on, _out_of_workbooks(plan))
        return done.edits

    try:
        write_plan(plan, edits, office, command="collect", dry_run=dry_run)
    except LedgerError as error:
        say(f"错误：{error.message}这份计划的 {len(rows)} 行一行也没有写入。")
        office.broken.append(plan.file.shown)
        return None
    return done
