"""What a plan file holds. Keys are Chinese, one name for one thing, defined here as pydantic aliases.

Every scalar arrives as text, as written; only the model makes numbers and days of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from ledger.record.scalars import Day, Flag, Name, Names, Number, Text, Year

Status = Literal["未启动", "推进中", "已完成", "申请延期", "已销号", "退回", "延期", "已取消"]


class Record(BaseModel):
    """Frozen, unknown keys refused, filled by Chinese key (or by English name in code)."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_absent(cls, value: Any) -> Any:
        """A key with nothing after it says nothing; an unknown one stays, to be refused."""
        if not isinstance(value, dict) or None not in value.values():
            return value
        known = {name for key, field in cls.model_fields.items() for name in (key, field.alias)}
        return {key: inner for key, inner in value.items() if inner is not None or key not in known}


def _words_or_roles(value: Any) -> str:
    return "words" if isinstance(value, str) else "roles"


class Roles(Record):
    """责任单位 spelt out, where words won't do; also 分办."""

    lead: Names = Field((), alias="牵头")
    support: Names = Field((), alias="配合")
    responsible: Names = Field((), alias="责任")

    @property
    def words(self) -> str:
        """The roles as a document would print them."""
        parts = (("牵头单位", self.lead), ("配合单位", self.support), ("责任单位", self.responsible))
        return "；".join(f"{label}：{'、'.join(names)}" for label, names in parts if names)


class Assignment(Record):
    """分办: whom the office gives a task that names nobody."""

    lead: Names = Field((), alias="牵头")
    support: Names = Field((), alias="配合")


WordsOrRoles = Annotated[
    Annotated[Text, Tag("words")] | Annotated[Roles, Tag("roles")], Discriminator(_words_or_roles)
]


def words_of(value: str | Roles | None) -> str:
    """Responsibility as words, however it was written."""
    return value.words if isinstance(value, Roles) else value or ""


class ExtraMilestone(Record):
    """补充节点: a date that stands only in the text."""

    what: Name = Field(alias="事项")
    deadline: Name = Field(alias="期限")


class Adjustment(Record):
    """调整: what a later notice changed. The document's words stay; the latest in force counts."""

    day: Day = Field(alias="日期")
    basis: Name = Field(alias="依据")
    deadline: Name | None = Field(None, alias="时间节点")
    responsibility: WordsOrRoles | None = Field(None, alias="责任单位")


class Progress(Record):
    """进展: one dated entry by one unit, or (without 单位) by the office for the whole task."""

    day: Day = Field(alias="日期")
    unit: Name | None = Field(None, alias="单位")
    status: Status = Field(alias="状态")
    note: Text | None = Field(None, alias="情况")
    problem: Text | None = Field(None, alias="存在问题")
    next_step: Text | None = Field(None, alias="下一步")
    needs: Text | None = Field(None, alias="需协调事项")
    done_on: Day | None = Field(None, alias="完成日期")
    milestone: Name | None = Field(None, alias="对应节点")
    asked_until: Day | None = Field(None, alias="申请延期至")
    extend_to: Day | None = Field(None, alias="延期至")
    reason: Text | None = Field(None, alias="原因")
    approver: Text | None = Field(None, alias="批准人")
    evidence: Names = Field((), alias="佐证")
    reporter: Text | None = Field(None, alias="填报人")


class Task(Record):
    """任务: the smallest numbered or separately attributed piece of work. 其他 are the cells under the issued table's
    own columns (责任人, 目标 …), by heading; kept as written, never understood."""

    no: Number = Field(alias="序号")
    section: Names = Field((), alias="章节")
    original_no: Text | None = Field(None, alias="原编号")
    name: Name = Field(alias="任务名称")
    content: Text = Field("", alias="任务内容")
    responsibility: WordsOrRoles | None = Field(None, alias="责任单位")
    leader: Text | None = Field(None, alias="责任领导")
    deadline: Text | None = Field(None, alias="时间节点")
    extra: tuple[ExtraMilestone, ...] = Field((), alias="补充节点")
    assigned: Assignment | None = Field(None, alias="分办")
    scope: dict[Name, Names] = Field({}, alias="范围")
    adjustments: tuple[Adjustment, ...] = Field((), alias="调整")
    starts: Day | None = Field(None, alias="起始")
    begins: Day | None = Field(None, alias="起算")
    source: Text | None = Field(None, alias="来源")
    given: Day | None = Field(None, alias="交办日期")
    carried_from: Text | None = Field(None, alias="结转自")
    remark: Text | None = Field(None, alias="备注")
    other: dict[Name, Text] = Field({}, alias="其他")
    progress: tuple[Progress, ...] = Field((), alias="进展")

    @property
    def numbered_name(self) -> str:
        """The name behind its 原编号, where that is not 序号 once more: `1.` beside 1."""
        printed = self.original_no or ""
        same = unicodedata.normalize("NFKC", printed).strip("、.,。: ") == str(self.no)
        return self.name if same else printed + self.name


class ReportingDuty(Record):
    """报送: what the plan asks units to hand in to someone on dates."""

    what: Name = Field(alias="事项")
    units: WordsOrRoles = Field(alias="单位")
    to: Text | None = Field(None, alias="报至")
    deadline: Name = Field(alias="期限")
    starts: Day | None = Field(None, alias="起始")
    begins: Day | None = Field(None, alias="起算")
    method: Text | None = Field(None, alias="方式")
    attachment: Text | None = Field(None, alias="附件")
    if_missed: Text | None = Field(None, alias="逾期视为")
    progress: tuple[Progress, ...] = Field((), alias="进展")


class Plan(Record):
    """工作计划: one issued document, one YAML file. 栏目 are the headings of the issued table, in order, 注
    the notes below it."""

    id: Name = Field(alias="编号")
    title: Name = Field(alias="标题")
    short: Text | None = Field(None, alias="简称")
    region: Text | None = Field(None, alias="地区")
    year: Year = Field(alias="年度")
    rolling: Flag = Field(False, alias="滚动")
    issuer: Text | None = Field(None, alias="印发单位")
    number: Text | None = Field(None, alias="文号")
    issued: Day | None = Field(None, alias="印发日期")
    basis: Names = Field((), alias="依据")
    source: Text | None = Field(None, alias="来源")
    attachment: Text | None = Field(None, alias="附件")
    first_leads: Flag = Field(False, alias="首位牵头")
    shared: WordsOrRoles | None = Field(None, alias="共同责任单位")
    default_deadline: Name | None = Field(None, alias="默认时限")
    archived: Day | None = Field(None, alias="归档")
    columns: Names = Field((), alias="栏目")
    notes: Names = Field((), alias="注")
    tasks: tuple[Task, ...] = Field(alias="任务", min_length=1)
    reporting: tuple[ReportingDuty, ...] = Field((), alias="报送")

    def find(self, no: int | str) -> Task | ReportingDuty | None:
        """The task numbered `no`, or the 报送 addressed as 报1, 报2 …; None when there is none."""
        global _numbered
        tasks, reporting, known = _numbered
        if tasks is not self.tasks or reporting is not self.reporting:
            known = dict(self.items())
            _numbered = (self.tasks, self.reporting, known)
        return known.get(no)

    def items(self) -> Iterator[tuple[int | str, Task | ReportingDuty]]:
        """Every task by 序号, then every 报送 by its address."""
        yield from ((task.no, task) for task in self.tasks)
        yield from ((f"报{n}", duty) for n, duty in enumerate(self.reporting, 1))

    @property
    def first_day(self) -> date:
        """The day occurrences are counted from: 印发日期, without it 01-01 of 年度."""
        return self.issued or date(self.year, 1, 1)


# The tasks and 报送 of the plan last asked, by number: whoever asks for one asks for all of them in turn. Not kept in the
# plan, where a copy with other tasks would take it along.
_numbered: tuple[tuple[Task, ...], tuple[ReportingDuty, ...], dict[int | str, Task | ReportingDuty]] = (
    (),
    (),
    {},
)
