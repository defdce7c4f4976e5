"""Tasks that stand elsewhere in the book than they were sent."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ledger.questions.edit.merging import AGAIN, Merging
from ledger.record.edits import MoveTask
from ledger.values.edit_book import TASKS, BackRow


def take_moved(merge: Merging, tasks: Sequence[BackRow]) -> None:
    """Tasks that stand elsewhere: as few as explain the order, against the order that was sent."""
    gone = merge.gone()
    here = [row for row in tasks if (no := merge.by_number(row.id or "")) is not None and no not in gone]
    ids = [row.id or "" for row in here]
    sent = [id for id in (merge.back.sent or {}).get(TASKS, {}) if id in ids]
    now = [id for id in (str(task.no) for task in merge.plan.tasks) if id in ids]
    if not sent or len(sent) != len(ids) or ids in (sent, now):
        return
    place = f"{merge.back.file}「{TASKS}」"
    if now != sent:
        reason = f"发出以后计划里任务的次序也变了，次序没有动；{AGAIN}"
        merge.tell("conflict", place, "任务的次序", reason)
        return
    stay = _longest_rising([now.index(id) for id in ids])
    moving = [n for n in range(len(ids)) if n not in stay]
    if 2 * len(moving) > len(ids):
        reason = f"{len(moving)} 项任务换了位置，多半是按某一栏排了序，次序没有动；确要重排的，分几次移。"
        merge.tell("rejected", place, "任务的次序", reason)
        return
    for n in moving:
        no = int(ids[n])
        after = int(ids[n - 1]) if n else None
        name = merge.called(no).partition(" ")[2]
        merge.done.edits.append(MoveTask(no, after, name))
        to = "移到最前" if after is None else f"移到{merge.called(after)}之后"
        merge.tell("taken", here[n].place(), merge.called(no), to)


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest rising run among `numbers`: what stands in order already."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        tails[at : at + 1] = [number]
        places[at : at + 1] = [place]
        before.append(places[at - 1] if at else None)
    found: set[int] = set()
    place_now: int | None = places[-1] if places else None
    while place_now is not None:
        found.add(place_now)
        place_now = before[place_now]
    return found
