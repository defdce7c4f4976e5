"""What the words of an attribution say: who does it, by when, and what holds for the whole document.

`县财政局牵头，各乡镇配合，6月底前完成` → units and deadline. Where such words stand is asked in `split` (brackets, labels)
and `runs` (running text).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ledger.draft.labels import LABELS
from ledger.words.deadline.reader import read_deadline
from ledger.words.lexicon import CLOSES_A_LIST, END_LETTERS, SAYS_WHO, any_of
from ledger.words.responsibility.names import ends_a_name
from ledger.words.responsibility.reader import read_responsibility

ROLE_WORD = re.compile(rf"{any_of(CLOSES_A_LIST)}|组织实施|按职责分工|分别|为责任单位")
ROLES_AT_END = re.compile(rf"(?:{ROLE_WORD.pattern})+$")
_ROLE_LISTED = re.compile(rf"({ROLE_WORD.pattern})、")  # 县水利局牵头、各乡镇配合
_WHO = re.compile(any_of(SAYS_WHO))
# 县教育局会同县财政局; in front of all names it is the place, 会同县.
WITH = re.compile(r"(?<=[\u4e00-\u9fa5]{3})会同(?=[\u4e00-\u9fa5]{2})")
_UNIT_LETTER = re.compile(f"[{END_LETTERS}府位门心司道关班]")
EDGE = " 　;；,，。.、"
_DATE_WORD = re.compile(r"\d|年|月|季度|全年|长期|持续|底|常态|即时|适时|立即|每周|每日|旬|按时|随时")
_PARTS = re.compile(r"([，,；;])(?![^（(]*[）)])")  # no part is cut out of a bracket
LONGEST = 400  # characters: no attribution is longer
RULE = re.compile(
    r"[,，;；。]?(?:(?:以下|下列|各项|所有)[^。；;]*)?[^,，;；。]*不再(?:一一)?(?:列出|罗列|列举|重复)[^,，;；。]*|[,，;；。]?下同"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words of one attribution: `units` without bracket and date, `deadline` without its label.

    `rule` is the part that speaks for the whole document (下同, 不再列出).
    """

    units: str = ""
    deadline: str = ""
    rule: str = ""

    def __bool__(self) -> bool:
        return bool(self.units or self.deadline)

    def merge(self, other: Attribution) -> Attribution:
        """Two labelled lines that belong together: 责任单位：… and below it 完成时限：…."""
        glue = "" if other.units.startswith("、") else "；"
        units = glue.join(part for part in (self.units, other.units) if part)
        return Attribution(units, self.deadline or other.deadline, self.rule or other.rule)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Running text from `start` on, and the attribution that closes it (None where none does)."""

    text: str
    attribution: Attribution | None
    start: int = 0


def names_units(words: str) -> bool:
    """Whether role words stand behind something that could be a unit."""
    return bool(_UNIT_LETTER.search(words)) and len(words) > 3


@lru_cache(maxsize=8192)
def only_names(words: str) -> bool:
    """Whether the words are nothing but names of units: each ends like one, or all are read as units."""
    names = names_of(words)
    if not names or not all(1 < len(name) <= 30 for name in names):
        return False
    if all(name == "等" or ends_a_name(name.removesuffix("等")) for name in names):
        return True
    reading = read_responsibility(words)
    return bool(reading.parties) and not reading.unknown and not reading.warnings


def names_of(words: str) -> list[str]:
    return [part.strip() for part in re.split(r"[、，,；;]|和(?=县|各)|及(?=县|各)", words) if part.strip()]


@lru_cache(maxsize=8192)
def is_date(words: str) -> bool:
    """Whether the words are a deadline and nothing else (2023年6月底前完成, 长期坚持)."""
    if len(words) > 40 or not _DATE_WORD.search(words):
        return False
    milestones = read_deadline(words, 2000).milestones
    return bool(milestones) and all(m.kind != "unknown" and m.what is None for m in milestones)


@lru_cache(maxsize=8192)
def is_matter(words: str) -> bool:
    """Whether the words are one deadline with what is to be done by then, and nobody's name."""
    if len(words) > 40 or not _DATE_WORD.search(words) or ROLE_WORD.search(words):
        return False
    found = read_deadline(words, 2000)
    kinds = {m.kind for m in found.milestones}
    return (
        bool(kinds) and not kinds & {"unknown", "ongoing", "from"} and not found.unknown and not _named(words)
    )


def _named(words: str) -> bool:
    """Whether a unit begins or ends the words, or the words before their date."""
    before = re.split(r"(?:19|20)\d\d年|\d|每", words)[0]
    return bool(before) and only_names(before)


def rule_in(words: str) -> str:
    found = RULE.search(words)
    return found[0].strip(EDGE) if found else ""


def read_words(words: str) -> Attribution:
    """Attribution words → units, deadline and rule. Labels divide them; a part that is a date and stands under
    no label is the deadline."""
    rule = rule_in(words)
    words = RULE.sub("", words)
    matches = list(LABELS.finditer(words))
    cuts = [0, *(m.start() for m in matches), len(words)]
    kept, deadlines = "", []
    for label, start, end in zip([None, *matches], cuts, cuts[1:], strict=False):
        part = words[start:end]
        if label is not None and label["deadline"]:
            deadlines.append(part[len(label[0]) :].strip(EDGE))
        elif part:
            kept = kept.rstrip()
            kept += "；" + part if kept and kept[-1] not in "；;，,。、" else part
    if not deadlines:
        kept, found = last_date(kept)
        deadlines = [found] if found else []
    return Attribution(kept.strip(EDGE), "；".join(deadlines), rule)


def last_date(words: str) -> tuple[str, str]:
    """`县财政局牵头，2023年6月底前完成` → (`县财政局牵头`, `2023年6月底前完成`); parts in front count too."""
    parts = _PARTS.split(words)
    names = parts[::2]
    dated = [is_date(part.strip()) for part in names]
    for n in reversed(
        range(len(names))
    ):  # at the end the matter may stand with its date: 县目录10月底前补录完成
        if not dated[n] and not is_matter(names[n].strip()):
            break
        dated[n] = True
    if not any(dated) or all(dated):
        return words, ""
    kept = "".join("".join(parts[2 * n : 2 * n + 2]) for n, is_date in enumerate(dated) if not is_date)
    dates = [part.strip() for part, is_date in zip(names, dated, strict=True) if is_date]
    return kept.strip(EDGE), "，".join(dates)


@lru_cache(maxsize=8192)
def of_bracket(inner: str) -> Attribution:
    """Who and when the words of a bracket behind a matter say (县财政局牵头，4月底前); nothing where they say anything
    else."""
    if LABELS.match(inner):
        return read_words(inner)
    names, dates = last_date(inner)
    named = not re.search(r"\d", names) and (only_names(names) or roles_only(names))
    return Attribution(names, dates) if named and read_responsibility(names).parties else Attribution()


def roles_only(words: str) -> bool:
    """`县财政局牵头，各乡镇配合，6月底前完成`: every part is names with a role word at its end, or a date."""
    if not _WHO.search(words) and "会同" not in words:
        return False
    words = _ROLE_LISTED.sub(r"\1，", last_date(words)[0])
    said = _WHO.search(words) or WITH.search(words)
    parts = [ROLES_AT_END.sub("", part) for part in _PARTS.split(WITH.sub("，", words))[::2]]
    return bool(said) and all(only_names(part) and not _WHO.search(part) for part in parts if part.strip())
