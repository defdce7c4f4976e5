"""A plan's words understood, as they stand on a day: who carries each item, and its milestones.

An item is a task, or a 报送 (addressed 报1, 报2 …). What the office decides (分办, 默认时限, 调整) is laid
over the document's words here and nowhere else, and is marked with the source `office`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ledger import lazy_re
from ledger.duty.directory import ALL_LEADS, ALL_NAMED, UnitDirectory
from ledger.values.grouped import grouped
from ledger.words.meanings import DeadlineReading, Milestone, Party, Responsibility
from ledger.words.understood import read_deadline, read_responsibility

if TYPE_CHECKING:
    from ledger.record.model import Adjustment, Plan, Progress, ReportingDuty, Roles, Task

ASSIGNED = "办公室分办"
NO_ITEM = ""  # is the number of none
_HINT = 12  # characters of a task's text, to tell it from another of the same name
_BREAK = lazy_re.compile(r"[。；;，,：:\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One task or 报送, understood as of a day.

    `milestones` are all there are, `original` those of the document where an adjustment replaced them.
    `words` are the document's responsibility words, `deadline` its deadline words.
    """

    no: int | str
    name: str
    is_reporting: bool
    words: str
    deadline: str
    responsibility: Responsibility
    milestones: tuple[Milestone, ...]
    original: tuple[Milestone, ...]
    readings: tuple[DeadlineReading, ...]
    scope: Mapping[str, tuple[str, ...]]
    progress: tuple[Progress, ...]
    if_missed: str | None
    adjustment: Adjustment | None
    starts: date | None = None  # 起始: it owes nothing before
    given: date | None = None  # 交办日期: the day it was given to the units
    leader: str = ""  # 责任领导, by the key or by the issued table's own column
    origin: str = ""  # 来源, likewise
    receiver: str = ""  # 报至 of a 报送, by its official name where it is a unit
    hint: str = ""  # the first words of 任务内容, where another task of the plan has the same name


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A plan, its directory, and its items as they stand on a day."""

    plan: Plan
    directory: UnitDirectory
    items: tuple[Item, ...]
    # Whom 牵头单位, 责任单位 mean here: every unit that leads, or carries, a task, by official name, and since when, None
    # for all along. 责任单位 only where a group of the directory is that.
    by_word: Mapping[str, Mapping[str, date | None]]
    overrides: Mapping[date, bool] = field(default_factory=dict)  # the office's own working days

    def group_name(self, name: str) -> str:
        """The declared name of a group, however a task spells it."""
        group = self.directory.group(name)
        return group.name if group else name

    def as_written(self, name: str) -> str:
        """A former name (曾用名) as it is, so that units merged since stay apart; else the official name."""
        return name if self.directory.find(name).how == "former" else self.directory.official(name)


def read_items(
    plan: Plan,
    directory: UnitDirectory,
    on: date,
    overrides: Mapping[date, bool] | None = None,
    *,
    before: PlanReading | None = None,
    only: str | None = None,
) -> PlanReading:
    """Understand every task and 报送 of `plan` with the adjustments in force on `on`.

    `before`: the reading of the plan as it was before an edit, on the same day with the same directory and
    overrides; tasks that are the very same are not understood again. `only` is the number of the one item that
    is asked about (NO_ITEM: none): the reading holds no other, except where a group of the directory is whoever leads,
    or carries, any.
    """
    words = [word for word in (ALL_LEADS, ALL_NAMED) if any(g.members == word for g in directory.groups)]
    if only != NO_ITEM and words:
        only = None
    wanted = [task for task in plan.tasks if only in (None, str(task.no))]
    known = _understood(before, plan) if before else {}
    names = {task.name for task in wanted}
    hints = _hints(task for task in plan.tasks if task.name in names)
    tasks = [known.get(id(task)) or _read_task(plan, task, directory, on, overrides) for task in wanted]
    tasks = [
        item if item.hint == (hint := hints.get(task.no, "")) else replace(item, hint=hint)
        for item, task in zip(tasks, wanted, strict=True)
    ]
    reporting = [
        _read_reporting(plan, f"报{n}", duty, directory, overrides)
        for n, duty in enumerate(plan.reporting, 1)
        if only in (None, f"报{n}")
    ]
    by_word: dict[str, dict[str, date | None]] = {}
    for word in dict.fromkeys((ALL_LEADS, *words)):
        named = by_word[word] = {}
        for task, item in zip(wanted, tasks, strict=True):
            for unit, since in _since(word, plan, task, item, directory, on):
                known_since = named.get(unit, since)
                named[unit] = min(known_since, since) if known_since and since else None
    return PlanReading(plan, directory, (*tasks, *reporting), by_word, overrides or {})


def _since(
    word: str, plan: Plan, task: Task, item: Item, directory: UnitDirectory, on: date
) -> Iterable[tuple[str, date | None]]:
    """Who leads a task (carries it, where `word` is 责任单位), and since when: the day it was given (交办日期), or that of
    the later notice (调整) which named whom the document had not. None for all along."""
    units = _meant(word, item.responsibility, directory, item.scope)
    turned = [a for a in task.adjustments if a.responsibility is not None and a.day <= on]
    before = read_parties(task.responsibility, plan, directory) if turned else item.responsibility
    first = _meant(word, before, directory, item.scope)
    day = max(turned, key=lambda a: a.day).day if turned else None
    for unit in units:
        yield unit, item.given if unit in first or day is None else max(day, item.given or day)


def _meant(
    word: str, said: Responsibility, directory: UnitDirectory, scope: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """The units that `said` has lead, or all it names, with the members of its groups as far as they are listed."""
    if word == ALL_LEADS:
        return [directory.official(p.name) for p in said.parties if p.role == "lead" and not p.group]
    found = ((directory.members(p.name, scope) or ()) if p.group else (p.name,) for p in said.parties)
    return [directory.official(name) for names in found for name in names]


def with_entries(reading: PlanReading, entries: Iterable[tuple[int | str, Progress]]) -> PlanReading:
    """The reading of the plan with these entries of 进展 behind those it has, by number of the item: no word of the
    document is understood again."""
    more = grouped(entries, lambda pair: pair[0])
    items = (
        replace(i, progress=(*i.progress, *(entry for _, entry in more[i.no]))) if i.no in more else i
        for i in reading.items
    )
    return replace(reading, items=tuple(items))


def read_days(
    words: str,
    plan: Plan,
    *,
    given: date | None = None,
    begins: date | None = None,
    overrides: Mapping[date, bool] | None = None,
    **more: object,
) -> DeadlineReading:
    """Deadline words of a task of `plan`. One that was given on a day of its own (交办日期) counts from that day, in its
    year, and in the next where all days of that year were over before it was given."""

    def read(year: int) -> DeadlineReading:
        return read_deadline(
            words,
            year,
            issued=given or plan.issued,
            overrides=overrides,
            begins=begins or given,
            **more,  # type: ignore[arg-type]
        )

    if given is None:
        return read(plan.year)
    found = read(given.year)
    days = [milestone.day_due for milestone in found.milestones if milestone.day_due]
    if not days or max(days) >= given:
        return found
    later = read(given.year + 1)
    return later if later.milestones != found.milestones else found


def leader_of(task: Task) -> str:
    """责任领导: the key, else the cell under the issued table's own column of leaders (牵头领导, 县级领导 …)."""
    return task.leader or "、".join(
        dict.fromkeys(words for head, words in task.other.items() if "领导" in head)
    )


def origin_of(task: Task) -> str:
    """来源: the key, else the cell under the issued table's own column (任务来源, 事项来源)."""
    return task.source or "；".join(words for head, words in task.other.items() if head.endswith("来源"))


def _hints(tasks: Iterable[Task]) -> dict[int, str]:
    """By 序号, of the tasks whose name is not theirs alone: what their text begins with besides the name. Where that is
    the same too, the number alone tells them apart."""
    return {
        task.no: hint
        for same in grouped(tasks, lambda task: task.name).values()
        if len(same) > 1
        for task in same
        if (hint := _first_words(task))
    }


def _first_words(task: Task) -> str:
    text = task.content.strip()
    text = text.removeprefix(task.name).lstrip("。：:，,；; \n") or text
    first = _BREAK.split(text, maxsplit=1)[0]
    return f"{first[:_HINT]}…" if len(first) > _HINT else first


def _understood(before: PlanReading, plan: Plan) -> dict[int, Item]:
    """The items of a reading by the identity of their tasks; none where the plan's own rules were changed."""
    rules = [name for name in type(plan).model_fields if name not in ("tasks", "reporting")]
    if any(getattr(plan, name) != getattr(before.plan, name) for name in rules):
        return {}
    items = {item.no: item for item in before.items}
    return {id(task): items[task.no] for task in before.plan.tasks if task.no in items}


def same_until(plan: Plan, on: date) -> tuple[date, date]:
    """The days around `on`, both included, on which `read_items` gives the same reading: what depends on
    the day is which adjustments are in force."""
    turns = sorted({change.day for task in plan.tasks for change in task.adjustments})
    after = next((day for day in turns if day > on), None)
    before = max((day for day in turns if day <= on), default=date.min)
    return before, after - timedelta(days=1) if after else date.max


def in_force(adjustments: tuple[Adjustment, ...], on: date) -> Adjustment | None:
    """What the adjustments up to `on` add up to: a later one counts, field by field."""
    seen = sorted((a for a in adjustments if a.day <= on), key=lambda a: a.day)
    if not seen:
        return None
    deadline = next((a.deadline for a in reversed(seen) if a.deadline is not None), None)
    units = next((a.responsibility for a in reversed(seen) if a.responsibility is not None), None)
    from ledger.record.model import Adjustment

    return Adjustment(day=seen[-1].day, basis=seen[-1].basis, deadline=deadline, responsibility=units)


def read_parties(
    value: str | Roles | None, plan: Plan, directory: UnitDirectory, *, ruled: bool = True
) -> Responsibility:
    """Responsibility words; where `ruled`, under the rules for every task of the plan (首位牵头, 共同责任单位)."""

    def understand(words: str | Roles | None, first_leads: bool) -> Responsibility:
        return read_responsibility(
            words, known=directory.known_names, groups=directory.group_names, first_leads=first_leads
        )

    reading = understand(value, ruled and plan.first_leads)
    if not ruled or plan.shared is None:
        return reading
    role = "support" if reading.lead else "responsible"
    named = {party.name for party in reading.parties}
    added = tuple(
        Party(party.name, role, party.word, party.group)  # type: ignore[arg-type]
        for party in understand(plan.shared, False).parties
        if party.name not in named
    )
    return replace(reading, parties=reading.parties + added)


def _read_task(
    plan: Plan, task: Task, directory: UnitDirectory, on: date, overrides: Mapping[date, bool] | None
) -> Item:
    from ledger.record.model import Roles, words_of

    adjustment = in_force(task.adjustments, on)
    adjusted_units = adjustment.responsibility if adjustment else None
    responsibility = read_parties(adjusted_units or task.responsibility, plan, directory)
    if task.assigned is not None:
        assigned = Roles(lead=task.assigned.lead, support=task.assigned.support)
        extra = read_parties(assigned, plan, directory, ruled=False).parties
        parties = tuple(replace(party, word=ASSIGNED) for party in extra)
        responsibility = replace(responsibility, parties=responsibility.parties + parties)

    def read(words: str, **more: object) -> DeadlineReading:
        return read_days(words, plan, given=task.given, begins=task.begins, overrides=overrides, **more)

    column = read(task.deadline) if task.deadline else None
    changed = read(adjustment.deadline, source="office") if adjustment and adjustment.deadline else None
    extras = [read(extra.deadline, source="extra", what=extra.what) for extra in task.extra]
    readings = [reading for reading in (changed or column, *extras) if reading]
    milestones = _distinct(readings)
    if plan.default_deadline and not any(m.day_due or m.recurring for m in milestones):
        default = read(plan.default_deadline, source="office")
        readings.append(default)
        milestones = _distinct(readings)
    return Item(
        no=task.no,
        name=task.name,
        is_reporting=False,
        words=words_of(task.responsibility),
        deadline=task.deadline or "",
        responsibility=responsibility,
        milestones=milestones,
        original=column.milestones if column and changed else (),
        readings=tuple(readings),
        scope=task.scope,
        progress=task.progress,
        if_missed=None,
        adjustment=adjustment,
        starts=task.starts,
        given=task.given,
        leader=leader_of(task),
        origin=origin_of(task),
    )


def _read_reporting(
    plan: Plan, no: str, duty: ReportingDuty, directory: UnitDirectory, overrides: Mapping[date, bool] | None
) -> Item:
    from ledger.record.model import words_of

    reading = read_days(duty.deadline, plan, begins=duty.begins, overrides=overrides)
    return Item(
        no=no,
        name=duty.what,
        is_reporting=True,
        words=words_of(duty.units),
        deadline=duty.deadline,
        responsibility=read_parties(duty.units, plan, directory, ruled=False),
        milestones=_distinct([reading]),
        original=(),
        readings=(reading,),
        scope={},
        progress=duty.progress,
        if_missed=duty.if_missed,
        adjustment=None,
        starts=duty.starts,
        receiver=directory.official(duty.to or ""),
    )


def _distinct(readings: list[DeadlineReading]) -> tuple[Milestone, ...]:
    """Every milestone once: same kind, day and `what` is the same milestone."""
    milestones = (milestone for reading in readings for milestone in reading.milestones)
    return tuple(same[0] for same in grouped(milestones, lambda milestone: milestone.identity).values())
