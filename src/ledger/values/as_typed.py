"""What people type where a day or one of the states is asked for: every reading it may have, none preferred.

The caller takes an answer where one reading alone is left, and says so; two readings are for a person to settle. One
rule for the workbooks that units fill in, the workbook the office edits, and the command line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

from ledger.record.days import WIDE_DIGITS, parse_day
from ledger.words.numerals import number

_MONTH_DAY = re.compile(r"(\d{1,2})\s*(?:月份?|[-./])\s*(\d{1,2})\s*[日号]?")
_THREE = re.compile(r"(\d{1,4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,4})\s*[日号]?")
_NUMERALS = re.compile("[〇零一二三四五六七八九十]+")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)[%％]")

_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_TIME = re.compile(r"[T\s]+\d{1,2}[:：]\d{2}([:：]\d{2}(\.\d+)?)?$")

_ALREADY = "(?:已经?|均已?|都已?|全部|业已|现已|本项)*"
_DONE = "(?:完成|办结|完结|办完|办理完毕|完毕|完工|结束)了?"
_HOW = "正在?|正常|在|持续|继续|有序|稳步|按计划|按序|按期|顺利|加快|积极|扎实|抓紧|全面|深入"
_GOING = "(?:推进|办理|进行|实施|落实|开展|推动|建设)"
_UNDER_WAY, _OVER, _NOT_BEGUN = "推进中", "已完成", "未启动"
_MEANT: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = tuple(
    (frozenset(states.split()), re.compile(pattern))
    for states, pattern in (
        (_OVER, f"{_ALREADY}{_DONE}"),
        (_UNDER_WAY, f"(?:{_HOW})+(?:{_GOING}|办)之?中?"),
        (_UNDER_WAY, f"{_GOING}之?中|推进"),
        (_UNDER_WAY, f"(?:已|已经)?(?:部分|大部分?|一部分|即将|接近)(?:已|已经)?{_DONE}"),
        (_NOT_BEGUN, "(?:尚未|还未|暂未|未|还?没有?)(?:启动|开始|开展|实施|动工|开工)"),
        ("申请延期", "(?:拟|特|请求)?申请(?:延期|延长|延后|展期)|延期申请|请求延期"),
        (f"{_UNDER_WAY} {_OVER}", f"(?:已|已经)?(?:基本|初步|大体|阶段性|大致)(?:上|已|已经)?{_DONE}"),
        (f"{_NOT_BEGUN} {_UNDER_WAY}", f"(?:尚未|还未|暂未|未|还?没有?)(?:全部|完全)?{_DONE}"),
    )
)


def states_meant(words: str) -> frozenset[str]:
    """The states of a unit that `words` may stand for: 已办结 and 100% are 已完成, 未完成 is 未启动 or 推进中."""
    words = "".join(words.split()).strip("。；，.")
    if share := _PERCENT.fullmatch(words):
        percent = float(share[1])
        state = "未启动" if not percent else "推进中" if percent < 100 else "已完成"
        return frozenset({state} if percent <= 100 else ())
    return next((states for states, pattern in _MEANT if pattern.fullmatch(words)), frozenset())


SETTLED = "无"  # what an emptied 需协调事项 is kept as
_SETTLED = re.compile(
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
    return f"“{words}”不在可选范围内"


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
    found = days_meant(forms, range(first.year, last.year + 1))
    possible = tuple(day for day in found if first <= day <= last)
    return possible[0] if len(possible) == 1 else None, possible, found


def is_a_day_in_part(words: str) -> bool:
    """Whether `words` name a day as 4月20日, 4.28 or 15/11/2022 do: a person knows which, a calendar does not."""
    words = _in_digits(words)
    return bool(_MONTH_DAY.fullmatch(words) or _THREE.fullmatch(words))


def days_meant(forms: Iterable[str], years: Sequence[int]) -> tuple[date, ...]:
    """Every day one of the `forms` may be, a missing year being one of `years`, earliest first."""
    found = {day for words in forms for day in _days(_in_digits(words), years)}
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
