"""Numbers and identities: 序号 within a plan, 编号 across plans."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

from ledger.duty.reading import PlanReading
from ledger.problems import Problem, warning
from ledger.record.model import Task


def task_number_repeated(reading: PlanReading, on: date) -> Iterable[Problem]:
    """两项任务用了同一个序号。

    序号是任务的地址：`show`、`update` 和各单位填报的表格都凭它找任务，重复了就不知道指哪一项，所以是错误。
    一个编号下有几段分别写明责任单位的，每段算一项，依次编序号，文件自己的编号写在“原编号”里。
    """
    first: dict[int, Task] = {}
    highest = max(task.no for task in reading.plan.tasks)
    for index, task in enumerate(reading.plan.tasks):
        earlier = first.setdefault(task.no, task)
        if earlier is task:
            continue
        highest += 1
        yield Problem(
            check="task-number-repeated",
            message=f"序号{task.no}重复：“{earlier.name}”和“{task.name}”用了同一个序号",
            hint=f"给后一项另编一个没有用过的序号，如 {highest}；文件自己的编号写在“原编号”里。",
            path=("任务", index, "序号"),
        )


def task_number_order(reading: PlanReading, on: date) -> Iterable[Problem]:
    """序号和前后各项的次序不合。

    序号应从头到尾递增，否则任务分解表的行次与文件不一致，多半是抄漏、抄错或移动了段落。中间空号不算问题。
    后来插进来、另编了序号的任务，只说它自己，不说它后面的每一项。
    """
    first: dict[int, int] = {}
    for index, task in enumerate(reading.plan.tasks):
        first.setdefault(task.no, index)  # one that is repeated is told as that
    numbers = list(first)
    kept = _rising(numbers)
    for at, number in enumerate(numbers):
        if at in kept:
            continue
        above = max((numbers[n] for n in kept if n < at), default=0)
        below = min((numbers[n] for n in kept if n > at), default=0)
        place = f"序号{above}之后" if above > number else f"序号{below}之前"
        message = f"序号{number}排在{place}，次序乱了"
        hint = "按文件的先后调整任务的位置，或者改正序号；后来插进来、另编了序号的，可以不改。"
        yield warning("task-number-order", message, hint, ("任务", first[number], "序号"))


def _rising(numbers: Sequence[int]) -> set[int]:
    """Places of a longest run of rising numbers; of two as long, the one that keeps what comes first in the file."""
    # of the best run of each length so far, counted from the end: minus its first number
    heads: list[int] = []
    places: list[int] = []
    following: dict[int, int | None] = {}
    for place in range(len(numbers) - 1, -1, -1):
        length = bisect_left(heads, -numbers[place])
        following[place] = places[length - 1] if length else None
        heads[length : length + 1] = [-numbers[place]]
        places[length : length + 1] = [place]
    kept: set[int] = set()
    at = places[-1] if places else None
    while at is not None:
        kept.add(at)
        at = following[at]
    return kept


def plan_id_repeated(plans: Sequence[tuple[str, str]]) -> Iterable[Problem]:
    """两个文件用了同一个编号。

    编号是计划的身份：填报表、日志和命令都凭它找计划，所以同时使用的计划之间不许重复。
    """
    first: dict[str, str] = {}
    for file, number in plans:
        earlier = first.setdefault(number, file)
        if earlier != file:
            yield Problem(
                check="plan-id-repeated",
                message=f"编号“{number}”与文件 {earlier} 的编号重复",
                hint="给其中一个计划换一个编号，如加上年度；同一计划存了两份的，删去一份。",
                path=("编号",),
                file=file,
            )
