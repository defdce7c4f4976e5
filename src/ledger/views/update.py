"""What became of a task after an entry; who changed what when."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.plan.values import Duty
from ledger.plan.words import LIGHT_WORDS, carrier_words, day_words, days_words, role_words, state_words
from ledger.views.table import table


def standing_text(duties: Sequence[Duty], *, width: int | None) -> str:
    """The Duties touched, as they now stand."""
    if not duties:
        return "这条进展没有改变任何一条分工的状态。\n"
    cells = [
        (
            LIGHT_WORDS[duty.light],
            carrier_words(duty),
            role_words(duty),
            day_words(duty),
            days_words(duty),
            state_words(duty),
        )
        for duty in duties
    ]
    return "现在：\n" + table(("灯", "单位", "角色", "期限", "天数", "状态"), cells, width=width)
