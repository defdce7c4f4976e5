"""Nothing in the README is typed twice: what it shows is what the program prints."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
spec = importlib.util.spec_from_file_location("readme", ROOT / "tools" / "readme.py")
assert spec and spec.loader
readme = importlib.util.module_from_spec(spec)
spec.loader.exec_module(readme)


def test_the_pages_show_something() -> None:
    assert readme.BLOCK.search((ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", readme.pages(), ids=lambda page: page.name)
def test_shown_output_is_the_programs_own(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert readme.renewed(text) == text, "python tools/readme.py 更新它"
