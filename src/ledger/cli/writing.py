"""Writing into plans from the command line: the edit, the journal, and what to say about it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from ledger.cli.screen import put, say
from ledger.files.journal import record_write
from ledger.files.safe_write import WriteResult, write_edits
from ledger.files.yaml.plan_yaml import PlanFile, parse_plan
from ledger.problems import LedgerError
from ledger.record.edits import Edit
from ledger.record.model import Plan
from ledger.values.change import edit_words


def who() -> str:
    """Who sits here: LEDGER_USER, else the login name."""
    if name := os.environ.get("LEDGER_USER"):
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "不明"


def now() -> str:
    """Local time for the journal, fine enough to tell two writes of one second apart."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


def write_plan(
    path: Path,
    edits: Sequence[Edit] | Callable[[PlanFile], Sequence[Edit]],
    *,
    command: str,
    dry_run: bool,
    shown: str,
) -> tuple[WriteResult, Plan]:
    """Write, keep the journal, and give back the plan as it now reads.

    A journal that cannot be kept is told and nothing more: the plan is the record.
    """
    result = write_edits(path, edits, dry_run=dry_run, shown=shown)
    plan = parse_plan(path, shown, result.after).plan
    assert plan is not None, "write_edits has read the result again"
    if result.changed and not dry_run:
        changes = [edit_words(plan, edit) for edit in result.edits]
        try:
            record_write(result, changes, at=now(), who=who(), command=command)
        except LedgerError as error:
            say(f"提醒：{error.message}ledger log 没有这一次，ledger undo 也退不回。")
    return result, plan


def show_added(result: WriteResult, shown: str, *, dry_run: bool) -> None:
    """The lines that were, or would be, added."""
    say(f"{'将写入' if dry_run else '已写入'} {shown}：")
    put("\n".join(f"{number:>5} + {line}" for number, line in result.added))
