"""What a unit is told of the workbook it sent back: what was taken, what was not and why, what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from ledger.problems import Problem
from ledger.questions.collected import Collected
from ledger.questions.returns import OTHER_PERIOD, Missing, Partly
from ledger.values.change import progress_words
from ledger.values.words import long_day
from ledger.views.problems import problem_line

_NUMERALS = "一二三四"


@dataclass(slots=True)
class _Told:
    """What one unit is told: its books, what is wrong in them (`problems`, and of these what is not the reason of a row
    refused: `others`), and a line for each of its rows."""

    files: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    others: list[Problem] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    asked: bool = False  # to look again at something that was taken
    mend: bool = False  # something refused is for the unit to put right
    office: bool = False  # something refused is not
    unread: bool = False  # a file of which nothing could be read


def replies(answer: Collected, on: date, *, dry_run: bool = False) -> Iterator[tuple[str, str]]:
    """Unit → its reply as text, in the order the books came; a book that names no unit is answered under the name of
    its file."""
    partly = {one.unit: one for one in answer.missing.partly}
    for unit, told in _by_unit(answer).items():
        if not told.files:
            continue
        lines = [
            f"{unit}：",
            "",
            f"你单位交回的填报表（{'、'.join(told.files)}）已于{long_day(on)}汇总，结果如下。",
            *_rows(told, dry_run),
        ]
        for line in _closing(unit, told, answer.missing, partly.get(unit)):
            lines += ["", line]
        yield unit, "\n".join(lines) + "\n"


def _by_unit(answer: Collected) -> dict[str, _Told]:
    found: defaultdict[str, _Told] = defaultdict(_Told)
    for book in answer.returned:
        # the rows tell, also where two units' sheets were put into one file
        units = dict.fromkeys(row.shown_unit or row.unit for row in book.rows if row.unit)
        for unit in units or [book.unit or PurePath(book.file).stem]:
            found[unit].files.append(book.file)
            found[unit].problems += book.problems
            # what is wrong with the file itself stands at no cell of it
            found[unit].unread |= not book.rows and any(p.file == book.file for p in book.problems)
    for merge in answer.merges:
        accepted = [result for result in merge.results if result.outcome == "accepted"]
        for result, edit in zip(accepted, merge.edits, strict=True):
            told = found[result.sent_as or result.unit]
            told.asked |= bool(result.reason)
            told.taken.append(f"{answer.about(result)}：{progress_words(edit.progress)}{result.remark}")
    refused = answer.refused
    for result in answer.results:
        told = found[result.sent_as or result.unit]
        if result.outcome in ("conflict", "rejected"):
            why = refused[result.place]
            why += "" if result.mend else "（由办公室核对，你单位不用改）"
            told.refused.append(f"{result.place} {answer.about(result)}：{why}")
            told.mend |= result.mend
            told.office |= not result.mend
        elif result.outcome == "unchanged" and not result.blank:
            told.again.append(answer.about(result))
    for told in found.values():
        told.others = [p for p in told.problems if p.severity != "error" or p.file not in refused]
    return found


def _rows(told: _Told, dry_run: bool) -> Iterator[str]:
    parts = (
        ("将采用" if dry_run else "已采用", "行", told.taken),
        ("没有采用", "行", told.refused),
        ("已有同样的一条", "行", told.again),
        ("填报表里的问题", "处", list(map(problem_line, told.others))),
    )
    said = [part for part in parts if part[2]]
    for number, (title, measure, rows) in zip(_NUMERALS, said, strict=False):
        yield from ("", f"{number}、{title} {len(rows)} {measure}")
        yield from ("  " + row.replace("\n", "\n    ") for row in rows)
    if not said:
        yield from ("", "各行都没有填。")


def _closing(unit: str, told: _Told, missing: Missing, partly: Partly | None) -> Iterator[str]:
    """What the unit is asked to do, or that there is nothing. `partly`: what it was asked about and has not filled in."""
    silent = unit in missing.units
    left, absent = (partly.left, partly.not_in_book) if partly else (0, 0)
    others = [problem for problem in told.others if problem.check != OTHER_PERIOD]
    mend = told.mend or (not told.unread and any(problem.severity == "error" for problem in others))
    look = not mend and not told.unread and bool(others)
    old = any(problem.check == OTHER_PERIOD for problem in told.problems)
    if left:
        yield f"还有 {left} 行没有填，请一并补上。"
    if absent:
        yield f"你单位另有 {absent} 行不在交回的表里：从表里删去的请补上；原来表里没有的，由办公室另发。"
    if told.asked:
        yield "标明“请核对”的各行请看一看：没有错的不用再报，有错的改好那一行再发回。"
    if mend:
        but = "（由办公室核对的除外）" if told.office else ""
        yield f"请在原来的填报表里改好上面列出的各处{but}，其余不用动，保存后再发回。"
    if look:
        yield "“填报表里的问题”请看一看：有要报的，填进表里再发回；没有的不用管。"
    if told.unread:
        yield "这份填报表没有读成，请照上面说的重新发一份。"
    elif silent and old:
        yield "这一次的填报表还没有收到你单位填好的，请填好发回。"
    elif silent and not mend:
        yield "请填好再发回。"
    elif not (left or absent or mend or look or told.asked):
        yield "不需要再做什么。"
