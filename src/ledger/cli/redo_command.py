"""`ledger redo`."""

from __future__ import annotations

from ledger.cli.options import Plans
from ledger.cli.undo_command import DryRun, Force


def command(plans: Plans = None, dry_run: DryRun = False, force: Force = False) -> None:
    """重做最后一次退回：把 ledger undo 退掉的写回去。

    文件在退回以后又改过就不能重做；别人退回的，要加 --force。
    """
    from ledger.cli.taking_back import take_back_last

    take_back_last(plans, command="redo", dry_run=dry_run, force=force)
