"""A model path and an offset in its text → the place in the file."""

from __future__ import annotations

import re
from dataclasses import replace

from ledger import lazy_re
from ledger.files.yaml.text_file import TextFile
from ledger.files.yaml.tree import Mapping, Node, Scalar, Sequence
from ledger.problems import Problem
from ledger.record.characters import plain

_ESCAPE = lazy_re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_BLANKS = " \t\r\n"


def locate(problem: Problem, tree: Node | None, layout: TextFile, source: TextFile) -> Problem:
    """`problem` with file, line, column, width and excerpt.

    `layout` is the text the tree was read from, `source` the user's own (they differ, within a line,
    where broken YAML was mended to read on). A path that leaves the tree stops at the last node.
    """
    if tree is None:
        return replace(problem, file=source.shown)
    start, length = _span(problem, tree, layout.text)
    line, column = layout.place(start)
    excerpt = source.line(line)
    width = max(1, min(length, len(excerpt) - column + 1))
    return replace(problem, file=source.shown, line=line, column=column, width=width, excerpt=excerpt)


def _span(problem: Problem, tree: Node, text: str) -> tuple[int, int]:
    """Offset and length, in the file's text, of what the problem is about."""
    node: Node = tree
    key: Scalar | None = None
    for step in problem.path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.values:
            key, node = node.keys[step], node.values[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            key, node = None, node.items[step]
        elif isinstance(step, str):
            break  # a missing key: the first key beside it stands for the place
        # else: an item of a text that stands for a list of one
    else:
        if problem.on_key and key is not None:
            return key.start, key.end - key.start
    if isinstance(node, Mapping) and node.keys:
        key = next(iter(node.keys.values()))
        return key.start, key.end - key.start
    if not isinstance(node, Scalar):
        return node.start, max(1, node.end - node.start)
    if node.value is None and key is not None:
        return key.start, key.end - key.start
    return _span_in_scalar(problem, node, text)


def _span_in_scalar(problem: Problem, node: Scalar, text: str) -> tuple[int, int]:
    offsets = source_offsets(node, text)
    kept = [(char, at) for char, at in zip(node.text, offsets, strict=True) if plain(char)]
    places = [at for _, at in kept]  # offsets count in the text as the model has it: plain, and stripped
    words = "".join(char for char, _ in kept)
    lead = len(words) - len(words.lstrip())
    first = problem.offset + lead
    if problem.length is None and not problem.offset:
        start = places[lead] if node.style in ("|", ">") and lead < len(places) else node.start
        return start, max(1, node.end - start)
    if not places or first >= len(places):
        return node.start, max(1, node.end - node.start)
    length = problem.length if problem.length is not None else len(node.text)
    last = min(first + max(1, length), len(places)) - 1
    return places[first], max(1, places[last] - places[first] + 1)


def source_offsets(node: Scalar, text: str) -> list[int]:
    """For each character of the scalar's text, the offset in the file it comes from.

    Blanks that folding made of a line break point at that break or its indentation.
    """
    at = _content_start(node, text)
    places: list[int] = []
    for char in node.text:
        while at < node.end and text[at] != char:
            escape = _ESCAPE.match(text, at, node.end) if node.style == '"' else None
            if escape is not None and escape[1][0] not in "\r\n":
                break
            if escape is not None:
                at = escape.end()
            elif text[at] in _BLANKS or (node.style == "'" and text[at] == "'"):
                if char in _BLANKS and text[at] not in _BLANKS:
                    break
                at += 1
            else:
                break
        places.append(min(at, max(node.start, node.end - 1)))
        if at >= node.end:
            continue
        escape = _ESCAPE.match(text, at, node.end) if node.style == '"' else None
        if escape is not None:
            at = escape.end()
        elif text[at] == char:
            at += 2 if node.style == "'" and char == "'" else 1
    return places


def _content_start(node: Scalar, text: str) -> int:
    if node.style in ("|", ">"):
        end = text.find("\n", node.start, node.end)
        return end + 1 if end >= 0 else node.start
    return node.start + (1 if node.style else 0)
