"""The formats of a command: one table each, one wording where several are asked for. Light: read at start-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.problems import UsageError


@dataclass(frozen=True, slots=True)
class Format:
    """One format of a command: its option, and whether people read it on the `screen` (else it is a file)."""

    option: str
    screen: bool = False


def the_one(asked: Mapping[str, bool], formats: Mapping[str, Format]) -> str | None:
    """The format whose option was given; None for none. UsageError for several."""
    chosen = [form for form, given in asked.items() if given]
    if len(chosen) > 1:
        raise UsageError(f"一次只出一种格式，这里写了 {'、'.join(formats[form].option for form in chosen)}。")
    return chosen[0] if chosen else None
