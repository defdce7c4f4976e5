"""What people type where a day or one of the states is asked for: every reading it may have, none preferred.

The caller takes an answer where one reading alone is left, and says so; two readings are for a person to settle. One
rule for the workbooks that units fill in, the workbook the office edits, and the command line.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

from ledger import lazy_re
from ledger.record.days import WIDE_DIGITS, parse_day
from ledger.words.numerals import number

_MONTH_DAY = lazy_re.compile(r"(\d{1,2})\s*(?:月份?|[-./])\s*(\d{1,2})\s*[日号]?")
_THREE = lazy_re.compile(r"(\d{1,4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,4})\s*[日号]?")
_NUMERALS = lazy_re.compile("[〇零一二三四五六七八九十]+")
# 4月底, 2026年4月底, 年底, 2026年底
_MONTH_END = lazy_re.compile(r"(?:(\d{4})\s*年)?\s*(?:(\d{1,2})\s*月份?|(?<=年)|年)\s*[底末]")
_PERCENT = lazy_re.compile(
    r"(?:已经?|累计|总体|目前)*(?:完成|(?:形象)?进度)?(?:约|达到?|到)?(\d{1,3}(?:\.\d+)?)[%％](?:左右)?"
)
# what is written round a day: of one that is over that it is, of one to come that something is put off to it
_GONE = lazy_re.compile(r"(?:已于|于)?\s*(.+?)\s*(?:已?(?:完成|办结|办完|完工))?")
_TO_COME = lazy_re.compile(
    r"(?:拟|申请|请求|建议|预计|计划|力争|争取|希望)*(?:(?:延期|延长|延后|延|推迟|顺延|展期)?[到至]|于)?\s*"
    r"(.+?)\s*(?:之?前|以前)?(?:完成|办结)?"
)

_COMPACT = lazy_re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_TIME = lazy_re.compile(r"[T\s]+\d{1,2}[:：]\d{2}([:：]\d{2}(\.\d+)?)?$")

_ALREADY = "(?:已经?|均已?|都已?|全部|业已|现已|本项)*"
_DONE = "(?:完成|办结|完结|办完|办理完毕|完毕|完工|结束)了?"
_HOW = (
    "正在?|正常|在|持续|继续|有序|稳步|稳妥|顺利|加快|积极|扎实|抓紧|全面|深入|同步|分步|逐步|长期|常态化?"
    "|按(?:照|时序|序时|时间|节点|计划|既定|进度|要求|方案|部署|步骤|安排|期|时|序|规定)+"
)
_GOING = "(?:推进|办理|进行|实施|落实|开展|推动|建设|施工|整改|准备|筹备|编制|起草|招标|审批|审核|论证|征求意见|坚持)"
_UNDER_WAY, _OVER, _NOT_BEGUN = "推进中", "已完成", "未启动"
_MEANT: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = tuple(
    (frozenset(states.split()), lazy_re.compile(pattern))
    for states, pattern in (
        (_OVER, f"{_ALREADY}{_DONE}"),
        (_UNDER_WAY, f"(?:{_HOW})+(?:{_GOING}|办)之?中?"),
        (_UNDER_WAY, f"{_GOING}之?中|推进|在建"),
        (_UNDER_WAY, f"{_ALREADY}(?:启动|开工|动工|开始|着手|部署|开展|进场|立项)(?:{_GOING})?了?"),
        (_UNDER_WAY, f"(?:已|已经)?(?:部分|大部分?|一部分|即将|接近)(?:已|已经)?{_DONE}"),
        (_NOT_BEGUN, "(?:尚未|还未|暂未|未|还?没有?)(?:启动|开始|开展|实施|动工|开工)"),
        ("申请延期", "(?:拟|特|请求)?申请(?:延期|延长|延后|展期)|延期申请|请求延期"),
        (f"{_UNDER_WAY} {_OVER}", f"(?:已|已经)?(?:基本|初步|大体|阶段性|大致)(?:上|已|已经)?{_DONE}"),
        (f"{_NOT_BEGUN} {_UNDER_WAY}", f"(?:尚未|还未|暂未|未|还?没有?)(?:全部|完全)?{_DONE}"),
    )
)


_ROUND = "。；，.、:：√✓✔☑■□●○◆★*·-—（）()【】[]"  # ticks, bullets, brackets: none of them says anything
_NUMBERED = lazy_re.compile(r"^(?:\d{1,2}[.．、)）]|[①-⑳])+")


def states_meant(words: str) -> frozenset[str]:
    """The states of a unit that `words` may stand for: 已办结 and 100% are 已完成, 未完成 is 未启动 or 推进中."""
    words = "".join(words.split()).strip(_ROUND)
    if share := _PERCENT.fullmatch(words):
        percent = float(share[1])
        state = "未启动" if not percent else "推进中" if percent < 100 else "已完成"
        return frozenset({state} if percent <= 100 else ())
    words = _NUMBERED.sub("", words)
    return next((states for states, pattern in _MEANT if pattern.fullmatch(words)), frozenset())


SETTLED = "无"  # what an emptied 需协调事项 is kept as
_SETTLED = lazy_re.compile(
    "(?:目前|现在?|暂时?)*(?:无|没有|没|不再?需要?|无需|不用)(?:再)?(?:协调|解决)?(?:的?(?:事项|问题))?"
    "|(?:以上|上述|问题|事项|该事项|此事)*(?:已经?|均已?|都已?|全部|现已|业已)+"
    "(?:协调|解决|落实|处理|办结|办理|答复|完成|到位|完毕|妥善|好)+了?"
)


def settled(words: str) -> bool:
    """Whether 需协调事项 says that there is none, or none any more: 无, 已解决, 已协调到位."""
    return bool(_SETTLED.fullmatch("".join(words.split()).strip("。；，.、-—/")))


def why_no_state(words: str, among: Iterable[str]) -> str:
    """What is the matter with a state that is none of those asked for."""
    meant = states_meant(words)
    if several := [state for state in among if state in meant]:
        return f"“{words}”可能是{'，也可能是'.join(several)}，分不清"
    return f"“{words}”不在可选范围内{near_state(words, among)}"


def near_state(words: str, among: Iterable[str]) -> str:
    """`，像是“已完成”` for 以完成; "" where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(words, list(among), n=1, cutoff=0.65)
    return f"，像是“{near[0]}”" if near else ""


def day_in_whole(words: str) -> date:
    """The day written with its year: as in a plan, or 20220428, or with an hour behind it.

    Raises ValueError: `"shape"` when it is not written so, `"calendar"` when no such day exists.
    """
    words = _TIME.sub("", words.translate(WIDE_DIGITS).strip())
    compact = _COMPACT.fullmatch(words)
    return parse_day("-".join(compact.groups()) if compact else words)


def one_day(
    forms: Sequence[str], first: date, last: date
) -> tuple[date | None, tuple[date, ...], tuple[date, ...]]:
    """The one day from `first` to `last` that one of the `forms` may be, None for none or several; those in that
    time; and all there are in the years of it."""
    found = days_meant(forms, range(min(first.year, last.year), max(first.year, last.year) + 1))
    possible = tuple(day for day in found if first <= day <= last)
    return possible[0] if len(possible) == 1 else None, possible, found


def is_a_day_in_part(words: str, *, to_come: bool = False) -> bool:
    """Whether `words` name a day as 4月20日, 4.28 or 15/11/2022 do: a person knows which, a calendar does not. One to
    come may be the end of a month or of the year, and say that something is put off to it: 拟延至4月底."""
    found = (_TO_COME if to_come else _GONE).fullmatch(_in_digits(words))
    kinds = (_MONTH_DAY, _THREE, _MONTH_END) if to_come else (_MONTH_DAY, _THREE)
    return bool(found and any(kind.fullmatch(found[1]) for kind in kinds))


def days_meant(forms: Iterable[str], years: Sequence[int]) -> tuple[date, ...]:
    """Every day one of the `forms` may be, a missing year being one of `years`, earliest first."""
    found = set()
    for words in map(_in_digits, forms):
        for core in {match[1] for round_it in (_GONE, _TO_COME) if (match := round_it.fullmatch(words))}:
            found |= set(_days(core, years))
    return tuple(sorted(found))


def _days(words: str, years: Sequence[int]) -> Iterable[date]:
    if match := _MONTH_DAY.fullmatch(words):
        month, day = int(match[1]), int(match[2])
        orders = [(year, month, day) for year in years]
    elif match := _THREE.fullmatch(words):
        a, b, c = (int(part) for part in match.groups())
        orders = [(_full(a), b, c)]
        if "年" not in words:
            orders += [(_full(c), b, a), (_full(c), a, b)]  # as other countries write it
    elif match := _MONTH_END.fullmatch(words):
        month = int(match[2] or 12)
        if month <= 12:
            for year in [int(match[1])] if match[1] else years:
                yield date(year, month, monthrange(year, month)[1])
        return
    else:
        return
    for order in orders:
        with suppress(ValueError):
            yield date(*order)


def _full(year: int) -> int:
    """22 is 2022."""
    return 2000 + year if year < 100 else year


def _in_digits(words: str) -> str:
    words = _TIME.sub("", words.translate(WIDE_DIGITS).strip())
    return _NUMERALS.sub(lambda match: str(number(match[0]) or match[0]), words)
