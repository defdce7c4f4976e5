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
    from ledger.cli.taking_back import take_back_last

    take_back_last(plans, command="undo", dry_run=dry_run, force=force)
