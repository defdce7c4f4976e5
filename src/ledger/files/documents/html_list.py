"""The numbers a browser shows before the items of `<ol>`: they stand nowhere in the text of the page.

HTML standard, 4.4.5 and CSS Counter Styles 3: `start`, `reversed`, `type` (1 a A i I), `value` of an item, and
`list-style-type`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ledger.files.documents.list_numbers import write_number

_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting", "cjk-decimal": "chineseCounting", "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting", "japanese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified", "trad-chinese-formal": "chineseLegalSimplified",
    "cjk-heavenly-stem": "ideographTraditional", "cjk-earthly-branch": "ideographZodiac",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w -]+)")
_LOWER = ("decimalEnclosedParen", "decimalEnclosedCircle")


@dataclass(slots=True)
class OpenList:
    """A list being read. `form` is Word's name of its numbers, "" for one without."""

    form: str
    value: int
    step: int = 1

    def next(self, value: str | None) -> str:
        """The number of its next item, written as it stands before a heading: 1. 一、 甲、 ①."""
        if not self.form:
            return ""
        if value and re.fullmatch(r"-?\d{1,6}", value):
            self.value = int(value)
        words = write_number(self.value, self.form)
        self.value += self.step
        if self.form in _LOWER:
            return words
        return words + ("." if words.isascii() else "、")


def open_list(tag: str, given: Mapping[str, str | None], style: str, above: OpenList | None) -> OpenList:
    """The list a tag opens. A list of plain figures inside another of them ranks below it: （1）, then ①; a page
    shows 1. for both and tells them apart by the margin alone."""
    if tag == "ul":
        return OpenList("", 0)
    form = _TYPES.get(given.get("type") or "", "")
    named = _STYLE.search(style)
    for word in named[1].split() if named else ():
        form = "" if word == "none" else _STYLES.get(word, form or "decimal")
    if named and "none" in named[1].split():
        return OpenList("", 0)
    form = form or "decimal"
    if form == "decimal" and above and above.form in ("decimal", *_LOWER):
        form = _LOWER[0] if above.form == "decimal" else _LOWER[1]
    start = given.get("start") or ""
    down = "reversed" in given
    return OpenList(form, int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1, -1 if down else 1)
