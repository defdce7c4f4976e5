"""What a reader of words is not sure of: a code, the place in the words, and what the sentence needs.

The grammars hand on values; what people read stands here, once: code → sentence → what to do about it.
`{words}` is the stretch the doubt is about, as printed; the other names are the doubt's own values.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

_COMPARE = "对照原文：抄错的改正；原文如此而理解无误的，可以保留。"
_LIST_UNITS = "理解得不对的，改用“牵头”“配合”“责任”分别列出单位。"
DATE_FORMS = "“11月底前”“9月5日前”“每季度首月5日前”“3月至10月”“全年”“长期坚持”"


class Entry(NamedTuple):
    """One sentence of the catalogue and its remedy."""

    sentence: str
    remedy: str = _COMPARE


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing a reader is not sure of. `start` and `end` count characters of the words as they were given."""

    code: str
    start: int
    end: int
    values: tuple[tuple[str, object], ...] = ()

    @property
    def words(self) -> str:
        """The stretch as printed, without the blanks that stand between Chinese."""
        return str(dict(self.values).get("words", ""))

    @property
    def sentence(self) -> str:
        """What people read."""
        return CATALOGUE[self.code].sentence.format(**dict(self.values))

    @property
    def remedy(self) -> str:
        """What they can do about it."""
        return CATALOGUE[self.code].remedy.format(**dict(self.values))


def doubt(code: str, start: int, end: int, **values: object) -> Doubt:
    """A doubt of the catalogue. KeyError: it has no such code."""
    assert code in CATALOGUE, code
    return Doubt(code, start, end, tuple(values.items()))


def of_every_year(found: Doubt) -> Doubt:
    """The same of a date that comes every year: its days are said without a year."""
    days = (
        (name, value.strftime("%m-%d") if isinstance(value, date) else value) for name, value in found.values
    )
    return replace(found, values=tuple(days))


CATALOGUE: dict[str, Entry] = {
    # Not understood, or no day: the words are kept and nothing is reminded of.
    "not-understood": Entry(
        "看不懂“{words}”，只能照录。",
        f"能看懂的写法如{DATE_FORMS}；用 ledger explain '{{words}}' 可以试别的写法。",
    ),
    "year-unread": Entry(
        "“{words}”里的年份看不懂，不知道是哪一天，只能照录。", "年份写成四位数字，如 2026年。"
    ),
    "read-in-part": Entry(
        "“{words}”只看懂一半：紧挨着的字会改变日期，不知道是哪一天，只能照录。",
        f"能看懂的写法如{DATE_FORMS}；日期和事项之间加逗号或者空格，就不会连在一起。",
    ),
    "run-together": Entry("“{words}”是两个时间连在一起，各算各的，请核对是不是一个期限。"),
    "length": Entry(
        "“{words}”只说多长时间，没有说从哪一天算起。",
        "在“起算”里写明从哪一天算起，或者在“补充节点”里写明日期。",
    ),
    "no-such-day": Entry("“{words}”中没有这一天，请核对。"),
    "no-such-year": Entry("“{words}”中没有这一年。"),
    "no-such-place": Entry("“{words}”没有这一天，或者每年的日子不同，请核对。"),
    "no-month": Entry("“{words}”没有写明是哪个月，请核对。"),
    "festival-alone": Entry("“{words}”不是确定的期限。"),
    "festival-unknown": Entry("“{words}”不在本年度，没有算出日期。"),
    "of-a-text": Entry("“{words}”是文件施行的日子，不是期限。"),
    # The year.
    "year-of-plan": Entry("“{words}”按计划年度算作{year}年，而印发在{issued}年。"),
    "year-short": Entry("“{words}”按{year}年理解。"),
    "year-carried": Entry("“{words}”没有写年份，沿用前面的{year}年。"),
    "year-beside": Entry("“{words}”没有算进后面的日期，请核对日期是哪一年。"),
    "far-year": Entry("“{words}”离计划的年度太远，请核对年份。"),
    "year-alone": Entry("“{words}”只有年份，按当年12月31日前理解。"),
    "whole-year": Entry("“{words}”按{year}年全年理解。"),
    "earlier": Entry("“{words}”按{day}理解，早于前面的{before}，请核对年份。"),
    "over-new-year": Entry("“{words}”跨年，止于{day}。"),
    # The month and the day.
    "figures": Entry("“{words}”按{month}月{day}日理解。"),
    "no-day-sign": Entry("“{words}”缺“日”字，按{day}日理解。"),
    "no-day-sign-lunar": Entry("“{words}”缺“日”字，按公历{day}日理解；如指农历，请写明“农历”。"),
    "lunar": Entry(
        "“{words}”是公历{day}，期限按公历计。", "对照日历核对；算错的，在“补充节点”里写公历日期。"
    ),
    "week-of-month": Entry("“{words}”按止于{day}的那一周理解，请核对。"),
    "last-of-xun": Entry("“{words}”按其最后一天理解。"),
    "misprint": Entry("“{words}”疑为“{meant}”之误，已按此理解。"),
    "no-settled-day": Entry("“{words}”没有统一的日期，按{day}日理解。"),
    "no-settled-month": Entry("“{words}”没有统一的日期，按{month}月底理解。"),
    "not-that-weekday": Entry("“{words}”：{day}是{weekday}，日期和星期对不上，请核对；先按日期计。"),
    "one-each": Entry(
        "“{words}”都算“{what}”的日子；如果一个日子说一件，请分开写。", "写成“事项（日子）”，一行一个。"
    ),
    "only-figures": Entry("“{words}”旁边的“{what}”没有看懂，请核对日期是否写全。"),
    "whose-matter": Entry(
        "“{words}”说的是哪个日子的事，看不出来，请核对。", "换成“事项（日子）”或者“日子：事项”，一行写一个。"
    ),
    "two-aims": Entry("“{words}”写的是力争和确保两个日子，都列为节点，请核对以哪一个为准。"),
    "not-in-it": Entry("“{words}”和前面的“{time}”对不上，两个日子都列为节点，请核对以哪一个为准。"),
    "midnight": Entry("“{words}”是一天之始，请核对是否指前一日。"),
    "about": Entry("“{words}”不是确定的期限，按“{meant}”理解。"),
    "month-carried": Entry("“{words}”没有写明是哪个月，承前面的日期按{month}月理解。"),
    "month-or-span": Entry("“{words}”按{day}（含）前理解；如指一段时间，请写“个月内”。"),
    "xun-included": Entry("“{words}”按{day}（含）前理解，请核对。"),
    "no-end-sign": Entry("“{words}”没有“底”字，按{day}（含）前理解；如指{other}，请写明。"),
    "half-included": Entry("“{words}”没有“底”字，按{day}（含）前理解。"),
    "same-day-each": Entry("“{words}”按各月同一日期理解，请核对。"),
    "two-months": Entry("“{words}”按两个月份理解；如前一个数是序号，请改写为“1.”。"),
    "after-day": Entry("“{words}”按此后的一天起理解。"),
    # Counted days.
    "from-next-day": Entry("“{words}”从次日起算。"),
    "estimated": Entry("“{words}”按周一至周五推算为{day}（预估），放假安排尚未公布。"),
    "issue-unknown": Entry("“{words}”从印发之日算起，计划没有写明印发日期；写上“印发日期”，就从那天算。"),
    "festival-guess": Entry("“{words}”的放假安排尚未公布，按节日前一天{days}理解，公布后请核对。"),
    "festival-eve": Entry("“{words}”按放假前一天{days}理解。"),
    "from-event": Entry("“{words}”自{event}{begins}起算，到{day}。"),
    # Changed, alternative, elsewhere.
    "void": Entry(
        "“{words}”已写明作废或改期，不作期限。", "改期有文件依据的，写在“调整”里，原期限和新期限都会显示。"
    ),
    "last-counts": Entry("“{words}”按后一个时间的最后一天（含）理解。"),
    "allowed": Entry("“{words}”是准许延到的日子，不作期限。"),
    "open-stretch": Entry("“{words}”只有起点，没有写到什么时候为止。"),
    "either": Entry("“{words}”写的是“或”，两个日期都列为节点，请核对是否只要一个。"),
    "elsewhere": Entry("“{words}”说明期限写在别处，请对照补全。"),
    "conditional": Entry("“{words}”说明期限要看情况，请核对。"),
    "told-of": Entry("“{words}”说的是事情本身或者过去，不是期限。"),
    # What recurs.
    "monday-or-once": Entry("“{words}”可指每周的星期一，也可指每周一次，请核对。"),
    "which-week": Entry("“{words}”没有写明从哪一周算起，请核对。"),
    "end-of-cycle": Entry("“{words}”没有写明日期，按{cycle}的最后一天计。"),
    "cycle-month-end": Entry("“{words}”没有写明日期，按月底计。"),
    "every-month": Entry("“{words}”没有写明是哪个月，按每月理解。"),
    "under-every-year": Entry("“{words}”承前面的“每年”，按每年理解；如只指一年，请写明年份。"),
    "once-a-quarter": Entry("“{words}”按每季度一次理解。"),
    "these-days-yearly": Entry("“{words}”按每年的这些日子理解。"),
    "exception": Entry(
        "“{words}”是前面循环里的例外，单列为一个节点；循环仍按原来的日子提醒，请核对。",
        "在“补充节点”里写明各次的日子，或者保留，届时以例外的日子为准。",
    ),
    "run-not-counted": Entry("“{words}”没有换算成日期。"),
    "weekly-stretch": Entry("每周的一段时间按其最后一天计。"),
    "yearly-start": Entry("“{words}”是每年开始的日子，按这一天计，请核对。"),
    "yearly-stretch": Entry("“{words}”每年一段时间，按其最后一天计。"),
    "first-month-taken": Entry("“{words}”没有写明第几个月，按第1个月理解。"),
    "nth-month-taken": Entry("“{words}”按第{month}个月理解。"),
    "no-settled-place": Entry("“{words}”没有统一的日期，请核对。"),
    "end-of-that-month": Entry("“{words}”按该月底前理解，请核对。"),
    "starts-after": Entry(
        "“{words}”写在{before}之后，按{day}起循环理解；如不等它办完就要开始，请核对。",
        "理解得不对的，把循环的一项写在前面，或在“起始”里写明从哪天起。",
    ),
    "goes-on-past": Entry("“{words}”按一直循环理解，没有限在“{span}”之内，请核对。"),
    # Units: who does it, and what is a name.
    "unit-and-person": Entry("“{words}”按单位名称后接人名理解，请核对", _LIST_UNITS),
    "open-list": Entry("名单以“等”结尾，还有单位没有写出", _LIST_UNITS),
    "label-empty": Entry("“{words}”后面没有写单位，请核对", _LIST_UNITS),
    "role-taken": Entry("“{words}”按{role}理解，请核对", _LIST_UNITS),
    "mark-taken": Entry("“（{words}）”按{role}理解，请核对", _LIST_UNITS),
    "mark-of-one": Entry("“（{words}）”只算作“{name}”的分工，前面的单位没有标注", _LIST_UNITS),
    "person-no-unit": Entry("“{words}”是人员，不算{role}单位", _LIST_UNITS),
    "each-of-before": Entry("“{words}”也可能就指前面的单位，请核对", _LIST_UNITS),
    "label-and-verb": Entry("“{name}”前写“{label}”、后写“{words}”，按后者理解，请核对", _LIST_UNITS),
    "with-supports": Entry("“{words}”后的单位按配合单位理解，请核对", _LIST_UNITS),
    "clause-without-role": Entry("“{words}”一句没有写明分工，请核对", _LIST_UNITS),
    "before-comma-leads": Entry("逗号前的“{words}”也按牵头单位理解，请核对", _LIST_UNITS),
    "blank-divides": Entry("空格处按两个单位断开，请核对", _LIST_UNITS),
    "joint-divides": Entry("“{words}”处按两个单位断开，请核对", _LIST_UNITS),
    "units-elsewhere": Entry("只写了“{words}”，这里没有写明单位", _LIST_UNITS),
    "role-unsaid-supports": Entry("没有写明“{words}”的分工，有牵头单位，按配合单位理解", _LIST_UNITS),
    "role-unsaid": Entry("没有写明“{words}”的分工，按责任单位理解", _LIST_UNITS),
    "sign-missing": Entry("“{words}”的记号没有标在哪个单位上，请核对", _LIST_UNITS),
    "taken-as": Entry("“{words}”按“{name}”理解，请核对", _LIST_UNITS),
    "name-of-field": Entry("“{words}”不是完整的单位名称，按单位理解", _LIST_UNITS),
    "odd-bracket": Entry("“{words}”括号里的“{inside}”不像单位名称，请核对", _LIST_UNITS),
    "glued": Entry("“{words}”可能是两个单位连写，请核对", _LIST_UNITS),
    "kind-only": Entry("“{words}”按一个单位理解，也可能指一类单位，请核对", _LIST_UNITS),
    "odd-name": Entry("“{words}”不像通常的单位名称，请核对", _LIST_UNITS),
    "odd-group": Entry("“{words}”按集合理解，请核对", _LIST_UNITS),
    "taken-for-person": Entry("“{words}”按人员理解，请核对", _LIST_UNITS),
    "unit-of-person": Entry("“{words}”按人员理解，其中的单位没有列出，请核对", _LIST_UNITS),
    "two-names": Entry("“{words}”按两个名称理解，请核对", _LIST_UNITS),
    "two-units": Entry("“{words}”按两个单位理解，请核对", _LIST_UNITS),
    "may-be-read-on": Entry("“{words}”按两个名称理解，也可能连读，请核对", _LIST_UNITS),
    "several-roles": Entry("“{words}”写了不止一种分工，请核对", _LIST_UNITS),
}
