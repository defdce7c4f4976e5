"""`ledger draft`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger.cli.options import option, output_option
from ledger.cli.screen import put_file, say
from ledger.problems import LedgerError

UNITS_FILE = "units.yaml"


def command(
    document: Annotated[
        Path,
        typer.Argument(
            metavar="文件",
            help="印发的文件：.docx、.xlsx、.pdf、.html、.txt、.md；旧格式要装 LibreOffice，扫描件、照片要装 rapidocr、onnxruntime",
        ),
    ],
    output: Annotated[Path | None, output_option("计划", "写到哪里；不写或写 - 就打印")] = None,
    force: Annotated[bool, typer.Option("--force", help="计划文件已有时也覆盖")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只打印，不写文件")] = False,
    units: Annotated[
        bool, typer.Option("--units", help="同时拟一份单位名录（units.yaml）；已有的一字不动，只添新的")
    ] = False,
    year: Annotated[int | None, option("--year", "年度", "文件没写年度时说明", min=1990, max=2100)] = None,
    region: Annotated[str | None, option("--region", "地区", "文件没写地区时说明")] = None,
) -> None:
    """从印发的文件起草计划文件，人只需通读一遍。

    每项任务上面注明出自第几页或第几行；没有把握的地方注明“待核”，最后报总数。
    扫描件和照片装了 rapidocr、onnxruntime（不联网）也能起草：没有认准的行、印章盖住的行逐行注明；其中的表格不按表格读，请先另存为 .docx。
    """
    from ledger.cli.drafting import summary, with_schema_line
    from ledger.cli.output import STDOUT, write_file
    from ledger.cli.suggesting import with_new_of
    from ledger.draft import draft_plan
    from ledger.duty.suggest import suggest_directory
    from ledger.files.documents.reader import read_document
    from ledger.files.yaml.plan_yaml import parse_plan
    from ledger.files.yaml.units_yaml import read_directory
    from ledger.views.draft_yaml import draft_yaml
    from ledger.views.problems import problems_text

    draft = draft_plan(read_document(document), year=year, region=region)
    if draft.unlike:
        say(f"提醒：{document.name} 不大像工作计划：{draft.unlike}。请先确认是不是这一份。")
    text = draft_yaml(draft)
    where = Path(f"{document.stem}.yaml")
    if output == STDOUT:
        output = None
    if output is not None:
        where = output / where if output.is_dir() else output
    read = parse_plan(where, str(where), text.encode())
    text = with_schema_line(where, text)
    directory, names, told = where.parent / UNITS_FILE, b"", ""
    kept = units and output is not None and directory.exists()
    if kept and read.plan is not None:
        there = read_directory(directory, shown=str(directory))
        names, told = with_new_of(there, [read.plan], read.plan.region)
    elif units and read.plan is not None:
        names = with_schema_line(directory, suggest_directory([read.plan], draft.region or None)).encode()
    if output is None or dry_run:
        fresh = "" if kept else names.decode()
        put_file("\n--- # units.yaml\n".join(filter(None, (text, fresh))))
    else:
        if not force and _holds_other(where, text.encode()):
            raise LedgerError(f"已有 {where}，没有覆盖。要覆盖请加 --force，或用 -o 另写一处。")
        write_file(where, text.encode())
    if names and (kept or not dry_run) and output is not None:
        write_file(directory, names, dry_run=dry_run)
    if told:
        say(told)
    say(summary(draft, read.plan))
    if output is not None and not dry_run and read.plan is not None:
        check = "搜“待核”，逐处对照原文，核完删去那一行；" if draft.doubt_count else ""
        say(f"接着：通读一遍，{check}再运行 ledger validate。")
    if read.plan is None:
        say(problems_text(read.problems, colour=False))
        raise typer.Exit(1)


def _holds_other(path: Path, content: bytes) -> bool:
    """Whether something else stands there: what a run that was killed has written is completed by the next."""
    return path.exists() and not (path.is_file() and path.read_bytes() == content)
