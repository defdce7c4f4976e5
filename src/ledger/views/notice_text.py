"""A notice as plain text, for mail, chat and the terminal; and `remind` as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ledger.questions.remind import RemindAnswer
from ledger.values.duty import Duty
from ledger.values.notices import Delivery, Notice, NoticeLine
from ledger.values.words import long_day
from ledger.views.due import duty_row, group_row, groups_by_plan
from ledger.views.json_text import dump, picked


def notice_text(notice: Notice) -> str:
    """The whole notice. No line is wrapped: mail programs and chats do that themselves."""
    parts = [f"{notice.unit}：", notice.opening]
    for heading, lines in notice.headings:
        told = (f"{n}. {line.title}\n   {line.standing}" for n, line in enumerate(lines, 1))
        parts.append("\n".join((heading, *told)))
    parts.append("\n".join(part for part in (notice.issuer, long_day(notice.on)) if part))
    return "\n\n".join(parts) + "\n"


def notices_text(notices: Sequence[Notice]) -> str:
    """All notices, one under another, a line between them."""
    return f"\n{'─' * 40}\n\n".join(map(notice_text, notices))


def remarks(answer: RemindAnswer) -> str:
    """What no notice holds: duties of nobody, and groups whose units are not known; "" for neither."""
    lines = []
    lost = ((answer.unassigned, "没有明确责任单位"), (answer.group_only, "只由没有列明成员的集合承担"))
    for duties, why in lost:
        if duties:
            lines.append(f"另有 {_items(duties)} 项逾期或快到期，{why}，无处可提醒；ledger due 列出它们。")
    if answer.unlisted:
        count = len(answer.unlisted)
        lines.append(
            f"另有 {count} 个集合没有列明成员，其中各单位没有提醒（ledger list --unit 集合名称 看带着哪些任务）："
        )
        lines += groups_by_plan(answer.unlisted, answer.names)
    return "\n".join(lines)


def _items(duties: Sequence[Duty]) -> int:
    return len({(duty.plan, duty.no) for duty in duties})


def split_to_fit(notice: Notice, fits: Callable[[str], bool]) -> list[Notice]:
    """The notice as it is, or in parts each of which `fits`; a line that is too long alone goes alone."""
    if fits(notice_text(notice)):
        return [notice]
    parts: list[Notice] = []
    held: tuple[NoticeLine, ...] = ()
    for line in notice.lines:
        if held and not fits(notice_text(notice.only((*held, line)))):
            parts.append(notice.only(held))
            held = ()
        held = (*held, line)
    return [*parts, notice.only(held)] if held else parts


def remind_json(answer: RemindAnswer, deliveries: Sequence[Delivery] | None = None) -> str:
    """`{"on","notices":[{"region","unit","within","workdays","late":[row…],"soon":[row…]}],"unassigned",
    "group_only","unlisted_groups","deliveries"}`; a row is one of `due --json`. `deliveries` is null when nothing was
    to be sent. No address in it."""
    notices = [
        {
            **picked(notice, "region unit within workdays"),
            "late": [duty_row(line.duty) for line in notice.late],
            "soon": [duty_row(line.duty) for line in notice.soon],
        }
        for notice in answer.notices
    ]
    return dump(
        {
            "on": answer.on,
            "notices": notices,
            "unassigned": list(map(duty_row, answer.unassigned)),
            "group_only": list(map(duty_row, answer.group_only)),
            "unlisted_groups": list(map(group_row, answer.unlisted)),
            "deliveries": deliveries
            and [picked(one, "region unit to count outcome reason") for one in deliveries],
        }
    )
