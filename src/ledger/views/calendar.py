"""日历: the days owed as an iCalendar file (RFC 5545) for Outlook, phones and WPS.

A day owed is an all-day event that blocks no time. What is done stays in the calendar, marked ［已完成］ and
without alarm, so that importing the file again updates the event; what was cancelled is marked so (STATUS).
The same day owed has the same UID in every export, also after it was moved.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ledger.duty.reading import PlanReading
from ledger.problems import MissingLibrary
from ledger.questions.agenda import AgendaEntry, agenda
from ledger.questions.asked import Asked
from ledger.values.plan_names import names_apart
from ledger.values.words import called, carrier_words, role_words, state_words, titled

_ALARM_HOUR = 9
_ALARM_DAYS = (7, 1)  # before a day that comes once


def calendar_ics(readings: Sequence[PlanReading], on: date, *, asked: Asked | None) -> bytes:
    """The calendar as of `on`: of the unit or group asked for, else of everybody.

    The same plans on the same day give the same bytes. LedgerError when icalendar is not installed.
    """
    try:
        from icalendar import Calendar
    except ImportError:
        raise MissingLibrary("导出日历", "icalendar") from None
    calendar = Calendar()
    calendar.add("prodid", "-//ledger//任务台账//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"任务期限 {asked.typed}" if asked else "任务期限")
    entries = agenda(readings, on, asked=asked)
    names = names_apart(reading.plan for reading in readings)
    for entry in entries:
        calendar.add_component(_event(entry, on, names))
        for one in entry.instead:
            calendar.add_component(_event(one, on, names, of=entry))
    return bytes(calendar.to_ical())


def _event(entry: AgendaEntry, on: date, names: Mapping[str, str], *, of: AgendaEntry | None = None) -> Any:
    """One event. `of`: the recurring entry of which this is one occurrence that differs."""
    from icalendar import Event

    event = Event()
    event.add("uid", _uid(of or entry))
    event.add("dtstamp", datetime.combine(on, time(), UTC))
    event.add("sequence", entry.changes)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    plan = f"{names[entry.plan.id]} " if names else ""
    event.add("summary", _mark(entry) + plan + _matter(entry))
    event.add("description", _description(entry))
    event.add("categories", [entry.plan.title])
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if of is not None:
        event.add("recurrence-id", entry.original)
    elif len(entry.occurrences) > 1:
        if rule := entry.milestone.recurrence.rule():
            event.add("rrule", rule | {"until": entry.occurrences[-1]})
        else:
            event.add("rdate", list(entry.occurrences[1:]), {"value": "DATE"})
    if entry.occurrences or not (entry.finished or entry.late):
        recurs = entry.milestone.recurring
        for days in entry.milestone.recurrence.alarms if recurs else _ALARM_DAYS:
            event.add_component(_alarm(entry, days))
    return event


def _uid(entry: AgendaEntry) -> str:
    milestone = entry.milestone
    if milestone.recurring:
        day = f"{milestone.month}/{milestone.day}/{milestone.weekday}"
        day += f"/{milestone.nth}" if milestone.nth else ""
    else:
        day = str(entry.original)
    parts = [entry.plan.id, str(entry.item.no), milestone.kind, day, milestone.what, entry.whose]
    digest = hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
    return f"{digest[:32]}@ledger"


def _mark(entry: AgendaEntry) -> str:
    if entry.occurrences:
        return ""
    if entry.finished:
        return f"［{state_words(entry.duties[0])}］"
    return "［逾期］" if entry.late else ""


def _matter(entry: AgendaEntry) -> str:
    return titled(entry.item.name, entry.item.hint, entry.milestone.what)


def _description(entry: AgendaEntry) -> str:
    lines = [f"《{entry.plan.title}》{called(entry.item.no)}", f"时间节点：{entry.milestone.words}"]
    if entry.day != entry.original:
        lines.append(f"原期限：{entry.original}")
    for duty in entry.duties:
        state = "" if entry.occurrences else f"，{state_words(duty)}"
        role = role_words(duty)
        lines.append(f"{carrier_words(duty)}{f'（{role}）' if role else ''}{state}")
    return "\n".join(lines)


def _alarm(entry: AgendaEntry, days: int) -> Any:
    """At nine in the morning, `days` before the day owed begins."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{_matter(entry)}：还有 {days} 天")
    alarm.add("trigger", timedelta(days=-days, hours=_ALARM_HOUR))
    return alarm
