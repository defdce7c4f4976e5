"""`ledger due`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli.options import (
    AsJson,
    Leader,
    On,
    Plans,
    Quiet,
    Region,
    Source,
    UnitName,
    UseIndex,
    Within,
    option,
)
from ledger.cli.screen import put_file, show
from ledger.problems import UsageError

if TYPE_CHECKING:
    from ledger.cli.office import Office


def command(
    plans: Plans = None,
    unit: UnitName = None,
    region: Region = None,
    role: Annotated[
        list[str] | None,
        option(
            "--role",
            "角色",
            "只看这种角色，可写几次：牵头 配合 责任 报送（或 lead support responsible reporting）",
        ),
    ] = None,
    within: Within = 30,
    overdue: Annotated[bool, typer.Option("--overdue", help="只看逾期的")] = False,
    everything: Annotated[bool, typer.Option("--all", help="全列：已办结的、还早的、没有期限的")] = False,
    pending: Annotated[
        bool, typer.Option("--pending", help="待办公室处理的：已完成还没有销号的、申请延期还没有答复的")
    ] = False,
    leader: Leader = None,
    source: Source = None,
    on: On = None,
    as_json: AsJson = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="有逾期的就以 1 退出，给脚本用")] = False,
    index: UseIndex = True,
    quiet: Quiet = False,
) -> None:
    """查哪些事逾期、哪些快到期，先到期的在前。

    写了 --unit 就只看一个单位的，一条分工一行；不写就一项任务一个节点一行。
    """
    from ledger.cli.index.ask import open_for
    from ledger.cli.options import roles_named
    from ledger.questions.due import due
    from ledger.questions.narrowed import narrowed
    from ledger.views.due import due_json, due_text

    if pending:
        if role or overdue or everything:
            raise UsageError("--pending 是另一张单子，不与 --role、--overdue、--all 同写。")
        from ledger.cli.office import open_office

        _pending(open_office(plans, on, region=region), unit, leader, source, as_json=as_json, quiet=quiet)
        return
    opened = open_for(plans, on, region=region, unit=unit, index=index and not (leader or source))
    answer = due(
        narrowed(opened.readings, leader=leader, source=source),
        opened.on,
        within=within,
        asked=opened.asked,
        roles=roles_named(role or ()),
        overdue=overdue,
        everything=everything,
        unlisted=opened.unlisted,
    )
    if as_json:
        put_file(due_json(answer))
    elif answer.listed or not quiet:
        show(due_text, answer)
    opened.finish(1 if exit_code and answer.any_late else 0)


def _pending(
    office: Office, unit: str | None, leader: str | None, source: str | None, *, as_json: bool, quiet: bool
) -> None:
    """What waits for the office itself."""
    from ledger.questions.narrowed import narrowed
    from ledger.questions.pending import pending
    from ledger.views.pending import pending_json, pending_text

    answer = pending(
        narrowed(office.readings, leader=leader, source=source), office.on, asked=office.asked(unit)
    )
    if as_json:
        put_file(pending_json(answer))
    elif answer.to_confirm or answer.extensions or not quiet:
        show(pending_text, answer)
    office.finish()
