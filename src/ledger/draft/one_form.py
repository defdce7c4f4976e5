"""One reading for all siblings: where the items of an outline say who does them.

Brackets, labels and last sentences speak for themselves (`split`). What the running text says (由县水利局牵头，…, a heading
sentence that ends in names) is a candidate, for an item that says it nowhere else. Where at least half of the siblings,
or of all items, say it so, that is the form of the document; one alone carries a doubt that tells how the others do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ledger.draft.attribution import Attribution, Stretch, is_date, only_names, read_words
from ledger.draft.head import day_of_line
from ledger.draft.runs import clauses, in_words, led_by, merged
from ledger.draft.titles import Title, split_title
from ledger.draft.tree import Item

TAKEN = "责任单位取自正文里的“{who}”，请核对"
_OTHERWISE = "责任单位取自正文里的“{who}”，其余 {count} 项另行写明，请核对"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What the running text of an item says: its heading without names and days, what each stretch adds. `who`: the
    units, empty where only a day was found, `lines` the stretches that are nothing else. `plain`: 由…负责 ends it all, said so that nobody asks; `weak`: it may tell
    how things are."""

    title: Title
    given: dict[int, Attribution]
    who: str
    plain: bool
    weak: bool
    lines: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Leaf:
    """An item with nothing below it; `sure` where it, or a heading above it, says who by itself."""

    item: Item
    siblings: list[_Leaf]
    sure: bool
    candidate: _Candidate

    def says_so(self) -> bool:
        return bool(self.candidate.who)


def choose(roots: list[Item]) -> None:
    """Give each item what the form of its siblings finds in it."""
    leaves = list(_leaves(roots, False))
    everybody = _usual(leaves)
    count = sum(leaf.sure for leaf in leaves)
    for leaf in leaves:
        found, item = leaf.candidate, leaf.item
        usual = everybody or _usual(leaf.siblings)
        if found.weak and not (usual and _several(leaves if everybody else leaf.siblings, count)):
            continue
        item.title = found.title
        item.stretches = [
            (
                replace(
                    stretch,
                    text="" if n in found.lines else stretch.text,
                    attribution=found.given.get(n, stretch.attribution),
                ),
                place,
            )
            for n, (stretch, place) in enumerate(item.stretches)
        ]
        if found.who and not usual and not found.plain:
            form = _OTHERWISE if count * 2 >= len(leaves) else TAKEN
            note = form.format(who=found.who, count=count)
            item.piece = replace(item.piece, notes=(*item.piece.notes, note))


def _leaves(level: list[Item], inherited: bool) -> Iterator[_Leaf]:
    siblings: list[_Leaf] = []
    for item in level:
        own = bool(item.heads) or any(stretch.attribution for stretch, _ in item.stretches)
        if item.children:
            yield from _leaves(item.children, inherited or own)
            continue
        named = bool(item.heads) or any(s.attribution and s.attribution.units for s, _ in item.stretches)
        siblings.append(_Leaf(item, siblings, named or inherited, _candidate(item, named, inherited)))
    yield from siblings


def _usual(leaves: list[_Leaf]) -> bool:
    return len(leaves) > 1 and sum(leaf.says_so() for leaf in leaves) * 2 >= len(leaves)


def _several(leaves: list[_Leaf], sure: int) -> bool:
    """Whether more than one says so where hardly any says who by itself: 各单位要… closes such a document."""
    return sum(leaf.says_so() for leaf in leaves) > max(1, sure)


def _candidate(item: Item, named: bool, inherited: bool) -> _Candidate:
    """A day stays where it stands in an item that gives another itself. Below a heading that says who (`inherited`), only
    由…负责 adds to it."""
    title, stretches = item.title, [stretch for stretch, _ in item.stretches]
    at = next((n for n, stretch in enumerate(stretches) if stretch.attribution), 0)
    own = stretches[at].attribution or Attribution()
    whole = title.rest if title.doubts else title.name
    name, found, sure_words = _apart(whole)
    plain = "，由" in whole
    if title.doubts:  # the name is only the first words of the text, which keeps everything
        title = replace(title, name=split_title(name).name) if name != whole and len(name) > 2 else title
    elif (
        found
        and not (found.deadline and own.deadline)
        and not (found.units and (named or (inherited and not (plain and sure_words))))
    ):
        title = replace(title, name=name)
        given = {at: Attribution(own.units or found.units, own.deadline or found.deadline, own.rule)}
        return _Candidate(title, given, found.units, plain, not sure_words)
    lines = _lines_alone(stretches)
    if any(line.units for line in lines.values()) and not (named or inherited):
        units = next(line.units for line in lines.values() if line.units)
        return _Candidate(title, lines, units, True, True, frozenset(lines))
    subject, rest = led_by(whole)
    if subject and not (named or inherited or own.units):
        title = title if title.doubts else replace(title, name=rest)
        given = {at: Attribution(subject, own.deadline or found.deadline, own.rule)}
        return _Candidate(title, given, subject, True, True)
    given, weak = {}, False
    for n, stretch in enumerate(() if named else stretches):
        told = in_words(stretch.text)
        if inherited and not all(run.by and run.ends for run in told):
            continue
        if told:
            who, own = merged(told), stretch.attribution or own
            given[n] = Attribution(who.units, own.deadline or who.deadline, own.rule)
            plain = any(run.by and run.ends for run in told)
            weak = weak or not any(run.sure for run in told)
    return _Candidate(title, given, next((g.units for g in given.values()), ""), plain, weak)


def _lines_alone(stretches: list[Stretch]) -> dict[int, Attribution]:
    """Who and by when, where the paragraphs right below a task are nothing but that: 县住建局、城关镇 · 6月底前."""
    lines: dict[int, Attribution] = {}
    for n, stretch in enumerate(stretches[1:], 1):
        words, before = stretch.text.strip(), lines.get(n - 1, Attribution())
        names = not re.search("[。\\d]", words) and only_names(words)
        if stretch.attribution or not (names or (is_date(words) and day_of_line(words) is None)):
            break
        again = any(bool(line.units) == names for line in lines.values())
        if again and bool(before.units) != names:  # who, by when, and who again: the signature
            break
        lines[n] = Attribution(words) if names else Attribution("", words)
    return lines


def _apart(sentence: str) -> tuple[str, Attribution, bool]:
    """(what is to be done, who and when, whether the words say so for sure) of one sentence: the clauses of names and days
    around it, off. The whole sentence and nothing where there are none, or nothing else."""
    parts = clauses(sentence)
    named = next(
        (n for n, part in enumerate(parts) if part.kind == "who" and part.stop == part.end), len(parts)
    )
    matter = [  # 修路，由县交通局负责，6月底前通车: when, behind who
        n
        for n, part in enumerate(parts)
        if part.kind == "matter" or (part.kind == "due" and not 0 < n - 1 == named) or part.stop < part.end
    ]
    if not matter:
        return sentence, Attribution(), True
    first, last = parts[matter[0]], parts[matter[-1]]
    also = last.kind == "who" and last.sure and len(matter) > 1  # …，由各乡镇负责管护: the name keeps it
    around = [*parts[: matter[0] + (first.kind == "who")], *parts[matter[-1] + (not also) :]]
    if not around:
        return sentence, Attribution(), True
    who = read_words("，".join(part.words for part in around if part.kind == "who"))
    days = "，".join(part.words for part in around if part.kind in ("day", "due"))
    name = sentence[first.stop if first.kind == "who" else first.start : last.end].strip()
    sure = any(part.sure for part in around)
    return name, Attribution(who.units, "，".join(filter(None, (who.deadline, days)))), sure
