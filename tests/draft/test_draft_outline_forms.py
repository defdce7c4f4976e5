"""One outline in many forms: how tasks are numbered and where units stand changes no task's name, roles or days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ledger.draft import draft_plan
from ledger.files.yaml.plan_yaml import read_plan
from ledger.record.model import Plan, words_of
from ledger.values.source import Draft, Paragraph, Source
from ledger.words.deadline.reader import read_deadline
from ledger.words.responsibility.reader import read_responsibility

ROOT = Path(__file__).parents[2]
PLANS = sorted((ROOT / "plans").glob("*/2*.yaml"))
HAN = "一二三四五六七八九十"


@dataclass(frozen=True)
class Piece:
    """A task as a generator prints it: `days` are those of its words and of its text."""

    name: str
    content: str
    roles: tuple[tuple[str, ...], ...]
    deadline: str
    days: frozenset[object]


def roles_of(words: str) -> tuple[tuple[str, ...], ...]:
    reading = read_responsibility(words)
    return reading.lead, reading.support, reading.responsible


def days_of(deadlines: Iterable[tuple[str, str]], year: int) -> frozenset[object]:
    """The days of (words, matter) pairs; what only goes on has none."""
    found = (m for words, what in deadlines for m in read_deadline(words, year, what=what).milestones)
    return frozenset((m.kind, m.due, m.end, m.month, m.day, m.weekday) for m in found if m.kind != "unknown")


def pieces_of(plan: Plan) -> list[Piece]:
    return [
        Piece(
            task.name, task.content, roles_of(words_of(task.responsibility)), task.deadline or "",
            days_of([(task.deadline or "", ""), *((e.deadline, e.what) for e in task.extra)], plan.year),
        )
        for task in plan.tasks
    ]  # fmt: skip


def han(n: int) -> str:
    """`n` below 100: 十二, 三十."""
    tens, ones = divmod(n, 10)
    return ("" if tens < 2 else HAN[tens - 1]) + ("十" if tens else "") + (HAN[ones - 1] if ones else "")


NUMBERINGS: dict[str, tuple[Callable[[int], str], int]] = {  # the number, how far it goes
    "一、": (lambda n: f"{han(n)}、", 99),
    "（一）": (lambda n: f"（{han(n)}）", 99),
    "1.": (lambda n: f"{n}.", 99),
    "⑴": (lambda n: chr(ord("⑴") + n - 1), 20),
    "第一条": (lambda n: f"第{han(n)}条 ", 99),
    "甲、": (lambda n: f"{'甲乙丙丁戊己庚辛壬癸'[n - 1]}、", 10),
    "A.": (lambda n: f"{chr(ord('A') + n - 1)}.", 26),
    "子、": (lambda n: f"{'子丑寅卯辰巳午未申酉戌亥'[n - 1]}、", 12),
}


def said(piece: Piece, *, leads: str, supports: str, answers: str) -> list[str]:
    """Who and by when, each part in the words of its form: `%s牵头`, `牵头单位：%s`."""
    forms = zip((leads, supports, answers), piece.roles, strict=True)
    return [form.replace("%s", "、".join(names)) for form, names in forms if names]


def labelled(piece: Piece) -> list[str]:
    parts = said(piece, leads="牵头单位：%s", supports="配合单位：%s", answers="责任单位：%s")
    return parts + ([f"完成时限：{piece.deadline}"] if piece.deadline else [])


def clauses(piece: Piece) -> list[str]:
    parts = said(piece, leads="%s牵头", supports="%s配合", answers="%s负责")
    return parts + ([piece.deadline] if piece.deadline else [])


def sentence(piece: Piece, end: str = "") -> str:
    """The heading sentence, with the text after it."""
    return f"{piece.name}{end}。{piece.content}"


def bracketed(
    opening: str, closing: str, parts: Callable[[Piece], list[str]], glue: str
) -> Callable[[Piece], str]:
    def printed(piece: Piece) -> str:
        words = glue.join(parts(piece))
        return sentence(piece) + (f"{opening}{words}{closing}" if words else "")

    return printed


def lines(piece: Piece) -> str:
    return "\n".join([sentence(piece), *labelled(piece)])


def joined_lines(piece: Piece) -> str:
    return "\n".join([sentence(piece), *(["；".join(labelled(piece))] if labelled(piece) else [])])


def last_clause(piece: Piece) -> str:
    words = "，".join(clauses(piece))
    return sentence(piece) + (f"{words}。" if words else "")


def by_whom(piece: Piece) -> str:
    words = "，".join(clauses(piece))
    return sentence(piece) + (
        f"由{words}。" if any(piece.roles) else last_clause(piece)[len(sentence(piece)) :]
    )


def in_heading(piece: Piece) -> str:
    words = "，".join(clauses(piece))
    return sentence(piece, f"（{words}）" if words else "")


FORMS: dict[str, Callable[[Piece], str]] = {
    "〔牵头单位：…；责任单位：…〕": bracketed("〔", "〕", labelled, "；"),
    "（…牵头，…配合）": bracketed("（", "）", clauses, "，"),
    "【…】": bracketed("【", "】", labelled, "；"),
    "各占一行": lines,
    "合在一行": joined_lines,
    "句末": last_clause,
    "由…负责": by_whom,
    "标题括号": in_heading,
    "上级标题": in_heading,  # laid out by `document`
}


def document(pieces: list[Piece], form: str, numbering: str, year: int) -> Source:
    """The plan as an outline. A numbering that ends before the tasks do begins again under the next heading."""
    number, most = NUMBERINGS[numbering]
    texts = [f"甲县{year}年重点工作要点", "为做好各项工作，制定本要点。"]
    if form == "上级标题":
        for part, group in enumerate(groups(pieces, most), 1):
            words = "，".join(clauses(group[0]))
            texts.append(f"第{han(part)}章 第{han(part)}类工作" + (f"（{words}）" if words else ""))
            texts += [number(n) + sentence(piece) for n, piece in enumerate(group, 1)]
    else:
        for start in range(0, len(pieces), most):
            if len(pieces) > most:
                texts.append(f"第{han(start // most + 1)}章 第{han(start // most + 1)}类工作")
            texts += [
                number(n) + FORMS[form](piece) for n, piece in enumerate(pieces[start : start + most], 1)
            ]
    paragraphs = (line for text in texts for line in text.split("\n"))
    return Source(
        "表.docx", tuple(Paragraph(text=t, place=f"第{n}段", whole=True) for n, t in enumerate(paragraphs, 1))
    )


def groups(pieces: list[Piece], most: int) -> list[list[Piece]]:
    """Neighbours that the same units do by the same day."""
    found: list[list[Piece]] = []
    for piece in pieces:
        last = found[-1] if found else []
        if last and len(last) < most and (last[0].roles, last[0].deadline) == (piece.roles, piece.deadline):
            last.append(piece)
        else:
            found.append([piece])
    return found


def read_back(draft: Draft, year: int) -> list[tuple[object, ...]]:
    return [
        (t.name, roles_of(t.responsibility), days_of([(t.deadline, ""), *((e.deadline, e.what) for e in t.extra)], year))
        for t in draft.tasks
    ]  # fmt: skip


def differences(path: Path, form: str, numbering: str) -> tuple[int, list[str]]:
    """(tasks of the plan, where the draft of its form has other tasks)."""
    plan = read_plan(path).plan
    assert plan is not None
    pieces = pieces_of(plan)
    expected = [(piece.name, piece.roles, piece.days) for piece in pieces]
    found = read_back(draft_plan(document(pieces, form, numbering, plan.year)), plan.year)
    if len(found) != len(expected):
        return len(pieces), [f"{len(found)} tasks for {len(expected)}"]
    return len(pieces), [f"{a} ≠ {b}" for a, b in zip(found, expected, strict=True) if a != b]


# every other pair of form and numbering, on one of the plans in turn: all pairs on all plans take over a minute
GRID = [
    pytest.param(PLANS[(f + n) % len(PLANS)], form, numbering, id=f"{form}-{numbering}")
    for f, form in enumerate(FORMS)
    for n, numbering in enumerate(NUMBERINGS)
    if (f + n) % 2 == 0
]


@pytest.mark.parametrize(("path", "form", "numbering"), GRID)
def test_a_change_of_form_changes_no_task(path: Path, form: str, numbering: str) -> None:
    assert differences(path, form, numbering)[1] == []
