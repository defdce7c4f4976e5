"""The options that many commands share, defined once."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from ledger.plan.scalars import parse_day


def _day(words: str) -> date:
    try:
        return parse_day(words)
    except ValueError:
        raise typer.BadParameter(f"“{words}”不是日期，请写成 2022-12-10") from None


Plans = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[计划…]",
        help="计划文件、文件夹或编号；不写就用 LEDGER_PLANS，再不然用这里的 plans/",
        show_default=False,
    ),
]
On = Annotated[
    date | None,
    typer.Option(
        "--on",
        metavar="日期",
        parser=_day,
        envvar="LEDGER_TODAY",
        help="以哪一天为“今天”",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON，给程序读")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="没有要说的就什么也不输出")]
UnitName = Annotated[
    str | None,
    typer.Option("--unit", metavar="单位", help="只看这个单位；别名、简称、集合名也行", show_default=False),
]
Region = Annotated[
    str | None, typer.Option("--region", metavar="地区", help="只看这个地区的计划", show_default=False)
]
