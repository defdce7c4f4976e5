"""`ledger init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger.cli.options import DryRun

FILES = {"plan.yaml": "示例计划.yaml", "units.yaml": "units.yaml", "office.yaml": "office.yaml"}


GIT_LINES = {
    ".gitattributes": ("plans/**/*.yaml merge=ledger", "plans/**/*.yml merge=ledger"),
    ".gitignore": (".ledger/",),
}
DRIVER = "ledger merge-file %O %A %B %P"


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="文件夹", help="在这里建 plans/，不写就是当前文件夹")
    ] = Path("."),
    git: Annotated[
        bool, typer.Option("--git", help="这里是 git 仓库：让 git 按任务、字段、进展合并计划")
    ] = False,
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
    if git:
        _set_up_git(folder, dry_run)
    say(
        "接着：照着改示例计划；已有印发文件的，用 ledger draft 起草，再删去示例计划。改好运行 ledger validate。"
    )


def _set_up_git(folder: Path, dry_run: bool) -> None:
    """Lines in .gitattributes and .gitignore, and the driver in this clone's own settings (git takes no
    program from a repository: every clone needs the one line)."""
    import subprocess

    from ledger.cli.screen import say
    from ledger.files.safe_write import replace_file

    for name, lines in GIT_LINES.items():
        path = folder / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        missing = [line for line in lines if line not in before.splitlines()]
        if not missing:
            say(f"已有 {path}，没有动。")
            continue
        if not dry_run:
            kept = before if not before or before.endswith("\n") else before + "\n"
            replace_file(path, (kept + "\n".join(missing) + "\n").encode(), str(path))
        say(f"{'将写' if dry_run else '已写'} {path}")
    command = ["git", "-C", str(folder), "config", "merge.ledger.driver", DRIVER]
    line = f'git config merge.ledger.driver "{DRIVER}"'
    if dry_run:
        say(f"将运行 {line}")
        return
    try:
        done = subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        done = False
    say(f"{'已运行' if done else '请在仓库里运行'} {line}；每个克隆都要运行一次。")
