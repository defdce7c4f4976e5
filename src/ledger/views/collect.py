"""What `collect` did: accepted, unchanged, conflicts, rejected, and who has not reported; of the workbook of a whole plan
every change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from ledger.problems import Problem
from ledger.questions.collected import Collected
from ledger.questions.merged import RowResult
from ledger.questions.returns import Partly
from ledger.values.change import progress_words, value_words
from ledger.values.edit_book import OUTCOME_WORDS, Change
from ledger.views.as_json import problem_row, progress_row
from ledger.views.json_text import dump
from ledger.views.problems import problem_line

_TITLES = {
    "accepted": "写入",
    "unchanged": "与已经记下的一样",
    "conflict": "冲突",
    "rejected": "不采用",
}
_EDIT_TITLES = {
    "taken": ("已写入：", "将写入："),
    "conflict": ("冲突，没有写入：",) * 2,
    "rejected": ("不采用：",) * 2,
}
_OF_BOOKS = "工作簿里的问题："
_ALWAYS = ("写入", "冲突", "不采用")  # said although it is none
_OURS = ("sent_as", "blank", "about", "mend", "note")  # no part of the contract


def collected_json(answer: Collected) -> str:
    """Counts, then every row that is not unchanged, every trouble, and the missing units."""
    return dump(
        {
            "files": len(answer.returned),
            "counts": _counts(answer.results, _TITLES),
            "edits": [
                {"no": edit.no, **progress_row(edit.progress)}
                for merge in answer.merges
                for edit in merge.edits
            ],
            "rows": [
                {key: value for key, value in asdict(result).items() if key not in _OURS}
                | {"reason": _joined(result.reason, result.note)}
                for result in answer.results
                if result.outcome != "unchanged"
            ],
            "problems": [problem_row(p) for book in answer.returned for p in book.problems],
            "not_reported": list(answer.missing.units),
            "returned_blank": list(answer.missing.blank),
            "returned_refused": list(answer.missing.refused),
            "returned_conflicting": list(answer.missing.conflicting),
            "partly_reported": [asdict(one) for one in answer.missing.partly],
            "groups_not_reported": list(answer.missing.groups),
        }
    )


def collected_text(answer: Collected, *, dry_run: bool) -> str:
    """Each thing that asks for somebody's attention on a line of its own, then the counts."""
    lines: list[str] = []
    lines += _section("将写入：" if dry_run else "已写入：", _accepted(answer))
    refused = answer.refused
    for outcome in ("conflict", "rejected"):
        rows = [result for result in answer.results if result.outcome == outcome]
        lines += _section(
            f"{_TITLES[outcome]}：",
            [f"{r.place} {r.unit} {answer.about(r)}：{_joined(refused[r.place], r.note)}" for r in rows],
        )
    troubles = [
        p for book in answer.returned for p in book.problems if p.severity != "error" or p.file not in refused
    ]
    lines += _section(_OF_BOOKS, map(problem_line, troubles))
    blank = sum(result.blank and result.outcome == "unchanged" for result in answer.results)
    unfilled = min(blank, answer.missing.unfilled)
    counted: list[tuple[str, int]] = [
        (_TITLES[outcome], n - blank if outcome == "unchanged" else n)
        for outcome, n in _counts(answer.results, _TITLES).items()
    ]
    counted += [("没有填", unfilled), ("不用填", blank - unfilled)]
    counts = "，".join(f"{title} {n} 行" for title, n in counted if n or title in _ALWAYS)
    by = f"，按工作簿上的时段 {answer.period} 收" if answer.period else ""
    lines.append(f"读了 {len(answer.returned)} 个工作簿{by}：{counts}。")
    if answer.missing.silent and not any(book.rows for book in answer.returned):
        lines.append("一份填报表也没有读出来：下面列的是照计划要报的，不等于都没有报。")
    for words, units in (
        ("还没有报的 {} 个：{}。", answer.missing.silent),
        ("交回了工作簿却没有填的 {} 个，也是还没有报：{}。", answer.missing.blank),
        ("填了却一行也没有采用的 {} 个，也是还没有报：{}。", answer.missing.refused),
        ("填了却都有冲突、一行也没有写入的 {} 个，核对以后才算报过：{}。", answer.missing.conflicting),
        ("另有 {} 个没有列明成员的集合没有报：{}。", answer.missing.groups),
    ):
        lines += [words.format(len(units), "、".join(units))] if units else []
    if partly := answer.missing.partly:
        each = "；".join(map(_partly_words, partly))
        lines.append(f"没有填全的 {len(partly)} 个：{each}。")
    return "\n".join(lines) + "\n"


def edits_json(plan: str, changes: Sequence[Change], problems: Sequence[Problem]) -> str:
    """`collect BOOK --json` of the workbook of a whole plan."""
    return dump(
        {
            "plan": plan,
            "counts": _counts(changes, OUTCOME_WORDS),
            "changes": [asdict(change) for change in changes],
            "problems": [problem_row(p) for p in problems],
        }
    )


def edits_text(plan: str, changes: Sequence[Change], problems: Sequence[Problem], *, dry_run: bool) -> str:
    lines: list[str] = []
    for outcome in OUTCOME_WORDS:
        found = [change for change in changes if change.outcome == outcome]
        lines += _section(_EDIT_TITLES[outcome][dry_run], map(_change_line, found))
    lines += _section(_OF_BOOKS, map(problem_line, problems))
    counted = zip(OUTCOME_WORDS.values(), _counts(changes, OUTCOME_WORDS).values(), strict=True)
    counts = "，".join(f"{word} {n} 处" for word, n in counted)
    lines.append(f"{plan}：{counts}。" if changes else f"{plan}：没有变化。")
    return "\n".join(lines) + "\n"


def _change_line(change: Change) -> str:
    said = ""
    if change.before or change.after:
        said = f"：{value_words(change.before) or '（空）'} → {value_words(change.after) or '（空）'}"
    meaning = f"（{change.meaning.rstrip('。')}）" if change.meaning else ""
    return f"{change.place} {change.what}{said}{meaning}"


def _joined(reason: str, note: str) -> str:
    return "；".join(filter(None, (reason, note)))


def _partly_words(one: Partly) -> str:
    words = f"{one.unit}填了 {one.filled} 行"
    words += f"，另有 {one.refused} 行没有采用" if one.refused else ""
    words += f"，还有 {one.left} 行没有填" if one.left else ""
    return words + (
        f"，另有 {one.not_in_book} 行不在交回的表里（分发以后新增，或者表里删去了）"
        if one.not_in_book
        else ""
    )


def _counts(found: Sequence[RowResult] | Sequence[Change], outcomes: Iterable[str]) -> dict[str, int]:
    counted: Counter[str] = Counter(one.outcome for one in found)
    return {outcome: counted[outcome] for outcome in outcomes}


def _accepted(answer: Collected) -> Iterable[str]:
    for merge in answer.merges:
        accepted = [result for result in merge.results if result.outcome == "accepted"]
        for result, edit in zip(accepted, merge.edits, strict=True):
            yield f"{answer.about(result)}：{progress_words(edit.progress)}{result.remark}"


def _section(title: str, rows: Iterable[str]) -> list[str]:
    found = list(rows)
    return [title, *("  " + row.replace("\n", "\n    ") for row in found), ""] if found else []
