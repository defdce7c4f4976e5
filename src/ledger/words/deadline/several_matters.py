"""Matters of several dates: one to each, names of stages, and words that went to none of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from ledger import lazy_re
from ledger.words.deadline.items import Clause, Phrase
from ledger.words.deadline.levelled import Levelled

_STAGE = lazy_re.compile(r"(?:组织|全面)?(?:实施|推进|推动|开展|落实|执行|结束){1,2}")
_FIGURES = lazy_re.compile(
    r"[起止从至自到于前后内外为由则含约第中末初上下其]|[\d一二三四五六七八九十百两第、和及与或年月日号./:-]+"
)
_LIST = lazy_re.compile(r"[、/，]|以及|[和及与](?!平|谐|格|其)")
_VERB = lazy_re.compile(r"^(?:完成|开展|组织|实施|进行)|(?:完成|到位)$")
_NEAR = 40  # characters before the dates in which 分别 is looked for


def stages(text: Levelled, clauses: list[Clause]) -> dict[int, str]:
    """3月：方案；4—6月：实施；7月：总结: the name of a stage, by the place of its date: beside others it is a matter."""
    found = {}
    for n, clause in enumerate(clauses):
        gaps = [text.printed(*gap) for gap in clause.gaps]
        if len(gaps) == 2 and not any(gaps):
            gaps[1] = _beside(text, clauses, n)
        for phrase, after in zip(clause.phrases, gaps[1:], strict=True):
            if _STAGE.fullmatch(after):
                found[phrase.start] = after
    return found


def _beside(text: Levelled, clauses: list[Clause], n: int) -> str:
    """What stands behind a clause that is nothing but a date (第二阶段（5月至9月）：全面实施), else what stands before it."""
    clause, behind = clauses[n], clauses[n + 1 : n + 3]
    closed = behind and behind[0].after == ")" and not (behind[0].hard_end or behind[0].phrases)
    if closed and not _words(text, behind[0]):
        del behind[0]  # nothing stands between bracket and colon
    words = ""
    if behind and not clause.hard_end and behind[0].after in (":", ")", ","):
        words = _words(text, behind[0])
    if not words and n and (clause.inner or clause.after == ":"):
        words = _words(text, clauses[n - 1])
    return words


def _words(text: Levelled, clause: Clause) -> str:
    """The words of a clause without a date."""
    return "" if clause.phrases else text.printed(*clause.gaps[0])


def checked(text: Levelled, phrase: Phrase, what: str | None) -> tuple[Phrase, str | None]:
    """每周一和三, 起：3月: figures alone, or one character of a time, are no matter, but a part of the time that nobody read."""
    if what is None or _FIGURES.fullmatch(what) is None:
        return phrase, what
    note = text.doubt("only-figures", phrase.start, phrase.end, what=what)
    return replace(phrase, doubts=(*phrase.doubts, note)), what


def one_each(text: Levelled, given: list[tuple[Phrase, str | None]]) -> list[tuple[Phrase, str | None]]:
    """4月、6月、9月分别完成摸底、整改、销号: as many matters as dates belong one to each where 分别 says so; else a person
    is asked (论证、报批：4月底前、6月底前)."""
    result: list[tuple[Phrase, str | None]] = []
    for what, pairs in groupby(given, key=itemgetter(1)):
        shared = list(pairs)
        entries = _LIST.split(_VERB.sub("", what)) if what and "、" in what and len(shared) > 1 else []
        first, last = shared[0][0], shared[-1][0]
        if len(entries) == len(shared) and all(entries) and all(p.milestones for p, _ in shared):
            if "分别" in text.text[max(0, first.start - _NEAR) : last.end + 3]:
                shared = [(phrase, one) for (phrase, _), one in zip(shared, entries, strict=True)]
            else:
                note = text.doubt("one-each", first.start, last.end, what=what)
                shared[0] = (replace(first, doubts=(*first.doubts, note)), what)
        result += shared
    return result


def with_lost_words(
    text: Levelled, clauses: list[Clause], given: list[tuple[Phrase, str | None]], lost: list[int]
) -> list[tuple[Phrase, str | None]]:
    """论证，4月底前，6月底前，报批，公示: words that went to no date, where a date has none, are asked about."""
    notes = [text.doubt("whose-matter", *clauses[n].gaps[0]) for n in lost]
    if not notes:
        return given
    at = next(n for n, (_, what) in enumerate(given) if what is None)
    phrase = replace(given[at][0], doubts=(*given[at][0].doubts, *notes))
    return [*given[:at], (phrase, None), *given[at + 1 :]]
