"""`ledger remind`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli.formats import Format
from ledger.cli.options import (
    AsJson,
    On,
    Plans,
    Quiet,
    Region,
    UnitName,
    a_day_to_come,
    day_option,
    option,
    output_option,
)
from ledger.cli.screen import put, put_file, say
from ledger.problems import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.cli.office import LoadedPlan, Office
    from ledger.cli.output import Output
    from ledger.questions.remind import Ahead, RemindAnswer
    from ledger.values.notices import Notice

FORMATS = {
    "text": Format("", screen=True),
    "json": Format("--json", screen=True),
    "html": Format("--html"),
    "docx": Format("--docx"),
}


def command(
    plans: Plans = None,
    unit: UnitName = None,
    region: Region = None,
    within: Annotated[
        int | None,
        option(
            "--within",
            "天数",
            "几天内到期的也提醒；不写就照 office.yaml 的“提前天数”，再不然 30",
            min=0,
            max=3660,
        ),
    ] = None,
    workdays: Annotated[bool, typer.Option("--workdays", help="天数按工作日算")] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="只提醒逾期的，快到期的不写")] = False,
    html: Annotated[bool, typer.Option("--html", help="网页，一个单位一页")] = False,
    docx: Annotated[bool, typer.Option("--docx", help="Word 督办单，一个单位一份")] = False,
    as_json: AsJson = False,
    output: Annotated[
        Path | None,
        output_option("文件夹", "一个单位一个文件，写到这里，- 是标准输出；Word、网页默认写到 ledgers/"),
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="发到 units.yaml 里各单位的“通知”或“邮箱”")] = False,
    resend: Annotated[bool, typer.Option("--resend", help="连发送结果不明的一起再发（可能重复）")] = False,
    secrets: Annotated[
        Path | None, option("--secrets", "文件", "放口令的文件，权限须是 0600", envvar="LEDGER_SECRETS")
    ] = None,
    return_by: Annotated[
        date | None,
        day_option(
            "--return-by", "督办单请在这一天前答复；不写就照 office.yaml 的“督办”“交回”", a_day_to_come
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="把要发的每一份显示出来，不发也不写")] = False,
    on: On = None,
    quiet: Quiet = False,
) -> None:
    """给每个单位一份提醒：哪些逾期、哪些快到期。

    与 due 同一个规则：红灯是逾期，黄灯是快到期。

    加 --send 发出去：同一天同一件事对同一个地址只说一次。

    有没发成或不明的，以 3 退出；有单位没写地址，以 1 退出。
    """
    import os
    from dataclasses import replace

    from ledger.cli.formats import the_one
    from ledger.cli.office import open_office
    from ledger.cli.remind_send import Run, Sending, send_all
    from ledger.files.post.secret_words import read_secrets
    from ledger.questions.remind import remind
    from ledger.views.notice_text import notices_text, remarks, remind_json

    form = the_one({"html": html, "docx": docx, "json": as_json}, FORMATS)
    sends = send or resend
    if sends and (html or docx or output):
        raise UsageError("--send 发的是文字；要存成文件请另外运行一次，不写 --send。")
    if return_by and form != "docx":
        raise UsageError("--return-by 写在督办单上，与 --docx 同用。")
    office = open_office(plans, on, region=region)
    asked = office.asked(unit)
    aheads = [_ahead(plan, office, within, workdays) for plan in office.plans]
    answer = remind(aheads, office.on, asked=asked)
    if overdue:
        late = tuple(replace(notice, soon=()) for notice in answer.notices if notice.late)
        answer = replace(answer, notices=late)
    if sends or (dry_run and not (form or output)):
        sending = Sending(quiet, as_json)
        run = Run(sending, read_secrets(secrets, os.environ), resend=resend, dry_run=dry_run)
        send_all(run, answer.notices, office.plans, whole=asked is None)
        if as_json:
            put_file(remind_json(answer, sending.deliveries))
        office.finish(sending.exit_code)
    elif form or output:
        _write(office, answer, form or "text", output, by=return_by, dry_run=dry_run)
    elif answer.notices or not quiet:
        put(notices_text(answer.notices) or f"{office.on}：没有需要提醒的单位。")
    if remarks(answer) and (answer.notices or not quiet):
        say(remarks(answer))
    office.finish()


def _write(
    office: Office, answer: RemindAnswer, form: str, output: Path | None, *, by: date | None, dry_run: bool
) -> None:
    """The notices as files: JSON and a page for the screen hold all units, else a file a unit."""
    from ledger.cli.output import STDOUT, Output, check_place, deliver
    from ledger.views.notice_html import notices_html
    from ledger.views.notice_text import remind_json

    notices: Sequence[Notice] = answer.notices
    if form == "html" and output == STDOUT:
        put_file(notices_html(notices))
        return
    if form == "json":
        made = [Output("提醒.json", remind_json(answer).encode())]
    else:
        if form == "docx":
            from ledger.cli.supervising import numbered
            from ledger.files.papers.style import open_paper

            open_paper()  # without the library no letter could be written: no number may be given then
            check_place([f"{notice.unit}.docx" for notice in notices], output)
            notices = numbered(notices, office, by=by, dry_run=dry_run)
        made = _files(notices, form)
    deliver(made, FORMATS[form], output, dry_run=dry_run)


def _ahead(plan: LoadedPlan, office: Office, within: int | None, workdays: bool) -> Ahead:
    """How far ahead this plan's office speaks; an estimated working day is said to be one."""
    from ledger.duty.duty import WITHIN
    from ledger.questions.remind import Ahead
    from ledger.words.deadline.workdays import add_workdays

    told = plan.settings.reminders.days_ahead
    days = within if within is not None else told if told is not None else WITHIN
    if not workdays:
        return Ahead(plan.reading, days)
    last, estimated = add_workdays(office.on, days, plan.settings.overrides)
    if estimated:
        say(f"提示：{plan.file.shown} 的工作日算到 {last}，其中有的年份放假安排还没有公布，系预估。")
    return Ahead(plan.reading, (last - office.on).days, days)


def _files(notices: Sequence[Notice], form: str) -> list[Output]:
    """A file a unit, dated and with the number of the 督办单: last week's is a record and stays."""
    from ledger.cli.output import Output
    from ledger.record.safe_names import safe_file_name
    from ledger.views.notice_html import notices_html
    from ledger.views.notice_text import notice_text

    made = []
    for notice in notices:
        what = f"{notice.letter.number if notice.letter else '提醒'}（{notice.on}）"
        name = safe_file_name("_".join(filter(None, (notice.region, notice.unit, what))))
        if form == "docx":
            from ledger.files.papers.notice_docx import write_notice

            content = write_notice(notice)
        else:
            content = (notices_html([notice]) if form == "html" else notice_text(notice)).encode()
        made.append(Output(f"{name}.{'txt' if form == 'text' else form}", content))
    return made
