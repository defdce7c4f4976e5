"""Where results go: what is read on the screen to stdout, files to `ledgers/` here; `-o` names another place, `-o -` stdout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger.cli.formats import Format
from ledger.cli.screen import deed_is_done, put, put_bytes, say
from ledger.files.put_aside import place_aside, put_aside, saved_since
from ledger.files.safe_write import replace_file, sweep
from ledger.problems import UsageError
from ledger.values.table import Written

LEDGERS = Path("ledgers")
STDOUT = Path("-")


def deliver(outputs: Sequence[Output], form: Format, where: Path | None, *, dry_run: bool = False) -> None:
    """To the screen, or into files: what `-o` says, else what the format is made for."""
    if where == STDOUT or (where is None and form.screen):
        if not form.screen:
            _one(len(outputs))
        for output in outputs:
            if output.name.endswith(".txt"):
                put(output.content.decode())
            else:
                put_bytes(output.content)
    else:
        write(outputs, where, dry_run=dry_run)


def content_of(written: Written) -> bytes:
    """The bytes of a file; what had to be left out of it is said."""
    for warning in written.warnings:
        say(f"提醒：{warning}")
    return written.content


def check_place(names: Sequence[str], where: Path | None) -> None:
    """Raise UsageError where files of these names could not go to `where`, before anything is done."""
    if where == STDOUT:
        _one(len(names))
    else:
        place([Output(name, b"") for name in names], where)


def _one(count: int) -> None:
    if count > 1:
        raise UsageError(f"有 {count} 个文件，标准输出放不下；-o 请写文件夹，或只选一份计划。")


@dataclass(frozen=True, slots=True)
class Output:
    """One file to write: its name where a folder is meant, and its bytes."""

    name: str
    content: bytes


def place(outputs: Sequence[Output], where: Path | None) -> list[tuple[Path, bytes]]:
    """The path of each output. `where` is a file for one output, else a folder (made when missing).

    Raises UsageError for a file whose suffix is not that of the output: a slip in `-o` must not put a
    workbook in the place of a plan.
    """
    folder = where or LEDGERS
    if where is None or folder.is_dir() or not (folder.suffix or folder.exists()):
        return [(folder / output.name, output.content) for output in outputs]
    if len(outputs) > 1:
        raise UsageError(f"有 {len(outputs)} 个文件要写，-o 请写文件夹，不要写一个文件名。")
    for output in outputs:
        suffix = Path(output.name).suffix
        if folder.suffix.lower() != suffix:
            raise UsageError(
                f"要写的是 {suffix} 文件，-o 却是“{folder}”；请改扩展名或换格式，文件夹请先建好。"
            )
    return [(folder, output.content) for output in outputs]


def write(outputs: Sequence[Output], where: Path | None, *, dry_run: bool = False) -> list[Path]:
    """Write all, each whole or not at all; what is already there unchanged is left untouched."""
    placed = place(outputs, where)
    for path, content in placed:
        write_file(path, content, dry_run=dry_run)
    return [path for path, _ in placed]


def write_file(path: Path, content: bytes, *, dry_run: bool = False, holds_theirs: bool = False) -> None:
    """Write one, or say what would be written; the folder is made when missing. What somebody saved over the file since
    it was written is put aside first, unless `content` `holds_theirs`."""
    same = path.is_file() and path.read_bytes() == content
    theirs = not same and not holds_theirs and path.is_file() and saved_since(path)
    if dry_run:
        kept = f"；原来的改过，会留作 {place_aside(path)}" if theirs else ""
        say(f"将写 {path}（{'内容不变' if same else '新内容'}{kept}）")
        return
    if same:
        sweep(path.parent)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        if theirs:
            say(f"提醒：{path} 改过，或不是 ledger 写的，原来的留作 {put_aside(path)}。")
        replace_file(path, content, str(path))
    deed_is_done()
    say(f"{'没有变化' if same else '已写'} {path}")
