"""`ledger plans`."""

from __future__ import annotations

import typer

from ledger.cli.options import AsJson, On, Plans, Region
from ledger.cli.screen import put, show


def command(plans: Plans = None, region: Region = None, on: On = None, as_json: AsJson = False) -> None:
    """列出全部计划：编号、标题、地区、年度、任务数，归档没有，文件在哪里。读不了的也列出。"""
    from ledger.cli.clock import today
    from ledger.cli.office import load
    from ledger.cli.plan_places import find_plans
    from ledger.views.plans import PlanLine, plans_json, plans_text

    paths = find_plans(plans)
    day = today(on, paths)
    lines = []
    for loaded in load(paths, day):
        plan = loaded.file.plan
        if region is None or (plan and plan.region == region):
            lines.append(PlanLine(loaded.shown, plan, loaded.trouble))
    if as_json:
        put(plans_json(lines))
    else:
        show(plans_text, lines, day)
    if any(line.trouble for line in lines):
        raise typer.Exit(3)
