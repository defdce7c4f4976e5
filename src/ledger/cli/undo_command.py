"""`ledger undo`."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli.options import Plans


def command(
    plans: Plans = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说会退回什么，不写")] = False,
) -> None:
    """退回最后一次写入；文件在那以后又改过就不退。"""
    from ledger.cli.plan_places import find_plans
    from ledger.cli.screen import put, say
    from ledger.cli.writing import now, who
    from ledger.files.journal import last_write, read_journal, take_back
    from ledger.problems import LedgerError

    written = [(record, path) for path in find_plans(plans) for record in read_journal(path)]
    undone = {record.undoes for record, _ in written}
    left = [pair for pair in written if pair[0].undoes is None and pair[0].id not in undone]
    if not left:
        raise LedgerError("没有可退回的写入。")
    newest, path = sorted(left, key=lambda pair: pair[0].at)[-1]  # within a second the one written last
    record = last_write(path, path.read_bytes())
    if record is None:
        raise LedgerError(
            f"“{path}”在 {newest.at[:16].replace('T', ' ')} 那次写入以后又改过，不能退回；请手工改。"
        )
    say(
        f"{'将退回' if dry_run else '已退回'} {path}，{record.who} {record.at[:16].replace('T', ' ')} 的写入："
    )
    if not dry_run:
        take_back(path, record, at=now(), who=who(), shown=str(path))
    put("\n".join(f"    {change}" for change in record.changes))
    batch = [other for one, other in left if (one.at, one.command) == (record.at, "collect")]
    others = "、".join(str(other) for other in batch if other != path)
    if others:
        say(f"同一次汇总还写了 {others}；也要退回的，再运行 ledger undo。")
