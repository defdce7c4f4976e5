"""What ARCHITECTURE.md, CONTRIBUTING.md and the docstrings name exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "ledger"
PAGES = ("ARCHITECTURE.md", "CONTRIBUTING.md")
MADE_BY_RUNNING = {".fuzz/"}
A_PATH = re.compile(r"[\w.\-]+(?:/[\w.\-]*)+|[\w\-]+\.(?:py|md|toml|yaml)|[A-Z]+\.md")


def paths_in(page: str) -> list[str]:
    """What stands in backticks or bare as a file or folder; rooms are named from `src/ledger/`."""
    text = (ROOT / page).read_text(encoding="utf-8")
    quoted = [words for code in re.findall(r"`([^`\n]+)`", text) for words in code.split()]
    bare = re.findall(r"\b[A-Z]{4,}\.md\b", text)
    commands = [
        word for line in re.findall(r"^\.venv/bin/python (.+)", text, re.MULTILINE) for word in line.split()
    ]
    found = {word for word in (*quoted, *bare, *commands) if A_PATH.fullmatch(word)}
    return sorted(
        one for one in found if not one.startswith(("NAME.", ".venv/", "/tmp")) and one not in MADE_BY_RUNNING
    )


@pytest.mark.parametrize("page", PAGES)
def test_every_path_exists(page: str) -> None:
    named = paths_in(page)
    assert len(named) > 10, "the test has lost sight of the paths"
    missing = [
        path
        for path in named
        if not any((top / path).exists() for top in (ROOT, SOURCE))
        and path not in ("units.yaml", "office.yaml")
    ]
    assert not missing


def test_every_room_is_in_the_tree() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and list(path.glob("*.py"))}
    assert rooms
    assert not [room for room in rooms if f"| `{room}/` |" not in text]


SOURCES = [
    path for top in ("src", "tests", "tools", "benchmarks") for path in sorted((ROOT / top).rglob("*.py"))
]
QUOTED = re.compile(r"`([^`\n]+)`")  # no code has a backtick: it is docstrings and comments that do


def test_every_file_a_docstring_names_exists() -> None:
    named = [
        (path, name)
        for path in SOURCES
        for name in re.findall(r"(?<![\w/.{}])[\w/]+\.py\b", path.read_text(encoding="utf-8"))
    ]
    assert len(named) > 20
    gone = [
        f"{path.relative_to(ROOT)}: {name}"
        for path, name in named
        if not any((top / name).exists() for top in (path.parent, ROOT, SOURCE, ROOT / "tools"))
    ]
    assert not gone


def test_every_name_a_docstring_quotes_is_in_the_code() -> None:
    """Names with an underscore; what is quoted without one may be a word of a file, a command, an option."""
    texts = {path: path.read_text(encoding="utf-8") for path in SOURCES}
    known = {word for text in texts.values() for word in re.findall(r"\w+", QUOTED.sub("", text))}
    known |= {part.split(".")[0] for path in SOURCES for part in path.parts}
    quoted = [
        (path, words)
        for path, text in texts.items()
        for words in QUOTED.findall(text)
        if re.fullmatch(r"[A-Za-z_][\w.]*[a-z0-9]_[a-z0-9][\w.]*", words)
    ]
    assert len(quoted) > 50
    assert not [
        f"{path.relative_to(ROOT)}: {words}" for path, words in quoted if not set(words.split(".")) <= known
    ]
