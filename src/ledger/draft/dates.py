"""Dates that stand only in the text of a task → 补充节点."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise

from ledger.draft.attribution import EDGE, is_date, of_bracket, only_names, roles_only
from ledger.draft.cell_kinds import ANY_YEAR, WHOLE_YEAR, is_dash
from ledger.draft.noise import open_pairs
from ledger.values.source import DraftMilestone
from ledger.words.deadline.reader import find_dates, read_deadline
from ledger.words.meanings import BodyDate, Milestone
from ledger.words.numbering import read_mark

# 企业开办时间压缩至3个工作日内 says how fast a service is to be, not by when work is to be done.
_STANDARD = re.compile(
    r"(?:压缩|压减|缩短|缩减|减少|提速|控制|不超过|不得超过|不多于|限时|时间|时限|时长|平均)[^，。；]{0,8}$"
)
_SERVICE = re.compile(  # 一般登记3个工作日内办结: how long one case takes
    r"(?:全部|即|予以|当场|完成)?(?:办结|办理|办好|办完|受理|审批|审核|审结|登记|备案|出证|发证|出件|领证|开户|接通|通电|通水|通气|答复|回复|回应|处置|到账|兑付|拨付|退税)"
)
_FESTIVAL_AFTER = re.compile("(?:假期|节|期间)?(?:之)?(?:后|前后)")

_BEFORE = re.compile("[。；;：:！？，,\\n]")
_NEXT = re.compile("[）)](?:[、和及与并]|以及)")  # 出台细则（县委组织部）、兑现补贴
BRACKET = re.compile("[（(]([^（()）]+)[）)]")
_CLOSE = re.compile("[）)\\n]")
_DONE = re.compile("^(?:之)?前?(?:完成|办结|到位|落实)$")

_REST = re.compile("[\u4e00-\u9fff]{2,4}(?=[，。；]|$)")
_ENDLESS = re.compile("长期|常态|持续|经常")
_CLAUSE = re.compile(r"[^，。；：！？、\n（）()“”]+")
_PERIOD = re.compile(
    r"(?P<words>[上下]半年|(?:第?[一二三四1-4]|前[二三]个?)季度|每(?:个)?(?:季度|半年|月|周|旬|两月|双月)|(?<!\d)1?\d月份?(?:[上中下]旬)?(?![\d日底末前初以之至—–~～-]))"
)
_WHOLE_YEAR = re.compile(f"(?P<words>{WHOLE_YEAR})")
_QUOTED = re.compile(r"[“（][^，。；“”（）]*[”）][^，。；：！？、\n（）()“”]*")  # 推出25件高频“一件事”
_LEADS_IN = re.compile(r"(?:其中|并|要|应|须|需|于|在|力争|确保|争取|计划|拟|预计)*")
_QUALIFIES = re.compile(r"(?:对|较|比|同比|针对|按照|根据|落实|围绕|截至|从|自)[^，。；]*$")
_NO_TIME = re.compile(
    r"(?:度?的|以来|以后|期间|起|报|例会|同期|相比|[^，。；]{1,12}的(?:问题|事项|项目|情况|数据|基础))"
)

# 开学前投入使用, 会前15日印发: a time that hangs on an event whose day nobody can tell. What only comes after something
# else (审核后报送) is no time, unless days are counted from it.
_BY_EVENT = re.compile(
    r"^(?:并|要|应|须|需|于|在|力争|确保|争取|原则上)*(?P<words>(?!提前|超前|最后)[\u4e00-\u9fff“”]{1,14}?"
    r"(?:(?<![目以此事提空超先面眼当日])前(?=[^，。；]{0,6}?(?:完成|建成|开工|竣工|验收|投用|投入使用|到位|印发|落实|报送|整改|备足|办结|启动|召开))"
    r"|[前后]的?\d{1,3}个?(?:工作)?[日天周月]内?))"
)
_WORK = r"(?:前|之前)?[^，。；、]{0,4}(?:完成|开展|建成|开工|实施|启动|召开|组织|验收|投用)"
_DAY = re.compile(
    rf"(?<![\d—–~～至-])\d{{1,2}}月(?:\d{{1,2}}日|[上中下]旬|底)(?:[—–~～至-]+\d{{1,2}}月(?:\d{{1,2}}日|[上中下]旬|底)|{_WORK})"
)


def read_extra(
    texts: Iterable[str], deadline: str, year: int, issued: date | None, taken: Iterable[str] = ()
) -> tuple[DraftMilestone, ...]:
    """The dates in `texts` that neither `deadline` nor the sentences `taken` by a 报送 already say."""
    said = {_when(m) for m in read_deadline(deadline, year, issued=issued).milestones} if deadline else set()
    sentences = tuple(taken)
    found: dict[tuple[str, str], DraftMilestone] = {}
    for text in texts:
        for body in find_dates(text, year, issued=issued):
            words = text[body.offset : body.offset + body.length]
            if body.milestone.kind == "relative" and _is_standard(text, body):
                continue
            if _when(body.milestone) in said or any(words in s and s in text for s in sentences):
                continue
            what = _of_bracket(text, body) or _closed(body.clause.strip("，。；、,; "), text)
            if what in ("", words) and text[body.offset - 1 : body.offset] in tuple("（("):
                what = _matter(text[: body.offset - 1])  # 兑现补贴（10月底前）
            if not what:  # 由80个工作日压减至60个工作日，10月底前完成: at least 完成
                rest = _REST.match(text, body.offset + body.length)
                what = rest[0] if rest else words
            found.setdefault((what, words), DraftMilestone(what=what, deadline=words))
        for bracket in BRACKET.finditer(text):
            given, matter = of_bracket(bracket[1]), _matter(text[: bracket.start()])
            if not given.units or not is_date(given.deadline) or not matter:
                continue
            when = {_when(m) for m in read_deadline(given.deadline, year, issued=issued).milestones}
            if when - said and not any(one.what.startswith(matter) for one in found.values()):
                what = f"{matter}（{given.units}）"  # 长期坚持 is no day in running text
                found[what, given.deadline] = DraftMilestone(what=what, deadline=given.deadline)
    return tuple(found.values())


def _of_bracket(text: str, body: BodyDate) -> str:
    """划行归市（县市场监管局，4月底前）: a bracket that says who beside the day says it of the words before it."""
    end = body.offset + body.length
    start = max(text.rfind(mark, 0, body.offset) for mark in "（(")
    close = _CLOSE.search(text, end)
    if start < 0 or close is None or _CLOSE.search(text, start, body.offset):
        return ""
    beside = [text[start + 1 : body.offset], text[end : close.start()]]
    who = "，".join(filter(None, (_DONE.sub("", words.strip(EDGE)).strip(EDGE) for words in beside)))
    given, matter = of_bracket(text[start + 1 : close.start()]), _matter(text[:start])
    who = given.units if is_date(given.deadline) else who
    named = not re.search(r"\d", who) and (only_names(who) or roles_only(who))  # no second day
    return f"{matter}（{who}）" if matter and named else ""


def _matter(before: str) -> str:
    """What a bracket behind these words speaks of: the last clause, its number aside."""
    words = _BEFORE.split(before.rstrip(EDGE))[-1].strip(EDGE)
    words = words[max(0, *(m.end() for m in _NEXT.finditer(words)), 0) :]
    head = read_mark(words)
    return words[len(head.text) :] if head else words


def read_stage(what: str, day: str) -> tuple[DraftMilestone, ...]:
    """A matter in the column of a period (上半年), whose own days say more than the period: 11月底前全部完工 in 下半年."""
    if is_dash(what):
        return ()
    own = read_extra((what,), day, ANY_YEAR, None)
    if own and _CLAUSE.fullmatch(what):
        return tuple(replace(milestone, what=what) for milestone in own)
    return DraftMilestone(what=what, deadline=day), *own


def _is_standard(text: str, body: BodyDate) -> bool:
    """Whether days run for each case of a service, from nothing the plan names: 3个工作日内办结, but not 会后10日内办结."""
    if _STANDARD.search(text[: body.offset]):
        return True
    return not re.search("[后起]", body.milestone.words) and bool(
        _SERVICE.match(text, body.offset + body.length)
    )


def _closed(words: str, text: str) -> str:
    """The words with the mark that closes the last pair they open: 低压用电“零投资”."""
    at = text.find(words)
    after = text[at + len(words) : at + len(words) + 1] if at >= 0 else ""
    return (
        words + after
        if after in {"”": "“", "》": "《", "）": "（"} and open_pairs(words) and not open_pairs(words + after)
        else words
    )


def unread_times(
    text: str,
    deadline: str,
    extra: Iterable[DraftMilestone],
    taken: Iterable[str],
    year: int,
    issued: date | None,
) -> list[str]:
    """What in the text looks like a time for work and is neither in `deadline`, nor a milestone of `extra`, nor in the
    sentences `taken` by a 报送."""
    milestones, sentences = tuple(extra), tuple(taken)
    said = (deadline, *(milestone.deadline for milestone in milestones), *sentences)
    return [
        *unread_dates(text, deadline, milestones, sentences),
        *_unread_festivals(text, year, issued),
        *_unread_events(text, said, year, issued),
    ]


def _unread_festivals(text: str, year: int, issued: date | None) -> list[str]:
    """春节后 and the like: a time for work whose day nobody can tell."""
    found = []
    for clause in re.split("[，。；！？\n]", text):
        for doubt in (
            read_deadline(clause, year, issued=issued).unread if _FESTIVAL_AFTER.search(clause) else ()
        ):
            after = _FESTIVAL_AFTER.match(clause, doubt.end)
            if doubt.code == "festival-alone" and after:
                found.append(f"正文里还有像时限的文字：{clause[doubt.start : after.end()]}")
    return found


def _unread_events(text: str, said: Iterable[str], year: int, issued: date | None) -> list[str]:
    """秋季学期开学前, 会前15日 and the like, where neither `said` (deadlines, milestones, sentences of 报送) has them nor
    they are a date."""
    known = [*said]
    found = []
    for clause in _CLAUSE.findall(text):
        match = _BY_EVENT.match(clause.strip())
        if match is None or find_dates(match["words"], year, issued=issued):
            continue
        if not any(match["words"] in words for words in known):
            found.append(f"正文里还有像时限的文字：{clause.strip()[match.start('words') :][:20]}")
    return found


def read_periods(
    text: str,
    deadline: str,
    extra: Iterable[DraftMilestone],
    year: int,
    issued: date | None,
    taken: Iterable[str],
) -> tuple[tuple[DraftMilestone, ...], list[str]]:
    """Periods of the text that set a time without drawing a line: 上半年完成招标, 每季度开展一次检查.

    Where one begins a clause and what is to be done follows, it is a milestone; elsewhere it is told.
    """
    said = [deadline, *(m.deadline for m in extra)]
    sentences = tuple(taken)
    found: list[DraftMilestone] = []
    doubts: list[str] = []
    for before, clause in pairwise(["", *(_CLAUSE.findall(text))]):
        if before and not any(said) and not found and _goes_on(clause):
            found.append(DraftMilestone(what=before, deadline=clause))
        match = _PERIOD.search(clause)
        if match is None and clause.startswith(WHOLE_YEAR) and f"{before}。" not in text:
            timed = _PERIOD.search(before) or find_dates(before, year, issued=issued)
            match = _WHOLE_YEAR.match(clause) if timed else None  # 上半年推出10件、全年推出25件
        if match is None or any(match["words"] in words for words in said):
            continue
        if any(clause in sentence for sentence in sentences):
            continue
        if _QUALIFIES.search(clause[: match.start("words")]) or _NO_TIME.match(clause[match.end() :]):
            continue
        words, what = match["words"], clause[match.end() :].strip(" 、")
        quoted = _QUOTED.match(text, text.find(clause) + len(clause))
        what += quoted[0] if quoted else ""
        kinds = {m.kind for m in read_deadline(words, year, issued=issued).milestones}
        if not kinds or (kinds & {"unknown", "ongoing", "from", "relative"} and words != WHOLE_YEAR):
            continue
        if _LEADS_IN.fullmatch(clause[: match.start("words")]) and len(what) > 2:
            found.append(DraftMilestone(what=what, deadline=words))
        else:
            doubts.append(f"正文里还有像时限的文字：{clause[match.start('words') :][:20]}")
    return tuple(dict.fromkeys(found)), doubts


def _goes_on(clause: str) -> bool:
    """长期坚持, 常态化开展: a clause that says without end and nothing else."""
    milestones = read_deadline(clause, ANY_YEAR).milestones if _ENDLESS.match(clause) else ()
    return [(m.kind, m.words) for m in milestones] == [("ongoing", clause)]


def unread_dates(
    text: str, deadline: str, extra: Iterable[DraftMilestone], taken: Iterable[str]
) -> list[str]:
    """Days in the text that look like a time for work and are in no milestone."""
    said = [deadline, *(milestone.deadline for milestone in extra), *taken]
    words = dict.fromkeys(match[0] for match in _DAY.finditer(text))
    return [f"正文里还有像时限的文字：{day}" for day in words if not any(_month_day(day) in s for s in said)]


def _month_day(words: str) -> str:
    match = re.match(r"\d{1,2}月(?:\d{1,2}日|[上中下]旬|底)?", words)
    return match[0] if match else words


def deadline_doubts(deadline: str, year: int, issued: date | None) -> tuple[str, ...]:
    """What of a deadline's words was not understood, or could be read otherwise."""
    if not deadline:
        return ()
    reading = read_deadline(deadline, year, issued=issued)
    unknown = [m.words for m in reading.milestones if m.kind == "unknown"]
    unknown += [words for words in reading.unknown if words not in unknown]
    doubts = [f"时限“{words}”没有读懂" for words in unknown]
    if not reading.milestones and not unknown:
        doubts.append(f"时限“{deadline}”没有读懂")
    return (*doubts, *reading.warnings)


def _when(milestone: Milestone) -> tuple[object, ...]:
    m = milestone
    if m.kind in ("by", "window"):
        return (m.day_due,)
    return (m.kind, m.start, m.end, m.month, m.day, m.weekday, m.nth)
