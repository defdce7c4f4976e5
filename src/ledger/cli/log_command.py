"""`ledger log`."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli.options import AsJson, Plans
from ledger.cli.screen import put, put_file, say


def command(
    plans: Plans = None,
    last: Annotated[int, typer.Option("-n", "--last", metavar="条数", min=1, help="只看最近几次")] = 20,
    as_json: AsJson = False,
) -> None:
    """看谁在什么时候改了什么，新的在前。"""
    from dataclasses import asdict

    from ledger.cli.clock import minute
    from ledger.cli.plan_places import find_plans
    from ledger.cli.taking_back import tell_damage
    from ledger.files.history import read_history
    from ledger.views.json_text import dump

    history = read_history(find_plans(plans))
    damaged = tell_damage(history)
    written = [write for write in history.writes if write.record.state != "-"]
    undone = history.taken_back
    writes = written[: -last - 1 : -1]
    if as_json:
        rows = [{**asdict(write.record), "file": str(write.path)} for write in writes]
        put_file(dump({"writes": [{k: v for k, v in row.items() if k != "hunks"} for row in rows]}))
        return
    for record, path in ((write.record, write.path) for write in writes):
        verb = {"undo": "退回", "redo": "重做"}.get(record.command, "写入")
        mark = "（已退回）" if record.id in undone and record.undoes is None else ""
        mark = mark or ("（已重做）" if record.id in undone and record.command == "undo" else "")
        mark = "（中途断了，不知写成没有）" if record.state == "?" else mark
        put(f"{minute(record.moment, path)}  {record.who}  {verb} {path}{mark}")
        put("\n".join(f"    {change}" for change in record.changes))
    if not written:
        say("改动记录里没有读得懂的写入。" if damaged else "还没有用 update 或 collect 改过。")
