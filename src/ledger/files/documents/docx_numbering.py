"""Word's automatic numbers, rebuilt: Word keeps a list and a level for a paragraph, never the number itself.

ECMA-376 part 1, 17.9: `numbering.xml` holds abstract lists with nine levels each; a paragraph, or its style,
names a list (`numId`) and a level (`ilvl`); a list may override where a level starts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ledger.files.documents.list_numbers import write_number
from ledger.record.characters import number_in

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_STYLES = 20  # a chain of basedOn longer than this is damage


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    restart: int | None
    legal: bool
    style: str | None  # the paragraph style that stands for this level


@dataclass(slots=True)
class Numbering:
    """Counts along a document; `label` is asked once a paragraph, in order."""

    levels: dict[str, dict[int, _Level]]  # numId → level → its form
    lists: dict[str, str]  # numId → abstract list: lists of one abstract list count on together
    starts: dict[tuple[str, int], int]  # (numId, level) → startOverride
    styles: dict[str, tuple[str | None, str | None, str | None]]  # style → (numId, level, basedOn)
    default_style: str | None = None
    outline: dict[str, str] = field(default_factory=dict)  # style → outlineLvl, 0 for the highest
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def label(self, paragraph: Any) -> str:
        """The number Word shows before `paragraph` (a `w:p` element); "" when it has none."""
        number, level = self._list_of(paragraph)
        levels = self.levels.get(number or "")
        if not number or number == "0" or not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(self.lists[number], {})
        if number not in self._seen:
            self._seen.add(number)
            for (owner, at), start in self.starts.items():
                if owner == number:
                    counts[at] = start - 1
                    _drop_below(counts, at)
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for lower in [n for n in counts if n > level]:
            restart = levels[lower].restart if lower in levels else None
            if restart is None or level < restart:
                del counts[lower]
        return _shown(levels, level, counts)

    def depth(self, paragraph: Any) -> int:
        """How deep a heading Word's outline has the paragraph as, 1 for the highest; 0 for text."""
        properties = paragraph.find(f"{W}pPr")
        own = _value(properties, "outlineLvl") if properties is not None else None
        style = _value(properties, "pStyle") if properties is not None else None
        for _ in range(_MOST_STYLES):
            if own is not None or style not in self.styles:
                break
            own, style = self.outline.get(style), self.styles[style][2]
        level = number_in(own)
        return level + 1 if level is not None and level < 9 else 0

    def _list_of(self, paragraph: Any) -> tuple[str | None, int]:
        """(list, level) of a paragraph: its own, else its style's, else that of the style below it."""
        properties = paragraph.find(f"{W}pPr")
        number = level = None
        style = self.default_style
        if properties is not None:
            number, level = _num_pr(properties)
            given = properties.find(f"{W}pStyle")
            style = given.get(f"{W}val") if given is not None else style
        for _ in range(_MOST_STYLES):
            if style is None or style not in self.styles or (number is not None and level is not None):
                break
            named = style
            above, at, style = self.styles[style]
            number = above if number is None else number
            level = at if level is None else level
            if above and level is None:  # 17.9.23: the level of the list that names the style
                own = self.levels.get(above, {})
                level = next((str(n) for n in own if own[n].style == named), None)
        return number, number_in(level) or 0


def read_numbering(numbering: Any, styles: Any) -> Numbering:
    """From the root elements of `numbering.xml` and `styles.xml` (None where the document has none)."""
    abstract: dict[str, dict[int, _Level]] = {}
    links: dict[str, str] = {}
    found = Numbering({}, {}, {}, {})
    if styles is not None:
        for style in styles.iter(f"{W}style"):
            name = style.get(f"{W}styleId")
            properties = style.find(f"{W}pPr")
            number, level = _num_pr(properties) if properties is not None else (None, None)
            found.styles[name] = (number, level, _value(style, "basedOn"))
            if properties is not None and (outline := _value(properties, "outlineLvl")):
                found.outline[name] = outline
            if style.get(f"{W}default") in ("1", "true") and style.get(f"{W}type") == "paragraph":
                found.default_style = name
    if numbering is None:
        return found
    for element in numbering.iter(f"{W}abstractNum"):
        key = element.get(f"{W}abstractNumId")
        abstract[key] = _levels(element)
        link = _value(element, "numStyleLink")
        if link:
            links[key] = link
    for element in numbering.iter(f"{W}num"):
        number, key = element.get(f"{W}numId"), _value(element, "abstractNumId") or ""
        found.lists[number] = key
        found.levels[number] = dict(abstract.get(key, {}))
        for override in element.iter(f"{W}lvlOverride"):
            at = number_in(override.get(f"{W}ilvl")) or 0
            start = _value(override, "startOverride")
            if (first := number_in(start)) is not None:
                found.starts[(number, at)] = first
            found.levels[number].update(_levels(override))
    for key, link in links.items():  # a list that only points at a list style
        target = found.styles.get(link, (None, None, None))[0]
        for number in [n for n, owner in found.lists.items() if owner == key and target in found.levels]:
            found.levels[number] = found.levels[target or ""]
    return found


def _levels(element: Any) -> dict[int, _Level]:
    levels = {}
    for level in element.iter(f"{W}lvl"):
        restart = _value(level, "lvlRestart")
        start = number_in(_value(level, "start"))
        levels[number_in(level.get(f"{W}ilvl")) or 0] = _Level(
            1 if start is None else start,
            _value(level, "numFmt") or "decimal",
            _value(level, "lvlText") or "",
            number_in(restart),
            level.find(f"{W}isLgl") is not None,
            _value(level, "pStyle"),
        )
    return levels


def _num_pr(properties: Any) -> tuple[str | None, str | None]:
    element = properties.find(f"{W}numPr")
    return (None, None) if element is None else (_value(element, "numId"), _value(element, "ilvl"))


def _value(element: Any, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _drop_below(counts: dict[int, int], level: int) -> None:
    for lower in [n for n in counts if n > level]:
        del counts[lower]


def _shown(levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
    """`（%1）` and the counts → `（三）`. Bullets show nothing."""
    own = levels[level]
    if own.form in ("bullet", "none"):
        return ""

    def put(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        form = levels[at].form if at in levels and not own.legal else "decimal"
        return write_number(counts.get(at, levels[at].start if at in levels else 1), form)

    return re.sub(r"%([1-9])", put, own.text)
