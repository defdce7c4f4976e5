"""What `office.yaml` holds: the office's own settings. All of it is optional."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from ledger.record.model import Record
from ledger.record.scalars import Day, Name, Names, Number, Text


def _to_points(value: Any) -> Any:
    """Points may have a sign and decimals: 2, -0.5, +1."""
    if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
        return float(value)
    text = value.strip() if isinstance(value, str) else ""
    if re.fullmatch(r"[+-]?\d{1,6}(\.\d{1,3})?", text) and math.isfinite(float(text)):
        return float(text)
    raise PydanticCustomError("ledger_points", "not a number of points")


Points = Annotated[float, BeforeValidator(_to_points)]


def _one_day_or_more(value: Any) -> Any:
    return [value] if isinstance(value, (str, date)) else value


Days = Annotated[tuple[Day, ...], BeforeValidator(_one_day_or_more)]


class WorkingDays(Record):
    """工作日: days that differ from the official calendar, as a notice of this place says."""

    off: Days = Field((), alias="放假")
    on: Days = Field((), alias="上班")


class Reminders(Record):
    """提醒: how many days ahead `remind` speaks."""

    days_ahead: Number | None = Field(None, alias="提前天数", ge=0, le=366)


class Desk(Record):
    """交回: where a filled workbook and the answer to a 督办单 go, to whom, and how many days after they were sent."""

    place: Text | None = Field(None, alias="交至")
    person: Text | None = Field(None, alias="联系人")
    phone: Text | None = Field(None, alias="电话")
    days: Number | None = Field(None, alias="期限天数", ge=0, le=366)


class Supervision(Record):
    """督办: the word before 〔year〕, days within which a 督办单 is answered, and the colours it takes, the first time,
    the second …; without them it has none."""

    mark: Name = Field("督办", alias="字号")
    days: Number | None = Field(None, alias="答复天数", ge=0, le=366)
    colours: Names = Field((), alias="升级")


def _to_zone(value: Any) -> Any:
    """The name of a time zone that this machine knows, such as Asia/Urumqi."""
    name = value.strip() if isinstance(value, str) else ""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        if name != "Asia/Shanghai":  # known also where no zones are installed
            raise PydanticCustomError("ledger_zone", "not a time zone") from None
    return name


Zone = Annotated[str, BeforeValidator(_to_zone)]


class GivenPoints(Record):
    """加减分: points the office gives by hand, with the reason that stands in the report."""

    unit: Name = Field(alias="单位")
    points: Points = Field(alias="分值")
    reason: Name = Field(alias="原因")
    day: Day | None = Field(None, alias="日期")
    plan: Text | None = Field(None, alias="计划")


class LowerOffice(Record):
    """汇总来源: a lower office, and the file in which its report comes; its place is beside `office.yaml`."""

    name: Name = Field(alias="名称")
    file: Name = Field(alias="文件")


class OfficeFile(Record):
    """`office.yaml`, whole.

    考核 is a table: what happened → points; a kind with a role behind it (未办结（配合）) is for that role alone.
    考核权重 is plan 编号 → 序号 (or 报1) → what the points of that task are multiplied by.
    """

    working_days: WorkingDays = Field(default_factory=lambda: WorkingDays(), alias="工作日")
    points: dict[Name, Points] = Field({}, alias="考核")
    weights: dict[Name, dict[Name, Points]] = Field({}, alias="考核权重")
    given: tuple[GivenPoints, ...] = Field((), alias="加减分")
    reminders: Reminders = Field(default_factory=lambda: Reminders(), alias="提醒")
    time_zone: Zone | None = Field(None, alias="时区")
    supervision: Supervision = Field(default_factory=lambda: Supervision(), alias="督办")
    lower: tuple[LowerOffice, ...] = Field((), alias="汇总来源")
    desk: Desk = Field(default_factory=lambda: Desk(), alias="交回")

    @property
    def overrides(self) -> dict[date, bool]:
        """Day → whether it is a working day, for the days the office says something about.

        A day named in both lists is a working day.
        """
        return dict.fromkeys(self.working_days.off, False) | dict.fromkeys(self.working_days.on, True)
