"""The clock: today and now, where the office is and not where the machine thinks it is."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone, tzinfo
from pathlib import Path

from ledger.files.beside import find_beside
from ledger.problems import LedgerError

_HERE = "Asia/Shanghai"
_BEIJING = timezone(timedelta(hours=8), _HERE)  # no summer time since 1991; a system without zones has it too


def zone_of(path: Path) -> tzinfo:
    """The time zone of the office of the plan at `path`: 时区 in its `office.yaml`, else Beijing's."""
    settings = find_beside(path, "office")
    if settings is None:
        return _BEIJING
    from ledger.files.yaml.units_yaml import read_office

    try:
        office = read_office(settings).office
    except LedgerError:  # told where the settings are used
        return _BEIJING
    name = office.time_zone if office else None
    if name is None or name == _HERE:
        return _BEIJING
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def now(path: Path) -> str:
    """ISO time for the journal, fine enough to tell two writes of one second apart."""
    return datetime.now(zone_of(path)).isoformat(timespec="milliseconds")


def today(on: date | None, paths: Iterable[Path] = ()) -> date:
    """`--on`, else the day it is at the office of the first of the plans."""
    if on is not None:
        return on
    first = next(iter(paths), Path(os.curdir) / "plan")
    return datetime.now(zone_of(first)).date()


def minute(moment: datetime, path: Path) -> str:
    """A moment as the office's clock showed it, such as 2022-11-20 09:00."""
    return moment.astimezone(zone_of(path)).strftime("%Y-%m-%d %H:%M")
