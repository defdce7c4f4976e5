"""`ledger lookback`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli.options import AsJson, On

if TYPE_CHECKING:
    from datetime import date

    from ledger.cli.office import LoadedPlan
    from ledger.duty.reading import PlanReading
    from ledger.questions.lookback import Lookback
    from ledger.record.model import Plan


def command(
    old: Annotated[
        str, typer.Argument(metavar="上年计划", help="上一年的计划文件或编号", show_default=False)
    ],
    into: Annotated[
        str | None,
        typer.Option(
            "--into", metavar="本年计划", help="印出要贴进这份计划的任务，标明结转自", show_default=False
        ),
    ] = None,
    deadline: Annotated[
        str | None,
        typer.Option(
            "--deadline",
            metavar="期限",
            help="结转任务另定的时间节点；不写就保留原来的那一天",
            show_default=False,
        ),
    ] = None,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """回头看：上一年没有办结、逾期、从未报过的，按单位列出，并与本年的任务对照。

    不写 --into 时，与手头计划里同一地区、下一年度的那份对照。
    """
    from ledger.cli.office import open_office
    from ledger.cli.screen import put, put_file, screen
    from ledger.problems import UsageError
    from ledger.questions.lookback import lookback
    from ledger.views.lookback import lookback_json, lookback_text

    if deadline and not into:
        raise UsageError("--deadline 是给结转任务定的期限，要与 --into 同用。")
    office = open_office([old], on)
    one = office.one()
    assert one.reading is not None  # open_office keeps only what it could read
    new = open_office([into], on).one() if into else None
    plan = new.file.plan if new else _next_year(one.reading.plan, office.on)
    if plan is not None and plan.id == one.reading.plan.id:
        raise UsageError("--into 的计划就是上年计划本身，请写本年的计划。")
    answer = lookback(one.reading, office.on, plan)
    if new is not None and not as_json:
        put_file(_block(answer, one.reading, new, deadline))
    elif as_json:
        put_file(lookback_json(answer))
    else:
        paper = screen()
        put(lookback_text(answer, width=paper.width, colour=paper.colour), painted=paper.colour)
    office.finish()


def _next_year(old: Plan, on: date) -> Plan | None:
    """The plan at hand for the same place and the year after, where there is exactly one."""
    from ledger.cli.office import load
    from ledger.cli.plan_places import find_plans
    from ledger.problems import LedgerError

    try:
        loaded = load(find_plans(None), on)
    except LedgerError:
        return None
    found = [one.file.plan for one in loaded if one.file.plan is not None]
    same = [plan for plan in found if plan.region == old.region and plan.year == old.year + 1]
    return same[0] if len(same) == 1 else None


def _block(answer: Lookback, reading: PlanReading, new: LoadedPlan, deadline: str | None) -> str:
    """The lines to paste, indented as the tasks of the new plan are."""
    from ledger.cli.screen import say
    from ledger.files.yaml.lines import item_lines
    from ledger.files.yaml.tree import Mapping, Sequence
    from ledger.questions.lookback import carried
    from ledger.views.lookback import block_head

    tasks = carried(answer, reading, deadline)
    indent, after = 0, f"{Path(new.file.shown).name} 的最后一项任务后面"
    tree = new.file.tree
    listed = tree.values.get("任务") if isinstance(tree, Mapping) else None
    if isinstance(listed, Sequence) and not listed.flow:
        indent = new.file.source.place(listed.start)[1] - 1
        line = new.file.source.place(listed.end)[0]
        after = f"{Path(new.file.shown).name} 第 {line} 行（最后一项任务）后面"
    margin = " " * indent
    lines = [margin + remark for remark in block_head(answer, len(tasks), after)]
    for task in tasks:
        lines += item_lines(task, indent)
    if not tasks:
        say("没有要结转的任务：上年的都已办结，或本年已有。")
    elif deadline is None:
        say("各项保留原来的期限；要另定，请加 --deadline，或贴好后改“时间节点”。")
    return "\n".join(lines) + "\n"
