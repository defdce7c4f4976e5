"""Conservation of running text: every sentence of the document is in the draft, or is told with its own words.

What looks like a task (a number in front, a unit, a day) becomes a doubt besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ledger.draft.atoms import Atom, bare
from ledger.draft.cell_kinds import ANY_YEAR, PHONE
from ledger.draft.head import is_title
from ledger.draft.labels import LABELS, names_people
from ledger.values.source import DraftReporting, DraftTask
from ledger.words.deadline.reader import find_dates
from ledger.words.lexicon import ANSWERS, OFFICE_END, ROLE_NOUN_LABEL, any_of
from ledger.words.numbering import read_mark

_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_CHUNK = re.compile(r"[0-9A-Za-z\u3400-\u9fff]+")
_LEADING = re.compile(r"^(?:由|请|于|在)")
_WHO = re.compile(
    rf"(?:{OFFICE_END.pattern[:-1]})[^，。；]{{0,20}}(?:{any_of(ANSWERS)})|{ROLE_NOUN_LABEL}[:：]"
)
_OFFICIAL = re.compile(
    r"^(?:填报|填表|制表|审核|报送)(?:单位|部门|人|时间|日期)[:：]|公开发布|印发$|^附件|联系人|联系电话|[:：]$|^抄送|印发给你们|(?:特)?制定本(?:要点|方案|计划|清单|办法|意见|措施)|"
    r"发[布表]时间|发布日期|浏览次数|来源[:：]|责任编辑|索引号|当前位置|扫一扫"
)
_LONGEST = 60  # characters of a sentence shown in a doubt
_MOST = 20  # doubts of one kind; the rest is counted


@dataclass(frozen=True, slots=True)
class Account:
    """How many sentences are in the draft, those that are not, in order, and what of these looks like a task."""

    written: int
    told: tuple[Atom, ...]
    attributed: tuple[Atom, ...]
    numbered: int

    def doubts(self) -> Iterator[str]:
        for atom in self.attributed[:_MOST]:
            yield f"{atom.place}像有单位或时限，没有写入任何一项：{atom.text[:_LONGEST]}"
        if len(self.attributed) > _MOST:
            yield f"另有 {len(self.attributed) - _MOST} 处像有单位或时限的文字没有写入任何一项，列在文末"
        if self.numbered:
            yield f"有 {self.numbered} 处编了号的文字没有写入任何一项，列在文末"


class Known:
    """The words of the draft, to look sentences up in. Most are found whole, so that a long document takes time in
    proportion to its length."""

    def __init__(self, texts: Iterable[str]) -> None:
        texts = list(texts)
        self._sentences = {bare(s) for text in texts for s in _SENTENCE.findall(text)}
        self._chunks = {chunk for text in texts for chunk in _CHUNK.findall(text)}
        self._all = "\n".join(bare(text) for text in texts)

    def holds(self, sentence: str) -> bool:
        """Whether the sentence stands in the draft, or each of its clauses does, labels aside."""
        if bare(sentence) in self._sentences:
            return True
        words = LABELS.sub("，", sentence)
        return bare(words) in self._all or all(
            chunk in self._chunks or chunk in self._all or _LEADING.sub("", chunk) in self._all
            for chunk in _CHUNK.findall(words)
        )


def take_account(paragraphs: Iterable[tuple[str, str]], known: Known, quiet: Known, year: int) -> Account:
    """Of `paragraphs`, (place, text), what `known`, the draft, holds and what not. What of the rest looks like a task is
    a doubt, unless `quiet` holds it: text that is plainly none."""
    written, told, attributed, numbered = 0, [], [], 0
    for place, text in paragraphs:
        sentences = [sentence for sentence in _SENTENCE.findall(text) if bare(sentence)]
        missing = [sentence for sentence in sentences if not known.holds(sentence)]
        written += len(sentences) - len(missing)
        told += [Atom(place, sentence) for sentence in missing]
        loose = (s for s in missing if not _OFFICIAL.search(s) and not known.holds(PHONE.sub("", s)))
        left = "".join(s for s in loose if not quiet.holds(s))
        kind = _kind(left, text, year) if left and not is_title(text) else ""
        numbered += kind == "numbered"
        if kind == "attributed":
            attributed.append(Atom(place, left))
    return Account(written, tuple(told), tuple(attributed), numbered)


def words_of_tasks(tasks: Iterable[DraftTask], reporting: Iterable[DraftReporting]) -> Iterator[str]:
    """Every text of the tasks and of 报送."""
    for task in tasks:
        yield from task.section
        yield "".join((task.original_no, task.name, task.content))
        yield task.responsibility + task.name  # 由县供销社负责储备化肥
        yield from (task.name, task.content, task.responsibility, task.deadline, task.remark)
        yield from (words for milestone in task.extra for words in (milestone.what, milestone.deadline))
        yield from (words for pair in task.other for words in pair)
    for duty in reporting:
        yield from (
            duty.what,
            duty.units,
            duty.to,
            duty.deadline,
            duty.method,
            duty.attachment,
            duty.if_missed,
        )


def is_work(words: str, year: int = ANY_YEAR) -> bool:
    """Whether a unit that does something, or a day, stands in the words."""
    dated = any(body.milestone.kind in ("by", "window") for body in find_dates(words, year))
    labelled = any(not names_people(label[0]) for label in LABELS.finditer(words))
    return dated or labelled or bool(_WHO.search(words))


def _kind(missing: str, text: str, year: int) -> str:
    """`attributed` where a unit or a day stands in it, `numbered` where a number stands in front, else empty."""
    if is_work(missing, year):
        return "attributed"
    return "numbered" if read_mark(text) and missing[:2] == text[:2] else ""
