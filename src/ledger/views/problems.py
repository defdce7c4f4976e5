"""Problems → text for people, JSON for scripts, annotations for GitHub. Nothing is cut but the excerpt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.cells import cell_len, get_character_cell_size

from ledger.problems import SEVERITY_WORDS, Problem, Severity
from ledger.record.characters import visible
from ledger.values.line_breaks import hang
from ledger.views.json_text import dump, picked

EXCERPT_COLUMNS = 76
_HANG = 4  # blanks before what goes on on the next line
_TAB_COLUMNS = 4
_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "note": "36"}
_GITHUB: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def problems_text(problems: Sequence[Problem], *, width: int | None = None, colour: bool = False) -> str:
    """Each problem with its place, the user's own line, a marker under it and a remedy; "" for none.

    `width` None: no terminal, nothing is broken. Else lines of at most `width` columns; the place stays whole,
    so that it can be clicked.
    """
    return "".join(_one(problem, width, colour) for problem in problems)


def summary(problems: Sequence[Problem], plans: int) -> str:
    """`5 份计划：2 个错误，1 个警告`, or that nothing was found."""
    counts = Counter(problem.severity for problem in problems)
    parts = [f"{counts[kind]} 个{word}" for kind, word in SEVERITY_WORDS.items() if counts[kind]]
    return f"{plans} 份计划：{'，'.join(parts) or '没有发现问题'}。"


def problem_line(problem: Problem) -> str:
    """Of what was read from elsewhere, in a list of other things."""
    return f"{SEVERITY_WORDS[problem.severity]} {problem.file}：{problem.message}。{problem.hint}"


def problems_json(problems: Sequence[Problem]) -> str:
    """The contract of `validate --json`, with a final newline."""
    rows = [picked(problem, "file line column severity check message hint") for problem in problems]
    return dump({"problems": rows}) + "\n"


def problems_github(problems: Sequence[Problem]) -> str:
    """One workflow command a problem, shown by GitHub beside the line of the change."""
    return "".join(_annotation(problem) for problem in problems)


def _one(problem: Problem, width: int | None, colour: bool) -> str:
    place = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part)
    place = visible(f"{place}: ") * bool(place)
    word = SEVERITY_WORDS[problem.severity]
    message = _placed(place, f"{word}：{visible(problem.message)} [{problem.check}]", width)
    lines = [place + message.replace(word, _paint(word, problem.severity, colour), 1)]
    about_a_line = problem.severity != "note"  # a note sums up the whole plan
    if about_a_line and problem.excerpt.strip() and problem.line and problem.column:
        gutter = f" {problem.line} | "
        room = EXCERPT_COLUMNS if width is None else max(min(EXCERPT_COLUMNS, width - len(gutter)), 8)
        shown, marker = excerpt(problem.excerpt, problem.column, problem.width, room)
        lines.append(gutter + shown)
        lines.append(" " * (len(gutter) - 2) + "| " + _paint(marker, problem.severity, colour))
    if problem.hint:
        hint = f"建议：{visible(problem.hint)}"
        lines.append(" " * _HANG + (hint if width is None else hang(hint, width, _HANG, cell_len)))
    return "\n".join(lines) + "\n"


def _placed(place: str, message: str, width: int | None) -> str:
    """`message` broken so that it goes on behind `place`, or below it where a place takes nearly the whole line."""
    if width is None:
        return message
    taken = cell_len(place)
    if taken > width * 2 // 3:
        return "\n" + " " * _HANG + hang(message, width, _HANG, cell_len)
    return hang("=" * taken + message, width, _HANG, cell_len).removeprefix("=" * taken)


def excerpt(line: str, column: int, width: int, columns: int = EXCERPT_COLUMNS) -> tuple[str, str]:
    """`line` and the marker line under it: `width` characters from `column` (from 1), in screen columns.

    A long line is cut around the mark, with … where something was left out, to `columns`.
    """
    first = min(max(column - 1, 0), len(line))
    last = min(max(first + width, first + 1), max(len(line), first + 1))
    cells = [_cell(char) for char in line]
    start, end = _window([size for _, size in cells], first, last, columns)
    before = "…" if start else ""
    after = "…" if end < len(line) else ""
    shown = before + "".join(char for char, _ in cells[start:end]) + after
    blanks = (1 if before else 0) + sum(size for _, size in cells[start:first])
    marked = sum(size for _, size in cells[first : min(last, end)]) or 1
    return shown.rstrip() if not after else shown, " " * blanks + "^" * marked


def _window(sizes: list[int], first: int, last: int, columns: int) -> tuple[int, int]:
    """Which characters to show: all, or as many as fit around `first`…`last`, growing on both sides."""
    if sum(sizes) <= columns:
        return 0, len(sizes)
    room = columns - 2  # for the two …
    start = end = first
    while end < len(sizes) and end < last and room >= sizes[end]:
        room -= sizes[end]
        end += 1
    grown = True
    while grown:
        grown = False
        if start > 0 and room >= sizes[start - 1]:
            start -= 1
            room -= sizes[start]
            grown = True
        if end < len(sizes) and room >= sizes[end]:
            room -= sizes[end]
            end += 1
            grown = True
    return start, end


def _cell(char: str) -> tuple[str, int]:
    """The character as shown and its columns: a tab as blanks, what cannot be printed made visible."""
    if char == "\t":
        return " " * _TAB_COLUMNS, _TAB_COLUMNS
    if not char.isprintable() and char != "\u3000":  # a full-width blank is shown by the mark below it
        return "\ufffd", 1
    return char, get_character_cell_size(char)


def _paint(text: str, severity: Severity, colour: bool) -> str:
    return f"\x1b[1;{_COLOURS[severity]}m{text}\x1b[0m" if colour else text


def _annotation(problem: Problem) -> str:
    places = {"file": problem.file, "line": problem.line, "col": problem.column, "title": problem.check}
    fields = ",".join(f"{name}={_property(str(value))}" for name, value in places.items() if value)
    message = problem.message + (f"。建议：{problem.hint}" if problem.hint else "")
    return f"::{_GITHUB[problem.severity]} {fields}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
