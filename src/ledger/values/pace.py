"""序时进度: how far a unit should be with a task in stages, and how far it says it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Standing = Literal["behind", "slow", "on", "ahead"]
STANDING_WORDS: dict[Standing, str] = {"behind": "滞后", "slow": "慢于序时", "on": "正常", "ahead": "超前"}
SLOWEST_FIRST: tuple[Standing, ...] = ("behind", "slow", "on", "ahead")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """One unit's way through the stages of one task, on a day.

    `owed` is what the last stage by now past asks for, in words; `reached` the last that was reported done. With stages
    in percent: `target` is the percent of the stage past, `expected` what the days between two stages come to,
    `reported` what the unit said last (on `said_on`) or the stage it has done; None where nothing was said.
    """

    plan: str
    region: str | None
    no: int | str
    name: str
    hint: str
    unit: str
    standing: Standing
    owed: str
    reached: str
    since: date | None  # the day of the stage past
    target: float | None = None
    expected: float | None = None
    reported: float | None = None
    said_on: date | None = None

    @property
    def should(self) -> str:
        """`70%（9月底前完成70%）`, `完成招标`: what is asked for by now."""
        if self.target is None:
            return self.owed
        slow = self.standing == "slow"
        return f"{percent_words(self.expected)}（按时间折算）" if slow else percent_words(self.target)

    @property
    def has(self) -> str:
        """`45%`, or the stage done last."""
        if self.target is None:
            return self.reached or "没有报过完成的节点"
        return percent_words(self.reported) if self.reported is not None else "没有报过"

    @property
    def gap(self) -> str:
        """`滞后 25 个百分点`, `滞后`."""
        word = STANDING_WORDS[self.standing]
        wanted = self.expected if self.standing == "slow" else self.target
        if self.standing not in ("behind", "slow") or wanted is None:
            return word
        return f"{word} {round(wanted - (self.reported or 0), 1):g} 个百分点"


def percent_words(value: float | None) -> str:
    return "" if value is None else f"{round(value, 1):g}%"
