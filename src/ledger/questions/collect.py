"""What came back, merged into one plan: three-way, cell by cell. Rows out, nothing written here.

A row says what was sent, what came back; the plan says what stands now. Only what the unit changed counts;
what the plan changed meanwhile too is a conflict, listed and left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ledger.plan.columns import columns_of
from ledger.plan.duty import carriers
from ledger.plan.edits import AddProgress
from ledger.plan.fill import FillReturned, Identity, ReturnedRow, digest_of, evidence_of
from ledger.plan.model import OFFICE_STATUSES, Progress
from ledger.plan.nodes import Node, entries_about, nodes_of
from ledger.plan.reading import Item, PlanReading
from ledger.plan.scalars import parse_day
from ledger.questions.split import SplitAnswer, item_digest, latest_cells, place_of

Outcome = Literal["accepted", "unchanged", "conflict", "rejected"]
_HEADINGS = {column.key: column.heading for column in columns_of("fill")}
_TELLING = ("status", "note", "finished_on", "evidence")  # 填报人 and 填报日期 alone say nothing new


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row: `place` is file, sheet and cell; `reason` a sentence unless accepted."""

    outcome: Outcome
    place: str
    plan: str
    what: str
    unit: str
    reason: str = ""


@dataclass(slots=True)
class Merge:
    """The edits of one plan, and what became of each row."""

    edits: list[AddProgress] = field(default_factory=list)
    results: list[RowResult] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Target:
    item: Item
    node: Node
    unit: str


class _Refused(Exception):
    """Why a row is not taken, and as what it counts."""

    def __init__(self, outcome: Outcome, reason: str, key: str = "name") -> None:
        super().__init__(reason)
        self.outcome: Outcome = outcome
        self.reason = reason
        self.key = key


def belongs(reading: PlanReading, row: ReturnedRow) -> bool:
    """Whether a row is about this plan: by its identity, else by the title above its table."""
    if row.identity:
        return row.identity.plan == reading.plan.id
    return row.title == reading.plan.title


def merge(reading: PlanReading, rows: Sequence[ReturnedRow], on: date) -> Merge:
    """Merge `rows` (all of this plan) in order; a later one sees what an earlier one brought."""
    return _Merger(reading, on).merge(rows)


class _Merger:
    def __init__(self, reading: PlanReading, on: date) -> None:
        self.reading = reading
        self.on = on
        self.items = {str(item.no): item for item in reading.items}
        self.digests: dict[str, list[Item]] = {}
        for item in reading.items:
            self.digests.setdefault(item_digest(reading, item), []).append(item)
        self.nodes = {item.no: nodes_of(reading, item) for item in reading.items}
        self.brought: dict[tuple[int | str, str, str], Progress] = {}

    def merge(self, rows: Sequence[ReturnedRow]) -> Merge:
        merged = Merge()
        for row in rows:
            try:
                target = self.target(row)
                entry = self.entry(row, target)
            except _Refused as refused:
                merged.results.append(self.result(refused.outcome, row, refused.reason, refused.key))
                continue
            if entry is None:
                merged.results.append(self.result("unchanged", row))
                continue
            self.brought[target.item.no, target.node.name, target.unit] = entry
            merged.edits.append(AddProgress(target.item.no, entry))
            merged.results.append(self.result("accepted", row))
        return merged

    def result(self, outcome: Outcome, row: ReturnedRow, reason: str = "", key: str = "name") -> RowResult:
        number = f"{row.identity.task} " if row.identity else ""
        return RowResult(outcome, row.place(key), self.reading.plan.id, number + row.name, row.unit, reason)

    def target(self, row: ReturnedRow) -> _Target:
        """Which item, node and unit a row is about: never by position or 序号 alone."""
        item = self.by_identity(row.identity) if row.identity else self.by_content(row)
        unit = self.unit(row, item)
        nodes = self.nodes[item.no]
        if row.identity:
            fitting = [node for node in nodes if node.name == row.identity.milestone]
            if not fitting:
                raise _Refused("conflict", "计划里这一项的时间节点已经变了，请重新分发后再填。")
        else:
            fitting = list(nodes)
            if len(fitting) != 1:
                raise _Refused("rejected", "这一项有几个时间节点，隐藏的识别列没了，分不清填的是哪一个。")
        return _Target(item, fitting[0], unit)

    def by_identity(self, identity: Identity) -> Item:
        item = self.items.get(identity.task)
        if item is not None and item_digest(self.reading, item) == identity.digest:
            return item
        moved = self.digests.get(identity.digest, [])
        if len(moved) == 1:
            raise _Refused(
                "conflict", f"这一项在计划里现在是第 {moved[0].no} 项，序号变过，请核对后重新分发。"
            )
        raise _Refused("conflict", "计划里这一项的名称或内容已经改过，请核对后重新分发。")

    def by_content(self, row: ReturnedRow) -> Item:
        same = [
            item
            for item in self.reading.items
            if item_digest(self.reading, item)
            in (digest_of(row.name, row.content), self._unnumbered(row, item))
        ]
        if len(same) != 1:
            raise _Refused("rejected", "认不出这一行是哪一项任务；请用原来的填报表填写。")
        return same[0]

    def _unnumbered(self, row: ReturnedRow, item: Item) -> str:
        """The digest of the row with the 原编号 taken off its name."""
        original = getattr(self.reading.plan.find(item.no), "original_no", None) or ""
        return digest_of(row.name.removeprefix(original), row.content)

    def unit(self, row: ReturnedRow, item: Item) -> str:
        name = row.unit
        if not name:
            raise _Refused("rejected", "不知道是哪个单位填的；请用原来的填报表填写。")
        region = self.reading.plan.region or ""
        official = self.reading.directory.official(name)
        carried = {
            c for who in carriers(self.reading, item) for c in (who.unit, who.via if who.unlisted else None)
        }
        open_to_all = any(who.unit is None for who in carriers(self.reading, item))
        for candidate in (official, self.reading.directory.official(name.removeprefix(region))):
            if candidate in carried:
                return candidate
        if open_to_all and self.reading.directory.unit(name):
            return official
        raise _Refused("rejected", f"这一项任务没有{name}的份。")

    def entry(self, row: ReturnedRow, target: _Target) -> Progress | None:
        """The new entry, or None when the row says nothing new."""
        known = self.brought.get((target.item.no, target.node.name, target.unit))
        entries = (
            [known] if known else entries_about(self.reading, target.item, target.node, target.unit, self.on)
        )
        now = latest_cells(entries)
        changed = [key for key in _TELLING if key in row.changed and not _same(row.values[key], now[key])]
        if not changed:
            return None
        for key in changed:
            if row.identity and not row.was_sent(key, now[key]):
                raise _Refused(
                    "conflict",
                    f"“{_HEADINGS[key]}”分发以后计划里已记为“{now[key] or '空'}”，这里填的是“{row.values[key] or '空'}”，没有写入。",
                    key,
                )
        return self.new_entry(row, target, now, changed)

    def new_entry(
        self, row: ReturnedRow, target: _Target, now: dict[str, str], changed: list[str]
    ) -> Progress:
        cells = {**now, **{key: row.values[key] for key in changed}}
        if row.values.get("reporter"):
            cells["reporter"] = row.values["reporter"]
        if now["status"] in OFFICE_STATUSES:
            raise _Refused("conflict", f"办公室已记为“{now['status']}”，单位的填报没有写入。", "status")
        if not cells["status"]:
            raise _Refused("rejected", "填了情况却没有选状态。", "status")
        day = parse_day(row.values["reported_on"]) if row.values.get("reported_on") else self.on
        if day > self.on:
            raise _Refused("rejected", f"填报日期 {day} 还没有到。", "reported_on")
        done_on = parse_day(cells["finished_on"]) if cells["finished_on"] else None
        if done_on and done_on > self.on:
            raise _Refused("rejected", f"完成日期 {done_on} 还没有到。", "finished_on")
        if done_on and cells["status"] != "已完成":
            raise _Refused("rejected", f"填了完成日期，状态却是“{cells['status']}”。", "status")
        names_one = len(self.nodes[target.item.no]) > 1 and target.node.name
        fields: dict[str, object] = {
            "日期": day,
            "单位": target.unit,
            "状态": cells["status"],
            "情况": cells["note"],
            "完成日期": done_on,
            "对应节点": names_one or None,
            "佐证": evidence_of(cells["evidence"]),
            "填报人": cells["reporter"],
        }
        return Progress.model_validate({key: value for key, value in fields.items() if value})


def _same(one: str, other: str) -> bool:
    return digest_of(one) == digest_of(other)


def not_reported(
    expected: SplitAnswer, returned: Sequence[FillReturned], readings: Sequence[PlanReading]
) -> tuple[str, ...]:
    """Units that would be sent a workbook now, and of whom none came back."""
    by_plan = {reading.plan.id: reading for reading in readings}
    labels = {book.unit for book in returned}
    came: set[tuple[str, str]] = set()
    for row in (row for book in returned for row in book.rows if row.identity):
        assert row.identity is not None
        if reading := by_plan.get(row.identity.plan):
            came.add((place_of(reading), reading.directory.official(row.unit)))
    pairs = zip(expected.keys, expected.books, strict=True)
    return tuple(book.unit for key, book in pairs if key not in came and book.unit not in labels)
