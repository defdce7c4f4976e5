"""What `collect` did: accepted, unchanged, conflicts, rejected, and who has not reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from ledger.problems import SEVERITY_WORDS
from ledger.questions.collect import Merge, RowResult
from ledger.questions.located import Outcome
from ledger.questions.returns import Missing
from ledger.values.change import progress_words
from ledger.values.fill import FillReturned, ReturnedRow
from ledger.views.as_json import dump, progress_row

_TITLES: dict[Outcome, str] = {
    "accepted": "写入",
    "unchanged": "没有变化",
    "conflict": "冲突",
    "rejected": "不采用",
}


@dataclass(frozen=True, slots=True)
class Collected:
    """One run: the files read, what became of their rows, rows of no plan here, and who is missing. `names` are those of
    the plans here, where there are several."""

    returned: Sequence[FillReturned]
    merges: Sequence[Merge]
    strays: Sequence[ReturnedRow]
    missing: Missing
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def results(self) -> list[RowResult]:
        found = [result for merge in self.merges for result in merge.results]
        reason = "这里没有它所属的计划；请写明 --plan。"
        return found + [
            RowResult(
                "rejected",
                row.place(),
                row.identity.plan if row.identity else row.title,
                row.name,
                row.unit,
                reason,
                row.shown_unit,
            )
            for row in self.strays
        ]

    def about(self, result: RowResult) -> str:
        """Which task a row is about, with its plan where there are several."""
        return f"{self.names.get(result.plan, '')} {result.what}".lstrip()

    @property
    def troubled(self) -> bool:
        """Conflicts, rejected rows or cells, or missing units: exit code 1."""
        bad = any(result.outcome in ("conflict", "rejected") for result in self.results)
        wrong = any(p.severity == "error" for book in self.returned for p in book.problems)
        return bad or wrong or bool(self.missing.units)


def collected_json(answer: Collected) -> str:
    """Counts, then every row that is not unchanged, every trouble, and the missing units."""
    return dump(
        {
            "files": len(answer.returned),
            "counts": _counts(answer),
            "edits": [
                {"no": edit.no, **progress_row(edit.progress)}
                for merge in answer.merges
                for edit in merge.edits
            ],
            "rows": [
                {key: value for key, value in asdict(result).items() if key != "sent_as"}
                for result in answer.results
                if result.outcome != "unchanged"
            ],
            "problems": [
                {
                    "place": p.file,
                    "severity": p.severity,
                    "check": p.check,
                    "message": p.message,
                    "hint": p.hint,
                }
                for book in answer.returned
                for p in book.problems
            ],
            "not_reported": list(answer.missing.units),
            "returned_blank": list(answer.missing.blank),
            "partly_reported": [asdict(one) for one in answer.missing.partly],
            "groups_not_reported": list(answer.missing.groups),
        }
    )


def collected_text(answer: Collected, *, width: int | None, dry_run: bool) -> str:
    """Each thing that asks for somebody's attention on a line of its own, then the counts."""
    lines: list[str] = []
    lines += _section("将写入：" if dry_run else "已写入：", _accepted(answer))
    for outcome in ("conflict", "rejected"):
        rows = [result for result in answer.results if result.outcome == outcome]
        lines += _section(
            f"{_TITLES[outcome]}：", [f"{r.place} {r.unit} {answer.about(r)}：{r.reason}" for r in rows]
        )
    troubles = [p for book in answer.returned for p in book.problems]
    lines += _section(
        "工作簿里的问题：",
        [f"{SEVERITY_WORDS[p.severity]} {p.file}：{p.message}。{p.hint}" for p in troubles],
    )
    counts = "，".join(f"{_TITLES[outcome]} {n} 行" for outcome, n in _counts(answer).items())
    lines.append(f"读了 {len(answer.returned)} 个工作簿：{counts}。")
    for words, units in (
        ("还没有报的 {} 个：{}。", answer.missing.silent),
        ("交回了工作簿却没有填的 {} 个，也是还没有报：{}。", answer.missing.blank),
        ("另有 {} 个没有列明成员的集合没有报：{}。", answer.missing.groups),
    ):
        lines += [words.format(len(units), "、".join(units))] if units else []
    if partly := answer.missing.partly:
        each = "；".join(f"{one.unit}填了 {one.filled} 行，还有 {one.left} 行没有填" for one in partly)
        lines.append(f"没有填全的 {len(partly)} 个：{each}。")
    return "\n".join(lines) + "\n"


def _counts(answer: Collected) -> dict[Outcome, int]:
    counted = Counter(result.outcome for result in answer.results)
    return {outcome: counted[outcome] for outcome in _TITLES}


def _accepted(answer: Collected) -> Iterable[str]:
    for merge in answer.merges:
        accepted = [result for result in merge.results if result.outcome == "accepted"]
        for result, edit in zip(accepted, merge.edits, strict=True):
            remark = f"（请核对：{result.reason}）" if result.reason else ""
            yield f"{answer.about(result)}：{progress_words(edit.progress)}{remark}"


def _section(title: str, rows: Iterable[str]) -> list[str]:
    found = list(rows)
    return [title, *(f"  {row}" for row in found), ""] if found else []
