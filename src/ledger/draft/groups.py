"""Several parts of one task: its numbered paragraphs as text of its own, and who and when said once below the last."""

from __future__ import annotations

from dataclasses import replace

from ledger.draft.attribution import Attribution, Stretch
from ledger.draft.tree import Item


def flattened(item: Item) -> Item:
    """`item` with everything under it as its own paragraphs, numbers kept."""
    stretches = list(item.stretches)
    for child in item.children:
        flat = flattened(child)
        first, place = flat.stretches[0]
        text = flat.piece.text[: len(child.mark.text)] + child.title.printed + first.text
        stretches.extend([(replace(first, text=text), place), *flat.stretches[1:]])
    return _with(item, stretches)


def _with(item: Item, stretches: list[tuple[Stretch, str]]) -> Item:
    return Item(item.mark, item.piece, item.title, stretches)


def group_of(item: Item) -> list[Stretch] | None:
    """The attributions on lines of their own after the last of several parts of which none has one; None where there
    are none, or the last part has one in its text."""
    *others, last = item.children
    if not others or any(child.attributed() for child in others) or last.children:
        return None
    lines: list[Stretch] = []
    for stretch, _ in reversed(last.stretches[1:]):
        if stretch.text or not stretch.attribution:
            break
        lines.insert(0, stretch)
    given = sum(bool(stretch.attribution) for stretch, _ in last.stretches)
    return lines if lines and given == len(lines) else None


def take_group(item: Item) -> Attribution | None:
    """The attribution of `group_of`, taken off the last part."""
    lines = group_of(item)
    if lines is None:
        return None
    del item.children[-1].stretches[-len(lines) :]
    found = Attribution()
    for line in lines:
        found = found.merge(line.attribution) if line.attribution else found
    return found
