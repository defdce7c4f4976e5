"""What a row that came back leaves open: words for 请核对, and why a day is not taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ledger.duty.entry import Case, entry_faults
from ledger.record.characters import TELEPHONE
from ledger.record.model import Progress
from ledger.values.columns import columns_of

HEADINGS = {column.key: column.heading for column in columns_of("fill")}


def worth_asking(case: Case, entry: Progress, asks: Sequence[str], typed: Mapping[str, str]) -> str:
    """What an entry that is taken leaves open, "" when nothing. `typed` are the words of cells nobody could read."""
    asks = [*asks, *(fault.message for fault in entry_faults(case, entry))]
    if entry.status == "已完成" and entry.done_on is None:
        asks.append(f"没有写完成日期，按填报日期 {entry.day} 算")
    if entry.status == "申请延期" and not entry.note:
        asks.append("没有写延期的理由")
    if entry.status == "申请延期" and not entry.asked_until:
        words = typed.get("asked_until", "")
        asks.append(f"申请延期至写的是“{words}”，看不出是哪一天" if words else "没有写申请延期至哪一天")
    return "；".join(filter(None, (*asks, telephones_in(entry))))


def why_not(
    key: str, words: str, found: Sequence[date], possible: Sequence[date], first: date, last: date
) -> str:
    """Why a day typed in part is not taken: between `first` and `last` it is none, or several."""
    heading = HEADINGS[key]
    if possible:
        several = "，也可能是 ".join(map(str, possible))
        return f"{heading}“{words}”可能是 {several}，分不清，整行没有写入；写明年月日再汇总。"
    if not found:
        return f"{heading}“{words}”不是日历上有的日子，整行没有写入；核对后写明年月日再汇总。"
    if key == "asked_until":
        return f"{heading}“{words}”没有写年份，从今天（{first}）起一年内没有这一天，整行没有写入；写明年月日再汇总。"
    if first > last:
        return (
            f"{heading}“{words}”：计划从 {first} 开始，今天（{last}）还没有到，整行没有写入；核对后再汇总。"
        )
    if found[0] > last:
        return (
            f"{heading}“{words}”只能是 {found[0]}，晚于今天（{last}），整行没有写入；核对后写明年月日再汇总。"
        )
    return f"{heading}“{words}”没有写年份，从计划开始到今天没有这一天，整行没有写入；写明年月日再汇总。"


def telephones_in(entry: Progress) -> str:
    """What is to be asked about an entry that has somebody's telephone number in it, "" for none."""
    texts = (
        entry.note, entry.problem, entry.next_step, entry.needs, entry.reason, entry.reporter, entry.approver,
        *entry.evidence,
    )  # fmt: skip
    numbers = dict.fromkeys(found[0] for text in texts for found in TELEPHONE.finditer(text or ""))
    return f"写了像电话号码的数字（{'、'.join(numbers)}），会照样进计划、台账和回复" if numbers else ""
