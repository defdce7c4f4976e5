"""The terminal: whether there is one, how wide, and where words go."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TextIO

from ledger.problems import os_reason
from ledger.record.characters import visible

_HANG = 2  # blanks before what goes on on the next line

# what tables, help and the bars of the report are drawn with, and what an old terminal has for it
_DRAWN = str.maketrans("─━═│┃║█▓→╭╮╰╯┌┐└┘├┤┬┴┼╞╡╪", "---|||##>" + "+" * 16)

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


def show(view: Callable[..., str], *given: object) -> None:
    """What a view makes of an answer, as wide and as coloured as the screen is."""
    to = screen()
    put(view(*given, width=to.width, colour=to.colour), painted=to.colour)


class _Ascii(io.TextIOWrapper):
    """A stream whose frames and bars are drawn in ASCII. Words are left as they are."""

    def write(self, words: str, /) -> int:
        return super().write(words.translate(_DRAWN))


def draw_in_ascii() -> None:
    """From here on the screen is one that has no characters to draw with. Files are not the screen."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper) and not isinstance(stream, _Ascii):
            encoding, errors, lines = stream.encoding, stream.errors, stream.line_buffering
            setattr(sys, name, _Ascii(stream.detach(), encoding, errors, line_buffering=lines))


_done: list[bool] = []


def begin() -> None:
    """A command begins: nothing is done yet."""
    _done.clear()


def deed_is_done() -> None:
    """From here on the command has changed somebody's file: a screen that cannot be written to is told, and
    is no reason to say that the work was not done."""
    _done.append(True)


def say(words: str) -> None:
    """A remark: to stderr, so that data on stdout stays data; after what was put there before. A stderr that
    takes nothing (a log on a full disk) keeps nobody from the work."""
    flush()
    try:
        print(_fitted(visible(words), sys.stderr), file=sys.stderr, flush=True)
    except OSError:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - nothing left to say, now or at exit


def put_bytes(content: bytes) -> None:
    """A whole file, to stdout, byte for byte: its encoding and line ends are its own."""
    flush()
    with _to_stdout():
        sys.stdout.buffer.write(content)


def put_file(text: str) -> None:
    """A whole file of text (JSON, CSV, YAML, a page, a calendar): UTF-8, whatever the console's encoding.
    On a terminal it is words like any others."""
    if sys.stdout.isatty():
        put(text)
        return
    put_bytes((text if text.endswith("\n") or not text else text + "\n").encode())


def put(words: str, *, painted: bool = False) -> None:
    """Words for the screen, to stdout, with one line end at the end; nothing in it that a terminal would obey.

    `painted`: the view put colours in, after it made what it was given `visible` itself.
    """
    shown = (
        "".join(p if _PAINT.fullmatch(p) else visible(p) for p in _PAINT.split(words))
        if painted
        else visible(words)
    )
    shown = _fitted(shown, sys.stdout)
    with _to_stdout():
        sys.stdout.write(shown if shown.endswith("\n") or not shown else shown + "\n")


def flush() -> None:
    """Write out what stdout still holds."""
    with _to_stdout():
        sys.stdout.flush()


@contextlib.contextmanager
def _to_stdout() -> Iterator[None]:
    """Where stdout cannot be written to once a deed is done, say so and go on. A reader that has gone
    (`| head`) is no trouble at any time."""
    try:
        yield
    except OSError as error:
        _nowhere()
        gone = isinstance(error, BrokenPipeError)
        if not gone and not _done:
            raise
        if not gone:
            say(f"提醒：结果显示不出来（{os_reason(error)}）；该写的已经写好，不用再运行一次。")


def _nowhere() -> None:
    """What stdout still holds, and all that comes, goes nowhere: it would fail again when it is written out, with the
    sentence that tells of it and when Python ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - nothing left to show, now or at exit


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
