"""The front door: the command table, imported one at a time, and every error turned into one sentence."""

from __future__ import annotations

import difflib
import gc
import importlib
import os
import sys
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ledger import __version__
from ledger.cli import chinese
from ledger.cli.completion_command import VARIABLE
from ledger.cli.examples import epilog
from ledger.cli.screen import begin, draw_in_ascii, flush, say
from ledger.problems import LedgerError, MissingLibrary, os_reason

EXTRAS = ".[draft,report,notify,calendar]"  # as the README has them
COMMANDS: dict[str, str] = {
    "validate": "查计划文件里的错误和疑点",
    "due": "查哪些事逾期、哪些快到期",
    "plans": "列计划",
    "list": "列任务",
    "show": "看一项任务的全部，连同对文字的理解",
    "units": "看单位：各牵头、配合什么",
    "explain": "看一段时限或责任单位的话怎样被理解",
    "export": "导出任务分解表、台账",
    "report": "工作进展：概览、通报、年度报告段落、考核",
    "lookback": "回头看：上一年没办结、逾期、没报过的，结转到本年",
    "remind": "给每个单位一份提醒或督办单，可发邮件、钉钉、企业微信",
    "draft": "从印发的文件（Word、PDF、Excel、文本）起草计划",
    "split": "给每个单位一个填报工作簿",
    "collect": "收回填报工作簿或改过的整份计划，并入计划",
    "add": "添一项任务：会议、批示随时交办的",
    "update": "记一条进展或一次调整",
    "log": "看谁在什么时候改了什么",
    "undo": "退回最后一次写入",
    "redo": "重做最后一次退回",
    "merge-file": "给 git 用：合并两份改过的计划",
    "init": "新建一个办公室：示例计划、单位名录、设置",
    "schema": "计划文件的 JSON Schema，供编辑器使用",
    "help": "手册：时限、责任单位、计划文件、状态、退出码、定时、JSON 等",
    "completion": "按 Tab 补全：给 bash、zsh、fish、PowerShell",
}

NOT_TYPED = ("merge-file",)
"""Commands that other programs call, and people find in the manual: not in the list of `ledger --help`."""


class ChineseCommand(chinese.InChinese, TyperCommand):
    """One command, its help in Chinese."""


class LedgerGroup(chinese.InChinese, TyperGroup):
    """Commands by name, each imported when it is called."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"ledger.cli.{cmd_name.replace('-', '_')}_command")
        one = typer.Typer(add_completion=False, rich_markup_mode="rich")
        settings = {"help_option_names": ["--help", "-h"]}
        register = one.command(
            cmd_name,
            cls=ChineseCommand,
            short_help=COMMANDS[cmd_name],
            options_metavar="[选项]",
            context_settings=settings,
            epilog=epilog(cmd_name),
            hidden=cmd_name in NOT_TYPED,
        )
        register(module.command)
        return typer.main.get_command(one)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = difflib.get_close_matches(name, COMMANDS, n=1)
            near = near or [one for one, words in COMMANDS.items() if len(name) > 1 and name in words][:3]
            hint = f"是不是 {'、'.join(f'ledger {one}' for one in near)}？" if near else ""
            raise typer.BadParameter(f"没有 {name} 这个命令。{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command, and have all it said written out while trouble with that can still be told."""
        begin()
        try:
            return super().invoke(ctx)
        finally:
            flush()

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run; leave with the exit codes. Never a traceback for a user."""
        if VARIABLE in os.environ:
            from typer._completion_classes import completion_init

            completion_init()
        try:
            code = super().main(*args, **{**kwargs, "standalone_mode": False})
        except (
            MissingLibrary
        ) as error:  # named with this very Python: the index has another project called ledger
            pip = f"{sys.executable} -m pip install"
            every = f'读写 Word、PDF，发提醒，导出日历要用的一次装齐，在源码的文件夹里执行 {pip} "{EXTRAS}"'
            code = _fail(
                f"{error.message}请执行 {pip} {' '.join(error.libraries)} ；{every}", error.exit_code
            )
        except LedgerError as error:
            code = _fail(error.message, error.exit_code)
        except chinese.ClickException as error:
            code = _fail(chinese.usage_sentence(error), 2)
        except (typer.Abort, KeyboardInterrupt):
            code = _fail("已中断，没有做完。", 130)
        except OSError as error:
            name = f"“{error.filename}”" if error.filename else "文件"
            code = _fail(f"{name}读写不成：{os_reason(error)}。", 3)
        except Exception as error:
            if os.environ.get("LEDGER_DEBUG"):
                raise
            code = _fail(chinese.crash_sentence(error), 3)
        sys.exit(code if isinstance(code, int) else 0)


def _fail(sentence: str, code: int) -> int:
    say(f"错误：{sentence}")
    return code


app = typer.Typer(
    cls=LedgerGroup,
    name="ledger",
    add_completion=False,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(asked: bool) -> None:
    if asked:
        print(f"ledger {__version__}")
        raise typer.Exit


def _ascii(asked: bool) -> None:
    if asked:
        draw_in_ascii()


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="版本号"),
    ascii_frames: bool = typer.Option(
        False,
        "--ascii",
        envvar="LEDGER_ASCII",
        callback=_ascii,
        is_eager=True,
        help="框线和长条只用 - | + # 画，给显示不了的老终端",
    ),
) -> None:
    """县级政府年度工作计划的任务台账。

    一份计划一个 YAML 文件；校验它，按单位查期限，导出任务分解表。
    """
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


def run() -> None:
    gc.set_threshold(100_000, 50, 100)  # a short life that makes many values and hardly a circle
    sys.stdout, sys.stderr = _able(sys.stdout), _able(sys.stderr)
    try:
        app(prog_name="ledger")
    finally:
        gc.freeze()  # all goes at once now: looking through it for circles took up to a quarter of a run


def _able(stream: Any) -> Any:
    """`stream` fit for Chinese: nowhere when it is closed, UTF-8 when it was set to ASCII. An old console
    (cp936) keeps its encoding and shows ? for a character it lacks."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    if not hasattr(stream, "reconfigure"):
        return stream
    try:
        "中".encode(stream.encoding)
        stream.reconfigure(errors="replace")
    except UnicodeEncodeError:
        stream.reconfigure(encoding="utf-8")
    return stream
