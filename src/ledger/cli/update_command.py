"""`ledger update`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli.completion import statuses, unit_names
from ledger.cli.options import On, OnePlan, TaskNo, a_day_to_come, day_option, option
from ledger.cli.screen import say, screen
from ledger.problems import UsageError

if TYPE_CHECKING:
    from ledger.duty.reading import PlanReading
    from ledger.record.edits import AddEntry
    from ledger.record.model import Plan


def command(
    plan: OnePlan,
    no: TaskNo,
    unit: Annotated[
        str | None, option("--unit", "单位", "哪个单位的进展；别名、简称也行", autocompletion=unit_names)
    ] = None,
    status: Annotated[
        str | None,
        option(
            "--status",
            "状态",
            "未启动、推进中、已完成、申请延期；办公室还可 已销号、退回、延期、已取消",
            autocompletion=statuses,
        ),
    ] = None,
    note: Annotated[str | None, option("--note", "文字", "情况")] = None,
    problem: Annotated[str | None, option("--problem", "文字", "存在问题")] = None,
    next_step: Annotated[str | None, option("--next", "文字", "下一步")] = None,
    needs: Annotated[str | None, option("--needs", "文字", "需协调事项；协调好了的写“已解决”")] = None,
    evidence: Annotated[list[str] | None, option("--evidence", "文件或网址", "佐证，可写几次")] = None,
    milestone: Annotated[
        str | None, option("--milestone", "节点", "对应哪个节点：日期或事项；按周期办的必须写")
    ] = None,
    done_on: Annotated[date | None, day_option("--done-on", "完成日期，与填报日期不同时写")] = None,
    day: Annotated[date | None, day_option("--date", "这条进展的日期，不写就是今天")] = None,
    asked_until: Annotated[
        date | None,
        day_option("--asked-until", "申请延期至：单位要求的那一天，没有同意以前期限不变", a_day_to_come),
    ] = None,
    extend_to: Annotated[
        date | None, day_option("--extend-to", "延期至；同时写 --reason", a_day_to_come)
    ] = None,
    reason: Annotated[str | None, option("--reason", "文字", "延期、退回或取消的原因")] = None,
    reporter: Annotated[str | None, option("--reporter", "姓名", "填报人")] = None,
    approver: Annotated[str | None, option("--approver", "姓名", "批准人：谁同意延期、销号或退回")] = None,
    close: Annotated[bool, typer.Option("--close", help="销号：办公室确认办结")] = False,
    send_back: Annotated[
        bool, typer.Option("--return", help="退回：已完成的不认可，退给单位；同时写 --reason")
    ] = False,
    cancel: Annotated[bool, typer.Option("--cancel", help="取消：同时写 --reason")] = False,
    basis: Annotated[str | None, option("--basis", "文件名", "调整的依据；与下面两项之一同写")] = None,
    new_deadline: Annotated[str | None, option("--new-deadline", "时限", "后来的通知改的时间节点")] = None,
    new_units: Annotated[str | None, option("--new-units", "责任单位", "后来的通知改的责任单位")] = None,
    on: On = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会加哪些行，不写")] = False,
) -> None:
    """记一条进展（或一次调整）到计划文件里：只加行，不动别的字。

    不写 --unit 就是办公室对整项任务说的。
    """
    from ledger.cli.office import open_office, reread
    from ledger.cli.writing import show_added, write_plan
    from ledger.questions.tasks import find_item, number_meant
    from ledger.questions.update import standing_after, stands_already
    from ledger.record.edits import AddProgress
    from ledger.views.duties import standing_text

    only = number_meant(no)
    office = open_office([plan], on, writing=True, only=only)
    loaded = office.one()
    reading = loaded.reading
    if unit is not None and reading.directory.find(unit.strip()).how == "unknown":
        reading = reread(loaded, reading.plan, office.on)  # another item may name it
    row = find_item(reading, no, office.on)
    entry_day = day or office.on
    status = _one_status(status, close, send_back, cancel, extend_to is not None)
    edit: AddEntry
    if basis or new_deadline or new_units:
        if status or not basis or not (new_deadline or new_units):
            raise UsageError("调整要写 --basis，加上 --new-deadline 或 --new-units，不与 --status 同写。")
        edit = _adjustment(row.item.no, entry_day, basis, new_deadline, new_units)
    else:
        fields: dict[str, object] = {
            "日期": entry_day,
            "单位": _official(reading, unit),
            "状态": status,
            "情况": note,
            "存在问题": problem,
            "下一步": next_step,
            "需协调事项": needs,
            "申请延期至": asked_until,
            "完成日期": done_on,
            "对应节点": milestone,
            "延期至": extend_to,
            "原因": reason,
            "佐证": tuple(filter(None, evidence or ())),
            "填报人": reporter,
            "批准人": approver,
        }
        edit = _progress(reading, row.item.no, fields, office.on)
    _tell_unwritten(
        {
            "--note": note,
            "--problem": problem,
            "--next": next_step,
            "--needs": needs,
            "--reason": reason,
            "--reporter": reporter,
            "--approver": approver,
            "--basis": basis,
            "--new-deadline": new_deadline,
            "--new-units": new_units,
            "--evidence": "".join(evidence or ()),
        }
    )

    def news(plan: Plan) -> list[AddEntry]:
        return [] if stands_already(reread(loaded, plan, office.on, only=only), edit) else [edit]

    result, after = write_plan(loaded, news, office, command="update", dry_run=dry_run)
    if result.changed:
        show_added(result, loaded.shown, dry_run=dry_run)
    else:
        say(f"{loaded.shown} 里已有同样的一条，没有再写。")
    if isinstance(edit, AddProgress):
        rows = standing_after(reread(loaded, after, office.on, only=only), edit, office.on)
        say(standing_text(rows, width=screen().width).rstrip("\n"))


def _tell_unwritten(said: dict[str, str | None]) -> None:
    """Characters that nobody sees and no text holds: they are left out of the entry, and named."""
    from ledger.record.characters import CONTROL, UNSEEN, code_point

    for flag, words in said.items():
        dropped = [*CONTROL.findall(words or ""), *UNSEEN.findall(words or "")]
        if dropped:
            codes = "、".join(dict.fromkeys(map(code_point, dropped)))
            say(f"提醒：{flag} 里有看不见的字符（{codes}，共 {len(dropped)} 个），没有写进计划，其余照写。")


def _one_status(status: str | None, close: bool, send_back: bool, cancel: bool, extend: bool) -> str | None:

    said = [status] if status else []
    said += ["已销号"] if close else []
    said += ["退回"] if send_back else []
    said += ["已取消"] if cancel else []
    if extend and not said:
        said = ["延期"]
    if len(said) > 1:
        raise UsageError(f"状态只能有一个，这里写了 {'、'.join(said)}。")
    return said[0] if said else None


def _official(reading: PlanReading, name: str | None) -> str | None:
    """The unit's (or group's) official name in this plan; a former name stays, for it speaks for that half alone."""
    if name is None:
        return None
    if reading.directory.find(name).how == "former":
        return name
    from ledger.questions.asked import find_asked

    asked = find_asked([reading], name)
    if reading.plan.id in asked.units:
        return asked.units[reading.plan.id]
    return reading.directory.find(name).group or name


def _progress(reading: PlanReading, no: int | str, fields: dict[str, object], on: date) -> AddEntry:
    from ledger.questions.update import check_entry
    from ledger.record.edits import AddProgress
    from ledger.record.model import Progress
    from ledger.record.statuses import OFFICE_STATUSES, UNIT_STATUSES
    from ledger.values.as_typed import near_state, states_meant, why_no_state

    known = (*UNIT_STATUSES, *OFFICE_STATUSES)
    words = "".join(str(fields["状态"] or "").split())
    if words and words not in known:
        if len(meant := states_meant(words)) != 1:
            said = (
                why_no_state(words, UNIT_STATUSES)
                if meant
                else f"没有“{words}”这种状态{near_state(words, known)}"
            )
            raise UsageError(f"{said}，请用 --status 写 {'、'.join(known)} 之一。")
        (state,) = meant
        say(f"状态“{words}”按“{state}”记。")
        words = state
    if not words:
        raise UsageError(f"没写状态，请用 --status 写 {'、'.join(known)} 之一。")
    fields = fields | {"状态": words}
    entry = Progress.model_validate({key: value for key, value in fields.items() if value})
    item = next(item for item in reading.items if item.no == no)
    for remark in check_entry(reading, item, entry, on):
        say(f"提醒：{remark}")
    return AddProgress(no, entry)


def _adjustment(no: int | str, day: date, basis: str, deadline: str | None, units: str | None) -> AddEntry:
    from ledger.record.edits import AddAdjustment
    from ledger.record.model import Adjustment

    fields = {"日期": day, "依据": basis, "时间节点": deadline, "责任单位": units}
    return AddAdjustment(no, Adjustment.model_validate({k: v for k, v in fields.items() if v}))
