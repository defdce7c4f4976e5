"""Which item, node and unit a returned row is about: by its hidden identity, then by content and unit where
that is unique; never by position or 序号 alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from ledger.duty.carriers import carriers
from ledger.duty.directory import spelling
from ledger.duty.duty import tree
from ledger.duty.nodes import Node, nodes_of
from ledger.duty.reading import Item, PlanReading
from ledger.questions.split import deadline_words, item_digest, unit_of
from ledger.values.fill import FillReturned, Identity, ReturnedRow, digest_of
from ledger.values.grouped import grouped

Outcome = Literal["accepted", "unchanged", "conflict", "rejected"]


class Refused(Exception):
    """Why a row is not taken, as what it counts, and the column of the cell to look at. `mend`: whether the unit can
    put it right; what was refused, unless said otherwise, and no conflict. `note`: what the office can do, which the
    unit need not read."""

    def __init__(
        self, outcome: Outcome, reason: str, key: str = "name", *, mend: bool | None = None, note: str = ""
    ) -> None:
        super().__init__(reason)
        self.note = note
        self.mend = outcome == "rejected" if mend is None else mend
        self.outcome: Outcome = outcome
        self.reason = reason
        self.key = key


def as_numbered_now(reading: PlanReading, book: FillReturned) -> FillReturned:
    """The book with each row under the 序号 that its task has now: what a unit was sent is known by name and content,
    and where one task alone has them a number counted on meanwhile takes nothing from that. It is told beside the row."""
    if not any(row.identity and row.identity.plan == reading.plan.id for row in book.rows):
        return book
    items = grouped(reading.items, lambda item: item_digest(reading, item))

    def numbered(row: ReturnedRow) -> ReturnedRow:
        if row.identity is None or row.identity.plan != reading.plan.id:
            return row
        before, found = row.identity.task, items.get(row.identity.digest, [])
        if len(found) != 1 or str(found[0].no) == before:
            return row
        now = str(found[0].no)
        note = f"发出时的序号是 {before}，现在是 {now}"
        return replace(row, identity=replace(row.identity, task=now), note=note)

    return replace(book, rows=tuple(map(numbered, book.rows)))


class Located:
    """The items of one plan as it stands, to be asked about one row of `rows` after the other."""

    def __init__(self, reading: PlanReading, rows: Sequence[ReturnedRow], on: date) -> None:
        self.reading = reading
        self.on = on
        self.items = {str(item.no): item for item in reading.items}
        self.nodes = {item.no: nodes_of(reading, item) for item in reading.items}
        self.digests = grouped(reading.items, lambda item: item_digest(reading, item))
        self.units = {
            item.no: {who.unit or who.via for who in carriers(reading, item)} for item in reading.items
        }
        directory = reading.directory
        self.names = {  # as they may stand in a file name → the official one
            spelling(name): unit.name
            for unit in directory.units
            for name in (unit.name, *unit.aliases, *unit.former)
        }
        self.speakers: dict[str, set[str]] = {}
        self.in_file: dict[str, set[str]] = {}
        for row in rows:
            self.in_file.setdefault(row.file, set()).add(unit_of(reading, row.unit))
        self.identified = {
            (row.file, row.identity.task, row.identity.milestone, unit_of(reading, row.unit)): row.place()
            for row in rows
            if row.identity
        }

    def find(self, row: ReturnedRow) -> tuple[Item, Node, str]:
        """Item, node, and the unit's official name. Raises Refused."""
        if row.identity:
            item = self.by_identity(row.identity, row.name)
            return item, self.named_node(item, row.identity), self.unit(row, item)
        item = self.by_content(row)
        unit, node = self.unit(row, item), self.shown_node(item, row)
        if double := self.identified.get((row.file, str(item.no), node.name, unit)):
            # a row pasted from another unit's sheet looks the same
            reason = f"没有识别列，而同一项任务已有一行（{double}），分不清是谁填的，没有采用。"
            raise Refused("rejected", reason)
        return item, node, unit

    def by_identity(self, identity: Identity, name: str) -> Item:
        """The task that was sent; `name` is what the row shows. Raises Refused."""
        item = self.items.get(identity.task)
        if item is not None and item_digest(self.reading, item) == identity.digest:
            return item
        moved = self.digests.get(identity.digest, [])
        if len(moved) == 1:
            raise Refused("conflict", f"这一项在计划里现在是 {moved[0].no}，编号变过，请核对后重新分发。")
        named = any(
            name in (other.name, self._original_no(other) + other.name) for other in self.reading.items
        )
        if item is None and not named:
            raise Refused(
                "conflict", f"分发以后计划里删去了这一项（发出时的序号是 {identity.task}），没有写入。"
            )
        if item is not None and not named and not moved:
            reason = f"计划里没有这一项了：第 {item.no} 项现在是“{item.name}”，原来的删去了，或者改了名称；"
            raise Refused("conflict", f"{reason}没有写入，改了名称的请重新分发。")
        raise Refused("conflict", "计划里这一项的名称或内容已经改过，请核对后重新分发。")

    def named_node(self, item: Item, identity: Identity) -> Node:
        for node in self.nodes[item.no]:
            if node.name == identity.milestone:
                return node
        raise Refused("conflict", "计划里这一项的时间节点已经变了，请重新分发后再填。")

    def by_content(self, row: ReturnedRow) -> Item:
        same = [
            item
            for item in self.reading.items
            if item_digest(self.reading, item)
            # with the 原编号 taken off its name too
            in {
                digest_of(name, row.content)
                for name in (row.name, row.name.removeprefix(self._original_no(item)))
            }
        ]
        if len(same) != 1:
            raise Refused("rejected", "认不出这一行是哪一项任务；请用原来的填报表填写。")
        return same[0]

    def _original_no(self, item: Item) -> str:
        return getattr(self.reading.plan.find(item.no), "original_no", None) or ""

    def shown_node(self, item: Item, row: ReturnedRow) -> Node:
        """By the 时间节点 that is printed."""
        shown = digest_of(row.deadline)
        names = {
            node.name
            for node in tree(self.reading, self.on)
            if node.item is item
            and any(digest_of(deadline_words(item, duty)) == shown for duty in node.duties)
        }
        fitting = [node for node in self.nodes[item.no] if node.name in names]
        if len(fitting) != 1:
            raise Refused("rejected", "隐藏的识别列没了，分不清填的是这一项的哪个时间节点。")
        return fitting[0]

    def unit(self, row: ReturnedRow, item: Item) -> str:
        if not row.unit:
            raise Refused("rejected", "不知道是哪个单位填的；请用原来的填报表填写。")
        unit = unit_of(self.reading, row.unit)
        self.check_speaker(row, unit)
        open_to_all = None in self.units[item.no]  # the task names nobody
        if unit in self.units[item.no] or (open_to_all and self.reading.directory.unit(unit)):
            return unit
        raise Refused("rejected", f"这一项任务没有{row.unit}的份。", mend=False)

    def check_speaker(self, row: ReturnedRow, unit: str) -> None:
        """Nobody speaks for another: the 填报单位 shown and the file name must not name somebody else. Raises Refused."""
        shown = unit_of(self.reading, row.shown_unit) if row.shown_unit else unit
        if shown != unit:
            reason = f"表头的填报单位是“{row.shown_unit}”，这一行却是发给“{row.unit}”的，分不清是谁报的，没有采用；"
            raise Refused("conflict", reason + "请各单位填自己的那一份。", mend=True)
        named = self.named_in(row.file)
        # two units' sheets put into one file, named after one of them
        merged = bool(named & self.in_file[row.file])
        if named and not merged and self.reading.directory.group(unit) is None:
            reason = f"文件名写的是“{'、'.join(sorted(named))}”，这一行却是发给“{row.unit}”的，没有采用；"
            raise Refused("conflict", reason + "是改错了文件名的，改回来再汇总。", mend=True)

    def named_in(self, file: str) -> set[str]:
        """The units a file name names: 县财政局（回）.xlsx; of 县委办 and 县委办公室 the longer."""
        if file not in self.speakers:
            key = spelling(file)
            found = {name for name in self.names if name in key}
            whole = {name for name in found if not any(name in other for other in found - {name})}
            self.speakers[file] = {self.names[name] for name in whole}
        return self.speakers[file]
