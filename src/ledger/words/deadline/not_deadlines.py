"""Dates that are written and set nothing: void ones (原定…调整为…), and those that tell of the past or qualify a thing."""

from __future__ import annotations

import re
from dataclasses import replace

from ledger.words.deadline.items import Clause, Phrase
from ledger.words.deadline.scanner import Levelled

_PAST_BEFORE = re.compile(r"已经?(?:[于在])?$|曾[于在]?$")
_PAST_AFTER = re.compile(r"[,]?已经?(?!形成)[^,;:、()]{1,8}的|前?已经?[^,;:、()]{1,8}的")
# 形成的, 排查出的, 已完成整改的, 进度滞后的: a verb, at most with its own object, right before 的 and a noun.
_QUALIFIES = re.compile(r"[^,;:、()\d]{1,8}?的(?=[一-龥])")
_DOES = re.compile(
    r"[前内止]?(?:再次?|全部|全面|基本|力争|各?[要应须需]?)*(?:完成|开展|组织|启动|制定|制订|建立|建成|报送|上报|报告|落实|推进|实施|出台|印发|公布|公开|形成[^的]*[^出来成]的|"
    r"编制|召开|举办|整改|整治|达到|实现|更新|修订|解决|清理|清零|提交|办理|办结|做好|抓好|组建|培训|检查|督查|排查[^出]|对|将|把|由|向|全)"
)
_QUANTITY_BEFORE = re.compile(
    r"(?:压缩|压减|缩短|缩减|减少|提速|控制|不超过|不得超过|不多于|时限|时长)[^,;:()]{0,6}$"
)
_QUANTITY_AFTER = re.compile(r"(?:以?内)?(?:压缩|压减|缩短|缩减|减少|提速|提升)[为至到]?")


def void_dates(text: Levelled, clauses: list[Clause]) -> None:
    """由4月底前调整为8月底前: the earlier date is void where the new one follows; 原定… is void beside another."""
    marks = [word for clause in clauses for word in clause.loose if word.kind in ("changed", "void")]
    if not marks:
        return
    places = [(clause, n) for clause in clauses for n, p in enumerate(clause.phrases) if p.milestones]
    for mark in marks:
        before = [at for at in places if _phrase(at).end <= mark.start]
        after = [at for at in places if mark.end <= _phrase(at).start <= mark.end + 1]
        if not after or len(places) < 2 or (mark.kind == "changed" and not before):
            continue
        clause, n = before[-1] if mark.kind == "changed" else after[0]
        void = clause.phrases[n]
        note = text.doubt("void", void.start, void.end)
        clause.phrases[n] = replace(void, milestones=(), doubts=(note,), context=True)
        places = [at for at in places if _phrase(at).milestones]
    for clause in clauses:
        clause.loose = [
            word
            for word in clause.loose
            if word not in marks or not any(p.context and p.doubts for c in clauses for p in c.phrases)
        ]


def _phrase(at: tuple[Clause, int]) -> Phrase:
    return at[0].phrases[at[1]]


def told_dates(text: Levelled, clauses: list[Clause]) -> None:
    """对上半年排查出的问题, 已于3月底前完成, 由15个工作日压缩至5个工作日: what they name is no deadline. Beside one
    they are words like others; alone they are reported."""
    found = [(c, p) for c in clauses for p in c.phrases if p.milestones]
    told = [(c, p) for c, p in found if is_told(text.text, p)]
    for clause, phrase in told:
        n = clause.phrases.index(phrase)
        if len(told) < len(found):
            del clause.phrases[n]
            clause.gaps[n : n + 2] = [(clause.gaps[n][0], clause.gaps[n + 1][1])]
        else:
            clause.phrases[n] = replace(
                phrase, milestones=(), doubts=(text.doubt("told-of", phrase.start, phrase.end),)
            )


def is_told(text: str, phrase: Phrase) -> bool:
    """Whether the words around a date say that it tells of a thing or of the past."""
    kind = phrase.milestones[0].kind
    before = text[max(0, phrase.start - 16) : phrase.start]
    if kind == "relative":
        return bool(
            _QUANTITY_BEFORE.search(text[max(0, phrase.start - 16) : phrase.end - 1])
            or _QUANTITY_AFTER.match(text, phrase.end)
        ) and not text[phrase.start : phrase.end].startswith(("自", "收到"))
    if phrase.milestones[0].recurring or kind == "ongoing":
        return False
    if _PAST_BEFORE.search(before):
        return True
    if _PAST_AFTER.match(text, phrase.end):
        return True
    return bool(_QUALIFIES.match(text, phrase.end)) and not _DOES.match(text, phrase.end)
