"""`ledger log`."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli.options import AsJson, Plans


def command(
    plans: Plans = None,
    last: Annotated[int, typer.Option("-n", "--last", metavar="条数", min=1, help="只看最近几次")] = 20,
    as_json: AsJson = False,
) -> None:
    """看谁在什么时候改了什么，新的在前。"""
    from dataclasses import asdict

    from ledger.cli.plan_places import find_plans
    from ledger.cli.screen import put, say
    from ledger.files.journal import read_journal
    from ledger.views.as_json import dump

    written = [(record, path) for path in find_plans(plans) for record in read_journal(path)]
    written.sort(key=lambda pair: pair[0].at)  # within a second as they were written
    undone = {record.undoes for record, _ in written}
    records = written[: -last - 1 : -1]
    if as_json:
        hidden = ("hunks",)
        rows = [{k: v for k, v in asdict(record).items() if k not in hidden} for record, _ in records]
        put(
            dump(
                {"writes": [{**row, "file": str(path)} for row, (_, path) in zip(rows, records, strict=True)]}
            )
        )
        return
    for record, path in records:
        verb = "退回" if record.undoes else "写入"
        mark = "（已退回）" if record.id in undone else ""
        put(f"{record.at[:16].replace('T', ' ')}  {record.who}  {verb} {path}{mark}")
        put("\n".join(f"    {change}" for change in record.changes))
    if not records:
        say("还没有用 update 或 collect 改过。")
