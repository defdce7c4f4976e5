"""`ledger completion`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ledger.cli.screen import put, say

VARIABLE = "_LEDGER_COMPLETE"
HOW = {
    "bash": "ledger completion bash > ~/.local/share/bash-completion/completions/ledger（文件夹没有的先建），再开一个终端",
    "zsh": "ledger completion zsh > ~/.zfunc/_ledger，~/.zshrc 里要有 fpath+=~/.zfunc 和 autoload -Uz compinit && compinit",
    "fish": "ledger completion fish > ~/.config/fish/completions/ledger.fish，再开一个终端",
    "powershell": "ledger completion powershell >> $PROFILE，再开一个窗口",
}


def command(
    shell: Annotated[
        Literal["bash", "zsh", "fish", "powershell"],
        typer.Argument(metavar="终端", help="bash、zsh、fish 或 powershell"),
    ],
) -> None:
    """按 Tab 补全命令、选项、计划编号、任务序号、单位、状态：打印要装的那一段。"""
    from typer._completion_shared import get_completion_script

    put(get_completion_script(prog_name="ledger", complete_var=VARIABLE, shell=shell))
    say(f"安装：{HOW[shell]}。")
