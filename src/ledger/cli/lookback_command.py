"""`ledger lookback`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli.completion import plan_ids
from ledger.cli.options import AsJson, On, option
from ledger.cli.screen import put_file, say, show
from ledger.problems import LedgerError, UsageError

if TYPE_CHECKING:
    from datetime import date

    from ledger.cli.office import LoadedPlan, Office
    from ledger.duty.reading import PlanReading
    from ledger.record.model import Plan


def command(
    old: Annotated[
        str,
        typer.Argument(
            metavar="上年计划", help="上一年的计划文件或编号", show_default=False, autocompletion=plan_ids
        ),
    ],
    into: Annotated[
        str | None,
        option(
            "--into",
            "本年计划",
            "把没有办结的任务写进这份计划，标明结转自；加 --dry-run 只看",
            autocompletion=plan_ids,
        ),
    ] = None,
    against: Annotated[
        str | None, option("--against", "本年计划", "只与这份计划对照，不写", autocompletion=plan_ids)
    ] = None,
    deadline: Annotated[
        str | None, option("--deadline", "期限", "结转任务另定的时间节点；不写就保留原来的那一天")
    ] = None,
    on: On = None,
    as_json: AsJson = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说会写进哪些任务，不写")] = False,
) -> None:
    """回头看：上一年没有办结、逾期、从未报过的，按单位列出，并与本年的任务对照；--into 把没有办结的结转到本年的计划。

    不写 --into、--against 时，与手头计划里同一地区、下一年度的那份对照；有几份时看标题里的事，还分不清就说明，不猜。
    """
    from ledger.cli.office import open_office
    from ledger.questions.lookback import lookback
    from ledger.views.lookback import lookback_json, lookback_text

    if deadline and not into:
        raise UsageError("--deadline 是给结转任务定的期限，要与 --into 同用。")
    if dry_run and not into:
        raise UsageError("--dry-run 要与 --into 同用；不写 --into 本来就不写。")
    if into and (against or as_json):
        raise UsageError("--into 要写计划，不与 --against、--json 同用；只对照请用 --against。")
    office = open_office([old], on)
    one = office.one()
    named = into or against
    if named and named.endswith((".yaml", ".yml")) and not Path(named).exists():
        raise LedgerError(
            f"还没有“{named}”这份本年的计划。先建好再结转：有印发文件的，ledger draft 文件 -o {named}；"
            f"还没有的，ledger add {named} --title 标题 --name 任务 --unit 单位 新建一份督查事项。"
        )
    new = open_office([named], on, writing=into is not None).one() if named else None
    plan = new.file.plan if new else _next_year(one.reading.plan, office.on)
    if plan is not None and plan.id == one.reading.plan.id:
        option = "--into" if into else "--against"
        raise UsageError(f"{option} 的计划就是上年计划本身，请写本年的计划。")
    if into and new is not None:
        _carry(office, one.reading, new, deadline, dry_run=dry_run)
    else:
        answer = lookback(one.reading, office.on, plan)
        if as_json:
            put_file(lookback_json(answer))
        else:
            show(lookback_text, answer)
    office.finish()


def _next_year(old: Plan, on: date) -> Plan | None:
    """The plan at hand for the same place and the year after; of several that about the same matter. Where that does
    not tell, none, and a word about it."""
    from ledger.cli.office import load
    from ledger.cli.plan_places import find_plans
    from ledger.values.plan_names import matter, names_apart

    try:
        loaded = load(find_plans(None), on)
    except LedgerError:
        return None
    found = [one.file.plan for one in loaded if one.file.plan is not None]
    same = [plan for plan in found if plan.region == old.region and plan.year == old.year + 1]
    about = [plan for plan in same if matter(plan.title, plan.region) == matter(old.title, old.region)]
    if len(same) > 1 and len(about) != 1:
        names = names_apart(same)
        which = "、".join(f"{names[plan.id]}（{plan.id}）" for plan in same)
        say(
            f"{old.year + 1} 年度的计划有 {len(same)} 份：{which}，不知与哪一份对照，没有对照；请加 --against 编号。"
        )
        return None
    return next(iter(about or same), None)


def _carry(
    office: Office, reading: PlanReading, new: LoadedPlan, deadline: str | None, *, dry_run: bool
) -> None:
    """Write what is carried over behind the last task, by the new plan as it stands under the lock."""
    from ledger.cli.writing import read_with, show_added, write_plan
    from ledger.duty.duty import in_use
    from ledger.questions.lookback import carried, lookback
    from ledger.record.edits import InsertTask
    from ledger.views.lookback import left_out

    answer = lookback(reading, office.on, new.file.plan)
    tasks = carried(answer, reading, deadline)

    def edits(plan: Plan) -> list[InsertTask]:
        nonlocal answer, tasks
        answer = lookback(reading, office.on, plan)
        tasks = carried(answer, reading, deadline)
        found = [InsertTask(task, plan.tasks[-1].no) for task in tasks]
        if found:
            read_with(new, plan, found, office, "这样写进去计划会有错误，没有写入")
        return found

    result, _ = write_plan(new, edits, office, command="lookback", dry_run=dry_run)
    if result.changed:
        show_added(result, new.shown, dry_run=dry_run)
    for line in left_out(answer):
        say(line)
    if not tasks:
        say("没有要结转的任务：上年的都已办结，或本年已有。")
        return
    verb = "将结转" if dry_run else "已结转"
    say(f"{verb}《{reading.plan.title}》截至{office.on}没有办结的任务 {len(tasks)} 项。")
    if deadline is None:
        say(
            "各项保留原来的期限，从年初起就算逾期；要另定，请加 --deadline，或写好后改“时间节点”（validate 列出还没有定的）。"
        )
    if in_use(reading, office.on):
        say(
            f"上年的计划还在用，结转的任务两份计划里都提醒；在 {office.one().shown} 里顶格写上“归档: {office.on}”，"
            "就只按本年的提醒，回头看照旧。"
        )
    if not dry_run:
        say("写错了可用 ledger undo 退回。")
