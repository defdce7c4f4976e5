"""报送: what the plan asks units to hand in to someone on dates, read out of running text.

`各镇要于9月5日、12月5日两个时间节点，将任务推进落实情况报县政府办公室` → who, by when, what, to whom.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ledger.draft.attribution import only_names
from ledger.values.source import DraftReporting
from ledger.words.deadline.reader import find_dates
from ledger.words.meanings import BodyDate
from ledger.words.numbering import read_mark

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_VERB = r"(?:报告至|报告|报送至|报送到|报送给|报送|报至|报到|上报至|上报|反馈至|反馈给|反馈|提交至|提交|发送至|发至|交至|汇总至|报)"
_TO = r"(?P<to>(?:县|区|市|镇|州|旗|本级|省)?[\u4e00-\u9fa5]{0,18}(?:办公室|领导小组|政务公开办|政府办|委员会|局|中心|科|股|部|县委办|政府|专班|室|办|处|组)(?:[（(][^）)]{1,20}[）)])?)"
_WHAT_FIRST = re.compile(
    rf"(?:将|把)(?P<what>[^，。；]{{2,60}}?)(?:以(?P<how>[^，。；]{{2,16}}?(?:形式|方式))|经[^，。；]{{2,20}}?后)?{_VERB}{_TO}?"
)
_TO_FIRST = re.compile(rf"(?:向|给){_TO}(?P<verb>{_VERB})(?P<what>[^，。；]{{2,60}})")
_PLAIN = re.compile(rf"{_VERB}{_TO}")
_GIVEN = re.compile(
    r"(?:报送|上报|提交|反馈|报告|填报)(?!机制|制度|工作[，。；]|渠道|平台|系统|流程|程序|质量)(?P<what>[^，。；至到给]{2,30}?(?:情况|进展|总结|报告|材料|信息|台账|报表|计划|方案|数据|清单|表)?)(?=[，。；]|$)"
)  # nobody named who gets it: each quarter 报送进展
_NOTE = re.compile(r"^(?:注|备注|说明)\s*[:：]\s*")
_HOW = re.compile(r"(?:以|通过|采取)[^，。；、]{2,20}?(?:形式|方式)|通过[^，。；、]{2,20}?(?:邮件|系统|平台)")
_MISSED = re.compile(
    r"(?:逾期|过期|未按时|超期)[^，。；]{0,8}?(?:视为|按)(?P<words>[^，。；]{2,40}?)(?:处理)?[。；，]?$"
)
_WHO_END = re.compile(r"(?:要|应|须|需|请|务|务必|应当|必须|分别|在|于|按|将)+$")
_VERB_AFTER = re.compile(r"(?<=.)(?:要(?!素)|应|须|需|请|务必|必须|于|每)")
_BRACKET = re.compile(r"（[^）]*）")
_FORM = re.compile(r"《([^》]+)》[（(]附件\d*[）)]")
_BETWEEN = re.compile("[、，,；和及与或前底]*")
_REACH = 80  # characters between the date and what is handed in


def read_reporting(text: str, year: int, place: str, addressed: str = "") -> list[tuple[DraftReporting, str]]:
    """Every 报送 in `text`, each with the words it was read from. `addressed` are those the document is
    addressed to: who is meant where the sentence names nobody."""
    found = []
    for match in _SENTENCE.finditer(text):
        before: DraftReporting | None = None
        for part in _parts(match[0], year):
            duty = _read_sentence(part, year, place, addressed, before)
            if duty:
                before = duty
                start = part.find(duty.deadline)
                found.append((duty, part[part.rfind("，", 0, max(start, 0)) + 1 :]))
    return found


def _parts(sentence: str, year: int) -> list[str]:
    """A sentence that asks for several reports (3月31日前将方案报县政府办，每季度末报送进展), cut at the comma before the day of
    each but the first; 并报送总结 on the same day is a part that keeps that day (see `_read_sentence`)."""
    handed = _handed_in(sentence)
    cuts = [0]
    for (_, end), (start, _) in pairwise(handed):
        commas = [at for at in range(end, start) if sentence[at] in "，；"]
        if commas and commas[0] > cuts[-1]:
            dated = find_dates(sentence[end:start], year)
            at = max((c for c in commas if dated and c < end + dated[0].offset), default=commas[-1])
            cuts.append(at + 1)
    return [sentence[a:b] for a, b in pairwise([*cuts, len(sentence)])]


def _handed_in(sentence: str) -> list[tuple[int, int]]:
    """Where in the sentence something is handed in, each place once."""
    spans = sorted(
        match.span()
        for pattern in (_WHAT_FIRST, _TO_FIRST, _GIVEN)
        for match in pattern.finditer(sentence)
        if pattern is _GIVEN or match["to"]
    )
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _who(before: str) -> str:
    """Who hands it in: of the clauses before the date the last that begins with names of units; without any, the
    last one up to its verb."""
    before = _NOTE.sub("", before)
    mark = read_mark(before)
    clauses = re.split(r"[，；]", (before[len(mark.text) :] if mark else before).rstrip("，"))
    last = ""
    for clause in reversed(clauses):
        bare = _BRACKET.sub("", clause)
        words = _WHO_END.sub("", re.sub(r"^(?:请|同时|并)+", "", bare)).strip("，、 ")
        subject = _VERB_AFTER.split(words)[0]
        if only_names(subject):
            return words if only_names(words) else subject
        last = last or words
    return last


def _read_sentence(
    sentence: str, year: int, place: str, addressed: str, before: DraftReporting | None
) -> DraftReporting | None:
    """The 报送 of one part of a sentence. What it does not say itself (who, to whom, when) is as in the part `before`."""
    dates = [
        body
        for body in find_dates(sentence, year)
        if body.milestone.kind not in ("relative", "ongoing", "from")
    ]
    if not dates and before is None:
        return None
    handed = _WHAT_FIRST.search(sentence) or _TO_FIRST.search(sentence)
    to = handed["to"] if handed else ""
    if not to:
        handed = _GIVEN.search(sentence)
    if handed is None:
        return None
    who = _who(sentence[: min(dates[0].offset if dates else handed.start(), handed.start())])
    alone = bool(dates) and not sentence[: dates[0].offset].strip("，、 ")
    if not to and before is None and not only_names(who) and not (alone and _is_whole(sentence)):
        return None
    if before is not None and not only_names(who):
        who = ""
    deadline = (
        _span(sentence, _nearest(dates, sentence, handed.start()))
        if dates
        else before.deadline
        if before
        else ""
    )
    if dates and not -_REACH < handed.start() - sentence.find(deadline) - len(deadline) < _REACH:
        return None
    form, how, missed = _FORM.search(sentence), _HOW.search(sentence), _MISSED.search(sentence)
    doubts = []
    if not to and before is not None and before.to:
        to, doubts = before.to, ["报给谁取自同一句前面的一项"]
    elif not to:
        doubts.append("报给谁，原文没有写")
    if not dates:
        doubts.append("时限取自同一句前面的一项")
    if not who and before is None:
        doubts.append("报送单位原文没有写，取自主送机关" if addressed else "报送单位原文没有写")
    return DraftReporting(
        what=re.sub(r"[（(]附件\d*[）)]$", "", handed["what"].strip("的 ")),
        units=who or (before.units if before else "") or addressed or "各单位", to=to, deadline=deadline,
        method=how[0] if how else "", attachment=form[1] if form else "",
        if_missed=missed["words"] if missed else "", place=place, doubts=tuple(doubts),
    )  # fmt: skip


def _nearest(dates: list[BodyDate], sentence: str, at: int) -> list[BodyDate]:
    """Of the days of a part those that belong to what is handed in at `at`: the last run before it, else the first:
    6月底前完成整改，7月5日前将情况报县政府办."""
    runs: list[list[BodyDate]] = []
    for day in dates:
        last = runs[-1][-1] if runs else None
        if last and _BETWEEN.fullmatch(sentence[last.offset + last.length : day.offset]):
            runs[-1].append(day)
        else:
            runs.append([day])
    return next((run for run in reversed(runs) if run[0].offset < at), runs[0])


def _is_whole(sentence: str) -> bool:
    """`每月5日前报送进展。`: nothing but a day and what is handed in."""
    return "，" not in sentence


def _span(sentence: str, dates: list[BodyDate]) -> str:
    """The words from the first day to the last."""
    last = dates[-1].offset + dates[-1].length
    tail = re.match(r"[两三四]个时间节点|前", sentence[last:])
    return sentence[dates[0].offset : last + (tail.end() if tail else 0)].strip("，")
