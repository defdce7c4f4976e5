"""报送: what the plan asks units to hand in to someone on dates, read out of running text.

`各镇要于9月5日、12月5日两个时间节点，将任务推进落实情况报县政府办公室` → who, by when, what, to whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from ledger.draft.attribution import names_of, only_names
from ledger.draft.cleaning import NOTE
from ledger.values.source import DraftReporting
from ledger.words.deadline.reader import find_dates
from ledger.words.deadline.scanner import plain, scan
from ledger.words.meanings import BodyDate
from ledger.words.numbering import read_mark

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_VERB = r"(?:报告至|报告|报送至|报送到|报送给|报送|报至|报到|上报至|上报|反馈至|反馈给|反馈|提交至|提交|发送至|发至|交至|汇总至|报)"
_TO = r"(?P<to>(?:县|区|市|镇|州|旗|本级|省)?[\u4e00-\u9fa5]{0,18}(?:办公室|领导小组|政务公开办|政府办|委员会|局|中心|科|股|部|县委办|政府|专班|室|办|处|组)(?:[（(][^）)]{1,20}[）)])?)"
_WHAT = rf"(?P<what>[^，。；]{{2,60}}?)并?(?:以(?P<how>[^，。；]{{2,16}}?(?:形式|方式))|经[^，。；]{{2,20}}?后)?{_VERB}{_TO}?"
_WHAT_FIRST = re.compile(rf"(?:将|把){_WHAT}")
_MADE_FIRST = re.compile(rf"(?:制定|形成|编制|拟[订定]|填写|更新)(?:好|完)?{_WHAT}")  # 制定方案报县政府办
_MAKER = re.compile(r"(?P<who>[^，。；]{2,30}?)(?:负责)?(?=制定|形成|编制|拟[订定]|填写|更新)")
_TO_FIRST = re.compile(rf"(?:向|给){_TO}(?P<verb>{_VERB})(?P<what>[^，。；]{{2,60}})")
_THING = re.compile(  # 名单于3月31日前报县发改局: the thing leads in
    rf"(?:^|(?<=[，；。]))(?P<what>[^，。；]{{2,20}}?)(?:请|须|应|要|并)?(?:于|在)[^，。；]{{2,16}}(?:前|内|底|日){_VERB}{_TO}"
)
_NO_THING = re.compile(rf"(?:前|内|底|日|末)(?P<what>{_VERB}{_TO})(?=[，；。]|$)")  # 每月5日前报县政府办
_THEN_TO = re.compile(rf"，(?:并|统一)?{_VERB}{_TO}")  # 报送进展情况，报县政府督查室汇总
_GIVEN = re.compile(
    r"(?<![零不未])(?<!未[按及]时)(?:报送|上报|提交|反馈|报告|填报)(?!说明|单位|时间|日期|人|机制|制度|工作[，。；]|渠道|平台|系统|流程|程序|质量)(?P<what>[^，。；（(）)至到给]{2,30}?(?:情况|进展|总结|报告|材料|信息|台账|报表|计划|方案|数据|清单|表)?)"
    rf"(?:(?:至|到|给){_TO}|(?=[，。；（(）)]|$))"
)  # nobody named who gets it: each quarter 报送进展
_HOW = re.compile(r"(?:以|通过|采取)[^，。；、]{2,20}?(?:形式|方式)|通过[^，。；、]{2,20}?(?:邮件|系统|平台)")
_IF_LATE = "(?:逾期|过期|未按时|超期)"
_MISSED = re.compile(
    rf"{_IF_LATE}[^，。；]{{0,8}}?(?:视为|按)(?P<words>[^，。；]{{2,40}}?)(?:处理)?[。；，]?$"
)
_WHO_END = re.compile(r"(?:要|应|须|需|请|务|务必|应当|必须|分别|在|于|按|将|负责)+$")
_DAY = re.compile(r"\d[月日]")  # no name holds one
_VERB_AFTER = re.compile(r"(?<=.)(?:要(?!素)|应|须|需|请|负责|务必|必须|于|每|及时|随时|定期|按[时期])")
_BRACKET = re.compile(r"（[^）]*）")
_FORM = re.compile(r"《([^》]+)》[（(]附件\d*[）)]")
_BETWEEN = re.compile("[、，,；和及与或前底]*")
_ONLY_SOME = re.compile(  # 未完成的，… · 涉及资金的任务，… · 如有变化，… · …除外: not for everybody, or not always
    r"的(?:任务|事项|项目|单位|部门|情况下)?$|^(?:如(?![实期下图表上])|若|凡|遇)|除外$|^(?:无|没有|未)[^，；]*的报"
)
_SOME_TASKS = re.compile(r"(?:任务|事项|项目)(?:要|应|须|需|请|于|在)*$")  # 长期任务于12月15日前
_EVERY = re.compile(r"^(?:各|所有|全部|全体|上述|以上|以下|本|逐)|节假日")
_DAILY = re.compile(  # no day of the calendar, yet when it is handed in
    r"每个?(?:工作)?[日天](?:(?:[上下]午|晚上?)?\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分|半)?))?(?:之?前)?"
)
_REACH = 80  # characters between the date and what is handed in


def _cycle_before(words: str) -> str:
    """每月 of 每月将进展报县发改局: what comes again, no day told."""
    every = [word for word in scan(plain(words)) if word.kind == "every" and len(word.text) > 1]
    return words[every[-1].start : every[-1].end] if every else ""


class Meant(NamedTuple):
    """Who is meant where a sentence names nobody, and where that was found; `of_task` where the text is a task's, whose
    own work is no 报送 as long as nobody is named who gets it."""

    units: str = "各单位"
    source: str = ""
    of_task: bool = False
    others: str = ""  # who else carries the task: nobody reports to itself

    def said(self) -> str:
        return "报送单位原文没有写" + (f"，取自{self.source}" if self.source else "")


EVERYBODY = Meant()


def read_reporting(
    text: str, year: int, place: str, meant: Meant = EVERYBODY
) -> list[tuple[DraftReporting, str]]:
    """Every 报送 in `text`, each with the words it was read from. Who the sentence before speaks of is meant before
    `meant` is."""
    found = []
    for match in _SENTENCE.finditer(text):
        before: DraftReporting | None = None
        conditional = False
        for part in _parts(match[0], year):
            duty = _read_sentence(part, year, place, meant, before)
            before = duty or before
            conditional = conditional or (duty is not None and _only_some(part, duty))
            if duty is not None and duty.deadline:
                if conditional:
                    words = NOTE.sub("", match[0].strip()).replace("“", "‘").replace("”", "’")
                    told = f"原文有条件，这里没有写，请写进事项或单位：“{words}”"
                    duty = replace(duty, doubts=(*duty.doubts, told))
                start = part.find(duty.deadline)
                comma = max(part.rfind(mark, 0, max(start, 0)) for mark in "，,")
                found.append((duty, part[comma + 1 :]))
                conditional = conditional and not part.endswith("；")
        subject = _subject(re.split("[，；,;]", match[0])[0])
        meant = Meant(subject, "上一句", meant.of_task) if subject else meant
    return found


def _only_some(part: str, duty: DraftReporting) -> bool:
    """Whether the part says for which units, tasks or cases it asks for the report, in words that are none of `duty`."""
    bare = NOTE.sub("", part.strip())
    said = (duty.units, duty.what, duty.if_missed)
    for clause in (words.strip() for words in re.split("[，。；：（）,;:()]", bare)):
        if (
            not clause
            or clause in said
            or _EVERY.search(clause)
            or (duty.if_missed and re.match(_IF_LATE, clause))
        ):
            continue
        before_the_day = (
            clause.partition(duty.deadline)[0] if duty.deadline and duty.deadline in clause else ""
        )
        if _ONLY_SOME.search(clause) or (_SOME_TASKS.search(before_the_day) and duty.units not in clause):
            return True
    return False


def _parts(sentence: str, year: int) -> list[str]:
    """A sentence that asks for several reports (3月31日前将方案报县政府办，每季度末报送进展), cut at the comma before the day of
    each but the first; 并报送总结 on the same day is a part that keeps that day (see `_read_sentence`)."""
    handed = _handed_in(sentence)
    cuts = [0]
    for (_, end), (start, _) in pairwise(handed):
        commas = [at for at in range(end, start) if sentence[at] in "，；,;"]
        if commas and commas[0] > cuts[-1]:
            dated = find_dates(sentence[end:start], year)
            at = max((c for c in commas if dated and c < end + dated[0].offset), default=commas[-1])
            cuts.append(at + 1)
    return [sentence[a:b] for a, b in pairwise([*cuts, len(sentence)])]


def _handed_in(sentence: str) -> list[tuple[int, int]]:
    """Where in the sentence something is handed in, each place once."""
    spans = sorted(
        match.span()
        for pattern in (_WHAT_FIRST, _MADE_FIRST, _TO_FIRST, _THING, _GIVEN)
        for match in pattern.finditer(sentence)
        if (pattern is _GIVEN or match["to"]) and not (pattern is _THING and only_names(match["what"]))
    )
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _who(clauses: Iterable[str]) -> str:
    """Who hands it in: the last of the clauses that begins with names of units and is nothing else up to its verb."""
    return next((who for clause in reversed([*clauses]) if (who := _subject(clause))), "")


def _subject(clause: str) -> str:
    bare = _BRACKET.sub("", NOTE.sub("", clause.strip()))
    mark = read_mark(bare)
    bare = re.sub(r"^(?:请|同时|并|由)+", "", bare[len(mark.text) :] if mark else bare)
    words = _WHO_END.sub("", bare).strip("，、 ")
    subject = _VERB_AFTER.split(words)[0]
    return words if only_names(words) and not _DAY.search(words) else subject if only_names(subject) else ""


def _read_sentence(
    sentence: str, year: int, place: str, meant: Meant, before: DraftReporting | None
) -> DraftReporting | None:
    """The 报送 of one part of a sentence. What it does not say itself (who, to whom, when) is as in the part `before`; one
    without a day (及时向县防办报告险情) is no 报送, but says it for the next."""
    handed = _WHAT_FIRST.search(sentence) or _TO_FIRST.search(sentence)
    if handed is None and not meant.of_task:
        handed = _MADE_FIRST.search(sentence)
    if handed is None and (thing := _THING.search(sentence)) and not only_names(thing["what"]):
        handed = thing
    to = handed["to"] if handed else ""
    if not to:
        handed = _GIVEN.search(sentence)
        then = _THEN_TO.match(sentence, handed.end()) if handed else None
        to = then["to"] if then else handed["to"] if handed else ""
    bare = None if handed or meant.of_task or before else _NO_THING.search(sentence)
    if bare:
        handed, to = bare, bare["to"]
    if handed is None:
        return None
    days = [body for body in find_dates(sentence, year) if body.milestone.kind not in ("ongoing", "from")]
    dates = [body for body in days if body.milestone.kind != "relative"]
    if before is not None:  # 办结后3个工作日内报送办结报告 is not due on the day of the part before
        dates = dates or days
    daily = None if dates or (meant.of_task and not to) else _DAILY.search(sentence, 0, handed.start("what"))
    own = _span(sentence, _nearest(dates, sentence, handed.start())) if dates else daily[0] if daily else ""
    cycle = "" if own else _cycle_before(sentence[: handed.end()])
    own = own or cycle
    if not own and not to and before is None:
        return None
    deadline = own or (before.deadline if before else "")
    at = sentence.find(own) if own else handed.start()
    around = (sentence[: min(at, handed.start())], sentence[at + len(own) : handed.start()])
    who = _who(clause for part in around for clause in re.split("[，；：,;:]", part))
    what = handed["what"].partition(own)[0] or handed["what"] if own else handed["what"]
    if not who and (maker := _MAKER.match(what)) and only_names(maker["who"]):
        who, what = maker["who"], what[maker.end() :]
    if not to and before is None and not who and meant.of_task:
        return None
    if own and not -_REACH < handed.start() - at - len(own) < _REACH:
        return None
    form, how, missed = _FORM.search(sentence), _HOW.search(sentence), _MISSED.search(sentence)
    doubts = ["报什么，原文没有写"] if bare else []
    if not to and before is not None and before.to:
        to = before.to
    elif not to:
        doubts.append("报给谁，原文没有写")
    if cycle:
        doubts.append(f"时限只写了“{cycle}”，没有写哪一天，按期末计")
    if not own:
        doubts.append("时限取自同一句前面的一项")
    if not who and not (before and before.units):
        doubts.append(meant.said())
    told = who or (before.units if before else "")
    units = told or (meant.units if deadline else "")
    if to and to in names_of(units):
        units = "、".join(name for name in names_of(units) if name != to) or meant.others or units
        doubts += [f"报送单位和报至都是{to}，请核对是谁报"] if told or units == to else []
    return DraftReporting(
        what=re.sub(r"^一次(?=.)|[（(]附件\d*[）)]$|并?(?:于|在)?$", "", what.strip("的 ")), units=units, to=to or "", deadline=deadline,
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


def _span(sentence: str, dates: list[BodyDate]) -> str:
    """The words from the first day to the last."""
    last = dates[-1].offset + dates[-1].length
    tail = re.match(r"[两三四]个时间节点|前", sentence[last:])
    return sentence[dates[0].offset : last + (tail.end() if tail else 0)].strip("，")
