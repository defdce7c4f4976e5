"""What came back, merged into one plan: three-way, cell by cell. Rows out, nothing written here.

A row says what was sent, what came back; the plan says what stands now. Only what the unit changed counts;
what the plan changed meanwhile too is a conflict, listed and left alone. So are two answers to the same
question that do not agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ledger.duty.duty import in_use
from ledger.duty.entry import Case, case_of, earliest_day, entry_faults
from ledger.duty.nodes import Node, entries_about
from ledger.duty.reading import Item, PlanReading
from ledger.questions.collect_again import Taken, own_words, plain, put_back, said_before, said_since, same
from ledger.questions.collect_asks import HEADINGS, why_not, worth_asking
from ledger.questions.located import Located, Outcome, Refused
from ledger.questions.merged import About, Merge, RowResult
from ledger.questions.split import latest_cells, mark_of
from ledger.record.days import parse_day
from ledger.record.edits import AddProgress
from ledger.record.model import Progress
from ledger.record.statuses import OFFICE_STATUSES
from ledger.values.as_typed import SETTLED, one_day
from ledger.values.fill import LAST, NO_CHANGE, TICK, ReturnedRow, evidence_of

_WHOLE = ("status", "note", "finished_on")  # one of these unread, and the row is no statement of the unit's
# 填报人 and 填报日期 alone say nothing new
_TELLING = (*_WHOLE, "evidence", "problem", "next_step", "needs", "asked_until")
_COLUMN = {
    "status": "status",
    "done_on": "finished_on",
    "day": "reported_on",
    "milestone": "name",
    "asked_until": "asked_until",
    None: "name",
}
_NOT_FROM_A_UNIT = ("progress-in-future",)  # the office may write ahead; what comes back has happened
_STANDING = ("status", "finished_on")  # changed since it was sent, the unit has answered another question
_ASK_THE_UNIT = "请与单位核对，用 ledger update 记一条，或重新分发。"
_NO_STATUS = "填了情况却没有选状态，没有写入。请从下拉列表中选一个。"
_FINAL = ("已销号", "已取消")


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a row is about, what the unit changed there, and the entry that would say so."""

    item: Item
    node: Node
    unit: str
    changes: Mapping[str, str]
    entry: Progress | None
    asks: tuple[str, ...] = ()

    @property
    def about(self) -> tuple[int | str, str, str]:
        return self.item.no, self.node.name, self.unit


_Found = _Claim | Refused | None  # None: nobody wrote into the row


def merge(
    reading: PlanReading, rows: Sequence[ReturnedRow], on: date, taken: Taken = lambda edit: False
) -> Merge:
    """Merge `rows`, all of this plan. A row that came back as it was sent is no answer to anything. `taken` tells
    which entries came by workbooks: a unit may correct those of its own."""
    merger = _Merger(reading, rows, on, taken)
    found: list[_Found] = []
    for row in rows:
        try:
            found.append(merger.claim(row) if row.touched else merger.blank(row))
        except Refused as refused:
            found.append(refused)
    merged = Merge()
    for row, one in zip(rows, _in_agreement(rows, found), strict=True):
        if isinstance(one, Refused):
            done = _result(reading, row, one.outcome, one.reason, one.key)
            merged.results.append(replace(done, mend=one.mend, note=one.note))
        elif one is None or one.entry is None:
            merged.results.append(_result(reading, row, "unchanged", one=one))
        else:
            merged.edits.append(AddProgress(one.item.no, one.entry))
            asks = worth_asking(merger.case(one.item), one.entry, one.asks, row.typed)
            done = _result(reading, row, "accepted", asks, one=one)
            merged.results.append(replace(done, note=row.note))
    return merged


def _result(
    reading: PlanReading,
    row: ReturnedRow,
    outcome: Outcome,
    reason: str = "",
    key: str = "name",
    *,
    one: _Claim | None = None,
) -> RowResult:
    """`one` says which task the row was found to be about, where its hidden cells do not."""
    about: About | None = None
    if row.identity:
        about = row.identity.plan, row.identity.task, row.identity.milestone
    elif one:
        about = reading.plan.id, str(one.item.no), one.node.name
    number = f"{about[1] if about else ''} ".lstrip()
    return RowResult(
        outcome,
        row.place(key),
        reading.plan.id,
        number + row.name,
        row.unit,
        reason,
        row.shown_unit,
        not row.touched,
        about,
    )


def _in_agreement(rows: Sequence[ReturnedRow], found: Sequence[_Found]) -> Iterable[_Found]:
    """Of several answers about the same thing the one that says all the others say; none when they differ."""
    answers: dict[object, list[int]] = {}
    for number, one in enumerate(found):
        if isinstance(one, _Claim) and one.entry is not None:
            answers.setdefault(one.about, []).append(number)
    for number, one in enumerate(found):
        if one is None or isinstance(one, Refused) or one.entry is None:
            yield one
            continue
        same = [claim for n in answers[one.about] if isinstance(claim := found[n], _Claim)]
        fullest = max(same, key=lambda claim: len(claim.changes))
        if all(claim.changes.items() <= fullest.changes.items() for claim in same):
            yield one if one is fullest else replace(one, entry=None, asks=())
        else:
            others = "、".join(rows[n].place() for n in answers[one.about] if n != number)
            reason = f"与 {others} 填得不一样，都没有写入；请只留下作数的那一份再汇总。"
            yield Refused("conflict", reason, mend=True)


class _Merger:
    """One plan as it stands, to be asked about one row after the other."""

    def __init__(self, reading: PlanReading, rows: Sequence[ReturnedRow], on: date, taken: Taken) -> None:
        self.reading = reading
        self.on = on
        self.taken = taken
        self.items = Located(reading, rows, on)
        self.cases: dict[int, Case] = {}  # by item, which `reading` holds

    def case(self, item: Item) -> Case:
        if id(item) not in self.cases:
            self.cases[id(item)] = case_of(self.reading, item, self.on)
        return self.cases[id(item)]

    def claim(self, row: ReturnedRow) -> _Claim:
        """What the row is about and says. Raises Refused."""
        if not in_use(self.reading, self.on):
            archived = self.reading.plan.archived
            reason = f"这份计划已于 {archived} 归档，没有写入；还要办的，先删去“归档”。"
            raise Refused("rejected", reason, mend=False)
        row = self.settled(row)
        item, node, unit = self.items.find(row)
        entries = entries_about(self.reading, node, unit, self.on)
        now = latest_cells(entries)
        changes = {
            key: row.values[key]
            for key in _TELLING
            if key in row.changed and not same(key, row.values[key], now[key])
        }
        self.check_read(row, changes)
        wrote = bool(row.changed & set(_TELLING))
        if row.identity and wrote and not (row.values.get("status", TICK) or row.values.get("asked_until")):
            raise Refused("rejected", _NO_STATUS, "status")  # whatever has been said since
        since = said_since(row, item.no, entries, self.taken)
        told = [key for key in _TELLING if key in row.changed or key in _WHOLE]
        if since and wrote:
            if said_before(row, since, told):
                return _Claim(item, node, unit, {}, None)
            changes |= put_back(row, now)
        ticked = row.values.get("same") == TICK and "same" in row.changed
        if ticked and not wrote:
            return self.no_change(row, item, node, unit, entries)
        if not changes:
            return _Claim(item, node, unit, {}, None)
        asks = list(row.asks)
        if ticked:
            names = "、".join(HEADINGS[key] for key in changes)
            asks.append(f"勾了“无变化”，又改了{names}，按改的记")
        if (
            changes.get("asked_until")
            and "status" not in row.changed
            and now["status"] not in ("申请延期", "已完成")
        ):
            changes["status"] = "申请延期"
            asks.append("写了申请延期至，状态按“申请延期”记")
        if since:
            was = "；".join(f"{HEADINGS[key]}原记“{' '.join(now[key].split()) or '空'}”" for key in changes)
            asks.append(f"改正自己交来的上一份：{was}")
        else:
            self.check_untouched(row, changes, now)
        if now["status"] in OFFICE_STATUSES:  # what the office wrote is not what the unit says
            now = dict.fromkeys(now, "") | {"status": now["status"]}
        entry = self.entry(row, item, node, unit, {**now, **changes})
        self.check_order(entry, entries)
        said = {key: plain(key, text) for key, text in changes.items()}
        return _Claim(item, node, unit, said, entry, tuple(asks))

    def blank(self, row: ReturnedRow) -> _Found:
        """What a row is about that nobody wrote into and that has lost its identity: it may be a line put in. Raises
        Refused."""
        if row.identity is not None or not in_use(self.reading, self.on):
            return None
        self.items.by_content(row)
        try:
            return _Claim(*self.items.find(row), {}, None)
        except Refused:
            return None  # nothing is said there that could be lost

    def no_change(
        self, row: ReturnedRow, item: Item, node: Node, unit: str, entries: Sequence[Progress]
    ) -> _Claim:
        """The last entry said once more, on another day. A tick speaks of the entry that stood when the book was sent
        and of no other. Raises Refused."""
        now = latest_cells(entries)
        status = now["status"]
        if not status or (row.identity and row.sent.get(LAST) == ""):  # nothing stood in what was sent
            raise Refused("rejected", "勾了“无变化”，可是还没有报过，请选状态、写情况。", "same")
        if status in _FINAL or status == "已完成":
            return _Claim(item, node, unit, {}, None)
        asks = list(row.asks)
        last = entries[-1]
        taken = (last.note or "").startswith(NO_CHANGE)
        day = self.day(row.values.get("reported_on", ""))
        if not row.identity and day is None:
            raise Refused(
                "rejected", "没有识别列，“无变化”看不出是哪一次填的；请写明填报日期。", "reported_on"
            )
        if row.identity and row.sent.get(LAST, "") != mark_of(entries):
            if taken:
                return _Claim(item, node, unit, {}, None)
            reason = f"分发以后计划里又记了一条（{last.day}，{last.status}），“无变化”说的不是它，没有写入"
            raise Refused("conflict", reason, "same", note=_ASK_THE_UNIT)
        if taken and last.day == (day or self.on):
            return _Claim(item, node, unit, {}, None)
        if status == "延期":  # the office's word: the unit's own is what it said before
            now = own_words(entries)
            asks.append(f"办公室同意了延期，“无变化”按“{now['status']}”记")
        entry = self.entry(row, item, node, unit, now | {"note": f"{NO_CHANGE}{now['note']}"})
        self.check_order(entry, entries)
        return _Claim(item, node, unit, {"same": TICK}, entry, tuple(asks))

    def settled(self, row: ReturnedRow) -> ReturnedRow:
        """The row with each day in whole: what was typed without a year is the one day it can be. Raises Refused.

        What comes back has happened: not before the plan, not after today. The day an extension is asked for is to
        come, within a year.
        """
        values, asks = dict(row.values), list(row.asks)
        for key, forms in row.unsettled.items():
            first, last = earliest_day(self.reading.plan), self.on
            if key == "asked_until":
                first, last = self.on, self.on + timedelta(days=365)
            day, possible, found = one_day(forms, first, last)
            if day is None:
                reason = why_not(key, forms[0], found, possible, first, last)
                raise Refused("rejected", reason, key)
            values[key] = str(day)
            asks.append(f"{HEADINGS[key]}“{forms[0]}”按 {day} 记")
        changed = {key for key in row.unsettled if not row.was_sent(key, values[key])}
        return replace(row, values=values, changed=row.changed | changed, unsettled={}, asks=tuple(asks))

    def check_read(self, row: ReturnedRow, changes: Mapping[str, str]) -> None:
        """A row of which only a part could be read is not what the unit said. Raises Refused."""
        unread = [key for key in _WHOLE if key not in row.values]
        if set(unread) & set(row.unread) or (unread and changes):
            names = "、".join(HEADINGS[key] for key in unread)
            raise Refused("rejected", f"“{names}”没有读懂，整行没有写入；改好后再汇总。", unread[0])
        if row.unread and not row.changed & set(_TELLING):  # else what could be read stands already
            raise Refused("rejected", f"“{HEADINGS[row.unread[0]]}”没有读懂，没有写入。", row.unread[0])

    def check_untouched(self, row: ReturnedRow, changes: Mapping[str, str], now: Mapping[str, str]) -> None:
        """What the unit changed must stand in the plan as it was sent; without its identity, not at all."""
        if now["status"] in _FINAL:
            raise Refused("conflict", f"办公室已记为“{now['status']}”，单位的填报没有写入。", "status")
        for key in (key for key in _STANDING if row.identity and key not in changes):
            if not row.was_sent(key, now[key]) and not same(key, row.values[key], now[key]):
                reason = f"分发以后计划里“{HEADINGS[key]}”已改为“{now[key] or '空'}”，这一行没有写入"
                raise Refused("conflict", reason, key, note=_ASK_THE_UNIT)
        for key, text in changes.items():
            if row.was_sent(key, now[key]) if row.identity else not now[key]:
                continue
            since = "分发以后计划里已记为" if row.identity else "计划里已记为"
            reason = f"“{HEADINGS[key]}”{since}“{now[key] or '空'}”，这里填的是“{text or '空'}”，没有写入"
            raise Refused("conflict", reason, key, note="要以这里的为准，请用 ledger update 记一条。")

    def check_order(self, entry: Progress, entries: Sequence[Progress]) -> None:
        """What is said later must be dated so. Raises Refused."""
        if entries and entry.day < entries[-1].day:
            reason = f"填报日期 {entry.day} 早于计划里已记的那一条（{entries[-1].day}），请核对后改过再汇总。"
            raise Refused("rejected", reason, "reported_on")

    def entry(
        self, row: ReturnedRow, item: Item, node: Node, unit: str, cells: Mapping[str, str]
    ) -> Progress:
        """The new entry: what stood, with what the unit changed."""
        status = cells["status"]
        if not status:
            raise Refused("rejected", _NO_STATUS, "status")
        if status in OFFICE_STATUSES:
            raise Refused("rejected", f"状态还是办公室记的“{status}”，请选现在的状态。", "status")
        asked = cells["asked_until"] if status == "申请延期" or "asked_until" in row.changed else ""
        day = self.day(row.values.get("reported_on", "")) or self.on
        several = node.occurrence or len(self.items.nodes[item.no]) > 1
        fields: dict[str, object] = {
            "日期": day,
            "单位": unit,
            "状态": status,
            "情况": cells["note"],
            "存在问题": cells["problem"],
            "下一步": cells["next_step"],
            "需协调事项": cells["needs"] or (SETTLED if "needs" in row.changed else ""),
            "申请延期至": self.day(asked),
            "完成日期": self.day(cells["finished_on"]),
            "对应节点": node.name if several else None,
            "佐证": evidence_of(cells["evidence"]),
            "填报人": row.values.get("reporter") or cells["reporter"],
        }
        entry = Progress.model_validate({key: value for key, value in fields.items() if value})
        for fault in entry_faults(self.case(item), entry):
            if fault.grave or fault.code in _NOT_FROM_A_UNIT:
                raise Refused("rejected", f"{fault.message}，没有写入。{fault.hint}", _COLUMN[fault.field])
        return entry

    def day(self, words: str) -> date | None:
        return parse_day(words) if words else None
