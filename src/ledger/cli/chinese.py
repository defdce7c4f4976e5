"""typer's own words in Chinese: help titles, usage errors, system errors, the last-resort sentence."""

from __future__ import annotations

import os
import re
import tempfile
import traceback
from itertools import accumulate
from pathlib import Path
from typing import Any

from typer._click.exceptions import (
    BadArgumentUsage,
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
)

from ledger.cli.typed import read_by_us

__all__ = ["ClickException", "InChinese", "crash_sentence", "usage_sentence"]


def _help_in_chinese() -> None:
    """The panel titles of `--help`. A long line is folded by the rules of Chinese: it has no blanks to wrap at,
    rich's columns would cut it with “…”, and rich's own folding begins lines with 。 and ；."""
    import rich.text
    from rich.text import Text
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.DEFAULT_STRING = "［默认 {}］"
    rich_utils.ENVVAR_STRING = "［环境变量 {}］"
    rich_utils.REQUIRED_LONG_STRING = "［必填］"
    setattr(rich_utils, "Columns", Text("", overflow="fold").join)  # noqa: B010 - a class of rich's there
    setattr(rich.text, "divide_line", _line_ends)  # noqa: B010 - a function of rich's there


def _line_ends(text: str, width: int, fold: bool = True) -> list[int]:
    """Where the second and later lines of `text` begin, as rich asks it."""
    from rich.cells import cell_len

    from ledger.values.line_breaks import break_lines

    return list(accumulate(len(line) for line in break_lines(text, width, cell_len)))[:-1]


class InChinese:
    """Mixed into typer's commands: 用法 for Usage, and the help option explained."""

    def get_usage(self, ctx: Any) -> str:
        return str(super().get_usage(ctx)).replace("Usage:", "用法：", 1)  # type: ignore[misc]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _help_in_chinese()
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_params(self, ctx: Any) -> Any:
        """The parameters; of their types only the Chinese word for a value is shown, no `<list[str]>`."""
        params = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            is_option = param.param_type_name == "option"
            word = (param.metavar if is_option else None) or ""
            param.display_type_rich = lambda ctx, word=word: word
            read_by_us(param)
            if "--help" in param.opts:
                param.help = "显示这份说明"
        return params


def usage_sentence(error: ClickException) -> str:
    """What is wrong with the command line, and where to look."""
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "ledger"
    return f"{_what_is_wrong(error)}（用法见 {where} --help）"


def _what_is_wrong(error: ClickException) -> str:
    if isinstance(error, NoSuchOption):
        near = f"，是不是 {error.possibilities[0]}？" if error.possibilities else "。"
        return f"没有 {error.option_name} 这个选项{near}"
    if isinstance(error, MissingParameter):
        return f"缺少 {_parameter(error)}。"
    if isinstance(error, BadParameter):
        if error.param is None:
            return error.message
        return f"{_parameter(error)} 的值不对：{_why(error)}。"
    if isinstance(error, BadOptionUsage):
        return f"选项 {error.option_name} 后面的值不对或没写。"
    if isinstance(error, BadArgumentUsage):
        return "参数个数不对。"
    extra = re.search(r"extra argument\(s\) \((.*)\)", error.message)
    return f"多写了“{extra[1]}”。" if extra else f"命令行写法不对：{error.message}"


def _why(error: BadParameter) -> str:
    """What the value should be."""
    choices = getattr(getattr(error.param, "type_descriptor", None), "choices", None)
    if choices:
        return f"只能是 {'、'.join(map(str, choices))}"
    return error.message.rstrip("。")


def _parameter(error: BadParameter) -> str:
    if error.param is None:
        return "参数"
    if error.param.param_type_name == "option":
        return "/".join(error.param.opts)
    return str(error.param.metavar or error.param.name)


def crash_sentence(error: Exception) -> str:
    """A fault of the program's own: one line, the details in a log beside nobody's data."""
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "ledger"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / "error.log"
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        log = Path(tempfile.gettempdir()) / f"ledger-error-{os.getpid()}.log"
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return f"程序自身出错，您的文件没有改动；请把 {log} 交给维护的人。"
