"""`ledger collect` of a workbook that `export --edit` made: the office's own changes, taken back into the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.cli.office import LoadedPlan, Office
    from ledger.problems import Problem
    from ledger.questions.edit.merging import EditMerge
    from ledger.record.edits import Edit
    from ledger.record.model import Plan
    from ledger.values.edit_book import Change, EditReturned


def edit_books(workbooks: Sequence[Path]) -> list[Path]:
    """Those that are workbooks of a whole plan."""
    from ledger.files.sheets.file_kind import is_edit_book

    return [path for path in workbooks if path.is_file() and is_edit_book(path)]


def collect_edits(
    books: Sequence[Path],
    plans: list[str] | None,
    *,
    region: str | None,
    on: date | None,
    as_json: bool,
    dry_run: bool,
    output: Path | None,
) -> None:
    """Take each back, say what was found, leave with the exit code."""
    from ledger.cli.office import open_office
    from ledger.cli.output import write_file
    from ledger.cli.screen import put, put_file, say
    from ledger.files.sheets.changes_workbook import write_changes
    from ledger.files.sheets.returned_child import read_edited
    from ledger.problems import LedgerError
    from ledger.views.collect import edits_json, edits_text

    if output is not None and (output.suffix.lower() != ".xlsx" or output in books):
        raise LedgerError(f"-o 写变动一览的文件名，以 .xlsx 结尾，不要与工作簿同名；这里写的是“{output}”。")
    office = open_office(plans, on, region=region, writing=not dry_run)
    troubled = False
    changes: list[Change] = []
    problems: list[Problem] = []
    for path in books:
        back = read_edited(path)
        if back is None:
            raise LedgerError(f"“{path}”打不开，或识别列都被删去了；请从原来导出的工作簿重新改。")
        plan = next((one for one in office.plans if one.id == back.plan), None)
        if plan is None:
            raise LedgerError(f"这里没有“{path}”所属的计划（编号 {back.plan or '不明'}）；请写明 --plan。")
        done, asked = _merge(plan, back, office, dry_run=dry_run)
        troubled = troubled or done.troubled or any(p.severity == "error" for p in back.problems)
        told = [*back.problems, *asked]
        changes += done.changes
        problems += told
        if as_json:
            put_file(edits_json(plan.id, done.changes, told))
        else:
            put(edits_text(plan.shown, done.changes, told, dry_run=dry_run))
    if output is not None:
        write_file(output, write_changes(changes, problems, office.on))
    if not dry_run and any(change.outcome == "taken" for change in changes):
        say("写错了可用 ledger undo 一次退回。")
    office.finish(1 if troubled else 0)


def _merge(
    plan: LoadedPlan, back: EditReturned, office: Office, *, dry_run: bool
) -> tuple[EditMerge, list[Problem]]:
    """Merge into the plan as it stands under the lock, all or nothing. What `validate` warns of from now on is told too:
    a unit nobody knows, a day nobody understands."""
    from dataclasses import replace

    from ledger.checks import new_warnings
    from ledger.cli.office import reread
    from ledger.cli.writing import read_with, write_plan
    from ledger.questions.edit.merge import merge_edits
    from ledger.questions.edit.merging import EditMerge

    done = EditMerge()
    asked: list[Problem] = []

    def edits(now: Plan) -> list[Edit]:
        nonlocal done, asked
        before = reread(plan, now, office.on)
        done = merge_edits(before, back, office.on)
        if done.edits:
            after = read_with(plan, now, done.edits, office, "这样改了以后计划有错误，一处也没有写入")
            asked = [replace(p, file=plan.shown) for p in new_warnings(before, after, office.on)]
        return done.edits

    write_plan(plan, edits, office, command="collect", dry_run=dry_run)
    return done, asked
