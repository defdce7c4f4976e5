"""What a unit is told of the workbook it sent back: what was taken, what was not and why, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from ledger.problems import SEVERITY_WORDS, Problem
from ledger.questions.collected import Collected
from ledger.questions.returns import OTHER_PERIOD, Missing
from ledger.values.change import progress_words
from ledger.values.words import long_day

_NUMERALS = "一二三四"


def replies(answer: Collected, on: date, *, dry_run: bool = False) -> Iterator[tuple[str, str]]:
    """Unit → its reply as text, in the order the books came; a book that names no unit is answered under the name of
    its file."""
    files: dict[str, list[str]] = {}
    troubles: dict[str, list[Problem]] = {}
    for book in answer.returned:
        # the rows tell, also where two units' sheets were put into one file
        units = list(dict.fromkeys(row.shown_unit or row.unit for row in book.rows if row.unit))
        units = units or [book.unit or PurePath(book.file).stem]
        for unit in units:
            files.setdefault(unit, []).append(book.file)
            troubles.setdefault(unit, []).extend(book.problems)
    taken: dict[str, list[str]] = {}
    asked: set[str] = set()  # who is to look again at something that was taken
    for merge in answer.merges:
        accepted = [result for result in merge.results if result.outcome == "accepted"]
        for result, edit in zip(accepted, merge.edits, strict=True):
            unit = result.sent_as or result.unit
            remark = f"（请核对：{result.reason}）" if result.reason else ""
            asked |= {unit} if result.reason else set()
            taken.setdefault(unit, []).append(
                f"{answer.about(result)}：{progress_words(edit.progress)}{remark}"
            )
    cells = {p.file: f"{p.message}。{p.hint}" for book in answer.returned for p in book.problems}
    told: set[str] = set()  # cells that are the reason why a row was refused: said there, and once
    refused: dict[str, list[str]] = {}
    again: dict[str, list[str]] = {}
    for result in answer.results:
        unit = result.sent_as or result.unit
        if result.outcome in ("conflict", "rejected"):
            refused.setdefault(unit, []).append(
                f"{result.place} {answer.about(result)}：{cells.get(result.place, result.reason)}"
            )
            told.add(result.place)
        elif result.outcome == "unchanged" and not result.blank:
            again.setdefault(unit, []).append(answer.about(result))
    left = {one.unit: one.left for one in answer.missing.partly if one.left}
    for unit, names in files.items():
        others = [
            f"{SEVERITY_WORDS[p.severity]} {p.file}：{p.message}。{p.hint}"
            for p in troubles[unit]
            if p.file not in told
        ]
        parts = [
            ("将采用" if dry_run else "已采用", "行", taken.get(unit, [])),
            ("没有采用", "行", refused.get(unit, [])),
            ("已有同样的一条", "行", again.get(unit, [])),
            ("填报表里的问题", "处", others),
        ]
        lines = [
            f"{unit}：",
            "",
            f"你单位交回的填报表（{'、'.join(names)}）已于{long_day(on)}汇总，结果如下。",
        ]
        said = [part for part in parts if part[2]]
        for number, (title, measure, rows) in zip(_NUMERALS, said, strict=False):
            lines += [
                "",
                f"{number}、{title} {len(rows)} {measure}",
                *("  " + row.replace("\n", "\n    ") for row in rows),
            ]
        if not said:
            lines += ["", "各行都没有填。"]
        mend = any(p.check != OTHER_PERIOD for p in troubles[unit] if p.file not in told)
        closing = _closing(
            unit,
            answer.missing,
            left=left.get(unit, 0),
            mend=mend or unit in refused,
            asked=unit in asked,
            old=any(p.check == OTHER_PERIOD for p in troubles[unit]),
        )
        for line in closing:
            lines += ["", line]
        yield unit, "\n".join(lines) + "\n"


def _closing(unit: str, missing: Missing, *, left: int, mend: bool, asked: bool, old: bool) -> Iterator[str]:
    """What the unit is asked to do, or that there is nothing. `old`: a book of its was sent for another time."""
    silent = unit in missing.units
    if left:
        yield f"还有 {left} 行没有填，请一并补上。"
    if asked:
        yield "标明“请核对”的各行请看一看：没有错的不用再报，有错的改好那一行再发回。"
    if mend:
        yield "请在原来的填报表里改好上面列出的各处，其余不用动，保存后再发回。"
    if silent and old:
        yield "这一次的填报表还没有收到你单位填好的，请填好发回。"
    elif silent and not mend:
        yield "请填好再发回。"
    elif not (left or mend or asked):
        yield "不需要再做什么。"
