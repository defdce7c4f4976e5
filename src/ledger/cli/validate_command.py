"""`ledger validate`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ledger.cli.options import AsJson, On, Plans, Quiet, UseIndex
from ledger.cli.screen import put, put_file, say, show
from ledger.problems import UNREADABLE


def command(
    plans: Plans = None,
    on: On = None,
    as_json: AsJson = False,
    form: Annotated[
        Literal["text", "json", "github"],
        typer.Option("--format", metavar="格式", help="text 给人看，json 给程序，github 给代码托管平台"),
    ] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="有警告也以 1 退出")] = False,
    index: UseIndex = True,
    quiet: Quiet = False,
) -> None:
    """一次查出计划文件里所有的错误和疑点：在哪一行、怎么改。

    错误：没法用，必须改。警告：文字、单位、日期上的疑点，请看一眼。提示：汇总。
    """
    from ledger.cli.index.checked import check_for
    from ledger.views.problems import problems_github, problems_json, problems_text, summary

    problems, number = check_for(plans, on, index=index)
    if as_json or form == "json":
        put_file(problems_json(problems))
    elif form == "github":
        put(problems_github(problems))
    else:
        shown = [problem for problem in problems if not (quiet and problem.severity == "note")]
        show(problems_text, shown)
        if shown or not quiet:
            say(summary(problems, number))
    if any(problem.check == UNREADABLE for problem in problems):
        raise typer.Exit(3)
    severities = {problem.severity for problem in problems}
    if "error" in severities or (strict and "warning" in severities):
        raise typer.Exit(1)
