"""The terminal: whether there is one, how wide, and where words go."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from typing import TextIO

from ledger.record.characters import visible

_HANG = 2  # blanks before what goes on on the next line

_PAINT = re.compile(r"(\x1b\[[0-9;]*m)")


@dataclass(frozen=True, slots=True)
class Screen:
    """How to print: `width` None means no terminal, so nothing is wrapped, cut or coloured."""

    width: int | None
    colour: bool


def screen() -> Screen:
    """The screen stdout is, read once."""
    if not sys.stdout.isatty():
        return Screen(None, False)
    return Screen(os.get_terminal_size(sys.stdout.fileno()).columns or 80, "NO_COLOR" not in os.environ)


def say(words: str) -> None:
    """A remark: to stderr, so that data on stdout stays data; after what was put there before."""
    sys.stdout.flush()
    print(_fitted(visible(words), sys.stderr), file=sys.stderr)


def put_bytes(content: bytes) -> None:
    """A whole file, to stdout, byte for byte: its encoding and line ends are its own."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def put(words: str, *, painted: bool = False) -> None:
    """Data, to stdout, with one line end at the end; nothing in it that a terminal would obey.

    `painted`: the view put colours in, after it made what it was given `visible` itself.
    """
    shown = (
        "".join(p if _PAINT.fullmatch(p) else visible(p) for p in _PAINT.split(words))
        if painted
        else visible(words)
    )
    shown = _fitted(shown, sys.stdout)
    sys.stdout.write(shown if shown.endswith("\n") or not shown else shown + "\n")


def _fitted(words: str, stream: TextIO) -> str:
    """In a terminal long lines break by the rules of Chinese, hanging; anywhere else nothing is broken.

    A coloured line was set by whoever coloured it.
    """
    if not stream.isatty():
        return words
    from rich.cells import cell_len

    from ledger.values.line_breaks import hang

    width = os.get_terminal_size(stream.fileno()).columns or 80
    lines = words.split("\n")
    for number, line in enumerate(lines):
        if "\x1b" not in line and cell_len(line) > width:
            margin = len(line) - len(line.lstrip(" "))
            lines[number] = " " * margin + hang(line.lstrip(" "), width, margin + _HANG, cell_len)
    return "\n".join(lines)
