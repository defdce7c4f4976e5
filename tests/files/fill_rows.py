"""A row of a fill-in workbook, as `split` makes it for 县甲局."""

from __future__ import annotations

from typing import Any

from ledger.values.fill import FillRow, digest_of


def row(no: int, **more: Any) -> FillRow:
    fields: dict[str, Any] = {
        "no": no, "name": f"任务{no}", "content": f"第{no}项任务的内容。", "responsibility": "县甲局牵头，各乡镇配合",
        "deadline": "11月底前", "duty": "牵头", "plan": "a-2022", "task": str(no), "milestone": "2022-11-30",
        "unit": "县甲局", "digest": digest_of(f"任务{no}", f"第{no}项任务的内容。"),
    }  # fmt: skip
    return FillRow(**fields | more)
