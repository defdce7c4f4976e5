"""`ledger help`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ledger.cli.screen import put, put_file
from ledger.problems import UsageError


def command(
    ctx: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(metavar="主题", help="不写就列出全部主题；也可写命令的名称", show_default=False),
    ] = None,
    man: Annotated[bool, typer.Option("--man", help="输出 man 手册页；存成 ledger.1，用 man 看")] = False,
) -> None:
    """看手册的一页：时限、责任单位、计划文件、状态、退出码、定时、JSON 等。"""
    from ledger.cli.main import COMMANDS
    from ledger.manual import TOPICS, shown

    if man:
        if topic is not None:
            raise UsageError("--man 是整个命令的手册页，不用写主题。")
        put_file(_man_page())
        return
    if topic is None:
        put("\n".join(f"{name}：{words}" for name, words in TOPICS.items()))
        put("看一页：ledger help 时限；看一个命令：ledger help due")
        return
    same = {name.lower(): name for name in TOPICS}
    if topic in COMMANDS:
        put(_of_command(ctx, topic))
    elif topic.lower() in same:
        put(shown(same[topic.lower()]).rstrip("\n"))
    else:
        _no_such(topic, TOPICS | COMMANDS)


def _of_command(ctx: typer.Context, name: str) -> str:
    parent: Any = ctx.parent
    found = parent.command.get_command(parent, name)
    return str(found.get_help(type(parent)(found, info_name=name, parent=parent)))


def _man_page() -> str:
    from ledger import __version__
    from ledger.manual import TOPICS, shown
    from ledger.views.man import man_page

    topics = "\n".join(f"- `ledger help {name}`：{words}" for name, words in TOPICS.items())
    return man_page(
        __version__,
        {
            "名称": "ledger - 县级政府年度工作计划的任务台账",
            "用法": "`ledger` [选项] 命令 [参数]…",
            "命令": shown("命令"),
            "退出码": shown("退出码"),
            "另见": topics,
        },
    )


def _no_such(topic: str, about: dict[str, str]) -> None:
    """`about` are the pages and the commands, with what each tells of."""
    import difflib

    near = difflib.get_close_matches(topic, about, n=1, cutoff=0.5)
    near = near or [name for name in about if topic in name or name in topic][:1]
    near = near or [name for name, words in about.items() if topic in words][:1]
    raise UsageError(
        f"手册里没有“{topic}”。" + (f"是不是 ledger help {near[0]}？" if near else "ledger help 列出主题。")
    )
