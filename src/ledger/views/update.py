"""What became of a task after an entry."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.values.duty import Duty
from ledger.views.duties import duties_table


def standing_text(duties: Sequence[Duty], *, width: int | None) -> str:
    """The Duties touched, as they now stand."""
    if not duties:
        return "这条进展没有改变任何一条分工的状态。\n"
    return "现在：\n" + duties_table(duties, width=width)
