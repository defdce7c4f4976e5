"""`ledger init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from ledger.cli.options import DryRun, option
from ledger.cli.screen import say
from ledger.problems import LedgerError

KINDS: tuple[Literal["plan", "units", "office"], ...] = ("plan", "units", "office")
GIT_LINES = {
    ".gitattributes": ("plans/**/*.yaml merge=ledger", "plans/**/*.yml merge=ledger"),
    ".gitignore": (".ledger/",),
}
DRIVER = "ledger merge-file %O %A %B %P"


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="文件夹", help="在这里建 plans/，不写就是当前文件夹")
    ] = Path("."),
    region: Annotated[
        str | None, option("--region", "地区", "哪个县、市、区；文件放在 plans/ 里同名的文件夹")
    ] = None,
    year: Annotated[int | None, option("--year", "年度", "哪一年的计划", min=1990, max=2100)] = None,
    document: Annotated[
        Path | None,
        option("--document", "文件", "印发的文件：第一份计划和单位名录从它起草；不写就是示例计划"),
    ] = None,
    git: Annotated[
        bool, typer.Option("--git", help="这里是 git 仓库：让 git 按任务、字段、进展合并计划")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """新建一个办公室：第一份计划、单位名录、设置、定时的样子。已有的文件不动。

    在终端里，没有写的会问；直接回车就是不写。
    """
    from ledger.cli.clock import today
    from ledger.cli.drafting import with_schema_line
    from ledger.cli.schema_command import schema_of
    from ledger.files.safe_write import replace_file
    from ledger.record.safe_names import safe_file_name

    if _at_a_terminal():
        document = document or _asked_document()
        region = region or _asked("地区（如 某县；回车不写）") or None
    plans = folder / "plans"
    place = plans / safe_file_name(region) if region else plans
    example = document is None and not _has_plans(plans)
    first = _first_files(region, year or today(None).year, document, year) if document or example else {}
    texts = {place / name: text for name, text in first.items()} | {
        plans / "office.yaml": _template("office.yaml")
    }
    contents = {path: with_schema_line(path, text, plans) for path, text in texts.items()}
    contents |= {folder / "plans" / f"{kind}.schema.json": schema_of(kind) + "\n" for kind in KINDS}
    contents[folder / "crontab.txt"] = _crontab(folder)
    for path, text in contents.items():
        if path.exists():
            say(f"已有 {path}，没有动。")
            continue
        if not dry_run:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, text.encode(), str(path))
        say(f"{'将写' if dry_run else '已写'} {path}")
    if git:
        _set_up_git(folder, dry_run)
    if document:
        say("接着：通读计划，核完“待核”的各处；名录里写上集合的成员；再运行 ledger validate。")
    elif example:
        say(
            "接着：照着改示例计划；已有印发文件的，用 ledger draft 起草，再删去示例计划。改好运行 ledger validate。"
        )
    say("定时运行的样子在 crontab.txt。每一步怎样做：ledger help 起步。")


def _has_plans(folder: Path) -> bool:
    """Whether an office works here already: an example among its plans would be reminded of as they are."""
    from ledger.cli.plan_places import find_plans

    try:
        return folder.is_dir() and bool(find_plans([str(folder)]))
    except LedgerError:
        return False


def _at_a_terminal() -> bool:
    import sys

    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def _asked(question: str) -> str:
    return str(typer.prompt(question, default="", show_default=False)).strip()


def _asked_document() -> Path | None:
    answer = _asked("印发的文件（Word、PDF、Excel、文本；没有就回车）").strip("\"'")
    return Path(answer) if answer else None


def _first_files(region: str | None, year: int, document: Path | None, said: int | None) -> dict[str, str]:
    """The first plan and its directory, by file name: drafted, or the example with this region and year."""
    if document is None:
        known = {"示例县": region or "示例县", "2026": str(year)}
        return {
            "示例计划.yaml": _filled(_template("plan.yaml"), known),
            "units.yaml": _filled(_template("units.yaml"), known),
        }
    from ledger.cli.drafting import summary
    from ledger.draft import draft_plan
    from ledger.duty.suggest import suggest_directory
    from ledger.files.documents.reader import read_document
    from ledger.files.yaml.plan_yaml import parse_plan
    from ledger.views.draft_yaml import draft_yaml

    draft = draft_plan(read_document(document), year=said, region=region)
    text = draft_yaml(draft)
    plan = parse_plan(document, str(document), text.encode()).plan
    if plan is None:
        raise LedgerError(
            f"从“{document}”没有读出可用的计划，什么也没有写；ledger draft {document} 看草稿和原因。"
        )
    say(summary(draft, plan))
    return {f"{document.stem}.yaml": text, "units.yaml": suggest_directory([plan], plan.region)}


def _template(name: str) -> str:
    from importlib.resources import files

    return files("ledger").joinpath("templates", name).read_text(encoding="utf-8")


def _filled(text: str, known: dict[str, str]) -> str:
    for old, new in known.items():
        text = text.replace(old, new)
    return text


def _crontab(folder: Path) -> str:
    import shlex
    import sys

    known = {
        "@BIN@": str(Path(sys.executable).parent),
        "@FOLDER@": shlex.quote(str(folder.resolve())).replace("%", "\\%"),
    }
    return _filled(_template("crontab.txt"), known)


def _set_up_git(folder: Path, dry_run: bool) -> None:
    """Lines in .gitattributes and .gitignore, and the driver in this clone's own settings (git takes no
    program from a repository: every clone needs the one line)."""
    import subprocess

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
