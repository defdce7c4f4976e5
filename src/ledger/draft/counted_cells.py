"""Records between counting numbers, one cell a line: the numbers are anchors, the kinds of the cells give the slots."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from ledger.draft.cell_kinds import could_head, kind_of
from ledger.draft.noise import tidy
from ledger.draft.slots import EMPTY, KINDS, MORE, Found, Line, holds_tasks, lay, table_of, unlike
from ledger.draft.table_grid import vote_of


def counted_cells(cells: list[Line], lines: list[Line]) -> Found | None:
    """Records between counting numbers 1, 2, 3 …, one cell a line: the cells in front of the first are its heading,
    what most records have in one order are the slots."""
    anchors = _anchors(cells)
    if len(anchors) < 2:
        return None
    records = [[word for _, word in cells[a:b]] for a, b in pairwise(anchors)]
    lengths = Counter(map(len, records))
    usual = max(lengths, key=lambda length: (lengths[length], -length))
    like = [record for record in records if len(record) == usual]
    slots = _merged(
        [str(Counter(kind_of(r[n]) or "text" for r in like).most_common(1)[0][0]) for n in range(usual)]
    )
    heading, start = _heading(cells, anchors[0], slots)
    end = _end_of_last([word for _, word in cells[anchors[-1] :]], records, slots)
    records.append([word for _, word in cells[anchors[-1] : anchors[-1] + end]])
    named = sum(vote_of(tidy(label)) == "task" for label in heading) > 1
    if "units" not in slots and "date" not in slots and not named:
        return None
    rows: list[tuple[int, list[str]]] = [(cells[start][0], heading)] if any(heading) else []
    for anchor, record in zip(anchors, records, strict=True):
        laid = lay(record, slots)
        if laid is None:
            return None
        rows.append((cells[anchor][0], ["\n".join(record[k] for k in run) for run in laid]))
    rows = _named_apart(rows, bool(any(heading)), slots)
    table = table_of(rows)
    last = anchors[-1] + end
    after = cells[last][0] if last < len(cells) else lines[-1][0] + 1
    return (table, cells[start][0], after, ()) if holds_tasks(table) else None


def _anchors(cells: list[Line]) -> list[int]:
    """Where lone numbers count 1, 2, 3 …: the longest such run."""
    best: list[int] = []
    for first, (_, word) in enumerate(cells):
        if word.rstrip(".．、") != "1":
            continue
        places, expected = [first], 2
        for n in range(first + 1, len(cells)):
            if n - places[-1] > 30:
                break
            if cells[n][1].rstrip(".．、") == str(expected) and n - places[-1] > 1:
                places.append(n)
                expected += 1
        if len(places) > len(best):
            best = places
    return best


def _merged(slots: list[str]) -> list[str]:
    """Neighbouring text cells beyond the second are one slot: the text broken over lines."""
    merged: list[str] = []
    for slot in slots:
        if not (slot == "text" and merged[-2:] == ["text", "text"]):
            merged.append(slot)
    return merged


def _heading(cells: list[Line], first: int, slots: list[str]) -> tuple[list[str], int]:
    """(a label for every slot, where the heading begins): the run of possible headings before the first number,
    laid onto the slots by what they say."""
    start = first
    while (
        start > 0
        and first - start < 12
        and could_head(cells[start - 1][1])
        and (vote_of(tidy(cells[start - 1][1])) or first - start < len(slots))
    ):
        start -= 1
    words = [word for _, word in cells[start:first]]
    known = next((n for n, word in enumerate(words) if vote_of(tidy(word))), None)
    if known is None:
        words = words[-len(slots) :] if len(words) >= len(slots) else []
        return [*words, *[""] * (len(slots) - len(words))], first - len(words)
    words, start = words[known:], start + known
    if len(words) == len(slots):
        return words, start
    if slots and slots[0] == "number" and len(words) == len(slots) - 1 and vote_of(tidy(words[0])) != "no":
        return ["序号", *words], start
    asked = [KINDS.get(vote_of(tidy(word)) or "", "text") for word in words]
    own = Counter(slots)
    doubled = Counter(asked)
    if doubled["units"] == own["units"] + 1:  # 责任单位 … 牵头 | 配合: the upper of two headings came first
        words = [
            w for n, w in enumerate(words) if not (asked[n] == "units" and vote_of(tidy(w)) == "units")
        ] + []
        roles = [w for w in words if vote_of(tidy(w)) in ("lead", "support")]
        words = [w for w in words if w not in roles]
        at_units = slots.index("units")
        labels = [*words[:at_units], *roles, *words[at_units:]]
        if len(labels) == len(slots):
            return labels, start
    labels = [""] * len(slots)
    at = len(words) - 1
    for n in range(len(slots) - 1, -1, -1):  # from the right, each slot the next heading of its kind
        k = at
        while k >= 0 and asked[k] != slots[n]:
            k -= 1
        if k >= 0:
            labels[n], at = words[k], k - 1
    return labels, start


def _end_of_last(rest: list[str], records: list[list[str]], slots: list[str]) -> int:
    """How many cells the last record has: as many as make the best record."""
    lengths = Counter(map(len, records))
    choices = list(range(1, min(len(rest), max(lengths) + 2) + 1))

    def cost(count: int) -> tuple[float, int]:
        laid = lay(rest[:count], slots)
        total = float("inf") if laid is None else 0.0
        for n, run in enumerate(laid or ()):
            total += EMPTY if not run else sum(unlike(rest[k], slots[n]) for k in run)
            total += MORE.get(slots[n], 1.5) * max(0, len(run) - 1)
        return total - 0.5 * lengths[count] / len(records), -count

    return min(choices, key=cost)


def _named_apart(
    rows: list[tuple[int, list[str]]], headed: bool, slots: list[str]
) -> list[tuple[int, list[str]]]:
    """Neighbouring unit slots without headings of their own are one cell with its lines."""
    labels = rows[0][1] if headed else [""] * len(slots)
    keep: list[list[int]] = []
    for n, slot in enumerate(slots):
        if keep and slot == "units" and slots[n - 1] == "units" and not (labels[n] and labels[n - 1]):
            keep[-1].append(n)
        else:
            keep.append([n])
    return [
        (number, ["\n".join(filter(None, (cells[n] for n in group))) for group in keep])
        for number, cells in rows
    ]
