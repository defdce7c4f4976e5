"""What progress entries add up to, where no Duty has to be made for it."""

from __future__ import annotations

from ledger.duty.states import need_of
from ledger.record.model import Progress


def said(status: str, needs: str | None = None, day: str = "2022-10-20", **more: str) -> Progress:
    fields = {"日期": day, "单位": "县财政局", "状态": status, "需协调事项": needs} | more
    return Progress.model_validate(fields)


def test_what_was_asked_for_stays_until_somebody_says_it_is_settled() -> None:
    asked = said("申请延期", "请县政府办发函")
    granted = said("延期", 延期至="2022-12-31", 原因="示例")
    assert need_of([asked, granted]) == "请县政府办发函"
    assert need_of([asked, granted, said("推进中")]) == "请县政府办发函"
    assert need_of([asked, said("推进中", "已解决。")]) == ""
    assert need_of([asked, said("推进中", "无"), said("推进中", "请财政拨款")]) == "请财政拨款"
