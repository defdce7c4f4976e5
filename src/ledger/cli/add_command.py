"""`ledger add`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ledger.cli.completion import plan_ids
from ledger.cli.options import On, day_option, option
from ledger.cli.screen import put, say, screen
from ledger.problems import LedgerError, UsageError

if TYPE_CHECKING:
    from ledger.cli.office import LoadedPlan, Office
    from ledger.duty.reading import PlanReading
    from ledger.record.model import Plan, Task


def command(
    plan: Annotated[
        str,
        typer.Argument(
            metavar="计划",
            help="计划文件或编号；写一个还没有的 .yaml 文件并加 --title，就新建一份督查事项",
            autocompletion=plan_ids,
        ),
    ],
    name: Annotated[str, option("--name", "名称", "任务名称，一句话")],
    unit: Annotated[
        str | None, option("--unit", "责任单位", "谁办，照平常的写法：县财政局牵头，县教育局配合")
    ] = None,
    deadline: Annotated[
        str | None, option("--deadline", "时限", "什么时候办完，照平常的写法：6月底前、5个工作日内")
    ] = None,
    content: Annotated[str | None, option("--content", "文字", "任务内容")] = None,
    source: Annotated[str | None, option("--source", "来源", "哪次会议、哪件批示交办的")] = None,
    given: Annotated[
        date | None, day_option("--given", "交办日期；时限从这天算。督查事项不写就是今天，别的计划不写就没有")
    ] = None,
    leader: Annotated[str | None, option("--leader", "领导", "责任领导；几位用顿号隔开")] = None,
    starts: Annotated[date | None, day_option("--starts", "起始：从这天起才有责任")] = None,
    section: Annotated[
        list[str] | None, option("--section", "章节", "属于哪一部分；有几级就写几次，由大到小")
    ] = None,
    remark: Annotated[str | None, option("--remark", "文字", "备注")] = None,
    title: Annotated[str | None, option("--title", "标题", "新建督查事项时它的标题")] = None,
    region: Annotated[str | None, option("--region", "地区", "新建督查事项时哪个县、市、区")] = None,
    on: On = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说会加哪些行，不写")] = False,
) -> None:
    """一件一件交办的事，随到随加：在计划末尾添一项任务，只加行，不动别的字。

    写完说出它怎样理解：谁办、哪天到期；看不懂的时限、名录里没有的单位当场提醒。同样的一项不加两遍。
    """
    path = Path(plan)
    fields: dict[str, Any] = {
        "章节": tuple(section or ()),
        "任务名称": name,
        "任务内容": content,
        "责任单位": unit,
        "责任领导": leader,
        "时间节点": deadline,
        "起始": starts,
        "来源": source,
        "交办日期": given,
        "备注": remark,
    }
    if path.suffix in (".yaml", ".yml") and not path.exists():
        if path.stem in ("units", "office") or path.name[0] in "._":
            raise UsageError(f"“{plan}”这个文件名不当计划读；请换一个，如 督查事项.yaml。")
        if not (title and title.strip()):
            raise UsageError(f"没有“{plan}”这个文件；要新建一份督查事项，请加 --title 写上它的标题。")
        _new_register(path, title, region, fields, on, dry_run=dry_run)
        return
    if title or region:
        raise UsageError("--title、--region 只在新建督查事项时写；这份计划已经有了。")
    _add(plan, fields, on, dry_run=dry_run)


def _add(named: str, fields: dict[str, Any], on: date | None, *, dry_run: bool) -> None:
    from ledger.cli.office import open_office, reread
    from ledger.cli.writing import read_with, show_added, write_plan
    from ledger.record.edits import InsertTask

    office = open_office([named], on, writing=True)
    loaded = office.one()
    if loaded.reading.plan.rolling and fields["交办日期"] is None:
        fields["交办日期"] = office.on
    task = _task(fields, loaded.reading.plan)
    there: Task | None = None

    def edits(plan: Plan) -> list[InsertTask]:
        nonlocal task, there
        task = _task(fields, plan)
        there = next((one for one in plan.tasks if _same(one, task)), None)
        if there is not None:
            return []
        edit = InsertTask(task, plan.tasks[-1].no)
        read_with(loaded, plan, [edit], office, "这样加进去计划会有错误，没有写入")
        return [edit]

    result, after = write_plan(loaded, edits, office, command="add", dry_run=dry_run)
    if there is not None:
        say(f"{loaded.shown} 第{there.no}项“{there.name}”就是这一件，没有再写。")
        return
    show_added(result, loaded.shown, dry_run=dry_run)
    _understood(reread(loaded, after, office.on), task.no, office)


def _task(fields: dict[str, Any], plan: Plan | None) -> Task:
    """The task under the next number. UsageError when a field cannot be one."""
    from pydantic import ValidationError

    from ledger.record.model import Task

    number = max(task.no for task in plan.tasks) + 1 if plan else 1
    said = {key: value for key, value in fields.items() if value}
    try:
        return Task.model_validate({"序号": number, **said})
    except ValidationError as error:
        key = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
        raise UsageError(f"“{key}”是空的，没有写入；请写上。") from None


def _same(one: Task, other: Task) -> bool:
    """Whether they are one matter: said again in the same words, whatever the units have reported since."""
    keys = ("name", "content", "responsibility", "deadline", "source", "given")
    return all(getattr(one, key) == getattr(other, key) for key in keys)


def _understood(reading: PlanReading, no: int, office: Office) -> None:
    """How the new task is understood, and what `validate` says about it."""
    from ledger.checks import CHECKS
    from ledger.duty.duty import duties_of
    from ledger.views.duties import duties_table

    item = next(item for item in reading.items if item.no == no)
    day = max(office.on, item.given or office.on)  # what is given later is not seen before
    duties = [duty for duty in duties_of(reading, day) if duty.no == no]
    if day > office.on:
        say(f"{day} 才交办，从那天起才算在内。")
    say("理解为：\n" + duties_table(duties, width=screen().width).rstrip("\n"))
    index = next(n for n, task in enumerate(reading.plan.tasks) if task.no == no)
    for check in CHECKS:
        for problem in check(reading, office.on):
            if problem.path and problem.path[:2] == ("任务", index):
                say(f"提醒：{problem.message}。{problem.hint}")


def _refuse_known(number: str) -> None:
    """UsageError when a plan at hand has this 编号 or name already."""
    from ledger.cli.plan_places import find_plans

    try:
        found = find_plans([number])
    except LedgerError:
        return
    raise UsageError(
        f"已经有叫“{number}”的计划（{found[0]}），没有新建；往里加请写 ledger add {number} --name …。"
    )


def _new_register(
    path: Path, title: str, region: str | None, fields: dict[str, Any], on: date | None, *, dry_run: bool
) -> None:
    """A register of matters given one by one, with the first of them."""
    from ledger.cli.clock import today
    from ledger.cli.office import load
    from ledger.cli.output import write_file
    from ledger.files.beside import find_beside
    from ledger.files.yaml.lines import item_lines, scalar
    from ledger.files.yaml.plan_yaml import parse_plan
    from ledger.files.yaml.units_yaml import read_directory

    day = today(on, [path])
    fields["交办日期"] = fields["交办日期"] or day
    where = find_beside(path, "units")
    directory = read_directory(where, shown=str(where)).file if where else None
    place = region or (directory.region if directory else None)
    number = "".join(title.split())
    head = [("编号", number), ("标题", title.strip()), ("地区", place), ("年度", str(day.year))]
    _refuse_known(number)
    lines = [f"{key}: {scalar(words)}" for key, words in head if words]
    lines += ["滚动: 是", "任务:", *item_lines(_task(fields, None), 0, literal=True)]
    text = "\n".join(lines) + "\n"
    made = parse_plan(path, str(path), text.encode())
    if made.plan is None:
        problem = made.problems[0]
        raise LedgerError(f"这样写不成一份计划，没有写入：{problem.message}。{problem.hint}")
    write_file(path, text.encode(), dry_run=dry_run)
    if dry_run:
        put(text.rstrip("\n"))
        return
    say(f"新建了“{title}”，编号 {number}；以后 ledger add {number} --name … 往里加。不要了就删去这个文件。")
    one: LoadedPlan = load([path], day)[0]
    if one.understood:
        from ledger.cli.office import Office

        _understood(one.reading, 1, Office(day, [one]))
