"""Runs the commands shown in README.md and the manual pages, and puts what they print below them.

    python tools/readme.py          write the outputs anew
    python tools/readme.py --check  exit 1 when a page shows something else than the program prints

A fenced ```console block holds lines `$ ledger …`; what follows, up to the next `$` or the fence, is
output. They run in the project's folder, without a terminal, with nothing in the environment. A block
under `<!-- 不运行 -->` is left alone.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"(?P<skip><!-- 不运行 -->\n)?```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """README.md and the manual pages beside the examples."""
    return [ROOT / "README.md", *sorted((ROOT / "examples").rglob("*.md"))]


def renewed(text: str) -> str:
    """`text` with every console block showing what its commands print now."""
    return BLOCK.sub(lambda match: match[0] if match["skip"] else _renewed_block(match["body"]), text)


def _renewed_block(body: str) -> str:
    lines: list[str] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            lines += [line, *_output(line[2:])]
    return "```console\n" + "\n".join(lines) + "\n```"


def _output(command: str) -> list[str]:
    words = shlex.split(command)
    assert words[0] == "ledger", command
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, "-m", "ledger", *words[1:]],
            cwd=ROOT,
            env={"PATH": os.defpath, "HOME": home},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
    return [line.rstrip() for line in done.stdout.rstrip("\n").splitlines()]


def main() -> None:
    stale = [
        page
        for page in pages()
        if renewed(page.read_text(encoding="utf-8")) != page.read_text(encoding="utf-8")
    ]
    for page in stale:
        print(f"{'与程序的输出不符' if '--check' in sys.argv else '已更新'} {page.relative_to(ROOT)}")
        if "--check" not in sys.argv:
            page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(1 if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
