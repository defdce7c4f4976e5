"""Bytes ↔ text: encoding, byte order mark, line ends, and where a character stands.

Offices send plan files from Notepad, WPS and old editors: UTF-8 with and without BOM, UTF-16 with
BOM, GB18030; lines end in LF, CRLF or CR. The text keeps its line ends; only the BOM is taken off.
"""

from __future__ import annotations

import bisect
import codecs
import stat
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, islice
from pathlib import Path

from ledger import lazy_re
from ledger.problems import LedgerError, Problem, Severity, os_reason

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LINE_END = lazy_re.compile(r"\r\n|\n|\r")
# What YAML 1.2 cannot hold (chapter 5.1), and a BOM in the middle, which is never meant.
_CONTROL = lazy_re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_MOST_CONTROLS = 20
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class TextFile:
    """A file's text, and all that is needed to write it back byte for byte.

    `newline` is the line end most lines have. `problems` says why the text cannot be used; then
    `text` may be empty.
    """

    path: Path
    shown: str
    raw: bytes
    text: str = ""
    encoding: str = "utf-8"
    bom: bytes = b""
    newline: str = "\n"
    problems: tuple[Problem, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        sizes = map(len, self.text.split("\n")[:-1])
        return [0, *(number + end for number, end in enumerate(accumulate(sizes), 1))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column (both from 1, columns in characters) of the character at `offset`."""
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line_start(self, line: int) -> int:
        """Offset of the first character of `line` (from 1)."""
        return self._starts[line - 1]

    def line(self, line: int) -> str:
        """The text of `line` (from 1) without its line end; "" beyond the last line."""
        if not 1 <= line <= len(self._starts):
            return ""
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        return self.text[self._starts[line - 1] : end].rstrip("\r\n")

    def problem(
        self,
        check: str,
        message: str,
        hint: str,
        place: tuple[int, int],
        width: int = 1,
        severity: Severity = "error",
    ) -> Problem:
        """What is wrong at a line and column, with the line itself."""
        found = Problem(check=check, message=message, hint=hint, file=self.shown, severity=severity)
        return replace(found, line=place[0], column=place[1], width=width, excerpt=self.line(place[0]))

    def encode(self, text: str) -> bytes:
        """`text` as this file would hold it."""
        return self.bom + text.encode(self.encoding)

    @property
    def round_trips(self) -> bool:
        """Whether the text, written back unchanged, gives the same bytes (some old encodings do not)."""
        return self.encode(self.text) == self.raw


def read_text_file(path: Path, *, shown: str | None = None) -> TextFile:
    """Read `path`. Raises LedgerError when there is no such file or it may not be read; what is wrong
    with its content (empty, binary, damaged) is in `problems`."""
    shown = shown or str(path)
    return decode(path, shown, read_bytes(path, shown))


def read_bytes(path: Path, shown: str) -> bytes:
    """The bytes of `path`; LedgerError, one sentence, when they cannot be had."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise LedgerError(f"“{shown}”是文件夹，不是文件。")
        if not stat.S_ISREG(found.st_mode) and not _is_given_pipe(path, found.st_mode):
            raise LedgerError(f"“{shown}”不是普通文件，没有读取。")
        if found.st_size > MAX_BYTES:
            raise LedgerError(f"“{shown}”超过 {MAX_BYTES // 1024 // 1024} MB，不像是计划文件，没有读取。")
        return path.read_bytes()
    except FileNotFoundError:
        raise LedgerError(f"找不到文件“{shown}”。") from None
    except PermissionError:
        raise LedgerError(f"没有权限读取“{shown}”。") from None
    except (OSError, ValueError) as error:
        reason = os_reason(error) if isinstance(error, OSError) else "路径里有不能用的字符"
        raise LedgerError(f"无法读取“{shown}”：{reason}。") from None


def _is_given_pipe(path: Path, mode: int) -> bool:
    """Whether it is what another program hands over (/dev/stdin): a pipe that lies in a folder may never speak."""
    return stat.S_ISFIFO(mode) and path.parts[:2] in (("/", "dev"), ("/", "proc"))


def decode(path: Path, shown: str, raw: bytes) -> TextFile:
    """What `raw` says, in whichever encoding it was written."""

    def unusable(check: str, message: str, hint: str) -> TextFile:
        problem = Problem(check=check, message=message, hint=hint, file=shown)
        return TextFile(path, shown, raw, problems=(problem,))

    bom, encoding = next(((bom, name) for bom, name in _BOMS if raw.startswith(bom)), (b"", ""))
    body = raw[len(bom) :]
    if not body.strip():
        return unusable("empty-file", "文件是空的", "按 examples 里的样子填写，或用 ledger init 新建。")
    if not encoding and b"\0" in body:
        return unusable(
            "not-text",
            "这不是文本文件（可能是 Excel、Word 或 PDF 改了扩展名）",
            "计划文件是纯文本的 YAML；已有的文档可用 ledger draft 转成计划文件。",
        )
    if not encoding:
        encoding = _guess_encoding(body)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        return TextFile(path, shown, raw, problems=(_damaged(body, encoding, error.start, shown),))
    return _checked(TextFile(path, shown, raw, text, encoding, bom, _newline_of(text)))


def _guess_encoding(body: bytes) -> str:
    """UTF-8 when it is; else GB18030, unless most of it reads as UTF-8 with a few bytes damaged."""
    try:
        body.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    lenient = body.decode("utf-8", errors="replace")
    damaged = lenient.count("\ufffd")
    whole = sum(char > "\x7f" for char in lenient) - damaged
    return "utf-8" if whole > 2 * damaged else "gb18030"


def _damaged(body: bytes, encoding: str, start: int, shown: str) -> Problem:
    """The first byte that is no character, with as much of its line as can be read."""
    before = body[:start].decode(encoding, errors="replace").replace("\r\n", "\n").split("\n")
    lines = body.decode(encoding, errors="replace").replace("\r\n", "\n").split("\n")
    return Problem(
        check="encoding",
        message="这里有损坏的字节，认不出是什么字",
        hint="文件多半没有传完整，或混用了两种编码；重新取一份，或补上缺字后另存为 UTF-8。",
        file=shown,
        line=len(before),
        column=len(before[-1]) + 1,
        excerpt=lines[len(before) - 1],
    )


def _newline_of(text: str) -> str:
    both = text.count("\r\n")
    counts = {"\n": text.count("\n") - both, "\r\n": both, "\r": text.count("\r") - both}
    return max(counts, key=lambda end: counts[end])


def _checked(file: TextFile) -> TextFile:
    """The file, with one problem for each character that YAML cannot hold (the first twenty)."""
    problems: list[Problem] = []
    for match in islice(_CONTROL.finditer(file.text), _MOST_CONTROLS):
        message = f"有一个看不见的控制字符 U+{ord(match[0]):04X}"
        hint = "删去它；多半是从 PDF 或网页复制时带进来的。"
        problems.append(file.problem("control-character", message, hint, file.place(match.start())))
    return replace(file, problems=tuple(problems)) if problems else file
