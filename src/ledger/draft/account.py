"""What was read and not used: every clause of the document is looked up in the draft, and what is missing is told.

Words that look like a task (a number in front, a unit, a day) become doubts; other text is listed as unused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ledger.draft.cleaning import Piece
from ledger.draft.head import is_title
from ledger.draft.labels import DEADLINE_LABEL, UNIT_LABEL
from ledger.values.source import DraftReporting, DraftTask
from ledger.words.deadline.reader import find_dates
from ledger.words.lexicon import OFFICE_END, ROLE_NOUN_LABEL
from ledger.words.numbering import read_mark

_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_CHUNK = re.compile(r"[0-9A-Za-z\u3400-\u9fff]{2,}")
_LEADING = re.compile(r"^(?:由|请|于|在)")
_LABEL = re.compile(rf"(?:{UNIT_LABEL}|{DEADLINE_LABEL})\s*[:：]")
_WHO = re.compile(rf"(?:{OFFICE_END.pattern[:-1]})[^，。；]{{0,20}}(?:牵头|负责)|{ROLE_NOUN_LABEL}[:：]")
_OFFICIAL = re.compile(
    r"公开发布|印发$|^附件|联系人|联系电话|[:：]$|^抄送|印发给你们|(?:特)?制定本(?:要点|方案|计划|清单|办法|意见|措施)|"
    r"发布时间|发布日期|浏览次数|信息来源|索引号|当前位置|扫一扫"
)
_TEXT = 20  # characters: a shorter line without a full stop is a title or a label, no text
_LONGEST = 60  # characters of a sentence shown in a doubt
_MOST = 20  # doubts of one kind; the rest is counted


@dataclass(frozen=True, slots=True)
class Account:
    """Text of the document that is in no part of the draft: (place, words) by what it looks like."""

    attributed: tuple[tuple[str, str], ...]
    numbered: tuple[tuple[str, str], ...]
    plain: tuple[tuple[str, str], ...]

    def doubts(self) -> Iterator[str]:
        for place, words in self.attributed[:_MOST]:
            yield f"{place}像有单位或时限，没有写入任何一项：{words[:_LONGEST]}"
        if len(self.attributed) > _MOST:
            yield f"另有 {len(self.attributed) - _MOST} 处像有单位或时限的文字没有写入任何一项，列在文末"
        if self.numbered:
            yield f"有 {len(self.numbered)} 处编了号的文字没有写入任何一项，列在文末"

    def unused(self) -> Iterator[tuple[str, str]]:
        yield from self.attributed
        yield from self.numbered
        if self.plain:
            places = "、".join(dict.fromkeys(place for place, _ in self.plain))
            yield places, "另有说明性文字，没有写入"


def take_account(pieces: Iterable[Piece], used: Iterable[str], year: int) -> Account:
    """`pieces` are the paragraphs; `used` is every text of the draft."""
    known = "\n".join(_plain(text) for text in used)
    found: tuple[list[tuple[str, str]], ...] = ([], [], [])
    for place, text in ((piece.place, piece.text) for piece in pieces):
        missing = "".join(
            s for s in _SENTENCE.findall(text) if not _OFFICIAL.search(s) and not _is_known(s, known)
        )
        kind = 2 if not missing or is_title(text) else _kind(missing, text, year)
        if kind < 2 or (len(missing) >= _TEXT and "。" in missing):
            found[kind].append((place, missing))
    return Account(*(tuple(part) for part in found))


def words_of_tasks(tasks: Iterable[DraftTask], reporting: Iterable[DraftReporting]) -> Iterator[str]:
    """Every text of the tasks and of 报送."""
    for task in tasks:
        yield from task.section
        yield "".join((task.original_no, task.name, task.content))
        yield from (task.name, task.responsibility, task.deadline, task.remark, *task.doubts)
    for duty in reporting:
        yield from (duty.what, duty.units, duty.to, duty.deadline)


def _plain(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z\u3400-\u9fff]", "", text)


def _is_known(sentence: str, known: str) -> bool:
    """Whether every clause of the sentence, labels aside, stands in the draft."""
    words = _LABEL.sub("，", sentence)
    return _plain(words) in known or all(
        chunk in known or _LEADING.sub("", chunk) in known for chunk in _CHUNK.findall(words)
    )


def _kind(missing: str, text: str, year: int) -> int:
    """0 a unit or a day, 1 a number in front, 2 neither."""
    dated = [body for body in find_dates(missing, year) if body.milestone.kind in ("by", "window")]
    if _LABEL.search(missing) or _WHO.search(missing) or dated:
        return 0
    return 1 if read_mark(text) and missing[:2] == text[:2] else 2
