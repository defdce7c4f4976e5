"""`ledger explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli.options import AsJson, On, option
from ledger.cli.screen import put, put_file, screen
from ledger.problems import UsageError


def command(
    words: Annotated[str, typer.Argument(metavar="文字", help="时限的话；加 --units 则是责任单位的话")],
    year: Annotated[int | None, option("--year", "年度", "计划年度；不写按今年", min=1990, max=2100)] = None,
    units: Annotated[bool, typer.Option("--units", help="当作责任单位来理解")] = False,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """看一段时限或责任单位的话怎样被理解，哪些没看懂。"""
    from ledger.cli.clock import today
    from ledger.record.characters import plain
    from ledger.views import explain
    from ledger.words.deadline.reader import read_deadline
    from ledger.words.responsibility.reader import read_responsibility

    words = plain(words)
    if not words.strip():
        raise UsageError("文字是空的，没有什么可理解。")
    if units:
        people = read_responsibility(words)
        if as_json:
            put_file(explain.units_json(people))
        else:
            put(explain.units_text(words, people, width=screen().width))
        return
    reading = read_deadline(words, year or today(on).year, pieces=not as_json)
    if as_json:
        put_file(explain.deadline_json(reading))
    else:
        put(explain.deadline_text(reading, width=screen().width))
