"""`ledger undo`."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli.options import Plans

DryRun = Annotated[bool, typer.Option("--dry-run", help="只说会退回什么，不写")]
Force = Annotated[bool, typer.Option("--force", help="别人的写入也退回")]


def command(plans: Plans = None, dry_run: DryRun = False, force: Force = False) -> None:
    """退回最后一次写入：一次 collect 写了几份计划，就一并退回。

    文件在那以后又改过就不退；别人写的，要加 --force 才退。退错了用 ledger redo。
    """
    from ledger.cli.plan_places import find_plans
    from ledger.cli.taking_back import finished_before, tell, tell_damage
    from ledger.files.history import read_history
    from ledger.problems import LedgerError

    history = read_history(find_plans(plans))
    tell_damage(history)
    writes = history.last_run(of_undo=False)
    if not dry_run and finished_before(history, writes):
        return
    if not writes:
        raise LedgerError("没有可退回的写入。")
    tell(history, writes, command="undo", dry_run=dry_run, force=force)
