"""`ledger list`."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli.options import AsJson, Leader, On, Plans, Quiet, Region, Source, UnitName, option
from ledger.cli.screen import put_file, show
from ledger.problems import UsageError


def command(
    plans: Plans = None,
    unit: UnitName = None,
    region: Region = None,
    find: Annotated[str | None, option("--find", "词", "只列名称、内容或责任单位里有这个词的")] = None,
    undated: Annotated[bool, typer.Option("--undated", help="只列没有期限的")] = False,
    nobody: Annotated[bool, typer.Option("--nobody", help="只列没写责任单位的")] = False,
    where: Annotated[
        list[str] | None, option("--where", "栏目=词", "只列这一栏里有这个词的，如 责任领导=张某某；可写几次")
    ] = None,
    leader: Leader = None,
    source: Source = None,
    on: On = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """列任务：序号、名称、责任单位、时间节点，连同 报1、报2 … 各项报送。"""
    from ledger.cli.office import open_office
    from ledger.questions.narrowed import narrowed
    from ledger.questions.tasks import list_tasks
    from ledger.values.plan_names import names_apart
    from ledger.views.tasks import tasks_json, tasks_text

    office = open_office(plans, on, region=region)
    asked = office.asked(unit)
    readings = narrowed(office.readings, leader=leader, source=source)
    rows = list_tasks(
        readings, office.on, asked=asked, words=find, undated=undated, nobody=nobody, where=_pairs(where)
    )
    if as_json:
        put_file(tasks_json(rows))
    elif rows or not quiet:
        names = names_apart(reading.plan for reading in readings)
        show(tasks_text, rows, names)
    office.finish()


def _pairs(where: list[str] | None) -> list[tuple[str, str]]:
    """`责任领导=张某某` → the column and the words in it. UsageError when it has another form."""
    pairs = []
    for text in where or ():
        heading, sign, words = text.replace("＝", "=").partition("=")
        if not (sign and heading.strip() and words.strip()):
            raise UsageError(f"--where 写成 栏目=词，如 责任领导=张某某；现在是“{text}”。")
        pairs.append((heading.strip(), words.strip()))
    return pairs
