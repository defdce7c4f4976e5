"""`ledger merge-file`: git's merge driver for plans."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger.cli.screen import say
from ledger.problems import LedgerError


def command(
    base: Annotated[Path, typer.Argument(metavar="祖先", help="两边共同的旧版，git 的 %O")],
    ours: Annotated[Path, typer.Argument(metavar="本方", help="本方的，git 的 %A；合并的结果写在这里")],
    theirs: Annotated[Path, typer.Argument(metavar="对方", help="对方的，git 的 %B")],
    shown: Annotated[
        str | None, typer.Argument(metavar="名称", help="文件在仓库里的名称，git 的 %P", show_default=False)
    ] = None,
) -> None:
    """按任务、字段、进展合并一份计划的两个版本，给 git 用（ledger init --git 设置）。

    只有一边改的照那边，两边添的进展都留下；同一处两边改得不一样的，两种都留在标记之间，以 1 退出。
    """
    from ledger.files.safe_write import replace_file
    from ledger.files.yaml.merge import merge_texts
    from ledger.files.yaml.plan_yaml import parse_plan
    from ledger.files.yaml.text_file import read_text_file
    from ledger.files.yaml.tree import YamlTrouble

    name = shown or str(ours)
    files = [read_text_file(path, shown=name) for path in (base, ours, theirs)]
    if broken := [side for side, file in zip(("祖先", "本方", "对方"), files, strict=True) if file.problems]:
        raise LedgerError(f"{name} 的{'、'.join(broken)}版本读不成文字，没有合并；请挑一个版本。")
    try:
        merged, conflicts = merge_texts(files[0].text, files[1].text, files[2].text, files[1].newline)
    except YamlTrouble:
        raise LedgerError(f"{name} 有一个版本不是正确的 YAML，没有合并；先各自改好再合并。") from None
    raw = files[1].encode(merged)
    whole = [
        parse_plan(path, name, file.raw).plan for path, file in zip((base, ours, theirs), files, strict=True)
    ]
    replace_file(ours, raw, name)
    for place in conflicts:
        say(f"冲突：{name} {place}，两边改得不一样，两种都留着；请改定并删去标记。")
    if conflicts:
        raise typer.Exit(1)
    if all(whole) and parse_plan(ours, name, raw).plan is None:
        say(f"冲突：{name} 合并后有错误；请运行 ledger validate {name} 看详情，改好再提交。")
        raise typer.Exit(1)
