"""Conservation: every piece of a document ends in one place of the draft, or is told.

An atom is a piece no reading divides: a cell of a table, a clause with its bracket, a note. Whoever reads says
which task an atom belongs to, and into which part he put it where he knows that; `settle` then looks into the
finished draft whether it truly stands there. What does not is told, with its place and its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledger.values.source import DraftReporting, DraftTask

HEAD = "head"  # title, 文号, 附件 … and all that is said of the plan as a whole
REPORTING = "reporting"
PARTS = ("number", "section", "name", "content", "units", "deadline", "milestone", "remark", "other")


@dataclass(frozen=True, slots=True)
class Atom:
    """`text` as the document has it. `task` is the position of its task in the draft (from 0), None when it
    belongs to none; `part` is where it was put (one of PARTS), None when it may stand in any part."""

    place: str
    text: str
    task: int | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """Every atom, either with the part it stands in or told."""

    written: tuple[tuple[Atom, str], ...]
    told: tuple[Atom, ...]

    @property
    def count(self) -> int:
        return len(self.written) + len(self.told)

    def __add__(self, other: Settled) -> Settled:
        return Settled(self.written + other.written, self.told + other.told)


def settle(
    atoms: Iterable[Atom],
    tasks: Iterable[DraftTask],
    reporting: Iterable[DraftReporting] = (),
    head: Iterable[str] = (),
) -> Settled:
    """Look every atom up where it should stand: in its task, else in 报送, else in the head. An atom of no task
    may stand anywhere. Blanks and marks do not count; an atom of marks alone is nothing and is left out."""
    by_task = [_bare_parts(parts_of(task)) for task in tasks]
    shared = {
        REPORTING: bare("\n".join("\n".join((d.what, d.units, d.to, d.deadline)) for d in reporting)),
        HEAD: bare("\n".join(head)),
    }
    everywhere = [*by_task, shared]
    written, told = [], []
    for atom in atoms:
        words = bare(atom.text)
        if not words:
            continue
        own = by_task[atom.task] if atom.task is not None else None
        if own is not None and atom.part is not None:
            part = atom.part if words in own[atom.part] else None
        else:
            looked = [own, shared] if own is not None else everywhere
            part = next((part for parts in looked for part, text in parts.items() if words in text), None)
        if part is None:
            told.append(atom)
        else:
            written.append((atom, part))
    return Settled(tuple(written), tuple(told))


def parts_of(task: DraftTask) -> dict[str, str]:
    """Every text of a task by its part."""
    return {
        "number": f"{task.no:03}\n{task.original_no}",  # 01 and 001 are 1
        "section": "\n".join(task.section),
        "name": f"{task.original_no}{task.name}",
        "content": f"{task.original_no}{task.name}\n{task.content}",  # a cell may hold both
        "units": task.responsibility,
        "deadline": task.deadline,
        "milestone": "\n".join(f"{m.what}\n{m.deadline}" for m in task.extra),
        "remark": task.remark,
        "other": "\n".join(f"{heading}：{words}" for heading, words in task.other),
    }


def bare(text: str) -> str:
    """The characters that carry meaning."""
    return re.sub(r"[^0-9A-Za-z\u3400-\u9fff①-⑳⒈-⒛⑴-⒇%％]", "", text)


def _bare_parts(parts: Mapping[str, str]) -> dict[str, str]:
    return {part: bare(text) for part, text in parts.items()}
