"""Edits → the new text of a plan file: what an edit speaks of changes, no other byte is touched.

A new line goes right after the line on which the last child ends, never at the end mark of a block
collection, which lies behind the comments that follow. Only brackets (`[…]`, `{…}`) that close on
that same line make the line itself grow. The result is read again: it must be the old plan with the
edits applied.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Seq
from dataclasses import dataclass

from ledger.files.yaml.added import added_entries, ends_within_a_line
from ledger.files.yaml.arrange import item_bounds, rearranged
from ledger.files.yaml.fields import Fields
from ledger.files.yaml.lines import flow_item, item_lines, lines_after
from ledger.files.yaml.plan_yaml import PlanFile, parse_plan
from ledger.files.yaml.tree import Mapping, Node, Scalar, Sequence
from ledger.problems import LedgerError, Path
from ledger.record.edits import AddEntry, Arranging, Edit, RemoveEntry, SetField, apply, arranged
from ledger.record.model import Plan, Record, Task

_FIELDS = {field.alias or name: name for name, field in Task.model_fields.items()}
_KEYS = {name: key for key, name in _FIELDS.items()}


@dataclass(frozen=True, slots=True)
class _Change:
    """`text` takes the place of `old` characters from `offset` on (0: it is put in between)."""

    offset: int
    text: str
    old: int = 0


def splice(file: PlanFile, edits: Seq[Edit]) -> str:
    """The text of `file` with `edits` written in; the BOM is not part of it.

    Raises LedgerError when the file has errors, or when the result would not read back as the plan with
    the edits applied; UsageError when an edit names what is not in the plan.
    """
    if file.plan is None or file.tree is None:
        raise LedgerError(f"“{file.shown}”有错误，不能写入；先用 ledger validate 查看并改正。")
    wanted = apply(file.plan, edits)
    for literal in (True, False):  # a comment set deeper than a new block of text would become part of it
        splicer = _Splicer(file, file.plan, literal)
        within = splicer.write(edits)
        if (
            splicer.only_adds_lines
            and _numbered(file.plan)
            and all(_adds(file, *one) for one in splicer.added)
        ):
            return within
        text = _arranged(file, file.plan, within, [e for e in edits if isinstance(e, Arranging)], literal)
        if text is not None and _reads_as(file, text, wanted):
            return text
    raise LedgerError(f"“{file.shown}”的写法特殊，程序没有把握只添加而不改动，没有写入；请手工填写。")


def _arranged(file: PlanFile, plan: Plan, text: str, edits: Seq[Arranging], literal: bool) -> str | None:
    """`text`, in which the tasks stand as they did, with tasks inserted, deleted, moved; None when it cannot be
    read any more."""
    if not edits:
        return text
    between = parse_plan(file.path, file.shown, file.source.encode(text))
    if not isinstance(between.tree, Mapping):
        return None
    places = {task.no: place for place, task in enumerate(plan.tasks)}
    order = [places[one] if isinstance(one, int) else one for one in arranged(plan, edits)]
    return rearranged(between.source, between.tree.values.get("任务"), order, literal=literal)


def _reads_as(file: PlanFile, text: str, wanted: Plan) -> bool:
    return parse_plan(file.path, file.shown, file.source.encode(text)).plan == wanted


def _numbered(plan: Plan) -> bool:
    """Whether a number means one task: of two nobody knows which an edit is for, and the whole tells."""
    return len({task.no for task in plan.tasks}) == len(plan.tasks)


def _adds(file: PlanFile, key: str, column: int, lines: list[str], entries: list[Record]) -> bool:
    """Whether `lines` are `entries` to a reader, and the rest of the file need not be read again."""
    behind = lines[0].strip() != f"{key}:"
    read = added_entries(file, key, column, lines, behind=behind)
    return read is not None and read[0] == tuple(entries)


class _Splicer:
    """One file, one way to write several lines of text (`literal`: as a block scalar)."""

    def __init__(self, file: PlanFile, plan: Plan, literal: bool) -> None:
        self.file = file
        self.text = file.text
        self.literal = literal
        self.owners = dict(zip((no for no, _ in plan.items()), _owners(file.tree), strict=True))
        self.shifts: dict[str, int] = {}
        self.only_adds_lines: bool  # behind the last item of lists that are there
        self.added: list[tuple[str, int, list[str], list[Record]]] = []

    def write(self, edits: Seq[Edit]) -> str:
        """The text with everything written that stays within an item."""
        lists: dict[tuple[int | str, str], list[Record]] = {}
        changes: list[_Change] = []
        gone: dict[tuple[int | str, str], set[int]] = {}
        self.only_adds_lines = all(isinstance(edit, AddEntry) for edit in edits)
        for edit in edits:
            if isinstance(edit, AddEntry):
                lists.setdefault((edit.no, edit.field), []).append(edit.entry)
            elif isinstance(edit, RemoveEntry):
                gone.setdefault((edit.no, edit.key), set()).add(edit.index)
        changes += self.fields([edit for edit in edits if isinstance(edit, SetField)])
        for (no, key), places in gone.items():
            changes += self.removed(self.owners[no], key, places, refilled=(no, _FIELDS[key]) in lists)
        changes += [self.change(self.owners[no], _KEYS[field], new) for (no, field), new in lists.items()]
        pieces: list[str] = []
        done = 0
        for change in sorted(changes, key=lambda change: (change.offset, change.old)):
            if change.offset < done:
                raise LedgerError(
                    f"“{self.file.shown}”的写法特殊，几处改动挨在一起分不开，没有写入；请分几次改，或手工改。"
                )
            pieces += (self.text[done : change.offset], change.text)
            done = change.offset + change.old
        return "".join(pieces) + self.text[done:]

    def fields(self, edits: Seq[SetField]) -> Iterator[_Change]:
        """Each key set or taken away; several under a mapping that is not there yet come with it, as one."""
        root = self.file.tree
        assert isinstance(root, Mapping)
        fields = Fields(self.file.source, self.literal)
        missing: dict[tuple[int, str], tuple[Mapping, Path, str, dict[str, object]]] = {}
        for edit in edits:
            owner: Node = root if edit.no is None else self.owners[edit.no]
            place: Path = () if edit.no is None else ("报送" if isinstance(edit.no, str) else "任务",)
            for depth, step in enumerate(edit.path[:-1]):
                inner = owner.values.get(str(step)) if isinstance(owner, Mapping) else None
                if isinstance(owner, Sequence) and isinstance(step, int):
                    inner = owner.items[step]
                if not isinstance(inner, (Mapping, Sequence)):
                    assert isinstance(owner, Mapping)
                    assert isinstance(step, str)
                    assert depth + 2 == len(edit.path), "one level comes new, never two"
                    if edit.value is not None:
                        found = missing.setdefault((id(owner), step), (owner, place, step, {}))
                        found[3][str(edit.path[-1])] = edit.value
                    break
                owner, place = inner, (*place, step)
            else:
                assert isinstance(owner, Mapping)
                change = fields.change(owner, place, str(edit.path[-1]), edit.value)
                if change is not None:
                    yield _Change(*change)
        for owner, place, key, value in missing.values():
            change = fields.change(owner, place, key, value)
            assert change is not None
            yield _Change(*change)

    def removed(self, owner: Mapping, key: str, places: set[int], *, refilled: bool) -> Iterator[_Change]:
        """The entries at `places` of a list gone, each with the comments above it; the last takes the key along."""
        node = owner.values[key]
        assert isinstance(node, Sequence)
        if len(places) == len(node.items) and not refilled:
            change = Fields(self.file.source, self.literal).change(owner, (), key, None)
            assert change is not None
            yield _Change(*change)
            return
        bounds = item_bounds(self.file.source, node)
        for place in places:
            yield _Change(bounds[place], "", bounds[place + 1] - bounds[place])

    def change(self, owner: Mapping, key: str, entries: list[Record]) -> _Change:
        """How `entries` come to stand at the end of the list `key` of a task or 报送."""
        node = owner.values.get(key)
        if owner.flow or (isinstance(node, Sequence) and node.flow):
            self.only_adds_lines = False
        if isinstance(node, Sequence) and node.flow:
            return self.grow(node, node.items, ", ".join(map(flow_item, entries)))
        if owner.flow:
            listed = "[" + ", ".join(map(flow_item, entries)) + "]"
            if isinstance(node, Scalar):  # the key is there with nothing, or ~, after it
                colon = "" if ":" in self.text[owner.keys[key].end : node.start] else ":"
                lead = "" if node.text else f"{colon} "
                return _Change(node.start, lead + listed, node.end - node.start)
            return self.grow(owner, list(owner.values.values()), f"{key}: {listed}")
        if isinstance(node, Sequence):
            lines = self.items(entries, self.column(node.start), self.gap(node))
            self.only_adds_lines &= ends_within_a_line(self.text, node)
            self.added.append((key, self.column(owner.start), lines, entries))
            return self.add_lines(node.end, lines)
        margin = self.column(owner.start)
        lines = self.items(entries, margin + self.usual_shift(key))
        if isinstance(node, Scalar):
            self.only_adds_lines = False
            added = self.add_lines(node.end, lines)
            return self.without_null(node, added) if node.text else added
        lines.insert(0, " " * margin + f"{key}:")
        self.only_adds_lines &= ends_within_a_line(self.text, owner)
        self.added.append((key, margin, lines, entries))
        return self.add_lines(owner.end, lines)

    def items(self, entries: list[Record], indent: int, gap: int = 2) -> list[str]:
        return [line for new in entries for line in item_lines(new, indent, gap, literal=self.literal)]

    def add_lines(self, end: int, lines: list[str]) -> _Change:
        """Whole lines after the line that holds the last character before `end`."""
        return _Change(*lines_after(self.text, end, lines, self.file.newline))

    def without_null(self, node: Scalar, added: _Change) -> _Change:
        """The same, and the ~ or null that stood for the list is taken away."""
        between = self.text[node.end : added.offset]
        return _Change(node.start, between + added.text, added.offset - node.start)

    def grow(self, node: Sequence | Mapping, children: Seq[Node], addition: str) -> _Change:
        """`addition` as one more member in brackets; on a line of its own when they close further down."""
        if not children:
            return _Change(node.start + 1, addition)
        end = children[-1].end
        line, _ = self.file.source.place(end)
        if self.file.source.place(node.end - 1)[0] == line:
            return _Change(end, f", {addition}")
        comma = "" if self.text[end : node.end].lstrip().startswith(",") else ", "
        above = self.file.source.line(line)
        margin = len(above) - len(above.lstrip(" "))
        return self.add_lines(end, [" " * max(margin, 1) + comma + addition])

    def column(self, offset: int) -> int:
        """Columns before the character at `offset`."""
        return self.file.source.place(offset)[1] - 1

    def gap(self, node: Sequence) -> int:
        """From the dash to the keys of the last item, as the list has it."""
        item = node.items[-1]
        gap = self.column(item.start) - self.column(node.start)
        return gap if isinstance(item, Mapping) and not item.flow and gap >= 2 else 2

    def usual_shift(self, key: str) -> int:
        """How far the dashes of a list stand to the right of its key in this file: as in another list
        `key`, else as in 任务 or 报送."""
        if key not in self.shifts:
            root = self.file.tree
            assert isinstance(root, Mapping)
            lists = [(owner, key) for owner in self.owners.values()] + [(root, "任务"), (root, "报送")]
            found = (
                self.column(node.start) - self.column(owner.keys[name].start)
                for owner, name in lists
                if isinstance(node := owner.values.get(name), Sequence) and not node.flow and not owner.flow
            )
            self.shifts[key] = max(0, next(found, 0))
        return self.shifts[key]


def _owners(root: Node | None) -> Iterator[Mapping]:
    """The nodes of all tasks, then of all 报送: the order of `Plan.items`."""
    assert isinstance(root, Mapping)
    for group in (root.values.get("任务"), root.values.get("报送")):
        if isinstance(group, Sequence):
            yield from (item for item in group.items if isinstance(item, Mapping))
