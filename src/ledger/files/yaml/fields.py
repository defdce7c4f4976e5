"""One key of a record, set, changed or taken away in the text: only its own value moves.

A changed text keeps the way it was written as far as the new text allows: plain stays plain, a block of folded text
stays one. A comment is never lost: a value that cannot be changed without one is refused.
"""

from __future__ import annotations

from collections.abc import Sequence as Seq
from typing import Any

from ledger.files.yaml.lines import flow_value, scalar, value_lines
from ledger.files.yaml.record_keys import keys_of, record_at
from ledger.files.yaml.text_file import TextFile
from ledger.files.yaml.tree import Mapping, Node, Scalar
from ledger.problems import LedgerError, Path
from ledger.record.model import Plan

_BLANKS = " \t\r\n"
Change = tuple[int, str, int]  # offset, new text, how many characters it takes the place of


class Fields:
    """The keys of one file; `literal`: several lines of text become a block, else they are quoted on one line."""

    def __init__(self, source: TextFile, literal: bool) -> None:
        self.source = source
        self.text = source.text
        self.literal = literal

    def change(self, owner: Mapping, path: Path, key: str, value: Any) -> Change | None:
        """How `value` comes to stand under `key` of the record `owner` at `path` in the file; None: it is absent
        already."""
        node = owner.values.get(key)
        if value is None:
            return None if node is None else self.without(owner, key)
        if node is None:
            return self.added(owner, path, key, value)
        if isinstance(node, Scalar) and isinstance(value, str):
            return self.rewritten(owner, key, node, value)
        return self.replaced(owner, key, node, value)

    def rewritten(self, owner: Mapping, key: str, node: Scalar, value: str) -> Change:
        """A text in the place of a text."""
        if owner.flow:
            lead = "" if node.text or self.text[node.start - 1 : node.start] == " " else " "
            return node.start, lead + scalar(value, flow=True), node.end - node.start
        end = self.last(node)
        if node.style in ("|", ">") and end > node.start:
            lines = value_lines(value, self.indent(owner), literal=self.literal, folded=True)
            return node.start, lines[0] + self.below(lines[1:]), end - node.start
        if end <= node.start:  # the key stands there with nothing after it
            after = owner.keys[key].end + 1
            return after, " " + scalar(value), 0
        rest = self.text[end : self.line_end(end)]
        several = self.literal and not rest.strip()
        lines = value_lines(value, self.indent(owner), literal=several)
        return node.start, lines[0] + self.below(lines[1:]), end - node.start

    def replaced(self, owner: Mapping, key: str, node: Node, value: Any) -> Change:
        """A list or mapping in the place of what stood there, or a text in the place of one."""
        start, end = owner.keys[key].end, max(self.last(node), owner.keys[key].end + 1)
        self.refuse_comments(start, end)
        if owner.flow:
            return start, ": " + flow_value(value), end - start
        lines = value_lines(value, self.indent(owner), literal=self.literal)
        head = f": {lines[0]}" if lines[0] else ":"
        return start, head + self.below(lines[1:]), end - start

    def without(self, owner: Mapping, key: str) -> Change:
        """The key and its value gone; where they share their lines with other things, only the value."""
        start, end = owner.keys[key].start, max(self.last(owner.values[key]), owner.keys[key].end + 1)
        first = self.source.line_start(self.source.place(start)[0])
        last = self.line_end(end)
        alone = not self.text[first:start].strip() and not self.text[end:last].strip()
        if alone and not owner.flow and "#" not in self.outside(owner.values[key], start, end):
            for mark in ("\r\n", "\n", "\r"):
                if self.text.startswith(mark, last):
                    return first, "", last + len(mark) - first
            return first, "", last - first
        after = owner.keys[key].end + 1
        self.refuse_comments(after, end, owner.values[key])
        return after, " ~" if owner.flow else "", end - after

    def added(self, owner: Mapping, path: Path, key: str, value: Any) -> Change:
        """A key that was not there, behind the one that stands before it in a record."""
        before = self.before(owner, path, key)
        if owner.flow:
            words = f"{scalar(key, flow=True)}: {flow_value(value)}"
            if before is None:
                return owner.start + 1, words, 0
            return owner.values[before].end, f", {words}", 0
        assert before is not None, "a mapping in block style has a key"
        end = max(self.last(owner.values[before]), owner.keys[before].end)
        at = self.line_end(end)
        margin = self.indent(owner)
        lines = value_lines(value, margin, literal=self.literal)
        head = f"{' ' * margin}{scalar(key)}:" + (f" {lines[0]}" if lines[0] else "")
        for mark in ("\r\n", "\n", "\r"):
            if self.text.startswith(mark, at):
                return at + len(mark), head + self.below(lines[1:]) + mark, 0
        return at, self.source.newline + head + self.below(lines[1:]), 0

    def before(self, owner: Mapping, path: Path, key: str) -> str | None:
        """The key that is there and comes last before `key` in the order of the model."""
        there = list(owner.values)
        model = record_at(Plan, path)
        order = list(keys_of(model)) if model else []
        if key not in order:
            return there[-1] if there else None
        earlier = [one for one in order[: order.index(key)] if one in there]
        return earlier[-1] if earlier else (there[0] if there else None)

    def refuse_comments(self, start: int, end: int, value: Node | None = None) -> None:
        stretch = self.text[start:end] if value is None else self.outside(value, start, end)
        if "#" in stretch:
            line = self.source.place(start)[0]
            raise LedgerError(
                f"“{self.source.shown}”第 {line} 行的值里有注释（#），改了会丢掉它，没有写入；请手工改这一处。"
            )

    def outside(self, value: Node, start: int, end: int) -> str:
        """The text from `start` to `end` without a scalar's own."""
        if not isinstance(value, Scalar):
            return self.text[start:end]
        head = self.text[start : value.start]
        body = self.text[value.start : self.line_end(value.start)] if value.style in ("|", ">") else ""
        return head + body

    def last(self, node: Node) -> int:
        """The end of a value without the blanks and line ends that a block of text takes along."""
        end = node.end
        while end > node.start and self.text[end - 1] in _BLANKS:
            end -= 1
        return end

    def line_end(self, offset: int) -> int:
        while offset < len(self.text) and self.text[offset] not in "\r\n":
            offset += 1
        return offset

    def indent(self, owner: Mapping) -> int:
        """Columns before the keys of `owner`."""
        return self.source.place(owner.start)[1] - 1

    def below(self, lines: Seq[str]) -> str:
        return "".join(self.source.newline + line for line in lines)
