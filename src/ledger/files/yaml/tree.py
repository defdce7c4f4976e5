"""YAML text → a tree of nodes that know where they stand. Nothing is typed: `9.10` stays "9.10".

One reader for everything. libyaml's events are read without recursion, so that neither aliases nor
depth can blow it up. What a plan file never needs (anchors, aliases, tags, several documents,
keys that are not text) is refused in words: nearly always it is text that begins with & * or !.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

try:
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
except ImportError:  # no C parser for this Python: the same events, some thirty times slower
    CParser = None

MAX_DEPTH = 30
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# Line breaks to YAML 1.1 (and so to libyaml), ordinary characters to YAML 1.2: put aside while parsing.
_OLD_BREAKS = {0x85: "\ufdd0", 0x2028: "\ufdd1", 0x2029: "\ufdd2"}
_RESTORE = {ord(stand_in): code for code, stand_in in _OLD_BREAKS.items()}


@dataclass(slots=True)
class Scalar:
    """A text as written, from offset `start` to `end`; `style` is "" (plain), ', ", | or >."""

    start: int
    end: int
    text: str
    style: str

    @property
    def value(self) -> str | None:
        """The text; None for nothing, ~ and null."""
        return None if not self.style and self.text in _NULLS else self.text


@dataclass(slots=True)
class Sequence:
    """`end` is the end of the last item, or of the closing bracket: never after a following comment."""

    start: int
    end: int
    flow: bool
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Values and the scalars that are their keys, in order. `end` as in `Sequence`."""

    start: int
    end: int
    flow: bool
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the text is not the YAML we read. `kind` names the rule; `offset` the character where the
    parser stopped, `since` where the thing began that it could not finish, `key` a key written twice."""

    kind: str
    offset: int
    since: int | None = None
    length: int = 1
    key: str = ""


class YamlTrouble(Exception):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.kind)
        self.trouble = trouble


def compose(text: str) -> tuple[Node | None, list[Trouble]]:
    """The tree of `text` (None when it holds nothing) and the keys written twice.

    Raises YamlTrouble at the first thing that cannot be read.
    """
    if any(chr(code) in text for code in _OLD_BREAKS):
        node, repeated = _Composer(text.translate(_OLD_BREAKS)).run()
        if node is not None:
            _restore(node)
        return node, repeated
    return _Composer(text).run()


def to_data(node: Node) -> Any:
    """Plain dict, list, str and None, as the model takes them."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [to_data(item) for item in node.items]
    return {key: to_data(value) for key, value in node.values.items()}


def _events(text: str) -> Iterator[Any]:
    if CParser is None:
        yield from YAML(typ="safe", pure=True).parse(text)
        return
    yield from iter(CParser(text).get_event, None)


class _Composer:
    """Puts events together: a stack of open collections, and for each open mapping the key that waits."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Node | None = None
        self.open: list[Sequence | Mapping] = []
        self.waiting: list[Scalar | None] = []
        self.repeated: list[Trouble] = []

    def run(self) -> tuple[Node | None, list[Trouble]]:
        documents = 0
        try:
            for event in _events(self.text):
                kind = type(event)
                if kind is ScalarEvent:
                    if event.anchor is not None or event.ctag is not None:
                        self.refuse_marks(event)
                    style = event.style
                    self.add(Scalar(event.start_mark.index, event.end_mark.index, event.value, style or ""))
                elif kind is MappingStartEvent or kind is SequenceStartEvent:
                    self.refuse_marks(event)
                    self.begin(event, Mapping if kind is MappingStartEvent else Sequence)
                elif kind is MappingEndEvent or kind is SequenceEndEvent:
                    self.finish(event)
                elif kind is AliasEvent:
                    raise YamlTrouble(Trouble("alias", event.start_mark.index))
                elif kind is DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        raise YamlTrouble(Trouble("documents", event.start_mark.index, length=3))
        except MarkedYAMLError as error:
            raise YamlTrouble(_trouble_of(error, len(self.text))) from None
        except YAMLError:
            raise YamlTrouble(Trouble("syntax", 0)) from None
        return self.root, self.repeated

    def refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            raise YamlTrouble(Trouble("anchor", event.start_mark.index))
        tag = event.ctag
        if tag is not None and str(tag) not in ("None", ""):
            raise YamlTrouble(Trouble("tag", event.start_mark.index))

    def begin(self, event: Any, kind: type[Mapping] | type[Sequence]) -> None:
        start = event.start_mark.index
        if len(self.open) == MAX_DEPTH:
            raise YamlTrouble(Trouble("depth", start))
        node = kind(start, event.end_mark.index, bool(event.flow_style))
        self.add(node)
        self.open.append(node)
        self.waiting.append(None)

    def finish(self, event: Any) -> None:
        node = self.open.pop()
        self.waiting.pop()
        if node.flow:
            node.end = event.end_mark.index
            return
        children = node.items if isinstance(node, Sequence) else list(node.values.values())
        if children:
            node.end = max(node.end, children[-1].end)

    def add(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self.waiting[-1]
        if key is None:
            if not isinstance(node, Scalar) or node.value is None:
                raise YamlTrouble(Trouble("key", node.start))
            self.waiting[-1] = node
            return
        self.waiting[-1] = None
        if key.text in parent.values:
            first = parent.keys[key.text].start
            length = max(1, key.end - key.start)
            self.repeated.append(Trouble("duplicate-key", key.start, first, length, key.text))
            return
        parent.keys[key.text] = key
        parent.values[key.text] = node


def _trouble_of(error: MarkedYAMLError, size: int) -> Trouble:
    mark: Any = error.problem_mark or error.context_mark
    context: Any = error.context_mark
    offset = min(mark.index, size) if mark is not None else 0
    since = context.index if context is not None else None
    return Trouble("syntax", offset, since)


def _restore(root: Node) -> None:
    """Put the characters that were put aside back into every text."""
    nodes: list[Node] = [root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Scalar):
            node.text = node.text.translate(_RESTORE)
        elif isinstance(node, Sequence):
            nodes.extend(node.items)
        else:
            nodes.extend([*node.keys.values(), *node.values.values()])
            node.keys = {key.text: key for key in node.keys.values()}
            node.values = dict(zip((key for key in node.keys), node.values.values(), strict=True))
