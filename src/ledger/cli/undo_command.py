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
    from ledger.cli.screen import say
    from ledger.cli.taking_back import tell, tell_damage, told_again
    from ledger.files.history import complete, read_history
    from ledger.problems import LedgerError

    history = read_history(find_plans(plans))
    tell_damage(history)
    writes = history.last_run(of_undo=False)
    if (last := history.interrupted_undo()) and not dry_run:
        complete(last)
        say(f"上一次{'退回' if last.record.command == 'undo' else '重做'}做到一半断了，现在补记：")
        told_again(last)
        if not (writes and writes[0].record.run and writes[0].record.run == last.record.run):
            return
    if not writes:
        raise LedgerError("没有可退回的写入。")
    tell(history, writes, command="undo", dry_run=dry_run, force=force)
