"""Dates that are written and set nothing: void ones (原定…调整为…), and those that tell of the past or qualify a thing."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import Literal

from ledger import lazy_re
from ledger.words.deadline.items import Clause, Phrase
from ledger.words.deadline.levelled import Levelled
from ledger.words.lexicon import TITLES

Told = Literal["", "sure", "likely"]
_FINISHED = "完成|办结|整改|销号|落实|建成|到位|化解|竣工|投用"
_PAST_BEFORE = lazy_re.compile(
    rf"已经?(?:[于在])?$|(?:较|比|相较于?)(?:[^,;:()\d]{{0,8}}(?:时限|期限|节点|时间|要求|目标)\(?)?$|实际(?:{_FINISHED}|开工|报送)?(?:时间|日期)?[:为]?$|曾[于在]?$|已(?:经|全部|基本|按期)*(?:{_FINISHED})\(?$|有效期限?[至到为]?$"
)
_BY_THEN = lazy_re.compile(r"已经?[^,;:、()的]{2,12}(?=[,;)]|$)")  # 3月15日已开工
_LIST = ("、", "和", "及", "与")
_NOT_THEN = lazy_re.compile(r"除外|[免不]再?报")  # （1月除外）: of what recurs
# 县政发〔2026〕3号（2月20日印发）: the day of a document.
_OF_A_DOCUMENT = ("号(", "》(")
_ISSUED = lazy_re.compile(r"起?(?:印发|发布|下发|公布|修订|通过|施行|实施|执行|生效)\)")
# 整治1月至5月信访积案, 通报6月排名: what is dealt with has a month.
_DEALS = lazy_re.compile(
    r"(?:整治|处置|化解|清理|核查|复核|通报|公布|公开|梳理|统计|汇总|分析|办理|处理|解决|兑现|发放|支付|结算|拨付)$"
)
_THING = lazy_re.compile(
    r"(?!.{0,6}(?:完成|到位|结束|完毕|启动|开始|工作|部署|行动|攻坚))[一-龥]{2,10}(?=[,;)]|$)"
)
# 2023—2025年未办结信访件, 2025年四季度欠薪问题: years and quarters gone by, right before a noun.
_YEARS = lazy_re.compile(r"\d{4}年?[-至到]\d{4}年度?|\d{4}年(?:第?[一二三四1-4]季度|[上下]半年)")
_PAST_AFTER = lazy_re.compile(
    rf"以来|(?<=日前)已(?!开)[一-龥]{{2,4}}(?=[,;)]|$)|前?已经?(?:全部|基本|全面|如期|按期)?(?:{_FINISHED})|[,]?已经?(?!形成)[^,;:、()]{{1,8}}的|前?已经?[^,;:、()]{{1,8}}的"
)
# 形成的, 排查出的, 已完成整改的, 进度滞后的: a verb, at most with its own object, right before 的 and a noun.
_QUALIFIES = lazy_re.compile(r"[^,;:、()\d]{1,8}?的(?=[一-龥\d]|[,;、)]|$)")
_GOVERNS = lazy_re.compile(r"(?:对|将|把|就|针对|凡|对于|关于|因|由于|已|未)[于在]?$")
_A_DAY = r"(?:\d[月日年]|[年月季]度?底|[一二三四]季度|[上下]半年|工作日|节前)"
_DATED_LATER = lazy_re.compile(rf"[^,;:()]{{0,30}}?{_A_DAY}")
_DATED_AFTER = lazy_re.compile(rf"[^;:()]{{0,30}}?{_A_DAY}")
_VERB_ALONE = lazy_re.compile(r"(?:[尚仍还]?未|被|[全已新]部?|全面|基本)?[一-龥]{2}[出到好完成得过]?的")
_DOES = lazy_re.compile(
    # 6月底前建成的项目: a verb right before 的 qualifies the noun
    r"(?![前内止]?(?:[全已未]部?|全面|基本)?[一-龥]{2}的)"
    r"[前内止]?(?:再次?|全部|全面|基本|力争|各?[要应须需]?)*(?:完成|开展|组织|启动|制定|制订|建立|建成|报送|上报|报告|落实|推进|实施|出台|印发|公布|公开|形成[^的]*[^出来成]的|"
    r"[提拿列报作给]出|编制|召开|举办|整改|整治|达到|实现|更新|修订|解决|清理|清零|提交|办理|办结|做好|抓好|组建|培训|检查|督查|排查[^出]|对|将|把|由|向|全)"
)
_COUNTED = lazy_re.compile(
    r",?(?:累计(?!完成|达|实现|建成|开展|培训|新)|共(?!同|建)|[一-龥]{0,6}?已|实有|尚|仍|未|还有|全[县市省国]"
    r"|(?![一-龥]{0,8}(?:达[到标]|不低|力争|确保|要))[一-龥]{1,10}(?:率|比例|占比|面|比重)(?:为|达|仅)?\d)"
)  # 截至2025年底累计…, 截至4月底完成率45%
_OF_A_TIME = lazy_re.compile(r"(?<![应需要须])[一-龥]于$")  # 建成于2000年底前的老旧小区
# 3月15日前提交申请的企业, 6月底前完成验收的项目: who or what has done it by then, and nothing to do.
_WHO_DID = lazy_re.compile(
    r"[前内止](?:提交|办理|完成|取得|签订|缴纳|通过|申请|登记|注册|受理|参加)"
    r"(?!剩余|其余|全部|所有|规定|既定|确定|下达|承担|新建|续建|未)[一-龥]{2,8}的[一-龥]{0,4}"
    r"(?:企业|单位|个人|人员|家庭|农户|商户|用户|申请人|项目|车辆|房屋|小区|案件|事项)(?=[,;)]|$)"
)
_HOW_FAR = lazy_re.compile(r"(?:进度|进展|现状|目前)(?:情况)?:?$")
_MEASURE = lazy_re.compile(r"[^,;:、()\d]{0,10}为(?:准|基数|基准|界)")  # 以上年年末人数为准
# 贯彻2025年3月15日会议精神: a day that names a document or a meeting, after a verb that follows one.
_FOLLOWS = lazy_re.compile(r"(?:贯彻|落实|传达|学习|按照?|根据|依据|执行|对照|参照|遵照)(?:落实|学习)?$")
_NAMES = lazy_re.compile(
    r"(?!的?(?:时限|期限|节点|时间))[^,;:、()\d]{0,12}(?:精神|会议|讲话|指示|批示|文件|通知|方案|意见|决定|办法|要求|规定|部署|目录|标准|清单)"
)
# 3月5日县政府常务会议议定事项, 6月12日县长批示, 省督察组4月16日反馈: the day on which a meeting, a leader or an inspection
# spoke. Of an order the day is never the deadline; a report back may be work to do, unless its own day follows.
_SPEAKER = rf"(?:(?<![协商学工员理事])会议?|(?:[查视察核]|审计)组|{TITLES})"
_SPOKE = lazy_re.compile(
    rf"(?P<who>(?:[^,;:、()\d]|\d+[次届号]){{0,20}}?{_SPEAKER})?(?:[一-龥]{{0,6}}?(?P<order>批示|指示|议定|研究(?=的?事项|[确议]定))|上?(?:要求|交办|反馈|通报|部署|明确))"
    r"(?:的?(?:事项|问题|意见|精神))?(?:(?P<dated>,?[并于在]*(?:\d|[一二三四五六七八九十]+[月季]|[上下]半年|年底))|(?=[,;)]|$))"
)
_WHO = lazy_re.compile(rf"(?<!各){_SPEAKER}于?$")
_QUANTITY_BEFORE = lazy_re.compile(
    r"(?:压缩|压减|缩短|缩减|减少|提速|控制|提前|推迟|工期|周期|历时|为期|建设期|服务期|不超过|不得超过|不多于|时限|时长)[^,;:()]{0,6}$"
)
_QUANTITY_AFTER = lazy_re.compile(r"(?:以?内)?(?:(?:压缩|压减|缩短|缩减|减少|提速|提升)[为至到]?|[无未没])")


_MARKS = ("changed", "void", "allowed", "cancelled")


def void_dates(text: Levelled, clauses: list[Clause]) -> None:
    """由4月底前调整为8月底前: the earlier date is void where the new one follows; 原定… is void beside another."""
    marks = [word for clause in clauses for word in clause.loose if word.kind in _MARKS]
    if not marks:
        return
    places = [(clause, n) for clause in clauses for n, p in enumerate(clause.phrases) if p.milestones]
    starts = [_phrase(at).start for at in places]
    left = len(places)
    for mark in marks:
        next_one = bisect_left(starts, mark.end)
        if mark.kind == "cancelled":
            before = next_one - 1
            if before >= 0 and _phrase(places[before]).milestones:
                _void(text, places[before], "void")
                left -= 1
            continue
        if mark.kind == "allowed":
            if next_one < len(places) and starts[next_one] <= mark.end + 1:
                _void(text, places[next_one], "allowed")
            continue
        if left < 2 or next_one == len(places) or starts[next_one] > mark.end + 1:
            continue
        before = next_one - 1
        while before >= 0 and not _phrase(places[before]).milestones:
            before -= 1  # void by an earlier mark
        if mark.kind == "changed" and before < 0:
            continue
        clause, n = places[before] if mark.kind == "changed" else places[next_one]
        _void(text, (clause, n), "void")
        while mark.kind == "changed" and n and text.text[slice(*clause.gaps[n])] in _LIST:
            n, left = n - 1, left - 1  # 6月底、9月底分别调整为8月底、11月底
            _void(text, (clause, n), "void")
        left -= 1
    if any(phrase.context and phrase.doubts for clause in clauses for phrase in clause.phrases):
        for clause in clauses:
            clause.loose = [word for word in clause.loose if word.kind not in _MARKS]


def _void(text: Levelled, at: tuple[Clause, int], code: str) -> None:
    clause, n = at
    void = clause.phrases[n]
    clause.phrases[n] = void.set_aside(text.doubt(code, void.start, void.end))


def _phrase(at: tuple[Clause, int]) -> Phrase:
    return at[0].phrases[at[1]]


def place_and_kind(phrase: Phrase) -> tuple[int, int, str]:
    """What the words around tell of it depends on."""
    return phrase.start, phrase.end, phrase.milestones[0].kind


def told_dates(
    text: Levelled, clauses: list[Clause], year: int, known: dict[tuple[int, int, str], Told]
) -> None:
    """对上半年排查出的问题, 已于3月底前完成, 由15个工作日压缩至5个工作日: what they name is no deadline. Beside one
    they are words like others; alone they are reported."""
    found = [(c, p) for c in clauses for p in c.phrases if p.milestones]
    told = []
    for clause, phrase in found:
        how = known.get(place_and_kind(phrase))
        if how := is_told(text, phrase, year) if how is None else how:
            told.append((clause, phrase, how))
    for clause, phrase, how in told:
        n = next(n for n, each in enumerate(clause.phrases) if each is phrase)
        if len(told) < len(found) and phrase.milestones[0].kind != "relative" and how == "sure":
            clause.drop(n)
            clause.loose = [word for word in clause.loose if word.text[0] != "已"]
        else:
            clause.phrases[n] = replace(
                phrase, milestones=(), doubts=(text.doubt("told-of", phrase.start, phrase.end),)
            )


def is_told(levelled: Levelled, phrase: Phrase, year: int) -> Told:
    """Whether the words around a date say that it tells of a thing or of the past. What is only likely is said."""
    if _tells(levelled.text, phrase):
        return "sure"
    likely = (
        _NOT_THEN.match(levelled.text, phrase.end)
        or _WHO_DID.match(levelled.text, phrase.end - 1)
        or _spoken_on(levelled.text, phrase)
        or _gone_by(levelled.text, phrase, year)
    )
    return "likely" if likely else _qualifies(levelled, phrase, year)


def _spoken_on(text: str, phrase: Phrase) -> bool:
    """Whether the date is the day on which the task was given, or its document."""
    milestone = phrase.milestones[0]
    bare = milestone.kind == "by" and not milestone.recurring and text[phrase.end - 1] in "日号月年"
    if text[max(0, phrase.start - 2) : phrase.start] in _OF_A_DOCUMENT and _ISSUED.match(text, phrase.end):
        return True
    if not bare or (spoke := _SPOKE.match(text, phrase.end)) is None or _DOES.match(text, phrase.end):
        return False
    by = spoke["who"] or _WHO.search(text, max(0, phrase.start - 16), phrase.start)
    return bool(by and (spoke["order"] or spoke["dated"]))


def _gone_by(text: str, phrase: Phrase, year: int) -> bool:
    """Whether a stretch of past years or a past quarter names a thing that has a day of its own."""
    last = phrase.milestones[0].day_due
    if (
        last
        and last.year < year
        and text[max(0, phrase.start - 1) : phrase.start] == "("
        and text.startswith(")", phrase.end)
    ):
        return bool(re.search(_A_DAY, text[phrase.end :][:40]))  # 巡察（2025年5月）反馈问题，6月底前
    if (
        text[phrase.end - 1] in "月份度"
        and _DEALS.search(text, max(0, phrase.start - 4), phrase.start)
        and _THING.match(text, phrase.end)
    ):
        return True
    return bool(
        last
        and last.year < year
        and _YEARS.fullmatch(text, phrase.start, phrase.end)
        and re.match("[一-龥]{2}", text[phrase.end : phrase.end + 2])
        and not _DOES.match(text, phrase.end)
        and (phrase.milestones[0].kind == "window" or _DATED_AFTER.match(text, phrase.end))
    )


def _tells(text: str, phrase: Phrase) -> bool:
    kind = phrase.milestones[0].kind
    before = text[max(0, phrase.start - 16) : phrase.start]
    if kind == "relative":
        return bool(
            _QUANTITY_BEFORE.search(before)
            or _QUANTITY_BEFORE.search(text[max(0, phrase.start - 16) : phrase.end - 1])
            or _QUANTITY_AFTER.match(text, phrase.end)
        ) and not text[phrase.start : phrase.end].startswith(("自", "收到"))
    if phrase.milestones[0].recurring or kind == "ongoing":
        return False
    if _PAST_BEFORE.search(before):
        return True
    if _PAST_AFTER.match(text, phrase.end):
        return True
    if text[phrase.end - 1] in "日号月份年度底" and _BY_THEN.match(text, phrase.end):
        return True
    if text[phrase.start : phrase.start + 2] in ("截至", "截止") and (
        _COUNTED.match(text, phrase.end) or _HOW_FAR.search(before)
    ):
        return True
    if _MEASURE.match(text, phrase.end) or (before.endswith("以") and text.startswith("为", phrase.end)):
        return True
    if _OF_A_TIME.search(before) and text.startswith("的", phrase.end):
        return True
    return bool(
        text[phrase.end - 1] in "日号月年" and _FOLLOWS.search(before) and _NAMES.match(text, phrase.end)
    )


def _qualifies(levelled: Levelled, phrase: Phrase, year: int) -> Told:
    """对上半年排查出的问题, 6月底前发现的问题9月底前整改. A verb with more behind it than 的 is what is to be done
    (6月底前取得明显的成效), unless another date says so."""
    text = levelled.text
    if (
        phrase.milestones[0].kind == "relative"
        or phrase.milestones[0].recurring
        or phrase.milestones[0].kind == "ongoing"
    ):
        return ""
    found = _QUALIFIES.match(text, phrase.end)
    if found is None or _DOES.match(text, phrase.end):
        return ""
    first, last = levelled.place(phrase.end, found.end())
    if "”" in levelled.original[first:last]:
        return ""  # “…9月验收”的步骤: what is quoted ends before
    if _GOVERNS.search(text, max(0, phrase.start - 3), phrase.start) or _DATED_LATER.match(text, found.end()):
        return "sure"
    day = phrase.milestones[0].day_due
    if day and day.year < year:
        return "sure"
    if _VERB_ALONE.fullmatch(found[0]):
        return "likely" if text[phrase.end - 1] in "前内止" else "sure"
    return ""
