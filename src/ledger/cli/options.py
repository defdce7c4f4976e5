"""The options that many commands share, defined once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from typing import Annotated, Any

import typer

from ledger.cli.completion import plan_ids, task_numbers, unit_names
from ledger.values.words import ROLE_WORDS
from ledger.words.meanings import Role


def a_day(words: str) -> date:
    """A day as people type it; without its year it is that of the day the command speaks of."""
    on = _today()
    return _one_day(words, date(on.year, 1, 1), date(on.year, 12, 31), "今年里")


def a_day_gone(words: str) -> date:
    """A day as people type it; without its year the last one that has been."""
    on = _today()
    return _one_day(words, on - timedelta(days=364), on, "到今天为止的一年里")


def a_day_to_come(words: str) -> date:
    """A day as people type it; without its year the next one."""
    on = _today()
    return _one_day(words, on, on + timedelta(days=364), "从今天起的一年里", to_come=True)


def _today() -> date:
    """`--on`, which is read before all other options, else today."""
    from typer._click.globals import get_current_context

    from ledger.cli.clock import today

    context = get_current_context(silent=True)
    return today(context.params.get("on") if context else None)


def _one_day(words: str, first: date, last: date, when: str, *, to_come: bool = False) -> date:
    from ledger.record.days import parse_day

    with suppress(ValueError):
        return parse_day(words)
    from ledger.cli.screen import say
    from ledger.values.as_typed import day_in_whole, is_a_day_in_part, one_day

    try:
        return day_in_whole(words)
    except ValueError as error:
        if str(error) == "calendar":
            raise typer.BadParameter(f"“{words}”不是日历上有的日子") from None
    if not is_a_day_in_part(words, to_come=to_come):
        raise typer.BadParameter(f"“{words}”不是日期，请写成 年-月-日，月、日各两位")
    day, possible, _ = one_day([words], first, last)
    if day is None:
        why = f"可能是 {'，也可能是 '.join(map(str, possible))}" if possible else f"{when}没有这一天"
        raise typer.BadParameter(f"“{words}”{why}，请写明年月日")
    say(f"“{words}”按 {day} 算。")
    return day


def option(flag: str, metavar: str, words: str, **more: Any) -> Any:
    """An option that takes a value and has none of its own; `words` are its help."""
    return typer.Option(flag, metavar=metavar, help=words, show_default=False, **more)


def day_option(flag: str, words: str, parser: Callable[[str], date] = a_day_gone, **more: Any) -> Any:
    """An option that takes a day, as people type it."""
    return option(flag, "日期", words, parser=parser, **more)


def output_option(metavar: str, words: str) -> Any:
    """`-o`: where a command writes."""
    return typer.Option("-o", "--output", metavar=metavar, help=words, show_default=False)


Plans = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="计划",
        help="计划文件、文件夹或编号；不写就用 LEDGER_PLANS，再不然用这里或上面各层的 plans/",
        show_default=False,
        autocompletion=plan_ids,
    ),
]
OnePlan = Annotated[str, typer.Argument(metavar="计划", help="计划文件或编号", autocompletion=plan_ids)]
TaskNo = Annotated[
    str, typer.Argument(metavar="序号", help="任务序号；报送写 报1、报2 …", autocompletion=task_numbers)
]
On = Annotated[
    date | None, day_option("--on", "以哪一天为“今天”", a_day, is_eager=True, envvar="LEDGER_TODAY")
]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON，给程序读")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="没有要说的就什么也不输出")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只说会写什么，不写")]
UnitName = Annotated[
    str | None, option("--unit", "单位", "只看这个单位；别名、简称、集合名也行", autocompletion=unit_names)
]
UseIndex = Annotated[
    bool,
    typer.Option("--index/--no-index", help="用不用读过的计划的索引；答案一样，只是快慢不同", hidden=True),
]
PeriodWords = Annotated[
    str | None,
    option(
        "--period",
        "时段",
        "只要这一段的：年-月、年Q季（Q1 至 Q4）、年W周（W1 至 W53）、年H1、年H2 或四位数的年；2026年第12周 这样写也行",
    ),
]
Region = Annotated[str | None, option("--region", "地区", "只看这个地区的计划")]
Leader = Annotated[str | None, option("--leader", "领导", "只看这位责任领导的任务，如 张县长")]
Source = Annotated[str | None, option("--source", "来源", "只看来源里有这些字的任务，如 常务会议纪要")]
Within = Annotated[
    int, typer.Option("--within", metavar="天数", min=0, max=3660, help="几天内到期的算快到期（黄）")
]


def roles_named(words: Iterable[str]) -> tuple[Role, ...]:
    """`--role` values, in Chinese or English, as roles."""
    known: dict[str, Role] = {}
    for role, name in ROLE_WORDS.items():
        if role is not None:
            known |= {role: role, name: role}
    unknown = [word for word in words if word not in known]
    if unknown:
        raise typer.BadParameter(f"没有“{unknown[0]}”这种角色，请写 牵头、配合、责任 或 报送。")
    return tuple(known[word] for word in words)
