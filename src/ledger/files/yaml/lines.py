"""Records → new YAML lines: block style, a value in quotes where it would not read back as written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from ledger import lazy_re

_NOT_FIRST = "-?:,[]{}#&*!|>'\"%@`"
_NULLS = ("", "~", "null", "Null", "NULL")
_UNSAFE = lazy_re.compile(r":(?=\s|$)|\s#")
_UNSAFE_IN_FLOW = lazy_re.compile(r"[,?\[\]{}:#'\"]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


_BLANKS = " \t\r\n"
_LINE_ENDS = ("\r\n", "\n", "\r")


def lines_after(text: str, end: int, lines: Sequence[str], usual: str) -> tuple[int, str]:
    """Where and what to put in, so that `lines` stand after the line that holds the last character before `end`,
    each with that line's end, else the `usual` one."""
    while end > 0 and text[end - 1] in _BLANKS:
        end -= 1
    while end < len(text) and text[end] not in "\r\n":
        end += 1
    newline = next((mark for mark in _LINE_ENDS if text.startswith(mark, end)), "")
    block = (newline or usual).join(lines)
    if not newline:
        return end, usual + block
    return end + len(newline), block + newline


def entry_data(entry: BaseModel) -> dict[str, Any]:
    """What a record says, by Chinese key; what it leaves out stays out."""
    data: dict[str, Any] = entry.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return data


def item_lines(entry: BaseModel, indent: int, gap: int = 2, *, literal: bool) -> list[str]:
    """One item of a block sequence whose dash stands `indent` columns in, its keys `gap` columns further.

    `literal`: several lines of text become a block scalar; otherwise they are quoted on one line.
    """
    lines = _mapping(entry_data(entry), indent + gap, literal)
    lines[0] = " " * indent + "-" + " " * (gap - 1) + lines[0].lstrip(" ")
    return lines


def flow_item(entry: BaseModel) -> str:
    """The record as `{键: 值, …}` on one line."""
    return flow_value(entry_data(entry))


def _mapping(data: dict[str, Any], indent: int, literal: bool) -> list[str]:
    lines: list[str] = []
    margin = " " * indent
    for key, value in data.items():
        head = f"{margin}{scalar(key)}:"
        if isinstance(value, dict):
            lines += [head, *_mapping(value, indent + 2, literal)]
        elif isinstance(value, (list, tuple)):
            lines += [head, *(line for item in value for line in _listed(item, indent, literal))]
        elif literal and _fits_a_block(str(value)):
            lines += [f"{head} |-", *(f"{margin}  {line}".rstrip(" ") for line in str(value).split("\n"))]
        else:
            lines.append(f"{head} {scalar(str(value))}")
    return lines


def _listed(item: Any, indent: int, literal: bool) -> list[str]:
    """One member of a list inside a record: a text, or a record of its own (补充节点)."""
    if not isinstance(item, dict):
        return [f"{' ' * indent}- {scalar(str(item))}"]
    lines = _mapping(item, indent + 2, literal)
    lines[0] = f"{' ' * indent}- {lines[0].lstrip(' ')}"
    return lines


def _fits_a_block(value: str) -> bool:
    """Whether a literal block scalar keeps `value` exactly: several lines, no odd blanks or characters."""
    lines = value.split("\n")
    return (
        len(lines) > 1
        and bool(lines[0].strip())
        and bool(lines[-1].strip())
        and not value[0].isspace()
        and all(line.isprintable() and line == line.rstrip() for line in lines)
    )


def value_lines(value: Any, indent: int, *, literal: bool, folded: bool = False) -> list[str]:
    """What stands behind a key `indent` columns in: the words on its own line, then the lines below it.

    `folded`: a text of one line becomes a block of folded text, as the documents' own words are kept.
    """
    if isinstance(value, dict):
        return ["", *_mapping(value, indent + 2, literal)]
    if isinstance(value, (list, tuple)):
        return ["", *(line for item in value for line in _listed(item, indent, literal))]
    text = str(value)
    if literal and _fits_a_block(text):
        return ["|-", *(f"{' ' * indent}  {line}".rstrip(" ") for line in text.split("\n"))]
    if literal and folded and text and text.isprintable() and text == text.strip():
        return [">-", f"{' ' * indent}  {text}"]
    return [scalar(text)]


def flow_value(value: Any) -> str:
    """`value` on one line, as it may stand inside brackets."""
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{scalar(key, flow=True)}: {flow_value(inner)}" for key, inner in value.items())
            + "}"
        )
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow_value(item) for item in value) + "]"
    return scalar(str(value), flow=True)


def scalar(text: str, *, flow: bool = False) -> str:
    """`text` on one line: plain where it reads back as written, else in single, else in double quotes."""
    if not text.isprintable():
        return '"' + "".join(_escape(char) for char in text) + '"'
    plain = (
        text not in _NULLS
        and text == text.strip()
        and text[0] not in _NOT_FIRST
        and not _UNSAFE.search(text)
        and not (flow and _UNSAFE_IN_FLOW.search(text))
    )
    return text if plain else "'" + text.replace("'", "''") + "'"


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
