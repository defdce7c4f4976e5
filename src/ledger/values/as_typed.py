"""What people type where a day or one of the states is asked for: every reading it may have, none preferred.

The caller takes an answer where one reading alone is left, and says so; two readings are for a person to settle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

from ledger.words.numerals import number

_MONTH_DAY = re.compile(r"(\d{1,2})\s*(?:月份?|[-./])\s*(\d{1,2})\s*[日号]?")
_THREE = re.compile(r"(\d{1,4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,4})\s*[日号]?")
_NUMERALS = re.compile("[〇零一二三四五六七八九十]+")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)[%％]")

_ALREADY = "(?:已经?|均已?|都已?|全部|业已|现已|本项)*"
_MEANT = (  # one way of saying it a line; what may be two of them (基本完成, 未完成) is none
    ("已完成", re.compile(f"{_ALREADY}(?:完成|办结|完结|办完|办理完毕|完毕|完工|结束)了?")),
    (
        "推进中",
        re.compile("(?:正在?|在|持续|继续|有序|稳步)(?:推进|办理?|进行|实施|落实|开展|推动|建设)之?中?"),
    ),
    ("推进中", re.compile("(?:推进|办理|进行|实施|落实|开展|推动|建设)之?中|推进")),
    ("未启动", re.compile("(?:尚未|还未|暂未|未|还?没有?)(?:启动|开始|开展|实施|动工|开工)")),
    ("申请延期", re.compile("(?:拟|特|请求)?申请(?:延期|延长|延后|展期)|延期申请|请求延期")),
)


def states_meant(words: str) -> frozenset[str]:
    """The states of a unit that `words` may stand for: 已办结 and 100% are 已完成."""
    words = "".join(words.split()).strip("。；，.")
    if share := _PERCENT.fullmatch(words):
        percent = float(share[1])
        state = "未启动" if not percent else "推进中" if percent < 100 else "已完成"
        return frozenset({state} if percent <= 100 else ())
    return frozenset(state for state, pattern in _MEANT if pattern.fullmatch(words))


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
    return _NUMERALS.sub(lambda match: str(number(match[0]) or match[0]), words.strip())
