"""Numbers and identities: 序号 within a plan, 编号 across plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ledger.duty.reading import PlanReading
from ledger.problems import Problem
from ledger.record.model import Plan, Task


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
    """序号比前一项小。

    序号应从头到尾递增，否则任务分解表的行次与文件不一致，多半是抄漏、抄错或移动了段落。中间空号不算问题。
    """
    highest = 0
    seen: set[int] = set()
    for index, task in enumerate(reading.plan.tasks):
        if task.no < highest and task.no not in seen:
            yield Problem(
                check="task-number-order",
                severity="warning",
                message=f"序号{task.no}排在序号{highest}之后，次序乱了",
                hint="按文件的先后调整任务的位置，或者改正序号。",
                path=("任务", index, "序号"),
            )
        highest = max(highest, task.no)
        seen.add(task.no)


def plan_id_repeated(plans: Sequence[tuple[str, Plan]]) -> Iterable[Problem]:
    """两个文件用了同一个编号。

    编号是计划的身份：填报表、日志和命令都凭它找计划，所以同时使用的计划之间不许重复。
    """
    first: dict[str, str] = {}
    for file, plan in plans:
        earlier = first.setdefault(plan.id, file)
        if earlier != file:
            yield Problem(
                check="plan-id-repeated",
                message=f"编号“{plan.id}”与文件 {earlier} 的编号重复",
                hint="给其中一个计划换一个编号，如加上年度；同一计划存了两份的，删去一份。",
                path=("编号",),
                file=file,
            )
