"""A plan that others wrote into since it was read: what they added is read, the rest is known.

Many who write into one plan at once each find it longer than they read it. Reading the whole of it again, while the
others wait, is what such a crowd spends its time with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ledger.files.yaml.added import added_entries, ends_within_a_line
from ledger.files.yaml.plan_yaml import PlanFile
from ledger.files.yaml.text_file import decode
from ledger.files.yaml.tree import Mapping, Node, Scalar, Sequence
from ledger.record.edits import AddAdjustment, AddProgress, apply
from ledger.record.model import Progress


def caught_up(known: PlanFile, raw: bytes) -> PlanFile | None:
    """The file `known` as it reads now that it holds `raw`; None unless lines were added behind one list of entries
    and nothing else happened."""
    if known.plan is None or known.problems or not isinstance(known.tree, Mapping):
        return None
    source = decode(known.path, known.shown, raw)
    same = (source.encoding, source.bom, source.newline) == (
        known.source.encoding,
        known.source.bom,
        known.newline,
    )
    numbers = [no for no, _ in known.plan.items()]
    place = _place(known.text, source.text) if same and not source.problems else None
    if place is None or len(set(numbers)) != len(numbers):
        return None
    longer = len(source.text) - len(known.text)
    found = _list_that_ends_at(known, place)
    if found is None:
        return None
    index, key, owner, entries = found
    column = known.source.place(owner.start)[1] - 1
    lines = source.text[place : place + longer].removesuffix(known.newline).split(known.newline)
    read = added_entries(known, key, column, lines, behind=True)
    if read is None:
        return None
    records, nodes, start = read
    no = numbers[index]
    edits = [AddProgress(no, one) if isinstance(one, Progress) else AddAdjustment(no, one) for one in records]
    added = [_moved(node, lambda offset: offset + place - start) for node in nodes]
    tree = _with(known.tree, entries, added, place, longer)
    return replace(known, source=source, layout=source, tree=tree, plan=apply(known.plan, edits))


def _place(old: str, new: str) -> int | None:
    """Where whole lines were put into `old` to make `new`; None when that is not what happened."""
    longer = len(new) - len(old)
    if longer <= 0:
        return None
    low, high = 0, len(old)
    while low < high:  # as much of the beginning as is the same
        middle = (low + high + 1) // 2
        if new.startswith(old[:middle]):
            low = middle
        else:
            high = middle - 1
    place = old.rfind("\n", 0, low) + 1
    return place if place and new[place + longer :] == old[place:] else None


def _list_that_ends_at(known: PlanFile, place: int) -> tuple[int, str, Mapping, Sequence] | None:
    """The block list of entries whose last line ends at `place`: the how-manieth item has it, its key, item and list."""
    root = known.tree
    assert isinstance(root, Mapping)
    groups = [root.values.get("任务"), root.values.get("报送")]
    owners = [owner for group in groups if isinstance(group, Sequence) for owner in group.items]
    for index, owner in enumerate(owners):
        for key in ("进展", "调整"):
            node = owner.values.get(key) if isinstance(owner, Mapping) and not owner.flow else None
            if not isinstance(node, Sequence) or node.flow or not node.items or node.end >= place:
                continue
            if known.text.find("\n", node.end) + 1 == place and ends_within_a_line(known.text, node):
                assert isinstance(owner, Mapping)
                return index, key, owner, node
    return None


def _with(root: Node, grown: Sequence, added: list[Node], place: int, longer: int) -> Node:
    """The tree with `added` at the end of the list `grown`, and what stood behind `place` moved down."""

    def down(offset: int) -> int:
        return offset + longer if offset >= place else offset

    def copied(node: Node) -> Node:
        if node is grown:
            return Sequence(node.start, added[-1].end, False, [*grown.items, *added])
        if node.end < place and not _holds(node, grown):
            return node
        if isinstance(node, Scalar):
            return Scalar(down(node.start), down(node.end), node.text, node.style)
        if isinstance(node, Sequence):
            items = [copied(item) for item in node.items]
            end = down(node.end) if node.flow else max([down(node.end), *(item.end for item in items[-1:])])
            return Sequence(down(node.start), end, node.flow, items)
        keys = {name: _moved(key, down) for name, key in node.keys.items()}
        values = {name: copied(value) for name, value in node.values.items()}
        end = (
            down(node.end) if node.flow else max([down(node.end), *(value.end for value in values.values())])
        )
        return Mapping(down(node.start), end, node.flow, keys, values)  # type: ignore[arg-type]

    return copied(root)


def _holds(node: Node, inner: Sequence) -> bool:
    return node.start <= inner.start and inner.end <= node.end and not isinstance(node, Scalar)


def _moved(node: Node, to: Callable[[int], int]) -> Node:
    """A copy of a node, its offsets changed."""
    if isinstance(node, Scalar):
        return Scalar(to(node.start), to(node.end), node.text, node.style)
    if isinstance(node, Sequence):
        return Sequence(to(node.start), to(node.end), node.flow, [_moved(item, to) for item in node.items])
    keys = {name: _moved(key, to) for name, key in node.keys.items()}
    values = {name: _moved(value, to) for name, value in node.values.items()}
    return Mapping(to(node.start), to(node.end), node.flow, keys, values)  # type: ignore[arg-type]
