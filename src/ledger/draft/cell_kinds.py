"""What a cell is by its content: a counting number, a day, units, a person, a telephone number, a share, or text.

A column is what most of its cells are; the words above it only vote (`columns`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from ledger.draft.attribution import ROLES_AT_END, only_names
from ledger.draft.noise import tidy, tidy_lines
from ledger.words.column_headings import column_of
from ledger.words.deadline.reader import read_deadline
from ledger.words.numbering import read_mark
from ledger.words.responsibility.names import is_surely_person
from ledger.words.responsibility.reader import read_responsibility
from ledger.words.responsibility.table import FIRST_LEADS

Kind = Literal["number", "date", "units", "person", "phone", "share", "text"]

ANY_YEAR = 2000  # a leap year: whether words are a day does not hang on the year
PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-—–－ ]?\d{7,8}|[2-9]\d{6,7})(?!\d)")
_PHONES = re.compile(rf"(?:{PHONE.pattern}|[\s/、，,；;（）()转-]|\d{{1,4}}$)+")
_NUMBER = re.compile(
    r"第\d{1,4}[号件项]|[（(]?(?:\d{1,4}|[一二三四五六七八九十]{1,3}|[①-⑳])[）)]?[.．、,，]?|\d{1,2}(?:[.．-]\d{1,2}){1,2}"
    r"|[A-Za-z]{1,6}[-–—]?\d{1,6}(?:[-–—.]\d{1,6}){0,2}|20\d\d[-–—]?\d{2,4}(?![-–—]?\d)"  # codes: GY-01, 2026003
)
_SHARE = re.compile(r"[≥≤><＞＜]?\d+(?:\.\d+)?[%％‰]?|百分之[一二三四五六七八九十百]+")
_AMOUNT = re.compile(r"\d[\d,，.]*[%％]?")
_DASH = re.compile(r"[-—–－_/／\\无]*")
_DITTO = re.compile(r"[（(]?(?:同(?:上|前)(?:一?[项条栏行])?|[〃″〞＂\"]|[”]{1,2}|'')[)）]?")
WHOLE_YEAR = "全年"
DITTO = "“同上”已按上一项填写"
_DATE_WORD = re.compile(r"\d|[年月季旬]|全年|长期|持续|底|常态|即时|适时|立即|每周|每日|随时")
_TITLES = r"(?:县委|区委|市委|常委|副?(?:县长|区长|市长|局长|主任|书记|镇长|乡长|科长|股长|部长|所长|校长|院长|站长|队长|主席|经理|处长|支书)|同志|[一二三四]级调研员)"
_PERSON = re.compile(
    rf"{_TITLES}*(?P<name>[\u4e00-\u9fff][\u4e00-\u9fff某×xX]{{1,3}}?)(?:[（(][^（()）]*[）)])?{_TITLES}*"
)
_STOP = re.compile(r"[。；;]")
_LONGEST_HEADING = 20  # characters
_STAGE_END = re.compile(
    r"(?:(?:阶段|工作|任务|重点)?(?:目标|任务|工作|计划|进度|安排|要求|内容|节点|措施|事项)(?:任务|要求|安排)?)+$"
)


def is_amount(text: str) -> bool:
    """Whether a cell is a bare figure: 48000, 1,200.5, 30%."""
    return bool(_AMOUNT.fullmatch(text.strip()))


def is_dash(text: str) -> bool:
    """Whether a cell says that there is nothing to say: —, /, 无."""
    return bool(_DASH.fullmatch(text))


def is_ditto(text: str) -> bool:
    """Whether a cell says what the one above it says: 同上, 〃."""
    return bool(_DITTO.fullmatch(tidy(text.replace("\n", ""))))


@lru_cache(maxsize=8192)
def kind_of(text: str) -> Kind | None:
    """What one cell holds; None when it is empty or a dash."""
    words = tidy(text.replace("\n", ""))
    if is_dash(words):
        return None
    if _NUMBER.fullmatch(words):
        return "number"
    if PHONE.search(words) and _PHONES.fullmatch(words):
        return "phone"
    if _SHARE.fullmatch(words):
        return "share"
    if is_date(words):
        return "date"
    if is_person(text):
        return "person"
    if is_units(text):
        return "units"
    return "text"


def is_date(words: str) -> bool:
    """Whether the words are a deadline and hardly anything else."""
    if len(words) > 60 or not _DATE_WORD.search(words):
        return False
    reading = read_deadline(words, ANY_YEAR)
    if not reading.milestones or any(m.kind == "unknown" for m in reading.milestones):
        return False
    said = sum(len(m.words) + len(m.what or "") for m in reading.milestones)
    loose = sum(len(m.what or "") for m in reading.milestones)
    return loose * 2 <= len(words) and said * 2 >= len(words)


def is_person(text: str) -> bool:
    """Whether the cell holds people's names, with or without their office or telephone number."""
    words = PHONE.sub("", text)
    names = [part for part in re.split(r"[、，,；;\s/]+", words) if part]
    return bool(names) and all(
        len(name) <= 14 and (match := _PERSON.fullmatch(name)) is not None and is_surely_person(match["name"])
        for name in names
    )


@lru_cache(maxsize=8192)
def is_units(text: str) -> bool:
    """Whether the cell says who does it: names of units, with or without role words."""
    words = tidy_lines(text, units=True)[0].strip("。；;")
    if len(words) < 2 or len(words) > 300 or "。" in words:
        return False
    if only_names(words):
        return True
    reading = read_responsibility(words)
    if not reading.parties or reading.unknown or (reading.people and not reading.parties):
        return False
    return bool(ROLES_AT_END.search(words) or re.search(r"[:：]", words) or not reading.warnings)


def is_number(text: str) -> bool:
    return kind_of(text) == "number"


def majority(cells: Iterable[str]) -> tuple[Kind | None, float]:
    """(what most of the filled cells are, the share of them). A column of numbers with shares among them is one
    of shares. None when no cell is filled."""
    kinds = Counter(kind for text in cells if (kind := kind_of(text)))
    if not kinds:
        return None, 0.0
    total = sum(kinds.values())
    if kinds["share"] and kinds["share"] + kinds["number"] == total:
        return "share", 1.0
    kind, count = max(kinds.items(), key=lambda item: (item[1], item[0] == "text"))
    return (kind, count / total) if count * 2 >= total else ("text", kinds["text"] / total)


def could_head(text: str) -> bool:
    """Whether a cell could stand above a column: a few words, no sentence, no number, no `X：Y`."""
    words = tidy(FIRST_LEADS.sub("", text.replace("\n", "")))
    if not words or len(words) > _LONGEST_HEADING or _STOP.search(words):
        return False
    if re.search(r".[:：].", words) or _NUMBER.fullmatch(words) or _SHARE.fullmatch(words):
        return False
    mark = read_mark(words)
    return not (mark and mark.text != words) and not PHONE.search(words)


@lru_cache(maxsize=1024)
def stage_of(heading: str) -> str:
    """The day or period that heads a column of matters: 一季度目标 → 一季度, 6月底前完成 → 6月底前; else nothing. 全年目标
    heads one beside others, alone it may be what the task is."""
    words = _STAGE_END.sub("", heading.split("（")[0].strip())
    if (
        not words
        or re.search("情况|进展", heading)
        or (column_of(words) and not re.search(r"\d|[季旬年]", words))
    ):
        return ""
    reading = read_deadline(words, ANY_YEAR)
    known = [m for m in reading.milestones if m.kind in ("by", "window") or m.words == WHOLE_YEAR]
    if len(known) != 1 or len(reading.milestones) != 1 or reading.unknown:
        return ""
    return known[0].words if len(known[0].words) * 2 >= len(words) else ""
