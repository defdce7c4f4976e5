"""督办单: each notice gets the next number of the register, and how often its matters were asked about before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from ledger.record.office_model import OfficeFile
from ledger.values.notices import Notice
from ledger.values.returning import back_words, day_back
from ledger.values.supervision import Letter, Registered, count_in, matter_of, number_words
from ledger.values.words import called, task_words


def supervise(
    notices: Sequence[Notice],
    register: Sequence[Registered],
    settings: OfficeFile,
    on: date,
    *,
    by: date | None = None,
) -> tuple[list[Notice], list[Registered]]:
    """The notices with their letters, and the lines that are new in the register.

    The same matters told to the same unit on the same day are the same letter, however often it is written.
    """
    rules = settings.supervision
    count = max((count_in(line.number, rules.mark, on.year) for line in register), default=0)
    if not by:
        by = on + timedelta(days=rules.days) if rules.days is not None else day_back(settings.desk, on)
    to = back_words(settings.desk, None)
    made: list[Notice] = []
    new: list[Registered] = []
    for notice in notices:
        late = frozenset(matter_of(line.duty) for line in notice.late)
        soon = frozenset(matter_of(line.duty) for line in notice.soon)
        unit = f"{notice.region or ''} {notice.unit}".strip()
        mine = [line for line in register if line.unit == unit]
        same = [line for line in mine if (line.day, line.late, line.soon) == (on, late, soon)]
        before = [line for line in mine if line not in same and line.day <= on]
        asked = {matter: 1 + sum(matter in line.late for line in before) for matter in late}
        times = max(asked.values(), default=1)
        colours = rules.colours
        colour = colours[min(times, len(colours)) - 1] if colours and late else ""
        if same:
            number, reply_by = same[-1].number, same[-1].reply_by
        else:
            count += 1
            number, reply_by = number_words(rules.mark, on.year, count), by
            days = [-line.duty.days_left for line in notice.late if line.duty.days_left is not None]
            what = "\n".join(f"{called(line.duty.no)} {task_words(line.duty)}" for line in notice.lines)
            new.append(
                Registered(
                    number=number,
                    day=on,
                    unit=unit,
                    times=times,
                    colour=colour,
                    what=what,
                    days=max(days, default=0),
                    reply_by=reply_by,
                    late=late,
                    soon=soon,
                )
            )
        letter = Letter(number=number, times=times, asked=asked, colour=colour, reply_by=reply_by, to=to)
        made.append(replace(notice, letter=letter))
    return made, new
