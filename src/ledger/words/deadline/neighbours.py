"""What stands right beside a date: a character that could continue it makes the whole a time nobody has read.

Nothing is taken on trust here. Beside a date may stand what divides (punctuation, another word), or an ordinary
word that this file or the table knows to begin or end so (到位, 内部, 前期); any other character that times are
written with is asked about, and the date is no day: of 6月30日号 or 第6月底 half would be read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ledger import lazy_re
from ledger.words.deadline.items import NO_JOINT, Clause, Phrase
from ledger.words.deadline.levelled import Levelled
from ledger.words.deadline.scanner import Word
from ledger.words.lexicon import words

# Times are continued to the right with these, …
_GOES_ON = lazy_re.compile(
    r"[年月日号旬周季天个次期前后底末初内起止至到隔逢届半余\d-]|[一二三四五六七八九十两百][年月日号旬周季天\d]"
    r"|(?<=月)[一二三四五六七八九](?=[前,;)]|$)"
)
# … unless an ordinary word begins there.
_WORD_BEGINS = lazy_re.compile(
    r"年[报审检会轻级限货]|月[报考供嫂]|日[报常均志程照间]|号[召]|周[报边密全到知年]|季[报刊]|天[然气网眼窗桥平津府]|个[体人性税]|次[生要日年月]"
    r"|期[刊货满末中](?!前|后|底)|前[期置端往列述沿瞻哨提](?!前|末)|后[续勤备台评续期]|底[数线册账稿层座泥商]|末[端梢位]|初[步审稿中选评验设筛步始心次]"
    r"|未(?!前)|[中终]期|终[审验评止极端]|内[部容控设涝河审涵网业外科环]|起[草步底点降吊来诉重]|止[损跌漏]|至[少]|到[位岗户村账期场达点户人会访岸底馆]|届[中满]|半[导成]|隔[离断]"
    r"|百[日年]|十[年](?!内|底|末)"
)
# Times begin with these on the left (units of time there are words of the table, and reported as such), …
_LEADS_ON = lazy_re.compile(r"[第每隔逢至到\d〇零一二三四五六七八九十半-]")
# … unless an ordinary word ends there.
_WORD_ENDS = lazy_re.compile(
    r"(?:其一|[统唯专单万同]一|[做达得看受收找来拿签拆搬直等]到|[甚直截及以缩减降增升]至|[大过]半|[五七八]一|[三六]八|[^一-龥\d]-)$"
)
_OLD_CALENDAR = ("农历", "阴历", "旧历")
_NEAR = 3  # characters of a word that may end before a date
_ORDINARY = frozenset(("plain", "title"))  # words of the table that are no time
_TIMES = frozenset(words("nthday nth weekday xun day dayless month quarter half part clock"))
_MISTYPED = lazy_re.compile(r"[A-Za-z]\d*[年月日号]")  # 6月l8日
_BEFORE_IT = _ORDINARY | {"named", "elsewhere", "changed", "void", "allowed", "vague", "depends"}


def read_in_part(text: Levelled, clauses: list[Clause], found: Sequence[Word]) -> None:
    """Dates that something beside them continues become no day, and are asked about."""
    starts = [word.start for word in found]
    for clause in clauses:
        for n, phrase in enumerate(clause.phrases):
            if not phrase.milestones:
                continue
            (before, start), (end, after) = clause.gaps[n], clause.gaps[n + 1]
            if end < after:
                at = bisect_left(starts, end)
                end = _continued(text.text, end, after, found[at] if at < len(found) else None)
            if before < start and (_LEADS_ON.match(text.text, start - 1) or text.text[start - 1] == "历"):
                at = bisect_left(starts, start) - 1
                start = _led(text.text, before, start, found[at] if at >= 0 else None)
            if (start, end) != (phrase.start, phrase.end):
                note = text.doubt("read-in-part", start, end)
                clause.phrases[n] = replace(phrase, start=start, end=end, milestones=(), doubts=(note,))
                clause.gaps[n], clause.gaps[n + 1] = (before, start), (end, after)
            elif end == after and n + 1 < len(clause.phrases):
                clause.phrases[n + 1] = _run_together(text, phrase, clause.phrases[n + 1])


def _continued(text: str, end: int, after: int, word: Word | None) -> int:
    """Where a date ends with what continues it; `word` is the next one of the table."""
    if word is not None and word.start == end and not _WORD_BEGINS.match(text, end):
        if word.kind in _TIMES or _MISTYPED.match(text, end):
            return word.end
        if word.kind in _ORDINARY:
            return end
    found = _GOES_ON.match(text, end, after)
    return end if found is None or _WORD_BEGINS.match(text, end) else found.end()


def _led(text: str, before: int, start: int, word: Word | None) -> int:
    """Where a date begins with what leads on to it; `word` is the one of the table before it."""
    if text.startswith(_OLD_CALENDAR, max(before, start - 2)):
        return start - 2
    if word is not None and word.end == start and word.kind in _BEFORE_IT:
        return start
    return start if _WORD_ENDS.search(text, max(before, start - _NEAR), start) else start - 1


def _run_together(text: Levelled, first: Phrase, second: Phrase) -> Phrase:
    """6月底前三季度, 下半年每月5日前: two times with nothing between them, where the first is no beginning (9月起每月5日前)
    and no whole year (全年每月5日前)."""
    kinds = [phrase.milestones[0].kind for phrase in (first, second) if phrase.milestones]
    one_list = text.text[first.start : first.end] in NO_JOINT
    if len(kinds) < 2 or kinds[0] in ("from", "window", "ongoing") or one_list:
        return second
    note = text.doubt("run-together", first.start, second.end)
    return replace(second, doubts=(*second.doubts, note))
