"""Imports run one way: record ← words ← values ← duty ← {checks, questions} ← views ← cli; words ← draft; record, values ← files."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "ledger"
CORE = {"problems", "record", "words", "values", "duty", "checks", "questions", "draft"}
MAY_IMPORT: dict[str, set[str]] = {
    "problems": set(),
    "record": {"problems"},
    "words": {"problems", "record"},
    "values": {"problems", "record", "words"},
    "duty": {"problems", "record", "words", "values"},
    "checks": {"problems", "record", "words", "values", "duty"},
    "questions": {"problems", "record", "words", "values", "duty"},
    "draft": {"problems", "words", "values"},
    "views": {"problems", "record", "words", "values", "duty", "questions"},
    "files": {"problems", "record", "values"},
    "manual": set(),
    "cli": CORE | {"views", "files", "manual", "cli"},
}
ROOMS = set(MAY_IMPORT)
# A file that must know a word to do its work, and the one page of the language it opens for that.
LOOKS_UP = {
    "files/documents/pdf.py": "ledger.words.numbering",  # a line that begins with 三、 begins a paragraph
    "files/yaml/complaints.py": "ledger.words.column_headings",  # “牵头单位” as a key is meant as 责任单位
}
OUTSIDE_WORLD = {"time", "os", "sys", "pathlib", "io", "subprocess", "typer", "rich", "openpyxl"}


def modules() -> list[Path]:
    found = sorted(SOURCE.rglob("*.py"))
    assert len(found) > 30, "the test has lost sight of the code"
    return found


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_room_imports_only_what_lies_before_it(path: Path) -> None:
    room = room_of(path)
    if room not in ROOMS:
        return  # __init__ and __main__: the doorstep
    allowed = MAY_IMPORT[room] | {room}
    page = LOOKS_UP.get(path.relative_to(SOURCE).as_posix(), "none")
    ours = [name for name in imports(path) if name.startswith("ledger.") and not name.startswith(page)]
    assert {name.split(".")[1] for name in ours} & ROOMS <= allowed


def test_what_is_looked_up_is_looked_up() -> None:
    for file, page in LOOKS_UP.items():
        assert any(name.startswith(page) for name in imports(SOURCE / file)), f"{file} no longer needs {page}"


@pytest.mark.parametrize("path", [p for p in modules() if room_of(p) in CORE], ids=lambda p: p.stem)
def test_the_core_knows_no_files_no_clock_no_terminal(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & OUTSIDE_WORLD
    assert ".today()" not in path.read_text(encoding="utf-8")
    assert ".now()" not in path.read_text(encoding="utf-8")


def test_only_the_front_door_reads_the_clock() -> None:
    readers = {room_of(path) for path in modules() if "date.today()" in path.read_text(encoding="utf-8")}
    assert readers <= {"cli"}
