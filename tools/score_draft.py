"""Draft every issued document that has a hand-made plan, and print how near the draft comes.

    python tools/score_draft.py [-v] [DOCUMENT PLAN]…

Without arguments: every text in `examples/documents/` against the plan in `plans/` whose 来源 names it.
Roles and deadlines are compared as understood (who leads, supports, is responsible; which days), names and
texts to the character.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from ledger.draft import draft_plan
from ledger.files.documents.reader import read_document
from ledger.files.yaml.plan_yaml import parse_plan, read_plan
from ledger.record.model import Plan, ReportingDuty, Task, words_of
from ledger.views.draft_yaml import draft_yaml
from ledger.words.deadline.reader import read_deadline
from ledger.words.responsibility.reader import read_responsibility

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("名称", "章节", "内容", "单位", "时限")


@dataclass
class Score:
    """How many tasks the plan has, the draft found and the draft made up; per part, how many are right."""

    expected: int = 0
    found: int = 0
    invented: int = 0
    whole: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))
    misses: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        parts = "  ".join(f"{part} {self.right[part]}/{self.found}" for part in PARTS)
        return (
            f"{name}：应有 {self.expected} 项，找到 {self.found}，多出 {self.invented}；{parts}；"
            f"全对 {self.whole}/{self.expected}（{self.whole / max(1, self.expected):.1%}）"
        )


def compare(draft: Plan, plan: Plan) -> Score:
    """`draft` against the hand-made `plan`. Tasks are paired in order by name and text."""
    score = Score(expected=len(plan.tasks))
    pairs = _pair(draft.tasks, plan.tasks)
    score.found = len(pairs)
    score.invented = len(draft.tasks) - len(pairs)
    paired = {id(task) for _, task in pairs}
    score.misses += [f"  没有找到 {task.no} {task.name}" for task in plan.tasks if id(task) not in paired]
    made = {id(task) for task, _ in pairs}
    score.misses += [f"  多出 {task.no} {task.name}" for task in draft.tasks if id(task) not in made]
    for mine, theirs in pairs:
        wrong = [part for part in PARTS if _part(mine, part, draft) != _part(theirs, part, plan)]
        for part in PARTS:
            score.right[part] += part not in wrong
        score.whole += not wrong
        for part in wrong:
            score.misses.append(f"  {theirs.no} {theirs.name[:16]} {part}：")
            score.misses.append(f"     草稿 {_part(mine, part, draft)}")
            score.misses.append(f"     应为 {_part(theirs, part, plan)}")
    mine_reports = [_reporting(duty, draft.year) for duty in draft.reporting]
    for duty in plan.reporting:
        if _reporting(duty, plan.year) not in mine_reports:
            score.misses.append(f"  报送 应为 {_reporting(duty, plan.year)}，草稿 {mine_reports}")
    if len(draft.reporting) > len(plan.reporting):
        score.misses.append(f"  报送多出：{mine_reports}")
    for key in ("title", "region", "year", "issuer", "number", "issued", "basis", "attachment"):
        if getattr(draft, key) != getattr(plan, key):
            score.misses.append(f"  {key}：草稿 {getattr(draft, key)}，应为 {getattr(plan, key)}")
    return score


def _pair(mine: tuple[Task, ...], theirs: tuple[Task, ...]) -> list[tuple[Task, Task]]:
    """Tasks that are the same one: best likeness of name and text first, at least half alike."""
    candidates = []
    for n, task in enumerate(mine):
        for k, other in enumerate(theirs):
            left, right = task.name + task.content[:150], other.name + other.content[:150]
            if left == right or SequenceMatcher(None, left, right, autojunk=False).quick_ratio() > 0.5:
                ratio = SequenceMatcher(None, left, right, autojunk=False).ratio()
                if ratio > 0.5:
                    candidates.append((-ratio, abs(n - k), n, k))
    pairs, used_mine, used_theirs = [], set(), set()
    for _, _, n, k in sorted(candidates):
        if n not in used_mine and k not in used_theirs:
            used_mine.add(n)
            used_theirs.add(k)
            pairs.append((mine[n], theirs[k]))
    return sorted(pairs, key=lambda pair: pair[1].no)


def _part(task: Task, part: str, plan: Plan) -> object:
    if part == "名称":
        return task.name
    if part == "章节":
        return (*task.section, task.original_no)
    if part == "内容":
        return task.content
    if part == "单位":
        reading = read_responsibility(words_of(task.responsibility))
        return reading.lead, reading.support, reading.responsible
    days = [m.identity[:-1] for m in read_deadline(task.deadline or "", plan.year).milestones]
    days += [
        m.identity[:-1]
        for extra in task.extra
        for m in read_deadline(extra.deadline, plan.year, what=extra.what).milestones
    ]
    return days


def _reporting(duty: ReportingDuty, year: int) -> tuple[object, ...]:
    days = tuple(m.identity[:-1] for m in read_deadline(duty.deadline, year).milestones)
    return duty.what, words_of(duty.units), duty.to, days, duty.method, duty.attachment, duty.if_missed


def score_document(document: Path, plan_path: Path) -> tuple[Score, int]:
    """(score, doubts of the draft)."""
    plan = read_plan(plan_path).plan
    assert plan is not None, f"{plan_path} 不合规"
    draft = draft_plan(read_document(document))
    read = parse_plan(plan_path, str(document), draft_yaml(draft).encode())
    if read.plan is None:
        raise SystemExit(f"{document.name} 的草稿没有通过校验：{read.problems}")
    return compare(read.plan, plan), draft.doubt_count


def examples() -> list[tuple[Path, Path]]:
    """Every example document with the plan that names it as its 来源."""
    plans = {
        read.plan.source: path
        for path in sorted((ROOT / "plans").glob("*/2*.yaml"))
        if (read := read_plan(path)).plan is not None
    }
    documents = sorted((ROOT / "examples" / "documents").glob("*.txt"))
    return [(document, plans[document.name]) for document in documents if document.name in plans]


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "-v"]
    paths = [Path(argument) for argument in arguments]
    pairs = list(zip(paths[::2], paths[1::2], strict=True)) or examples()
    expected = whole = 0
    for document, plan in pairs:
        score, doubts = score_document(document, plan)
        print(f"{score.line(document.stem)}；待核 {doubts} 处")
        if "-v" in sys.argv:
            print("\n".join(score.misses))
        expected, whole = expected + score.expected, whole + score.whole
    print(f"合计：{whole}/{expected} 项全对（{whole / max(1, expected):.1%}）")


if __name__ == "__main__":
    main()
