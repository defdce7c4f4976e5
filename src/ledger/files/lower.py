"""What a lower office sends: its `ledger report --json`, or the workbook of its `ledger report --xlsx`."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from ledger.problems import Problem
from ledger.values.lower import Lower, LowerLate
from ledger.values.report import STAGE_WORDS, STAGES, Tally

_MOST_BYTES = 50_000_000
_MOST_LATE = 2_000
_AS_OF = re.compile(r"截至\s*(\d{4})年(\d{1,2})月(\d{1,2})日")
_LEVELS = {"任务（项）": "tasks", "节点（个）": "milestones", "分工（件）": "duties"}
ASK = "请下级重新用 ledger report --json 或 --xlsx 导出"


class _Unfit(Exception):
    """Why a file is no report."""


def read_lower(path: Path, name: str) -> Lower:
    """The report in a file; `files/sheets/returned_child.py` asks for it, within limits. What cannot be read is a Lower with `trouble`, never an exception."""
    try:
        if not path.is_file():
            raise _Unfit("没有收到，找不到这个文件")
        if path.stat().st_size > _MOST_BYTES:
            raise _Unfit("文件太大，没有读")
        if path.suffix.lower() == ".json":
            return _of_json(json.loads(path.read_text(encoding="utf-8-sig")), path, name)
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            return _of_workbook(path, name)
        raise _Unfit("只读 .json 和 .xlsx")
    except (_Unfit, OSError, ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, _Unfit) else "读不了"
        return Lower(name, str(path), trouble=f"{reason}；{ASK}")


def _of_json(data: Any, path: Path, name: str) -> Lower:
    if isinstance(data, dict) and "plans" in data and "tasks" not in data:
        raise _Unfit("这是 export --json，里面没有进展的数")
    if not isinstance(data, dict) or not {"on", "tasks", "milestones", "duties"} <= set(data):
        raise _Unfit("不是 ledger report --json")
    try:
        on = date.fromisoformat(str(data["on"]))
    except ValueError:
        raise _Unfit("没有写截至哪一天") from None
    late = data.get("late") or []
    rows = [row for row in late if isinstance(row, dict)][:_MOST_LATE] if isinstance(late, list) else []
    told = tuple(
        LowerLate(
            "：".join(str(row[key]) for key in ("name", "what") if row.get(key)),
            str(row.get("unit") or row.get("via") or ""),
            str(row.get("due") or ""),
        )
        for row in rows
    )
    tasks, milestones, duties = (_tally(data[level]) for level in ("tasks", "milestones", "duties"))
    return Lower(name, str(path), on, tasks, milestones, duties, told)


def _tally(row: Any) -> Tally:
    fields = (*STAGES, "done_late")
    if not isinstance(row, dict):
        raise _Unfit("数字不全")
    counts = {field: row.get(field, 0) for field in fields}
    if any(not isinstance(n, int) or isinstance(n, bool) or n < 0 for n in counts.values()):
        raise _Unfit("数字不对")
    tally = Tally(**counts)
    if "total" in row and row["total"] != tally.total:
        raise _Unfit("各项加起来不等于合计，像是改过")
    return tally


def _of_workbook(path: Path, name: str) -> Lower:
    from ledger.files.sheets.returned_file import open_returned

    opened = open_returned(path)
    if isinstance(opened, Problem):
        raise _Unfit(opened.message)
    workbook = opened.workbook
    if "概况" not in workbook.sheetnames:
        raise _Unfit("不是 ledger report --xlsx：没有“概况”这张表")
    lines = [[_plain(cell.value) for cell in row] for row in workbook["概况"].iter_rows(max_row=12)]
    as_of = next(filter(None, (_AS_OF.search(words) for line in lines for words in line)), None)
    heads = next((line for line in lines if "合计" in line), None)
    if as_of is None or heads is None:
        raise _Unfit("“概况”里没有截至的日子或合计")
    keys = {words: stage for stage, words in STAGE_WORDS.items()} | {
        "其中逾期办结": "done_late",
        "合计": "total",
    }
    found: dict[str, Tally] = {}
    for line in lines:
        if level := _LEVELS.get(line[0] if line else ""):
            row = {keys[h]: _number(words) for h, words in zip(heads, line, strict=False) if h in keys}
            found[level] = _tally(row)
    if set(found) != set(_LEVELS.values()):
        raise _Unfit("“概况”里的数字不全")
    year, month, day = (int(part) for part in as_of.groups())
    on, late = date(year, month, day), tuple(_late(workbook))
    return Lower(name, str(path), on, found["tasks"], found["milestones"], found["duties"], late)


def _late(workbook: Any) -> list[LowerLate]:
    if "逾期清单" not in workbook.sheetnames:
        return []
    rows = [
        [_plain(cell.value) for cell in row] for row in workbook["逾期清单"].iter_rows(max_row=_MOST_LATE)
    ]
    heads = next((row for row in rows if {"任务", "逾期单位", "期限"} <= set(row)), None)
    if heads is None:
        return []
    at = [heads.index(word) for word in ("任务", "逾期单位", "期限")]
    below = rows[rows.index(heads) + 1 :]
    return [LowerLate(*(row[n] for n in at)) for row in below if row[at[0]]]


def _plain(value: object) -> str:
    return "" if value is None else str(value).strip()


def _number(words: str) -> int:
    if not words.isdecimal():
        raise _Unfit("数字不对")
    return int(words)
