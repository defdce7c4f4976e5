"""`ledger init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger.cli.options import DryRun

FILES = {"plan.yaml": "示例计划.yaml", "units.yaml": "units.yaml", "office.yaml": "office.yaml"}


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="文件夹", help="在这里建 plans/，不写就是当前文件夹")
    ] = Path("."),
    dry_run: DryRun = False,
) -> None:
    """新建一个办公室，照着改：示例计划、单位名录和设置。已有的文件不动。"""
    from importlib.resources import files

    from ledger.cli.screen import say
    from ledger.files.safe_write import replace_file

    for template, name in FILES.items():
        path = folder / "plans" / name
        if path.exists():
            say(f"已有 {path}，没有动。")
            continue
        if not dry_run:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, files("ledger").joinpath("templates", template).read_bytes(), str(path))
        say(f"{'将写' if dry_run else '已写'} {path}")
    say(
        "接着：照着改示例计划；已有印发文件的，用 ledger draft 起草，再删去示例计划。改好运行 ledger validate。"
    )
