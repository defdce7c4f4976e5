"""督查通报 and 考核 as values: what `questions/report` answers and `views/` and `files/` write.

Three things are counted, and every figure says which: a task (任务，项), a milestone (节点，个: what one task
owes by one day, a line of `due`), a Duty (分工，件: one unit × one milestone). Each stands at exactly one
`Stage`, so the stages of a Tally add up to its total.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from ledger.values.duty import Duty
from ledger.values.pace import Pace

if TYPE_CHECKING:
    from ledger.values.lower import Lower

Stage = Literal["red", "amber", "green", "deemed", "undated", "unlisted", "done", "released", "cancelled"]
By = Literal["unit", "section", "plan"]
GIVEN = "加减分"  # a Reason of this kind was given by hand: its one item says why
STAGES: tuple[Stage, ...] = (
    "done", "red", "amber", "green", "undated", "deemed", "unlisted", "released", "cancelled",
)  # fmt: skip
STAGE_WORDS: dict[Stage, str] = {
    "done": "已办结",
    "red": "逾期",
    "amber": "临近到期",
    "green": "未到期",
    "undated": "持续推进或无期限",
    "deemed": "逾期视为",
    "unlisted": "范围未列明",
    "released": "随牵头办结",
    "cancelled": "已取消",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stand at each stage. `done_late` is the part of `done` that was done after its day."""

    red: int = 0
    amber: int = 0
    green: int = 0
    deemed: int = 0
    undated: int = 0
    unlisted: int = 0
    done: int = 0
    released: int = 0
    cancelled: int = 0
    done_late: int = 0

    @property
    def total(self) -> int:
        return sum(int(getattr(self, stage)) for stage in STAGES)

    @property
    def counted(self) -> int:
        """The base of 占比: all but what was cancelled."""
        return self.total - self.cancelled

    @property
    def share(self) -> float | None:
        """已办结占比, 0 to 1; None when there is nothing to do."""
        return self.done / self.counted if self.counted else None

    @property
    def all_done(self) -> bool:
        """Whether there was something to do and nothing of it is left."""
        return 0 < self.done == self.counted


def tally(stages: Iterable[tuple[Stage, bool]]) -> Tally:
    """Count (stage, done late) pairs."""
    counts: dict[str, int] = {}
    for stage, late in stages:
        counts[stage] = counts.get(stage, 0) + 1
        if stage == "done" and late:
            counts["done_late"] = counts.get("done_late", 0) + 1
    return Tally(**counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """节点: what one task owes by one day, with all who carry it (`duties`: those `due` would list).

    `name` is the task's, `what` the matter of this milestone. `done_late` is False unless done.
    """

    plan: str
    region: str | None
    no: int | str
    name: str
    what: str | None
    due: date | None
    section: str
    stage: Stage
    done_late: bool
    duties: tuple[Duty, ...]
    hint: str = ""  # the first words of a task whose name another task of the plan has too
    groups: tuple[str, ...] = ()  # groups that carry it and whose members nobody listed

    @property
    def day(self) -> date | None:
        """Where it stands in time: red always at a day that has passed, extended since or not."""
        missed = (duty.missed_day for duty in self.duties if duty.light == "red")
        return min(filter(None, missed), default=self.due)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line of the break-down: a unit (counting Duties), a section or a plan (counting tasks). `plan` is the plan
    of a section, "" for a unit."""

    region: str | None
    name: str
    counts: Tally
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """The milestones whose day (`Node.day`) lies in one month; `month` is its first day."""

    month: date
    counts: Tally


@dataclass(frozen=True, slots=True)
class Latest:
    """One progress entry as it came in."""

    day: date
    region: str | None
    plan: str
    no: int | str
    name: str
    unit: str | None
    status: str
    note: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a unit said last is in the way of something it still owes."""

    plan: str
    no: int | str
    name: str
    unit: str
    problem: str
    next_step: str
    needs: str


@dataclass(frozen=True, slots=True)
class Period:
    """What happened from one day to another, both inclusive: milestones due, Duties done, Duties that
    became late (their first late day lies in it) and are still open."""

    start: date
    end: date
    due: int
    done: int
    done_late: int
    became_late: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a unit has points: so many Duties of one kind at so many points each. `items` names them."""

    kind: str
    count: int
    points: float
    items: tuple[str, ...]

    @property
    def total(self) -> float:
        return self.count * self.points


@dataclass(frozen=True, slots=True)
class UnitScore:
    """考核 of one unit. `rank` counts from 1 within the region; equal totals share a rank."""

    region: str | None
    unit: str
    total: float
    rank: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The state of the work on a day.

    `late` are the red milestones, longest overdue first. `unlisted` are the groups without members: plan, group, tasks.
    `titles` has the plans by 编号, `names` what they are called where there are several, `whole_names` whatever stands beside them; `years` are those they
    are for. `whose` says which tasks, where it is not whole plans (张县长负责).
    """

    on: date
    within: int
    by: By
    titles: dict[str, str]
    names: dict[str, str]
    whole_names: dict[str, str]
    regions: tuple[str, ...]
    years: tuple[int, ...]
    issuers: tuple[str, ...]
    tasks: Tally
    milestones: Tally
    duties: Tally
    rows: tuple[ReportRow, ...]
    units: tuple[ReportRow, ...]
    nodes: tuple[Node, ...]
    months: tuple[Month, ...]
    latest: tuple[Latest, ...]
    scores: tuple[UnitScore, ...]
    unlisted: tuple[tuple[str, str, tuple[int | str, ...]], ...]
    period: Period | None = None
    whose: str = ""
    lower: tuple[Lower, ...] = ()  # what lower offices sent (汇总来源): in none of the counts above
    pace: tuple[Pace, ...] = ()  # 序时进度 of tasks in stages, the slowest first
    troubles: tuple[Trouble, ...] = ()

    @property
    def used_stages(self) -> list[Stage]:
        """The four that always show, and those that occur."""
        levels = (self.tasks, self.milestones, self.duties)
        return [s for s in STAGES if s in STAGES[:4] or any(getattr(counts, s) for counts in levels)]

    @property
    def late(self) -> tuple[Node, ...]:
        found = [node for node in self.nodes if node.stage == "red"]
        return tuple(sorted(found, key=self._by_day))

    @property
    def slow(self) -> tuple[Pace, ...]:
        """Who is behind a stage, then who is below what the days come to."""
        return tuple(pace for pace in self.pace if pace.standing in ("behind", "slow"))

    @property
    def later(self) -> tuple[Node, ...]:
        """What else is not done: due later, and what has no day at the end."""
        open_ones = [node for node in self.nodes if node.stage in ("green", "undated", "unlisted")]
        return tuple(sorted(open_ones, key=lambda node: (node.due is None, *self._by_day(node))))

    @property
    def soon(self) -> tuple[Node, ...]:
        """The amber milestones, soonest first."""
        found = [node for node in self.nodes if node.stage == "amber"]
        return tuple(sorted(found, key=self._by_day))

    def _by_day(self, node: Node) -> tuple[date, str, str]:
        return node.day or self.on, node.plan, str(node.no).zfill(6)
