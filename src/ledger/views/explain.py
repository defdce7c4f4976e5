"""`explain`: the words, piece by piece, and what was not understood."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from ledger.views.as_json import milestone_rows, roles_row
from ledger.views.json_text import dump
from ledger.words.deadline.occurrences import describe
from ledger.words.meanings import DeadlineReading, Piece, Responsibility


def deadline_json(reading: DeadlineReading) -> str:
    return dump(
        {
            "milestones": milestone_rows(reading.milestones),
            "unknown": list(reading.unknown),
            "warnings": list(reading.warnings),
        }
    )


def units_json(reading: Responsibility) -> str:
    return dump(
        {
            **roles_row(reading),
            "people": list(reading.people),
            "unknown": list(reading.unknown),
            "warnings": list(reading.warnings),
        }
    )


def deadline_text(reading: DeadlineReading, *, width: int | None) -> str:
    """The words, their pieces with a marker under each, then the milestones."""
    lines = _pieces(reading.words, reading.pieces, width)
    if reading.milestones:
        lines.append("理解为：")
        for milestone in reading.milestones:
            matter = f"（{milestone.what}）" if milestone.what else ""
            lines.append(f"  {describe(milestone)}{matter}")
    return _with_doubts(lines, reading.unknown, reading.warnings)


def units_text(words: str, reading: Responsibility, *, width: int | None) -> str:
    """The words, their pieces, then who leads, supports, is responsible."""
    lines = _pieces(words, reading.pieces, width)
    named = (
        ("牵头", reading.lead),
        ("配合", reading.support),
        ("责任", reading.responsible),
        ("其中集合", reading.groups),
        ("人员", reading.people),
    )
    lines.append("理解为：")
    lines += [f"  {label}：{'、'.join(names)}" for label, names in named if names] or ["  没有指明单位"]
    return _with_doubts(lines, reading.unknown, reading.warnings)


def _pieces(words: str, pieces: Sequence[Piece], width: int | None) -> list[str]:
    """The words on one line, then each piece marked under the words with its meaning; where a terminal
    would wrap that, each piece quoted instead."""
    flat = words.replace("\n", " ").replace("\t", " ")
    marked, quoted = [flat], [flat]
    for piece in pieces:
        text = flat[piece.start : piece.end]
        if not text.strip():
            continue
        mark = ("^" if piece.understood else "?") * cell_len(text)
        marked.append(" " * cell_len(flat[: piece.start]) + f"{mark} {piece.meaning}")
        quoted.append(f"  “{text}” {piece.meaning}")
    fits = width is None or all(cell_len(line) <= width for line in marked)
    return marked if fits else quoted


def _with_doubts(lines: list[str], unknown: Sequence[str], warnings: Sequence[str]) -> str:
    if unknown:
        lines.append(f"没看懂：{'；'.join(unknown)}")
    lines += [f"提醒：{warning}" for warning in warnings]
    return "\n".join(lines) + "\n"
