"""`ledger redo`."""

from __future__ import annotations

from ledger.cli.options import Plans
from ledger.cli.undo_command import DryRun, Force


def command(plans: Plans = None, dry_run: DryRun = False, force: Force = False) -> None:
    """重做最后一次退回：把 ledger undo 退掉的写回去。

    文件在退回以后又改过就不能重做；别人退回的，要加 --force。
    """
    from ledger.cli.plan_places import find_plans
    from ledger.cli.taking_back import finished_before, tell, tell_damage
    from ledger.files.history import read_history
    from ledger.problems import LedgerError

    history = read_history(find_plans(plans))
    tell_damage(history)
    writes = history.last_run(of_undo=True)
    if not dry_run and finished_before(history, writes):
        return
    if not writes:
        raise LedgerError("没有可重做的退回。")
    tell(history, writes, command="redo", dry_run=dry_run, force=force)
