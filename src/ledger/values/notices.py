"""督办单, 提醒: what one unit is told on a day, and the sentences that every form of it shares.

A notice holds nobody's telephone number and no address: those stay with the sender.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ledger.values.duty import Duty
from ledger.values.supervision import Letter
from ledger.values.words import called, day_words, days_words, long_day, role_words, state_words, task_words

Outcome = Literal["sent", "failed", "doubtful"]
"""`doubtful`: it may have arrived and may not; never sent again unasked."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One Duty told of, with what the unit needs to recognise it. `to` is where a 报送 is handed in; `problem` and
    `needs` are what the unit itself said last."""

    duty: Duty
    plan_title: str
    to: str | None = None
    problem: str = ""
    needs: str = ""

    @property
    def title(self) -> str:
        """`《…》第4项 行政处罚信息公开：补录完成`."""
        return f"《{self.plan_title}》{self.called}"

    @property
    def called(self) -> str:
        """`第4项 行政处罚信息公开：补录完成`, where one plan is spoken of."""
        place = f"（报至{self.to}）" if self.to else ""
        return f"{called(self.duty.no)} {task_words(self.duty)}{place}"

    @property
    def standing(self) -> str:
        """`期限 2022-10-31，逾期 5 天；本单位职责：牵头；目前状态：推进中`."""
        duty = self.duty
        return (
            f"期限 {day_words(duty)}，{days_words(duty)}；"
            f"本单位职责：{self.role}；目前状态：{state_words(duty)}"
        ) + "".join(f"；{words}" for words in self.reported)

    @property
    def reported(self) -> tuple[str, ...]:
        """`所报存在问题：…`, what the unit said of it, as it stands in a 督办单."""
        said = (("所报存在问题", self.problem), ("所报需协调事项", self.needs))
        return tuple(f"{label}：{words.rstrip('。；')}" for label, words in said if words)

    @property
    def role(self) -> str:
        """本单位职责; a unit that reported without being named has none in the document."""
        return role_words(self.duty) or "文件未列明"

    @property
    def key(self) -> str:
        """Twelve hex digits for the matter itself, whichever light it has: what the sent-log keeps."""
        duty = self.duty
        matter = [duty.plan, str(duty.no), duty.kind, duty.what, str(duty.due)]
        return hashlib.sha256(json.dumps(matter, ensure_ascii=False).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Notice:
    """What `unit` is told on `on`: red duties (`late`), amber ones (`soon`), each soonest first.

    `within` is days ahead; `workdays` the working days they were counted from, None for plain days.
    `issuer` signs: the 印发单位 of the plans, where they agree. `letter` is what a 督办单 has besides.
    """

    region: str | None
    unit: str
    on: date
    within: int
    late: tuple[NoticeLine, ...]
    soon: tuple[NoticeLine, ...]
    plans: tuple[str, ...]
    workdays: int | None = None
    issuer: str | None = None
    letter: Letter | None = None

    @property
    def lines(self) -> tuple[NoticeLine, ...]:
        return (*self.late, *self.soon)

    def only(self, lines: tuple[NoticeLine, ...]) -> Notice:
        """The same notice, telling of `lines` alone, which are some of its own."""
        kept = set(map(id, lines))
        return replace(
            self,
            late=tuple(line for line in self.late if id(line) in kept),
            soon=tuple(line for line in self.soon if id(line) in kept),
        )

    @property
    def span(self) -> str:
        """`30 天内`, `10 个工作日内`."""
        return f"{self.within} 天内" if self.workdays is None else f"{self.workdays} 个工作日内"

    @property
    def headings(self) -> tuple[tuple[str, tuple[NoticeLine, ...]], ...]:
        """`一、已逾期 2 项` and `二、30 天内到期 1 项` with their lines; an empty one is left out."""
        parts = [("已逾期", self.late), (f"{self.span}到期", self.soon)]
        told = [(title, lines) for title, lines in parts if lines]
        numbered = zip("一二", told, strict=False)
        return tuple((f"{number}、{title} {len(lines)} 项", lines) for number, (title, lines) in numbered)

    @property
    def counts(self) -> str:
        """`逾期 2 项，30 天内到期 1 项`."""
        late = f"逾期 {len(self.late)} 项" if self.late else ""
        soon = f"{self.span}到期 {len(self.soon)} 项" if self.soon else ""
        return "，".join(part for part in (late, soon) if part)

    @property
    def subject(self) -> str:
        """One line, for the subject of a mail and the name of a file's first line."""
        return f"任务提醒：{self.unit}{self.counts}（{self.on}）"

    @property
    def opening(self) -> str:
        """The sentence that says how matters stand and what is asked for."""
        ask = "请抓紧办理，并及时反馈办理情况。" if self.late else "请按期办理，并及时反馈办理情况。"
        return f"经查工作台账，截至{long_day(self.on)}，你单位承担的任务中，{self.counts}。{ask}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one message: to whom (`to` is fit to be shown), with how many matters, and why not."""

    region: str | None
    unit: str
    to: str
    count: int
    outcome: Outcome
    reason: str = ""
