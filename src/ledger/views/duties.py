"""Who stands where on one task: the table that `show`, `add` and `update` end with."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.values.duty import Duty
from ledger.values.words import LIGHT_WORDS, carrier_words, day_words, days_words, role_words, state_words
from ledger.views.table import table


def duties_table(duties: Sequence[Duty], *, width: int | None) -> str:
    """A row a Duty; with a column for the matter where milestones have one."""
    heads = ["灯", "单位", "角色", "期限", "天数", "状态", "事项"]
    cells = [
        [
            LIGHT_WORDS[duty.light],
            carrier_words(duty),
            role_words(duty),
            day_words(duty),
            days_words(duty),
            state_words(duty),
            duty.what or "",
        ]
        for duty in duties
    ]
    if not any(duty.what for duty in duties):
        for row in (heads, *cells):
            del row[-1]
    return table(heads, cells, width=width)


def standing_text(duties: Sequence[Duty], *, width: int | None) -> str:
    """The Duties an entry touched, as they now stand."""
    if not duties:
        return "这条进展没有改变任何一条分工的状态。\n"
    return "现在：\n" + duties_table(duties, width=width)
