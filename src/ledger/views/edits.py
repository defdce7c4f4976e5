"""What came back in the workbook of a whole plan: a line a change, 原来, 现在, 怎样理解."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from ledger.problems import SEVERITY_WORDS, Problem
from ledger.values.change import value_words
from ledger.values.edit_book import OUTCOME_WORDS, Change, Outcome
from ledger.views.as_json import problem_row
from ledger.views.json_text import dump

_TITLES: dict[Outcome, tuple[str, str]] = {
    "taken": ("已写入：", "将写入："),
    "conflict": ("冲突，没有写入：",) * 2,
    "rejected": ("不采用：",) * 2,
}


def edits_json(plan: str, changes: Sequence[Change], problems: Sequence[Problem]) -> str:
    """`collect BOOK --json` of such a workbook."""
    return dump(
        {
            "plan": plan,
            "counts": _counts(changes),
            "changes": [asdict(change) for change in changes],
            "problems": [problem_row(p) for p in problems],
        }
    )


def edits_text(plan: str, changes: Sequence[Change], problems: Sequence[Problem], *, dry_run: bool) -> str:
    lines: list[str] = []
    for outcome in OUTCOME_WORDS:
        found = [change for change in changes if change.outcome == outcome]
        lines += _section(_TITLES[outcome][dry_run], map(_line, found))
    lines += _section(
        "工作簿里的问题：",
        (f"{SEVERITY_WORDS[p.severity]} {p.file}：{p.message}。{p.hint}" for p in problems),
    )
    counts = "，".join(f"{OUTCOME_WORDS[outcome]} {n} 处" for outcome, n in _counts(changes).items())
    lines.append(f"{plan}：{counts}。" if changes else f"{plan}：没有变化。")
    return "\n".join(lines) + "\n"


def _line(change: Change) -> str:
    said = ""
    if change.before or change.after:
        said = f"：{value_words(change.before) or '（空）'} → {value_words(change.after) or '（空）'}"
    meaning = f"（{change.meaning.rstrip('。')}）" if change.meaning else ""
    return f"{change.place} {change.what}{said}{meaning}"


def _counts(changes: Sequence[Change]) -> dict[Outcome, int]:
    counted = Counter(change.outcome for change in changes)
    return {outcome: counted[outcome] for outcome in OUTCOME_WORDS}


def _section(title: str, rows: Iterable[str]) -> list[str]:
    found = list(rows)
    return [title, *(f"  {row}" for row in found), ""] if found else []
