"""`ledger split`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli.options import (
    DryRun,
    Leader,
    On,
    PeriodWords,
    Plans,
    Region,
    Source,
    UnitName,
    a_day_to_come,
    day_option,
    output_option,
)
from ledger.cli.screen import put, say

if TYPE_CHECKING:
    from ledger.cli.office import LoadedPlan, Office
    from ledger.questions.split import SplitAnswer
    from ledger.values.fill import IndexRow

INDEX = "分发目录.xlsx"


def command(
    plans: Plans = None,
    output: Annotated[Path | None, output_option("文件夹", "写到这个文件夹，不写就用 ledgers/分发")] = None,
    unit: UnitName = None,
    region: Region = None,
    leader: Leader = None,
    source: Source = None,
    period: PeriodWords = None,
    return_by: Annotated[
        date | None,
        day_option("--return-by", "请各单位在这一天前交回；不写就照 office.yaml 的“交回”", a_day_to_come),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="只列出没有列明成员的集合，不写文件")] = False,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """给每个单位一个填报工作簿，另加一份分发目录。

    集合列了成员就分到成员；没列成员的，整个集合一个工作簿。

    写了 --period，只问这一段到期的，连同早先逾期没办完的、没有日期的；不写就问全部在办的。
    """
    from ledger.cli.office import open_office
    from ledger.cli.output import LEDGERS, write_file
    from ledger.files.sheets.fill_workbook import index_workbook
    from ledger.files.sheets.returned_child import MOST_ROWS
    from ledger.problems import LedgerError
    from ledger.questions.narrowed import narrowed
    from ledger.questions.split import split
    from ledger.record.period import parse_period

    office = open_office(plans, on, region=region)
    if check:
        office.finish(1 if _unlisted(office) else 0)
        return
    asked = office.asked(unit)
    back = {plan.id: _back(plan, office.on, return_by) for plan in office.plans}
    span = parse_period(period) if period else None
    if span and (span.last - span.first).days < 7:
        say(f"{span.words} 是 {span.first} 至 {span.last}。")
    readings = narrowed(office.readings, leader=leader, source=source)
    answer = split(readings, office.on, period=span, asked=asked, back=back)
    for book in answer.books:
        if (rows := sum(len(sheet.rows) for sheet in book.sheets)) > MOST_ROWS:
            raise LedgerError(
                f"{book.unit}要填 {rows} 行；一个工作簿最多 {MOST_ROWS} 行，再多收不回来，没有写。请用 --period、--source 或 --leader 分几次分发。"
            )
    folder = output or LEDGERS / "分发"
    index, kept = _write_books(office, answer, folder, dry_run=dry_run)
    if index and not unit:  # one unit's share is not the whole list
        day = max(sheet.issued for book in answer.books for sheet in book.sheets)
        told = {book.back for book in answer.books}
        listed = index_workbook(index, day, sent=office.on, told=told.pop() if len(told) == 1 else "")
        write_file(folder / INDEX, listed, dry_run=dry_run)
        _others(folder, {row.file for row in index})
    _remarks(answer)
    for path in kept:
        say(f"错误：{path} 里有还没有并入计划的填报，没有覆盖；请先用 ledger collect 收回，再移走这个文件。")
    office.finish(3 if kept else 0)


def _unlisted(office: Office) -> bool:
    """Show the groups whose members nobody listed; whether there are any."""
    from ledger.questions.due import unlisted_groups
    from ledger.values.plan_names import names_apart
    from ledger.values.words import compact

    groups = [group for reading in office.readings for group in unlisted_groups(reading)]
    names = names_apart(reading.plan for reading in office.readings)
    for group in groups:
        whose = names.get(group.plan) or group.region or ""
        put(f"{whose}  {group.group}  任务 {compact(group.tasks)}".lstrip())
    remedy = "在 units.yaml 的“集合”或任务的“范围”里写明，就会分到各单位。"
    say(f"{len(groups)} 个集合没有列明成员；{remedy}" if groups else "集合都列明了成员，可以分发。")
    return bool(groups)


def _write_books(
    office: Office, answer: SplitAnswer, folder: Path, *, dry_run: bool
) -> tuple[list[IndexRow], list[Path]]:
    """A workbook a unit: the lines of 分发目录, and the files that were kept since they hold answers of their own."""
    from ledger.cli.output import content_of, write_file
    from ledger.files.sheets.fill_workbook import write_fill_book
    from ledger.record.safe_names import safe_file_name
    from ledger.values.fill import IndexRow

    index: list[IndexRow] = []
    kept: list[Path] = []
    for book, contact in zip(answer.books, answer.contacts, strict=True):
        words = book.unit.removeprefix("等")  # 等有关部门
        name = safe_file_name(words, [row.file.removesuffix(".xlsx") for row in index])
        content = content_of(write_fill_book(book))
        rows = [(sheet.plan, row.task) for sheet in book.sheets for row in sheet.rows]
        index.append(IndexRow(book.unit, f"{name}.xlsx", len(set(rows)), len(rows), contact))
        path = folder / index[-1].file
        if (merged := _merged(path, office)) is False:
            kept.append(path)
        else:
            write_file(path, content, dry_run=dry_run, holds_theirs=merged is True)
    return index, kept


def _back(plan: LoadedPlan, on: date, by: date | None) -> str:
    from ledger.values.returning import back_words, day_back

    desk = plan.settings.desk
    return back_words(desk, day_back(desk, on, by))


def _merged(path: Path, office: Office) -> bool | None:
    """Whether the plans hold every answer of a returned workbook that lies where one is to be written; None when what
    lies there is none, or cannot be read."""
    from ledger.files.put_aside import saved_since
    from ledger.files.sheets.returned_child import read_returned
    from ledger.questions.collect import merge
    from ledger.questions.returns import belongs

    if not path.is_file() or not saved_since(path):
        return None
    [book] = read_returned([path])
    if not book.rows:
        return None
    if any(problem.severity == "error" for problem in book.problems):
        return False
    rows = [row for row in book.rows if row.touched]
    news = [
        result
        for reading in office.readings
        for result in merge(reading, [row for row in rows if belongs(reading, row)], office.on).results
    ]
    return len(news) >= len(rows) and all(result.outcome == "unchanged" for result in news)


def _others(folder: Path, mine: set[str]) -> None:
    """Workbooks of an earlier time, so that nobody sends them out."""

    if not folder.is_dir():
        return
    others = sorted(path.name for path in folder.glob("*.xlsx") if path.name not in (*mine, INDEX))
    if others := [name for name in others if not name.startswith((".", "~$"))]:
        say(f"提醒：{folder} 里另有 {len(others)} 个工作簿，不在这次的分发目录里：{'、'.join(others)}。")


def _remarks(answer: SplitAnswer) -> None:

    for plan in answer.archived:
        say(f"{plan.title} 已于 {plan.archived} 归档，没有算在内。")
    if not answer.books:
        say("没有要填报的分工。")
    if answer.idle:
        say(
            f"{len(answer.idle)} 个单位这一段没有要报的：{'、'.join(answer.idle)}；要各单位报全部事项，不写 --period。"
        )
    if answer.groups:
        say(f"提醒：{len(answer.groups)} 个集合没有列明成员，各给了一个工作簿：{'、'.join(answer.groups)}。")
    if answer.nobody:
        say(f"提醒：{len(answer.nobody)} 项任务没有写明责任单位，没有发给任何人；ledger list --nobody 列出。")
