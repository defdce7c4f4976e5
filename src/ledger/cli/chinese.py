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

# a dash, or what an input method makes of two, and then the name of an option
_OTHER_DASH = re.compile(r"(-|[—–－―﹣‐‑‒−]+-?)([A-Za-z][A-Za-z-]+(?:=.*)?)$")
_OTHER_WORDS = {
    "word doc": "--docx",
    "excel xls exel": "--xlsx",
    "date day today": "--on",
    "week month quarter year": "--period",
    "out file": "--output",
    "department dept": "--unit",
    "county place": "--region",
    "late": "--overdue",
    "test preview": "--dry-run",
    "markdown": "--md",
    "calendar": "--ics",
    "template form": "--edit",
}

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

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """An option behind a dash of another kind, or behind one where two belong, is told as what it is."""
        known = _long_options(self)
        for word in args:
            if (match := _OTHER_DASH.match(word)) and f"--{match[2].partition('=')[0]}" in known:
                why = "两个横线" if match[1] == "-" else "两个半角横线"
                raise BadParameter(f"没有 {word} 这种写法，选项前面是{why}：--{match[2]}", ctx=ctx)
        return super().parse_args(ctx, args)  # type: ignore[misc]

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
            param._get_number_range_help_str = lambda: None  # `[1990<=x<=2100]` is no word; the error says it
            read_by_us(param)
            if "--help" in param.opts:
                param.help = "显示这份说明"
        return params


def _long_options(command: Any) -> list[str]:
    """`--unit` and the like, without those that help does not show."""
    shown = (p for p in command.params if p.param_type_name == "option" and not p.hidden)
    return [name for param in shown for name in param.opts if name.startswith("--")]


def _near_option(name: str, command: Any) -> str:
    """The option that was meant: typed wrongly, or called by another word, or in Chinese by what it takes or does; ""
    where none is near."""
    word, known = name.lstrip("-").lower(), _long_options(command)
    if not word.isascii():
        params = [param for param in command.params if set(param.opts) & set(known)]
        meant = [p for p in params if p.metavar == word] or [p for p in params if word in (p.help or "")]
        return next((name for param in meant[:1] for name in param.opts if name in known), "")
    for other, option in _OTHER_WORDS.items():
        if word in other.split() and option in known:
            return option
    from difflib import get_close_matches

    near = get_close_matches(word, [option[2:] for option in known], n=1, cutoff=0.7)
    return f"--{near[0]}" if near else ""


def usage_sentence(error: ClickException) -> str:
    """What is wrong with the command line, and where to look."""
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "ledger"
    return f"{_what_is_wrong(error)}（用法见 {where} --help）"


def _what_is_wrong(error: ClickException) -> str:
    if isinstance(error, NoSuchOption):
        near = _near_option(error.option_name, error.ctx.command) if error.ctx else ""
        return f"没有 {error.option_name} 这个选项" + (f"，是不是 {near}？" if near else "。")
    if isinstance(error, MissingParameter):
        before = error.ctx.params.get("plan") if error.ctx else None
        plan = f"“{before}”是当作计划的；先写计划（编号见 ledger plans），再写序号。" if before else ""
        return f"缺少 {_parameter(error)}。{plan if _parameter(error) == '序号' else ''}"
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
