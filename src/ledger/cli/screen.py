"""The terminal: whether there is one, how wide, and where words go."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass


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
    print(words, file=sys.stderr)


def put_bytes(content: bytes) -> None:
    """A whole file, to stdout, byte for byte: its encoding and line ends are its own."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def put(words: str) -> None:
    """Data, to stdout, with one line end at the end."""
    sys.stdout.write(words if words.endswith("\n") or not words else words + "\n")
